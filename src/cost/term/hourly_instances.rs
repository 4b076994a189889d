//! Instances whose number follows the load of each hour.

use super::piece::{CurvePiece, MIN_STEP_GAP};
use super::scaling::{ScalingRule, add_tolerance, ceil};
use super::trend::Trend;
use crate::cost::day_profile::HOURS_PER_DAY;

/// Mean instances over the day: `Σ max(floor, ceil(rate × load ratio × N)) / 24`.
///
/// The hours are plain arrays of numbers because a curve evaluates thousands of pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct HourlyInstances {
    /// Instances per unit of volume before rounding, in each distinct hour.
    per_volume: [f64; HOURS_PER_DAY],
    /// Its inverse.
    volume_per_instance: [f64; HOURS_PER_DAY],
    /// How many hours of the day have this load.
    hour_count: [f64; HOURS_PER_DAY],
    /// How many have this load or less.
    remaining_hours: [f64; HOURS_PER_DAY],
    distinct: usize,
    min_instances: f64,
}

impl HourlyInstances {
    /// `day` holds the load of each hour as a multiple of the mean, busiest first. No instance runs in an hour for which
    /// `is_off` is true.
    pub fn new(day: &[f64; HOURS_PER_DAY], scaling: ScalingRule, is_off: impl Fn(usize) -> bool) -> Self {
        let mut instances = Self {
            per_volume: [0.0; HOURS_PER_DAY],
            volume_per_instance: [f64::INFINITY; HOURS_PER_DAY],
            hour_count: [0.0; HOURS_PER_DAY],
            remaining_hours: [0.0; HOURS_PER_DAY],
            distinct: 0,
            min_instances: scaling.min_count,
        };
        for (_, load_ratio) in day.iter().enumerate().filter(|(hour, _)| !is_off(*hour)) {
            let per_volume = scaling.rate * load_ratio;
            let last = instances.distinct.checked_sub(1).filter(|last| instances.per_volume[*last] == per_volume);
            let at = last.unwrap_or(instances.distinct);
            instances.per_volume[at] = per_volume;
            instances.volume_per_instance[at] = if per_volume > 0.0 { 1.0 / per_volume } else { f64::INFINITY };
            instances.hour_count[at] += 1.0;
            instances.distinct = at + 1;
        }
        let mut remaining = 0.0;
        for hour in (0..instances.distinct).rev() {
            remaining += instances.hour_count[hour];
            instances.remaining_hours[hour] = remaining;
        }
        instances
    }

    /// Mean instances at a volume.
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
        let (mut sum, mut until) = (0.0, f64::INFINITY);
        for hour in 0..self.distinct {
            let count = ceil(self.per_volume[hour] * just_above);
            if count <= self.min_instances {
                // Quieter hours need the minimum too, and leave it later than this one.
                sum += self.remaining_hours[hour] * self.min_instances;
                until = until.min(add_tolerance(self.min_instances) * self.volume_per_instance[hour]);
                break;
            }
            sum += self.hour_count[hour] * count;
            until = until.min(add_tolerance(count) * self.volume_per_instance[hour]);
        }
        let piece = CurvePiece::constant(volume, sum / HOURS_PER_DAY as f64);
        CurvePiece { until: until.max(just_above), ..piece }
    }

    /// Hours at the minimum grow later; no other has more than one instance too many.
    pub fn trend(&self, volume: f64) -> Trend {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        let mut rate = 0.0;
        for hour in 0..self.distinct {
            if ceil(self.per_volume[hour] * just_above) <= self.min_instances {
                break;
            }
            rate += self.hour_count[hour] * self.per_volume[hour];
        }
        Trend { rate: rate / HOURS_PER_DAY as f64, ripple: 1.0, machine_size: 0 }
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
