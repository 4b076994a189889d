//! One machine that runs everything, sized for the peak; as a safeguard more of the same size stand by.

use super::hours::{add_requested_machines, own_database_capacity};
use crate::cost::bill::ChargeScope;
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::{ChargedTo, Role};
use crate::cost::machine::{
    MachineRequirement, SYSTEM, ScalingRequirement, StandingMachines, boot_disk, cheapest_machine, largest_machine,
    least_committed_share, machine_room,
};
use crate::cost::need::ResourceNeed;
use crate::cost::notes::{Assumption, Caveat, Shortfall};
use crate::cost::services::{self, GpuPool, HostingTraits, add_disk, add_gpu_machines};
use crate::cost::term::{Capacity, ScalingRule};
use crate::model::Commitment;
use crate::model::number::format_significant as number;

/// The cheapest machine with `V ≥ Σ cpu at the peak` and `G ≥ Σ memory + system`.
pub fn add_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let machines = f64::from(bill.purchase.safeguards.machines.max(1));
    add_gpu_machines(bill, needs, GpuPool { is_scaling: false, is_single: true, room: machine_room });
    if needs.iter().all(|need| need.uses_gpus() && need.own_databases == 0) {
        // The machine with GPUs is the one machine.
        return add_services(bill, needs, machines);
    }
    let Some((first, others)) = needs.split_first() else { return };
    let scaling = scaling_requirement(needs, first, others);
    let requirement = scaling.at_volume(first.volume);
    for need in needs.iter().filter(|need| need.min_instances > machines || need.zones > machines) {
        let (replicas, zones) = (need.min_instances, need.zones);
        bill.warn_for(need.name, Caveat::CannotSpread { machines, replicas, zones });
    }
    let with_system = requirement.peak + SYSTEM;
    let running_share = running_share(bill, needs);
    let found = cheapest_machine(&bill.purchase, requirement, running_share);
    if found.is_none() {
        bill.fall_short(None, Shortfall::NoSingleMachine(with_system));
    }
    let Some(size) = found.or_else(|| largest_machine(&bill.purchase)) else {
        return bill.warn(Caveat::NoMachine("a single machine"));
    };
    // Each of them holds everything, so the cost curve is a multiple of that of one machine.
    let steps = scaling.cost_steps(&bill.purchase, machines, running_share);
    add_requested_machines(bill, needs);
    let role = Role { label: "Machine", scope: ChargeScope::Host };
    let standing = StandingMachines { size, count: machines, running_share };
    let amount = standing.add_lines(bill, role, || {
        let each = if machines == 1.0 { "one".to_owned() } else { format!("{machines}, each") };
        let Capacity { vcpus, gib } = with_system;
        format!("{each} with at least {} vCPU and {} GiB", number(vcpus), number(gib))
    });
    bill.capacity.add_paid(size.capacity.scaled(standing.mean()));
    bill.add_single_machine(steps, amount);
    // The disk stays when the machine is stopped.
    boot_disk(bill.purchase.cloud, false).add_lines_for(bill, machines, ChargeScope::Host);
    add_services(bill, needs, machines);
}

fn add_services(bill: &mut BillBuilder, needs: &[ResourceNeed], machines: f64) {
    bill.public_addresses += machines;
    let has_balancer = bill.purchase.safeguards.balancer;
    services::add_services(bill, needs, HostingTraits::single_machine(has_balancer));
    if machines > 1.0 {
        add_standby_disks(bill, needs, machines);
    }
}

/// What is kept on disk is kept on every machine.
fn add_standby_disks(bill: &mut BillBuilder, needs: &[ResourceNeed], machines: f64) {
    for need in needs.iter().filter(|need| need.disk_gib() > 0.0) {
        let label = if machines == 2.0 { "Disk of the standby" } else { "Disks of the standbys" };
        add_disk(bill, need.disk_gib() * (machines - 1.0), label, ChargedTo::for_workload(need.name));
    }
    let zones = needs.iter().map(|need| need.zones).fold(1.0, f64::max).min(machines);
    bill.assume(Assumption::StandbyMachines { machines, zones });
}

/// The share of the month in which the machine runs: all of it, unless everything on it is stopped by schedule. A machine that runs
/// for less of the month than the discount of the cheapest commitment is worth is not paid for in advance.
fn running_share(bill: &mut BillBuilder, needs: &[ResourceNeed]) -> f64 {
    if !needs.iter().all(|need| need.is_scheduled) {
        return 1.0;
    }
    let hours_per_day = needs.iter().map(ResourceNeed::running_hours).fold(0.0, f64::max);
    let share = hours_per_day / 24.0;
    if bill.purchase.commitment.is_prepaid() {
        if least_committed_share(&bill.purchase).is_none_or(|committed| share >= committed) {
            return 1.0;
        }
        bill.purchase.commitment = Commitment::OnDemand;
    }
    bill.assume(Assumption::StoppedBySchedule { hours_per_day });
    share
}

/// What the machine must hold as the volume of the first need grows.
fn scaling_requirement(needs: &[ResourceNeed], first: &ResourceNeed, others: &[ResourceNeed]) -> ScalingRequirement {
    let mut base = MachineRequirement { peak: own_database_capacity(needs), mean_vcpus: 0.0 };
    for need in others {
        base.peak += need.machine_scaling().at(need.peak_ratio * need.volume);
        base.mean_vcpus += need.busy_vcpus();
    }
    let mean_vcpus = if first.is_standing_process() {
        ScalingRule::constant(first.min_instances, first.vcpu)
    } else {
        ScalingRule { rate: first.busy_vcpus_per_call(), is_whole: false, min_count: 0.0, unit_size: 1.0 }
    };
    ScalingRequirement { base, peak: first.machine_scaling(), mean_vcpus, peak_ratio: first.peak_ratio }
}
