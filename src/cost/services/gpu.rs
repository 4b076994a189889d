//! Machines with GPUs.

use crate::catalogue::Price;
use crate::cost::bill::ChargeScope;
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::{ChargedTo, LineText, Rate};
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::notes::{Assumption, Shortfall};
use crate::cost::purchase::Purchase;
use crate::cost::term::{Capacity, CostTerm};
use crate::model::number::format_significant as number;
use crate::model::{Cloud, Commitment};
use std::sync::Arc;

fn gpu_families(cloud: Cloud) -> &'static [&'static str] {
    match cloud {
        Cloud::Aws => &["g4dn", "g5", "p3"],
        Cloud::Gcp => &["n1-t4", "g2"],
        Cloud::Azure => &["NCasT4_v3", "NVadsA10_v5"],
    }
}

/// A machine with GPUs.
struct GpuMachine {
    price: Arc<Price>,
    gpus: f64,
    /// The id of the price that is paid.
    paid_id: String,
    /// USD per hour of one machine.
    hourly_price: f64,
}

/// The cheapest machine per GPU that has enough memory for an instance.
fn cheapest_gpu_machine(bill: &BillBuilder, need: &ResourceNeed) -> Option<GpuMachine> {
    let Purchase { book, cloud, commitment, .. } = bill.purchase;
    let all = gpu_families(cloud).iter().flat_map(|family| book.family(cloud, family));
    let offers = all.filter_map(|price| {
        let machine =
            price.machine.as_ref().filter(|machine| machine.gpus > 0.0 && machine.memory_gib >= need.memory_gib)?;
        let spot = if commitment == Commitment::Spot { book.spot_price(&price.id) } else { None };
        let (paid_id, hourly_price) = spot.map_or((&price.id, price.value), |(entry, hourly)| (&entry.id, hourly));
        Some(GpuMachine { gpus: machine.gpus, paid_id: paid_id.clone(), hourly_price, price: Arc::clone(price) })
    });
    offers.min_by(|a, b| (a.hourly_price / a.gpus).total_cmp(&(b.hourly_price / b.gpus)))
}

/// Adds the machines of every need with GPUs: for as long as they work where machines come and go (`is_scaling`), all month
/// otherwise. Environments beside production rent none until they are used.
pub fn add_gpu_machines(bill: &mut BillBuilder, needs: &[ResourceNeed], is_scaling: bool) {
    if !bill.is_production {
        return;
    }
    for need in needs.iter().filter(|need| need.uses_gpus()) {
        let Some(chosen) = cheapest_gpu_machine(bill, need) else {
            bill.fall_short(Some(need.name), Shortfall::NoGpuMachine);
            continue;
        };
        add_gpu_machine_lines(bill, need, &chosen, is_scaling);
    }
}

fn add_gpu_machine_lines(bill: &mut BillBuilder, need: &ResourceNeed, chosen: &GpuMachine, is_scaling: bool) {
    let (name, month) = (need.name, bill.month_hours);
    // Standby machines have as many GPUs.
    let copies = f64::from(bill.purchase.safeguards.machines.max(1));
    let count = (need.gpus / chosen.gpus).ceil() * copies;
    let runs_all_month = !is_scaling || need.always_on;
    let (term, how) = match (runs_all_month, need.gpu_hours, need.load_kind) {
        (false, Some(hours), _) => {
            let machine_hours = hours / chosen.gpus;
            let how = format!("{} GPU-h / {} per machine", number(hours), chosen.gpus);
            (CostTerm::constant(machine_hours), how)
        }
        (false, None, LoadKind::Jobs) => (
            CostTerm::per_call(count * need.duration_s / 3600.0),
            format!("{} jobs × {} s / 3,600 × {count} machines", number(need.volume), number(need.duration_s)),
        ),
        _ => {
            if !runs_all_month {
                bill.assume_for(name, Assumption::UnknownGpuHours);
            }
            (CostTerm::constant(count * month), format!("{count} machines × {} h", number(month)))
        }
    };
    let hours = term.at(need.volume);
    let payer = ChargedTo { scope: ChargeScope::Host, workload: Some(name) };
    bill.add_line_at_price(Rate::hourly(&chosen.paid_id, chosen.hourly_price), hours, payer, || {
        let remark = if chosen.paid_id == chosen.price.id { "" } else { ", as spot" };
        LineText { item: format!("GPU machines: {}{remark}", chosen.price.item), formula: how }
    });
    bill.add_term_without_line(chosen.hourly_price, (term, need));
    bill.assume_for(name, Assumption::CheapestGpus(need.gpus));
    let mean = hours / month;
    if let Some(machine) = &chosen.price.machine {
        let paid = Capacity { vcpus: mean * machine.vcpu, gib: mean * machine.memory_gib };
        bill.capacity.add_paid(paid);
        // Machines that are rented for the work are fully used; those that run all month only while they work.
        let work_share = |hours: f64| (hours / need.gpus / month).min(1.0);
        let used = if runs_all_month { need.gpu_hours.map_or(1.0, work_share) } else { 1.0 };
        bill.capacity.add_gpu_used(paid.scaled(used / copies));
    }
    bill.machines += mean;
}

/// Reports that a platform offers no GPUs. `what` is what a workload would run on there.
pub fn report_missing_gpus(bill: &mut BillBuilder, needs: &[ResourceNeed], what: &'static str) {
    for need in needs.iter().filter(|need| need.uses_gpus()) {
        bill.fall_short(Some(need.name), Shortfall::NoGpu(what));
    }
}
