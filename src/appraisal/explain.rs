//! Why a figure is what it is: formula, inputs, source and date, in words.

use super::cell::CellSource;
use super::growth::Growth;
use super::horizon::{Horizon, Outlay};
use super::matrix::{Column, DecisionMatrix, includes_labour};
use super::value_curve::ValueCurve;
use super::{Scope, demand_wording, growth, mitigation, offers, weights, wording};
use crate::analysis::Comparison;
use crate::burden::{Latency, estimate_latency, exit};
use crate::catalogue::Catalogue;
use crate::catalogue::questions::Question;
use crate::cost::{Bill, CostCurve, Side, crossover_between};
use crate::model::{
    Alternative, Criterion, CriterionId, DerivedMetric, Edit, LabourPolicy, Measure, NoteSubject, Scenario, Session,
    WeightingMethod, Workload,
};

/// What a line of an explanation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A formula with its numbers.
    Formula,
    /// Something said by a person or a model.
    Text,
    /// Where a figure comes from.
    Source,
    /// A title between lines.
    Heading,
}

/// The answer to 'why?'.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// What is explained.
    pub title: String,
    /// The answer.
    pub lines: Vec<(LineKind, String)>,
}

impl Explanation {
    fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), lines: Vec::new() }
    }

    fn formula(&mut self, text: impl Into<String>) {
        self.lines.push((LineKind::Formula, text.into()));
    }

    fn text(&mut self, text: impl Into<String>) {
        self.lines.push((LineKind::Text, text.into()));
    }

    fn source(&mut self, text: impl Into<String>) {
        self.lines.push((LineKind::Source, text.into()));
    }

    fn heading(&mut self, text: impl Into<String>) {
        self.lines.push((LineKind::Heading, text.into()));
    }

    /// Every line, for plain output and tests.
    pub fn to_text(&self) -> String {
        let lines = self.lines.iter().map(|(_, text)| text.as_str());
        std::iter::once(self.title.as_str()).chain(lines).collect::<Vec<_>>().join("\n")
    }
}

fn matrix_workload<'a>(session: &'a Session, sheet: &DecisionMatrix) -> Option<&'a Workload> {
    match &sheet.scope {
        Scope::Workload(id) => session.workload(id),
        _ => None,
    }
}

/// What a scenario changes, figure by figure; none is the base.
pub fn explain_scenario(session: &Session, scenario: Option<&Scenario>) -> Explanation {
    let Some(scenario) = scenario else {
        let mut why = Explanation::new("The base");
        why.text("The demand as it stands in Workloads. A scenario holds only what differs from it.");
        return why;
    };
    let mut why = Explanation::new(format!("Scenario: {}", scenario.name));
    if !scenario.note.is_empty() {
        why.text(scenario.note.clone());
    }
    let mut of = None;
    for (id, field) in &scenario.overrides {
        let Some(workload) = session.workload(id) else { continue };
        if of != Some(id) {
            why.heading(workload.name.clone());
            of = Some(id);
        }
        let figure = field.figure();
        let base = demand_wording::format_value(&figure.read(&workload.demand));
        why.formula(format!("{}: {} (base: {base})", figure.noun(), demand_wording::format_value(field)));
    }
    if of.is_none() {
        why.text(
            "It changes nothing yet: switch to it with s, then change a figure in Workloads, or the volume with v.",
        );
    }
    why
}

/// Why a criterion weighs what it weighs, and what it does for each column.
pub fn explain_weight(session: &Session, sheet: &DecisionMatrix, row: usize) -> Explanation {
    let Some(criterion) = session.criteria.get(row) else { return Explanation::default() };
    let mut why = Explanation::new(format!("Why {}?", criterion.name));
    add_share(session, sheet, row, &mut why);
    if criterion.agreed {
        why.text("agreed by the group");
    }
    add_author(session, &criterion.id, &mut why);
    why.heading("what it gives each");
    for (at, column) in sheet.columns.iter().enumerate() {
        why.formula(format_product(&column.name, sheet.share(row), &sheet.values[row][at]));
    }
    add_measure(session, sheet, criterion, &mut why);
    let note = session.note(&NoteSubject::Criterion(criterion.id.clone()));
    if !note.is_empty() {
        why.heading("note");
        note.lines().for_each(|line| why.text(line));
    }
    why
}

