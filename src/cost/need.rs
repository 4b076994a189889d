//! What a workload needs once stated defaults stand in for what is unknown.

use super::day_profile::DayProfile;
use super::format::format_formula_number;
use super::formula::load::{MIB_PER_GIB, SECONDS_PER_HOUR};
use super::term::{HourlyInstances, ScalingRule};
use crate::catalogue::PlatformKind;
use crate::model::{Cloud, Demand, Estimate, FrontDoor};
use std::sync::Arc;

/// Processor use that autoscalers aim at.
pub const TARGET_UTILIZATION: f64 = 0.6;
/// Duration of a request when unknown, in ms.
pub const DEFAULT_REQUEST_MS: f64 = 200.0;
/// Duration of a job when unknown, in ms.
pub const DEFAULT_JOB_MS: f64 = 60_000.0;
/// Memory of a function when unknown, in MiB.
pub const DEFAULT_FUNCTION_MIB: f64 = 512.0;
/// Memory of anything else when unknown, in MiB.
pub const DEFAULT_MEMORY_MIB: f64 = 1024.0;
/// Share of a request's duration in which it computes, when unknown; a job computes throughout.
pub const DEFAULT_CPU_SHARE: f64 = 0.25;
/// Requests that one instance serves at once, when unknown.
pub const DEFAULT_CONCURRENCY: f64 = 80.0;
/// Busiest hour over the mean hour, when unknown.
pub const DEFAULT_PEAK: f64 = 3.0;
/// Processors of a container that answers requests, when unknown.
pub const DEFAULT_CONTAINER_VCPU: f64 = 0.5;
/// Processors of a job or of a standing process, when unknown; also the least for a Cloud Run instance that serves several requests.
pub const DEFAULT_PROCESS_VCPU: f64 = 1.0;
/// The largest figure that is reckoned with, in any unit.
const MAX_FIGURE: f64 = 1e15;
/// Memory of a database or cache that the team runs, in GiB; it gets one processor.
pub const OWN_DATABASE_GIB: f64 = 2.0;

/// How it is called upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadKind {
    /// By requests.
    Requests,
    /// By jobs.
    Jobs,
    /// Not at all, or nobody knows.
    Unknown,
}

/// The resolved demand of one workload on one kind of platform.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceNeed<'a> {
    /// The workload.
    pub name: &'a str,
    /// How it is called upon.
    pub load_kind: LoadKind,
    /// Requests or jobs per month; 0 when unknown.
    pub volume: f64,
    /// Requests or jobs per second, in the mean.
    pub arrival_rate: f64,
    /// Wall-clock seconds of one of them.
    pub duration_s: f64,
    /// Processor seconds of one of them.
    pub cpu_seconds: f64,
    /// GiB of one instance.
    pub memory_gib: f64,
    /// Processors of one instance.
    pub vcpu: f64,
    /// Requests that one instance serves at once; 1 for jobs.
    pub concurrency: f64,
    /// How it is spread over the day.
    pub day_profile: DayProfile,
    /// The peak, also where it is rarer than daily.
    pub peak_ratio: f64,
    /// Copies that always run.
    pub min_instances: f64,
    /// Zones it must be spread over, at least 1.
    pub zones: f64,
    /// It runs around the clock.
    pub always_on: bool,
    /// Warm instances.
    pub warm_instances: f64,
    /// Hours a day in which they are kept.
    pub warm_hours: f64,
    /// GiB kept.
    pub storage_gib: f64,
    /// GiB out per month.
    pub egress_gib: f64,
    /// Databases and caches that the provider runs.
    pub managed_databases: u32,
    /// Databases and caches that the team runs.
    pub own_databases: u32,
    /// Hours of the month.
    pub month_hours: f64,
    /// Graphics processors at the same time.
    pub gpus: f64,
    /// Hours of all of them together, per month, where that is known.
    pub gpu_hours: Option<f64>,
    /// What calls come in through.
    pub front_door: FrontDoor,
    /// Messages through a queue, per month.
    pub queued_messages: f64,
    /// GiB that an edge cache answers, per month.
    pub cdn_gib: f64,
    /// GiB of log that one request or job writes.
    pub log_gib_per_call: f64,
    /// GiB between zones, per month.
    pub cross_zone_gib: f64,
    /// Its database is reached through a proxy.
    pub database_proxy: bool,
    /// Its machines are stopped by schedule in the hours without any load.
    pub is_scheduled: bool,
    /// It survives being stopped at short notice.
    pub interruptible: bool,
    /// Room on machines beyond what it asks for, as a share of that.
    pub headroom: f64,
}

