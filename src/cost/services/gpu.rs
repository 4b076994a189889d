//! Machines with graphics processors.

use crate::catalogue::Price;
use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::format_formula_number;
use crate::cost::line::ChargeScope;
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::term::CostTerm;
use crate::model::{Cloud, Commitment};
use std::sync::Arc;

/// Families with graphics processors.
fn gpu_families(cloud: Cloud) -> &'static [&'static str] {
    match cloud {
        Cloud::Aws => &["g4dn", "g5", "p3"],
        Cloud::Gcp => &["n1-t4", "g2"],
        Cloud::Azure => &["NCasT4_v3", "NVadsA10_v5"],
    }
}

/// A machine and what one of its graphics processors costs by the hour.
struct GpuMachine {
    price: Arc<Price>,
    /// Graphics processors of one machine.
    gpus: f64,
    /// The entry that is paid, and USD per hour of one machine.
    paid_price: (String, f64),
}

/// The cheapest machine per graphics processor whose memory holds an instance.
fn cheapest_gpu_machine(sheet: &BillBuilder, need: &ResourceNeed) -> Option<GpuMachine> {
    let spot = sheet.commitment == Commitment::Spot;
    let all = gpu_families(sheet.cloud).iter().flat_map(|family| sheet.book.family(sheet.cloud, family));
    let offers = all.filter_map(|price| {
        let machine =
            price.machine.as_ref().filter(|machine| machine.gpus > 0.0 && machine.memory_gib >= need.memory_gib)?;
        let on_demand = (price.id.clone(), price.value);
        let paid = if spot {
            sheet.book.spot_price(&price.id).map_or(on_demand, |(entry, hourly)| (entry.id.clone(), hourly))
        } else {
            on_demand
        };
        Some(GpuMachine { gpus: machine.gpus, paid_price: paid, price: Arc::clone(price) })
    });
    offers.min_by(|a, b| (a.paid_price.1 / a.gpus).total_cmp(&(b.paid_price.1 / b.gpus)))
}

/// The machines of every need that works on graphics processors: for as long as they work where machines come and go
/// (`scaling`), all month otherwise. Environments beside production rent none until they are used.
pub fn add_gpu_machines(sheet: &mut BillBuilder, needs: &[ResourceNeed], scaling: bool) {
    if sheet.is_other_environment() {
        return;
    }
    for need in needs.iter().filter(|need| need.uses_gpus()) {
        let Some(chosen) = cheapest_gpu_machine(sheet, need) else {
            let name = need.name;
            sheet.add_shortfall(|| format!("{name}: the price book has no machine here with so much memory and a GPU"));
            continue;
        };
        add_gpu_machine_lines(sheet, need, &chosen, scaling);
    }
}

fn add_gpu_machine_lines(sheet: &mut BillBuilder, need: &ResourceNeed, chosen: &GpuMachine, scaling: bool) {
    let (name, month) = (need.name, sheet.month_hours);
    // What stands by for it has as many.
    let copies = f64::from(sheet.safeguards().machines.max(1));
    let count = (need.gpus / chosen.gpus).ceil() * copies;
    let stands = !scaling || need.always_on;
    let (law, how) = match (stands, need.gpu_hours, need.load_kind) {
        (false, Some(hours), _) => {
            let machine_hours = hours / chosen.gpus;
            (
                CostTerm::constant(machine_hours),
                format!("{} GPU-h / {} per machine", format_formula_number(hours), chosen.gpus),
            )
        }
        (false, None, LoadKind::Jobs) => (
            CostTerm::per_call(count * need.duration_s / 3600.0),
            format!(
                "{} jobs × {} s / 3,600 × {count} machines",
                format_formula_number(need.volume),
                format_formula_number(need.duration_s)
            ),
        ),
        _ => {
            if !stands {
                sheet.add_assumption(|| {
                    format!("{name}: GPU hours unknown, its machines are taken as running all month")
                });
            }
            (CostTerm::constant(count * month), format!("{count} machines × {} h", format_formula_number(month)))
        }
    };
    let hours = law.at(need.volume);
    let gpus = format_formula_number(need.gpus);
    let (id, hourly) = (chosen.paid_price.0.as_str(), chosen.paid_price.1);
    let machine = chosen.price.item.clone();
    let is_spot = id != chosen.price.id;
    sheet.add_line_at_price(
        id,
        hourly,
        Some("h"),
        hours,
        ChargedTo { scope: ChargeScope::Host, workload: Some(name) },
        || LineText {
            item: format!("GPU machines: {machine}{}", if is_spot { ", as spot" } else { "" }),
            formula: how,
        },
    );
    sheet.add_term_without_line(hourly, (law, need));
    sheet.add_assumption(|| format!("{name}: {gpus} GPUs at once on the cheapest machines that the book has for them"));
    let mean = hours / month;
    if let Some(machine) = &chosen.price.machine {
        let (vcpus, gib) = (mean * machine.vcpu, mean * machine.memory_gib);
        sheet.add_paid_capacity(vcpus, gib);
        // Rented for the work and given back: what is paid for is used, unless it stands all month.
        let used = if stands { need.gpu_hours.map_or(1.0, |hours| (hours / need.gpus / month).min(1.0)) } else { 1.0 };
        let used = used / copies;
        sheet.add_gpu_capacity(vcpus * used, gib * used);
    }
    sheet.add_machines(mean);
}

/// Says that a platform has no graphics processors to offer.
pub fn report_missing_gpus(sheet: &mut BillBuilder, needs: &[ResourceNeed], what: &str) {
    for need in needs.iter().filter(|need| need.uses_gpus()) {
        let name = need.name;
        sheet.add_shortfall(|| format!("{name}: {what} has no GPU to offer in the price book"));
    }
}
