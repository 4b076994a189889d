//! The failure modes of a column, each with the alternatives that it hits and the switch of what helps there.

use super::risk_status::{RiskState, RiskStatus, column_risks, priced_column_risks};
use crate::appraisal::matrix::Column;
use crate::appraisal::offer::MitigationPrice;
use crate::appraisal::offer::platform_of;
use crate::catalogue::Catalogue;
use crate::catalogue::risks::Risk;
use crate::model::edit::AlternativeField;
use crate::model::{AlternativeId, Edit, RiskId, Session};

/// A failure mode, and where in the column it hits.
#[derive(Debug, Clone)]
pub struct FailureMode {
    pub risk: Risk,
    /// The alternatives that it hits, in the session's order.
    pub switches: Vec<MitigationSwitch>,
}

/// How a failure mode stands on one alternative.
#[derive(Debug, Clone, PartialEq)]
pub struct MitigationSwitch {
    pub alternative: AlternativeId,
    /// How it stands.
    pub state: RiskState,
    /// Whether what helps can be switched on, so that bill and hours follow it.
    pub is_available: bool,
    /// What that costs or would cost.
    pub price: Option<MitigationPrice>,
}

/// How the switch of a failure mode stands over all alternatives of the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SwitchSetting {
    /// What helps is known in words only.
    NotModelled,
    /// Off everywhere.
    Off,
    /// On for some.
    Partial,
    /// On everywhere.
    On,
}

impl FailureMode {
    fn available_switches(&self) -> impl Iterator<Item = &MitigationSwitch> {
        self.switches.iter().filter(|row| row.is_available)
    }

    /// How its switch stands.
    pub fn setting(&self) -> SwitchSetting {
        let (on, all) = self
            .available_switches()
            .fold((0, 0), |(on, all), row| (on + usize::from(row.state == RiskState::Mitigated), all + 1));
        match on {
            _ if all == 0 => SwitchSetting::NotModelled,
            0 => SwitchSetting::Off,
            on if on == all => SwitchSetting::On,
            _ => SwitchSetting::Partial,
        }
    }

    /// The failure modes whose measures keep this one from hitting anything here; empty where it can still hit, or where its
    /// own measure is on.
    pub fn covered_by(&self) -> Vec<&RiskId> {
        let mut by = Vec::new();
        for row in &self.switches {
            let RiskState::Covered(ids) = &row.state else { return Vec::new() };
            by.extend(ids.iter().filter(|id| !by.contains(id)).collect::<Vec<_>>());
        }
        by
    }

    /// What its measure costs in all, in USD and in hours a month; none of what is not known.
    pub fn price(&self) -> (Option<f64>, Option<f64>) {
        let prices = || self.available_switches().filter_map(|row| row.price.as_ref());
        let sum = |of: fn(&MitigationPrice) -> Option<f64>| prices().filter_map(of).reduce(|a, b| a + b);
        (sum(|price| price.usd), sum(|price| price.hours.as_ref().map(|hours| hours.likely)))
    }

    /// The edit that switches what helps on where it is off somewhere, or off where it is on everywhere; none where it is known
    /// in words only.
    pub fn toggle_edit(&self, session: &Session) -> Option<Edit> {
        let to = match self.setting() {
            SwitchSetting::NotModelled => return None,
            SwitchSetting::On => false,
            SwitchSetting::Off | SwitchSetting::Partial => true,
        };
        let id = RiskId::from(self.risk.id.as_str());
        let mut edits: Vec<Edit> = Vec::new();
        for row in self.available_switches() {
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
pub fn failure_modes(session: &Session, catalogue: &Catalogue, column: &Column) -> Vec<FailureMode> {
    group_by_risk(session, catalogue, column_risks(session, catalogue, column))
}

/// The same with what each measure costs or would cost, for which bills are computed.
pub fn priced_failure_modes(session: &Session, catalogue: &Catalogue, column: &Column) -> Vec<FailureMode> {
    group_by_risk(session, catalogue, priced_column_risks(session, catalogue, column))
}

fn group_by_risk(session: &Session, catalogue: &Catalogue, rows: Vec<RiskStatus<'_>>) -> Vec<FailureMode> {
    let mut hazards: Vec<FailureMode> = Vec::new();
    for row in rows {
        let platform =
            session.alternative(&row.alternative).and_then(|alternative| platform_of(catalogue, alternative));
        let can = platform.is_some_and(|platform| row.risk.mitigation_on(platform.kind).is_some());
        let switch =
            MitigationSwitch { alternative: row.alternative, state: row.state, is_available: can, price: row.price };
        match hazards.last_mut().filter(|last| last.risk.id == row.risk.id) {
            Some(last) => last.switches.push(switch),
            None => hazards.push(FailureMode { risk: row.risk.clone(), switches: vec![switch] }),
        }
    }
    hazards
}