/// How the share follows from what was entered.
fn add_share(session: &Session, sheet: &DecisionMatrix, row: usize, why: &mut Explanation) {
    let (weights, share) = (&sheet.weights, sheet.share(row));
    let (told, sum) = (weights.format_weight(row), weights.format_sum());
    why.formula(match weights.effective_method() {
        WeightingMethod::Points => format!("share = {told} of {sum} points = {share:.4}"),
        WeightingMethod::Swing => format!("share = swing {told} of {sum} in all = {share:.4}"),
        WeightingMethod::Order => {
            let rank = session
                .criteria
                .get(row)
                .and_then(|row| weights::criterion_rank(session, row))
                .map_or(0, |rank| rank + 1);
            format!("share = rank-order centroid of rank {rank} = {share:.4}")
        }
        WeightingMethod::Pairs => format!("share = part of the principal eigenvector of the pairs = {share:.4}"),
    });
    if let Some(gap) = &weights.gap {
        why.text(format!("{} was chosen, but is not in use: {}", weights.method.label(), gap.describe(session)));
    }
    for group in weights::group_criteria(session, |at| sheet.share(at)) {
        if group.members.contains(&row) && group.members.len() > 1 && !group.name.is_empty() {
            let local = group.local_share(share);
            why.formula(format!("in the group {} it is {local:.4} of {:.4}", group.name, group.share));
        }
    }
}

/// `Cost: 0.2200 × 4.3160 = 0.9495`; what is not exactly known enters with its middle.
fn format_product(name: &str, share: f64, value: &super::CellValue) -> String {
    let middle = value.score.point_estimate();
    let shown = if middle.fract() == 0.0 { format!("{middle:.0}") } else { format!("{middle:.4}") };
    let (low, high) = (wording::format_number(value.score.low), wording::format_number(value.score.high));
    let of = if value.score.is_exact() { String::new() } else { format!(", the middle of {low} to {high}") };
    format!("{name}: {share:.4} × {shown} = {:.4}{of}", share * middle)
}

fn add_author(session: &Session, criterion: &CriterionId, why: &mut Explanation) {
    let entry = session
        .log
        .iter()
        .rev()
        .find(|entry| matches!(&entry.edit, Edit::SetWeight { criterion: of, .. } if of == criterion));
    if let Some(entry) = entry {
        why.source(format!("set by {} on {}", entry.by, entry.at.day()));
        if let Some((before, after)) = &entry.led {
            why.source(format!("after the totals were seen; led before: {before}, after: {after}"));
        }
    }
}

fn add_measure(session: &Session, sheet: &DecisionMatrix, criterion: &Criterion, why: &mut Explanation) {
    let workload = matrix_workload(session, sheet);
    match &criterion.measure {
        Measure::Judged => why.text("judged, 1 to 5, against its rubric"),
        _ => {
            let unit = measure_unit(&criterion.measure).unwrap_or_default();
            let Some(way) = ValueCurve::for_criterion(session, criterion, workload) else { return };
            let points = way.points().iter().map(|(at, score)| {
                format!("{} {unit} scores {}", wording::format_number(*at), wording::format_number(*score))
            });
            why.text(format!(
                "{}: {}, in between in proportion",
                criterion.measure.label(),
                points.collect::<Vec<_>>().join(", ")
            ));
            if let Some(workload) = workload
                && criterion.measure.derived_metric().is_some_and(DerivedMetric::is_additive)
                && session.workloads.len() > 1
            {
                let share = session.importance_share(workload);
                why.text(format!(
                    "the anchors are the system's times this workload's importance, {share:.2}, unless it has its own"
                ));
            }
            if criterion.measure.derived_metric() == Some(DerivedMetric::MonthlyCost) {
                why.text(match (session.market.labour, includes_labour(session)) {
                    (LabourPolicy::On, _) => "the cost of hours is included, as Frame says (labour cost)",
                    (LabourPolicy::Off, _) => "the cost of hours is left out, as Frame says (labour cost)",
                    (LabourPolicy::Auto, true) => {
                        "the cost of hours is included, as no criterion weighs the hours themselves"
                    }
                    (LabourPolicy::Auto, false) => {
                        "the cost of hours is left out, as a criterion weighs the hours themselves"
                    }
                });
            }
        }
    }
}

