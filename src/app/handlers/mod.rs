//! What each message does, sorted by where it is meant.

mod compare;
mod decide;
mod estates;
mod events;
mod exit_costs;
mod forms;
mod guarded_edits;
mod library;
mod list;
mod navigation;
mod overlays;
mod points;
mod questions;
mod quit;
mod risks;
mod scenarios;
mod score;
mod search;
mod task_hours;
mod triggers;
mod weighting;

use super::msg::{Effect, Msg};
use super::overlay::Overlay;
use super::{App, Context, Pane, Screen, Tone, Workbench};
use crate::appraisal::Step;

pub(super) use events::handle_event;

/// Why a message did nothing.
pub(super) struct Refusal(pub String);

impl Refusal {
    fn err<T>(why: impl Into<String>) -> Result<T, Self> {
        Err(Self(why.into()))
    }
}

/// What a handler returns: effects, or why nothing happened.
pub(super) type HandlerResult = Result<Vec<Effect>, Refusal>;

const NO_EFFECTS: Vec<Effect> = Vec::new();

/// Routes a message to the topmost thing on screen.
pub(super) fn handle(app: &mut App, msg: Msg) -> Vec<Effect> {
    match route(app, msg) {
        Ok(effects) => effects,
        Err(Refusal(why)) => {
            app.notify(Tone::Refusal, why);
            NO_EFFECTS
        }
    }
}

fn route(app: &mut App, msg: Msg) -> HandlerResult {
    if app.awaiting_step {
        app.awaiting_step = false;
        return match msg {
            Msg::GoToStep(step) => navigation::go_to_step(app, step),
            Msg::Back => Ok(NO_EFFECTS),
            _ => Refusal::err("g takes a digit: 1 Frame … 8 Decide"),
        };
    }
    match &msg {
        Msg::Repaint => return Ok(vec![Effect::Repaint]),
        Msg::Suspend => return Ok(vec![Effect::Suspend]),
        _ => {}
    }
    if !app.overlays.is_empty() && !is_forwarded(&msg) {
        return overlays::handle(app, msg);
    }
    if matches!(&app.screen, Screen::Library(_)) {
        return library::handle(app, msg);
    }
    handle_workbench(app, msg)
}

/// Messages that overlays send on to what lies under them.
fn is_forwarded(msg: &Msg) -> bool {
    matches!(
        msg,
        Msg::Apply(_)
            | Msg::ApplyConfirmed(_)
            | Msg::ReopenAndApply(_)
            | Msg::OpenFile(_)
            | Msg::NewFromTemplate(_)
            | Msg::DiscardAndQuit
            | Msg::SaveAndQuit
            | Msg::AcceptRecovery
            | Msg::DiscardRecovery
            | Msg::JumpTo(_)
            | Msg::AddCustom(_)
            | Msg::RenameEstate
            | Msg::SuggestTriggers
            | Msg::AddCustomTrigger
            | Msg::GoToStep(_)
    )
}

