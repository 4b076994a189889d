//! What a workload asks of whatever runs it: how much, how often, how evenly, and what it cannot do without.

use super::estimate::Estimate;
use super::is_default;
use super::units::{
    Figure, Gibibytes, GpuHours, HoursPerDay, HoursPerMonth, Jobs, Kibibytes, Mebibytes, Millis, Ratio, Requests,
    UsdPerMonth, Vcpus,
};
use serde::{Deserialize, Serialize};

/// The demand of one workload. Every figure may be unknown; a model then falls back on a stated default or says that it cannot tell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Demand {
    /// Requests per month, for what answers calls.
    #[serde(skip_serializing_if = "is_default")]
    pub requests_per_month: Estimate<Requests>,
    /// Runs per day, for what works in batches.
    #[serde(skip_serializing_if = "is_default")]
    pub jobs_per_day: Estimate<Jobs>,
    /// Wall-clock time of one request or job.
    #[serde(skip_serializing_if = "is_default")]
    pub duration_ms: Estimate<Millis>,
    /// Processor time of one request or job, on one vCPU.
    #[serde(skip_serializing_if = "is_default")]
    pub cpu_ms: Estimate<Millis>,
    /// Working memory of one instance.
    #[serde(skip_serializing_if = "is_default")]
    pub memory_mib: Estimate<Mebibytes>,
    /// Processors of one instance.
    #[serde(skip_serializing_if = "is_default")]
    pub vcpu: Estimate<Vcpus>,
    /// Requests that one instance serves at the same time.
    #[serde(skip_serializing_if = "is_default")]
    pub concurrency: Estimate<Ratio>,
    /// Busiest hour over the mean hour.
    #[serde(skip_serializing_if = "is_default")]
    pub peak_to_average: Estimate<Ratio>,
    /// Hours of the day in which there is any load at all.
    #[serde(skip_serializing_if = "is_default")]
    pub active_hours: Estimate<HoursPerDay>,
    /// It runs around the clock whether called or not.
    #[serde(skip_serializing_if = "is_default")]
    pub always_on: bool,
    /// Copies kept running so that one may fail; 0 leaves it to the platform's default.
    #[serde(skip_serializing_if = "is_default")]
    pub replicas: u32,
    /// Zones it must be spread over; 0 and 1 mean one.
    #[serde(skip_serializing_if = "is_default")]
    pub zones: u32,
    /// Warm instances kept to avoid cold starts.
    #[serde(skip_serializing_if = "is_default")]
    pub warm_instances: u32,
    /// Hours a day in which the warm instances are kept; unknown means all 24.
    #[serde(skip_serializing_if = "is_default")]
    pub warm_hours: Estimate<HoursPerDay>,
    /// Block storage that it keeps.
    #[serde(skip_serializing_if = "is_default")]
    pub storage_gib: Estimate<Gibibytes>,
    /// Traffic out to the internet, per month.
    #[serde(skip_serializing_if = "is_default")]
    pub egress_gib: Estimate<Gibibytes>,
    /// It keeps state in its own process or disk.
    #[serde(skip_serializing_if = "is_default")]
    pub stateful: bool,
    /// Databases and caches that the provider runs for it.
    #[serde(skip_serializing_if = "is_default")]
    pub managed_data: u32,
    /// Databases and caches that the team runs for it.
    #[serde(skip_serializing_if = "is_default")]
    pub own_data: u32,
    /// Graphics processors that it needs at the same time while it works; 0 is none.
    #[serde(skip_serializing_if = "is_default")]
    pub gpus: u32,
    /// Hours of graphics processors per month, all of them together.
    #[serde(skip_serializing_if = "is_default")]
    pub gpu_hours: Estimate<GpuHours>,
    /// What calls come in through.
    #[serde(skip_serializing_if = "is_default")]
    pub front_door: FrontDoor,
    /// Messages through a queue, per month.
    #[serde(skip_serializing_if = "is_default")]
    pub queued_per_month: Estimate<Requests>,
    /// Traffic that an edge cache answers, per month.
    #[serde(skip_serializing_if = "is_default")]
    pub cdn_gib: Estimate<Gibibytes>,
    /// Log written per request or job.
    #[serde(skip_serializing_if = "is_default")]
    pub log_kib: Estimate<Kibibytes>,
    /// Traffic between zones, per month.
    #[serde(skip_serializing_if = "is_default")]
    pub between_zones_gib: Estimate<Gibibytes>,
    /// Its database is reached through a proxy that pools connections.
    #[serde(skip_serializing_if = "is_default")]
    pub database_proxy: bool,
    /// Its machines may be stopped by schedule outside the active hours.
    #[serde(skip_serializing_if = "is_default")]
    pub off_outside_hours: bool,
    /// It survives being stopped at short notice, so that spare capacity will do.
    #[serde(skip_serializing_if = "is_default")]
    pub interruptible: bool,
}

