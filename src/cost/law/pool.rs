//! Machines whose number, and perhaps size, follows the load hour by hour.

use super::hours::DAY;
use super::{GAP, Piece, Rise, Trend, ceil, forgiven};

/// A machine that a pool may be made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offered {
    /// Processors of one that can be filled.
    pub vcpus: f64,
    /// Memory of one that can be filled, in GiB.
    pub gib: f64,
    /// USD per hour as it is used.
    pub hourly: f64,
    /// USD per hour when paid for in advance.
    pub ahead: Option<f64>,
    /// What else one costs, in USD a month: its disk, its address.
    pub extra: f64,
    /// What one of the base costs more than that by the hour, in USD.
    pub base: f64,
}

/// How the size is chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Choice {
    /// The cheapest for the day; of equally cheap ones the later, which is fewer to run.
    Cheapest,
    /// The first of which the busiest hour needs no more than so many, else the last.
    FirstWithin(f64),
}

/// What machines must hold in one of the hours, and how many of these hours a day has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked {
    /// How many times the mean load.
    pub times: f64,
    /// Hours of a day that are alike.
    pub count: f64,
    /// Whether the workload runs in it at all, or has been stopped by schedule.
    pub is_on: bool,
    /// Processors for everything else.
    pub vcpus: f64,
    /// Memory for everything else, in GiB.
    pub gib: f64,
    /// Machines that stand in it at least.
    pub least: f64,
}

/// `n(h) = max(least, ceil(cpu(h) / V), ceil(memory(h) / G)) + spare` in every hour of the mean day.
///
/// Hours are kept as plain rows of numbers: a curve asks for thousands of pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct Pool {
    hours: Rows,
    vcpus: Rise,
    gib: Rise,
    spare: f64,
    sizes: Vec<Offered>,
    choice: Choice,
    month: f64,
    metered: Option<(f64, f64)>,
    base: f64,
}

/// What a pool is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// The hours, busiest first.
    pub asked: Vec<Asked>,
    /// Processors that the workload asks for at a load.
    pub vcpus: Rise,
    /// Memory that it asks for at a load, in GiB.
    pub gib: Rise,
    /// Machines beyond what is asked for.
    pub spare: f64,
    /// What can be bought, fewer processors first.
    pub sizes: Vec<Offered>,
    /// Which of them is.
    pub choice: Choice,
    /// Hours of the month.
    pub month: f64,
    /// What each machine pays for something that they share, in USD a month, and how many of them pay at most.
    pub metered: Option<(f64, f64)>,
    /// Machines of the base, which are bought on other terms than those beyond it; 0 where all are bought alike.
    pub base: f64,
}

/// [`Asked`], hour by hour, a row for each of its figures.
#[derive(Debug, Clone, PartialEq)]
struct Rows {
    distinct: usize,
    times: [f64; DAY],
    /// The volume per unit of load; infinite where the load never rises.
    volume_per_load: [f64; DAY],
    count: [f64; DAY],
    vcpus: [f64; DAY],
    gib: [f64; DAY],
    least: [f64; DAY],
    is_on: [bool; DAY],
    /// How many hours are like it or quieter.
    rest: [f64; DAY],
    /// Hours differ in their load alone, so that none needs more than a busier one.
    is_plain: bool,
}

impl Rows {
    fn of(asked: &[Asked]) -> Self {
        let mut rows = Self {
            distinct: asked.len().min(DAY),
            times: [0.0; DAY],
            volume_per_load: [f64::INFINITY; DAY],
            count: [0.0; DAY],
            vcpus: [0.0; DAY],
            gib: [0.0; DAY],
            least: [0.0; DAY],
            is_on: [false; DAY],
            rest: [0.0; DAY],
            is_plain: asked.windows(2).all(|pair| {
                let (one, next) = (pair[0], pair[1]);
                next.times <= one.times && Asked { times: next.times, count: next.count, ..one } == next
            }),
        };
        let mut rest = 0.0;
        for (at, hour) in asked.iter().take(DAY).enumerate().rev() {
            rest += hour.count;
            rows.rest[at] = rest;
        }
        for (at, hour) in asked.iter().take(DAY).enumerate() {
            rows.times[at] = hour.times;
            if hour.is_on && hour.times > 0.0 {
                rows.volume_per_load[at] = 1.0 / hour.times;
            }
            rows.count[at] = hour.count;
            rows.vcpus[at] = hour.vcpus;
            rows.gib[at] = hour.gib;
            rows.least[at] = hour.least;
            rows.is_on[at] = hour.is_on;
        }
        rows
    }
}

/// Processors and GiB that the machines must have in each hour.
struct Demanded {
    vcpus: [f64; DAY],
    gib: [f64; DAY],
}

