//! Machines whose number, and perhaps size, follows the load hour by hour.

use super::capacity::{Capacity, CapacityScaling};
use super::hour_table::{HourTable, HourlyCounts};
use super::machine_offer::MachineOffer;
use super::piece::{CurvePiece, MIN_STEP_GAP};
use super::scaling::{ScalingRule, add_tolerance, ceil};
use super::trend::Trend;
use crate::cost::day_profile::HOURS_PER_DAY;

/// A fee for something that machines share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharedFee {
    /// USD per month and machine.
    pub monthly: f64,
    /// No more machines than these pay it.
    pub max_machines: f64,
}

/// `n(h) = max(least, ceil(cpu(h) / V), ceil(memory(h) / G)) + spare` in every hour of the mean day.
#[derive(Debug, Clone, PartialEq)]
pub struct MachinePool {
    pub hours: HourTable,
    /// What the workload itself needs at a load.
    pub scaling: CapacityScaling,
    /// Machines beyond what is needed.
    pub spare_machines: f64,
    /// What can be bought, in order of processors.
    pub sizes: Vec<MachineOffer>,
    pub month_hours: f64,
    pub shared_fee: Option<SharedFee>,
    /// Machines of the base, which are bought on other terms than those beyond it; 0 where all are bought alike.
    pub base_machines: f64,
}

/// What a day needs at a volume.
struct DayNeed {
    /// In each of its hours.
    hours: [Capacity; HOURS_PER_DAY],
    /// How many of them are given. All after the last need the minimum number of machines, as it does.
    len: usize,
    /// Of all hours together, at least.
    sum: Capacity,
    /// The least machines of all hours together.
    least: f64,
}

/// Bits of a float below its exponent.
const MANTISSA_BITS: u32 = 52;

/// The machines of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachineCounts {
    /// Index of the size.
    pub size: usize,
    /// USD per month.
    pub monthly: f64,
    /// In the busiest hour.
    pub most: f64,
    /// In the quietest hour.
    pub least: f64,
    /// The mean of the day; so are all figures below.
    pub mean: f64,
    /// Paid for in advance, around the clock.
    pub committed: f64,
    pub uncommitted: f64,
    /// Those that pay the shared fee.
    pub fee_paying: f64,
    pub base_machines: f64,
}

impl MachinePool {
    #[inline]
    fn required_capacity(&self, hour: usize, volume: f64) -> Capacity {
        let others = self.hours.others[hour];
        if self.hours.is_on[hour] { others + self.scaling.at(self.hours.load_ratio[hour] * volume) } else { others }
    }

    #[inline]
    fn count_machines(&self, filled: &mut HourlyCounts, size: &MachineOffer, need: &DayNeed) {
        filled.len = need.len;
        for hour in 0..need.len {
            let count = ceil(size.machines_for(need.hours[hour]));
            let least = self.hours.min_machines[hour];
            filled.counts[hour] = count.max(least);
            if count <= least && self.hours.is_descending {
                filled.len = hour + 1;
                break;
            }
        }
    }

    fn price_machines(&self, at: usize, size: &MachineOffer, filled: &HourlyCounts) -> MachineCounts {
        const DAY: f64 = HOURS_PER_DAY as f64;
        let spare = self.spare_machines;
        let committed =
            size.prices.committed.map_or(0.0, |price| self.committed_machines(filled, price / size.prices.hourly));
        let (fee, max_paying) = self.shared_fee.map_or((0.0, 0.0), |fee| (fee.monthly, fee.max_machines));
        let (mut mean, mut uncommitted, mut fee_paying, mut base) = (0.0, 0.0, 0.0, 0.0);
        for hour in 0..filled.len {
            let machines = filled.counts[hour] + spare;
            let weight = filled.hour_weight(hour, &self.hours);
            mean += weight * machines;
            uncommitted += weight * (machines - committed).max(0.0);
            fee_paying += weight * machines.min(max_paying);
            base += weight * machines.min(self.base_machines);
        }
        let (mean, uncommitted, fee_paying, base) = (mean / DAY, uncommitted / DAY, fee_paying / DAY, base / DAY);
        let prices = &size.prices;
        let hourly =
            committed * prices.committed.unwrap_or(0.0) + uncommitted * prices.hourly + base * prices.base_surcharge;
        MachineCounts {
            size: at,
            monthly: hourly * self.month_hours + mean * prices.monthly_extra + fee_paying * fee,
            most: filled.counts[0] + spare,
            least: filled.counts[filled.len.saturating_sub(1)] + spare,
            mean,
            committed,
            uncommitted,
            fee_paying,
            base_machines: base,
        }
    }

