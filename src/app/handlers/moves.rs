//! Going about: rows, panes, steps, scopes, and back in time.

use super::{DONE, Outcome, READ_ONLY, Refused, asks, compare, scenarios};
use crate::app::msg::{Msg, Place};
use crate::app::row::{Kind, Row};
use crate::app::{App, Pane, Tone, Workbench, forms};
use crate::appraisal::{Scope, Step, growth, weighing};
use crate::model::edit::FrameField;
use crate::model::{Edit, Stamp, Way};

/// How many rows a message moves the cursor, if it moves it.
pub fn rows_of(msg: &Msg) -> Option<isize> {
    match msg {
        Msg::Up => Some(-1),
        Msg::Down => Some(1),
        Msg::PageUp => Some(-10),
        Msg::PageDown => Some(10),
        Msg::First => Some(isize::MIN / 2),
        Msg::Last => Some(isize::MAX / 2),
        _ => None,
    }
}

impl App {
    /// The rows of the form on screen.
    pub fn form(&self) -> Vec<Row> {
        self.bench().map_or_else(Vec::new, |bench| form(bench, self, &self.stamp()))
    }
}

fn form(bench: &Workbench, app: &App, stamp: &Stamp) -> Vec<Row> {
    let session = &bench.session;
    let chosen = |len: usize| bench.cursor(Pane::List, len);
    match bench.step {
        Step::Frame if bench.pane() == Pane::People => {
            let at = bench.cursor(Pane::People, session.participants.len());
            session.participants.get(at).map_or_else(Vec::new, forms::frame::person)
        }
        Step::Frame => forms::frame::rows(session),
        Step::Workloads => forms::workload::rows_of(bench, chosen(session.workloads.len()), &stamp.by),
        Step::Options => {
            let alternative = session.alternatives.get(chosen(session.alternatives.len()));
            alternative.map_or_else(Vec::new, |alternative| forms::alternative::rows(&app.catalogue, alternative))
        }
        Step::Criteria => {
            let criterion = session.criteria.get(chosen(session.criteria.len()));
            criterion.map_or_else(Vec::new, |criterion| forms::criterion::rows(session, criterion, bench.score_sheet()))
        }
        Step::Decide => forms::decide::rows(session, &bench.appraisal, stamp),
        Step::Weigh | Step::Score | Step::Compare => Vec::new(),
    }
}

/// How many rows the pane with the cursor has, where `form` is what a form of it would show.
fn len(app: &App, form: &[Row]) -> usize {
    let Some(bench) = app.bench() else { return 0 };
    let session = &bench.session;
    let sheet = bench.sheet();
    match bench.pane() {
        Pane::Form => form.len(),
        Pane::People => session.participants.len(),
        Pane::List if bench.step == Step::Workloads => session.workloads.len(),
        Pane::List if bench.step == Step::Options => session.alternatives.len(),
        Pane::List if bench.step == Step::Weigh && session.weighing.way == Way::Pairs => {
            weighing::pairs(session).count()
        }
        Pane::List | Pane::Grid | Pane::Matrix | Pane::Flips | Pane::Sensitivity => session.criteria.len(),
        Pane::Questions => app.catalogue.questions.len(),
        Pane::Ranking | Pane::Cost | Pane::Burden => sheet.map_or(0, |sheet| sheet.columns.len()),
        Pane::Robustness | Pane::TradeOff => compare::listed(bench, bench.pane()).len(),
        Pane::Volume => sheet.map_or(0, |sheet| growth::rising(sheet).count()),
        Pane::Risks => super::risks::count(app, bench),
        Pane::Estate => session.workloads.len(),
        Pane::Scenarios => session.scenarios.len() + 1,
    }
}

/// Moves the cursor, within the pane; forms skip their headings.
pub fn move_rows(app: &mut App, by: isize) -> Outcome {
    let rows = app.form();
    let len = len(app, &rows);
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    let pane = bench.pane();
    if len == 0 {
        return Refused::because("there is nothing here yet");
    }
    let from = bench.cursor(pane, len);
    let mut to = from.saturating_add_signed(by).min(len - 1);
    if pane == Pane::Form {
        let is_heading = |at: usize| rows.get(at).is_some_and(|row| matches!(row.kind, Kind::Heading));
        while is_heading(to) && ((by > 0 && to + 1 < len) || (by < 0 && to > 0)) {
            to = to.saturating_add_signed(by.signum());
        }
        if is_heading(to) {
            to = (0..len).find(|at| !is_heading(*at)).unwrap_or(0);
        }
    }
    bench.unlocked = None;
    bench.set_cursor(pane, to);
    Ok(DONE)
}

