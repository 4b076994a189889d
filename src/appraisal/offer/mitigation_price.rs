//! What a mitigation costs: the offer with it minus the offer without it.

use super::compute::compute_offer;
use super::mitigation::mitigate;
use super::offer::FigureRange;
use crate::catalogue::Catalogue;
use crate::cost::AccountUsage;
use crate::model::{Alternative, RiskId, Session, Workload};

/// What a measure costs: with it minus without it, all other measures as they stand. Below zero where it takes the place of
/// something dearer.
#[derive(Debug, Clone, PartialEq)]
pub struct MitigationPrice {
    /// USD a month, labour left out; none where nothing is billed, a quote stands for the bill, or
    /// the bill is open.
    pub usd: Option<f64>,
    /// Hours a month: good months, the mean, bad months. Below zero, too, where more room is held by fewer machines of a larger size.
    /// None where nothing is known of the hours.
    pub hours: Option<FigureRange>,
    /// What it takes the place of.
    pub replaces: Vec<&'static str>,
}

/// What a measure costs on an alternative for these workloads; none where the failure mode cannot hit there or is answered in words
/// only. In an estate the workloads are those that run on the alternative; allowances that others have used up are not looked at.
pub fn price_mitigation(
    session: &Session,
    catalogue: &Catalogue,
    alternative: &Alternative,
    workloads: &[&Workload],
    risk: &RiskId,
) -> Option<MitigationPrice> {
    let with = |is_on: bool| {
        let mut changed = alternative.clone();
        changed.mitigated.retain(|id| id != risk);
        if is_on {
            changed.mitigated.push(risk.clone());
        }
        changed
    };
    let (on, off) = (with(true), with(false));
    let arranged = mitigate(session, catalogue, &on, workloads);
    let (_, measure) = arranged.mitigations.iter().find(|(taken, _)| taken.id == risk.as_str())?;
    let offer = |alternative| compute_offer(session, catalogue, alternative, workloads, &mut AccountUsage::default());
    let (with, without) = (offer(&on), offer(&off));
    let usd = with.bill.as_ref().zip(without.bill.as_ref()).filter(|_| alternative.quote.is_none());
    let hours = with.burden.as_ref().zip(without.burden.as_ref());
    Some(MitigationPrice {
        usd: usd.and_then(|(with, without)| Some(with.known_monthly()?.get() - without.known_monthly()?.get())),
        hours: hours.map(|(with, without)| FigureRange {
            low: with.low.get() - without.low.get(),
            likely: with.mean.get() - without.mean.get(),
            high: with.high.get() - without.high.get(),
        }),
        replaces: measure.effects.iter().filter_map(|effect| effect.replaces()).collect(),
    })
}
