//! What speaks against a platform for a workload: its constraints against what the platform can do, and the platform's limits
//! against the demand.
//!
//! What a limit of the platform makes impossible is hard whoever asks; what a constraint asks for is as hard as its
//! strength. A figure that may lie on either side of a limit warns. Money is judged where the bill is known.

use super::latency::cold_start;
use super::words::figure;
use crate::catalogue::{Capability, Platform, PlatformKind, ScaleToZero};
use crate::model::{Cloud, Constraint, ConstraintKind, Demand, Estimate, Millis, Strength, Workload};

/// One thing that speaks against a platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What does not fit, as a sentence without its full stop.
    pub what: String,
    /// Who or what asks for it: a person, `constraint`, or `demand`.
    pub by: String,
}

/// What speaks against a platform for a workload.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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

    fn add(&mut self, strength: Strength, what: String, by: &str) {
        let reasons = if strength == Strength::Hard { &mut self.hard } else { &mut self.soft };
        reasons.push(Reason { what, by: by.to_owned() });
    }
}

/// What speaks against a platform, whatever the cloud. Of an option without a platform nothing is known, so its constraints
/// only warn.
pub fn feasibility(platform: Option<&Platform>, workload: &Workload) -> Feasibility {
    feasibility_in(platform, workload, None)
}

/// The same in a cloud, as far as it differs there: on AWS, containers without nodes start from zero only by schedule.
pub fn feasibility_in(platform: Option<&Platform>, workload: &Workload, cloud: Option<Cloud>) -> Feasibility {
    let mut found = Feasibility::default();
    match platform {
        None => workload.constraints.iter().for_each(|constraint| ask(&mut found, constraint)),
        Some(platform) => {
            let judge = Judge { platform, demand: &workload.demand, cloud };
            workload.constraints.iter().for_each(|constraint| judge.constraint(&mut found, constraint));
            judge.demand(&mut found);
        }
    }
    found
}

/// Nothing is known of the option: the constraint becomes a question.
fn ask(found: &mut Feasibility, constraint: &Constraint) {
    let what = match &constraint.kind {
        ConstraintKind::Budget(_) | ConstraintKind::MostHours(_) => return,
        ConstraintKind::Other(words) => words.clone(),
        kind => format!("the catalogue knows nothing of this option: can it {}?", asked(kind)),
    };
    found.add(Strength::Soft, with_why(what, constraint), by(constraint));
}

fn asked(kind: &ConstraintKind) -> String {
    match kind {
        ConstraintKind::VendorAppliance => "run a vendor's machine image unchanged".to_owned(),
        ConstraintKind::KernelModule => "load a kernel module or driver of one's own".to_owned(),
        ConstraintKind::Gpu => "offer a graphics processor".to_owned(),
        ConstraintKind::LongLivedConnections => "hold connections open for hours".to_owned(),
        ConstraintKind::CannotContainerise => "run software that is in no container".to_owned(),
        ConstraintKind::ScaleToZero => "cost nothing while nobody calls".to_owned(),
        ConstraintKind::P95AfterIdle(limit) => {
            format!("answer within {} ms after idle, 95 times of 100", figure(limit.get()))
        }
        ConstraintKind::Budget(limit) => format!("cost no more than {} USD a month", figure(limit.get())),
        ConstraintKind::MostHours(limit) => format!("take no more than {} h a month", figure(limit.get())),
        ConstraintKind::DataResidency(place) => format!("keep its data in {place}"),
        ConstraintKind::Other(words) => words.clone(),
    }
}

fn by(constraint: &Constraint) -> &str {
    if constraint.by.is_empty() { "constraint" } else { &constraint.by }
}

fn with_why(what: String, constraint: &Constraint) -> String {
    if constraint.why.is_empty() { what } else { format!("{what}: {}", constraint.why) }
}

/// Who asks when nobody does but the demand itself.
const DEMAND: &str = "demand";

struct Judge<'a> {
    platform: &'a Platform,
    demand: &'a Demand,
    cloud: Option<Cloud>,
}

