//! Measures against failure modes, switched on for an alternative: what they change in what is bought and asked, what is left of
//! the failure modes, and what each measure costs.
//!
//! A measure counts only where its failure mode can hit what stands there without it. It changes the purchase and the demand before
//! anything is billed, so that bill, hours, latency and what is ruled out follow by themselves. Nothing in the document changes but
//! the list of failure modes in [`Alternative::mitigated`].

use super::platform::platform_of;
use crate::burden::{self, Burden, MitigatedSetup, risk_applies};
use crate::catalogue::risks::{Mitigation, MitigationEffect, Risk};
use crate::catalogue::{Catalogue, Platform, PlatformKind};
use crate::cost::Safeguards;
use crate::model::{Alternative, Commitment, Demand, Session, Team, Workload};
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
    pub fn setup_on<'s>(
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

/// These workloads on an alternative, its mitigations applied.
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
    let Some(platform) = platform_of(catalogue, alternative).filter(|_| !alternative.mitigated.is_empty()) else {
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

/// The demand of a workload on a column's alternative, its mitigations applied.
pub fn mitigated_demand(
    session: &Session,
    catalogue: &Catalogue,
    alternative: &Alternative,
    workload: &Workload,
) -> Demand {
    let arranged = mitigate(session, catalogue, alternative, &[workload]);
    arranged.workloads().first().map_or_else(|| workload.demand.clone(), |asked| asked.demand.clone())
}
