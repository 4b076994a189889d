//! Evaluates formulas of claims with their units, so that unlike quantities are never added. Whatever bills compute too is
//! computed by the functions of the bills.

use super::book::ClaimFormula;
use super::unit::{ClaimUnit, Dimension, MonthLength};
use crate::cost::crossover::{SegmentedCurve, exact_crossover};
use crate::cost::formula::load::round_up;
use crate::cost::formula::{autopilot, commitment, lambda};
use crate::model::{Gibibytes, Mebibytes, Millis, Requests, Vcpus};
use std::collections::BTreeMap;

/// Why a formula has no result.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EvaluationError {
    #[error("the formula names '{0}', which is not an input")]
    UnknownInput(String),
    #[error("the price book has no price {0}; add it")]
    UnknownPrice(String),
    #[error("the unit of the price {0} cannot be used in a claim")]
    PriceUnit(String),
    #[error("{0} is not a machine in the price book")]
    NotAMachine(String),
    #[error("the catalogue has no such limit for {0}")]
    UnknownLimit(&'static str),
    #[error("claim {0} has no figure")]
    NoFigure(String),
    /// Quantities of different units are added, or the result has another unit than requested.
    #[error("quantities of different units are combined; check the units")]
    UnitMismatch,
    #[error("the result is not a number")]
    NotANumber,
}

/// A range; its ends are equal for an exact figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Span {
    /// From two numbers in either order.
    pub fn of(a: f64, b: f64) -> Self {
        Self { low: a.min(b), high: a.max(b) }
    }

    pub fn exact(x: f64) -> Self {
        Self { low: x, high: x }
    }

    /// Whether both ends are equal within float error.
    pub fn is_exact(self) -> bool {
        nearly_equal(self.low, self.high)
    }
}

/// Equal within float error.
pub fn nearly_equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3)
}

/// The value of an input, in its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InputValue {
    /// In `unit`.
    pub span: Span,
    pub unit: ClaimUnit,
}

/// An amount in the base units of its dimension.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    pub value: f64,
    pub dimension: Dimension,
}

impl Amount {
    fn dimensionless(value: f64) -> Self {
        Self { value, dimension: Dimension::NONE }
    }

    fn from_unit(value: f64, unit: ClaimUnit, month: MonthLength) -> Self {
        let (dimension, scale) = unit.dimension_and_scale(month);
        Self { value: value * scale, dimension }
    }

    /// Converts to a unit of the same dimension.
    pub fn in_unit(self, unit: ClaimUnit, month: MonthLength) -> Result<f64, EvaluationError> {
        let (dimension, scale) = unit.dimension_and_scale(month);
        if dimension != self.dimension {
            return Err(EvaluationError::UnitMismatch);
        }
        if self.value.is_finite() { Ok(self.value / scale) } else { Err(EvaluationError::NotANumber) }
    }

    fn combine(self, other: Self, join: impl Fn(f64, f64) -> f64) -> Result<Self, EvaluationError> {
        let value = join(self.value, other.value);
        if self.dimension == other.dimension { Ok(Self { value, ..self }) } else { Err(EvaluationError::UnitMismatch) }
    }
}

/// Which end of approximate inputs is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeEnd {
    Low,
    High,
}

/// The inputs of a formula.
#[derive(Debug, Clone)]
pub struct FormulaInputs {
    pub month: MonthLength,
    /// By name.
    pub inputs: BTreeMap<String, InputValue>,
}

impl FormulaInputs {
    /// An input as it was given.
    pub fn value(&self, name: &str) -> Result<InputValue, EvaluationError> {
        self.inputs.get(name).copied().ok_or_else(|| EvaluationError::UnknownInput(name.to_owned()))
    }

    fn amount_of_input(&self, name: &str, end: RangeEnd) -> Result<Amount, EvaluationError> {
        let known = self.value(name)?;
        let value = if end == RangeEnd::Low { known.span.low } else { known.span.high };
        Ok(Amount::from_unit(value, known.unit, self.month))
    }

    /// An input in another unit.
    pub fn input_in_unit(&self, name: &str, unit: ClaimUnit, end: RangeEnd) -> Result<f64, EvaluationError> {
        self.amount_of_input(name, end)?.in_unit(unit, self.month)
    }

