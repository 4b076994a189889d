//! Crossovers between whole bills, by the volume of one workload.
//!
//! A bill has too many breakpoints to list (every node in every hour of the day) and curved parts besides, so this is a
//! search, and its resolution is stated. Bills never fall as volume rises (free allowances beside warm instances aside); so between volumes `l < r` the difference of
//! two bills lies between `a(l) − b(r)` and `a(r) − b(l)`. Where that bound excludes zero there is no flip in between,
//! for certain. Where it does not, the interval is halved until it is narrower than [`RESOLUTION`]; if the cheaper side
//! still differs at its ends, bisection finds the flip to [`PRECISION`]. Two flips closer together than the resolution
//! cancel out and are not told.

use super::{Crossover, Flip, How, Side, cheaper, summed_up};
use crate::cost::bill::{Load, Purchase, monthly_if_it_fits};
use crate::model::{Demand, Estimate, Jobs, Requests, UsdPerMonth};

/// Relative width below which an undecided interval is not halved for its own sake.
const RESOLUTION: f64 = 0.002;
/// Relative width to which a flip is found.
const PRECISION: f64 = 1e-9;
/// Intervals that the search begins with, evenly on a log scale.
const GRID: u32 = 64;
/// USD below which two bills are the same.
const SAME: f64 = 1e-9;

/// What is paid, whatever the volume is.
#[derive(Debug, Clone, Copy)]
pub enum Payment<'p> {
    /// What the model reckons for each volume.
    Reckoned(Purchase<'p>),
    /// A quote: the same at every volume, and held to be enough for it.
    Quoted(UsdPerMonth),
}

/// A range of volumes, per month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Volumes {
    /// The lowest, above 0.
    pub from: f64,
    /// The highest.
    pub to: f64,
}

impl Volumes {
    /// The range to search for this demand: 10 thousand to 3 milliard requests, or 1 to 1 million jobs.
    pub fn of(demand: &Demand) -> Self {
        if counts_jobs(demand) { Self { from: 1.0, to: 1e6 } } else { Self { from: 1e4, to: 3e9 } }
    }

    /// So many volumes over the range, evenly on a log scale, both ends included.
    pub fn points(self, count: u32) -> impl Iterator<Item = f64> {
        let ratio = (self.to / self.from).ln();
        (0..count).map(move |nth| match nth {
            _ if nth + 1 == count => self.to,
            _ => self.from * (ratio * f64::from(nth) / f64::from(count.max(2) - 1)).exp(),
        })
    }
}

/// Whether a volume of this demand counts jobs.
fn counts_jobs(demand: &Demand) -> bool {
    demand.requests_per_month.middle().is_none_or(|requests| requests == 0.0) && demand.jobs_per_day.middle().is_some()
}

/// The demand at another volume: requests per month, or jobs per month where it counts jobs.
pub fn at_volume(demand: &Demand, volume: f64, days: f64) -> Demand {
    let mut demand = demand.clone();
    if counts_jobs(&demand) {
        demand.jobs_per_day = Estimate::Exact(Jobs::of(volume / days));
    } else {
        demand.requests_per_month = Estimate::Exact(Requests::of(volume));
        demand.jobs_per_day = Estimate::Unknown;
    }
    demand
}

/// Where the cheaper of two purchases changes as the volume of one workload grows, all else in its demand unchanged.
/// Volumes that one of them cannot hold at any size are not compared; `limit` then says from where on.
pub fn by_volume(a: &Purchase, b: &Purchase, load: &Load, volumes: Volumes) -> Crossover {
    between(&Payment::Reckoned(*a), &Payment::Reckoned(*b), load, volumes)
}

/// The same where either may be a quote.
pub fn between(a: &Payment, b: &Payment, load: &Load, volumes: Volumes) -> Crossover {
    let search = Search { a, b, load };
    let unit = if counts_jobs(load.demand) { "jobs/month" } else { "requests/month" };
    let limit = search.limit(volumes);
    if let Some((at, side)) = limit.filter(|(at, _)| *at <= volumes.from) {
        let other = if side == Side::A { Side::B } else { Side::A };
        return Crossover { limit: Some((at, side)), ..summed_up(Some(other), Vec::new(), unit) };
    }
    let volumes = Volumes { to: limit.map_or(volumes.to, |(at, _)| at), ..volumes };
    let mut flips = Vec::new();
    let mut start = None;
    let mut side = None;
    let mut left: Option<Point> = None;
    for volume in volumes.points(GRID + 1) {
        let right = search.at(volume);
        if let Some(left) = left {
            search.between(left, right, &mut side, &mut flips);
        } else {
            side = right.side();
        }
        start = start.or(side).or(right.side());
        left = Some(right);
    }
    Crossover { limit, ..summed_up(start, flips, unit) }
}

