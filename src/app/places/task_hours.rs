//! The hours of a column, task by task: opened from the burden, changed one by one, and set back to the catalogue's.

use crate::app::action::{Action, Plan, Refusal, Reply};
use crate::app::binding::{Binding, key};
use crate::app::editor::{Editor, OnAccept};
use crate::app::forms::hours;
use crate::app::msg::Msg;
use crate::app::overlay::{Overlay, TaskHoursOverlay};
use crate::app::places::Context;
use crate::app::workbench::Workbench;
use crate::appraisal::Column;
use crate::appraisal::explain;
use crate::appraisal::task_lines::{TaskLine, task_lines};

impl Workbench {
    /// The column of which the table shows the hours.
    pub fn hours_column(&self, hours: &TaskHoursOverlay) -> Option<&Column> {
        self.appraisal.matrix(&hours.scope)?.columns.iter().find(|column| column.id == hours.column)
    }

    /// The lines of the table.
    pub fn task_lines(&self, hours: &TaskHoursOverlay) -> Vec<TaskLine> {
        let (session, catalogue) = (self.effective_session(), &self.catalogue);
        self.hours_column(hours).map_or_else(Vec::new, |column| task_lines(session, catalogue, column))
    }
}

/// Opens the table of a column of the matrix on screen.
pub fn plan_open(workbench: &Workbench, column: Option<&Column>) -> Plan {
    match (workbench.matrix(), column.filter(|column| column.offer.burden.is_some())) {
        (Some(matrix), Some(column)) => {
            let hours = TaskHoursOverlay { scope: matrix.scope.clone(), column: column.id.clone(), cursor: 0 };
            Ok(Action::Show(Overlay::TaskHours(hours)))
        }
        _ => Refusal::err("its hours are not known: choose a platform of the catalogue for it in the step Options"),
    }
}

/// A key on the table.
pub fn handle(hours: &mut TaskHoursOverlay, workbench: &Workbench, msg: &Msg) -> Result<Reply, Refusal> {
    let lines = workbench.task_lines(hours);
    let last = lines.len().saturating_sub(1);
    hours.cursor = hours.cursor.min(last);
    if let Some(by) = msg.row_delta() {
        hours.cursor = hours.cursor.saturating_add_signed(by).min(last);
        return Ok(Reply::Stay);
    }
    let line = || lines.get(hours.cursor).ok_or_else(|| Refusal("there are no tasks here".to_owned()));
    let action = match msg {
        Msg::Back | Msg::Quit => return Ok(Reply::Close),
        Msg::Undo => Ok(Action::Undo),
        Msg::Redo => Ok(Action::Redo),
        Msg::Help => Ok(Action::Show(Overlay::Help(0))),
        Msg::Why => match workbench.hours_column(hours) {
            Some(column) => {
                let why = explain::explain_burden(&workbench.catalogue.tasks, column);
                Ok(Action::Show(Overlay::Explanation(why, 0)))
            }
            None => Refusal::err("its hours are not known"),
        },
        Msg::Enter => line().and_then(|line| plan_change(workbench, line)),
        Msg::Clear | Msg::Delete => line().and_then(plan_reset),
        _ => Refusal::err("press enter to change the hours of a task, esc to close the table"),
    };
    action.map(Reply::Act)
}

fn plan_change(workbench: &Workbench, line: &TaskLine) -> Plan {
    if line.catalogue_hours.is_none() {
        return Refusal::err("these hours belong to a mitigation, which is switched off in Risks");
    }
    let on = if line.platform_name.is_empty() { String::new() } else { format!(" on {}", line.platform_name) };
    let on_accept = OnAccept::Edit(hours::parse_for(line, &workbench.stamp.by));
    let title = format!("{}{on}, h/month", line.name);
    let editor = Editor::new(&title, hours::HINT, &hours::input_text(line), false, on_accept);
    Action::ask_with(editor.reads(Some(hours::reading())).select_all())
}

fn plan_reset(line: &TaskLine) -> Plan {
    if line.own_hours.is_none() {
        return Refusal::err("these are the catalogue's hours already");
    }
    Action::edit(hours::reset_edit(line))
}

/// The keys of the table.
pub fn bindings() -> Vec<Binding> {
    let here = Context::TaskHours;
    vec![
        key("change-hours", &["enter"], Msg::Enter, "change", here).footer(1),
        key("catalogue-hours", &["backspace", "del"], Msg::Clear, "catalogue's hours", here).footer(2),
    ]
}