fn measure_unit(measure: &Measure) -> Option<String> {
    match measure {
        Measure::Judged => None,
        Measure::Measured { unit, .. } => Some(unit.clone()),
        Measure::Derived { source, .. } => Some(source.unit().to_owned()),
    }
}

/// Why a column's total is what it is.
pub fn explain_total(session: &Session, sheet: &DecisionMatrix, column: usize) -> Explanation {
    let Some(shown) = sheet.columns.get(column) else { return Explanation::default() };
    let mut why = Explanation::new(format!("Why this total for {}?", shown.name));
    let Some(standing) = sheet.ranking.as_ref().and_then(|ranking| ranking.standings.get(column)) else {
        why.text("nothing can be ranked yet");
        return why;
    };
    for (row, criterion) in session.criteria.iter().enumerate() {
        why.formula(format_product(&criterion.name, sheet.share(row), &sheet.values[row][column]));
    }
    why.formula(format!("total = {:.4} of 5, {:.1} % of the way from 1 to 5", standing.total, standing.percent));
    if standing.bounds.low < standing.bounds.high {
        why.text(format!(
            "cells are open: the total lies between {:.2} and {:.2}",
            standing.bounds.low, standing.bounds.high
        ));
    }
    add_reasons(shown, &mut why);
    add_assignment(session, shown, &mut why);
    why
}

fn add_reasons(column: &Column, why: &mut Explanation) {
    for reason in &column.offer.hard {
        why.text(format!("ruled out: {reason}"));
    }
    for reason in &column.offer.soft {
        why.text(format!("warning: {reason}"));
    }
}

fn add_assignment(session: &Session, column: &Column, why: &mut Explanation) {
    if column.assignment.len() < 2 {
        return;
    }
    why.heading("what runs where");
    for (workload, to) in &column.assignment {
        let name = session.workload(workload).map_or(workload.as_str(), |row| row.name.as_str());
        let on = session.alternative(to).map_or(to.as_str(), |row| row.name.as_str());
        let forced = column.exceptions.iter().any(|(of, _)| of == workload);
        why.text(format!("{name} → {on}{}", if forced { "  (forced exception)" } else { "" }));
    }
}

