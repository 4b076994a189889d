//! From a purchase and the workloads that share it to a bill.

use super::account::AccountUsage;
use super::bill::Bill;
use super::builder::{BillBuilder, Detail};
use super::default_figure::{UnknownEffect, UnknownFigure};
use super::formula::load::round_up;
use super::kind;
use super::need::{LoadKind, RangeEnd, ResourceNeed, has_ranges, resolve_need};
use super::notes::{Assumption, Caveat, Note};
use super::purchase::{NamedDemand, Purchase};
use crate::catalogue::PlatformKind;
use crate::model::{Cloud, Commitment, DemandFigure, Estimate, FigureValue, UsdPerMonth};
use std::sync::Arc;

/// The bill of workloads that share one platform: nodes, cluster fees, balancers, price tiers and free allowances are shared.
pub fn compute_bill(purchase: &Purchase, demands: &[NamedDemand]) -> Bill {
    compute_bill_on_account(&mut AccountUsage::default(), purchase, demands)
}

/// The same on an account that also pays for other platforms, which may have used up allowances and tiers.
pub fn compute_bill_on_account(account: &mut AccountUsage, purchase: &Purchase, demands: &[NamedDemand]) -> Bill {
    let detail = if demands.len() > 1 { Detail::NamedLines } else { Detail::Lines };
    let (mut built, needs) = build_bill(purchase, demands, RangeEnd::Likely, detail, account.clone());
    let likely = built.total();
    let unknown = find_unknown_figures(&built, demands, &needs);
    let has_defaults = unknown.iter().any(|unknown| unknown.what.effect == UnknownEffect::Range);
    let (low, high) = if has_defaults || demands.iter().any(|row| has_ranges(row.demand)) {
        let at = |end| build_bill(purchase, demands, end, Detail::Total, account.clone()).0.total();
        let (low, high) = (at(RangeEnd::Low), at(RangeEnd::High));
        (low.min(high).min(likely), low.max(high).max(likely))
    } else {
        (likely, likely)
    };
    *account = std::mem::take(&mut built.account);
    let has_requests = needs.iter().any(|need| need.load_kind == LoadKind::Requests);
    let has_jobs = needs.iter().any(|need| need.load_kind == LoadKind::Jobs);
    let volume: f64 = needs.iter().map(|need| need.volume).sum();
    Bill {
        lines: built.finish_lines(),
        monthly: UsdPerMonth::of(likely),
        low: UsdPerMonth::of(low),
        high: UsdPerMonth::of(high),
        unknown,
        curve: built.curve.filter(|_| demands.len() == 1).map(Arc::new),
        // Counts are small; a float beyond u32 saturates.
        machines: round_up(built.machines) as u32,
        capacity_use: built.capacity.capacity_use(&needs),
        per_unit: (has_requests != has_jobs && volume > 0.0).then(|| likely / volume),
        unit: if has_requests || !has_jobs { "request" } else { "job" },
        assumptions: built.assumptions,
        caveats: built.caveats,
        shortfalls: built.shortfalls,
    }
}

/// The figures that are not known, and what that does to the bill.
fn find_unknown_figures(
    bill: &BillBuilder,
    demands: &[NamedDemand],
    needs: &[ResourceNeed],
) -> Vec<Note<UnknownFigure>> {
    let mut found: Vec<Note<UnknownFigure>> = Vec::new();
    for (row, need) in demands.iter().zip(needs) {
        let mut add = |figure, effect| {
            found.push(Note { workload: Some(row.name.to_owned()), what: UnknownFigure { figure, effect } });
        };
        for volume in [DemandFigure::RequestsPerMonth, DemandFigure::JobsPerDay] {
            match volume.read(row.demand).value() {
                FigureValue::Estimate(Estimate::Unknown) if has_unknown_load(need) => add(volume, UnknownEffect::Open),
                FigureValue::Estimate(Estimate::Unknown) => add(volume, UnknownEffect::LeftOut),
                _ => {}
            }
        }
        // GPU hours follow from jobs, or are those of the whole month.
        if need.uses_gpus() && need.gpu_hours.is_none() {
            add(DemandFigure::GpuHours, UnknownEffect::Range);
        }
        for amount in AMOUNTS {
            if amount.read(row.demand).value() == FigureValue::Estimate(Estimate::Unknown) {
                add(amount, UnknownEffect::LeftOut);
            }
        }
    }
    let defaults = bill.assumptions.iter().filter_map(|note| match note.what {
        Assumption::Default(figure, _) => {
            let what = UnknownFigure { figure, effect: UnknownEffect::Range };
            Some(Note { workload: note.workload.clone(), what })
        }
        _ => None,
    });
    found.extend(defaults);
    found
}

/// What is billed by an amount, and left out where that is not known.
const AMOUNTS: [DemandFigure; 7] = [
    DemandFigure::TemporaryDiskGib,
    DemandFigure::StorageGib,
    DemandFigure::EgressGib,
    DemandFigure::QueuedPerMonth,
    DemandFigure::CdnGib,
    DemandFigure::LogKib,
    DemandFigure::BetweenZonesGib,
];

