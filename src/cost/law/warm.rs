//! What runs on instances that are kept warm for some hours of the day.

use super::{GAP, Piece};
use crate::cost::day::Day;

/// Requests or jobs a month that find a warm instance, or those that find none.
///
/// In each of the busiest hours for which instances are kept, as many run on them as there are instances:
/// `Σ over warm hours of min(A t, W)`, `A` in flight in the mean, `t` the hour's load, `W` instances.
#[derive(Debug, Clone, PartialEq)]
pub struct Warm {
    day: [f64; 24],
    kept: f64,
    warm_hours: f64,
    in_flight: f64,
    finds_none: bool,
}

impl Warm {
    /// `in_flight` is `A` per unit of volume; `kept` instances stand for `warm_hours` a day. Without in flight, nothing
    /// finds one.
    pub fn new(day: &Day, in_flight: f64, kept: f64, warm_hours: f64) -> Self {
        Self { day: *day.hours(), kept, warm_hours, in_flight, finds_none: false }
    }

    /// Those that find none.
    pub fn rest(self) -> Self {
        Self { finds_none: true, ..self }
    }

    fn of_hour(&self, hour: usize) -> f64 {
        (self.warm_hours - hour as f64).clamp(0.0, 1.0)
    }

    fn on_warm(&self, volume: f64) -> f64 {
        if self.in_flight <= 0.0 {
            return 0.0;
        }
        let at_once = volume * self.in_flight;
        let held = |(hour, times): (usize, &f64)| self.of_hour(hour) * (at_once * times).min(self.kept);
        self.day.iter().enumerate().map(held).sum::<f64>() / (24.0 * self.in_flight)
    }

    /// How many at a volume.
    pub fn at(&self, volume: f64) -> f64 {
        let on_warm = self.on_warm(volume);
        if self.finds_none { volume - on_warm } else { on_warm }
    }

    /// What one more adds once all instances are taken.
    pub fn slope(&self) -> f64 {
        if self.finds_none { 1.0 } else { 0.0 }
    }

    /// The piece that begins at a volume: straight until the instances of another hour are all taken.
    pub fn piece(&self, volume: f64) -> Piece {
        let (mut slope, mut reach) = (0.0, f64::INFINITY);
        for (hour, times) in self.day.iter().enumerate() {
            let full = self.kept / (times * self.in_flight);
            if volume * (1.0 + GAP) < full {
                slope += self.of_hour(hour) * times / 24.0;
                reach = reach.min(full);
            }
        }
        if self.in_flight <= 0.0 {
            (slope, reach) = (0.0, f64::INFINITY);
        }
        let slope = if self.finds_none { 1.0 - slope } else { slope };
        Piece { from: volume, value: self.at(volume), slope, reach, bends: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_flat_day_finds_a_warm_instance() {
        let warm = Warm::new(&Day::flat(), 0.01, 2.0, 12.0);
        assert!((warm.at(100.0) - 50.0).abs() < 1e-9);
        assert!((warm.clone().rest().at(100.0) - 50.0).abs() < 1e-9);
        // 200 a month are two in flight: from there on the two instances are taken.
        assert_eq!(warm.piece(100.0).reach, 200.0);
        assert!((warm.at(400.0) - 100.0).abs() < 1e-9);
        assert_eq!(warm.piece(400.0).slope, 0.0);
    }
}
