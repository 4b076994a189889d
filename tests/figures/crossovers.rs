//! At volumes on either side of every crossover, the bill of the option that it names is the lower one.

use crate::support::Play;
use crate::support::bills::Setting;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use std::path::PathBuf;
use weighbridge::appraisal::{Appraisal, explain};
use weighbridge::catalogue::{Catalogue, PlatformKind};
use weighbridge::cost::{
    CostCurve, Crossover, NamedDemand, Safeguards, Side, VolumeRange, compute_bill, compute_monthly_total,
    demand_at_volume, pairwise_crossovers,
};
use weighbridge::model::text::from_text;
use weighbridge::model::{
    Cloud, Commitment, Demand, Estimate, Gibibytes, HoursPerDay, Jobs, Market, Mebibytes, Millis, Month, Ratio,
    Requests, Session, Vcpus,
};
use weighbridge::report::{CostReport, Format, Report};

// ---- three sessions whose crossovers were worked out by hand

fn session(name: &str) -> Session {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/figures").join(name).with_extension("ron");
    from_text(&std::fs::read_to_string(path).unwrap()).unwrap().session
}

fn cost_json(session: &Session) -> Value {
    let catalogue = Catalogue::embedded().unwrap();
    CostReport::build(session, &catalogue, &Appraisal::compute(session, &catalogue), None).json()
}

/// The only crossover of a session with one workload and two alternatives.
fn crossover(session: &Session) -> Value {
    let rows = cost_json(session)["workloads"][0]["crossovers"].as_array().unwrap().clone();
    assert_eq!((rows.len(), &rows[0]["exact"]), (1, &true.into()), "{rows:?}");
    rows[0].clone()
}

/// The alternative with the lower bill at a volume.
fn cheaper_at(session: &Session, volume: f64) -> String {
    let mut session = session.clone();
    session.workloads[0].demand.requests_per_month = Estimate::Exact(Requests::of(volume));
    let rows = cost_json(&session)["workloads"][0]["platforms"].as_array().unwrap().clone();
    let monthly = |row: &Value| row["monthly"].as_f64().unwrap();
    let cheapest = rows.iter().min_by(|one, other| monthly(one).total_cmp(&monthly(other))).unwrap();
    cheapest["alternative"].as_str().unwrap().to_owned()
}

#[track_caller]
fn turns(session: &Session, volume: f64, (below, above): (&str, &str)) {
    let around = [1.0 - 1e-6, 1.0 + 1e-6].map(|factor| cheaper_at(session, volume * factor));
    assert_eq!(around, [below, above], "around {volume}");
}

#[track_caller]
fn near(actual: &Value, expected: f64) {
    let actual = actual.as_f64().unwrap();
    assert!((actual / expected - 1.0).abs() < 1e-6, "{actual} is not {expected}");
}

/// A machine of 4 vCPU at 60 % serves 4 × 0.6 × 2,628,000 s / (0.010 s × 3 at the peak) = 210.24 M requests; the next ones hold
/// twice and four times as many, at 289.25, 569.57 and 2,251.49 USD.
///
/// Containers of 2 vCPU and 4 GiB bill 2 × 24e-6 + 4 × 3e-6 = 60e-6 USD a second, and 0.40 USD a million requests. Above
/// 630 M requests, one of 24 instances' seconds is enough for all in flight (0.010 s of 2 vCPU at 60 % for each 0.2 s), which is
/// more than any request at all needs: 0.2 s / 24 × 60e-6 = 0.5e-6 USD a request. Free are 180,000 vCPU-s (4.32 USD),
/// 360,000 GiB-s (1.08) and two million requests (0.80), so the last crossing is where 0.9e-6 V − 6.20 = 2,251.49.
#[test]
fn warm_containers_cross_a_growing_machine_six_times() {
    let session = session("cross-warm");
    let row = crossover(&session);
    assert_eq!((&row["kind"], &row["flips"]), (&"zone".into(), &6.into()));
    near(&row["first"], 4.0 * 0.6 * 2_628_000.0 / (0.010 * 3.0));
    near(&row["last"], (2251.49 + 6.20) / 0.9e-6);
    turns(&session, 210.24e6, ("vm", "caas"));
    turns(&session, 420.48e6, ("vm", "caas"));
    turns(&session, 840.96e6, ("vm", "caas"));
    turns(&session, 2257.69 / 0.9e-6, ("caas", "vm"));
}

