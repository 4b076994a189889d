//! The formulas against sums that were calculated by hand (`tests/data/cost_vectors.json`), to one in a million unless the sum
//! itself was rounded.

use super::{autopilot, commitment, fargate, gke, lambda};
use crate::catalogue::limits::LimitBook;
use crate::catalogue::{PlatformKind, PriceBook};
use crate::model::{Cloud, Gibibytes, Mebibytes, Millis, Requests, Vcpus};
use serde_json::Value;

fn expected(name: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("../../../tests/data/cost_vectors.json")).unwrap();
    let found = all.as_array().unwrap().iter().find(|case| case["name"] == name);
    found.unwrap_or_else(|| panic!("no vector {name}"))["expect"].clone()
}

#[track_caller]
fn near(actual: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap();
    assert!((actual - expected).abs() <= 1e-6 * expected.abs(), "{actual} is not {expected}");
}

fn price(id: &str) -> f64 {
    PriceBook::shipped().unwrap().price(id).unwrap().value
}

fn free(on: bool, id: &str) -> f64 {
    if on { price(id) } else { 0.0 }
}

#[test]
fn lambda_with_and_without_the_free_tier() {
    for (name, with) in [("seed004_lambda", false), ("seed004_lambda_free", true)] {
        let rates = lambda::Rates {
            million_requests: price("aws.lambda.req"),
            gb_second: price("aws.lambda.gbs.x86"),
            free_requests: free(with, "aws.lambda.free.req"),
            free_gb_seconds: free(with, "aws.lambda.free.gbs"),
        };
        let cost = lambda::compute_cost(Requests::of(3e6), Millis::of(200.0), Mebibytes::of(128.0), &rates);
        let expected = expected(name);
        near(cost.requests, &expected["requests"]);
        near(cost.duration, &expected["duration"]);
        near(cost.total(), &expected["total"]);
    }
}

#[test]
fn fargate_sizes() {
    let limits = LimitBook::shipped().unwrap();
    let sizes = limits.sizes(PlatformKind::ContainerServerless, Cloud::Aws);
    let (vcpu, memory) = fargate::round_up_task(sizes, Vcpus::of(0.3), Gibibytes::of(0.6)).unwrap();
    let size = &expected("fargate_snap")["size"];
    near(vcpu.get(), &size[0]);
    near(memory.get(), &size[1]);
}

#[test]
fn gke_reservations() {
    let expected = expected("gke_alloc_e2_std4");
    let size = (Vcpus::of(4.0), Gibibytes::of(16.0));
    for (pair, key) in
        [(gke::reserved_capacity(size.0, size.1), "reserved"), (gke::allocatable_capacity(size.0, size.1), "alloc")]
    {
        near(pair.0.get(), &expected[key][0]);
        near(pair.1.get(), &expected[key][1]);
    }
}

#[test]
fn autopilot_total() {
    let (cpu, gib) = (price("gcp.autopilot.vcpu"), price("gcp.autopilot.memory"));
    let pods = autopilot::compute_cost(730.0, Vcpus::of(20.0), Gibibytes::of(40.0), cpu, gib);
    near(pods + 730.0 * price("gcp.gke.cluster_fee"), &expected("autopilot_20v_40g")["total"]);
}

#[test]
fn commitments_break_even() {
    let book = PriceBook::shipped().unwrap();
    let of = |id: &str| book.price(id).unwrap();
    let expected = expected("commit_breakeven");
    // These two were published as months rounded to the cent.
    let month = |id: &str| (of(id).value * 730.0 * 100.0).round() / 100.0;
    let t3 = month("aws.vm.t3.medium.od");
    for (id, key) in [
        ("aws.vm.t3.medium.ri.std_1y_no_upfront", "aws t3.medium std 1y NU"),
        ("aws.vm.t3.medium.ri.std_3y_no_upfront", "aws t3.medium std 3y NU"),
    ] {
        near(commitment::break_even_share(month(id), t3), &expected[key]);
    }
    // The others came from prices with more digits than the book has, hence the wider margin.
    let check = |committed: &str, on_demand: f64, key: &str| {
        let (ratio, expected) =
            (commitment::break_even_share(of(committed).value, on_demand), expected[key].as_f64().unwrap());
        assert!((ratio / expected - 1.0).abs() < 6e-6, "{key}: {ratio} is not {expected}");
    };
    let e2 = of("gcp.vm.e2-standard-4.od").value;
    check("gcp.vm.e2-standard-4.cud_1y", e2, "gcp e2 1y");
    check("gcp.vm.e2-standard-4.cud_3y", e2, "gcp e2 3y");
    let n2 = of("gcp.vm.n2-standard-64.od");
    check("gcp.vm.n2-standard-64.cud_1y", n2.value, "gcp n2 1y vs od");
    let sustained = n2.sustained_month.unwrap() / 730.0;
    check("gcp.vm.n2-standard-64.cud_1y", sustained, "gcp n2 1y vs SUD");
    check("gcp.vm.n2-standard-64.cud_3y", sustained, "gcp n2 3y vs SUD");
}
