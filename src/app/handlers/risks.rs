//! What goes wrong on a column, and what is done about it.

use super::{DONE, Outcome, Refused, asks, compare, overlays};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::{App, Pane, Tone, Workbench};
use crate::appraisal::Column;
use crate::appraisal::explain::Explanation;
use crate::appraisal::hazards::{Hazard, Setting, hazards};
use crate::appraisal::operated::who_operates;

/// The failure modes that the pane of risks lists.
fn listed<'a>(app: &'a App, bench: &Workbench) -> Vec<Hazard<'a>> {
    let column = bench.risky().and_then(|at| bench.sheet()?.columns.get(at));
    column.map_or_else(Vec::new, |column| hazards(bench.asked(), &app.catalogue, column))
}

/// How many there are.
pub fn count(app: &App, bench: &Workbench) -> usize {
    listed(app, bench).len()
}

/// A key on the risks.
pub fn handle(app: &mut App, msg: &Msg) -> Outcome {
    match msg {
        Msg::Left => turn(app, -1),
        Msg::Right => turn(app, 1),
        Msg::Mitigate => toggle(app),
        _ => Refused::because(compare::ELSEWHERE),
    }
}

/// Switches what helps against the failure mode under the cursor on or off.
fn toggle(app: &mut App) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    if let Some(why) = no_measure(app, bench) {
        return Refused::because(why);
    }
    let mut listed = listed(app, bench);
    let at = bench.cursor(Pane::Risks, listed.len());
    let hazard = listed.swap_remove(at);
    let Some(edit) = hazard.toggled(&bench.session) else { return Ok(DONE) };
    let is_on = hazard.setting() == Setting::On;
    let on: Vec<&str> = hazard
        .on
        .iter()
        .filter(|row| row.can)
        .filter_map(|row| Some(bench.session.alternative(&row.alternative)?.name.as_str()))
        .collect();
    let to = if is_on { "off" } else { "on" };
    let said = format!("{}, switched {to}: {}", on.join(" and "), hazard.risk.mitigation);
    let effects = asks::apply(app, edit)?;
    if app.overlays.is_empty() {
        app.say(Tone::Note, said);
    }
    Ok(effects)
}

/// Why no other column can be looked at.
pub fn no_other(bench: &Workbench) -> Option<String> {
    let count = bench.sheet().map_or(0, |sheet| sheet.columns.len());
    (count < 2).then(|| "there is only one option".to_owned())
}

fn turn(app: &mut App, by: isize) -> Outcome {
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    let Some((at, sheet)) = bench.risky().zip(bench.sheet()) else { return Ok(DONE) };
    let to = at.checked_add_signed(by).and_then(|to| sheet.columns.get(to)).map(|column| column.id.clone());
    match to {
        Some(to) => bench.risky = Some(to),
        None => return Refused::because("there is no option further on"),
    }
    bench.set_cursor(Pane::Risks, 0);
    Ok(DONE)
}

/// Why nothing can be switched on or off.
pub fn no_measure(app: &App, bench: &Workbench) -> Option<String> {
    let listed = listed(app, bench);
    let Some(hazard) = listed.get(bench.cursor(Pane::Risks, listed.len())) else {
        return Some("there is nothing here that could go wrong, as far as the catalogue knows".to_owned());
    };
    (hazard.setting() == Setting::Words)
        .then(|| "what helps here is known in words only: neither bill nor hours would follow".to_owned())
}

/// The column whose layers are asked for: that of the pane with the cursor, or in Options the option itself.
fn layered(bench: &Workbench) -> Option<Column> {
    match bench.pane() {
        Pane::Burden | Pane::Risks => {
            let at = compare::ordered_column(bench, bench.pane())?;
            bench.sheet()?.columns.get(at).cloned()
        }
        Pane::List | Pane::Form => {
            let at = bench.cursor(Pane::List, bench.session.alternatives.len());
            let id = bench.session.alternatives.get(at)?.id.as_str();
            let mut sheets = bench.appraisal.workload_sheets();
            sheets.find_map(|sheet| sheet.columns.iter().find(|column| column.id == id).cloned())
        }
        _ => None,
    }
}

/// Why there are no layers to tell.
pub fn no_layers(bench: &Workbench) -> Option<String> {
    let has = layered(bench).is_some_and(|column| column.offer.operated.is_some());
    (!has).then(|| "it has no platform of the catalogue, so who operates what is not known".to_owned())
}

/// Says who operates which layer.
pub fn layers(app: &mut App) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    if let Some(why) = no_layers(bench) {
        return Refused::because(why);
    }
    let why = layered(bench).map(|column| who_operates(bench.asked(), &app.catalogue, &column));
    let why: Explanation = why.unwrap_or_default();
    Ok(overlays::open(app, Overlay::Why(why, 0)))
}
