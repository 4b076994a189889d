//! The grid of scores: digits, unknown, ranges, and why.

use super::{HandlerResult, NO_EFFECTS, Refusal, guarded_edits, overlays};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::{App, Pane, Workbench};
use crate::appraisal::{CellSource, stability};
use crate::model::{CellKey, CellScore, Criterion, Edit, Figure, Measure};
use std::rc::Rc;

/// What the cursor of the grid is on.
fn selected_cell(app: &App) -> Option<(&Criterion, CellKey)> {
    let bench = app.workbench()?;
    let row = bench.session.criteria.get(bench.cursor(crate::app::Pane::Grid, bench.session.criteria.len()))?;
    Some((row, bench.cell_key(row, bench.score_column.min(bench.session.alternatives.len().checked_sub(1)?))?))
}

/// A key on the grid.
pub fn handle(app: &mut App, msg: Msg) -> HandlerResult {
    let Some((criterion, cell)) = selected_cell(app) else {
        return Refusal::err("criteria and alternatives come first: steps 3 and 4");
    };
    match msg {
        Msg::Left | Msg::LeftCoarse => move_column(app, -1),
        Msg::Right | Msg::RightCoarse => move_column(app, 1),
        Msg::Digit(level) => {
            if matches!(criterion.measure, Measure::Measured { .. }) {
                return Ok(ask_figure(app, &level.to_string()));
            }
            set(app, cell, CellScore::Exact(level))
        }
        Msg::MarkUnknown => set(app, cell, CellScore::Unknown),
        Msg::Clear | Msg::Delete => clear(app, cell),
        Msg::MakeRange => {
            let start = match app.workbench().and_then(|bench| bench.session.score(&cell)).map(|row| row.score) {
                Some(CellScore::Exact(level)) => format!("{level}-"),
                Some(CellScore::Range(low, high)) => format!("{low}-{high}"),
                _ => String::new(),
            };
            Ok(ask_figure(app, &start))
        }
        Msg::Enter => rationale(app, cell),
        _ => Refusal::err("that key does nothing here; ? shows what does"),
    }
}

/// Why there is no open score to go to.
pub fn unscored_refusal(bench: &Workbench) -> Option<String> {
    unscored_cells(bench).is_empty().then(|| "every score here is filled".to_owned())
}

/// The cells that nobody has filled, by row and column: those that could change who leads first, once that may be known.
fn unscored_cells(bench: &Workbench) -> Vec<(usize, usize)> {
    let Some(sheet) = bench.score_matrix() else { return Vec::new() };
    let is_blank = |row: usize, column: usize| {
        sheet.values.get(row).and_then(|row| row.get(column)).is_some_and(|value| value.source == CellSource::Blank)
    };
    let all = (0..sheet.values.len()).flat_map(|row| (0..sheet.columns.len()).map(move |column| (row, column)));
    let mut blank: Vec<(usize, usize)> = all.filter(|(row, column)| is_blank(*row, *column)).collect();
    if bench.session.totals_seen {
        let ranked = stability::open_cells(sheet);
        let place = |(row, column): &(usize, usize)| {
            ranked.iter().position(|cell| (cell.criterion, cell.alternative) == (*row, *column)).unwrap_or(usize::MAX)
        };
        blank.sort_by_key(place);
    }
    blank
}

/// Goes to the open score that matters most; from there to the next, round the end.
pub fn next_unscored(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    let open = unscored_cells(bench);
    let here = (bench.cursor(Pane::Grid, bench.session.criteria.len()), bench.score_column);
    let next = open.iter().position(|cell| *cell == here).map_or(0, |at| (at + 1) % open.len());
    let Some((row, column)) = open.get(next).copied() else { return Refusal::err("every score here is filled") };
    bench.set_cursor(Pane::Grid, row);
    bench.score_column = column;
    Ok(NO_EFFECTS)
}

fn move_column(app: &mut App, by: isize) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    let last = bench.session.alternatives.len().saturating_sub(1);
    bench.score_column = bench.score_column.min(last).saturating_add_signed(by).min(last);
    Ok(NO_EFFECTS)
}