impl Judge<'_> {
    fn can(&self, capability: Capability) -> bool {
        self.platform.can.contains(&capability)
    }

    fn constraint(&self, found: &mut Feasibility, constraint: &Constraint) {
        let needed = match &constraint.kind {
            ConstraintKind::VendorAppliance => Capability::VendorAppliance,
            ConstraintKind::KernelModule => Capability::KernelModule,
            ConstraintKind::Gpu => Capability::Gpu,
            ConstraintKind::LongLivedConnections => Capability::LongLivedConnections,
            ConstraintKind::CannotContainerise => Capability::WithoutContainer,
            ConstraintKind::ScaleToZero => return self.to_zero(found, constraint),
            ConstraintKind::P95AfterIdle(limit) => return self.after_idle(found, constraint, *limit),
            ConstraintKind::Budget(_) | ConstraintKind::MostHours(_) => return,
            ConstraintKind::DataResidency(_) => return ask(found, constraint),
            ConstraintKind::Other(words) => {
                return found.add(Strength::Soft, with_why(words.clone(), constraint), by(constraint));
            }
        };
        if !self.can(needed) {
            let what = format!("{} cannot {}", self.platform.name, asked(&constraint.kind));
            found.add(constraint.strength, with_why(what, constraint), by(constraint));
        }
    }

    fn to_zero(&self, found: &mut Feasibility, constraint: &Constraint) {
        let name = &self.platform.name;
        let on_ecs = self.platform.kind == PlatformKind::ContainerServerless && self.cloud == Some(Cloud::Aws);
        let (strength, what) = match self.platform.scale_to_zero {
            ScaleToZero::Never => (constraint.strength, format!("{name} costs money while nobody calls")),
            ScaleToZero::OnRequest if on_ecs => {
                (Strength::Soft, "a service on Fargate starts from zero only by schedule, not by a request".to_owned())
            }
            ScaleToZero::OnRequest => return,
            ScaleToZero::Scheduled => (
                Strength::Soft,
                format!(
                    "{name} stops and starts only by schedule, not by a request, and some of it is paid while stopped"
                ),
            ),
        };
        found.add(strength, with_why(what, constraint), by(constraint));
    }

    fn after_idle(&self, found: &mut Feasibility, constraint: &Constraint, limit: Millis) {
        let start = cold_start(self.platform, self.demand, self.cloud);
        let low = self.demand.duration_ms.low().unwrap_or(Millis::ZERO) + start;
        let high = self.demand.duration_ms.high().unwrap_or(Millis::ZERO) + start;
        let (name, most) = (&self.platform.name, figure(limit.get()));
        let slow = |time: Millis| {
            let (time, start) = (figure(time.get()), figure(start.get()));
            format!("the first answer after idle on {name} takes {time} ms, {start} ms of it to start, above {most} ms")
        };
        if low > limit {
            found.add(constraint.strength, with_why(slow(low), constraint), by(constraint));
        } else if high > limit {
            found.add(Strength::Soft, with_why(format!("at worst, {}", slow(high)), constraint), by(constraint));
        } else if let Some(what) = self.outside_warm_hours(high, limit) {
            found.add(Strength::Soft, with_why(what, constraint), by(constraint));
        }
    }

    /// Warm instances that are kept for a part of the day leave the rest of it cold.
    fn outside_warm_hours(&self, warm: Millis, limit: Millis) -> Option<String> {
        let hours = self.demand.warm_hours.middle().filter(|hours| *hours < 24.0)?;
        let cold = warm + self.platform.cold_start;
        (self.demand.warm_instances > 0 && !self.demand.always_on && cold > limit).then(|| {
            let (cold, hours, most) = (figure(cold.get()), figure(hours), figure(limit.get()));
            format!("outside the {hours} h a day with warm instances it takes {cold} ms after idle, above {most} ms")
        })
    }

    fn demand(&self, found: &mut Feasibility) {
        let Platform { name, longest_run, largest_memory, .. } = self.platform;
        if let Some(longest) = longest_run {
            let minutes = |time: Millis| figure(time.get() / 60_000.0);
            let most = minutes(*longest);
            self.limit(found, &self.demand.duration_ms, *longest, |time| {
                format!("a run takes {} min, and {name} ends it after {most} min", minutes(time))
            });
            // What answers requests around the clock is fine: each of them ends. A process that never ends is not.
            let answers = !self.demand.requests_per_month.is_unknown() || !self.demand.jobs_per_day.is_unknown();
            if self.demand.always_on && !answers {
                let what = format!("it runs around the clock, and {name} ends every run after {most} min");
                found.add(Strength::Hard, what, DEMAND);
            }
        }
        if let Some(largest) = largest_memory {
            self.limit(found, &self.demand.memory_mib, *largest, |memory| {
                let (memory, most) = (figure(memory.get()), figure(largest.get()));
                format!("an instance takes {memory} MiB, and {name} has {most} MiB at most")
            });
        }
        if self.demand.stateful && !self.can(Capability::LocalState) {
            let strength = if longest_run.is_some() { Strength::Hard } else { Strength::Soft };
            let what = match strength {
                Strength::Hard => {
                    format!("it keeps state in its own process or disk, and on {name} none outlives a run")
                }
                Strength::Soft => {
                    format!("it keeps state in its own process or disk, which {name} may drop at any time")
                }
            };
            found.add(strength, what, DEMAND);
        }
    }

    /// Hard when every value of the figure lies beyond the limit, soft when only some do.
    fn limit<T: Copy + PartialOrd>(
        &self,
        found: &mut Feasibility,
        figure: &Estimate<T>,
        limit: T,
        words: impl Fn(T) -> String,
    ) {
        match (figure.low(), figure.high()) {
            (Some(low), _) if low > limit => found.add(Strength::Hard, words(low), DEMAND),
            (_, Some(high)) if high > limit => found.add(Strength::Soft, format!("at most, {}", words(high)), DEMAND),
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "feasibility_tests.rs"]
mod tests;