    /// A machine is paid for in advance if it is needed for a larger share of the hours than the committed price is of the
    /// price as used. Hours are in order, so these are the machines of the hour at which that share of the day ends.
    fn committed_machines(&self, filled: &HourlyCounts, break_even: f64) -> f64 {
        let mut passed = 0.0;
        for hour in 0..filled.len {
            passed += filled.hour_weight(hour, &self.hours) / HOURS_PER_DAY as f64;
            if passed > break_even {
                return filled.counts[hour] + self.spare_machines;
            }
        }
        0.0
    }

    /// The hours up to the first that needs only the minimum of every size, where all later ones are quieter.
    fn day_need(&self, volume: f64) -> DayNeed {
        let distinct = self.hours.distinct;
        let mut need =
            DayNeed { hours: [Capacity::NONE; HOURS_PER_DAY], len: distinct, sum: Capacity::NONE, least: 0.0 };
        let may_end_early = self.hours.is_descending && distinct > 1;
        let smallest = || self.sizes.iter().fold(Capacity::UNLIMITED, |least, size| least.min(size.capacity));
        let smallest = may_end_early.then(smallest);
        for hour in 0..distinct {
            let required = self.required_capacity(hour, volume);
            let (hour_count, least) = (self.hours.hour_count[hour], self.hours.min_machines[hour]);
            need.hours[hour] = required;
            if smallest.is_some_and(|size| size.scaled(least).holds(required)) {
                need.len = hour + 1;
                need.least += self.hours.remaining_hours[hour] * least;
                break;
            }
            need.sum += required.scaled(hour_count);
            need.least += hour_count * least;
        }
        need
    }

    /// What a size would cost if fractions of machines were sold: never more than it costs.
    fn least_cost(&self, size: &MachineOffer, need: &DayNeed) -> f64 {
        let mean = size.machines_for(need.sum).max(need.least) / HOURS_PER_DAY as f64 + self.spare_machines;
        size.least_cost(mean)
    }

    /// The cheapest size for the day, and of equally cheap ones the last, of which fewer are needed; leaves its machines in each hour
    /// in `filled`.
    fn choose_size(&self, need: &DayNeed, filled: &mut HourlyCounts) -> Option<MachineCounts> {
        let mut best: Option<MachineCounts> = None;
        let mut last = 0;
        for (at, size) in self.sizes.iter().enumerate() {
            // What cannot win is skipped.
            if best.is_some_and(|best| self.least_cost(size, need) > best.monthly * (1.0 + 1e-9)) {
                continue;
            }
            self.count_machines(filled, size, need);
            last = at;
            let priced = self.price_machines(at, size, filled);
            if best.is_none_or(|best| priced.monthly <= best.monthly * (1.0 + 1e-12)) {
                best = Some(priced);
            }
        }
        let best = best?;
        if best.size != last {
            self.count_machines(filled, &self.sizes[best.size], need);
        }
        Some(best)
    }