/// Which end of what is only known as a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeEnd {
    /// The end that costs less.
    Low,
    /// The middle.
    Likely,
    /// The end that costs more.
    High,
}

impl RangeEnd {
    /// The figure to reckon with. What is beyond any workload on earth is cut off, so that no product overflows.
    fn resolve<T: Copy + PartialOrd + Into<f64>>(self, estimate: &Estimate<T>) -> Option<f64> {
        let figure = match self {
            Self::Low => estimate.low().map(Into::into),
            Self::Likely => estimate.middle(),
            Self::High => estimate.high().map(Into::into),
        };
        figure.map(|figure| figure.min(MAX_FIGURE))
    }

    /// The same of a figure of which more costs less.
    fn resolve_inverse<T: Copy + PartialOrd + Into<f64>>(self, estimate: &Estimate<T>) -> Option<f64> {
        match self {
            Self::Low => Self::High,
            Self::Likely => Self::Likely,
            Self::High => Self::Low,
        }
        .resolve(estimate)
    }

    /// The figure, or the default that stands in and is told.
    fn resolve_or<T: Copy + PartialOrd + Into<f64>>(
        self,
        estimate: &Estimate<T>,
        default: f64,
        tell: &mut dyn FnMut(String),
        say: impl FnOnce() -> String,
    ) -> f64 {
        self.resolve(estimate).unwrap_or_else(|| {
            tell(say());
            default
        })
    }
}

/// Whether anything that money depends on is known as a range only.
pub fn has_ranges(demand: &Demand) -> bool {
    fn wide<T: PartialOrd>(estimate: &Estimate<T>) -> bool {
        matches!(estimate, Estimate::Range(low, high) if low < high)
    }
    wide(&demand.requests_per_month)
        || wide(&demand.jobs_per_day)
        || wide(&demand.duration_ms)
        || wide(&demand.cpu_ms)
        || wide(&demand.memory_mib)
        || wide(&demand.vcpu)
        || wide(&demand.concurrency)
        || wide(&demand.peak_to_average)
        || wide(&demand.active_hours)
        || wide(&demand.warm_hours)
        || wide(&demand.storage_gib)
        || wide(&demand.egress_gib)
        || wide(&demand.gpu_hours)
        || wide(&demand.queued_per_month)
        || wide(&demand.cdn_gib)
        || wide(&demand.log_kib)
        || wide(&demand.between_zones_gib)
}

impl<'a> ResourceNeed<'a> {
    /// Resolves a demand; `tell` hears of each default that is used.
    pub fn from_demand(
        name: &'a str,
        demand: &Demand,
        kind: PlatformKind,
        cloud: Cloud,
        month_hours: f64,
        end: RangeEnd,
        tell: &mut dyn FnMut(String),
    ) -> Self {
        let (work, volume) = resolve_volume(name, demand, month_hours / 24.0, end, tell);
        let functions = kind == PlatformKind::Functions;
        let jobs = work == LoadKind::Jobs;
        let default_ms = if jobs { DEFAULT_JOB_MS } else { DEFAULT_REQUEST_MS };
        let ms = if work == LoadKind::Unknown {
            end.resolve(&demand.duration_ms).unwrap_or(default_ms)
        } else {
            end.resolve_or(&demand.duration_ms, default_ms, tell, || {
                format!("{name}: duration unknown, {} ms taken", format_formula_number(default_ms))
            })
        };
        let mib = end.resolve_or(
            &demand.memory_mib,
            if functions { DEFAULT_FUNCTION_MIB } else { DEFAULT_MEMORY_MIB },
            tell,
            || {
                format!(
                    "{name}: memory unknown, {} MiB taken",
                    if functions { DEFAULT_FUNCTION_MIB } else { DEFAULT_MEMORY_MIB }
                )
            },
        );
        // A function's processors come with its memory.
        let mut quiet = |_: String| {};
        let tell_more: &mut dyn FnMut(String) = if functions { &mut quiet } else { &mut *tell };
        let vcpu = resolve_vcpu(name, demand, work, (kind, cloud), end, tell_more);
        let cpu_seconds = resolve_cpu_seconds(name, demand, work, (ms, vcpu), end, tell_more);
        let concurrency = resolve_concurrency(name, demand, work, kind, end, tell_more);
        let active = end.resolve_inverse(&demand.active_hours).unwrap_or(24.0);
        let peak = match (end.resolve(&demand.peak_to_average), work) {
            (Some(peak), _) => peak.max(1.0),
            (None, LoadKind::Requests) => {
                tell_more(format!("{name}: peak unknown, {DEFAULT_PEAK} times the mean taken"));
                DEFAULT_PEAK
            }
            (None, _) => 1.0,
        };
        let day = if work == LoadKind::Unknown { DayProfile::flat() } else { DayProfile::new(peak, active) };
        Self {
            name,
            load_kind: work,
            volume,
            arrival_rate: volume / (month_hours * 3600.0),
            duration_s: ms / 1000.0,
            cpu_seconds,
            memory_gib: mib / MIB_PER_GIB,
            vcpu,
            concurrency,
            peak_ratio: peak.max(day.peak_ratio()),
            day_profile: day,
            min_instances: resolve_min_instances(name, demand, work, kind, cloud, tell_more),
            zones: f64::from(demand.zones.max(1)),
            always_on: demand.always_on,
            warm_instances: f64::from(demand.warm_instances),
            warm_hours: end.resolve(&demand.warm_hours).unwrap_or(24.0).min(24.0),
            storage_gib: end.resolve(&demand.storage_gib).unwrap_or(0.0),
            egress_gib: end.resolve(&demand.egress_gib).unwrap_or(0.0),
            managed_databases: demand.managed_data,
            own_databases: demand.own_data,
            month_hours,
            gpus: f64::from(demand.gpus),
            gpu_hours: end.resolve(&demand.gpu_hours),
            front_door: demand.front_door,
            queued_messages: end.resolve(&demand.queued_per_month).unwrap_or(0.0),
            cdn_gib: end.resolve(&demand.cdn_gib).unwrap_or(0.0),
            log_gib_per_call: end.resolve(&demand.log_kib).unwrap_or(0.0) / (1024.0 * 1024.0),
            cross_zone_gib: end.resolve(&demand.between_zones_gib).unwrap_or(0.0),
            database_proxy: demand.database_proxy,
            is_scheduled: demand.off_outside_hours && !demand.always_on,
            interruptible: demand.interruptible,
            headroom: 0.0,
        }
    }

