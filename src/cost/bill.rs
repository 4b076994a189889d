//! From a purchase and the loads that share it to a bill.

use super::builder::{BillBuilder, BillTerms, Capacity};
use super::kind;
use super::line::{Bill, CapacityUse};
use super::need::{LoadKind, RangeEnd, ResourceNeed, has_ranges};
use super::safeguards::Safeguards;
use crate::catalogue::limits::LimitBook;
use crate::catalogue::{PlatformKind, PriceBook};
use crate::model::{Cloud, Commitment, Demand, Market, UsdPerMonth};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is bought, where, and on which terms.
#[derive(Debug, Clone, Copy)]
pub struct Purchase<'a> {
    /// The kind of platform.
    pub kind: PlatformKind,
    /// Whose.
    pub cloud: Cloud,
    /// How long machines are paid for in advance.
    pub commitment: Commitment,
    /// The version run is past its standard support.
    pub extended_support: bool,
    /// How many environments there are, production among them.
    pub environments: u32,
    /// What is bought so that less goes wrong.
    pub safeguards: Safeguards,
    /// The length of the month, and whether free allowances are taken off.
    pub market: &'a Market,
    /// The prices.
    pub book: &'a PriceBook,
    /// The sizes that are sold, among the platforms' published limits.
    pub limits: &'a LimitBook,
}

/// A workload by name.
#[derive(Debug, Clone, Copy)]
pub struct NamedDemand<'a> {
    /// What it is called in lines and assumptions.
    pub name: &'a str,
    /// What it asks.
    pub demand: &'a Demand,
}

