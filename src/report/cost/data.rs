//! The bills that a cost report is made of.

use crate::appraisal::{Appraisal, Horizon, Offer, Outlay, includes_labour};
use crate::catalogue::Catalogue;
use crate::cost::{Bill, BillLine, CostCurve, Crossover, pairwise_crossovers};
use crate::model::{Alternative, Session, Workload};
use std::sync::Arc;

/// Bills of a session.
#[derive(Debug, Clone)]
pub struct CostReport<'a> {
    pub(super) session: &'a Session,
    catalogue: &'a Catalogue,
    /// Money is summed up over this time besides the month.
    pub(super) horizon: Horizon,
    /// Whether the page shows the lines of every bill.
    pub(super) shows_lines: bool,
    /// Whether bills include the hours of operations.
    pub(super) has_labour: bool,
    /// Where the session's market is not that of the prices.
    pub(super) market_warnings: Vec<String>,
    /// One per workload; one in all for quotes in a session without workloads.
    pub(super) workloads: Vec<WorkloadCosts<'a>>,
}

/// Bills of one workload.
#[derive(Debug, Clone)]
pub(super) struct WorkloadCosts<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    /// One per alternative that has a platform or a quote.
    pub(super) alternatives: Vec<PricedAlternative<'a>>,
    /// For every pair of feasible alternatives with a cost curve.
    pub(super) crossovers: Vec<CrossoverRow>,
}

/// What an alternative costs.
#[derive(Debug, Clone)]
pub(super) struct PricedAlternative<'a> {
    pub(super) alternative: &'a Alternative,
    /// Why it is ruled out; feasible when there are none.
    pub(super) reasons: Vec<String>,
    pub(super) offer: Arc<Offer>,
}

/// Where the cheaper of two alternatives changes.
#[derive(Debug, Clone)]
pub(super) struct CrossoverRow {
    /// Index into [`WorkloadCosts::alternatives`], as is `b`.
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) crossover: Crossover,
}

impl<'a> CostReport<'a> {
    /// The bills of every workload, or of the one at `only`.
    pub fn build(session: &'a Session, catalogue: &'a Catalogue, appraisal: &Appraisal, only: Option<usize>) -> Self {
        let workloads = session.workloads.iter().enumerate().filter(|(at, _)| only.is_none_or(|only| only == *at));
        let mut workloads: Vec<WorkloadCosts> =
            workloads.map(|(at, workload)| workload_costs(session, appraisal, at, workload)).collect();
        if session.workloads.is_empty() {
            let quoted = priced_alternatives(session, appraisal, 0).filter(|row| row.offer.bill.is_some());
            let quotes =
                WorkloadCosts { id: "all", name: "all", alternatives: quoted.collect(), crossovers: Vec::new() };
            workloads.extend((!quotes.alternatives.is_empty()).then_some(quotes));
        }
        Self {
            session,
            catalogue,
            horizon: Horizon::Month,
            shows_lines: false,
            has_labour: includes_labour(session),
            market_warnings: appraisal.offers.market_mismatches.iter().map(ToString::to_string).collect(),
            workloads,
        }
    }

    pub fn with_horizon(self, horizon: Horizon) -> Self {
        Self { horizon, ..self }
    }

    pub fn with_lines(self, shows_lines: bool) -> Self {
        Self { shows_lines, ..self }
    }

    /// That of the price book, as amounts are not converted.
    pub(super) fn currency(&self) -> &str {
        self.catalogue.prices.currency()
    }

    /// Which file overrides list prices.
    pub(super) fn override_note(&self) -> Option<String> {
        self.catalogue.prices.override_note()
    }

    pub(super) fn outlay(&self, row: &PricedAlternative, horizon: Horizon) -> Option<Outlay> {
        Outlay::compute(&row.offer, self.has_labour, horizon)
    }

    /// Why bills are missing. An alternative that can be bought nowhere gives its own reason.
    pub(super) fn missing_bills(&self) -> Vec<String> {
        let Some(first) = self.workloads.first() else {
            return vec!["there is no workload, and so no bill: describe one in the session".to_owned()];
        };
        let note = |row: &PricedAlternative| {
            let platform = row.alternative.platform.as_ref()?;
            let is_unknown = self.catalogue.platforms.iter().all(|known| known.id != *platform);
            let note = format!("{}: the catalogue has no platform '{platform}'", row.alternative.name);
            (row.offer.bill.is_none() && is_unknown).then_some(note)
        };
        first.alternatives.iter().filter_map(note).collect()
    }
}

impl PricedAlternative<'_> {
    pub(super) fn bill(&self) -> Option<&Bill> {
        self.offer.bill.as_ref()
    }

    pub(super) fn lines(&self) -> &[BillLine] {
        self.bill().map_or(&[], |bill| &bill.lines)
    }

    pub(super) fn platform(&self) -> Option<&str> {
        self.alternative.platform.as_ref().map(|id| id.as_str())
    }

    pub(super) fn is_feasible(&self) -> bool {
        self.reasons.is_empty()
    }
}

fn workload_costs<'a>(
    session: &'a Session,
    appraisal: &Appraisal,
    at: usize,
    workload: &'a Workload,
) -> WorkloadCosts<'a> {
    let alternatives: Vec<PricedAlternative> = priced_alternatives(session, appraisal, at).collect();
    WorkloadCosts {
        id: workload.id.as_str(),
        name: &workload.name,
        crossovers: find_crossovers(workload, &alternatives),
        alternatives,
    }
}

fn priced_alternatives<'a>(
    session: &'a Session,
    appraisal: &Appraisal,
    workload: usize,
) -> impl Iterator<Item = PricedAlternative<'a>> {
    session.alternatives.iter().enumerate().filter_map(move |(at, alternative)| {
        let is_priced = alternative.platform.is_some() || alternative.quote.is_some();
        let offer = appraisal.offers.offer(workload, at).filter(|_| is_priced)?.clone();
        let reasons = offer.hard.iter().map(ToString::to_string).collect();
        Some(PricedAlternative { alternative, reasons, offer })
    })
}

/// Crossovers between feasible alternatives of a workload with a known volume. A quote is taken as the same at every volume.
fn find_crossovers(workload: &Workload, alternatives: &[PricedAlternative]) -> Vec<CrossoverRow> {
    let demand = &workload.demand;
    if demand.requests_per_month.is_unknown() && demand.jobs_per_day.is_unknown() {
        return Vec::new();
    }
    let curve = |row: &PricedAlternative| row.bill().filter(|_| row.is_feasible())?.curve.clone();
    let curves: Vec<(usize, Arc<CostCurve>)> =
        alternatives.iter().enumerate().filter_map(|(at, row)| Some((at, curve(row)?))).collect();
    let compared: Vec<&CostCurve> = curves.iter().map(|(_, curve)| curve.as_ref()).collect();
    pairwise_crossovers(&compared, demand)
        .into_iter()
        .map(|((a, b), crossover)| CrossoverRow { a: curves[a].0, b: curves[b].0, crossover })
        .collect()
}
