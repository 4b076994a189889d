//! Which key does something, for the places that say so beside what it does.

use crate::app::{App, Context, Msg};

/// The first key of a message in a context, if it has one there.
pub fn key_for<'a>(app: &'a App, context: Context, msg: &Msg) -> Option<&'a str> {
    let command = app.commands.iter().find(|row| row.msg == *msg && row.contexts.contains(context))?;
    Some(command.key.as_str())
}

/// What some keys do, in a line, such as `enter accept · esc cancel`; what has no key is left out.
pub fn key_hints(app: &App, context: Context, dot: &str, what: &[(Msg, &str)]) -> String {
    let parts = what.iter().filter_map(|(msg, label)| Some(format!("{} {label}", key_for(app, context, msg)?)));
    parts.collect::<Vec<_>>().join(&format!(" {dot} "))
}
