//! The failure modes of a column, each with the alternatives that it hits and the switch of what helps there.

use super::mitigation::{self, ColumnRisk, Price, State};
use super::sheet::Column;
use super::supply::platform_of;
use crate::catalogue::Catalogue;
use crate::catalogue::risks::Risk;
use crate::model::edit::AlternativeField;
use crate::model::{AlternativeId, Edit, RiskId, Session};

/// A failure mode, and where in the column it hits.
#[derive(Debug, Clone)]
pub struct Hazard<'a> {
    /// Which.
    pub risk: &'a Risk,
    /// The alternatives that it hits, in the session's order.
    pub on: Vec<Switch>,
}

/// How a failure mode stands on one alternative.
#[derive(Debug, Clone, PartialEq)]
pub struct Switch {
    /// Which alternative.
    pub alternative: AlternativeId,
    /// How it stands.
    pub state: State,
    /// Whether what helps can be switched on, so that bill and hours follow it.
    pub can: bool,
    /// What that costs or would cost.
    pub price: Option<Price>,
}

/// How the switch of a failure mode stands over all alternatives of the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// What helps is known in words only.
    Words,
    /// Off everywhere.
    Off,
    /// On for some.
    Some,
    /// On everywhere.
    On,
}

impl Hazard<'_> {
    fn switches(&self) -> impl Iterator<Item = &Switch> {
        self.on.iter().filter(|row| row.can)
    }

    /// How its switch stands.
    pub fn setting(&self) -> Setting {
        let (on, all) =
            self.switches().fold((0, 0), |(on, all), row| (on + usize::from(row.state == State::Mitigated), all + 1));
        match on {
            _ if all == 0 => Setting::Words,
            0 => Setting::Off,
            on if on == all => Setting::On,
            _ => Setting::Some,
        }
    }

    /// The failure modes whose measures keep this one from hitting anything here; empty where it can still hit, or where its
    /// own measure is on.
    pub fn covered_by(&self) -> Vec<&RiskId> {
        let mut by = Vec::new();
        for row in &self.on {
            let State::Covered(ids) = &row.state else { return Vec::new() };
            by.extend(ids.iter().filter(|id| !by.contains(id)).collect::<Vec<_>>());
        }
        by
    }

    /// What its measure costs in all, in USD and in hours a month; none of what is not known.
    pub fn price(&self) -> (Option<f64>, Option<f64>) {
        let prices = || self.switches().filter_map(|row| row.price.as_ref());
        let sum = |of: fn(&Price) -> Option<f64>| prices().filter_map(of).reduce(|a, b| a + b);
        (sum(|price| price.usd), sum(|price| price.hours.as_ref().map(|hours| hours.likely)))
    }

    /// The edit that switches what helps on where it is off somewhere, or off where it is on everywhere; none where it is known
    /// in words only.
    pub fn toggled(&self, session: &Session) -> Option<Edit> {
        let to = match self.setting() {
            Setting::Words => return None,
            Setting::On => false,
            Setting::Off | Setting::Some => true,
        };
        let id = RiskId::from(self.risk.id.as_str());
        let mut edits: Vec<Edit> = Vec::new();
        for row in self.switches() {
            let Some(alternative) = session.alternative(&row.alternative) else { continue };
            let mut mitigated = alternative.mitigated.clone();
            mitigated.retain(|known| *known != id);
            if to {
                mitigated.push(id.clone());
            }
            if mitigated != alternative.mitigated {
                let field = AlternativeField::Mitigated(mitigated);
                edits.push(Edit::SetAlternative { id: alternative.id.clone(), field });
            }
        }
        match edits.len() {
            0 => None,
            1 => edits.pop(),
            _ => Some(Edit::Batch(edits)),
        }
    }
}

/// The failure modes of a column, in the catalogue's order, without what measures cost.
pub fn hazards<'a>(session: &Session, catalogue: &'a Catalogue, column: &Column) -> Vec<Hazard<'a>> {
    gathered(session, catalogue, mitigation::standing(session, catalogue, column))
}

/// The same with what each measure costs or would cost, for which bills are reckoned.
pub fn priced<'a>(session: &Session, catalogue: &'a Catalogue, column: &Column) -> Vec<Hazard<'a>> {
    gathered(session, catalogue, mitigation::risks(session, catalogue, column))
}

fn gathered<'a>(session: &Session, catalogue: &Catalogue, rows: Vec<ColumnRisk<'a>>) -> Vec<Hazard<'a>> {
    let mut hazards: Vec<Hazard<'a>> = Vec::new();
    for row in rows {
        let platform =
            session.alternative(&row.alternative).and_then(|alternative| platform_of(catalogue, alternative));
        let can = platform.is_some_and(|platform| row.risk.measure(platform.kind).is_some());
        let switch = Switch { alternative: row.alternative, state: row.state, can, price: row.price };
        match hazards.last_mut().filter(|last| last.risk.id == row.risk.id) {
            Some(last) => last.on.push(switch),
            None => hazards.push(Hazard { risk: row.risk, on: vec![switch] }),
        }
    }
    hazards
}
