//! What goes wrong on a column, and what is done about it.

use super::{HandlerResult, NO_EFFECTS, Refusal, compare, guarded_edits, overlays};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::{App, Pane, Tone, Workbench};
use crate::appraisal::Column;
use crate::appraisal::explain::Explanation;
use crate::appraisal::failure_modes::{FailureMode, SwitchSetting, failure_modes};
use crate::appraisal::responsibilities::explain_responsibilities;

/// The failure modes that the pane of risks lists.
fn listed_hazards<'a>(app: &'a App, bench: &Workbench) -> Vec<FailureMode<'a>> {
    let column = bench.risky().and_then(|at| bench.matrix()?.columns.get(at));
    column.map_or_else(Vec::new, |column| failure_modes(bench.effective_session(), &app.catalogue, column))
}

/// How many there are.
pub fn hazard_count(app: &App, bench: &Workbench) -> usize {
    listed_hazards(app, bench).len()
}

/// A key on the risks.
pub fn handle(app: &mut App, msg: &Msg) -> HandlerResult {
    match msg {
        Msg::Left => cycle_column(app, -1),
        Msg::Right => cycle_column(app, 1),
        Msg::ToggleMitigation => toggle_mitigation(app),
        _ => Refusal::err(compare::NO_WEIGHTS_HERE),
    }
}

/// Switches what helps against the failure mode under the cursor on or off.
fn toggle_mitigation(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    if let Some(why) = mitigation_refusal(app, bench) {
        return Refusal::err(why);
    }
    let mut listed = listed_hazards(app, bench);
    let at = bench.cursor(Pane::Risks, listed.len());
    let hazard = listed.swap_remove(at);
    let Some(edit) = hazard.toggle_edit(&bench.session) else { return Ok(NO_EFFECTS) };
    let is_on = hazard.setting() == SwitchSetting::On;
    let on: Vec<&str> = hazard
        .switches
        .iter()
        .filter(|row| row.is_available)
        .filter_map(|row| Some(bench.session.alternative(&row.alternative)?.name.as_str()))
        .collect();
    let to = if is_on { "off" } else { "on" };
    let said = format!("{}, switched {to}: {}", on.join(" and "), hazard.risk.mitigation);
    let effects = guarded_edits::apply(app, edit)?;
    if app.overlays.is_empty() {
        app.notify(Tone::Note, said);
    }
    Ok(effects)
}

/// Why no other column can be looked at.
pub fn column_refusal(bench: &Workbench) -> Option<String> {
    let count = bench.matrix().map_or(0, |sheet| sheet.columns.len());
    (count < 2).then(|| "there is only one option".to_owned())
}

fn cycle_column(app: &mut App, by: isize) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    let Some((at, sheet)) = bench.risky().zip(bench.matrix()) else { return Ok(NO_EFFECTS) };
    let to = at.checked_add_signed(by).and_then(|to| sheet.columns.get(to)).map(|column| column.id.clone());
    match to {
        Some(to) => bench.risky = Some(to),
        None => return Refusal::err("there is no option further on"),
    }
    bench.set_cursor(Pane::Risks, 0);
    Ok(NO_EFFECTS)
}

/// Why nothing can be switched on or off.
pub fn mitigation_refusal(app: &App, bench: &Workbench) -> Option<String> {
    let listed = listed_hazards(app, bench);
    let Some(hazard) = listed.get(bench.cursor(Pane::Risks, listed.len())) else {
        return Some("there is nothing here that could go wrong, as far as the catalogue knows".to_owned());
    };
    (hazard.setting() == SwitchSetting::NotModelled)
        .then(|| "what helps here is known in words only: neither bill nor hours would follow".to_owned())
}

/// The column whose layers are asked for: that of the pane with the cursor, or in Options the option itself.
fn responsibilities_column(bench: &Workbench) -> Option<Column> {
    match bench.pane() {
        Pane::Burden | Pane::Risks => {
            let at = compare::selected_column(bench, bench.pane())?;
            bench.matrix()?.columns.get(at).cloned()
        }
        Pane::List | Pane::Form => {
            let at = bench.cursor(Pane::List, bench.session.alternatives.len());
            let id = bench.session.alternatives.get(at)?.id.as_str();
            let mut sheets = bench.appraisal.workload_matrices();
            sheets.find_map(|sheet| sheet.columns.iter().find(|column| column.id == id).cloned())
        }
        _ => None,
    }
}

/// Why there are no layers to tell.
pub fn responsibilities_refusal(bench: &Workbench) -> Option<String> {
    let has = responsibilities_column(bench).is_some_and(|column| column.offer.operated.is_some());
    (!has).then(|| "it has no platform of the catalogue, so who operates what is not known".to_owned())
}

/// Says who operates which layer.
pub fn open_responsibilities(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    if let Some(why) = responsibilities_refusal(bench) {
        return Refusal::err(why);
    }
    let why = responsibilities_column(bench)
        .map(|column| explain_responsibilities(bench.effective_session(), &app.catalogue, &column));
    let why: Explanation = why.unwrap_or_default();
    Ok(overlays::open(app, Overlay::Explanation(why, 0)))
}
