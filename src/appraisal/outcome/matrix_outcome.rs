//! A matrix with everything that follows from it.

use super::failure_modes::{FailureMode, failure_modes, priced_failure_modes};
use super::growth::{Growth, GrowthUnavailable};
use super::robustness::DrawResult;
use super::second_opinion::{OpinionMethod, SecondOpinion};
use super::stability::{LeadStability, open_cells};
use super::tornado::{sweep_criterion_weight, tornado};
use super::trade_off::{TradeOff, TradeOffUnavailable};
use super::verdict::Verdict;
use crate::analysis::sensitivity::{OpenCell, Sweep, WeightBar};
use crate::appraisal::matrix::DecisionMatrix;
use crate::catalogue::Catalogue;
use crate::model::{RobustnessSettings, Session};
use std::ops::Deref;
use std::sync::OnceLock;

/// A matrix with its outcome. Each part is computed when it is first read and kept: an edit makes a new matrix. Sessions and
/// catalogues passed in must be those of the appraisal.
#[derive(Debug, Clone)]
pub struct MatrixOutcome {
    matrix: DecisionMatrix,
    stability: OnceLock<Option<LeadStability>>,
    verdict: OnceLock<Verdict>,
    open_cells: OnceLock<Vec<OpenCell>>,
    opinions: OnceLock<Vec<SecondOpinion>>,
    trade_off: OnceLock<Result<TradeOff, TradeOffUnavailable>>,
    growth: OnceLock<Result<Growth, GrowthUnavailable>>,
    tornado: OnceLock<Vec<WeightBar>>,
    /// One per criterion.
    sweeps: Vec<OnceLock<Option<Sweep>>>,
    /// One per column.
    failure_modes: Vec<OnceLock<Vec<FailureMode>>>,
    /// One per column.
    priced_failure_modes: Vec<OnceLock<Vec<FailureMode>>>,
}

impl From<DecisionMatrix> for MatrixOutcome {
    fn from(matrix: DecisionMatrix) -> Self {
        Self {
            stability: OnceLock::new(),
            verdict: OnceLock::new(),
            open_cells: OnceLock::new(),
            opinions: OnceLock::new(),
            trade_off: OnceLock::new(),
            growth: OnceLock::new(),
            tornado: OnceLock::new(),
            sweeps: vec![OnceLock::new(); matrix.values.len()],
            failure_modes: vec![OnceLock::new(); matrix.columns.len()],
            priced_failure_modes: vec![OnceLock::new(); matrix.columns.len()],
            matrix,
        }
    }
}

impl Deref for MatrixOutcome {
    type Target = DecisionMatrix;

    fn deref(&self) -> &DecisionMatrix {
        &self.matrix
    }
}

impl MatrixOutcome {
    /// None without a leader and a rival.
    pub fn stability(&self) -> Option<&LeadStability> {
        self.stability.get_or_init(|| LeadStability::compute(&self.matrix)).as_ref()
    }

    /// The verdict on the lead; `local` are the draws near the present weights, none where there is nothing to compare.
    pub fn verdict(&self, settings: &RobustnessSettings, local: Option<&DrawResult>) -> Verdict {
        let compute = || Verdict::compute(&self.matrix, settings, local);
        // Without draws the verdict of a matrix with rivals is provisional.
        if local.is_some() { self.verdict.get_or_init(compute).clone() } else { compute() }
    }

    /// Cells that are not exactly known, those that could change the leader first.
    pub fn open_cells(&self) -> &[OpenCell] {
        self.open_cells.get_or_init(|| open_cells(&self.matrix))
    }

    /// What other methods say, in the order of [`OpinionMethod::ALL`].
    pub fn opinions(&self) -> &[SecondOpinion] {
        let methods = OpinionMethod::ALL.into_iter();
        self.opinions
            .get_or_init(|| methods.filter_map(|method| SecondOpinion::compute(&self.matrix, method)).collect())
    }

    /// Cost against benefit, or why there is nothing to compare.
    pub fn trade_off(&self, session: &Session) -> Result<&TradeOff, TradeOffUnavailable> {
        self.trade_off.get_or_init(|| TradeOff::compute(session, &self.matrix)).as_ref().map_err(|why| *why)
    }

    /// Cost along the volume, or why there is nothing to follow.
    pub fn growth(&self, session: &Session) -> Result<&Growth, &GrowthUnavailable> {
        self.growth.get_or_init(|| Growth::compute(session, &self.matrix)).as_ref()
    }

    /// How much each weight moves the margin, the largest effect first.
    pub fn tornado(&self) -> &[WeightBar] {
        self.tornado.get_or_init(|| tornado(&self.matrix))
    }

    /// All totals along the weight of a criterion.
    pub fn sweep(&self, criterion: usize) -> Option<&Sweep> {
        self.sweeps.get(criterion)?.get_or_init(|| sweep_criterion_weight(&self.matrix, criterion)).as_ref()
    }

    /// The failure modes of a column, without what mitigations cost.
    pub fn failure_modes(&self, session: &Session, catalogue: &Catalogue, column: usize) -> &[FailureMode] {
        let (Some(cell), Some(column)) = (self.failure_modes.get(column), self.columns.get(column)) else { return &[] };
        cell.get_or_init(|| failure_modes(session, catalogue, column))
    }

    /// The failure modes of a column with what each mitigation costs.
    pub fn priced_failure_modes(&self, session: &Session, catalogue: &Catalogue, column: usize) -> &[FailureMode] {
        let cells = (self.priced_failure_modes.get(column), self.columns.get(column));
        let (Some(cell), Some(column)) = cells else { return &[] };
        cell.get_or_init(|| priced_failure_modes(session, catalogue, column))
    }
}
