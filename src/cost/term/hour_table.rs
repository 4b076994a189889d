//! What machines must hold in each hour of the mean day.

use super::capacity::Capacity;
use crate::cost::day_profile::HOURS_PER_DAY;

/// What machines must hold in some hours of the day that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourRequirement {
    /// The load of the workload as a multiple of its mean.
    pub load_ratio: f64,
    /// How many hours of a day are alike.
    pub hour_count: f64,
    /// The workload runs in this hour, that is, it has not been stopped by schedule.
    pub is_on: bool,
    /// Needed for everything else on the machines.
    pub others: Capacity,
    pub min_machines: f64,
}

/// The hours of a day, busiest first.
///
/// Each figure is a plain array of numbers because a curve evaluates thousands of pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct HourTable {
    pub distinct: usize,
    pub load_ratio: [f64; HOURS_PER_DAY],
    /// The volume per unit of load; infinite where the load never rises.
    pub volume_per_load: [f64; HOURS_PER_DAY],
    pub hour_count: [f64; HOURS_PER_DAY],
    pub others: [Capacity; HOURS_PER_DAY],
    pub min_machines: [f64; HOURS_PER_DAY],
    pub is_on: [bool; HOURS_PER_DAY],
    /// How many hours have this load or less.
    pub remaining_hours: [f64; HOURS_PER_DAY],
    /// Hours differ in their load alone, so that none needs more than a busier one.
    pub is_descending: bool,
}

impl HourTable {
    /// From hours in order, busiest first.
    pub fn from_hours(hours: &[HourRequirement]) -> Self {
        let mut table = Self {
            distinct: hours.len().min(HOURS_PER_DAY),
            load_ratio: [0.0; HOURS_PER_DAY],
            volume_per_load: [f64::INFINITY; HOURS_PER_DAY],
            hour_count: [0.0; HOURS_PER_DAY],
            others: [Capacity::NONE; HOURS_PER_DAY],
            min_machines: [0.0; HOURS_PER_DAY],
            is_on: [false; HOURS_PER_DAY],
            remaining_hours: [0.0; HOURS_PER_DAY],
            is_descending: hours.windows(2).all(|pair| {
                let (one, next) = (pair[0], pair[1]);
                next.load_ratio <= one.load_ratio
                    && HourRequirement { load_ratio: next.load_ratio, hour_count: next.hour_count, ..one } == next
            }),
        };
        let mut remaining = 0.0;
        for (at, hour) in hours.iter().take(HOURS_PER_DAY).enumerate().rev() {
            remaining += hour.hour_count;
            table.remaining_hours[at] = remaining;
            table.load_ratio[at] = hour.load_ratio;
            if hour.is_on && hour.load_ratio > 0.0 {
                table.volume_per_load[at] = 1.0 / hour.load_ratio;
            }
            table.hour_count[at] = hour.hour_count;
            table.others[at] = hour.others;
            table.min_machines[at] = hour.min_machines;
            table.is_on[at] = hour.is_on;
        }
        table
    }
}

/// Machines of one size in each hour. Where all later hours are quieter, it ends with the first hour that needs only the
/// minimum.
pub struct HourlyCounts {
    pub counts: [f64; HOURS_PER_DAY],
    pub len: usize,
}

impl HourlyCounts {
    pub fn empty() -> Self {
        Self { counts: [0.0; HOURS_PER_DAY], len: 0 }
    }

    /// Hours of the day that an entry represents.
    #[inline]
    pub fn hour_weight(&self, hour: usize, table: &HourTable) -> f64 {
        if hour + 1 == self.len { table.remaining_hours[hour] } else { table.hour_count[hour] }
    }
}
