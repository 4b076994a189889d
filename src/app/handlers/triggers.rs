//! What to watch after the decision: what the bills say of volumes, and what people write.

use super::{HandlerResult, NO_EFFECTS, overlays};
use crate::app::editor::{Editor, OnAccept};
use crate::app::forms::decide::{parse_trigger, with_trigger};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::picker::{Picker, PickerItem};
use crate::app::{App, Workbench, amount};
use crate::appraisal::{DecisionMatrix, Scope, explain};
use crate::model::Trigger;
use std::rc::Rc;

/// Offers every volume at which something else becomes cheaper than what was chosen; without any, asks.
pub fn suggest_triggers(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    if bench.read_only {
        return super::Refusal::err(super::READ_ONLY);
    }
    let found = suggested_triggers(bench);
    if found.is_empty() {
        return open_trigger_editor(app);
    }
    let mut items: Vec<PickerItem> = found
        .into_iter()
        .map(|trigger| {
            // `above 41 M: Functions is cheaper`: the volume is what one picks by, the rest explains it.
            let (volume, why) = trigger.threshold.split_once(": ").unwrap_or((&trigger.threshold, ""));
            let (label, detail) = (format!("{} {volume}", trigger.metric), why.to_owned());
            PickerItem::new(label, detail, Msg::Apply(Box::new(with_trigger(&bench.session, trigger))))
        })
        .collect();
    items.push(PickerItem::new(
        "write one…",
        "what is watched, from where on, by whom, until when",
        Msg::AddCustomTrigger,
    ));
    Ok(overlays::open(app, Overlay::Picker(Picker::new("Look again when", items))))
}

/// Asks for something to watch.
pub fn open_trigger_editor(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let session = bench.session.clone();
    let make = move |text: &str| Ok(with_trigger(&session, parse_trigger(text)?));
    let hint = "metric | threshold | owner | date, such as: checkout requests | > 41 M per month | Ana | 2027-05-01";
    let editor = Editor::new("Look again when", hint, "", false, OnAccept::Edit(Rc::new(make)));
    Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
}

fn suggested_triggers(bench: &Workbench) -> Vec<Trigger> {
    let known = bench.session.decision.as_ref().map_or(&[][..], |decision| &decision.triggers);
    let all = bench.appraisal.workload_matrices().flat_map(|sheet| workload_triggers(bench, sheet));
    all.filter(|trigger| !known.contains(trigger)).collect()
}

/// Where others become cheaper than what one workload was given, or than what leads there while nothing is chosen.
fn workload_triggers(bench: &Workbench, sheet: &DecisionMatrix) -> Vec<Trigger> {
    let session = &bench.session;
    let Scope::Workload(id) = &sheet.scope else { return Vec::new() };
    let Some(workload) = session.workload(id) else { return Vec::new() };
    let choices = session.decision.as_ref().map_or(&[][..], |decision| &decision.choices);
    let chosen = choices.iter().find(|choice| choice.workload.as_ref() == Some(id));
    let chosen = chosen.map(|choice| choice.alternative.as_str());
    let leader = || sheet.leader().filter(|_| session.totals_seen).and_then(|at| sheet.columns.get(at));
    let Some(mine) = chosen.or_else(|| leader().map(|column| column.id.as_str())) else { return Vec::new() };
    let Some(mine) = session.alternatives.iter().find(|row| row.id.as_str() == mine) else { return Vec::new() };
    let mut turns = explain::crossover_volumes(session, sheet, workload, mine);
    turns.sort_by(|a, b| a.at.total_cmp(&b.at));
    turns
        .into_iter()
        .map(|turn| Trigger {
            metric: format!("{}, {}", workload.name, turn.unit),
            threshold: format!(
                "{} {}: {} is cheaper",
                if turn.is_above { "above" } else { "below" },
                amount::format_compact(turn.at),
                turn.other
            ),
            owner: String::new(),
            date: None,
        })
        .collect()
}