fn handle_workbench(app: &mut App, msg: Msg) -> HandlerResult {
    match msg {
        Msg::Quit => quit::quit(app),
        Msg::Save => quit::save(app, None),
        Msg::SaveAs => quit::ask_path(app),
        Msg::SaveAndQuit => quit::save_and_quit(app),
        Msg::DiscardAndQuit => quit::close(app, false),
        Msg::AcceptRecovery => quit::accept_recovery(app),
        Msg::DiscardRecovery => quit::discard_recovery(app),
        Msg::Undo => navigation::undo_or_redo(app, true),
        Msg::Redo => navigation::undo_or_redo(app, false),
        Msg::Palette => search::open_palette(app),
        Msg::Find => search::open_find(app),
        Msg::Help => Ok(overlays::open(app, Overlay::Help(0))),
        Msg::Why => compare::explain_selected(app),
        Msg::Claims => overlays::open_claims(app),
        Msg::Responsibilities => risks::open_responsibilities(app),
        Msg::ExitCosts => exit_costs::open(app),
        Msg::GoToStep(step) => navigation::go_to_step(app, step),
        Msg::JumpTo(place) => navigation::jump_to(app, place),
        Msg::AwaitStep => {
            app.awaiting_step = true;
            Ok(NO_EFFECTS)
        }
        Msg::NextStep => navigation::cycle_step(app, 1),
        Msg::PrevStep => navigation::cycle_step(app, -1),
        Msg::NextPane => navigation::cycle_pane(app, 1),
        Msg::PrevPane => navigation::cycle_pane(app, -1),
        Msg::NextMatrix => navigation::cycle_matrix(app, 1),
        Msg::PrevMatrix => navigation::cycle_matrix(app, -1),
        Msg::Apply(edit) => guarded_edits::apply(app, *edit),
        Msg::ApplyConfirmed(edit) => guarded_edits::apply_confirmed(app, *edit),
        Msg::ReopenAndApply(edit) => guarded_edits::reopen_and_apply(app, *edit),
        Msg::AddCustom(name) => list::add_custom(app, &name),
        Msg::RenameEstate => estates::rename(app),
        Msg::SuggestTriggers => triggers::suggest_triggers(app),
        Msg::AddCustomTrigger => triggers::open_trigger_editor(app),
        Msg::NextWeightingMethod => weighting::next_method(app),
        Msg::ToggleSecondOpinion => compare::toggle_second_opinion(app),
        Msg::NextUnscored => score::next_unscored(app),
        Msg::TogglePin => compare::toggle_pin(app),
        Msg::ToggleVolumeMode => compare::toggle_volume_mode(app),
        Msg::NextHorizon => compare::next_horizon(app),
        Msg::NextScenario => scenarios::next_scenario(app),
        Msg::AddScenario => scenarios::add(app),
        Msg::RenameScenario => scenarios::rename(app),
        Msg::DescribeScenario => scenarios::describe(app),
        Msg::RemoveScenario => scenarios::remove(app),
        msg => handle_step(app, msg),
    }
}

/// What depends on the step.
fn handle_step(app: &mut App, msg: Msg) -> HandlerResult {
    if let Some(by) = navigation::row_delta(&msg) {
        return navigation::move_rows(app, by);
    }
    match app.context() {
        Context::Volume => compare::handle_volume_key(app, msg),
        Context::Weigh => points::handle(app, msg),
        Context::Swings => weighting::handle_swings(app, msg),
        Context::RankOrder => weighting::handle_order(app, msg),
        Context::Pairs => weighting::handle_pairs(app, msg),
        Context::Compare | Context::Robustness => compare::handle(app, msg),
        Context::Estate => estates::handle(app, msg),
        Context::Scenarios => scenarios::handle(app, msg),
        Context::Burden => task_hours::on_pane(app, &msg),
        Context::Risks => risks::handle(app, &msg),
        Context::Score => score::handle(app, msg),
        Context::Questions => questions::handle(app, msg),
        Context::Decide => decide::handle(app, msg),
        _ => list::handle(app, msg),
    }
}

