//! What a workload needs once stated defaults stand in for what is unknown.

use super::day::Day;
use super::formula::load::{MIB_PER_GIB, SECONDS};
use super::law::{Instances, Rise};
use super::words::number;
use crate::catalogue::PlatformKind;
use crate::model::{Cloud, Demand, Estimate, FrontDoor, Millis};
use std::sync::Arc;

/// Processor use that autoscalers aim at.
pub const TARGET: f64 = 0.6;
/// Duration of a request when unknown, in ms.
pub const DURATION_MS: f64 = 200.0;
/// Duration of a job when unknown, in ms.
pub const JOB_MS: f64 = 60_000.0;
/// Memory of a function when unknown, in MiB.
pub const FUNCTION_MIB: f64 = 512.0;
/// Memory of anything else when unknown, in MiB.
pub const MEMORY_MIB: f64 = 1024.0;
/// Share of a request's duration in which it computes, when unknown; a job computes throughout.
pub const CPU_SHARE: f64 = 0.25;
/// Requests that one instance serves at once, when unknown.
pub const CONCURRENCY: f64 = 80.0;
/// Busiest hour over the mean hour, when unknown.
pub const PEAK: f64 = 3.0;
/// Processors of a container that answers requests, when unknown.
pub const CONTAINER_VCPU: f64 = 0.5;
/// Processors of a job or of a standing process, when unknown; also the least for a Cloud Run instance that serves several requests.
pub const PROCESS_VCPU: f64 = 1.0;
/// The largest figure that is reckoned with, in any unit.
const MOST: f64 = 1e15;
/// Memory of a database or cache that the team runs, in GiB; it gets one processor.
pub const OWN_DATA_GIB: f64 = 2.0;

/// How it is called upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// By requests.
    Requests,
    /// By jobs.
    Jobs,
    /// Not at all, or nobody knows.
    Unknown,
}

/// The resolved demand of one workload on one kind of platform.
#[derive(Debug, Clone, PartialEq)]
pub struct Need<'a> {
    /// The workload.
    pub name: &'a str,
    /// How it is called upon.
    pub work: Work,
    /// Requests or jobs per month; 0 when unknown.
    pub volume: f64,
    /// Requests or jobs per second, in the mean.
    pub arrivals: f64,
    /// Wall-clock seconds of one of them.
    pub seconds: f64,
    /// Processor seconds of one of them.
    pub cpu_seconds: f64,
    /// GiB of one instance.
    pub memory: f64,
    /// Processors of one instance.
    pub vcpu: f64,
    /// Requests that one instance serves at once; 1 for jobs.
    pub concurrency: f64,
    /// How it is spread over the day.
    pub day: Day,
    /// The peak, also where it is rarer than daily.
    pub peak: f64,
    /// Copies that always run.
    pub floor: f64,
    /// Zones it must be spread over, at least 1.
    pub zones: f64,
    /// It runs around the clock.
    pub always_on: bool,
    /// Warm instances.
    pub warm: f64,
    /// Hours a day in which they are kept.
    pub warm_hours: f64,
    /// GiB kept.
    pub storage: f64,
    /// GiB out per month.
    pub egress: f64,
    /// Databases and caches that the provider runs.
    pub managed_data: u32,
    /// Databases and caches that the team runs.
    pub own_data: u32,
    /// Hours of the month.
    pub month: f64,
    /// Graphics processors at the same time.
    pub gpus: f64,
    /// Hours of all of them together, per month, where that is known.
    pub gpu_hours: Option<f64>,
    /// What calls come in through.
    pub front_door: FrontDoor,
    /// Messages through a queue, per month.
    pub queued: f64,
    /// GiB that an edge cache answers, per month.
    pub cdn: f64,
    /// GiB of log that one request or job writes.
    pub log_each: f64,
    /// GiB between zones, per month.
    pub between_zones: f64,
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
pub enum End {
    /// The end that costs less.
    Low,
    /// The middle.
    Likely,
    /// The end that costs more.
    High,
}

