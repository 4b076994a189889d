//! Figures of the demand: setting them, and refusing reversed ranges.

use super::error::{EditError, EditResult};
use crate::model::document::demand::{Demand, DemandField, DemandFigure, FigureValue};
use crate::model::document::edit::Edit;
use crate::model::document::session::Session;
use crate::model::document::workload::Workload;
use crate::model::values::estimate::Estimate;
use crate::model::values::id::WorkloadId;
use std::fmt::Display;

/// Refuses a range whose lower end is above its upper end.
pub(super) fn check_order<T: Copy + PartialOrd + Display>(estimate: &Estimate<T>) -> Result<(), EditError> {
    match *estimate {
        Estimate::Range(low, high) if low > high => Err(EditError::ReversedRange(low.to_string(), high.to_string())),
        Estimate::Range(..) | Estimate::Exact(_) | Estimate::Likely(_) | Estimate::Unknown => Ok(()),
    }
}

impl DemandField {
    /// Refuses a range whose lower end is above its upper end.
    pub(in crate::model) fn check(&self) -> Result<(), EditError> {
        match self.value() {
            FigureValue::Estimate(estimate) => check_order(&estimate),
            FigureValue::Count(_) | FigureValue::Switch(_) | FigureValue::FrontDoor(_) => Ok(()),
        }
    }
}

impl Demand {
    /// The figures that are refused, with the reason.
    pub(in crate::model) fn invalid_figures(&self) -> impl Iterator<Item = (DemandFigure, EditError)> {
        DemandFigure::ALL.iter().filter_map(|figure| Some((*figure, figure.read(self).check().err()?)))
    }
}

impl Session {
    pub(super) fn set_demand(&mut self, workload: WorkloadId, field: DemandField) -> EditResult {
        field.check()?;
        let field = field.swap(&mut self.record_mut::<Workload>(&workload)?.demand);
        Ok(Edit::SetDemand { workload, field })
    }
}
