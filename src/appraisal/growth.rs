//! What each option costs as the volume of a workload grows, and which of them is cheapest from where to where.

use super::matrix::{Column, DecisionMatrix};
use super::slope_test::{self, MarginalCost};
use super::{Scope, wording};
use crate::cost::crossover::{Crossover, Side};
use crate::cost::{CostCurve, VolumeRange, counts_jobs, pairwise_crossovers};
use crate::model::{Demand, Session, Workload};

/// An option with its bill along the volume.
#[derive(Debug, Clone, Copy)]
pub struct OptionCurve<'a> {
    /// Its column in the sheet.
    pub column: usize,
    /// USD a month at any volume.
    pub curve: &'a CostCurve,
}

/// From where to where an option is the cheapest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheapestRange {
    /// Which, by its place among the options.
    pub option: usize,
    /// From this volume on.
    pub from: f64,
    /// To this one.
    pub to: f64,
}

/// The options of one workload along its volume.
#[derive(Debug, Clone)]
pub struct Growth<'a> {
    /// What may be chosen and has a bill, in the order of the sheet.
    pub options: Vec<OptionCurve<'a>>,
    /// Where the cheaper of two changes, for every pair of options by their places.
    pub pairs: Vec<((usize, usize), Crossover)>,
    /// Which option is cheapest, from the lowest volume to the highest.
    pub cheapest_ranges: Vec<CheapestRange>,
    /// The range of volumes that was searched.
    pub volumes: VolumeRange,
    /// The present volume.
    pub current_volume: f64,
    /// What a volume counts: `requests/month` or `jobs/month`.
    pub unit: &'static str,
}

/// Why there is nothing to follow along a volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrowthUnavailable {
    /// The sheet shows the whole system, whose workloads grow each for itself.
    WholeSystem,
    /// There is no workload.
    NoWorkload,
    /// Nobody has said how often this workload runs.
    UnknownVolume(String),
    /// Nothing that may be chosen has a bill.
    NoBills,
}

impl<'a> Growth<'a> {
    /// The options of the workload that a sheet shows.
    pub fn compute(session: &Session, sheet: &'a DecisionMatrix) -> Result<Self, GrowthUnavailable> {
        let (demand, now) = starting_point(session, sheet)?;
        let options: Vec<OptionCurve> = option_curves(sheet).collect();
        let courses: Vec<&CostCurve> = options.iter().map(|option| option.curve).collect();
        let (volumes, pairs) = (VolumeRange::for_demand(demand), pairwise_crossovers(&courses, demand));
        let ends: Vec<f64> = courses.iter().map(|course| course.max_volume()).collect();
        Ok(Self {
            cheapest_ranges: find_cheapest_ranges(&ends, &pairs, volumes),
            options,
            pairs,
            volumes,
            current_volume: now,
            unit: if counts_jobs(demand) { "jobs/month" } else { "requests/month" },
        })
    }

    /// Where two options cross, and whether they stand in that order.
    pub fn crossover(&self, a: usize, b: usize) -> Option<(&Crossover, bool)> {
        let wanted = (a.min(b), a.max(b));
        self.pairs.iter().find(|(pair, _)| *pair == wanted).map(|(_, found)| (found, a < b))
    }

    /// Who is cheaper for good, of the leader (by its column) and the rival that is nearest to it in cost at the present volume;
    /// without a leader, of the cheapest and its rival. Nothing where either cannot go on for ever.
    pub fn describe_long_run(&self, leader: Option<usize>, name: impl Fn(usize) -> String) -> Option<String> {
        let now = |at: &usize| self.options[*at].curve.at(self.current_volume);
        let cheapest = |but: Option<usize>| {
            let goes_on = (0..self.options.len()).filter(|at| Some(*at) != but && is_unlimited(&self.options[*at]));
            goes_on.min_by(|a, b| now(a).total_cmp(&now(b)))
        };
        let led = leader.and_then(|column| self.options.iter().position(|option| option.column == column));
        let first = led.or_else(|| cheapest(None)).filter(|at| is_unlimited(&self.options[*at]))?;
        let rival = cheapest(Some(first))?;
        let pair = (first.min(rival), first.max(rival));
        let (found, _) = self.crossover(pair.0, pair.1)?;
        let (a, b) = (self.options[pair.0], self.options[pair.1]);
        let (left, right) = (name(a.column), name(b.column));
        let slopes =
            [MarginalCost { name: &left, usd: a.curve.slope() }, MarginalCost { name: &right, usd: b.curve.slope() }];
        Some(slope_test::describe_long_run(found, slopes, self.volumes.to))
    }

    /// Which option is cheapest where: `Functions to 12.4 M, Fargate to 310 M, then VM fleet`.
    pub fn describe(&self, name: impl Fn(usize) -> String) -> String {
        let told = describe_ranges(&self.cheapest_ranges, self.volumes, |option| name(self.options[option].column));
        let is_exact = self.pairs.iter().all(|(_, found)| found.is_exact);
        if is_exact { told } else { format!("{told} (steps closer together than can be told apart are left out)") }
    }
}

