//! What a person reads about each figure of the demand. Form rows, explanations and messages are made from this table.

use super::demand::DemandFigure;

/// The section of the form that a figure belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureSection {
    Volume,
    LoadProfile,
    State,
    Services,
}

/// How a figure is presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureSpec {
    pub label: &'static str,
    /// Empty where the label says it all.
    pub unit: &'static str,
    /// Empty where the label says it all.
    pub help: &'static str,
    /// Section of the form, and position in it.
    pub place: (FigureSection, u8),
}

impl DemandFigure {
    /// The figures of a section of the form, in their order.
    pub fn in_section(section: FigureSection) -> Vec<Self> {
        let mut figures: Vec<Self> =
            Self::ALL.iter().copied().filter(|figure| figure.spec().place.0 == section).collect();
        figures.sort_by_key(|figure| figure.spec().place);
        figures
    }

    /// The label within a sentence: `peak to average`, `GPU hours`.
    pub fn noun(self) -> String {
        let label = self.spec().label;
        if label.starts_with("GPU") { label.to_owned() } else { label.to_lowercase() }
    }

    pub fn spec(self) -> FigureSpec {
        use FigureSection::{LoadProfile, Services, State, Volume};
        let spec = |place, label, unit, help| FigureSpec { label, unit, help, place };
        match self {
            Self::RequestsPerMonth => spec(
                (Volume, 0),
                "Requests",
                "requests/month",
                "Somebody waits for each request; work in the background is jobs. 3M, 40/s, 66.7k/day; ~3M is a guess, 2M..4M a range, ? unknown.",
            ),
            Self::JobsPerDay => spec(
                (Volume, 1),
                "Jobs",
                "jobs/day",
                "Nobody waits for a job, which runs in the background; calls are requests. 200, 2M/month, 50/h; ~200, 100..300 or ?.",
            ),
            Self::DurationMs => spec(
                (Volume, 2),
                "Duration",
                "ms",
                "Wall-clock time of one request or job; you can also type 2 min or 3 s.",
            ),
            Self::CpuMs => spec((Volume, 3), "Processor time", "ms", "Of one request or job, on one vCPU."),
            Self::MemoryMib => spec((Volume, 4), "Memory", "MiB", ""),
            Self::Vcpu => spec((Volume, 5), "Processors", "vCPU", ""),
            Self::Concurrency => {
                spec((Volume, 6), "Concurrency", "at once", "Requests that one instance serves at the same time.")
            }
            Self::PeakToAverage => spec((LoadProfile, 0), "Peak to average", "×", ""),
            Self::ActiveHours => spec((LoadProfile, 1), "Active hours", "h/day", ""),
            Self::AlwaysOn => spec((LoadProfile, 2), "Always on", "", ""),
            Self::WarmInstances => spec((LoadProfile, 3), "Warm instances", "", "Kept ready to avoid cold starts."),
            Self::WarmHours => spec((LoadProfile, 4), "Warm hours", "h/day", ""),
            Self::Replicas => spec(
                (LoadProfile, 5),
                "Replicas",
                "",
                "Copies kept running so that one may fail; 0 is the platform's default.",
            ),
            Self::Zones => spec((LoadProfile, 6), "Zones", "", ""),
            Self::Stateful => spec((State, 0), "Stateful", "", "It keeps state in its process or on its disk."),
            Self::StorageGib => spec((State, 1), "Storage", "GiB", ""),
            Self::EgressGib => spec((State, 2), "Traffic out", "GiB/month", ""),
            Self::ManagedData => spec((State, 3), "Managed data", "databases, caches the provider runs", ""),
            Self::OwnData => spec((State, 4), "Own data", "databases, caches you run", ""),
            Self::FrontDoor => spec(
                (Services, 0),
                "Front door",
                "",
                "Entry point of requests. The usual one is a load balancer; functions have their own URL.",
            ),
            Self::QueuedPerMonth => spec((Services, 1), "Queued", "messages/month", ""),
            Self::CdnGib => spec(
                (Services, 2),
                "Edge cache",
                "GiB/month",
                "Traffic that an edge cache serves, so that the workload does not have to.",
            ),
            Self::LogKib => spec((Services, 3), "Log", "KiB/request", "Written per request or job."),
            Self::BetweenZonesGib => spec((Services, 4), "Between zones", "GiB/month", ""),
            Self::DatabaseProxy => spec(
                (Services, 5),
                "Database proxy",
                "",
                "A proxy that pools database connections, as many short-lived instances need.",
            ),
            Self::Gpus => spec((Services, 6), "GPUs", "at once", "GPUs needed at the same time while it works."),
            Self::GpuHours => spec((Services, 7), "GPU hours", "GPU-h/month", "Of all its GPUs together."),
            Self::OffOutsideHours => spec(
                (Services, 8),
                "Off when inactive",
                "",
                "Its machines may be stopped by schedule outside the active hours.",
            ),
            Self::TemporaryDiskGib => {
                spec((State, 5), "Temporary disk", "GiB", "Of one instance; it is lost when the instance ends.")
            }
            Self::PayloadMib => spec(
                (Services, 10),
                "Payload",
                "MiB",
                "Body of the largest request or response, which some platforms limit.",
            ),
            Self::Interruptible => spec(
                (Services, 9),
                "Interruptible",
                "",
                "It tolerates interruption at short notice, so that spot capacity will do.",
            ),
        }
    }
}