/// What calls come in through. Each costs differently, and some cost nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum FrontDoor {
    /// What the platform usually has: a load balancer, or for functions their own URL.
    #[default]
    Usual,
    /// Nothing that costs: it is called from within only, or fetches its work itself.
    Internal,
    /// The address that a function has of its own.
    FunctionUrl,
    /// A managed gateway that is paid by the call.
    HttpApi,
    /// A load balancer that is paid by the hour and by what passes.
    LoadBalancer,
}

impl FrontDoor {
    /// Every one, in order.
    pub const ALL: [Self; 5] = [Self::Usual, Self::Internal, Self::FunctionUrl, Self::HttpApi, Self::LoadBalancer];

    /// As it is printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Usual => "the usual",
            Self::Internal => "internal only",
            Self::FunctionUrl => "function URL",
            Self::HttpApi => "HTTP API",
            Self::LoadBalancer => "load balancer",
        }
    }
}

/// Whether a constraint rules out or only warns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Strength {
    /// Nothing that breaks it can be chosen.
    #[default]
    Hard,
    /// What breaks it is shown with a warning.
    Soft,
}

/// What a workload cannot do without.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ConstraintKind {
    /// It ships as a machine image that may not be changed.
    VendorAppliance,
    /// It needs a kernel module or driver of its own.
    KernelModule,
    /// It needs a graphics processor.
    Gpu,
    /// It holds connections open for longer than any request.
    LongLivedConnections,
    /// It cannot be put into a container image (yet).
    CannotContainerise,
    /// It must cost nothing while nobody calls.
    ScaleToZero,
    /// 95 of 100 answers within so many milliseconds, after idle too.
    P95AfterIdle(Millis),
    /// It may not cost more than this.
    Budget(UsdPerMonth),
    /// Running it may not take the team more hours than this.
    MostHours(HoursPerMonth),
    /// Its data may only lie here: a country, an area such as `EU`, or a provider's region.
    DataResidency(String),
    /// Something else, in words; a person judges whether it holds.
    Other(String),
}

/// A constraint with who set it and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    /// What it demands.
    pub kind: ConstraintKind,
    /// Whether it rules out.
    #[serde(default)]
    pub strength: Strength,
    /// Who set it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Constraint {
    /// Who set it, as it is told beside what breaks it; `constraint` where nobody has signed it.
    pub fn author_label(&self) -> &str {
        if self.by.is_empty() { "constraint" } else { &self.by }
    }

    /// What breaks it, with why it was set.
    pub fn with_reason(&self, what: String) -> String {
        if self.why.is_empty() { what } else { format!("{what}: {}", self.why) }
    }
}

/// Two values between which a figure is mapped onto the scale: what would be worst, and what would be best.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchors {
    /// Maps to the lowest score.
    pub worst: Figure,
    /// Maps to the highest score.
    pub best: Figure,
}
