//! What each message does, sorted by where it is meant.

mod asks;
mod compare;
mod decide;
mod estates;
mod exits;
mod finder;
mod forms;
mod hours;
mod leaving;
mod library;
mod moves;
mod news;
mod overlays;
mod questions;
mod risks;
mod scenarios;
mod score;
mod shelf;
mod triggers;
mod weighing;
mod weights;

use super::msg::{Effect, Msg};
use super::overlay::Overlay;
use super::{App, Context, Pane, Screen, Tone, Workbench};
use crate::appraisal::Step;

pub(super) use news::hear;

/// Why a message did nothing.
pub(super) struct Refused(pub String);

impl Refused {
    fn because<T>(why: impl Into<String>) -> Result<T, Self> {
        Err(Self(why.into()))
    }
}

/// What a handler returns: effects, or why nothing happened.
pub(super) type Outcome = Result<Vec<Effect>, Refused>;

const DONE: Vec<Effect> = Vec::new();

/// Routes a message to the topmost thing on screen.
pub(super) fn handle(app: &mut App, msg: Msg) -> Vec<Effect> {
    match route(app, msg) {
        Ok(effects) => effects,
        Err(Refused(why)) => {
            app.say(Tone::Refusal, why);
            DONE
        }
    }
}

fn route(app: &mut App, msg: Msg) -> Outcome {
    if app.awaiting_step {
        app.awaiting_step = false;
        return match msg {
            Msg::Go(step) => moves::go(app, step),
            Msg::Back => Ok(DONE),
            _ => Refused::because("g takes a digit: 1 Frame … 8 Decide"),
        };
    }
    match &msg {
        Msg::Repaint => return Ok(vec![Effect::Repaint]),
        Msg::Suspend => return Ok(vec![Effect::Suspend]),
        _ => {}
    }
    if !app.overlays.is_empty() && !is_inner(&msg) {
        return overlays::handle(app, msg);
    }
    if matches!(&app.screen, Screen::Library(_)) {
        return library::handle(app, msg);
    }
    workbench(app, msg)
}

/// Messages that overlays send on to what lies under them.
fn is_inner(msg: &Msg) -> bool {
    matches!(
        msg,
        Msg::Apply(_)
            | Msg::ApplyAnyway(_)
            | Msg::Reopen(_)
            | Msg::Open(_)
            | Msg::NewFrom(_)
            | Msg::Discard
            | Msg::SaveAndLeave
            | Msg::TakeRecovery
            | Msg::DropRecovery
            | Msg::Jump(_)
            | Msg::AddOwn(_)
            | Msg::RenameEstate
            | Msg::AddTrigger
            | Msg::WriteTrigger
            | Msg::Go(_)
    )
}

