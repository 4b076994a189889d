//! Every command that can act now, with its keys.

use super::msg::Msg;
use super::picker::{Picker, PickerItem};
use super::places::{Context, Pane, scenarios};
use super::state::App;
use crate::appraisal::Step;

/// The list.
pub fn items(app: &App) -> Picker {
    let context = app.context();
    let mut items: Vec<PickerItem> = app
        .commands
        .iter()
        .filter(|command| command.contexts.contains(context) && app.refusal(&command.msg).is_none())
        .filter(|command| !is_cursor_motion(&command.msg, context))
        .map(|command| PickerItem::new(command.label, command.keys.clone(), command.msg.clone()))
        .collect();
    if app.workbench().is_some() {
        let scenarios = scenarios::COMMANDS.into_iter().filter(|(_, msg)| app.refusal(msg).is_none());
        items.extend(scenarios.map(|(label, msg)| PickerItem::new(label, "", msg)));
        items.extend(Step::ALL.iter().map(|step| {
            PickerItem::new(format!("go to {}", step.name()), format!("g {}", step.number()), Msg::GoToStep(*step))
        }));
    }
    Picker::new("Do", items)
}

/// Whether it only moves the cursor, which nobody looks for in a list.
fn is_cursor_motion(msg: &Msg, context: Context) -> bool {
    let moves_sideways = matches!(context, Context::Score | Context::Measured | Context::Pane(Pane::Estate));
    (moves_sideways && matches!(msg, Msg::Left | Msg::Right)) || msg.row_delta().is_some() || *msg == Msg::Palette
}
