//! Measures against failure modes, switched on for an alternative: what they change in what is bought and asked, what is left of
//! the failure modes, and what each measure costs.
//!
//! A measure counts only where its failure mode can hit what stands there without it. It changes the purchase and the demand before
//! anything is billed, so that bill, hours, latency and what is ruled out follow by themselves. Nothing in the document changes but
//! the list of failure modes in [`Alternative::mitigated`].

use super::matrix::Column;
use super::offers::{self, FigureRange};
use crate::burden::{self, Burden, MitigatedSetup, risk_applies};
use crate::catalogue::risks::{Mitigation, MitigationEffect, Risk};
use crate::catalogue::{Catalogue, Platform, PlatformKind};
use crate::cost::{AccountUsage, Safeguards};
use crate::model::{Alternative, AlternativeId, Commitment, Demand, RiskId, Session, Team, Workload};
use std::borrow::Cow;

/// Workloads on an alternative, as they are once its measures are carried out.
#[derive(Debug, Clone)]
pub struct MitigatedPurchase<'a> {
    /// What they ask then, in the order they were given in.
    workloads: Vec<Cow<'a, Workload>>,
    /// The measures that count, in the catalogue's order.
    pub mitigations: Vec<(&'a Risk, &'a Mitigation)>,
    /// What is bought for them.
    pub safeguards: Safeguards,
    /// The terms on which machines are bought.
    pub commitment: Commitment,
    /// Whether a version may stay past its standard support.
    pub extended_support: bool,
}

impl MitigatedPurchase<'_> {
    /// What the workloads ask then.
    pub fn workloads(&self) -> Vec<&Workload> {
        self.workloads.iter().map(AsRef::as_ref).collect()
    }

    /// Adds the hours of the measures to those of the platform.
    pub fn add_hours(&self, burden: &mut Burden, catalogue: &Catalogue, team: &Team) {
        burden::mitigation::add_mitigation_hours(burden, &self.mitigations, &catalogue.tasks, team);
    }

    /// What stands on a platform then, as far as failure modes depend on it.
    fn setup_on<'s>(
        &'s self,
        catalogue: &'s Catalogue,
        platform: &'s Platform,
        session: &Session,
        alternative: &Alternative,
    ) -> MitigatedSetup<'s> {
        MitigatedSetup {
            limits: &catalogue.limits,
            platform,
            cloud: alternative.cloud.unwrap_or(session.market.cloud),
            is_spot: self.commitment == Commitment::Spot,
            extended_support: self.extended_support,
            machines: self.safeguards.machines,
            queue: self.safeguards.queue,
            demands: self.workloads.iter().map(|workload| &workload.demand).collect(),
        }
    }
}

/// These workloads on an alternative, its measures carried out.
pub fn mitigate<'a>(
    session: &Session,
    catalogue: &'a Catalogue,
    alternative: &Alternative,
    workloads: &[&'a Workload],
) -> MitigatedPurchase<'a> {
    let mut arranged = MitigatedPurchase {
        workloads: workloads.iter().map(|workload| Cow::Borrowed(*workload)).collect(),
        mitigations: Vec::new(),
        safeguards: Safeguards::default(),
        commitment: alternative.commitment.unwrap_or(session.market.commitment),
        extended_support: alternative.extended_support,
    };
    let Some(platform) = offers::platform_of(catalogue, alternative).filter(|_| !alternative.mitigated.is_empty())
    else {
        return arranged;
    };
    let is_wanted = |risk: &&Risk| alternative.mitigated.iter().any(|id| id.as_str() == risk.id);
    // Each is judged by what would be without any of them, so that their order does not matter.
    let plain = arranged.clone();
    let before = plain.setup_on(catalogue, platform, session, alternative);
    for risk in catalogue.risks.iter().filter(is_wanted) {
        let Some(measure) = risk.mitigation_on(platform.kind).filter(|_| risk_applies(risk, &before)) else { continue };
        for (workload, plain) in arranged.workloads.iter_mut().zip(workloads) {
            let alone = MitigatedSetup { demands: vec![&plain.demand], ..before.clone() };
            if risk_applies(risk, &alone) {
                let demand = burden::mitigation::apply_effects(&workload.demand, measure.effects.iter().copied());
                if demand != workload.demand {
                    workload.to_mut().demand = demand;
                }
            }
        }
        measure.effects.iter().for_each(|effect| arranged.apply_effect(*effect, platform.kind));
        arranged.mitigations.push((risk, measure));
    }
    arranged
}

