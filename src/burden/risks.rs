//! Failure modes of the catalogue, filtered to those that apply.

use super::latency::may_start_cold;
use crate::catalogue::limits::{LimitBook, LimitKind};
use crate::catalogue::risks::{Risk, RiskCondition};
use crate::catalogue::{Platform, PlatformKind};
use crate::model::{Cloud, Demand, Mebibytes};

/// A platform and its purchase, as far as failure modes depend on them.
#[derive(Debug, Clone, PartialEq)]
pub struct MitigatedSetup<'a> {
    /// Published limits of platforms.
    pub limits: &'a LimitBook,
    pub platform: &'a Platform,
    pub cloud: Cloud,
    /// Spot capacity is bought.
    pub is_spot: bool,
    /// Extended support is bought.
    pub extended_support: bool,
    /// Machines that each hold everything; 0 counts as 1.
    pub machines: u32,
    /// All requests and jobs go through a queue.
    pub queue: bool,
    /// Demands of its workloads; empty if unknown.
    pub demands: Vec<&'a Demand>,
}

/// The failure modes that can affect any of these kinds, in the catalogue's order.
pub fn risks_for_kinds<'a>(risks: &'a [Risk], kinds: &[PlatformKind]) -> Vec<&'a Risk> {
    risks.iter().filter(|risk| risk.hits.iter().any(|kind| kinds.contains(kind))).collect()
}

/// Whether a failure mode applies to a setup: its kind of platform, and all further conditions.
pub fn risk_applies(risk: &Risk, setup: &MitigatedSetup) -> bool {
    risk.hits.contains(&setup.platform.kind) && risk.when.iter().all(|condition| setup.meets(*condition))
}

impl MitigatedSetup<'_> {
    fn meets(&self, when: RiskCondition) -> bool {
        let kind = self.platform.kind;
        // The worse is assumed where something is unknown.
        let any =
            |of: &dyn Fn(&Demand) -> bool| self.demands.is_empty() || self.demands.iter().any(|demand| of(demand));
        match when {
            RiskCondition::Spot => self.is_spot && sells_spot(kind, self.cloud),
            RiskCondition::ColdStart if self.demands.is_empty() => {
                may_start_cold(self.platform, &Demand::default(), Some(self.cloud))
            }
            RiskCondition::ColdStart => {
                any(&|demand| !is_batch(demand) && may_start_cold(self.platform, demand, Some(self.cloud)))
            }
            RiskCondition::Database => any(&has_database),
            RiskCondition::NoProxy => any(&|demand| has_database(demand) && !demand.database_proxy),
            RiskCondition::OneMachine if kind == PlatformKind::BareMetal => {
                self.machines < 2 && any(&|demand| demand.replicas < 2)
            }
            RiskCondition::OneMachine => self.machines < 2,
            RiskCondition::OneZone => match kind {
                // All dedicated hosts are in one data centre.
                PlatformKind::BareMetal => true,
                PlatformKind::SingleVm => self.machines < 2 || any(&|demand| demand.zones < 2),
                _ => any(&|demand| demand.zones < 2),
            },
            RiskCondition::Unqueued => {
                !self.queue && any(&|demand| demand.queued_per_month.middle().unwrap_or(0.0) == 0.0)
            }
            RiskCondition::StandardSupport => !self.extended_support,
            RiskCondition::NearLimit => any(&|demand| self.is_near_limit(demand)),
        }
    }

    /// Whether a run takes more than half of the time or memory that it may.
    fn is_near_limit(&self, demand: &Demand) -> bool {
        let is_near = |what, high: Option<f64>| {
            let limit = self.limits.find(self.platform.kind, Some(self.cloud), what, demand);
            limit.is_some_and(|limit| high.is_none_or(|high| 2.0 * high > limit.value))
        };
        is_near(LimitKind::LongestRun, demand.duration_ms.high().map(|time| time.get() / 1000.0))
            || is_near(LimitKind::MaxMemory, demand.memory_mib.high().map(Mebibytes::get))
    }
}

fn has_database(demand: &Demand) -> bool {
    demand.managed_data > 0 || demand.own_data > 0
}

/// It runs in batches, so nobody waits for its first response.
fn is_batch(demand: &Demand) -> bool {
    !demand.jobs_per_day.is_unknown() && demand.requests_per_month.is_unknown()
}