/// Machines of one size in each hour, up to the first with the least of them where all later ones are quieter.
struct Filled {
    counts: [f64; DAY],
    len: usize,
}

impl Filled {
    fn none() -> Self {
        Self { counts: [0.0; DAY], len: 0 }
    }
}

/// Machines in the hours of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counts {
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
    pub ahead: f64,
    /// The others, in the mean of the day.
    pub rest: f64,
    /// Those that pay for what they share, in the mean of the day.
    pub metered: f64,
    /// Those of the base, in the mean of the day.
    pub based: f64,
}

impl Pool {
    /// A pool of machines.
    pub fn new(parts: Parts) -> Self {
        let Parts { asked, vcpus, gib, spare, sizes, choice, month, metered, base } = parts;
        Self { hours: Rows::of(&asked), vcpus, gib, spare, sizes, choice, month, metered, base }
    }

    #[inline]
    fn asked_in(&self, hour: usize, volume: f64) -> (f64, f64) {
        let (vcpus, gib) = (self.hours.vcpus[hour], self.hours.gib[hour]);
        if self.hours.is_on[hour] {
            let load = self.hours.times[hour] * volume;
            (vcpus + self.vcpus.at(load), gib + self.gib.at(load))
        } else {
            (vcpus, gib)
        }
    }

    /// Hours of the day that a row of [`Filled`] stands for.
    #[inline]
    fn weight(&self, hour: usize, filled: &Filled) -> f64 {
        if hour + 1 == filled.len { self.hours.rest[hour] } else { self.hours.count[hour] }
    }

    /// Machines of one size in each hour, by what is asked for in it.
    #[inline]
    fn fill(&self, filled: &mut Filled, size: &Offered, asked: impl Fn(usize) -> (f64, f64)) {
        let (each_vcpu, each_gib) = (1.0 / size.vcpus, 1.0 / size.gib);
        filled.len = self.hours.distinct;
        for hour in 0..self.hours.distinct {
            let (vcpus, gib) = asked(hour);
            let count = ceil((vcpus * each_vcpu).max(gib * each_gib));
            let least = self.hours.least[hour];
            filled.counts[hour] = count.max(least);
            if count <= least && self.hours.is_plain {
                filled.len = hour + 1;
                break;
            }
        }
    }

    /// What machines of one size cost.
    fn priced(&self, at: usize, size: &Offered, filled: &Filled) -> Counts {
        let spare = self.spare;
        let ahead = size.ahead.map_or(0.0, |price| self.ahead(filled, price / size.hourly));
        let (each, most) = self.metered.unwrap_or((0.0, 0.0));
        let (mut mean, mut rest, mut metered, mut based) = (0.0, 0.0, 0.0, 0.0);
        for hour in 0..filled.len {
            let machines = filled.counts[hour] + spare;
            let weight = self.weight(hour, filled);
            mean += weight * machines;
            rest += weight * (machines - ahead).max(0.0);
            metered += weight * machines.min(most);
            based += weight * machines.min(self.base);
        }
        let (mean, rest, metered) = (mean / DAY as f64, rest / DAY as f64, metered / DAY as f64);
        let based = based / DAY as f64;
        let hourly = ahead * size.ahead.unwrap_or(0.0) + rest * size.hourly + based * size.base;
        Counts {
            size: at,
            monthly: hourly * self.month + mean * size.extra + metered * each,
            most: filled.counts[0] + spare,
            least: filled.counts[filled.len.saturating_sub(1)] + spare,
            mean,
            ahead,
            rest,
            metered,
            based,
        }
    }

    /// The j-th machine is paid for in advance if it is needed in a larger share of the hours than the price in advance is
    /// of the price as used. Hours are in order, so that is as many as stand in the hour at which that share of the day ends.
    fn ahead(&self, filled: &Filled, break_even: f64) -> f64 {
        let mut passed = 0.0;
        for hour in 0..filled.len {
            passed += self.weight(hour, filled) / DAY as f64;
            if passed > break_even {
                return filled.counts[hour] + self.spare;
            }
        }
        0.0
    }

    /// The size that is taken, and its machines in each hour into `filled`.
    fn chosen(&self, volume: f64, filled: &mut Filled) -> Option<Counts> {
        match self.choice {
            Choice::FirstWithin(many) => self.first_within(volume, many, filled),
            Choice::Cheapest => self.cheapest(volume, filled),
        }
    }

    fn first_within(&self, volume: f64, many: f64, filled: &mut Filled) -> Option<Counts> {
        let (vcpus, gib) = self.asked_in(0, volume);
        let peak = |size: &Offered| ceil((vcpus / size.vcpus).max(gib / size.gib)).max(self.hours.least[0]);
        let found = self.sizes.iter().position(|size| peak(size) <= many);
        let at = found.or(self.sizes.len().checked_sub(1))?;
        Some(self.of_size(at, volume, filled))
    }

