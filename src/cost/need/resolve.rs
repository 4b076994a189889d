//! From a demand, which may leave figures open, to what a workload needs on one kind of platform.

use super::defaults::{
    DEFAULT_CONCURRENCY, DEFAULT_CONTAINER_VCPU, DEFAULT_CPU_SHARE, DEFAULT_FUNCTION_MIB, DEFAULT_JOB_MS,
    DEFAULT_MEMORY_MIB, DEFAULT_PEAK, DEFAULT_PROCESS_VCPU, DEFAULT_REPLICAS, DEFAULT_REQUEST_MS,
};
use super::range_end::RangeEnd;
use super::resource_need::{LoadKind, ResourceNeed};
use crate::catalogue::PlatformKind;
use crate::cost::day_profile::DayProfile;
use crate::cost::formula::load::MIB_PER_GIB;
use crate::cost::notes::Assumption;
use crate::model::{Cloud, Demand};

/// Resolves the demand of a workload at one end of its ranges; `assume` receives each default that is used.
pub fn resolve_need<'a>(
    name: &'a str,
    demand: &Demand,
    (kind, cloud): (PlatformKind, Cloud),
    month_hours: f64,
    end: RangeEnd,
    assume: &mut dyn FnMut(Assumption),
) -> ResourceNeed<'a> {
    let (load_kind, volume) = resolve_volume(demand, month_hours / 24.0, end, assume);
    Resolver { demand, kind, cloud, end, load_kind, assume }.resolve(name, volume, month_hours)
}

fn resolve_volume(demand: &Demand, days: f64, end: RangeEnd, assume: &mut dyn FnMut(Assumption)) -> (LoadKind, f64) {
    let jobs = end.resolve(&demand.jobs_per_day).map(|jobs| jobs * days);
    match (end.resolve(&demand.requests_per_month), jobs) {
        (None, None) => (LoadKind::Unknown, 0.0),
        (Some(requests), None) => (LoadKind::Requests, requests),
        (None, Some(jobs)) => (LoadKind::Jobs, jobs),
        (Some(requests), Some(jobs)) => {
            if jobs > 0.0 && requests > 0.0 {
                assume(Assumption::JobsAmongRequests);
            }
            if requests > 0.0 { (LoadKind::Requests, requests + jobs) } else { (LoadKind::Jobs, jobs) }
        }
    }
}

struct Resolver<'r> {
    demand: &'r Demand,
    kind: PlatformKind,
    cloud: Cloud,
    end: RangeEnd,
    load_kind: LoadKind,
    assume: &'r mut dyn FnMut(Assumption),
}

