//! Published limits of each kind of platform on each cloud, with source and date. Bills and feasibility both read them here.

use super::kind::PlatformKind;
use super::load_error::error_at;
use super::prices::PriceStatus;
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use crate::model::{Cloud, Demand, Estimate};
use serde::Deserialize;

/// The limits that the program ships.
pub const SHIPPED: &str = include_str!("../../assets/limits.ron");

/// Storage and disks are demanded in GiB and limited in MiB.
const MIB_PER_GIB: f64 = 1024.0;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum LimitKind {
    /// Wall-clock time of one run, whatever starts it.
    LongestRun,
    /// Wall-clock time of one request that is waiting for its response; jobs are exempt.
    LongestRequest,
    /// Memory of one instance.
    MaxMemory,
    /// Processors of one instance.
    MaxVcpus,
    /// Processors that one instance must have above a certain memory size.
    MinVcpus,
    /// Instances that one account may run at the same time. A quota, which the provider may raise.
    MaxConcurrency,
    /// Temporary disk of one instance.
    TemporaryDisk,
    /// Temporary disk that comes with an instance and is not billed.
    IncludedDisk,
    /// Body of one request.
    RequestPayload,
    /// The least time for which a run is billed.
    MinBilledTime,
    /// What a workload can keep on the disks of one machine, attached ones included.
    DiskCapacity,
    /// What one machine can send out in a month.
    MonthlyTraffic,
}

impl LimitKind {
    /// The limits that a demand can exceed by a figure of its own.
    const OF_DEMAND: [Self; 7] = [
        Self::LongestRun,
        Self::LongestRequest,
        Self::MaxMemory,
        Self::MaxVcpus,
        Self::TemporaryDisk,
        Self::RequestPayload,
        Self::DiskCapacity,
    ];

    /// The unit in which such a limit is given.
    fn unit(self) -> LimitUnit {
        match self {
            Self::LongestRun | Self::LongestRequest | Self::MinBilledTime => LimitUnit::Seconds,
            Self::MaxMemory
            | Self::TemporaryDisk
            | Self::IncludedDisk
            | Self::RequestPayload
            | Self::DiskCapacity
            | Self::MonthlyTraffic => LimitUnit::Mebibytes,
            Self::MaxVcpus | Self::MinVcpus => LimitUnit::Vcpus,
            Self::MaxConcurrency => LimitUnit::Instances,
        }
    }
}

/// What the value of a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum LimitUnit {
    Seconds,
    Mebibytes,
    Vcpus,
    Instances,
}

/// On which of two plans a limit holds, where keeping warm instances means buying another plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum PlanCondition {
    /// On every plan.
    #[default]
    Always,
    /// Only without warm instances.
    WithoutWarm,
    /// Only with warm instances.
    WithWarm,
}

impl PlanCondition {
    fn holds(self, demand: &Demand) -> bool {
        match self {
            Self::Always => true,
            Self::WithoutWarm => demand.warm_instances == 0,
            Self::WithWarm => demand.warm_instances > 0,
        }
    }
}

/// One limit with its source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The kind of platform that it binds.
    pub kind: PlatformKind,
    /// The cloud on which it binds.
    pub cloud: Cloud,
    /// The provider's name for the service.
    pub service: String,
    /// The plan to which it applies.
    #[serde(default)]
    pub when: PlanCondition,
    /// What is limited.
    pub limit: LimitKind,
    /// Memory in MiB beyond which it holds; only for [`LimitKind::MinVcpus`].
    #[serde(default)]
    pub above: Option<f64>,
    /// The largest value that is allowed, or for [`LimitKind::MinVcpus`] the smallest; in `unit`.
    pub value: f64,
    /// What the value counts.
    pub unit: LimitUnit,
    /// Where it is published: in the file a key of the table of sources.
    pub source: String,
    /// The date of that page, or of the day on which it was read.
    pub date: String,
    /// How far it can be trusted.
    pub status: PriceStatus,
    /// A caveat; mostly empty.
    #[serde(default)]
    pub note: String,
}

/// A size in which instances are sold.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstanceSize {
    /// The kind of platform that sells it.
    pub kind: PlatformKind,
    /// The cloud that sells it.
    pub cloud: Cloud,
    /// Processors.
    pub vcpus: f64,
    /// The least memory, in MiB.
    pub least: f64,
    /// The most memory, in MiB.
    pub most: f64,
    /// The step in which memory grows, in MiB.
    pub step: f64,
    /// Where it is published: in the file a key of the table of sources.
    pub source: String,
    /// The date of that page, or of the day on which it was read.
    pub date: String,
    /// How far it can be trusted.
    pub status: PriceStatus,
}

