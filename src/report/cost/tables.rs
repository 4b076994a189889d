//! The tables of a cost report.

use super::data::{CostReport, CrossoverRow, PricedAlternative, WorkloadCosts};
use crate::appraisal::wording::describe_crossover;
use crate::appraisal::{Horizon, Outlay};
use crate::cost::{Bill, BillLine, CrossoverKind, Side, UnknownEffect};
use crate::model::UsdPerMonth;
use crate::report::grid::{Columns, Grid, GridCell};
use crate::report::page::Page;
use crate::report::prices::format_status;

pub(super) fn page(costs: &CostReport) -> Page {
    let hours = costs.session.market.month.hours();
    let mut page = Page::titled(format!("{} · {} per month of {hours} h", costs.session.title, costs.currency()));
    page.lines(costs.override_note());
    page.lines(costs.market_warnings.iter().map(|warning| format!("warning: {warning}")));
    for workload in &costs.workloads {
        page.section(workload.name, bill_grid(costs, workload));
        if costs.shows_lines {
            add_lines(&mut page, workload, costs.currency());
        }
        if !workload.crossovers.is_empty() {
            page.blank();
            page.table(crossover_grid(workload));
            page.lines(open_crossovers(workload));
        }
    }
    page
}

fn bill_grid(costs: &CostReport, workload: &WorkloadCosts) -> Grid {
    let currency = costs.currency();
    let unit = workload.alternatives.iter().find_map(PricedAlternative::bill).map_or("request", |bill| bill.unit);
    let (scale, unit) = if unit == "request" { (1e6, "million requests") } else { (1.0, unit) };
    let rows = || workload.alternatives.iter().map(|row| (row, costs.outlay(row, costs.horizon)));
    let is_range = rows().any(|(_, outlay)| outlay.is_some_and(|outlay| outlay.is_range()));
    let total = costs.horizon.unit(currency);
    type Row<'r> = (&'r PricedAlternative<'r>, Option<Outlay>);
    Columns::new()
        .text("alternative", |(row, _): &Row| &row.alternative.name)
        .cell("platform", |(row, _)| row.platform().into())
        .cell(format!("{currency}/month"), |(row, _)| monthly_cell(row.bill()))
        .number("idle %", 0, |(row, _)| row.bill().and_then(Bill::idle_share).map(|share| 100.0 * share))
        .number(format!("{currency}/{unit}"), 2, move |(row, _)| {
            row.bill().and_then(|bill| bill.per_unit).map(|price| price * scale)
        })
        .when(costs.horizon != Horizon::Month, |columns| {
            columns
                .number(&total, 2, |(_, sum)| sum.map(|sum| sum.likely))
                .number("of it once", 2, |(_, sum)| sum.map(|sum| sum.one_time))
        })
        .when(is_range, |columns| {
            columns.number(format!("{total} at least"), 2, |(_, sum)| sum.map(|sum| sum.low)).number(
                "at most",
                2,
                |(_, sum)| sum.map(|sum| sum.high),
            )
        })
        .when(rows().any(|(row, _)| !unknown_figures(row.bill()).is_empty()), |columns| {
            columns.cell("unknown", |(row, _)| {
                let names = unknown_figures(row.bill());
                if names.is_empty() { GridCell::Empty } else { names.join(", ").into() }
            })
        })
        .when(costs.has_labour, |columns| columns.number("of it hours", 2, |(_, sum)| sum.and_then(|sum| sum.labour)))
        .when(rows().any(|(row, _)| !row.is_feasible()), |columns| {
            columns.cell("ruled out by", |(row, _)| row.reasons.join("; ").into())
        })
        .grid(rows())
}

/// The unknown figures that make a bill open or a range.
fn unknown_figures(bill: Option<&Bill>) -> Vec<String> {
    bill.map_or_else(Vec::new, |bill| bill.unknown_names(&[UnknownEffect::Open, UnknownEffect::Range]))
}

/// What a bill comes to, or that nobody knows.
fn monthly_cell(bill: Option<&Bill>) -> GridCell {
    match bill {
        Some(bill) if bill.is_open() => GridCell::Figure("unknown".to_owned()),
        _ => GridCell::number(bill.map(|bill| bill.monthly.get()), 2),
    }
}

/// The lines of each bill, with its assumptions and caveats.
fn add_lines(page: &mut Page, workload: &WorkloadCosts, currency: &str) {
    for row in &workload.alternatives {
        let Some(bill) = row.bill().filter(|bill| !bill.lines.is_empty()) else { continue };
        let (price, amount) = (format!("{currency} each"), format!("{currency}/month"));
        let columns = line_columns(Columns::new(), &price, &amount, |line: &&BillLine| Some(*line));
        page.section(format!("{} on {}", workload.name, row.alternative.name), columns.grid(&bill.lines));
        let remarks =
            bill.assumptions.iter().map(ToString::to_string).chain(bill.caveats.iter().map(ToString::to_string));
        page.lines(remarks.map(|remark| format!("  {remark}")));
    }
}

