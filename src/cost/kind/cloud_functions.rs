//! Functions of Google Cloud (first generation) and Azure (consumption plan; premium plan for warm instances).

use super::resources::{BusyTime, Resource, add_idle_warm_lines, add_resource_lines, vcpus_and_memory};
use crate::catalogue::PlatformKind;
use crate::cost::builder::BillBuilder;
use crate::cost::formula::load::{MIB_PER_GIB, round_up};
use crate::cost::formula::{fargate, lambda};
use crate::cost::need::{LoadKind, ResourceNeed, TARGET_UTILIZATION};
use crate::cost::notes::Assumption;
use crate::cost::services;
use crate::cost::term::{Capacity, CostTerm, HourlyInstances, ScalingRule, TermBasis};
use crate::model::number::format_significant as number;
use crate::model::{Cloud, Gibibytes, Millis, Vcpus};
use std::sync::Arc;

/// Memory in MiB and the processor in MHz that comes with it (Cloud Functions, first generation).
const GOOGLE_SIZES: [(f64, f64); 7] = [
    (128.0, 200.0),
    (256.0, 400.0),
    (512.0, 800.0),
    (1024.0, 1400.0),
    (2048.0, 2400.0),
    (4096.0, 4800.0),
    (8192.0, 4800.0),
];
/// MHz of one vCPU, for warm instances.
const VCPU_MHZ: f64 = 2400.0;

/// Seconds of all runs, or of standing instances when it runs around the clock.
fn run_seconds_term(need: &ResourceNeed, billed: Millis, month: f64) -> CostTerm {
    let run = CostTerm::per_call(billed.get() / 1000.0);
    if need.is_standing_process() { run.at_least(need.min_instances.max(1.0) * month * 3600.0) } else { run }
}

/// Whether it is known to run at all.
fn runs(need: &ResourceNeed) -> bool {
    need.load_kind != LoadKind::Unknown || need.is_standing_process()
}

/// The share of the billed time that no run uses.
fn unused_share(need: &ResourceNeed, billed: Millis) -> f64 {
    if need.is_standing_process() || billed.get() <= 0.0 { 0.0 } else { 1.0 - need.duration_s * 1000.0 / billed.get() }
}

/// A function's processors come with its memory.
fn memory_only(gib: f64) -> Capacity {
    Capacity { vcpus: 0.0, gib }
}

/// `N p + N d m p_gbs + N d f p_ghzs`, in steps of 100 ms and fixed sizes.
pub fn add_google_lines(bill: &mut BillBuilder, need: &ResourceNeed) {
    let needed_mib = need.memory_gib * 1024.0;
    let (mib, mhz) = GOOGLE_SIZES.into_iter().find(|(mib, _)| *mib >= needed_mib).unwrap_or((needed_mib, 4800.0));
    add_call_lines(bill, need, "gcp.functions1.inv", "gcp.functions1.free");
    let billed = lambda::billed_duration(Millis::of(need.duration_s * 1000.0), Millis::of(100.0));
    let term = run_seconds_term(need, billed, bill.month_hours);
    let seconds = term.at(need.volume);
    let memory = Resource {
        id: "gcp.functions1.mem",
        allowance: Some("gcp.functions1.free.gbs"),
        size: mib / 1024.0,
        time_factor: 1.0,
        label: "memory",
        unit: "GiB",
    };
    let processor = Resource {
        id: "gcp.functions1.cpu",
        allowance: Some("gcp.functions1.free.ghzs"),
        size: mhz / 1000.0,
        label: "processor",
        unit: "GHz",
        ..memory
    };
    if runs(need) {
        let how = || format!("{} s", number(seconds));
        let before = bill.total();
        add_resource_lines(bill, (&term, need), &[memory, processor], "Function ", &how);
        bill.minimum_charges += (bill.total() - before) * unused_share(need, billed);
    }
    let mean = memory_only(seconds / (bill.month_hours * 3600.0) * mib / 1024.0);
    bill.capacity.add_paid(mean);
    bill.capacity.add_used(mean);
    if need.warm_instances > 0.0 {
        let instance = Capacity { vcpus: mhz / VCPU_MHZ, gib: mib / 1024.0 };
        add_google_warm_lines(bill, need, instance, billed);
    }
}