    /// What the formula comes to in a unit. Every input that is known roughly is taken at its two ends together.
    pub fn span(&self, formula: &ClaimFormula, unit: ClaimUnit) -> Result<Span, EvaluationError> {
        let at = |end| self.amount(formula, end)?.in_unit(unit, self.month);
        Ok(Span::of(at(RangeEnd::Low)?, at(RangeEnd::High)?))
    }

    /// What the formula comes to at one end of its inputs.
    pub fn amount(&self, formula: &ClaimFormula, end: RangeEnd) -> Result<Amount, EvaluationError> {
        let of = |part: &ClaimFormula| self.amount(part, end);
        match formula {
            ClaimFormula::In(name) => self.amount_of_input(name, end),
            ClaimFormula::Number(number) => Ok(Amount::dimensionless(*number)),
            ClaimFormula::Product(parts) => parts.iter().try_fold(Amount::dimensionless(1.0), |product, part| {
                let part = of(part)?;
                let dimension = product.dimension.times(part.dimension);
                Ok(Amount { value: product.value * part.value, dimension })
            }),
            ClaimFormula::Sum(parts) => {
                let parts: Vec<Amount> = parts.iter().map(of).collect::<Result<_, _>>()?;
                let (first, rest) = parts.split_first().ok_or(EvaluationError::NotANumber)?;
                rest.iter().try_fold(*first, |sum, part| sum.combine(*part, |a, b| a + b))
            }
            ClaimFormula::Difference(a, b) => of(a)?.combine(of(b)?, |a, b| a - b),
            ClaimFormula::Net(a, b) => of(a)?.combine(of(b)?, |a, b| (a - b).max(0.0)),
            ClaimFormula::Quotient(a, b) => {
                let (a, b) = (of(a)?, of(b)?);
                Ok(Amount { value: a.value / b.value, dimension: a.dimension.over(b.dimension) })
            }
            ClaimFormula::Rest(part) => Amount::dimensionless(1.0).combine(of(part)?, |one, part| one - part),
            ClaimFormula::Whole(part) => {
                let part = of(part)?;
                Ok(Amount { value: round_up(part.value), ..part })
            }
            ClaimFormula::Span(parts) => self.outer_end(parts, end),
            ClaimFormula::Off(reduced, ordinary) => {
                let ordinary = self.amount_of_input(ordinary, end)?;
                let share = self.amount_of_input(reduced, end)?.combine(ordinary, commitment::break_even_share)?;
                Ok(Amount::dimensionless(1.0 - share.value))
            }
            ClaimFormula::Pod { vcpu, memory, vcpu_price, memory_price } => {
                let (vcpu, memory) = self.billed_pod(vcpu, memory, end)?;
                let per_vcpu = self.input_in_unit(vcpu_price, ClaimUnit::UsdPerVcpuHour, end)?;
                let per_gib = self.input_in_unit(memory_price, ClaimUnit::UsdPerGibHour, end)?;
                let an_hour = autopilot::compute_cost(1.0, vcpu, memory, per_vcpu, per_gib);
                Ok(Amount::from_unit(an_hour, ClaimUnit::UsdPerHour, self.month))
            }
            ClaimFormula::Functions { calls, duration, memory, call_price, duration_price, free } => {
                let price = |name: &Option<String>, unit| {
                    name.as_ref().map_or(Ok(0.0), |name| self.input_in_unit(name, unit, end))
                };
                let (free_requests, free_gb_seconds) = match free {
                    None => (0.0, 0.0),
                    Some((calls, seconds)) => (
                        self.input_in_unit(calls, ClaimUnit::MillionPerMonth, end)? * 1e6,
                        self.input_in_unit(seconds, ClaimUnit::GibSecondsPerMonth, end)?,
                    ),
                };
                let rates = lambda::Rates {
                    million_requests: price(call_price, ClaimUnit::UsdPerMillion)?,
                    gb_second: price(duration_price, ClaimUnit::UsdPerGibSecond)?,
                    free_requests,
                    free_gb_seconds,
                };
                let calls = Requests::of(self.input_in_unit(calls, ClaimUnit::MillionPerMonth, end)? * 1e6);
                let duration = Millis::of(self.input_in_unit(duration, ClaimUnit::Millis, end)?);
                let memory = Mebibytes::of(self.input_in_unit(memory, ClaimUnit::Mebibytes, end)?);
                let cost = lambda::compute_cost(calls, duration, memory, &rates);
                Ok(Amount::from_unit(cost.total(), ClaimUnit::UsdPerMonth, self.month))
            }
            ClaimFormula::Crossing(fixed, per_call) => {
                let fixed = of(fixed)?.in_unit(ClaimUnit::UsdPerMonth, self.month)?;
                let per_call = of(per_call)?.in_unit(ClaimUnit::UsdPerMillion, self.month)? / 1e6;
                // Up to twice where the two lines meet, so that the range always holds it.
                let range = (0.0, 2.0 * fixed / per_call);
                let found = exact_crossover(
                    &SegmentedCurve::line(0.0, per_call, range),
                    &SegmentedCurve::line(fixed, 0.0, range),
                );
                let calls = found.first_volume.ok_or(EvaluationError::NotANumber)?;
                Ok(Amount::from_unit(calls / 1e6, ClaimUnit::MillionPerMonth, self.month))
            }
        }
    }

