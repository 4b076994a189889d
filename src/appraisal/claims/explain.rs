//! A claim in full: what is claimed, what it comes to, why the two differ, and everything it was reckoned from.

use super::{Checked, Finding, Ground, Priced, Used, Verdict};
use crate::appraisal::explain::{Explanation, Part};
use crate::catalogue::claims::ClaimUnit;
use crate::cost::words::number;

impl Verdict {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Holds => "it holds",
            Self::Rounding => "it holds, rounded",
            Self::InputError => "an input is wrong",
            Self::UnitError => "a unit is wrong",
            Self::Inconsistent => "the source contradicts itself",
            Self::Unsupported => "nothing published bears it out",
            Self::CannotBeChecked => "it cannot be checked",
            Self::NoFigure => "no figure is claimed",
        }
    }
}

impl Ground {
    /// Why the verdict was given, in a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::NotPrinted => {
                "The source gives the inputs and prints no result, so there is nothing to judge.".into()
            }
            Self::NothingSaid => "The source gives neither a figure nor anything to reckon one from.".into(),
            Self::NothingToCheck => "The source prints the figure and none of its inputs.".into(),
            Self::Agrees => "The inputs come to this figure.".into(),
            Self::AgreesRounded => "The inputs come to this figure once it is rounded to the digits shown.".into(),
            Self::WrongInputs(names) => {
                format!("It follows from what it is made of, but that is wrong: {}.", names.join(", "))
            }
            Self::OnlyRounded => "It follows only from figures that the source had rounded; taken exactly, not.".into(),
            Self::Unit(name, from, to) => format!("The number for '{name}' counts {to}, not {from}."),
            Self::Factor(size, name) => {
                format!("The figure is {} times what its own inputs come to: {name}.", number(*size))
            }
            Self::Left(names) => {
                format!("The source does not say '{}', and no likely value gives the figure.", names.join("', '"))
            }
            Self::Contradicts(names) => {
                format!("It contradicts what the same source says elsewhere: {}.", names.join(", "))
            }
            Self::PartOfRange => "List prices bear out a part of the range and no more.".into(),
            Self::Lists => "Price lists have another figure.".into(),
            Self::DoesNotFollow => "The inputs that the source states come to another figure.".into(),
            Self::Broken(why) => format!("It could not be reckoned: {why}."),
        }
    }
}

impl Finding {
    /// The figure as printed, with its unit.
    pub fn said_words(&self) -> String {
        self.said.as_ref().map_or_else(|| "no figure".to_owned(), |said| with_unit(&said.text, self.unit))
    }

    /// The recomputed figure with its unit.
    pub fn found_words(&self) -> String {
        if self.recomputed.is_none() { "nothing".to_owned() } else { with_unit(&self.figure(), self.unit) }
    }
}

fn with_unit(figure: &str, unit: ClaimUnit) -> String {
    if unit.word().is_empty() { figure.to_owned() } else { format!("{figure} {}", unit.word()) }
}

impl Checked {
    /// All of it.
    pub fn explanation(&self) -> Explanation {
        let title = format!("{} · {} · {}", self.id, self.title, self.verdict.code());
        let mut lines =
            vec![(Part::Text, self.claim.clone()), (Part::Source, format!("{}, {}", self.source, self.date))];
        if let Some(main) = self.main() {
            lines.push((Part::Text, format!("claimed {}, recomputed {}", main.said_words(), main.found_words())));
            push_formula(&mut lines, "", &main.formula);
            push_formula(&mut lines, "as published: ", &main.published_formula);
        }
        lines.push((Part::Heading, format!("{}: {}", self.verdict.code(), self.verdict.words())));
        lines.push((Part::Text, self.ground.words()));
        lines.push((Part::Text, self.why.clone()));
        let readings = self.figures.get(1..).unwrap_or_default();
        if !readings.is_empty() {
            lines.push((Part::Heading, "Read otherwise, and what goes with it".to_owned()));
        }
        for reading in readings {
            lines.push((Part::Text, reading_words(reading)));
            push_formula(&mut lines, "  ", &reading.formula);
        }
        if !self.inputs.is_empty() {
            lines.push((Part::Heading, "Inputs".to_owned()));
            lines.extend(self.inputs.iter().map(|input| (Part::Text, input_words(input))));
        }
        if !self.prices.is_empty() {
            lines.push((Part::Heading, "Prices".to_owned()));
        }
        for price in &self.prices {
            lines.push((Part::Text, price_words(price)));
            lines.push((Part::Source, format!("{}, {}, {}", price.source, price.date, price.status)));
        }
        Explanation { title, lines }
    }
}

fn push_formula(lines: &mut Vec<(Part, String)>, before: &str, formula: &str) {
    if !formula.is_empty() {
        lines.push((Part::Formula, format!("{before}{formula}")));
    }
}

fn reading_words(reading: &Finding) -> String {
    let found = reading.found_words();
    match (&reading.said, &reading.verdict) {
        (Some(_), Some((verdict, _))) => {
            format!("{}: claimed {}, recomputed {found}, {}", reading.what, reading.said_words(), verdict.code())
        }
        _ => format!("{}: {found}", reading.what),
    }
}

fn input_words(input: &Used) -> String {
    match (&input.published, &input.ours) {
        (Some(published), Some(ours)) => {
            format!("{}: published {published}; reckoned with {ours}", input.name)
        }
        (Some(published), _) => format!("{}: {published}", input.name),
        (None, ours) => format!("{}: not published; {}", input.name, ours.as_deref().unwrap_or("unknown")),
    }
}

fn price_words(price: &Priced) -> String {
    let id = if price.id.is_empty() { "a price that the book lacks" } else { &price.id };
    let item = if price.item.is_empty() { String::new() } else { format!(", {}", price.item) };
    format!("{id}: {} {}{item}", number(price.value), price.unit)
}
