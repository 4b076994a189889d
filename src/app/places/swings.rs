//! Weights as swings: what moving a criterion from its worst to its best is worth beside the largest such move.

use super::form;
use super::points::{TOGGLE_AGREED, plan_agreed, selected_criterion};
use crate::app::action::{Action, Plan, Refusal};
use crate::app::binding::{Binding, key};
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::places::Context;
use crate::app::row::Row;
use crate::app::workbench::Workbench;
use crate::model::{Criterion, Edit};

/// The weights of Weigh, as swings.
pub struct Swings;

impl Place for Swings {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.session.criteria.len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match *msg {
            Msg::Enter => Some(selected_criterion(workbench).and_then(|row| plan_enter(workbench, row))),
            Msg::Clear => Some(selected_criterion(workbench).and_then(|row| Action::edit(set(row, None)))),
            TOGGLE_AGREED => Some(plan_agreed(workbench)),
            _ => {
                let arrow = msg.arrow()?;
                Some(selected_criterion(workbench).and_then(|row| plan_arrow(workbench, row, arrow)))
            }
        }
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = Context::Swings;
        vec![
            key("swing-down", &["left", "h"], Msg::Left, "worth 1 less", here),
            key("swing-up", &["right", "l"], Msg::Right, "worth 1 more", here).footer_pair(1, "swing-down", "worth"),
            key("swing-down-5", &["<", "shift-left"], Msg::LeftCoarse, "worth 5 less", here),
            key("swing-up-5", &[">", "shift-right"], Msg::RightCoarse, "worth 5 more", here).footer_pair(
                2,
                "swing-down-5",
                "by 5",
            ),
            key("enter-swing", &["enter"], Msg::Enter, "type its worth", here).footer(3),
            key("swing-clear", &["backspace"], Msg::Clear, "clear", here | Context::RankOrder | Context::Pairs)
                .footer(6),
        ]
    }
}

fn set(row: &Criterion, worth: Option<u32>) -> Edit {
    Edit::SetSwing { criterion: row.id.clone(), worth }
}

fn has_first(workbench: &Workbench) -> bool {
    workbench.session.weighing.swings.iter().any(|swing| swing.worth == 100)
}

fn plan_enter(workbench: &Workbench, row: &Criterion) -> Plan {
    // The largest is 100 by definition, so there is no figure to type.
    if !has_first(workbench) {
        return Action::edit(set(row, Some(100)));
    }
    let (id, current) = (row.id.clone(), workbench.session.weighing.swing(&row.id).unwrap_or(50));
    let form_row = Row::count(&row.name, current, move |n| Edit::SetSwing { criterion: id.clone(), worth: Some(n) });
    form::edit_row(form_row.unit("compared to the largest, which is 100"))
}

fn plan_arrow(workbench: &Workbench, row: &Criterion, (up, coarse): (bool, bool)) -> Plan {
    let size = if coarse { 5 } else { 1 };
    let current = workbench.session.weighing.swing(&row.id);
    let worth = match current {
        None if !has_first(workbench) => {
            return Refusal::err("first press enter on the criterion that you would move to its best first");
        }
        None => 50,
        Some(worth) => worth.saturating_add_signed(if up { size } else { -size }).min(100),
    };
    if current == Some(worth) {
        return Refusal::err(if up { "the largest is worth 100" } else { "it is worth nothing already" });
    }
    Action::edit(set(row, Some(worth)))
}
