//! Choosing and recording.

use super::{Outcome, Refused, asks, forms};
use crate::app::msg::Msg;
use crate::app::{App, Pane, Tone};
use crate::appraisal::evidence::evidence;
use crate::model::edit::{DecisionField, FrameField};
use crate::model::{Edit, Status};

/// A key on the decision.
pub fn handle(app: &mut App, msg: Msg) -> Outcome {
    if msg == Msg::Record {
        return record(app);
    }
    let rows = app.form();
    let Some(bench) = app.bench() else { return Refused::because("no session is open") };
    let at = bench.cursor(Pane::Form, rows.len());
    forms::handle(app, rows, at, &msg)
}

/// Marks the session decided and keeps today's figures as evidence.
fn record(app: &mut App) -> Outcome {
    let (now, catalogue) = (app.now, app.catalogue.clone());
    let Some(bench) = app.bench() else { return Refused::because("no session is open") };
    let chosen = bench.session.decision.as_ref().map_or(0, |decision| decision.choices.len());
    let wanted = bench.session.workloads.len().max(1);
    if chosen < wanted {
        return Refused::because(format!("{} of {wanted} choices are still open", wanted - chosen));
    }
    let evidence = evidence(&bench.appraisal, &catalogue, now);
    let edit = Edit::Batch(vec![
        Edit::SetDecision(DecisionField::Evidence(evidence)),
        Edit::SetFrame(FrameField::Status(Status::Decided)),
    ]);
    let effects = asks::apply(app, edit)?;
    app.say(Tone::Note, "recorded: the figures of today are kept with it; save with Ctrl-S");
    Ok(effects)
}
