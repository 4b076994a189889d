//! Rows of a form: a label, a value, and how it is changed. Forms are built from the session whenever they are needed, so they
//! cannot disagree with it.

use super::amount::format_full;
use super::msg::Msg;
use super::quantity::parse_number;
use super::reading::Reading;
use crate::model::Edit;
use std::rc::Rc;

/// Turns typed text into an edit, or explains what is wrong with it.
pub type ParseEdit = Rc<dyn Fn(&str) -> Result<Edit, String>>;

/// How a row is changed.
#[derive(Clone)]
pub enum RowKind {
    /// It is only a title.
    Heading,
    /// It can only be read.
    Fixed,
    /// It is typed on one line.
    Text {
        /// What the editor starts with.
        current: String,
        /// Reads it.
        make: ParseEdit,
    },
    /// It is written on as many lines as it takes.
    Area {
        /// What the editor starts with.
        current: String,
        /// Reads it.
        make: ParseEdit,
    },
    /// It is typed, or moved up and down.
    Number {
        /// What the editor starts with.
        current: String,
        /// Reads it.
        make: ParseEdit,
        /// One step up and one step down, where there is one.
        steps: (Option<Edit>, Option<Edit>),
    },
    /// It is one of these.
    Choice {
        /// Each with the edit that takes it.
        options: Vec<(String, Edit)>,
        /// The index of the current one.
        current: Option<usize>,
    },
    /// It does something.
    Action(Msg),
}

/// One row of a form.
#[derive(Clone)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// Its value as text.
    pub value: String,
    /// The unit, or a word of help.
    pub unit: String,
    /// One sentence of help, shown while the cursor is on it.
    pub help: &'static str,
    /// How it is changed.
    pub kind: RowKind,
    /// How what is typed is read, where that is an amount.
    pub reading: Option<Reading>,
}

impl Row {
    /// A title between rows.
    pub fn heading(label: &str) -> Self {
        Self {
            label: label.to_owned(),
            value: String::new(),
            unit: String::new(),
            help: "",
            kind: RowKind::Heading,
            reading: None,
        }
    }

    /// A line of text.
    pub fn text(label: &str, current: &str, make: impl Fn(&str) -> Result<Edit, String> + 'static) -> Self {
        let kind = RowKind::Text { current: current.to_owned(), make: Rc::new(make) };
        Self { label: label.to_owned(), value: current.to_owned(), unit: String::new(), help: "", kind, reading: None }
    }

    /// A text of several lines.
    pub fn area(label: &str, current: &str, make: impl Fn(&str) -> Result<Edit, String> + 'static) -> Self {
        let kind = RowKind::Area { current: current.to_owned(), make: Rc::new(make) };
        Self { label: label.to_owned(), value: current.to_owned(), unit: String::new(), help: "", kind, reading: None }
    }

    /// A whole number.
    pub fn count(label: &str, current: u32, set: impl Fn(u32) -> Edit + 'static) -> Self {
        let steps = (current.checked_add(1).map(&set), current.checked_sub(1).map(&set));
        let make = move |text: &str| Ok(set(parse_count(text)?));
        let kind = RowKind::Number { current: current.to_string(), make: Rc::new(make), steps };
        let reading: Reading = Rc::new(|text| Ok(format_full(f64::from(parse_count(text)?))));
        let (value, reading) = (current.to_string(), Some(reading));
        Self { label: label.to_owned(), value, unit: String::new(), help: "", kind, reading }
    }

    /// Something typed that also has steps.
    pub fn number(
        label: &str,
        shown: String,
        current: String,
        steps: (Option<Edit>, Option<Edit>),
        make: impl Fn(&str) -> Result<Edit, String> + 'static,
    ) -> Self {
        let kind = RowKind::Number { current, make: Rc::new(make), steps };
        Self { label: label.to_owned(), value: shown, unit: String::new(), help: "", kind, reading: None }
    }

    /// One of several.
    pub fn choice(label: &str, options: Vec<(String, Edit)>, current: Option<usize>) -> Self {
        let value = current.and_then(|at| options.get(at)).map_or(String::new(), |(name, _)| name.clone());
        let kind = RowKind::Choice { options, current };
        Self { label: label.to_owned(), value, unit: String::new(), help: "", kind, reading: None }
    }

    /// Yes or no.
    pub fn toggle(label: &str, current: bool, set: impl Fn(bool) -> Edit) -> Self {
        let options = vec![("no".to_owned(), set(false)), ("yes".to_owned(), set(true))];
        Self::choice(label, options, Some(usize::from(current)))
    }

    /// A line that can only be read.
    pub fn fixed(label: &str, value: impl Into<String>) -> Self {
        Self {
            label: label.to_owned(),
            value: value.into(),
            unit: String::new(),
            help: "",
            kind: RowKind::Fixed,
            reading: None,
        }
    }

    /// Something to do.
    pub fn action(label: &str, value: impl Into<String>, msg: Msg) -> Self {
        Self {
            label: label.to_owned(),
            value: value.into(),
            unit: String::new(),
            help: "",
            kind: RowKind::Action(msg),
            reading: None,
        }
    }

    /// With a unit behind the value.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// With how what is typed is read.
    #[must_use]
    pub fn reads(mut self, reading: Reading) -> Self {
        self.reading = Some(reading);
        self
    }

    /// With a sentence of help.
    #[must_use]
    pub fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }

    /// The edit of one step to the right or left, where there is one.
    pub fn step_edit(&self, right: bool) -> Option<Edit> {
        match &self.kind {
            RowKind::Number { steps, .. } => {
                if right {
                    steps.0.clone()
                } else {
                    steps.1.clone()
                }
            }
            RowKind::Choice { options, current } => {
                let last = options.len().checked_sub(1)?;
                let at = match (current, right) {
                    (None, true) => 0,
                    (None, false) => last,
                    (Some(at), true) => {
                        if *at == last {
                            0
                        } else {
                            at + 1
                        }
                    }
                    (Some(0), false) => last,
                    (Some(at), false) => at - 1,
                };
                options.get(at).map(|(_, edit)| edit.clone())
            }
            _ => None,
        }
    }
}

/// Reads a whole number, such as `12`, `2,000` or `2k`.
///
/// # Errors
/// What is no whole number from 0 to 4,294,967,295.
pub fn parse_count(text: &str) -> Result<u32, String> {
    let whole = parse_number(text, "").ok().filter(|value| value.fract() == 0.0);
    let whole = whole.filter(|value| (0.0..=f64::from(u32::MAX)).contains(value));
    // Exact: whole and in range.
    whole.map(|value| value as u32).ok_or_else(|| format!("'{}' is not a whole number", text.trim()))
}
