//! The appraisal of a session.

use super::matrix::{DecisionMatrix, EnteredScores, build_system_matrix, build_workload_matrix};
use super::offer::Offers;
use super::outcome::MatrixOutcome;
use super::progress::Progress;
use super::scope::Scope;
use super::weights::Weights;
use crate::catalogue::Catalogue;
use crate::model::Session;
use std::sync::Arc;

/// All that follows from a session.
#[derive(Debug, Clone)]
pub struct Appraisal {
    /// Offers per workload and alternative.
    pub offers: Offers,
    /// One per workload in order (one in all for a session without any), then the whole system where there are several.
    pub matrices: Vec<MatrixOutcome>,
    /// How far each step has come.
    pub progress: Progress,
}

impl Appraisal {
    /// Appraises a session.
    pub fn compute(session: &Session, catalogue: &Catalogue) -> Self {
        Self::compute_reusing(session, catalogue, Offers::default())
    }

    /// Appraises the session anew. Offers are computed again only where more than weights and scores changed.
    pub fn refresh(&mut self, session: &Session, catalogue: &Catalogue) {
        *self = Self::compute_reusing(session, catalogue, std::mem::take(&mut self.offers));
    }

    fn compute_reusing(session: &Session, catalogue: &Catalogue, previous: Offers) -> Self {
        let mut offers = Offers::compute(session, catalogue, previous);
        let weights = Arc::new(Weights::compute(session));
        let scores = EnteredScores::of(session);
        let rows = session.workloads.len().max(1);
        let mut matrices: Vec<DecisionMatrix> =
            (0..rows).map(|row| build_workload_matrix(session, &scores, &weights, &offers, row)).collect();
        if session.workloads.len() > 1 {
            matrices.push(build_system_matrix(session, &weights, catalogue, &mut offers, &matrices));
        }
        let matrices: Vec<MatrixOutcome> = matrices.into_iter().map(MatrixOutcome::from).collect();
        let progress = Progress::compute(session, &matrices);
        Self { offers, matrices, progress }
    }

    /// The matrix of a scope.
    pub fn matrix(&self, scope: &Scope) -> Option<&MatrixOutcome> {
        self.matrices.iter().find(|matrix| matrix.scope == *scope)
    }

    /// The matrix that speaks for the whole session.
    pub fn overall_matrix(&self) -> Option<&MatrixOutcome> {
        self.matrices.last()
    }

    /// The matrices of the workloads, without that of the system.
    pub fn workload_matrices(&self) -> impl Iterator<Item = &MatrixOutcome> {
        self.matrices.iter().filter(|matrix| matrix.scope != Scope::System)
    }
}
