//! What a formula comes to. Units are carried along, so that no sum is made of unlike things, and whatever a bill reckons
//! is reckoned by the bill's own functions.

use crate::catalogue::claims::{ClaimUnit, Days, Dimension, Formula};
use crate::cost::crossover::{Curve, exact};
use crate::cost::formula::load::whole;
use crate::cost::formula::{autopilot, commitment, lambda};
use crate::model::{Gibibytes, Mebibytes, Millis, Requests, Vcpus};
use std::collections::BTreeMap;

/// Why a formula comes to nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Misfit {
    /// The formula names what nobody gives.
    #[error("the formula names '{0}', which is no input")]
    NoInput(String),
    /// The price book lacks a price.
    #[error("the price book has no price {0}; add it")]
    NoPrice(String),
    /// A price is in a unit that no claim can take.
    #[error("the price {0} is in a unit that cannot be reckoned with here")]
    PriceUnit(String),
    /// A price is not that of a machine.
    #[error("{0} is no machine of the price book")]
    NoMachine(String),
    /// The platform has no such limit.
    #[error("the catalogue knows no such limit of {0}")]
    NoLimit(&'static str),
    /// An earlier claim has no figure to go on with.
    #[error("claim {0} has no figure to go on with")]
    NoFigure(String),
    /// Unlike things are added, or the answer is in another unit than asked for.
    #[error("unlike things are taken together; check the units")]
    Unlike,
    /// There is no number.
    #[error("it comes to no number")]
    NoNumber,
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
        same(self.low, self.high)
    }
}

/// Whether two numbers are one, as far as floats can tell.
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3)
}

/// The value of an input, in its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
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
    fn plain(value: f64) -> Self {
        Self { value, dimension: Dimension::NONE }
    }

    /// So many of a unit.
    fn of(value: f64, unit: ClaimUnit, month: Days) -> Self {
        let (dimension, scale) = unit.base(month);
        Self { value: value * scale, dimension }
    }

    /// How many of a unit it is.
    pub fn in_unit(self, unit: ClaimUnit, month: Days) -> Result<f64, Misfit> {
        let (dimension, scale) = unit.base(month);
        if dimension != self.dimension {
            return Err(Misfit::Unlike);
        }
        if self.value.is_finite() { Ok(self.value / scale) } else { Err(Misfit::NoNumber) }
    }

    fn with(self, other: Self, join: impl Fn(f64, f64) -> f64) -> Result<Self, Misfit> {
        let value = join(self.value, other.value);
        if self.dimension == other.dimension { Ok(Self { value, ..self }) } else { Err(Misfit::Unlike) }
    }
}

/// Which end of inputs that are only known roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The least.
    Low,
    /// The greatest.
    High,
}

/// What formulas are reckoned with.
#[derive(Debug, Clone)]
pub struct Scene {
    /// How long a month is.
    pub month: Days,
    /// Every input by name.
    pub inputs: BTreeMap<String, Known>,
}

impl Scene {
    /// An input as it was given.
    pub fn known(&self, name: &str) -> Result<Known, Misfit> {
        self.inputs.get(name).copied().ok_or_else(|| Misfit::NoInput(name.to_owned()))
    }

    fn input(&self, name: &str, end: End) -> Result<Amount, Misfit> {
        let known = self.known(name)?;
        let value = if end == End::Low { known.span.low } else { known.span.high };
        Ok(Amount::of(value, known.unit, self.month))
    }

    /// An input in another unit.
    pub fn taken(&self, name: &str, unit: ClaimUnit, end: End) -> Result<f64, Misfit> {
        self.input(name, end)?.in_unit(unit, self.month)
    }

    /// What the formula comes to in a unit. Every input that is known roughly is taken at its two ends together.
    pub fn span(&self, formula: &Formula, unit: ClaimUnit) -> Result<Span, Misfit> {
        let at = |end| self.amount(formula, end)?.in_unit(unit, self.month);
        Ok(Span::of(at(End::Low)?, at(End::High)?))
    }