/// Why a message would be refused now; nothing when it would do something.
pub(super) fn refusal(app: &App, msg: &Msg) -> Option<String> {
    let Some(bench) = app.workbench() else { return library::refusal(app, msg) };
    let reading = || bench.read_only.then(|| READ_ONLY.to_owned());
    match msg {
        Msg::Undo | Msg::Redo | Msg::Save if bench.read_only => reading(),
        Msg::Undo if bench.history.next_undo(&bench.session.log).is_none() => Some("nothing to undo".to_owned()),
        Msg::Redo if bench.history.next_redo(&bench.session.log).is_none() => Some("nothing to redo".to_owned()),
        Msg::Save if !bench.is_dirty() => Some("nothing to save: it is all on disk".to_owned()),
        Msg::NextMatrix | Msg::PrevMatrix if bench.appraisal.matrices.len() < 2 => {
            Some("there is only one matrix: add workloads to have several".to_owned())
        }
        Msg::NextStep if bench.step == Step::Decide => Some("this is the last step".to_owned()),
        Msg::PrevStep if bench.step == Step::Frame => Some("this is the first step".to_owned()),
        Msg::NextPane | Msg::PrevPane if Pane::for_step(bench.step, &bench.session).len() < 2 => {
            Some("this step has one pane".to_owned())
        }
        Msg::NextUnscored => score::unscored_refusal(bench),
        Msg::Why if !compare::has_explanation(bench) => Some(compare::NOTHING_TO_EXPLAIN.to_owned()),
        Msg::NextHorizon if !compare::has_bills(bench) => Some(compare::NO_BILLS.to_owned()),
        Msg::ToggleVolumeMode => reading().or_else(|| compare::volume_refusal(bench)),
        Msg::NextScenario | Msg::AddScenario | Msg::RenameScenario | Msg::DescribeScenario | Msg::RemoveScenario => {
            scenarios::refusal(bench, msg)
        }
        Msg::Add | Msg::Delete if app.context() == Context::Scenarios => scenarios::refusal(bench, msg),
        Msg::Responsibilities => risks::responsibilities_refusal(bench),
        Msg::ExitCosts => exit_costs::refusal(bench),
        Msg::ToggleMitigation => reading().or_else(|| risks::mitigation_refusal(app, bench)),
        Msg::RecordDecision => reading().or_else(|| decide::record_refusal(bench)),
        Msg::MoveUp | Msg::MoveDown if bench.step == Step::Weigh => reading(),
        Msg::Add | Msg::Delete | Msg::MoveUp | Msg::MoveDown => reading().or_else(|| list::refusal(bench, msg)),
        Msg::Left | Msg::Right | Msg::LeftCoarse | Msg::RightCoarse => arrow_refusal(app, bench),
        Msg::Enter => enter_refusal(app, bench),
        Msg::Equalise
        | Msg::NextWeightingMethod
        | Msg::ToggleAgreed
        | Msg::Digit(_)
        | Msg::MarkUnknown
        | Msg::MakeRange
        | Msg::Clear
        | Msg::Answer(_) => reading(),
        _ => None,
    }
}

/// Why the arrows would change nothing now.
fn arrow_refusal(app: &App, bench: &Workbench) -> Option<String> {
    match (app.context(), bench.pane()) {
        // In the grid and among estates arrows only move.
        (context, _) if bench.read_only && !matches!(context, Context::Score | Context::Estate | Context::Risks) => {
            Some(READ_ONLY.to_owned())
        }
        (Context::Compare, Pane::Matrix)
        | (Context::Weigh | Context::Swings | Context::RankOrder | Context::Pairs, _)
            if bench.session.criteria.is_empty() =>
        {
            Some("there are no criteria yet: add them in step 4".to_owned())
        }
        (Context::Compare | Context::Burden, pane) if pane != Pane::Matrix => Some(compare::NO_WEIGHTS_HERE.to_owned()),
        (Context::Risks, _) => risks::column_refusal(bench),
        (Context::Robustness, _) if bench.matrix().is_none_or(|sheet| sheet.comparison().is_none()) => {
            Some("there is nobody to compare, so nothing is drawn".to_owned())
        }
        (Context::Estate, _) if bench.estate_columns().len() < 2 => Some("there is only one estate".to_owned()),
        (_, Pane::List | Pane::People) if bench.step != Step::Weigh => Some(list::ARROWS_IN_DETAILS.to_owned()),
        (_, Pane::Form) => {
            let rows = app.form_rows();
            let row = rows.get(bench.cursor(Pane::Form, rows.len()))?;
            let moves = row.step_edit(true).is_some() || row.step_edit(false).is_some();
            (!moves).then(|| format!("{}: enter changes it", row.label))
        }
        _ => None,
    }
}

/// Why Enter would change nothing now.
fn enter_refusal(app: &App, bench: &Workbench) -> Option<String> {
    match (app.context(), bench.pane()) {
        (Context::Compare, pane) if pane != Pane::Matrix => Some(compare::NO_WEIGHTS_HERE.to_owned()),
        (Context::Compare | Context::Weigh | Context::Swings | Context::RankOrder | Context::Pairs, _)
            if bench.session.criteria.is_empty() =>
        {
            Some("there are no criteria yet: add them in step 4".to_owned())
        }
        (
            Context::Compare | Context::Weigh | Context::Swings | Context::RankOrder | Context::Pairs | Context::Estate,
            _,
        ) if bench.read_only => Some(READ_ONLY.to_owned()),
        (Context::Estate, _) => estates::custom_estate_refusal(bench),
        (Context::Burden, _) => task_hours::refusal(bench),
        _ => None,
    }
}

/// What a review answers to every edit.
pub(super) const READ_ONLY: &str = "this is a review: it can be read, not changed (open it with enter to change it)";
