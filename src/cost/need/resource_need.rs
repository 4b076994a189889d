//! The resolved demand of a workload, and what follows from it alone.

use super::defaults::{OWN_DATABASE, TARGET_UTILIZATION};
use crate::cost::day_profile::{DayProfile, HOURS_PER_DAY};
use crate::cost::formula::load::SECONDS_PER_HOUR;
use crate::cost::term::{Capacity, CapacityScaling, HourlyInstances, ScalingRule};
use crate::model::FrontDoor;
use std::sync::Arc;

/// What a volume counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadKind {
    Requests,
    Jobs,
    /// There is no load, or none is known.
    Unknown,
}

/// The resolved demand of one workload on one kind of platform.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceNeed<'a> {
    /// Of the workload.
    pub name: &'a str,
    pub load_kind: LoadKind,
    /// Requests or jobs per month; 0 when unknown.
    pub volume: f64,
    /// Mean requests or jobs per second.
    pub arrival_rate: f64,
    /// Wall-clock seconds of one request or job.
    pub duration_s: f64,
    /// CPU seconds of one request or job.
    pub cpu_seconds: f64,
    /// Of one instance.
    pub memory_gib: f64,
    /// Of one instance.
    pub vcpu: f64,
    /// Requests that one instance serves at once; 1 for jobs.
    pub concurrency: f64,
    pub day_profile: DayProfile,
    /// Busiest hour over mean hour, also where the peak is rarer than daily.
    pub peak_ratio: f64,
    /// Instances that always run.
    pub min_instances: f64,
    /// At least 1.
    pub zones: f64,
    pub always_on: bool,
    pub warm_instances: f64,
    /// Hours per day in which they are kept.
    pub warm_hours: f64,
    /// The share of the load in those hours, which are the busiest.
    pub warm_share: f64,
    /// How the load is spread over its active hours is known, not assumed.
    pub has_known_peak: bool,
    pub storage_gib: f64,
    /// Of one instance, lost when it ends.
    pub temporary_disk_gib: f64,
    /// Out to the internet, per month.
    pub egress_gib: f64,
    /// Databases and caches that the provider runs.
    pub managed_databases: u32,
    /// Databases and caches that the team runs.
    pub own_databases: u32,
    pub month_hours: f64,
    /// At the same time.
    pub gpus: f64,
    /// Of all GPUs together, per month, where that is known.
    pub gpu_hours: Option<f64>,
    pub front_door: FrontDoor,
    /// Per month.
    pub queued_messages: f64,
    /// Answered by an edge cache, per month.
    pub cdn_gib: f64,
    pub log_gib_per_call: f64,
    /// Per month.
    pub cross_zone_gib: f64,
    /// Its database is reached through a connection pooler.
    pub database_proxy: bool,
    /// Its machines are stopped by schedule in the hours without any load.
    pub is_scheduled: bool,
    /// It survives being stopped at short notice.
    pub interruptible: bool,
    /// Capacity of machines beyond what is needed, as a share of it.
    pub headroom: f64,
}

