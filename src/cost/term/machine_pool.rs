//! Machines whose number, and perhaps size, follows the load hour by hour.

use super::hourly_instances::HOURS_PER_DAY;
use super::{CurvePiece, MIN_STEP_GAP, ScalingRule, Trend, add_tolerance, ceil};

/// A machine that a pool may be made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachineOffer {
    /// Processors of one that can be filled.
    pub vcpus: f64,
    /// Memory of one that can be filled, in GiB.
    pub gib: f64,
    /// USD per hour as it is used.
    pub hourly_price: f64,
    /// USD per hour when paid for in advance.
    pub committed_price: Option<f64>,
    /// What else one costs, in USD a month: its disk, its address.
    pub monthly_extra: f64,
    /// What one of the base costs more than that by the hour, in USD.
    pub base_surcharge: f64,
}

/// How the size is chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SizeChoice {
    /// The cheapest for the day; of equally cheap ones the later, which is fewer to run.
    Cheapest,
    /// The first of which the busiest hour needs no more than so many, else the last.
    FirstWithin(f64),
}

/// What machines must hold in one of the hours, and how many of these hours a day has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourRequirement {
    /// How many times the mean load.
    pub load_ratio: f64,
    /// Hours of a day that are alike.
    pub hour_count: f64,
    /// Whether the workload runs in it at all, or has been stopped by schedule.
    pub is_on: bool,
    /// Processors for everything else.
    pub vcpus: f64,
    /// Memory for everything else, in GiB.
    pub gib: f64,
    /// Machines that stand in it at least.
    pub min_machines: f64,
}

/// `n(h) = max(least, ceil(cpu(h) / V), ceil(memory(h) / G)) + spare` in every hour of the mean day.
///
/// Hours are kept as plain rows of numbers: a curve asks for thousands of pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct MachinePool {
    hours: HourTable,
    vcpus: ScalingRule,
    gib: ScalingRule,
    spare_machines: f64,
    sizes: Vec<MachineOffer>,
    choice: SizeChoice,
    month_hours: f64,
    shared_fee: Option<(f64, f64)>,
    base_machines: f64,
}

/// What a pool is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct PoolSpec {
    /// The hours, busiest first.
    pub hours: Vec<HourRequirement>,
    /// Processors that the workload asks for at a load.
    pub vcpus: ScalingRule,
    /// Memory that it asks for at a load, in GiB.
    pub gib: ScalingRule,
    /// Machines beyond what is asked for.
    pub spare_machines: f64,
    /// What can be bought, fewer processors first.
    pub sizes: Vec<MachineOffer>,
    /// Which of them is.
    pub choice: SizeChoice,
    /// Hours of the month.
    pub month_hours: f64,
    /// What each machine pays for something that they share, in USD a month, and how many of them pay at most.
    pub shared_fee: Option<(f64, f64)>,
    /// Machines of the base, which are bought on other terms than those beyond it; 0 where all are bought alike.
    pub base_machines: f64,
}

/// [`Asked`], hour by hour, a row for each of its figures.
#[derive(Debug, Clone, PartialEq)]
struct HourTable {
    distinct: usize,
    load_ratio: [f64; HOURS_PER_DAY],
    /// The volume per unit of load; infinite where the load never rises.
    volume_per_load: [f64; HOURS_PER_DAY],
    hour_count: [f64; HOURS_PER_DAY],
    vcpus: [f64; HOURS_PER_DAY],
    gib: [f64; HOURS_PER_DAY],
    min_machines: [f64; HOURS_PER_DAY],
    is_on: [bool; HOURS_PER_DAY],
    /// How many hours are like it or quieter.
    remaining_hours: [f64; HOURS_PER_DAY],
    /// Hours differ in their load alone, so that none needs more than a busier one.
    is_descending: bool,
}

