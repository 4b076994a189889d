//! Going about: rows, panes, steps, scopes, and back in time.

use super::{HandlerResult, NO_EFFECTS, READ_ONLY, Refusal, compare, guarded_edits, scenarios};
use crate::app::msg::{Msg, StepLocation};
use crate::app::row::{Row, RowKind};
use crate::app::{App, Pane, Tone, Workbench, forms};
use crate::appraisal::{Scope, Step, growth, weights};
use crate::model::edit::FrameField;
use crate::model::{Edit, Stamp, WeightingMethod};

/// How many rows a message moves the cursor, if it moves it.
pub fn row_delta(msg: &Msg) -> Option<isize> {
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
    pub fn form_rows(&self) -> Vec<Row> {
        self.workbench().map_or_else(Vec::new, |bench| build_form_rows(bench, self, &self.stamp()))
    }
}

fn build_form_rows(bench: &Workbench, app: &App, stamp: &Stamp) -> Vec<Row> {
    let session = &bench.session;
    let chosen = |len: usize| bench.cursor(Pane::List, len);
    match bench.step {
        Step::Frame if bench.pane() == Pane::People => {
            let at = bench.cursor(Pane::People, session.participants.len());
            session.participants.get(at).map_or_else(Vec::new, forms::frame::participant_rows)
        }
        Step::Frame => forms::frame::rows(session),
        Step::Workloads => forms::workload::scenario_rows(bench, chosen(session.workloads.len()), &stamp.by),
        Step::Options => {
            let alternative = session.alternatives.get(chosen(session.alternatives.len()));
            alternative.map_or_else(Vec::new, |alternative| forms::alternative::rows(&app.catalogue, alternative))
        }
        Step::Criteria => {
            let criterion = session.criteria.get(chosen(session.criteria.len()));
            criterion
                .map_or_else(Vec::new, |criterion| forms::criterion::rows(session, criterion, bench.score_matrix()))
        }
        Step::Decide => forms::decide::rows(session, &bench.appraisal, stamp),
        Step::Weigh | Step::Score | Step::Compare => Vec::new(),
    }
}

/// How many rows the pane with the cursor has, where `form` is what a form of it would show.
fn row_count(app: &App, form: &[Row]) -> usize {
    let Some(bench) = app.workbench() else { return 0 };
    let session = &bench.session;
    let sheet = bench.matrix();
    match bench.pane() {
        Pane::Form => form.len(),
        Pane::People => session.participants.len(),
        Pane::List if bench.step == Step::Workloads => session.workloads.len(),
        Pane::List if bench.step == Step::Options => session.alternatives.len(),
        Pane::List if bench.step == Step::Weigh && session.weighing.way == WeightingMethod::Pairs => {
            weights::criterion_pairs(session).count()
        }
        Pane::List | Pane::Grid | Pane::Matrix | Pane::Flips | Pane::Sensitivity => session.criteria.len(),
        Pane::Questions => app.catalogue.questions.len(),
        Pane::Ranking | Pane::Cost | Pane::Burden => sheet.map_or(0, |sheet| sheet.columns.len()),
        Pane::Robustness | Pane::TradeOff => compare::listed_columns(bench, bench.pane()).len(),
        Pane::Volume => sheet.map_or(0, |sheet| growth::option_curves(sheet).count()),
        Pane::Risks => super::risks::hazard_count(app, bench),
        Pane::Estate => session.workloads.len(),
        Pane::Scenarios => session.scenarios.len() + 1,
    }
}

/// Moves the cursor, within the pane; forms skip their headings.
pub fn move_rows(app: &mut App, by: isize) -> HandlerResult {
    let rows = app.form_rows();
    let len = row_count(app, &rows);
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    let pane = bench.pane();
    if len == 0 {
        return Refusal::err("there is nothing here yet");
    }
    let from = bench.cursor(pane, len);
    let mut to = from.saturating_add_signed(by).min(len - 1);
    if pane == Pane::Form {
        let is_heading = |at: usize| rows.get(at).is_some_and(|row| matches!(row.kind, RowKind::Heading));
        while is_heading(to) && ((by > 0 && to + 1 < len) || (by < 0 && to > 0)) {
            to = to.saturating_add_signed(by.signum());
        }
        if is_heading(to) {
            to = (0..len).find(|at| !is_heading(*at)).unwrap_or(0);
        }
    }
    bench.unlocked_criterion = None;
    bench.set_cursor(pane, to);
    Ok(NO_EFFECTS)
}

