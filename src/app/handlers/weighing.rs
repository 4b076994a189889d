//! The other ways to weights: swings, an order, pairs; and turning from one way to the next.

use super::{DONE, Outcome, READ_ONLY, Refused, asks, forms};
use crate::app::msg::Msg;
use crate::app::row::Row;
use crate::app::{App, Pane, Tone, Workbench};
use crate::appraisal::weighing::{self, gap};
use crate::model::{Comparison, Criterion, CriterionId, Edit, Pair, Way};

const NO_CRITERIA: &str = "there are no criteria yet: add them in step 4";
const NO_MEANING: &str = "that key does nothing here; ? shows what does";

/// Takes the next way. What was entered in the others stays.
pub fn turn(app: &mut App) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    if bench.read_only {
        return Refused::because(READ_ONLY);
    }
    let way = bench.session.weighing.way;
    let at = Way::ALL.iter().position(|other| *other == way).unwrap_or(0);
    let next = Way::ALL[(at + 1) % Way::ALL.len()];
    let effects = asks::apply(app, Edit::SetWay(next))?;
    let Some(bench) = app.bench_mut().filter(|bench| bench.session.weighing.way == next) else { return Ok(effects) };
    bench.set_cursor(Pane::List, 0);
    let state = match gap(&bench.session) {
        Some(_) => "it is used once it is complete; what was entered before stays",
        None => "what was entered in the other ways stays",
    };
    app.say(Tone::Note, format!("weights by {}: {state}", next.word()));
    Ok(effects)
}

fn here(app: &App) -> Result<(&Workbench, &Criterion), Refused> {
    let found = app.bench().and_then(|bench| Some((bench, bench.session.criteria.get(bench.weighed()?)?)));
    found.ok_or_else(|| Refused(NO_CRITERIA.to_owned()))
}

/// A key on a swing.
pub fn swings(app: &mut App, msg: Msg) -> Outcome {
    let (bench, row) = here(app)?;
    let (weighing, id) = (&bench.session.weighing, row.id.clone());
    let has_first = weighing.swings.iter().any(|swing| swing.worth == 100);
    let by = match msg {
        Msg::Left => -1,
        Msg::Right => 1,
        Msg::LeftBig => -5,
        Msg::RightBig => 5,
        Msg::Clear => return asks::apply(app, Edit::SetSwing { criterion: id, worth: None }),
        Msg::Agree => return asks::apply(app, Edit::SetAgreed { criterion: id, agreed: !row.agreed }),
        // The largest is 100 by what the question means: there is no figure to think about.
        Msg::Enter if !has_first => return asks::apply(app, Edit::SetSwing { criterion: id, worth: Some(100) }),
        Msg::Enter => {
            let current = weighing.swing(&id).unwrap_or(50);
            let row = Row::count(&row.name, current, move |n| Edit::SetSwing { criterion: id.clone(), worth: Some(n) });
            return forms::enter(app, row.unit("beside the largest, which is 100"));
        }
        _ => return Refused::because(NO_MEANING),
    };
    let moved = match weighing.swing(&id) {
        None if !has_first => {
            return Refused::because("first say which one you would move to its best first: enter on it");
        }
        None => 50,
        Some(worth) => worth.saturating_add_signed(by).min(100),
    };
    if weighing.swing(&id) == Some(moved) {
        return Refused::because(if by < 0 { "it is worth nothing already" } else { "the largest is worth 100" });
    }
    asks::apply(app, Edit::SetSwing { criterion: id, worth: Some(moved) })
}

/// A key on the order.
pub fn order(app: &mut App, msg: Msg) -> Outcome {
    let (bench, row) = here(app)?;
    let id = row.id.clone();
    let order = &bench.session.weighing.order;
    let next = match msg {
        Msg::Enter => placed(order, &id)?,
        Msg::MoveUp => shifted(order, &id, true)?,
        Msg::MoveDown => shifted(order, &id, false)?,
        Msg::Equalise => tied(order, &id)?,
        Msg::Clear => bench.session.weighing.order_without(&id),
        Msg::Agree => return asks::apply(app, Edit::SetAgreed { criterion: id, agreed: !row.agreed }),
        _ => return Refused::because("K and J move it up and down, = makes it equal to the one above"),
    };
    let is_next = msg == Msg::Enter;
    let effects = asks::apply(app, Edit::SetOrder(next))?;
    if let Some(bench) = app.bench_mut() {
        let listed = weighing::listed(&bench.session);
        let of = |at: &usize| bench.session.criteria.get(*at);
        let open = |at: &usize| of(at).is_some_and(|row| weighing::rank(&bench.session, row).is_none());
        let own = |at: &usize| of(at).is_some_and(|row| row.id == id);
        // After a rank was given, the next without one is asked about; a row that moved keeps the cursor.
        let to = listed.iter().position(|at| if is_next { open(at) } else { own(at) });
        if let Some(to) = to.or_else(|| listed.iter().position(own)) {
            bench.set_cursor(Pane::List, to);
        }
    }
    Ok(effects)
}

