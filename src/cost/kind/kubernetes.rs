//! Kubernetes on nodes, the control plane run by the team or by the provider.

use super::fleet::{add_requested_capacity, capacity_at_peak, hourly_requirements, report_spare_capacity};
use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::format_formula_number;
use crate::cost::formula::gke;
use crate::cost::line::ChargeScope;
use crate::cost::machine::{
    MachineRequirement, MachineSize, PlannedMachines, PoolRequirement, UsableCapacity, add_standing_machines,
    cheapest_machine,
};
use crate::cost::need::ResourceNeed;
use crate::cost::services::{self, HostingTraits, boot_disk};
use crate::cost::term::{ScalingRule, SizeChoice};
use crate::model::{Cloud, Commitment, Gibibytes, Vcpus};

/// The fewest nodes.
const MIN_NODES: f64 = 3.0;
/// How full the room for pods gets.
const PACKING_SHARE: f64 = 0.8;
/// What daemon sets take of every node.
const DAEMON_SET_CAPACITY: (f64, f64) = (0.1, 0.25);
/// Control-plane machines.
const CONTROL_PLANE_MACHINES: f64 = 3.0;
/// The disk of etcd, in GiB.
const ETCD_GIB: f64 = 20.0;

/// Managed: `n(h)` nodes, the fee for the control plane, a balancer.
pub fn add_managed_lines(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let needs = with_own_databases(needs);
    services::gpu::add_gpu_machines(sheet, &needs, true);
    add_node_lines(sheet, &needs, true);
    add_cluster_fee(sheet);
    add_services(sheet, &needs);
}

/// Self-managed: nodes for the peak all month, three control-plane machines with disks, a balancer for them and one
/// for the services.
pub fn add_self_managed_lines(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let needs = with_own_databases(needs);
    services::gpu::add_gpu_machines(sheet, &needs, false);
    add_node_lines(sheet, &needs, false);
    let master = MachineRequirement { peak_vcpus: 2.0, mean_vcpus: 0.0, gib: 4.0 };
    if let Some(size) = cheapest_machine(sheet.book, (sheet.cloud, uninterruptible(sheet.commitment)), master) {
        let how = || format!("{CONTROL_PLANE_MACHINES} machines with 2 vCPU and 4 GiB");
        let amount =
            add_standing_machines(sheet, &size, CONTROL_PLANE_MACHINES, "Control plane", ChargeScope::Cluster, how);
        sheet.add_fixed(amount);
        let disk = boot_disk(sheet.cloud, false);
        disk.add_lines(sheet, CONTROL_PLANE_MACHINES, ChargeScope::Cluster);
        let kept = disk.monthly(sheet.book) * CONTROL_PLANE_MACHINES;
        sheet.add_fixed(kept);
    }
    for nth in 1..=3 {
        services::add_disk(sheet, ETCD_GIB, &format!("etcd disk {nth}"), ChargedTo::shared(ChargeScope::Cluster));
    }
    sheet.add_assumption(|| "nodes of a self-managed cluster stand for the peak all month".to_owned());
    let hours = sheet.month_hours;
    let id = match sheet.cloud {
        Cloud::Aws => "aws.alb.hour",
        Cloud::Gcp => "gcp.lb.forwarding_first5",
        Cloud::Azure => "azure.lb.first5",
    };
    sheet.add_line(id, hours, ChargedTo::shared(ChargeScope::Cluster), || LineText {
        item: "Balancer of the control plane".to_owned(),
        formula: format!("1 × {} h", format_formula_number(hours)),
    });
    add_services(sheet, &needs);
}

/// Needs with the team's own databases as pods.
pub fn with_own_databases<'a>(needs: &[ResourceNeed<'a>]) -> Vec<ResourceNeed<'a>> {
    let own = needs.iter().filter_map(ResourceNeed::own_database_need);
    needs.iter().cloned().chain(own).collect()
}

fn add_services(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let place = HostingTraits {
        has_disks: true,
        balancer_label: Some("Ingress"),
        scope: ChargeScope::Cluster,
        is_private: true,
        own_databases_apart: false,
    };
    services::add_services(sheet, needs, place);
}

