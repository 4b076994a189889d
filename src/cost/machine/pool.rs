//! Machines of one size whose number follows the load.

use super::boot_disk::{BootDisk, boot_disk};
use super::lines::add_machine_lines;
use super::nat::{add_nat_fee, nat_fee};
use super::sizes::{MachineSize, committed_price, pool_sizes};
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::{ChargedTo, LineText, Rate, Role};
use crate::cost::notes::{Assumption, Shortfall};
use crate::cost::term::{
    Capacity, CapacityScaling, HourRequirement, HourTable, MachineCounts, MachineOffer, MachinePool, MachinePrices,
};
use crate::model::number::format_significant as number;
use crate::model::{Cloud, Commitment};

/// What a pool of machines must hold.
pub struct PoolRequirement<'h> {
    /// The hours, busiest first.
    pub hours: &'h [HourRequirement],
    /// What the first need asks for.
    pub scaling: CapacityScaling,
    /// What the largest instance must find on one machine.
    pub largest: Capacity,
    /// The machines are nodes of a cluster.
    pub is_node: bool,
}

/// The machines of a pool at the present volume.
pub struct PlannedMachines<'a> {
    pub size: MachineSize<'a>,
    pub counts: MachineCounts,
    disk: BootDisk,
}

impl<'a> PlannedMachines<'a> {
    /// Chooses machines and adds them to the cost curve. `fillable` is what of a size can be filled, `available` what the
    /// largest instance finds there. None where the book has no machine; the largest, with a shortfall, where no size is
    /// large enough.
    pub fn plan(
        bill: &mut BillBuilder<'a>,
        volume: f64,
        requirement: &PoolRequirement,
        (fillable, available): (impl Fn(&MachineSize) -> Capacity, impl Fn(&MachineSize) -> Capacity),
    ) -> Option<Self> {
        let purchase = bill.purchase;
        let all: Vec<MachineSize<'a>> = pool_sizes(&purchase).collect();
        let mut fitting: Vec<MachineSize<'a>> =
            all.iter().copied().filter(|size| available(size).holds(requirement.largest)).collect();
        if fitting.is_empty() {
            fitting.extend(all.last());
            bill.fall_short(None, Shortfall::NoMachineForInstance(requirement.largest));
        }
        let disk = boot_disk(purchase.cloud, requirement.is_node);
        let monthly_extra = disk.monthly(purchase.book);
        let month_hours = bill.month_hours;
        let offer = |size: &MachineSize| {
            let prices = MachinePrices {
                hourly: size.hourly_price,
                committed: committed_price(&purchase, size).map(|price| price.hourly),
                monthly_extra,
                base_surcharge: (size.list_price - size.hourly_price).max(0.0),
            };
            MachineOffer::new(fillable(size), prices, month_hours)
        };
        let safeguards = purchase.safeguards;
        let spare_machines = f64::from(safeguards.spare_nodes);
        if spare_machines > 0.0 {
            bill.assume(Assumption::SpareMachines(spare_machines));
        }
        let is_mixed = purchase.commitment == Commitment::Spot && safeguards.base_at_list;
        let base = requirement.hours.first().filter(|_| is_mixed);
        let pool = MachinePool {
            hours: HourTable::from_hours(requirement.hours),
            scaling: requirement.scaling,
            spare_machines,
            sizes: fitting.iter().map(offer).collect(),
            month_hours,
            shared_fee: nat_fee(&purchase),
            base_machines: base.map_or(0.0, |hour| hour.min_machines),
        };
        let counts = pool.at(volume)?;
        bill.add_pool(pool, counts.monthly);
        let size = *fitting.get(counts.size)?;
        Some(Self { size, counts, disk })
    }

    /// Adds the lines: those of the base, those paid for in advance, and those paid as used.
    pub fn add_lines(&self, bill: &mut BillBuilder, role: Role, how: impl Fn() -> String) {
        let MachineCounts { mean, committed, uncommitted, fee_paying, base_machines, .. } = self.counts;
        let size = &self.size;
        let base = if size.spot_price_id.is_some() { base_machines } else { 0.0 };
        if base > 0.0 {
            let (hours, rate) = (bill.month_hours, Rate::hourly(size.id, size.list_price));
            bill.add_line_at_price(rate, base * hours, ChargedTo::shared(role.scope), || LineText {
                item: format!("{}: {}, base at the list price", role.label, size.name),
                formula: format!("{}; {} that always run × {} h", how(), number(base), number(hours)),
            });
        }
        add_machine_lines(bill, (size, size.hourly_price), (committed, (uncommitted - base).max(0.0)), role, how);
        self.disk.add_lines_without_curve(bill, mean, role.scope);
        if bill.purchase.cloud == Cloud::Gcp {
            add_nat_fee(bill, fee_paying);
        }
        bill.machines += mean;
        bill.capacity.add_paid(size.capacity.scaled(mean));
    }
}