    /// The same in an environment that nobody uses at the moment: one copy of what always runs, one zone, no traffic, no data
    /// of its own beyond the databases, and no graphics processors at work.
    pub fn without_load(&self) -> Self {
        Self {
            volume: 0.0,
            arrival_rate: 0.0,
            min_instances: self.min_instances.min(1.0),
            zones: 1.0,
            warm_instances: 0.0,
            storage_gib: 0.0,
            egress_gib: 0.0,
            queued_messages: 0.0,
            cdn_gib: 0.0,
            cross_zone_gib: 0.0,
            headroom: 0.0,
            ..self.clone()
        }
    }

    /// Whether it is stopped in an hour, the busiest being the first.
    pub fn is_stopped_in(&self, hour: usize) -> bool {
        self.is_scheduled && self.day_profile.hours().get(hour).is_some_and(|times| *times <= 0.0)
    }

    /// Hours of the day in which it is not stopped.
    pub fn running_hours(&self) -> f64 {
        (0..24).filter(|hour| !self.is_stopped_in(*hour)).count() as f64
    }

    /// Whether it works on machines with graphics processors, and so on no others.
    pub fn uses_gpus(&self) -> bool {
        self.gpus > 0.0
    }

    /// The databases and caches that the team runs for this workload, as a need of their own.
    pub fn own_database_need(&self) -> Option<Self> {
        (self.own_databases > 0).then(|| Self {
            load_kind: LoadKind::Unknown,
            volume: 0.0,
            arrival_rate: 0.0,
            memory_gib: OWN_DATABASE_GIB,
            vcpu: DEFAULT_PROCESS_VCPU,
            day_profile: DayProfile::flat(),
            peak_ratio: 1.0,
            min_instances: f64::from(self.own_databases),
            zones: 1.0,
            always_on: true,
            warm_instances: 0.0,
            storage_gib: 0.0,
            egress_gib: 0.0,
            managed_databases: 0,
            own_databases: 0,
            gpus: 0.0,
            queued_messages: 0.0,
            cdn_gib: 0.0,
            log_gib_per_call: 0.0,
            cross_zone_gib: 0.0,
            database_proxy: false,
            is_scheduled: false,
            ..self.clone()
        })
    }

    /// How many times what is needed machines have room for: `z / (z − 1)`, so that a zone may be lost, and headroom on top.
    pub fn spare_factor(&self) -> f64 {
        let zones = if self.zones > 1.0 { self.zones / (self.zones - 1.0) } else { 1.0 };
        zones * (1.0 + self.headroom.max(0.0))
    }