impl MitigatedPurchase<'_> {
    /// What an effect changes in what is bought.
    fn apply_effect(&mut self, effect: MitigationEffect, kind: PlatformKind) {
        let safe = &mut self.safeguards;
        match effect {
            MitigationEffect::Machines(machines) => safe.machines = safe.machines.max(machines),
            MitigationEffect::Balancer => safe.balancer = true,
            MitigationEffect::SpareNodes(nodes) => safe.spare_nodes = safe.spare_nodes.max(nodes),
            MitigationEffect::Headroom(share) => safe.headroom = safe.headroom.max(share),
            MitigationEffect::Queue => safe.queue = true,
            MitigationEffect::ExtendedSupport => self.extended_support = true,
            // Of one machine the base is that machine.
            MitigationEffect::BaseAtList if kind == PlatformKind::SingleVm => self.commitment = Commitment::OnDemand,
            MitigationEffect::BaseAtList => safe.base_at_list = true,
            MitigationEffect::Zones(_)
            | MitigationEffect::ManagedData
            | MitigationEffect::DatabaseProxy
            | MitigationEffect::Warm(_) => {}
        }
    }
}

/// What a measure costs: with it minus without it, all other measures as they stand. Below zero where it takes the place of
/// something dearer.
#[derive(Debug, Clone, PartialEq)]
pub struct MitigationPrice {
    /// USD a month, labour left out; none where nothing is billed or a quote stands for the bill.
    pub usd: Option<f64>,
    /// Hours a month: good months, the mean, bad months. Below zero, too, where more room is held by fewer machines of a larger size.
    /// None where nothing is known of the hours.
    pub hours: Option<FigureRange>,
    /// What it takes the place of.
    pub replaces: Vec<&'static str>,
}

/// What a measure costs on an alternative for these workloads; none where the failure mode cannot hit there or is answered in words
/// only. In an estate the workloads are those that run on the alternative; allowances that others have used up are not looked at.
pub fn price_mitigation(
    session: &Session,
    catalogue: &Catalogue,
    alternative: &Alternative,
    workloads: &[&Workload],
    risk: &RiskId,
) -> Option<MitigationPrice> {
    let with = |is_on: bool| {
        let mut changed = alternative.clone();
        changed.mitigated.retain(|id| id != risk);
        if is_on {
            changed.mitigated.push(risk.clone());
        }
        changed
    };
    let (on, off) = (with(true), with(false));
    let arranged = mitigate(session, catalogue, &on, workloads);
    let (_, measure) = arranged.mitigations.iter().find(|(taken, _)| taken.id == risk.as_str())?;
    let offer =
        |alternative| offers::compute_offer(session, catalogue, alternative, workloads, &mut AccountUsage::default());
    let (with, without) = (offer(&on), offer(&off));
    let usd = with.bill.as_ref().zip(without.bill.as_ref()).filter(|_| alternative.quote.is_none());
    let hours = with.burden.as_ref().zip(without.burden.as_ref());
    Some(MitigationPrice {
        usd: usd.map(|(with, without)| with.monthly.get() - without.monthly.get()),
        hours: hours.map(|(with, without)| FigureRange {
            low: with.low.get() - without.low.get(),
            likely: with.mean.get() - without.mean.get(),
            high: with.high.get() - without.high.get(),
        }),
        replaces: measure.effects.iter().filter_map(|effect| effect.replaces()).collect(),
    })
}

/// How a failure mode stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RiskState {
    /// Nothing is done about it.
    Open,
    /// Its measure is switched on.
    Mitigated,
    /// It can no longer hit, because of measures against these others.
    Covered(Vec<RiskId>),
}

/// A failure mode of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskStatus<'a> {
    /// Which.
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

/// The same with what each measure costs or would cost. Two bills are reckoned for each of them.
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
    let Some(platform) = offers::platform_of(catalogue, alternative) else { return Vec::new() };
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

/// The demand of a workload on a column's alternative, its measures carried out.
pub fn mitigated_demand(
    session: &Session,
    catalogue: &Catalogue,
    alternative: &Alternative,
    workload: &Workload,
) -> Demand {
    let arranged = mitigate(session, catalogue, alternative, &[workload]);
    arranged.workloads().first().map_or_else(|| workload.demand.clone(), |asked| asked.demand.clone())
}