/// Whether spot capacity is sold there, and so billed.
fn sells_spot(kind: PlatformKind, cloud: Cloud) -> bool {
    match kind {
        PlatformKind::BareMetal | PlatformKind::Functions => false,
        PlatformKind::AutopilotK8s => cloud == Cloud::Gcp,
        PlatformKind::ContainerServerless => cloud == Cloud::Aws,
        PlatformKind::SingleVm | PlatformKind::VmFleet | PlatformKind::SelfManagedK8s | PlatformKind::ManagedK8s => {
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::model::{Estimate, Jobs, Millis, Requests};
    use std::sync::LazyLock;

    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().unwrap());

    fn there(kind: PlatformKind, demands: Vec<&Demand>) -> MitigatedSetup<'_> {
        let platform = CATALOGUE.platforms.iter().find(|platform| platform.kind == kind).unwrap();
        MitigatedSetup {
            limits: &CATALOGUE.limits,
            platform,
            cloud: Cloud::Gcp,
            is_spot: false,
            extended_support: false,
            machines: 1,
            queue: false,
            demands,
        }
    }

    fn hits(setup: &MitigatedSetup, id: &str) -> bool {
        risk_applies(CATALOGUE.risks.iter().find(|risk| risk.id == id).unwrap(), setup)
    }

    #[test]
    fn each_kind_has_risks_of_its_own() {
        let ids = |kinds: &[PlatformKind]| {
            risks_for_kinds(&CATALOGUE.risks, kinds).iter().map(|risk| risk.id.as_str()).collect::<Vec<_>>()
        };
        assert!(ids(&[PlatformKind::SingleVm]).contains(&"single-point-of-failure"));
        assert!(!ids(&[PlatformKind::Functions]).contains(&"single-point-of-failure"));
        assert!(ids(&[PlatformKind::Functions]).contains(&"cold-start"));
        assert!(PlatformKind::ALL.iter().all(|kind| ids(&[*kind]).len() >= 3));
        assert!(ids(&[]).is_empty());
    }

    #[test]
    fn spot_machines_are_taken_back_only_where_they_are_bought_and_sold() {
        let listed = there(PlatformKind::VmFleet, vec![]);
        let spot = MitigatedSetup { is_spot: true, ..listed.clone() };
        assert!(!hits(&listed, "spot-reclaim") && hits(&spot, "spot-reclaim"));
        let run = MitigatedSetup { is_spot: true, ..there(PlatformKind::ContainerServerless, vec![]) };
        assert!(!hits(&run, "spot-reclaim"));
        assert!(hits(&MitigatedSetup { cloud: Cloud::Aws, ..run }, "spot-reclaim"));
    }

    #[test]
    fn only_what_may_start_cold_and_is_waited_for_starts_cold() {
        let calls = Demand { requests_per_month: Estimate::Exact(Requests::of(1e6)), ..Demand::default() };
        let on = |kind, demand| hits(&there(kind, vec![demand]), "cold-start");
        assert!(on(PlatformKind::Functions, &calls) && on(PlatformKind::ContainerServerless, &calls));
        assert!(!on(PlatformKind::ManagedK8s, &calls));
        let fargate = MitigatedSetup { cloud: Cloud::Aws, ..there(PlatformKind::ContainerServerless, vec![&calls]) };
        assert!(!hits(&fargate, "cold-start"), "its tasks stay up");
        let warm = Demand { warm_instances: 1, ..calls.clone() };
        assert!(!on(PlatformKind::Functions, &warm));
        let batch = Demand { jobs_per_day: Estimate::Exact(Jobs::of(1.0)), ..Demand::default() };
        assert!(!on(PlatformKind::Functions, &batch), "nobody waits for a batch");
        assert!(hits(&there(PlatformKind::Functions, vec![]), "cold-start"), "nobody has said anything");
    }

    #[test]
    fn connections_run_out_only_with_a_database_and_no_proxy() {
        let on = |demand: Demand| hits(&there(PlatformKind::Functions, vec![&demand]), "downstream-overload");
        assert!(!on(Demand::default()));
        assert!(on(Demand { managed_data: 1, ..Demand::default() }));
        assert!(!on(Demand { managed_data: 1, database_proxy: true, ..Demand::default() }));
    }

    #[test]
    fn a_limit_is_near_from_half_of_it_on() {
        let taking = |minutes: f64, mib: f64| {
            let demand = Demand {
                duration_ms: Estimate::Exact(Millis::of(minutes * 60_000.0)),
                memory_mib: Estimate::Exact(Mebibytes::of(mib)),
                ..Demand::default()
            };
            [Cloud::Aws, Cloud::Gcp].map(|cloud| {
                hits(&MitigatedSetup { cloud, ..there(PlatformKind::Functions, vec![&demand]) }, "execution-limit")
            })
        };
        // 15 minutes and 10,240 MiB on AWS, 9 minutes and 8,192 MiB on Google Cloud.
        assert_eq!(taking(4.5, 4096.0), [false, false]);
        assert_eq!(taking(4.6, 512.0), [false, true]);
        assert_eq!(taking(7.5, 5120.0), [false, true]);
        assert_eq!((taking(7.6, 512.0), taking(1.0, 5200.0)), ([true; 2], [true; 2]));
    }

    #[test]
    fn a_pair_in_two_zones_takes_three_risks_away() {
        let demand = Demand { zones: 2, ..Demand::default() };
        let alone = there(PlatformKind::SingleVm, vec![&demand]);
        let pair = MitigatedSetup { machines: 2, ..alone.clone() };
        for id in ["single-point-of-failure", "resize-downtime", "zone-loss"] {
            assert!(hits(&alone, id) && !hits(&pair, id), "{id}");
        }
        assert!(hits(&pair, "noisy-neighbour") && hits(&pair, "shared-kernel"));
    }
}
