//! What each message does, sorted by where it is meant.

mod asks;
mod compare;
mod decide;
mod finder;
mod forms;
mod leaving;
mod library;
mod moves;
mod news;
mod overlays;
mod questions;
mod score;
mod shelf;
mod weights;

use super::msg::{Effect, Msg};
use super::overlay::Overlay;
use super::{App, Context, Screen, Tone};

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
            | Msg::Open(_)
            | Msg::NewFrom(_)
            | Msg::Discard
            | Msg::SaveAndLeave
            | Msg::TakeRecovery
            | Msg::DropRecovery
            | Msg::Jump(_)
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
        Msg::Pin => compare::pin(app),
        Msg::Volume => compare::volume(app),
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
        Context::Compare => compare::handle(app, msg),
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
        Msg::NextStep if bench.step == crate::appraisal::Step::Decide => Some("this is the last step".to_owned()),
        Msg::PrevStep if bench.step == crate::appraisal::Step::Frame => Some("this is the first step".to_owned()),
        Msg::Add
        | Msg::Delete
        | Msg::MoveUp
        | Msg::MoveDown
        | Msg::Equalise
        | Msg::Agree
        | Msg::Volume
        | Msg::Record => reading(),
        _ => None,
    }
}

/// What a review answers to every edit.
pub(super) const READ_ONLY: &str = "this is a review: it can be read, not changed (open it with enter to change it)";
