//! The demand of a workload: its figures, each listed once.
//!
//! [`demand_figures!`] makes the record, the edit of one figure and the enum of figures from one list, in the order of the
//! file. Labels, units and help texts are in `demand_figures.rs`.

use crate::model::values::default::is_default;
use crate::model::values::estimate::Estimate;
use crate::model::values::units::{
    Gibibytes, GpuHours, HoursPerDay, Jobs, Kibibytes, Mebibytes, Millis, Ratio, Requests, UnitError, Vcpus,
};
use serde::{Deserialize, Serialize};

/// Which entry point requests come through. Each is billed differently, some not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum FrontDoor {
    /// The platform's usual one: a load balancer, or for functions their own URL.
    #[default]
    Usual,
    /// None: it is called from within only, or fetches its work itself.
    Internal,
    /// A function's own URL.
    FunctionUrl,
    /// A managed gateway, billed per request.
    HttpApi,
    /// A load balancer, billed per hour and by traffic.
    LoadBalancer,
}

impl FrontDoor {
    pub const ALL: [Self; 5] = [Self::Usual, Self::Internal, Self::FunctionUrl, Self::HttpApi, Self::LoadBalancer];

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

/// The value of a figure without its unit, so that all figures can be handled alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FigureValue {
    Estimate(Estimate<f64>),
    Count(u32),
    Switch(bool),
    FrontDoor(FrontDoor),
}

/// Why a value does not fit a figure.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum FigureValueError {
    #[error(transparent)]
    Unit(#[from] UnitError),
    #[error("this figure takes another kind of value")]
    Kind,
}

/// The type of a figure's field in [`Demand`].
trait FieldType: Copy {
    fn to_value(self) -> FigureValue;
    fn from_value(value: FigureValue) -> Result<Self, FigureValueError>;
}

impl<T: Copy + Into<f64> + TryFrom<f64, Error = UnitError>> FieldType for Estimate<T> {
    fn to_value(self) -> FigureValue {
        FigureValue::Estimate(match self {
            Self::Exact(value) => Estimate::Exact(value.into()),
            Self::Likely(value) => Estimate::Likely(value.into()),
            Self::Range(low, high) => Estimate::Range(low.into(), high.into()),
            Self::Unknown => Estimate::Unknown,
        })
    }

    fn from_value(value: FigureValue) -> Result<Self, FigureValueError> {
        match value {
            FigureValue::Estimate(estimate) => Ok(estimate.try_map(T::try_from)?),
            FigureValue::Count(_) | FigureValue::Switch(_) | FigureValue::FrontDoor(_) => Err(FigureValueError::Kind),
        }
    }
}

macro_rules! plain_field_type {
    ($kind:ty, $variant:ident) => {
        impl FieldType for $kind {
            fn to_value(self) -> FigureValue {
                FigureValue::$variant(self)
            }

            fn from_value(value: FigureValue) -> Result<Self, FigureValueError> {
                if let FigureValue::$variant(value) = value { Ok(value) } else { Err(FigureValueError::Kind) }
            }
        }
    };
}

plain_field_type!(u32, Count);
plain_field_type!(bool, Switch);
plain_field_type!(FrontDoor, FrontDoor);

