//! Containers that start on a request and bill while one is in flight: Cloud Run, Container Apps.

use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::format_formula_number;
use crate::cost::formula::cloud_run;
use crate::cost::line::ChargeScope;
use crate::cost::need::{DEFAULT_PROCESS_VCPU, LoadKind, ResourceNeed, TARGET_UTILIZATION};
use crate::cost::services::{self, HostingTraits};
use crate::cost::term::{BusyInstances, CostTerm, TermBasis};
use crate::model::{Cloud, Millis};

/// The ids of one way of billing; an empty id is free of charge.
struct PriceIds {
    vcpu: &'static str,
    gib: &'static str,
    free_vcpu: &'static str,
    free_gib: &'static str,
}

const RUN: PriceIds = PriceIds {
    vcpu: "gcp.run.request.vcpu",
    gib: "gcp.run.request.mem",
    free_vcpu: "gcp.run.free.request.vcpu_s",
    free_gib: "gcp.run.free.request.gib_s",
};
const RUN_INSTANCE: PriceIds = PriceIds {
    vcpu: "gcp.run.instance.vcpu",
    gib: "gcp.run.instance.mem",
    free_vcpu: "gcp.run.free.instance.vcpu_s",
    free_gib: "gcp.run.free.instance.gib_s",
};
const APPS: PriceIds = PriceIds {
    vcpu: "azure.aca.vcpu",
    gib: "azure.aca.mem",
    free_vcpu: "azure.aca.free",
    free_gib: "azure.aca.free.gib_s",
};

/// `S v p_v + S g p_m + N p_r` and idle minimum instances; jobs and standing processes bill their own time.
pub fn add_lines(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| !need.uses_gpus()) {
        let size = billed_size(sheet, need);
        match need.load_kind {
            _ if need.always_on => add_always_on_lines(sheet, need, size),
            LoadKind::Jobs => add_job_lines(sheet, need, size),
            LoadKind::Requests => add_request_lines(sheet, need, size),
            LoadKind::Unknown => {}
        }
        if need.warm_instances > 0.0 && !need.always_on {
            add_warm_lines(sheet, need, size);
        }
    }
    services::gpu::report_missing_gpus(sheet, needs, "a container instance");
    let place = HostingTraits {
        has_disks: false,
        balancer_label: None,
        scope: ChargeScope::PlatformKind,
        is_private: false,
        own_databases_apart: true,
    };
    services::add_services(sheet, needs, place);
}

/// Processors and GiB that are sold: Cloud Run needs a whole processor to serve several requests at once; Container
/// Apps come with 2 GiB per processor in quarters.
fn billed_size(sheet: &mut BillBuilder, need: &ResourceNeed) -> (f64, f64) {
    match sheet.cloud {
        Cloud::Azure => {
            let vcpu = ((need.vcpu.max(need.memory_gib / 2.0)) * 4.0).ceil() / 4.0;
            (vcpu, vcpu * 2.0)
        }
        Cloud::Gcp | Cloud::Aws if need.concurrency > 1.0 && need.vcpu < DEFAULT_PROCESS_VCPU => {
            let name = need.name;
            sheet.add_assumption(|| format!("{name}: several requests at once need a whole processor, 1 vCPU taken"));
            (DEFAULT_PROCESS_VCPU, need.memory_gib)
        }
        Cloud::Gcp | Cloud::Aws => (need.vcpu, need.memory_gib),
    }
}

fn price_ids(sheet: &BillBuilder, by_instance: bool) -> &'static PriceIds {
    match (sheet.cloud, by_instance) {
        (Cloud::Azure, _) => &APPS,
        (_, true) => &RUN_INSTANCE,
        (_, false) => &RUN,
    }
}

/// Writes vCPU-seconds and GiB-seconds of so many instance-seconds.
fn add_time_lines(
    sheet: &mut BillBuilder,
    need: &ResourceNeed,
    seconds: &CostTerm,
    (vcpu, gib): (f64, f64),
    ids: &PriceIds,
    how: &dyn Fn(f64) -> String,
) {
    let all = seconds.at(need.volume);
    let mean = all / (sheet.month_hours * 3600.0);
    sheet.add_paid_capacity(mean * vcpu, mean * gib);
    if need.always_on {
        sheet.add_used_capacity(need.busy_vcpus(), need.busy_memory());
    } else {
        sheet.add_used_capacity(mean * vcpu, mean * gib);
    }
    for (id, free, size, what, unit) in
        [(ids.vcpu, ids.free_vcpu, vcpu, "processors", "vCPU"), (ids.gib, ids.free_gib, gib, "memory", "GiB")]
    {
        let (paid, free) = sheet.deduct_allowance_from_term(free, seconds.clone().scaled(size), need.volume);
        let less = sheet.format_free_part(free);
        sheet.add_term_line(id, (paid, need), ChargedTo::for_workload(need.name), |_| LineText {
            item: format!("Containers: {what}"),
            formula: format!("{} × {} {unit}{less}", how(all), format_formula_number(size)),
        });
    }
}

