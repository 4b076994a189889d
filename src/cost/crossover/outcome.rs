//! What a search for crossovers finds.

use super::range::VolumeRange;

/// How often the cheaper of two curves changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CrossoverKind {
    /// One curve is cheaper throughout.
    None,
    Single,
    /// Several times between a first and a last volume.
    Zone,
}

impl CrossoverKind {
    /// The name in JSON output.
    pub fn json_name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Single => "single",
            Self::Zone => "zone",
        }
    }
}

/// One of the two curves that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    A,
    B,
}

impl Side {
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// How the cheaper side changes at a flip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlipKind {
    /// The curves meet.
    Cross,
    /// One curve steps past the other, as when a node is added.
    Jump,
}

/// A change of the cheaper side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flip {
    pub at_volume: f64,
    pub kind: FlipKind,
    /// The side that is cheaper above this volume.
    pub cheaper: Side,
}

/// Where two curves cross within a range of volumes.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossover {
    pub kind: CrossoverKind,
    /// The lowest volume at which the cheaper side changes; none where there is no change, or where it may be below those found.
    pub first_volume: Option<f64>,
    /// The highest such volume; none where there is no change, or where it may be above those found.
    pub last_volume: Option<f64>,
    /// The changes, lowest volume first: all outside of `unresolved`, and some within.
    pub flips: Vec<Flip>,
    /// The side that is cheaper below all flips; none when both cost the same throughout.
    pub cheaper_below: Option<Side>,
    /// The side that is cheaper above all flips.
    pub cheaper_above: Option<Side>,
    /// The volume above which one side cannot hold the load, and that side. Nothing above it was compared.
    pub max_volume: Option<(f64, Side)>,
    /// The unit of volumes: `requests/month` or `jobs/month`.
    pub unit: &'static str,
    /// Between these volumes the curves have more pieces close together than the search looks at, and pairs of flips may be
    /// missing.
    pub unresolved: Option<VolumeRange>,
}

impl Crossover {
    /// Whether every flip was found.
    pub fn is_exact(&self) -> bool {
        self.unresolved.is_none()
    }

    /// The volumes from the lowest to the highest at which the cheaper side changes, or may change.
    pub fn open_range(&self) -> Option<VolumeRange> {
        let flips = self.flips.first().zip(self.flips.last());
        let found = flips.map(|(first, last)| VolumeRange { from: first.at_volume, to: last.at_volume });
        match (found, self.unresolved) {
            (Some(found), Some(unresolved)) => Some(found.hull(unresolved)),
            (found, unresolved) => found.or(unresolved),
        }
    }
}

/// How far a first or last flip may lie from a range in which others may be missing. Beyond that, it is not named.
const NAMED_WITHIN: f64 = 0.01;

/// Builds the outcome from what a walk from low to high volumes found, and the range in which it may have missed flips.
pub(super) fn summarize(
    start: Option<Side>,
    flips: Vec<Flip>,
    unresolved: Option<VolumeRange>,
    unit: &'static str,
) -> Crossover {
    let kind = match flips.len() {
        0 => CrossoverKind::None,
        1 => CrossoverKind::Single,
        _ => CrossoverKind::Zone,
    };
    Crossover {
        kind,
        first_volume: flips
            .first()
            .map(|flip| flip.at_volume)
            .filter(|at| unresolved.is_none_or(|missed| missed.from >= at * (1.0 - NAMED_WITHIN))),
        last_volume: flips
            .last()
            .map(|flip| flip.at_volume)
            .filter(|at| unresolved.is_none_or(|missed| missed.to <= at * (1.0 + NAMED_WITHIN))),
        cheaper_below: start,
        cheaper_above: flips.last().map(|flip| flip.cheaper).or(start),
        flips,
        max_volume: None,
        unit,
        unresolved,
    }
}
