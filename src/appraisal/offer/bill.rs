//! Bills that the cost model does not write: a quote, and the sum of an estate's parts.

use super::labour::includes_labour;
use super::market::currency_mismatch;
use super::offer::Offer;
use crate::burden::{Burden, EnteredAmount};
use crate::catalogue::{Catalogue, PriceStatus};
use crate::cost::{Assumption, Bill, BillLine, CapacityUse, ChargeScope, CostCurve};
use crate::model::Session;
use crate::model::{UsdPerHour, UsdPerMonth};
use std::sync::Arc;

/// A bill that is what somebody was quoted.
pub fn quote_bill(name: &str, quote: UsdPerMonth) -> Bill {
    let line = BillLine {
        item: format!("quote for {name}"),
        workload: None,
        quantity: 1.0,
        unit: "month",
        price: quote.get(),
        amount: quote,
        source: "entered in this session".to_owned(),
        date: String::new(),
        status: PriceStatus::Quoted,
        scope: ChargeScope::Service,
        price_id: String::new(),
        formula: format!("1 month × {} USD", quote.get()),
    };
    Bill {
        lines: vec![line],
        monthly: quote,
        low: quote,
        high: quote,
        unknown: Vec::new(),
        // A quote is held to be the same, and enough, at every volume.
        curve: Some(Arc::new(CostCurve::constant(quote.get()))),
        machines: 0,
        capacity_use: None,
        per_unit: None,
        unit: "request",
        assumptions: Vec::new(),
        caveats: Vec::new(),
        shortfalls: Vec::new(),
    }
}

/// Puts the hours of operations at the team's rate onto a bill, as a line of their own. They are taken as they are at every
/// volume.
pub fn add_labour(bill: &mut Bill, burden: &Burden, rate: UsdPerHour) {
    let (hours, labour) = (burden.mean.get(), burden.labour);
    bill.lines.push(BillLine {
        item: "Labour: hours of operations".to_owned(),
        workload: None,
        quantity: hours,
        unit: "h",
        price: rate.get(),
        amount: labour,
        source: "the hours of this platform at the team's rate".to_owned(),
        date: "this session".to_owned(),
        status: PriceStatus::Quoted,
        scope: ChargeScope::Team,
        price_id: String::new(),
        formula: format!("{hours:.4} h × {} USD", rate.get()),
    });
    for sum in [&mut bill.monthly, &mut bill.low, &mut bill.high] {
        *sum = *sum + labour;
    }
    if let Some(curve) = &mut bill.curve {
        Arc::make_mut(curve).add_fixed(labour.get());
    }
    bill.assumptions.push(Assumption::ConstantLabour.into());
}

/// The bill of an estate: the bills of its parts, one per alternative in use, each named.
pub fn combine_bills(parts: Vec<(String, Bill)>) -> Bill {
    let idle = combine_idle(&parts);
    let mut whole = Bill {
        lines: Vec::new(),
        monthly: parts.iter().map(|(_, bill)| bill.monthly).sum(),
        low: parts.iter().map(|(_, bill)| bill.low).sum(),
        high: parts.iter().map(|(_, bill)| bill.high).sum(),
        unknown: Vec::new(),
        curve: None,
        machines: 0,
        capacity_use: idle,
        per_unit: None,
        unit: "request",
        assumptions: Vec::new(),
        caveats: Vec::new(),
        shortfalls: Vec::new(),
    };
    for (name, bill) in parts {
        whole.machines = whole.machines.saturating_add(bill.machines);
        whole
            .lines
            .extend(bill.lines.into_iter().map(|line| BillLine { item: format!("{name}: {}", line.item), ..line }));
        whole.unknown.extend(bill.unknown);
        whole.assumptions.extend(bill.assumptions);
        whole.caveats.extend(bill.caveats);
        whole.shortfalls.extend(bill.shortfalls);
    }
    whole.assumptions.sort_by_cached_key(ToString::to_string);
    whole.assumptions.dedup();
    whole
}

/// The shares of the money that pay for what is used and what is not, where any part knows.
fn combine_idle(parts: &[(String, Bill)]) -> Option<CapacityUse> {
    let known = || parts.iter().filter_map(|(_, bill)| Some((bill.capacity_use?, bill.monthly.get())));
    let money: f64 = known().map(|(_, money)| money).sum();
    let share = |of: fn(CapacityUse) -> f64| known().map(|(idle, money)| of(idle) * money).sum::<f64>() / money;
    (money > 0.0).then(|| CapacityUse {
        unallocated: share(|idle| idle.unallocated),
        reserved: share(|idle| idle.reserved),
        used: share(|idle| idle.used),
    })
}

/// Puts the cost of the hours onto the bill, where they belong there. Hours at a rate in another currency than the prices make the
/// bill unknown.
pub fn add_labour_to_bill(session: &Session, catalogue: &Catalogue, offer: &mut Offer) {
    let (true, Some(bill), Some(burden)) = (includes_labour(session), &mut offer.bill, &offer.burden) else { return };
    if let Some(mismatch) = currency_mismatch(session, catalogue) {
        offer.soft.push(mismatch.into_objection(EnteredAmount::HourlyRate));
        offer.bill = None;
        return;
    }
    add_labour(bill, burden, session.team.hourly_rate);
}
