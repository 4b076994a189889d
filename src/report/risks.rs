//! What can go wrong on each alternative, what is done about it, and what that costs.

use super::grid::{Grid, GridCell};
use super::json::{number, pretty, text};
use super::table::render_table;
use super::{csv, showable_text};
use crate::appraisal::mitigation::{RiskState, RiskStatus, priced_alternative_risks};
use crate::catalogue::Catalogue;
use crate::catalogue::risks::Risk;
use crate::model::{Session, Workload};
use serde_json::{Value, json};

/// The failure modes of a session's alternatives.
#[derive(Debug, Clone)]
pub struct RiskReport<'a> {
    /// The session's title and the scope's name.
    pub title: String,
    /// `all`, or a workload's id.
    pub scope: String,
    /// Alternative by alternative, each in the catalogue's order.
    pub rows: Vec<RiskStatus<'a>>,
}

impl<'a> RiskReport<'a> {
    /// Gathers what can go wrong on every alternative: with all workloads on it, or with the one at `only`.
    pub fn build(session: &Session, catalogue: &'a Catalogue, only: Option<usize>) -> Self {
        let workload = only.and_then(|at| session.workloads.get(at));
        let workloads: Vec<&Workload> =
            workload.map_or_else(|| session.workloads.iter().collect(), |workload| vec![workload]);
        let name = workload.map_or("all workloads", |workload| &workload.name);
        let rows =
            session.alternatives.iter().flat_map(|row| priced_alternative_risks(session, catalogue, row, &workloads));
        Self {
            title: format!("{} · {name}", session.title),
            scope: workload.map_or_else(|| "all".to_owned(), |workload| workload.id.to_string()),
            rows: rows.collect(),
        }
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

/// As `risks --format json` prints it. Money and hours are per month; null where what helps is known in words only.
pub fn json(risks: &RiskReport) -> String {
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
    pretty(&json!({ "scope": text(&risks.scope), "risks": risks.rows.iter().map(row).collect::<Value>() }))
}

/// The columns that stand in every form.
const HEADERS: [&str; 5] = ["alternative", "risk", "state", "USD/month", "h/month"];

fn risk_cells(row: &RiskStatus) -> [GridCell; 5] {
    let price = row.price.as_ref();
    [
        row.alternative.as_str().into(),
        row.risk.id.as_str().into(),
        format_state(&row.state).into(),
        GridCell::optional(price.and_then(|price| price.usd), 2),
        GridCell::optional(price.and_then(|price| price.hours).map(|hours| hours.likely), 1),
    ]
}

/// As `risks --format csv` prints it: one row per alternative and failure mode.
pub fn csv(risks: &RiskReport) -> String {
    let mut grid = Grid::new(HEADERS.into_iter().chain(["what happens", "what helps"]));
    for row in &risks.rows {
        grid.push_row(
            risk_cells(row).into_iter().chain([row.risk.mode.as_str().into(), row.risk.mitigation.as_str().into()]),
        );
    }
    csv::render_csv(&grid)
}

/// As `risks` prints it for people: the figures, then each failure mode once in words.
pub fn text_table(risks: &RiskReport) -> String {
    let title =
        format!("{} · what can go wrong, and what its mitigation adds a month\n\n", showable_text(&risks.title));
    let mut grid = Grid::new(HEADERS);
    let mut words = String::new();
    let mut told: Vec<&str> = Vec::new();
    for row in &risks.rows {
        grid.push_row(risk_cells(row));
        if !told.contains(&row.risk.id.as_str()) {
            told.push(&row.risk.id);
            let Risk { id, mode, mitigation, .. } = row.risk;
            words +=
                &format!("\n{}: {}.\n  helps: {}\n", showable_text(id), showable_text(mode), showable_text(mitigation));
        }
    }
    title + &render_table(&grid) + &words
}
