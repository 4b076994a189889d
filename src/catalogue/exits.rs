//! What it takes to leave: the steps of a move from one kind of platform to another, each with its hours.

use super::kind::PlatformKind;
use super::load_error::{check_rows, error_at};
use crate::model::HoursOnce;
use crate::model::check::PathStep as At;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;

/// The moves that the program ships.
pub const SHIPPED: &str = include_str!("../../assets/exits.ron");

/// Hours that are worked once: low, likely, high. In files `(2, 6, 16)`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(try_from = "(f64, f64, f64)")]
pub struct OnceBand {
    /// If all goes well.
    pub low: HoursOnce,
    /// As a rule.
    pub likely: HoursOnce,
    /// If much goes wrong.
    pub high: HoursOnce,
}

impl TryFrom<(f64, f64, f64)> for OnceBand {
    type Error = String;

    fn try_from((low, likely, high): (f64, f64, f64)) -> Result<Self, String> {
        let hours = |value| HoursOnce::new(value).map_err(|error| error.to_string());
        let band = Self { low: hours(low)?, likely: hours(likely)?, high: hours(high)? };
        if band.low > band.likely || band.likely > band.high {
            return Err(format!("hours go from low through likely to high, not {low}, {likely}, {high}"));
        }
        Ok(band)
    }
}

impl OnceBand {
    /// (low + 4 likely + high) / 6, as for hours per month.
    pub fn mean(self) -> HoursOnce {
        HoursOnce::of((self.low.get() + 4.0 * self.likely.get() + self.high.get()) / 6.0)
    }
}

impl std::ops::Add for OnceBand {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, likely: self.likely + other.likely, high: self.high + other.high }
    }
}

impl std::ops::Mul<f64> for OnceBand {
    type Output = Self;
    fn mul(self, times: f64) -> Self {
        Self { low: self.low * times, likely: self.likely * times, high: self.high * times }
    }
}

impl std::iter::Sum for OnceBand {
    fn sum<I: Iterator<Item = Self>>(bands: I) -> Self {
        bands.fold(Self::default(), |sum, band| sum + band)
    }
}

/// When a step is part of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum StepCondition {
    /// Always.
    #[default]
    Always,
    /// Only for what keeps state in its own process or on its own disk.
    Stateful,
}

/// A step of moves.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveStep {
    /// Its slug.
    pub id: String,
    /// What is done.
    pub name: String,
    /// For one service.
    pub hours: OnceBand,
    /// Where the hours come from.
    pub basis: String,
    /// When it is part of a move.
    #[serde(default)]
    pub when: StepCondition,
}

/// Which steps lead from some kinds to others.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveRow {
    from: Vec<PlatformKind>,
    to: Vec<PlatformKind>,
    steps: Vec<String>,
}

/// Which steps lead from some kinds to the same kind on another cloud.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct CloudMoveRow {
    from: Vec<PlatformKind>,
    steps: Vec<String>,
}

/// Every move.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExitBook {
    /// Where the paths are described.
    pub source: String,
    /// When they were taken down.
    pub date: String,
    /// Steps.
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

    /// The steps to the same kind on another cloud; none for what belongs to no cloud.
    pub fn steps_to_other_cloud(&self, from: PlatformKind) -> Option<Vec<&MoveStep>> {
        let found = self.other_cloud.iter().find(|row| row.from.contains(&from))?;
        Some(self.steps_by_id(&found.steps))
    }

    fn steps_by_id(&self, ids: &[String]) -> Vec<&MoveStep> {
        ids.iter().filter_map(|id| self.steps.iter().find(|step| step.id == *id)).collect()
    }
}

/// Reads the moves. Refuses a step without name or basis, a move with a step that is not there, and two kinds between which no move or
/// more than one leads.
pub fn load(text: &str) -> Result<ExitBook, TextError> {
    let book: ExitBook = value_from_text(text)?;
    let said = |step: &'static str, of: &'_ str| (step, of.to_owned());
    for (field, of) in [said("source", &book.source), said("date", &book.date)] {
        if of.trim().is_empty() {
            return Err(error_at(text, &[At::Field(field)], format!("there is no {field}"), "say it"));
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
                return Err(error_at(text, &path, format!("there is no step '{id}'"), "add it to the steps"));
            }
        }
    }
    for from in PlatformKind::ALL {
        for to in PlatformKind::ALL.into_iter().filter(|to| *to != from) {
            let count = book.moves.iter().filter(|row| row.from.contains(&from) && row.to.contains(&to)).count();
            if count != 1 {
                let what = format!("{count} moves lead from {} to {}", from.id(), to.id());
                return Err(error_at(text, &[At::Field("moves")], what, "one must"));
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
        assert!(refused("[\"install\", \"cut-over\"]", "[\"instal\", \"cut-over\"]").contains("no step 'instal'"));
        let twice = refused("from: [VmFleet], to: [SingleVm]", "from: [VmFleet], to: [BareMetal]");
        assert!(twice.contains("2 moves lead"), "{twice}");
        let none = refused("from: [VmFleet], to: [SingleVm]", "from: [BareMetal], to: [BareMetal]");
        assert!(none.contains("0 moves lead"), "{none}");
        assert!(refused("(2, 6, 16)", "(6, 2, 16)").contains("from low through likely to high"));
        assert!(refused("date: \"", "date: \"\", // ").contains("no date"));
    }
}