impl HourTable {
    fn from_hours(asked: &[HourRequirement]) -> Self {
        let mut rows = Self {
            distinct: asked.len().min(HOURS_PER_DAY),
            load_ratio: [0.0; HOURS_PER_DAY],
            volume_per_load: [f64::INFINITY; HOURS_PER_DAY],
            hour_count: [0.0; HOURS_PER_DAY],
            vcpus: [0.0; HOURS_PER_DAY],
            gib: [0.0; HOURS_PER_DAY],
            min_machines: [0.0; HOURS_PER_DAY],
            is_on: [false; HOURS_PER_DAY],
            remaining_hours: [0.0; HOURS_PER_DAY],
            is_descending: asked.windows(2).all(|pair| {
                let (one, next) = (pair[0], pair[1]);
                next.load_ratio <= one.load_ratio
                    && HourRequirement { load_ratio: next.load_ratio, hour_count: next.hour_count, ..one } == next
            }),
        };
        let mut rest = 0.0;
        for (at, hour) in asked.iter().take(HOURS_PER_DAY).enumerate().rev() {
            rest += hour.hour_count;
            rows.remaining_hours[at] = rest;
        }
        for (at, hour) in asked.iter().take(HOURS_PER_DAY).enumerate() {
            rows.load_ratio[at] = hour.load_ratio;
            if hour.is_on && hour.load_ratio > 0.0 {
                rows.volume_per_load[at] = 1.0 / hour.load_ratio;
            }
            rows.hour_count[at] = hour.hour_count;
            rows.vcpus[at] = hour.vcpus;
            rows.gib[at] = hour.gib;
            rows.min_machines[at] = hour.min_machines;
            rows.is_on[at] = hour.is_on;
        }
        rows
    }
}

/// Processors and GiB that the machines must have in each hour.
struct HourlyCapacity {
    vcpus: [f64; HOURS_PER_DAY],
    gib: [f64; HOURS_PER_DAY],
}

/// Machines of one size in each hour, up to the first with the least of them where all later ones are quieter.
struct HourlyCounts {
    counts: [f64; HOURS_PER_DAY],
    len: usize,
}

impl HourlyCounts {
    fn empty() -> Self {
        Self { counts: [0.0; HOURS_PER_DAY], len: 0 }
    }
}

/// Machines in the hours of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachineCounts {
    /// Which size.
    pub size: usize,
    /// USD a month.
    pub monthly: f64,
    /// In the busiest hour.
    pub most: f64,
    /// In the quietest hour.
    pub least: f64,
    /// In the mean of the day.
    pub mean: f64,
    /// Of them paid for in advance, around the clock.
    pub committed: f64,
    /// The others, in the mean of the day.
    pub uncommitted: f64,
    /// Those that pay for what they share, in the mean of the day.
    pub fee_paying: f64,
    /// Those of the base, in the mean of the day.
    pub base_machines: f64,
}

impl MachinePool {
    /// A pool of machines.
    pub fn new(parts: PoolSpec) -> Self {
        let PoolSpec {
            hours: asked,
            vcpus,
            gib,
            spare_machines: spare,
            sizes,
            choice,
            month_hours: month,
            shared_fee: metered,
            base_machines: base,
        } = parts;
        Self {
            hours: HourTable::from_hours(&asked),
            vcpus,
            gib,
            spare_machines: spare,
            sizes,
            choice,
            month_hours: month,
            shared_fee: metered,
            base_machines: base,
        }
    }

    #[inline]
    fn required_capacity(&self, hour: usize, volume: f64) -> (f64, f64) {
        let (vcpus, gib) = (self.hours.vcpus[hour], self.hours.gib[hour]);
        if self.hours.is_on[hour] {
            let load = self.hours.load_ratio[hour] * volume;
            (vcpus + self.vcpus.at(load), gib + self.gib.at(load))
        } else {
            (vcpus, gib)
        }
    }

    /// Hours of the day that a row of [`Filled`] stands for.
    #[inline]
    fn hour_weight(&self, hour: usize, filled: &HourlyCounts) -> f64 {
        if hour + 1 == filled.len { self.hours.remaining_hours[hour] } else { self.hours.hour_count[hour] }
    }

    /// Machines of one size in each hour, by what is asked for in it.
    #[inline]
    fn count_machines(&self, filled: &mut HourlyCounts, size: &MachineOffer, asked: impl Fn(usize) -> (f64, f64)) {
        let (each_vcpu, each_gib) = (1.0 / size.vcpus, 1.0 / size.gib);
        filled.len = self.hours.distinct;
        for hour in 0..self.hours.distinct {
            let (vcpus, gib) = asked(hour);
            let count = ceil((vcpus * each_vcpu).max(gib * each_gib));
            let least = self.hours.min_machines[hour];
            filled.counts[hour] = count.max(least);
            if count <= least && self.hours.is_descending {
                filled.len = hour + 1;
                break;
            }
        }
    }

