//! Weights as an order of importance, with shared ranks.

use super::points::{TOGGLE_AGREED, plan_agreed, selected_criterion};
use crate::app::action::{Action, Followup, Plan, Refusal};
use crate::app::binding::{Binding, key};
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::places::{Context, Pane};
use crate::app::workbench::Workbench;
use crate::appraisal::weights;
use crate::model::{CriterionId, Edit};

/// Gives a criterion the rank of the one above.
const SHARE_RANK: Msg = Msg::Local("share-rank");

/// The weights of Weigh, as a rank order.
pub struct RankOrder;

type Ranks = Vec<Vec<CriterionId>>;

impl Place for RankOrder {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.session.criteria.len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        let change: fn(&Ranks, &CriterionId) -> Result<Ranks, Refusal> = match *msg {
            Msg::Enter => with_next_rank,
            Msg::MoveUp => |ranks, id| with_moved_rank(ranks, id, true),
            Msg::MoveDown => |ranks, id| with_moved_rank(ranks, id, false),
            SHARE_RANK => with_shared_rank,
            Msg::Clear => {
                return Some(plan_order(workbench, false, |workbench, id| {
                    Ok(workbench.session.weighing.order_without(id))
                }));
            }
            TOGGLE_AGREED => return Some(plan_agreed(workbench)),
            _ => {
                msg.arrow()?;
                return Some(Refusal::err(
                    "press K or J to move it up or down, = to give it the rank of the one above",
                ));
            }
        };
        let goes_on = *msg == Msg::Enter;
        Some(plan_order(workbench, goes_on, |workbench, id| change(&workbench.session.weighing.order, id)))
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = Context::RankOrder;
        vec![
            key("enter-rank", &["enter"], Msg::Enter, "next in rank", here).footer(1),
            key("rank-up", &["K", "shift-up"], Msg::MoveUp, "matters more", here).footer_pair(
                2,
                "rank-down",
                "more, less",
            ),
            key("rank-down", &["J", "shift-down"], Msg::MoveDown, "matters less", here),
            key("tie", &["="], SHARE_RANK, "equal to the one above", here).footer(3),
        ]
    }
}

/// The edit of the order. After a rank was given the cursor goes to the next criterion without one, otherwise it stays with its row.
fn plan_order(
    workbench: &Workbench,
    goes_on: bool,
    change: impl Fn(&Workbench, &CriterionId) -> Result<Ranks, Refusal>,
) -> Plan {
    let id = selected_criterion(workbench)?.id.clone();
    let ranks = change(workbench, &id)?;
    Action::edit_then(Edit::SetOrder(ranks), move |workbench| {
        let session = &workbench.session;
        let order = weights::display_order(session);
        let criterion = |at: &usize| session.criteria.get(*at);
        let is_open = |at: &usize| criterion(at).is_some_and(|row| weights::criterion_rank(session, row).is_none());
        let is_own = |at: &usize| criterion(at).is_some_and(|row| row.id == id);
        let next = order.iter().position(|at| if goes_on { is_open(at) } else { is_own(at) });
        if let Some(to) = next.or_else(|| order.iter().position(is_own)) {
            workbench.set_cursor(Pane::List, to);
        }
        Followup::default()
    })
}

/// Puts it at the end of the order.
fn with_next_rank(ranks: &Ranks, id: &CriterionId) -> Result<Ranks, Refusal> {
    if ranks.iter().any(|rank| rank.contains(id)) {
        return Refusal::err("it has a rank already: press K or J to move it, backspace to take it out");
    }
    let mut next = ranks.clone();
    next.push(vec![id.clone()]);
    Ok(next)
}

/// Moves it one rank up or down: out of a shared rank first, then past the neighbour.
fn with_moved_rank(ranks: &Ranks, id: &CriterionId, up: bool) -> Result<Ranks, Refusal> {
    let Some(at) = ranks.iter().position(|rank| rank.contains(id)) else { return with_next_rank(ranks, id) };
    let mut next = ranks.clone();
    if next[at].len() > 1 {
        next[at].retain(|other| other != id);
        next.insert(if up { at } else { at + 1 }, vec![id.clone()]);
        return Ok(next);
    }
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < next.len()) };
    match to {
        Some(to) => next.swap(at, to),
        None => return Refusal::err(if up { "it matters most already" } else { "it matters least already" }),
    }
    Ok(next)
}

/// Puts it into the rank of the one above.
fn with_shared_rank(ranks: &Ranks, id: &CriterionId) -> Result<Ranks, Refusal> {
    const NOTHING_ABOVE: &str = "there is nothing above it to be equal to";
    let mut next = ranks.clone();
    let Some(at) = next.iter().position(|rank| rank.contains(id)) else {
        // It has no rank yet, and the row above is the last that has one.
        match next.last_mut() {
            Some(last) => last.push(id.clone()),
            None => return Refusal::err(NOTHING_ABOVE),
        }
        return Ok(next);
    };
    if next[at].first() != Some(id) {
        return Refusal::err("it shares the rank of the one above already: press K or J to take it out");
    }
    if at == 0 {
        return Refusal::err(NOTHING_ABOVE);
    }
    let rank = next.remove(at);
    next[at - 1].extend(rank);
    Ok(next)
}