macro_rules! demand_figures {
    ($($(#[$doc:meta])* $figure:ident $field:ident: $kind:ty,)*) => {
        /// The demand of one workload. A calculation replaces an unknown figure by a stated default, or says that it cannot tell.
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Demand {
            $($(#[$doc])* #[serde(skip_serializing_if = "is_default")] pub $field: $kind,)*
        }

        /// A figure of the demand with a value for it.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub enum DemandField {
            $($(#[$doc])* $figure($kind),)*
        }

        /// A figure of the demand.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DemandFigure {
            $($(#[$doc])* $figure,)*
        }

        impl DemandFigure {
            /// In the order of the file.
            pub const ALL: &'static [Self] = &[$(Self::$figure),*];

            /// The name in the file.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$figure => stringify!($field),)*
                }
            }

            pub fn read(self, demand: &Demand) -> DemandField {
                match self {
                    $(Self::$figure => DemandField::$figure(demand.$field),)*
                }
            }

            /// The figure with this value, or why the value does not fit.
            pub fn with(self, value: FigureValue) -> Result<DemandField, FigureValueError> {
                match self {
                    $(Self::$figure => FieldType::from_value(value).map(DemandField::$figure),)*
                }
            }
        }

        impl DemandField {
            pub fn figure(&self) -> DemandFigure {
                match self {
                    $(Self::$figure(_) => DemandFigure::$figure,)*
                }
            }

            pub fn value(&self) -> FigureValue {
                match self {
                    $(Self::$figure(value) => value.to_value(),)*
                }
            }

            /// Sets the figure and returns its old value.
            pub fn swap(self, demand: &mut Demand) -> Self {
                match self {
                    $(Self::$figure(value) => Self::$figure(std::mem::replace(&mut demand.$field, value)),)*
                }
            }
        }
    };
}

demand_figures! {
    /// Requests per month, for a workload that answers requests.
    RequestsPerMonth requests_per_month: Estimate<Requests>,
    /// Runs per day, for a workload that works in batches.
    JobsPerDay jobs_per_day: Estimate<Jobs>,
    /// Wall-clock time of one request or job.
    DurationMs duration_ms: Estimate<Millis>,
    /// Processor time of one request or job, on one vCPU.
    CpuMs cpu_ms: Estimate<Millis>,
    /// Working memory of one instance.
    MemoryMib memory_mib: Estimate<Mebibytes>,
    /// Virtual processors of one instance.
    Vcpu vcpu: Estimate<Vcpus>,
    /// Requests that one instance serves at the same time.
    Concurrency concurrency: Estimate<Ratio>,
    /// Busiest hour over the mean hour.
    PeakToAverage peak_to_average: Estimate<Ratio>,
    /// Hours of the day with any load at all.
    ActiveHours active_hours: Estimate<HoursPerDay>,
    /// It runs around the clock, with or without requests.
    AlwaysOn always_on: bool,
    /// Copies kept running so that one may fail; 0 is the platform's default.
    Replicas replicas: u32,
    /// Zones that it must be spread over; 0 and 1 mean one.
    Zones zones: u32,
    /// Instances kept warm to avoid cold starts.
    WarmInstances warm_instances: u32,
    /// Hours a day in which they are kept warm; unknown means all 24.
    WarmHours warm_hours: Estimate<HoursPerDay>,
    /// Block storage.
    StorageGib storage_gib: Estimate<Gibibytes>,
    /// Egress to the internet per month.
    EgressGib egress_gib: Estimate<Gibibytes>,
    /// Temporary disk of one instance, lost when it ends.
    TemporaryDiskGib temporary_disk_gib: Estimate<Gibibytes>,
    /// Body of the largest request or response.
    PayloadMib payload_mib: Estimate<Mebibytes>,
    /// It keeps state in its process or on its disk.
    Stateful stateful: bool,
    /// Databases and caches operated by the provider.
    ManagedData managed_data: u32,
    /// Databases and caches operated by the team.
    OwnData own_data: u32,
    /// GPUs needed at the same time while it works; 0 is none.
    Gpus gpus: u32,
    /// Hours of all GPUs together, per month.
    GpuHours gpu_hours: Estimate<GpuHours>,
    /// Entry point of requests.
    FrontDoor front_door: FrontDoor,
    /// Messages through a queue, per month.
    QueuedPerMonth queued_per_month: Estimate<Requests>,
    /// Traffic served by an edge cache, per month.
    CdnGib cdn_gib: Estimate<Gibibytes>,
    /// Log written per request or job.
    LogKib log_kib: Estimate<Kibibytes>,
    /// Traffic between zones, per month.
    BetweenZonesGib between_zones_gib: Estimate<Gibibytes>,
    /// Its database is reached through a proxy that pools connections.
    DatabaseProxy database_proxy: bool,
    /// Its machines may be stopped by schedule outside the active hours.
    OffOutsideHours off_outside_hours: bool,
    /// It tolerates interruption at short notice, so that spot capacity will do.
    Interruptible interruptible: bool,
}

impl Demand {
    /// Processor time and duration, where the first takes more processors at once than an instance has: one, unless it is known.
    pub fn cpu_time_beyond_duration(&self) -> Option<(Millis, Millis)> {
        let (cpu, duration) = (self.cpu_ms.low()?, self.duration_ms.high()?);
        let vcpus = self.vcpu.high().map_or(1.0, |vcpus| vcpus.get().max(1.0));
        (cpu.get() > duration.get() * vcpus).then_some((cpu, duration))
    }
}

impl DemandFigure {
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|figure| figure.name() == name)
    }
}

impl DemandField {
    /// The name in the file.
    pub fn name(&self) -> &'static str {
        self.figure().name()
    }
}