    /// What the formula comes to at one end of its inputs.
    pub fn amount(&self, formula: &Formula, end: End) -> Result<Amount, Misfit> {
        let of = |part: &Formula| self.amount(part, end);
        match formula {
            Formula::In(name) => self.input(name, end),
            Formula::Number(number) => Ok(Amount::plain(*number)),
            Formula::Product(parts) => parts.iter().try_fold(Amount::plain(1.0), |product, part| {
                let part = of(part)?;
                let dimension = product.dimension.times(part.dimension);
                Ok(Amount { value: product.value * part.value, dimension })
            }),
            Formula::Sum(parts) => {
                let parts: Vec<Amount> = parts.iter().map(of).collect::<Result<_, _>>()?;
                let (first, rest) = parts.split_first().ok_or(Misfit::NoNumber)?;
                rest.iter().try_fold(*first, |sum, part| sum.with(*part, |a, b| a + b))
            }
            Formula::Difference(a, b) => of(a)?.with(of(b)?, |a, b| a - b),
            Formula::Net(a, b) => of(a)?.with(of(b)?, |a, b| (a - b).max(0.0)),
            Formula::Quotient(a, b) => {
                let (a, b) = (of(a)?, of(b)?);
                Ok(Amount { value: a.value / b.value, dimension: a.dimension.over(b.dimension) })
            }
            Formula::Rest(part) => Amount::plain(1.0).with(of(part)?, |one, part| one - part),
            Formula::Whole(part) => {
                let part = of(part)?;
                Ok(Amount { value: whole(part.value), ..part })
            }
            Formula::Span(parts) => self.ends_of(parts, end),
            Formula::Off(reduced, ordinary) => {
                let ordinary = self.input(ordinary, end)?;
                let share = self.input(reduced, end)?.with(ordinary, commitment::break_even)?;
                Ok(Amount::plain(1.0 - share.value))
            }
            Formula::Pod { vcpu, memory, vcpu_price, memory_price } => {
                let (vcpu, memory) = self.pod(vcpu, memory, end)?;
                let per_vcpu = self.taken(vcpu_price, ClaimUnit::UsdPerVcpuHour, end)?;
                let per_gib = self.taken(memory_price, ClaimUnit::UsdPerGibHour, end)?;
                let an_hour = autopilot::cost(1.0, vcpu, memory, per_vcpu, per_gib);
                Ok(Amount::of(an_hour, ClaimUnit::UsdPerHour, self.month))
            }
            Formula::Functions { calls, duration, memory, call_price, duration_price, free } => {
                let price =
                    |name: &Option<String>, unit| name.as_ref().map_or(Ok(0.0), |name| self.taken(name, unit, end));
                let (free_requests, free_gb_seconds) = match free {
                    None => (0.0, 0.0),
                    Some((calls, seconds)) => (
                        self.taken(calls, ClaimUnit::MillionPerMonth, end)? * 1e6,
                        self.taken(seconds, ClaimUnit::GibSecondsPerMonth, end)?,
                    ),
                };
                let rates = lambda::Rates {
                    million_requests: price(call_price, ClaimUnit::UsdPerMillion)?,
                    gb_second: price(duration_price, ClaimUnit::UsdPerGibSecond)?,
                    free_requests,
                    free_gb_seconds,
                };
                let calls = Requests::of(self.taken(calls, ClaimUnit::MillionPerMonth, end)? * 1e6);
                let duration = Millis::of(self.taken(duration, ClaimUnit::Millis, end)?);
                let memory = Mebibytes::of(self.taken(memory, ClaimUnit::Mebibytes, end)?);
                let cost = lambda::cost(calls, duration, memory, &rates);
                Ok(Amount::of(cost.total(), ClaimUnit::UsdPerMonth, self.month))
            }
            Formula::Crossing(fixed, per_call) => {
                let fixed = of(fixed)?.in_unit(ClaimUnit::UsdPerMonth, self.month)?;
                let per_call = of(per_call)?.in_unit(ClaimUnit::UsdPerMillion, self.month)? / 1e6;
                // Up to twice where the two lines meet, so that the range always holds it.
                let range = (0.0, 2.0 * fixed / per_call);
                let found = exact(&Curve::line(0.0, per_call, range), &Curve::line(fixed, 0.0, range));
                let calls = found.first.ok_or(Misfit::NoNumber)?;
                Ok(Amount::of(calls / 1e6, ClaimUnit::MillionPerMonth, self.month))
            }
        }
    }

    /// The pod that is billed.
    pub fn pod(&self, vcpu: &str, memory: &str, end: End) -> Result<(Vcpus, Gibibytes), Misfit> {
        let vcpu = Vcpus::of(self.taken(vcpu, ClaimUnit::Vcpus, end)?);
        let memory = Gibibytes::of(self.taken(memory, ClaimUnit::Gibibytes, end)?);
        Ok(autopilot::snap(vcpu, memory))
    }

    fn ends_of(&self, parts: &[Formula], end: End) -> Result<Amount, Misfit> {
        let mut all = Vec::new();
        for part in parts {
            all.push(self.amount(part, End::Low)?);
            all.push(self.amount(part, End::High)?);
        }
        let (first, rest) = all.split_first().ok_or(Misfit::NoNumber)?;
        let join = if end == End::Low { f64::min } else { f64::max };
        rest.iter().try_fold(*first, |found, part| found.with(*part, join))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(inputs: &[(&str, f64, ClaimUnit)]) -> Scene {
        let known = |value, unit| Known { span: Span::exact(value), unit };
        let inputs = inputs.iter().map(|(name, value, unit)| ((*name).to_owned(), known(*value, *unit))).collect();
        Scene { month: Days::Mean, inputs }
    }

    fn input(name: &str) -> Formula {
        Formula::In(name.to_owned())
    }

    #[test]
    fn unlike_things_are_not_added() {
        let scene = scene(&[("price", 3.0, ClaimUnit::UsdPerDay), ("size", 4.0, ClaimUnit::Vcpus)]);
        let sum = Formula::Sum(vec![input("price"), input("size")]);
        assert_eq!(scene.span(&sum, ClaimUnit::UsdPerDay), Err(Misfit::Unlike));
        assert_eq!(scene.span(&input("price"), ClaimUnit::Vcpus), Err(Misfit::Unlike));
        assert_eq!(scene.span(&input("prize"), ClaimUnit::Vcpus), Err(Misfit::NoInput("prize".to_owned())));
    }

    #[test]
    fn a_day_becomes_a_month_by_its_unit() {
        let scene = scene(&[("price", 3.0, ClaimUnit::UsdPerDay)]);
        assert_eq!(scene.span(&input("price"), ClaimUnit::UsdPerMonth), Ok(Span::exact(91.25)));
    }

    #[test]
    fn nothing_over_nothing_is_no_number() {
        let scene = scene(&[("none", 0.0, ClaimUnit::Count)]);
        let quotient = Formula::Quotient(Box::new(input("none")), Box::new(input("none")));
        assert_eq!(scene.span(&quotient, ClaimUnit::Times), Err(Misfit::NoNumber));
        let crossing = Formula::Crossing(Box::new(input("none")), Box::new(input("none")));
        assert_eq!(scene.span(&crossing, ClaimUnit::MillionPerMonth), Err(Misfit::Unlike));
    }
}
