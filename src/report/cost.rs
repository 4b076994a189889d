//! What each platform costs for each workload, and where one becomes cheaper than another.

use super::grid::{Cell, Grid};
use super::json::{number, pretty, text, texts};
use super::table::table;
use super::{csv, safe};
use crate::appraisal::{Appraisal, Horizon, Offer, OneTimeCost, Outlay, labour_counts, supply};
use crate::catalogue::{Catalogue, PriceStatus};
use crate::cost::{Bill, Course, Crossover, CrossoverKind, Line, Side, among};
use crate::model::{Alternative, Session, Workload};
use serde_json::{Value, json};
use std::sync::Arc;

/// Bills of a session.
#[derive(Debug, Clone)]
pub struct Costs {
    /// The session's title.
    pub title: String,
    /// What amounts are in.
    pub currency: String,
    /// Hours in a month.
    pub hours: f64,
    /// Over how long money is summed up besides the month.
    pub horizon: Horizon,
    /// Whether bills hold the hours of operations.
    pub has_labour: bool,
    /// That prices are the user's own, if some are.
    pub own_prices: Option<String>,
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
    pub offers: Vec<Priced>,
    /// For every pair of feasible platforms and quotes.
    pub crossovers: Vec<Between>,
}

/// What an alternative costs.
#[derive(Debug, Clone)]
pub struct Priced {
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
pub struct Between {
    /// The first, by its place in `offers`.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// Where.
    pub crossover: Crossover,
}

impl Costs {
    /// Gathers the bills of every workload, or of the one at `only`.
    pub fn of(session: &Session, catalogue: &Catalogue, appraisal: &Appraisal, only: Option<usize>) -> Self {
        let wanted = |at: &usize| only.is_none_or(|only| only == *at);
        let workloads = (0..session.workloads.len()).filter(wanted);
        let mut workloads: Vec<WorkloadCosts> = workloads.map(|at| of_workload(session, appraisal, at)).collect();
        if session.workloads.is_empty() {
            let offers: Vec<Priced> =
                offers(session, appraisal, 0).into_iter().filter(|row| row.bill.is_some()).collect();
            let whole = WorkloadCosts { id: "all".into(), name: "all".into(), offers, crossovers: Vec::new() };
            workloads.extend((!whole.offers.is_empty()).then_some(whole));
        }
        Self {
            title: session.title.clone(),
            // The book's, as amounts are not converted.
            currency: catalogue.prices.currency().to_owned(),
            hours: session.market.month.hours(),
            horizon: Horizon::Month,
            has_labour: labour_counts(session),
            own_prices: catalogue.prices.own_remark(),
            workloads,
        }
    }
}

impl Costs {
    /// With sums over a longer time besides.
    pub fn over(self, horizon: Horizon) -> Self {
        Self { horizon, ..self }
    }

