use super::*;
use crate::catalogue::platforms;
use crate::model::{Estimate, HoursPerDay, Ratio, Requests};
use proptest::prelude::*;
use std::sync::LazyLock;

static PLATFORMS: LazyLock<Vec<Platform>> = LazyLock::new(|| platforms::load(platforms::SHIPPED).unwrap());

fn platform(kind: PlatformKind) -> &'static Platform {
    PLATFORMS.iter().find(|platform| platform.kind == kind).unwrap()
}

fn after_idle(kind: PlatformKind, demand: &Demand) -> Option<LatencyRegime> {
    latency_after_idle(platform(kind), demand, None)
}

fn lasting(ms: f64) -> Demand {
    Demand { duration_ms: Estimate::Exact(Millis::of(ms)), ..Demand::default() }
}

/// What a guide to Kubernetes against serverless [S4] publishes, at the 95th percentile: steady 120 and 130 ms, after idle 120 and
/// 800, in a spike 150 and 500. The first four follow from the durations and the published start; the 150 from the factor that was
/// taken from there. The 500 is what the length of the front was set by, so this holds the model to it and proves no more.
#[test]
fn the_published_comparison_comes_out() {
    let on = |kind, ms| estimate_latency(platform(kind), &lasting(ms), None).unwrap();
    let k8s = on(PlatformKind::ManagedK8s, 120.0);
    assert_eq!([&k8s.steady, &k8s.after_idle, &k8s.spike].map(|at| at.middle.get()), [120.0, 120.0, 150.0]);
    let functions = on(PlatformKind::Functions, 130.0);
    assert_eq!((functions.steady.middle.get(), functions.after_idle.middle.get()), (130.0, 800.0));
    let spike = functions.spike.middle.get();
    assert!((spike - 500.0).abs() / 500.0 < 0.02, "{spike}");
}

/// By hand: at 3 times the mean two thirds find no instance; they meet a start in the first 0.8 of 5 s: 10.67 % of requests.
/// 130 + 670 / 0.95 × (1 − 0.05 / 0.10667) = 130 + 374.67.
#[test]
fn the_share_that_meets_a_start_is_said() {
    let found = estimate_latency(platform(PlatformKind::Functions), &lasting(130.0), None).unwrap();
    assert!((found.cold_share - 0.106_667).abs() < 1e-5, "{}", found.cold_share);
    assert!((found.spike.middle.get() - 504.67).abs() < 0.01, "{}", found.spike.middle);
    assert!(
        found.spike.explanation.contains("10.67 %") && found.spike.explanation.contains("66.67 %"),
        "{}",
        found.spike.explanation
    );
}

#[test]
fn warm_instances_take_a_spike_off() {
    // 26.28 M calls a month of 1 s are 10 in flight in the mean, 30 at the peak.
    let demand = Demand {
        requests_per_month: Estimate::Exact(Requests::of(26_280_000.0)),
        peak_to_average: Estimate::Exact(Ratio::of(3.0)),
        ..lasting(1000.0)
    };
    let at = |warm_instances| {
        let demand = Demand { warm_instances, ..demand.clone() };
        estimate_latency(platform(PlatformKind::Functions), &demand, None).unwrap()
    };
    assert!((at(0).cold_share - 2.0 / 3.0 * 0.334).abs() < 1e-9);
    assert!((at(20).cold_share - 1.0 / 3.0 * 0.334).abs() < 1e-9);
    assert_eq!((at(30).cold_share, at(30).spike.middle.get()), (0.0, 1000.0));
    let run = estimate_latency(platform(PlatformKind::ContainerServerless), &demand, Some(Cloud::Gcp)).unwrap();
    assert_eq!(run.cold_share, 0.0, "the one instance of the mean takes 80 at once");
}

#[test]
fn functions_after_idle_take_what_was_published() {
    assert_eq!(after_idle(PlatformKind::Functions, &lasting(130.0)).unwrap().middle.get(), 800.0);
    assert_eq!(after_idle(PlatformKind::ManagedK8s, &lasting(130.0)).unwrap().middle.get(), 130.0);
    assert_eq!(after_idle(PlatformKind::Functions, &Demand::default()), None);
}

#[test]
fn warm_instances_take_the_start_away_and_say_when() {
    let demand = Demand {
        duration_ms: Estimate::Range(Millis::of(100.0), Millis::of(300.0)),
        warm_instances: 1,
        warm_hours: Estimate::Exact(HoursPerDay::of(10.0)),
        ..Demand::default()
    };
    let warm = after_idle(PlatformKind::Functions, &demand).unwrap();
    assert_eq!((warm.low.get(), warm.middle.get(), warm.high.get()), (100.0, 200.0, 300.0));
    assert!(warm.explanation.contains("10 h/day; 670 ms outside those hours"), "{}", warm.explanation);
    assert!(may_start_cold(platform(PlatformKind::Functions), &demand, None));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A spike is no better than an ordinary day, and no worse than an idle start on instances that are as full as they get.
    #[test]
    fn a_spike_lies_between_an_ordinary_day_and_a_cold_one(
        kind in 0..8_usize, cloud in 0..3_usize, (short, more) in (0.0..2e4_f64, 0.0..2e4_f64), calls in 0.0..1e10_f64,
        peak in 0.0..50.0_f64, at_once in 0.0..300.0_f64, warm in 0..50_u32,
    ) {
        let demand = Demand {
            duration_ms: Estimate::Range(Millis::of(short), Millis::of(short + more)),
            requests_per_month: Estimate::Likely(Requests::of(calls)),
            peak_to_average: Estimate::Likely(Ratio::of(peak)),
            concurrency: Estimate::Likely(Ratio::of(at_once)),
            warm_instances: warm,
            ..Demand::default()
        };
        let platform = platform(PlatformKind::ALL[kind]);
        let found = estimate_latency(platform, &demand, Some(Cloud::ALL[cloud])).unwrap();
        let (steady, spike) = (found.steady.middle.get(), found.spike.middle.get());
        prop_assert!((0.0..=1.0).contains(&found.cold_share));
        prop_assert!(steady <= spike + 1e-9);
        prop_assert!(spike <= steady * platform.queueing.get() + platform.cold_start.get() + 1e-6);
        for at in [&found.steady, &found.after_idle, &found.spike] {
            prop_assert!(at.low <= at.middle && at.middle <= at.high, "{at:?}");
        }
        let more_warm = Demand { warm_instances: warm + 1, ..demand };
        let warmer = estimate_latency(platform, &more_warm, Some(Cloud::ALL[cloud])).unwrap();
        prop_assert!(warmer.spike.middle <= found.spike.middle);
    }
}
