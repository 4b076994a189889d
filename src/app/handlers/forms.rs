//! What Enter and the arrows do on a row of a form.

use super::{DONE, Outcome, Refused, asks, overlays};
use crate::app::App;
use crate::app::editor::{Editor, Then};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::picker::{Item, Picker};
use crate::app::row::{Kind, Row};

/// Enter and the arrows, on this row of these.
pub fn handle(app: &mut App, rows: Vec<Row>, at: usize, msg: &Msg) -> Outcome {
    let Some(row) = rows.into_iter().nth(at) else { return Refused::because("there is nothing here yet") };
    match msg {
        Msg::Enter => enter(app, row),
        Msg::Left | Msg::Right | Msg::LeftBig | Msg::RightBig => {
            let right = matches!(msg, Msg::Right | Msg::RightBig);
            match row.step(right) {
                Some(edit) => asks::apply(app, edit),
                None => Refused::because(format!("{}: enter changes it", row.label)),
            }
        }
        _ => Refused::because("that key does nothing here; ? shows what does"),
    }
}

/// Starts whatever changes the row.
pub fn enter(app: &mut App, row: Row) -> Outcome {
    if app.bench().is_some_and(|bench| bench.read_only) && !matches!(row.kind, Kind::Area { .. }) {
        return Refused::because(super::READ_ONLY);
    }
    match row.kind {
        Kind::Text { current, make } | Kind::Number { current, make, .. } => {
            let hint = if row.help.is_empty() { row.unit } else { row.help.to_owned() };
            let editor = Editor::new(&row.label, &hint, &current, false, Then::Edit(make)).selected();
            Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
        }
        Kind::Area { current, make } => {
            let editor = Editor::new(&row.label, row.help, &current, true, Then::Edit(make));
            Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
        }
        Kind::Choice { options, .. } if options.len() == 2 => match row_step(&options, &row.value) {
            Some(edit) => asks::apply(app, edit),
            None => Ok(DONE),
        },
        Kind::Choice { options, current } => {
            let items =
                options.into_iter().map(|(name, edit)| Item::new(name, "", Msg::Apply(Box::new(edit)))).collect();
            let mut picker = Picker::new(&row.label, items);
            picker.cursor = current.unwrap_or(0);
            Ok(overlays::open(app, Overlay::Picker(picker)))
        }
        Kind::Do(msg) => super::route(app, msg),
        Kind::Heading | Kind::Fixed => Refused::because("this line can only be read"),
    }
}

/// The other of two.
fn row_step(options: &[(String, crate::model::Edit)], value: &str) -> Option<crate::model::Edit> {
    options.iter().find(|(name, _)| name != value).map(|(_, edit)| edit.clone())
}