/// A limit that a demand exceeds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExceededLimit<'a> {
    /// The limit.
    pub limit: &'a Limit,
    /// What the demand asks for, in the limit's unit: its lowest figure if even that is too much, otherwise its highest.
    pub demanded: f64,
    /// Every value of the demand exceeds it; otherwise only the upper part of a range does.
    pub is_certain: bool,
}

/// Every limit and every size.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LimitBook {
    limits: Vec<Limit>,
    sizes: Vec<InstanceSize>,
}

impl LimitBook {
    /// The shipped limits.
    pub fn shipped() -> Result<Self, TextError> {
        load(SHIPPED)
    }

    /// Every limit, in the order of the file.
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// The sizes in which instances of a kind are sold on a cloud, fewer processors first; none where any size is sold.
    pub fn sizes(&self, kind: PlatformKind, cloud: Cloud) -> impl Iterator<Item = &InstanceSize> {
        self.sizes.iter().filter(move |size| (size.kind, size.cloud) == (kind, cloud))
    }

    /// The least processors that an instance with so much memory has, in MiB; 0 where nothing says so.
    pub fn min_vcpus(&self, kind: PlatformKind, cloud: Cloud, memory: f64) -> f64 {
        let binds = |limit: &&Limit| {
            (limit.kind, limit.cloud, limit.limit) == (kind, cloud, LimitKind::MinVcpus)
                && limit.above.is_some_and(|above| memory > above)
        };
        self.limits.iter().filter(binds).map(|limit| limit.value).fold(0.0, f64::max)
    }

    /// Temporary disk that comes with an instance, in GiB; 0 where nothing says so.
    pub fn included_disk(&self, kind: PlatformKind, cloud: Cloud) -> f64 {
        self.value(kind, cloud, LimitKind::IncludedDisk) / MIB_PER_GIB
    }

    /// The least time for which a run is billed, in seconds; 0 where nothing says so.
    pub fn min_billed_seconds(&self, kind: PlatformKind, cloud: Cloud) -> f64 {
        self.value(kind, cloud, LimitKind::MinBilledTime)
    }

    fn value(&self, kind: PlatformKind, cloud: Cloud, what: LimitKind) -> f64 {
        let row = |limit: &&Limit| (limit.kind, limit.cloud, limit.limit) == (kind, cloud, what);
        self.limits.iter().find(row).map_or(0.0, |limit| limit.value)
    }

    /// The limit of a kind for a demand on a cloud. Without a cloud it is the loosest that any cloud sets, and none if one sets none.
    pub fn find(&self, kind: PlatformKind, cloud: Option<Cloud>, what: LimitKind, demand: &Demand) -> Option<&Limit> {
        let on = |cloud| {
            let row = |row: &&Limit| (row.kind, row.cloud, row.limit) == (kind, cloud, what) && row.when.holds(demand);
            self.limits.iter().find(row)
        };
        match cloud {
            Some(cloud) => on(cloud),
            None => {
                let all: Option<Vec<&Limit>> = Cloud::ALL.into_iter().map(on).collect();
                all?.into_iter().reduce(|loosest, limit| if limit.value > loosest.value { limit } else { loosest })
            }
        }
    }

    /// The limits that a demand exceeds by its figures. Quotas are not among them.
    pub fn exceeded(&self, kind: PlatformKind, cloud: Option<Cloud>, demand: &Demand) -> Vec<ExceededLimit<'_>> {
        let check = |what| {
            let limit = self.find(kind, cloud, what, demand)?;
            let (low, high) = demanded(what, demand)?;
            let exceeded = |demanded, is_certain| Some(ExceededLimit { limit, demanded, is_certain });
            match () {
                () if low > limit.value => exceeded(low, true),
                () if high > limit.value => exceeded(high, false),
                () => None,
            }
        };
        LimitKind::OF_DEMAND.into_iter().filter_map(check).collect()
    }
}

