//! What each option costs as the volume of a workload grows, and which of them is cheapest from where to where.

use super::cheapest_range::{CheapestRange, describe_ranges, find_cheapest_ranges};
use super::slope_test::{self, MarginalCost};
use crate::appraisal::Scope;
use crate::appraisal::matrix::{Column, DecisionMatrix};
use crate::cost::crossover::Crossover;
use crate::cost::{CostCurve, VolumeRange, counts_jobs, pairwise_crossovers};
use crate::model::number::format_volume;
use crate::model::{Demand, Session, Workload};
use std::sync::Arc;

/// An option with its bill along the volume.
#[derive(Debug, Clone)]
pub struct OptionCurve {
    /// Its column in the matrix.
    pub column: usize,
    /// USD a month at any volume.
    pub curve: Arc<CostCurve>,
}

/// The options of one workload along its volume.
#[derive(Debug, Clone)]
pub struct Growth {
    /// What may be chosen and has a bill, in the order of the matrix.
    pub options: Vec<OptionCurve>,
    /// Where the cheaper of two changes, for every pair of options by their indices.
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
    /// The matrix shows the whole system, whose workloads grow each for itself.
    WholeSystem,
    /// There is no workload.
    NoWorkload,
    /// Nobody has said how often this workload runs.
    UnknownVolume(String),
    /// Nothing that may be chosen has a bill.
    NoBills,
}

impl Growth {
    /// The options of the workload that a matrix shows.
    pub fn compute(session: &Session, matrix: &DecisionMatrix) -> Result<Self, GrowthUnavailable> {
        let (demand, now) = starting_point(session, matrix)?;
        let options: Vec<OptionCurve> = option_curves(matrix).collect();
        let curves: Vec<&CostCurve> = options.iter().map(|option| option.curve.as_ref()).collect();
        let (volumes, pairs) = (VolumeRange::for_demand(demand), pairwise_crossovers(&curves, demand));
        let ends: Vec<f64> = curves.iter().map(|curve| curve.max_volume()).collect();
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
        let (a, b) = (&self.options[pair.0], &self.options[pair.1]);
        let (left, right) = (name(a.column), name(b.column));
        let slopes =
            [MarginalCost { name: &left, usd: a.curve.slope() }, MarginalCost { name: &right, usd: b.curve.slope() }];
        Some(slope_test::describe_long_run(found, slopes, self.volumes.to))
    }

    /// Which option is cheapest where: `Functions to 12.4 M, Fargate to 310 M, then VM fleet`.
    pub fn describe(&self, name: impl Fn(usize) -> String) -> String {
        let ranges = describe_ranges(&self.cheapest_ranges, self.volumes, |option| name(self.options[option].column));
        let unresolved = self.pairs.iter().filter_map(|(_, found)| found.unresolved).reduce(VolumeRange::hull);
        let Some(VolumeRange { from, to }) = unresolved else { return ranges };
        let (from, to) = (format_volume(from), format_volume(to));
        format!("{ranges} (from {from} to {to}, changes between steps too close together are left out)")
    }
}

/// An option that goes on without end.
fn is_unlimited(option: &OptionCurve) -> bool {
    option.curve.max_volume().is_infinite()
}

/// Whether options can be followed along a volume, without following them.
pub fn is_available(session: &Session, matrix: &DecisionMatrix) -> bool {
    starting_point(session, matrix).is_ok()
}

/// What the workload of a matrix asks, and its present volume, where there is an option to follow.
fn starting_point<'a>(session: &'a Session, matrix: &DecisionMatrix) -> Result<(&'a Demand, f64), GrowthUnavailable> {
    let workload = matrix_workload(session, matrix)?;
    let demand = &workload.demand;
    let Some(now) = current_volume(session, demand) else {
        return Err(GrowthUnavailable::UnknownVolume(workload.name.clone()));
    };
    if option_curves(matrix).next().is_none() { Err(GrowthUnavailable::NoBills) } else { Ok((demand, now)) }
}

fn matrix_workload<'a>(session: &'a Session, matrix: &DecisionMatrix) -> Result<&'a Workload, GrowthUnavailable> {
    match &matrix.scope {
        Scope::System => Err(GrowthUnavailable::WholeSystem),
        Scope::Matrix => Err(GrowthUnavailable::NoWorkload),
        Scope::Workload(id) => session.workload(id).ok_or(GrowthUnavailable::NoWorkload),
    }
}

/// The columns of a matrix that can be followed along a volume: what is ruled out cannot be chosen at any.
pub fn option_curves(matrix: &DecisionMatrix) -> impl Iterator<Item = OptionCurve> {
    let can_be_chosen = |column: &&Column| column.offer.is_feasible();
    matrix.columns.iter().enumerate().filter(move |(_, column)| can_be_chosen(column)).filter_map(|(at, column)| {
        let curve = column.offer.bill.as_ref()?.curve.clone()?;
        Some(OptionCurve { column: at, curve })
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