/// Three instances are kept: 3 × 2,628,000 s. With A = 13 V / 2,628,000 requests in flight, containers of 2 vCPU and 2 GiB are
/// busy for 1 − exp(−A) of the month at 53e-6 USD a second instead of 10e-6, and functions (2 GiB, 2.4 GHz, 1 vCPU) for 13 V
/// seconds at 29e-6 instead of 7.5e-6: 113.004 (1 − exp(−A)) + 78.84 = 279.5e-6 V + 59.13. Requests cost the same.
#[test]
fn warm_containers_and_warm_functions_meet_on_the_curve() {
    let session = session("cross-warm2");
    let row = crossover(&session);
    let (mut low, mut high) = (1e5_f64, 1e6_f64);
    for _ in 0..60 {
        let volume = f64::midpoint(low, high);
        let containers = 113.004 * (1.0 - (-13.0 * volume / 2_628_000.0).exp()) + 78.84;
        if containers > 279.5e-6 * volume + 59.13 { low = volume } else { high = volume }
    }
    assert!((low - 425_573.0).abs() < 1.0, "{low}");
    assert_eq!((&row["kind"], &row["flips"]), (&"single".into(), &1.into()));
    near(&row["first"], low);
    turns(&session, low, ("fn", "caas"));
}

/// Two hours a day: the peak is 12 times the mean. Beside two databases, 8 vCPU leave 6 × 0.6 × 2,628,000 s / (0.044 s × 12).
/// Both options step at a third of that, too, where 2 vCPU are full; neither becomes cheaper there.
#[test]
fn steps_at_the_same_volume_do_not_cross() {
    let session = session("cross-sliver");
    let row = crossover(&session);
    let full = 6.0 * 0.6 * 2_628_000.0 / (0.044 * 12.0);
    assert_eq!((&row["kind"], &row["flips"]), (&"single".into(), &1.into()));
    near(&row["first"], full);
    turns(&session, full, ("vm", "ap"));
    assert_eq!([1.0 - 1e-6, 1.0 + 1e-6].map(|factor| cheaper_at(&session, full / 3.0 * factor)), ["vm", "vm"]);
}

// ---- a search that gives up

/// Requests of nine minutes on the nodes of two kinds of cluster, which differ by their control planes alone: at billions of requests
/// there are more steps than a search follows.
#[test]
fn a_search_that_gives_up_says_so_everywhere() {
    let session = session("cross-open");
    let rows = cost_json(&session)["workloads"][0]["crossovers"].as_array().unwrap().clone();
    let row = &rows[0];
    assert_eq!((&row["exact"], &row["flips"]), (&false.into(), &0.into()));
    assert!(row["first"].is_null() && row["last"].is_null());
    let (from, to) = (row["unresolved"]["from"].as_f64().unwrap(), row["unresolved"]["to"].as_f64().unwrap());
    assert!(1e4 < from && from < to && to <= 3e9, "{from} {to}");
    assert_eq!(
        (&row["alternatives"]["cheaper_below"], &row["alternatives"]["cheaper_above"]),
        (&"gke".into(), &"gke".into())
    );
    assert_eq!([1e4, from, to].map(|volume| cheaper_at(&session, volume)), ["gke", "gke", "gke"]);

    let catalogue = Catalogue::embedded().unwrap();
    let appraisal = Appraisal::compute(&session, &catalogue);
    let table = Format::Table.render(&CostReport::build(&session, &catalogue, &appraisal, None), None);
    assert!(table.contains("0 or more"), "{table}");
    assert!(table.contains("steps are too close together to follow"), "{table}");
    let pane = Play::on(session.clone()).keys("g7<to:Volume>").at(200, 60).text();
    assert!(pane.contains("changes between steps too close together"), "{pane}");
    let matrix = appraisal.matrices.first().unwrap();
    for why in [
        explain::explain_growth(&session, matrix, 0).to_text(),
        explain::explain_bill(&session, matrix, &matrix.columns[0]).to_text(),
    ] {
        assert!(why.contains("in between steps are too close together to follow"), "{why}");
    }
}

