//! From a demand, which may leave figures open, to what a workload needs on one kind of platform.

use super::defaults::{
    ACTIVE_HOURS, CONCURRENCY, CONTAINER_VCPU, CPU_SHARE, DEFAULT_REPLICAS, EVEN_LOAD, FUNCTION_MIB, JOB_MS,
    MEMORY_MIB, PEAK, PROCESS_VCPU, REQUEST_MS, WARM_HOURS,
};
use super::range_end::RangeEnd;
use super::resource_need::{LoadKind, ResourceNeed};
use crate::catalogue::PlatformKind;
use crate::cost::day_profile::DayProfile;
use crate::cost::default_figure::DefaultFigure;
use crate::cost::formula::load::MIB_PER_GIB;
use crate::cost::notes::Assumption;
use crate::model::{Cloud, Demand, DemandFigure, Estimate};

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
        let has_warm = demand.warm_instances > 0;
        let warm_hours =
            self.figure((DemandFigure::WarmHours, end), &demand.warm_hours, (WARM_HOURS, has_warm)).min(24.0);
        let has_known_peak = !demand.peak_to_average.is_unknown();
        // Where busy time is billed, an even load is assumed; warm instances are kept for the hours of a peak.
        let warm_peak = if has_known_peak || !self.bills_busy_time() { peak } else { PEAK.likely };
        let warm_share = DayProfile::new(warm_peak, active_hours).share_within(warm_hours);
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
            warm_hours,
            warm_share,
            has_known_peak,
            storage_gib: end.resolve(&demand.storage_gib).unwrap_or(0.0),
            temporary_disk_gib: end.resolve(&demand.temporary_disk_gib).unwrap_or(0.0),
            egress_gib: end.resolve(&demand.egress_gib).unwrap_or(0.0),
            managed_databases: demand.managed_data,
            own_databases: demand.own_data,
            month_hours,
            gpus: f64::from(demand.gpus),
            gpu_hours: self.gpu_hours(),
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

    /// GPU hours; where nobody knows them and no jobs say, anything from none to the whole month.
    fn gpu_hours(&self) -> Option<f64> {
        let known = self.end.resolve(&self.demand.gpu_hours);
        let may_be_none = self.end == RangeEnd::Low && self.demand.gpus > 0 && self.load_kind != LoadKind::Jobs;
        known.or(may_be_none.then_some(0.0))
    }

    fn is_function(&self) -> bool {
        self.kind == PlatformKind::Functions
    }

    /// Whether the time in which an instance has a request in flight is billed.
    fn bills_busy_time(&self) -> bool {
        self.kind == PlatformKind::ContainerServerless && self.cloud != Cloud::Aws && !self.demand.always_on
    }

    /// Whether each job is billed by itself, whenever it runs.
    fn bills_each_job(&self) -> bool {
        use PlatformKind as K;
        let is_alone = matches!(self.kind, K::Functions | K::ContainerServerless | K::AutopilotK8s);
        is_alone && self.load_kind == LoadKind::Jobs && !self.demand.always_on
    }

    /// Whether the bill depends on how the load is spread over the day.
    fn depends_on_hours(&self) -> bool {
        let has_load = self.load_kind != LoadKind::Unknown;
        let has_warm = self.demand.warm_instances > 0;
        has_load && (has_warm || !(self.is_function() || self.bills_each_job()))
    }

    /// Whether instances have processors of their own. Those of functions come with their memory, except on a plan of machines.
    fn has_processors(&self) -> bool {
        !self.is_function() || (self.cloud == Cloud::Azure && self.demand.warm_instances > 0)
    }

    /// A figure at an end, or its default, which is stated where the bill depends on it.
    fn figure<T: Copy + PartialOrd + Into<f64>>(
        &mut self,
        (figure, end): (DemandFigure, RangeEnd),
        estimate: &Estimate<T>,
        (default, matters): (DefaultFigure, bool),
    ) -> f64 {
        end.resolve(estimate).unwrap_or_else(|| {
            if matters {
                (self.assume)(Assumption::Default(figure, default));
            }
            end.of_default(default)
        })
    }

    fn duration_ms(&mut self) -> f64 {
        let default = if self.load_kind == LoadKind::Jobs { JOB_MS } else { REQUEST_MS };
        // A run takes at least as long as it computes.
        let processors = self.end.resolve(&self.demand.vcpu).unwrap_or(1.0).max(1.0);
        let default = default.at_least(self.end.resolve(&self.demand.cpu_ms).unwrap_or(0.0) / processors);
        let matters = self.load_kind != LoadKind::Unknown;
        self.figure((DemandFigure::DurationMs, self.end), &self.demand.duration_ms, (default, matters))
    }

    fn memory_mib(&mut self) -> f64 {
        let default = if self.is_function() { FUNCTION_MIB } else { MEMORY_MIB };
        self.figure((DemandFigure::MemoryMib, self.end), &self.demand.memory_mib, (default, true))
    }

    fn vcpu(&mut self) -> f64 {
        if let Some(vcpu) = self.end.resolve(&self.demand.vcpu).filter(|vcpu| *vcpu > 0.0) {
            return vcpu;
        }
        let is_cloud_run = self.kind == PlatformKind::ContainerServerless && self.cloud == Cloud::Gcp;
        let default = if self.load_kind == LoadKind::Requests && !is_cloud_run { CONTAINER_VCPU } else { PROCESS_VCPU };
        // On whole machines the size of an instance matters only for jobs and standing processes.
        let has_size = !shares_whole_machines(self.kind) || self.load_kind == LoadKind::Jobs || self.demand.always_on;
        let unknown = Estimate::<f64>::Unknown;
        self.figure((DemandFigure::Vcpu, self.end), &unknown, (default, has_size && !self.is_function()))
    }

    fn cpu_seconds(&mut self, ms: f64, vcpu: f64) -> f64 {
        match (self.end.resolve(&self.demand.cpu_ms), self.load_kind) {
            (Some(cpu_ms), _) => cpu_ms / 1000.0,
            (None, LoadKind::Requests) => {
                let (unknown, matters) = (Estimate::<f64>::Unknown, self.has_processors());
                ms * self.figure((DemandFigure::CpuMs, self.end), &unknown, (CPU_SHARE, matters)) / 1000.0
            }
            (None, LoadKind::Jobs) => {
                if self.has_processors() {
                    (self.assume)(Assumption::ComputeBoundJobs);
                }
                ms * vcpu / 1000.0
            }
            (None, LoadKind::Unknown) => 0.0,
        }
    }

    fn concurrency(&mut self) -> f64 {
        if self.is_function() || self.load_kind != LoadKind::Requests {
            return 1.0;
        }
        let end = self.end.inverse();
        self.figure((DemandFigure::Concurrency, end), &self.demand.concurrency, (CONCURRENCY, true)).max(1.0)
    }

    /// Less time makes machines larger, but busy instances fewer.
    fn active_hours(&mut self) -> f64 {
        let end = if self.bills_busy_time() { self.end } else { self.end.inverse() };
        let matters = self.depends_on_hours();
        self.figure((DemandFigure::ActiveHours, end), &self.demand.active_hours, (ACTIVE_HOURS, matters))
    }

    /// Requests that come together share instances, but need larger machines.
    fn peak(&mut self) -> f64 {
        let (end, default) = match self.load_kind {
            _ if self.bills_busy_time() => (self.end.inverse(), EVEN_LOAD),
            LoadKind::Requests => (self.end, PEAK),
            LoadKind::Jobs | LoadKind::Unknown => (self.end, EVEN_LOAD),
        };
        let matters = self.depends_on_hours();
        self.figure((DemandFigure::PeakToAverage, end), &self.demand.peak_to_average, (default, matters)).max(1.0)
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
                if !self.is_function() {
                    (self.assume)(Assumption::DefaultReplicas(DEFAULT_REPLICAS));
                }
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
