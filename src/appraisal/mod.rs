//! Everything that a pane, a report or `--format json` shows, computed from session and catalogue by pure functions.
//! Nothing computes a figure twice or anywhere else, so the screen, the report and the command line cannot disagree.

mod bills;
pub mod cell;
pub mod demand_wording;
pub mod evidence;
pub mod exchange;
pub mod exit_cost;
pub mod explain;
pub mod failure_modes;
pub mod growth;
pub mod horizon;
#[cfg(test)]
pub mod illustration;
pub mod margin;
pub mod matrix;
pub mod mitigation;
pub mod offers;
pub mod one_time_cost;
pub mod progress;
pub mod responsibilities;
pub mod robustness;
pub mod scope;
pub mod second_opinion;
pub mod slope_test;
pub mod stability;
pub mod task_lines;
pub mod tradeoff;
pub mod value_curve;
pub mod verdict;
pub mod weights;
pub mod wording;

use crate::catalogue::risks::Risk;
use crate::catalogue::{Catalogue, Layer, Operator};
use crate::model::Session;
use std::sync::Arc;

pub use cell::{CellSource, CellValue};
pub use growth::{Growth, GrowthUnavailable};
pub use horizon::{Horizon, Outlay};
pub use matrix::{Column, DecisionMatrix, includes_labour};
pub use offers::{FigureRange, Offer, Offers};
pub use one_time_cost::OneTimeCost;
pub use progress::{Progress, Step, StepStatus};
pub use robustness::RobustnessSummary;
pub use scope::Scope;
pub use second_opinion::{OpinionMethod, SecondOpinion};
pub use stability::{LeadChange, LeadStability, WeightRange, WeightShift};
pub use tradeoff::TradeOff;
pub use verdict::{Call, Verdict};
pub use weights::Weights;

/// All that follows from a session.
#[derive(Debug, Clone)]
pub struct Appraisal {
    /// Offers per workload and alternative.
    pub offers: Offers,
    /// One per workload in order (one in all for a session without any), then the whole system where there are several.
    pub matrices: Vec<DecisionMatrix>,
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
        let mut supply = Offers::compute(session, catalogue, previous);
        let weights = Arc::new(Weights::compute(session));
        let rows = session.workloads.len().max(1);
        let mut sheets: Vec<DecisionMatrix> =
            (0..rows).map(|place| matrix::build_workload_matrix(session, &weights, &supply, place)).collect();
        if session.workloads.len() > 1 {
            sheets.push(matrix::build_system_matrix(session, &weights, catalogue, &mut supply, &sheets));
        }
        let progress = Progress::compute(session, &sheets);
        Self { offers: supply, matrices: sheets, progress }
    }

    /// The sheet of a scope.
    pub fn matrix(&self, scope: &Scope) -> Option<&DecisionMatrix> {
        self.matrices.iter().find(|sheet| sheet.scope == *scope)
    }

    /// The sheet that speaks for the whole session.
    pub fn overall_matrix(&self) -> Option<&DecisionMatrix> {
        self.matrices.last()
    }

    /// The sheets of the workloads, without that of the system.
    pub fn workload_matrices(&self) -> impl Iterator<Item = &DecisionMatrix> {
        self.matrices.iter().filter(|sheet| sheet.scope != Scope::System)
    }
}

/// Who operates each layer of a column, in the order of [`Layer::ALL`]: of several platforms the one that asks most of the
/// team. None when no platform of the catalogue is behind it.
pub fn operators_by_layer(session: &Session, catalogue: &Catalogue, column: &Column) -> Option<[Operator; 12]> {
    let own = session.alternatives.iter().filter(|row| row.id.as_str() == column.id);
    let used = column.assignment.iter().filter_map(|(_, to)| session.alternative(to));
    let mut whole: Option<[Operator; 12]> = None;
    for platform in own.chain(used).filter_map(|row| offers::platform_of(catalogue, row)) {
        let here = Layer::ALL.map(|layer| platform.operator(layer));
        whole = Some(match whole {
            None => here,
            Some(most) => std::array::from_fn(|at| more_demanding(most[at], here[at])),
        });
    }
    whole
}

/// The operator that asks more of the team.
fn more_demanding(one: Operator, other: Operator) -> Operator {
    let asks = |operator: Operator| match operator {
        Operator::You => 3,
        Operator::Shared => 2,
        Operator::Provider => 1,
        Operator::Absent => 0,
    };
    if asks(other) > asks(one) { other } else { one }
}

/// What can go wrong on a column and is not answered by a measure that is switched on.
pub fn open_risks<'a>(session: &Session, catalogue: &'a Catalogue, column: &Column) -> Vec<&'a Risk> {
    let mut open: Vec<&Risk> = Vec::new();
    for row in mitigation::column_risks(session, catalogue, column) {
        let is_new = open.last().is_none_or(|last| last.id != row.risk.id);
        if is_new && row.state == mitigation::RiskState::Open {
            open.push(row.risk);
        }
    }
    open
}
