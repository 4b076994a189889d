//! Failure modes: what goes wrong, where, and what helps.

use super::kind::PlatformKind;
use super::refusal::check_rows;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;

/// The failure modes that the program ships.
pub const SHIPPED: &str = include_str!("../../assets/risks.ron");

/// A way in which platforms fail.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// Its slug.
    pub id: String,
    /// What happens.
    pub mode: String,
    /// Which kinds it hits.
    pub hits: Vec<PlatformKind>,
    /// What helps.
    pub mitigation: String,
    /// Where that shows: a line of the bill, hours, or latency.
    pub price: String,
    /// Where it is described.
    pub source: String,
}

/// Reads the failure modes: none twice, none without kinds, mitigation or source.
pub fn load(text: &str) -> Result<Vec<Risk>, TextError> {
    let risks: Vec<Risk> = value_from_text(text)?;
    check_rows(text, &[], risks.iter().map(|risk| (risk.id.as_str(), said(risk))))?;
    Ok(risks)
}

fn said(risk: &Risk) -> Vec<(&'static str, &str)> {
    let hits = if risk.hits.is_empty() { "" } else { "kinds" };
    vec![("mode", &risk.mode), ("hits", hits), ("mitigation", &risk.mitigation), ("source", &risk.source)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_loads_and_a_row_without_kinds_is_refused() {
        assert!(load(SHIPPED).unwrap().len() >= 12);
        let row = r#"[(id: "x", mode: "m", hits: [], mitigation: "n", price: "", source: "s")]"#;
        assert!(load(row).unwrap_err().what.contains("no hits"));
    }
}
