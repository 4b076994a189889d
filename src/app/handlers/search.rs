//! Finding: every action that can run now, and everything in the session that has a name.

use super::{HandlerResult, overlays, refusal};
use crate::app::msg::{Msg, StepLocation};
use crate::app::overlay::Overlay;
use crate::app::picker::{Picker, PickerItem};
use crate::app::{App, Context, Pane};
use crate::appraisal::{Scope, Step};

/// Every command that can run here and now, with its key.
pub fn open_palette(app: &mut App) -> HandlerResult {
    let context = app.context();
    let mut items: Vec<PickerItem> = app
        .commands
        .iter()
        .filter(|command| command.contexts.contains(&context) && refusal(app, &command.msg).is_none())
        .filter(|command| !is_cursor_motion(&command.msg, context))
        .map(|command| PickerItem::new(command.label, command.keys.clone(), command.msg.clone()))
        .collect();
    if app.workbench().is_some() {
        let about = [
            ("add a scenario", Msg::AddScenario),
            ("rename the scenario", Msg::RenameScenario),
            ("describe the scenario", Msg::DescribeScenario),
            ("remove the scenario", Msg::RemoveScenario),
        ];
        let can = about.into_iter().filter(|(_, msg)| refusal(app, msg).is_none());
        items.extend(can.map(|(label, msg)| PickerItem::new(label, "", msg)));
        items.extend(Step::ALL.iter().map(|step| {
            PickerItem::new(format!("go to {}", step.name()), format!("g {}", step.index() + 1), Msg::GoToStep(*step))
        }));
    }
    Ok(overlays::open(app, Overlay::Picker(Picker::new("Do", items))))
}

/// Whether it only moves the cursor, which nobody looks for in a list.
fn is_cursor_motion(msg: &Msg, context: Context) -> bool {
    let sideways = matches!(context, Context::Score | Context::Estate) && matches!(msg, Msg::Left | Msg::Right);
    sideways || super::navigation::row_delta(msg).is_some() || *msg == Msg::Palette
}

/// Everything in the session that has a name.
pub fn open_find(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return super::Refusal::err("no session is open") };
    let session = &bench.session;
    let mut items = Vec::new();
    let mut add = |name: &str, detail: String, step, pane, row, scope: Option<Scope>| {
        items.push(PickerItem::new(name, detail, Msg::JumpTo(StepLocation { step, pane, row, scope })));
    };
    for (row, criterion) in session.criteria.iter().enumerate() {
        let step = if session.totals_seen { Step::Compare } else { Step::Weigh };
        let pane = if session.totals_seen { Pane::Matrix } else { Pane::List };
        add(&criterion.name, format!("criterion, {} points", criterion.points), step, pane, row, None);
    }
    for (row, alternative) in session.alternatives.iter().enumerate() {
        let detail =
            if alternative.note.is_empty() { "option".to_owned() } else { format!("option: {}", alternative.note) };
        add(&alternative.name, detail, Step::Options, Pane::List, row, None);
    }
    for (row, workload) in session.workloads.iter().enumerate() {
        let scope = Some(Scope::Workload(workload.id.clone()));
        add(&workload.name, "workload".to_owned(), Step::Workloads, Pane::List, row, scope);
    }
    for (row, person) in session.participants.iter().enumerate() {
        add(&person.name, format!("participant, {}", person.role), Step::Frame, Pane::People, row, None);
    }
    for score in session.scores.iter().filter(|score| !score.rationale.is_empty()) {
        let row = session.criteria.iter().position(|row| row.id == score.criterion).unwrap_or(0);
        let column = session.alternative(&score.alternative).map_or("", |row| row.name.as_str());
        let label = session.criteria.get(row).map_or("", |row| row.name.as_str());
        let scope = score.workload.clone().map(Scope::Workload);
        add(&format!("{label} · {column}"), score.rationale.clone(), Step::Score, Pane::Grid, row, scope);
    }
    Ok(overlays::open(app, Overlay::Picker(Picker::new("Find", items))))
}
