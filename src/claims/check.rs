//! Recomputes claims: from the inputs that the source gives, and from corrected ones, with the formulas and prices of the
//! bills. The verdict then follows by rule ([`super::verdict`]).

use super::book::{Claim, ClaimBook, ClaimFormula, ClaimVariant, Input, InputSource};
use super::calculation;
use super::checked::{CheckedClaim, ClaimFigure, ClaimInput, ClaimPrice};
use super::evaluate::{EvaluationError, FormulaInputs, InputValue, Span, nearly_equal};
use super::printed::PrintedFigure;
use super::unit::{ClaimUnit, MonthLength};
use super::verdict::{AssessedInput, ClaimVerdict, InputState, VerdictReason};
use crate::catalogue::limits::LimitKind;
use crate::catalogue::{Catalogue, PlatformKind, Price};
use crate::model::Demand;
use std::collections::BTreeMap;

/// Recomputes every claim of a book with the catalogue's prices.
pub fn check_claims(catalogue: &Catalogue, book: &ClaimBook) -> Vec<CheckedClaim> {
    let mut checked: Vec<CheckedClaim> = Vec::new();
    for claim in &book.claims {
        let one = ClaimChecker { catalogue, book, claim, earlier: &checked }.check();
        checked.push(one);
    }
    checked
}

/// Which values of the inputs are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InputSide {
    Published,
    Corrected,
}

struct ClaimChecker<'a> {
    catalogue: &'a Catalogue,
    book: &'a ClaimBook,
    claim: &'a Claim,
    earlier: &'a [CheckedClaim],
}

