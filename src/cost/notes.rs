//! What a bill says beside its lines: assumptions, caveats and shortfalls, each a value that is put into words here.

use super::default_figure::DefaultFigure;
use super::format::format_count;
use super::term::Capacity;
use crate::model::number::format_significant as number;
use crate::model::{Cloud, Commitment, DemandFigure};
use std::fmt::{self, Display, Formatter};

/// Something to say of a bill, perhaps about one workload only.
#[derive(Debug, Clone, PartialEq)]
pub struct Note<T> {
    /// The name of the workload.
    pub workload: Option<String>,
    pub what: T,
}

impl<T: Display> Display for Note<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.workload {
            Some(workload) => write!(f, "{workload}: {}", self.what),
            None => self.what.fmt(f),
        }
    }
}

impl<T> From<T> for Note<T> {
    fn from(what: T) -> Self {
        Self { workload: None, what }
    }
}

/// A default that stands in for an unknown figure, or a simplification.
#[derive(Debug, Clone, PartialEq)]
pub enum Assumption {
    /// Processor time as a share of the duration, everything else in the unit of the figure.
    Default(DemandFigure, DefaultFigure),
    ComputeBoundJobs,
    DefaultReplicas(f64),
    JobsAmongRequests,
    IdleEnvironments,
    NoCommitmentDiscount,
    OtherRegion {
        priced: &'static str,
        wanted: String,
    },
    Spot {
        machine: String,
    },
    NoSpotPrice {
        machine: String,
    },
    NoCommittedPrice {
        machine: String,
        term: Commitment,
    },
    DerivedCommittedPrice {
        machine: String,
        term: Commitment,
        share: f64,
        reference: String,
    },
    SpareMachines(f64),
    BootDisk {
        gib: f64,
    },
    NatFeeCap(f64),
    WayOut,
    ManagedDatabase(&'static str),
    OwnDatabaseMachine(String),
    ProxyIncluded,
    RequestsPerConnection(f64),
    LastEgressPrice {
        beyond_gib: f64,
    },
    CachedResponse {
        kib: f64,
    },
    ObjectStorage,
    NoAmounts(Vec<&'static str>),
    UnknownGpuHours,
    CheapestGpus(f64),
    EuropeanHosts,
    HostTraffic {
        gib_per_host: f64,
    },
    HostsShareCalls,
    BoughtBesideHosts(Cloud),
    WarmFunctionsAsMinInstances,
    NoFreeTierWithProvisionedConcurrency,
    /// USD for each second that an instance takes to start.
    StartsExcluded {
        each_second: f64,
    },
    PremiumPlan(Capacity),
    WholeProcessor,
    SoldSize {
        asked: Capacity,
        sold: Capacity,
    },
    BilledByInstance,
    FargateAlwaysRuns,
    FleetFollowsLoad,
    ZoneLossCovered,
    Headroom {
        share: f64,
    },
    NodesForPeak,
    NodePacking {
        share: f64,
        daemon_sets: Capacity,
    },
    VirtualNodes,
    StandbyMachines {
        machines: f64,
        zones: f64,
    },
    StoppedBySchedule {
        hours_per_day: f64,
    },
    ConstantLabour,
}

impl Display for Assumption {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default(figure, default) => default.describe(*figure, f),
            Self::ComputeBoundJobs => f.write_str("CPU time unknown, jobs are assumed to compute throughout"),
            Self::DefaultReplicas(count) => write!(f, "replicas unknown, {count} assumed so that one may fail"),
            Self::JobsAmongRequests => f.write_str("its jobs are counted among its requests"),
            Self::IdleEnvironments => f.write_str(
                "other environments run the least that is possible: no traffic, and no storage except boot disks",
            ),
            Self::NoCommitmentDiscount => {
                f.write_str("discounts for commitments are not modelled here, on-demand prices are used")
            }
            Self::OtherRegion { priced, wanted } => write!(f, "prices are those of {priced}, not of {wanted}"),
            Self::Spot { machine } => write!(f, "{machine} is bought as spot: it may be reclaimed at short notice"),
            Self::NoSpotPrice { machine } => {
                write!(f, "the price book has no spot price for {machine}, its on-demand price is used")
            }
            Self::NoCommittedPrice { machine, term } => {
                let term = term.label();
                write!(f, "the price book has no price for {machine} paid {term} ahead, its on-demand price is used")
            }
            Self::DerivedCommittedPrice { machine, term, share, reference } => {
                let (term, percent) = (term.label(), number(share * 100.0));
                write!(f, "{machine} paid {term} ahead is assumed to cost {percent} % of on demand, as {reference} does")
            }
            Self::SpareMachines(count) => {
                write!(f, "{} more than needed, around the clock", format_count(*count, "machine", "machines"))
            }
            Self::BootDisk { gib } => write!(f, "each machine has a boot disk of {} GiB", number(*gib)),
            Self::NatFeeCap(machines) => {
                write!(f, "at most {machines} machines behind a NAT gateway are billed for it")
            }
            Self::WayOut => {
                f.write_str("traffic out leaves through the load balancer, that of a workload without one through NAT")
            }
            Self::ManagedDatabase(size) => {
                write!(f, "a managed database or cache is assumed to be {size}, its storage is not included")
            }
            Self::OwnDatabaseMachine(machine) => {
                write!(f, "its own database cannot run here, a {machine} for each is assumed")
            }
            Self::ProxyIncluded => f.write_str("a connection pooler comes with the managed database"),
            Self::RequestsPerConnection(requests) => {
                write!(f, "a connection carries {requests} requests (load balancer capacity units)")
            }
            Self::LastEgressPrice { beyond_gib } => {
                write!(f, "traffic beyond {} GiB is billed at the last price in the price book", number(*beyond_gib))
            }
            Self::CachedResponse { kib } => {
                write!(f, "a response from the edge cache has {kib} KiB, filling the cache is not included")
            }
            Self::ObjectStorage => f.write_str("no disk can be attached here, object storage is used"),
            Self::NoAmounts(amounts) => write!(f, "not included, as no amount is given: {}", amounts.join(", ")),
            Self::UnknownGpuHours => f.write_str("GPU hours unknown, its machines are assumed to run all month"),
            Self::CheapestGpus(gpus) => {
                write!(f, "{} GPUs at once on the cheapest machines in the price book that have them", number(*gpus))
            }
            Self::EuropeanHosts => f.write_str(
                "dedicated hosts are the AX41 of a European provider, whatever the cloud; their disks are included, and what leaves \
                 them or goes from one to another is not billed",
            ),
            Self::HostTraffic { gib_per_host } => {
                write!(f, "traffic out is included in the price of hosts, up to {} GiB a month each", number(*gib_per_host))
            }
            Self::HostsShareCalls => {
                f.write_str("a balancer that the team runs on the hosts themselves shares calls among them")
            }
            Self::BoughtBesideHosts(cloud) => {
                let name = cloud.label();
                write!(f, "what hosts do not offer is bought from {name}: edge cache, API gateway, queues, logs, managed data")
            }
            Self::WarmFunctionsAsMinInstances => {
                f.write_str("warm functions are billed like idle minimum instances of Cloud Run")
            }
            Self::NoFreeTierWithProvisionedConcurrency => {
                f.write_str("Lambda's free tier does not apply to functions with provisioned concurrency")
            }
            Self::StartsExcluded { each_second } => write!(
                f,
                "the time in which an instance starts is billed and not included, as no figure says how often and how long: {} USD a \
                 second",
                number(*each_second)
            ),
            Self::PremiumPlan(Capacity { vcpus, gib }) => {
                write!(f, "warm instances need the premium plan ({vcpus} vCPU, {gib} GiB each), which bills no runs")
            }
            Self::WholeProcessor => f.write_str("several requests at once need a whole processor, 1 vCPU assumed"),
            Self::SoldSize { asked, sold } => write!(
                f,
                "an instance of {} vCPU and {} GiB is sold with {} vCPU and {} GiB",
                number(asked.vcpus),
                number(asked.gib),
                number(sold.vcpus),
                number(sold.gib)
            ),
            Self::BilledByInstance => f.write_str("runs around the clock, billed by instance"),
            Self::FargateAlwaysRuns => {
                f.write_str("Fargate does not start on a request: tasks run around the clock")
            }
            Self::FleetFollowsLoad => f.write_str("the number of machines follows the load hour by hour"),
            Self::ZoneLossCovered => f.write_str("there is enough capacity for the loss of one zone"),
            Self::Headroom { share } => write!(f, "{} % headroom is kept beyond what is needed", number(share * 100.0)),
            Self::NodesForPeak => f.write_str("nodes of a self-managed cluster are sized for the peak all month"),
            Self::NodePacking { share, daemon_sets: Capacity { vcpus, gib } } => {
                let percent = share * 100.0;
                write!(
                    f,
                    "pods fill nodes to {percent} %; the system takes what GKE documents, daemon sets {vcpus} vCPU and {gib} GiB \
                     of each node"
                )
            }
            Self::VirtualNodes => f.write_str("pods on AKS virtual nodes are billed as container instances"),
            Self::StandbyMachines { machines, zones } => {
                let zones = format_count(*zones, "zone", "zones");
                write!(
                    f,
                    "active-passive: {machines} machines in {zones}, each large enough for everything; one is active, and when it \
                     fails the next takes over; keeping their data in sync is the team's work"
                )
            }
            Self::StoppedBySchedule { hours_per_day } => {
                write!(f, "the machine runs {hours_per_day} hours a day and is stopped by schedule")
            }
            Self::ConstantLabour => f.write_str("labour is assumed to be the same at every volume"),
        }
    }
}

