//! Feasibility of a platform for a workload: constraints against the platform's capabilities, demand against its published limits.
//!
//! Exceeding a limit rules a platform out; breaking a constraint does so if the constraint is hard. A range that only partly exceeds a
//! limit warns. Budgets and limits on hours are checked where bill and hours are known.

use super::latency::{cold_start_delay, peak_instances};
use super::reason::{Objection, Reason};
use super::residency::locate_data;
use crate::catalogue::limits::{ExceededLimit, Limit, LimitBook, LimitKind};
use crate::catalogue::{Capability, Catalogue, Platform, PlatformKind, ScaleToZero};
use crate::model::{Cloud, Constraint, ConstraintKind, Demand, Millis, Strength, Workload};

/// What speaks against a platform for a workload.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feasibility {
    /// What rules it out.
    pub hard: Vec<Reason>,
    /// What warns.
    pub soft: Vec<Reason>,
}

impl Feasibility {
    /// Whether nothing rules it out.
    pub fn is_feasible(&self) -> bool {
        self.hard.is_empty()
    }

    fn add(&mut self, strength: Strength, reason: Reason) {
        match strength {
            Strength::Hard => self.hard.push(reason),
            Strength::Soft => self.soft.push(reason),
        }
    }

    fn add_for_constraint(&mut self, strength: Strength, constraint: &Constraint, what: Objection) {
        self.add(strength, Reason::from_constraint(constraint, what));
    }

    fn add_for_demand(&mut self, strength: Strength, what: Objection) {
        self.add(strength, Reason::from_demand(what));
    }
}

/// Where a platform would run, for data residency.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// The cloud.
    pub cloud: Cloud,
    /// The code of the region; empty if none is set.
    pub region: &'a str,
    /// Regions and limits.
    pub catalogue: &'a Catalogue,
}

/// What speaks against a platform on a cloud. Without a cloud, the loosest limit of any cloud counts. Nothing is known of an option
/// without a platform, so its constraints only warn.
pub fn assess_feasibility(
    limits: &LimitBook,
    platform: Option<&Platform>,
    workload: &Workload,
    cloud: Option<Cloud>,
) -> Feasibility {
    assess(limits, platform, workload, cloud, None)
}

/// The same at a site, which includes data residency.
pub fn assess_at_site(platform: Option<&Platform>, workload: &Workload, site: &Site) -> Feasibility {
    assess(&site.catalogue.limits, platform, workload, Some(site.cloud), Some(site))
}

fn assess(
    limits: &LimitBook,
    platform: Option<&Platform>,
    workload: &Workload,
    cloud: Option<Cloud>,
    site: Option<&Site>,
) -> Feasibility {
    let mut found = Feasibility::default();
    match platform {
        None => workload.constraints.iter().for_each(|constraint| add_question(&mut found, constraint)),
        Some(platform) => {
            let assessment = Assessment { limits, platform, demand: &workload.demand, cloud, site };
            workload.constraints.iter().for_each(|constraint| assessment.check_constraint(&mut found, constraint));
            assessment.check_demand(&mut found);
        }
    }
    found
}

/// Turns a constraint that nobody can check into a question.
fn add_question(found: &mut Feasibility, constraint: &Constraint) {
    let what = match &constraint.kind {
        ConstraintKind::Budget(_) | ConstraintKind::MostHours(_) => return,
        ConstraintKind::Other(text) => Objection::OwnWords(text.clone()),
        kind => Objection::UnknownOption(kind.clone()),
    };
    found.add_for_constraint(Strength::Soft, constraint, what);
}

struct Assessment<'a> {
    limits: &'a LimitBook,
    platform: &'a Platform,
    demand: &'a Demand,
    cloud: Option<Cloud>,
    site: Option<&'a Site<'a>>,
}

