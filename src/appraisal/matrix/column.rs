//! A column of the decision matrix.

use super::column_id::ColumnId;
use crate::appraisal::offer::Offer;
use crate::cost::CostCurve;
use crate::model::{AlternativeId, WorkloadId};
use std::sync::Arc;

/// A column: an alternative, or an estate.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its id in text: on the command line, in JSON and in recorded evidence.
    pub id: String,
    /// What it stands for.
    pub kind: ColumnId,
    pub name: String,
    /// The catalogue's platform behind it.
    pub platform: Option<String>,
    /// For an estate: which workload runs on which alternative, in the order of the workloads.
    pub assignment: Vec<(WorkloadId, AlternativeId)>,
    /// For an estate that stands for one alternative: the workloads that cannot run on it, and what they run on.
    pub exceptions: Vec<(WorkloadId, AlternativeId)>,
    /// Bill, hours and what rules it out.
    pub offer: Arc<Offer>,
    /// The earlier column that assigns every workload just as this one does: they are one estate under two names, so this
    /// one shares its rank and is no rival to it.
    pub duplicate_of: Option<usize>,
}

impl Column {
    /// Whether it may lead: nothing rules it out, and it is no earlier column under a second name.
    pub fn is_eligible(&self) -> bool {
        self.offer.is_feasible() && self.duplicate_of.is_none()
    }

    /// What it costs along the volume of its workload.
    pub fn cost_curve(&self) -> Option<&CostCurve> {
        self.offer.bill.as_ref()?.curve.as_deref()
    }
}
