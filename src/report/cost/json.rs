//! A cost report as JSON. Ids of platforms are those of the catalogue.

use super::data::{CostReport, CrossoverRow, PricedAlternative, WorkloadCosts};
use crate::appraisal::{Horizon, OneTimeCost};
use crate::cost::{Bill, BillLine, Side, UnknownEffect};
use crate::model::UsdPerMonth;
use crate::report::json::{list, number, text, texts};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) fn report_json(costs: &CostReport) -> Value {
    json!({
        "title": text(&costs.session.title),
        "currency": text(costs.currency()),
        "hours_per_month": costs.session.market.month.hours(),
        "own_prices": texts(costs.override_note()),
        "warnings": texts(&costs.market_warnings),
        "horizon_months": costs.horizon.months(),
        "workloads": list(&costs.workloads, |workload| workload_json(costs, workload)),
    })
}

fn workload_json(costs: &CostReport, workload: &WorkloadCosts) -> Value {
    json!({
        "id": text(workload.id),
        "name": text(workload.name),
        "platforms": list(&workload.alternatives, |row| alternative_json(costs, row)),
        "crossovers": list(&workload.crossovers, |row| crossover_json(row, &workload.alternatives)),
    })
}

fn alternative_json(costs: &CostReport, row: &PricedAlternative) -> Value {
    let bill = row.bill();
    let (month, sum) = (costs.outlay(row, Horizon::Month), costs.outlay(row, costs.horizon));
    json!({
        "id": row.platform().map(text),
        "alternative": text(row.alternative.id.as_str()),
        "name": text(&row.alternative.name),
        "feasible": row.is_feasible(),
        "reasons": texts(&row.reasons),
        "warnings": list(&row.offer.soft, |reason| text(&reason.to_string())),
        "monthly": number(bill.and_then(Bill::known_monthly).map(UsdPerMonth::get)),
        "lines": list(row.lines(), line_json),
        "monthly_low": number(bill.map(|bill| bill.low.get())),
        "monthly_high": number(bill.filter(|bill| !bill.is_open()).map(|bill| bill.high.get())),
        "unknown": unknown_json(bill, &[UnknownEffect::Open, UnknownEffect::Range]),
        "left_out": unknown_json(bill, &[UnknownEffect::LeftOut]),
        "idle_share": number(bill.and_then(Bill::idle_share)),
        "idle": bill.and_then(|bill| bill.capacity_use).map(|capacity| json!({
            "unallocated": number(capacity.unallocated),
            "reserved_unused": number(capacity.reserved),
            "used": number(capacity.used),
        })),
        "per_unit": number(bill.and_then(|bill| bill.per_unit)),
        "unit": bill.map(|bill| bill.unit),
        "machines": bill.map(|bill| bill.machines),
        "labour": number(month.and_then(|outlay| outlay.labour)),
        "one_time": one_time_json(&row.offer.one_time),
        "over_horizon": sum.map(|sum| json!({
            "likely": number(sum.likely),
            "low": number(sum.low),
            "high": number(sum.high),
            "once": number(sum.one_time),
        })),
        "shortfalls": texts(bill.iter().flat_map(|bill| bill.shortfalls.iter().map(ToString::to_string))),
        "assumptions": texts(bill.iter().flat_map(|bill| bill.assumptions.iter().map(ToString::to_string))),
        "problems": texts(bill.iter().flat_map(|bill| bill.caveats.iter().map(ToString::to_string))),
    })
}

/// Names of unknown figures in a session's file.
fn unknown_json(bill: Option<&Bill>, effects: &[UnknownEffect]) -> Value {
    let unknown = bill.iter().flat_map(|bill| &bill.unknown).filter(|unknown| effects.contains(&unknown.what.effect));
    let names: BTreeSet<&str> = unknown.map(|unknown| unknown.what.figure.name()).collect();
    texts(names)
}

/// Hours, and USD.
fn one_time_json(cost: &OneTimeCost) -> Value {
    json!({
        "learning_hours": number(cost.learning.get()),
        "build_hours": number(cost.build.get()),
        "migration_hours": number(cost.migration.get()),
        "labour": number(cost.labour.get()),
        "fees": number(cost.fees.get()),
        "total": number(cost.total().get()),
    })
}

fn line_json(line: &BillLine) -> Value {
    json!({
        "item": text(&line.item),
        "quantity": number(line.quantity),
        "unit": line.unit,
        "price": number(line.price),
        "amount": number(line.amount.get()),
        "source": text(&line.source),
        "date": text(&line.date),
        "status": line.status.label(),
        "price_id": text(&line.price_id),
        "formula": text(&line.formula),
    })
}

/// `a`, `b` and the cheaper sides are ids of platforms; `alternatives` has the same as ids of the session, since two alternatives
/// may run on one platform.
fn crossover_json(row: &CrossoverRow, alternatives: &[PricedAlternative]) -> Value {
    let crossover = &row.crossover;
    let platform = |at: usize| alternatives[at].platform().map_or(Value::Null, text);
    let alternative = |at: usize| text(alternatives[at].alternative.id.as_str());
    let side = |side: Option<Side>, name: &dyn Fn(usize) -> Value| match side {
        Some(Side::A) => name(row.a),
        Some(Side::B) => name(row.b),
        None => Value::Null,
    };
    json!({
        "a": platform(row.a),
        "b": platform(row.b),
        "kind": crossover.kind.json_name(),
        "first": number(crossover.first_volume),
        "last": number(crossover.last_volume),
        "flips": crossover.flips.len(),
        "exact": crossover.is_exact(),
        "unresolved": crossover.unresolved.map(|range| json!({"from": number(range.from), "to": number(range.to)})),
        "unit": crossover.unit,
        "cheaper_below": side(crossover.cheaper_below, &platform),
        "cheaper_above": side(crossover.cheaper_above, &platform),
        "limit": crossover.max_volume.map(|(at, of)| json!({"at": number(at), "of": side(Some(of), &alternative)})),
        "alternatives": {
            "a": alternative(row.a),
            "b": alternative(row.b),
            "cheaper_below": side(crossover.cheaper_below, &alternative),
            "cheaper_above": side(crossover.cheaper_above, &alternative),
        },
    })
}
