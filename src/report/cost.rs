//! What each platform costs for each workload, and where one becomes cheaper than another.

use super::grid::{Grid, GridCell};
use super::json::{number, pretty, text, texts};
use super::table::render_table;
use super::{csv, showable_text};
use crate::appraisal::{Appraisal, Horizon, Offer, OneTimeCost, Outlay, includes_labour, offers};
use crate::catalogue::{Catalogue, PriceStatus};
use crate::cost::{Bill, BillLine, CostCurve, Crossover, CrossoverKind, Side, pairwise_crossovers};
use crate::model::{Alternative, Session, Workload};
use serde_json::{Value, json};
use std::sync::Arc;

/// Bills of a session.
#[derive(Debug, Clone)]
pub struct CostReport {
    /// The session's title.
    pub title: String,
    /// What amounts are in.
    pub currency: String,
    /// Hours in a month.
    pub hours_per_month: f64,
    /// Over how long money is summed up besides the month.
    pub horizon: Horizon,
    /// Whether bills hold the hours of operations.
    pub has_labour: bool,
    /// That prices are the user's own, if some are.
    pub own_prices_note: Option<String>,
    /// One per workload; one in all for quotes in a session without workloads.
    pub workloads: Vec<WorkloadCosts>,
}

/// Bills of one workload.
#[derive(Debug, Clone)]
pub struct WorkloadCosts {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// One per alternative that stands on a platform or has a quote.
    pub offers: Vec<PricedAlternative>,
    /// For every pair of feasible platforms and quotes.
    pub crossovers: Vec<CrossoverRow>,
}

/// What an alternative costs.
#[derive(Debug, Clone)]
pub struct PricedAlternative {
    /// The catalogue's id of its platform.
    pub platform: Option<String>,
    /// Its own id.
    pub alternative: String,
    /// Its name.
    pub name: String,
    /// What rules it out.
    pub reasons: Vec<String>,
    /// What speaks against it without ruling it out.
    pub warnings: Vec<String>,
    /// The bill; none when the catalogue does not know the platform.
    pub bill: Option<Bill>,
    /// All that it costs and asks.
    pub offer: Arc<Offer>,
}

/// Where the cheaper of two changes.
#[derive(Debug, Clone)]
pub struct CrossoverRow {
    /// The first, by its place in `offers`.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// Where.
    pub crossover: Crossover,
}

impl CostReport {
    /// Gathers the bills of every workload, or of the one at `only`.
    pub fn build(session: &Session, catalogue: &Catalogue, appraisal: &Appraisal, only: Option<usize>) -> Self {
        let wanted = |at: &usize| only.is_none_or(|only| only == *at);
        let workloads = (0..session.workloads.len()).filter(wanted);
        let mut workloads: Vec<WorkloadCosts> = workloads.map(|at| workload_costs(session, appraisal, at)).collect();
        if session.workloads.is_empty() {
            let offers: Vec<PricedAlternative> =
                priced_alternatives(session, appraisal, 0).into_iter().filter(|row| row.bill.is_some()).collect();
            let whole = WorkloadCosts { id: "all".into(), name: "all".into(), offers, crossovers: Vec::new() };
            workloads.extend((!whole.offers.is_empty()).then_some(whole));
        }
        Self {
            title: session.title.clone(),
            // The book's, as amounts are not converted.
            currency: catalogue.prices.currency().to_owned(),
            hours_per_month: session.market.month.hours(),
            horizon: Horizon::Month,
            has_labour: includes_labour(session),
            own_prices_note: catalogue.prices.override_note(),
            workloads,
        }
    }
}

impl CostReport {
    /// With sums over a longer time besides.
    pub fn with_horizon(self, horizon: Horizon) -> Self {
        Self { horizon, ..self }
    }

    fn outlay(&self, row: &PricedAlternative, horizon: Horizon) -> Option<Outlay> {
        Outlay::compute(&row.offer, self.has_labour, horizon)
    }
}

fn workload_costs(session: &Session, appraisal: &Appraisal, at: usize) -> WorkloadCosts {
    let workload = &session.workloads[at];
    let offers = priced_alternatives(session, appraisal, at);
    WorkloadCosts {
        id: workload.id.to_string(),
        name: workload.name.clone(),
        crossovers: find_crossovers(workload, &offers),
        offers,
    }
}

fn priced_alternatives(session: &Session, appraisal: &Appraisal, workload: usize) -> Vec<PricedAlternative> {
    let stands = session.alternatives.iter().enumerate();
    let stands = stands.filter(|(_, row)| row.platform.is_some() || row.quote.is_some());
    stands.filter_map(|(at, row)| Some(price_alternative(row, appraisal.offers.offer(workload, at)?))).collect()
}

