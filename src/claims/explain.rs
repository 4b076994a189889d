//! The full explanation of a claim: the figure claimed, the figure recomputed, why they differ, and all inputs.

use super::checked::{CheckedClaim, ClaimFigure, ClaimInput, ClaimPrice};
use super::unit::ClaimUnit;
use super::verdict::{ClaimVerdict, VerdictReason};
use crate::appraisal::{Explanation, LineKind};
use crate::model::number::format_significant;

impl ClaimVerdict {
    pub fn describe(self) -> &'static str {
        match self {
            Self::Holds => "it holds",
            Self::Rounding => "it holds, rounded",
            Self::InputError => "an input is wrong",
            Self::UnitError => "a unit is wrong",
            Self::Inconsistent => "the source contradicts itself",
            Self::Unsupported => "nothing published confirms it",
            Self::CannotBeChecked => "it cannot be checked",
            Self::NoFigure => "no figure is claimed",
        }
    }
}

impl VerdictReason {
    /// One sentence.
    pub fn describe(&self) -> String {
        match self {
            Self::NotPrinted => "The source gives inputs but prints no result, so there is nothing to judge.".into(),
            Self::NothingStated => "The source gives neither a figure nor inputs to compute one.".into(),
            Self::NothingToCheck => "The source prints the figure but none of its inputs.".into(),
            Self::Agrees => "The figure follows from the inputs.".into(),
            Self::AgreesRounded => "The figure follows from the inputs, rounded to the digits shown.".into(),
            Self::WrongInputs(names) => {
                format!("It follows from its inputs, but these are wrong: {}.", names.join(", "))
            }
            Self::OnlyRounded => {
                "It follows only from figures that the source rounded, not from the exact ones.".into()
            }
            Self::WrongUnit(name, from, to) => format!("The number for '{name}' is in {to}, not in {from}."),
            Self::UnitFactor(size, name) => {
                format!("The figure is {} times the result of its own inputs: {name}.", format_significant(*size))
            }
            Self::MissingInputs(names) => {
                format!("The source does not state '{}', and no plausible value gives the figure.", names.join("', '"))
            }
            Self::Contradicts(names) => {
                format!("It contradicts what the same source states elsewhere: {}.", names.join(", "))
            }
            Self::PartOfRange => "List prices confirm only a part of the range.".into(),
            Self::ListsDiffer => "Price lists show another figure.".into(),
            Self::DoesNotFollow => "The stated inputs give another figure.".into(),
            Self::NotComputable(why) => format!("It could not be computed: {why}."),
        }
    }
}

impl ClaimFigure {
    pub fn format_printed(&self) -> String {
        self.printed.as_ref().map_or_else(|| "no figure".to_owned(), |said| with_unit(&said.text, self.unit))
    }

    pub fn format_recomputed(&self) -> String {
        if self.recomputed.is_none() {
            "nothing".to_owned()
        } else {
            with_unit(&self.format_recomputed_figure(), self.unit)
        }
    }
}

fn with_unit(figure: &str, unit: ClaimUnit) -> String {
    if unit.label().is_empty() { figure.to_owned() } else { format!("{figure} {}", unit.label()) }
}

impl CheckedClaim {
    pub fn explanation(&self) -> Explanation {
        let title = format!("{} · {} · {}", self.id, self.title, self.verdict.code());
        let mut lines =
            vec![(LineKind::Text, self.claim.clone()), (LineKind::Source, format!("{}, {}", self.source, self.date))];
        if let Some(main) = self.main_figure() {
            lines.push((
                LineKind::Text,
                format!("claimed {}, recomputed {}", main.format_printed(), main.format_recomputed()),
            ));
            push_formula(&mut lines, "", &main.formula);
            push_formula(&mut lines, "as published: ", &main.published_formula);
        }
        lines.push((LineKind::Heading, format!("{}: {}", self.verdict.code(), self.verdict.describe())));
        lines.push((LineKind::Text, self.reason.describe()));
        lines.push((LineKind::Text, self.why.clone()));
        let readings = self.figures.get(1..).unwrap_or_default();
        if !readings.is_empty() {
            lines.push((LineKind::Heading, "Other interpretations and related figures".to_owned()));
        }
        for reading in readings {
            lines.push((LineKind::Text, describe_reading(reading)));
            push_formula(&mut lines, "  ", &reading.formula);
        }
        if !self.inputs.is_empty() {
            lines.push((LineKind::Heading, "Inputs".to_owned()));
            lines.extend(self.inputs.iter().map(|input| (LineKind::Text, describe_claim_input(input))));
        }
        if !self.prices.is_empty() {
            lines.push((LineKind::Heading, "Prices".to_owned()));
        }
        for price in &self.prices {
            lines.push((LineKind::Text, describe_claim_price(price)));
            lines.push((LineKind::Source, format!("{}, {}, {}", price.source, price.date, price.status)));
        }
        Explanation { title, lines }
    }
}

fn push_formula(lines: &mut Vec<(LineKind, String)>, before: &str, formula: &str) {
    if !formula.is_empty() {
        lines.push((LineKind::Formula, format!("{before}{formula}")));
    }
}

fn describe_reading(reading: &ClaimFigure) -> String {
    let found = reading.format_recomputed();
    match (&reading.printed, &reading.verdict) {
        (Some(_), Some((verdict, _))) => {
            format!("{}: claimed {}, recomputed {found}, {}", reading.label, reading.format_printed(), verdict.code())
        }
        _ => format!("{}: {found}", reading.label),
    }
}

fn describe_claim_input(input: &ClaimInput) -> String {
    match (&input.published, &input.corrected) {
        (Some(published), Some(corrected)) => {
            format!("{}: published {published}; recomputed with {corrected}", input.name)
        }
        (Some(published), _) => format!("{}: {published}", input.name),
        (None, corrected) => format!("{}: not published; {}", input.name, corrected.as_deref().unwrap_or("unknown")),
    }
}

fn describe_claim_price(price: &ClaimPrice) -> String {
    let id = if price.id.is_empty() { "not in the price book" } else { &price.id };
    let item = if price.item.is_empty() { String::new() } else { format!(", {}", price.item) };
    format!("{id}: {} {}{item}", format_significant(price.value), price.unit)
}
