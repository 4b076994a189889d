//! Rows of the key tables. Each place has its own; together they feed key resolution, footer, help, palette and README.

use super::msg::Msg;
use super::places::Contexts;

/// What a command is for: help sorts by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// It moves about.
    Move,
    /// It changes the document.
    Change,
    /// It shows something.
    See,
    /// It is about the session as a whole.
    Session,
}

/// One row: keys, what they ask for, where, and in which words.
#[derive(Debug, Clone)]
pub struct Binding {
    /// A name that a keymap file can give other keys to.
    pub name: String,
    /// The keys as text, such as `ctrl-s`; the first is the one that is shown.
    pub keys: Vec<String>,
    /// What they ask for.
    pub msg: Msg,
    /// What it does, in a word or two.
    pub label: &'static str,
    /// Where it acts.
    pub contexts: Contexts,
    /// The rank in the footer, smaller first; `None` keeps it out.
    pub footer: Option<u8>,
    /// The row that does the opposite, and one word for both: the footer shows the two together.
    pub pair: Option<(String, &'static str)>,
    /// What it is for.
    pub purpose: Purpose,
}

/// A row that changes the document and stays out of the footer.
pub fn key(name: &str, keys: &[&str], msg: Msg, label: &'static str, contexts: impl Into<Contexts>) -> Binding {
    Binding {
        name: name.to_owned(),
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        msg,
        label,
        contexts: contexts.into(),
        footer: None,
        pair: None,
        purpose: Purpose::Change,
    }
}

impl Binding {
    /// In the footer, smaller ranks first.
    #[must_use]
    pub fn footer(mut self, rank: u8) -> Self {
        self.footer = Some(rank);
        self
    }

    /// In the footer together with the row that does the opposite.
    #[must_use]
    pub fn footer_pair(mut self, rank: u8, opposite: &str, word: &'static str) -> Self {
        self.pair = Some((opposite.to_owned(), word));
        self.footer(rank)
    }

    /// For another purpose than a change.
    #[must_use]
    pub fn purpose(mut self, purpose: Purpose) -> Self {
        self.purpose = purpose;
        self
    }
}

/// A command as people see it: its keys, what it does, where. Made from a row of the key tables and the keys in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// All its keys, as they are printed.
    pub keys: String,
    /// The first of them.
    pub key: String,
    /// What it does, in a word or two.
    pub label: &'static str,
    /// What it asks for.
    pub msg: Msg,
    /// Where it acts.
    pub contexts: Contexts,
    /// What the footer says of it; `None` keeps it out.
    pub footer: Option<FooterHint>,
    /// What it is for.
    pub purpose: Purpose,
}

/// What the footer says of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FooterHint {
    /// Smaller first.
    pub rank: u8,
    /// The key, or the two of a pair.
    pub keys: String,
    /// In a word.
    pub label: &'static str,
}
