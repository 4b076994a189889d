//! What is known of a claim once it has been checked.

use super::book::ClaimFormula;
use super::calculation;
use super::evaluate::{EvaluationError, FormulaInputs, Span};
use super::printed::PrintedFigure;
use super::unit::ClaimUnit;
use super::verdict::{AssessedInput, ClaimVerdict, VerdictReason, judge};
use crate::catalogue::Price;

/// A published claim with its verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedClaim {
    pub id: String,
    /// Title of the publication.
    pub source: String,
    /// Day of the publication.
    pub date: String,
    /// At most 20 characters.
    pub title: String,
    /// The claim, paraphrased.
    pub claim: String,
    /// Background for the reader.
    pub why: String,
    /// The main figure first, then further ones and other interpretations.
    pub figures: Vec<ClaimFigure>,
    /// That of the first figure that does not hold; of the main figure when all hold.
    pub verdict: ClaimVerdict,
    pub reason: VerdictReason,
    pub inputs: Vec<ClaimInput>,
    /// Prices used, each once.
    pub prices: Vec<ClaimPrice>,
}

/// A figure of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimFigure {
    /// Empty for the main figure.
    pub label: String,
    pub unit: ClaimUnit,
    /// As printed.
    pub printed: Option<PrintedFigure>,
    /// Result of the published inputs, missing ones taken from the corrected side.
    pub published: Option<Span>,
    /// Result of the corrected inputs.
    pub recomputed: Option<Span>,
    /// The calculation of `recomputed`, with its numbers.
    pub formula: String,
    /// The calculation of `published`; empty where both are equal.
    pub published_formula: String,
    /// None for an interpretation that the source does not print.
    pub verdict: Option<(ClaimVerdict, VerdictReason)>,
}

/// An input as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimInput {
    pub name: String,
    /// None when the source omits it.
    pub published: Option<String>,
    /// None where the published value was used.
    pub corrected: Option<String>,
}

/// A price that was used.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimPrice {
    /// Id in the price book; empty for a price that the book lacks.
    pub id: String,
    pub item: String,
    /// In `unit`.
    pub value: f64,
    pub unit: &'static str,
    pub source: String,
    /// When it was read.
    pub date: String,
    /// Whether it is a list price, an own price or unverified.
    pub status: &'static str,
}

impl CheckedClaim {
    pub fn main_figure(&self) -> Option<&ClaimFigure> {
        self.figures.first()
    }
}

impl ClaimPrice {
    pub(super) fn from_price(price: &Price) -> Self {
        Self {
            id: price.id.clone(),
            item: price.item.clone(),
            value: price.value,
            unit: price.unit.label(),
            source: price.source.clone(),
            date: price.date.clone(),
            status: price.status.label(),
        }
    }
}

impl ClaimFigure {
    pub(super) fn new(label: String, unit: ClaimUnit) -> Self {
        Self {
            label,
            unit,
            printed: None,
            published: None,
            recomputed: None,
            formula: String::new(),
            published_formula: String::new(),
            verdict: None,
        }
    }

    /// Empty where there is no figure.
    pub fn format_recomputed_figure(&self) -> String {
        self.recomputed.map_or_else(String::new, |span| calculation::format_figure(span, self.unit))
    }

    /// Empty where there is no figure.
    pub fn format_published_figure(&self) -> String {
        self.published.map_or_else(String::new, |span| calculation::format_figure(span, self.unit))
    }

    /// Sets figures and calculations of both sides, or the verdict that they cannot be computed.
    pub(super) fn evaluate(
        &mut self,
        formula: &ClaimFormula,
        published: &Result<FormulaInputs, EvaluationError>,
        corrected: &Result<FormulaInputs, EvaluationError>,
    ) {
        let unit = self.unit;
        let of = |inputs: &Result<FormulaInputs, EvaluationError>| -> Result<(Span, String), EvaluationError> {
            let inputs = inputs.as_ref().map_err(Clone::clone)?;
            let span = inputs.span(formula, unit)?;
            Ok((span, calculation::format_calculation(formula, inputs, unit, span)?))
        };
        match (of(published), of(corrected)) {
            (Ok((before, before_text)), Ok((after, text))) => {
                (self.published, self.recomputed) = (Some(before), Some(after));
                self.published_formula = if before_text == text { String::new() } else { before_text };
                self.formula = text;
            }
            (Err(error), _) | (_, Err(error)) => {
                self.verdict = Some((ClaimVerdict::CannotBeChecked, VerdictReason::NotComputable(error.to_string())));
            }
        }
    }

    /// Sets the verdict, unless the figure could not be computed.
    pub(super) fn judge(&mut self, inputs: &[AssessedInput]) {
        if self.verdict.is_none() {
            self.verdict = Some(judge(self.printed.as_ref(), self.published, self.recomputed, self.unit, inputs));
        }
    }
}
