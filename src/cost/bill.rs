//! From a purchase and the loads that share it to a bill.

use super::kind;
use super::line::{Bill, Idle};
use super::need::{End, Need, Work, is_ranged, longest};
use super::safeguards::Safeguards;
use super::sheet::{Capacity, Sheet, Terms};
use super::words::number;
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
}

/// A workload by name.
#[derive(Debug, Clone, Copy)]
pub struct Load<'a> {
    /// What it is called in lines and assumptions.
    pub name: &'a str,
    /// What it asks.
    pub demand: &'a Demand,
}

/// What a month has used up so far of free allowances and price tiers, by price id. The provider grants them to an account,
/// however many platforms it buys.
#[derive(Debug, Clone, Default)]
pub struct Account(pub(super) BTreeMap<&'static str, f64>);

/// The bill of loads that share one platform: nodes, cluster fees, balancers, price tiers and free allowances are shared.
pub fn bill(purchase: &Purchase, loads: &[Load]) -> Bill {
    bill_on(&mut Account::default(), purchase, loads)
}

/// The same, on an account that pays for other platforms, too: what they have used of allowances and tiers is used.
pub fn bill_on(account: &mut Account, purchase: &Purchase, loads: &[Load]) -> Bill {
    let (mut sheet, needs) = reckon(purchase, loads, End::Likely, false, account.clone());
    let likely = sheet.total;
    let (low, high) = if loads.iter().any(|load| is_ranged(load.demand)) {
        let at = |end| reckon(purchase, loads, end, true, account.clone()).0.total;
        let (low, high) = (at(End::Low), at(End::High));
        (low.min(high).min(likely), low.max(high).max(likely))
    } else {
        (likely, likely)
    };
    *account = std::mem::take(&mut sheet.account);
    let idle = idle(&sheet, &needs);
    Bill {
        monthly: UsdPerMonth::of(likely),
        low: UsdPerMonth::of(low),
        high: UsdPerMonth::of(high),
        machines: machines(sheet.machines),
        idle_share: idle.map(Idle::share),
        idle,
        per_unit: per_unit(likely, &needs),
        unit: if needs.iter().any(|need| need.work == Work::Requests)
            || needs.iter().all(|need| need.work != Work::Jobs)
        {
            "request"
        } else {
            "job"
        },
        course: (loads.len() == 1).then(|| Arc::new(sheet.course)),
        lines: sheet.lines,
        assumptions: sheet.assumptions,
        problems: sheet.problems,
        shortfalls: sheet.shortfalls,
    }
}

/// The sum of [`bill()`] without its lines.
pub fn monthly(purchase: &Purchase, loads: &[Load]) -> UsdPerMonth {
    UsdPerMonth::of(reckon(purchase, loads, End::Likely, true, Account::default()).0.total)
}

fn reckon<'p, 'l>(
    purchase: &Purchase<'p>,
    loads: &[Load<'l>],
    end: End,
    quiet: bool,
    account: Account,
) -> (Sheet<'p>, Vec<Need<'l>>) {
    let market = purchase.market;
    let terms = Terms {
        book: purchase.book,
        cloud: purchase.cloud,
        commitment: purchase.commitment,
        hours: market.month.hours(),
        free: market.free_tier,
        extended_support: purchase.extended_support,
        safeguards: purchase.safeguards,
    };
    let mut sheet = Sheet::new(terms, loads.len() > 1, quiet, account);
    let mut told = Vec::new();
    let needs: Vec<Need> = loads
        .iter()
        .map(|load| {
            let mut tell = |text| {
                if !quiet {
                    told.push(text)
                }
            };
            let need =
                Need::of(load.name, load.demand, purchase.kind, purchase.cloud, market.month.hours(), end, &mut tell);
            Need { headroom: purchase.safeguards.headroom, ..need }
        })
        .collect();
    for text in told {
        sheet.assume(|| text);
    }
    if needs.is_empty() {
        return (sheet, needs);
    }
    unknown(&mut sheet, &needs);
    too_long(&mut sheet, purchase.kind, &needs);
    at_short_notice(&mut sheet, purchase, &needs);
    write(&mut sheet, purchase, &needs);
    let others = purchase.environments.saturating_sub(1);
    if others > 0 {
        sheet.begin_others(f64::from(others));
        let at_rest: Vec<Need> = needs.iter().map(Need::at_rest).collect();
        write(&mut sheet, purchase, &at_rest);
    }
    terms_not_met(&mut sheet, purchase);
    (sheet, needs)
}

fn write(sheet: &mut Sheet, purchase: &Purchase, needs: &[Need]) {
    match purchase.kind {
        PlatformKind::BareMetal => kind::bare_metal::bill(sheet, needs),
        PlatformKind::SingleVm => kind::single_vm::bill(sheet, needs),
        PlatformKind::VmFleet => kind::fleet::bill(sheet, needs),
        PlatformKind::SelfManagedK8s => kind::kubernetes::self_managed(sheet, needs),
        PlatformKind::ManagedK8s => kind::kubernetes::managed(sheet, needs),
        PlatformKind::AutopilotK8s => kind::pods::bill(sheet, needs),
        PlatformKind::ContainerServerless if purchase.cloud == Cloud::Aws => kind::fargate::bill(sheet, needs),
        PlatformKind::ContainerServerless => kind::containers::bill(sheet, needs),
        PlatformKind::Functions => kind::functions::bill(sheet, needs),
    }
}

fn unknown(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs.iter().filter(|need| need.work == Work::Unknown && !need.always_on) {
        let name = need.name;
        sheet.problem(|| format!("{name}: nothing is known of how often it runs; only what is certain is counted"));
    }
}

fn too_long(sheet: &mut Sheet, kind: PlatformKind, needs: &[Need]) {
    for need in needs.iter().filter(|_| kind != PlatformKind::Functions) {
        let limit = longest(kind, sheet.cloud, need.work).map(|limit| limit.get() / 1000.0);
        if let Some(limit) = limit.filter(|limit| need.seconds > *limit) {
            let (name, asked) = (need.name, number(need.seconds / 60.0));
            let minutes = number(limit / 60.0);
            sheet.problem(|| format!("{name}: a request may take {minutes} minutes here, it takes {asked}"));
        }
    }
}

/// Says where what cannot bear it is put on machines that may be taken away.
fn at_short_notice(sheet: &mut Sheet, purchase: &Purchase, needs: &[Need]) {
    if purchase.commitment != Commitment::Spot {
        return;
    }
    for need in needs.iter().filter(|need| !need.interruptible) {
        let (name, which) = (need.name, if purchase.safeguards.base_at_list { " beyond the base" } else { "" });
        sheet.problem(|| {
            format!(
                "{name}: spot machines{which} may be taken away at short notice, and nobody has said that it survives that"
            )
        });
    }
}

/// Says where prices are not those that were asked for.
fn terms_not_met(sheet: &mut Sheet, purchase: &Purchase) {
    use PlatformKind as K;
    let by_use = matches!(purchase.kind, K::AutopilotK8s | K::ContainerServerless | K::Functions | K::BareMetal);
    if by_use && purchase.commitment.is_ahead() {
        sheet.assume(|| "no discount for paying ahead is reckoned here: on demand taken".to_owned());
    }
    let (home, asked) = (purchase.cloud.home_region(), &purchase.market.region);
    if purchase.market.cloud == purchase.cloud && purchase.kind != K::BareMetal && !asked.is_empty() && asked != home {
        sheet.assume(|| format!("prices are those of {home}, not of {asked}"));
    }
}

fn machines(mean: f64) -> u32 {
    // Counts are small; a float beyond u32 saturates.
    super::formula::load::whole(mean) as u32
}

/// The three parts of the capacity that is paid for, by the scarcer of processors and memory.
fn idle(sheet: &Sheet, needs: &[Need]) -> Option<Idle> {
    if needs.iter().all(|need| need.work == Work::Unknown && !need.always_on && !need.on_gpus()) {
        return None;
    }
    let paid = sheet.paid;
    let mut used = sheet.used.unwrap_or_else(|| busy(sheet, needs));
    used.vcpus += sheet.on_gpus.vcpus;
    used.gib += sheet.on_gpus.gib;
    let scarcer = |of: Capacity| {
        let shares = [(of.vcpus, paid.vcpus), (of.gib, paid.gib)];
        shares.into_iter().filter(|(_, paid)| *paid > 0.0).map(|(part, paid)| part / paid).reduce(f64::max)
    };
    let Some(used) = scarcer(used) else { return Some(Idle { unallocated: 0.0, reserved: 0.0, used: 1.0 }) };
    let used = used.clamp(0.0, 1.0);
    let requested = sheet.requested.map(|requested| Capacity {
        vcpus: requested.vcpus + sheet.on_gpus.vcpus,
        gib: requested.gib + sheet.on_gpus.gib,
    });
    let requested = requested.and_then(scarcer).unwrap_or(1.0).clamp(used, 1.0);
    Some(Idle { unallocated: 1.0 - requested, reserved: requested - used, used })
}

/// What the needs keep busy of the capacity that is paid for.
fn busy(sheet: &Sheet, needs: &[Need]) -> Capacity {
    // Databases on machines of their own are neither in what is paid for here nor in what is used.
    let own = if sheet.own_data_apart { 0.0 } else { needs.iter().map(|need| f64::from(need.own_data)).sum() };
    Capacity {
        vcpus: needs.iter().filter(|need| !need.on_gpus()).map(Need::busy_vcpus).sum(),
        gib: needs.iter().filter(|need| !need.on_gpus()).map(Need::busy_memory).sum::<f64>()
            + own * super::need::OWN_DATA_GIB,
    }
}

fn per_unit(total: f64, needs: &[Need]) -> Option<f64> {
    let requests = needs.iter().any(|need| need.work == Work::Requests);
    let jobs = needs.iter().any(|need| need.work == Work::Jobs);
    let volume: f64 = needs.iter().map(|need| need.volume).sum();
    (requests != jobs && volume > 0.0).then(|| total / volume)
}