type Order = Vec<Vec<CriterionId>>;

/// At the end of the order.
fn placed(order: &[Vec<CriterionId>], id: &CriterionId) -> Result<Order, Refused> {
    if order.iter().any(|rank| rank.contains(id)) {
        return Refused::because("it has its rank: K and J move it, backspace takes it out");
    }
    let mut next = order.to_vec();
    next.push(vec![id.clone()]);
    Ok(next)
}

/// One rank up or down: out of a shared rank first, then past the neighbour.
fn shifted(order: &[Vec<CriterionId>], id: &CriterionId, up: bool) -> Result<Order, Refused> {
    let Some(at) = order.iter().position(|rank| rank.contains(id)) else { return placed(order, id) };
    let mut next = order.to_vec();
    if next[at].len() > 1 {
        next[at].retain(|other| other != id);
        next.insert(if up { at } else { at + 1 }, vec![id.clone()]);
        return Ok(next);
    }
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < next.len()) };
    match to {
        Some(to) => next.swap(at, to),
        None => return Refused::because(if up { "it matters most already" } else { "it matters least already" }),
    }
    Ok(next)
}

/// Into the rank of the one above.
fn tied(order: &[Vec<CriterionId>], id: &CriterionId) -> Result<Order, Refused> {
    let mut next = order.to_vec();
    let Some(at) = next.iter().position(|rank| rank.contains(id)) else {
        // It has no rank yet, and the row above is the last that has one.
        match next.last_mut() {
            Some(last) => last.push(id.clone()),
            None => return Refused::because("there is nothing above that it could be equal to"),
        }
        return Ok(next);
    };
    if next[at].first() != Some(id) {
        return Refused::because("it is equal to the one above already: K or J takes it out");
    }
    if at == 0 {
        return Refused::because("there is nothing above that it could be equal to");
    }
    let rank = next.remove(at);
    next[at - 1].extend(rank);
    Ok(next)
}

/// A key on a pair.
pub fn pairs(app: &mut App, msg: Msg) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    let Some(pair) = bench.pair() else {
        return Refused::because(if bench.session.criteria.is_empty() {
            NO_CRITERIA
        } else {
            "one criterion has nothing to be compared with"
        });
    };
    let session = &bench.session;
    let said = weighing::ratio(session, pair).map(step_of);
    let step = match msg {
        Msg::Left => Some(said.unwrap_or(0) - 1),
        Msg::Right => Some(said.unwrap_or(0) + 1),
        Msg::LeftBig => Some(-said.map_or(2, i8::abs)),
        Msg::RightBig => Some(said.map_or(2, i8::abs)),
        Msg::Level(times) => {
            let times = times.saturating_sub(1).min(8) as i8;
            Some(if said.unwrap_or(0) > 0 { times } else { -times })
        }
        Msg::Clear => None,
        Msg::Enter => return next_open(app),
        _ => return Refused::because(NO_MEANING),
    };
    if step.is_some_and(|step| step.abs() > 8) {
        return Refused::because("9 times is as far as it goes");
    }
    let says = step.map(|step| {
        let times = step.unsigned_abs() + 1;
        if step > 0 { Comparison::Second(times) } else { Comparison::First(times) }
    });
    let id = |at: usize| session.criteria.get(at).map(|row| row.id.clone());
    let Some((one, other)) = id(pair.0).zip(id(pair.1)) else { return Ok(DONE) };
    asks::apply(app, Pair::edit(&one, &other, says))
}

/// Where a ratio lies on the scale from 9 times to the left (-8) over equal (0) to 9 times to the right (8).
fn step_of(ratio: f64) -> i8 {
    let times = |ratio: f64| ratio.round().clamp(1.0, 9.0) as i8 - 1;
    if ratio >= 1.0 { -times(ratio) } else { times(1.0 / ratio) }
}

/// Puts the cursor on the next pair that was not compared yet.
fn next_open(app: &mut App) -> Outcome {
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    let pairs: Vec<(usize, usize)> = weighing::pairs(&bench.session).collect();
    let at = bench.cursor(Pane::List, pairs.len());
    let mut turns = (at + 1..pairs.len()).chain(0..=at);
    let is_open = |at: &usize| weighing::ratio(&bench.session, pairs[*at]).is_none();
    match turns.find(is_open) {
        Some(to) => {
            bench.set_cursor(Pane::List, to);
            Ok(DONE)
        }
        None => Refused::because("every pair is compared"),
    }
}