/// Whether it is not known how often a need is called, and nothing else says what it takes: it does not run around the clock,
/// and GPU hours do not say how long.
fn has_unknown_load(need: &ResourceNeed) -> bool {
    need.load_kind == LoadKind::Unknown && !need.always_on && !need.uses_gpus()
}

/// The sum of [`compute_bill`] without its lines.
pub fn compute_monthly_total(purchase: &Purchase, demands: &[NamedDemand]) -> UsdPerMonth {
    let account = AccountUsage::default();
    UsdPerMonth::of(build_bill(purchase, demands, RangeEnd::Likely, Detail::Total, account).0.total())
}

fn build_bill<'p, 'l>(
    purchase: &Purchase<'p>,
    demands: &[NamedDemand<'l>],
    end: RangeEnd,
    detail: Detail,
    account: AccountUsage,
) -> (BillBuilder<'p>, Vec<ResourceNeed<'l>>) {
    let mut bill = BillBuilder::new(*purchase, detail, account);
    let platform = (purchase.kind, purchase.cloud);
    let month_hours = bill.month_hours;
    let mut resolve = |row: &NamedDemand<'l>| {
        let mut assume = |what| bill.assume_for(row.name, what);
        let need = resolve_need(row.name, row.demand, platform, month_hours, end, &mut assume);
        ResourceNeed { headroom: purchase.safeguards.headroom, ..need }
    };
    let needs: Vec<ResourceNeed> = demands.iter().map(&mut resolve).collect();
    if needs.is_empty() {
        return (bill, needs);
    }
    warn_of_unknown_load(&mut bill, &needs);
    warn_of_impossible_times(&mut bill, demands);
    warn_of_interruptions(&mut bill, &needs);
    add_platform_lines(&mut bill, &needs);
    let other_environments = purchase.environments.saturating_sub(1);
    if other_environments > 0 {
        let mut other = bill.start_other_environments(f64::from(other_environments));
        let idle: Vec<ResourceNeed> = needs.iter().map(ResourceNeed::without_load).collect();
        add_platform_lines(&mut other, &idle);
        bill.add_other_environments(other);
    }
    warn_of_minimum_charges(&mut bill);
    assume_other_terms(&mut bill);
    (bill, needs)
}

fn add_platform_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    match bill.purchase.kind {
        PlatformKind::BareMetal => kind::bare_metal::add_lines(bill, needs),
        PlatformKind::SingleVm => kind::single_vm::add_lines(bill, needs),
        PlatformKind::VmFleet => kind::fleet::add_lines(bill, needs),
        PlatformKind::SelfManagedK8s => kind::kubernetes::add_self_managed_lines(bill, needs),
        PlatformKind::ManagedK8s => kind::kubernetes::add_managed_lines(bill, needs),
        PlatformKind::AutopilotK8s => kind::pods::add_lines(bill, needs),
        PlatformKind::ContainerServerless => match bill.purchase.cloud {
            Cloud::Aws => kind::fargate::add_lines(bill, needs),
            Cloud::Gcp | Cloud::Azure => kind::containers::add_lines(bill, needs),
        },
        PlatformKind::Functions => kind::functions::add_lines(bill, needs),
    }
}

fn warn_of_unknown_load(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| has_unknown_load(need)) {
        bill.warn_for(need.name, Caveat::UnknownVolume);
    }
}

fn warn_of_impossible_times(bill: &mut BillBuilder, demands: &[NamedDemand]) {
    for row in demands {
        if let Some((cpu, duration)) = row.demand.cpu_time_beyond_duration() {
            bill.warn_for(row.name, Caveat::CpuTimeBeyondDuration { cpu_ms: cpu.get(), duration_ms: duration.get() });
        }
    }
}

/// The share of a bill from which on a least billed time is worth a warning.
const MOSTLY_MINIMUM: f64 = 0.9;

fn warn_of_minimum_charges(bill: &mut BillBuilder) {
    let (idle, all) = (bill.minimum_charges, bill.total());
    if idle > MOSTLY_MINIMUM * all && idle > 0.0 {
        bill.warn(Caveat::MostlyMinimum { share: idle / all });
    }
}

/// Spot machines may be reclaimed, which not every workload survives.
fn warn_of_interruptions(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    if bill.purchase.commitment != Commitment::Spot {
        return;
    }
    let beyond_base = bill.purchase.safeguards.base_at_list;
    for need in needs.iter().filter(|need| !need.interruptible) {
        bill.warn_for(need.name, Caveat::NotInterruptible { beyond_base });
    }
}

/// Says where prices are not those of the terms or the region of the purchase.
fn assume_other_terms(bill: &mut BillBuilder) {
    use PlatformKind as K;
    let Purchase { kind, cloud, commitment, market, .. } = bill.purchase;
    let has_no_commitments = match kind {
        K::AutopilotK8s | K::ContainerServerless | K::Functions | K::BareMetal => true,
        K::SingleVm | K::VmFleet | K::SelfManagedK8s | K::ManagedK8s => false,
    };
    if has_no_commitments && commitment.is_prepaid() {
        bill.assume(Assumption::NoCommitmentDiscount);
    }
    if let Some((priced, wanted)) = market.unpriced_region(cloud).filter(|_| kind != K::BareMetal) {
        bill.assume(Assumption::OtherRegion { priced, wanted: wanted.to_owned() });
    }
}