impl Resolver<'_> {
    fn resolve<'a>(&mut self, name: &'a str, volume: f64, month_hours: f64) -> ResourceNeed<'a> {
        let (demand, end, load_kind) = (self.demand, self.end, self.load_kind);
        let ms = self.duration_ms();
        let mib = self.memory_mib();
        let vcpu = self.vcpu();
        let cpu_seconds = self.cpu_seconds(ms, vcpu);
        let concurrency = self.concurrency();
        let active_hours = self.active_hours();
        let peak = self.peak();
        let day_profile =
            if load_kind == LoadKind::Unknown { DayProfile::flat() } else { DayProfile::new(peak, active_hours) };
        ResourceNeed {
            name,
            load_kind,
            volume,
            arrival_rate: volume / (month_hours * 3600.0),
            duration_s: ms / 1000.0,
            cpu_seconds,
            memory_gib: mib / MIB_PER_GIB,
            vcpu,
            concurrency,
            peak_ratio: peak.max(day_profile.peak_ratio()),
            day_profile,
            min_instances: self.min_instances(),
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

    fn is_function(&self) -> bool {
        self.kind == PlatformKind::Functions
    }

    /// Whether the time in which an instance has a request in flight is billed.
    fn bills_busy_time(&self) -> bool {
        self.kind == PlatformKind::ContainerServerless && self.cloud != Cloud::Aws && !self.demand.always_on
    }

    /// States a default that does not matter for functions, whose processors come with their memory.
    fn assume_unless_function(&mut self, what: Assumption) {
        if !self.is_function() {
            (self.assume)(what);
        }
    }

    fn duration_ms(&mut self) -> f64 {
        let default = if self.load_kind == LoadKind::Jobs { DEFAULT_JOB_MS } else { DEFAULT_REQUEST_MS };
        self.end.resolve(&self.demand.duration_ms).unwrap_or_else(|| {
            if self.load_kind != LoadKind::Unknown {
                (self.assume)(Assumption::DefaultDuration { ms: default });
            }
            default
        })
    }

    fn memory_mib(&mut self) -> f64 {
        let default = if self.is_function() { DEFAULT_FUNCTION_MIB } else { DEFAULT_MEMORY_MIB };
        self.end.resolve(&self.demand.memory_mib).unwrap_or_else(|| {
            (self.assume)(Assumption::DefaultMemory { mib: default });
            default
        })
    }

    fn vcpu(&mut self) -> f64 {
        if let Some(vcpu) = self.end.resolve(&self.demand.vcpu).filter(|vcpu| *vcpu > 0.0) {
            return vcpu;
        }
        let is_cloud_run = self.kind == PlatformKind::ContainerServerless && self.cloud == Cloud::Gcp;
        let default = if self.load_kind == LoadKind::Requests && !is_cloud_run {
            DEFAULT_CONTAINER_VCPU
        } else {
            DEFAULT_PROCESS_VCPU
        };
        // On whole machines the size of an instance matters only for jobs and standing processes.
        if !shares_whole_machines(self.kind) || self.load_kind == LoadKind::Jobs || self.demand.always_on {
            self.assume_unless_function(Assumption::DefaultVcpu(default));
        }
        default
    }

    fn cpu_seconds(&mut self, ms: f64, vcpu: f64) -> f64 {
        match (self.end.resolve(&self.demand.cpu_ms), self.load_kind) {
            (Some(cpu_ms), _) => cpu_ms / 1000.0,
            (None, LoadKind::Requests) => {
                self.assume_unless_function(Assumption::DefaultCpuTime { share_of_duration: DEFAULT_CPU_SHARE });
                ms * DEFAULT_CPU_SHARE / 1000.0
            }
            (None, LoadKind::Jobs) => {
                self.assume_unless_function(Assumption::ComputeBoundJobs);
                ms * vcpu / 1000.0
            }
            (None, LoadKind::Unknown) => 0.0,
        }
    }

    fn concurrency(&mut self) -> f64 {
        if self.is_function() || self.load_kind != LoadKind::Requests {
            return 1.0;
        }
        self.end.resolve_inverse(&self.demand.concurrency).map_or_else(
            || {
                (self.assume)(Assumption::DefaultConcurrency(DEFAULT_CONCURRENCY));
                DEFAULT_CONCURRENCY
            },
            |requests| requests.max(1.0),
        )
    }

    /// Less time makes machines larger, but busy instances fewer.
    fn active_hours(&self) -> f64 {
        let known = if self.bills_busy_time() {
            self.end.resolve(&self.demand.active_hours)
        } else {
            self.end.resolve_inverse(&self.demand.active_hours)
        };
        known.unwrap_or(24.0)
    }

    fn peak(&mut self) -> f64 {
        let known = if self.bills_busy_time() {
            self.end.resolve_inverse(&self.demand.peak_to_average)
        } else {
            self.end.resolve(&self.demand.peak_to_average)
        };
        match (known, self.load_kind) {
            (Some(peak), _) => peak.max(1.0),
            // Requests that come together share instances, so that an even load is the dearest.
            (None, LoadKind::Requests) if self.bills_busy_time() => {
                (self.assume)(Assumption::EvenLoad);
                1.0
            }
            (None, LoadKind::Requests) => {
                self.assume_unless_function(Assumption::DefaultPeak(DEFAULT_PEAK));
                DEFAULT_PEAK
            }
            (None, LoadKind::Jobs | LoadKind::Unknown) => 1.0,
        }
    }

    /// Instances that run whether called or not.
    fn min_instances(&mut self) -> f64 {
        use PlatformKind as K;
        let (kind, demand) = (self.kind, self.demand);
        let wakes_on_request = self.is_function() || (kind == K::ContainerServerless && self.cloud != Cloud::Aws);
        if !demand.always_on && (self.load_kind == LoadKind::Jobs || wakes_on_request) {
            return 0.0;
        }
        let is_single =
            demand.stateful || matches!(kind, K::SingleVm | K::BareMetal) || (demand.always_on && wakes_on_request);
        match demand.replicas {
            0 if is_single => 1.0,
            0 => {
                self.assume_unless_function(Assumption::DefaultReplicas(DEFAULT_REPLICAS));
                DEFAULT_REPLICAS
            }
            replicas => f64::from(replicas),
        }
    }
}

/// Whether loads share whole machines there, without capacity reserved for each instance.
fn shares_whole_machines(kind: PlatformKind) -> bool {
    matches!(kind, PlatformKind::BareMetal | PlatformKind::SingleVm | PlatformKind::VmFleet)
}
