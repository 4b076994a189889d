//! Kubernetes on nodes, the control plane run by the team or by the provider.

use super::fleet::{at_peak, hours, request, tell_zones};
use crate::cost::formula::gke;
use crate::cost::law::{Choice, Rise};
use crate::cost::line::Once;
use crate::cost::machine::{Fitting, Machines, Room, Size, Wanted, charge_standing, one_for};
use crate::cost::need::Need;
use crate::cost::shared::{self, Place, boot_disk};
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::{Cloud, Commitment, Gibibytes, Vcpus};

/// The fewest nodes.
const LEAST: f64 = 3.0;
/// How full the room for pods gets.
const PACKING: f64 = 0.8;
/// What daemon sets take of every node.
const DAEMONS: (f64, f64) = (0.1, 0.25);
/// Control-plane machines.
const MASTERS: f64 = 3.0;
/// The disk of etcd, in GiB.
const ETCD_GIB: f64 = 20.0;

/// Managed: `n(h)` nodes, the fee for the control plane, a balancer.
pub fn managed(sheet: &mut Sheet, needs: &[Need]) {
    let needs = with_own_data(needs);
    shared::gpu::machines(sheet, &needs, true);
    nodes(sheet, &needs, true);
    fee(sheet);
    rest(sheet, &needs);
}

/// Self-managed: nodes for the peak all month, three control-plane machines with disks, a balancer for them and one
/// for the services.
pub fn self_managed(sheet: &mut Sheet, needs: &[Need]) {
    let needs = with_own_data(needs);
    shared::gpu::machines(sheet, &needs, false);
    nodes(sheet, &needs, false);
    let master = Fitting { vcpus: 2.0, mean: 0.0, gib: 4.0 };
    if let Some(size) = one_for(sheet.book, (sheet.cloud, steady(sheet.commitment)), master) {
        let how = || format!("{MASTERS} machines with 2 vCPU and 4 GiB");
        let amount = charge_standing(sheet, &size, MASTERS, "Control plane", Once::Cluster, how);
        sheet.add(amount);
        let disk = boot_disk(sheet.cloud, false);
        disk.charge(sheet, MASTERS, Once::Cluster);
        let kept = disk.monthly(sheet.book) * MASTERS;
        sheet.add(kept);
    }
    for nth in 1..=3 {
        shared::disk(sheet, ETCD_GIB, &format!("etcd disk {nth}"), For::all(Once::Cluster));
    }
    sheet.assume(|| "nodes of a self-managed cluster stand for the peak all month".to_owned());
    let hours = sheet.hours;
    let id = match sheet.cloud {
        Cloud::Aws => "aws.alb.hour",
        Cloud::Gcp => "gcp.lb.forwarding_first5",
        Cloud::Azure => "azure.lb.first5",
    };
    sheet.charge(id, hours, For::all(Once::Cluster), || Text {
        item: "Balancer of the control plane".to_owned(),
        formula: format!("1 × {} h", number(hours)),
    });
    rest(sheet, &needs);
}

/// Needs with the team's own databases as pods.
pub fn with_own_data<'a>(needs: &[Need<'a>]) -> Vec<Need<'a>> {
    let own = needs.iter().filter_map(Need::own_data_need);
    needs.iter().cloned().chain(own).collect()
}

fn rest(sheet: &mut Sheet, needs: &[Need]) {
    let place =
        Place { disks: true, balancer: Some("Ingress"), once: Once::Cluster, private: true, own_data_apart: false };
    shared::around(sheet, needs, place);
}

