//! What Enter and the arrows do on a row of a form.

use crate::app::action::{Action, Plan, Refusal};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::picker::{Picker, PickerItem};
use crate::app::places::Pane;
use crate::app::row::{Row, RowKind};
use crate::app::workbench::Workbench;

/// A key on the form of the step: Enter and the arrows; `None` for any other, for which the rows need not be built.
pub fn plan(workbench: &Workbench, rows: impl Fn(&Workbench) -> Vec<Row>, msg: &Msg) -> Option<Plan> {
    let row = || {
        let rows = rows(workbench);
        let at = workbench.cursor(Pane::Form, rows.len());
        rows.into_iter().nth(at).ok_or_else(|| Refusal("there is nothing here yet".to_owned()))
    };
    if *msg == Msg::Enter {
        return Some(row().and_then(edit_row));
    }
    let (right, _) = msg.arrow()?;
    Some(row().and_then(|row| match row.step_edit(right) {
        Some(edit) => Ok(Action::Step(edit)),
        None => Refusal::err(format!("{}: press enter to change it", row.label)),
    }))
}

/// Starts whatever changes a row. A long text can be read in a review, too.
pub fn edit_row(row: Row) -> Plan {
    match row.kind {
        RowKind::Text { current, make } | RowKind::Number { current, make, .. } => {
            let hint = if row.help.is_empty() { row.unit } else { row.help.to_owned() };
            let editor = Editor::new(&row.label, &hint, &current, false, OnAccept::Edit(make));
            Action::ask_with(editor.reads(row.reading).select_all())
        }
        RowKind::Area { current, make } => {
            let editor = Editor::new(&row.label, row.help, &current, true, OnAccept::Edit(make));
            Ok(Action::Show(Overlay::Editor(Box::new(editor))))
        }
        RowKind::Choice { options, .. } if options.len() == 2 => {
            match options.into_iter().find(|(name, _)| *name != row.value) {
                Some((_, edit)) => Action::edit(edit),
                None => Refusal::err("both choices are the same"),
            }
        }
        RowKind::Choice { options, current } => {
            let items = options.into_iter().map(|(name, edit)| PickerItem::new(name, "", Msg::Apply(Box::new(edit))));
            let mut picker = Picker::new(&row.label, items.collect());
            picker.cursor = current.unwrap_or(0);
            Action::pick(picker)
        }
        RowKind::Action(msg) => Ok(Action::Send(msg)),
        RowKind::Heading | RowKind::Fixed => Refusal::err("this line can only be read"),
    }
}

/// The first row that is no heading.
pub fn first_editable_row(rows: &[Row]) -> usize {
    rows.iter().position(|row| !matches!(row.kind, RowKind::Heading)).unwrap_or(0)
}
