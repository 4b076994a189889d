//! Who secures what: duties, and whose they are on each platform.

use super::kind::PlatformKind;
use super::load_error::{check_rows, error_at};
use super::platform::{Layer, Operator, Platform};
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;

/// The duties that the program ships.
pub const SHIPPED: &str = include_str!("../../assets/security.ron");

/// Whose a duty is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum DutyOwner {
    /// Of whoever operates this layer.
    Layer(Layer),
    /// The same on every platform.
    Everywhere(Operator),
    /// Said for each kind.
    ByKind(Vec<(PlatformKind, Operator)>),
}

/// Something that must be secured.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Its slug.
    pub id: String,
    /// What is done.
    pub name: String,
    /// Whose it is.
    pub owner: DutyOwner,
}

/// Every duty, with its source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityBook {
    /// Where this is described.
    pub source: String,
    /// When it was taken down.
    pub date: String,
    /// From the ground up.
    pub duties: Vec<Duty>,
}

impl Duty {
    /// Whose it is on a platform.
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

/// Reads the duties. Refuses a list without source or date, a duty that stands twice, and one that leaves a kind of platform out.
pub fn load(text: &str) -> Result<SecurityBook, TextError> {
    let book: SecurityBook = value_from_text(text)?;
    for (field, said) in [("source", &book.source), ("date", &book.date)] {
        if said.trim().is_empty() {
            return Err(error_at(text, &[PathStep::Field(field)], format!("there is no {field}"), "say it"));
        }
    }
    let rows = book.duties.iter().map(|duty| (duty.id.as_str(), vec![("name", duty.name.as_str())]));
    check_rows(text, &[PathStep::Field("duties")], rows)?;
    for (at, duty) in book.duties.iter().enumerate() {
        let DutyOwner::ByKind(rows) = &duty.owner else { continue };
        let times = |kind: &PlatformKind| rows.iter().filter(|(of, _)| of == kind).count();
        if let Some(kind) = PlatformKind::ALL.into_iter().find(|kind| times(kind) != 1) {
            let path = [PathStep::Field("duties"), PathStep::Item(at), PathStep::Field("owner")];
            let what = format!("'{}' does not say once whose it is on {}", duty.id, kind.id());
            return Err(error_at(text, &path, what, "every kind stands here once"));
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
        assert!(
            refused("(BareMetal, You), ", "").contains("'network-policy' does not say once whose it is on bare-metal")
        );
        assert!(refused("id: \"secrets\"", "id: \"identity\"").contains("stands here twice"));
        assert!(refused("source: \"", "source: \"\", // ").contains("no source"));
    }
}
