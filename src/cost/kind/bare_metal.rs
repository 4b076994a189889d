//! Rented dedicated hosts: a price per month each, one of them spare, nothing scales in.

use super::fleet::add_requested_machine_capacity;
use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::format_formula_number;
use crate::cost::line::ChargeScope;
use crate::cost::need::{OWN_DATABASE_GIB, ResourceNeed};
use crate::cost::services;
use crate::cost::term::{HourRequirement, MachineOffer, MachinePool, PoolSpec, ScalingRule, SizeChoice};

const HOST_ID: &str = "bare.hetzner.ax41";
const EXCHANGE_RATE_ID: &str = "bare.eur_usd";
/// Hosts that stand by for one that fails.
const SPARE_HOSTS: f64 = 1.0;

/// `n = max(r, ceil(cpu / V), ceil(memory / G)) + 1 spare`, at the peak.
pub fn add_lines(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let Some(first) = needs.first() else { return };
    services::gpu::report_missing_gpus(sheet, needs, "a rented dedicated host");
    if needs.iter().all(|need| need.uses_gpus() && need.own_databases == 0) {
        return services::add_services_beside_hosts(sheet, needs);
    }
    let Some(machine) = sheet.book.price(HOST_ID).and_then(|price| price.machine.as_ref()) else {
        sheet.add_problem(|| format!("the price book has no host {HOST_ID}; hosts are left out"));
        return;
    };
    let asked = peak_of_others(needs);
    let copies =
        needs.iter().map(|need| need.min_instances).fold(f64::from(sheet.safeguards().machines.max(1)), f64::max);
    let (vcpus, gib) = (first.machine_vcpus(), first.machine_memory());
    let load = first.peak_ratio * first.volume;
    let (cpu, memory) = (asked.0 + vcpus.at(load), asked.1 + gib.at(load));
    let euro = sheet.price(HOST_ID);
    let rate = sheet.price(EXCHANGE_RATE_ID);
    let pool = host_pool(first, asked, (vcpus, gib), copies, (machine.vcpu, machine.memory_gib), euro * rate);
    let hosts = pool.at(first.volume).map_or(0.0, |counts| counts.mean);
    sheet.add_line_at_price(HOST_ID, euro * rate, None, hosts, ChargedTo::shared(ChargeScope::Host), || LineText {
        item: "Dedicated hosts: AX41".to_owned(),
        formula: format!(
            "max({copies} copies, ceil({} vCPU / {}), ceil({} GiB / {})) + 1 spare; {} EUR × {} USD/EUR (assumed rate)",
            format_formula_number(cpu),
            machine.vcpu,
            format_formula_number(memory),
            machine.memory_gib,
            format_formula_number(euro),
            format_formula_number(rate)
        ),
    });
    sheet.add_pool(pool, hosts * euro * rate);
    sheet.add_machines(hosts);
    add_requested_machine_capacity(sheet, needs);
    sheet.add_paid_capacity(hosts * machine.vcpu, hosts * machine.memory_gib);
    sheet.add_assumption(|| {
        "dedicated hosts are a European hoster's AX41, whatever the cloud; storage and traffic come with them"
            .to_owned()
    });
    services::add_services_beside_hosts(sheet, needs);
}

/// Processors and GiB at the peak that hosts must have beside the first need.
fn peak_of_others(needs: &[ResourceNeed]) -> (f64, f64) {
    let own: f64 = needs.iter().map(|need| f64::from(need.own_databases)).sum();
    needs.iter().skip(1).fold((own, own * OWN_DATABASE_GIB), |(cpu, gib), need| {
        let load = need.peak_ratio * need.volume;
        (cpu + need.machine_vcpus().at(load), gib + need.machine_memory().at(load))
    })
}

/// Hosts that stand for the peak all month, at a price per month.
fn host_pool(
    first: &ResourceNeed,
    (vcpus, gib): (f64, f64),
    rises: (ScalingRule, ScalingRule),
    least: f64,
    host: (f64, f64),
    monthly: f64,
) -> MachinePool {
    let hour = HourRequirement {
        load_ratio: first.peak_ratio,
        hour_count: 24.0,
        is_on: true,
        vcpus,
        gib,
        min_machines: least,
    };
    MachinePool::new(PoolSpec {
        hours: vec![hour],
        vcpus: rises.0,
        gib: rises.1,
        spare_machines: SPARE_HOSTS,
        sizes: vec![MachineOffer {
            vcpus: host.0,
            gib: host.1,
            hourly_price: 0.0,
            committed_price: None,
            monthly_extra: monthly,
            base_surcharge: 0.0,
        }],
        choice: SizeChoice::Cheapest,
        month_hours: first.month_hours,
        shared_fee: None,
        base_machines: 0.0,
    })
}
