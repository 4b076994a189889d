//! Security duties, and who is responsible for them on each kind of platform.

use super::kind::PlatformKind;
use super::load_error::{check_rows, error_at};
use super::platform::{Layer, Operator, Platform};
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;

/// The shipped duties.
pub const SHIPPED: &str = include_str!("../../assets/security.ron");

/// Who is responsible for a duty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum DutyOwner {
    /// The operator of this layer.
    Layer(Layer),
    /// The same on every platform.
    Everywhere(Operator),
    /// Listed per kind.
    ByKind(Vec<(PlatformKind, Operator)>),
}

/// A security duty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub id: String,
    pub name: String,
    /// Who is responsible.
    pub owner: DutyOwner,
}

/// All duties, with their source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityBook {
    /// Source of the list.
    pub source: String,
    /// Date of the list.
    pub date: String,
    /// From hardware upwards.
    pub duties: Vec<Duty>,
}

impl Duty {
    /// Who is responsible on a platform.
    pub fn operator_on(&self, platform: &Platform) -> Operator {
        match &self.owner {
            DutyOwner::Layer(layer) => platform.operator(*layer),
            DutyOwner::Everywhere(operator) => *operator,
            DutyOwner::ByKind(rows) => {
                rows.iter().find(|(kind, _)| *kind == platform.kind).map_or(Operator::You, |(_, operator)| *operator)
            }
        }
    }
}

/// Reads the duties. Refuses a missing source or date, duplicate duties, and a duty that omits a kind of platform.
pub fn load(text: &str) -> Result<SecurityBook, TextError> {
    let book: SecurityBook = value_from_text(text)?;
    for (field, text_of) in [("source", &book.source), ("date", &book.date)] {
        if text_of.trim().is_empty() {
            return Err(error_at(text, &[PathStep::Field(field)], format!("{field} is missing"), "add it"));
        }
    }
    let rows = book.duties.iter().map(|duty| (duty.id.as_str(), vec![("name", duty.name.as_str())]));
    check_rows(text, &[PathStep::Field("duties")], rows)?;
    for (at, duty) in book.duties.iter().enumerate() {
        let DutyOwner::ByKind(rows) = &duty.owner else { continue };
        let times = |kind: &PlatformKind| rows.iter().filter(|(of, _)| of == kind).count();
        if let Some(kind) = PlatformKind::ALL.into_iter().find(|kind| times(kind) != 1) {
            let path = [PathStep::Field("duties"), PathStep::Item(at), PathStep::Field("owner")];
            let what = format!("'{}' must list {} exactly once", duty.id, kind.id());
            return Err(error_at(text, &path, what, "list every kind once"));
        }
    }
    Ok(book)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_duties_load_and_a_kind_that_is_left_out_is_refused() {
        assert!(load(SHIPPED).unwrap().duties.len() >= 12);
        let refused = |from: &str, to: &str| load(&SHIPPED.replacen(from, to, 1)).unwrap_err().what;
        assert!(refused("(BareMetal, You), ", "").contains("'network-policy' must list bare-metal exactly once"));
        assert!(refused("id: \"secrets\"", "id: \"identity\"").contains("is listed twice"));
        assert!(refused("source: \"", "source: \"\", // ").contains("source is missing"));
    }
}
