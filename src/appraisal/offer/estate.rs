//! The offer of an estate: every workload on the alternative it is assigned to.

use super::bill::{add_labour_to_bill, combine_bills};
use super::compute::{burden_inputs, compute_offer, longest_time, platform_usage, slowest_p95};
use super::constraints::warn_of_overload;
use super::mitigation::mitigate;
use super::must_haves::add_must_haves;
use super::offer::Offer;
use super::platform::platform_of;
use crate::burden::{self, PlatformUse};
use crate::catalogue::risks::Risk;
use crate::catalogue::{Catalogue, OneTimeHours, PlatformKind};
use crate::cost::{AccountUsage, Bill};
use crate::model::{Millis, Session, Workload};

/// A whole estate: every workload on the alternative it is assigned to. What is shared is counted once.
pub fn compute_estate_offer(session: &Session, catalogue: &Catalogue, assign: &[usize]) -> Offer {
    let mut whole = Offer::default();
    let mut parts: Vec<(String, Bill)> = Vec::new();
    let mut uses: Vec<PlatformUse<'_>> = Vec::new();
    let mut operated: Vec<(f64, f64)> = Vec::new();
    let mut account = AccountUsage::default();
    let mut answers: Vec<Option<Millis>> = Vec::new();
    let mut work = Vec::new();
    let mut exits: Vec<Option<OneTimeHours>> = Vec::new();
    for (place, alternative) in session.alternatives.iter().enumerate() {
        let here: Vec<&Workload> = session
            .workloads
            .iter()
            .zip(assign)
            .filter(|(_, to)| **to == place)
            .map(|(workload, _)| workload)
            .collect();
        if here.is_empty() {
            continue;
        }
        let part = compute_offer(session, catalogue, alternative, &here, &mut account);
        let arranged = mitigate(session, catalogue, alternative, &here);
        let theirs = arranged.workloads();
        let here = theirs.as_slice();
        if let Some(platform) = platform_of(catalogue, alternative) {
            uses.push(platform_usage(platform, here, part.bill.as_ref().map_or(0, |bill| bill.machines)));
        }
        let importance: f64 = here.iter().map(|workload| session.importance_share(workload)).sum();
        operated.extend(part.operated.map(|share| (share, importance)));
        whole.one_time = whole.one_time.plus(part.one_time);
        exits.push(part.exit);
        parts.extend(part.bill.map(|bill| (alternative.name.clone(), bill)));
        whole.hard.extend(part.hard);
        whole.soft.extend(part.soft);
        add_must_haves(session, alternative, Some(&alternative.name), &mut whole);
        let cloud = alternative.cloud.unwrap_or(session.market.cloud);
        answers.extend(slowest_p95(platform_of(catalogue, alternative), here, cloud));
        if let Some(platform) = platform_of(catalogue, alternative) {
            work.extend(arranged.mitigations.into_iter().map(|taken| (platform.kind, taken)));
        }
    }
    whole.p95 = longest_time(answers).flatten();
    whole.exit = if exits.is_empty() { None } else { exits.into_iter().sum() };
    let used = assign.iter().collect::<std::collections::BTreeSet<_>>().len();
    if !parts.is_empty() && parts.len() == used {
        whole.bill = Some(combine_bills(parts));
    }
    if !uses.is_empty() {
        let mut burden = burden::compute_burden(&burden_inputs(session, catalogue), &uses);
        // A measure is work once for its kind of platform, however many options of that kind take it on.
        let mut known = std::collections::BTreeSet::new();
        work.retain(|(kind, (risk, _)): &(PlatformKind, (&Risk, _))| known.insert((*kind, risk.id.clone())));
        let work: Vec<_> = work.into_iter().map(|(_, taken)| taken).collect();
        burden::mitigation::add_mitigation_hours(&mut burden, &work, &catalogue.tasks, &session.team);
        whole.burden = Some(burden);
        let weight: f64 = operated.iter().map(|(_, importance)| importance).sum();
        whole.operated = Some(
            operated.iter().map(|(share, importance)| share * importance).sum::<f64>() / weight.max(f64::MIN_POSITIVE),
        );
    }
    warn_of_overload(catalogue, &mut whole);
    add_labour_to_bill(session, catalogue, &mut whole);
    whole
}
