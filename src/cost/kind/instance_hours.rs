//! Hours of instances whose number follows the load, as containers without machines bill them.

use crate::cost::builder::BillBuilder;
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::term::{Capacity, CostTerm, TermBasis};
use crate::model::number::format_significant as number;

use super::resources::{Resource, add_resource_lines};

/// A job is billed for at least a minute.
fn billed_job_seconds(need: &ResourceNeed) -> f64 {
    need.duration_s.max(60.0)
}

fn is_billed_by_job(need: &ResourceNeed) -> bool {
    need.load_kind == LoadKind::Jobs && !need.always_on
}

/// Hours of all instances together: the jobs' own time for jobs, otherwise the instances of each hour of the day. None for what
/// never runs.
pub fn instance_hours_term(need: &ResourceNeed, month: f64) -> Option<CostTerm> {
    if is_billed_by_job(need) {
        return Some(CostTerm::per_call(billed_job_seconds(need) / 3600.0));
    }
    let runs = need.load_kind != LoadKind::Unknown || need.min_instances > 0.0;
    runs.then(|| CostTerm::new(TermBasis::HourlyInstances(need.hourly_instances()), month))
}

/// How the hours are calculated.
pub fn describe_instance_hours(need: &ResourceNeed, hours: f64, month: f64) -> String {
    if is_billed_by_job(need) {
        return format!("{} jobs × {} s / 3,600", number(need.volume), number(billed_job_seconds(need)));
    }
    let at = |load_ratio: f64| need.instance_scaling().at(load_ratio * need.volume);
    let (most, least) = (at(need.peak_ratio), at(need.hourly_load()[23]));
    format!("{least} to {most} instances over the day: {} on average × {} h", number(hours / month), number(month))
}

/// Adds the hours of instances of one size. Says whether there are any.
pub fn add_instance_hours(
    bill: &mut BillBuilder,
    need: &ResourceNeed,
    instance: Capacity,
    resources: &[Resource],
    item: &str,
) -> bool {
    let month = bill.month_hours;
    let Some(term) = instance_hours_term(need, month) else { return false };
    let hours = term.at(need.volume);
    add_resource_lines(bill, (&term, need), resources, item, &|| describe_instance_hours(need, hours, month));
    bill.capacity.add_paid(instance.scaled(hours / month));
    true
}
