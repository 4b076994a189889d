//! The hours of a mean day as a law sees them, and instances that follow them.

use super::{CurvePiece, MIN_STEP_GAP, ScalingRule, Trend, add_tolerance, ceil};

/// Hours of a day.
pub const HOURS_PER_DAY: usize = 24;

/// Instances whose number follows the load of each hour, in the mean of the day: `Σ max(floor, ceil(rate × times × N)) / 24`.
///
/// Hours are kept as plain rows of numbers: a curve asks for thousands of pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct HourlyInstances {
    /// Instances per unit of volume, rounding aside, in each distinct hour.
    per_volume: [f64; HOURS_PER_DAY],
    /// The volume of one instance in each of them.
    volume_per_instance: [f64; HOURS_PER_DAY],
    /// How many hours of the day are like it.
    hour_count: [f64; HOURS_PER_DAY],
    /// How many are like it or quieter.
    remaining_hours: [f64; HOURS_PER_DAY],
    distinct: usize,
    min_instances: f64,
}

impl HourlyInstances {
    /// From 24 hours, busiest first, each so many times the mean load, and how many there are at a load: whole ones. In an
    /// hour that `is_off` none runs.
    pub fn new(day: &[f64; HOURS_PER_DAY], rise: ScalingRule, is_off: impl Fn(usize) -> bool) -> Self {
        let mut instances = Self {
            per_volume: [0.0; HOURS_PER_DAY],
            volume_per_instance: [f64::INFINITY; HOURS_PER_DAY],
            hour_count: [0.0; HOURS_PER_DAY],
            remaining_hours: [0.0; HOURS_PER_DAY],
            distinct: 0,
            min_instances: rise.min_count,
        };
        for (_, times) in day.iter().enumerate().filter(|(hour, _)| !is_off(*hour)) {
            let per_volume = rise.rate * times;
            let last = instances.distinct.checked_sub(1).filter(|last| instances.per_volume[*last] == per_volume);
            let at = last.unwrap_or(instances.distinct);
            instances.per_volume[at] = per_volume;
            instances.volume_per_instance[at] = if per_volume > 0.0 { 1.0 / per_volume } else { f64::INFINITY };
            instances.hour_count[at] += 1.0;
            instances.distinct = at + 1;
        }
        let mut rest = 0.0;
        for hour in (0..instances.distinct).rev() {
            rest += instances.hour_count[hour];
            instances.remaining_hours[hour] = rest;
        }
        instances
    }

    /// In the mean of the day.
    pub fn at(&self, volume: f64) -> f64 {
        let mut sum = 0.0;
        for hour in 0..self.distinct {
            sum += self.hour_count[hour] * ceil(self.per_volume[hour] * volume).max(self.min_instances);
        }
        sum / HOURS_PER_DAY as f64
    }

    /// What one more request or job adds, rounding aside.
    pub fn slope(&self) -> f64 {
        let hours = self.per_volume.iter().zip(&self.hour_count);
        hours.map(|(per_volume, count)| per_volume * count).sum::<f64>() / HOURS_PER_DAY as f64
    }

    /// The piece that begins at a volume.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        let (mut sum, mut reach, mut rate) = (0.0, f64::INFINITY, 0.0);
        for hour in 0..self.distinct {
            let here = ceil(self.per_volume[hour] * just_above);
            if here <= self.min_instances {
                // Quieter hours have no more, and are the last to have more.
                sum += self.remaining_hours[hour] * self.min_instances;
                reach = reach.min(add_tolerance(self.min_instances) * self.volume_per_instance[hour]);
                break;
            }
            sum += self.hour_count[hour] * here;
            reach = reach.min(add_tolerance(here) * self.volume_per_instance[hour]);
            // Hours that still have the least grow later; none has more than one too many.
            rate += self.hour_count[hour] * self.per_volume[hour];
        }
        let trend = Trend { rate: rate / HOURS_PER_DAY as f64, ripple: 1.0, machine_size: 0 };
        CurvePiece {
            from: volume,
            value: sum / HOURS_PER_DAY as f64,
            slope: 0.0,
            until: reach.max(just_above),
            is_curved: false,
            trend,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instances_step_where_an_hour_needs_one_more() {
        let mut day = [0.5; HOURS_PER_DAY];
        day[0] = 4.0;
        let instances = HourlyInstances::new(
            &day,
            ScalingRule { rate: 0.1, is_whole: true, min_count: 1.0, unit_size: 1.0 },
            |_| false,
        );
        assert_eq!(instances.distinct, 2, "like hours are one");
        // 0.1 × 4 × 5 = 2 at the peak, one in the other hours.
        assert_eq!(instances.at(5.0), 25.0 / 24.0);
        let piece = instances.piece(5.0);
        assert!((piece.value - 26.0 / 24.0).abs() < 1e-12 && (piece.until - 7.5).abs() < 1e-7, "{piece:?}");
        // The others take their second at 0.1 × 0.5 × 20, the peak its ninth.
        assert!((instances.piece(20.0).value - (9.0 + 46.0) / 24.0).abs() < 1e-12);
    }
}
