//! What a load asks for: the hours in which it exists, the sizes that are sold, free allowances, and figures that are unknown.

use crate::support::bills::{amount, item, near, on};
use crate::support::cli::{arg, close, file, row, run};
use proptest::prelude::*;
use serde_json::Value;
use weighbridge::catalogue::PlatformKind as K;
use weighbridge::cost::{Bill, Caveat, UnknownEffect};
use weighbridge::model::{
    Cloud, Demand, DemandFigure, Estimate, FigureValue, FrontDoor, Gibibytes, GpuHours, HoursPerDay, Jobs, Kibibytes,
    Mebibytes, Millis, Ratio, Requests, Vcpus,
};

/// The answer to a command on one of the files of figures.
fn answer(command: &str, name: &str) -> Value {
    run(&[command, &format!("tests/data/figures/{name}.ron"), "--format", "json"]).json()
}

/// The bill of an alternative of the only workload.
fn bill(name: &str, alternative: &str) -> Value {
    row(&answer("cost", name)["workloads"][0]["platforms"], "alternative", alternative).clone()
}

fn quantity(bill: &Value, price_id: &str) -> f64 {
    row(&bill["lines"], "price_id", price_id)["quantity"].as_f64().unwrap()
}

// ---- time within the day

/// 10 million requests of 200 ms in 2 of 24 hours: 730 / 12 h = 219,000 s with a load. 2,000,000 s / 219,000 s = 9.13 in flight,
/// which one instance of 80 at once holds, so that at most 219,000 s are billed: × 0.000024 + × 0.5 GiB × 0.0000025 = 5.53, and
/// 10 million requests × 0.40 = 4.00.
#[test]
fn a_load_of_two_hours_a_day_is_billed_for_two_hours_a_day() {
    let run = bill("run-shape", "container-serverless");
    let seconds = quantity(&run, "gcp.run.request.vcpu");
    assert!(seconds <= 219_000.0 && seconds > 218_900.0, "{seconds}");
    let monthly = run["monthly"].as_f64().unwrap();
    assert!(monthly <= 9.53 && monthly > 9.52, "{monthly}");
}

fn daily_load(active_hours: f64) -> Demand {
    Demand {
        requests_per_month: Estimate::Exact(Requests::of(1e7)),
        duration_ms: Estimate::Exact(Millis::of(200.0)),
        cpu_ms: Estimate::Exact(Millis::ZERO),
        memory_mib: Estimate::Exact(Mebibytes::of(1024.0)),
        vcpu: Estimate::Exact(Vcpus::of(0.5)),
        concurrency: Estimate::Exact(Ratio::of(80.0)),
        active_hours: Estimate::Exact(HoursPerDay::of(active_hours)),
        peak_to_average: Estimate::Exact(Ratio::of(1.0)),
        ..Demand::default()
    }
}

/// The same on Container Apps, with 0.5 vCPU and 1 GiB: 219,000 s × 0.5 × 0.000024 = 2.63, 219,000 s × 0.000003 = 0.66.
#[test]
fn container_apps_bill_the_hours_with_a_load() {
    let bill = on(K::ContainerServerless, Cloud::Azure).bill(&[("w", &daily_load(2.0))]);
    let (vcpu, memory) = (amount(&bill, "azure.aca.vcpu"), amount(&bill, "azure.aca.mem"));
    assert!(vcpu <= 2.628 && vcpu > 2.627, "{vcpu}");
    assert!(memory <= 0.657 && memory > 0.656, "{memory}");
}

/// Two hours and a half: 730 × 2.5 / 24 h = 273,750 s, whatever the hours of a clock.
#[test]
fn part_of_an_hour_counts_as_part() {
    let bill = on(K::ContainerServerless, Cloud::Azure).bill(&[("w", &daily_load(2.5))]);
    let vcpu = amount(&bill, "azure.aca.vcpu");
    assert!(vcpu <= 273_750.0 * 0.5 * 0.000024 && vcpu > 273_500.0 * 0.5 * 0.000024, "{vcpu}");
}

/// Two instances kept warm all day, one of them busy in the two hours with a load: 2 × 2,628,000 − 219,000 s idle.
#[test]
fn warm_instances_are_idle_where_there_is_no_load() {
    let demand = Demand { warm_instances: 2, ..daily_load(2.0) };
    let bill = on(K::ContainerServerless, Cloud::Azure).bill(&[("w", &demand)]);
    let idle = amount(&bill, "azure.aca.vcpu_idle") / (0.5 * 0.000003);
    assert!((idle - 5_037_000.0).abs() < 100.0, "{idle}");
}