fn price_alternative(alternative: &Alternative, offer: &Arc<Offer>) -> PricedAlternative {
    let words = |reasons: &[offers::Reason]| reasons.iter().map(ToString::to_string).collect();
    PricedAlternative {
        platform: alternative.platform.as_ref().map(ToString::to_string),
        alternative: alternative.id.to_string(),
        name: alternative.name.clone(),
        reasons: words(&offer.hard),
        warnings: words(&offer.soft),
        bill: offer.bill.clone(),
        offer: offer.clone(),
    }
}

/// Crossovers between what is feasible for a workload whose volume is known. A quote is held to be the same at every volume.
fn find_crossovers(workload: &Workload, offers: &[PricedAlternative]) -> Vec<CrossoverRow> {
    let demand = &workload.demand;
    if demand.requests_per_month.is_unknown() && demand.jobs_per_day.is_unknown() {
        return Vec::new();
    }
    let course = |row: &PricedAlternative| row.bill.as_ref().filter(|_| row.reasons.is_empty())?.curve.clone();
    let places: Vec<(usize, Arc<CostCurve>)> =
        offers.iter().enumerate().filter_map(|(at, row)| Some((at, course(row)?))).collect();
    let courses: Vec<&CostCurve> = places.iter().map(|(_, course)| course.as_ref()).collect();
    pairwise_crossovers(&courses, demand)
        .into_iter()
        .map(|((a, b), crossover)| CrossoverRow { a: places[a].0, b: places[b].0, crossover })
        .collect()
}

/// As `cost --format json` prints it.
pub fn json(costs: &CostReport) -> String {
    pretty(&json!({
        "title": text(&costs.title),
        "currency": text(&costs.currency),
        "hours_per_month": costs.hours_per_month,
        "own_prices": texts(&costs.own_prices_note),
        "horizon_months": costs.horizon.months(),
        "workloads": costs.workloads.iter().map(|workload| workload_json(costs, workload)).collect::<Value>(),
    }))
}

fn workload_json(costs: &CostReport, workload: &WorkloadCosts) -> Value {
    json!({
        "id": text(&workload.id),
        "name": text(&workload.name),
        "platforms": workload.offers.iter().map(|row| alternative_json(costs, row)).collect::<Value>(),
        "crossovers": workload.crossovers.iter().map(|row| crossover_json(row, &workload.offers)).collect::<Value>(),
    })
}

fn alternative_json(costs: &CostReport, row: &PricedAlternative) -> Value {
    let bill = row.bill.as_ref();
    let (month, sum) = (costs.outlay(row, Horizon::Month), costs.outlay(row, costs.horizon));
    let lines = bill.map_or(&[][..], |bill| &bill.lines);
    json!({
        "id": row.platform.as_deref().map(text),
        "alternative": text(&row.alternative),
        "name": text(&row.name),
        "feasible": row.reasons.is_empty(),
        "reasons": texts(&row.reasons),
        "warnings": texts(&row.warnings),
        "monthly": number(bill.map(|bill| bill.monthly.get())),
        "lines": lines.iter().map(line_json).collect::<Value>(),
        "monthly_low": number(bill.map(|bill| bill.low.get())),
        "monthly_high": number(bill.map(|bill| bill.high.get())),
        "idle_share": number(bill.and_then(|bill| bill.idle_share)),
        "idle": bill.and_then(|bill| bill.capacity_use).map(|idle| json!({
            "unallocated": number(Some(idle.unallocated)),
            "reserved_unused": number(Some(idle.reserved)),
            "used": number(Some(idle.used)),
        })),
        "per_unit": number(bill.and_then(|bill| bill.per_unit)),
        "unit": bill.map(|bill| bill.unit),
        "machines": bill.map(|bill| bill.machines),
        "labour": number(month.and_then(|outlay| outlay.labour)),
        "one_time": one_time_json(&row.offer.one_time),
        "over_horizon": sum.map(|sum| json!({
            "likely": number(Some(sum.likely)),
            "low": number(Some(sum.low)),
            "high": number(Some(sum.high)),
            "once": number(Some(sum.one_time)),
        })),
        "shortfalls": texts(bill.map_or(&[][..], |bill| &bill.shortfalls)),
        "assumptions": texts(bill.map_or(&[][..], |bill| &bill.assumptions)),
        "problems": texts(bill.map_or(&[][..], |bill| &bill.problems)),
    })
}

/// What adopting costs once: hours, and USD.
fn one_time_json(once: &OneTimeCost) -> Value {
    json!({
        "learning_hours": number(Some(once.learning.get())),
        "build_hours": number(Some(once.build.get())),
        "migration_hours": number(Some(once.migration.get())),
        "labour": number(Some(once.labour.get())),
        "fees": number(Some(once.fees.get())),
        "total": number(Some(once.total().get())),
    })
}

