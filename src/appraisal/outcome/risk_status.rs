//! The failure modes that can occur on a column, and whether they are mitigated.

use crate::appraisal::matrix::Column;
use crate::appraisal::offer::{MitigationPrice, mitigate, platform_of, price_mitigation};
use crate::burden::risk_applies;
use crate::catalogue::Catalogue;
use crate::catalogue::risks::Risk;
use crate::model::{Alternative, AlternativeId, RiskId, Session, Workload};

/// How a failure mode stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RiskState {
    /// Nothing is done about it.
    Open,
    /// Its measure is switched on.
    Mitigated,
    /// It can no longer hit, because of mitigations of these others.
    Covered(Vec<RiskId>),
}

/// A failure mode of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskStatus<'a> {
    pub risk: &'a Risk,
    /// Of which alternative in the column.
    pub alternative: AlternativeId,
    /// How it stands.
    pub state: RiskState,
    /// What its measure costs or would cost; none where what helps is known in words only.
    pub price: Option<MitigationPrice>,
}

/// The failure modes that can hit a column, without what their measures cost: in the catalogue's order, for every alternative in use.
pub fn column_risks<'a>(session: &Session, catalogue: &'a Catalogue, column: &Column) -> Vec<RiskStatus<'a>> {
    let mut rows = Vec::new();
    for (alternative, workloads) in alternatives_in_use(session, column) {
        rows.extend(alternative_risks(session, catalogue, alternative, &workloads));
    }
    let place = |risk: &Risk| catalogue.risks.iter().position(|row| row.id == risk.id);
    rows.sort_by_key(|row| place(row.risk));
    rows
}

/// The same with what each measure costs or would cost. Two bills are computed for each of them.
pub fn priced_column_risks<'a>(session: &Session, catalogue: &'a Catalogue, column: &Column) -> Vec<RiskStatus<'a>> {
    let mut rows = column_risks(session, catalogue, column);
    let parts = alternatives_in_use(session, column);
    for row in &mut rows {
        if let Some((alternative, workloads)) = parts.iter().find(|(part, _)| part.id == row.alternative) {
            row.price =
                price_mitigation(session, catalogue, alternative, workloads, &RiskId::from(row.risk.id.as_str()));
        }
    }
    rows
}

/// The failure modes that can hit an alternative with these workloads on it, with what each measure costs or would cost.
pub fn priced_alternative_risks<'a>(
    session: &Session,
    catalogue: &'a Catalogue,
    alternative: &Alternative,
    workloads: &[&Workload],
) -> Vec<RiskStatus<'a>> {
    let mut rows = alternative_risks(session, catalogue, alternative, workloads);
    for row in &mut rows {
        row.price = price_mitigation(session, catalogue, alternative, workloads, &RiskId::from(row.risk.id.as_str()));
    }
    rows
}

/// The alternatives of a column, each with the workloads that run on it there.
pub fn alternatives_in_use<'s>(session: &'s Session, column: &Column) -> Vec<(&'s Alternative, Vec<&'s Workload>)> {
    let used = |alternative: &&Alternative| {
        let is_assigned = column.assignment.iter().any(|(_, to)| *to == alternative.id);
        is_assigned || (column.assignment.is_empty() && alternative.id.as_str() == column.id)
    };
    let here = |alternative: &Alternative| {
        let mine = column.assignment.iter().filter(|(_, to)| *to == alternative.id);
        mine.filter_map(|(workload, _)| session.workload(workload)).collect()
    };
    session.alternatives.iter().filter(used).map(|alternative| (alternative, here(alternative))).collect()
}

fn alternative_risks<'a>(
    session: &Session,
    catalogue: &'a Catalogue,
    alternative: &Alternative,
    workloads: &[&Workload],
) -> Vec<RiskStatus<'a>> {
    let Some(platform) = platform_of(catalogue, alternative) else { return Vec::new() };
    let can_hit_with = |risk: &Risk, mitigated: &[RiskId]| {
        let changed = Alternative { mitigated: mitigated.to_vec(), ..alternative.clone() };
        let arranged = mitigate(session, catalogue, &changed, workloads);
        risk_applies(risk, &arranged.setup_on(catalogue, platform, session, &changed))
    };
    let now = mitigate(session, catalogue, alternative, workloads);
    let after = now.setup_on(catalogue, platform, session, alternative);
    let state = |risk: &Risk| {
        let is_taken = |id: &str| now.mitigations.iter().any(|(taken, _)| taken.id == id);
        if is_taken(&risk.id) {
            return RiskState::Mitigated;
        }
        if risk_applies(risk, &after) {
            return RiskState::Open;
        }
        let ids = alternative.mitigated.iter().filter(|id| is_taken(id.as_str()));
        RiskState::Covered(ids.filter(|id| !can_hit_with(risk, &[(*id).clone()])).cloned().collect())
    };
    let hit = catalogue.risks.iter().filter(|risk| can_hit_with(risk, &[]));
    let row = |risk| RiskStatus { risk, alternative: alternative.id.clone(), state: state(risk), price: None };
    hit.map(row).collect()
}

/// What can go wrong on a column and is not answered by a measure that is switched on.
pub fn open_risks<'a>(session: &Session, catalogue: &'a Catalogue, column: &Column) -> Vec<&'a Risk> {
    let mut open: Vec<&Risk> = Vec::new();
    for row in column_risks(session, catalogue, column) {
        let is_new = open.last().is_none_or(|last| last.id != row.risk.id);
        if is_new && row.state == RiskState::Open {
            open.push(row.risk);
        }
    }
    open
}
