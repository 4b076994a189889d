//! The other ways to weights: swings, an order, pairs; and turning from one way to the next.

use super::{HandlerResult, NO_EFFECTS, READ_ONLY, Refusal, forms, guarded_edits};
use crate::app::msg::Msg;
use crate::app::row::Row;
use crate::app::{App, Pane, Tone, Workbench};
use crate::appraisal::weights::{self, find_gap};
use crate::model::{Criterion, CriterionId, Edit, Pair, PairComparison, WeightingMethod};

const NO_CRITERIA: &str = "there are no criteria yet: add them in step 4";
const NO_MEANING: &str = "that key does nothing here; ? shows what does";

/// Takes the next way. What was entered in the others stays.
pub fn next_method(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    if bench.read_only {
        return Refusal::err(READ_ONLY);
    }
    let way = bench.session.weighing.way;
    let at = WeightingMethod::ALL.iter().position(|other| *other == way).unwrap_or(0);
    let next = WeightingMethod::ALL[(at + 1) % WeightingMethod::ALL.len()];
    let effects = guarded_edits::apply(app, Edit::SetWay(next))?;
    let Some(bench) = app.workbench_mut().filter(|bench| bench.session.weighing.way == next) else {
        return Ok(effects);
    };
    bench.set_cursor(Pane::List, 0);
    let state = match find_gap(&bench.session) {
        Some(_) => "it is used once it is complete; what was entered before stays",
        None => "what was entered in the other ways stays",
    };
    app.notify(Tone::Note, format!("weights by {}: {state}", next.label()));
    Ok(effects)
}

fn selected_criterion(app: &App) -> Result<(&Workbench, &Criterion), Refusal> {
    let found =
        app.workbench().and_then(|bench| Some((bench, bench.session.criteria.get(bench.selected_criterion()?)?)));
    found.ok_or_else(|| Refusal(NO_CRITERIA.to_owned()))
}

/// A key on a swing.
pub fn handle_swings(app: &mut App, msg: Msg) -> HandlerResult {
    let (bench, row) = selected_criterion(app)?;
    let (weighing, id) = (&bench.session.weighing, row.id.clone());
    let has_first = weighing.swings.iter().any(|swing| swing.worth == 100);
    let by = match msg {
        Msg::Left => -1,
        Msg::Right => 1,
        Msg::LeftCoarse => -5,
        Msg::RightCoarse => 5,
        Msg::Clear => return guarded_edits::apply(app, Edit::SetSwing { criterion: id, worth: None }),
        Msg::ToggleAgreed => return guarded_edits::apply(app, Edit::SetAgreed { criterion: id, agreed: !row.agreed }),
        // The largest is 100 by what the question means: there is no figure to think about.
        Msg::Enter if !has_first => {
            return guarded_edits::apply(app, Edit::SetSwing { criterion: id, worth: Some(100) });
        }
        Msg::Enter => {
            let current = weighing.swing(&id).unwrap_or(50);
            let row = Row::count(&row.name, current, move |n| Edit::SetSwing { criterion: id.clone(), worth: Some(n) });
            return forms::edit_row(app, row.unit("beside the largest, which is 100"));
        }
        _ => return Refusal::err(NO_MEANING),
    };
    let moved = match weighing.swing(&id) {
        None if !has_first => {
            return Refusal::err("first say which one you would move to its best first: enter on it");
        }
        None => 50,
        Some(worth) => worth.saturating_add_signed(by).min(100),
    };
    if weighing.swing(&id) == Some(moved) {
        return Refusal::err(if by < 0 { "it is worth nothing already" } else { "the largest is worth 100" });
    }
    guarded_edits::apply(app, Edit::SetSwing { criterion: id, worth: Some(moved) })
}

/// A key on the order.
pub fn handle_order(app: &mut App, msg: Msg) -> HandlerResult {
    let (bench, row) = selected_criterion(app)?;
    let id = row.id.clone();
    let order = &bench.session.weighing.order;
    let next = match msg {
        Msg::Enter => with_next_rank(order, &id)?,
        Msg::MoveUp => with_shifted_rank(order, &id, true)?,
        Msg::MoveDown => with_shifted_rank(order, &id, false)?,
        Msg::Equalise => with_shared_rank(order, &id)?,
        Msg::Clear => bench.session.weighing.order_without(&id),
        Msg::ToggleAgreed => return guarded_edits::apply(app, Edit::SetAgreed { criterion: id, agreed: !row.agreed }),
        _ => return Refusal::err("K and J move it up and down, = makes it equal to the one above"),
    };
    let is_next = msg == Msg::Enter;
    let effects = guarded_edits::apply(app, Edit::SetOrder(next))?;
    if let Some(bench) = app.workbench_mut() {
        let listed = weights::display_order(&bench.session);
        let of = |at: &usize| bench.session.criteria.get(*at);
        let open = |at: &usize| of(at).is_some_and(|row| weights::criterion_rank(&bench.session, row).is_none());
        let own = |at: &usize| of(at).is_some_and(|row| row.id == id);
        // After a rank was given, the next without one is asked about; a row that moved keeps the cursor.
        let to = listed.iter().position(|at| if is_next { open(at) } else { own(at) });
        if let Some(to) = to.or_else(|| listed.iter().position(own)) {
            bench.set_cursor(Pane::List, to);
        }
    }
    Ok(effects)
}