fn line_json(line: &BillLine) -> Value {
    json!({
        "item": text(&line.item),
        "quantity": number(Some(line.quantity)),
        "unit": line.unit,
        "price": number(Some(line.price)),
        "amount": number(Some(line.amount.get())),
        "source": text(&line.source),
        "date": text(&line.date),
        "status": line.status.label(),
        "price_id": text(&line.price_id),
        "formula": text(&line.formula),
    })
}

/// `a`, `b` and the cheaper sides are ids of the catalogue; `alternatives` has the same as ids of the session, since two
/// alternatives may stand on one platform.
fn crossover_json(row: &CrossoverRow, offers: &[PricedAlternative]) -> Value {
    let crossover = &row.crossover;
    let platform = |at: usize| offers[at].platform.as_deref().map_or(Value::Null, text);
    let alternative = |at: usize| text(&offers[at].alternative);
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
        "exact": crossover.is_exact,
        "unit": crossover.unit,
        "cheaper_below": side(crossover.cheaper_below, &platform),
        "cheaper_above": side(crossover.cheaper_above, &platform),
        "limit": crossover.max_volume.map(|(at, of)| json!({"at": number(Some(at)), "of": side(Some(of), &alternative)})),
        "alternatives": {
            "a": alternative(row.a),
            "b": alternative(row.b),
            "cheaper_below": side(crossover.cheaper_below, &alternative),
            "cheaper_above": side(crossover.cheaper_above, &alternative),
        },
    })
}

/// As `cost --format csv` prints it: one row per line of a bill, its platform and workload repeated.
pub fn csv(costs: &CostReport) -> String {
    let mut headers = vec![
        "workload",
        "platform",
        "alternative",
        "feasible",
        "reasons",
        "monthly",
        "item",
        "quantity",
        "unit",
        "price",
        "amount",
        "source",
        "date",
        "status",
    ];
    let is_longer = costs.horizon != Horizon::Month;
    headers.extend(is_longer.then_some(["months", "total"]).into_iter().flatten());
    let mut grid = Grid::new(headers);
    for workload in &costs.workloads {
        for row in &workload.offers {
            let of = || {
                [
                    workload.id.as_str().into(),
                    row.platform.as_deref().map_or(GridCell::Empty, GridCell::from),
                    row.alternative.as_str().into(),
                    GridCell::yes_no(row.reasons.is_empty()),
                    row.reasons.join("; ").into(),
                    GridCell::optional(row.bill.as_ref().map(|bill| bill.monthly.get()), 2),
                ]
            };
            let lines = row.bill.as_ref().map_or(&[][..], |bill| &bill.lines);
            let sum = || {
                let total = costs.outlay(row, costs.horizon).map(|sum| sum.likely);
                let cells = [GridCell::Number(f64::from(costs.horizon.months()), 0), GridCell::optional(total, 2)];
                cells.into_iter().filter(|_| is_longer)
            };
            lines.iter().for_each(|line| grid.push_row(of().into_iter().chain(line_cells(line, 2)).chain(sum())));
            if lines.is_empty() {
                grid.push_row(of().into_iter().chain((0..LINE_CELLS).map(|_| GridCell::Empty)).chain(sum()));
            }
        }
    }
    csv::render_csv(&grid)
}

/// What a line takes in a row.
const LINE_CELLS: usize = 8;

fn line_cells(line: &BillLine, decimals: usize) -> [GridCell; LINE_CELLS] {
    [
        line.item.as_str().into(),
        GridCell::Number(line.quantity, decimals),
        line.unit.into(),
        GridCell::Number(line.price, 8),
        GridCell::Number(line.amount.get(), decimals),
        line.source.as_str().into(),
        line.date.as_str().into(),
        format_status(line.status).into(),
    ]
}

/// `~ unverified`, `your price`, `verified`.
fn format_status(status: PriceStatus) -> String {
    let remark = status.marker();
    if remark.is_empty() { status.label().to_owned() } else { remark }
}

/// As `cost` prints it for people; `lines` shows what each bill is made of.
pub fn text_table(costs: &CostReport, lines: bool) -> String {
    let mut whole = format!(
        "{} · {} per month of {} h\n",
        showable_text(&costs.title),
        showable_text(&costs.currency),
        costs.hours_per_month
    );
    whole.extend(costs.own_prices_note.iter().map(|own| format!("{}\n", showable_text(own))));
    for workload in &costs.workloads {
        whole.push_str(&format!("\n{}\n", showable_text(&workload.name)));
        whole.push_str(&render_table(&bills_grid(costs, workload)));
        if lines {
            whole.push_str(&line_tables(workload, &costs.currency));
        }
        if !workload.crossovers.is_empty() {
            whole.push('\n');
            whole.push_str(&render_table(&crossover_grid(workload)));
        }
    }
    whole
}