/// Goes to a step. Entering Compare for the first time opens the totals, and that is logged.
pub fn go_to_step(app: &mut App, step: Step) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Refusal::err("no session is open") };
    bench.step = step;
    bench.volume_mode = false;
    bench.unlocked_criterion = None;
    if step == Step::Decide && bench.cursor(Pane::Form, usize::MAX) == 0 {
        bench.set_cursor(Pane::Form, 1);
    }
    if step == Step::Decide {
        return Ok(scenarios::leave_scenario(app));
    }
    if step != Step::Compare || bench.session.totals_seen {
        return Ok(NO_EFFECTS);
    }
    if bench.read_only {
        app.notify(Tone::Note, "the totals were never opened in this session; you see them, and that is not recorded");
        return Ok(NO_EFFECTS);
    }
    let effects = guarded_edits::apply_confirmed(app, Edit::SetFrame(FrameField::TotalsSeen(true)))?;
    app.notify(
        Tone::Note,
        "Totals are open from now on: changes of weights, anchors and rubrics are marked as made after seeing them",
    );
    Ok(effects)
}

/// Goes to the next or previous step.
pub fn cycle_step(app: &mut App, by: isize) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let next = bench.step.index().checked_add_signed(by).and_then(Step::at);
    match next {
        Some(step) => go_to_step(app, step),
        None if by > 0 => Refusal::err("this is the last step"),
        None => Refusal::err("this is the first step"),
    }
}

/// Goes to the next or previous pane.
pub fn cycle_pane(app: &mut App, by: isize) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    if Pane::for_step(bench.step, &bench.session).len() < 2 {
        return Refusal::err("this step has one pane");
    }
    bench.cycle_pane(by);
    bench.volume_mode = false;
    let first = first_editable_row(app);
    if let Some(bench) = app.workbench_mut()
        && bench.pane() == Pane::Form
        && bench.cursor(Pane::Form, usize::MAX) == 0
    {
        bench.set_cursor(Pane::Form, first);
    }
    Ok(NO_EFFECTS)
}

fn first_editable_row(app: &App) -> usize {
    app.form_rows().iter().position(|row| !matches!(row.kind, RowKind::Heading)).unwrap_or(0)
}

/// Shows the next or previous matrix.
pub fn cycle_matrix(app: &mut App, by: isize) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    let mut scopes = Scope::all(&bench.session);
    if bench.step == Step::Score {
        scopes.retain(|scope| *scope != Scope::System);
    }
    if scopes.len() < 2 {
        return Refusal::err("there is only one matrix: add workloads to have several");
    }
    let at = scopes.iter().position(|scope| *scope == bench.scope).unwrap_or(0) as isize;
    bench.scope = scopes.swap_remove((at + by).rem_euclid(scopes.len() as isize) as usize);
    if bench.scope == Scope::System {
        bench.volume_mode = false;
    }
    Ok(NO_EFFECTS)
}

/// Puts the cursor where the finder says.
pub fn jump_to(app: &mut App, place: StepLocation) -> HandlerResult {
    let effects = go_to_step(app, place.step)?;
    let Some(bench) = app.workbench_mut() else { return Ok(effects) };
    bench.set_pane(place.pane);
    bench.set_cursor(place.pane, place.row);
    if let Some(scope) = place.scope {
        bench.scope = scope;
    }
    Ok(effects)
}

/// Takes back, or repeats, and says what.
pub fn undo_or_redo(app: &mut App, back: bool) -> HandlerResult {
    let (stamp, catalogue) = (app.stamp(), app.catalogue.clone());
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    if bench.read_only {
        return Refusal::err(READ_ONLY);
    }
    match bench.undo_or_redo(back, stamp, &catalogue) {
        Ok(Some((edit, effect))) => {
            let what = edit.describe(&bench.session);
            app.notify(Tone::Note, format!("{}: {what}", if back { "undone" } else { "redone" }));
            Ok(vec![effect])
        }
        Ok(None) => Refusal::err(if back { "nothing to undo" } else { "nothing to redo" }),
        Err(error) => Refusal::err(error.to_string()),
    }
}
