//! Totals that others have published, calculated again with the shipped prices: each within a thousandth.

use crate::support::bills::{BOOK, Setting, amount, item, on};
use weighbridge::catalogue::PlatformKind;
use weighbridge::cost::formula::{autopilot, gke, lambda};
use weighbridge::model::{
    Cloud, Demand, Estimate, FrontDoor, Gibibytes, Jobs, Mebibytes, Millis, Month, Requests, Vcpus,
};

/// As the published figures are rounded.
const MARGIN: f64 = 1e-3;

#[track_caller]
fn near(actual: f64, published: f64) {
    assert!((actual - published).abs() <= MARGIN * published, "{actual} is not {published}");
}

fn price(id: &str) -> f64 {
    BOOK.price(id).unwrap().value
}

/// A comparison of Autopilot and Standard, September 2026: pods of 20 vCPU and 40 GiB together, and the cluster's fee, are
/// 866 USD a month. 20 × 0.0445 × 730 + 40 × 0.0049225 × 730 + 0.10 × 730 = 649.70 + 143.74 + 73.
#[test]
fn autopilot_with_twenty_processors_and_forty_gib() {
    let pods = Demand {
        always_on: true,
        replicas: 20,
        vcpu: Estimate::Exact(Vcpus::of(1.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(2048.0)),
        ..Demand::default()
    };
    let bill = on(PlatformKind::AutopilotK8s, Cloud::Gcp).bill(&[("pods", &pods)]);
    let of = |id: &str| amount(&bill, id);
    near(of("gcp.autopilot.vcpu") + of("gcp.autopilot.memory") + of("gcp.gke.cluster_fee"), 866.0);
}

/// The same comparison: of a node of 8 vCPU and 16 GiB, 7.91 and 13.3 are left for pods.
#[test]
fn what_a_node_leaves_for_pods() {
    let (vcpu, gib) = gke::allocatable_capacity(Vcpus::of(8.0), Gibibytes::of(16.0));
    near(vcpu.get(), 7.91);
    near(gib.get(), 13.3);
}

/// The same comparison: nodes at 161 USD with 13.3 GiB of room are as cheap as pods when they are packed to 61 %.
#[test]
fn how_full_nodes_must_be_packed() {
    let pods = autopilot::compute_cost(
        730.0,
        Vcpus::of(0.5),
        Gibibytes::of(1.0),
        price("gcp.autopilot.vcpu"),
        price("gcp.autopilot.memory"),
    );
    near(161.0 / 13.3 / pods, 0.61);
}

/// A printed example (infracost, EKS with Fargate): 1 vCPU 29.55, 1 GB 3.24, the cluster 73, together 105.80 USD a month. It
/// does not round the task up to a size that is sold, so neither does this.
#[test]
fn a_cluster_with_one_pod_on_fargate() {
    let pod = 730.0 * (price("aws.fargate.vcpu") + price("aws.fargate.gb"));
    near(pod, 29.55 + 3.24);
    near(pod + 730.0 * price("aws.eks.fee"), 105.80);
}

/// A printed example (infracost, Lambda provisioned concurrency, arm): 50 instances of 512 MB for 100 hours are 9,000,000 GB-s
/// at 30.00 USD; 10 million calls of 350 ms on them are 1,750,000 GB-s at 13.61.
#[test]
fn fifty_warm_functions() {
    let memory = Mebibytes::of(512.0);
    let provisioned = lambda::provisioned_gb_seconds(50.0, memory, 100.0);
    near(provisioned, 9e6);
    near(provisioned * price("aws.lambda.pc.arm"), 30.00);
    let run =
        lambda::gb_seconds(Requests::of(1e7), lambda::billed_duration(Millis::of(350.0), Millis::of(1.0)), memory);
    near(run, 1_750_000.0);
    near(run * price("aws.lambda.pcd.arm"), 13.61);
    near(10.0 * price("aws.lambda.req"), 2.00);
}

// ---- the providers' own pages

fn calls(requests: f64, ms: f64, mib: f64) -> Demand {
    Demand {
        requests_per_month: Estimate::Exact(Requests::of(requests)),
        duration_ms: Estimate::Exact(Millis::of(ms)),
        memory_mib: Estimate::Exact(Mebibytes::of(mib)),
        ..Demand::default()
    }
}

/// Within half a cent for each printed line, which the pages round.
#[track_caller]
fn to_the_cent(actual: f64, printed: f64, lines: u32) {
    assert!((actual - printed).abs() <= 0.005 * f64::from(lines) + 1e-9, "{actual} is not {printed}");
}

/// aws.amazon.com/lambda/pricing, example 1, mobile application backend: 3 million requests of 120 ms at 1,536 MB, free tier
/// included. 540,000 − 400,000 GB-s = 2.33, 2 million requests = 0.40: 2.73.
#[test]
fn lambda_mobile_backend() {
    let bill = on(PlatformKind::Functions, Cloud::Aws).with_free_tier().bill(&[("app", &calls(3e6, 120.0, 1536.0))]);
    to_the_cent(amount(&bill, "aws.lambda.gbs.x86"), 2.33, 1);
    to_the_cent(bill.monthly.get(), 2.73, 2);
}

/// The same page, example 2, telemetry: 7.44 million requests of 2 s at 1 GB, no free tier: 1.49 + 248.00 = 249.49.
#[test]
fn lambda_telemetry() {
    let bill = on(PlatformKind::Functions, Cloud::Aws).bill(&[("fleet", &calls(7.44e6, 2000.0, 1024.0))]);
    to_the_cent(amount(&bill, "aws.lambda.req"), 1.49, 1);
    to_the_cent(bill.monthly.get(), 249.49, 2);
}

/// The same page, example 3, customer support: 6 million requests of 280 ms at 4,096 MB with 2,048 MB of ephemeral storage and
/// the free tier: 105.33 + 1.00 + 0.08 = 106.41.
#[test]
fn lambda_customer_support_with_temporary_disk() {
    let demand = Demand { temporary_disk_gib: Estimate::Exact(Gibibytes::of(2.0)), ..calls(6e6, 280.0, 4096.0) };
    let bill = on(PlatformKind::Functions, Cloud::Aws).with_free_tier().bill(&[("support", &demand)]);
    to_the_cent(amount(&bill, "aws.lambda.gbs.x86"), 105.33, 1);
    to_the_cent(amount(&bill, "aws.lambda.ephemeral"), 0.08, 1);
    to_the_cent(bill.monthly.get(), 106.41, 3);
}

/// The same page, provisioned concurrency, example 1, launch day: 100 instances of 1,536 MB for 8 hours are 4,320,000 GB-s at
/// 18.00; 500,000 requests of 100 ms on them 0.73; 2.5 million requests of 120 ms beside them, less 400,000 GB-s free, 0.83.
#[test]
fn lambda_launch_day() {
    let memory = Mebibytes::of(1536.0);
    let kept = lambda::provisioned_gb_seconds(100.0, memory, 8.0);
    to_the_cent(kept * price("aws.lambda.pc.x86"), 18.00, 1);
    let on_warm = lambda::gb_seconds(Requests::of(5e5), Millis::of(100.0), memory);
    to_the_cent(on_warm * price("aws.lambda.pcd.x86"), 0.73, 1);
    let rest = lambda::gb_seconds(Requests::of(2.5e6), Millis::of(120.0), memory) - price("aws.lambda.free.gbs");
    to_the_cent(rest * price("aws.lambda.gbs.x86"), 0.83, 1);
}

/// The same page, provisioned concurrency, example 2, Cyber Monday: 7 instances of 4,096 MB for 24 hours are 2,419,200 GB-s at
/// 10.08; 2 million requests of 280 ms on them 21.78; requests 0.40, without the free tier: 32.26.
#[test]
fn lambda_cyber_monday() {
    let memory = Mebibytes::of(4096.0);
    let kept = lambda::provisioned_gb_seconds(7.0, memory, 24.0);
    near(kept, 2_419_200.0);
    let run = lambda::gb_seconds(Requests::of(2e6), Millis::of(280.0), memory);
    let (kept, run) = (kept * price("aws.lambda.pc.x86"), run * price("aws.lambda.pcd.x86"));
    to_the_cent(kept, 10.08, 1);
    to_the_cent(run, 21.78, 1);
    to_the_cent(kept + run + 2.0 * price("aws.lambda.req"), 32.26, 3);
}

fn daily_tasks(jobs_per_day: f64, seconds: f64, vcpus: f64, gib: f64) -> Demand {
    Demand {
        jobs_per_day: Estimate::Exact(Jobs::of(jobs_per_day)),
        duration_ms: Estimate::Exact(Millis::of(seconds * 1000.0)),
        vcpu: Estimate::Exact(Vcpus::of(vcpus)),
        memory_mib: Estimate::Exact(Mebibytes::of(gib * 1024.0)),
        ..Demand::default()
    }
}

fn for_thirty_days(kind: PlatformKind) -> Setting {
    let mut setting = on(kind, Cloud::Aws);
    setting.market.month = Month::Days30;
    setting
}

/// aws.amazon.com/fargate/pricing, example 1: 5 tasks of 1 vCPU, 2 GB and 30 GB of ephemeral storage for 10 minutes on each of 30
/// days: 1.01 + 0.22 + 0.03 = 1.26.
#[test]
fn fargate_tasks_of_ten_minutes() {
    let disk = Estimate::Exact(Gibibytes::of(30.0));
    let demand = Demand { temporary_disk_gib: disk, ..daily_tasks(5.0, 600.0, 1.0, 2.0) };
    let bill = for_thirty_days(PlatformKind::ContainerServerless).bill(&[("tasks", &demand)]);
    to_the_cent(amount(&bill, "aws.fargate.vcpu"), 1.01, 1);
    to_the_cent(amount(&bill, "aws.fargate.gb"), 0.22, 1);
    to_the_cent(amount(&bill, "aws.fargate.ephemeral"), 0.03, 1);
}

/// The same page, example 3: 10 pods of 0.25 vCPU and 1 GB for an hour on each of 30 days: 3.04 + 1.33 = 4.37. The page leaves out
/// the memory that Fargate adds to a pod, so that a task stands for it here.
#[test]
fn fargate_pods_of_an_hour() {
    let bill =
        for_thirty_days(PlatformKind::ContainerServerless).bill(&[("pods", &daily_tasks(10.0, 3600.0, 0.25, 1.0))]);
    to_the_cent(amount(&bill, "aws.fargate.vcpu"), 3.04, 1);
    to_the_cent(amount(&bill, "aws.fargate.gb"), 1.33, 1);
}

/// cloud.google.com/functions/pricing (1st gen), simple event-driven function: 10 million calls of 300 ms at 128 MB and 200 MHz:
/// 3.20 for calls, memory within the free tier, 400,000 GHz-s beyond it 4.00: 7.20.
#[test]
fn google_event_driven_function() {
    let bill = on(PlatformKind::Functions, Cloud::Gcp).with_free_tier().bill(&[("events", &calls(1e7, 300.0, 128.0))]);
    to_the_cent(amount(&bill, "gcp.functions1.inv"), 3.20, 1);
    to_the_cent(amount(&bill, "gcp.functions1.cpu"), 4.00, 1);
    to_the_cent(bill.monthly.get(), 7.20, 2);
}

/// azure.microsoft.com/pricing/details/functions: 3 million executions of 1 s at 512 MB, less the free grants: 1,100,000 GB-s at
/// 17.60 and 2 million executions at 0.40: 18.00.
#[test]
fn azure_consumption_plan() {
    let bill = on(PlatformKind::Functions, Cloud::Azure).with_free_tier().bill(&[("app", &calls(3e6, 1000.0, 512.0))]);
    to_the_cent(amount(&bill, "azure.functions.gbs"), 17.60, 1);
    to_the_cent(bill.monthly.get(), 18.00, 2);
}

/// Google's own example for Cloud NAT (cloud.google.com/nat/pricing, read 2026-11-30): 14 machines and 100 GiB in 720 hours are
/// (0.0014 × 14 × 720) + (100 × 0.045) = 18.61 USD.
#[test]
fn fourteen_machines_behind_cloud_nat() {
    let mut fleet = on(PlatformKind::VmFleet, Cloud::Gcp);
    fleet.market.month = Month::Days30;
    let workers = Demand {
        always_on: true,
        replicas: 14,
        vcpu: Estimate::Exact(Vcpus::of(1.0)),
        front_door: FrontDoor::Internal,
        egress_gib: Estimate::Exact(Gibibytes::of(100.0)),
        ..Demand::default()
    };
    let bill = fleet.bill(&[("workers", &workers)]);
    near(item(&bill, "NAT gateway"), 18.61);
}

/// AWS's own example 1 for application load balancers (aws.amazon.com/elasticloadbalancing/pricing, read 2026-11-30 as others
/// quote it): 5 requests and 300 KB a second are 1.08 GB an hour, 1.08 LCU: 0.0225 + 0.00864 an hour, 22.42 USD in 720 hours.
#[test]
fn a_load_balancer_with_300_kilobytes_a_second() {
    let mut fleet = on(PlatformKind::VmFleet, Cloud::Aws);
    fleet.market.month = Month::Days30;
    let site = Demand {
        requests_per_month: Estimate::Exact(Requests::of(5.0 * 720.0 * 3600.0)),
        egress_gib: Estimate::Exact(Gibibytes::of(1.08 * 720.0)),
        ..Demand::default()
    };
    let bill = fleet.bill(&[("site", &site)]);
    near(item(&bill, "Load balancer"), 22.42);
}

/// Google's own table for sustained use of n1 (cloud.google.com/compute/docs/sustained-use-discounts, read 2026-11-30): an
/// n1-standard-1 costs 0.0475, 0.0380, 0.0285 and 0.0190 USD an hour in the four quarters of a month; half of the month saves 10 %,
/// three quarters 20 %, all of it 30 %.
#[test]
fn sustained_use_of_a_small_n1() {
    let price = BOOK.price("gcp.vm.n1-standard-1.od").unwrap();
    let discount = BOOK.sustained_discount(price).unwrap();
    let paid = |quarters: f64| quarters * price.value * (1.0 - discount.saved_share(quarters / 4.0));
    for (quarter, hourly) in [(1.0, 0.0475), (2.0, 0.0380), (3.0, 0.0285), (4.0, 0.0190)] {
        near(paid(quarter) - paid(quarter - 1.0), hourly);
    }
    for (quarters, saved) in [(2.0, 0.1), (3.0, 0.2), (4.0, 0.3)] {
        near(discount.saved_share(quarters / 4.0), saved);
    }
}

/// Google's own example for cluster fees (cloud.google.com/kubernetes-engine/pricing, of June 2020): 1,000 cluster hours of an account
/// are 100 USD, 2,280 are 228; one cluster of a month of 30 days is free, and the credit of today, 74.40 USD, covers the longest month.
#[test]
fn cluster_fees_of_two_accounts() {
    near(1000.0 * price("gcp.gke.cluster_fee"), 100.0);
    near(2280.0 * price("gcp.gke.cluster_fee"), 228.0);
    near(744.0 * price("gcp.gke.cluster_fee"), price("gcp.gke.free_credit"));
    let mut cluster = on(PlatformKind::ManagedK8s, Cloud::Gcp).with_free_tier();
    cluster.market.month = Month::Days30;
    assert_eq!(amount(&cluster.bill(&[("site", &Demand::default())]), "gcp.gke.cluster_fee"), 0.0);
}
