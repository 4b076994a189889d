//! What speaks against a platform for a workload: its constraints against what the platform can do, and the platform's limits
//! against the demand.
//!
//! What a limit of the platform makes impossible is hard whoever asks; what a constraint asks for is as hard as its
//! strength. A figure that may lie on either side of a limit warns. Money is judged where the bill is known.

use super::format::{format_count, format_mebibytes, format_number, format_seconds};
use super::latency::{cold_start_delay, peak_instances};
use crate::catalogue::limits::{ExceededLimit, Limit, LimitBook, LimitKind, LimitUnit};
use crate::catalogue::regions::{Region, RegionBook, RegionLocation};
use crate::catalogue::{Capability, Catalogue, Platform, PlatformKind, ScaleToZero};
use crate::model::{Cloud, Constraint, ConstraintKind, Demand, Millis, Strength, Workload};

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

/// What speaks against a platform on a cloud; without one, the loosest limit of any cloud counts. Nothing is known of an option without
/// a platform, so its constraints only warn.
pub fn assess_feasibility(
    limits: &LimitBook,
    platform: Option<&Platform>,
    workload: &Workload,
    cloud: Option<Cloud>,
) -> Feasibility {
    assess(limits, platform, workload, cloud, None)
}

/// The same at a site, so that data residency can be judged, too.
pub fn assess_at_site(platform: Option<&Platform>, workload: &Workload, site: &Site) -> Feasibility {
    assess(&site.catalogue.limits, platform, workload, Some(site.cloud), Some(site))
}

/// Where something would stand.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Whose cloud.
    pub cloud: Cloud,
    /// Which of its regions; empty where nobody has said.
    pub region: &'a str,
    /// What is known of regions.
    pub catalogue: &'a Catalogue,
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
            let judge = Assessment { limits, platform, demand: &workload.demand, cloud, site };
            workload.constraints.iter().for_each(|constraint| judge.check_constraint(&mut found, constraint));
            judge.check_demand(&mut found);
        }
    }
    found
}

/// Nothing is known of the option: the constraint becomes a question.
fn add_question(found: &mut Feasibility, constraint: &Constraint) {
    let what = match &constraint.kind {
        ConstraintKind::Budget(_) | ConstraintKind::MostHours(_) => return,
        ConstraintKind::Other(words) => words.clone(),
        kind => format!("the catalogue knows nothing of this option: can it {}?", describe_requirement(kind)),
    };
    found.add(Strength::Soft, constraint.with_reason(what), constraint.author_label());
}

fn describe_requirement(kind: &ConstraintKind) -> String {
    match kind {
        ConstraintKind::VendorAppliance => "run a vendor's machine image unchanged".to_owned(),
        ConstraintKind::KernelModule => "load a kernel module or driver of one's own".to_owned(),
        ConstraintKind::Gpu => "offer a graphics processor".to_owned(),
        ConstraintKind::LongLivedConnections => "hold connections open for hours".to_owned(),
        ConstraintKind::CannotContainerise => "run software that is in no container".to_owned(),
        ConstraintKind::ScaleToZero => "cost nothing while nobody calls".to_owned(),
        ConstraintKind::P95AfterIdle(limit) => {
            format!("answer within {} ms after idle, 95 times of 100", format_number(limit.get()))
        }
        ConstraintKind::Budget(limit) => format!("cost no more than {} USD a month", format_number(limit.get())),
        ConstraintKind::MostHours(limit) => format!("take no more than {} h a month", format_number(limit.get())),
        ConstraintKind::DataResidency(place) => format!("keep its data in {place}"),
        ConstraintKind::Other(words) => words.clone(),
    }
}

/// Where data would lie, beside where it may.
enum DataLocation {
    Inside,
    Outside(String),
    Unknown(String),
}

/// How many regions are named where there are more.
const MAX_REGIONS_LISTED: usize = 3;

/// A few regions of a cloud in a place, by code; none where it has none.
fn list_regions(regions: &RegionBook, cloud: Cloud, place: RegionLocation) -> Option<String> {
    let codes: Vec<&str> =
        regions.regions_in(cloud, place).take(MAX_REGIONS_LISTED).map(|region| region.code.as_str()).collect();
    (!codes.is_empty()).then(|| codes.join(", "))
}

