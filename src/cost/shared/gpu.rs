//! Machines with graphics processors.

use crate::catalogue::Price;
use crate::cost::law::Law;
use crate::cost::line::Once;
use crate::cost::need::{Need, Work};
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::{Cloud, Commitment};
use std::sync::Arc;

/// Families with graphics processors.
fn families(cloud: Cloud) -> &'static [&'static str] {
    match cloud {
        Cloud::Aws => &["g4dn", "g5", "p3"],
        Cloud::Gcp => &["n1-t4", "g2"],
        Cloud::Azure => &["NCasT4_v3", "NVadsA10_v5"],
    }
}

/// A machine and what one of its graphics processors costs by the hour.
struct Chosen {
    price: Arc<Price>,
    /// Graphics processors of one machine.
    gpus: f64,
    /// The entry that is paid, and USD per hour of one machine.
    paid: (String, f64),
}

/// The cheapest machine per graphics processor whose memory holds an instance.
fn chosen(sheet: &Sheet, need: &Need) -> Option<Chosen> {
    let spot = sheet.commitment == Commitment::Spot;
    let all = families(sheet.cloud).iter().flat_map(|family| sheet.book.family(sheet.cloud, family));
    let offers = all.filter_map(|price| {
        let machine =
            price.machine.as_ref().filter(|machine| machine.gpus > 0.0 && machine.memory_gib >= need.memory)?;
        let on_demand = (price.id.clone(), price.value);
        let paid = if spot {
            sheet.book.spot(&price.id).map_or(on_demand, |(entry, hourly)| (entry.id.clone(), hourly))
        } else {
            on_demand
        };
        Some(Chosen { gpus: machine.gpus, paid, price: Arc::clone(price) })
    });
    offers.min_by(|a, b| (a.paid.1 / a.gpus).total_cmp(&(b.paid.1 / b.gpus)))
}

/// The machines of every need that works on graphics processors: for as long as they work where machines come and go
/// (`scaling`), all month otherwise. Environments beside production rent none until they are used.
pub fn machines(sheet: &mut Sheet, needs: &[Need], scaling: bool) {
    if sheet.is_other() {
        return;
    }
    for need in needs.iter().filter(|need| need.on_gpus()) {
        let Some(chosen) = chosen(sheet, need) else {
            let name = need.name;
            sheet.short(|| format!("{name}: the price book has no machine here with so much memory and a GPU"));
            continue;
        };
        charge(sheet, need, &chosen, scaling);
    }
}

fn charge(sheet: &mut Sheet, need: &Need, chosen: &Chosen, scaling: bool) {
    let (name, month) = (need.name, sheet.hours);
    // What stands by for it has as many.
    let copies = f64::from(sheet.safeguards().machines.max(1));
    let count = (need.gpus / chosen.gpus).ceil() * copies;
    let stands = !scaling || need.always_on;
    let (law, how) = match (stands, need.gpu_hours, need.work) {
        (false, Some(hours), _) => {
            let machine_hours = hours / chosen.gpus;
            (Law::fixed(machine_hours), format!("{} GPU-h / {} per machine", number(hours), chosen.gpus))
        }
        (false, None, Work::Jobs) => (
            Law::per_call(count * need.seconds / 3600.0),
            format!("{} jobs × {} s / 3,600 × {count} machines", number(need.volume), number(need.seconds)),
        ),
        _ => {
            if !stands {
                sheet.assume(|| format!("{name}: GPU hours unknown, its machines are taken as running all month"));
            }
            (Law::fixed(count * month), format!("{count} machines × {} h", number(month)))
        }
    };
    let hours = law.at(need.volume);
    let gpus = number(need.gpus);
    let (id, hourly) = (chosen.paid.0.as_str(), chosen.paid.1);
    let machine = chosen.price.item.clone();
    let is_spot = id != chosen.price.id;
    sheet.charge_at(id, hourly, Some("h"), hours, For { once: Once::Host, workload: Some(name) }, || Text {
        item: format!("GPU machines: {machine}{}", if is_spot { ", as spot" } else { "" }),
        formula: how,
    });
    sheet.follow(hourly, (law, need));
    sheet.assume(|| format!("{name}: {gpus} GPUs at once on the cheapest machines that the book has for them"));
    let mean = hours / month;
    if let Some(machine) = &chosen.price.machine {
        let (vcpus, gib) = (mean * machine.vcpu, mean * machine.memory_gib);
        sheet.pay_for(vcpus, gib);
        // Rented for the work and given back: what is paid for is used, unless it stands all month.
        let used = if stands { need.gpu_hours.map_or(1.0, |hours| (hours / need.gpus / month).min(1.0)) } else { 1.0 };
        let used = used / copies;
        sheet.gpu_used(vcpus * used, gib * used);
    }
    sheet.operate(mean);
}

/// Says that a platform has no graphics processors to offer.
pub fn none_here(sheet: &mut Sheet, needs: &[Need], what: &str) {
    for need in needs.iter().filter(|need| need.on_gpus()) {
        let name = need.name;
        sheet.short(|| format!("{name}: {what} has no GPU to offer in the price book"));
    }
}
