//! Machines whose number, and perhaps size, follows the load hour by hour.

use super::hours::DAY;
use super::{GAP, Piece, Rise, ceil, forgiven};

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
        };
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
}

#[expect(
    clippy::needless_range_loop,
    reason = "several rows are read side by side; chains of iterators are not seen through where code is made small, and take half as long again"
)]
impl Pool {
    /// A pool of machines.
    pub fn new(parts: Parts) -> Self {
        let Parts { asked, vcpus, gib, spare, sizes, choice, month, metered } = parts;
        Self { hours: Rows::of(&asked), vcpus, gib, spare, sizes, choice, month, metered }
    }

    fn demanded(&self, volume: f64) -> Demanded {
        let mut demanded = Demanded { vcpus: self.hours.vcpus, gib: self.hours.gib };
        for hour in 0..self.hours.distinct {
            if self.hours.is_on[hour] {
                let load = self.hours.times[hour] * volume;
                demanded.vcpus[hour] += self.vcpus.at(load);
                demanded.gib[hour] += self.gib.at(load);
            }
        }
        demanded
    }

    /// Machines of one size in each hour.
    fn counts(&self, size: &Offered, demanded: &Demanded) -> [f64; DAY] {
        let (each_vcpu, each_gib) = (1.0 / size.vcpus, 1.0 / size.gib);
        let mut counts = [0.0; DAY];
        for hour in 0..self.hours.distinct {
            let filled = (demanded.vcpus[hour] * each_vcpu).max(demanded.gib[hour] * each_gib);
            counts[hour] = ceil(filled).max(self.hours.least[hour]);
        }
        counts
    }

    /// What machines of one size cost.
    fn priced(&self, at: usize, size: &Offered, counts: &[f64; DAY]) -> Counts {
        let spare = self.spare;
        let ahead = size.ahead.map_or(0.0, |price| self.ahead(counts, price / size.hourly));
        let (each, most) = self.metered.unwrap_or((0.0, 0.0));
        let (mut mean, mut rest, mut metered) = (0.0, 0.0, 0.0);
        for hour in 0..self.hours.distinct {
            let machines = counts[hour] + spare;
            mean += self.hours.count[hour] * machines;
            rest += self.hours.count[hour] * (machines - ahead).max(0.0);
            metered += self.hours.count[hour] * machines.min(most);
        }
        let (mean, rest, metered) = (mean / DAY as f64, rest / DAY as f64, metered / DAY as f64);
        let hourly = ahead * size.ahead.unwrap_or(0.0) + rest * size.hourly;
        let last = self.hours.distinct.saturating_sub(1);
        Counts {
            size: at,
            monthly: hourly * self.month + mean * size.extra + metered * each,
            most: counts[0] + spare,
            least: counts[last] + spare,
            mean,
            ahead,
            rest,
            metered,
        }
    }

    /// The j-th machine is paid for in advance if it is needed in a larger share of the hours than the price in advance is
    /// of the price as used. Hours are in order, so that is as many as stand in the hour at which that share of the day ends.
    fn ahead(&self, counts: &[f64; DAY], break_even: f64) -> f64 {
        let mut passed = 0.0;
        for hour in 0..self.hours.distinct {
            passed += self.hours.count[hour] / DAY as f64;
            if passed > break_even {
                return counts[hour] + self.spare;
            }
        }
        0.0
    }

    fn chosen(&self, demanded: &Demanded) -> Option<(Counts, [f64; DAY])> {
        match self.choice {
            Choice::FirstWithin(many) => self.first_within(demanded, many),
            Choice::Cheapest => self.cheapest(demanded),
        }
    }

