//! What a load asks for: the hours in which it exists, the sizes that are sold, free allowances, and figures that are unknown.

use crate::support::bills::{amount, near, on};
use crate::support::cli::{arg, close, file, row, run};
use proptest::prelude::*;
use serde_json::Value;
use weighbridge::catalogue::PlatformKind as K;
use weighbridge::model::{Cloud, Demand, Estimate, HoursPerDay, Mebibytes, Millis, Ratio, Requests, Vcpus};

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

// ---- free allowances

/// 2 million calls of 280 ms and 4 GiB, 7 instances kept all month. The free tier does not apply to them:
/// 2 × 0.20 = 0.40; 7 × 730 h × 3,600 s × 4 GiB × 0.0000041667 = 306.60; 2,000,000 × 0.28 s × 4 GiB × 0.0000097222 = 21.78.
#[test]
fn no_free_tier_with_provisioned_concurrency() {
    let lambda = bill("pc-free", "functions");
    close(&lambda["monthly"], 0.40 + 306.6025 + 21.7777, 1e-3);
    assert!(lambda["assumptions"].to_string().contains("free tier does not apply"), "{lambda:#}");
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
        peak in 1.0..10.0_f64, hours in 0.5..24.0_f64, part in 0.02..1.0_f64, place in 0..5_usize, free in any::<bool>(),
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
        prop_assert!(less <= all * (1.0 + 1e-9) + 1e-9, "{less} in {} h, {all} in {hours} h", hours * part);
    }
}