/// Seconds that one request or job is billed for.
fn billed_seconds(need: &ResourceNeed) -> f64 {
    cloud_run::billed_duration(Millis::of(need.duration_s * 1000.0)).get() / 1000.0
}

/// Instance-seconds with a request in flight, by volume: what [`cloud_run::mean_instances`] gives over a month.
fn busy_seconds_term(sheet: &BillBuilder, need: &ResourceNeed, vcpu: f64) -> CostTerm {
    let month = sheet.month_hours * 3600.0;
    let seconds = billed_seconds(need);
    let together = 1.0 / (need.concurrency * TARGET_UTILIZATION).max(1.0);
    let processors = need.cpu_seconds / (vcpu * TARGET_UTILIZATION) / seconds.max(f64::MIN_POSITIVE);
    CostTerm::new(TermBasis::BusyInstances(BusyInstances::new(seconds / month, together.max(processors))), month)
}

fn add_request_lines(sheet: &mut BillBuilder, need: &ResourceNeed, size: (f64, f64)) {
    let seconds = busy_seconds_term(sheet, need, size.0);
    let month = sheet.month_hours * 3600.0;
    add_time_lines(sheet, need, &seconds, size, price_ids(sheet, false), &|all| {
        format!(
            "{}/s × {} s, {} at once each: {} instances with a request in flight × {} s",
            format_formula_number(need.arrival_rate),
            format_formula_number(billed_seconds(need)),
            format_formula_number(need.concurrency),
            format_formula_number(all / month),
            format_formula_number(month)
        )
    });
    add_call_lines(sheet, need);
}

fn add_call_lines(sheet: &mut BillBuilder, need: &ResourceNeed) {
    let (id, free) = if sheet.cloud == Cloud::Azure {
        ("azure.aca.req", "azure.aca.free.requests")
    } else {
        ("gcp.run.request.req", "gcp.run.free.request.requests")
    };
    services::add_call_lines(sheet, need, (id, free), "Containers: requests", "requests");
}

fn add_job_lines(sheet: &mut BillBuilder, need: &ResourceNeed, size: (f64, f64)) {
    add_time_lines(sheet, need, &CostTerm::per_call(billed_seconds(need)), size, price_ids(sheet, true), &|_| {
        format!("{} jobs × {} s", format_formula_number(need.volume), format_formula_number(billed_seconds(need)))
    });
}

fn add_always_on_lines(sheet: &mut BillBuilder, need: &ResourceNeed, size: (f64, f64)) {
    let month = sheet.month_hours;
    let Some(hours) = super::pods::instance_hours_term(need, month) else { return };
    let name = need.name;
    sheet.add_assumption(|| format!("{name}: runs around the clock, billed by instance"));
    add_time_lines(sheet, need, &hours.scaled(3600.0), size, price_ids(sheet, true), &|all| {
        format!("{} × 3,600 s", super::pods::describe_instance_hours(need, all / 3600.0, month))
    });
    if sheet.cloud == Cloud::Azure && need.load_kind == LoadKind::Requests {
        add_call_lines(sheet, need);
    }
}

/// Idle time of instances that are kept warm: `max(0, W × 3600 T − S within those hours)`.
fn add_warm_lines(sheet: &mut BillBuilder, need: &ResourceNeed, (vcpu, gib): (f64, f64)) {
    let kept = need.warm_instances * need.warm_hours / 24.0 * sheet.month_hours * 3600.0;
    let busy = if need.load_kind == LoadKind::Requests {
        busy_seconds_term(sheet, need, vcpu).scaled(need.day_profile.share_within(need.warm_hours))
    } else {
        CostTerm::per_call(0.0)
    };
    let used = busy.at(need.volume);
    let idle = busy.unused_part_of(kept);
    let (cpu_id, gib_id) = if sheet.cloud == Cloud::Azure {
        ("azure.aca.vcpu_idle", "azure.aca.mem")
    } else {
        ("gcp.run.min_idle.vcpu", "gcp.run.min_idle.mem")
    };
    for (id, what, size, unit) in [(cpu_id, "processors", vcpu, "vCPU"), (gib_id, "memory", gib, "GiB")] {
        let law = idle.clone().scaled(size);
        // A request that an allowance pays for takes the place of an idle second that costs.
        let most = sheet.price(id) * law.at(0.0);
        sheet.curve.allow_dip(if sheet.has_free_tier { most } else { 0.0 });
        sheet.add_term_line(id, (law, need), ChargedTo::for_workload(need.name), |_| LineText {
            item: format!("Warm instances, idle: {what}"),
            formula: format!(
                "max(0, {} s kept − {} s busy) × {} {unit}",
                format_formula_number(kept),
                format_formula_number(used),
                format_formula_number(size)
            ),
        });
    }
    let (month, idle) = (sheet.month_hours * 3600.0, idle.at(need.volume));
    sheet.add_paid_capacity(idle / month * vcpu, idle / month * gib);
}
