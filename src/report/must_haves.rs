//! Must-haves of a decision and what is said of each alternative under them, as a table and as JSON.

use super::grid::{Columns, Grid, GridCell};
use super::json::{list, object, text};
use crate::model::{Alternative, MustHaveId, MustHaveMark, Session, Strength};
use serde_json::{Value, json};

/// A must-have with the marks of all alternatives.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedMustHave {
    id: String,
    text: String,
    strength: Strength,
    by: String,
    why: String,
    /// In the order of the alternatives.
    marks: Vec<MarkedAlternative>,
}

#[derive(Debug, Clone, PartialEq)]
struct MarkedAlternative {
    id: String,
    name: String,
    /// None while it is open.
    row: Option<MustHaveMark>,
}

impl MarkedAlternative {
    fn label(&self) -> &'static str {
        self.row.as_ref().map_or("open", |row| row.mark.label())
    }
}

impl ComparedMustHave {
    /// All must-haves of a session, in their order.
    pub fn all(session: &Session) -> Vec<Self> {
        let marks = |must_have: &MustHaveId| {
            let said: Vec<&MustHaveMark> =
                session.must_have_marks.iter().filter(|row| row.must_have == *must_have).collect();
            let marked = |row: &Alternative| MarkedAlternative {
                id: row.id.to_string(),
                name: row.name.clone(),
                row: said.iter().find(|said| said.alternative == row.id).map(|said| (*said).clone()),
            };
            session.alternatives.iter().map(marked).collect()
        };
        let all = session.must_haves.iter().map(|row| Self {
            id: row.id.to_string(),
            text: row.text.clone(),
            strength: row.strength,
            by: row.by.clone(),
            why: row.why.clone(),
            marks: marks(&row.id),
        });
        all.collect()
    }

    pub(super) fn json(&self) -> Value {
        let marks = self.marks.iter().map(|marked| {
            let said = marked.row.as_ref();
            let value = json!({
                "mark": marked.label(),
                "by": said.map(|row| text(&row.by)),
                "why": said.map(|row| text(&row.why)),
            });
            (&marked.id, value)
        });
        json!({
            "id": text(&self.id),
            "text": text(&self.text),
            "strength": strength_label(self.strength),
            "by": text(&self.by),
            "why": text(&self.why),
            "marks": object(marks),
        })
    }
}

/// The list for JSON.
pub(super) fn must_haves_json(all: &[ComparedMustHave]) -> Value {
    list(all, ComparedMustHave::json)
}

/// A row per must-have, a column per alternative.
pub(super) fn must_haves_grid(all: &[ComparedMustHave]) -> Grid {
    let alternatives = all.first().map_or(&[][..], |row| &row.marks);
    Columns::new()
        .text("must-have", |row: &&ComparedMustHave| &row.text)
        .cell("strength", |row| strength_label(row.strength).into())
        .each(alternatives.iter().enumerate(), |columns, (at, alternative)| {
            columns.cell(&alternative.name, move |row| {
                row.marks.get(at).map_or(GridCell::from(""), |mark| mark.label().into())
            })
        })
        .grid(all)
}

fn strength_label(strength: Strength) -> &'static str {
    match strength {
        Strength::Hard => "hard",
        Strength::Soft => "soft",
    }
}
