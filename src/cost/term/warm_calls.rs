//! Calls that are served by instances that are kept warm for some hours of the day.

use super::piece::{CurvePiece, MIN_STEP_GAP};
use super::trend::Trend;
use crate::cost::day_profile::DayProfile;

/// Requests or jobs per month that find a warm instance, or those that find none.
///
/// In each of the busiest hours for which instances are kept, as many calls run on them as there are instances:
/// `Σ over warm hours of min(A t, W)` with `A` calls in flight on average, `t` the load ratio of the hour, `W` instances.
#[derive(Debug, Clone, PartialEq)]
pub struct WarmCalls {
    /// Busiest first.
    hours: Vec<WarmHour>,
    /// Counts the calls that find no warm instance.
    counts_cold: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct WarmHour {
    /// The volume from which on all instances of the hour are busy.
    full_at_volume: f64,
    /// Calls that this hour and all later ones serve per unit of volume.
    slope: f64,
    /// Calls that all earlier hours serve when they are full.
    served_before: f64,
}

impl WarmCalls {
    /// `in_flight` is `A` per unit of volume; `warm_instances` are kept for `warm_hours` a day.
    pub fn new(day: &DayProfile, in_flight: f64, warm_instances: f64, warm_hours: f64) -> Self {
        let of_hour = |(hour, load): (usize, &f64)| {
            let share = (warm_hours - hour as f64).clamp(0.0, 1.0) * load / 24.0;
            (share > 0.0).then(|| (warm_instances / (load * in_flight), share))
        };
        let known: Vec<(f64, f64)> =
            if in_flight > 0.0 { day.hours().iter().enumerate().filter_map(of_hour).collect() } else { Vec::new() };
        let mut slope: f64 = known.iter().map(|(_, share)| share).sum();
        let mut held = 0.0;
        let hours = known
            .into_iter()
            .map(|(full_at, share)| {
                let hour = WarmHour { full_at_volume: full_at, slope, served_before: held };
                slope -= share;
                held += share * full_at;
                hour
            })
            .collect();
        Self { hours, counts_cold: false }.with_final_hour(held)
    }

    /// Beyond the last hour no more calls are served.
    fn with_final_hour(mut self, held: f64) -> Self {
        self.hours.push(WarmHour { full_at_volume: f64::INFINITY, slope: 0.0, served_before: held });
        self
    }

    /// The calls that find no warm instance.
    pub fn into_cold_calls(self) -> Self {
        Self { counts_cold: true, ..self }
    }

    /// The first hour that is not full just above a volume. Hours fill up in order, the busiest first.
    fn first_open_hour(&self, volume: f64) -> WarmHour {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        let found = self.hours.iter().find(|hour| hour.full_at_volume > just_above).or(self.hours.last());
        found.copied().unwrap_or(WarmHour { full_at_volume: f64::INFINITY, slope: 0.0, served_before: 0.0 })
    }

    /// Calls at a volume.
    pub fn at(&self, volume: f64) -> f64 {
        self.piece(volume).value
    }

    /// What one more call adds once all instances are busy.
    pub fn slope(&self) -> f64 {
        if self.counts_cold { 1.0 } else { 0.0 }
    }

    /// The most that one more call adds at any volume.
    pub fn max_slope(&self) -> f64 {
        if self.counts_cold { 1.0 } else { self.hours.first().map_or(0.0, |hour| hour.slope) }
    }

    /// The piece that begins at a volume: straight until the instances of another hour are all busy.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let WarmHour { full_at_volume: full_at, slope, served_before: held } = self.first_open_hour(volume);
        let on_warm = held + slope * volume;
        let (value, slope) = if self.counts_cold { (volume - on_warm, 1.0 - slope) } else { (on_warm, slope) };
        CurvePiece { slope, until: full_at, ..CurvePiece::constant(volume, value) }
    }

    /// The share of cold calls only grows.
    pub fn trend(&self, volume: f64) -> Trend {
        let rate = if self.counts_cold { self.piece(volume).slope } else { 0.0 };
        Trend { rate, ..Trend::RISING }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_flat_day_finds_a_warm_instance() {
        let warm = WarmCalls::new(&DayProfile::flat(), 0.01, 2.0, 12.0);
        assert!((warm.at(100.0) - 50.0).abs() < 1e-9);
        assert!((warm.clone().into_cold_calls().at(100.0) - 50.0).abs() < 1e-9);
        // 200 a month are two in flight: from there on both instances are busy.
        assert!((warm.piece(100.0).until - 200.0).abs() < 1e-9);
        assert!((warm.at(400.0) - 100.0).abs() < 1e-9);
        assert!(warm.piece(400.0).slope.abs() < 1e-12);
    }
}
