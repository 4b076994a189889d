//! Weights as points: moved by arrows, typed, made equal, marked as agreed.

use super::form;
use crate::app::action::{Action, Plan, Refusal};
use crate::app::binding::{Binding, key};
use crate::app::forms::criterion::points_row;
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::places::{Context, Contexts, PANES};
use crate::app::workbench::Workbench;
use crate::model::{Criterion, Edit, Points as CriterionPoints};

/// Marks a weight as agreed, or takes the mark away.
pub const TOGGLE_AGREED: Msg = Msg::Local("toggle-agreed");
/// Gives all weights that are not agreed the same points.
const EQUALISE: Msg = Msg::Local("equalise");

/// Why weights cannot be changed while there is nothing to weigh.
pub const NO_CRITERIA: &str = "there are no criteria yet: add them in the step Criteria";

/// The weights of Weigh, as points.
pub struct Points;

impl Place for Points {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.session.criteria.len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match *msg {
            Msg::Enter => Some(
                selected_criterion(workbench)
                    .and_then(|row| form::edit_row(points_row(row).unit("points, a whole number"))),
            ),
            TOGGLE_AGREED => Some(plan_agreed(workbench)),
            EQUALISE => Some(plan_equal(workbench)),
            _ => msg.arrow().map(|arrow| plan_points(workbench, arrow)),
        }
    }

    fn bindings(&self) -> Vec<Binding> {
        let points = PANES | Context::Points;
        let agreed = points | Context::Swings | Context::RankOrder;
        vec![
            key("points-down", &["left", "h"], Msg::Left, "1 point less", points),
            key("points-up", &["right", "l"], Msg::Right, "1 point more", points).footer_pair(
                1,
                "points-down",
                "points",
            ),
            key("points-down-5", &["<", "shift-left"], Msg::LeftCoarse, "5 points less", points),
            key("points-up-5", &[">", "shift-right"], Msg::RightCoarse, "5 points more", points).footer_pair(
                2,
                "points-down-5",
                "by 5",
            ),
            key("agree", &["x"], TOGGLE_AGREED, "agreed", agreed).footer(5),
            key("equalise", &["="], EQUALISE, "all equal", Contexts::from(Context::Points)).footer(6),
            key("enter-points", &["enter"], Msg::Enter, "type points", points).footer(3),
        ]
    }
}

/// The criterion under the cursor where weights are entered.
pub fn selected_criterion(workbench: &Workbench) -> Result<&Criterion, Refusal> {
    let row = workbench.selected_criterion().and_then(|at| workbench.session.criteria.get(at));
    row.ok_or_else(|| Refusal(NO_CRITERIA.to_owned()))
}

/// Marks the weight under the cursor as agreed, or takes the mark away.
pub fn plan_agreed(workbench: &Workbench) -> Plan {
    let row = selected_criterion(workbench)?;
    Action::edit(Edit::SetAgreed { criterion: row.id.clone(), agreed: !row.agreed })
}

fn plan_points(workbench: &Workbench, (up, coarse): (bool, bool)) -> Plan {
    let row = selected_criterion(workbench)?;
    let size = if coarse { 5 } else { 1 };
    let points = row.points.saturating_shift(if up { size } else { -size });
    if points == row.points {
        return Refusal::err(if up { "this is the most points there can be" } else { "it has no points left" });
    }
    Action::edit(Edit::SetWeight { criterion: row.id.clone(), points })
}

/// Keeps the sum of the points as nearly as whole points allow.
fn plan_equal(workbench: &Workbench) -> Plan {
    let open: Vec<&Criterion> = workbench.session.criteria.iter().filter(|row| !row.agreed).collect();
    if open.is_empty() {
        return Refusal::err("every weight is agreed: press x on one to take the mark away first");
    }
    let sum: u64 = open.iter().map(|row| u64::from(row.points.0)).sum();
    let each = if sum == 0 { 10 } else { (sum as f64 / open.len() as f64).round().max(1.0) as u32 };
    let edit = |row: &&Criterion| Edit::SetWeight { criterion: row.id.clone(), points: CriterionPoints(each) };
    Action::edit(Edit::Batch(open.iter().map(edit).collect()))
}