/// Who asks when nobody does but the demand itself.
const DEMAND_AUTHOR: &str = "demand";

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
            ConstraintKind::Other(words) => {
                return found.add(Strength::Soft, constraint.with_reason(words.clone()), constraint.author_label());
            }
        };
        if !self.has(needed) {
            let what = format!("{} cannot {}", self.platform.name, describe_requirement(&constraint.kind));
            found.add(constraint.strength, constraint.with_reason(what), constraint.author_label());
        }
    }

    fn check_scale_to_zero(&self, found: &mut Feasibility, constraint: &Constraint) {
        let name = &self.platform.name;
        let on_ecs = self.platform.kind == PlatformKind::ContainerServerless && self.cloud == Some(Cloud::Aws);
        let (strength, what) = match self.platform.scale_to_zero {
            ScaleToZero::Never => (constraint.strength, format!("{name} costs money while nobody calls")),
            ScaleToZero::OnRequest if on_ecs => {
                (Strength::Soft, "a service on Fargate starts from zero only by schedule, not by a request".to_owned())
            }
            ScaleToZero::OnRequest if self.demand.warm_instances > 0 => {
                let always = self.demand.warm_hours.middle().is_none_or(|hours| hours >= 24.0);
                let strength = if always { constraint.strength } else { Strength::Soft };
                (strength, "instances are kept warm, and cost money while nobody calls".to_owned())
            }
            ScaleToZero::OnRequest => return,
            ScaleToZero::Scheduled => (
                Strength::Soft,
                format!(
                    "{name} stops and starts only by schedule, not by a request, and some of it is paid while stopped"
                ),
            ),
        };
        found.add(strength, constraint.with_reason(what), constraint.author_label());
    }

    /// Whether data would lie where it may. What nobody can tell becomes a question, never a yes.
    fn check_residency(&self, found: &mut Feasibility, constraint: &Constraint, said: &str) {
        let Some(site) = self.site else { return add_question(found, constraint) };
        let (strength, what) = match self.locate_data(site, said) {
            DataLocation::Inside => return,
            DataLocation::Outside(what) => (constraint.strength, what),
            DataLocation::Unknown(what) => (Strength::Soft, what),
        };
        found.add(strength, constraint.with_reason(what), constraint.author_label());
    }

    fn locate_data(&self, site: &Site, said: &str) -> DataLocation {
        if self.platform.kind == PlatformKind::BareMetal {
            let what = "dedicated hosts stand with their hoster, not in a region of the cloud";
            return DataLocation::Unknown(format!("{what}: ask the hoster whether theirs are in {said}"));
        }
        let (cloud, regions) = (site.cloud.label(), site.catalogue.regions());
        let Some(place) = regions.find_location(said) else {
            return DataLocation::Unknown(format!(
                "no country, area or region called '{said}' is known here: write a country, an area such as EU or a region's code, \
                 or find out by hand whether data stays there"
            ));
        };
        let there = list_regions(regions, site.cloud, place);
        if site.region.trim().is_empty() {
            return match there {
                None => DataLocation::Outside(format!("{cloud} has no region in {said} that is known here")),
                Some(there) => DataLocation::Unknown(format!(
                    "which region of {cloud} is not said: take one in {said}, such as {there}, or name it in Frame"
                )),
            };
        }
        match regions.find_region(site.cloud, site.region) {
            None => DataLocation::Unknown(format!(
                "no region of {cloud} called '{}' is known here: correct it in Frame, or find out by hand whether it lies in {said}",
                site.region
            )),
            Some(region) if place.contains(region) => DataLocation::Inside,
            Some(Region { code, country, .. }) => {
                let country = regions.country_name(country);
                let other = there.map_or_else(
                    || format!("{cloud} has none there that is known here"),
                    |there| format!("{cloud} has {there} there"),
                );
                DataLocation::Outside(format!("its data would lie in {code} ({country}), not in {said}; {other}"))
            }
        }
    }

    fn check_after_idle(&self, found: &mut Feasibility, constraint: &Constraint, limit: Millis) {
        let start = cold_start_delay(self.platform, self.demand, self.cloud);
        if self.demand.duration_ms.is_unknown() && start <= limit {
            let what = format!("nobody has said how long it takes: can it {}?", describe_requirement(&constraint.kind));
            return found.add(Strength::Soft, constraint.with_reason(what), constraint.author_label());
        }
        let low = self.demand.duration_ms.low().unwrap_or(Millis::ZERO) + start;
        let high = self.demand.duration_ms.high().unwrap_or(Millis::ZERO) + start;
        let (name, most) = (&self.platform.name, format_number(limit.get()));
        let slow = |time: Millis| {
            let (time, start) = (format_number(time.get()), format_number(start.get()));
            format!("the first answer after idle on {name} takes {time} ms, {start} ms of it to start, above {most} ms")
        };
        if low > limit {
            found.add(constraint.strength, constraint.with_reason(slow(low)), constraint.author_label());
        } else if high > limit {
            found.add(
                Strength::Soft,
                constraint.with_reason(format!("at worst, {}", slow(high))),
                constraint.author_label(),
            );
        } else if let Some(what) = self.outside_warm_hours(high, limit) {
            found.add(Strength::Soft, constraint.with_reason(what), constraint.author_label());
        }
    }

    /// Warm instances that are kept for a part of the day leave the rest of it cold.
    fn outside_warm_hours(&self, warm: Millis, limit: Millis) -> Option<String> {
        let hours = self.demand.warm_hours.middle().filter(|hours| *hours < 24.0)?;
        let cold = warm + self.platform.cold_start;
        (self.demand.warm_instances > 0 && !self.demand.always_on && cold > limit).then(|| {
            let (cold, hours, most) = (format_number(cold.get()), format_number(hours), format_number(limit.get()));
            format!("outside the {hours} h a day with warm instances it takes {cold} ms after idle, above {most} ms")
        })
    }

    fn check_demand(&self, found: &mut Feasibility) {
        let name = &self.platform.name;
        for exceeded in self.limits.exceeded(self.platform.kind, self.cloud, self.demand) {
            let what = describe_exceeded(&exceeded);
            let (strength, what) =
                if exceeded.is_certain { (Strength::Hard, what) } else { (Strength::Soft, format!("at most, {what}")) };
            found.add(strength, what, DEMAND_AUTHOR);
        }
        let longest_run = self.find_limit(LimitKind::LongestRun);
        // What answers requests around the clock is fine: each of them ends. A process that never ends is not.
        let answers = !self.demand.requests_per_month.is_unknown() || !self.demand.jobs_per_day.is_unknown();
        if let Some(limit) = longest_run.filter(|_| self.demand.always_on && !answers) {
            let what = format!("it runs around the clock; {}", describe_limit(limit));
            found.add(Strength::Hard, what, DEMAND_AUTHOR);
        }
        if self.demand.gpus > 0 && !self.has(Capability::Gpu) {
            let what = format!("it works with {}, and {name} has none to offer", format_count(self.demand.gpus, "GPU"));
            found.add(Strength::Hard, what, DEMAND_AUTHOR);
        }
        let quota = self.find_limit(LimitKind::MaxConcurrency).zip(peak_instances(self.platform, self.demand));
        if let Some((limit, peak)) = quota.filter(|(limit, peak)| *peak > limit.value) {
            let what = describe_exceeded(&ExceededLimit { limit, demanded: peak, is_certain: false });
            found.add(Strength::Soft, what, DEMAND_AUTHOR);
        }
        if self.demand.stateful && !self.has(Capability::LocalState) {
            let strength = if longest_run.is_some() { Strength::Hard } else { Strength::Soft };
            let what = match strength {
                Strength::Hard => {
                    format!("it keeps state in its own process or disk, and on {name} none outlives a run")
                }
                Strength::Soft => {
                    format!("it keeps state in its own process or disk, which {name} may drop at any time")
                }
            };
            found.add(strength, what, DEMAND_AUTHOR);
        }
    }

    fn find_limit(&self, what: LimitKind) -> Option<&Limit> {
        self.limits.find(self.platform.kind, self.cloud, what, self.demand)
    }
}

