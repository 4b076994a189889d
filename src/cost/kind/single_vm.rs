//! One machine that runs everything, sized to hold the peak; as a safeguard a second one of the same size stands by.

use super::fleet::add_requested_machine_capacity;
use crate::cost::builder::{BillBuilder, ChargedTo};
use crate::cost::format::{format_count, format_formula_number};
use crate::cost::line::ChargeScope;
use crate::cost::machine::{
    MachineRequirement, ScalingRequirement, add_standing_machines, cheapest_machine, largest_machine,
};
use crate::cost::need::{OWN_DATABASE_GIB, ResourceNeed};
use crate::cost::services::{self, HostingTraits, boot_disk};
use crate::cost::term::ScalingRule;
use crate::model::Commitment;

/// What the system, the container runtime and the agents need, in GiB.
const SYSTEM_GIB: f64 = 1.0;

/// The cheapest machine with `V ≥ Σ cpu at the peak` and `G ≥ Σ memory + system`.
pub fn add_lines(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    services::gpu::add_gpu_machines(sheet, needs, false);
    if needs.iter().all(|need| need.uses_gpus() && need.own_databases == 0) {
        // The machine with graphics processors is the one machine.
        let machines = machine_count(sheet);
        sheet.public_addresses += machines;
        return add_services(sheet, needs, machines);
    }
    let Some(growing) = scaling_requirement(needs) else { return };
    let fitting = needs.first().map_or(growing.base, |first| growing.at_volume(first.volume));
    let machines = machine_count(sheet);
    for need in needs.iter().filter(|need| need.min_instances > machines || need.zones > machines) {
        let (name, copies, zones) = (need.name, need.min_instances, need.zones);
        let these = if machines == 1.0 { "one machine".to_owned() } else { format!("{machines} machines") };
        sheet.add_problem(|| {
            format!(
                "{name}: {these} cannot keep {} in {}",
                format_count(copies, "copy", "copies"),
                format_count(zones, "zone", "zones")
            )
        });
    }
    let found = cheapest_machine(sheet.book, (sheet.cloud, sheet.commitment), fitting);
    if found.is_none() {
        sheet.add_shortfall(|| {
            format!(
                "no single machine has {} vCPU and {} GiB; the largest is billed",
                format_formula_number(fitting.peak_vcpus),
                format_formula_number(fitting.gib)
            )
        });
    }
    let Some(size) = found.or_else(|| largest_machine(sheet.book, (sheet.cloud, sheet.commitment))) else {
        sheet.add_problem(|| "the price book has no machine; it is left out".to_owned());
        return;
    };
    let share = running_share(sheet, needs);
    // Each of them holds all of it, so that the course is that of one machine, so many times.
    let count = share * machines;
    let law = growing.cost_steps(sheet, count);
    add_requested_machine_capacity(sheet, needs);
    let amount = add_standing_machines(sheet, &size, count, "Machine", ChargeScope::Host, || {
        let each = if machines == 1.0 { "one".to_owned() } else { format!("{machines}, each") };
        format!(
            "{each} with at least {} vCPU and {} GiB",
            format_formula_number(fitting.peak_vcpus),
            format_formula_number(fitting.gib)
        )
    });
    // The disk stays when the machine is stopped.
    let disk = boot_disk(sheet.cloud, false);
    disk.add_lines(sheet, machines, ChargeScope::Host);
    let kept = disk.monthly(sheet.book) * machines;
    sheet.add_single_machine(law, amount);
    sheet.add_fixed(kept);
    sheet.public_addresses += machines;
    add_services(sheet, needs, machines);
}

/// How many machines there are, each large enough for everything.
fn machine_count(sheet: &BillBuilder) -> f64 {
    f64::from(sheet.safeguards().machines.max(1))
}

fn add_services(sheet: &mut BillBuilder, needs: &[ResourceNeed], machines: f64) {
    let balancer = sheet.safeguards().balancer.then_some("Load balancer");
    let place = HostingTraits {
        has_disks: true,
        balancer_label: balancer,
        scope: ChargeScope::PlatformKind,
        is_private: false,
        own_databases_apart: false,
    };
    services::add_services(sheet, needs, place);
    if machines > 1.0 {
        add_standby_disks(sheet, needs, machines);
    }
}

/// What is kept on disk is kept on every machine.
fn add_standby_disks(sheet: &mut BillBuilder, needs: &[ResourceNeed], machines: f64) {
    for need in needs.iter().filter(|need| need.storage_gib > 0.0) {
        let what = if machines == 2.0 { "Disk of the standby" } else { "Disks of the standbys" };
        services::add_disk(sheet, need.storage_gib * (machines - 1.0), what, ChargedTo::for_workload(need.name));
    }
    let zones = needs.iter().map(|need| need.zones).fold(1.0, f64::max).min(machines);
    sheet.add_assumption(|| {
        format!(
            "active-passive: {machines} machines in {}, each large enough for everything; one works, and when it fails the next takes over; \
             keeping their data alike is the team's work",
            format_count(zones, "zone", "zones")
        )
    });
}

/// The share of the month in which the machine runs: all of it, unless everything on it is stopped by schedule and it is not
/// paid for ahead.
fn running_share(sheet: &mut BillBuilder, needs: &[ResourceNeed]) -> f64 {
    let by_use = matches!(sheet.commitment, Commitment::OnDemand | Commitment::Spot);
    if !by_use || !needs.iter().all(|need| need.is_scheduled) {
        return 1.0;
    }
    let hours = needs.iter().map(ResourceNeed::running_hours).fold(0.0, f64::max);
    sheet.add_assumption(|| format!("the machine runs {hours} hours a day and is stopped by schedule"));
    hours / 24.0
}

/// How large the machine must be as the volume of the first need grows.
fn scaling_requirement(needs: &[ResourceNeed]) -> Option<ScalingRequirement> {
    let (first, others) = needs.split_first()?;
    let own: f64 = needs.iter().map(|need| f64::from(need.own_databases)).sum();
    let mut base = MachineRequirement { peak_vcpus: own, mean_vcpus: 0.0, gib: own * OWN_DATABASE_GIB + SYSTEM_GIB };
    for need in others {
        let load = need.peak_ratio * need.volume;
        base.peak_vcpus += need.machine_vcpus().at(load);
        base.gib += need.machine_memory().at(load);
        base.mean_vcpus += need.busy_vcpus();
    }
    let mean = if first.is_standing_process() {
        ScalingRule::constant(first.min_instances, first.vcpu)
    } else {
        ScalingRule { rate: first.busy_vcpus_per_call(), is_whole: false, min_count: 0.0, unit_size: 1.0 }
    };
    Some(ScalingRequirement {
        base,
        vcpus: first.machine_vcpus(),
        gib: first.machine_memory(),
        mean_vcpus: mean,
        peak_ratio: first.peak_ratio,
    })
}