/// The lowest and highest figure of a demand that a limit binds, in the limit's unit; none where it is unknown or not bound.
fn demanded(what: LimitKind, demand: &Demand) -> Option<(f64, f64)> {
    fn ends<T: Copy + PartialOrd + Into<f64>>(estimate: &Estimate<T>, divisor: f64) -> Option<(f64, f64)> {
        Some((estimate.low()?.into() / divisor, estimate.high()?.into() / divisor))
    }
    match what {
        LimitKind::LongestRun => ends(&demand.duration_ms, 1000.0),
        LimitKind::LongestRequest => {
            let requests = demand.requests_per_month.high()?;
            if requests.get() > 0.0 || demand.jobs_per_day.is_unknown() {
                ends(&demand.duration_ms, 1000.0)
            } else {
                None
            }
        }
        LimitKind::MaxMemory => ends(&demand.memory_mib, 1.0),
        LimitKind::MaxVcpus => ends(&demand.vcpu, 1.0),
        LimitKind::TemporaryDisk => ends(&demand.temporary_disk_gib, 1.0 / MIB_PER_GIB),
        LimitKind::RequestPayload => ends(&demand.payload_mib, 1.0),
        LimitKind::DiskCapacity => {
            let (kept, temporary) =
                (ends(&demand.storage_gib, 1.0 / MIB_PER_GIB), ends(&demand.temporary_disk_gib, 1.0 / MIB_PER_GIB));
            kept.zip(temporary).map(|(a, b)| (a.0 + b.0, a.1 + b.1)).or(kept).or(temporary)
        }
        LimitKind::MinVcpus
        | LimitKind::MaxConcurrency
        | LimitKind::IncludedDisk
        | LimitKind::MinBilledTime
        | LimitKind::MonthlyTraffic => None,
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitFile {
    version: String,
    sources: Vec<(String, String)>,
    limits: Vec<Limit>,
    sizes: Vec<InstanceSize>,
}

/// Reads the limits. Refuses a row without service, source or date, a value that is not above 0 or in another unit than its kind of
/// limit has, two rows for the same limit, and a size that has no memory.
pub fn load(text: &str) -> Result<LimitBook, TextError> {
    let LimitFile { version, sources, mut limits, mut sizes } = value_from_text(text)?;
    if version.trim().is_empty() {
        return Err(error_at(
            text,
            &[PathStep::Field("version")],
            "there is no version".to_owned(),
            "give the date of the list",
        ));
    }
    let resolve = |list: &'static str, at: usize, source: &mut String, date: &str| {
        let path = |field| [PathStep::Field(list), PathStep::Item(at), PathStep::Field(field)];
        if date.trim().is_empty() {
            return Err(error_at(text, &path("date"), "there is no date".to_owned(), "give the date of the source"));
        }
        match sources.iter().find(|(key, words)| key == source && !words.trim().is_empty()) {
            Some((_, words)) => {
                source.clone_from(words);
                Ok(())
            }
            None => {
                let what = format!("the source '{source}' is not in the table of sources");
                Err(error_at(text, &path("source"), what, "add it to sources"))
            }
        }
    };
    for at in 0..limits.len() {
        if let Some((field, what, hint)) = limit_error(&limits, at) {
            return Err(error_at(
                text,
                &[PathStep::Field("limits"), PathStep::Item(at), PathStep::Field(field)],
                what,
                hint,
            ));
        }
        let Limit { source, date, .. } = &mut limits[at];
        resolve("limits", at, source, date)?;
    }
    for (at, size) in sizes.iter_mut().enumerate() {
        let is_size = size.vcpus > 0.0 && size.least > 0.0 && size.most >= size.least && size.step > 0.0;
        if !is_size {
            let path = [PathStep::Field("sizes"), PathStep::Item(at), PathStep::Field("vcpus")];
            return Err(error_at(
                text,
                &path,
                "this is not a size".to_owned(),
                "give processors, memory and step above 0",
            ));
        }
        resolve("sizes", at, &mut size.source, &size.date)?;
    }
    Ok(LimitBook { limits, sizes })
}

/// What is wrong with a row: the field, what it is, what to do.
fn limit_error(limits: &[Limit], at: usize) -> Option<(&'static str, String, &'static str)> {
    let limit = limits.get(at)?;
    if limit.service.trim().is_empty() {
        return Some(("service", "a limit has no service".to_owned(), "name the provider's service"));
    }
    if !(limit.value.is_finite() && limit.value > 0.0) {
        return Some(("value", format!("{} is not a limit", limit.value), "give a number above 0"));
    }
    if limit.unit != limit.limit.unit() {
        let what = format!("{:?} is given in {:?}", limit.limit, limit.unit);
        return Some((
            "unit",
            what,
            "time is in Seconds, memory in Mebibytes, processors in Vcpus, concurrency in Instances",
        ));
    }
    if limit.above.is_some() != (limit.limit == LimitKind::MinVcpus) {
        return Some(("above", "'above' belongs to MinVcpus".to_owned(), "give it there, and nowhere else"));
    }
    let key = |row: &Limit| (row.kind, row.cloud, row.limit, row.above.map(f64::to_bits));
    let collides = |row: &Limit| {
        key(row) == key(limit) && (row.when == limit.when || [row.when, limit.when].contains(&PlanCondition::Always))
    };
    let is_double = limits.iter().take(at).any(collides);
    is_double.then(|| ("limit", format!("{} has this limit twice", limit.service), "keep one of the two"))
}

#[cfg(test)]
#[path = "limits_tests.rs"]
mod tests;
