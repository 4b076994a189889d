//! The lines for machines.

use super::sizes::{MachineSize, committed_price};
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::{ChargedTo, LineText, Rate, Role};
use crate::cost::notes::Assumption;
use crate::model::Commitment;
use crate::model::number::format_significant as number;

/// Machines of one size whose number does not follow the load.
pub struct StandingMachines<'a> {
    pub size: MachineSize<'a>,
    pub count: f64,
    /// The share of the month in which they run.
    pub running_share: f64,
}

impl<'a> StandingMachines<'a> {
    /// Machines that run all month.
    pub fn all_month(size: MachineSize<'a>, count: f64) -> Self {
        Self { size, count, running_share: 1.0 }
    }

    /// How many run on average.
    pub fn mean(&self) -> f64 {
        self.count * self.running_share
    }

    /// Adds their lines. Returns their cost in USD per month; the cost curve and capacity are left to the caller.
    pub fn add_lines(&self, bill: &mut BillBuilder, role: Role, how: impl Fn() -> String) -> f64 {
        let (mean, as_used) = (self.mean(), self.size.hourly_price_at(self.running_share));
        let price = committed_price(&bill.purchase, &self.size).map(|price| price.hourly);
        let committed = price.filter(|price| *price < as_used);
        let split = if committed.is_some() { (mean, 0.0) } else { (0.0, mean) };
        add_machine_lines(bill, (&self.size, as_used), split, role, how);
        bill.machines += mean;
        mean * committed.unwrap_or(as_used) * bill.month_hours
    }
}

/// Adds a line for machines that are paid for in advance, and one for those that are paid as used, on average, at a price per hour.
pub fn add_machine_lines(
    bill: &mut BillBuilder,
    (size, as_used): (&MachineSize, f64),
    (committed, uncommitted): (f64, f64),
    Role { label, scope }: Role,
    how: impl Fn() -> String,
) {
    let (hours, term) = (bill.month_hours, bill.purchase.commitment);
    let (payer, machine) = (ChargedTo::shared(scope), size.name.to_owned());
    let price = committed_price(&bill.purchase, size);
    match term {
        Commitment::Spot if size.spot_price_id.is_some() => bill.assume(Assumption::Spot { machine }),
        Commitment::Spot => bill.assume(Assumption::NoSpotPrice { machine }),
        Commitment::OneYear | Commitment::ThreeYears if price.is_none() => {
            bill.assume(Assumption::NoCommittedPrice { machine, term });
        }
        Commitment::OneYear | Commitment::ThreeYears | Commitment::OnDemand => {}
    }
    if let Some(price) = price.filter(|_| committed > 0.0) {
        if let Some(share) = price.derived_share {
            let (machine, reference) = (size.name.to_owned(), price.id.to_owned());
            bill.assume(Assumption::DerivedCommittedPrice { machine, term, share, reference });
        }
        bill.add_line_at_price(Rate::of(price.id, price.hourly), committed * hours, payer, || LineText {
            item: format!("{label}: {}, paid {} ahead", size.name, term.label()),
            formula: format!("{}; {} committed × {} h", how(), number(committed), number(hours)),
        });
        if price.derived_share.is_some() {
            bill.mark_last_line_derived();
        }
    }
    if uncommitted > 0.0 {
        let remark = match size.spot_price_id {
            Some(_) => ", as spot",
            None if as_used < size.hourly_price => " (sustained use)",
            None => "",
        };
        let rate = Rate::hourly(size.spot_price_id.unwrap_or(size.id), as_used);
        bill.add_line_at_price(rate, uncommitted * hours, payer, || LineText {
            item: format!("{label}: {}{remark}", size.name),
            formula: format!("{}; {} on average × {} h", how(), number(uncommitted), number(hours)),
        });
    }
}