    /// Mean number in flight.
    pub fn in_flight(&self) -> f64 {
        self.arrival_rate * self.duration_s
    }

    /// Whether it runs although nobody calls: what runs around the clock and is not known to answer calls or to do jobs.
    /// Where every call is billed by itself, being there around the clock costs nothing.
    pub fn is_standing_process(&self) -> bool {
        self.always_on && self.load_kind == LoadKind::Unknown
    }

    /// Processors that are busy in the mean per unit of volume.
    pub fn busy_vcpus_per_call(&self) -> f64 {
        self.cpu_seconds * self.arrival_rate_per_call()
    }

    /// Processors that are busy in the mean; a standing process that nobody counts is taken as busy.
    pub fn busy_vcpus(&self) -> f64 {
        if self.is_standing_process() { self.min_instances * self.vcpu } else { self.arrival_rate * self.cpu_seconds }
    }

    /// Memory that is in use in the mean, in GiB: that of the instances with anything in flight, and of those that run around
    /// the clock.
    pub fn busy_memory(&self) -> f64 {
        let at_once = self.in_flight();
        let busy = (at_once / self.concurrency).max(-(-at_once).exp_m1()).min(at_once);
        busy.max(if self.always_on { self.min_instances } else { 0.0 }) * self.memory_gib
    }

    /// What of a month a request or job a month is, in seconds: arrivals per second are the volume times this.
    fn arrival_rate_per_call(&self) -> f64 {
        1.0 / (SECONDS_PER_HOUR * self.month_hours)
    }

    /// Requests or jobs in flight per unit of volume.
    pub fn in_flight_per_call(&self) -> f64 {
        self.duration_s * self.arrival_rate_per_call()
    }

    /// Instances of `vcpu` and `memory` that run, by the volume at that hour's rate.
    pub fn instance_scaling(&self) -> ScalingRule {
        if self.uses_gpus() {
            return ScalingRule::constant(0.0, 1.0);
        }
        let rate = match self.load_kind {
            LoadKind::Unknown => 0.0,
            LoadKind::Jobs => self.duration_s,
            LoadKind::Requests => {
                let processors = self.cpu_seconds / (self.vcpu * TARGET_UTILIZATION);
                processors.max(self.duration_s / (self.concurrency * TARGET_UTILIZATION).max(1.0))
            }
        };
        ScalingRule {
            rate: rate * self.arrival_rate_per_call(),
            is_whole: true,
            min_count: self.min_instances,
            unit_size: 1.0,
        }
    }

    /// Those instances, in the mean of the day.
    pub fn hourly_instances(&self) -> Arc<HourlyInstances> {
        Arc::new(HourlyInstances::new(&self.hourly_load(), self.instance_scaling(), |hour| self.is_stopped_in(hour)))
    }

    /// Processors that whole machines must have for it, headroom included.
    pub fn machine_vcpus(&self) -> ScalingRule {
        if self.uses_gpus() {
            return ScalingRule::constant(0.0, 1.0);
        }
        let standing = if self.always_on { self.min_instances } else { 0.0 };
        match self.load_kind {
            LoadKind::Unknown => ScalingRule::constant(standing, self.vcpu),
            LoadKind::Jobs => ScalingRule {
                rate: self.duration_s * self.arrival_rate_per_call(),
                is_whole: true,
                min_count: standing,
                unit_size: self.vcpu,
            },
            LoadKind::Requests => ScalingRule {
                rate: self.cpu_seconds / TARGET_UTILIZATION * self.arrival_rate_per_call(),
                is_whole: false,
                min_count: standing * self.vcpu,
                unit_size: 1.0,
            },
        }
    }

    /// Memory that whole machines must have for it, in GiB.
    pub fn machine_memory(&self) -> ScalingRule {
        if self.uses_gpus() {
            return ScalingRule::constant(0.0, 1.0);
        }
        let rate = self.duration_s / self.concurrency * self.arrival_rate_per_call();
        ScalingRule { rate, is_whole: true, min_count: self.min_instances, unit_size: self.memory_gib }
    }

    /// The load of each hour, busiest first, with the peak as it was given.
    pub fn hourly_load(&self) -> [f64; 24] {
        let mut hours = *self.day_profile.hours();
        hours[0] = self.peak_ratio;
        hours
    }
}