// ---- any demand on any two platforms

const LOG_SPACED: u32 = 60;
/// Flips of one pair that are billed anew; of more, some in even distances are.
const MAX_FLIPS: usize = 12;

fn log_uniform(from: f64, to: f64) -> impl Strategy<Value = f64> {
    (from.ln()..to.ln()).prop_map(f64::exp)
}

/// As given, or a range around it.
fn figure<T: Copy + std::fmt::Debug>(value: f64, is_range: bool, of: impl Fn(f64) -> T) -> Estimate<T> {
    if is_range { Estimate::Range(of(value / 1.5), of(value * 1.5)) } else { Estimate::Exact(of(value)) }
}

prop_compose! {
    fn counts()(
        warm in select(&[0_u32, 0, 1, 3, 10]), warm_hours in select(&[24.0, 10.5, 8.0, 3.0]), replicas in 0..4_u32,
        zones in select(&[0_u32, 1, 3]), own in 0..2_u32, managed in 0..2_u32, always in 0..6_u32, off in any::<bool>(),
    ) -> Demand {
        Demand {
            warm_instances: warm, warm_hours: Estimate::Exact(HoursPerDay::of(warm_hours)), replicas, zones, own_data: own,
            managed_data: managed, always_on: always == 0, off_outside_hours: off, ..Demand::default()
        }
    }
}

prop_compose! {
    fn demand()(
        counts in counts(),
        (is_jobs, is_range) in (0..5_u32, any::<bool>()),
        (duration, cpu_share) in (log_uniform(5.0, 900_000.0), log_uniform(0.02, 1.0)),
        mib in log_uniform(128.0, 16_384.0),
        vcpu in select(&[0.25, 0.5, 1.0, 2.0, 4.0]),
        concurrency in select(&[1.0, 10.0, 80.0, 200.0]),
        (peak, active) in (select(&[1.0, 1.5, 3.0, 8.0, 20.0]), select(&[24.0, 24.0, 12.0, 8.0, 2.0])),
        egress in log_uniform(1.0, 1000.0),
    ) -> Demand {
        let (requests, jobs) = if is_jobs == 0 {
            (Estimate::Unknown, Estimate::Likely(Jobs::of(100.0)))
        } else {
            (Estimate::Likely(Requests::of(1e6)), Estimate::Unknown)
        };
        Demand {
            requests_per_month: requests, jobs_per_day: jobs, duration_ms: figure(duration, is_range, Millis::of),
            cpu_ms: figure(duration * cpu_share, is_range, Millis::of), memory_mib: figure(mib, is_range, Mebibytes::of),
            vcpu: figure(vcpu, false, Vcpus::of), concurrency: figure(concurrency, false, Ratio::of),
            peak_to_average: figure(peak, false, Ratio::of), active_hours: figure(active, false, HoursPerDay::of),
            egress_gib: figure(egress, false, Gibibytes::of), ..counts
        }
    }
}

