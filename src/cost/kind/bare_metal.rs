//! Rented dedicated hosts at a price per month each, one of them spare. Nothing scales in. What hosts do not offer is bought beside
//! them.

use super::hours::{add_requested_machines, largest_instance, own_database_capacity};
use crate::catalogue::PlatformKind;
use crate::catalogue::limits::LimitKind;
use crate::cost::bill::ChargeScope;
use crate::cost::builder::BillBuilder;
use crate::cost::formula::load::MIB_PER_GIB;
use crate::cost::line_parts::{ChargedTo, LineText, Rate};
use crate::cost::machine::machine_room;
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::notes::{Assumption, Caveat, Shortfall};
use crate::cost::services::{add_host_services, is_balanced, report_missing_gpus};
use crate::cost::term::{Capacity, HourRequirement, HourTable, MachineOffer, MachinePool, MachinePrices};
use crate::model::Demand;
use crate::model::number::format_significant as number;

const HOST_ID: &str = "bare.hetzner.ax41";
const BALANCER_ID: &str = "bare.hetzner.lb11";
const EXCHANGE_RATE_ID: &str = "bare.eur_usd";
/// Hosts that stand by for one that fails.
const SPARE_HOSTS: f64 = 1.0;

/// `n = max(r, ceil(cpu / V), ceil(memory / G)) + 1 spare`, at the peak.
pub fn add_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let Some((first, others)) = needs.split_first() else { return };
    report_missing_gpus(bill, needs, "a rented dedicated host");
    let rate = bill.price(EXCHANGE_RATE_ID);
    add_balancer(bill, needs, rate);
    if needs.iter().all(|need| need.uses_gpus() && need.own_databases == 0) {
        return add_host_services(bill, needs);
    }
    let Some(machine) = bill.purchase.book.price(HOST_ID).and_then(|price| price.machine.as_ref()) else {
        return bill.warn(Caveat::MissingPrice(HOST_ID.to_owned()));
    };
    let capacity = Capacity { vcpus: machine.vcpu, gib: machine.memory_gib };
    let room = machine_room(capacity);
    let largest = largest_instance(needs);
    if !room.holds(largest) {
        bill.fall_short(None, Shortfall::NoMachineForInstance(largest));
    }
    let peak = |need: &ResourceNeed| need.machine_scaling().at(need.peak_ratio * need.volume);
    let of_others = others.iter().map(peak).fold(own_database_capacity(needs), |sum, peak| sum + peak);
    let all = of_others + peak(first);
    let least = f64::from(bill.purchase.safeguards.machines.max(1));
    let replicas = needs.iter().map(|need| need.min_instances).fold(least, f64::max);
    let euros = bill.price(HOST_ID);
    let monthly = euros * rate;
    let hour = HourRequirement {
        load_ratio: first.peak_ratio,
        hour_count: 24.0,
        is_on: true,
        others: of_others,
        min_machines: replicas,
    };
    let offer = MachineOffer::new(room, MachinePrices::by_month(monthly), first.month_hours);
    let pool = MachinePool {
        hours: HourTable::from_hours(&[hour]),
        scaling: first.machine_scaling(),
        spare_machines: SPARE_HOSTS,
        sizes: vec![offer],
        month_hours: first.month_hours,
        shared_fee: None,
        base_machines: 0.0,
    };
    let hosts = pool.at(first.volume).map_or(0.0, |counts| counts.mean);
    let payer = ChargedTo::shared(ChargeScope::Host);
    bill.add_line_at_price(Rate::of(HOST_ID, monthly), hosts, payer, || LineText {
        item: "Dedicated hosts: AX41".to_owned(),
        formula: format!(
            "max({replicas} replicas, ceil({} vCPU / {}), ceil({} GiB / {})) + 1 spare; {} EUR × {} USD/EUR (assumed rate)",
            number(all.vcpus),
            room.vcpus,
            number(all.gib),
            room.gib,
            number(euros),
            number(rate)
        ),
    });
    bill.add_pool(pool, hosts * monthly);
    bill.machines += hosts;
    add_requested_machines(bill, needs);
    bill.capacity.add_paid(capacity.scaled(hosts));
    bill.assume(Assumption::EuropeanHosts);
    let active = hosts - SPARE_HOSTS;
    if active > 1.0 && needs.iter().any(|need| need.load_kind == LoadKind::Requests && !has_balancer(bill, need)) {
        bill.assume(Assumption::HostsShareCalls);
    }
    check_disks(bill, needs, active);
    check_links(bill, needs, active);
    add_host_services(bill, needs);
}

fn has_balancer(bill: &BillBuilder, need: &ResourceNeed) -> bool {
    is_balanced(need, bill.purchase.safeguards.balancer)
}

/// A load balancer of the hosts' own provider, where one is asked for.
fn add_balancer(bill: &mut BillBuilder, needs: &[ResourceNeed], rate: f64) {
    if !needs.iter().any(|need| has_balancer(bill, need)) {
        return;
    }
    let euros = bill.price(BALANCER_ID);
    bill.add_line_at_price(
        Rate::of(BALANCER_ID, euros * rate),
        1.0,
        ChargedTo::shared(ChargeScope::PlatformKind),
        || LineText {
            item: "Load balancer: LB11".to_owned(),
            formula: format!("1 × {} EUR × {} USD/EUR (assumed rate)", number(euros), number(rate)),
        },
    );
    bill.add_fixed(euros * rate);
}

/// What one host holds or carries, in GiB.
fn limit_gib(bill: &BillBuilder, what: LimitKind) -> Option<f64> {
    let cloud = Some(bill.purchase.cloud);
    let limit = bill.purchase.limits.find(PlatformKind::BareMetal, cloud, what, &Demand::default())?;
    Some(limit.value / MIB_PER_GIB)
}

/// All workloads together must fit on the disks of the hosts; the spare host has a copy. That each of them fits on one host is a
/// matter of its feasibility.
fn check_disks(bill: &mut BillBuilder, needs: &[ResourceNeed], hosts: f64) {
    let Some(each) = limit_gib(bill, LimitKind::DiskCapacity) else { return };
    let (kept_gib, held_gib) = (needs.iter().map(ResourceNeed::disk_gib).sum::<f64>(), each * hosts);
    if needs.len() > 1 && kept_gib > held_gib {
        bill.fall_short(None, Shortfall::DisksTooSmall { kept_gib, held_gib });
    }
}

fn check_links(bill: &mut BillBuilder, needs: &[ResourceNeed], hosts: f64) {
    let Some(gib_per_host) = limit_gib(bill, LimitKind::MonthlyTraffic) else { return };
    let sent_gib = needs.iter().map(|need| need.egress_gib).sum::<f64>();
    if sent_gib > 0.0 {
        bill.assume(Assumption::HostTraffic { gib_per_host });
    }
    let most_gib = gib_per_host * hosts;
    if sent_gib > most_gib {
        bill.fall_short(None, Shortfall::LinksTooSlow { sent_gib, most_gib });
    }
}