impl ClaimChecker<'_> {
    fn check(&self) -> CheckedClaim {
        let claim = self.claim;
        let mut figures = vec![self.own_figure()];
        figures.extend(claim.also.iter().map(|reading| self.reading_figure(reading)));
        let verdicts = || figures.iter().filter_map(|figure| figure.verdict.clone());
        let worst = verdicts().find(|(verdict, _)| *verdict != ClaimVerdict::Holds).or_else(|| verdicts().next());
        let (verdict, reason) = worst.unwrap_or((ClaimVerdict::Unsupported, VerdictReason::NothingStated));
        let publication = self.book.publication(&claim.source);
        CheckedClaim {
            id: claim.id.clone(),
            source: publication.map_or_else(String::new, |source| source.title.clone()),
            date: publication.map_or_else(String::new, |source| source.date.clone()),
            title: claim.title.clone(),
            claim: claim.claim.clone(),
            why: claim.why.clone(),
            figures,
            verdict,
            reason,
            inputs: claim.inputs.iter().map(|input| self.describe_input(input)).collect(),
            prices: self.prices(),
        }
    }

    fn own_figure(&self) -> ClaimFigure {
        let claim = self.claim;
        let inputs = |side| self.formula_inputs(side, claim.month, &[]);
        let mut figure = ClaimFigure::new(String::new(), claim.unit);
        if let Some(formula) = &claim.formula {
            figure.evaluate(formula, &inputs(InputSide::Published), &inputs(InputSide::Corrected));
        }
        figure.printed =
            claim.claimed.as_ref().and_then(|said| PrintedFigure::parse(said, claim.unit, figure.published));
        figure.judge(&self.assess_inputs(claim.formula.as_ref()));
        figure
    }

    /// A further figure, with a verdict where the source prints one.
    fn reading_figure(&self, reading: &ClaimVariant) -> ClaimFigure {
        let claim = self.claim;
        let month = reading.month.unwrap_or(claim.month);
        let unit = reading.unit.unwrap_or(claim.unit);
        let inputs = |side| self.formula_inputs(side, month, &reading.with);
        let published = inputs(InputSide::Published);
        let ours = if reading.as_published { published.clone() } else { inputs(InputSide::Corrected) };
        let formula = reading.formula.as_ref().or(claim.formula.as_ref());
        let mut figure = ClaimFigure::new(reading.what.clone(), unit);
        if let Some(formula) = formula {
            figure.evaluate(formula, &published, &ours);
        }
        figure.printed = reading.claimed.as_ref().and_then(|said| PrintedFigure::parse(said, unit, figure.published));
        match &figure.verdict {
            _ if reading.claimed.is_some() => figure.judge(&self.assess_inputs(formula)),
            // Nothing is claimed, so no verdict: only the reason why there is no figure.
            Some((_, reason)) => figure.formula = reason.describe(),
            None => {}
        }
        figure.verdict = figure.verdict.filter(|_| reading.claimed.is_some());
        figure
    }

    /// All inputs of one side; the other side supplies what is missing.
    fn formula_inputs(
        &self,
        side: InputSide,
        month: MonthLength,
        with: &[(String, InputSource)],
    ) -> Result<FormulaInputs, EvaluationError> {
        let mut inputs = BTreeMap::new();
        for input in &self.claim.inputs {
            let given = match side {
                InputSide::Published => input.published.as_ref().or(input.ours.as_ref()),
                InputSide::Corrected => input.ours.as_ref().or(input.published.as_ref()),
            };
            if let Some(given) = given.filter(|_| with.iter().all(|(name, _)| *name != input.name)) {
                inputs.insert(input.name.clone(), self.input_value(given, side, month)?);
            }
        }
        for (name, given) in with {
            inputs.insert(name.clone(), self.input_value(given, side, month)?);
        }
        Ok(FormulaInputs { month, inputs })
    }

    fn input_value(
        &self,
        given: &InputSource,
        side: InputSide,
        month: MonthLength,
    ) -> Result<InputValue, EvaluationError> {
        let exact = |value, unit| Ok(InputValue { span: Span::exact(value), unit });
        match given {
            InputSource::Is(value, unit) | InputSource::Quoted(value, unit, _, _) => exact(*value, *unit),
            InputSource::Between(low, high, unit) | InputSource::Says(low, high, unit) => {
                Ok(InputValue { span: Span::of(*low, *high), unit: *unit })
            }
            InputSource::Price(id) => {
                let price = self.price(id)?;
                let unit =
                    ClaimUnit::from_price_unit(price.unit).ok_or_else(|| EvaluationError::PriceUnit(id.clone()))?;
                exact(price.value, unit)
            }
            InputSource::Processors(id) => {
                let machine =
                    self.price(id)?.machine.as_ref().ok_or_else(|| EvaluationError::NotAMachine(id.clone()))?;
                exact(machine.vcpu, ClaimUnit::Vcpus)
            }
            InputSource::Month => exact(month.hours(), ClaimUnit::HoursPerMonth),
            // Milliseconds, the unit of durations: a factor of 60 in a formula is then always that of hours.
            InputSource::LongestRun(kind) => {
                exact(self.limit(*kind, LimitKind::LongestRun)? * 1000.0, ClaimUnit::Millis)
            }
            InputSource::LargestMemory(kind) => exact(self.limit(*kind, LimitKind::MaxMemory)?, ClaimUnit::Mebibytes),
            InputSource::Claim(id) if side == InputSide::Corrected => self.earlier_figure(id, true),
            InputSource::Recomputed(id) => self.earlier_figure(id, true),
            InputSource::Claim(id) | InputSource::Takes(id) => self.earlier_figure(id, false),
        }
    }

    /// The loosest limit that any cloud sets for a kind of platform.
    fn limit(&self, kind: PlatformKind, what: LimitKind) -> Result<f64, EvaluationError> {
        let limit = self.catalogue.limits.find(kind, None, what, &Demand::default());
        limit.map(|limit| limit.value).ok_or(EvaluationError::UnknownLimit(kind.id()))
    }

    fn price(&self, id: &str) -> Result<&Price, EvaluationError> {
        self.catalogue.prices.price(id).ok_or_else(|| EvaluationError::UnknownPrice(id.to_owned()))
    }

    fn earlier_figure(&self, id: &str, recomputed: bool) -> Result<InputValue, EvaluationError> {
        let missing = || EvaluationError::NoFigure(id.to_owned());
        let figure = self.earlier_claim(id).and_then(CheckedClaim::main_figure).ok_or_else(missing)?;
        let printed = || figure.printed.as_ref().map(|said| said.span);
        let span = if recomputed { figure.recomputed.or_else(printed) } else { printed() };
        Ok(InputValue { span: span.ok_or_else(missing)?, unit: figure.unit })
    }

    fn earlier_claim(&self, id: &str) -> Option<&CheckedClaim> {
        self.earlier.iter().find(|claim| claim.id == id)
    }

    /// The state of each input that a formula uses.
    fn assess_inputs(&self, formula: Option<&ClaimFormula>) -> Vec<AssessedInput> {
        let mut names = Vec::new();
        if let Some(formula) = formula {
            formula.collect_input_names(&mut names);
        }
        let used = self.claim.inputs.iter().filter(|input| names.contains(&input.name.as_str()));
        used.map(|input| AssessedInput { name: input.name.clone(), state: self.assess_input(input) }).collect()
    }

    fn assess_input(&self, input: &Input) -> InputState {
        let Some(published) = &input.published else {
            return InputState::Missing(input.ours.as_ref().is_some_and(InputSource::is_listed));
        };
        if let InputSource::Claim(id) = published {
            let verdict = self.earlier_claim(id).map_or(ClaimVerdict::Unsupported, |claim| claim.verdict);
            return InputState::FromClaim(id.clone(), verdict);
        }
        let month = self.claim.month;
        let ours = input.ours.as_ref().and_then(|ours| self.input_value(ours, InputSide::Corrected, month).ok());
        if let (Ok(before), Some(after)) = (self.input_value(published, InputSide::Published, month), ours) {
            let is_number =
                nearly_equal(before.span.low, after.span.low) && nearly_equal(before.span.high, after.span.high);
            let (dimension, scale) = before.unit.dimension_and_scale(month);
            let (right, right_scale) = after.unit.dimension_and_scale(month);
            let is_amount = dimension == right
                && nearly_equal(before.span.low * scale, after.span.low * right_scale)
                && nearly_equal(before.span.high * scale, after.span.high * right_scale);
            if !is_amount {
                return if is_number {
                    InputState::WrongUnit(before.unit.label(), after.unit.label())
                } else {
                    InputState::WrongValue
                };
            }
        }
        if published.is_asserted() { InputState::Asserted } else { InputState::Correct }
    }

    fn describe_input(&self, input: &Input) -> ClaimInput {
        let name = input.name.clone();
        let month = self.claim.month;
        let Some(published) = &input.published else {
            return ClaimInput {
                name,
                published: None,
                corrected: input.ours.as_ref().map(|ours| self.describe_given(ours, InputSide::Corrected)),
            };
        };
        // The recomputed figure of an earlier claim corrects the claimed one.
        let ours = input.ours.as_ref().or_else(|| published.source_claim().map(|_| published));
        let before = self.input_value(published, InputSide::Published, month);
        let is_same = ours.is_none_or(|ours| self.input_value(ours, InputSide::Corrected, month) == before);
        ClaimInput {
            name,
            published: Some(self.describe_given(published, InputSide::Published)),
            corrected: ours.filter(|_| !is_same).map(|ours| self.describe_given(ours, InputSide::Corrected)),
        }
    }

    /// The value with its origin.
    fn describe_given(&self, given: &InputSource, side: InputSide) -> String {
        let value = match self.input_value(given, side, self.claim.month) {
            Ok(value) => calculation::format_input(value),
            Err(error) => error.to_string(),
        };
        match given {
            InputSource::Is(..) | InputSource::Between(..) | InputSource::Month => value,
            InputSource::Says(..) => format!("{value}, stated elsewhere in the source"),
            InputSource::Price(_) | InputSource::Quoted(..) => format!("{value}, list price"),
            InputSource::Processors(_) => format!("{value}, size of the machine"),
            InputSource::LongestRun(kind) | InputSource::LargestMemory(kind) => {
                format!("{value}, limit of {}", kind.id())
            }
            InputSource::Claim(id) if side == InputSide::Corrected => format!("{value}, {id} recomputed"),
            InputSource::Recomputed(id) => format!("{value}, {id} recomputed"),
            InputSource::Claim(id) => format!("{value}, {id} as claimed"),
            InputSource::Takes(id) => format!("{value}, {id} taken as claimed"),
        }
    }

    /// Every price used by the claim and its variants, each once.
    fn prices(&self) -> Vec<ClaimPrice> {
        let claim = self.claim;
        let own = claim.inputs.iter().flat_map(|input| input.published.iter().chain(&input.ours));
        let readings = claim.also.iter().flat_map(|reading| reading.with.iter().map(|(_, given)| given));
        let mut found: Vec<ClaimPrice> = Vec::new();
        for given in own.chain(readings) {
            let priced = match given {
                InputSource::Price(id) | InputSource::Processors(id) => self.price(id).ok().map(ClaimPrice::from_price),
                InputSource::Quoted(value, unit, source, date) => Some(ClaimPrice {
                    id: String::new(),
                    item: String::new(),
                    value: *value,
                    unit: unit.label(),
                    source: source.clone(),
                    date: date.clone(),
                    status: "not in the price book",
                }),
                _ => None,
            };
            found.extend(priced.filter(|priced| !found.contains(priced)));
        }
        found
    }
}
