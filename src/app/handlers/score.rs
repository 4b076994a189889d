//! The grid of scores: digits, unknown, ranges, and why.

use super::{DONE, Outcome, Refused, asks, overlays};
use crate::app::editor::{Editor, Then};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::{App, Pane, Workbench};
use crate::appraisal::{Origin, firmness};
use crate::model::{Cell, CellScore, Criterion, Edit, Figure, Measure};
use std::rc::Rc;

/// What the cursor of the grid is on.
fn here(app: &App) -> Option<(&Criterion, Cell)> {
    let bench = app.bench()?;
    let row = bench.session.criteria.get(bench.cursor(crate::app::Pane::Grid, bench.session.criteria.len()))?;
    Some((row, bench.cell(row, bench.column.min(bench.session.alternatives.len().checked_sub(1)?))?))
}

/// A key on the grid.
pub fn handle(app: &mut App, msg: Msg) -> Outcome {
    let Some((criterion, cell)) = here(app) else {
        return Refused::because("criteria and alternatives come first: steps 3 and 4");
    };
    match msg {
        Msg::Left | Msg::LeftBig => turn(app, -1),
        Msg::Right | Msg::RightBig => turn(app, 1),
        Msg::Level(level) => {
            if matches!(criterion.measure, Measure::Measured { .. }) {
                return Ok(ask_figure(app, &level.to_string()));
            }
            set(app, cell, CellScore::Exact(level))
        }
        Msg::Unknown => set(app, cell, CellScore::Unknown),
        Msg::Clear | Msg::Delete => clear(app, cell),
        Msg::MakeRange => {
            let start = match app.bench().and_then(|bench| bench.session.score(&cell)).map(|row| row.score) {
                Some(CellScore::Exact(level)) => format!("{level}-"),
                Some(CellScore::Range(low, high)) => format!("{low}-{high}"),
                _ => String::new(),
            };
            Ok(ask_figure(app, &start))
        }
        Msg::Enter => rationale(app, cell),
        _ => Refused::because("that key does nothing here; ? shows what does"),
    }
}

/// Why there is no open score to go to.
pub fn no_open(bench: &Workbench) -> Option<String> {
    open(bench).is_empty().then(|| "every score here is filled".to_owned())
}

/// The cells that nobody has filled, by row and column: those that could change who leads first, once that may be known.
fn open(bench: &Workbench) -> Vec<(usize, usize)> {
    let Some(sheet) = bench.score_sheet() else { return Vec::new() };
    let is_blank = |row: usize, column: usize| {
        sheet.values.get(row).and_then(|row| row.get(column)).is_some_and(|value| value.origin == Origin::Blank)
    };
    let all = (0..sheet.values.len()).flat_map(|row| (0..sheet.columns.len()).map(move |column| (row, column)));
    let mut blank: Vec<(usize, usize)> = all.filter(|(row, column)| is_blank(*row, *column)).collect();
    if bench.session.totals_seen {
        let ranked = firmness::open_cells(sheet);
        let place = |(row, column): &(usize, usize)| {
            ranked.iter().position(|cell| (cell.criterion, cell.alternative) == (*row, *column)).unwrap_or(usize::MAX)
        };
        blank.sort_by_key(place);
    }
    blank
}

/// Goes to the open score that matters most; from there to the next, round the end.
pub fn next_open(app: &mut App) -> Outcome {
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    let open = open(bench);
    let here = (bench.cursor(Pane::Grid, bench.session.criteria.len()), bench.column);
    let next = open.iter().position(|cell| *cell == here).map_or(0, |at| (at + 1) % open.len());
    let Some((row, column)) = open.get(next).copied() else { return Refused::because("every score here is filled") };
    bench.set_cursor(Pane::Grid, row);
    bench.column = column;
    Ok(DONE)
}

fn turn(app: &mut App, by: isize) -> Outcome {
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    let last = bench.session.alternatives.len().saturating_sub(1);
    bench.column = bench.column.min(last).saturating_add_signed(by).min(last);
    Ok(DONE)
}

fn set(app: &mut App, cell: Cell, score: CellScore) -> Outcome {
    let edit = scored(app, cell.clone(), score);
    let overrides = here(app).is_some_and(|(criterion, _)| criterion.measure.source().is_some());
    let said = app.bench().and_then(|bench| bench.session.score(&cell));
    let first = said.is_none_or(|row| row.score == CellScore::Blank || row.aside);
    let effects = asks::apply(app, edit)?;
    if overrides && first && app.overlays.is_empty() {
        app.say(crate::app::Tone::Note, "this stands in for the derived score: say why (Backspace takes it back)");
        let _ = rationale(app, cell)?;
    }
    Ok(effects)
}

/// The edit that scores a cell. What was kept aside while the derived score stood is aside no longer: it stands in for it.
fn scored(app: &App, cell: Cell, score: CellScore) -> Edit {
    let is_aside = app.bench().and_then(|bench| bench.session.score(&cell)).is_some_and(|row| row.aside);
    let set = Edit::SetScore { cell: cell.clone(), score, by: app.stamp().by };
    if is_aside { Edit::Batch(vec![set, Edit::SetAside { cell, aside: false }]) } else { set }
}

/// Takes a score away; in a derived criterion the derived score stands again.
fn clear(app: &mut App, cell: Cell) -> Outcome {
    if app.bench().and_then(|bench| bench.session.score(&cell)).is_some_and(|row| row.aside) {
        return Refused::because("the derived score stands already; what people judged before is kept aside");
    }
    let edit = Edit::SetScore { cell, score: CellScore::Blank, by: String::new() };
    asks::apply(app, edit)
}

/// Asks for a range or a measured figure.
fn ask_figure(app: &mut App, start: &str) -> Vec<crate::app::Effect> {
    let Some((criterion, cell)) = here(app) else { return DONE };
    let blank = scored(app, cell, CellScore::Blank);
    let (measure, name) = (criterion.measure.clone(), criterion.name.clone());
    let hint = match &measure {
        Measure::Measured { unit, .. } => format!("a figure in {unit}, or low..high"),
        _ => "low-high, such as 2-3".to_owned(),
    };
    let make = move |text: &str| Ok(with_score(blank.clone(), read(text, &measure)?));
    let editor = Editor::new(&name, &hint, start, false, Then::Edit(Rc::new(make)));
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

fn read(text: &str, measure: &Measure) -> Result<CellScore, String> {
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

fn rationale(app: &mut App, cell: Cell) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    let current = bench.session.score(&cell).map_or("", |row| row.rationale.as_str()).to_owned();
    let name =
        |id: &crate::model::AlternativeId| bench.session.alternative(id).map_or(String::new(), |row| row.name.clone());
    let criterion = bench.session.criterion(&cell.criterion).map_or(String::new(), |row| row.name.clone());
    let title = format!("Why this score?  {criterion} · {}", name(&cell.alternative));
    let make = move |text: &str| Ok(Edit::SetRationale { cell: cell.clone(), text: text.trim_end().to_owned() });
    let editor = Editor::new(&title, "what a reviewer would ask in a year", &current, true, Then::Edit(Rc::new(make)));
    Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
}