/// A reason to distrust a bill: something is left out of it, or it buys what does not suit the workload.
#[derive(Debug, Clone, PartialEq)]
pub enum Caveat {
    /// The id of a price that the book lacks.
    MissingPrice(String),
    /// What the book has no machine for.
    NoMachine(&'static str),
    UnknownVolume,
    /// Milliseconds of one request or job.
    CpuTimeBeyondDuration {
        cpu_ms: f64,
        duration_ms: f64,
    },
    /// The share of the bill, 0 to 1.
    MostlyMinimum {
        share: f64,
    },
    NotInterruptible {
        beyond_base: bool,
    },
    CannotSpread {
        machines: f64,
        replicas: f64,
        zones: f64,
    },
}

impl Display for Caveat {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingPrice(id) => write!(f, "the price book has no {id}; what it pays for is not included"),
            Self::NoMachine(what) => write!(f, "the price book has no machine for {what}, which is not included"),
            Self::UnknownVolume => f.write_str("nothing is known of how often it runs; only fixed costs are included"),
            Self::CpuTimeBeyondDuration { cpu_ms, duration_ms } => write!(
                f,
                "its processor time of {} ms is above its duration of {} ms, which takes more processors at once than it has",
                number(*cpu_ms),
                number(*duration_ms)
            ),
            Self::MostlyMinimum { share } => write!(
                f,
                "{} % of the bill is for time that no run uses: each is billed for a least time that is far longer",
                number((share * 100.0).floor())
            ),
            Self::NotInterruptible { beyond_base } => {
                let which = if *beyond_base { " beyond the base" } else { "" };
                write!(
                    f,
                    "spot machines{which} may be reclaimed at short notice, and it is not marked as able to survive that"
                )
            }
            Self::CannotSpread { machines, replicas, zones } => {
                let machines = if *machines == 1.0 { "one machine".to_owned() } else { format!("{machines} machines") };
                let replicas = format_count(*replicas, "replica", "replicas");
                write!(f, "{machines} cannot keep {replicas} in {}", format_count(*zones, "zone", "zones"))
            }
        }
    }
}