type RankOrder = Vec<Vec<CriterionId>>;

/// At the end of the order.
fn with_next_rank(order: &[Vec<CriterionId>], id: &CriterionId) -> Result<RankOrder, Refusal> {
    if order.iter().any(|rank| rank.contains(id)) {
        return Refusal::err("it has its rank: K and J move it, backspace takes it out");
    }
    let mut next = order.to_vec();
    next.push(vec![id.clone()]);
    Ok(next)
}

/// One rank up or down: out of a shared rank first, then past the neighbour.
fn with_shifted_rank(order: &[Vec<CriterionId>], id: &CriterionId, up: bool) -> Result<RankOrder, Refusal> {
    let Some(at) = order.iter().position(|rank| rank.contains(id)) else { return with_next_rank(order, id) };
    let mut next = order.to_vec();
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

/// Into the rank of the one above.
fn with_shared_rank(order: &[Vec<CriterionId>], id: &CriterionId) -> Result<RankOrder, Refusal> {
    let mut next = order.to_vec();
    let Some(at) = next.iter().position(|rank| rank.contains(id)) else {
        // It has no rank yet, and the row above is the last that has one.
        match next.last_mut() {
            Some(last) => last.push(id.clone()),
            None => return Refusal::err("there is nothing above that it could be equal to"),
        }
        return Ok(next);
    };
    if next[at].first() != Some(id) {
        return Refusal::err("it is equal to the one above already: K or J takes it out");
    }
    if at == 0 {
        return Refusal::err("there is nothing above that it could be equal to");
    }
    let rank = next.remove(at);
    next[at - 1].extend(rank);
    Ok(next)
}

/// A key on a pair.
pub fn handle_pairs(app: &mut App, msg: Msg) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let Some(pair) = bench.selected_pair() else {
        return Refusal::err(if bench.session.criteria.is_empty() {
            NO_CRITERIA
        } else {
            "one criterion has nothing to be compared with"
        });
    };
    let session = &bench.session;
    let said = weights::pair_ratio(session, pair).map(ratio_step);
    let step = match msg {
        Msg::Left => Some(said.unwrap_or(0) - 1),
        Msg::Right => Some(said.unwrap_or(0) + 1),
        Msg::LeftCoarse => Some(-said.map_or(2, i8::abs)),
        Msg::RightCoarse => Some(said.map_or(2, i8::abs)),
        Msg::Digit(times) => {
            let times = times.saturating_sub(1).min(8) as i8;
            Some(if said.unwrap_or(0) > 0 { times } else { -times })
        }
        Msg::Clear => None,
        Msg::Enter => return next_uncompared(app),
        _ => return Refusal::err(NO_MEANING),
    };
    if step.is_some_and(|step| step.abs() > 8) {
        return Refusal::err("9 times is as far as it goes");
    }
    let says = step.map(|step| {
        let times = step.unsigned_abs() + 1;
        if step > 0 { PairComparison::Second(times) } else { PairComparison::First(times) }
    });
    let id = |at: usize| session.criteria.get(at).map(|row| row.id.clone());
    let Some((one, other)) = id(pair.0).zip(id(pair.1)) else { return Ok(NO_EFFECTS) };
    guarded_edits::apply(app, Pair::comparison_edit(&one, &other, says))
}

/// Where a ratio lies on the scale from 9 times to the left (-8) over equal (0) to 9 times to the right (8).
fn ratio_step(ratio: f64) -> i8 {
    let times = |ratio: f64| ratio.round().clamp(1.0, 9.0) as i8 - 1;
    if ratio >= 1.0 { -times(ratio) } else { times(1.0 / ratio) }
}

/// Puts the cursor on the next pair that was not compared yet.
fn next_uncompared(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    let pairs: Vec<(usize, usize)> = weights::criterion_pairs(&bench.session).collect();
    let at = bench.cursor(Pane::List, pairs.len());
    let mut turns = (at + 1..pairs.len()).chain(0..=at);
    let is_open = |at: &usize| weights::pair_ratio(&bench.session, pairs[*at]).is_none();
    match turns.find(is_open) {
        Some(to) => {
            bench.set_cursor(Pane::List, to);
            Ok(NO_EFFECTS)
        }
        None => Refusal::err("every pair is compared"),
    }
}
