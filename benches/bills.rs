//! What bills and crossovers cost: eight kinds of platform, four workloads.
//!
//!     cargo bench --bench bills

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may end the run")]

use divan::{Bencher, black_box};
use std::sync::LazyLock;
use weighbridge::catalogue::limits::LimitBook;
use weighbridge::catalogue::{PlatformKind, PriceBook, templates};
use weighbridge::cost::{
    Bill, CostCurve, Crossover, NamedDemand, Purchase, Safeguards, VolumeRange, compute_bill, compute_monthly_total,
    pairwise_crossovers,
};
use weighbridge::model::{Cloud, Commitment, Market, Workload};

static LIMITS: LazyLock<LimitBook> = LazyLock::new(|| LimitBook::shipped().unwrap());
static BOOK: LazyLock<PriceBook> = LazyLock::new(|| PriceBook::shipped().unwrap());
static MARKET: LazyLock<Market> = LazyLock::new(Market::default);

fn main() {
    let workloads = workloads();
    for (workload, bills) in workloads.iter().zip(bills(&workloads)) {
        let found = crossovers(workload, &bills);
        let flips: usize = found.iter().map(|crossover| crossover.flips.len()).sum();
        println!("{}: {} pairs, {flips} flips", workload.name, found.len());
    }
    divan::main();
}

/// Four workloads with a volume: three of the grocer's, and the API of the published comparison.
fn workloads() -> Vec<Workload> {
    let of = |template: &str| templates::find(template).unwrap().to_session().unwrap().workloads;
    let mut all: Vec<Workload> = of("grocer").into_iter().take(3).collect();
    all.extend(of("api-100k"));
    assert_eq!(all.len(), 4);
    all
}

fn purchase(kind: PlatformKind) -> Purchase<'static> {
    Purchase {
        kind,
        cloud: Cloud::Aws,
        commitment: Commitment::OnDemand,
        market: &MARKET,
        extended_support: false,
        environments: 1,
        safeguards: Safeguards::default(),
        book: &BOOK,
        limits: &LIMITS,
    }
}

fn bills(workloads: &[Workload]) -> Vec<Vec<Bill>> {
    let of = |workload: &Workload| {
        let loads = [NamedDemand { name: &workload.name, demand: &workload.demand }];
        PlatformKind::ALL.into_iter().map(|kind| compute_bill(&purchase(kind), &loads)).collect()
    };
    workloads.iter().map(of).collect()
}

fn crossovers(workload: &Workload, bills: &[Bill]) -> Vec<Crossover> {
    let curves: Vec<&CostCurve> = bills.iter().filter_map(|bill| bill.curve.as_deref()).collect();
    pairwise_crossovers(&curves, &workload.demand).into_iter().map(|(_, crossover)| crossover).collect()
}

/// 32 sums without a line.
#[divan::bench]
fn sums(bencher: Bencher) {
    let workloads = workloads();
    bencher.bench_local(|| {
        for workload in black_box(&workloads) {
            for kind in PlatformKind::ALL {
                let load = NamedDemand { name: &workload.name, demand: &workload.demand };
                black_box(compute_monthly_total(&purchase(kind), &[load]));
            }
        }
    });
}

/// 32 bills with every line, price, source and formula.
#[divan::bench(name = "bills")]
fn whole_bills(bencher: Bencher) {
    let workloads = workloads();
    bencher.bench_local(|| bills(black_box(&workloads)));
}

/// 112 crossovers of bills that are there.
#[divan::bench(name = "crossovers")]
fn all_crossovers(bencher: Bencher) {
    let workloads = workloads();
    let bills = bills(&workloads);
    bencher.bench_local(|| {
        for (workload, bills) in workloads.iter().zip(black_box(&bills)) {
            black_box(crossovers(workload, bills));
        }
    });
}

/// A thousand pieces of the curve of each kind, over the range of volumes.
#[divan::bench(args = PlatformKind::ALL)]
fn thousand_pieces(bencher: Bencher, kind: PlatformKind) {
    let workloads = workloads();
    let loads = [NamedDemand { name: &workloads[1].name, demand: &workloads[1].demand }];
    let curve = compute_bill(&purchase(kind), &loads).curve.unwrap();
    let volumes: Vec<f64> = VolumeRange::for_demand(&workloads[1].demand).points(1000).collect();
    bencher.bench_local(|| volumes.iter().map(|volume| curve.at(*volume)).sum::<f64>());
}

/// Both: what a change of a demand sets off.
#[divan::bench]
fn bills_and_crossovers(bencher: Bencher) {
    let workloads = workloads();
    bencher.bench_local(|| {
        let bills = bills(black_box(&workloads));
        for (workload, bills) in workloads.iter().zip(&bills) {
            black_box(crossovers(workload, bills));
        }
    });
}