/// Why a bill is what it is: every line with quantity, price, source and date.
pub fn explain_bill(session: &Session, sheet: &DecisionMatrix, column: &Column) -> Explanation {
    let mut why = Explanation::new(format!("Why this bill for {}?", column.name));
    let Some(bill) = &column.offer.bill else {
        why.text(if column.offer.hard.is_empty() {
            "it has neither a platform of the catalogue nor a quote, so there is nothing to bill"
        } else {
            "nothing of what is asked for can be bought there, so there is nothing to bill"
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
    why.heading(format!("total: {:.2} USD/month", bill.monthly.get()));
    if bill.low < bill.high {
        let (low, high) = (bill.low.get(), bill.high.get());
        why.text(format!("between {low:.2} and {high:.2} USD/month, as far as the ranges in what is asked let it lie"));
    }
    add_idle_shares(bill, &mut why);
    if let Some(each) = bill.per_unit {
        why.text(format!("{each:.8} USD per {}", bill.unit));
    }
    for caveat in &bill.caveats {
        why.text(format!("beware: {caveat}"));
    }
    bill.shortfalls.iter().for_each(|shortfall| why.text(format!("not enough: {shortfall}")));
    add_horizons(session, column, &mut why);
    add_crossovers(session, sheet, column, &mut why);
    if !bill.assumptions.is_empty() {
        why.heading("assumed, as nobody has said otherwise");
        bill.assumptions.iter().for_each(|assumption| why.text(assumption.to_string()));
    }
    why
}

/// What becomes of the capacity that is paid for.
fn add_idle_shares(bill: &Bill, why: &mut Explanation) {
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    if let Some(capacity) = bill.capacity_use {
        why.text(format!(
            "of the capacity that is paid for {} is used, {} is reserved and not used, {} is not allocated",
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
            why.heading(format!("once: {:.2} USD", outlay.one_time));
            why.formula(format!(
                "({} h to learn + {} h to build + {} h to move) × {} USD/h + {} USD of fees",
                wording::format_number(once.learning.get()),
                wording::format_number(once.build.get()),
                wording::format_number(once.migration.get()),
                wording::format_number(session.team.hourly_rate.get()),
                wording::format_number(once.fees.get())
            ));
        }
        why.text(format!("over {} months, that included: {:.2} USD", horizon.months(), outlay.likely));
    }
}

/// Against every other feasible alternative: who is cheaper where, as the volume of this workload grows.
fn add_crossovers(session: &Session, sheet: &DecisionMatrix, column: &Column, why: &mut Explanation) {
    let Some(workload) = matrix_workload(session, sheet).filter(|workload| has_volume(workload)) else { return };
    let Some(mine) = cost_curve(column) else { return };
    let others = sheet.columns.iter().filter(|other| other.id != column.id && other.offer.is_feasible());
    for (nth, (other, theirs)) in others.filter_map(|other| Some((other, cost_curve(other)?))).enumerate() {
        if nth == 0 {
            why.heading("as volume grows");
        }
        why.formula(wording::describe_crossover(
            &crossover_between(mine, theirs, &workload.demand),
            &column.name,
            &other.name,
        ));
    }
}

/// Whether it is known how often a workload is called upon.
fn has_volume(workload: &Workload) -> bool {
    !(workload.demand.requests_per_month.is_unknown() && workload.demand.jobs_per_day.is_unknown())
}

/// What a column costs along the volume of its workload.
fn cost_curve(column: &Column) -> Option<&CostCurve> {
    column.offer.bill.as_ref()?.curve.as_deref()
}

/// A volume of a workload from which on another alternative is the cheaper one.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossoverVolume {
    /// At this volume.
    pub at: f64,
    /// Whether it lies above the present volume.
    pub is_above: bool,
    /// What a volume counts.
    pub unit: &'static str,
    /// The name of the other.
    pub other: String,
}

/// Where the others that may be chosen become and stay cheaper than one alternative, above and below the present volume.
pub fn crossover_volumes(
    session: &Session,
    sheet: &DecisionMatrix,
    workload: &Workload,
    mine: &Alternative,
) -> Vec<CrossoverVolume> {
    let of = |id: &str| sheet.columns.iter().find(|column| column.id == id);
    let demand = &workload.demand;
    let (Some(now), Some(own)) = (growth::current_volume(session, demand), of(mine.id.as_str()).and_then(cost_curve))
    else {
        return Vec::new();
    };
    let mut points = Vec::new();
    let others = sheet.columns.iter().filter(|other| other.id != mine.id.as_str() && other.offer.is_feasible());
    for (other, theirs) in others.filter_map(|other| Some((other, cost_curve(other)?))) {
        let found = crossover_between(own, theirs, demand);
        let point =
            |at: f64, is_above: bool| CrossoverVolume { at, is_above, unit: found.unit, other: other.name.clone() };
        let above = found.last_volume.filter(|at| *at > now && found.cheaper_above == Some(Side::B));
        let below = found.first_volume.filter(|at| *at < now && found.cheaper_below == Some(Side::B));
        points.extend(above.map(|at| point(at, true)));
        points.extend(below.map(|at| point(at, false)));
    }
    points
}

/// Where each option is the cheapest as the volume of the workload grows: pair by pair, those of one option (by its place among
/// what can be chosen) first.
pub fn explain_growth(session: &Session, sheet: &DecisionMatrix, first: usize) -> Explanation {
    let mut why = Explanation::new("Which is cheapest, as volume grows?");
    let Ok(growth) = Growth::compute(session, sheet) else { return why };
    let name = |column: usize| sheet.columns.get(column).map_or("", |column| column.name.as_str());
    why.formula(growth.describe(|column| name(column).to_owned()));
    if let Some(said) = growth.describe_long_run(sheet.leader(), |column| name(column).to_owned()) {
        why.text(said);
    }
    let count = growth.options.len();
    let first = first.min(count.saturating_sub(1));
    let order: Vec<usize> = std::iter::once(first).chain((0..count).filter(|at| *at != first)).collect();
    for (nth, a) in order.iter().copied().enumerate() {
        let own = name(growth.options[a].column);
        let rivals = order.get(nth + 1..).unwrap_or_default();
        if !rivals.is_empty() {
            why.heading(own);
        }
        for b in rivals.iter().copied() {
            let other = name(growth.options[b].column);
            if let Some((found, in_order)) = growth.crossover(a, b) {
                let (left, right) = if in_order { (own, other) } else { (other, own) };
                why.formula(wording::describe_crossover(found, left, right));
            }
        }
    }
    why.source("from the lines of the bills, all else that the workload asks unchanged; a quote is held to be the same throughout");
    why
}

/// Why the hours are what they are: what they are in proportion to, every task with its band, basis and formula, what it comes to
/// in people and money, and who is on call.
pub fn explain_burden(column: &Column) -> Explanation {
    let mut why = Explanation::new(format!("Why these hours for {}?", column.name));
    let Some(burden) = &column.offer.burden else {
        why.text("it has no platform of the catalogue, so its hours are not known");
        return why;
    };
    why.heading("in proportion to");
    burden.scopes.iter().for_each(|scope| why.text(scope.to_string()));
    for task in &burden.tasks {
        let own = task.hours_override.as_ref().map(|_| "  own hours");
        let yours = task.from_task_file.then_some("  your task file");
        let estimate = task.estimated.then_some("  ~ estimate");
        why.heading(format!(
            "{}: {:.1} h/month ({:.1}–{:.1}){}",
            task.name,
            task.mean.get(),
            task.low.get(),
            task.high.get(),
            [own, yours, estimate].into_iter().flatten().collect::<String>()
        ));
        why.formula(task.formula.to_string());
        why.source(task.basis.clone());
    }
    why.heading(format!(
        "together: {:.1} h/month ({:.1}–{:.1})",
        burden.mean.get(),
        burden.low.get(),
        burden.high.get()
    ));
    why.formula("mean = (low + 4 × likely + high) / 6 per task; the ends are summed, as errors of tasks go together");
    why.heading("in people and money");
    let (people, mean) = (&burden.labour_basis, burden.mean.get());
    let productive = people.productive_hours.get();
    why.formula(format!("{mean:.1} h / {productive:.1} h that one works a month = {:.2} people", burden.fte));
    why.formula(format!(
        "{:.2} / {} in the team = {:.1} %",
        burden.fte,
        people.engineers.max(1),
        burden.share_of_team * 100.0
    ));
    let rate = people.hourly_rate.get();
    why.formula(format!("{mean:.1} h × {rate:.0} USD/h = {:.0} USD/month of labour", burden.labour.get()));
    why.source(people.productive_basis.clone());
    if let Some(on_call) = &burden.on_call {
        why.heading("on-call");
        on_call.explain().into_iter().for_each(|line| why.formula(line));
    }
    burden.notes.iter().for_each(|note| why.text(note.to_string()));
    burden.warnings.iter().for_each(|warning| why.text(warning.to_string()));
    why
}

/// Why a cell says what it says.
pub fn explain_cell(
    session: &Session,
    catalogue: &Catalogue,
    sheet: &DecisionMatrix,
    row: usize,
    column: usize,
) -> Explanation {
    let (Some(criterion), Some(shown)) = (session.criteria.get(row), sheet.columns.get(column)) else {
        return Explanation::default();
    };
    let workload = matrix_workload(session, sheet);
    let mut why = Explanation::new(format!("Why this score?  {} · {}", criterion.name, shown.name));
    let value = sheet.values[row][column];
    match value.source {
        CellSource::Derived => add_derivation(session, catalogue, sheet, criterion, shown, &value, &mut why),
        CellSource::Blank => why.text("nobody has scored it yet; until then it may be anything from 1 to 5"),
        CellSource::Unknown => why.text("nobody can tell; it may be anything from 1 to 5"),
        CellSource::Aggregated => why.text(format!("gathered from the workloads: {}", wording::format_score(&value))),
        CellSource::Judged | CellSource::Measured | CellSource::Overridden => {}
    }
    if let Some(alternative) = session.alternatives.get(column).filter(|_| sheet.scope != Scope::System)
        && let Some(said) = session.score(&super::cell::cell_key(criterion, alternative, workload))
    {
        let by = if said.by.is_empty() { String::new() } else { format!(", says {}", said.by) };
        why.formula(format!("score {}{by}", wording::format_score(&value)));
        said.rationale.lines().for_each(|line| why.text(line));
        if !said.evidence.is_empty() {
            why.source(said.evidence.clone());
        }
    }
    let level = value.score.point_estimate().round() as u8;
    if let Some(text) = session.rubric(&criterion.id, level) {
        why.source(format!("level {level} means: {text}"));
    }
    why
}

fn add_derivation(
    session: &Session,
    catalogue: &Catalogue,
    sheet: &DecisionMatrix,
    criterion: &Criterion,
    column: &Column,
    value: &super::CellValue,
    why: &mut Explanation,
) {
    let workload = matrix_workload(session, sheet);
    let way = ValueCurve::for_criterion(session, criterion, workload);
    let (Some(figure), Some((from, to))) = (value.figure, way.and_then(|way| way.segment_at(value.figure?))) else {
        return;
    };
    let unit = measure_unit(&criterion.measure).unwrap_or_default();
    why.formula(format!(
        "{} + {} × ({} − {}) / ({} − {}) = {:.2}, from {} {unit}",
        wording::format_number(from.1),
        wording::format_number(to.1 - from.1),
        wording::format_number(figure),
        wording::format_number(from.0),
        wording::format_number(to.0),
        wording::format_number(from.0),
        from.1 + (to.1 - from.1) * (figure - from.0) / (to.0 - from.0),
        wording::format_number(figure)
    ));
    if value.clamped {
        why.text(format!("a score stays within 1 and 5: {:.2}", value.score.point_estimate()));
    }
    if value.clamped {
        why.text("the figure lies outside the anchors: look at them again");
    }
    if criterion.measure.derived_metric() == Some(DerivedMetric::ExitEffort) {
        add_exit_steps(session, catalogue, column, why);
    }
    if criterion.measure.derived_metric() == Some(DerivedMetric::P95AfterIdle)
        && let Some(workload) = workload
        && let Some(found) = column_latency(session, catalogue, column, workload)
    {
        why.text(found.after_idle.explanation);
        why.text(format!("in a spike: {}", found.spike.explanation));
    }
}

/// The least way out for each workload of a column, step by step.
fn add_exit_steps(session: &Session, catalogue: &Catalogue, column: &Column, why: &mut Explanation) {
    why.text("the least effort with which each workload can leave: to another kind of platform that can hold it, or to another cloud");
    for (alternative, workloads) in mitigation::alternatives_in_use(session, column) {
        let Some(platform) = offers::platform_of(catalogue, alternative) else { continue };
        let cloud = alternative.cloud.unwrap_or(session.market.cloud);
        for workload in workloads {
            let Some(exit) = exit::easiest_exit(catalogue, platform.kind, cloud, workload) else {
                continue;
            };
            why.heading(format!("{} leaves {}", workload.name, platform.name));
            why.formula(exit.describe(&catalogue.platforms));
            for step in exit.steps {
                let (low, high) =
                    (wording::format_number(step.hours.low.get()), wording::format_number(step.hours.high.get()));
                let likely = wording::format_number(step.hours.likely.get());
                why.text(format!("{}: {likely} h ({low} to {high})", step.name));
            }
        }
    }
    why.source(format!("{}, {}", catalogue.exits.source, catalogue.exits.date));
}

/// How long answers of a workload take on a column's alternative, its measures carried out; none where that is not known.
pub fn column_latency(
    session: &Session,
    catalogue: &Catalogue,
    column: &Column,
    workload: &Workload,
) -> Option<Latency> {
    let (_, to) = column.assignment.iter().find(|(of, _)| *of == workload.id)?;
    let alternative = session.alternative(to)?;
    let platform = offers::platform_of(catalogue, alternative)?;
    let demand = mitigation::mitigated_demand(session, catalogue, alternative, workload);
    estimate_latency(platform, &demand, Some(alternative.cloud.unwrap_or(session.market.cloud)))
}

/// How far a weight can move before another leads.
pub fn explain_weight_range(session: &Session, sheet: &DecisionMatrix, row: usize) -> Explanation {
    let Some(criterion) = session.criteria.get(row) else { return Explanation::default() };
    let mut why = Explanation::new(format!("How far can {} move?", criterion.name));
    let contest = sheet.problem.as_ref().ok().zip(sheet.ranking.as_ref()).and_then(|(p, r)| Comparison::new(p, r));
    let Some((contest, leader)) = contest.zip(sheet.leader()) else {
        why.text("there is no single leader to hold");
        return why;
    };
    if let Some(stable) = contest.stability().get(row) {
        why.formula(format!(
            "{} leads while the share of {} lies between {:.4} and {:.4}; now {:.4}",
            sheet.columns[leader].name,
            criterion.name,
            stable.low.get(),
            stable.high.get(),
            sheet.share(row)
        ));
    }
    why.text("the other weights give way in proportion");
    for rival in contest.rivals() {
        if let Some(at) = contest.crossover(row, *rival) {
            why.formula(format!("{} draws level at {:.4}", sheet.columns[*rival].name, at.get()));
        }
    }
    why
}

/// Why a question leans where it leans.
pub fn explain_question(question: &Question) -> Explanation {
    let mut why = Explanation::new(question.text.clone());
    why.text(question.why.clone());
    if !question.demand.is_empty() {
        why.text(question.demand.clone());
    }
    for (kind, weight) in &question.yes {
        why.formula(format!("yes leans toward {} by {weight}", kind.id()));
    }
    for (kind, weight) in &question.no {
        why.formula(format!("no leans toward {} by {weight}", kind.id()));
    }
    why.source(question.source.clone());
    why
}

/// What goes wrong on a column's platforms.
pub fn explain_risks(session: &Session, catalogue: &Catalogue, column: &Column) -> Explanation {
    let mut why = Explanation::new(format!("What goes wrong on {}?", column.name));
    for risk in super::open_risks(session, catalogue, column) {
        why.heading(risk.mode.clone());
        why.text(risk.mitigation.clone());
        if !risk.price.is_empty() {
            why.text(format!("costs: {}", risk.price));
        }
        why.source(risk.source.clone());
    }
    why
}