    /// What machines of one size cost.
    fn price_machines(&self, at: usize, size: &MachineOffer, filled: &HourlyCounts) -> MachineCounts {
        let spare = self.spare_machines;
        let ahead =
            size.committed_price.map_or(0.0, |price| self.committed_machines(filled, price / size.hourly_price));
        let (each, most) = self.shared_fee.unwrap_or((0.0, 0.0));
        let (mut mean, mut rest, mut metered, mut based) = (0.0, 0.0, 0.0, 0.0);
        for hour in 0..filled.len {
            let machines = filled.counts[hour] + spare;
            let weight = self.hour_weight(hour, filled);
            mean += weight * machines;
            rest += weight * (machines - ahead).max(0.0);
            metered += weight * machines.min(most);
            based += weight * machines.min(self.base_machines);
        }
        let (mean, rest, metered) =
            (mean / HOURS_PER_DAY as f64, rest / HOURS_PER_DAY as f64, metered / HOURS_PER_DAY as f64);
        let based = based / HOURS_PER_DAY as f64;
        let hourly =
            ahead * size.committed_price.unwrap_or(0.0) + rest * size.hourly_price + based * size.base_surcharge;
        MachineCounts {
            size: at,
            monthly: hourly * self.month_hours + mean * size.monthly_extra + metered * each,
            most: filled.counts[0] + spare,
            least: filled.counts[filled.len.saturating_sub(1)] + spare,
            mean,
            committed: ahead,
            uncommitted: rest,
            fee_paying: metered,
            base_machines: based,
        }
    }

    /// The j-th machine is paid for in advance if it is needed in a larger share of the hours than the price in advance is
    /// of the price as used. Hours are in order, so that is as many as stand in the hour at which that share of the day ends.
    fn committed_machines(&self, filled: &HourlyCounts, break_even: f64) -> f64 {
        let mut passed = 0.0;
        for hour in 0..filled.len {
            passed += self.hour_weight(hour, filled) / HOURS_PER_DAY as f64;
            if passed > break_even {
                return filled.counts[hour] + self.spare_machines;
            }
        }
        0.0
    }

    /// The size that is taken, and its machines in each hour into `filled`.
    fn choose_size(&self, volume: f64, filled: &mut HourlyCounts) -> Option<MachineCounts> {
        match self.choice {
            SizeChoice::FirstWithin(many) => self.choose_first_within(volume, many, filled),
            SizeChoice::Cheapest => self.choose_cheapest(volume, filled),
        }
    }

    fn choose_first_within(&self, volume: f64, many: f64, filled: &mut HourlyCounts) -> Option<MachineCounts> {
        let (vcpus, gib) = self.required_capacity(0, volume);
        let peak = |size: &MachineOffer| ceil((vcpus / size.vcpus).max(gib / size.gib)).max(self.hours.min_machines[0]);
        let found = self.sizes.iter().position(|size| peak(size) <= many);
        let at = found.or(self.sizes.len().checked_sub(1))?;
        Some(self.counts_for_size(at, volume, filled))
    }

    fn counts_for_size(&self, at: usize, volume: f64, filled: &mut HourlyCounts) -> MachineCounts {
        let size = &self.sizes[at];
        self.count_machines(filled, size, |hour| self.required_capacity(hour, volume));
        self.price_machines(at, size, filled)
    }

    fn choose_cheapest(&self, volume: f64, filled: &mut HourlyCounts) -> Option<MachineCounts> {
        if self.sizes.len() == 1 {
            return Some(self.counts_for_size(0, volume, filled));
        }
        let mut demanded = HourlyCapacity { vcpus: [0.0; HOURS_PER_DAY], gib: [0.0; HOURS_PER_DAY] };
        let (mut vcpus, mut gib, mut least) = (0.0, 0.0, 0.0);
        for hour in 0..self.hours.distinct {
            (demanded.vcpus[hour], demanded.gib[hour]) = self.required_capacity(hour, volume);
            vcpus += self.hours.hour_count[hour] * demanded.vcpus[hour];
            gib += self.hours.hour_count[hour] * demanded.gib[hour];
            least += self.hours.hour_count[hour] * self.hours.min_machines[hour];
        }
        let mut best: Option<MachineCounts> = None;
        let mut last = 0;
        for (at, size) in self.sizes.iter().enumerate() {
            // Were parts of machines sold, it would cost this: no need to look closer at what cannot win.
            let mean = (vcpus / size.vcpus).max(gib / size.gib).max(least) / HOURS_PER_DAY as f64 + self.spare_machines;
            let hourly = size.committed_price.map_or(size.hourly_price, |ahead| ahead.min(size.hourly_price));
            let bound = mean * (hourly * self.month_hours + size.monthly_extra);
            if best.is_some_and(|best| bound > best.monthly * (1.0 + 1e-9)) {
                continue;
            }
            self.count_machines(filled, size, |hour| (demanded.vcpus[hour], demanded.gib[hour]));
            last = at;
            let priced = self.price_machines(at, size, filled);
            if best.is_none_or(|best| priced.monthly <= best.monthly * (1.0 + 1e-12)) {
                best = Some(priced);
            }
        }
        let best = best?;
        if best.size != last {
            self.count_machines(filled, &self.sizes[best.size], |hour| (demanded.vcpus[hour], demanded.gib[hour]));
        }
        Some(best)
    }

