//! Totals that others have published, calculated again with the shipped prices: each within a thousandth.

use crate::support::bills::{BOOK, amount, on};
use weighbridge::catalogue::PlatformKind;
use weighbridge::cost::formula::{autopilot, gke, lambda};
use weighbridge::model::{Cloud, Demand, Estimate, Gibibytes, Mebibytes, Millis, Requests, Vcpus};

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
