//! Rented dedicated hosts: a price per month each, one of them spare, nothing scales in.

use super::fleet::request_machines;
use crate::cost::law::{Asked, Choice, Offered, Parts, Pool, Rise};
use crate::cost::line::Once;
use crate::cost::need::{Need, OWN_DATA_GIB};
use crate::cost::shared;
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;

const HOST: &str = "bare.hetzner.ax41";
const RATE: &str = "bare.eur_usd";
/// Hosts that stand by for one that fails.
const SPARE: f64 = 1.0;

/// `n = max(r, ceil(cpu / V), ceil(memory / G)) + 1 spare`, at the peak.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    let Some(first) = needs.first() else { return };
    shared::gpu::none_here(sheet, needs, "a rented dedicated host");
    if needs.iter().all(|need| need.on_gpus() && need.own_data == 0) {
        return shared::beside_hosts(sheet, needs);
    }
    let Some(machine) = sheet.book.price(HOST).and_then(|price| price.machine.as_ref()) else {
        sheet.problem(|| format!("the price book has no host {HOST}; hosts are left out"));
        return;
    };
    let asked = peak(needs);
    let copies = needs.iter().map(|need| need.floor).fold(f64::from(sheet.safeguards().machines.max(1)), f64::max);
    let (vcpus, gib) = (first.machine_vcpus(), first.machine_memory());
    let load = first.peak * first.volume;
    let (cpu, memory) = (asked.0 + vcpus.at(load), asked.1 + gib.at(load));
    let euro = sheet.price(HOST);
    let rate = sheet.price(RATE);
    let pool = standing(first, asked, (vcpus, gib), copies, (machine.vcpu, machine.memory_gib), euro * rate);
    let hosts = pool.at(first.volume).map_or(0.0, |counts| counts.mean);
    sheet.charge_at(HOST, euro * rate, None, hosts, For::all(Once::Host), || Text {
        item: "Dedicated hosts: AX41".to_owned(),
        formula: format!(
            "max({copies} copies, ceil({} vCPU / {}), ceil({} GiB / {})) + 1 spare; {} EUR × {} USD/EUR (assumed rate)",
            number(cpu),
            machine.vcpu,
            number(memory),
            machine.memory_gib,
            number(euro),
            number(rate)
        ),
    });
    sheet.add_pool(pool, hosts * euro * rate);
    sheet.operate(hosts);
    request_machines(sheet, needs);
    sheet.pay_for(hosts * machine.vcpu, hosts * machine.memory_gib);
    sheet.assume(|| {
        "dedicated hosts are a European hoster's AX41, whatever the cloud; storage and traffic come with them"
            .to_owned()
    });
    shared::beside_hosts(sheet, needs);
}

/// Processors and GiB at the peak that hosts must have beside the first need.
fn peak(needs: &[Need]) -> (f64, f64) {
    let own: f64 = needs.iter().map(|need| f64::from(need.own_data)).sum();
    needs.iter().skip(1).fold((own, own * OWN_DATA_GIB), |(cpu, gib), need| {
        let load = need.peak * need.volume;
        (cpu + need.machine_vcpus().at(load), gib + need.machine_memory().at(load))
    })
}

/// Hosts that stand for the peak all month, at a price per month.
fn standing(
    first: &Need,
    (vcpus, gib): (f64, f64),
    rises: (Rise, Rise),
    least: f64,
    host: (f64, f64),
    monthly: f64,
) -> Pool {
    let hour = Asked { times: first.peak, count: 24.0, is_on: true, vcpus, gib, least };
    Pool::new(Parts {
        asked: vec![hour],
        vcpus: rises.0,
        gib: rises.1,
        spare: SPARE,
        sizes: vec![Offered { vcpus: host.0, gib: host.1, hourly: 0.0, ahead: None, extra: monthly, base: 0.0 }],
        choice: Choice::Cheapest,
        month: first.month,
        metered: None,
        base: 0.0,
    })
}
