//! Score: the grid of scores with digits, unknown, ranges, and a rationale for each.

use crate::app::action::{Action, Followup, Plan, Refusal};
use crate::app::amount::parse_estimate;
use crate::app::binding::{Binding, Purpose, key};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::place::Place;
use crate::app::places::{Context, Pane, SCORING};
use crate::app::reading::{self, Reading};
use crate::app::workbench::Workbench;
use crate::appraisal::CellSource;
use crate::appraisal::explain::{self, Explanation};
use crate::model::{CellKey, CellScore, Criterion, Edit, Estimate, Figure, Measure};
use std::rc::Rc;

/// Marks a score as unknown.
const MARK_UNKNOWN: Msg = Msg::Local("mark-unknown");
/// Asks for a range.
const ENTER_RANGE: Msg = Msg::Local("enter-range");
/// Goes to the next cell without a score.
pub const NEXT_OPEN: Msg = Msg::Local("next-open-score");

/// The grid.
pub struct Grid;

impl Place for Grid {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.session.criteria.len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        let plan: fn(&Workbench, &Criterion, CellKey, &Msg) -> Plan = match *msg {
            NEXT_OPEN => return Some(plan_next_open(workbench)),
            Msg::Digit(_) => |workbench, criterion, cell, msg| match msg {
                Msg::Digit(digit) => plan_score(workbench, criterion, cell, CellScore::Exact(*digit)),
                _ => Refusal::err("press 1 to 5 to score it"),
            },
            Msg::TypeFigure(_) => |workbench, criterion, cell, msg| match msg {
                Msg::TypeFigure(Some(first)) => plan_typed(workbench, criterion, cell, &first.to_string()),
                _ => plan_typed(workbench, criterion, cell, ""),
            },
            MARK_UNKNOWN => |workbench, criterion, cell, _| plan_score(workbench, criterion, cell, CellScore::Unknown),
            Msg::Clear => |workbench, _, cell, _| plan_clear(workbench, cell),
            ENTER_RANGE => |workbench, criterion, cell, _| {
                let start = match workbench.session.score(&cell).map(|row| row.score) {
                    Some(CellScore::Exact(level)) => format!("{level}-"),
                    Some(CellScore::Range(low, high)) => format!("{low}-{high}"),
                    _ => String::new(),
                };
                plan_typed(workbench, criterion, cell, &start)
            },
            // Of a review the rationale can be read.
            Msg::Enter => |workbench, _, cell, _| Ok(Action::Show(rationale_editor(workbench, cell))),
            _ => {
                let (right, _) = msg.arrow()?;
                return Some(Action::view(move |workbench| move_column(workbench, if right { 1 } else { -1 })));
            }
        };
        Some(match selected_cell(workbench) {
            Some((criterion, cell)) => plan(workbench, criterion, cell, msg),
            None => Refusal::err("add options and criteria first"),
        })
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        let (session, matrix) = (workbench.effective_session(), workbench.score_matrix()?);
        let row = workbench.cursor(Pane::Grid, session.criteria.len());
        let column = workbench.score_column.min(matrix.columns.len().checked_sub(1)?);
        session.criteria.get(row)?;
        Some(explain::explain_cell(session, &workbench.catalogue, matrix, row, column))
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = Context::Score;
        let mut rows: Vec<Binding> = (1..=5)
            .map(|level: u8| {
                let labels = ["score 1", "score 2", "score 3", "score 4", "score 5"];
                let label = labels[usize::from(level) - 1];
                let row = key(&format!("score-{level}"), &[&level.to_string()], Msg::Digit(level), label, here);
                if level == 5 { row.footer_pair(1, "score-1", "score") } else { row }
            })
            .collect();
        let digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        rows.extend([
            key("score-unknown", &["0"], MARK_UNKNOWN, "unknown", here).footer(2),
            key("score-range", &["-"], ENTER_RANGE, "range", here).footer(3),
            key("figure", &digits, Msg::TypeFigure(None), "figure, range or ?", Context::Measured).footer(1),
            key("figure-negative", &["-"], Msg::TypeFigure(None), "negative figure", Context::Measured),
            key("score-rationale", &["enter"], Msg::Enter, "rationale", SCORING).footer(4),
            key("next-open", &["e"], NEXT_OPEN, "next open score", SCORING).footer(5),
            key("score-clear", &["backspace"], Msg::Clear, "clear", SCORING).footer(6),
            key("column-left", &["left", "h"], Msg::Left, "left", SCORING).purpose(Purpose::Move),
            key("column-right", &["right", "l"], Msg::Right, "right", SCORING).purpose(Purpose::Move),
        ]);
        rows
    }
}

fn selected_cell(workbench: &Workbench) -> Option<(&Criterion, CellKey)> {
    let session = &workbench.session;
    let row = session.criteria.get(workbench.cursor(Pane::Grid, session.criteria.len()))?;
    let column = workbench.score_column.min(session.alternatives.len().checked_sub(1)?);
    Some((row, workbench.cell_key(row, column)?))
}

fn move_column(workbench: &mut Workbench, by: isize) {
    let last = workbench.session.alternatives.len().saturating_sub(1);
    workbench.score_column = workbench.score_column.min(last).saturating_add_signed(by).min(last);
}

