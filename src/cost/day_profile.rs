//! How the load of a mean day is spread over its hours.

/// Hours of a day.
pub const HOURS_PER_DAY: usize = 24;

/// The load of each hour of a mean day, busiest first, as a multiple of the mean hour of the month. They sum to 24.
///
/// The busiest hour has the peak ratio `ρ`; the others follow the load-duration curve `(1 − x)^(ρ h / 24)` over the `h`
/// active hours, so that `ρ = 24 / h` is a flat block and `ρ = 1` a flat day. Where `h` is no whole number, the last hour with a
/// load has it for part of its time only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayProfile {
    hours: [f64; HOURS_PER_DAY],
    active_hours: f64,
}

/// The shortest active time, so that a load always has some time: a minute a day.
const MIN_ACTIVE_HOURS: f64 = 1.0 / 60.0;

impl DayProfile {
    /// A day with this ratio of peak to mean and this many active hours. A peak below `24 / h` is raised to `24 / h`, which the
    /// active hours alone demand; one above 24 is rarer than daily and counts as 24.
    pub fn new(peak_to_average: f64, active_hours: f64) -> Self {
        let active_hours = active_hours.clamp(MIN_ACTIVE_HOURS, 24.0);
        let peak = peak_to_average.clamp((24.0 / active_hours).min(24.0), 24.0);
        let shape = peak * active_hours / 24.0;
        let rest = active_hours - 1.0;
        let mut hours = [0.0; HOURS_PER_DAY];
        hours[0] = peak;
        let above = |passed: f64| if rest > 0.0 { (1.0 - passed / rest).max(0.0).powf(shape) } else { 0.0 };
        for (at, hour) in hours.iter_mut().enumerate().skip(1) {
            let from = (at - 1) as f64;
            if from < rest {
                *hour = (24.0 - peak) * (above(from) - above(from + 1.0));
            }
        }
        Self { hours, active_hours }
    }

    /// The same load in every hour.
    pub fn flat() -> Self {
        Self { hours: [1.0; HOURS_PER_DAY], active_hours: 24.0 }
    }

    /// Busiest first.
    pub fn hours(&self) -> &[f64; HOURS_PER_DAY] {
        &self.hours
    }

    /// Hours with a load.
    pub fn active_hours(&self) -> f64 {
        self.active_hours
    }

    /// How much of an hour has a load, 0 to 1; hour 0 is the busiest.
    pub fn active_share(&self, hour: usize) -> f64 {
        (self.active_hours - hour as f64).clamp(0.0, 1.0)
    }

    pub fn peak_ratio(&self) -> f64 {
        self.hours[0]
    }

    /// The share of the day's load in its busiest `hours`.
    pub fn share_within(&self, hours: f64) -> f64 {
        let parts = self.hours.iter().enumerate().map(|(at, load)| load * (hours - at as f64).clamp(0.0, 1.0));
        parts.sum::<f64>() / 24.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_sums_to_24_and_falls() {
        for peak in [1.0, 1.5, 3.0, 10.0, 24.0, 60.0] {
            for active in [0.5, 1.0, 2.0, 8.0, 23.5, 24.0] {
                let day = DayProfile::new(peak, active);
                let sum: f64 = day.hours().iter().sum();
                assert!((sum - 24.0).abs() < 1e-9, "{peak} {active}: {sum}");
                assert!(day.hours().windows(2).all(|pair| pair[0] >= pair[1] - 1e-12), "{peak} {active}: {day:?}");
            }
        }
    }

    #[test]
    fn a_flat_day_and_a_flat_block() {
        assert!(DayProfile::new(1.0, 24.0).hours().iter().all(|hour| (hour - 1.0).abs() < 1e-9));
        let block = DayProfile::new(1.0, 8.0);
        assert!((block.peak_ratio() - 3.0).abs() < 1e-12);
        assert!((block.hours()[7] - 3.0).abs() < 1e-9 && block.hours()[8] == 0.0);
        assert!((block.share_within(4.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn part_of_the_last_hour_has_a_load() {
        // 24 / 2.5 in each of two hours, half of it in the third.
        let block = DayProfile::new(1.0, 2.5);
        let near = |actual: f64, expected: f64| assert!((actual - expected).abs() < 1e-9, "{block:?}");
        [9.6, 9.6, 4.8, 0.0].into_iter().zip(block.hours()).for_each(|(expected, load)| near(*load, expected));
        [1.0, 1.0, 0.5, 0.0].into_iter().enumerate().for_each(|(hour, share)| near(block.active_share(hour), share));
        assert_eq!(DayProfile::new(1.0, 0.25).active_share(0), 0.25);
    }

    #[test]
    fn the_busiest_hour_is_the_peak() {
        assert_eq!(DayProfile::new(10.0, 24.0).peak_ratio(), 10.0);
    }
}
