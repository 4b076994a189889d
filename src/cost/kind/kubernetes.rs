//! Kubernetes on nodes, the control plane run by the team or by the provider.

use super::fleet::tell_zones;
use crate::cost::formula::gke;
use crate::cost::line::Once;
use crate::cost::machine::{Pool, Size, node_sizes, one_for};
use crate::cost::need::Need;
use crate::cost::shared;
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::{Cloud, Gibibytes, Vcpus};

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
    nodes(sheet, &needs, true);
    fee(sheet);
    rest(sheet, &needs);
}

/// Self-managed: nodes for the peak all month, three control-plane machines with disks, a balancer for them and one
/// for the services.
pub fn self_managed(sheet: &mut Sheet, needs: &[Need]) {
    let needs = with_own_data(needs);
    nodes(sheet, &needs, false);
    if let Some(size) = one_for(sheet.book, (sheet.cloud, sheet.commitment), 2.0, 0.0, 4.0) {
        Pool { size, counts: [MASTERS; 24] }
            .charge(sheet, "Control plane", Once::Cluster, || format!("{MASTERS} machines with 2 vCPU and 4 GiB"));
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
    shared::balancer(sheet, needs, Once::Cluster, "Ingress");
    shared::disks(sheet, needs);
    shared::egress(sheet, needs);
    shared::managed_data(sheet, needs);
    shared::left_out(sheet, true);
}

/// The provider's fee for one cluster, less the credit where there is one.
pub fn fee(sheet: &mut Sheet) {
    let (id, name) = match sheet.cloud {
        Cloud::Aws => ("aws.eks.fee", "EKS"),
        Cloud::Gcp => ("gcp.gke.cluster_fee", "GKE"),
        Cloud::Azure => ("azure.aks.standard", "AKS standard tier"),
    };
    let (hours, rate) = (sheet.hours, sheet.price(id));
    // The credit is money: 74.40 USD at GKE, enough for one cluster of a month.
    let left = if sheet.cloud == Cloud::Gcp && rate > 0.0 {
        sheet.beyond_free("gcp.gke.free_credit", hours * rate) / rate
    } else {
        hours
    };
    let less = sheet.less_free(hours, left);
    sheet.charge(id, left, For::all(Once::Cluster), || Text {
        item: format!("Control plane: {name}"),
        formula: format!("1 cluster × {} h{less}", number(hours)),
    });
}

fn room(size: Size) -> (f64, f64) {
    let (cpu, gib) = gke::allocatable(Vcpus::of(size.vcpu), Gibibytes::of(size.gib));
    (cpu.get() - DAEMONS.0, gib.get() - DAEMONS.1)
}

/// The cheapest node size for the day; of equally cheap ones the largest, which is fewest to run.
fn nodes(sheet: &mut Sheet, needs: &[Need], scaling: bool) {
    let asked = asked(needs);
    tell_zones(sheet, needs);
    let least = needs.iter().map(|need| need.zones).fold(LEAST, f64::max);
    let counts = |size: Size| -> [f64; 24] {
        let room = room(size);
        let at = |hour: usize| {
            let (cpu, gib) = asked[if scaling { hour } else { 0 }];
            gke::nodes(cpu, gib, room, PACKING).max(least)
        };
        std::array::from_fn(at)
    };
    let (vcpu, gib) = needs.iter().fold((0.0, 0.0), |(v, g): (f64, f64), need| (v.max(need.vcpu), g.max(need.memory)));
    let mut best: Option<(f64, Pool)> = None;
    let mut largest = None;
    for size in node_sizes(sheet.book, sheet.cloud) {
        largest = Some(size);
        let room = room(size);
        if room.0 < vcpu || room.1 < gib {
            continue;
        }
        let pool = Pool { size, counts: counts(size) };
        let cost = pool.cost(sheet);
        if best.is_none_or(|(least, _)| cost <= least + 1e-9) {
            best = Some((cost, pool));
        }
    }
    if best.is_none() {
        sheet.problem(|| format!("a pod of {vcpu} vCPU and {gib} GiB fits no node; the largest nodes are billed"));
    }
    let Some(pool) = best.map(|(_, pool)| pool).or_else(|| largest.map(|size| Pool { size, counts: counts(size) }))
    else {
        sheet.problem(|| "the price book has no machine for nodes; they are left out".to_owned());
        return;
    };
    let (cpu, gib) = asked[0];
    pool.charge(sheet, "Nodes", Once::Host, || {
        let room = room(pool.size);
        format!(
            "{} to {} nodes over the day: at the peak max({} vCPU / {}, {} GiB / {}) at {} % packing, least {least}",
            pool.counts[23],
            pool.counts[0],
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

/// What pods ask for in each hour: processors and GiB.
fn asked(needs: &[Need]) -> [(f64, f64); 24] {
    let mut sums = [(0.0, 0.0); 24];
    for need in needs {
        for (sum, times) in sums.iter_mut().zip(need.hours()) {
            let copies = need.zone_spare() * need.copies(times);
            sum.0 += copies * need.vcpu;
            sum.1 += copies * need.memory;
        }
    }
    sums
}