    /// The highest volume at which these machines of a size hold what each hour needs.
    fn max_volume(&self, size: &MachineOffer, filled: &HourlyCounts) -> f64 {
        let (vcpus, gib) = (self.scaling.vcpus.inverse(), self.scaling.gib.inverse());
        let mut max = f64::INFINITY;
        for hour in 0..filled.len {
            let machines = add_tolerance(filled.counts[hour]);
            let others = self.hours.others[hour];
            let load = vcpus
                .max_load_within(machines * size.capacity.vcpus - others.vcpus)
                .min(gib.max_load_within(machines * size.capacity.gib - others.gib));
            max = max.min(load * self.hours.volume_per_load[hour]);
        }
        max
    }

    /// USD that one more request or job adds if fractions of machines were sold, with the size for which that is least.
    pub fn slope(&self) -> f64 {
        let growth = |rule: &ScalingRule| rule.rate * rule.unit_size;
        let running = (0..self.hours.distinct).filter(|hour| self.hours.is_on[*hour]);
        let hours = running.map(|hour| self.hours.hour_count[hour] * self.hours.load_ratio[hour]).sum::<f64>()
            / HOURS_PER_DAY as f64;
        let slope = |size: &MachineOffer| {
            let machines =
                (growth(&self.scaling.vcpus) / size.capacity.vcpus).max(growth(&self.scaling.gib) / size.capacity.gib);
            machines * hours * size.monthly
        };
        self.sizes.iter().map(slope).fold(f64::INFINITY, f64::min)
    }

    /// The machines at a volume; none where no size is offered.
    pub fn at(&self, volume: f64) -> Option<MachineCounts> {
        self.choose_size(&self.day_need(volume), &mut HourlyCounts::empty())
    }

    /// The cost just above a volume, and up to where it holds. The cheapest size stays the cheapest as long as no hour needs
    /// one more machine of it, because other sizes never become cheaper as the volume grows.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        let (need, mut filled) = (self.day_need(just_above), HourlyCounts::empty());
        let Some(chosen) = self.choose_size(&need, &mut filled) else { return CurvePiece::constant(volume, 0.0) };
        let until = self.max_volume(&self.sizes[chosen.size], &filled).max(just_above);
        CurvePiece { until, ..CurvePiece::constant(volume, chosen.monthly) }
    }

    /// How the cost goes on until it reaches the next power of two: only sizes whose least cost is below that are in use before then.
    /// Each of them grows at least as fast as the slower of processors and memory, in every hour in which all of them are above their
    /// minimum and both grow; it has at most one machine too many, plus what a whole instance takes of one. Nothing is known where
    /// machines are paid for in advance.
    pub fn trend(&self, volume: f64) -> Trend {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        let need = self.day_need(just_above);
        let chosen = self.choose_size(&need, &mut HourlyCounts::empty());
        let monthly = chosen.map_or(0.0, |chosen| chosen.monthly);
        // The exponent of a float that is 0 or more.
        let exponent = monthly.to_bits() >> MANTISSA_BITS;
        let next_power = f64::from_bits((exponent + 1) << MANTISSA_BITS);
        let range = usize::try_from(exponent).unwrap_or(usize::MAX);
        let rising = Trend { machine_size: range, ..Trend::RISING };
        if self.sizes.iter().any(|size| size.prices.committed.is_some()) {
            return rising;
        }
        let CapacityScaling { vcpus, gib } = &self.scaling;
        let per_load = |rule: &ScalingRule, each: f64| rule.rate * rule.unit_size / each;
        let whole = |rule: &ScalingRule, each: f64| if rule.is_whole { rule.unit_size / each } else { 0.0 };
        let (mut largest, mut growth, mut ripple) = (Capacity::NONE, f64::INFINITY, 0.0_f64);
        for size in self.sizes.iter().filter(|size| self.least_cost(size, &need) < next_power) {
            let (each, monthly) = (size.capacity, size.monthly);
            largest = largest.max(each);
            growth = growth.min(per_load(vcpus, each.vcpus).min(per_load(gib, each.gib)) * monthly);
            ripple = ripple.max((1.0 + whole(vcpus, each.vcpus).max(whole(gib, each.gib))) * monthly);
        }
        let mut loads = 0.0;
        for hour in 0..need.len {
            let load = self.hours.load_ratio[hour] * just_above;
            let required = need.hours[hour];
            let grows = self.hours.is_on[hour] && vcpus.exceeds_min_at(load) && gib.exceeds_min_at(load);
            if grows && (required.vcpus / largest.vcpus).max(required.gib / largest.gib) > self.hours.min_machines[hour]
            {
                loads += self.hours.hour_count[hour] * self.hours.load_ratio[hour];
            }
        }
        if loads == 0.0 || growth.is_infinite() {
            return rising;
        }
        Trend { rate: growth * loads / HOURS_PER_DAY as f64, ripple, machine_size: range }
    }
}

