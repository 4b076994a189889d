//! Rules for single prices and between prices.

use super::price::{Machine, Price};
use super::status::PriceStatus;
use super::unit::PriceUnit;
use crate::model::MAX_ENTERED;
use crate::model::check::PathStep;
use std::sync::Arc;

/// What is wrong with a price, and in which field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PriceFault {
    /// From the entry to the field.
    pub at: &'static [PathStep],
    pub what: String,
    pub hint: &'static str,
}

/// The first problem of a price by itself.
pub(super) fn find_fault(price: &Price) -> Option<PriceFault> {
    check_numbers(price)
        .or_else(|| check_machine(price))
        .or_else(|| check_unit(price))
        .map(|(at, what, hint)| PriceFault { at, what: format!("'{}' {what}", price.id), hint })
}

type FieldFault = (&'static [PathStep], String, &'static str);

/// Numbers that are not finite, negative, or percentages above 100.
fn check_numbers(price: &Price) -> Option<FieldFault> {
    let machine = price.machine.as_ref();
    let numbers: [(&'static [PathStep], Option<f64>); 5] = [
        (&[PathStep::Field("value")], Some(price.value)),
        (&[PathStep::Field("sustained_month")], price.sustained_month),
        (&[PathStep::Field("machine"), PathStep::Field("vcpu")], machine.map(|machine| machine.vcpu)),
        (&[PathStep::Field("machine"), PathStep::Field("memory_gib")], machine.map(|machine| machine.memory_gib)),
        (&[PathStep::Field("machine"), PathStep::Field("gpus")], machine.map(|machine| machine.gpus)),
    ];
    let is_wrong = |number: Option<f64>| number.is_some_and(|number| !(0.0..=MAX_ENTERED).contains(&number));
    if let Some((at, Some(number))) = numbers.into_iter().find(|(_, number)| is_wrong(*number)) {
        return Some((at, format!("is {number}"), "give a number from 0 to 1e15"));
    }
    (price.unit == PriceUnit::Percent && price.value > 100.0).then(|| {
        let what = format!("is {} percent", price.value);
        (&[PathStep::Field("value")] as &[PathStep], what, "give at most 100 percent")
    })
}

/// Machines are priced per hour, or per month for dedicated hosts; sustained use prices require hourly machines.
fn check_machine(price: &Price) -> Option<FieldFault> {
    let is_rented = matches!(price.unit, PriceUnit::UsdPerHour | PriceUnit::UsdPerMonth | PriceUnit::EurPerMonth);
    if price.machine.is_some() && !is_rented {
        let what = format!("has a machine, but its unit is {}", price.unit.label());
        return Some((&[PathStep::Field("machine")], what, "remove the machine, or use the unit UsdPerHour"));
    }
    if price.sustained_month.is_some() && (price.machine.is_none() || price.unit != PriceUnit::UsdPerHour) {
        let what = "has a sustained use price, but is not an hourly machine price".to_owned();
        return Some((&[PathStep::Field("sustained_month")], what, "remove sustained_month"));
    }
    None
}

/// The unit that bills expect for an id of this form.
fn check_unit(price: &Price) -> Option<FieldFault> {
    let is_machine = price.id.contains(".vm.");
    let wanted = match price.id.rsplit('.').next() {
        Some("spot_savings") => Some(PriceUnit::Percent),
        _ if is_machine => Some(PriceUnit::UsdPerHour),
        _ => None,
    };
    if wanted.is_some_and(|wanted| wanted != price.unit) {
        let what = format!("is in {}", price.unit.label());
        let hint =
            if wanted == Some(PriceUnit::Percent) { "use Percent for savings" } else { "use UsdPerHour for machines" };
        return Some((&[PathStep::Field("unit")], what, hint));
    }
    if price.id.split('.').any(|part| part == "free") && !price.unit.is_allowance() {
        let what = format!("is an allowance by its id, but its unit is {}", price.unit.label());
        return Some((
            &[PathStep::Field("unit")],
            what,
            "use an allowance unit such as GbPerMonth or RequestsPerMonth",
        ));
    }
    None
}

/// Two machines of a family of which the second has more processors and a lower price. Suspect entries are ignored, and machines with
/// another number of GPUs are not compared.
///
/// `family` must be ordered by processors.
pub(super) fn find_inversion(family: &[Arc<Price>]) -> Option<(&Price, &Price)> {
    let trusted = || {
        let sized = family.iter().filter(|price| price.status != PriceStatus::Suspect);
        sized.filter_map(|price| Some((&**price, price.machine.as_ref()?)))
    };
    trusted().find_map(|(larger, size)| {
        let is_smaller = |(other, it): &(&Price, &Machine)| {
            it.vcpu < size.vcpu && it.gpus == size.gpus && other.region == larger.region && other.unit == larger.unit
        };
        let pricier = trusted().filter(is_smaller).find(|(other, _)| other.value > larger.value);
        pricier.map(|(smaller, _)| (smaller, larger))
    })
}
