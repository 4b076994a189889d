//! Hours of instances whose number follows the load, as containers without machines bill them.

use crate::cost::billed_quantity::BilledQuantity;
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::{ChargedTo, LineText};
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::notes::Assumption;
use crate::cost::term::{Capacity, CostTerm, TermBasis};
use crate::model::Cloud;
use crate::model::number::format_significant as number;

use super::resources::{Resource, add_resource_lines};

fn is_billed_by_job(need: &ResourceNeed) -> bool {
    need.load_kind == LoadKind::Jobs && !need.always_on
}

/// Hours of all instances together: the jobs' own time for jobs, otherwise the instances of each hour of the day. None for what
/// never runs.
pub fn instance_hours_term(need: &ResourceNeed, month: f64) -> Option<CostTerm> {
    if is_billed_by_job(need) {
        return Some(CostTerm::per_call(need.duration_s / 3600.0));
    }
    let runs = need.load_kind != LoadKind::Unknown || need.min_instances > 0.0;
    runs.then(|| CostTerm::new(TermBasis::HourlyInstances(need.hourly_instances()), month))
}

/// How the hours are calculated.
pub fn describe_instance_hours(need: &ResourceNeed, hours: f64, month: f64) -> String {
    if is_billed_by_job(need) {
        return format!("{} jobs × {} s / 3,600", number(need.volume), number(need.duration_s));
    }
    let at = |load_ratio: f64| need.instance_scaling().at(load_ratio * need.volume);
    let (most, least) = (at(need.peak_ratio), at(need.hourly_load()[23]));
    format!("{least} to {most} instances over the day: {} on average × {} h", number(hours / month), number(month))
}

/// Adds what jobs are billed for beyond their own time, where each is billed for a least time.
fn add_minimum_time(
    bill: &mut BillBuilder,
    need: &ResourceNeed,
    instance: Capacity,
    resources: &[Resource],
    item: &str,
) {
    if is_billed_by_job(need) {
        let hourly: f64 = resources.iter().map(|part| bill.price(part.id) * part.size * part.time_factor).sum();
        bill.assume_for(need.name, Assumption::StartsExcluded { each_second: hourly / 3600.0 });
    }
    let least = bill.purchase.limits.min_billed_seconds(bill.purchase.kind, bill.purchase.cloud);
    if !is_billed_by_job(need) || need.duration_s >= least {
        return;
    }
    let term = CostTerm::per_call((least - need.duration_s) / 3600.0);
    let before = bill.total();
    add_resource_lines(bill, (&term, need), resources, &format!("{item}least time of a job, "), &|| {
        format!("{} jobs × ({} s − {} s) / 3,600", number(need.volume), number(least), number(need.duration_s))
    });
    bill.minimum_charges += bill.total() - before;
    bill.capacity.add_paid(instance.scaled(term.at(need.volume) / bill.month_hours));
}

/// Adds temporary disk beyond what comes with an instance, where that is billed: by Fargate.
fn add_temporary_disk(bill: &mut BillBuilder, (hours, need): (&CostTerm, &ResourceNeed), item: &str) {
    let included = bill.purchase.limits.included_disk(bill.purchase.kind, bill.purchase.cloud);
    let billed = need.temporary_disk_gib - included;
    if bill.purchase.cloud != Cloud::Aws || billed <= 0.0 {
        return;
    }
    let term = hours.clone().scaled(billed);
    bill.add_quantity_line(
        "aws.fargate.ephemeral",
        BilledQuantity::of_need(term, need),
        ChargedTo::for_workload(need.name),
        || LineText {
            item: format!("{item}temporary disk"),
            formula: format!(
                "{} h × ({} GiB − {} GiB that come with it)",
                number(hours.at(need.volume)),
                number(need.temporary_disk_gib),
                number(included)
            ),
        },
    );
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
    add_minimum_time(bill, need, instance, resources, item);
    bill.capacity.add_paid(instance.scaled(hours / month));
    add_temporary_disk(bill, (&term, need), item);
    true
}