impl End {
    /// The figure to reckon with. What is beyond any workload on earth is cut off, so that no product overflows.
    fn of<T: Copy + PartialOrd + Into<f64>>(self, estimate: &Estimate<T>) -> Option<f64> {
        let figure = match self {
            Self::Low => estimate.low().map(Into::into),
            Self::Likely => estimate.middle(),
            Self::High => estimate.high().map(Into::into),
        };
        figure.map(|figure| figure.min(MOST))
    }

    /// The same of a figure of which more costs less.
    fn of_saving<T: Copy + PartialOrd + Into<f64>>(self, estimate: &Estimate<T>) -> Option<f64> {
        match self {
            Self::Low => Self::High,
            Self::Likely => Self::Likely,
            Self::High => Self::Low,
        }
        .of(estimate)
    }

    /// The figure, or the default that stands in and is told.
    fn known<T: Copy + PartialOrd + Into<f64>>(
        self,
        estimate: &Estimate<T>,
        default: f64,
        tell: &mut dyn FnMut(String),
        say: impl FnOnce() -> String,
    ) -> f64 {
        self.of(estimate).unwrap_or_else(|| {
            tell(say());
            default
        })
    }
}

/// Whether anything that money depends on is known as a range only.
pub fn is_ranged(demand: &Demand) -> bool {
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

impl<'a> Need<'a> {
    /// Resolves a demand; `tell` hears of each default that is used.
    pub fn of(
        name: &'a str,
        demand: &Demand,
        kind: PlatformKind,
        cloud: Cloud,
        month_hours: f64,
        end: End,
        tell: &mut dyn FnMut(String),
    ) -> Self {
        let (work, volume) = volume(name, demand, month_hours / 24.0, end, tell);
        let functions = kind == PlatformKind::Functions;
        let jobs = work == Work::Jobs;
        let default_ms = if jobs { JOB_MS } else { DURATION_MS };
        let ms = if work == Work::Unknown {
            end.of(&demand.duration_ms).unwrap_or(default_ms)
        } else {
            end.known(&demand.duration_ms, default_ms, tell, || {
                format!("{name}: duration unknown, {} ms taken", number(default_ms))
            })
        };
        let mib = end.known(&demand.memory_mib, if functions { FUNCTION_MIB } else { MEMORY_MIB }, tell, || {
            format!("{name}: memory unknown, {} MiB taken", if functions { FUNCTION_MIB } else { MEMORY_MIB })
        });
        // A function's processors come with its memory.
        let mut quiet = |_: String| {};
        let tell_more: &mut dyn FnMut(String) = if functions { &mut quiet } else { &mut *tell };
        let vcpu = vcpu(name, demand, work, (kind, cloud), end, tell_more);
        let cpu_seconds = cpu(name, demand, work, (ms, vcpu), end, tell_more);
        let concurrency = concurrency(name, demand, work, kind, end, tell_more);
        let active = end.of_saving(&demand.active_hours).unwrap_or(24.0);
        let peak = match (end.of(&demand.peak_to_average), work) {
            (Some(peak), _) => peak.max(1.0),
            (None, Work::Requests) => {
                tell_more(format!("{name}: peak unknown, {PEAK} times the mean taken"));
                PEAK
            }
            (None, _) => 1.0,
        };
        let day = if work == Work::Unknown { Day::flat() } else { Day::new(peak, active) };
        Self {
            name,
            work,
            volume,
            arrivals: volume / (month_hours * 3600.0),
            seconds: ms / 1000.0,
            cpu_seconds,
            memory: mib / MIB_PER_GIB,
            vcpu,
            concurrency,
            peak: peak.max(day.peak()),
            day,
            floor: floor(name, demand, work, kind, cloud, tell_more),
            zones: f64::from(demand.zones.max(1)),
            always_on: demand.always_on,
            warm: f64::from(demand.warm_instances),
            warm_hours: end.of(&demand.warm_hours).unwrap_or(24.0).min(24.0),
            storage: end.of(&demand.storage_gib).unwrap_or(0.0),
            egress: end.of(&demand.egress_gib).unwrap_or(0.0),
            managed_data: demand.managed_data,
            own_data: demand.own_data,
            month: month_hours,
            gpus: f64::from(demand.gpus),
            gpu_hours: end.of(&demand.gpu_hours),
            front_door: demand.front_door,
            queued: end.of(&demand.queued_per_month).unwrap_or(0.0),
            cdn: end.of(&demand.cdn_gib).unwrap_or(0.0),
            log_each: end.of(&demand.log_kib).unwrap_or(0.0) / (1024.0 * 1024.0),
            between_zones: end.of(&demand.between_zones_gib).unwrap_or(0.0),
            database_proxy: demand.database_proxy,
            is_scheduled: demand.off_outside_hours && !demand.always_on,
            interruptible: demand.interruptible,
            headroom: 0.0,
        }
    }

    /// The same in an environment that nobody uses at the moment: one copy of what always runs, one zone, no traffic, no data
    /// of its own beyond the databases, and no graphics processors at work.
    pub fn at_rest(&self) -> Self {
        Self {
            volume: 0.0,
            arrivals: 0.0,
            floor: self.floor.min(1.0),
            zones: 1.0,
            warm: 0.0,
            storage: 0.0,
            egress: 0.0,
            queued: 0.0,
            cdn: 0.0,
            between_zones: 0.0,
            headroom: 0.0,
            ..self.clone()
        }
    }

    /// Whether it is stopped in an hour, the busiest being the first.
    pub fn is_off(&self, hour: usize) -> bool {
        self.is_scheduled && self.day.hours().get(hour).is_some_and(|times| *times <= 0.0)
    }

    /// Hours of the day in which it is not stopped.
    pub fn hours_on(&self) -> f64 {
        (0..24).filter(|hour| !self.is_off(*hour)).count() as f64
    }

    /// Whether it works on machines with graphics processors, and so on no others.
    pub fn on_gpus(&self) -> bool {
        self.gpus > 0.0
    }

    /// The databases and caches that the team runs for this workload, as a need of their own.
    pub fn own_data_need(&self) -> Option<Self> {
        (self.own_data > 0).then(|| Self {
            work: Work::Unknown,
            volume: 0.0,
            arrivals: 0.0,
            memory: OWN_DATA_GIB,
            vcpu: PROCESS_VCPU,
            day: Day::flat(),
            peak: 1.0,
            floor: f64::from(self.own_data),
            zones: 1.0,
            always_on: true,
            warm: 0.0,
            storage: 0.0,
            egress: 0.0,
            managed_data: 0,
            own_data: 0,
            gpus: 0.0,
            queued: 0.0,
            cdn: 0.0,
            log_each: 0.0,
            between_zones: 0.0,
            database_proxy: false,
            is_scheduled: false,
            ..self.clone()
        })
    }

    /// How many times what is needed machines have room for: `z / (z − 1)`, so that a zone may be lost, and headroom on top.
    pub fn spare_room(&self) -> f64 {
        let zones = if self.zones > 1.0 { self.zones / (self.zones - 1.0) } else { 1.0 };
        zones * (1.0 + self.headroom.max(0.0))
    }

    /// Mean number in flight.
    pub fn in_flight(&self) -> f64 {
        self.arrivals * self.seconds
    }

    /// Whether it runs although nobody calls: what runs around the clock and is not known to answer calls or to do jobs.
    /// Where every call is billed by itself, being there around the clock costs nothing.
    pub fn stands(&self) -> bool {
        self.always_on && self.work == Work::Unknown
    }

    /// Processors that are busy in the mean per unit of volume.
    pub fn busy_each(&self) -> f64 {
        self.cpu_seconds * self.per_second()
    }

    /// Processors that are busy in the mean; a standing process that nobody counts is taken as busy.
    pub fn busy_vcpus(&self) -> f64 {
        if self.stands() { self.floor * self.vcpu } else { self.arrivals * self.cpu_seconds }
    }

    /// Memory that is in use in the mean, in GiB: that of the instances with anything in flight, and of those that run around
    /// the clock.
    pub fn busy_memory(&self) -> f64 {
        let at_once = self.in_flight();
        let busy = (at_once / self.concurrency).max(-(-at_once).exp_m1()).min(at_once);
        busy.max(if self.always_on { self.floor } else { 0.0 }) * self.memory
    }

    /// What of a month a request or job a month is, in seconds: arrivals per second are the volume times this.
    fn per_second(&self) -> f64 {
        1.0 / (SECONDS * self.month)
    }

    /// Requests or jobs in flight per unit of volume.
    pub fn in_flight_each(&self) -> f64 {
        self.seconds * self.per_second()
    }

    /// Instances of `vcpu` and `memory` that run, by the volume at that hour's rate.
    pub fn copies(&self) -> Rise {
        if self.on_gpus() {
            return Rise::level(0.0, 1.0);
        }
        let rate = match self.work {
            Work::Unknown => 0.0,
            Work::Jobs => self.seconds,
            Work::Requests => {
                let processors = self.cpu_seconds / (self.vcpu * TARGET);
                processors.max(self.seconds / (self.concurrency * TARGET).max(1.0))
            }
        };
        Rise { rate: rate * self.per_second(), whole: true, floor: self.floor, unit: 1.0 }
    }

    /// Those instances, in the mean of the day.
    pub fn instances(&self) -> Arc<Instances> {
        Arc::new(Instances::new(&self.hours(), self.copies(), |hour| self.is_off(hour)))
    }

    /// Processors that whole machines must have for it, headroom included.
    pub fn machine_vcpus(&self) -> Rise {
        if self.on_gpus() {
            return Rise::level(0.0, 1.0);
        }
        let standing = if self.always_on { self.floor } else { 0.0 };
        match self.work {
            Work::Unknown => Rise::level(standing, self.vcpu),
            Work::Jobs => {
                Rise { rate: self.seconds * self.per_second(), whole: true, floor: standing, unit: self.vcpu }
            }
            Work::Requests => Rise {
                rate: self.cpu_seconds / TARGET * self.per_second(),
                whole: false,
                floor: standing * self.vcpu,
                unit: 1.0,
            },
        }
    }

    /// Memory that whole machines must have for it, in GiB.
    pub fn machine_memory(&self) -> Rise {
        if self.on_gpus() {
            return Rise::level(0.0, 1.0);
        }
        let rate = self.seconds / self.concurrency * self.per_second();
        Rise { rate, whole: true, floor: self.floor, unit: self.memory }
    }

    /// The load of each hour, busiest first, with the peak as it was given.
    pub fn hours(&self) -> [f64; 24] {
        let mut hours = *self.day.hours();
        hours[0] = self.peak;
        hours
    }
}

fn volume(name: &str, demand: &Demand, days: f64, end: End, tell: &mut dyn FnMut(String)) -> (Work, f64) {
    let jobs = end.of(&demand.jobs_per_day).map(|jobs| jobs * days);
    match (end.of(&demand.requests_per_month), jobs) {
        (None, None) => (Work::Unknown, 0.0),
        (Some(requests), None) => (Work::Requests, requests),
        (None, Some(jobs)) => (Work::Jobs, jobs),
        (Some(requests), Some(jobs)) => {
            if jobs > 0.0 && requests > 0.0 {
                tell(format!("{name}: its jobs are counted among its requests"));
            }
            if requests > 0.0 { (Work::Requests, requests + jobs) } else { (Work::Jobs, jobs) }
        }
    }
}

fn vcpu(
    name: &str,
    demand: &Demand,
    work: Work,
    (kind, cloud): (PlatformKind, Cloud),
    end: End,
    tell: &mut dyn FnMut(String),
) -> f64 {
    let least_on_run = kind == PlatformKind::ContainerServerless && cloud == Cloud::Gcp;
    let default = match work {
        Work::Requests if !least_on_run => CONTAINER_VCPU,
        _ => PROCESS_VCPU,
    };
    // Whole machines share their processors: the size of an instance counts only for jobs and standing processes.
    let counts = !by_machine(kind) || work == Work::Jobs || demand.always_on;
    match end.of(&demand.vcpu) {
        Some(vcpu) if vcpu > 0.0 => vcpu,
        _ => {
            if counts {
                tell(format!("{name}: processors of an instance unknown, {default} vCPU taken"));
            }
            default
        }
    }
}

fn cpu(name: &str, demand: &Demand, work: Work, (ms, vcpu): (f64, f64), end: End, tell: &mut dyn FnMut(String)) -> f64 {
    match (end.of(&demand.cpu_ms), work) {
        (Some(cpu), _) => cpu / 1000.0,
        (None, Work::Requests) => {
            tell(format!("{name}: processor time unknown, {} % of the duration taken", CPU_SHARE * 100.0));
            ms * CPU_SHARE / 1000.0
        }
        (None, Work::Jobs) => {
            tell(format!("{name}: processor time unknown, jobs taken as computing throughout"));
            ms * vcpu / 1000.0
        }
        (None, Work::Unknown) => 0.0,
    }
}

fn concurrency(
    name: &str,
    demand: &Demand,
    work: Work,
    kind: PlatformKind,
    end: End,
    tell: &mut dyn FnMut(String),
) -> f64 {
    if kind == PlatformKind::Functions || work != Work::Requests {
        return 1.0;
    }
    end.of_saving(&demand.concurrency).map_or_else(
        || {
            tell(format!("{name}: concurrency unknown, {CONCURRENCY} requests at once per instance taken"));
            CONCURRENCY
        },
        |at_once| at_once.max(1.0),
    )
}

/// Whether loads share whole machines there, without room reserved for each instance.
fn by_machine(kind: PlatformKind) -> bool {
    matches!(kind, PlatformKind::BareMetal | PlatformKind::SingleVm | PlatformKind::VmFleet)
}

/// Copies that run whether called or not.
fn floor(
    name: &str,
    demand: &Demand,
    work: Work,
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
            0 => said(name, tell),
            copies => f64::from(copies),
        };
    }
    if work == Work::Jobs || wakes_on_request {
        return 0.0;
    }
    match demand.replicas {
        0 if demand.stateful || matches!(kind, K::SingleVm | K::BareMetal) => 1.0,
        0 => said(name, tell),
        copies => f64::from(copies),
    }
}

fn said(name: &str, tell: &mut dyn FnMut(String)) -> f64 {
    tell(format!("{name}: copies unknown, 2 taken so that one may fail"));
    2.0
}

/// The longest a request or job may take on this kind and cloud, if there is a limit.
pub fn longest(kind: PlatformKind, cloud: Cloud, work: Work) -> Option<Millis> {
    let seconds = match (kind, cloud, work) {
        (PlatformKind::Functions, Cloud::Aws, _) => 900.0,
        (PlatformKind::Functions, Cloud::Gcp, _) => 540.0,
        (PlatformKind::Functions, Cloud::Azure, _) => 600.0,
        (PlatformKind::ContainerServerless, Cloud::Gcp, Work::Requests) => 3600.0,
        (PlatformKind::ContainerServerless, Cloud::Azure, Work::Requests) => 240.0,
        _ => return None,
    };
    Some(Millis::of(seconds * 1000.0))
}