/// An option that goes on without end.
fn is_unlimited(option: &OptionCurve) -> bool {
    option.curve.max_volume().is_infinite()
}

/// Whether options can be followed along a volume, without following them.
pub fn is_available(session: &Session, sheet: &DecisionMatrix) -> bool {
    starting_point(session, sheet).is_ok()
}

/// What the workload of a sheet asks, and its present volume, where there is an option to follow.
fn starting_point<'a>(session: &'a Session, sheet: &DecisionMatrix) -> Result<(&'a Demand, f64), GrowthUnavailable> {
    let workload = matrix_workload(session, sheet)?;
    let demand = &workload.demand;
    let Some(now) = current_volume(session, demand) else {
        return Err(GrowthUnavailable::UnknownVolume(workload.name.clone()));
    };
    if option_curves(sheet).next().is_none() { Err(GrowthUnavailable::NoBills) } else { Ok((demand, now)) }
}

fn matrix_workload<'a>(session: &'a Session, sheet: &DecisionMatrix) -> Result<&'a Workload, GrowthUnavailable> {
    match &sheet.scope {
        Scope::System => Err(GrowthUnavailable::WholeSystem),
        Scope::Matrix => Err(GrowthUnavailable::NoWorkload),
        Scope::Workload(id) => session.workload(id).ok_or(GrowthUnavailable::NoWorkload),
    }
}

/// The columns of a sheet that can be followed along a volume: what is ruled out cannot be chosen at any.
pub fn option_curves(sheet: &DecisionMatrix) -> impl Iterator<Item = OptionCurve<'_>> {
    let can_be_chosen = |column: &&Column| column.offer.is_feasible();
    sheet.columns.iter().enumerate().filter(move |(_, column)| can_be_chosen(column)).filter_map(|(at, column)| {
        let course = column.offer.bill.as_ref()?.curve.as_deref()?;
        Some(OptionCurve { column: at, curve: course })
    })
}

/// The present volume of a demand, in what its volumes count, a month.
pub fn current_volume(session: &Session, demand: &Demand) -> Option<f64> {
    if counts_jobs(demand) {
        demand.jobs_per_day.middle().map(|jobs| jobs * session.market.month.days())
    } else {
        demand.requests_per_month.middle()
    }
}

/// Which of several options is cheapest over a range of volumes, from where each pair of them crosses. `ends` says beyond
/// which volume an option cannot go.
///
/// Walks from flip to flip of whoever is cheapest: it can only lose that place where one of its own pairs flips, or where it
/// ends. Equal options keep the place of the first of them.
pub fn find_cheapest_ranges(
    ends: &[f64],
    pairs: &[((usize, usize), Crossover)],
    volumes: VolumeRange,
) -> Vec<CheapestRange> {
    let mut reigns: Vec<CheapestRange> = Vec::new();
    let mut at = volumes.from;
    while at < volumes.to {
        let Some(option) = cheapest_option(ends, pairs, at) else { break };
        let lost = pairs.iter().filter_map(|(pair, found)| {
            let side = side_of_option(*pair, option)?;
            let after = found.flips.partition_point(|flip| flip.at_volume <= at);
            found.flips.get(after..)?.iter().find(|flip| flip.cheaper != side).map(|flip| flip.at_volume)
        });
        let to = lost.fold(ends[option].min(volumes.to), f64::min);
        match reigns.last_mut().filter(|last| last.option == option) {
            Some(last) => last.to = to,
            None => reigns.push(CheapestRange { option, from: at, to }),
        }
        at = to;
    }
    reigns
}

fn side_of_option((a, b): (usize, usize), option: usize) -> Option<Side> {
    if a == option { Some(Side::A) } else { (b == option).then_some(Side::B) }
}

/// The cheapest just above a volume, of those that go on there.
fn cheapest_option(ends: &[f64], pairs: &[((usize, usize), Crossover)], volume: f64) -> Option<usize> {
    let goes_on = |option: &usize| ends[*option] > volume;
    (0..ends.len()).filter(goes_on).reduce(|best, other| {
        let found = pairs.iter().find(|(pair, _)| *pair == (best, other)).map(|(_, found)| found);
        let side = found.and_then(|found| {
            let before = found.flips.partition_point(|flip| flip.at_volume <= volume);
            before.checked_sub(1).map_or(found.cheaper_below, |last| found.flips.get(last).map(|flip| flip.cheaper))
        });
        if side == Some(Side::B) { other } else { best }
    })
}

/// Who takes turns, and how often, before one of them stays.
const MIN_ALTERNATIONS: usize = 4;

