//! All offers of a session, kept while nothing that they depend on changes.

use super::bill::add_labour_to_bill;
use super::compute::compute_offer;
use super::constraints::warn_of_overload;
use super::estate::compute_estate_offer;
use super::labour::includes_labour;
use super::market::{MarketMismatch, find_market_mismatches};
use super::must_haves::add_must_haves;
use super::offer::Offer;
use crate::catalogue::Catalogue;
use crate::cost::AccountUsage;
use crate::model::{Alternative, HoursOverride, Market, MustHave, MustHaveMark, Session, Team, Workload};
use std::sync::Arc;

/// The offers of a session: for each workload, in order, one per alternative. A session without workloads has one row.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// Rows are workloads, columns alternatives.
    pub rows: Vec<Vec<Arc<Offer>>>,
    /// Where the market is not that of the price book.
    pub market_mismatches: Vec<MarketMismatch>,
    /// Estates asked for so far, by the place of each workload's alternative.
    estates: Vec<(Vec<usize>, Arc<Offer>)>,
    inputs: Option<OfferInputs>,
}

/// What the offers depend on; as long as it is unchanged they need not be computed again.
#[derive(Debug, Clone, PartialEq)]
struct OfferInputs {
    team: Team,
    market: Market,
    alternatives: Vec<Alternative>,
    workloads: Vec<Workload>,
    hours: Vec<HoursOverride>,
    must_haves: Vec<MustHave>,
    must_have_marks: Vec<MustHaveMark>,
    labour_counts: bool,
}

impl OfferInputs {
    fn from_session(session: &Session) -> Self {
        Self {
            team: session.team.clone(),
            market: session.market.clone(),
            alternatives: session.alternatives.clone(),
            workloads: session.workloads.clone(),
            hours: session.hours.clone(),
            must_haves: session.must_haves.clone(),
            must_have_marks: session.must_have_marks.clone(),
            labour_counts: includes_labour(session),
        }
    }

    fn match_session(&self, session: &Session) -> bool {
        self.team == session.team
            && self.market == session.market
            && self.alternatives == session.alternatives
            && self.workloads == session.workloads
            && self.hours == session.hours
            && self.must_haves == session.must_haves
            && self.must_have_marks == session.must_have_marks
            && self.labour_counts == includes_labour(session)
    }
}

impl Offers {
    /// Computes every offer, or takes them from `previous` when nothing that they depend on has changed.
    pub fn compute(session: &Session, catalogue: &Catalogue, previous: Self) -> Self {
        if previous.inputs.as_ref().is_some_and(|inputs| inputs.match_session(session)) {
            return previous;
        }
        Self {
            rows: compute_offers(session, catalogue),
            market_mismatches: find_market_mismatches(session, catalogue),
            estates: Vec::new(),
            inputs: Some(OfferInputs::from_session(session)),
        }
    }

    /// The offer of a workload (by its index; 0 in a session without workloads) on an alternative (by its index).
    pub fn offer(&self, workload: usize, alternative: usize) -> Option<&Arc<Offer>> {
        self.rows.get(workload)?.get(alternative)
    }

    /// The offer of an estate; the same assignment is computed once.
    pub fn estate(&mut self, session: &Session, catalogue: &Catalogue, assign: &[usize]) -> Arc<Offer> {
        if let Some((_, offer)) = self.estates.iter().find(|(known, _)| known == assign) {
            return offer.clone();
        }
        let offer = Arc::new(compute_estate_offer(session, catalogue, assign));
        self.estates.push((assign.to_vec(), offer.clone()));
        offer
    }
}

fn compute_offers(session: &Session, catalogue: &Catalogue) -> Vec<Vec<Arc<Offer>>> {
    let row = |workloads: &[&Workload]| {
        session
            .alternatives
            .iter()
            .map(|row| {
                let mut offer = compute_offer(session, catalogue, row, workloads, &mut AccountUsage::default());
                add_must_haves(session, row, None, &mut offer);
                warn_of_overload(catalogue, &mut offer);
                add_labour_to_bill(session, catalogue, &mut offer);
                Arc::new(offer)
            })
            .collect()
    };
    if session.workloads.is_empty() {
        return vec![row(&[])];
    }
    session.workloads.iter().map(|workload| row(&[workload])).collect()
}
