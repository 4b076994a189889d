//! Texts that verdict and ranking share.

use crate::appraisal::Step;

/// `A`, `A and B`, `A, B and C`.
pub fn join_names(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// What a matrix without columns says.
pub fn nothing_to_rank() -> String {
    format!("nothing to rank yet: add alternatives in step {}", Step::Options.number())
}

/// What a matrix says in which no cell has a score or a figure.
pub fn not_scored_yet() -> String {
    format!("not scored yet: score the options in step {}", Step::Score.number())
}

/// A name within a sentence, set off so that it cannot be read as a part of it.
pub fn quote_name(name: &str) -> String {
    format!("'{name}'")
}
