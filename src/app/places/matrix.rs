//! The matrix: weights beside scores.

use super::{points, swings, weigh};
use crate::app::action::{Plan, Refusal};
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::workbench::Workbench;
use crate::appraisal::explain::Explanation;
use crate::model::WeightingMethod;

/// The pane.
pub struct Pane;

impl Place for Pane {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.session.criteria.len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        let method = workbench.appraisal.matrices.first().map(|matrix| matrix.weights.effective_method());
        match method {
            Some(WeightingMethod::Swing) => swings::Swings.plan(workbench, msg),
            Some(method @ (WeightingMethod::Order | WeightingMethod::Pairs)) => {
                let changes = *msg == Msg::Enter || msg.arrow().is_some();
                if changes && !workbench.session.criteria.is_empty() {
                    let reason = format!("weights follow from the {}: press g and then 5 to change it", method.label());
                    return Some(Refusal::err(reason));
                }
                points::Points.plan(workbench, msg)
            }
            Some(WeightingMethod::Points) | None => points::Points.plan(workbench, msg),
        }
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        weigh::Weigh.explain(workbench)
    }
}
