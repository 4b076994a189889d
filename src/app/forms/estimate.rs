//! A row for a figure that may be exact, likely, between two bounds, or unknown.

use crate::app::amount::{self, parse_estimate};
use crate::app::row::Row;
use crate::model::{Edit, Estimate, UnitError};

/// A row for an estimate, stepped along preferred numbers; `edit` makes the change.
pub fn estimate_row<T>(
    label: &str,
    unit: &'static str,
    current: Estimate<T>,
    edit: impl Fn(Estimate<T>) -> Edit + 'static,
) -> Row
where
    T: TryFrom<f64, Error = UnitError> + Into<f64> + Copy + PartialOrd + 'static,
{
    let step = |up: bool| scale_estimate(current, |value| amount::preferred_step(value, up, false)).map(&edit);
    let steps = (step(true), step(false));
    let make = move |text: &str| Ok(edit(parse_estimate(text, unit)?));
    Row::number(label, amount::format_estimate(&current), amount::estimate_input(&current), steps, make).unit(unit)
}

/// Changes the figures of an estimate and keeps how well they are known. None for what is unknown.
pub fn scale_estimate<T>(current: Estimate<T>, change: impl Fn(f64) -> f64) -> Option<Estimate<T>>
where
    T: TryFrom<f64, Error = UnitError> + Into<f64> + Copy,
{
    let value = |old: T| T::try_from(change(old.into())).ok();
    Some(match current {
        Estimate::Exact(old) => Estimate::Exact(value(old)?),
        Estimate::Likely(old) => Estimate::Likely(value(old)?),
        Estimate::Range(low, high) => Estimate::Range(value(low)?, value(high)?),
        Estimate::Unknown => return None,
    })
}