impl Assessment<'_> {
    fn has(&self, capability: Capability) -> bool {
        self.platform.can.contains(&capability)
    }

    fn name(&self) -> String {
        self.platform.name.clone()
    }

    fn find_limit(&self, what: LimitKind) -> Option<&Limit> {
        self.limits.find(self.platform.kind, self.cloud, what, self.demand)
    }

    fn check_constraint(&self, found: &mut Feasibility, constraint: &Constraint) {
        let needed = match &constraint.kind {
            ConstraintKind::VendorAppliance => Capability::VendorAppliance,
            ConstraintKind::KernelModule => Capability::KernelModule,
            ConstraintKind::Gpu => Capability::Gpu,
            ConstraintKind::LongLivedConnections => Capability::LongLivedConnections,
            ConstraintKind::CannotContainerise => Capability::WithoutContainer,
            ConstraintKind::ScaleToZero => return self.check_scale_to_zero(found, constraint),
            ConstraintKind::P95AfterIdle(limit) => return self.check_after_idle(found, constraint, *limit),
            ConstraintKind::Budget(_) | ConstraintKind::MostHours(_) => return,
            ConstraintKind::DataResidency(place) => return self.check_residency(found, constraint, place),
            ConstraintKind::Other(text) => {
                return found.add_for_constraint(Strength::Soft, constraint, Objection::OwnWords(text.clone()));
            }
        };
        if !self.has(needed) {
            let what = Objection::MissingCapability { platform: self.name(), requirement: constraint.kind.clone() };
            found.add_for_constraint(constraint.strength, constraint, what);
        }
    }

    fn check_scale_to_zero(&self, found: &mut Feasibility, constraint: &Constraint) {
        let is_fargate = self.platform.kind == PlatformKind::ContainerServerless && self.cloud == Some(Cloud::Aws);
        let (strength, what) = match self.platform.scale_to_zero {
            ScaleToZero::Never => (constraint.strength, Objection::PaidWhileIdle { platform: self.name() }),
            ScaleToZero::OnRequest if is_fargate => (Strength::Soft, Objection::FargateScaleToZero),
            ScaleToZero::OnRequest if self.demand.warm_instances > 0 => {
                let is_always = self.demand.warm_hours.middle().is_none_or(|hours| hours >= 24.0);
                let strength = if is_always { constraint.strength } else { Strength::Soft };
                (strength, Objection::WarmInstancesPaid)
            }
            ScaleToZero::OnRequest => return,
            ScaleToZero::Scheduled => (Strength::Soft, Objection::ScheduledScaleToZero { platform: self.name() }),
        };
        found.add_for_constraint(strength, constraint, what);
    }

    /// An unknown location becomes a question, never a yes.
    fn check_residency(&self, found: &mut Feasibility, constraint: &Constraint, place: &str) {
        let Some(site) = self.site else { return add_question(found, constraint) };
        let location = (site.cloud, site.region);
        if let Some(issue) = locate_data(site.catalogue.regions(), self.platform.kind, location, place) {
            let strength = if issue.is_certain() { constraint.strength } else { Strength::Soft };
            found.add_for_constraint(strength, constraint, Objection::Residency(issue));
        }
    }

    fn check_after_idle(&self, found: &mut Feasibility, constraint: &Constraint, limit: Millis) {
        let start = cold_start_delay(self.platform, self.demand, self.cloud);
        if self.demand.duration_ms.is_unknown() && start <= limit {
            let what = Objection::DurationUnknown(constraint.kind.clone());
            return found.add_for_constraint(Strength::Soft, constraint, what);
        }
        let low = self.demand.duration_ms.low().unwrap_or(Millis::ZERO) + start;
        let high = self.demand.duration_ms.high().unwrap_or(Millis::ZERO) + start;
        let slow =
            |total, is_certain| Objection::SlowAfterIdle { platform: self.name(), total, start, limit, is_certain };
        if low > limit {
            found.add_for_constraint(constraint.strength, constraint, slow(low, true));
        } else if high > limit {
            found.add_for_constraint(Strength::Soft, constraint, slow(high, false));
        } else if let Some(what) = self.check_outside_warm_hours(high, limit) {
            found.add_for_constraint(Strength::Soft, constraint, what);
        }
    }

    /// Instances that are kept warm for part of the day leave the rest of it cold.
    fn check_outside_warm_hours(&self, warm: Millis, limit: Millis) -> Option<Objection> {
        let hours = self.demand.warm_hours.middle().filter(|hours| *hours < 24.0)?;
        let total = warm + self.platform.cold_start;
        let is_slow = self.demand.warm_instances > 0 && !self.demand.always_on && total > limit;
        is_slow.then_some(Objection::SlowOutsideWarmHours { hours, total, limit })
    }

    fn check_demand(&self, found: &mut Feasibility) {
        for exceeded in self.limits.exceeded(self.platform.kind, self.cloud, self.demand) {
            let ExceededLimit { limit, demanded, is_certain } = exceeded;
            let strength = if is_certain { Strength::Hard } else { Strength::Soft };
            let what = Objection::ExceedsLimit { limit: Box::new(limit.clone()), demanded, is_certain };
            found.add_for_demand(strength, what);
        }
        let longest_run = self.find_limit(LimitKind::LongestRun);
        // Answering requests around the clock is fine, since each of them ends. A process that never ends is not.
        let answers = !self.demand.requests_per_month.is_unknown() || !self.demand.jobs_per_day.is_unknown();
        if let Some(limit) = longest_run.filter(|_| self.demand.always_on && !answers) {
            found.add_for_demand(Strength::Hard, Objection::RunsWithoutEnd(Box::new(limit.clone())));
        }
        if self.demand.gpus > 0 && !self.has(Capability::Gpu) {
            let what = Objection::NoGpu { platform: self.name(), gpus: self.demand.gpus };
            found.add_for_demand(Strength::Hard, what);
        }
        let quota = self.find_limit(LimitKind::MaxConcurrency).zip(peak_instances(self.platform, self.demand));
        if let Some((limit, demanded)) = quota.filter(|(limit, peak)| *peak > limit.value) {
            let what = Objection::ExceedsLimit { limit: Box::new(limit.clone()), demanded, is_certain: false };
            found.add_for_demand(Strength::Soft, what);
        }
        if self.demand.stateful && !self.has(Capability::LocalState) {
            let at_end_of_run = longest_run.is_some();
            let strength = if at_end_of_run { Strength::Hard } else { Strength::Soft };
            found.add_for_demand(strength, Objection::StateLost { platform: self.name(), at_end_of_run });
        }
    }
}

#[cfg(test)]
#[path = "feasibility_tests.rs"]
mod tests;
