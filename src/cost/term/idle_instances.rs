//! Instances that are kept warm and serve nothing.

use super::busy_instances::{BusyShare, LoadedHours, loaded_hours};
use super::piece::{CurvePiece, MIN_STEP_GAP};
use super::trend::Trend;
use crate::cost::day_profile::{DayProfile, HOURS_PER_DAY};

/// Mean instances over the month that are kept warm without a request in flight: `Σ over warm hours of max(0, W − busy)`.
/// What an hour needs beyond its warm instances does not make another hour's busy.
#[derive(Debug, Clone, PartialEq)]
pub struct IdleInstances {
    warm_instances: f64,
    busy: BusyShare,
    /// Warm hours with a load, busiest first.
    hours: Vec<LoadedHours>,
    /// The share of the day that is warm and has no load.
    quiet: f64,
}

impl IdleInstances {
    /// `in_flight` is the mean `A` per unit of volume, `share` the part of an instance that each takes; instances are kept in
    /// the busiest hours.
    pub fn new(day: &DayProfile, in_flight: f64, share: f64, (warm_instances, warm_hours): (f64, f64)) -> Self {
        let hours = loaded_hours(day, in_flight, |hour| (warm_hours - hour as f64).clamp(0.0, 1.0));
        let loaded: f64 = hours.iter().map(|hour| hour.weight).sum();
        let quiet = (warm_hours / HOURS_PER_DAY as f64 - loaded).max(0.0);
        Self { warm_instances, busy: BusyShare::new(share), hours, quiet }
    }

    /// Mean idle instances at a volume.
    pub fn at(&self, volume: f64) -> f64 {
        let idle =
            |hour: &LoadedHours| hour.weight * (self.warm_instances - self.busy.at(volume * hour.in_flight)).max(0.0);
        self.quiet * self.warm_instances + self.hours.iter().map(idle).sum::<f64>()
    }

    /// The piece that begins at a volume: it falls until the warm instances of every hour are busy.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        let mut piece = CurvePiece::constant(volume, self.at(volume));
        let all_busy = self.busy.in_flight_for(self.warm_instances);
        for LoadedHours { in_flight, weight } in &self.hours {
            if just_above * in_flight >= all_busy {
                continue;
            }
            let per_volume = weight * in_flight;
            let slope = self.busy.slope_at(just_above * in_flight);
            piece.slope -= per_volume * slope;
            let is_full = self.busy.is_full_at(just_above * in_flight);
            if !is_full {
                piece.bend.steepening -= per_volume * slope;
            }
            let next = if is_full { all_busy } else { self.busy.saturation().min(all_busy) };
            piece.until = piece.until.min(next / in_flight);
        }
        piece
    }

    /// It falls most steeply here, or once instances are full.
    pub fn trend(&self, volume: f64) -> Trend {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        let all_busy = self.busy.in_flight_for(self.warm_instances);
        let idle = self.hours.iter().filter(|hour| just_above * hour.in_flight < all_busy);
        let steepest = |hour: &LoadedHours| {
            let (slope, full) = (self.busy.slope_at(just_above * hour.in_flight), self.busy.slope_at(f64::INFINITY));
            hour.weight * hour.in_flight * slope.max(full)
        };
        Trend { rate: -idle.map(steepest).sum::<f64>(), ..Trend::RISING }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hour_has_its_own_idle_instances() {
        // Two hours carry the load: with 12 in flight each and one instance for each request, three warm instances are busy
        // there and idle in the other ten warm hours, whatever the two hours need beyond them.
        let idle = IdleInstances::new(&DayProfile::new(1.0, 2.0), 1.0, 1.0, (3.0, 12.0));
        assert!((idle.at(1.0) - 30.0 / 24.0).abs() < 1e-12);
        assert!((idle.at(0.0) - 36.0 / 24.0).abs() < 1e-12);
        // A quarter of a request in flight on average is three in those hours.
        assert!((idle.piece(0.1).until - 0.25).abs() < 1e-9);
        assert_eq!(idle.piece(0.5).slope, 0.0);
    }

    #[test]
    fn pieces_follow_the_curve() {
        for share in [1.0, 0.3, 0.02] {
            let idle = IdleInstances::new(&DayProfile::new(3.0, 20.0), 0.5, share, (2.0, 21.5));
            for volume in [0.0, 0.5, 1.0, 3.0, 20.0, 400.0] {
                let (piece, next) = (idle.piece(volume), volume + 1e-6);
                assert!((piece.at(next) - idle.at(next)).abs() < 1e-9, "{share} {volume}");
                assert!(piece.until > volume && idle.trend(volume).rate <= piece.slope + 1e-15);
            }
        }
    }
}