/// The cells without a score, by row and column. Once totals are open, those that could change who leads come first.
fn open_cells(workbench: &Workbench) -> Vec<(usize, usize)> {
    let Some(matrix) = workbench.score_matrix() else { return Vec::new() };
    let is_blank = |row: usize, column: usize| {
        matrix.values.get(row).and_then(|row| row.get(column)).is_some_and(|value| value.source == CellSource::Blank)
    };
    let all = (0..matrix.values.len()).flat_map(|row| (0..matrix.columns.len()).map(move |column| (row, column)));
    let mut blank: Vec<(usize, usize)> = all.filter(|(row, column)| is_blank(*row, *column)).collect();
    if workbench.session.totals_seen {
        let ranked = matrix.open_cells();
        blank.sort_by_key(|(row, column)| {
            ranked.iter().position(|cell| (cell.criterion, cell.alternative) == (*row, *column)).unwrap_or(usize::MAX)
        });
    }
    blank
}

fn plan_next_open(workbench: &Workbench) -> Plan {
    let open = open_cells(workbench);
    let here = (workbench.cursor(Pane::Grid, workbench.session.criteria.len()), workbench.score_column);
    let next = open.iter().position(|cell| *cell == here).map_or(0, |at| (at + 1) % open.len());
    let Some((row, column)) = open.get(next).copied() else { return Refusal::err("every cell here has a score") };
    Action::view(move |workbench| {
        workbench.set_cursor(Pane::Grid, row);
        workbench.score_column = column;
    })
}

fn plan_score(workbench: &Workbench, criterion: &Criterion, cell: CellKey, score: CellScore) -> Plan {
    let current = workbench.session.score(&cell);
    let is_first = current.is_none_or(|row| row.score == CellScore::Blank || row.aside);
    let edit = score_edit(workbench, cell.clone(), score);
    if criterion.measure.derived_metric().is_none() || !is_first {
        return Action::edit(edit);
    }
    Action::edit_then(edit, move |workbench| Followup {
        notice: Some(
            "this replaces the derived score: give the reason (Backspace restores the derived score)".to_owned(),
        ),
        overlay: Some(rationale_editor(workbench, cell)),
    })
}

/// The edit that scores a cell. A judged score that was suspended while the derived one was in use takes its place again.
fn score_edit(workbench: &Workbench, cell: CellKey, score: CellScore) -> Edit {
    let is_suspended = workbench.session.score(&cell).is_some_and(|row| row.aside);
    let set = Edit::SetScore { cell: cell.clone(), score, by: workbench.stamp.by.clone() };
    if is_suspended { Edit::Batch(vec![set, Edit::SetAside { cell, aside: false }]) } else { set }
}

/// Takes a score away; in a derived criterion the derived score is used again.
fn plan_clear(workbench: &Workbench, cell: CellKey) -> Plan {
    if workbench.session.score(&cell).is_some_and(|row| row.aside) {
        return Refusal::err("the derived score is in use already; the judged one is kept");
    }
    Action::edit(Edit::SetScore { cell, score: CellScore::Blank, by: String::new() })
}

/// Asks for a range or a measured figure.
fn plan_typed(workbench: &Workbench, criterion: &Criterion, cell: CellKey, start: &str) -> Plan {
    let blank = score_edit(workbench, cell, CellScore::Blank);
    let measure = criterion.measure.clone();
    let hint = match &measure {
        Measure::Measured { unit, .. } => format!("a figure in {unit}, low..high for a range, ? if nobody knows it"),
        Measure::Judged | Measure::Derived { .. } => "low-high, such as 2-3".to_owned(),
    };
    let reading = reading(&measure);
    let parse = move |text: &str| Ok(with_score(blank.clone(), parse_score(text, &measure)?));
    let editor = Editor::new(&criterion.name, &hint, start, false, OnAccept::Edit(Rc::new(parse)));
    Action::ask_with(editor.reads(Some(reading)))
}

/// What a score is read as.
fn reading(measure: &Measure) -> Reading {
    let measure = measure.clone();
    Rc::new(move |text| match (parse_score(text, &measure)?, &measure) {
        (CellScore::Exact(level), _) => Ok(format!("score {level}")),
        (CellScore::Range(low, high), _) => Ok(format!("score from {low} to {high}")),
        (CellScore::Unknown | CellScore::Blank, _) => Ok("not known".to_owned()),
        (_, Measure::Measured { unit, .. }) => reading::estimate(unit.clone())(text),
        (_, Measure::Judged | Measure::Derived { .. }) => Err("a score is from 1 to 5".to_owned()),
    })
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
        return Ok(match parse_estimate::<Figure>(text, unit)? {
            Estimate::Exact(figure) => CellScore::Value(figure),
            Estimate::Likely(_) => {
                return Err("give the figure as it was measured, or a range such as 8..10".to_owned());
            }
            Estimate::Range(low, high) => CellScore::Between(low, high),
            Estimate::Unknown => CellScore::Unknown,
        });
    }
    let level =
        |part: &str| part.trim().parse::<u8>().map_err(|_| format!("'{}' is not a score from 1 to 5", part.trim()));
    match text.split_once(['-', '–']) {
        Some((low, high)) => Ok(CellScore::Range(level(low)?, level(high)?)),
        None => Ok(CellScore::Exact(level(text)?)),
    }
}

fn rationale_editor(workbench: &Workbench, cell: CellKey) -> Overlay {
    let session = &workbench.session;
    let current = session.score(&cell).map_or("", |row| row.rationale.as_str()).to_owned();
    let option = session.alternative(&cell.alternative).map_or("", |row| row.name.as_str());
    let criterion = session.criterion(&cell.criterion).map_or("", |row| row.name.as_str());
    let title = format!("Why this score?  {criterion} · {option}");
    let parse = move |text: &str| Ok(Edit::SetRationale { cell: cell.clone(), text: text.trim_end().to_owned() });
    let on_accept = OnAccept::Edit(Rc::new(parse));
    Overlay::Editor(Box::new(Editor::new(&title, "what a reviewer would ask in a year", &current, true, on_accept)))
}
