//! What keys can do here and now, in as few words as they can be said: keys that go two ways stand together.

use crate::app::{App, Command, Context, Msg};

/// A key, or several, and what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The keys.
    pub keys: String,
    /// What they do.
    pub label: String,
}

/// What can act now, the most important first.
pub fn of(app: &App) -> Vec<Hint> {
    let context = app.context();
    let acting = |command: &&Command| command.contexts.contains(&context) && app.refusal(&command.msg).is_none();
    let mut ranked: Vec<(u8, &Command)> = app
        .commands
        .iter()
        .filter(acting)
        .filter(|command| command.msg != Msg::Help)
        .filter_map(|command| Some((command.footer?, command)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let hints = ranked.into_iter().map(|(_, command)| {
        let other = opposite(&command.msg);
        let other = app.commands.iter().filter(acting).find(|command| Some(&command.msg) == other.as_ref());
        other.map_or_else(|| alone(command), |other| together(other, command))
    });
    hints.collect()
}

/// The key that explains all others, where letters are not being typed.
pub fn help(app: &App) -> Option<Hint> {
    let context = app.context();
    let command =
        app.commands.iter().find(|command| command.msg == Msg::Help && command.contexts.contains(&context))?;
    (!context.is_typing()).then(|| alone(command))
}

/// The first key of a message in a context.
pub fn key<'a>(app: &'a App, context: Context, msg: &Msg) -> Option<&'a str> {
    let command = app.commands.iter().find(|row| row.msg == *msg && row.contexts.contains(&context))?;
    command.keys.split_whitespace().next()
}

fn first(command: &Command) -> &str {
    command.keys.split_whitespace().next().unwrap_or("")
}

fn alone(command: &Command) -> Hint {
    Hint { keys: first(command).to_owned(), label: command.label.to_owned() }
}

/// What goes the other way, or begins the row that this one ends.
fn opposite(msg: &Msg) -> Option<Msg> {
    Some(match msg {
        Msg::Right => Msg::Left,
        Msg::RightBig => Msg::LeftBig,
        Msg::NextStep => Msg::PrevStep,
        Msg::NextScope => Msg::PrevScope,
        Msg::MoveDown => Msg::MoveUp,
        Msg::Level(5) => Msg::Level(1),
        _ => return None,
    })
}

/// Two commands in one: `←→ 1 point less, more`, `,. matrix`, `1–5 score`.
fn together(one: &Command, other: &Command) -> Hint {
    let between = if matches!(other.msg, Msg::Level(_)) { "–" } else { "" };
    let keys = format!("{}{between}{}", first(one), first(other));
    Hint { keys, label: shared(one.label, other.label) }
}

/// What two labels have in common, and, where they begin alike and end in words, how they end.
fn shared(one: &str, other: &str) -> String {
    let (ones, others): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let ends = ones.iter().rev().zip(others.iter().rev()).take_while(|(a, b)| a == b).count();
    if ends > 0 {
        return ones.get(ones.len() - ends..).unwrap_or_default().join(" ");
    }
    let begins = ones.iter().zip(&others).take_while(|(a, b)| a == b).count();
    let same = ones.get(..begins).unwrap_or_default().join(" ");
    let rest = |words: &[&str]| words.get(begins..).unwrap_or_default().join(" ");
    let (a, b) = (rest(&ones), rest(&others));
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    match (same.is_empty(), is_number(&a) && is_number(&b)) {
        (false, true) => same,
        (false, false) => format!("{same} {a}, {b}"),
        (true, _) => format!("{a}, {b}"),
    }
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn two_labels_become_one() {
        for (one, other, both) in [
            ("1 point less", "1 point more", "1 point less, more"),
            ("previous value", "next value", "value"),
            ("score 1", "score 5", "score"),
            ("less", "more", "less, more"),
            ("much less", "much more", "much less, more"),
            ("move up", "move down", "move up, down"),
        ] {
            assert_eq!(shared(one, other), both);
        }
    }
}
