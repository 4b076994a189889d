//! The lines for machines.

use super::sizes::{MachineSize, committed_price};
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::{ChargedTo, LineText, Rate, Role};
use crate::cost::notes::Assumption;
use crate::model::Commitment;
use crate::model::number::format_significant as number;

/// Adds machines that always run. Returns their cost in USD per month; the cost curve and capacity are left to the caller.
pub fn add_standing_machines(
    bill: &mut BillBuilder,
    size: &MachineSize,
    count: f64,
    role: Role,
    how: impl Fn() -> String,
) -> f64 {
    let price = committed_price(&bill.purchase, size).map(|price| price.hourly);
    let committed = price.filter(|price| *price < size.hourly_price);
    let split = if committed.is_some() { (count, 0.0) } else { (0.0, count) };
    add_machine_lines(bill, size, split, role, how);
    bill.machines += count;
    count * committed.unwrap_or(size.hourly_price) * bill.month_hours
}

/// Adds a line for machines that are paid for in advance, and one for those that are paid as used, on average.
pub fn add_machine_lines(
    bill: &mut BillBuilder,
    size: &MachineSize,
    (committed, uncommitted): (f64, f64),
    Role { label, scope }: Role,
    how: impl Fn() -> String,
) {
    let (book, hours, term) = (bill.purchase.book, bill.month_hours, bill.purchase.commitment);
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
        let is_sustained = book.price(size.id).is_some_and(|price| price.sustained_month.is_some());
        let remark = match size.spot_price_id {
            Some(_) => ", as spot",
            None if is_sustained => " (sustained use)",
            None => "",
        };
        let rate = Rate::hourly(size.spot_price_id.unwrap_or(size.id), size.hourly_price);
        bill.add_line_at_price(rate, uncommitted * hours, payer, || LineText {
            item: format!("{label}: {}{remark}", size.name),
            formula: format!("{}; {} on average × {} h", how(), number(uncommitted), number(hours)),
        });
    }
}
