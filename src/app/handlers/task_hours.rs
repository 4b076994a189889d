//! The hours of a column, task by task: opened from the burden, changed one by one, and given back to the catalogue.

use super::{HandlerResult, NO_EFFECTS, READ_ONLY, Refusal, compare, guarded_edits, navigation, overlays};
use crate::app::editor::{Editor, OnAccept};
use crate::app::forms::hours;
use crate::app::msg::Msg;
use crate::app::overlay::{Overlay, TaskHoursOverlay};
use crate::app::{App, Pane, Workbench};
use crate::appraisal::Column;
use crate::appraisal::explain;
use crate::appraisal::task_lines::{TaskLine, task_lines};

/// What is answered where hours are not known.
const NO_HOURS: &str = "its hours are not known: it has no platform of the catalogue (step 3)";

impl Workbench {
    /// The column whose hours a table is of.
    pub fn hours_column(&self, hours: &TaskHoursOverlay) -> Option<&Column> {
        self.appraisal.matrix(&hours.scope)?.columns.iter().find(|column| column.id == hours.column)
    }
}

impl App {
    /// The lines of the table of hours.
    pub fn task_lines(&self, hours: &TaskHoursOverlay) -> Vec<TaskLine> {
        let lines = self
            .workbench()
            .and_then(|bench| Some(task_lines(bench.effective_session(), &self.catalogue, bench.hours_column(hours)?)));
        lines.unwrap_or_default()
    }
}

/// A key on the pane of the burden.
pub fn on_pane(app: &mut App, msg: &Msg) -> HandlerResult {
    match msg {
        Msg::Enter => open(app),
        _ => Refusal::err(compare::NO_WEIGHTS_HERE),
    }
}

/// Why no table of hours can be opened.
pub fn refusal(bench: &Workbench) -> Option<String> {
    let column = compare::selected_column(bench, Pane::Burden).and_then(|at| bench.matrix()?.columns.get(at));
    column.and_then(|column| column.offer.burden.as_ref()).is_none().then(|| NO_HOURS.to_owned())
}

fn open(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    if let Some(why) = refusal(bench) {
        return Refusal::err(why);
    }
    let sheet = bench.matrix();
    let column = compare::selected_column(bench, Pane::Burden).and_then(|at| sheet?.columns.get(at));
    let (Some(sheet), Some(column)) = (sheet, column) else { return Ok(NO_EFFECTS) };
    let hours = TaskHoursOverlay { scope: sheet.scope.clone(), column: column.id.clone(), cursor: 0 };
    Ok(overlays::open(app, Overlay::TaskHours(hours)))
}

/// A key on the table.
pub fn handle(app: &mut App, msg: &Msg) -> HandlerResult {
    let Some(Overlay::TaskHours(hours)) = app.overlays.last() else { return Ok(NO_EFFECTS) };
    let lines = app.task_lines(&hours.clone());
    let at = hours.cursor.min(lines.len().saturating_sub(1));
    if let Some(by) = navigation::row_delta(msg) {
        if let Some(Overlay::TaskHours(hours)) = app.overlays.last_mut() {
            hours.cursor = at.saturating_add_signed(by).min(lines.len().saturating_sub(1));
        }
        return Ok(NO_EFFECTS);
    }
    match msg {
        Msg::Back | Msg::Quit => {
            app.overlays.pop();
            Ok(NO_EFFECTS)
        }
        Msg::Undo => navigation::undo_or_redo(app, true),
        Msg::Redo => navigation::undo_or_redo(app, false),
        Msg::Help => Ok(overlays::open(app, Overlay::Help(0))),
        Msg::Why => why(app),
        Msg::Enter => lines.get(at).map_or(Ok(NO_EFFECTS), |line| change(app, line)),
        Msg::Clear | Msg::Delete => lines.get(at).map_or(Ok(NO_EFFECTS), |line| give_back(app, line)),
        _ => Refusal::err("enter changes the hours of a task; esc goes back"),
    }
}

fn why(app: &mut App) -> HandlerResult {
    let Some(Overlay::TaskHours(hours)) = app.overlays.last() else { return Ok(NO_EFFECTS) };
    let Some(column) = app.workbench().and_then(|bench| bench.hours_column(hours)) else { return Ok(NO_EFFECTS) };
    let why = explain::explain_burden(column);
    Ok(overlays::open(app, Overlay::Explanation(why, 0)))
}

fn change(app: &mut App, line: &TaskLine) -> HandlerResult {
    if app.workbench().is_some_and(|bench| bench.read_only) {
        return Refusal::err(READ_ONLY);
    }
    if line.catalogue_hours.is_none() {
        return Refusal::err("these are of a measure against a failure: it is switched off in Risks");
    }
    let by = app.stamp().by;
    let on = if line.platform_name.is_empty() { String::new() } else { format!(" on {}", line.platform_name) };
    let title = format!("{}{on}, h/month", line.name);
    let editor =
        Editor::new(&title, hours::HINT, &hours::input_text(line), false, OnAccept::Edit(hours::parse_for(line, &by)));
    Ok(overlays::open(app, Overlay::Editor(Box::new(editor.select_all()))))
}

fn give_back(app: &mut App, line: &TaskLine) -> HandlerResult {
    if line.own_hours.is_none() {
        return Refusal::err("these are the catalogue's hours already");
    }
    guarded_edits::apply(app, hours::reset_edit(line))
}