/// Busy time is billed at another rate than idle time, and not at all within an allowance. Each call in flight takes an
/// instance of its own.
fn add_google_warm_lines(bill: &mut BillBuilder, need: &ResourceNeed, instance: Capacity, billed: Millis) {
    bill.assume(Assumption::WarmFunctionsAsMinInstances);
    let in_flight = billed.get() / 1000.0 / (bill.month_hours * 3600.0);
    let busy = BusyTime { term: run_seconds_term(need, billed, bill.month_hours), in_flight, share: 1.0 };
    let resources = vcpus_and_memory(("gcp.run.min_idle.vcpu", "gcp.run.min_idle.mem"), instance);
    let idle = add_idle_warm_lines(bill, need, busy, &resources, true);
    bill.capacity.add_paid(memory_only(idle * instance.gib));
}

/// `N p + N d m p_gbs`, at least 100 ms, memory in steps of 128 MiB; with warm instances the premium plan instead.
pub fn add_azure_lines(bill: &mut BillBuilder, need: &ResourceNeed) {
    if need.warm_instances > 0.0 {
        add_premium_plan_lines(bill, need);
        return;
    }
    let gib = round_up(need.memory_gib * 1024.0 / 128.0) * 128.0 / MIB_PER_GIB;
    add_call_lines(bill, need, "azure.functions.exec", "azure.functions.free.exec");
    let least = bill.purchase.limits.min_billed_seconds(PlatformKind::Functions, Cloud::Azure);
    let billed = lambda::billed_duration(Millis::of(need.duration_s.max(least) * 1000.0), Millis::of(1.0));
    if !runs(need) {
        return;
    }
    let term = run_seconds_term(need, billed, bill.month_hours);
    let seconds = term.at(need.volume);
    let mean = memory_only(term.clone().scaled(gib).at(need.volume) / (bill.month_hours * 3600.0));
    bill.capacity.add_paid(mean);
    bill.capacity.add_used(mean);
    let execution = Resource {
        id: "azure.functions.gbs",
        allowance: Some("azure.functions.free"),
        size: gib,
        time_factor: 1.0,
        label: "execution",
        unit: "GiB",
    };
    let before = bill.total();
    add_resource_lines(bill, (&term, need), &[execution], "Function ", &|| format!("{} s", number(seconds)));
    bill.minimum_charges += (bill.total() - before) * unused_share(need, billed);
}

/// Instances of the premium plan: those kept warm, and more when the load of an hour needs them. Runs are not billed.
fn add_premium_plan_lines(bill: &mut BillBuilder, need: &ResourceNeed) {
    let sizes = || bill.purchase.limits.sizes(PlatformKind::Functions, Cloud::Azure);
    // The smallest that holds one call; where none does, the limits rule the plan out.
    let held = fargate::round_up_task(sizes(), Vcpus::ZERO, Gibibytes::of(need.memory_gib));
    let (vcpus, gib) = held.unwrap_or_else(|| fargate::largest_task(sizes()));
    let instance = Capacity { vcpus: vcpus.get(), gib: gib.get() };
    bill.assume_for(need.name, Assumption::PremiumPlan(instance));
    let for_cpu = need.busy_vcpus_per_call() / (instance.vcpus * TARGET_UTILIZATION);
    let for_memory = need.in_flight_per_call() * need.memory_gib / instance.gib;
    let scaling =
        ScalingRule { rate: for_cpu.max(for_memory), is_whole: true, min_count: need.warm_instances, unit_size: 1.0 };
    let instances = HourlyInstances::new(&need.hourly_load(), scaling, |_| false);
    let term = CostTerm::new(TermBasis::HourlyInstances(Arc::new(instances)), 1.0);
    let mean = term.at(need.volume);
    let ids = ("azure.functions.premium.vcpu", "azure.functions.premium.gb");
    let resources = vcpus_and_memory(ids, instance);
    add_resource_lines(bill, (&term, need), &resources, "Premium plan ", &|| {
        format!("{} instances on average", number(mean))
    });
    bill.capacity.add_paid(instance.scaled(mean));
    bill.capacity.add_used(need.busy_capacity());
}

fn add_call_lines(bill: &mut BillBuilder, need: &ResourceNeed, id: &'static str, allowance: &'static str) {
    if need.load_kind != LoadKind::Unknown {
        services::add_call_lines(bill, need, (id, Some(allowance)), "Function calls", "calls");
    }
}
