//! Weights from comparisons in pairs: how many times more one criterion matters than another.

use super::points::NO_CRITERIA;
use crate::app::action::{Action, Plan, Refusal};
use crate::app::binding::{Binding, key};
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::places::{Context, Pane};
use crate::app::workbench::Workbench;
use crate::appraisal::weights;
use crate::model::{Pair, PairComparison};

/// The weights of Weigh, as pairs.
pub struct Pairs;

/// The labels of the digits, on the scale from 1 to 9.
const TIMES: [&str; 9] =
    ["equal", "2 times", "3 times", "4 times", "5 times", "6 times", "7 times", "8 times", "9 times"];

impl Place for Pairs {
    fn row_count(&self, workbench: &Workbench) -> usize {
        weights::criterion_pairs(&workbench.session).count()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match msg {
            Msg::Enter => Some(plan_next_open(workbench)),
            Msg::Digit(_) | Msg::Clear => Some(plan_comparison(workbench, msg)),
            msg => msg.arrow().map(|_| plan_comparison(workbench, msg)),
        }
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = Context::Pairs;
        let mut rows = vec![
            key("pair-left", &["left", "h"], Msg::Left, "more to the left", here),
            key("pair-right", &["right", "l"], Msg::Right, "more to the right", here).footer_pair(
                1,
                "pair-left",
                "which one",
            ),
            key("pair-for-left", &["<", "shift-left"], Msg::LeftCoarse, "the left one matters more", here),
            key("pair-for-right", &[">", "shift-right"], Msg::RightCoarse, "the right one matters more", here)
                .footer_pair(3, "pair-for-left", "other side"),
            key("enter-pair", &["enter"], Msg::Enter, "next open pair", here).footer(4),
        ];
        rows.extend((1_u8..).zip(TIMES).map(|(times, label)| {
            let row = key(&format!("times-{times}"), &[&times.to_string()], Msg::Digit(times), label, here);
            if times == 9 { row.footer_pair(2, "times-1", "times") } else { row }
        }));
        rows
    }
}

fn selected_pair(workbench: &Workbench) -> Result<(usize, usize), Refusal> {
    let is_empty = workbench.session.criteria.is_empty();
    let reason = if is_empty { NO_CRITERIA } else { "one criterion cannot be compared with anything" };
    workbench.selected_pair().ok_or_else(|| Refusal(reason.to_owned()))
}

fn plan_comparison(workbench: &Workbench, msg: &Msg) -> Plan {
    let pair = selected_pair(workbench)?;
    let session = &workbench.session;
    let current = weights::pair_ratio(session, pair).map(ratio_step);
    let step = match msg {
        Msg::Left => Some(current.unwrap_or(0) - 1),
        Msg::Right => Some(current.unwrap_or(0) + 1),
        Msg::LeftCoarse => Some(-current.map_or(2, i8::abs)),
        Msg::RightCoarse => Some(current.map_or(2, i8::abs)),
        Msg::Digit(times) => {
            let times = times.saturating_sub(1).min(8) as i8;
            Some(if current.unwrap_or(0) > 0 { times } else { -times })
        }
        _ => None,
    };
    if step.is_some_and(|step| step.abs() > 8) {
        return Refusal::err("the scale ends at 9 times");
    }
    let comparison = step.map(|step| {
        let times = step.unsigned_abs() + 1;
        if step > 0 { PairComparison::Second(times) } else { PairComparison::First(times) }
    });
    match (session.criteria.get(pair.0), session.criteria.get(pair.1)) {
        (Some(one), Some(other)) => Action::edit(Pair::comparison_edit(&one.id, &other.id, comparison)),
        _ => Refusal::err(NO_CRITERIA),
    }
}

/// Where a ratio lies on the scale from 9 times to the left (-8) over equal (0) to 9 times to the right (8).
fn ratio_step(ratio: f64) -> i8 {
    let times = |ratio: f64| ratio.round().clamp(1.0, 9.0) as i8 - 1;
    if ratio >= 1.0 { -times(ratio) } else { times(1.0 / ratio) }
}

/// Puts the cursor on the next pair that is not compared yet.
fn plan_next_open(workbench: &Workbench) -> Plan {
    selected_pair(workbench)?;
    let session = &workbench.session;
    let pairs: Vec<(usize, usize)> = weights::criterion_pairs(session).collect();
    let at = workbench.cursor(Pane::List, pairs.len());
    let mut others = (at + 1..pairs.len()).chain(0..=at);
    match others.find(|at| weights::pair_ratio(session, pairs[*at]).is_none()) {
        Some(to) => Action::view(move |workbench| workbench.set_cursor(Pane::List, to)),
        None => Refusal::err("every pair is compared"),
    }
}
