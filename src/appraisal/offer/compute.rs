//! What it would take to run each workload on each alternative: the bill, the hours, what forbids it. Weights and scores do
//! not enter here, so a change of them leaves this alone.

use super::bill;
use super::constraints::{check_budget, check_hours_limit};
use super::market::currency_mismatch;
use super::mitigation::{MitigatedPurchase, mitigate};
use super::offer::Offer;
use super::one_time::compute_one_time_cost;
use super::platform::{alternative_region, platform_of};
use crate::burden::{self, BurdenInputs, EnteredAmount, Objection, PlatformUse, Reason};
use crate::catalogue::{Capability, Catalogue, OneTimeHours, Platform};
use crate::cost::{self, AccountUsage, Bill, NamedDemand, Purchase};
use crate::model::{Alternative, Cloud, HoursPerMonth, Millis, Session, UsdPerMonth, Workload};

/// How an alternative is bought for workloads, its mitigations of failure modes carried out.
fn build_purchase<'a>(
    session: &'a Session,
    catalogue: &'a Catalogue,
    alternative: &Alternative,
    arranged: &MitigatedPurchase,
) -> Option<Purchase<'a>> {
    let platform = platform_of(catalogue, alternative)?;
    Some(Purchase {
        kind: platform.kind,
        cloud: alternative.cloud.unwrap_or(session.market.cloud),
        commitment: arranged.commitment,
        extended_support: arranged.extended_support,
        environments: session.team.environments,
        safeguards: arranged.safeguards,
        market: &session.market,
        book: &catalogue.prices,
        limits: &catalogue.limits,
    })
}

/// These workloads together on one alternative: they share its nodes, its cluster and its balancer. Labour is not on the bill.
pub(super) fn compute_offer(
    session: &Session,
    catalogue: &Catalogue,
    alternative: &Alternative,
    workloads: &[&Workload],
    account: &mut AccountUsage,
) -> Offer {
    let platform = platform_of(catalogue, alternative);
    let plain = workloads;
    let arranged = mitigate(session, catalogue, alternative, plain);
    let theirs = arranged.workloads();
    let workloads = theirs.as_slice();
    let quote_mismatch = currency_mismatch(session, catalogue).filter(|_| alternative.quote.is_some());
    let bill = match &quote_mismatch {
        Some(_) => None,
        None => compute_bill(session, catalogue, alternative, &arranged, account),
    };
    let cloud = alternative.cloud.unwrap_or(session.market.cloud);
    let mut offer = Offer {
        burden: platform.map(|platform| {
            let machines = bill.as_ref().map_or(0, |bill| bill.machines);
            let used = [platform_usage(platform, workloads, machines)];
            let mut burden = burden::compute_burden(&burden_inputs(session, catalogue), &used);
            arranged.add_hours(&mut burden, catalogue, &session.team);
            burden
        }),
        p95: slowest_p95(platform, workloads, cloud).flatten(),
        operated: platform.map(burden::operated_share),
        exit: platform.and_then(|platform| compute_exit_hours(catalogue, platform, cloud, workloads)),
        one_time: compute_one_time_cost(session, alternative, workloads),
        ..Offer::default()
    };
    if let Some(mismatch) = quote_mismatch {
        offer.soft.push(mismatch.into_objection(EnteredAmount::Quote));
    }
    let site = burden::Site { cloud, region: alternative_region(session, cloud), catalogue };
    for (workload, plain) in workloads.iter().zip(plain) {
        let judged = burden::assess_at_site(platform, workload, &site);
        offer.hard.extend(judged.hard);
        offer.soft.extend(judged.soft);
        check_budget(workload, bill.as_ref(), &mut offer);
        let alone = || workload_hours(session, catalogue, alternative, plain);
        let hours = if workloads.len() == 1 { offer.burden.as_ref().map(|burden| burden.mean) } else { None };
        check_hours_limit(workload, || hours.or_else(alone), &mut offer);
    }
    // A platform that cannot hold the demand is ruled out, however low its bill. The limits may say already that it has no GPU.
    let lacks_gpu = lacks_gpu(platform, workloads);
    let shortfalls = bill.iter().flat_map(|bill| &bill.shortfalls);
    let shortfalls = shortfalls.filter(|shortfall| !(lacks_gpu && shortfall.what.is_missing_gpu()));
    offer.hard.extend(shortfalls.map(|shortfall| Reason::from_demand(Objection::Shortfall(shortfall.to_string()))));
    // Where nothing of what was asked for is on the bill, there is none.
    offer.bill = bill.filter(|bill| bill.shortfalls.is_empty() || bill.monthly > UsdPerMonth::ZERO);
    offer
}