#[derive(Clone, Copy)]
struct Point {
    volume: f64,
    a: f64,
    b: f64,
}

impl Point {
    fn side(self) -> Option<Side> {
        let difference = self.a - self.b;
        if difference.abs() <= SAME { None } else { cheaper(difference) }
    }
}

struct Search<'s, 'p> {
    a: &'s Payment<'p>,
    b: &'s Payment<'p>,
    load: &'s Load<'p>,
}

impl Search<'_, '_> {
    fn cost(&self, payment: &Payment, volume: f64) -> Option<f64> {
        let purchase = match payment {
            Payment::Reckoned(purchase) => purchase,
            Payment::Quoted(quote) => return Some(quote.get()),
        };
        let demand = at_volume(self.load.demand, volume, purchase.market.month.days());
        Some(monthly_if_it_fits(purchase, &[Load { name: self.load.name, demand: &demand }])?.get())
    }

    /// Both bills; within the limit neither is missing.
    fn at(&self, volume: f64) -> Point {
        let cost = |payment| self.cost(payment, volume).unwrap_or(f64::MAX);
        Point { volume, a: cost(self.a), b: cost(self.b) }
    }

    /// The highest volume that both hold, when that is below the end of the range, and who does not hold more.
    fn limit(&self, volumes: Volumes) -> Option<(f64, Side)> {
        let highest = |payment: &Payment| {
            let holds = |volume| self.cost(payment, volume).is_some();
            if holds(volumes.to) {
                return None;
            }
            let (mut low, mut high) = (volumes.from, volumes.to);
            while high - low > PRECISION * low {
                let middle = f64::midpoint(low, high);
                if middle <= low || middle >= high {
                    break;
                }
                if holds(middle) { low = middle } else { high = middle }
            }
            Some(low)
        };
        let (a, b) = (highest(self.a).map(|at| (at, Side::A)), highest(self.b).map(|at| (at, Side::B)));
        match (a, b) {
            (Some(a), Some(b)) => Some(if a.0 <= b.0 { a } else { b }),
            (one, other) => one.or(other),
        }
    }

    /// Finds the flips between two volumes; `side` is the one that was cheaper last.
    fn between(&self, left: Point, right: Point, side: &mut Option<Side>, flips: &mut Vec<Flip>) {
        let decided = left.a - right.b > SAME || right.a - left.b < -SAME;
        if decided {
            self.turn(left, right, side, flips);
            return;
        }
        if right.volume - left.volume <= RESOLUTION * left.volume {
            self.turn(left, right, side, flips);
            return;
        }
        let middle = self.at((left.volume * right.volume).sqrt());
        self.between(left, middle, side, flips);
        self.between(middle, right, side, flips);
    }

    /// Notes a flip when the right end's side is another than the last.
    fn turn(&self, left: Point, right: Point, side: &mut Option<Side>, flips: &mut Vec<Flip>) {
        let Some(now) = right.side() else { return };
        if let Some(before) = side.filter(|before| *before != now) {
            let (low, high) = self.narrow(left, right, before);
            // Where neither end is near the other curve, one of them has stepped.
            let gap = (low.a - low.b).abs().min((high.a - high.b).abs());
            let how = if gap > 1e-6 * high.a.max(high.b).max(1.0) { How::Jump } else { How::Cross };
            flips.push(Flip { at: f64::midpoint(low.volume, high.volume), how, cheaper: now });
        }
        *side = Some(now);
    }

