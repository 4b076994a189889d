//! The hours of a column, task by task: opened from the burden, changed one by one, and given back to the catalogue.

use super::{DONE, Outcome, READ_ONLY, Refused, asks, compare, moves, overlays};
use crate::app::editor::{Editor, Then};
use crate::app::forms::hours;
use crate::app::msg::Msg;
use crate::app::overlay::{Hours, Overlay};
use crate::app::{App, Pane, Workbench};
use crate::appraisal::Column;
use crate::appraisal::explain;
use crate::appraisal::task_lines::{TaskLine, task_lines};

/// What is answered where hours are not known.
const UNKNOWN: &str = "its hours are not known: it has no platform of the catalogue (step 3)";

impl Workbench {
    /// The column whose hours a table is of.
    pub fn timed(&self, hours: &Hours) -> Option<&Column> {
        self.appraisal.sheet(&hours.scope)?.columns.iter().find(|column| column.id == hours.column)
    }
}

impl App {
    /// The lines of the table of hours.
    pub fn task_lines(&self, hours: &Hours) -> Vec<TaskLine> {
        let lines =
            self.bench().and_then(|bench| Some(task_lines(bench.asked(), &self.catalogue, bench.timed(hours)?)));
        lines.unwrap_or_default()
    }
}

/// A key on the pane of the burden.
pub fn on_pane(app: &mut App, msg: &Msg) -> Outcome {
    match msg {
        Msg::Enter => open(app),
        _ => Refused::because(compare::ELSEWHERE),
    }
}

/// Why no table of hours can be opened.
pub fn refusal(bench: &Workbench) -> Option<String> {
    let column = compare::ordered_column(bench, Pane::Burden).and_then(|at| bench.sheet()?.columns.get(at));
    column.and_then(|column| column.offer.burden.as_ref()).is_none().then(|| UNKNOWN.to_owned())
}

fn open(app: &mut App) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    if let Some(why) = refusal(bench) {
        return Refused::because(why);
    }
    let sheet = bench.sheet();
    let column = compare::ordered_column(bench, Pane::Burden).and_then(|at| sheet?.columns.get(at));
    let (Some(sheet), Some(column)) = (sheet, column) else { return Ok(DONE) };
    let hours = Hours { scope: sheet.scope.clone(), column: column.id.clone(), at: 0 };
    Ok(overlays::open(app, Overlay::Hours(hours)))
}

/// A key on the table.
pub fn handle(app: &mut App, msg: &Msg) -> Outcome {
    let Some(Overlay::Hours(hours)) = app.overlays.last() else { return Ok(DONE) };
    let lines = app.task_lines(&hours.clone());
    let at = hours.at.min(lines.len().saturating_sub(1));
    if let Some(by) = moves::rows_of(msg) {
        if let Some(Overlay::Hours(hours)) = app.overlays.last_mut() {
            hours.at = at.saturating_add_signed(by).min(lines.len().saturating_sub(1));
        }
        return Ok(DONE);
    }
    match msg {
        Msg::Back | Msg::Leave => {
            app.overlays.pop();
            Ok(DONE)
        }
        Msg::Undo => moves::travel(app, true),
        Msg::Redo => moves::travel(app, false),
        Msg::Help => Ok(overlays::open(app, Overlay::Help(0))),
        Msg::Why => why(app),
        Msg::Enter => lines.get(at).map_or(Ok(DONE), |line| change(app, line)),
        Msg::Clear | Msg::Delete => lines.get(at).map_or(Ok(DONE), |line| give_back(app, line)),
        _ => Refused::because("enter changes the hours of a task; esc goes back"),
    }
}

fn why(app: &mut App) -> Outcome {
    let Some(Overlay::Hours(hours)) = app.overlays.last() else { return Ok(DONE) };
    let Some(column) = app.bench().and_then(|bench| bench.timed(hours)) else { return Ok(DONE) };
    let why = explain::burden(column);
    Ok(overlays::open(app, Overlay::Why(why, 0)))
}

fn change(app: &mut App, line: &TaskLine) -> Outcome {
    if app.bench().is_some_and(|bench| bench.read_only) {
        return Refused::because(READ_ONLY);
    }
    if line.book.is_none() {
        return Refused::because("these are of a measure against a failure: it is switched off in Risks");
    }
    let by = app.stamp().by;
    let on = if line.on.is_empty() { String::new() } else { format!(" on {}", line.on) };
    let title = format!("{}{on}, h/month", line.name);
    let editor = Editor::new(&title, hours::HINT, &hours::typed(line), false, Then::Edit(hours::make(line, &by)));
    Ok(overlays::open(app, Overlay::Editor(Box::new(editor.selected()))))
}

fn give_back(app: &mut App, line: &TaskLine) -> Outcome {
    if line.own.is_none() {
        return Refused::because("these are the catalogue's hours already");
    }
    asks::apply(app, hours::back(line))
}