    /// By how much the cost falls, all in all, where a larger size takes the place of many small machines.
    pub fn max_dip(&self) -> f64 {
        let SizeChoice::FirstWithin(many) = self.choice else { return 0.0 };
        let monthly = |at: usize, volume: f64| self.counts_for_size(at, volume, &mut HourlyCounts::empty()).monthly;
        let falls = (0..self.sizes.len().saturating_sub(1)).map(|at| {
            let turn = self.max_volume(&self.sizes[at], &HourlyCounts { counts: [many; HOURS_PER_DAY], len: 1 });
            if turn.is_finite() && turn > 0.0 {
                (monthly(at, turn * (1.0 - MIN_STEP_GAP)) - monthly(at + 1, turn * (1.0 + MIN_STEP_GAP))).max(0.0)
            } else {
                0.0
            }
        });
        falls.sum()
    }

    /// The highest volume at which so many machines of a size hold what each hour asks for.
    fn max_volume(&self, size: &MachineOffer, filled: &HourlyCounts) -> f64 {
        let (vcpus, gib) = (self.vcpus.inverse(), self.gib.inverse());
        let mut last = f64::INFINITY;
        for hour in 0..filled.len {
            let most = add_tolerance(filled.counts[hour]);
            let load = vcpus
                .max_load_within(most * size.vcpus - self.hours.vcpus[hour])
                .min(gib.max_load_within(most * size.gib - self.hours.gib[hour]));
            last = last.min(load * self.hours.volume_per_load[hour]);
        }
        last
    }

    /// What one more request or job adds, in USD, were parts of machines sold: of the size with which that is least.
    pub fn slope(&self) -> f64 {
        let rises = |rise: &ScalingRule| rise.rate * rise.unit_size;
        let running = (0..self.hours.distinct).filter(|hour| self.hours.is_on[*hour]);
        let hours = running.map(|hour| self.hours.hour_count[hour] * self.hours.load_ratio[hour]).sum::<f64>()
            / HOURS_PER_DAY as f64;
        let of = |size: &MachineOffer| {
            let machines = (rises(&self.vcpus) / size.vcpus).max(rises(&self.gib) / size.gib);
            machines * hours * (size.hourly_price * self.month_hours + size.monthly_extra)
        };
        match self.choice {
            SizeChoice::Cheapest => self.sizes.iter().map(of).fold(f64::INFINITY, f64::min),
            SizeChoice::FirstWithin(_) => self.sizes.last().map_or(0.0, of),
        }
    }

    /// The machines at a volume; none where nothing can be bought.
    pub fn at(&self, volume: f64) -> Option<MachineCounts> {
        self.choose_size(volume, &mut HourlyCounts::empty())
    }