/// Every kind of platform on every cloud, on the same terms.
fn settings() -> impl Strategy<Value = Vec<Setting>> {
    (any::<bool>(), 0..5_usize, any::<bool>(), 1..5_u32, any::<bool>()).prop_map(
        |(free_tier, term, is_short, environments, is_safe)| {
            let month = if is_short { Month::Days30 } else { Month::Hours730 };
            let commitment = Commitment::ALL.get(term).copied().unwrap_or(Commitment::OnDemand);
            let market = Market { free_tier, commitment, month, ..Market::default() };
            let safeguards = Safeguards { spare_nodes: u32::from(is_safe), ..Safeguards::default() };
            let of = |kind, cloud| Setting {
                kind,
                cloud,
                extended_support: false,
                environments,
                safeguards,
                market: market.clone(),
            };
            PlatformKind::ALL.iter().flat_map(|kind| Cloud::ALL.map(|cloud| of(*kind, cloud))).collect()
        },
    )
}

/// A demand on a platform, billed anew for every volume that is asked for.
struct Biller<'s> {
    setting: &'s Setting,
    demand: &'s Demand,
}

impl Biller<'_> {
    fn usd(&self, volume: f64) -> f64 {
        let demand = demand_at_volume(self.demand, volume, self.setting.market.month.days());
        compute_monthly_total(&self.setting.purchase(), &[NamedDemand { name: "w", demand: &demand }]).get()
    }
}

/// The lower of two sums, if they differ by more than rounding.
fn lower(a: f64, b: f64) -> Option<Side> {
    if (a - b).abs() <= (1e-9 * a.max(b)).max(1e-7) { None } else { Some(if a < b { Side::A } else { Side::B }) }
}

/// The side that a crossover names at a volume.
fn named_side(found: &Crossover, volume: f64) -> Option<Side> {
    let before = found.flips.partition_point(|flip| flip.at_volume <= volume);
    before.checked_sub(1).map_or(found.cheaper_below, |last| Some(found.flips[last].cheaper))
}

/// Volumes close to flips, where the side just below and just above is known, and halfway to the next.
fn volumes_around_flips(found: &Crossover, range: VolumeRange) -> Vec<f64> {
    let flips = &found.flips;
    let every = flips.len().div_ceil(MAX_FLIPS).max(1);
    let chosen = (0..flips.len()).filter(|at| at % every == 0 || at + 1 == flips.len());
    chosen
        .flat_map(|at| {
            let volume = flips[at].at_volume;
            let before = at.checked_sub(1).map_or(range.from, |before| flips[before].at_volume);
            let after = flips.get(at + 1).map_or(range.to, |after| after.at_volume);
            let (down, up) = (volume - before, after - volume);
            let close = |gap: f64| (volume * 1e-6).min(gap / 3.0);
            [volume - close(down), volume + close(up), volume - down / 2.0, volume + up / 2.0]
        })
        .collect()
}

proptest! {
    // 276 pairs each.
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn crossovers_agree_with_bills(demand in demand(), settings in settings()) {
        let billers: Vec<Biller> = settings.iter().map(|setting| Biller { setting, demand: &demand }).collect();
        let range = VolumeRange::for_demand(&demand);
        let volumes: Vec<f64> = range.points(LOG_SPACED).collect();
        let usd: Vec<Vec<f64>> =
            billers.iter().map(|biller| volumes.iter().map(|volume| biller.usd(*volume)).collect()).collect();
        let loads = [NamedDemand { name: "w", demand: &demand }];
        let curves: Vec<_> =
            settings.iter().map(|setting| compute_bill(&setting.purchase(), &loads).curve.unwrap()).collect();
        let curves: Vec<&CostCurve> = curves.iter().map(AsRef::as_ref).collect();
        for ((a, b), found) in pairwise_crossovers(&curves, &demand) {
            let end = found.max_volume.map_or(f64::INFINITY, |(at, _)| at);
            let holds = |volume: f64, usd: [f64; 2]| {
                let said = named_side(&found, volume);
                volume >= end || lower(usd[0], usd[1]).is_none_or(|side| said == Some(side))
            };
            let bills = |volume: f64| [billers[a].usd(volume), billers[b].usd(volume)];
            let check = |volume: f64, usd: [f64; 2]| {
                // A side that is cheaper for less than a millionth of the volume is left out: there the bills differ by as little.
                // Where both step at the same volume but for rounding, it is right beside that.
                let is_right = holds(volume, usd)
                    || (usd[0] - usd[1]).abs() < 1e-6 * usd[0].max(usd[1])
                    || [1.0 - 2e-6, 1.0 - 1e-6, 1.0 - 1e-7, 1.0 + 1e-7, 1.0 + 1e-6, 1.0 + 2e-6].map(|factor| volume * factor).iter().any(|near| holds(*near, bills(*near)));
                prop_assert!(
                    is_right,
                    "{:?} {:?} at {usd:?} for {volume}, {:?} {:?}: {found:?}",
                    settings[a].kind, settings[a].cloud, settings[b].kind, settings[b].cloud
                );
                Ok(())
            };
            for volume in volumes_around_flips(&found, range) {
                check(volume, bills(volume))?;
            }
            let is_at_flip = |volume: f64| found.flips.iter().any(|flip| (flip.at_volume / volume - 1.0).abs() < 1e-6);
            for (at, volume) in volumes.iter().enumerate() {
                // Between flips that a search has left out, nothing is said.
                if found.is_exact() && !is_at_flip(*volume) {
                    check(*volume, [usd[a][at], usd[b][at]])?;
                }
            }
        }
    }
}

