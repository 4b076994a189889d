//! What goes wrong on a column, and what is done about it.

use super::{DONE, Outcome, Refused, compare, overlays};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::{App, Pane, Workbench};
use crate::appraisal::Column;
use crate::appraisal::explain::Explanation;
use crate::appraisal::operated::who_operates;

/// How many failure modes the pane of risks has.
pub fn count(app: &App, bench: &Workbench) -> usize {
    let column = bench.risky().and_then(|at| bench.sheet()?.columns.get(at));
    column.map_or(0, |column| crate::appraisal::risks_of_column(bench.asked(), &app.catalogue, column).len())
}

/// A key on the risks.
pub fn handle(app: &mut App, msg: &Msg) -> Outcome {
    match msg {
        Msg::Left => turn(app, -1),
        Msg::Right => turn(app, 1),
        _ => Refused::because(compare::ELSEWHERE),
    }
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
pub fn no_measure(_app: &App, _bench: &Workbench) -> Option<String> {
    Some("not yet".to_owned())
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