fn set(app: &mut App, cell: CellKey, score: CellScore) -> HandlerResult {
    let edit = score_edit(app, cell.clone(), score);
    let overrides = selected_cell(app).is_some_and(|(criterion, _)| criterion.measure.derived_metric().is_some());
    let said = app.workbench().and_then(|bench| bench.session.score(&cell));
    let first = said.is_none_or(|row| row.score == CellScore::Blank || row.aside);
    let effects = guarded_edits::apply(app, edit)?;
    if overrides && first && app.overlays.is_empty() {
        app.notify(crate::app::Tone::Note, "this stands in for the derived score: say why (Backspace takes it back)");
        let _ = rationale(app, cell)?;
    }
    Ok(effects)
}

/// The edit that scores a cell. What was kept aside while the derived score stood is aside no longer: it stands in for it.
fn score_edit(app: &App, cell: CellKey, score: CellScore) -> Edit {
    let is_aside = app.workbench().and_then(|bench| bench.session.score(&cell)).is_some_and(|row| row.aside);
    let set = Edit::SetScore { cell: cell.clone(), score, by: app.stamp().by };
    if is_aside { Edit::Batch(vec![set, Edit::SetAside { cell, aside: false }]) } else { set }
}

/// Takes a score away; in a derived criterion the derived score stands again.
fn clear(app: &mut App, cell: CellKey) -> HandlerResult {
    if app.workbench().and_then(|bench| bench.session.score(&cell)).is_some_and(|row| row.aside) {
        return Refusal::err("the derived score stands already; what people judged before is kept aside");
    }
    let edit = Edit::SetScore { cell, score: CellScore::Blank, by: String::new() };
    guarded_edits::apply(app, edit)
}

/// Asks for a range or a measured figure.
fn ask_figure(app: &mut App, start: &str) -> Vec<crate::app::Effect> {
    let Some((criterion, cell)) = selected_cell(app) else { return NO_EFFECTS };
    let blank = score_edit(app, cell, CellScore::Blank);
    let (measure, name) = (criterion.measure.clone(), criterion.name.clone());
    let hint = match &measure {
        Measure::Measured { unit, .. } => format!("a figure in {unit}, or low..high"),
        _ => "low-high, such as 2-3".to_owned(),
    };
    let make = move |text: &str| Ok(with_score(blank.clone(), parse_score(text, &measure)?));
    let editor = Editor::new(&name, &hint, start, false, OnAccept::Edit(Rc::new(make)));
    overlays::open(app, Overlay::Editor(Box::new(editor)))
}

/// The same edit with another score.
fn with_score(edit: Edit, score: CellScore) -> Edit {
    match edit {
        Edit::SetScore { cell, by, .. } => Edit::SetScore { cell, score, by },
        Edit::Batch(edits) => Edit::Batch(edits.into_iter().map(|edit| with_score(edit, score)).collect()),
        other => other,
    }
}

fn parse_score(text: &str, measure: &Measure) -> Result<CellScore, String> {
    let text = text.trim();
    if text.is_empty() || text == "?" {
        return Ok(CellScore::Unknown);
    }
    if let Measure::Measured { unit, .. } = measure {
        let figure =
            |part: &str| Figure::new(crate::app::amount::parse_number(part, unit)?).map_err(|error| error.to_string());
        return match text.split_once("..") {
            Some((low, high)) => Ok(CellScore::Between(figure(low)?, figure(high)?)),
            None => Ok(CellScore::Value(figure(text)?)),
        };
    }
    let level = |part: &str| part.trim().parse::<u8>().map_err(|_| format!("'{}' is no score: 1 to 5", part.trim()));
    match text.split_once(['-', '–']) {
        Some((low, high)) => Ok(CellScore::Range(level(low)?, level(high)?)),
        None => Ok(CellScore::Exact(level(text)?)),
    }
}

fn rationale(app: &mut App, cell: CellKey) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let current = bench.session.score(&cell).map_or("", |row| row.rationale.as_str()).to_owned();
    let name =
        |id: &crate::model::AlternativeId| bench.session.alternative(id).map_or(String::new(), |row| row.name.clone());
    let criterion = bench.session.criterion(&cell.criterion).map_or(String::new(), |row| row.name.clone());
    let title = format!("Why this score?  {criterion} · {}", name(&cell.alternative));
    let make = move |text: &str| Ok(Edit::SetRationale { cell: cell.clone(), text: text.trim_end().to_owned() });
    let editor =
        Editor::new(&title, "what a reviewer would ask in a year", &current, true, OnAccept::Edit(Rc::new(make)));
    Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
}