/// The present volume is part of what is searched, however small or large it is.
#[test]
fn the_side_that_is_named_is_the_cheaper_one_at_the_present_volume() {
    let mut session = session("cross-warm2");
    for volume in [10.0, 3_000.0, 8e9, 1e12] {
        session.workloads[0].demand.requests_per_month = Estimate::Exact(Requests::of(volume));
        let range = VolumeRange::for_demand(&session.workloads[0].demand);
        assert!(range.from < volume && volume < range.to, "{range:?}");
        let rows = cost_json(&session)["workloads"][0]["crossovers"].as_array().unwrap().clone();
        let row = &rows[0];
        let (first, last) = (row["first"].as_f64(), row["last"].as_f64());
        let named = if first.is_none_or(|first| volume < first) {
            &row["alternatives"]["cheaper_below"]
        } else if last.or(first).is_some_and(|last| volume > last) {
            &row["alternatives"]["cheaper_above"]
        } else {
            continue;
        };
        assert_eq!(*named, cheaper_at(&session, volume), "{volume}: {row}");
    }
}

/// What production leaves of a free allowance pays for the other environments, the less the more production takes, and once
/// however many they are.
#[test]
fn other_environments_share_what_production_leaves_free() {
    let market = Market { free_tier: true, ..Market::default() };
    let demand = Demand {
        requests_per_month: Estimate::Likely(Requests::of(1e6)),
        duration_ms: Estimate::Exact(Millis::of(50.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(128.0)),
        always_on: true,
        ..Demand::default()
    };
    for kind in PlatformKind::ALL {
        for (cloud, environments) in Cloud::ALL.into_iter().flat_map(|cloud| (1..5).map(move |count| (cloud, count))) {
            let setting = Setting {
                kind,
                cloud,
                extended_support: false,
                environments,
                safeguards: Safeguards::default(),
                market: market.clone(),
            };
            let biller = Biller { setting: &setting, demand: &demand };
            let bill = compute_bill(&setting.purchase(), &[NamedDemand { name: "w", demand: &demand }]);
            let curve = bill.curve.unwrap();
            for volume in (0..60).map(|step| 10_f64.powf(f64::from(step) / 60.0 * 7.0 + 2.0)) {
                let (at, billed) = (curve.at(volume), biller.usd(volume));
                let is_beyond = volume > curve.max_volume();
                assert!(
                    is_beyond || (at - billed).abs() <= 1e-6 * billed.max(1.0),
                    "{kind:?} {cloud:?}, {environments} environments, {volume}: {at}, billed {billed}"
                );
            }
        }
    }
}