    fn first_within(&self, demanded: &Demanded, many: f64) -> Option<(Counts, [f64; DAY])> {
        let peak = |size: &Offered| (demanded.vcpus[0] / size.vcpus).max(demanded.gib[0] / size.gib);
        let found = self.sizes.iter().position(|size| ceil(peak(size)).max(self.hours.least[0]) <= many);
        let at = found.or(self.sizes.len().checked_sub(1))?;
        let counts = self.counts(&self.sizes[at], demanded);
        Some((self.priced(at, &self.sizes[at], &counts), counts))
    }

    fn cheapest(&self, demanded: &Demanded) -> Option<(Counts, [f64; DAY])> {
        let (mut vcpus, mut gib, mut least) = (0.0, 0.0, 0.0);
        for hour in 0..self.hours.distinct {
            vcpus += self.hours.count[hour] * demanded.vcpus[hour];
            gib += self.hours.count[hour] * demanded.gib[hour];
            least += self.hours.count[hour] * self.hours.least[hour];
        }
        let mut best: Option<(Counts, [f64; DAY])> = None;
        for (at, size) in self.sizes.iter().enumerate() {
            // Were parts of machines sold, it would cost this: no need to look closer at what cannot win.
            let mean = (vcpus / size.vcpus).max(gib / size.gib).max(least) / DAY as f64 + self.spare;
            let hourly = size.ahead.map_or(size.hourly, |ahead| ahead.min(size.hourly));
            let bound = mean * (hourly * self.month + size.extra);
            if best.as_ref().is_some_and(|(best, _)| bound > best.monthly * (1.0 + 1e-9)) {
                continue;
            }
            let counts = self.counts(size, demanded);
            let priced = self.priced(at, size, &counts);
            if best.as_ref().is_none_or(|(best, _)| priced.monthly <= best.monthly * (1.0 + 1e-12)) {
                best = Some((priced, counts));
            }
        }
        best
    }

    /// By how much the cost falls, all in all, where a larger size takes the place of many small machines.
    pub fn dip(&self) -> f64 {
        let Choice::FirstWithin(many) = self.choice else { return 0.0 };
        let monthly = |at: usize, volume: f64| {
            let size = &self.sizes[at];
            self.priced(at, size, &self.counts(size, &self.demanded(volume))).monthly
        };
        let falls = (0..self.sizes.len().saturating_sub(1)).map(|at| {
            let turn = self.last_volume(&self.sizes[at], [many; DAY], 1);
            if turn.is_finite() && turn > 0.0 {
                (monthly(at, turn * (1.0 - GAP)) - monthly(at + 1, turn * (1.0 + GAP))).max(0.0)
            } else {
                0.0
            }
        });
        falls.sum()
    }

    /// The highest volume at which so many machines of a size hold what each of the first so many hours asks for.
    fn last_volume(&self, size: &Offered, counts: [f64; DAY], hours: usize) -> f64 {
        let (vcpus, gib) = (self.vcpus.backwards(), self.gib.backwards());
        let mut last = f64::INFINITY;
        for (hour, count) in counts.iter().enumerate().take(hours) {
            let most = forgiven(*count);
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
        self.chosen(&self.demanded(volume)).map(|(counts, _)| counts)
    }

    /// What they cost just above a volume, and up to where it stays so. As long as no hour needs one more of the size that is
    /// the cheapest, it stays the cheapest: others never become cheaper as the volume grows.
    pub fn piece(&self, volume: f64) -> Piece {
        let just_above = volume * (1.0 + GAP);
        let Some((chosen, counts)) = self.chosen(&self.demanded(just_above)) else { return Piece::level(volume, 0.0) };
        let reach = self.last_volume(&self.sizes[chosen.size], counts, self.hours.distinct);
        Piece { from: volume, value: chosen.monthly, slope: 0.0, reach: reach.max(just_above), bends: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(times: f64, count: f64) -> Asked {
        Asked { times, count, is_on: true, vcpus: 0.0, gib: 0.0, least: 1.0 }
    }

    fn size(vcpus: f64, hourly: f64) -> Offered {
        Offered { vcpus, gib: 1e9, hourly, ahead: None, extra: 0.0 }
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
