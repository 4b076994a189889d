//! The calculation behind a task's hours, kept as numbers and rendered only when somebody asks for an explanation.

use super::format::format_count;
use super::scope::KindScope;
use crate::catalogue::HoursBand;
use crate::catalogue::tasks::{HoursDriver, ReferenceScope, TaskPart};
use crate::model::number::{format_number, format_percent};
use std::fmt;

/// The numbers behind the hours of one task. Displayed, it shows the calculation of the likely hours, then the mean.
#[derive(Debug, Clone, PartialEq)]
pub struct HoursFormula {
    terms: Vec<HoursTerm>,
    band: HoursBand,
}

/// One summand of the likely hours.
#[derive(Debug, Clone, PartialEq)]
enum HoursTerm {
    /// A kind of platform: its hours at the reference scope and their factors.
    Kind { name: String, likely: f64, is_own: bool, factors: Vec<ShareFactor> },
    /// Work done once per team.
    Team { likely: f64 },
    /// Units of something at so many hours each.
    Units { likely: f64, units: u32, unit: &'static str },
}

/// A share of the reference hours, scaled by units in use over units of the reference scope.
#[derive(Debug, Clone, Copy, PartialEq)]
struct ShareFactor {
    share: f64,
    once: HoursDriver,
    here: u32,
    there: u32,
}

impl HoursFormula {
    /// Without terms.
    pub(super) fn new() -> Self {
        Self { terms: Vec::new(), band: HoursBand::default() }
    }

    /// Units of something at `likely` hours each.
    pub(super) fn from_units(likely: f64, units: u32, unit: &'static str, band: HoursBand) -> Self {
        Self { terms: vec![HoursTerm::Units { likely, units, unit }], band }
    }

    /// Adds a kind of platform with these parts of its work; `is_own` marks the team's own hours.
    pub(super) fn add_kind(
        &mut self,
        scope: &KindScope,
        (likely, is_own): (f64, bool),
        parts: &[TaskPart],
        reference: &ReferenceScope,
    ) {
        let factor = |part: &TaskPart| {
            let (here, there) = scope.unit_counts(part.once, reference);
            ShareFactor { share: part.share, once: part.once, here, there }
        };
        let factors = parts.iter().map(factor).collect();
        self.terms.push(HoursTerm::Kind { name: scope.name.clone(), likely, is_own, factors });
    }

    /// Adds work done once per team.
    pub(super) fn add_team(&mut self, likely: f64) {
        self.terms.push(HoursTerm::Team { likely });
    }

    /// Sets the result.
    pub(super) fn with_result(mut self, band: HoursBand) -> Self {
        self.band = band;
        self
    }
}

impl fmt::Display for ShareFactor {
    /// `60 % × 5/3 hosts`, or `40 % once per kind of platform`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = format_percent(self.share);
        match self.once {
            HoursDriver::Host | HoursDriver::Service | HoursDriver::Environment | HoursDriver::Cluster => {
                write!(f, "{share} × {}/{}", self.here, format_count(self.there, self.once.label()))
            }
            once => write!(f, "{share} once per {}", once.label()),
        }
    }
}

impl fmt::Display for HoursTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind { name, likely, is_own, factors } => {
                let factors: Vec<String> = factors.iter().map(ToString::to_string).collect();
                let own = if *is_own { ", own hours" } else { "" };
                write!(f, "{name}{own}: {} h × ({})", format_number(*likely), factors.join(" + "))
            }
            Self::Team { likely } => {
                write!(f, "once per team, the largest of its kinds: {} h", format_number(*likely))
            }
            Self::Units { likely, units, unit } => {
                write!(f, "{} h × {}", format_number(*likely), format_count(*units, unit))
            }
        }
    }
}

impl fmt::Display for HoursFormula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let terms: Vec<String> = self.terms.iter().map(ToString::to_string).collect();
        write!(
            f,
            "{} = {} h likely; mean ({} + 4 × {} + {}) / 6 = {} h",
            terms.join("; "),
            format_number(self.band.likely.get()),
            format_number(self.band.low.get()),
            format_number(self.band.likely.get()),
            format_number(self.band.high.get()),
            format_number(self.band.mean().get()),
        )
    }
}
