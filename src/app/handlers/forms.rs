//! What Enter and the arrows do on a row of a form.

use super::{HandlerResult, NO_EFFECTS, Refusal, guarded_edits, overlays};
use crate::app::App;
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::picker::{Picker, PickerItem};
use crate::app::row::{Row, RowKind};

/// Enter and the arrows, on this row of these.
pub fn handle(app: &mut App, rows: Vec<Row>, at: usize, msg: &Msg) -> HandlerResult {
    let Some(row) = rows.into_iter().nth(at) else { return Refusal::err("there is nothing here yet") };
    match msg {
        Msg::Enter => edit_row(app, row),
        Msg::Left | Msg::Right | Msg::LeftCoarse | Msg::RightCoarse => {
            let right = matches!(msg, Msg::Right | Msg::RightCoarse);
            match row.step_edit(right) {
                Some(edit) => guarded_edits::apply(app, edit),
                None => Refusal::err(format!("{}: enter changes it", row.label)),
            }
        }
        _ => Refusal::err("that key does nothing here; ? shows what does"),
    }
}

/// Starts whatever changes the row.
pub fn edit_row(app: &mut App, row: Row) -> HandlerResult {
    if app.workbench().is_some_and(|bench| bench.read_only) && !matches!(row.kind, RowKind::Area { .. }) {
        return Refusal::err(super::READ_ONLY);
    }
    match row.kind {
        RowKind::Text { current, make } | RowKind::Number { current, make, .. } => {
            let hint = if row.help.is_empty() { row.unit } else { row.help.to_owned() };
            let editor = Editor::new(&row.label, &hint, &current, false, OnAccept::Edit(make)).select_all();
            Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
        }
        RowKind::Area { current, make } => {
            let editor = Editor::new(&row.label, row.help, &current, true, OnAccept::Edit(make));
            Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
        }
        RowKind::Choice { options, .. } if options.len() == 2 => match other_option(&options, &row.value) {
            Some(edit) => guarded_edits::apply(app, edit),
            None => Ok(NO_EFFECTS),
        },
        RowKind::Choice { options, current } => {
            let items =
                options.into_iter().map(|(name, edit)| PickerItem::new(name, "", Msg::Apply(Box::new(edit)))).collect();
            let mut picker = Picker::new(&row.label, items);
            picker.cursor = current.unwrap_or(0);
            Ok(overlays::open(app, Overlay::Picker(picker)))
        }
        RowKind::Action(msg) => super::route(app, msg),
        RowKind::Heading | RowKind::Fixed => Refusal::err("this line can only be read"),
    }
}

/// The other of two.
fn other_option(options: &[(String, crate::model::Edit)], value: &str) -> Option<crate::model::Edit> {
    options.iter().find(|(name, _)| name != value).map(|(_, edit)| edit.clone())
}
