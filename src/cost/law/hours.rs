//! The hours of a mean day as a law sees them, and instances that follow them.

use super::{GAP, Piece, Rise, Trend, ceil, forgiven};

/// Hours of a day.
pub const DAY: usize = 24;

/// Instances whose number follows the load of each hour, in the mean of the day: `Σ max(floor, ceil(rate × times × N)) / 24`.
///
/// Hours are kept as plain rows of numbers: a curve asks for thousands of pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct Instances {
    /// Instances per unit of volume, rounding aside, in each distinct hour.
    per_volume: [f64; DAY],
    /// The volume of one instance in each of them.
    volume_of_one: [f64; DAY],
    /// How many hours of the day are like it.
    count: [f64; DAY],
    /// How many are like it or quieter.
    rest: [f64; DAY],
    distinct: usize,
    floor: f64,
}

impl Instances {
    /// From 24 hours, busiest first, each so many times the mean load, and how many there are at a load: whole ones. In an
    /// hour that `is_off` none runs.
    pub fn new(day: &[f64; DAY], rise: Rise, is_off: impl Fn(usize) -> bool) -> Self {
        let mut instances = Self {
            per_volume: [0.0; DAY],
            volume_of_one: [f64::INFINITY; DAY],
            count: [0.0; DAY],
            rest: [0.0; DAY],
            distinct: 0,
            floor: rise.floor,
        };
        for (_, times) in day.iter().enumerate().filter(|(hour, _)| !is_off(*hour)) {
            let per_volume = rise.rate * times;
            let last = instances.distinct.checked_sub(1).filter(|last| instances.per_volume[*last] == per_volume);
            let at = last.unwrap_or(instances.distinct);
            instances.per_volume[at] = per_volume;
            instances.volume_of_one[at] = if per_volume > 0.0 { 1.0 / per_volume } else { f64::INFINITY };
            instances.count[at] += 1.0;
            instances.distinct = at + 1;
        }
        let mut rest = 0.0;
        for hour in (0..instances.distinct).rev() {
            rest += instances.count[hour];
            instances.rest[hour] = rest;
        }
        instances
    }

    /// In the mean of the day.
    pub fn at(&self, volume: f64) -> f64 {
        let mut sum = 0.0;
        for hour in 0..self.distinct {
            sum += self.count[hour] * ceil(self.per_volume[hour] * volume).max(self.floor);
        }
        sum / DAY as f64
    }

    /// What one more request or job adds, rounding aside.
    pub fn slope(&self) -> f64 {
        let hours = self.per_volume.iter().zip(&self.count);
        hours.map(|(per_volume, count)| per_volume * count).sum::<f64>() / DAY as f64
    }

    /// The piece that begins at a volume.
    pub fn piece(&self, volume: f64) -> Piece {
        let just_above = volume * (1.0 + GAP);
        let (mut sum, mut reach, mut rate) = (0.0, f64::INFINITY, 0.0);
        for hour in 0..self.distinct {
            let here = ceil(self.per_volume[hour] * just_above);
            if here <= self.floor {
                // Quieter hours have no more, and are the last to have more.
                sum += self.rest[hour] * self.floor;
                reach = reach.min(forgiven(self.floor) * self.volume_of_one[hour]);
                break;
            }
            sum += self.count[hour] * here;
            reach = reach.min(forgiven(here) * self.volume_of_one[hour]);
            // Hours that still have the least grow later; none has more than one too many.
            rate += self.count[hour] * self.per_volume[hour];
        }
        let trend = Trend { rate: rate / DAY as f64, ripple: 1.0, regime: 0 };
        Piece { from: volume, value: sum / DAY as f64, slope: 0.0, reach: reach.max(just_above), bends: false, trend }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instances_step_where_an_hour_needs_one_more() {
        let mut day = [0.5; DAY];
        day[0] = 4.0;
        let instances = Instances::new(&day, Rise { rate: 0.1, whole: true, floor: 1.0, unit: 1.0 }, |_| false);
        assert_eq!(instances.distinct, 2, "like hours are one");
        // 0.1 × 4 × 5 = 2 at the peak, one in the other hours.
        assert_eq!(instances.at(5.0), 25.0 / 24.0);
        let piece = instances.piece(5.0);
        assert!((piece.value - 26.0 / 24.0).abs() < 1e-12 && (piece.reach - 7.5).abs() < 1e-7, "{piece:?}");
        // The others take their second at 0.1 × 0.5 × 20, the peak its ninth.
        assert!((instances.piece(20.0).value - (9.0 + 46.0) / 24.0).abs() < 1e-12);
    }
}