    /// The pod that is billed.
    pub fn billed_pod(&self, vcpu: &str, memory: &str, end: RangeEnd) -> Result<(Vcpus, Gibibytes), EvaluationError> {
        let vcpu = Vcpus::of(self.input_in_unit(vcpu, ClaimUnit::Vcpus, end)?);
        let memory = Gibibytes::of(self.input_in_unit(memory, ClaimUnit::Gibibytes, end)?);
        Ok(autopilot::round_up_pod(vcpu, memory))
    }

    fn outer_end(&self, parts: &[ClaimFormula], end: RangeEnd) -> Result<Amount, EvaluationError> {
        let mut all = Vec::new();
        for part in parts {
            all.push(self.amount(part, RangeEnd::Low)?);
            all.push(self.amount(part, RangeEnd::High)?);
        }
        let (first, rest) = all.split_first().ok_or(EvaluationError::NotANumber)?;
        let join = if end == RangeEnd::Low { f64::min } else { f64::max };
        rest.iter().try_fold(*first, |found, part| found.combine(*part, join))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(inputs: &[(&str, f64, ClaimUnit)]) -> FormulaInputs {
        let known = |value, unit| InputValue { span: Span::exact(value), unit };
        let inputs = inputs.iter().map(|(name, value, unit)| ((*name).to_owned(), known(*value, *unit))).collect();
        FormulaInputs { month: MonthLength::Mean, inputs }
    }

    fn input(name: &str) -> ClaimFormula {
        ClaimFormula::In(name.to_owned())
    }

    #[test]
    fn unlike_things_are_not_added() {
        let scene = scene(&[("price", 3.0, ClaimUnit::UsdPerDay), ("size", 4.0, ClaimUnit::Vcpus)]);
        let sum = ClaimFormula::Sum(vec![input("price"), input("size")]);
        assert_eq!(scene.span(&sum, ClaimUnit::UsdPerDay), Err(EvaluationError::UnitMismatch));
        assert_eq!(scene.span(&input("price"), ClaimUnit::Vcpus), Err(EvaluationError::UnitMismatch));
        assert_eq!(
            scene.span(&input("prize"), ClaimUnit::Vcpus),
            Err(EvaluationError::UnknownInput("prize".to_owned()))
        );
    }

    #[test]
    fn a_day_becomes_a_month_by_its_unit() {
        let scene = scene(&[("price", 3.0, ClaimUnit::UsdPerDay)]);
        assert_eq!(scene.span(&input("price"), ClaimUnit::UsdPerMonth), Ok(Span::exact(91.25)));
    }

    #[test]
    fn nothing_over_nothing_is_no_number() {
        let scene = scene(&[("none", 0.0, ClaimUnit::Count)]);
        let quotient = ClaimFormula::Quotient(Box::new(input("none")), Box::new(input("none")));
        assert_eq!(scene.span(&quotient, ClaimUnit::Times), Err(EvaluationError::NotANumber));
        let crossing = ClaimFormula::Crossing(Box::new(input("none")), Box::new(input("none")));
        assert_eq!(scene.span(&crossing, ClaimUnit::MillionPerMonth), Err(EvaluationError::UnitMismatch));
    }
}