    fn of_size(&self, at: usize, volume: f64, filled: &mut Filled) -> Counts {
        let size = &self.sizes[at];
        self.fill(filled, size, |hour| self.asked_in(hour, volume));
        self.priced(at, size, filled)
    }

    fn cheapest(&self, volume: f64, filled: &mut Filled) -> Option<Counts> {
        if self.sizes.len() == 1 {
            return Some(self.of_size(0, volume, filled));
        }
        let mut demanded = Demanded { vcpus: [0.0; DAY], gib: [0.0; DAY] };
        let (mut vcpus, mut gib, mut least) = (0.0, 0.0, 0.0);
        for hour in 0..self.hours.distinct {
            (demanded.vcpus[hour], demanded.gib[hour]) = self.asked_in(hour, volume);
            vcpus += self.hours.count[hour] * demanded.vcpus[hour];
            gib += self.hours.count[hour] * demanded.gib[hour];
            least += self.hours.count[hour] * self.hours.least[hour];
        }
        let mut best: Option<Counts> = None;
        let mut last = 0;
        for (at, size) in self.sizes.iter().enumerate() {
            // Were parts of machines sold, it would cost this: no need to look closer at what cannot win.
            let mean = (vcpus / size.vcpus).max(gib / size.gib).max(least) / DAY as f64 + self.spare;
            let hourly = size.ahead.map_or(size.hourly, |ahead| ahead.min(size.hourly));
            let bound = mean * (hourly * self.month + size.extra);
            if best.is_some_and(|best| bound > best.monthly * (1.0 + 1e-9)) {
                continue;
            }
            self.fill(filled, size, |hour| (demanded.vcpus[hour], demanded.gib[hour]));
            last = at;
            let priced = self.priced(at, size, filled);
            if best.is_none_or(|best| priced.monthly <= best.monthly * (1.0 + 1e-12)) {
                best = Some(priced);
            }
        }
        let best = best?;
        if best.size != last {
            self.fill(filled, &self.sizes[best.size], |hour| (demanded.vcpus[hour], demanded.gib[hour]));
        }
        Some(best)
    }

    /// By how much the cost falls, all in all, where a larger size takes the place of many small machines.
    pub fn dip(&self) -> f64 {
        let Choice::FirstWithin(many) = self.choice else { return 0.0 };
        let monthly = |at: usize, volume: f64| self.of_size(at, volume, &mut Filled::none()).monthly;
        let falls = (0..self.sizes.len().saturating_sub(1)).map(|at| {
            let turn = self.last_volume(&self.sizes[at], &Filled { counts: [many; DAY], len: 1 });
            if turn.is_finite() && turn > 0.0 {
                (monthly(at, turn * (1.0 - GAP)) - monthly(at + 1, turn * (1.0 + GAP))).max(0.0)
            } else {
                0.0
            }
        });
        falls.sum()
    }

    /// The highest volume at which so many machines of a size hold what each hour asks for.
    fn last_volume(&self, size: &Offered, filled: &Filled) -> f64 {
        let (vcpus, gib) = (self.vcpus.backwards(), self.gib.backwards());
        let mut last = f64::INFINITY;
        for hour in 0..filled.len {
            let most = forgiven(filled.counts[hour]);
            let load = vcpus
                .last_within(most * size.vcpus - self.hours.vcpus[hour])
                .min(gib.last_within(most * size.gib - self.hours.gib[hour]));
            last = last.min(load * self.hours.volume_per_load[hour]);
        }
        last
    }

    /// What one more request or job adds, in USD, were parts of machines sold: of the size with which that is least.
    pub fn slope(&self) -> f64 {
        let rises = |rise: &Rise| rise.rate * rise.unit;
        let running = (0..self.hours.distinct).filter(|hour| self.hours.is_on[*hour]);
        let hours = running.map(|hour| self.hours.count[hour] * self.hours.times[hour]).sum::<f64>() / DAY as f64;
        let of = |size: &Offered| {
            let machines = (rises(&self.vcpus) / size.vcpus).max(rises(&self.gib) / size.gib);
            machines * hours * (size.hourly * self.month + size.extra)
        };
        match self.choice {
            Choice::Cheapest => self.sizes.iter().map(of).fold(f64::INFINITY, f64::min),
            Choice::FirstWithin(_) => self.sizes.last().map_or(0.0, of),
        }
    }

    /// The machines at a volume; none where nothing can be bought.
    pub fn at(&self, volume: f64) -> Option<Counts> {
        self.chosen(volume, &mut Filled::none())
    }

