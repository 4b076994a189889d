//! Choosing and recording.

use super::{HandlerResult, Refusal, forms, guarded_edits};
use crate::app::msg::Msg;
use crate::app::{App, Pane, Tone, Workbench};
use crate::appraisal::evidence::collect_evidence;
use crate::model::edit::{DecisionField, FrameField};
use crate::model::{Edit, Status};

/// A key on the decision.
pub fn handle(app: &mut App, msg: Msg) -> HandlerResult {
    if msg == Msg::RecordDecision {
        return record_decision(app);
    }
    let rows = app.form_rows();
    let Some(bench) = app.workbench() else { return Refusal::err("no session is open") };
    let at = bench.cursor(Pane::Form, rows.len());
    forms::handle(app, rows, at, &msg)
}

/// Marks the session decided and keeps today's figures as evidence.
fn record_decision(app: &mut App) -> HandlerResult {
    let (now, catalogue) = (app.now, app.catalogue.clone());
    let Some(bench) = app.workbench() else { return Refusal::err("no session is open") };
    if let Some(why) = record_refusal(bench) {
        return Refusal::err(why);
    }
    let evidence = collect_evidence(&bench.appraisal, &catalogue, now);
    let edit = Edit::Batch(vec![
        Edit::SetDecision(DecisionField::Evidence(evidence)),
        Edit::SetFrame(FrameField::Status(Status::Decided)),
    ]);
    let effects = guarded_edits::apply(app, edit)?;
    app.notify(Tone::Note, "recorded: the figures of today are kept with it; save with Ctrl-S");
    Ok(effects)
}

/// Why there is nothing to record yet.
pub fn record_refusal(bench: &Workbench) -> Option<String> {
    if bench.session.status == Status::Decided {
        return Some("it is recorded already; a change reopens it".to_owned());
    }
    let chosen = bench.session.decision.as_ref().map_or(0, |decision| decision.choices.len());
    match (bench.session.workloads.len().max(1), chosen) {
        (wanted, chosen) if chosen >= wanted => None,
        (1, _) => Some("choose first: enter on the choice".to_owned()),
        (wanted, chosen) if wanted - chosen == 1 => Some(format!("one of {wanted} choices is still open")),
        (wanted, chosen) => Some(format!("{} of {wanted} choices are still open", wanted - chosen)),
    }
}