fn describe_ranges(reigns: &[CheapestRange], volumes: VolumeRange, name: impl Fn(usize) -> String) -> String {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(reign) = reigns.get(at) {
        let turns = alternation_length(&reigns[at..]);
        let next = if turns >= MIN_ALTERNATIONS { &reigns[at + turns - 1] } else { reign };
        if turns >= MIN_ALTERNATIONS {
            // Whole nodes step past each other: who is first and who stays matters, not each step between.
            let (first, other) = (name(reign.option), name(reigns[at + 1].option));
            let (from, to) = (wording::format_volume(reign.to), wording::format_volume(next.from));
            parts.push(format!("{first} to {from}, {first} and {other} by turns to {to} ({} changes)", turns - 1));
            at += turns - 1;
            continue;
        }
        let ends = reign.to >= volumes.to;
        parts.push(match (ends, parts.is_empty()) {
            (true, true) => format!("{} at every volume", name(reign.option)),
            (true, false) => format!("then {}", name(reign.option)),
            (false, _) => format!("{} to {}", name(reign.option), wording::format_volume(reign.to)),
        });
        at += 1;
    }
    if let Some(last) = reigns.last().filter(|last| last.to < volumes.to) {
        parts.push(format!("beyond {} none holds the load", wording::format_volume(last.to)));
    }
    parts.join(", ")
}

/// How many reigns from the first on are of two options in turn.
fn alternation_length(reigns: &[CheapestRange]) -> usize {
    let of_two = |at: &usize| reigns[*at].option == reigns[at - 2].option;
    reigns.len().min(2) + (2..reigns.len()).take_while(of_two).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::crossover::{SegmentedCurve, exact_crossover};

    const RANGE: (f64, f64) = (1.0, 1e6);

    fn found(curves: &[SegmentedCurve]) -> Vec<((usize, usize), Crossover)> {
        let mut pairs = Vec::new();
        for (a, first) in curves.iter().enumerate() {
            for (b, second) in curves.iter().enumerate().skip(a + 1) {
                pairs.push(((a, b), exact_crossover(first, second)));
            }
        }
        pairs
    }

    fn told(curves: &[SegmentedCurve], ends: &[f64]) -> (Vec<CheapestRange>, String) {
        let volumes = VolumeRange { from: RANGE.0, to: RANGE.1 };
        let reigns = find_cheapest_ranges(ends, &found(curves), volumes);
        let words = describe_ranges(&reigns, volumes, |option| ["Functions", "Fargate", "VM fleet"][option].to_owned());
        (reigns, words)
    }

    /// 1 v = 100 + 0.1 v at 111.1; 100 + 0.1 v = 1000 at 9,000; 1 v = 1000 at 1,000, where neither is cheapest.
    #[test]
    fn the_cheapest_changes_where_the_lines_meet() {
        let curves = [
            SegmentedCurve::line(0.0, 1.0, RANGE),
            SegmentedCurve::line(100.0, 0.1, RANGE),
            SegmentedCurve::line(1000.0, 0.0, RANGE),
        ];
        let (reigns, words) = told(&curves, &[f64::INFINITY; 3]);
        let order: Vec<usize> = reigns.iter().map(|reign| reign.option).collect();
        assert_eq!(order, [0, 1, 2]);
        assert!((reigns[0].to - 1000.0 / 9.0).abs() < 1e-9 && (reigns[1].to - 9000.0).abs() < 1e-6, "{reigns:?}");
        assert_eq!(words, "Functions to 111, Fargate to 9.00 k, then VM fleet");
    }

    #[test]
    fn one_that_is_never_dearer_reigns_alone_and_equals_keep_the_first() {
        let curves = [
            SegmentedCurve::line(1.0, 1.0, RANGE),
            SegmentedCurve::line(2.0, 1.0, RANGE),
            SegmentedCurve::line(1.0, 1.0, RANGE),
        ];
        assert_eq!(told(&curves, &[f64::INFINITY; 3]).1, "Functions at every volume");
    }

    #[test]
    fn one_that_cannot_go_on_gives_way() {
        let curves = [SegmentedCurve::line(1.0, 0.0, (1.0, 500.0)), SegmentedCurve::line(9.0, 0.0, RANGE)];
        assert_eq!(told(&curves, &[500.0, f64::INFINITY]).1, "Functions to 500, then Fargate");
        let curves = [SegmentedCurve::line(1.0, 0.0, (1.0, 500.0)), SegmentedCurve::line(9.0, 0.0, (1.0, 8000.0))];
        let (_, words) = told(&curves, &[500.0, 8000.0]);
        assert_eq!(words, "Functions to 500, Fargate to 8.00 k, beyond 8.00 k none holds the load");
    }

    /// Nodes of 100 USD for each 1,000 requests against 0.1001 USD a request.
    #[test]
    fn steps_that_pass_each_other_are_told_as_turns() {
        let range = (1.0, 20_000.0);
        let curves =
            [SegmentedCurve::line(0.0, 0.1001, range), SegmentedCurve::stepped((0.0, 0.0), 100.0, 1000.0, 1.0, range)];
        let volumes = VolumeRange { from: range.0, to: range.1 };
        let found = find_cheapest_ranges(&[f64::INFINITY; 2], &found(&curves), volumes);
        // The line meets n nodes at n × 999.001, and the next node steps up at n × 1000: 20 meetings, 19 steps.
        assert_eq!(found.len(), 40, "{found:?}");
        let words = describe_ranges(&found, volumes, |option| ["Functions", "VM fleet"][option].to_owned());
        assert_eq!(words, "Functions to 999, Functions and VM fleet by turns to 20.0 k (39 changes), then VM fleet");
    }
}