impl ResourceNeed<'_> {
    /// The need in an environment that is not in use: one replica of what always runs, one zone, no traffic, and no data except
    /// the databases.
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

    /// Whether it is stopped in an hour; hour 0 is the busiest.
    pub fn is_stopped_in(&self, hour: usize) -> bool {
        self.is_scheduled && self.day_profile.hours().get(hour).is_some_and(|load| *load <= 0.0)
    }

    /// What its machines keep on disk: what it stores, and the temporary files of each instance.
    pub fn disk_gib(&self) -> f64 {
        self.storage_gib + self.temporary_disk_gib * self.min_instances.max(1.0)
    }

    /// Hours per day in which it is not stopped.
    pub fn running_hours(&self) -> f64 {
        (0..HOURS_PER_DAY).filter(|hour| !self.is_stopped_in(*hour)).count() as f64
    }

    /// Whether it runs on machines with GPUs, and so on no others.
    pub fn uses_gpus(&self) -> bool {
        self.gpus > 0.0
    }

    /// The databases and caches that the team runs for this workload, as a need of their own.
    pub fn own_database_need(&self) -> Option<Self> {
        (self.own_databases > 0).then(|| Self {
            load_kind: LoadKind::Unknown,
            volume: 0.0,
            arrival_rate: 0.0,
            memory_gib: OWN_DATABASE.gib,
            vcpu: OWN_DATABASE.vcpus,
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
            front_door: FrontDoor::Internal,
            queued_messages: 0.0,
            cdn_gib: 0.0,
            log_gib_per_call: 0.0,
            cross_zone_gib: 0.0,
            database_proxy: false,
            is_scheduled: false,
            ..self.clone()
        })
    }

    /// vCPU and GiB of one instance.
    pub fn instance(&self) -> Capacity {
        Capacity { vcpus: self.vcpu, gib: self.memory_gib }
    }

    /// What one instance must find on a whole machine. Requests share the machine's processors, whereas jobs and standing processes
    /// have theirs to themselves.
    pub fn reserved_instance(&self) -> Capacity {
        match self.load_kind {
            LoadKind::Requests => Capacity { vcpus: 0.0, ..self.instance() },
            LoadKind::Jobs | LoadKind::Unknown => self.instance(),
        }
    }

    /// Capacity of machines over what is needed: `z / (z − 1)`, so that one of `z` zones may fail, times the headroom.
    pub fn spare_factor(&self) -> f64 {
        let zones = if self.zones > 1.0 { self.zones / (self.zones - 1.0) } else { 1.0 };
        zones * (1.0 + self.headroom.max(0.0))
    }

    /// Mean requests or jobs in flight.
    pub fn in_flight(&self) -> f64 {
        self.arrival_rate * self.duration_s
    }

    /// Runs around the clock and is not known to serve requests or do jobs. Where each call is billed by itself, running
    /// around the clock costs nothing for anything else.
    pub fn is_standing_process(&self) -> bool {
        self.always_on && self.load_kind == LoadKind::Unknown
    }

    /// Mean busy vCPUs per unit of volume.
    pub fn busy_vcpus_per_call(&self) -> f64 {
        self.cpu_seconds * self.arrival_rate_per_call()
    }

    /// Mean busy vCPUs. A standing process with unknown load counts as busy.
    pub fn busy_vcpus(&self) -> f64 {
        if self.is_standing_process() { self.min_instances * self.vcpu } else { self.arrival_rate * self.cpu_seconds }
    }

    /// Mean capacity in use. Memory is that of the instances with anything in flight, and of those that run around the clock.
    pub fn busy_capacity(&self) -> Capacity {
        let calls = self.in_flight();
        let busy = (calls / self.concurrency).max(-(-calls).exp_m1()).min(calls);
        let instances = busy.max(if self.always_on { self.min_instances } else { 0.0 });
        Capacity { vcpus: self.busy_vcpus(), gib: instances * self.memory_gib }
    }

    /// Arrivals per second for each request or job per month.
    fn arrival_rate_per_call(&self) -> f64 {
        1.0 / (SECONDS_PER_HOUR * self.month_hours)
    }

    /// Requests or jobs in flight per unit of volume.
    pub fn in_flight_per_call(&self) -> f64 {
        self.duration_s * self.arrival_rate_per_call()
    }

    /// Instances that run, by the volume at the rate of an hour.
    pub fn instance_scaling(&self) -> ScalingRule {
        if self.uses_gpus() {
            return ScalingRule::constant(0.0, 1.0);
        }
        let rate = match self.load_kind {
            LoadKind::Unknown => 0.0,
            LoadKind::Jobs => self.duration_s,
            LoadKind::Requests => {
                let for_cpu = self.cpu_seconds / (self.vcpu * TARGET_UTILIZATION);
                for_cpu.max(self.duration_s / (self.concurrency * TARGET_UTILIZATION).max(1.0))
            }
        };
        let rate = rate * self.arrival_rate_per_call();
        ScalingRule { rate, is_whole: true, min_count: self.min_instances, unit_size: 1.0 }
    }

    /// The mean of those instances over the day.
    pub fn hourly_instances(&self) -> Arc<HourlyInstances> {
        Arc::new(HourlyInstances::new(&self.hourly_load(), self.instance_scaling(), |hour| self.is_stopped_in(hour)))
    }

    /// What whole machines must have for it, the utilization target included.
    pub fn machine_scaling(&self) -> CapacityScaling {
        if self.uses_gpus() {
            return CapacityScaling { vcpus: ScalingRule::constant(0.0, 1.0), gib: ScalingRule::constant(0.0, 1.0) };
        }
        let standing = if self.always_on { self.min_instances } else { 0.0 };
        let vcpus = match self.load_kind {
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
        };
        let gib = ScalingRule {
            rate: self.duration_s / self.concurrency * self.arrival_rate_per_call(),
            is_whole: true,
            min_count: self.min_instances,
            unit_size: self.memory_gib,
        };
        CapacityScaling { vcpus, gib }
    }

    /// The load of each hour as a multiple of the mean, busiest first, with the peak as it was given.
    pub fn hourly_load(&self) -> [f64; HOURS_PER_DAY] {
        let mut hours = *self.day_profile.hours();
        hours[0] = self.peak_ratio;
        hours
    }
}
