//! Why a criterion has its weight, and how far the weight can move.

use super::explanation::Explanation;
use super::parts::{format_product, measure_unit};
use crate::analysis::Comparison;
use crate::appraisal::weights::{criterion_rank, group_criteria};
use crate::appraisal::{DecisionMatrix, ValueCurve, includes_labour};
use crate::model::number::format_number;
use crate::model::{
    Criterion, CriterionId, DerivedMetric, Edit, LabourPolicy, Measure, NoteSubject, Session, WeightingMethod,
};

/// Whether an explanation says what a weight adds to each total. While totals are sealed it must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contributions {
    /// Totals may be seen.
    Shown,
    /// Totals are sealed.
    Sealed,
}

/// Explains the weight of a criterion.
pub fn explain_weight(
    session: &Session,
    matrix: &DecisionMatrix,
    row: usize,
    contributions: Contributions,
) -> Explanation {
    let Some(criterion) = session.criteria.get(row) else { return Explanation::default() };
    let mut why = Explanation::new(format!("Why {}?", criterion.name));
    add_share(session, matrix, row, &mut why);
    if criterion.agreed {
        why.text("agreed by the group");
    }
    add_author(session, &criterion.id, &mut why);
    match contributions {
        Contributions::Shown => {
            why.heading("contribution to each total");
            for (at, column) in matrix.columns.iter().enumerate() {
                why.formula(format_product(&column.name, matrix.share(row), &matrix.values[row][at]));
            }
        }
        Contributions::Sealed => {}
    }
    add_measure(session, matrix, criterion, &mut why);
    let note = session.note(&NoteSubject::Criterion(criterion.id.clone()));
    if !note.is_empty() {
        why.heading("note");
        note.lines().for_each(|line| why.text(line));
    }
    why
}

/// How the share follows from what was entered.
fn add_share(session: &Session, matrix: &DecisionMatrix, row: usize, why: &mut Explanation) {
    let (weights, share) = (&matrix.weights, matrix.share(row));
    let (entered, sum) = (weights.format_weight(row), weights.format_sum());
    why.formula(match weights.effective_method() {
        WeightingMethod::Points => format!("share = {entered} of {sum} points = {share:.4}"),
        WeightingMethod::Swing => format!("share = swing {entered} of {sum} in all = {share:.4}"),
        WeightingMethod::Order => {
            let rank =
                session.criteria.get(row).and_then(|row| criterion_rank(session, row)).map_or(0, |rank| rank + 1);
            format!("share = rank-order centroid of rank {rank} = {share:.4}")
        }
        WeightingMethod::Pairs => format!("share = principal eigenvector of the pairwise comparisons = {share:.4}"),
    });
    if let Some(gap) = &weights.gap {
        why.text(format!("{} is selected but incomplete: {}", weights.method.label(), gap.describe(session)));
    }
    for group in group_criteria(session, |at| matrix.share(at)) {
        if group.members.contains(&row) && group.members.len() > 1 && !group.name.is_empty() {
            let local = group.local_share(share);
            why.formula(format!("within the group {}: {local:.4} of {:.4}", group.name, group.share));
        }
    }
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
            why.source(format!("set after totals were shown; leader before: {before}, after: {after}"));
        }
    }
}

fn add_measure(session: &Session, matrix: &DecisionMatrix, criterion: &Criterion, why: &mut Explanation) {
    let workload = matrix.scope.workload(session);
    match &criterion.measure {
        Measure::Judged => why.text("scored 1 to 5 by its rubric"),
        _ => {
            let unit = measure_unit(&criterion.measure).unwrap_or_default();
            let Some(way) = ValueCurve::for_criterion(session, criterion, workload) else { return };
            let points = way
                .points()
                .iter()
                .map(|(at, score)| format!("{} {unit} scores {}", format_number(*at), format_number(*score)));
            why.text(format!(
                "{}: {}, linear in between",
                criterion.measure.label(),
                points.collect::<Vec<_>>().join(", ")
            ));
            if let Some(workload) = workload
                && criterion.measure.derived_metric().is_some_and(DerivedMetric::is_additive)
                && session.workloads.len() > 1
            {
                let share = session.importance_share(workload);
                why.text(format!(
                    "anchors: the system's × this workload's importance ({share:.2}), unless it has its own"
                ));
            }
            if criterion.measure.derived_metric() == Some(DerivedMetric::MonthlyCost) {
                why.text(match (session.market.labour, includes_labour(session)) {
                    (LabourPolicy::On, _) => "labour is included (set in Frame)",
                    (LabourPolicy::Off, _) => "labour is excluded (set in Frame)",
                    (LabourPolicy::Auto, true) => "labour is included: no criterion weighs the hours",
                    (LabourPolicy::Auto, false) => "labour is excluded: a criterion weighs the hours",
                });
            }
        }
    }
}

/// How far a weight can move before another leads.
pub fn explain_weight_range(session: &Session, matrix: &DecisionMatrix, row: usize) -> Explanation {
    let Some(criterion) = session.criteria.get(row) else { return Explanation::default() };
    let mut why = Explanation::new(format!("How far can {} move?", criterion.name));
    let comparison = matrix.problem.as_ref().ok().zip(matrix.ranking.as_ref()).and_then(|(p, r)| Comparison::new(p, r));
    let Some((comparison, leader)) = comparison.zip(matrix.leader()) else {
        why.text("there is no single leader");
        return why;
    };
    if let Some(stable) = comparison.stability().get(row) {
        why.formula(format!(
            "{} leads while the share of {} stays between {:.4} and {:.4}; now {:.4}",
            matrix.columns[leader].name,
            criterion.name,
            stable.low.get(),
            stable.high.get(),
            matrix.share(row)
        ));
    }
    why.text("the other weights scale in proportion");
    for rival in comparison.rivals() {
        if let Some(at) = comparison.crossover(row, *rival) {
            why.formula(format!("{} ties at {:.4}", matrix.columns[*rival].name, at.get()));
        }
    }
    why
}