/// What it takes to leave a platform with all of these; none where nobody has said what would leave, or where there is no way out.
fn compute_exit_hours(
    catalogue: &Catalogue,
    platform: &Platform,
    cloud: Cloud,
    workloads: &[&Workload],
) -> Option<OneTimeHours> {
    let least = |workload: &&Workload| {
        burden::exit::easiest_exit(catalogue, platform.kind, cloud, workload).map(|exit| exit.hours)
    };
    if workloads.is_empty() {
        return least(&&Workload::default());
    }
    workloads.iter().map(least).sum()
}

/// Whether a platform is ruled out already for want of graphics processors, so that the bill need not say so again.
fn lacks_gpu(platform: Option<&Platform>, workloads: &[&Workload]) -> bool {
    let offers_none = platform.is_some_and(|platform| !platform.can.contains(&Capability::Gpu));
    offers_none && workloads.iter().any(|workload| workload.demand.gpus > 0)
}

fn compute_bill(
    session: &Session,
    catalogue: &Catalogue,
    alternative: &Alternative,
    arranged: &MitigatedPurchase,
    account: &mut AccountUsage,
) -> Option<Bill> {
    if let Some(quote) = alternative.quote {
        return Some(bill::quote_bill(&alternative.name, quote));
    }
    let workloads = arranged.workloads();
    if workloads.is_empty() {
        return None;
    }
    let loads: Vec<NamedDemand<'_>> =
        workloads.iter().map(|w| NamedDemand { name: &w.name, demand: &w.demand }).collect();
    let purchase = build_purchase(session, catalogue, alternative, arranged)?;
    Some(cost::compute_bill_on_account(account, &purchase, &loads))
}

pub(super) fn platform_usage<'a>(platform: &'a Platform, workloads: &[&Workload], hosts: u32) -> PlatformUse<'a> {
    let sum =
        |count: fn(&Workload) -> u32| workloads.iter().fold(0u32, |sum, workload| sum.saturating_add(count(workload)));
    PlatformUse {
        platform,
        services: sum(|workload| workload.services.max(1)).max(1),
        hosts,
        managed_data: sum(|workload| workload.demand.managed_data),
        own_data: sum(|workload| workload.demand.own_data),
        waits_until_morning: !workloads.is_empty() && workloads.iter().all(|workload| workload.waits_until_morning),
    }
}

pub(super) fn burden_inputs<'a>(session: &'a Session, catalogue: &'a Catalogue) -> BurdenInputs<'a> {
    BurdenInputs { book: &catalogue.tasks, team: &session.team, overrides: &session.hours }
}

/// The mean hours of a workload by itself on an alternative, whatever shares it: what a limit on its hours speaks of.
fn workload_hours(
    session: &Session,
    catalogue: &Catalogue,
    alternative: &Alternative,
    workload: &Workload,
) -> Option<HoursPerMonth> {
    let platform = platform_of(catalogue, alternative)?;
    let arranged = mitigate(session, catalogue, alternative, &[workload]);
    let bill = compute_bill(session, catalogue, alternative, &arranged, &mut AccountUsage::default());
    let used = platform_usage(platform, &arranged.workloads(), bill.map_or(0, |bill| bill.machines));
    let mut burden = burden::compute_burden(&burden_inputs(session, catalogue), &[used]);
    arranged.add_hours(&mut burden, catalogue, &session.team);
    Some(burden.mean)
}

/// The slowest first answer after idle: none where nobody waits for one, and none within where one is not known.
pub(super) fn slowest_p95(
    platform: Option<&Platform>,
    workloads: &[&Workload],
    cloud: Cloud,
) -> Option<Option<Millis>> {
    longest_time(workloads.iter().filter(|workload| expects_answers(workload)).map(|workload| {
        let latency = burden::latency_after_idle(platform?, &workload.demand, Some(cloud))?;
        Some(latency.middle)
    }))
}

/// Whether somebody waits for its answers: it is called, or its answers are timed. Nobody waits for a batch.
fn expects_answers(workload: &Workload) -> bool {
    let demand = &workload.demand;
    let is_batch = !demand.jobs_per_day.is_unknown();
    !demand.requests_per_month.is_unknown() || !(is_batch || demand.duration_ms.is_unknown())
}

/// The longest of several times; unknown when one of them is, none when there are none.
pub(super) fn longest_time(times: impl IntoIterator<Item = Option<Millis>>) -> Option<Option<Millis>> {
    times.into_iter().reduce(|a, b| Some(if a?.get() < b?.get() { b? } else { a? }))
}
