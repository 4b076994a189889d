//! Cloud NAT of Google Cloud, which is paid for by the machines behind it.

use crate::cost::bill::ChargeScope;
use crate::cost::builder::BillBuilder;
use crate::cost::format::format_count;
use crate::cost::line_parts::{ChargedTo, LineText, Rate};
use crate::cost::notes::Assumption;
use crate::cost::purchase::Purchase;
use crate::cost::term::SharedFee;
use crate::model::Cloud;
use crate::model::number::format_significant as number;

const PRICE_ID: &str = "gcp.network.nat.per_vm";
/// Machines that pay the fee at most.
const MAX_MACHINES: f64 = 32.0;

/// The fee, on the cloud that charges machines for it.
pub fn nat_fee(purchase: &Purchase) -> Option<SharedFee> {
    (purchase.cloud == Cloud::Gcp).then(|| {
        let hourly = purchase.book.price(PRICE_ID).map_or(0.0, |price| price.value);
        SharedFee { monthly: hourly * purchase.market.month.hours(), max_machines: MAX_MACHINES }
    })
}

/// Adds the fee for so many machines on average; the cost curve is left to the caller.
pub fn add_nat_fee(bill: &mut BillBuilder, machines: f64) {
    let (price, hours) = (bill.price(PRICE_ID), bill.month_hours);
    let payer = ChargedTo::shared(ChargeScope::Environment);
    bill.add_line_at_price(Rate::of(PRICE_ID, price), machines * hours, payer, || {
        let count = format_count(machines, "machine on average", "machines on average");
        LineText { item: "NAT gateway".to_owned(), formula: format!("{count} × {} h", number(hours)) }
    });
    bill.assume(Assumption::NatFeeCap(MAX_MACHINES));
}
