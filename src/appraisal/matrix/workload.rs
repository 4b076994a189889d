//! The matrix of one workload: columns are alternatives.

use super::cell::compute_value;
use super::column::Column;
use super::column_id::ColumnId;
use super::decision_matrix::DecisionMatrix;
use super::entered_scores::EnteredScores;
use super::value_curve::ValueCurve;
use crate::appraisal::Scope;
use crate::appraisal::offer::Offers;
use crate::appraisal::weights::Weights;
use crate::model::Session;
use std::sync::Arc;

/// The matrix of one workload, or of a session without any.
pub fn build_workload_matrix(
    session: &Session,
    scores: &EnteredScores<'_>,
    weights: &Arc<Weights>,
    supply: &Offers,
    place: usize,
) -> DecisionMatrix {
    let workload = session.workloads.get(place);
    let columns: Vec<Column> = session
        .alternatives
        .iter()
        .enumerate()
        .map(|(at, alternative)| Column {
            id: alternative.id.to_string(),
            kind: ColumnId::Alternative(alternative.id.clone()),
            name: alternative.name.clone(),
            platform: alternative.platform.as_ref().map(ToString::to_string),
            assignment: workload.map(|workload| (workload.id.clone(), alternative.id.clone())).into_iter().collect(),
            exceptions: Vec::new(),
            offer: supply.offer(place, at).cloned().unwrap_or_default(),
            duplicate_of: None,
        })
        .collect();
    let values = session
        .criteria
        .iter()
        .map(|criterion| {
            let way = ValueCurve::for_criterion(session, criterion, workload);
            let row = session.alternatives.iter().enumerate();
            row.map(|(at, alternative)| {
                let said = scores.get(criterion, &alternative.id, workload);
                compute_value(criterion, way.as_ref(), said, supply.offer(place, at).map(Arc::as_ref))
            })
            .collect()
        })
        .collect();
    let scope = workload.map_or(Scope::Matrix, |workload| Scope::Workload(workload.id.clone()));
    DecisionMatrix::from_values(scope, weights, columns, values)
}