    /// What they cost just above a volume, and up to where it stays so. As long as no hour needs one more of the size that is
    /// the cheapest, it stays the cheapest: others never become cheaper as the volume grows.
    pub fn piece(&self, volume: f64) -> Piece {
        let just_above = volume * (1.0 + GAP);
        let mut filled = Filled::none();
        let Some(chosen) = self.chosen(just_above, &mut filled) else { return Piece::level(volume, 0.0) };
        let reach = self.last_volume(&self.sizes[chosen.size], &filled);
        let trend = self.trend(&chosen, &filled, just_above);
        Piece { from: volume, value: chosen.monthly, slope: 0.0, reach: reach.max(just_above), bends: false, trend }
    }

    /// How the machines of one size go on: each hour with more than the least grows no less than the slower of what it asks for,
    /// once both grow, and has no more than one machine too many, and what one instance takes of another. Of the cheapest of several sizes nothing is told,
    /// nor of what is paid for ahead.
    fn trend(&self, chosen: &Counts, filled: &Filled, volume: f64) -> Trend {
        let size = &self.sizes[chosen.size];
        let is_told = size.ahead.is_none() && (self.sizes.len() == 1 || self.choice != Choice::Cheapest);
        if !is_told {
            return Trend { regime: chosen.size, ..Trend::RISING };
        }
        let per_load = |rise: &Rise, each: f64| rise.rate * rise.unit / each;
        let machines = per_load(&self.vcpus, size.vcpus).min(per_load(&self.gib, size.gib));
        let mut loads = 0.0;
        for hour in 0..filled.len {
            let load = self.hours.times[hour] * volume;
            let grows = self.vcpus.grows_at(load) && self.gib.grows_at(load);
            if filled.counts[hour] > self.hours.least[hour] && self.hours.is_on[hour] && grows {
                loads += self.hours.count[hour] * self.hours.times[hour];
            }
        }
        let whole = |rise: &Rise, each: f64| if rise.whole { rise.unit / each } else { 0.0 };
        let monthly = size.hourly * self.month + size.extra;
        Trend {
            rate: machines * loads / DAY as f64 * monthly,
            ripple: (1.0 + whole(&self.vcpus, size.vcpus).max(whole(&self.gib, size.gib))) * monthly,
            regime: chosen.size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(times: f64, count: f64) -> Asked {
        Asked { times, count, is_on: true, vcpus: 0.0, gib: 0.0, least: 1.0 }
    }

    fn size(vcpus: f64, hourly: f64) -> Offered {
        Offered { vcpus, gib: 1e9, hourly, ahead: None, extra: 0.0, base: 0.0 }
    }

    fn pool(sizes: Vec<Offered>) -> Pool {
        Pool::new(Parts {
            asked: vec![hour(4.0, 6.0), hour(0.0, 18.0)],
            vcpus: Rise { rate: 0.5, whole: false, floor: 0.0, unit: 1.0 },
            gib: Rise::level(0.0, 1.0),
            spare: 0.0,
            sizes,
            choice: Choice::Cheapest,
            month: 720.0,
            metered: None,
            base: 0.0,
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
        assert!((piece.value - 1.75 * 72.0).abs() < 1e-9 && (piece.reach - 4.0).abs() < 1e-7, "{piece:?}");
    }

    #[test]
    fn the_cheapest_size_is_taken_and_of_equals_the_larger() {
        let pool = pool(vec![size(2.0, 0.1), size(4.0, 0.2)]);
        assert_eq!(pool.at(0.5).unwrap().size, 0, "one of the larger would stand idle");
        let mut flat = pool.clone();
        flat.hours = Rows::of(&[hour(4.0, 24.0)]);
        assert_eq!(flat.at(2.0).unwrap().size, 1, "two small or one large cost the same");
    }

    #[test]
    fn the_base_is_bought_on_other_terms() {
        let mut pool = pool(vec![Offered { base: 0.2, ..size(2.0, 0.1) }]);
        pool.base = 1.0;
        let counts = pool.at(3.0).unwrap();
        // 1.5 machines in the mean, of which one always stands and costs three times as much.
        assert_eq!((counts.mean, counts.based), (1.5, 1.0));
        assert!((counts.monthly - 720.0 * (1.5 * 0.1 + 0.2)).abs() < 1e-9);
    }

    #[test]
    fn only_machines_that_run_long_enough_are_paid_ahead() {
        let mut pool = pool(vec![Offered { ahead: Some(0.06), ..size(2.0, 0.1) }]);
        let counts = pool.at(3.0).unwrap();
        assert_eq!((counts.ahead, counts.rest), (1.0, 0.5));
        assert!((counts.monthly - 720.0 * (0.06 + 0.05)).abs() < 1e-9);
        // In a quarter of the day three stand: worth it below a quarter of the price.
        pool.sizes[0].ahead = Some(0.02);
        assert_eq!(pool.at(3.0).unwrap().ahead, 3.0);
    }
}