fn bills_grid(costs: &CostReport, workload: &WorkloadCosts) -> Grid {
    let currency = &costs.currency;
    let unit = workload.offers.iter().find_map(|row| row.bill.as_ref()).map_or("request", |bill| bill.unit);
    let (scale, unit) = if unit == "request" { (1e6, "million requests") } else { (1.0, unit) };
    let is_ruled = workload.offers.iter().any(|row| !row.reasons.is_empty());
    let mut headers = vec![
        "alternative".to_owned(),
        "platform".to_owned(),
        format!("{currency}/month"),
        "idle %".to_owned(),
        format!("{currency}/{unit}"),
    ];
    let outlays = || workload.offers.iter().filter_map(|row| costs.outlay(row, costs.horizon));
    let (is_ranged, is_longer) = (outlays().any(|outlay| outlay.is_range()), costs.horizon != Horizon::Month);
    let unit = costs.horizon.unit(currency);
    headers.extend(is_longer.then(|| [unit.clone(), "of it once".to_owned()]).into_iter().flatten());
    headers.extend(is_ranged.then(|| [format!("{unit} at least"), "at most".to_owned()]).into_iter().flatten());
    headers.extend(costs.has_labour.then(|| "of it hours".to_owned()));
    headers.extend(is_ruled.then(|| "ruled out by".to_owned()));
    let mut grid = Grid::new(headers);
    for row in &workload.offers {
        let bill = row.bill.as_ref();
        let sum = costs.outlay(row, costs.horizon);
        let usd = |of: fn(Outlay) -> Option<f64>| GridCell::optional(sum.and_then(of), 2);
        let mut cells = vec![
            row.name.as_str().into(),
            row.platform.as_deref().map_or(GridCell::Empty, GridCell::from),
            GridCell::optional(bill.map(|bill| bill.monthly.get()), 2),
            GridCell::optional(bill.and_then(|bill| bill.idle_share).map(|share| 100.0 * share), 0),
            GridCell::optional(bill.and_then(|bill| bill.per_unit).map(|price| price * scale), 2),
        ];
        if is_longer {
            cells.extend([usd(|sum| Some(sum.likely)), usd(|sum| Some(sum.one_time))]);
        }
        if is_ranged {
            cells.extend([usd(|sum| Some(sum.low)), usd(|sum| Some(sum.high))]);
        }
        if costs.has_labour {
            cells.push(usd(|sum| sum.labour));
        }
        cells.push(row.reasons.join("; ").into());
        grid.push_row(cells);
    }
    grid
}

fn line_tables(workload: &WorkloadCosts, currency: &str) -> String {
    let mut whole = String::new();
    for row in &workload.offers {
        let Some(bill) = row.bill.as_ref().filter(|bill| !bill.lines.is_empty()) else { continue };
        let price = format!("{currency} each");
        let mut grid = Grid::new([
            "item",
            "quantity",
            "unit",
            price.as_str(),
            &format!("{currency}/month"),
            "source",
            "date",
            "status",
        ]);
        bill.lines.iter().for_each(|line| grid.push_row(line_cells(line, 2)));
        whole.push_str(&format!("\n{} on {}\n", showable_text(&workload.name), showable_text(&row.name)));
        whole.push_str(&render_table(&grid));
        for told in bill.assumptions.iter().chain(&bill.problems) {
            whole.push_str(&format!("  {}\n", showable_text(told)));
        }
    }
    whole
}

fn crossover_grid(workload: &WorkloadCosts) -> Grid {
    let unit = workload.crossovers.first().map_or("", |row| row.crossover.unit);
    let (scale, unit, decimals) = match unit {
        "requests/month" => (1e6, "million requests/month", 2),
        other => (1.0, other, 0),
    };
    let mut grid = Grid::new([
        "cheaper of the two, by volume".to_owned(),
        "below".to_owned(),
        format!("from, {unit}"),
        format!("to, {unit}"),
        "above".to_owned(),
        "flips".to_owned(),
    ]);
    for row in &workload.crossovers {
        let name = |side: Option<Side>| match side {
            Some(Side::A) => GridCell::from(workload.offers[row.a].name.as_str()),
            Some(Side::B) => GridCell::from(workload.offers[row.b].name.as_str()),
            None => GridCell::from("the same"),
        };
        let crossover = &row.crossover;
        let last = crossover.last_volume.filter(|_| crossover.kind == CrossoverKind::Zone);
        grid.push_row([
            format!("{} or {}", workload.offers[row.a].name, workload.offers[row.b].name).into(),
            name(crossover.cheaper_below),
            GridCell::optional(crossover.first_volume.map(|at| at / scale), decimals),
            GridCell::optional(last.map(|at| at / scale), decimals),
            name(crossover.cheaper_above),
            GridCell::optional_count(Some(crossover.flips.len())),
        ]);
    }
    grid
}