/// What a platform cannot hold at any size, so that its bill is too low and does not qualify it.
#[derive(Debug, Clone, PartialEq)]
pub enum Shortfall {
    NoMachineForInstance(Capacity),
    NoSingleMachine(Capacity),
    /// What has no graphics processors.
    NoGpu(&'static str),
    NoGpuMachine {
        at_once: f64,
        /// One machine has to hold them all.
        is_single: bool,
    },
    /// More GPU hours than there are in a month.
    GpuHoursBeyondMonth {
        hours: f64,
        at_once: f64,
        most: f64,
    },
    /// More data than the disks of hosts hold.
    DisksTooSmall {
        kept_gib: f64,
        held_gib: f64,
    },
    /// More traffic than hosts can send in a month.
    LinksTooSlow {
        sent_gib: f64,
        most_gib: f64,
    },
}

impl Shortfall {
    /// Whether graphics processors are what is missing.
    pub fn is_missing_gpu(&self) -> bool {
        match self {
            Self::NoGpu(_) | Self::NoGpuMachine { .. } => true,
            Self::NoMachineForInstance(_)
            | Self::NoSingleMachine(_)
            | Self::GpuHoursBeyondMonth { .. }
            | Self::DisksTooSmall { .. }
            | Self::LinksTooSlow { .. } => false,
        }
    }
}

impl Display for Shortfall {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMachineForInstance(Capacity { vcpus, gib }) => {
                write!(f, "an instance of {vcpus} vCPU and {gib} GiB fits no machine; the largest machines are billed")
            }
            Self::NoSingleMachine(Capacity { vcpus, gib }) => {
                let (vcpus, gib) = (number(*vcpus), number(*gib));
                write!(f, "no single machine has {vcpus} vCPU and {gib} GiB; the largest is billed")
            }
            Self::NoGpu(what) => write!(f, "{what} has no GPU in the price book"),
            Self::NoGpuMachine { at_once, is_single: true } if *at_once > 1.0 => {
                write!(f, "the price book has no single machine here with {} GPUs and so much memory", number(*at_once))
            }
            Self::NoGpuMachine { .. } => {
                f.write_str("the price book has no machine here with a GPU and so much memory")
            }
            Self::GpuHoursBeyondMonth { hours, at_once, most } => {
                let gpus = format_count(*at_once, "GPU", "GPUs");
                write!(
                    f,
                    "{} GPU hours are asked for, and {gpus} at once give {} in a month",
                    number(*hours),
                    number(*most)
                )
            }
            Self::DisksTooSmall { kept_gib, held_gib } => {
                let (kept, held) = (number(*kept_gib), number(*held_gib));
                write!(f, "{kept} GiB are kept on disks that hold {held} GiB, and hosts have no others")
            }
            Self::LinksTooSlow { sent_gib, most_gib } => {
                let (sent, most) = (number(*sent_gib), number(*most_gib));
                write!(f, "{sent} GiB are sent a month through links that carry {most} GiB")
            }
        }
    }
}