#[cfg(test)]
mod tests {
    use super::super::hour_table::HourRequirement;
    use super::super::machine_offer::MachinePrices;
    use super::*;

    fn hour(load_ratio: f64, hour_count: f64) -> HourRequirement {
        HourRequirement { load_ratio, hour_count, is_on: true, others: Capacity::NONE, min_machines: 1.0 }
    }

    fn size(vcpus: f64, hourly_price: f64) -> MachineOffer {
        offer(vcpus, MachinePrices { hourly: hourly_price, ..MachinePrices::by_month(0.0) })
    }

    fn offer(vcpus: f64, prices: MachinePrices) -> MachineOffer {
        MachineOffer::new(Capacity { vcpus, gib: 1e9 }, prices, 720.0)
    }

    fn pool(sizes: Vec<MachineOffer>) -> MachinePool {
        MachinePool {
            hours: HourTable::from_hours(&[hour(4.0, 6.0), hour(0.0, 18.0)]),
            scaling: CapacityScaling {
                vcpus: ScalingRule { rate: 0.5, is_whole: false, min_count: 0.0, unit_size: 1.0 },
                gib: ScalingRule::constant(0.0, 1.0),
            },
            spare_machines: 0.0,
            sizes,
            month_hours: 720.0,
            shared_fee: None,
            base_machines: 0.0,
        }
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
    fn the_cheapest_size_is_chosen_and_of_equals_the_larger() {
        let pool = pool(vec![size(2.0, 0.1), size(4.0, 0.2)]);
        assert_eq!(pool.at(0.5).unwrap().size, 0, "one of the larger would be idle");
        let mut flat = pool.clone();
        flat.hours = HourTable::from_hours(&[hour(4.0, 24.0)]);
        assert_eq!(flat.at(2.0).unwrap().size, 1, "two small or one large cost the same");
    }

    #[test]
    fn the_base_is_bought_on_other_terms() {
        let mut pool = pool(vec![offer(2.0, MachinePrices { base_surcharge: 0.2, ..size(2.0, 0.1).prices })]);
        pool.base_machines = 1.0;
        let counts = pool.at(3.0).unwrap();
        // 1.5 machines on average, of which one always runs and costs three times as much.
        assert_eq!((counts.mean, counts.base_machines), (1.5, 1.0));
        assert!((counts.monthly - 720.0 * (1.5 * 0.1 + 0.2)).abs() < 1e-9);
    }

    #[test]
    fn only_machines_that_run_long_enough_are_paid_in_advance() {
        let mut pool = pool(vec![offer(2.0, MachinePrices { committed: Some(0.06), ..size(2.0, 0.1).prices })]);
        let counts = pool.at(3.0).unwrap();
        assert_eq!((counts.committed, counts.uncommitted), (1.0, 0.5));
        assert!((counts.monthly - 720.0 * (0.06 + 0.05)).abs() < 1e-9);
        // Three machines run for a quarter of the day: worth it below a quarter of the price.
        pool.sizes[0] = offer(2.0, MachinePrices { committed: Some(0.02), ..pool.sizes[0].prices });
        assert_eq!(pool.at(3.0).unwrap().committed, 3.0);
    }
}
