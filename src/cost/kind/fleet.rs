//! Machines behind a load balancer whose number follows the load.

use super::hours::{
    DayRequirement, add_requested_machines, assume_spare_capacity, machine_scaling, own_database_capacity,
};
use crate::cost::bill::ChargeScope;
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::Role;
use crate::cost::machine::{MachineSize, PlannedMachines, PoolRequirement};
use crate::cost::need::{LoadKind, ResourceNeed, TARGET_UTILIZATION};
use crate::cost::notes::{Assumption, Caveat};
use crate::cost::services::{HostingTraits, add_gpu_machines, add_services};
use crate::cost::term::{Capacity, SizeChoice};
use crate::model::number::format_significant as number;

/// The fewest machines, so that one may fail; fewer only where everything on them runs once.
const MIN_MACHINES: f64 = 2.0;
/// A larger size is used once the peak needs more machines than this, as nobody wants to run hundreds of small ones.
const MAX_SMALL_MACHINES: f64 = 24.0;

/// `n(h) = max(least, r, zones, ceil(cpu(h) / V), ceil(memory(h) / G))` for every hour of the mean day.
pub fn add_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    assume_spare_capacity(bill, needs);
    add_gpu_machines(bill, needs, true);
    let own = own_database_capacity(needs);
    if own == Capacity::NONE && needs.iter().all(ResourceNeed::uses_gpus) {
        // The machines with GPUs are the fleet.
        return add_services(bill, needs, HostingTraits::FLEET);
    }
    let least = min_machines(needs);
    let Some(day) = DayRequirement::new(needs, machine_scaling, own, least) else { return };
    let reserved = |need: &ResourceNeed| match need.load_kind {
        LoadKind::Requests => Capacity { vcpus: 0.0, ..need.instance() },
        LoadKind::Jobs | LoadKind::Unknown => need.instance(),
    };
    let here = needs.iter().filter(|need| !need.uses_gpus());
    let requirement = PoolRequirement {
        hours: &day.hours,
        scaling: day.scaling,
        largest: here.map(reserved).fold(Capacity::NONE, Capacity::max),
        is_node: false,
        choice: SizeChoice::FirstWithin(MAX_SMALL_MACHINES),
    };
    let all = |size: &MachineSize| size.capacity;
    let Some(machines) = PlannedMachines::plan(bill, day.volume, &requirement, (all, all)) else {
        return bill.warn(Caveat::NoMachine("a fleet"));
    };
    add_requested_machines(bill, needs);
    let peak = day.peak();
    machines.add_lines(bill, Role { label: "Machines", scope: ChargeScope::Host }, || {
        format!(
            "{} to {} machines over the day: at the peak max({} vCPU / {}, {} GiB / {}), the {} % target included, least {}",
            machines.counts.least,
            machines.counts.most,
            number(peak.vcpus),
            number(machines.size.capacity.vcpus),
            number(peak.gib),
            number(machines.size.capacity.gib),
            TARGET_UTILIZATION * 100.0,
            least
        )
    });
    bill.assume(Assumption::FleetFollowsLoad);
    add_services(bill, needs, HostingTraits::FLEET);
}

fn min_machines(needs: &[ResourceNeed]) -> f64 {
    let runs_once = needs.iter().all(|need| need.min_instances == 1.0);
    let least = if runs_once { 1.0 } else { MIN_MACHINES };
    needs.iter().map(|need| need.min_instances.max(need.zones)).fold(least, f64::max)
}
