//! Where one platform becomes cheaper than another.
//!
//! Whole nodes and free allowances make cost curves cross several times, so the answer is never one number: none, one,
//! or a zone with so many flips. [`exact`] decides it for curves that are written down, [`between`] and [`among`] for bills,
//! whose curves come from the laws that their lines were written from.

pub mod break_even;
mod pairs;
mod search;
mod segmented;
#[cfg(test)]
mod tests;

pub use pairs::{VolumeRange, counts_jobs, crossover_between, demand_at_volume, pairwise_crossovers};
pub use segmented::{Segment, SegmentedCurve, TooManySteps, exact_crossover};

/// How often two curves cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CrossoverKind {
    /// One of them is cheaper throughout.
    None,
    /// Once.
    Single,
    /// Several times, between the first and the last.
    Zone,
}

impl CrossoverKind {
    /// As JSON has it.
    pub fn json_name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Single => "single",
            Self::Zone => "zone",
        }
    }
}

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

impl Side {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// How the cheaper side changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlipKind {
    /// The curves meet.
    Cross,
    /// One of them steps past the other, as when a node is added.
    Jump,
}

/// One change of the cheaper side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flip {
    /// At this volume.
    pub at_volume: f64,
    /// Meeting or stepping.
    pub kind: FlipKind,
    /// Who is cheaper beyond it.
    pub cheaper: Side,
}

/// Where two curves cross within a range of volumes.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossover {
    /// How often.
    pub kind: CrossoverKind,
    /// The lowest volume at which the cheaper side changes.
    pub first_volume: Option<f64>,
    /// The highest.
    pub last_volume: Option<f64>,
    /// All of them, lowest first.
    pub flips: Vec<Flip>,
    /// Who is cheaper below all of them; none when both cost the same throughout.
    pub cheaper_below: Option<Side>,
    /// Who is cheaper above all of them.
    pub cheaper_above: Option<Side>,
    /// The volume beyond which one of them cannot hold the load at all, and which; nothing above it was compared.
    pub max_volume: Option<(f64, Side)>,
    /// What a volume counts: `requests/month` or `jobs/month`.
    pub unit: &'static str,
    /// Every flip was found. Otherwise the curves have more pieces close together than are looked at.
    pub is_exact: bool,
}

/// Puts together what a walk from low to high volumes saw.
fn summarize(start: Option<Side>, flips: Vec<Flip>, unit: &'static str) -> Crossover {
    let kind = match flips.len() {
        0 => CrossoverKind::None,
        1 => CrossoverKind::Single,
        _ => CrossoverKind::Zone,
    };
    Crossover {
        kind,
        first_volume: flips.first().map(|flip| flip.at_volume),
        last_volume: flips.last().map(|flip| flip.at_volume),
        cheaper_below: start,
        cheaper_above: flips.last().map(|flip| flip.cheaper).or(start),
        flips,
        max_volume: None,
        unit,
        is_exact: true,
    }
}