    /// What they cost just above a volume, and up to where it stays so. As long as no hour needs one more of the size that is
    /// the cheapest, it stays the cheapest: others never become cheaper as the volume grows.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        let mut filled = HourlyCounts::empty();
        let Some(chosen) = self.choose_size(just_above, &mut filled) else { return CurvePiece::constant(volume, 0.0) };
        let reach = self.max_volume(&self.sizes[chosen.size], &filled);
        let trend = self.trend(&chosen, &filled, just_above);
        CurvePiece {
            from: volume,
            value: chosen.monthly,
            slope: 0.0,
            until: reach.max(just_above),
            is_curved: false,
            trend,
        }
    }

    /// How the machines of one size go on: each hour with more than the least grows no less than the slower of what it asks for,
    /// once both grow, and has no more than one machine too many, and what one instance takes of another. Of the cheapest of several sizes nothing is told,
    /// nor of what is paid for ahead.
    fn trend(&self, chosen: &MachineCounts, filled: &HourlyCounts, volume: f64) -> Trend {
        let size = &self.sizes[chosen.size];
        let is_told = size.committed_price.is_none() && (self.sizes.len() == 1 || self.choice != SizeChoice::Cheapest);
        if !is_told {
            return Trend { machine_size: chosen.size, ..Trend::RISING };
        }
        let per_load = |rise: &ScalingRule, each: f64| rise.rate * rise.unit_size / each;
        let machines = per_load(&self.vcpus, size.vcpus).min(per_load(&self.gib, size.gib));
        let mut loads = 0.0;
        for hour in 0..filled.len {
            let load = self.hours.load_ratio[hour] * volume;
            let grows = self.vcpus.exceeds_min_at(load) && self.gib.exceeds_min_at(load);
            if filled.counts[hour] > self.hours.min_machines[hour] && self.hours.is_on[hour] && grows {
                loads += self.hours.hour_count[hour] * self.hours.load_ratio[hour];
            }
        }
        let whole = |rise: &ScalingRule, each: f64| if rise.is_whole { rise.unit_size / each } else { 0.0 };
        let monthly = size.hourly_price * self.month_hours + size.monthly_extra;
        Trend {
            rate: machines * loads / HOURS_PER_DAY as f64 * monthly,
            ripple: (1.0 + whole(&self.vcpus, size.vcpus).max(whole(&self.gib, size.gib))) * monthly,
            machine_size: chosen.size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(times: f64, count: f64) -> HourRequirement {
        HourRequirement { load_ratio: times, hour_count: count, is_on: true, vcpus: 0.0, gib: 0.0, min_machines: 1.0 }
    }

    fn size(vcpus: f64, hourly: f64) -> MachineOffer {
        MachineOffer {
            vcpus,
            gib: 1e9,
            hourly_price: hourly,
            committed_price: None,
            monthly_extra: 0.0,
            base_surcharge: 0.0,
        }
    }

    fn pool(sizes: Vec<MachineOffer>) -> MachinePool {
        MachinePool::new(PoolSpec {
            hours: vec![hour(4.0, 6.0), hour(0.0, 18.0)],
            vcpus: ScalingRule { rate: 0.5, is_whole: false, min_count: 0.0, unit_size: 1.0 },
            gib: ScalingRule::constant(0.0, 1.0),
            spare_machines: 0.0,
            sizes,
            choice: SizeChoice::Cheapest,
            month_hours: 720.0,
            shared_fee: None,
            base_machines: 0.0,
        })
    }

    #[test]
    fn machines_step_where_an_hour_needs_one_more() {
        let pool = pool(vec![size(2.0, 0.1)]);
        // Six hours at 4 × 0.5 × 3 = 6 processors: three machines; eighteen at none: one.
        let counts = pool.at(3.0).unwrap();
        assert_eq!((counts.most, counts.least, counts.mean), (3.0, 1.0, 1.5));
        assert!((counts.monthly - 1.5 * 72.0).abs() < 1e-9);
        let piece = pool.piece(3.0);
        assert!((piece.value - 1.75 * 72.0).abs() < 1e-9 && (piece.until - 4.0).abs() < 1e-7, "{piece:?}");
    }

    #[test]
    fn the_cheapest_size_is_taken_and_of_equals_the_larger() {
        let pool = pool(vec![size(2.0, 0.1), size(4.0, 0.2)]);
        assert_eq!(pool.at(0.5).unwrap().size, 0, "one of the larger would stand idle");
        let mut flat = pool.clone();
        flat.hours = HourTable::from_hours(&[hour(4.0, 24.0)]);
        assert_eq!(flat.at(2.0).unwrap().size, 1, "two small or one large cost the same");
    }

    #[test]
    fn the_base_is_bought_on_other_terms() {
        let mut pool = pool(vec![MachineOffer { base_surcharge: 0.2, ..size(2.0, 0.1) }]);
        pool.base_machines = 1.0;
        let counts = pool.at(3.0).unwrap();
        // 1.5 machines in the mean, of which one always stands and costs three times as much.
        assert_eq!((counts.mean, counts.base_machines), (1.5, 1.0));
        assert!((counts.monthly - 720.0 * (1.5 * 0.1 + 0.2)).abs() < 1e-9);
    }

    #[test]
    fn only_machines_that_run_long_enough_are_paid_ahead() {
        let mut pool = pool(vec![MachineOffer { committed_price: Some(0.06), ..size(2.0, 0.1) }]);
        let counts = pool.at(3.0).unwrap();
        assert_eq!((counts.committed, counts.uncommitted), (1.0, 0.5));
        assert!((counts.monthly - 720.0 * (0.06 + 0.05)).abs() < 1e-9);
        // In a quarter of the day three stand: worth it below a quarter of the price.
        pool.sizes[0].committed_price = Some(0.02);
        assert_eq!(pool.at(3.0).unwrap().committed, 3.0);
    }
}
