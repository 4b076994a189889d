//! Kubernetes on nodes, with a control plane that the team or the provider runs.

use super::cluster::{add_cluster_fee, with_own_databases};
use super::hours::{DayRequirement, assume_spare_capacity};
use crate::cost::bill::ChargeScope;
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::{ChargedTo, LineText, Role};
use crate::cost::machine::{
    DAEMON_SETS, MachineRequirement, MachineSize, PlannedMachines, PoolRequirement, SYSTEM, StandingMachines,
    boot_disk, cheapest_machine, pod_room,
};
use crate::cost::need::ResourceNeed;
use crate::cost::notes::{Assumption, Caveat};
use crate::cost::purchase::Purchase;
use crate::cost::services::{GpuPool, HostingTraits, add_disk, add_gpu_machines, add_services};
use crate::cost::term::{Capacity, CapacityScaling};
use crate::model::number::format_significant as number;
use crate::model::{Cloud, Commitment};

const MIN_NODES: f64 = 3.0;
/// How full the capacity for pods gets.
const PACKING_SHARE: f64 = 0.8;
const CONTROL_PLANE_MACHINES: f64 = 3.0;
/// Beside the system.
const CONTROL_PLANE: Capacity = Capacity { vcpus: 2.0, gib: 3.0 };
/// The disk of etcd.
const ETCD_GIB: f64 = 20.0;

/// Managed: `n(h)` nodes, the fee for the control plane, a load balancer.
pub fn add_managed_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let needs = with_own_databases(needs);
    add_gpu_machines(bill, &needs, GpuPool { is_scaling: true, is_single: false, room: pod_room });
    add_node_lines(bill, &needs, true);
    add_cluster_fee(bill);
    add_services(bill, &needs, HostingTraits::CLUSTER);
}

/// Self-managed: nodes for the peak all month, three control-plane machines with disks, a load balancer for them and one
/// for the services.
pub fn add_self_managed_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let needs = with_own_databases(needs);
    add_gpu_machines(bill, &needs, GpuPool { is_scaling: false, is_single: false, room: pod_room });
    add_node_lines(bill, &needs, false);
    add_control_plane(bill);
    bill.assume(Assumption::NodesForPeak);
    let hours = bill.month_hours;
    let id = match bill.purchase.cloud {
        Cloud::Aws => "aws.alb.hour",
        Cloud::Gcp => "gcp.lb.forwarding_first5",
        Cloud::Azure => "azure.lb.first5",
    };
    bill.add_line(id, hours, ChargedTo::shared(ChargeScope::Cluster), || LineText {
        item: "Balancer of the control plane".to_owned(),
        formula: format!("1 × {} h", number(hours)),
    });
    add_services(bill, &needs, HostingTraits::CLUSTER);
}

fn add_control_plane(bill: &mut BillBuilder) {
    // Machines that may be reclaimed at any time cannot run it.
    let commitment = match bill.purchase.commitment {
        Commitment::Spot => Commitment::OnDemand,
        term @ (Commitment::OnDemand | Commitment::OneYear | Commitment::ThreeYears) => term,
    };
    let requirement = MachineRequirement { peak: CONTROL_PLANE, mean_vcpus: 0.0 };
    if let Some(size) = cheapest_machine(&Purchase { commitment, ..bill.purchase }, requirement, 1.0) {
        let Capacity { vcpus, gib } = CONTROL_PLANE + SYSTEM;
        let how = || format!("{CONTROL_PLANE_MACHINES} machines with {vcpus} vCPU and {gib} GiB");
        let role = Role { label: "Control plane", scope: ChargeScope::Cluster };
        let amount = StandingMachines::all_month(size, CONTROL_PLANE_MACHINES).add_lines(bill, role, how);
        bill.capacity.add_paid(size.capacity.scaled(CONTROL_PLANE_MACHINES));
        bill.add_fixed(amount);
        boot_disk(bill.purchase.cloud, false).add_lines_for(bill, CONTROL_PLANE_MACHINES, ChargeScope::Cluster);
    }
    for nth in 1..=3 {
        add_disk(bill, ETCD_GIB, &format!("etcd disk {nth}"), ChargedTo::shared(ChargeScope::Cluster));
    }
}

/// What the pods of a need ask for.
fn pod_scaling(need: &ResourceNeed) -> CapacityScaling {
    let pods = need.instance_scaling().scaled(need.spare_factor());
    CapacityScaling { vcpus: pods.scaled(need.vcpu), gib: pods.scaled(need.memory_gib) }
}

/// Adds nodes of the size that is cheapest for the day; of equally cheap ones the largest, of which fewest are needed.
fn add_node_lines(bill: &mut BillBuilder, needs: &[ResourceNeed], is_scaling: bool) {
    assume_spare_capacity(bill, needs);
    let least = needs.iter().map(|need| need.zones).fold(MIN_NODES, f64::max);
    let Some(mut day) = DayRequirement::new(needs, pod_scaling, Capacity::NONE, least) else { return };
    if !is_scaling {
        day.hours.truncate(1);
        day.hours.iter_mut().for_each(|hour| hour.hour_count = 24.0);
    }
    // What uses GPUs has machines of its own.
    let here = needs.iter().filter(|need| !need.uses_gpus());
    let requirement = PoolRequirement {
        hours: &day.hours,
        scaling: day.scaling,
        largest: here.map(ResourceNeed::instance).fold(Capacity::NONE, Capacity::max),
        is_node: true,
    };
    let available = |size: &MachineSize| pod_room(size.capacity);
    let fillable = |size: &MachineSize| available(size).scaled(PACKING_SHARE);
    let Some(machines) = PlannedMachines::plan(bill, day.volume, &requirement, (fillable, available)) else {
        return bill.warn(Caveat::NoMachine("nodes"));
    };
    day.add_requested(bill);
    let peak = day.peak();
    machines.add_lines(bill, Role { label: "Nodes", scope: ChargeScope::Host }, || {
        let node = available(&machines.size);
        format!(
            "{} to {} nodes over the day: at the peak max({} vCPU / {}, {} GiB / {}) at {} % packing, least {least}",
            machines.counts.least,
            machines.counts.most,
            number(peak.vcpus),
            number(node.vcpus),
            number(peak.gib),
            number(node.gib),
            PACKING_SHARE * 100.0
        )
    });
    bill.assume(Assumption::NodePacking { share: PACKING_SHARE, daemon_sets: DAEMON_SETS });
}
