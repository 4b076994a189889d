//! Figures that stand in for unknown ones, and what an unknown figure does to a bill.

use crate::model::DemandFigure;
use crate::model::number::format_significant as number;
use std::fmt::{self, Display, Formatter};

/// What is taken for an unknown figure: the likely value, and the bounds between which a bill is a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DefaultFigure {
    pub likely: f64,
    pub low: f64,
    pub high: f64,
}

impl DefaultFigure {
    /// The same, but nowhere below a figure.
    pub fn at_least(self, least: f64) -> Self {
        Self { likely: self.likely.max(least), low: self.low.max(least), high: self.high.max(least) }
    }

    /// ` (20 to 2,000)`.
    fn write_bounds(self, f: &mut Formatter<'_>, factor: f64) -> fmt::Result {
        write!(f, " ({} to {})", number(self.low * factor), number(self.high * factor))
    }

    /// Says what is taken for a figure.
    pub(super) fn describe(self, figure: DemandFigure, f: &mut Formatter<'_>) -> fmt::Result {
        let likely = number(self.likely);
        let factor = match figure {
            DemandFigure::DurationMs => write!(f, "duration unknown, {likely} ms assumed").map(|()| 1.0),
            DemandFigure::MemoryMib => write!(f, "memory unknown, {} MiB assumed", self.likely).map(|()| 1.0),
            DemandFigure::Vcpu => write!(f, "vCPU per instance unknown, {likely} assumed").map(|()| 1.0),
            DemandFigure::CpuMs => {
                write!(f, "CPU time unknown, {} % of the duration assumed", number(self.likely * 100.0)).map(|()| 100.0)
            }
            DemandFigure::Concurrency => {
                write!(f, "concurrency unknown, {likely} requests at once per instance assumed").map(|()| 1.0)
            }
            DemandFigure::PeakToAverage if self.likely == 1.0 => {
                f.write_str("peak unknown, the same load in all active hours assumed").map(|()| 1.0)
            }
            DemandFigure::PeakToAverage => write!(f, "peak unknown, {likely} times the mean assumed").map(|()| 1.0),
            DemandFigure::ActiveHours => write!(f, "active hours unknown, {likely} a day assumed").map(|()| 1.0),
            DemandFigure::WarmHours => write!(f, "warm hours unknown, {likely} a day assumed").map(|()| 1.0),
            other => write!(f, "{} unknown, {likely} assumed", other.noun()).map(|()| 1.0),
        };
        self.write_bounds(f, factor?)
    }
}

/// What an unknown figure does to a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownEffect {
    /// Nothing stands in for it, and nobody knows what the bill comes to.
    Open,
    /// A default stands in for it, and the bill is a range.
    Range,
    /// What it would pay for is left out.
    LeftOut,
}

/// A figure of a demand that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownFigure {
    pub figure: DemandFigure,
    pub effect: UnknownEffect,
}

impl Display for UnknownFigure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.figure.noun())
    }
}