fn resolve_volume(
    name: &str,
    demand: &Demand,
    days: f64,
    end: RangeEnd,
    tell: &mut dyn FnMut(String),
) -> (LoadKind, f64) {
    let jobs = end.resolve(&demand.jobs_per_day).map(|jobs| jobs * days);
    match (end.resolve(&demand.requests_per_month), jobs) {
        (None, None) => (LoadKind::Unknown, 0.0),
        (Some(requests), None) => (LoadKind::Requests, requests),
        (None, Some(jobs)) => (LoadKind::Jobs, jobs),
        (Some(requests), Some(jobs)) => {
            if jobs > 0.0 && requests > 0.0 {
                tell(format!("{name}: its jobs are counted among its requests"));
            }
            if requests > 0.0 { (LoadKind::Requests, requests + jobs) } else { (LoadKind::Jobs, jobs) }
        }
    }
}

fn resolve_vcpu(
    name: &str,
    demand: &Demand,
    work: LoadKind,
    (kind, cloud): (PlatformKind, Cloud),
    end: RangeEnd,
    tell: &mut dyn FnMut(String),
) -> f64 {
    let least_on_run = kind == PlatformKind::ContainerServerless && cloud == Cloud::Gcp;
    let default = match work {
        LoadKind::Requests if !least_on_run => DEFAULT_CONTAINER_VCPU,
        _ => DEFAULT_PROCESS_VCPU,
    };
    // Whole machines share their processors: the size of an instance counts only for jobs and standing processes.
    let counts = !shares_whole_machines(kind) || work == LoadKind::Jobs || demand.always_on;
    match end.resolve(&demand.vcpu) {
        Some(vcpu) if vcpu > 0.0 => vcpu,
        _ => {
            if counts {
                tell(format!("{name}: processors of an instance unknown, {default} vCPU taken"));
            }
            default
        }
    }
}

fn resolve_cpu_seconds(
    name: &str,
    demand: &Demand,
    work: LoadKind,
    (ms, vcpu): (f64, f64),
    end: RangeEnd,
    tell: &mut dyn FnMut(String),
) -> f64 {
    match (end.resolve(&demand.cpu_ms), work) {
        (Some(cpu), _) => cpu / 1000.0,
        (None, LoadKind::Requests) => {
            tell(format!("{name}: processor time unknown, {} % of the duration taken", DEFAULT_CPU_SHARE * 100.0));
            ms * DEFAULT_CPU_SHARE / 1000.0
        }
        (None, LoadKind::Jobs) => {
            tell(format!("{name}: processor time unknown, jobs taken as computing throughout"));
            ms * vcpu / 1000.0
        }
        (None, LoadKind::Unknown) => 0.0,
    }
}

fn resolve_concurrency(
    name: &str,
    demand: &Demand,
    work: LoadKind,
    kind: PlatformKind,
    end: RangeEnd,
    tell: &mut dyn FnMut(String),
) -> f64 {
    if kind == PlatformKind::Functions || work != LoadKind::Requests {
        return 1.0;
    }
    end.resolve_inverse(&demand.concurrency).map_or_else(
        || {
            tell(format!("{name}: concurrency unknown, {DEFAULT_CONCURRENCY} requests at once per instance taken"));
            DEFAULT_CONCURRENCY
        },
        |at_once| at_once.max(1.0),
    )
}

/// Whether loads share whole machines there, without room reserved for each instance.
fn shares_whole_machines(kind: PlatformKind) -> bool {
    matches!(kind, PlatformKind::BareMetal | PlatformKind::SingleVm | PlatformKind::VmFleet)
}

/// Copies that run whether called or not.
fn resolve_min_instances(
    name: &str,
    demand: &Demand,
    work: LoadKind,
    kind: PlatformKind,
    cloud: Cloud,
    tell: &mut dyn FnMut(String),
) -> f64 {
    use PlatformKind as K;
    let wakes_on_request = kind == K::Functions || (kind == K::ContainerServerless && cloud != Cloud::Aws);
    if demand.always_on {
        let single = demand.stateful || matches!(kind, K::SingleVm | K::BareMetal) || wakes_on_request;
        return match demand.replicas {
            0 if single => 1.0,
            0 => default_replicas(name, tell),
            copies => f64::from(copies),
        };
    }
    if work == LoadKind::Jobs || wakes_on_request {
        return 0.0;
    }
    match demand.replicas {
        0 if demand.stateful || matches!(kind, K::SingleVm | K::BareMetal) => 1.0,
        0 => default_replicas(name, tell),
        copies => f64::from(copies),
    }
}

fn default_replicas(name: &str, tell: &mut dyn FnMut(String)) -> f64 {
    tell(format!("{name}: copies unknown, 2 taken so that one may fail"));
    2.0
}
