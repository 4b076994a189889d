//! Moves between kinds of platform: their steps, each with its hours.

use super::hours_band::OneTimeHours;
use super::kind::PlatformKind;
use super::load_error::{check_rows, error_at};
use crate::model::check::PathStep as At;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;

/// The shipped moves.
pub const SHIPPED: &str = include_str!("../../assets/exits.ron");

/// When a step is part of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum StepCondition {
    /// Always.
    #[default]
    Always,
    /// Only for what keeps state in its own process or on its own disk.
    Stateful,
}

/// A step of a move.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveStep {
    pub id: String,
    /// What is done.
    pub name: String,
    /// Hours for one service.
    pub hours: OneTimeHours,
    /// Source of the hours.
    pub basis: String,
    /// When it is part of a move.
    #[serde(default)]
    pub when: StepCondition,
}

/// The steps from some kinds to others.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveRow {
    from: Vec<PlatformKind>,
    to: Vec<PlatformKind>,
    steps: Vec<String>,
}

/// The steps from some kinds to the same kind on another cloud.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct CloudMoveRow {
    from: Vec<PlatformKind>,
    steps: Vec<String>,
}

/// All moves.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExitBook {
    /// Where the moves are described.
    pub source: String,
    /// When they were compiled.
    pub date: String,
    pub steps: Vec<MoveStep>,
    moves: Vec<MoveRow>,
    other_cloud: Vec<CloudMoveRow>,
}

impl ExitBook {
    /// The steps of a move; empty from a kind to itself.
    pub fn steps_between(&self, from: PlatformKind, to: PlatformKind) -> Vec<&MoveStep> {
        let found = self.moves.iter().find(|row| from != to && row.from.contains(&from) && row.to.contains(&to));
        found.map_or_else(Vec::new, |row| self.steps_by_id(&row.steps))
    }

    /// The steps to the same kind on another cloud; none for kinds without a cloud.
    pub fn steps_to_other_cloud(&self, from: PlatformKind) -> Option<Vec<&MoveStep>> {
        let found = self.other_cloud.iter().find(|row| row.from.contains(&from))?;
        Some(self.steps_by_id(&found.steps))
    }

    fn steps_by_id(&self, ids: &[String]) -> Vec<&MoveStep> {
        ids.iter().filter_map(|id| self.steps.iter().find(|step| step.id == *id)).collect()
    }
}

/// Reads the moves. Refuses a step without name or basis, a move with an unknown step, and a pair of kinds without exactly one move.
pub fn load(text: &str) -> Result<ExitBook, TextError> {
    let book: ExitBook = value_from_text(text)?;
    for (field, text_of) in [("source", &book.source), ("date", &book.date)] {
        if text_of.trim().is_empty() {
            return Err(error_at(text, &[At::Field(field)], format!("{field} is missing"), "add it"));
        }
    }
    let texts = |step: &'_ MoveStep| (step.id.clone(), step.name.clone(), step.basis.clone());
    let rows: Vec<(String, String, String)> = book.steps.iter().map(texts).collect();
    check_rows(
        text,
        &[At::Field("steps")],
        rows.iter().map(|(id, name, basis)| (id.as_str(), vec![("name", name.as_str()), ("basis", basis.as_str())])),
    )?;
    let lists = [("moves", book.moves.iter().map(|row| &row.steps).collect::<Vec<_>>()), {
        ("other_cloud", book.other_cloud.iter().map(|row| &row.steps).collect())
    }];
    for (field, rows) in lists {
        for (at, steps) in rows.into_iter().enumerate() {
            if let Some(id) = steps.iter().find(|id| book.steps.iter().all(|step| step.id != **id)) {
                let path = [At::Field(field), At::Item(at), At::Field("steps")];
                return Err(error_at(text, &path, format!("'{id}' is not a step"), "add it to the steps"));
            }
        }
    }
    for from in PlatformKind::ALL {
        for to in PlatformKind::ALL.into_iter().filter(|to| *to != from) {
            let count = book.moves.iter().filter(|row| row.from.contains(&from) && row.to.contains(&to)).count();
            if count != 1 {
                let what = format!("there are {count} moves from {} to {}", from.id(), to.id());
                return Err(error_at(text, &[At::Field("moves")], what, "give exactly one"));
            }
        }
    }
    Ok(book)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_has_one_move_and_a_broken_book_is_refused() {
        let book = load(SHIPPED).unwrap();
        for from in PlatformKind::ALL {
            assert!(book.steps_between(from, from).is_empty());
            let others = PlatformKind::ALL.into_iter().filter(|to| *to != from);
            assert!(others.into_iter().all(|to| !book.steps_between(from, to).is_empty()));
            assert_eq!(book.steps_to_other_cloud(from).is_none(), from == PlatformKind::BareMetal);
        }
        assert!(book.steps.iter().all(|step| step.basis.contains("our estimate")));
        let refused = |from: &str, to: &str| load(&SHIPPED.replacen(from, to, 1)).unwrap_err().what;
        assert!(
            refused("[\"install\", \"cut-over\"]", "[\"instal\", \"cut-over\"]").contains("'instal' is not a step")
        );
        let twice = refused("from: [VmFleet], to: [SingleVm]", "from: [VmFleet], to: [BareMetal]");
        assert!(twice.contains("there are 2 moves"), "{twice}");
        let none = refused("from: [VmFleet], to: [SingleVm]", "from: [BareMetal], to: [BareMetal]");
        assert!(none.contains("there are 0 moves"), "{none}");
        assert!(refused("(2, 6, 16)", "(6, 2, 16)").contains("must ascend from low through likely to high"));
        assert!(refused("date: \"", "date: \"\", // ").contains("date is missing"));
    }
}