/// The provider's fee for one cluster, less the credit where there is one.
pub fn fee(sheet: &mut Sheet) {
    let (id, name) = match (sheet.cloud, sheet.extended_support) {
        (Cloud::Aws, false) => ("aws.eks.fee", "EKS"),
        (Cloud::Aws, true) => ("aws.eks.extended", "EKS, version in extended support"),
        (Cloud::Gcp, _) => ("gcp.gke.cluster_fee", "GKE"),
        (Cloud::Azure, false) => ("azure.aks.standard", "AKS standard tier"),
        (Cloud::Azure, true) => ("azure.aks.lts", "AKS premium tier, version in long-term support"),
    };
    let (hours, rate) = (sheet.hours, sheet.price(id));
    // The credit is money: 74.40 USD at GKE, enough for one cluster of a month.
    let left = if sheet.cloud == Cloud::Gcp && rate > 0.0 {
        sheet.beyond_free("gcp.gke.free_credit", hours * rate) / rate
    } else {
        hours
    };
    let less = sheet.less_free(hours - left);
    sheet.charge(id, left, For::all(Once::Cluster), || Text {
        item: format!("Control plane: {name}"),
        formula: format!("1 cluster × {} h{less}", number(hours)),
    });
    if sheet.cloud == Cloud::Gcp && sheet.extended_support {
        sheet.charge("gcp.gke.extended", hours, For::all(Once::Cluster), || Text {
            item: "Control plane: extended support".to_owned(),
            formula: format!("1 cluster × {} h", number(hours)),
        });
    }
}

/// What a control plane is bought on: machines that may be taken away at any time will not do.
fn steady(commitment: Commitment) -> Commitment {
    if commitment == Commitment::Spot { Commitment::OnDemand } else { commitment }
}

fn room(size: &Size) -> Room {
    let (cpu, gib) = gke::allocatable(Vcpus::of(size.vcpu), Gibibytes::of(size.gib));
    (cpu.get() - DAEMONS.0, gib.get() - DAEMONS.1)
}

/// The cheapest node size for the day; of equally cheap ones the largest, which is fewest to run.
fn nodes(sheet: &mut Sheet, needs: &[Need], scaling: bool) {
    let Some(first) = needs.first() else { return };
    tell_zones(sheet, needs);
    let least = needs.iter().map(|need| need.zones).fold(LEAST, f64::max);
    let mut asked = hours(needs, asks, (0.0, 0.0), least);
    if !scaling {
        asked.truncate(1);
        asked.iter_mut().for_each(|hour| hour.count = 24.0);
    }
    let (cpu, gib) = at_peak(&asked, asks(first), first.volume);
    let (vcpus, memory) = asks(first);
    // What works on graphics processors has machines of its own.
    let here = needs.iter().filter(|need| !need.on_gpus());
    let largest = here.fold((0.0, 0.0), |(v, g): (f64, f64), need| (v.max(need.vcpu), g.max(need.memory)));
    let wanted = Wanted { asked: asked.clone(), vcpus, gib: memory, largest, is_node: true };
    let fill = |size: &Size| {
        let (vcpu, gib) = room(size);
        (vcpu * PACKING, gib * PACKING)
    };
    let Some(machines) = Machines::plan(sheet, first.volume, wanted, (fill, room), Choice::Cheapest) else {
        sheet.problem(|| "the price book has no machine for nodes; they are left out".to_owned());
        return;
    };
    request(sheet, &asked, asks(first), first.volume);
    machines.charge(sheet, "Nodes", Once::Host, || {
        let room = room(&machines.size);
        format!(
            "{} to {} nodes over the day: at the peak max({} vCPU / {}, {} GiB / {}) at {} % packing, least {least}",
            machines.counts.least,
            machines.counts.most,
            number(cpu),
            number(room.0),
            number(gib),
            number(room.1),
            PACKING * 100.0
        )
    });
    sheet.assume(|| {
        format!(
            "pods fill nodes to {} %; the system takes what GKE documents, daemon sets {} vCPU and {} GiB of each node",
            PACKING * 100.0,
            DAEMONS.0,
            DAEMONS.1
        )
    });
}

/// What the pods of a need ask for: processors and GiB.
fn asks(need: &Need) -> (Rise, Rise) {
    let copies = need.copies().times(need.spare_room());
    (copies.times(need.vcpu), copies.times(need.memory))
}
