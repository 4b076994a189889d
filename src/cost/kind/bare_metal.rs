//! Rented dedicated hosts: a price per month each, one of them spare, nothing scales in.

use crate::cost::formula::load::whole;
use crate::cost::line::Once;
use crate::cost::need::{Need, OWN_DATA_GIB};
use crate::cost::shared;
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;

const HOST: &str = "bare.hetzner.ax41";
const RATE: &str = "bare.eur_usd";

/// `n = max(r, ceil(cpu / V), ceil(memory / G)) + 1 spare`, at the peak.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    let Some(machine) = sheet.book.price(HOST).and_then(|price| price.machine.as_ref()) else {
        sheet.problem(|| format!("the price book has no host {HOST}; hosts are left out"));
        return;
    };
    let own: u32 = needs.iter().map(|need| need.own_data).sum();
    let own = f64::from(own);
    let cpu: f64 = needs.iter().map(|need| need.machine_vcpus(need.peak)).sum::<f64>() + own;
    let gib: f64 = needs.iter().map(|need| need.machine_memory(need.peak)).sum::<f64>() + own * OWN_DATA_GIB;
    let copies = needs.iter().map(|need| need.floor).fold(1.0, f64::max);
    let hosts = copies.max(whole(cpu / machine.vcpu)).max(whole(gib / machine.memory_gib)) + 1.0;
    let euro = sheet.price(HOST);
    let rate = sheet.price(RATE);
    sheet.charge_at(HOST, euro * rate, None, hosts, For::all(Once::Host), || Text {
        item: "Dedicated hosts: AX41".to_owned(),
        formula: format!(
            "max({copies} copies, ceil({} vCPU / {}), ceil({} GiB / {})) + 1 spare; {} EUR × {} USD/EUR (assumed rate)",
            number(cpu),
            machine.vcpu,
            number(gib),
            machine.memory_gib,
            number(euro),
            number(rate)
        ),
    });
    sheet.machines += hosts;
    sheet.pay_for(hosts * machine.vcpu, hosts * machine.memory_gib);
    sheet.assume(|| {
        "dedicated hosts are a European hoster's AX41, whatever the cloud; storage and traffic come with them"
            .to_owned()
    });
    shared::managed_data(sheet, needs);
}
