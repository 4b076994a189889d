//! A row for a figure that is exact, an estimate, a range, or unknown.

use crate::app::amount::{self, parse_estimate};
use crate::app::reading;
use crate::app::row::Row;
use crate::model::{Edit, Estimate};
use std::fmt::Display;

/// A row for an estimate, stepped along preferred numbers; `edit` makes the change, or explains why the value does not fit.
pub fn estimate_row<T>(
    label: &str,
    unit: &'static str,
    current: Estimate<T>,
    edit: impl Fn(Estimate<T>) -> Result<Edit, String> + 'static,
) -> Row
where
    T: TryFrom<f64, Error: Display> + Into<f64> + Copy + PartialOrd + 'static,
{
    let step = |up: bool| {
        let scaled = scale_estimate(current, |value| amount::preferred_step(value, up, false))?;
        edit(scaled).ok()
    };
    let steps = (step(true), step(false));
    let make = move |text: &str| edit(parse_estimate(text, unit)?);
    Row::number(label, amount::format_estimate(&current), amount::estimate_input(&current), steps, make)
        .unit(unit)
        .reads(reading::estimate(unit))
}

/// Changes the numbers of an estimate and keeps how well they are known. None for what is unknown.
pub fn scale_estimate<T>(current: Estimate<T>, change: impl Fn(f64) -> f64) -> Option<Estimate<T>>
where
    T: TryFrom<f64> + Into<f64> + Copy,
{
    if matches!(current, Estimate::Unknown) {
        return None;
    }
    current.try_map(|old| T::try_from(change(old.into()))).ok()
}
