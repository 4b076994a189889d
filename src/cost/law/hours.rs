//! The hours of a mean day as a law sees them, and instances that follow them.

use super::{GAP, Piece, Rise};

/// Hours of a day.
pub const DAY: usize = 24;

/// The distinct hours of a mean day, busiest first: how many times the mean load each has, and how many hours are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hours {
    times: [f64; DAY],
    count: [f64; DAY],
    len: usize,
}

impl Hours {
    /// From 24 hours, busiest first, of which the first is the peak.
    pub fn of(day: &[f64; DAY]) -> Self {
        let mut hours = Self { times: [0.0; DAY], count: [0.0; DAY], len: 0 };
        for &times in day {
            if hours.len > 0 && hours.times[hours.len - 1] == times {
                hours.count[hours.len - 1] += 1.0;
            } else {
                hours.times[hours.len] = times;
                hours.count[hours.len] = 1.0;
                hours.len += 1;
            }
        }
        hours
    }

    /// Each distinct hour: its load and how many of it there are.
    pub fn iter(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.times.iter().copied().zip(self.count.iter().copied()).take(self.len)
    }
}

/// Instances whose number follows the load of each hour, in the mean of the day.
#[derive(Debug, Clone, PartialEq)]
pub struct Instances {
    /// The day.
    pub hours: Hours,
    /// How many at a load.
    pub rise: Rise,
}

impl Instances {
    /// In the mean of the day.
    pub fn at(&self, volume: f64) -> f64 {
        self.hours.iter().map(|(times, count)| count * self.rise.at(times * volume)).sum::<f64>() / DAY as f64
    }

    /// The piece that begins at a volume.
    pub fn piece(&self, volume: f64) -> Piece {
        let just_above = volume * (1.0 + GAP);
        let (mut sum, mut slope, mut reach) = (0.0, 0.0, f64::INFINITY);
        for (times, count) in self.hours.iter() {
            let here = self.rise.at(times * just_above);
            sum += count * here;
            let is_floor = here <= self.rise.floor * self.rise.unit;
            if !self.rise.whole && !is_floor {
                slope += count * times * self.rise.rate * self.rise.unit;
            } else if times > 0.0 {
                reach = reach.min(self.rise.last_within(here) / times);
            }
        }
        let day = DAY as f64;
        Piece { from: volume, value: sum / day, slope: slope / day, reach: reach.max(just_above), bends: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_hours_are_one() {
        let mut day = [0.5; DAY];
        day[0] = 4.0;
        let hours: Vec<_> = Hours::of(&day).iter().collect();
        assert_eq!(hours, [(4.0, 1.0), (0.5, 23.0)]);
    }

    #[test]
    fn instances_step_where_an_hour_needs_one_more() {
        let mut day = [0.5; DAY];
        day[0] = 4.0;
        let instances =
            Instances { hours: Hours::of(&day), rise: Rise { rate: 0.1, whole: true, floor: 1.0, unit: 1.0 } };
        // 0.1 × 4 × 5 = 2 at the peak, one in the other hours.
        assert_eq!(instances.at(5.0), 25.0 / 24.0);
        let piece = instances.piece(5.0);
        assert!((piece.value - 26.0 / 24.0).abs() < 1e-12 && (piece.reach - 7.5).abs() < 1e-7, "{piece:?}");
        // The others take their second at 0.1 × 0.5 × 20, the peak its ninth.
        assert!((instances.piece(20.0).value - (9.0 + 46.0) / 24.0).abs() < 1e-12);
    }
}