/// The columns of a bill line; empty in a row without one.
fn line_columns<'c, R>(
    columns: Columns<'c, R>,
    price: &str,
    amount: &str,
    line: impl Fn(&R) -> Option<&BillLine> + Copy + 'c,
) -> Columns<'c, R> {
    columns
        .cell("item", move |row| line(row).map(|line| line.item.as_str()).into())
        .number("quantity", 2, move |row| line(row).map(|line| line.quantity))
        .cell("unit", move |row| line(row).map(|line| line.unit).into())
        .number(price, 8, move |row| line(row).map(|line| line.price))
        .number(amount, 2, move |row| line(row).map(|line| line.amount.get()))
        .cell("source", move |row| line(row).map(|line| line.source.as_str()).into())
        .cell("date", move |row| line(row).map(|line| line.date.as_str()).into())
        .cell("status", move |row| line(row).map(|line| format_status(line.status)).into())
}

/// One row per line of a bill, its platform and workload repeated; one row for an alternative without lines.
pub(super) fn line_grid(costs: &CostReport) -> Grid {
    type Row<'r> = (&'r WorkloadCosts<'r>, &'r PricedAlternative<'r>, Option<&'r BillLine>);
    let mut rows: Vec<Row> = Vec::new();
    for workload in &costs.workloads {
        for row in &workload.alternatives {
            rows.extend(row.lines().iter().map(|line| (workload, row, Some(line))));
            rows.extend(row.lines().is_empty().then_some((workload, row, None)));
        }
    }
    let columns = Columns::new()
        .text("workload", |(workload, ..): &Row| workload.id)
        .cell("platform", |(_, row, _)| row.platform().into())
        .text("alternative", |(_, row, _)| row.alternative.id.as_str())
        .cell("feasible", |(_, row, _)| GridCell::yes_no(row.is_feasible()))
        .cell("reasons", |(_, row, _)| row.reasons.join("; ").into())
        .number("monthly", 2, |(_, row, _)| row.bill().and_then(Bill::known_monthly).map(UsdPerMonth::get));
    line_columns(columns, "price", "amount", |(_, _, line)| *line)
        .when(costs.horizon != Horizon::Month, |columns| {
            columns
                .number("months", 0, |_| f64::from(costs.horizon.months()))
                .number("total", 2, |(_, row, _)| costs.outlay(row, costs.horizon).map(|sum| sum.likely))
        })
        .grid(rows)
}

/// What is known of crossovers that could not be followed from step to step.
fn open_crossovers<'w>(workload: &'w WorkloadCosts) -> impl Iterator<Item = String> + 'w {
    let name = |at: usize| workload.alternatives[at].alternative.name.as_str();
    let open = workload.crossovers.iter().filter(|row| !row.crossover.is_exact());
    open.map(move |row| format!("  {}", describe_crossover(&row.crossover, name(row.a), name(row.b))))
}

fn crossover_grid(workload: &WorkloadCosts) -> Grid {
    let name = |at: usize| workload.alternatives[at].alternative.name.as_str();
    let unit = workload.crossovers.first().map_or("", |row| row.crossover.unit);
    let (scale, unit, decimals) = match unit {
        "requests/month" => (1e6, "million requests/month", 2),
        other => (1.0, other, 0),
    };
    let side = |row: &CrossoverRow, side: Option<Side>| match side {
        Some(Side::A) => name(row.a),
        Some(Side::B) => name(row.b),
        None => "the same",
    };
    Columns::new()
        .cell("cheaper of the two, by volume", |row: &&CrossoverRow| {
            format!("{} or {}", name(row.a), name(row.b)).into()
        })
        .cell("below", |row| side(row, row.crossover.cheaper_below).into())
        .number(format!("from, {unit}"), decimals, move |row| row.crossover.first_volume.map(|at| at / scale))
        .number(format!("to, {unit}"), decimals, move |row| {
            row.crossover.last_volume.filter(|_| row.crossover.kind == CrossoverKind::Zone).map(|at| at / scale)
        })
        .cell("above", |row| side(row, row.crossover.cheaper_above).into())
        .cell("flips", |row| match (row.crossover.flips.len(), row.crossover.is_exact()) {
            (count, true) => GridCell::count(count),
            (count, false) => GridCell::Figure(format!("{count} or more")),
        })
        .grid(&workload.crossovers)
}
