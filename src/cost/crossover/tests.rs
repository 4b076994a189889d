//! Crossovers of whole bills against curves that were worked out by hand.

use super::sampled::{SampledCurve, VolumeGrid};
use super::search::find_crossover_within;
use super::{CrossoverKind, SegmentedCurve, Side, VolumeRange, crossover_between, demand_at_volume, exact_crossover};
use crate::catalogue::limits::LimitBook;
use crate::catalogue::{PlatformKind, PriceBook};
use crate::cost::curve::CostCurve;
use crate::cost::{NamedDemand, Purchase, Safeguards, compute_bill};
use crate::model::{Cloud, Commitment, Demand, Estimate, Jobs, Market, Mebibytes, Millis, Ratio, Requests};
use std::sync::Arc;

fn curve(kind: PlatformKind, demand: &Demand) -> Arc<CostCurve> {
    let (book, market) = (PriceBook::shipped().unwrap(), Market::default());
    let purchase = Purchase {
        kind,
        cloud: Cloud::Aws,
        commitment: Commitment::OnDemand,
        market: &market,
        extended_support: false,
        environments: 1,
        safeguards: Safeguards::default(),
        book: &book,
        limits: &LimitBook::shipped().unwrap(),
    };
    compute_bill(&purchase, &[NamedDemand { name: "api", demand }]).curve.unwrap()
}

fn demand(cpu: f64, mib: f64, peak: f64) -> Demand {
    Demand {
        requests_per_month: Estimate::Likely(Requests::of(3e6)),
        duration_ms: Estimate::Exact(Millis::of(200.0)),
        cpu_ms: Estimate::Exact(Millis::of(cpu)),
        memory_mib: Estimate::Exact(Mebibytes::of(mib)),
        peak_to_average: Estimate::Exact(Ratio::of(peak)),
        replicas: 2,
        ..Demand::default()
    }
}

#[test]
fn bills_cross_where_the_exact_curves_do() {
    let demand = demand(10.0, 128.0, 1.0);
    let (a, b) = (curve(PlatformKind::Functions, &demand), curve(PlatformKind::VmFleet, &demand));
    let volumes = VolumeRange::for_demand(&demand);
    let found = crossover_between(&a, &b, &demand);

    // A flat load: nodes of 2 vCPU at 60 % with a disk each, a balancer, its capacity units by the request, a NAT gateway, and
    // the addresses of both.
    let range = (volumes.from, volumes.to);
    let capacity = 2.0 * 0.6 * 3600.0 * 730.0 / 0.01;
    let units = 0.008 * 730.0 / (250.0 * 3600.0 * 730.0);
    let fleet = SegmentedCurve::stepped(
        ((0.0225 + 0.045 + 3.0 * 0.005) * 730.0, units),
        0.096 * 730.0 + 2.4,
        capacity,
        2.0,
        range,
    );
    let function = SegmentedCurve::line(0.0, 0.2e-6 + 0.2 * 0.125 * 1.66667e-5, range);
    let expected = exact_crossover(&function, &fleet);
    assert_eq!(found.flips.len(), expected.flips.len(), "{found:?} {expected:?}");
    assert!(!found.flips.is_empty());
    for (flip, expected) in found.flips.iter().zip(&expected.flips) {
        assert!((flip.at_volume / expected.at_volume - 1.0).abs() < 1e-8, "{flip:?} {expected:?}");
        assert_eq!((flip.kind, flip.cheaper), (expected.kind, expected.cheaper));
    }
}

#[test]
fn a_heavy_function_under_peaks_stays_cheaper_than_a_fleet_for_the_peak() {
    let demand = demand(50.0, 512.0, 4.0);
    let (a, b) = (curve(PlatformKind::Functions, &demand), curve(PlatformKind::SelfManagedK8s, &demand));
    let found = crossover_between(&a, &b, &demand);
    assert_eq!((found.kind, found.cheaper_above), (CrossoverKind::None, Some(Side::A)), "{found:?}");
}

#[test]
fn equal_purchases_never_cross() {
    let demand = demand(10.0, 128.0, 3.0);
    let a = curve(PlatformKind::VmFleet, &demand);
    let found = crossover_between(&a, &a, &demand);
    assert_eq!((found.kind, found.cheaper_below), (CrossoverKind::None, None));
}

#[test]
fn one_machine_is_compared_only_as_far_as_it_reaches() {
    let demand = demand(50.0, 128.0, 2.0);
    let (a, b) = (curve(PlatformKind::SingleVm, &demand), curve(PlatformKind::VmFleet, &demand));
    let found = crossover_between(&a, &b, &demand);
    // 64 vCPU at 60 %, 50 ms each, twice the mean at the peak.
    let (at, side) = found.max_volume.unwrap();
    assert!((at / (64.0 * 0.6 * 3600.0 * 730.0 / (0.05 * 2.0)) - 1.0).abs() < 1e-8, "{at}");
    assert_eq!(side, Side::A);
    assert!(found.last_volume.is_none_or(|last| last <= at));
}

/// 0.1001 USD a request against a node of 100 USD for each 1,000: 20 meetings and 19 steps.
#[test]
fn what_a_search_cannot_follow_is_left_open() {
    let range = (1.0, 20_000.0);
    let line = SegmentedCurve::line(0.0, 0.1001, range);
    let nodes = SegmentedCurve::stepped((0.0, 0.0), 100.0, 1000.0, 1.0, range);
    let grid = VolumeGrid::over(VolumeRange { from: range.0, to: range.1 });
    let (a, b) = (SampledCurve::new(&line, &grid), SampledCurve::new(&nodes, &grid));
    let found = |pieces| find_crossover_within(&a, &b, "requests/month", pieces);
    let exact = found(1000);
    assert!(exact.is_exact() && exact.flips.len() == 39);
    let is_one = |at: f64, of: f64| (at / of - 1.0).abs() < 1e-8;
    for pieces in 0..60 {
        let given_up = found(pieces);
        let Some(unresolved) = given_up.unresolved else {
            assert_eq!(given_up, exact);
            continue;
        };
        for flip in &given_up.flips {
            assert!(exact.flips.iter().any(|known| is_one(known.at_volume, flip.at_volume)), "{pieces}: {flip:?}");
        }
        let is_found = |at: f64| given_up.flips.iter().any(|flip| is_one(flip.at_volume, at));
        let is_open = |at: f64| unresolved.from <= at && at <= unresolved.to;
        assert!(exact.flips.iter().all(|flip| is_found(flip.at_volume) || is_open(flip.at_volume)), "{pieces}");
        for (said, known) in [(given_up.first_volume, exact.first_volume), (given_up.last_volume, exact.last_volume)] {
            assert!(
                said.zip(known).is_none_or(|(said, known)| (said / known - 1.0).abs() < 0.01),
                "{said:?} {known:?}"
            );
        }
        assert_eq!((given_up.cheaper_below, given_up.cheaper_above), (exact.cheaper_below, exact.cheaper_above));
    }
}

#[test]
fn jobs_are_counted_by_the_month() {
    let demand = Demand { jobs_per_day: Estimate::Exact(Jobs::of(10.0)), ..Demand::default() };
    let twice = demand_at_volume(&demand, 600.0, 30.0);
    assert_eq!(twice.jobs_per_day.middle(), Some(20.0));
    assert!(twice.requests_per_month.is_unknown());
}
