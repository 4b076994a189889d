//! Machines behind a load balancer whose number follows the load.

use super::hours::{
    DayRequirement, add_requested_machines, assume_spare_capacity, largest_instance, machine_scaling,
    own_database_capacity,
};
use crate::cost::bill::ChargeScope;
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::Role;
use crate::cost::machine::{MachineSize, PlannedMachines, PoolRequirement, machine_room};
use crate::cost::need::{ResourceNeed, TARGET_UTILIZATION};
use crate::cost::notes::{Assumption, Caveat};
use crate::cost::services::{GpuPool, HostingTraits, add_gpu_machines, add_services};
use crate::cost::term::Capacity;
use crate::model::number::format_significant as number;

/// The fewest machines, so that one may fail; fewer only where everything on them runs once.
const MIN_MACHINES: f64 = 2.0;

/// `n(h) = max(least, r, zones, ceil(cpu(h) / V), ceil(memory(h) / G))` for every hour of the mean day.
pub fn add_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    assume_spare_capacity(bill, needs);
    add_gpu_machines(bill, needs, GpuPool { is_scaling: true, is_single: false, room: machine_room });
    let own = own_database_capacity(needs);
    if own == Capacity::NONE && needs.iter().all(ResourceNeed::uses_gpus) {
        // The machines with GPUs are the fleet.
        return add_services(bill, needs, HostingTraits::FLEET);
    }
    let least = min_machines(needs);
    let Some(day) = DayRequirement::new(needs, machine_scaling, own, least) else { return };
    let requirement =
        PoolRequirement { hours: &day.hours, scaling: day.scaling, largest: largest_instance(needs), is_node: false };
    let room = |size: &MachineSize| machine_room(size.capacity);
    let Some(machines) = PlannedMachines::plan(bill, day.volume, &requirement, (room, room)) else {
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
            number(machine_room(machines.size.capacity).vcpus),
            number(peak.gib),
            number(machine_room(machines.size.capacity).gib),
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