/// Goes to a step. Entering Compare for the first time opens the totals, and that is logged.
pub fn go(app: &mut App, step: Step) -> Outcome {
    let Some(bench) = app.bench_mut() else { return Refused::because("no session is open") };
    bench.step = step;
    bench.volume = false;
    bench.unlocked = None;
    if step == Step::Decide && bench.cursor(Pane::Form, usize::MAX) == 0 {
        bench.set_cursor(Pane::Form, 1);
    }
    if step == Step::Decide {
        return Ok(scenarios::leave(app));
    }
    if step != Step::Compare || bench.session.totals_seen {
        return Ok(DONE);
    }
    if bench.read_only {
        app.say(Tone::Note, "the totals were never opened in this session; you see them, and that is not recorded");
        return Ok(DONE);
    }
    let effects = asks::apply_anyway(app, Edit::SetFrame(FrameField::TotalsSeen(true)))?;
    app.say(
        Tone::Note,
        "Totals are open from now on: changes of weights, anchors and rubrics are marked as made after seeing them",
    );
    Ok(effects)
}

/// Goes to the next or previous step.
pub fn turn_step(app: &mut App, by: isize) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    let next = bench.step.index().checked_add_signed(by).and_then(Step::at);
    match next {
        Some(step) => go(app, step),
        None if by > 0 => Refused::because("this is the last step"),
        None => Refused::because("this is the first step"),
    }
}

/// Goes to the next or previous pane.
pub fn turn_pane(app: &mut App, by: isize) -> Outcome {
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    if Pane::of(bench.step, &bench.session).len() < 2 {
        return Refused::because("this step has one pane");
    }
    bench.turn_pane(by);
    bench.volume = false;
    let first = first_row(app);
    if let Some(bench) = app.bench_mut()
        && bench.pane() == Pane::Form
        && bench.cursor(Pane::Form, usize::MAX) == 0
    {
        bench.set_cursor(Pane::Form, first);
    }
    Ok(DONE)
}

fn first_row(app: &App) -> usize {
    app.form().iter().position(|row| !matches!(row.kind, Kind::Heading)).unwrap_or(0)
}

/// Shows the next or previous matrix.
pub fn turn_scope(app: &mut App, by: isize) -> Outcome {
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    let mut scopes = Scope::all(&bench.session);
    if bench.step == Step::Score {
        scopes.retain(|scope| *scope != Scope::System);
    }
    if scopes.len() < 2 {
        return Refused::because("there is only one matrix: add workloads to have several");
    }
    let at = scopes.iter().position(|scope| *scope == bench.scope).unwrap_or(0) as isize;
    bench.scope = scopes.swap_remove((at + by).rem_euclid(scopes.len() as isize) as usize);
    if bench.scope == Scope::System {
        bench.volume = false;
    }
    Ok(DONE)
}

/// Puts the cursor where the finder says.
pub fn jump(app: &mut App, place: Place) -> Outcome {
    let effects = go(app, place.step)?;
    let Some(bench) = app.bench_mut() else { return Ok(effects) };
    bench.set_pane(place.pane);
    bench.set_cursor(place.pane, place.row);
    if let Some(scope) = place.scope {
        bench.scope = scope;
    }
    Ok(effects)
}

/// Takes back, or repeats, and says what.
pub fn travel(app: &mut App, back: bool) -> Outcome {
    let (stamp, catalogue) = (app.stamp(), app.catalogue.clone());
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    if bench.read_only {
        return Refused::because(READ_ONLY);
    }
    match bench.travel(back, stamp, &catalogue) {
        Ok(Some((edit, effect))) => {
            let what = crate::appraisal::words::edit_words(&edit, &bench.session);
            app.say(Tone::Note, format!("{}: {what}", if back { "undone" } else { "redone" }));
            Ok(vec![effect])
        }
        Ok(None) => Refused::because(if back { "nothing to undo" } else { "nothing to redo" }),
        Err(error) => Refused::because(error.to_string()),
    }
}
