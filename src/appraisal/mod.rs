//! Everything that a pane, a report or `--format json` shows, computed from session and catalogue by pure functions.
//! Nothing computes a figure twice or anywhere else, so the screen, the report and the command line cannot disagree.

mod bills;
pub mod cell;
pub mod claims;
pub mod evidence;
pub mod exchange;
pub mod explain;
pub mod figures;
pub mod firmness;
pub mod growth;
pub mod hazards;
pub mod horizon;
#[cfg(test)]
pub mod illustration;
pub mod leaving;
pub mod margin;
pub mod mitigation;
pub mod one_time;
pub mod operated;
pub mod opinion;
pub mod progress;
pub mod robustness;
pub mod scope;
pub mod sheet;
pub mod slope;
pub mod supply;
pub mod task_lines;
pub mod tradeoff;
pub mod value_curve;
pub mod verdict;
pub mod weighing;
pub mod words;

use crate::catalogue::risks::Risk;
use crate::catalogue::{Catalogue, Layer, Operator};
use crate::model::Session;
use std::sync::Arc;

pub use cell::{Origin, Value};
pub use firmness::{Firmness, Room, Shift, Turn};
pub use growth::{Growth, NoGrowth};
pub use horizon::{Horizon, Outlay};
pub use one_time::OneTimeCost;
pub use opinion::{Opinion, Other};
pub use progress::{Mark, Progress, Step};
pub use robustness::{Robust, Trials};
pub use scope::Scope;
pub use sheet::{Column, Sheet, labour_counts};
pub use supply::{Offer, Range, Reason, Supply};
pub use tradeoff::TradeOff;
pub use verdict::{Call, Verdict};
pub use weighing::Weights;

/// All that follows from a session.
#[derive(Debug, Clone)]
pub struct Appraisal {
    /// Offers per workload and alternative.
    pub supply: Supply,
    /// One per workload in order (one in all for a session without any), then the whole system where there are several.
    pub sheets: Vec<Sheet>,
    /// How far each step has come.
    pub progress: Progress,
}

impl Appraisal {
    /// Appraises a session.
    pub fn of(session: &Session, catalogue: &Catalogue) -> Self {
        Self::with(session, catalogue, Supply::default())
    }

    /// Appraises the session anew. Offers are computed again only where more than weights and scores changed.
    pub fn refresh(&mut self, session: &Session, catalogue: &Catalogue) {
        *self = Self::with(session, catalogue, std::mem::take(&mut self.supply));
    }

    fn with(session: &Session, catalogue: &Catalogue, previous: Supply) -> Self {
        let mut supply = Supply::of(session, catalogue, previous);
        let weights = Arc::new(Weights::of(session));
        let rows = session.workloads.len().max(1);
        let mut sheets: Vec<Sheet> =
            (0..rows).map(|place| sheet::workload_sheet(session, &weights, &supply, place)).collect();
        if session.workloads.len() > 1 {
            sheets.push(sheet::system_sheet(session, &weights, catalogue, &mut supply, &sheets));
        }
        let progress = Progress::of(session, &sheets);
        Self { supply, sheets, progress }
    }

    /// The sheet of a scope.
    pub fn sheet(&self, scope: &Scope) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.scope == *scope)
    }

    /// The sheet that speaks for the whole session.
    pub fn whole(&self) -> Option<&Sheet> {
        self.sheets.last()
    }

    /// The sheets of the workloads, without that of the system.
    pub fn workload_sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter().filter(|sheet| sheet.scope != Scope::System)
    }
}

/// Who operates each layer of a column, in the order of [`Layer::ALL`]: of several platforms the one that asks most of the
/// team. None when no platform of the catalogue is behind it.
pub fn layers_of_column(session: &Session, catalogue: &Catalogue, column: &Column) -> Option<[Operator; 12]> {
    let own = session.alternatives.iter().filter(|row| row.id.as_str() == column.id);
    let used = column.assign.iter().filter_map(|(_, to)| session.alternative(to));
    let mut whole: Option<[Operator; 12]> = None;
    for platform in own.chain(used).filter_map(|row| supply::platform_of(catalogue, row)) {
        let here = Layer::ALL.map(|layer| platform.operator(layer));
        whole = Some(match whole {
            None => here,
            Some(most) => std::array::from_fn(|at| harder(most[at], here[at])),
        });
    }
    whole
}

/// The operator that asks more of the team.
fn harder(one: Operator, other: Operator) -> Operator {
    let asks = |operator: Operator| match operator {
        Operator::You => 3,
        Operator::Shared => 2,
        Operator::Provider => 1,
        Operator::Absent => 0,
    };
    if asks(other) > asks(one) { other } else { one }
}

/// What can go wrong on a column and is not answered by a measure that is switched on.
pub fn risks_of_column<'a>(session: &Session, catalogue: &'a Catalogue, column: &Column) -> Vec<&'a Risk> {
    let mut open: Vec<&Risk> = Vec::new();
    for row in mitigation::standing(session, catalogue, column) {
        let is_new = open.last().is_none_or(|last| last.id != row.risk.id);
        if is_new && row.state == mitigation::State::Open {
            open.push(row.risk);
        }
    }
    open
}
