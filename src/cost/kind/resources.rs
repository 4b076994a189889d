//! Processors and memory that are billed by time.

use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::{ChargedTo, LineText};
use crate::cost::need::ResourceNeed;
use crate::cost::notes::Assumption;
use crate::cost::term::{Capacity, CostTerm, IdleInstances, TermBasis};
use crate::model::number::format_significant as number;
use std::sync::Arc;

/// One of the two resources of an instance.
#[derive(Debug, Clone, Copy)]
pub struct Resource {
    /// Of its price in the book.
    pub id: &'static str,
    pub allowance: Option<&'static str>,
    /// How much an instance has.
    pub size: f64,
    /// Units of time in the price for one unit of the term.
    pub time_factor: f64,
    pub label: &'static str,
    pub unit: &'static str,
}

/// The processors and memory of an instance, without allowances, in the time unit of the term.
pub fn vcpus_and_memory((vcpu_id, gib_id): (&'static str, &'static str), instance: Capacity) -> [Resource; 2] {
    let gib =
        Resource { id: gib_id, allowance: None, size: instance.gib, time_factor: 1.0, label: "memory", unit: "GiB" };
    [Resource { id: vcpu_id, size: instance.vcpus, label: "processors", unit: "vCPU", ..gib }, gib]
}

/// Says where an instance is sold with more than it asks for.
pub fn note_sold_size(bill: &mut BillBuilder, need: &ResourceNeed, sold: Capacity) -> Capacity {
    let asked = need.instance();
    if sold != asked {
        bill.assume_for(need.name, Assumption::SoldSize { asked, sold });
    }
    sold
}

/// Adds a line for each resource; `item` begins their items, `how` says how the time came about.
pub fn add_resource_lines(
    bill: &mut BillBuilder,
    (term, need): (&CostTerm, &ResourceNeed),
    resources: &[Resource],
    item: &str,
    how: &dyn Fn() -> String,
) {
    for resource in resources {
        let Resource { id, allowance, size, time_factor, label, unit } = *resource;
        let term = term.clone().scaled(size * time_factor);
        let (paid, less) = bill.deduct_allowance_from_term(allowance, term, need);
        bill.add_quantity_line(id, paid, ChargedTo::for_workload(need.name), || LineText {
            item: format!("{item}{label}"),
            formula: format!("{} × {} {unit}{less}", how(), number(size)),
        });
    }
}

/// The time in which requests or calls keep instances busy.
pub struct BusyTime {
    /// In instance-seconds per month, by volume.
    pub term: CostTerm,
    /// Requests or calls in flight per unit of volume.
    pub in_flight: f64,
    /// The part of an instance that each takes.
    pub share: f64,
}

/// The idle time of warm instances, in instance-seconds per month. Hour by hour where the peak is known; otherwise what the load of
/// the warm hours leaves of the time that is kept while there is a load.
fn idle_warm_term(need: &ResourceNeed, busy: BusyTime, month_seconds: f64) -> CostTerm {
    let (warm, hours) = (need.warm_instances, need.warm_hours);
    if need.has_known_peak && !need.is_standing_process() {
        let idle = IdleInstances::new(&need.day_profile, busy.in_flight, busy.share, (warm, hours));
        return CostTerm::new(TermBasis::IdleInstances(Arc::new(idle)), month_seconds);
    }
    let kept = |hours: f64| warm * hours / 24.0 * month_seconds;
    let loaded = hours.min(need.day_profile.active_hours());
    let quiet = kept(hours - loaded);
    busy.term.scaled(need.warm_share).unused_part_of(kept(loaded)).plus(quiet).at_least(quiet)
}

/// Adds the idle time of instances that are kept warm, in instance-seconds per month. Returns the mean number of idle instances.
/// With `may_dip`, a second that is billed as busy may cost less than one that is billed as idle.
pub fn add_idle_warm_lines(
    bill: &mut BillBuilder,
    need: &ResourceNeed,
    busy: BusyTime,
    resources: &[Resource],
    may_dip: bool,
) -> f64 {
    let month_seconds = bill.month_hours * 3600.0;
    let idle = idle_warm_term(need, busy, month_seconds);
    for resource in resources.iter().filter(|_| may_dip) {
        let monthly = bill.price(resource.id) * idle.clone().scaled(resource.size).at(0.0);
        bill.allow_dip(monthly);
    }
    let mean = idle.at(need.volume) / month_seconds;
    add_resource_lines(bill, (&idle, need), resources, "Warm instances, idle: ", &|| {
        let (kept, hours) = (need.warm_instances, number(need.warm_hours));
        format!("{kept} kept for {hours} h a day: {} idle on average × {} s", number(mean), number(month_seconds))
    });
    mean
}
