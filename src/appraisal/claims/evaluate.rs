//! What a formula comes to. Units are carried along, so that no sum is made of unlike things, and whatever a bill reckons
//! is reckoned by the bill's own functions.

use crate::catalogue::claims::{ClaimFormula, ClaimUnit, Dimension, MonthLength};
use crate::cost::crossover::{SegmentedCurve, exact_crossover};
use crate::cost::formula::load::round_up;
use crate::cost::formula::{autopilot, commitment, lambda};
use crate::model::{Gibibytes, Mebibytes, Millis, Requests, Vcpus};
use std::collections::BTreeMap;

/// Why a formula comes to nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EvaluationError {
    /// The formula names what nobody gives.
    #[error("the formula names '{0}', which is no input")]
    UnknownInput(String),
    /// The price book lacks a price.
    #[error("the price book has no price {0}; add it")]
    UnknownPrice(String),
    /// A price is in a unit that no claim can take.
    #[error("the price {0} is in a unit that cannot be reckoned with here")]
    PriceUnit(String),
    /// A price is not that of a machine.
    #[error("{0} is no machine of the price book")]
    NotAMachine(String),
    /// The platform has no such limit.
    #[error("the catalogue knows no such limit of {0}")]
    UnknownLimit(&'static str),
    /// An earlier claim has no figure to go on with.
    #[error("claim {0} has no figure to go on with")]
    NoFigure(String),
    /// Unlike things are added, or the answer is in another unit than asked for.
    #[error("unlike things are taken together; check the units")]
    UnitMismatch,
    /// There is no number.
    #[error("it comes to no number")]
    NotANumber,
}

/// The least and the greatest that a figure can be; equal when it is exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Span {
    /// Between two numbers, in either order.
    pub fn of(a: f64, b: f64) -> Self {
        Self { low: a.min(b), high: a.max(b) }
    }

    /// One number.
    pub fn exact(x: f64) -> Self {
        Self { low: x, high: x }
    }

    /// Whether it is one number, as far as floats can tell.
    pub fn is_exact(self) -> bool {
        nearly_equal(self.low, self.high)
    }
}

/// Whether two numbers are one, as far as floats can tell.
pub fn nearly_equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3)
}

/// The value of an input, in its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InputValue {
    /// In `unit`.
    pub span: Span,
    /// What it counts.
    pub unit: ClaimUnit,
}

/// An amount in the dimension's own units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// How much.
    pub value: f64,
    /// Of what.
    pub dimension: Dimension,
}

impl Amount {
    /// A plain number.
    fn dimensionless(value: f64) -> Self {
        Self { value, dimension: Dimension::NONE }
    }

    /// So many of a unit.
    fn from_unit(value: f64, unit: ClaimUnit, month: MonthLength) -> Self {
        let (dimension, scale) = unit.dimension_and_scale(month);
        Self { value: value * scale, dimension }
    }

    /// How many of a unit it is.
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

/// Which end of inputs that are only known roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeEnd {
    /// The least.
    Low,
    /// The greatest.
    High,
}

/// What formulas are reckoned with.
#[derive(Debug, Clone)]
pub struct FormulaInputs {
    /// How long a month is.
    pub month: MonthLength,
    /// Every input by name.
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