fn workbench(app: &mut App, msg: Msg) -> Outcome {
    match msg {
        Msg::Leave => leaving::leave(app),
        Msg::Save => leaving::save(app, None),
        Msg::SaveAs => leaving::ask_path(app),
        Msg::SaveAndLeave => leaving::save_and_leave(app),
        Msg::Discard => leaving::close(app, false),
        Msg::TakeRecovery => leaving::take_recovery(app),
        Msg::DropRecovery => leaving::drop_recovery(app),
        Msg::Undo => moves::travel(app, true),
        Msg::Redo => moves::travel(app, false),
        Msg::Palette => finder::palette(app),
        Msg::Find => finder::find(app),
        Msg::Help => Ok(overlays::open(app, Overlay::Help(0))),
        Msg::Why => compare::why(app),
        Msg::Claims => overlays::claims(app),
        Msg::Layers => risks::layers(app),
        Msg::Exits => exits::open(app),
        Msg::Go(step) => moves::go(app, step),
        Msg::Jump(place) => moves::jump(app, place),
        Msg::GoPrefix => {
            app.awaiting_step = true;
            Ok(DONE)
        }
        Msg::NextStep => moves::turn_step(app, 1),
        Msg::PrevStep => moves::turn_step(app, -1),
        Msg::NextPane => moves::turn_pane(app, 1),
        Msg::PrevPane => moves::turn_pane(app, -1),
        Msg::NextScope => moves::turn_scope(app, 1),
        Msg::PrevScope => moves::turn_scope(app, -1),
        Msg::Apply(edit) => asks::apply(app, *edit),
        Msg::ApplyAnyway(edit) => asks::apply_anyway(app, *edit),
        Msg::Reopen(edit) => asks::reopen(app, *edit),
        Msg::AddOwn(name) => shelf::add_own(app, &name),
        Msg::RenameEstate => estates::rename(app),
        Msg::AddTrigger => triggers::offer(app),
        Msg::WriteTrigger => triggers::write(app),
        Msg::Way => weighing::turn(app),
        Msg::Opinion => compare::opinion(app),
        Msg::NextOpen => score::next_open(app),
        Msg::Pin => compare::pin(app),
        Msg::Volume => compare::volume(app),
        Msg::Horizon => compare::horizon(app),
        Msg::NextScenario => scenarios::next(app),
        Msg::AddScenario => scenarios::add(app),
        Msg::RenameScenario => scenarios::rename(app),
        Msg::DescribeScenario => scenarios::describe(app),
        Msg::RemoveScenario => scenarios::remove(app),
        msg => step(app, msg),
    }
}

/// What depends on the step.
fn step(app: &mut App, msg: Msg) -> Outcome {
    if let Some(by) = moves::rows_of(&msg) {
        return moves::move_rows(app, by);
    }
    match app.context() {
        Context::Volume => compare::volume_key(app, msg),
        Context::Weigh => weights::handle(app, msg),
        Context::Swings => weighing::swings(app, msg),
        Context::Order => weighing::order(app, msg),
        Context::Pairs => weighing::pairs(app, msg),
        Context::Compare | Context::Robustness => compare::handle(app, msg),
        Context::Estate => estates::handle(app, msg),
        Context::Scenarios => scenarios::handle(app, msg),
        Context::Burden => hours::on_pane(app, &msg),
        Context::Risks => risks::handle(app, &msg),
        Context::Score => score::handle(app, msg),
        Context::Questions => questions::handle(app, msg),
        Context::Decide => decide::handle(app, msg),
        _ => shelf::handle(app, msg),
    }
}

/// Why a message would be refused now; nothing when it would do something.
pub(super) fn refusal(app: &App, msg: &Msg) -> Option<String> {
    let Some(bench) = app.bench() else { return library::refusal(app, msg) };
    let reading = || bench.read_only.then(|| READ_ONLY.to_owned());
    match msg {
        Msg::Undo | Msg::Redo | Msg::Save if bench.read_only => reading(),
        Msg::Undo if bench.history.next_undo(&bench.session.log).is_none() => Some("nothing to undo".to_owned()),
        Msg::Redo if bench.history.next_redo(&bench.session.log).is_none() => Some("nothing to redo".to_owned()),
        Msg::Save if !bench.is_dirty() => Some("nothing to save: it is all on disk".to_owned()),
        Msg::NextScope | Msg::PrevScope if bench.appraisal.sheets.len() < 2 => {
            Some("there is only one matrix: add workloads to have several".to_owned())
        }
        Msg::NextStep if bench.step == Step::Decide => Some("this is the last step".to_owned()),
        Msg::PrevStep if bench.step == Step::Frame => Some("this is the first step".to_owned()),
        Msg::NextPane | Msg::PrevPane if Pane::of(bench.step, &bench.session).len() < 2 => {
            Some("this step has one pane".to_owned())
        }
        Msg::NextOpen => score::no_open(bench),
        Msg::Why if !compare::has_why(bench) => Some(compare::NO_FIGURE.to_owned()),
        Msg::Horizon if !compare::has_bills(bench) => Some(compare::NO_BILLS.to_owned()),
        Msg::Volume => reading().or_else(|| compare::no_volume(bench)),
        Msg::NextScenario | Msg::AddScenario | Msg::RenameScenario | Msg::DescribeScenario | Msg::RemoveScenario => {
            scenarios::refusal(bench, msg)
        }
        Msg::Add | Msg::Delete if app.context() == Context::Scenarios => scenarios::refusal(bench, msg),
        Msg::Layers => risks::no_layers(bench),
        Msg::Exits => exits::refusal(bench),
        Msg::Mitigate => reading().or_else(|| risks::no_measure(app, bench)),
        Msg::Record => reading().or_else(|| decide::lacking(bench)),
        Msg::MoveUp | Msg::MoveDown if bench.step == Step::Weigh => reading(),
        Msg::Add | Msg::Delete | Msg::MoveUp | Msg::MoveDown => reading().or_else(|| shelf::refusal(bench, msg)),
        Msg::Left | Msg::Right | Msg::LeftBig | Msg::RightBig => arrows(app, bench),
        Msg::Enter => entering(app, bench),
        Msg::Equalise
        | Msg::Way
        | Msg::Agree
        | Msg::Level(_)
        | Msg::Unknown
        | Msg::MakeRange
        | Msg::Clear
        | Msg::Answer(_) => reading(),
        _ => None,
    }
}

