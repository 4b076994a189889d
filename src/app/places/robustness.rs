//! How often each option would win if the weights were drawn at random.

use super::compare;
use crate::app::action::{Action, NOTHING_TO_EXPLAIN, Plan, Refusal};
use crate::app::binding::{Binding, key};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::place::Place;
use crate::app::workbench::Workbench;
use crate::appraisal::Column;
use crate::appraisal::explain::Explanation;
use crate::model::edit::RobustnessField;
use crate::model::{Edit, WeightSpaceKind};

/// The pane.
pub struct Pane;

impl Place for Pane {
    fn row_count(&self, workbench: &Workbench) -> usize {
        columns(workbench).len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        if *msg == Msg::Enter {
            return Some(match self.explain(workbench) {
                Some(why) => Ok(Action::Show(Overlay::Explanation(why, 0))),
                None => Refusal::err(NOTHING_TO_EXPLAIN),
            });
        }
        msg.arrow().map(|arrow| plan_setting(workbench, arrow))
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        compare::explain_total(workbench, self.selected_column(workbench))
    }

    fn selected_column(&self, workbench: &Workbench) -> Option<usize> {
        compare::column_at_cursor(workbench, super::Pane::Robustness, &columns(workbench))
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = super::Pane::Robustness;
        vec![
            key("spread-down", &["left", "h"], Msg::Left, "narrower spread", here),
            key("spread-up", &["right", "l"], Msg::Right, "wider spread", here).footer_pair(1, "spread-down", "spread"),
            key("previous-space", &["<", "shift-left"], Msg::LeftCoarse, "previous space", here),
            key("next-space", &[">", "shift-right"], Msg::RightCoarse, "next space", here).footer_pair(
                2,
                "previous-space",
                "which weights",
            ),
            key("why-too", &["enter"], Msg::Enter, "why", here),
        ]
    }
}

fn columns(workbench: &Workbench) -> Vec<usize> {
    compare::columns_by_rank(workbench, Column::is_eligible)
}

/// Another spread, or with a large step another space of weights.
fn plan_setting(workbench: &Workbench, (up, coarse): (bool, bool)) -> Plan {
    if workbench.matrix().is_none_or(|matrix| matrix.comparison().is_none()) {
        return Refusal::err("there is nothing to compare, so no weights are drawn");
    }
    let settings = &workbench.session.robustness;
    let field = if coarse {
        let all = WeightSpaceKind::ALL;
        let at = all.iter().position(|space| *space == settings.space).unwrap_or(0);
        RobustnessField::Space(all[(at + if up { 1 } else { all.len() - 1 }) % all.len()])
    } else if settings.space != WeightSpaceKind::Local {
        return Refusal::err("spread applies to the local space only; press < or > to switch to it");
    } else {
        let spread = settings.spread;
        RobustnessField::Spread(if up { (spread + 5).min(100) } else { spread.saturating_sub(5) })
    };
    Action::edit(Edit::SetRobustness(field))
}
