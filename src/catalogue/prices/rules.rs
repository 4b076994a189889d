//! What every price must be, and what prices must be to each other.

use super::{Price, PriceStatus, PriceUnit};
use crate::model::check::PathStep;
use std::sync::Arc;

/// What is wrong with a price, and with which of its fields.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PriceFault {
    /// From the entry to the field.
    pub at: &'static [PathStep],
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub hint: &'static str,
}

/// The first thing that is wrong with a price by itself.
pub(super) fn find_fault(price: &Price) -> Option<PriceFault> {
    check_numbers(price)
        .or_else(|| check_machine(price))
        .or_else(|| check_unit(price))
        .map(|(at, what, hint)| PriceFault { at, what: format!("'{}' {what}", price.id), hint })
}

type FieldFault = (&'static [PathStep], String, &'static str);

/// Infinite, not a number, below zero, or more than all of it.
fn check_numbers(price: &Price) -> Option<FieldFault> {
    let machine = price.machine.as_ref();
    let numbers: [(&'static [PathStep], Option<f64>); 5] = [
        (&[PathStep::Field("value")], Some(price.value)),
        (&[PathStep::Field("sustained_month")], price.sustained_month),
        (&[PathStep::Field("machine"), PathStep::Field("vcpu")], machine.map(|machine| machine.vcpu)),
        (&[PathStep::Field("machine"), PathStep::Field("memory_gib")], machine.map(|machine| machine.memory_gib)),
        (&[PathStep::Field("machine"), PathStep::Field("gpus")], machine.map(|machine| machine.gpus)),
    ];
    let is_wrong = |number: Option<f64>| number.is_some_and(|number| !number.is_finite() || number < 0.0);
    if let Some((at, Some(number))) = numbers.into_iter().find(|(_, number)| is_wrong(*number)) {
        return Some((at, format!("is {number} here"), "a finite number is wanted, from 0 on"));
    }
    (price.unit == PriceUnit::Percent && price.value > 100.0).then(|| {
        let what = format!("is {} percent", price.value);
        (&[PathStep::Field("value")] as &[PathStep], what, "no more than 100 percent can be saved")
    })
}

/// A machine is bought by the hour, or by the month where it is rented whole; only by the hour for less when it runs on.
fn check_machine(price: &Price) -> Option<FieldFault> {
    let is_rented = matches!(price.unit, PriceUnit::UsdPerHour | PriceUnit::UsdPerMonth | PriceUnit::EurPerMonth);
    if price.machine.is_some() && !is_rented {
        let what = format!("has a machine, and its unit is {}", price.unit.label());
        return Some((&[PathStep::Field("machine")], what, "take the machine away, or let the unit be UsdPerHour"));
    }
    if price.sustained_month.is_some() && (price.machine.is_none() || price.unit != PriceUnit::UsdPerHour) {
        let what = "has a price for a month without a break, and is no machine by the hour".to_owned();
        return Some((&[PathStep::Field("sustained_month")], what, "take sustained_month away"));
    }
    None
}

/// The unit that the bills rely on for an id of this form.
fn check_unit(price: &Price) -> Option<FieldFault> {
    let is_machine = price.id.contains(".vm.");
    let wanted = match price.id.rsplit('.').next() {
        Some("spot_savings") => Some(PriceUnit::Percent),
        _ if is_machine => Some(PriceUnit::UsdPerHour),
        _ => None,
    };
    if wanted.is_some_and(|wanted| wanted != price.unit) {
        let what = format!("is given in {}", price.unit.label());
        let hint = if wanted == Some(PriceUnit::Percent) {
            "savings are a Percent"
        } else {
            "machines are paid in UsdPerHour"
        };
        return Some((&[PathStep::Field("unit")], what, hint));
    }
    if price.id.split('.').any(|part| part == "free") && !price.unit.is_allowance() {
        let what = format!("is free of charge by its name, and given in {}", price.unit.label());
        return Some((
            &[PathStep::Field("unit")],
            what,
            "an allowance counts GbPerMonth, RequestsPerMonth or the like",
        ));
    }
    None
}

/// Two machines of a family of which the second has more processors and a lower price; suspect entries are left out, and
/// machines with another number of graphics processors are no larger ones of the same kind.
///
/// `family` is ordered by processors.
pub(super) fn find_inversion(family: &[Arc<Price>]) -> Option<(&Price, &Price)> {
    let trusted = || {
        let sized = family.iter().filter(|price| price.status != PriceStatus::Suspect);
        sized.filter_map(|price| Some((&**price, price.machine.as_ref()?)))
    };
    trusted().find_map(|(larger, size)| {
        let is_smaller = |(other, it): &(&Price, &super::Machine)| {
            it.vcpu < size.vcpu && it.gpus == size.gpus && other.region == larger.region && other.unit == larger.unit
        };
        let dearer = trusted().filter(is_smaller).find(|(other, _)| other.value > larger.value);
        dearer.map(|(smaller, _)| (smaller, larger))
    })
}
