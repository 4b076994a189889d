//! Single bills with a known answer.

use crate::support::bills::{amount, near, on};
use serde_json::Value;
use weighbridge::catalogue::{PlatformKind as K, PriceStatus};
use weighbridge::cost::{Assumption, Caveat, ChargeScope, Note};
use weighbridge::model::{
    Cloud, Commitment, Demand, DemandFigure, Estimate, Gibibytes, HoursPerDay, Jobs, Mebibytes, Millis, Month, Ratio,
    Requests, Vcpus,
};

/// 100,000 requests a day of 200 ms at 128 MiB.
fn api() -> Demand {
    Demand {
        requests_per_month: Estimate::Exact(Requests::of(3e6)),
        duration_ms: Estimate::Exact(Millis::of(200.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(128.0)),
        ..Demand::default()
    }
}

/// 10 jobs a day of 15 minutes on 4 vCPU and 2 GiB.
fn batch() -> Demand {
    Demand {
        jobs_per_day: Estimate::Exact(Jobs::of(10.0)),
        duration_ms: Estimate::Exact(Millis::of(900_000.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(2048.0)),
        vcpu: Estimate::Exact(Vcpus::of(4.0)),
        ..Demand::default()
    }
}

fn gateway() -> Demand {
    Demand {
        always_on: true,
        stateful: true,
        vcpu: Estimate::Exact(Vcpus::of(4.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(12_288.0)),
        ..Demand::default()
    }
}

#[test]
fn three_million_requests_cost_a_dollar_and_eighty_five() {
    let bill = on(K::Functions, Cloud::Aws).bill(&[("api", &api())]);
    near(bill.monthly.get(), 1.850_002_5);
    let lines: Vec<_> = bill.lines.iter().map(|line| (line.price_id.as_str(), line.unit)).collect();
    assert_eq!(lines, [("aws.lambda.req", "million"), ("aws.lambda.gbs.x86", "GB-s")]);
    near(bill.lines[1].quantity, 75_000.0);
    assert_eq!(bill.lines[1].formula, "3,000,000 × 0.2 s × 0.125 GiB; 75,000 GB-s × 0.0000166667 USD");
    near(bill.per_unit.unwrap(), 1.850_002_5 / 3e6);
    assert_eq!((bill.unit, bill.machines, bill.idle_share()), ("request", 0, Some(0.0)));
    assert!(bill.caveats.is_empty());
}

#[test]
fn the_free_tier_leaves_forty_cents() {
    let bill = on(K::Functions, Cloud::Aws).with_free_tier().bill(&[("api", &api())]);
    near(bill.monthly.get(), 0.40);
    assert!(bill.lines[0].formula.starts_with("3,000,000 requests less 1,000,000 free"), "{}", bill.lines[0].formula);
}

#[test]
fn an_estate_uses_the_free_tier_once() {
    let demand = api();
    let two = on(K::Functions, Cloud::Aws).with_free_tier().bill(&[("one", &demand), ("two", &demand)]);
    near(two.monthly.get(), 5.0 * 0.2);
    assert_eq!(two.lines[0].item, "Lambda requests · one");
    assert_eq!(two.lines[0].workload.as_deref(), Some("one"));
}

#[test]
fn duration_is_priced_in_tiers() {
    let mut demand = api();
    demand.requests_per_month = Estimate::Exact(Requests::of(1e10));
    demand.memory_mib = Estimate::Exact(Mebibytes::of(10_240.0));
    let bill = on(K::Functions, Cloud::Aws).bill(&[("api", &demand)]);
    near(amount(&bill, "aws.lambda.gbs.x86"), 6e9 * 1.66667e-5);
    near(amount(&bill, "aws.lambda.gbs.x86.t2"), 9e9 * 1.5e-5);
    near(amount(&bill, "aws.lambda.gbs.x86.t3"), 5e9 * 1.33334e-5);
}

#[test]
fn warm_functions_are_provisioned_concurrency() {
    let mut demand = api();
    demand.memory_mib = Estimate::Exact(Mebibytes::of(1024.0));
    demand.warm_instances = 2;
    demand.warm_hours = Estimate::Exact(HoursPerDay::of(12.0));
    demand.peak_to_average = Estimate::Exact(Ratio::of(1.0));
    let bill = on(K::Functions, Cloud::Aws).bill(&[("api", &demand)]);
    near(amount(&bill, "aws.lambda.pc.x86"), 2.0 * 365.0 * 3600.0 * 4.1667e-6);
    // A flat day: half of the load falls into the warm half, and less than two are in flight.
    near(amount(&bill, "aws.lambda.pcd.x86"), 300_000.0 * 9.7222e-6);
    near(amount(&bill, "aws.lambda.gbs.x86"), 300_000.0 * 1.66667e-5);
    assert!(bill.idle_share().unwrap() > 0.5);
}

#[test]
fn what_runs_around_the_clock_is_billed_as_such_on_functions() {
    let bill = on(K::Functions, Cloud::Aws).bill(&[("gateway", &gateway())]);
    near(amount(&bill, "aws.lambda.gbs.x86"), 730.0 * 3600.0 * 12.0 * 1.66667e-5);
}

#[test]
fn ten_heavy_jobs_a_day() {
    let demand = batch();
    let vm = on(K::SingleVm, Cloud::Gcp).bill(&[("batch", &demand)]);
    near(vm.monthly.get(), 0.134_022_84 * 730.0 + 30.0 * 0.1 + 0.005 * 730.0);
    assert_eq!((vm.unit, vm.machines), ("job", 1));
    near(vm.per_unit.unwrap(), vm.monthly.get() / (10.0 * 730.0 / 24.0));
    near(vm.idle_share().unwrap(), 1.0 - 2.5 / 24.0);

    let run = on(K::ContainerServerless, Cloud::Gcp);
    near(run.bill(&[("batch", &demand)]).monthly.get(), 20.805);
    near(run.with_free_tier().bill(&[("batch", &demand)]).monthly.get(), 15.585);

    // Job-hours, not hours of the month; a batch has no load balancer.
    let fargate = on(K::ContainerServerless, Cloud::Aws).bill(&[("batch", &demand)]);
    let hours = 10.0 * 730.0 / 24.0 * 0.25;
    let nat_gateway = (0.045 + 0.005) * 730.0;
    near(fargate.monthly.get(), hours * (4.0 * 0.04048 + 8.0 * 0.004445) + nat_gateway);
}

/// Against sums that were calculated by hand.
#[test]
fn ten_million_requests_on_cloud_run() {
    let cases: Value = serde_json::from_str(include_str!("data/cost_vectors.json")).unwrap();
    let demand = |concurrency| Demand {
        requests_per_month: Estimate::Exact(Requests::of(1e7)),
        duration_ms: Estimate::Exact(Millis::of(200.0)),
        cpu_ms: Estimate::Exact(Millis::of(0.0)),
        vcpu: Estimate::Exact(Vcpus::of(1.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(512.0)),
        concurrency: Estimate::Exact(Ratio::of(concurrency)),
        ..Demand::default()
    };
    let run = on(K::ContainerServerless, Cloud::Gcp);
    for (name, setting, concurrency) in [
        ("cloudrun_10M_200ms_1v_05g_free_linear", run.clone().with_free_tier(), 1.0),
        ("cloudrun_10M_200ms_k80", run, 80.0),
    ] {
        let expected = &cases.as_array().unwrap().iter().find(|case| case["name"] == name).unwrap()["expect"];
        let bill = setting.bill(&[("api", &demand(concurrency))]);
        for (key, id) in
            [("cpu", "gcp.run.request.vcpu"), ("memory", "gcp.run.request.mem"), ("requests", "gcp.run.request.req")]
        {
            near(amount(&bill, id), expected[key].as_f64().unwrap_or_else(|| amount(&bill, id)));
        }
        near(bill.monthly.get(), expected["total"].as_f64().unwrap());
    }
}

#[test]
fn fifty_streams_need_two_hundred_processors() {
    let mut demand = batch();
    demand.jobs_per_day = Estimate::Exact(Jobs::of(50.0 * 96.0));
    let bill = on(K::VmFleet, Cloud::Gcp).committed(Commitment::OneYear).bill(&[("streams", &demand)]);
    // 200 vCPU on 25 machines of 8, all of them needed all the time and so all committed. Thirteen of 16 cost the same per
    // processor, but have eight processors too many: 52.29 less for disks and NAT, 123.27 more for the machines.
    assert_eq!(bill.machines, 25);
    let disks_and_nat = 25.0 * (30.0 * 0.1 + 0.0014 * 730.0);
    near(bill.monthly.get(), 25.0 * 730.0 * 0.168_869 + disks_and_nat);
    assert!(bill.idle_share().unwrap() < 0.05);
}

#[test]
fn only_machines_that_run_long_enough_are_committed() {
    let mut demand = api();
    demand.cpu_ms = Estimate::Exact(Millis::of(150.0));
    demand.requests_per_month = Estimate::Exact(Requests::of(1e8));
    demand.peak_to_average = Estimate::Exact(Ratio::of(4.0));
    let fleet = on(K::VmFleet, Cloud::Aws);
    let on_demand = fleet.bill(&[("api", &demand)]);
    let committed = fleet.committed(Commitment::OneYear).bill(&[("api", &demand)]);
    assert!(committed.monthly < on_demand.monthly);
    assert!(amount(&committed, "aws.vm.m6i.large.ri.std_1y_no_upfront") > 0.0);
    assert!(amount(&committed, "aws.vm.m6i.large.od") > 0.0);
    let line = committed.lines.iter().find(|line| line.price_id.ends_with("1y_no_upfront")).unwrap();
    assert_eq!(line.status, PriceStatus::Unverified);
}

#[test]
fn a_reservation_holds_for_the_family() {
    let bill = on(K::SingleVm, Cloud::Aws).committed(Commitment::OneYear).bill(&[("gateway", &{
        let mut demand = gateway();
        demand.vcpu = Estimate::Exact(Vcpus::of(8.0));
        demand
    })]);
    // The machine, its disk of 30 GiB and its address.
    near(bill.monthly.get(), 0.384 * 730.0 * (0.06019 / 0.096) + 30.0 * 0.08 + 0.005 * 730.0);
    let texts: Vec<String> = bill.assumptions.iter().map(ToString::to_string).collect();
    assert!(texts.iter().any(|text| text.contains("62.6979 % of on demand")), "{texts:?}");
}

#[test]
fn where_nothing_is_known_only_the_certain_is_counted() {
    let demand = Demand { storage_gib: Estimate::Exact(Gibibytes::of(100.0)), ..Demand::default() };
    let functions = on(K::Functions, Cloud::Aws).bill(&[("idea", &demand)]);
    near(functions.monthly.get(), 100.0 * 0.023);
    assert_eq!(functions.caveats, [Note { workload: Some("idea".to_owned()), what: Caveat::UnknownVolume }]);
    assert_eq!((functions.per_unit, functions.idle_share()), (None, None));
    let fleet = on(K::VmFleet, Cloud::Aws).bill(&[("idea", &demand)]);
    let machines = 2.0 * (0.096 * 730.0 + 30.0 * 0.08);
    // A NAT gateway with an address, a balancer with two.
    let network = 0.045 * 730.0 + 0.0225 * 730.0 + 3.0 * 0.005 * 730.0;
    near(fleet.monthly.get(), machines + network + 100.0 * 0.08);
}

#[test]
fn every_default_is_stated() {
    let demand = Demand { requests_per_month: Estimate::Likely(Requests::of(1e6)), ..Demand::default() };
    let assumptions = |kind, cloud| {
        let bill = on(kind, cloud).bill(&[("api", &demand)]);
        bill.assumptions.into_iter().map(|note| note.what).collect::<Vec<_>>()
    };
    let states = |kind, cloud, figure, likely| {
        let found = assumptions(kind, cloud);
        let is_stated =
            |what: &Assumption| matches!(what, Assumption::Default(of, at) if *of == figure && at.likely == likely);
        assert!(found.iter().any(is_stated), "{figure:?}: {found:?}");
    };
    for (figure, likely) in [(DemandFigure::DurationMs, 200.0), (DemandFigure::MemoryMib, 512.0)] {
        states(K::Functions, Cloud::Aws, figure, likely);
    }
    for (figure, likely) in [
        (DemandFigure::MemoryMib, 1024.0),
        (DemandFigure::CpuMs, 0.25),
        (DemandFigure::Concurrency, 80.0),
        (DemandFigure::Vcpu, 1.0),
        (DemandFigure::ActiveHours, 24.0),
        (DemandFigure::PeakToAverage, 1.0),
    ] {
        states(K::ContainerServerless, Cloud::Gcp, figure, likely);
    }
    states(K::VmFleet, Cloud::Aws, DemandFigure::PeakToAverage, 3.0);
}

#[test]
fn a_cluster_is_paid_once_for_all_it_holds() {
    let (api, batch) = (api(), batch());
    let managed = on(K::ManagedK8s, Cloud::Aws);
    let both = managed.bill(&[("api", &api), ("batch", &batch)]);
    near(amount(&both, "aws.eks.fee"), 73.0);
    assert_eq!(both.lines.iter().filter(|line| line.price_id == "aws.alb.hour").count(), 1);
    let apart = managed.bill(&[("api", &api)]).monthly.get() + managed.bill(&[("batch", &batch)]).monthly.get();
    assert!(both.monthly.get() < apart - 73.0);
    let once: Vec<ChargeScope> = both.lines.iter().map(|line| line.scope).collect();
    assert!(once.contains(&ChargeScope::Host) && once.contains(&ChargeScope::Cluster));
}

#[test]
fn the_credit_of_gke_pays_one_control_plane() {
    let demand = api();
    for kind in [K::ManagedK8s, K::AutopilotK8s] {
        near(amount(&on(kind, Cloud::Gcp).bill(&[("api", &demand)]), "gcp.gke.cluster_fee"), 73.0);
        assert_eq!(
            amount(&on(kind, Cloud::Gcp).with_free_tier().bill(&[("api", &demand)]), "gcp.gke.cluster_fee"),
            0.0
        );
    }
}

#[test]
fn the_month_is_the_markets() {
    let mut setting = on(K::VmFleet, Cloud::Aws);
    setting.market.month = Month::Days30;
    let bill = setting.bill(&[("gateway", &gateway())]);
    // It is stateful, so it runs once: one machine of 4 vCPU and 16 GiB.
    near(amount(&bill, "aws.vm.m6i.xlarge.od"), 0.192 * 720.0);
}

#[test]
fn traffic_storage_and_data_services_are_lines() {
    let mut demand = api();
    demand.egress_gib = Estimate::Exact(Gibibytes::of(20.0 * 1024.0));
    demand.storage_gib = Estimate::Exact(Gibibytes::of(200.0));
    demand.managed_data = 2;
    let bill = on(K::SingleVm, Cloud::Aws).bill(&[("api", &demand)]);
    near(amount(&bill, "aws.egress.t1"), 10_240.0 * 0.09);
    near(amount(&bill, "aws.egress.t2"), 10_240.0 * 0.085);
    near(amount(&bill, "aws.ebs.gp3"), (200.0 + 30.0) * 0.08);
    near(amount(&bill, "aws.rds.t4g.small"), 2.0 * 0.032 * 730.0);
    let azure = on(K::SingleVm, Cloud::Azure).bill(&[("api", &demand)]);
    near(amount(&azure, "azure.disk.p4"), (7.0 + 1.0) * 5.28);
}

#[test]
fn a_region_without_prices_is_stated() {
    let mut setting = on(K::VmFleet, Cloud::Aws);
    setting.market.region = "eu-west-1".to_owned();
    let bill = setting.bill(&[("api", &api())]);
    assert!(bill.assumptions.iter().any(|note| note.to_string() == "prices are those of us-east-1, not of eu-west-1"));
}

#[test]
fn nothing_to_run_costs_nothing() {
    for kind in K::ALL {
        let bill = on(kind, Cloud::Aws).bill(&[]);
        assert_eq!((bill.monthly.get(), bill.lines.len()), (0.0, 0));
    }
}

#[test]
fn hosts_priced_in_euros_say_the_rate() {
    let bill = on(K::BareMetal, Cloud::Aws).bill(&[("api", &api())]);
    near(bill.monthly.get(), 2.0 * 44.0 * 1.15);
    assert!(bill.lines[0].formula.contains("44 EUR × 1.15 USD/EUR (assumed rate)"), "{}", bill.lines[0].formula);
    assert_eq!(bill.machines, 2);
}