    /// Bisects towards the volume at which `before` stops being the cheaper side.
    fn narrow(&self, mut low: Point, mut high: Point, before: Side) -> (Point, Point) {
        while high.volume - low.volume > PRECISION * low.volume {
            let middle = self.at(f64::midpoint(low.volume, high.volume));
            if middle.volume <= low.volume || middle.volume >= high.volume {
                break;
            }
            if middle.side() == Some(before) { low = middle } else { high = middle }
        }
        (low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CrossoverKind, Curve, exact};
    use super::*;
    use crate::catalogue::{PlatformKind, PriceBook};
    use crate::model::{Cloud, Commitment, Market, Mebibytes, Millis, Ratio};

    fn demand(cpu: f64, mib: f64, peak: f64) -> Demand {
        Demand {
            requests_per_month: Estimate::Likely(Requests::of(3e6)),
            duration_ms: Estimate::Exact(Millis::of(200.0)),
            cpu_ms: Estimate::Exact(Millis::of(cpu)),
            memory_mib: Estimate::Exact(Mebibytes::of(mib)),
            peak_to_average: Estimate::Exact(Ratio::of(peak)),
            replicas: 2,
            ..Demand::default()
        }
    }

    #[test]
    fn bills_cross_where_the_exact_curves_do() {
        let (book, market) = (PriceBook::shipped().unwrap(), Market::default());
        let purchase =
            |kind| Purchase { kind, cloud: Cloud::Aws, commitment: Commitment::OnDemand, market: &market, book: &book };
        let (a, b) = (purchase(PlatformKind::Functions), purchase(PlatformKind::VmFleet));
        let demand = demand(10.0, 128.0, 1.0);
        let volumes = Volumes::of(&demand);
        let found = by_volume(&a, &b, &Load { name: "api", demand: &demand }, volumes);

        // A flat load: nodes of 2 vCPU at 60 %, a balancer, and its capacity units by the request.
        let range = (volumes.from, volumes.to);
        let capacity = 2.0 * 0.6 * 3600.0 * 730.0 / 0.01;
        let units = 0.008 * 730.0 / (250.0 * 3600.0 * 730.0);
        let fleet = Curve::stepped(0.0225 * 730.0, units, 0.096 * 730.0, capacity, 2.0, range).unwrap();
        let function = Curve::line(0.0, 0.2e-6 + 0.2 * 0.125 * 1.66667e-5, range);
        let expected = exact(&function, &fleet);
        assert_eq!(found.flips.len(), expected.flips.len(), "{found:?} {expected:?}");
        assert!(!found.flips.is_empty());
        for (flip, expected) in found.flips.iter().zip(&expected.flips) {
            assert!((flip.at / expected.at - 1.0).abs() < 1e-8, "{flip:?} {expected:?}");
            assert_eq!((flip.how, flip.cheaper), (expected.how, expected.cheaper));
        }
    }

    #[test]
    fn a_heavy_function_under_peaks_stays_cheaper_than_a_fleet_for_the_peak() {
        let (book, market) = (PriceBook::shipped().unwrap(), Market::default());
        let purchase =
            |kind| Purchase { kind, cloud: Cloud::Aws, commitment: Commitment::OnDemand, market: &market, book: &book };
        let (a, b) = (purchase(PlatformKind::Functions), purchase(PlatformKind::SelfManagedK8s));
        let demand = demand(50.0, 512.0, 4.0);
        let found = by_volume(&a, &b, &Load { name: "api", demand: &demand }, Volumes::of(&demand));
        assert_eq!((found.kind, found.cheaper_above), (CrossoverKind::None, Some(Side::A)), "{found:?}");
    }

    #[test]
    fn equal_purchases_never_cross() {
        let (book, market) = (PriceBook::shipped().unwrap(), Market::default());
        let a = Purchase {
            kind: PlatformKind::VmFleet,
            cloud: Cloud::Aws,
            commitment: Commitment::OnDemand,
            market: &market,
            book: &book,
        };
        let demand = demand(10.0, 128.0, 3.0);
        let found = by_volume(&a, &a, &Load { name: "api", demand: &demand }, Volumes::of(&demand));
        assert_eq!((found.kind, found.cheaper_below), (CrossoverKind::None, None));
    }

    #[test]
    fn one_machine_is_compared_only_as_far_as_it_reaches() {
        let (book, market) = (PriceBook::shipped().unwrap(), Market::default());
        let purchase =
            |kind| Purchase { kind, cloud: Cloud::Aws, commitment: Commitment::OnDemand, market: &market, book: &book };
        let (a, b) = (purchase(PlatformKind::SingleVm), purchase(PlatformKind::VmFleet));
        let demand = demand(50.0, 128.0, 2.0);
        let found = by_volume(&a, &b, &Load { name: "api", demand: &demand }, Volumes::of(&demand));
        // 64 vCPU at 60 %, 50 ms each, twice the mean at the peak.
        let (at, side) = found.limit.unwrap();
        assert!((at / (64.0 * 0.6 * 3600.0 * 730.0 / (0.05 * 2.0)) - 1.0).abs() < 1e-8, "{at}");
        assert_eq!(side, Side::A);
        assert!(found.last.is_none_or(|last| last <= at));
    }

    #[test]
    fn jobs_are_counted_by_the_month() {
        let demand = Demand { jobs_per_day: Estimate::Exact(Jobs::of(10.0)), ..Demand::default() };
        let twice = at_volume(&demand, 600.0, 30.0);
        assert_eq!(twice.jobs_per_day.middle(), Some(20.0));
        assert!(twice.requests_per_month.is_unknown());
    }
}
