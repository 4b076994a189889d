//! The questions that lean: y, n, m, or space to skip.

use super::{HandlerResult, NO_EFFECTS, Refusal, guarded_edits};
use crate::app::msg::Msg;
use crate::app::{App, Pane};
use crate::model::{Edit, Reply};

/// A key on the questions of a workload.
pub fn handle(app: &mut App, msg: Msg) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let at = bench.cursor(Pane::Questions, app.catalogue.questions.len());
    let Some(question) = app.catalogue.questions.get(at) else { return Refusal::err("there are no questions") };
    let row = bench.cursor(Pane::List, bench.session.workloads.len());
    let workload = bench.session.workloads.get(row).map(|workload| workload.id.clone());
    let reply = match msg {
        Msg::Answer(reply) => Some(reply),
        Msg::Yes => Some(Reply::Yes),
        Msg::No => Some(Reply::No),
        Msg::Clear => None,
        Msg::SkipQuestion | Msg::Enter => return next_question(app),
        _ => return Refusal::err("answer with y, n or m; space skips, Backspace takes the answer back"),
    };
    let edit = Edit::SetAnswer { workload, question: question.id.clone(), reply };
    let effects = guarded_edits::apply(app, edit)?;
    if app.overlays.is_empty() && reply.is_some() {
        next_question(app)?;
    }
    Ok(effects)
}

fn next_question(app: &mut App) -> HandlerResult {
    let count = app.catalogue.questions.len();
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    let at = bench.cursor(Pane::Questions, count);
    bench.set_cursor(Pane::Questions, (at + 1).min(count.saturating_sub(1)));
    Ok(NO_EFFECTS)
}
