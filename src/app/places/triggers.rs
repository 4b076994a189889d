//! What to watch after the decision: volumes at which bills cross, and what people write.

use crate::app::action::{Action, Followup, Plan, READ_ONLY, Refusal};
use crate::app::amount::format_compact;
use crate::app::editor::{Editor, OnAccept};
use crate::app::forms::decide::{parse_trigger, with_trigger};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::picker::{Picker, PickerItem};
use crate::app::workbench::Workbench;
use crate::appraisal::outcome::crossover_volumes;
use crate::appraisal::{DecisionMatrix, Scope};
use crate::model::Trigger;
use std::rc::Rc;

/// Asks for something to watch.
pub const ADD_CUSTOM: Msg = Msg::Local("add-custom-trigger");

const TITLE: &str = "Look again when";

/// Offers every volume at which something else becomes cheaper than what was chosen; without any, asks. The volumes are searched
/// when the list is opened.
pub fn plan_suggestions(workbench: &Workbench) -> Plan {
    if workbench.read_only {
        return Refusal::err(READ_ONLY);
    }
    Ok(Action::View(Box::new(|workbench| Followup { notice: None, overlay: Some(suggest(workbench)) })))
}

fn suggest(workbench: &Workbench) -> Overlay {
    let session = &workbench.session;
    let known = session.decision.as_ref().map_or(&[][..], |decision| &decision.triggers);
    let all = workbench.appraisal.workload_matrices().flat_map(|matrix| workload_triggers(workbench, matrix));
    let mut items: Vec<PickerItem> = all
        .filter(|trigger| !known.contains(trigger))
        .map(|trigger| {
            // `above 41 M: Functions is cheaper`: people choose by the volume, the rest explains it.
            let (volume, why) = trigger.threshold.split_once(": ").unwrap_or((&trigger.threshold, ""));
            let (label, detail) = (format!("{} {volume}", trigger.metric), why.to_owned());
            PickerItem::new(label, detail, Msg::Apply(Box::new(with_trigger(session, trigger))))
        })
        .collect();
    if items.is_empty() {
        return trigger_editor(workbench);
    }
    items.push(PickerItem::new("write one…", "what to watch, its threshold, its owner, a date", ADD_CUSTOM));
    Overlay::Picker(Picker::new(TITLE, items))
}

/// Asks for something to watch.
pub fn plan_custom(workbench: &Workbench) -> Plan {
    Ok(Action::Ask(trigger_editor(workbench)))
}

fn trigger_editor(workbench: &Workbench) -> Overlay {
    let session = workbench.session.clone();
    let hint = "metric | threshold | owner | date, such as: checkout requests | > 41 M per month | Ana | 2027-05-01";
    let parse = move |text: &str| Ok(with_trigger(&session, parse_trigger(text)?));
    Overlay::Editor(Box::new(Editor::new(TITLE, hint, "", false, OnAccept::Edit(Rc::new(parse)))))
}

/// Where others become cheaper than what was chosen for a workload, or than what leads there while nothing is chosen.
fn workload_triggers(workbench: &Workbench, matrix: &DecisionMatrix) -> Vec<Trigger> {
    let session = &workbench.session;
    let Scope::Workload(id) = &matrix.scope else { return Vec::new() };
    let Some(workload) = session.workload(id) else { return Vec::new() };
    let choices = session.decision.as_ref().map_or(&[][..], |decision| &decision.choices);
    let chosen = choices.iter().find(|choice| choice.workload.as_ref() == Some(id));
    let chosen = chosen.map(|choice| choice.alternative.as_str());
    let leader = || matrix.leader().filter(|_| session.totals_seen).and_then(|at| matrix.columns.get(at));
    let Some(mine) = chosen.or_else(|| leader().map(|column| column.id.as_str())) else { return Vec::new() };
    let Some(mine) = session.alternatives.iter().find(|row| row.id.as_str() == mine) else { return Vec::new() };
    let mut turns = crossover_volumes(session, matrix, workload, mine);
    turns.sort_by(|a, b| a.at.total_cmp(&b.at));
    turns
        .into_iter()
        .map(|turn| Trigger {
            metric: format!("{}, {}", workload.name, turn.unit),
            threshold: format!(
                "{} {}: {} is cheaper",
                if turn.is_above { "above" } else { "below" },
                format_compact(turn.at),
                turn.other
            ),
            owner: String::new(),
            date: None,
        })
        .collect()
}
