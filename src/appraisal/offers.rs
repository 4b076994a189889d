//! What it would take to run each workload on each alternative: the bill, the hours, what forbids it. Weights and scores do
//! not enter here, so a change of them leaves this alone.

use super::bills;
use super::matrix::includes_labour;
use super::mitigation::{MitigatedPurchase, mitigate};
use super::one_time_cost::{self, OneTimeCost};
use crate::burden::{self, Burden, BurdenInputs, Objection, PlatformUse, Reason};
use crate::catalogue::risks::Risk;
use crate::catalogue::{Capability, Catalogue, OneTimeHours, Platform, PlatformKind};
use crate::cost::{self, AccountUsage, Bill, NamedDemand, Purchase};
use crate::model::{
    Alternative, Cloud, Constraint, ConstraintKind, DerivedMetric, HoursOverride, HoursPerMonth, Market, Millis,
    Session, Strength, Team, UsdOnce, UsdPerMonth, Workload,
};
use std::sync::Arc;

/// One or more workloads on one alternative, or an estate as a whole.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// What it costs; none where the alternative has neither a platform nor a quote.
    pub bill: Option<Bill>,
    /// What it asks of the team; none without a platform.
    pub burden: Option<Burden>,
    /// Time within which 95 of 100 answers come after idle.
    pub p95: Option<Millis>,
    /// Share of layers that the team operates, in per cent.
    pub operated: Option<f64>,
    /// Work of leaving, once; none without a platform.
    pub exit: Option<OneTimeHours>,
    /// What adopting it costs once.
    pub one_time: OneTimeCost,
    /// What rules it out.
    pub hard: Vec<Reason>,
    /// What warns.
    pub soft: Vec<Reason>,
}

impl Offer {
    /// Whether nothing rules it out.
    pub fn is_feasible(&self) -> bool {
        self.hard.is_empty()
    }

    /// The figure that a derived criterion maps onto the scale, in the source's unit, with how far the ranges in a demand let
    /// it lie off.
    pub fn figure_range(&self, source: DerivedMetric) -> Option<FigureRange> {
        match source {
            DerivedMetric::MonthlyCost => self.bill.as_ref().map(|bill| FigureRange {
                low: bill.low.get(),
                likely: bill.monthly.get(),
                high: bill.high.get(),
            }),
            // Bad months of all tasks together are far from good ones of all, for every alternative alike: as a range they would
            // leave no order among alternatives, and say nothing of what sets them apart. The mean is what totals are made of.
            DerivedMetric::BurdenHours => self.burden.as_ref().map(|burden| FigureRange::exact(burden.mean.get())),
            DerivedMetric::P95AfterIdle => self.p95.map(|p95| FigureRange::exact(p95.get())),
            DerivedMetric::OperatedShare => self.operated.map(FigureRange::exact),
            DerivedMetric::ExitEffort => self.exit.map(|exit| FigureRange::exact(exit.mean().get())),
        }
    }

    /// Adds a broken constraint: it rules out or warns, as the constraint says.
    fn add_violation(&mut self, constraint: &Constraint, what: Objection) {
        let reason = Reason::from_constraint(constraint, what);
        match constraint.strength {
            Strength::Hard => self.hard.push(reason),
            Strength::Soft => self.soft.push(reason),
        }
    }

    /// Adds a constraint that nothing known answers: never a yes, and never a no.
    fn add_question(&mut self, constraint: &Constraint, what: Objection) {
        self.soft.push(Reason::from_constraint(constraint, what));
    }

    /// What it costs over so many months, adopting it included.
    pub fn cost_over(&self, months: u32) -> Option<UsdOnce> {
        let monthly = self.bill.as_ref()?.monthly.get();
        Some(UsdOnce::of(monthly * f64::from(months) + self.one_time.total().get()))
    }
}

/// A figure that is not exactly known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FigureRange {
    /// With every range at its cheaper end.
    pub low: f64,
    /// What is most likely.
    pub likely: f64,
    /// With every range at its dearer end.
    pub high: f64,
}

impl FigureRange {
    fn exact(figure: f64) -> Self {
        Self { low: figure, likely: figure, high: figure }
    }
}

/// The offers of a session: for each workload, in order, one per alternative. A session without workloads has one row.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// Rows are workloads, columns alternatives.
    pub rows: Vec<Vec<Arc<Offer>>>,
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
            labour_counts: includes_labour(session),
        }
    }

    fn match_session(&self, session: &Session) -> bool {
        self.team == session.team
            && self.market == session.market
            && self.alternatives == session.alternatives
            && self.workloads == session.workloads
            && self.hours == session.hours
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
            estates: Vec::new(),
            inputs: Some(OfferInputs::from_session(session)),
        }
    }

    /// The offer of a workload (by its place; 0 in a session without workloads) on an alternative (by its place).
    pub fn offer(&self, workload: usize, alternative: usize) -> Option<&Arc<Offer>> {
        self.rows.get(workload)?.get(alternative)
    }

    /// The offer of an estate; the same assignment is reckoned once.
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
                warn_of_overload(catalogue, &mut offer);
                add_labour_to_bill(session, &mut offer);
                Arc::new(offer)
            })
            .collect()
    };
    if session.workloads.is_empty() {
        return vec![row(&[])];
    }
    session.workloads.iter().map(|workload| row(&[workload])).collect()
}