/// Why the arrows would change nothing now.
fn arrows(app: &App, bench: &Workbench) -> Option<String> {
    match (app.context(), bench.pane()) {
        // In the grid and among estates arrows only move.
        (context, _) if bench.read_only && !matches!(context, Context::Score | Context::Estate | Context::Risks) => {
            Some(READ_ONLY.to_owned())
        }
        (Context::Compare, Pane::Matrix) | (Context::Weigh | Context::Swings | Context::Order | Context::Pairs, _)
            if bench.session.criteria.is_empty() =>
        {
            Some("there are no criteria yet: add them in step 4".to_owned())
        }
        (Context::Compare | Context::Burden, pane) if pane != Pane::Matrix => Some(compare::ELSEWHERE.to_owned()),
        (Context::Risks, _) => risks::no_other(bench),
        (Context::Robustness, _) if bench.sheet().is_none_or(|sheet| sheet.contest().is_none()) => {
            Some("there is nobody to compare, so nothing is drawn".to_owned())
        }
        (Context::Estate, _) if bench.estates().len() < 2 => Some("there is only one estate".to_owned()),
        (_, Pane::List | Pane::People) if bench.step != Step::Weigh => Some(shelf::DETAILS.to_owned()),
        (_, Pane::Form) => {
            let rows = app.form();
            let row = rows.get(bench.cursor(Pane::Form, rows.len()))?;
            let moves = row.step(true).is_some() || row.step(false).is_some();
            (!moves).then(|| format!("{}: enter changes it", row.label))
        }
        _ => None,
    }
}

/// Why Enter would change nothing now.
fn entering(app: &App, bench: &Workbench) -> Option<String> {
    match (app.context(), bench.pane()) {
        (Context::Compare, pane) if pane != Pane::Matrix => Some(compare::ELSEWHERE.to_owned()),
        (Context::Compare | Context::Weigh | Context::Swings | Context::Order | Context::Pairs, _)
            if bench.session.criteria.is_empty() =>
        {
            Some("there are no criteria yet: add them in step 4".to_owned())
        }
        (
            Context::Compare | Context::Weigh | Context::Swings | Context::Order | Context::Pairs | Context::Estate,
            _,
        ) if bench.read_only => Some(READ_ONLY.to_owned()),
        (Context::Estate, _) => estates::refusal(bench),
        (Context::Burden, _) => hours::refusal(bench),
        _ => None,
    }
}

/// What a review answers to every edit.
pub(super) const READ_ONLY: &str = "this is a review: it can be read, not changed (open it with enter to change it)";