    fn outlay(&self, row: &Priced, horizon: Horizon) -> Option<Outlay> {
        Outlay::of(&row.offer, self.has_labour, horizon)
    }
}

fn of_workload(session: &Session, appraisal: &Appraisal, at: usize) -> WorkloadCosts {
    let workload = &session.workloads[at];
    let offers = offers(session, appraisal, at);
    WorkloadCosts {
        id: workload.id.to_string(),
        name: workload.name.clone(),
        crossovers: crossovers(workload, &offers),
        offers,
    }
}

fn offers(session: &Session, appraisal: &Appraisal, workload: usize) -> Vec<Priced> {
    let stands = session.alternatives.iter().enumerate();
    let stands = stands.filter(|(_, row)| row.platform.is_some() || row.quote.is_some());
    stands.filter_map(|(at, row)| Some(priced(row, appraisal.supply.offer(workload, at)?))).collect()
}

fn priced(alternative: &Alternative, offer: &Arc<Offer>) -> Priced {
    let words = |reasons: &[supply::Reason]| reasons.iter().map(ToString::to_string).collect();
    Priced {
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
fn crossovers(workload: &Workload, offers: &[Priced]) -> Vec<Between> {
    let demand = &workload.demand;
    if demand.requests_per_month.is_unknown() && demand.jobs_per_day.is_unknown() {
        return Vec::new();
    }
    let course = |row: &Priced| row.bill.as_ref().filter(|_| row.reasons.is_empty())?.course.clone();
    let places: Vec<(usize, Arc<Course>)> =
        offers.iter().enumerate().filter_map(|(at, row)| Some((at, course(row)?))).collect();
    let courses: Vec<&Course> = places.iter().map(|(_, course)| course.as_ref()).collect();
    among(&courses, demand)
        .into_iter()
        .map(|((a, b), crossover)| Between { a: places[a].0, b: places[b].0, crossover })
        .collect()
}

/// As `cost --format json` prints it.
pub fn json(costs: &Costs) -> String {
    pretty(&json!({
        "title": text(&costs.title),
        "currency": text(&costs.currency),
        "hours_per_month": costs.hours,
        "own_prices": texts(&costs.own_prices),
        "horizon_months": costs.horizon.months(),
        "workloads": costs.workloads.iter().map(|workload| workload_json(costs, workload)).collect::<Value>(),
    }))
}

fn workload_json(costs: &Costs, workload: &WorkloadCosts) -> Value {
    json!({
        "id": text(&workload.id),
        "name": text(&workload.name),
        "platforms": workload.offers.iter().map(|row| priced_json(costs, row)).collect::<Value>(),
        "crossovers": workload.crossovers.iter().map(|row| between_json(row, &workload.offers)).collect::<Value>(),
    })
}

fn priced_json(costs: &Costs, row: &Priced) -> Value {
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
        "idle": bill.and_then(|bill| bill.idle).map(|idle| json!({
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
            "once": number(Some(sum.once)),
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

fn line_json(line: &Line) -> Value {
    json!({
        "item": text(&line.item),
        "quantity": number(Some(line.quantity)),
        "unit": line.unit,
        "price": number(Some(line.price)),
        "amount": number(Some(line.amount.get())),
        "source": text(&line.source),
        "date": text(&line.date),
        "status": line.status.word(),
        "price_id": text(&line.price_id),
        "formula": text(&line.formula),
    })
}

/// `a`, `b` and the cheaper sides are ids of the catalogue; `alternatives` has the same as ids of the session, since two
/// alternatives may stand on one platform.
fn between_json(row: &Between, offers: &[Priced]) -> Value {
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
        "kind": crossover.kind.word(),
        "first": number(crossover.first),
        "last": number(crossover.last),
        "flips": crossover.flips.len(),
        "exact": crossover.is_exact,
        "unit": crossover.unit,
        "cheaper_below": side(crossover.cheaper_below, &platform),
        "cheaper_above": side(crossover.cheaper_above, &platform),
        "limit": crossover.limit.map(|(at, of)| json!({"at": number(Some(at)), "of": side(Some(of), &alternative)})),
        "alternatives": {
            "a": alternative(row.a),
            "b": alternative(row.b),
            "cheaper_below": side(crossover.cheaper_below, &alternative),
            "cheaper_above": side(crossover.cheaper_above, &alternative),
        },
    })
}

/// As `cost --format csv` prints it: one row per line of a bill, its platform and workload repeated.
pub fn csv(costs: &Costs) -> String {
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
                    row.platform.as_deref().map_or(Cell::Empty, Cell::from),
                    row.alternative.as_str().into(),
                    Cell::truth(row.reasons.is_empty()),
                    row.reasons.join("; ").into(),
                    Cell::maybe(row.bill.as_ref().map(|bill| bill.monthly.get()), 2),
                ]
            };
            let lines = row.bill.as_ref().map_or(&[][..], |bill| &bill.lines);
            let sum = || {
                let total = costs.outlay(row, costs.horizon).map(|sum| sum.likely);
                let cells = [Cell::Number(f64::from(costs.horizon.months()), 0), Cell::maybe(total, 2)];
                cells.into_iter().filter(|_| is_longer)
            };
            lines.iter().for_each(|line| grid.row(of().into_iter().chain(line_cells(line, 2)).chain(sum())));
            if lines.is_empty() {
                grid.row(of().into_iter().chain((0..LINE_CELLS).map(|_| Cell::Empty)).chain(sum()));
            }
        }
    }
    csv::csv(&grid)
}

/// What a line takes in a row.
const LINE_CELLS: usize = 8;

fn line_cells(line: &Line, decimals: usize) -> [Cell; LINE_CELLS] {
    [
        line.item.as_str().into(),
        Cell::Number(line.quantity, decimals),
        line.unit.into(),
        Cell::Number(line.price, 8),
        Cell::Number(line.amount.get(), decimals),
        line.source.as_str().into(),
        line.date.as_str().into(),
        status(line.status).into(),
    ]
}

/// `~ unverified`, `your price`, `verified`.
fn status(status: PriceStatus) -> String {
    let remark = status.remark();
    if remark.is_empty() { status.word().to_owned() } else { remark }
}

/// As `cost` prints it for people; `lines` shows what each bill is made of.
pub fn text_table(costs: &Costs, lines: bool) -> String {
    let mut whole = format!("{} · {} per month of {} h\n", safe(&costs.title), safe(&costs.currency), costs.hours);
    whole.extend(costs.own_prices.iter().map(|own| format!("{}\n", safe(own))));
    for workload in &costs.workloads {
        whole.push_str(&format!("\n{}\n", safe(&workload.name)));
        whole.push_str(&table(&bills(costs, workload)));
        if lines {
            whole.push_str(&line_tables(workload, &costs.currency));
        }
        if !workload.crossovers.is_empty() {
            whole.push('\n');
            whole.push_str(&table(&crossover_grid(workload)));
        }
    }
    whole
}

fn bills(costs: &Costs, workload: &WorkloadCosts) -> Grid {
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
    let (is_ranged, is_longer) = (outlays().any(|outlay| outlay.is_ranged()), costs.horizon != Horizon::Month);
    let unit = costs.horizon.unit(currency);
    headers.extend(is_longer.then(|| [unit.clone(), "of it once".to_owned()]).into_iter().flatten());
    headers.extend(is_ranged.then(|| [format!("{unit} at least"), "at most".to_owned()]).into_iter().flatten());
    headers.extend(costs.has_labour.then(|| "of it hours".to_owned()));
    headers.extend(is_ruled.then(|| "ruled out by".to_owned()));
    let mut grid = Grid::new(headers);
    for row in &workload.offers {
        let bill = row.bill.as_ref();
        let sum = costs.outlay(row, costs.horizon);
        let usd = |of: fn(Outlay) -> Option<f64>| Cell::maybe(sum.and_then(of), 2);
        let mut cells = vec![
            row.name.as_str().into(),
            row.platform.as_deref().map_or(Cell::Empty, Cell::from),
            Cell::maybe(bill.map(|bill| bill.monthly.get()), 2),
            Cell::maybe(bill.and_then(|bill| bill.idle_share).map(|share| 100.0 * share), 0),
            Cell::maybe(bill.and_then(|bill| bill.per_unit).map(|price| price * scale), 2),
        ];
        if is_longer {
            cells.extend([usd(|sum| Some(sum.likely)), usd(|sum| Some(sum.once))]);
        }
        if is_ranged {
            cells.extend([usd(|sum| Some(sum.low)), usd(|sum| Some(sum.high))]);
        }
        if costs.has_labour {
            cells.push(usd(|sum| sum.labour));
        }
        cells.push(row.reasons.join("; ").into());
        grid.row(cells);
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
        bill.lines.iter().for_each(|line| grid.row(line_cells(line, 2)));
        whole.push_str(&format!("\n{} on {}\n", safe(&workload.name), safe(&row.name)));
        whole.push_str(&table(&grid));
        for told in bill.assumptions.iter().chain(&bill.problems) {
            whole.push_str(&format!("  {}\n", safe(told)));
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
            Some(Side::A) => Cell::from(workload.offers[row.a].name.as_str()),
            Some(Side::B) => Cell::from(workload.offers[row.b].name.as_str()),
            None => Cell::from("the same"),
        };
        let crossover = &row.crossover;
        let last = crossover.last.filter(|_| crossover.kind == CrossoverKind::Zone);
        grid.row([
            format!("{} or {}", workload.offers[row.a].name, workload.offers[row.b].name).into(),
            name(crossover.cheaper_below),
            Cell::maybe(crossover.first.map(|at| at / scale), decimals),
            Cell::maybe(last.map(|at| at / scale), decimals),
            name(crossover.cheaper_above),
            Cell::count(Some(crossover.flips.len())),
        ]);
    }
    grid
}
