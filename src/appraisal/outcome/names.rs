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
