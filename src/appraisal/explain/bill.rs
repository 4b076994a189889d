//! Explains a bill.

use super::explanation::Explanation;
use super::parts::add_reasons;
use crate::appraisal::wording::describe_crossover;
use crate::appraisal::{Column, DecisionMatrix, Horizon, Outlay, includes_labour};
use crate::cost::{Bill, UnknownEffect, crossover_between};
use crate::model::number::format_number;
use crate::model::{Session, Workload};

/// Why a bill is what it is: every line with quantity, price, source and date.
pub fn explain_bill(session: &Session, matrix: &DecisionMatrix, column: &Column) -> Explanation {
    let mut why = Explanation::new(format!("Why this bill for {}?", column.name));
    let Some(bill) = &column.offer.bill else {
        why.text(if column.offer.hard.is_empty() {
            "no bill: it has neither a catalogue platform nor a quote"
        } else {
            "no bill: nothing in the demand can be bought there"
        });
        add_reasons(column, &mut why);
        return why;
    };
    for line in &bill.lines {
        why.heading(format!("{}: {:.2} USD/month", line.item, line.amount.get()));
        why.formula(line.formula.clone());
        let date = if line.date.is_empty() { String::new() } else { format!(", {}", line.date) };
        let remark = line.status.marker();
        let gap = if remark.is_empty() { "" } else { "  " };
        why.source(format!("{}{date}{gap}{remark}", line.source));
    }
    if bill.is_open() {
        let unknown = bill.unknown_names(&[UnknownEffect::Open]).join(" and ");
        let least = bill.low.get();
        let least = if least > 0.0 { format!("; at least {least:.2} USD/month") } else { String::new() };
        why.heading(format!("total: unknown, as {unknown} are not known{least}"));
    } else {
        why.heading(format!("total: {:.2} USD/month", bill.monthly.get()));
    }
    if bill.low < bill.high && !bill.is_open() {
        let (low, high) = (bill.low.get(), bill.high.get());
        let unknown = bill.unknown_names(&[UnknownEffect::Range]);
        let cause = match unknown.is_empty() {
            true => "from the ranges in the demand".to_owned(),
            false => format!("as {} unknown", join_with_verb(&unknown)),
        };
        why.text(format!("between {low:.2} and {high:.2} USD/month, {cause}"));
    }
    add_idle_shares(bill, &mut why);
    if let Some(each) = bill.per_unit {
        why.text(format!("{each:.8} USD per {}", bill.unit));
    }
    for caveat in &bill.caveats {
        why.text(format!("note: {caveat}"));
    }
    bill.shortfalls.iter().for_each(|shortfall| why.text(format!("shortfall: {shortfall}")));
    add_horizons(session, column, &mut why);
    add_crossovers(session, matrix, column, &mut why);
    if !bill.assumptions.is_empty() {
        why.heading("assumptions");
        bill.assumptions.iter().for_each(|assumption| why.text(assumption.to_string()));
    }
    why
}

/// `memory is`, `memory and duration are`.
fn join_with_verb(names: &[String]) -> String {
    match names {
        [one] => format!("{one} is"),
        several => format!("{} are", several.join(" and ")),
    }
}

/// What becomes of the capacity that is paid for.
fn add_idle_shares(bill: &Bill, why: &mut Explanation) {
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    if let Some(capacity) = bill.capacity_use {
        why.text(format!(
            "of the paid capacity, {} is used, {} is reserved but unused, {} is unallocated",
            percent(capacity.used),
            percent(capacity.reserved),
            percent(capacity.unallocated)
        ));
    }
}

/// What it comes to over the longer horizons, and what of that is paid once.
fn add_horizons(session: &Session, column: &Column, why: &mut Explanation) {
    let counts = includes_labour(session);
    for horizon in [Horizon::Year, Horizon::ThreeYears] {
        let Some(outlay) = Outlay::compute(&column.offer, counts, horizon) else { return };
        if outlay.one_time == 0.0 {
            return;
        }
        if horizon == Horizon::Year {
            let once = &column.offer.one_time;
            why.heading(format!("one-time cost: {:.2} USD", outlay.one_time));
            why.formula(format!(
                "({} h learning + {} h setup + {} h migration) × {} USD/h + {} USD fees",
                format_number(once.learning.get()),
                format_number(once.build.get()),
                format_number(once.migration.get()),
                format_number(session.team.hourly_rate.get()),
                format_number(once.fees.get())
            ));
        }
        why.text(format!("over {} months, one-time cost included: {:.2} USD", horizon.months(), outlay.likely));
    }
}

/// Against every other feasible alternative: who is cheaper where, as the volume of this workload grows.
fn add_crossovers(session: &Session, matrix: &DecisionMatrix, column: &Column, why: &mut Explanation) {
    let Some(workload) = matrix.scope.workload(session).filter(|workload| has_volume(workload)) else { return };
    let Some(mine) = column.cost_curve() else { return };
    let others = matrix.columns.iter().filter(|other| other.id != column.id && other.offer.is_feasible());
    for (nth, (other, theirs)) in others.filter_map(|other| Some((other, other.cost_curve()?))).enumerate() {
        if nth == 0 {
            why.heading("as volume grows");
        }
        why.formula(describe_crossover(&crossover_between(mine, theirs, &workload.demand), &column.name, &other.name));
    }
}

/// Whether it is known how often a workload is called upon.
fn has_volume(workload: &Workload) -> bool {
    !(workload.demand.requests_per_month.is_unknown() && workload.demand.jobs_per_day.is_unknown())
}