/// What a month has used up so far of free allowances and price tiers, by price id. The provider grants them to an account,
/// however many platforms it buys.
#[derive(Debug, Clone, Default)]
pub struct AccountUsage(pub(super) BTreeMap<&'static str, f64>);

/// The bill of loads that share one platform: nodes, cluster fees, balancers, price tiers and free allowances are shared.
pub fn compute_bill(purchase: &Purchase, loads: &[NamedDemand]) -> Bill {
    compute_bill_on_account(&mut AccountUsage::default(), purchase, loads)
}

/// The same, on an account that pays for other platforms, too: what they have used of allowances and tiers is used.
pub fn compute_bill_on_account(account: &mut AccountUsage, purchase: &Purchase, loads: &[NamedDemand]) -> Bill {
    let (mut sheet, needs) = build_bill(purchase, loads, RangeEnd::Likely, false, account.clone());
    let likely = sheet.total;
    let (low, high) = if loads.iter().any(|load| has_ranges(load.demand)) {
        let at = |end| build_bill(purchase, loads, end, true, account.clone()).0.total;
        let (low, high) = (at(RangeEnd::Low), at(RangeEnd::High));
        (low.min(high).min(likely), low.max(high).max(likely))
    } else {
        (likely, likely)
    };
    *account = std::mem::take(&mut sheet.account);
    let idle = compute_capacity_use(&sheet, &needs);
    Bill {
        monthly: UsdPerMonth::of(likely),
        low: UsdPerMonth::of(low),
        high: UsdPerMonth::of(high),
        machines: whole_machines(sheet.machines),
        idle_share: idle.map(CapacityUse::idle_share),
        capacity_use: idle,
        per_unit: cost_per_unit(likely, &needs),
        unit: if needs.iter().any(|need| need.load_kind == LoadKind::Requests)
            || needs.iter().all(|need| need.load_kind != LoadKind::Jobs)
        {
            "request"
        } else {
            "job"
        },
        curve: (loads.len() == 1).then(|| Arc::new(sheet.curve)),
        lines: sheet.lines,
        assumptions: sheet.assumptions,
        problems: sheet.problems,
        shortfalls: sheet.shortfalls,
    }
}

/// The sum of [`bill()`] without its lines.
pub fn compute_monthly_total(purchase: &Purchase, loads: &[NamedDemand]) -> UsdPerMonth {
    UsdPerMonth::of(build_bill(purchase, loads, RangeEnd::Likely, true, AccountUsage::default()).0.total)
}

fn build_bill<'p, 'l>(
    purchase: &Purchase<'p>,
    loads: &[NamedDemand<'l>],
    end: RangeEnd,
    quiet: bool,
    account: AccountUsage,
) -> (BillBuilder<'p>, Vec<ResourceNeed<'l>>) {
    let market = purchase.market;
    let terms = BillTerms {
        book: purchase.book,
        limits: purchase.limits,
        cloud: purchase.cloud,
        commitment: purchase.commitment,
        month_hours: market.month.hours(),
        has_free_tier: market.free_tier,
        extended_support: purchase.extended_support,
        safeguards: purchase.safeguards,
    };
    let mut sheet = BillBuilder::new(terms, loads.len() > 1, quiet, account);
    let mut told = Vec::new();
    let needs: Vec<ResourceNeed> = loads
        .iter()
        .map(|load| {
            let mut tell = |text| {
                if !quiet {
                    told.push(text)
                }
            };
            let need = ResourceNeed::from_demand(
                load.name,
                load.demand,
                purchase.kind,
                purchase.cloud,
                market.month.hours(),
                end,
                &mut tell,
            );
            ResourceNeed { headroom: purchase.safeguards.headroom, ..need }
        })
        .collect();
    for text in told {
        sheet.add_assumption(|| text);
    }
    if needs.is_empty() {
        return (sheet, needs);
    }
    report_unknown_load(&mut sheet, &needs);
    report_uninterruptible(&mut sheet, purchase, &needs);
    add_platform_lines(&mut sheet, purchase, &needs);
    let others = purchase.environments.saturating_sub(1);
    if others > 0 {
        sheet.start_other_environments(f64::from(others));
        let at_rest: Vec<ResourceNeed> = needs.iter().map(ResourceNeed::without_load).collect();
        add_platform_lines(&mut sheet, purchase, &at_rest);
    }
    report_unmet_terms(&mut sheet, purchase);
    (sheet, needs)
}

fn add_platform_lines(sheet: &mut BillBuilder, purchase: &Purchase, needs: &[ResourceNeed]) {
    match purchase.kind {
        PlatformKind::BareMetal => kind::bare_metal::add_lines(sheet, needs),
        PlatformKind::SingleVm => kind::single_vm::add_lines(sheet, needs),
        PlatformKind::VmFleet => kind::fleet::add_lines(sheet, needs),
        PlatformKind::SelfManagedK8s => kind::kubernetes::add_self_managed_lines(sheet, needs),
        PlatformKind::ManagedK8s => kind::kubernetes::add_managed_lines(sheet, needs),
        PlatformKind::AutopilotK8s => kind::pods::add_lines(sheet, needs),
        PlatformKind::ContainerServerless if purchase.cloud == Cloud::Aws => kind::fargate::add_lines(sheet, needs),
        PlatformKind::ContainerServerless => kind::containers::add_lines(sheet, needs),
        PlatformKind::Functions => kind::functions::add_lines(sheet, needs),
    }
}

fn report_unknown_load(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| need.load_kind == LoadKind::Unknown && !need.always_on) {
        let name = need.name;
        sheet.add_problem(|| format!("{name}: nothing is known of how often it runs; only what is certain is counted"));
    }
}

/// Says where what cannot bear it is put on machines that may be taken away.
fn report_uninterruptible(sheet: &mut BillBuilder, purchase: &Purchase, needs: &[ResourceNeed]) {
    if purchase.commitment != Commitment::Spot {
        return;
    }
    for need in needs.iter().filter(|need| !need.interruptible) {
        let (name, which) = (need.name, if purchase.safeguards.base_at_list { " beyond the base" } else { "" });
        sheet.add_problem(|| {
            format!(
                "{name}: spot machines{which} may be taken away at short notice, and nobody has said that it survives that"
            )
        });
    }
}

/// Says where prices are not those that were asked for.
fn report_unmet_terms(sheet: &mut BillBuilder, purchase: &Purchase) {
    use PlatformKind as K;
    let by_use = matches!(purchase.kind, K::AutopilotK8s | K::ContainerServerless | K::Functions | K::BareMetal);
    if by_use && purchase.commitment.is_prepaid() {
        sheet.add_assumption(|| "no discount for paying ahead is reckoned here: on demand taken".to_owned());
    }
    let (home, asked) = (purchase.cloud.home_region(), &purchase.market.region);
    if purchase.market.cloud == purchase.cloud && purchase.kind != K::BareMetal && !asked.is_empty() && asked != home {
        sheet.add_assumption(|| format!("prices are those of {home}, not of {asked}"));
    }
}

fn whole_machines(mean: f64) -> u32 {
    // Counts are small; a float beyond u32 saturates.
    super::formula::load::round_up(mean) as u32
}

/// The three parts of the capacity that is paid for, by the scarcer of processors and memory.
fn compute_capacity_use(sheet: &BillBuilder, needs: &[ResourceNeed]) -> Option<CapacityUse> {
    if needs.iter().all(|need| need.load_kind == LoadKind::Unknown && !need.always_on && !need.uses_gpus()) {
        return None;
    }
    let paid = sheet.paid_capacity;
    let mut used = sheet.used_capacity.unwrap_or_else(|| busy_capacity(sheet, needs));
    used.vcpus += sheet.gpu_capacity.vcpus;
    used.gib += sheet.gpu_capacity.gib;
    let scarcer = |of: Capacity| {
        let shares = [(of.vcpus, paid.vcpus), (of.gib, paid.gib)];
        shares.into_iter().filter(|(_, paid)| *paid > 0.0).map(|(part, paid)| part / paid).reduce(f64::max)
    };
    let Some(used) = scarcer(used) else { return Some(CapacityUse { unallocated: 0.0, reserved: 0.0, used: 1.0 }) };
    let used = used.clamp(0.0, 1.0);
    let requested = sheet.requested_capacity.map(|requested| Capacity {
        vcpus: requested.vcpus + sheet.gpu_capacity.vcpus,
        gib: requested.gib + sheet.gpu_capacity.gib,
    });
    let requested = requested.and_then(scarcer).unwrap_or(1.0).clamp(used, 1.0);
    Some(CapacityUse { unallocated: 1.0 - requested, reserved: requested - used, used })
}

/// What the needs keep busy of the capacity that is paid for.
fn busy_capacity(sheet: &BillBuilder, needs: &[ResourceNeed]) -> Capacity {
    // Databases on machines of their own are neither in what is paid for here nor in what is used.
    let own =
        if sheet.own_databases_apart { 0.0 } else { needs.iter().map(|need| f64::from(need.own_databases)).sum() };
    Capacity {
        vcpus: needs.iter().filter(|need| !need.uses_gpus()).map(ResourceNeed::busy_vcpus).sum(),
        gib: needs.iter().filter(|need| !need.uses_gpus()).map(ResourceNeed::busy_memory).sum::<f64>()
            + own * super::need::OWN_DATABASE_GIB,
    }
}

fn cost_per_unit(total: f64, needs: &[ResourceNeed]) -> Option<f64> {
    let requests = needs.iter().any(|need| need.load_kind == LoadKind::Requests);
    let jobs = needs.iter().any(|need| need.load_kind == LoadKind::Jobs);
    let volume: f64 = needs.iter().map(|need| need.volume).sum();
    (requests != jobs && volume > 0.0).then(|| total / volume)
}
