//! Containers that start on a request and bill while one is in flight: Cloud Run, Container Apps.

use super::instance_hours::{describe_instance_hours, instance_hours_term};
use super::resources::{BusyTime, Resource, add_idle_warm_lines, add_resource_lines, note_sold_size, vcpus_and_memory};
use crate::catalogue::PlatformKind;
use crate::cost::builder::BillBuilder;
use crate::cost::formula::load::MIB_PER_GIB;
use crate::cost::formula::{cloud_run, fargate};
use crate::cost::need::{DEFAULT_PROCESS_VCPU, LoadKind, ResourceNeed, TARGET_UTILIZATION};
use crate::cost::notes::Assumption;
use crate::cost::services::{HostingTraits, add_call_lines, add_services, report_missing_gpus};
use crate::cost::term::{BusyInstances, Capacity, CostTerm, TermBasis};
use crate::model::number::format_significant as number;
use crate::model::{Cloud, Gibibytes, Millis, Vcpus};
use std::sync::Arc;

/// How time is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Billing {
    /// While a request is in flight.
    Request,
    /// While the instance runs.
    Instance,
}

/// `S v p_v + S g p_m + N p_r` and idle minimum instances; jobs and standing processes bill their own time.
pub fn add_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| !need.uses_gpus()) {
        let size = billed_size(bill, need);
        match need.load_kind {
            _ if need.always_on => add_always_on_lines(bill, need, size),
            LoadKind::Jobs => add_job_lines(bill, need, size),
            LoadKind::Requests => add_request_lines(bill, need, size),
            LoadKind::Unknown => {}
        }
        if need.warm_instances > 0.0 && !need.always_on {
            add_warm_lines(bill, need, size);
        }
    }
    report_missing_gpus(bill, needs, "a container instance");
    add_services(bill, needs, HostingTraits::SERVERLESS);
}

/// The size that is sold: the smallest that holds an instance. Cloud Run sells less than a processor to services that answer
/// one request at a time. Where no size holds it, the limits rule the platform out, and the largest is billed.
fn billed_size(bill: &mut BillBuilder, need: &ResourceNeed) -> Capacity {
    let (limits, cloud) = (bill.purchase.limits, bill.purchase.cloud);
    let asked = need.instance();
    let is_below_one = cloud == Cloud::Gcp && need.vcpu < DEFAULT_PROCESS_VCPU;
    if is_below_one && need.concurrency > 1.0 {
        bill.assume_for(need.name, Assumption::WholeProcessor);
    } else if is_below_one && need.load_kind == LoadKind::Requests && !need.always_on {
        let least = limits.min_vcpus(PlatformKind::ContainerServerless, cloud, need.memory_gib * MIB_PER_GIB);
        if least < DEFAULT_PROCESS_VCPU {
            return note_sold_size(bill, need, Capacity { vcpus: need.vcpu.max(least), ..asked });
        }
    }
    let sizes = || limits.sizes(PlatformKind::ContainerServerless, cloud);
    let held = fargate::round_up_task(sizes(), Vcpus::of(need.vcpu), Gibibytes::of(need.memory_gib));
    let (vcpus, gib) = held.unwrap_or_else(|| fargate::largest_task(sizes()));
    note_sold_size(bill, need, Capacity { vcpus: vcpus.get(), gib: gib.get() })
}

/// Processors and memory, by the second.
fn resources(cloud: Cloud, billing: Billing, size: Capacity) -> [Resource; 2] {
    let (ids, allowances) = match (cloud, billing) {
        (Cloud::Azure, _) => (("azure.aca.vcpu", "azure.aca.mem"), ["azure.aca.free", "azure.aca.free.gib_s"]),
        (Cloud::Aws | Cloud::Gcp, Billing::Instance) => (
            ("gcp.run.instance.vcpu", "gcp.run.instance.mem"),
            ["gcp.run.free.instance.vcpu_s", "gcp.run.free.instance.gib_s"],
        ),
        (Cloud::Aws | Cloud::Gcp, Billing::Request) => (
            ("gcp.run.request.vcpu", "gcp.run.request.mem"),
            ["gcp.run.free.request.vcpu_s", "gcp.run.free.request.gib_s"],
        ),
    };
    let mut resources = vcpus_and_memory(ids, size);
    for (resource, allowance) in resources.iter_mut().zip(allowances) {
        resource.allowance = Some(allowance);
    }
    resources
}

/// Adds vCPU-seconds and GiB-seconds for instance-seconds.
fn add_time_lines(
    bill: &mut BillBuilder,
    (seconds, need): (&CostTerm, &ResourceNeed),
    size: Capacity,
    billing: Billing,
    how: &dyn Fn(f64) -> String,
) {
    let all = seconds.at(need.volume);
    let mean = size.scaled(all / (bill.month_hours * 3600.0));
    bill.capacity.add_paid(mean);
    bill.capacity.add_used(if need.always_on { need.busy_capacity() } else { mean });
    let resources = resources(bill.purchase.cloud, billing, size);
    add_resource_lines(bill, (seconds, need), &resources, "Containers: ", &|| how(all));
}

