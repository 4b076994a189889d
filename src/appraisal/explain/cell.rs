//! Why a cell has its score.

use super::explanation::Explanation;
use super::parts::measure_unit;
use crate::appraisal::offer::{mitigated_demand, platform_of};
use crate::appraisal::outcome::alternatives_in_use;
use crate::appraisal::wording;
use crate::appraisal::{CellSource, CellValue, Column, DecisionMatrix, Scope, ValueCurve, cell_key};
use crate::burden::{Latency, estimate_latency, exit};
use crate::catalogue::Catalogue;
use crate::model::number::format_number;
use crate::model::{Criterion, DerivedMetric, Session, Workload};

/// Why a cell says what it says.
pub fn explain_cell(
    session: &Session,
    catalogue: &Catalogue,
    matrix: &DecisionMatrix,
    row: usize,
    column: usize,
) -> Explanation {
    let (Some(criterion), Some(shown)) = (session.criteria.get(row), matrix.columns.get(column)) else {
        return Explanation::default();
    };
    let workload = matrix.scope.workload(session);
    let mut why = Explanation::new(format!("Why this score?  {} · {}", criterion.name, shown.name));
    let value = matrix.values[row][column];
    match value.source {
        CellSource::Derived => add_derivation(session, catalogue, matrix, criterion, shown, &value, &mut why),
        CellSource::Blank => why.text("not scored yet: it counts as anything from 1 to 5"),
        CellSource::Unknown => why.text("unknown: it counts as anything from 1 to 5"),
        CellSource::Aggregated => why.text(format!("aggregated over the workloads: {}", wording::format_score(&value))),
        CellSource::Judged | CellSource::Measured | CellSource::Overridden => {}
    }
    if let Some(alternative) = session.alternatives.get(column).filter(|_| matrix.scope != Scope::System)
        && let Some(said) = session.score(&super::cell::cell_key(criterion, alternative, workload))
    {
        let by = if said.by.is_empty() { String::new() } else { format!(", by {}", said.by) };
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
    matrix: &DecisionMatrix,
    criterion: &Criterion,
    column: &Column,
    value: &CellValue,
    why: &mut Explanation,
) {
    let workload = matrix.scope.workload(session);
    let way = ValueCurve::for_criterion(session, criterion, workload);
    let (Some(figure), Some((from, to))) = (value.figure, way.and_then(|way| way.segment_at(value.figure?))) else {
        return;
    };
    let unit = measure_unit(&criterion.measure).unwrap_or_default();
    why.formula(format!(
        "{} + {} × ({} − {}) / ({} − {}) = {:.2}, from {} {unit}",
        format_number(from.1),
        format_number(to.1 - from.1),
        format_number(figure),
        format_number(from.0),
        format_number(to.0),
        format_number(from.0),
        from.1 + (to.1 - from.1) * (figure - from.0) / (to.0 - from.0),
        format_number(figure)
    ));
    if value.clamped {
        why.text(format!("scores are limited to 1 to 5: {:.2}", value.score.point_estimate()));
    }
    if value.clamped {
        why.text("the figure lies outside the anchors: review them");
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
    why.text("lowest effort to move each workload to another suitable kind of platform, or to another cloud");
    for (alternative, workloads) in alternatives_in_use(session, column) {
        let Some(platform) = platform_of(catalogue, alternative) else { continue };
        let cloud = alternative.cloud.unwrap_or(session.market.cloud);
        for workload in workloads {
            let Some(exit) = exit::easiest_exit(catalogue, platform.kind, cloud, workload) else {
                continue;
            };
            why.heading(format!("moving {} off {}", workload.name, platform.name));
            why.formula(exit.describe(&catalogue.platforms));
            for step in exit.steps {
                let (low, high) = (format_number(step.hours.low.get()), format_number(step.hours.high.get()));
                let likely = format_number(step.hours.likely.get());
                why.text(format!("{}: {likely} h ({low} to {high})", step.name));
            }
        }
    }
    why.source(format!("{}, {}", catalogue.exits.source, catalogue.exits.date));
}

/// How long answers of a workload take on a column's alternative, its mitigations applied; none where that is not known.
pub fn column_latency(
    session: &Session,
    catalogue: &Catalogue,
    column: &Column,
    workload: &Workload,
) -> Option<Latency> {
    let (_, to) = column.assignment.iter().find(|(of, _)| *of == workload.id)?;
    let alternative = session.alternative(to)?;
    let platform = platform_of(catalogue, alternative)?;
    let demand = mitigated_demand(session, catalogue, alternative, workload);
    estimate_latency(platform, &demand, Some(alternative.cloud.unwrap_or(session.market.cloud)))
}
