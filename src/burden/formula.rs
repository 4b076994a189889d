//! How a task's hours come about, kept as numbers and put into words only when somebody asks why.

use super::scope::KindScope;
use super::words::{count, figure, percent};
use crate::catalogue::tasks::{Band, Once, Part, Scope};
use std::fmt;

/// The numbers behind the hours of one task. Its text says the likely hours as they come about, then the mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    terms: Vec<Term>,
    band: Band,
}

/// One summand of the likely hours.
#[derive(Debug, Clone, PartialEq)]
enum Term {
    /// A kind of platform: its hours at the reference scope, and what they are multiplied by.
    Kind { name: String, likely: f64, is_own: bool, factors: Vec<Factor> },
    /// What the team does once, whatever it runs.
    Team { likely: f64 },
    /// So many units of something at so many hours.
    Units { likely: f64, units: u32, unit: &'static str },
}

/// A share of the reference hours, and how many units there are here and there.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Factor {
    share: f64,
    once: Once,
    here: u32,
    there: u32,
}

impl Formula {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { terms: Vec::new(), band: Band::default() }
    }

    /// So many units of something.
    pub(super) fn of_units(likely: f64, units: u32, unit: &'static str, band: Band) -> Self {
        Self { terms: vec![Term::Units { likely, units, unit }], band }
    }

    /// Adds a kind of platform with these parts of its work; `is_own` says that the hours are the team's.
    pub(super) fn add_kind(
        &mut self,
        scope: &KindScope,
        (likely, is_own): (f64, bool),
        parts: &[Part],
        reference: &Scope,
    ) {
        let factor = |part: &Part| {
            let (here, there) = scope.units(part.once, reference);
            Factor { share: part.share, once: part.once, here, there }
        };
        let factors = parts.iter().map(factor).collect();
        self.terms.push(Term::Kind { name: scope.name.clone(), likely, is_own, factors });
    }

    /// Adds what the team does once.
    pub(super) fn add_team(&mut self, likely: f64) {
        self.terms.push(Term::Team { likely });
    }

    /// With what it comes to.
    pub(super) fn giving(mut self, band: Band) -> Self {
        self.band = band;
        self
    }
}

impl fmt::Display for Factor {
    /// `60 % × 5/3 hosts`, or `40 % once per kind of platform`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = percent(self.share);
        match self.once {
            Once::Host | Once::Service | Once::Environment | Once::Cluster => {
                write!(f, "{share} × {}/{}", self.here, count(self.there, self.once.word()))
            }
            once => write!(f, "{share} once per {}", once.word()),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind { name, likely, is_own, factors } => {
                let factors: Vec<String> = factors.iter().map(ToString::to_string).collect();
                let own = if *is_own { ", own hours" } else { "" };
                write!(f, "{name}{own}: {} h × ({})", figure(*likely), factors.join(" + "))
            }
            Self::Team { likely } => write!(f, "once for the team, the largest of its kinds: {} h", figure(*likely)),
            Self::Units { likely, units, unit } => write!(f, "{} h × {}", figure(*likely), count(*units, unit)),
        }
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let terms: Vec<String> = self.terms.iter().map(ToString::to_string).collect();
        write!(
            f,
            "{} = {} h likely; mean ({} + 4 × {} + {}) / 6 = {} h",
            terms.join("; "),
            figure(self.band.likely.get()),
            figure(self.band.low.get()),
            figure(self.band.likely.get()),
            figure(self.band.high.get()),
            figure(self.band.mean().get()),
        )
    }
}