/// Seconds that one request or job is billed for.
fn billed_seconds(need: &ResourceNeed) -> f64 {
    cloud_run::billed_duration(Millis::of(need.duration_s * 1000.0)).get() / 1000.0
}

/// The part of an instance that each request in flight takes, by requests at once and by processor time.
fn share_of_instance(need: &ResourceNeed, vcpus: f64) -> f64 {
    let for_requests = 1.0 / (need.concurrency * TARGET_UTILIZATION).max(1.0);
    let for_cpu = need.cpu_seconds / (vcpus * TARGET_UTILIZATION) / billed_seconds(need).max(f64::MIN_POSITIVE);
    for_requests.max(for_cpu)
}

/// Instance-seconds with a request in flight, by volume, hour by hour of the day.
fn busy_seconds_term(bill: &BillBuilder, need: &ResourceNeed, vcpus: f64) -> CostTerm {
    let month = bill.month_hours * 3600.0;
    let in_flight = billed_seconds(need) / month;
    let busy = BusyInstances::new(&need.day_profile, in_flight, share_of_instance(need, vcpus));
    CostTerm::new(TermBasis::BusyInstances(Arc::new(busy)), month)
}

fn add_request_lines(bill: &mut BillBuilder, need: &ResourceNeed, size: Capacity) {
    let seconds = busy_seconds_term(bill, need, size.vcpus);
    let month = bill.month_hours * 3600.0;
    add_time_lines(bill, (&seconds, need), size, Billing::Request, &|all| {
        format!(
            "{}/s × {} s, {} at once each, in {} of 24 hours: {} instances with a request in flight × {} s",
            number(need.arrival_rate),
            number(billed_seconds(need)),
            number(need.concurrency),
            number(need.day_profile.active_hours()),
            number(all / month),
            number(month)
        )
    });
    add_calls(bill, need);
}

fn add_calls(bill: &mut BillBuilder, need: &ResourceNeed) {
    let ids = match bill.purchase.cloud {
        Cloud::Azure => ("azure.aca.req", Some("azure.aca.free.requests")),
        Cloud::Aws | Cloud::Gcp => ("gcp.run.request.req", Some("gcp.run.free.request.requests")),
    };
    add_call_lines(bill, need, ids, "Containers: requests", "requests");
}

fn add_job_lines(bill: &mut BillBuilder, need: &ResourceNeed, size: Capacity) {
    let parts = resources(bill.purchase.cloud, Billing::Instance, size);
    let each_second = parts.iter().map(|part| bill.price(part.id) * part.size).sum();
    bill.assume_for(need.name, Assumption::StartsExcluded { each_second });
    let seconds = CostTerm::per_call(billed_seconds(need));
    add_time_lines(bill, (&seconds, need), size, Billing::Instance, &|_| {
        format!("{} jobs × {} s", number(need.volume), number(billed_seconds(need)))
    });
}

fn add_always_on_lines(bill: &mut BillBuilder, need: &ResourceNeed, size: Capacity) {
    let month = bill.month_hours;
    let Some(hours) = instance_hours_term(need, month) else { return };
    bill.assume_for(need.name, Assumption::BilledByInstance);
    add_time_lines(bill, (&hours.scaled(3600.0), need), size, Billing::Instance, &|all| {
        format!("{} × 3,600 s", describe_instance_hours(need, all / 3600.0, month))
    });
    if bill.purchase.cloud == Cloud::Azure && need.load_kind == LoadKind::Requests {
        add_calls(bill, need);
    }
}

/// Adds the idle time of warm instances. A request that an allowance pays for replaces idle time that is billed.
fn add_warm_lines(bill: &mut BillBuilder, need: &ResourceNeed, size: Capacity) {
    let (term, in_flight) = match need.load_kind {
        LoadKind::Requests => {
            (busy_seconds_term(bill, need, size.vcpus), billed_seconds(need) / (bill.month_hours * 3600.0))
        }
        LoadKind::Jobs | LoadKind::Unknown => (CostTerm::per_call(0.0), 0.0),
    };
    let busy = BusyTime { term, in_flight, share: share_of_instance(need, size.vcpus) };
    let ids = match bill.purchase.cloud {
        Cloud::Azure => ("azure.aca.vcpu_idle", "azure.aca.mem"),
        Cloud::Aws | Cloud::Gcp => ("gcp.run.min_idle.vcpu", "gcp.run.min_idle.mem"),
    };
    let may_dip = bill.purchase.market.free_tier;
    let idle = add_idle_warm_lines(bill, need, busy, &vcpus_and_memory(ids, size), may_dip);
    bill.capacity.add_paid(size.scaled(idle));
}