/// The platform behind an alternative, if it has one that the catalogue knows.
pub fn platform_of<'a>(catalogue: &'a Catalogue, alternative: &Alternative) -> Option<&'a Platform> {
    catalogue.platform(alternative.platform.as_ref()?)
}

/// How an alternative is bought for workloads, its measures against failure modes carried out.
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
    let bill = compute_bill(session, catalogue, alternative, &arranged, account);
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
        one_time: one_time_cost::compute_one_time_cost(session, alternative, workloads),
        ..Offer::default()
    };
    let site = burden::Site { cloud, region: alternative_region(session, cloud), catalogue };
    for (workload, plain) in workloads.iter().zip(plain) {
        let judged = burden::assess_at_site(platform, workload, &site);
        offer.hard.extend(judged.hard);
        offer.soft.extend(judged.soft);
        let monthly = bill.as_ref().map(|bill| bill.monthly);
        check_budget(workload, monthly, &mut offer);
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

/// The region that an alternative of this cloud stands in; empty where nobody has said, as of another cloud than the session's.
fn alternative_region(session: &Session, cloud: Cloud) -> &str {
    if cloud == session.market.cloud { &session.market.region } else { "" }
}

/// Puts the cost of the hours onto the bill, where they belong there.
fn add_labour_to_bill(session: &Session, offer: &mut Offer) {
    if let (true, Some(bill), Some(burden)) = (includes_labour(session), &mut offer.bill, &offer.burden) {
        bills::add_labour(bill, burden, session.team.hourly_rate);
    }
}

fn compute_bill(
    session: &Session,
    catalogue: &Catalogue,
    alternative: &Alternative,
    arranged: &MitigatedPurchase,
    account: &mut AccountUsage,
) -> Option<Bill> {
    if let Some(quote) = alternative.quote {
        return Some(bills::quote_bill(&alternative.name, quote));
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

fn platform_usage<'a>(platform: &'a Platform, workloads: &[&Workload], hosts: u32) -> PlatformUse<'a> {
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

fn burden_inputs<'a>(session: &'a Session, catalogue: &'a Catalogue) -> BurdenInputs<'a> {
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
fn slowest_p95(platform: Option<&Platform>, workloads: &[&Workload], cloud: Cloud) -> Option<Option<Millis>> {
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
fn longest_time(times: impl IntoIterator<Item = Option<Millis>>) -> Option<Option<Millis>> {
    times.into_iter().reduce(|a, b| Some(if a?.get() < b?.get() { b? } else { a? }))
}

fn check_budget(workload: &Workload, monthly: Option<UsdPerMonth>, offer: &mut Offer) {
    for constraint in &workload.constraints {
        let ConstraintKind::Budget(most) = constraint.kind else { continue };
        match monthly {
            None => offer.add_question(constraint, Objection::BillUnknown { budget: most }),
            Some(monthly) if monthly > most => {
                let workload = workload.name.clone();
                offer.add_violation(constraint, Objection::OverBudget { monthly, budget: most, workload });
            }
            Some(_) => {}
        }
    }
}

/// Judges limits on the hours of a workload; `hours` is asked for only where there is one.
fn check_hours_limit(workload: &Workload, hours: impl Fn() -> Option<HoursPerMonth>, offer: &mut Offer) {
    for constraint in &workload.constraints {
        let ConstraintKind::MostHours(most) = constraint.kind else { continue };
        match hours() {
            None => offer.add_question(constraint, Objection::HoursUnknown { limit: most }),
            Some(hours) if hours > most => {
                let workload = workload.name.clone();
                offer.add_violation(constraint, Objection::OverHours { hours, limit: most, workload });
            }
            Some(_) => {}
        }
    }
}

/// Warns where operations would leave the team too little time for anything else.
fn warn_of_overload(catalogue: &Catalogue, offer: &mut Offer) {
    let book = &catalogue.tasks;
    if let Some(burden) = offer.burden.as_ref().filter(|burden| burden.exceeds_toil_cap(book)) {
        let what = Objection::Overload { share: burden.share_of_team, cap: book.rotation.toil_cap };
        offer.soft.push(Reason { what, why: String::new(), by: book.rotation.source.clone() });
    }
}

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
        whole.bill = Some(bills::combine_bills(parts));
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
    add_labour_to_bill(session, &mut whole);
    whole
}
