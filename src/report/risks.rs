//! What can go wrong on each alternative, what is done about it, and what that costs.

use super::format::Report;
use super::grid::{Columns, Grid};
use super::json::{list, number, text};
use super::page::Page;
use super::scope::ReportScope;
use crate::appraisal::outcome::{RiskState, RiskStatus, priced_alternative_risks};
use crate::catalogue::Catalogue;
use crate::catalogue::risks::Risk;
use crate::model::{Session, Workload};
use serde_json::{Value, json};

/// The failure modes of a session's alternatives.
#[derive(Debug, Clone)]
pub struct RiskReport<'a> {
    scope: ReportScope,
    /// Alternative by alternative, each in the catalogue's order.
    risks: Vec<RiskStatus<'a>>,
}

impl<'a> RiskReport<'a> {
    /// With all workloads on every alternative, or only the one at `only`.
    pub fn build(session: &Session, catalogue: &'a Catalogue, only: Option<usize>) -> Self {
        let workload = only.and_then(|at| session.workloads.get(at));
        let workloads: Vec<&Workload> =
            workload.map_or_else(|| session.workloads.iter().collect(), |workload| vec![workload]);
        let alternatives = session.alternatives.iter();
        let risks = alternatives.flat_map(|row| priced_alternative_risks(session, catalogue, row, &workloads));
        Self { scope: ReportScope::new(session, workload), risks: risks.collect() }
    }
}

fn format_state(state: &RiskState) -> String {
    match state {
        RiskState::Open => "open".to_owned(),
        RiskState::Mitigated => "mitigated".to_owned(),
        RiskState::Covered(by) => {
            format!("covered by {}", by.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The columns that table and CSV share.
fn columns<'r, 'a>() -> Columns<'r, &'r RiskStatus<'a>> {
    Columns::new()
        .text("alternative", |row: &&RiskStatus| row.alternative.as_str())
        .text("risk", |row| &row.risk.id)
        .cell("state", |row| format_state(&row.state).into())
        .number("USD/month", 2, |row| row.price.as_ref().and_then(|price| price.usd))
        .number("h/month", 1, |row| row.price.as_ref().and_then(|price| price.hours).map(|hours| hours.likely))
}

impl Report for RiskReport<'_> {
    /// The figures, then each failure mode once in words.
    fn page(&self) -> Page {
        let mut page =
            Page::titled(format!("{} · what can go wrong, and what its mitigation adds per month", self.scope.title));
        page.blank();
        page.table(columns().grid(&self.risks));
        let mut described: Vec<&str> = Vec::new();
        for Risk { id, mode, mitigation, .. } in self.risks.iter().map(|row| row.risk) {
            if !described.contains(&id.as_str()) {
                described.push(id);
                page.blank();
                page.line(format!("{id}: {mode}."));
                page.line(format!("  mitigation: {mitigation}"));
            }
        }
        page
    }

    /// Money and hours are per month; null for mitigations that are not modelled.
    fn json(&self) -> Value {
        let row = |row: &RiskStatus| {
            let hours = row.price.as_ref().and_then(|price| price.hours);
            json!({
                "alternative": text(row.alternative.as_str()),
                "id": text(&row.risk.id),
                "mode": text(&row.risk.mode),
                "state": text(&format_state(&row.state)),
                "mitigation": text(&row.risk.mitigation),
                "usd": number(row.price.as_ref().and_then(|price| price.usd)),
                "hours_low": number(hours.map(|hours| hours.low)),
                "hours_mean": number(hours.map(|hours| hours.likely)),
                "hours_high": number(hours.map(|hours| hours.high)),
                "source": text(&row.risk.source),
            })
        };
        json!({ "scope": text(&self.scope.id), "risks": list(&self.risks, row) })
    }

    /// One row per alternative and failure mode.
    fn grid(&self) -> Grid {
        columns()
            .text("what happens", |row| &row.risk.mode)
            .text("what helps", |row| &row.risk.mitigation)
            .grid(&self.risks)
    }

    fn notes(&self) -> Vec<String> {
        let note = "no alternative runs on a platform of the catalogue, so no failure modes are known: name platforms in the session";
        self.risks.is_empty().then(|| note.to_owned()).into_iter().collect()
    }
}
