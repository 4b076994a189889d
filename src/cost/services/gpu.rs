//! Machines with GPUs.

use crate::catalogue::Price;
use crate::cost::bill::ChargeScope;
use crate::cost::billed_quantity::BilledQuantity;
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

/// How a kind of platform runs machines with GPUs.
#[derive(Clone, Copy)]
pub struct GpuPool {
    /// They come and go with the work; otherwise they run all month.
    pub is_scaling: bool,
    /// All that work at once are in one machine.
    pub is_single: bool,
    /// What of a machine is left for a workload.
    pub room: fn(Capacity) -> Capacity,
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

impl GpuMachine {
    /// How many of them have so many GPUs.
    fn count_for(&self, gpus: f64) -> f64 {
        (gpus / self.gpus).ceil()
    }
}

/// The machine of which as many as have the GPUs that work at once cost least for an hour, among those that hold an instance beside
/// the system.
fn cheapest_gpu_machine(bill: &BillBuilder, need: &ResourceNeed, pool: GpuPool) -> Option<GpuMachine> {
    let Purchase { book, cloud, commitment, .. } = bill.purchase;
    let all = gpu_families(cloud).iter().flat_map(|family| book.family(cloud, family));
    let instance = need.reserved_instance();
    let offers = all.filter_map(|price| {
        let machine = price.machine.as_ref().filter(|machine| {
            let capacity = Capacity { vcpus: machine.vcpu, gib: machine.memory_gib };
            let least = if pool.is_single { need.gpus } else { f64::MIN_POSITIVE };
            machine.gpus >= least && (pool.room)(capacity).holds(instance)
        })?;
        let spot = if commitment == Commitment::Spot { book.spot_price(&price.id) } else { None };
        let (paid_id, hourly_price) = spot.map_or((&price.id, price.value), |(entry, hourly)| (&entry.id, hourly));
        Some(GpuMachine { gpus: machine.gpus, paid_id: paid_id.clone(), hourly_price, price: Arc::clone(price) })
    });
    let hourly = |machine: &GpuMachine| machine.count_for(need.gpus) * machine.hourly_price;
    offers.min_by(|a, b| hourly(a).total_cmp(&hourly(b)))
}

/// Adds the machines of every need with GPUs: for as long as they work where machines come and go, all month otherwise. Environments
/// beside production rent none until they are used.
pub fn add_gpu_machines(bill: &mut BillBuilder, needs: &[ResourceNeed], pool: GpuPool) {
    if !bill.is_production {
        return;
    }
    for need in needs.iter().filter(|need| need.uses_gpus()) {
        let Some(chosen) = cheapest_gpu_machine(bill, need, pool) else {
            bill.fall_short(Some(need.name), Shortfall::NoGpuMachine { at_once: need.gpus, is_single: pool.is_single });
            continue;
        };
        let most = need.gpus * bill.month_hours;
        if let Some(hours) = need.gpu_hours.filter(|hours| *hours > most * (1.0 + 1e-9)) {
            bill.fall_short(Some(need.name), Shortfall::GpuHoursBeyondMonth { hours, at_once: need.gpus, most });
        }
        add_gpu_machine_lines(bill, need, &chosen, pool.is_scaling);
    }
}

fn add_gpu_machine_lines(bill: &mut BillBuilder, need: &ResourceNeed, chosen: &GpuMachine, is_scaling: bool) {
    let (name, month) = (need.name, bill.month_hours);
    // Standby machines have as many GPUs.
    let copies = f64::from(bill.purchase.safeguards.machines.max(1));
    let at_work = chosen.count_for(need.gpus);
    let count = at_work * copies;
    let runs_all_month = !is_scaling || need.always_on;
    let (term, how) = match (runs_all_month, need.gpu_hours, need.load_kind) {
        (false, Some(hours), _) => {
            let how = format!("{} GPU-h / {} at once × {at_work} machines", number(hours), number(need.gpus));
            (CostTerm::constant(hours / need.gpus * at_work), how)
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
    bill.add_quantity_without_line(chosen.hourly_price, BilledQuantity::of_need(term, need));
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
