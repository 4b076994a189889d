//! Bills that the cost model does not write: a quote, and the sum of an estate's parts.

use crate::catalogue::PriceStatus;
use crate::cost::{Bill, Course, Line, Once};
use crate::model::UsdPerMonth;
use std::sync::Arc;

/// A bill that is what somebody was quoted.
pub fn quoted(name: &str, quote: UsdPerMonth) -> Bill {
    let line = Line {
        item: format!("quote for {name}"),
        workload: None,
        quantity: 1.0,
        unit: "month",
        price: quote.get(),
        amount: quote,
        source: "entered in this session".to_owned(),
        date: String::new(),
        status: PriceStatus::Quoted,
        once: Once::Service,
        price_id: String::new(),
        formula: format!("1 month × {} USD", quote.get()),
    };
    Bill {
        lines: vec![line],
        monthly: quote,
        // A quote is held to be the same, and enough, at every volume.
        course: Some(Arc::new(Course::level(quote.get()))),
        machines: 0,
        idle_share: None,
        per_unit: None,
        unit: "request",
        assumptions: Vec::new(),
        problems: Vec::new(),
    }
}

/// The bill of an estate: the bills of its parts, one per alternative in use, each named.
pub fn combined(parts: Vec<(String, Bill)>) -> Bill {
    let mut whole = Bill {
        lines: Vec::new(),
        monthly: parts.iter().map(|(_, bill)| bill.monthly).sum(),
        course: None,
        machines: 0,
        idle_share: idle(&parts),
        per_unit: None,
        unit: "request",
        assumptions: Vec::new(),
        problems: Vec::new(),
    };
    for (name, bill) in parts {
        whole.machines = whole.machines.saturating_add(bill.machines);
        whole.lines.extend(bill.lines.into_iter().map(|line| Line { item: format!("{name}: {}", line.item), ..line }));
        whole.assumptions.extend(bill.assumptions);
        whole.problems.extend(bill.problems);
    }
    whole.assumptions.sort();
    whole.assumptions.dedup();
    whole
}

/// The share of the money that pays for what stands idle, where any part knows.
fn idle(parts: &[(String, Bill)]) -> Option<f64> {
    let known: Vec<(f64, f64)> =
        parts.iter().filter_map(|(_, bill)| bill.idle_share.map(|idle| (idle, bill.monthly.get()))).collect();
    let money: f64 = known.iter().map(|(_, money)| money).sum();
    (money > 0.0).then(|| known.iter().map(|(idle, money)| idle * money).sum::<f64>() / money)
}