// ---- sizes that are sold

/// 1 million requests of 1 s, one at once, on an instance of 16 GiB, which Cloud Run sells with 4 vCPU:
/// 1,000,000 s × (4 × 0.000024 + 16 × 0.0000025) + 0.40 = 96 + 40 + 0.40.
#[test]
fn cloud_run_sells_processors_with_memory() {
    let run = bill("run-size", "container-serverless");
    close(&run["monthly"], 136.40, 1e-6);
    let says = run["assumptions"].to_string();
    assert!(says.contains("an instance of 1 vCPU and 16 GiB is sold with 4 vCPU and 16 GiB"), "{says}");
}

fn one_at_once(vcpus: f64, memory_mib: f64) -> Demand {
    Demand {
        requests_per_month: Estimate::Exact(Requests::of(1e6)),
        duration_ms: Estimate::Exact(Millis::of(1000.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(memory_mib)),
        vcpu: Estimate::Exact(Vcpus::of(vcpus)),
        concurrency: Estimate::Exact(Ratio::of(1.0)),
        ..Demand::default()
    }
}

/// Processors for memory, memory for processors, and only some numbers of processors: cloud.google.com/run/docs/configuring/services/cpu.
#[test]
fn every_size_of_cloud_run_is_one_that_is_sold() {
    let sizes = [
        ((1.0, 4096.0), (1.0, 4.0)),
        ((1.0, 4097.0), (2.0, 4097.0 / 1024.0)),
        ((1.0, 8193.0), (4.0, 8193.0 / 1024.0)),
        ((1.0, 16_385.0), (6.0, 16_385.0 / 1024.0)),
        ((1.0, 24_577.0), (8.0, 24_577.0 / 1024.0)),
        ((3.0, 512.0), (4.0, 2.0)),
        ((5.0, 1024.0), (6.0, 4.0)),
        ((0.25, 256.0), (0.25, 0.25)),
        ((0.25, 1024.0), (0.5, 1.0)),
        ((0.25, 2048.0), (1.0, 2.0)),
    ];
    for ((vcpus, mib), (sold_vcpus, sold_gib)) in sizes {
        let bill = on(K::ContainerServerless, Cloud::Gcp).bill(&[("w", &one_at_once(vcpus, mib))]);
        near(amount(&bill, "gcp.run.request.vcpu"), 1e6 * sold_vcpus * 0.000024);
        near(amount(&bill, "gcp.run.request.mem"), 1e6 * sold_gib * 0.0000025);
    }
}

/// Container Apps are sold in pairs of a quarter of a processor and half a gibibyte: 3 GiB take 1.5 vCPU.
#[test]
fn every_size_of_container_apps_is_one_that_is_sold() {
    let bill = on(K::ContainerServerless, Cloud::Azure).bill(&[("w", &one_at_once(0.5, 2_600.0))]);
    near(amount(&bill, "azure.aca.vcpu"), 1e6 * 1.5 * 0.000024);
    near(amount(&bill, "azure.aca.mem"), 1e6 * 3.0 * 0.000003);
}

/// A warm Azure function of 5 GiB needs the second size of the premium plan, 2 vCPU and 7 GiB: 2 × 126.29 + 7 × 8.98 = 315.44.
#[test]
fn the_premium_plan_has_an_instance_that_holds_a_call() {
    let demand = Demand {
        requests_per_month: Estimate::Exact(Requests::of(1000.0)),
        duration_ms: Estimate::Exact(Millis::of(100.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(5.0 * 1024.0)),
        warm_instances: 1,
        ..Demand::default()
    };
    let bill = on(K::Functions, Cloud::Azure).bill(&[("w", &demand)]);
    near(item(&bill, "Premium plan"), 2.0 * 126.29 + 7.0 * 8.98);
}

// ---- free allowances

/// 2 million calls of 280 ms and 4 GiB, 7 instances kept all month. The free tier does not apply to them:
/// 2 × 0.20 = 0.40; 7 × 730 h × 3,600 s × 4 GiB × 0.0000041667 = 306.60; 2,000,000 × 0.28 s × 4 GiB × 0.0000097222 = 21.78.
#[test]
fn no_free_tier_with_provisioned_concurrency() {
    let lambda = bill("pc-free", "functions");
    close(&lambda["monthly"], 0.40 + 306.6025 + 21.7777, 1e-3);
    assert!(lambda["assumptions"].to_string().contains("free tier does not apply"), "{lambda:#}");
}

// ---- the least time that is billed

/// 1,000 jobs a day of 0.1 s: 30,416.7 jobs × 0.1 s are 0.845 h, and a minute each 506.9 h. With 0.25 vCPU and 0.5 GB the time of the
/// jobs costs 0.01, the rest of each minute 506.1 h × (0.25 × 0.04048 + 0.5 × 0.004445) = 6.246.
#[test]
fn the_least_time_of_a_job_is_a_line_of_its_own() {
    let demand = Demand {
        jobs_per_day: Estimate::Exact(Jobs::of(1000.0)),
        duration_ms: Estimate::Exact(Millis::of(100.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(512.0)),
        vcpu: Estimate::Exact(Vcpus::of(0.25)),
        front_door: FrontDoor::Internal,
        ..Demand::default()
    };
    let bill = on(K::ContainerServerless, Cloud::Aws).bill(&[("w", &demand)]);
    let (jobs, each) = (1000.0 * 730.0 / 24.0, 0.25 * 0.04048 + 0.5 * 0.004445);
    near(item(&bill, "Fargate processors") + item(&bill, "Fargate memory"), jobs * 0.1 / 3600.0 * each);
    near(item(&bill, "Fargate least time of a job"), jobs * 59.9 / 3600.0 * each);
    // Beside it stands a NAT gateway; of the functions' bill nearly all is for the minimum.
    let short = Demand { duration_ms: Estimate::Exact(Millis::of(1.0)), ..demand };
    let functions = on(K::Functions, Cloud::Azure).bill(&[("w", &short)]);
    let warned = |bill: &Bill| bill.caveats.iter().any(|caveat| matches!(caveat.what, Caveat::MostlyMinimum { .. }));
    // 0.2 per million executions and 100 ms × 0.5 GiB × 0.000016 = 0.8 per million: 79 % of the bill.
    assert!(!warned(&functions) && !warned(&bill));
    let large = Demand { memory_mib: Estimate::Exact(Mebibytes::of(1536.0)), ..short };
    // 0.2 and 2.4: 91 %.
    assert!(warned(&on(K::Functions, Cloud::Azure).bill(&[("w", &large)])));
}

// ---- processor time above the duration

#[test]
fn more_processor_time_than_time_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string("tests/data/figures/run-shape.ron").unwrap();
    let text = text.replace("cpu_ms: Exact(0.0)", "cpu_ms: Exact(900.0)");
    let path = file(folder.path(), "cpu.ron", &text);
    let checked = run(&["check", arg(&path)]);
    assert_eq!(checked.code, 0);
    assert!(checked.err.contains("warning: 'w' computes for 900 ms, but takes 200 ms"), "{}", checked.err);
    let costs = run(&["cost", arg(&path), "--format", "json"]).json();
    let problems = costs["workloads"][0]["platforms"][0]["problems"].to_string();
    assert!(problems.contains("processor time of 900 ms is above its duration of 200 ms"), "{problems}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same requests in less time of the day never cost more, where each request or busy instance is billed.
    #[test]
    fn less_active_time_never_costs_more(
        requests in 0.0..9.0_f64, ms in 1.0..5e3_f64, cpu_share in 0.0..1.0_f64, concurrency in 1.0..100.0_f64,
        peak in prop_oneof![Just(1.0_f64), 1.0..10.0_f64], hours in 0.5..24.0_f64, part in 0.02..1.0_f64, place in 0..5_usize, free in any::<bool>(),
    ) {
        let (kind, cloud) = [
            (K::ContainerServerless, Cloud::Gcp), (K::ContainerServerless, Cloud::Azure), (K::Functions, Cloud::Aws),
            (K::Functions, Cloud::Gcp), (K::Functions, Cloud::Azure),
        ][place];
        let monthly = |hours: f64| {
            let demand = Demand {
                requests_per_month: Estimate::Exact(Requests::of(10.0_f64.powf(requests))),
                duration_ms: Estimate::Exact(Millis::of(ms)),
                cpu_ms: Estimate::Exact(Millis::of(ms * cpu_share)),
                concurrency: Estimate::Exact(Ratio::of(concurrency)),
                peak_to_average: Estimate::Exact(Ratio::of(peak)),
                active_hours: Estimate::Exact(HoursPerDay::of(hours)),
                ..daily_load(hours)
            };
            let setting = if free { on(kind, cloud).with_free_tier() } else { on(kind, cloud) };
            setting.bill(&[("w", &demand)]).monthly.get()
        };
        let (all, less) = (monthly(hours), monthly(hours * part));
        // A load that is not even follows a curve over its hours, which whole hours sample.
        let tolerance = if peak == 1.0 { 1e-9 } else { 1e-2 };
        prop_assert!(less <= all * (1.0 + tolerance) + 1e-9, "{less} in {} h, {all} in {hours} h", hours * part);
    }
}

// ---- unknown figures

/// Nobody knows how often it runs: no bill, no zero, an open cell, and no leader that is one for certain.
#[test]
fn an_unknown_volume_makes_the_bill_unknown() {
    let costs = answer("cost", "unknown-zero");
    for alternative in ["vm", "fn", "k8s"] {
        let bill = row(&costs["workloads"][0]["platforms"], "alternative", alternative);
        assert_eq!((&bill["monthly"], &bill["monthly_high"]), (&Value::Null, &Value::Null), "{alternative}");
        let unknown = bill["unknown"].to_string();
        assert!(unknown.contains("requests_per_month") && unknown.contains("jobs_per_day"), "{unknown}");
    }
    assert_eq!(costs["workloads"][0]["crossovers"], serde_json::json!([]));
    let table = run(&["cost", "tests/data/figures/unknown-zero.ron"]);
    let rows =
        table.fine().lines().filter(|line| line.contains(" unknown ") && line.contains("requests, jobs, memory"));
    assert_eq!(rows.count(), 3, "{}", table.out);

    let ranked = answer("rank", "unknown-zero");
    assert_ne!(ranked["leader"], serde_json::json!(["fn"]));
    assert!(["fragile", "tie"].contains(&ranked["verdict"]["call"].as_str().unwrap_or("")), "{ranked:#}");
    for alternative in ["vm", "fn", "k8s"] {
        let total = row(&ranked["alternatives"], "id", alternative);
        // Half of the weight is open from 1 to 5, the other half is 3.
        close(&total["total_low"], 2.0, 1e-9);
        close(&total["total_high"], 4.0, 1e-9);
    }
}

/// Memory, duration and what else has a default: the bill is a range, and its bounds are bills with the bounds of the defaults.
#[test]
fn an_unknown_figure_with_a_default_makes_the_bill_a_range() {
    let known = Demand {
        requests_per_month: Estimate::Exact(Requests::of(1e7)),
        duration_ms: Estimate::Exact(Millis::of(300.0)),
        ..Demand::default()
    };
    let lambda = on(K::Functions, Cloud::Aws);
    let bill = lambda.bill(&[("w", &known)]);
    let of = |mib: f64| 2.0 + 1e7 * 0.3 * mib / 1024.0 * 0.0000166667;
    near(bill.monthly.get(), of(512.0));
    near(bill.low.get(), of(128.0));
    near(bill.high.get(), of(2048.0));
    assert!(!bill.is_open() && !bill.is_exact());
    assert_eq!(bill.unknown_names(&[UnknownEffect::Range]), ["memory"]);
    let says: Vec<String> = bill.assumptions.iter().map(ToString::to_string).collect();
    assert!(says.contains(&"w: memory unknown, 512 MiB assumed (128 to 2,048)".to_owned()), "{says:?}");
}

/// Everything that a demand can say.
fn whole_demand(jobs: bool) -> impl Strategy<Value = Demand> {
    let volume = 2.0..8.0_f64;
    let times = (1.0..4e3_f64, 0.01..1.0_f64);
    let sizes = (64.0..8e3_f64, 0.1..4.0_f64, 1.0..100.0_f64);
    let hours = (1.0..20.0_f64, 0.5..24.0_f64, 0.5..24.0_f64);
    let amounts = prop::array::uniform6(0.1..1e3_f64);
    let counts = (0..3_u32, 0..3_u32, 0..4_u32, any::<bool>(), any::<bool>());
    (volume, times, sizes, hours, amounts, counts).prop_map(
        move |(volume, (ms, cpu), (mib, vcpus, at_once), (peak, active, warm_hours), amounts, counts)| {
            let (warm, zones, replicas, always_on, off) = counts;
            let (requests, per_day) = match jobs {
                true => (Estimate::Unknown, Estimate::Exact(Jobs::of(10.0_f64.powf(volume - 2.0)))),
                false => (Estimate::Exact(Requests::of(10.0_f64.powf(volume))), Estimate::Unknown),
            };
            Demand {
                requests_per_month: requests,
                jobs_per_day: per_day,
                duration_ms: Estimate::Exact(Millis::of(ms)),
                // No more than the processors have in that time.
                cpu_ms: Estimate::Exact(Millis::of(ms * cpu * vcpus.min(1.0))),
                memory_mib: Estimate::Exact(Mebibytes::of(mib)),
                vcpu: Estimate::Exact(Vcpus::of(vcpus)),
                concurrency: Estimate::Exact(Ratio::of(at_once)),
                peak_to_average: Estimate::Exact(Ratio::of(peak)),
                active_hours: Estimate::Exact(HoursPerDay::of(active)),
                warm_instances: warm,
                warm_hours: Estimate::Exact(HoursPerDay::of(warm_hours)),
                storage_gib: Estimate::Exact(Gibibytes::of(amounts[0])),
                egress_gib: Estimate::Exact(Gibibytes::of(amounts[1])),
                queued_per_month: Estimate::Exact(Requests::of(amounts[2] * 1e4)),
                cdn_gib: Estimate::Exact(Gibibytes::of(amounts[3])),
                log_kib: Estimate::Exact(Kibibytes::of(amounts[4] / 100.0)),
                between_zones_gib: Estimate::Exact(Gibibytes::of(amounts[5])),
                always_on,
                off_outside_hours: off,
                zones,
                replicas,
                ..Demand::default()
            }
        },
    )
}

/// The figures that can be unknown.
fn estimates() -> impl Iterator<Item = DemandFigure> {
    let is_estimate =
        |figure: &DemandFigure| matches!(figure.read(&Demand::default()).value(), FigureValue::Estimate(_));
    DemandFigure::ALL.iter().copied().filter(is_estimate)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// To take a figure away never makes a bill smaller and exact, and never cheap for certain: the volume leaves it open.
    #[test]
    fn an_unknown_figure_never_makes_a_bill_smaller_and_exact(
        jobs in any::<bool>(), demands in (whole_demand(true), whole_demand(false)),
        kind in 0..8_usize, cloud in 0..3_usize, free in any::<bool>(), gpus in prop_oneof![3 => Just(0_u32), 1 => 1..3_u32],
    ) {
        let mut demand = if jobs { demands.0 } else { demands.1 };
        demand.gpus = gpus;
        demand.gpu_hours = Estimate::Exact(GpuHours::of(300.0));
        let setting = on(K::ALL[kind], Cloud::ALL[cloud]);
        let setting = if free { setting.with_free_tier() } else { setting };
        let before = setting.bill(&[("w", &demand)]);
        for figure in estimates() {
            let mut without = demand.clone();
            figure.with(FigureValue::Estimate(Estimate::Unknown)).unwrap().swap(&mut without);
            if without == demand {
                continue;
            }
            let after = setting.bill(&[("w", &without)]);
            let is_smaller = after.monthly.get() < before.monthly.get() * (1.0 - 1e-9);
            prop_assert!(!(is_smaller && after.is_exact()), "{figure:?}: {} before, {} after", before.monthly, after.monthly);
            // What is missing is named, and nothing else than amounts is left out.
            if is_smaller {
                prop_assert!(after.unknown.iter().any(|unknown| unknown.what.figure == figure), "{figure:?}");
            }
            let is_volume = [DemandFigure::RequestsPerMonth, DemandFigure::JobsPerDay].contains(&figure);
            if is_volume && !demand.always_on && gpus == 0 {
                prop_assert!(after.is_open() && after.known_monthly().is_none(), "{figure:?}");
            }
        }
    }
}

/// A call that computes for 2.5 s takes at least as long, whatever is taken for its duration: 10⁶ × 2.5 s × 0.5 GiB × 0.0000166667.
#[test]
fn an_unknown_duration_is_no_shorter_than_the_processor_time() {
    let demand = Demand {
        requests_per_month: Estimate::Exact(Requests::of(1e6)),
        cpu_ms: Estimate::Exact(Millis::of(2500.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(512.0)),
        ..Demand::default()
    };
    let bill = on(K::Functions, Cloud::Aws).bill(&[("w", &demand)]);
    near(bill.low.get(), 1e6 * 2.5 * 0.5 * 0.000_016_666_7 + 0.20);
}