/// `a run takes 11.67 min; limit 10 min on Azure Functions (consumption plan) (source, date)`.
fn describe_exceeded(exceeded: &ExceededLimit) -> String {
    let ExceededLimit { limit, demanded, .. } = *exceeded;
    let demanded = format_amount(limit, demanded);
    let what = match limit.limit {
        LimitKind::LongestRun => format!("a run takes {demanded}"),
        LimitKind::LongestRequest => format!("a request takes {demanded}"),
        LimitKind::MaxMemory | LimitKind::MaxVcpus | LimitKind::MinVcpus => format!("an instance takes {demanded}"),
        LimitKind::MaxConcurrency => format!("{demanded} instances run at once at the peak"),
        LimitKind::TemporaryDisk => format!("an instance writes {demanded}"),
        LimitKind::RequestPayload => format!("a request carries {demanded}"),
    };
    format!("{what}; {}", describe_limit(limit))
}

/// `limit 10 min on Azure Functions (consumption plan) (source, date)`.
fn describe_limit(limit: &Limit) -> String {
    let Limit { service, source, date, status, .. } = limit;
    let marker = status.marker();
    let marker = if marker.is_empty() { String::new() } else { format!("; {marker}") };
    let word = if limit.limit == LimitKind::MaxConcurrency { "account quota" } else { "limit" };
    format!("{word} {} on {service} ({source}, {date}{marker})", format_amount(limit, limit.value))
}

/// A value in the limit's unit.
fn format_amount(limit: &Limit, value: f64) -> String {
    match limit.unit {
        LimitUnit::Seconds => format_seconds(value),
        LimitUnit::Mebibytes => format_mebibytes(value),
        LimitUnit::Vcpus => format!("{} vCPU", format_number(value)),
        LimitUnit::Instances => format_number(value.ceil()),
    }
}

#[cfg(test)]
#[path = "feasibility_tests.rs"]
mod tests;