/// The provider's fee for one cluster, less the credit where there is one.
pub fn add_cluster_fee(sheet: &mut BillBuilder) {
    let (id, name) = match (sheet.cloud, sheet.extended_support) {
        (Cloud::Aws, false) => ("aws.eks.fee", "EKS"),
        (Cloud::Aws, true) => ("aws.eks.extended", "EKS, version in extended support"),
        (Cloud::Gcp, _) => ("gcp.gke.cluster_fee", "GKE"),
        (Cloud::Azure, false) => ("azure.aks.standard", "AKS standard tier"),
        (Cloud::Azure, true) => ("azure.aks.lts", "AKS premium tier, version in long-term support"),
    };
    let (hours, rate) = (sheet.month_hours, sheet.price(id));
    // The credit is money: 74.40 USD at GKE, enough for one cluster of a month.
    let left = if sheet.cloud == Cloud::Gcp && rate > 0.0 {
        sheet.deduct_allowance("gcp.gke.free_credit", hours * rate) / rate
    } else {
        hours
    };
    let less = sheet.format_free_part(hours - left);
    sheet.add_line(id, left, ChargedTo::shared(ChargeScope::Cluster), || LineText {
        item: format!("Control plane: {name}"),
        formula: format!("1 cluster × {} h{less}", format_formula_number(hours)),
    });
    if sheet.cloud == Cloud::Gcp && sheet.extended_support {
        sheet.add_line("gcp.gke.extended", hours, ChargedTo::shared(ChargeScope::Cluster), || LineText {
            item: "Control plane: extended support".to_owned(),
            formula: format!("1 cluster × {} h", format_formula_number(hours)),
        });
    }
}

/// What a control plane is bought on: machines that may be taken away at any time will not do.
fn uninterruptible(commitment: Commitment) -> Commitment {
    if commitment == Commitment::Spot { Commitment::OnDemand } else { commitment }
}

fn usable_capacity(size: &MachineSize) -> UsableCapacity {
    let (cpu, gib) = gke::allocatable_capacity(Vcpus::of(size.vcpu), Gibibytes::of(size.gib));
    (cpu.get() - DAEMON_SET_CAPACITY.0, gib.get() - DAEMON_SET_CAPACITY.1)
}

/// The cheapest node size for the day; of equally cheap ones the largest, which is fewest to run.
fn add_node_lines(sheet: &mut BillBuilder, needs: &[ResourceNeed], scaling: bool) {
    let Some(first) = needs.first() else { return };
    report_spare_capacity(sheet, needs);
    let least = needs.iter().map(|need| need.zones).fold(MIN_NODES, f64::max);
    let mut asked = hourly_requirements(needs, pod_scaling, (0.0, 0.0), least);
    if !scaling {
        asked.truncate(1);
        asked.iter_mut().for_each(|hour| hour.hour_count = 24.0);
    }
    let (cpu, gib) = capacity_at_peak(&asked, pod_scaling(first), first.volume);
    let (vcpus, memory) = pod_scaling(first);
    // What works on graphics processors has machines of its own.
    let here = needs.iter().filter(|need| !need.uses_gpus());
    let largest = here.fold((0.0, 0.0), |(v, g): (f64, f64), need| (v.max(need.vcpu), g.max(need.memory_gib)));
    let wanted = PoolRequirement { hours: asked.clone(), vcpus, gib: memory, largest, is_node: true };
    let fill = |size: &MachineSize| {
        let (vcpu, gib) = usable_capacity(size);
        (vcpu * PACKING_SHARE, gib * PACKING_SHARE)
    };
    let Some(machines) =
        PlannedMachines::plan(sheet, first.volume, wanted, (fill, usable_capacity), SizeChoice::Cheapest)
    else {
        sheet.add_problem(|| "the price book has no machine for nodes; they are left out".to_owned());
        return;
    };
    add_requested_capacity(sheet, &asked, pod_scaling(first), first.volume);
    machines.add_lines(sheet, "Nodes", ChargeScope::Host, || {
        let room = usable_capacity(&machines.size);
        format!(
            "{} to {} nodes over the day: at the peak max({} vCPU / {}, {} GiB / {}) at {} % packing, least {least}",
            machines.counts.least,
            machines.counts.most,
            format_formula_number(cpu),
            format_formula_number(room.0),
            format_formula_number(gib),
            format_formula_number(room.1),
            PACKING_SHARE * 100.0
        )
    });
    sheet.add_assumption(|| {
        format!(
            "pods fill nodes to {} %; the system takes what GKE documents, daemon sets {} vCPU and {} GiB of each node",
            PACKING_SHARE * 100.0,
            DAEMON_SET_CAPACITY.0,
            DAEMON_SET_CAPACITY.1
        )
    });
}

/// What the pods of a need ask for: processors and GiB.
fn pod_scaling(need: &ResourceNeed) -> (ScalingRule, ScalingRule) {
    let copies = need.instance_scaling().scaled(need.spare_factor());
    (copies.scaled(need.vcpu), copies.scaled(need.memory_gib))
}
