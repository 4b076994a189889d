//! Services and terms on bills, against sums that were calculated by hand at the prices of the shipped book.

use crate::support::bills::{amount, item, near, on};
use weighbridge::appraisal::{Appraisal, Scope};
use weighbridge::catalogue::{Catalogue, PlatformKind as K};
use weighbridge::cost::{Assumption, Caveat};
use weighbridge::model::{
    Alternative, AlternativeId, Cloud, Commitment, Demand, Estimate, FrontDoor, Gibibytes, HoursPerDay, Jobs,
    Kibibytes, LabourPolicy, Mebibytes, Millis, Ratio, Requests, Session, Vcpus, Workload, WorkloadId,
};

const MONTH: f64 = 730.0;

/// 3 million requests a month of 200 ms, 60 ms of them computing, at 512 MiB and twice the mean at the peak.
fn api() -> Demand {
    Demand {
        requests_per_month: Estimate::Exact(Requests::of(3e6)),
        duration_ms: Estimate::Exact(Millis::of(200.0)),
        cpu_ms: Estimate::Exact(Millis::of(60.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(512.0)),
        concurrency: Estimate::Exact(Ratio::of(10.0)),
        peak_to_average: Estimate::Exact(Ratio::of(2.0)),
        ..Demand::default()
    }
}

/// 10 jobs a day of an hour each.
fn training() -> Demand {
    Demand {
        jobs_per_day: Estimate::Exact(Jobs::of(10.0)),
        duration_ms: Estimate::Exact(Millis::of(3_600_000.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(4096.0)),
        gpus: 2,
        ..Demand::default()
    }
}

#[test]
fn a_message_is_sent_received_and_deleted() {
    let mut demand = api();
    demand.queued_per_month = Estimate::Exact(Requests::of(1e7));
    // AWS: 10 million × 3 requests × 0.40 USD per million.
    near(item(&on(K::Functions, Cloud::Aws).bill(&[("it", &demand)]), "Queue"), 12.0);
    // Of them a million is free.
    let mut free = on(K::Functions, Cloud::Aws);
    free.market.free_tier = true;
    near(item(&free.bill(&[("it", &demand)]), "Queue"), 29.0 * 0.4);
    // Azure: 10 million × 2 operations × 0.05 USD per million.
    near(item(&on(K::Functions, Cloud::Azure).bill(&[("it", &demand)]), "Queue"), 1.0);
    // GCP: 10 million × 1,000 bytes, in and out, × 40 USD per TiB.
    near(item(&on(K::Functions, Cloud::Gcp).bill(&[("it", &demand)]), "Queue"), 2e10 / 1024_f64.powi(4) * 40.0);
}

#[test]
fn calls_through_a_gateway_are_cheaper_beyond_three_hundred_million() {
    let mut demand = api();
    demand.front_door = FrontDoor::HttpApi;
    demand.requests_per_month = Estimate::Exact(Requests::of(4e8));
    let bill = on(K::Functions, Cloud::Aws).bill(&[("it", &demand)]);
    // 300 million at 1.00 USD, 100 million at 0.90.
    near(amount(&bill, "aws.apigw.http"), 300.0);
    near(amount(&bill, "aws.apigw.http.t2"), 90.0);
    // A function's own address costs nothing.
    demand.front_door = FrontDoor::FunctionUrl;
    assert_eq!(item(&on(K::Functions, Cloud::Aws).bill(&[("it", &demand)]), "HTTP API"), 0.0);
}

#[test]
fn logs_are_taken_in_and_kept() {
    let mut demand = api();
    demand.log_kib = Estimate::Exact(Kibibytes::of(2.0));
    // 3 million × 2 KiB.
    let gib = 6e6 / 1024.0 / 1024.0;
    near(item(&on(K::Functions, Cloud::Aws).bill(&[("it", &demand)]), "Logs"), gib * (0.5 + 0.03));
    near(item(&on(K::ContainerServerless, Cloud::Gcp).bill(&[("it", &demand)]), "Logs"), gib * 0.5);
    near(item(&on(K::VmFleet, Cloud::Azure).bill(&[("it", &demand)]), "Logs"), gib * 2.3);
}

#[test]
fn a_database_proxy_is_billed_by_the_processors_behind_it() {
    let mut demand = api();
    (demand.database_proxy, demand.managed_data) = (true, 2);
    // Two databases × 2 vCPU × 730 h × 0.015 USD.
    near(item(&on(K::Functions, Cloud::Aws).bill(&[("it", &demand)]), "Database proxy"), 43.8);
    let gcp = on(K::Functions, Cloud::Gcp).bill(&[("it", &demand)]);
    assert_eq!(item(&gcp, "Database proxy"), 0.0);
    assert!(gcp.assumptions.contains(&Assumption::ProxyIncluded.into()), "{gcp:?}");
}

#[test]
fn an_edge_cache_is_paid_by_volume_and_by_request() {
    let mut demand = api();
    demand.cdn_gib = Estimate::Exact(Gibibytes::of(500.0));
    let edge = |cloud| item(&on(K::Functions, cloud).bill(&[("it", &demand)]), "Edge cache");
    // 500 GiB in answers of 100 KiB are 5.24288 million requests.
    let millions = 5.242_88;
    near(edge(Cloud::Aws), 500.0 * 0.085 + millions * 1.0);
    near(edge(Cloud::Gcp), 500.0 * 0.08 + millions * 0.75);
    near(edge(Cloud::Azure), 35.0 + 500.0 * 0.083 + millions * 0.9);
}

#[test]
fn traffic_between_zones_is_billed_twice_once_or_never() {
    let mut demand = api();
    (demand.zones, demand.between_zones_gib) = (2, Estimate::Exact(Gibibytes::of(1000.0)));
    let between = |cloud| item(&on(K::VmFleet, cloud).bill(&[("it", &demand)]), "Traffic between zones");
    near(between(Cloud::Aws), 20.0);
    near(between(Cloud::Gcp), 10.0);
    assert_eq!(between(Cloud::Azure), 0.0);
}

#[test]
fn a_version_in_extended_support_costs_six_times_the_control_plane() {
    let standard = on(K::ManagedK8s, Cloud::Aws);
    let mut extended = standard.clone();
    extended.extended_support = true;
    let (standard, extended) = (standard.bill(&[("it", &api())]), extended.bill(&[("it", &api())]));
    near(amount(&standard, "aws.eks.fee"), 0.10 * MONTH);
    // It takes the place of the usual fee.
    assert_eq!(amount(&extended, "aws.eks.fee"), 0.0);
    near(amount(&extended, "aws.eks.extended"), 0.60 * MONTH);
    near(extended.monthly.get() - standard.monthly.get(), 365.0);
}

#[test]
fn machines_with_gpus_are_rented_for_the_work_or_stand_all_month() {
    // Two machines with one T4 each at 0.526 USD, for 10 hours a day.
    let hours = 2.0 * 10.0 * MONTH / 24.0;
    near(item(&on(K::VmFleet, Cloud::Aws).bill(&[("it", &training())]), "GPU machines"), hours * 0.526);
    let standing = on(K::SingleVm, Cloud::Aws).bill(&[("it", &training())]);
    // The smallest machine that holds both has four.
    near(item(&standing, "GPU machines"), MONTH * 3.912);
    // GPU hours that are given are used as they are: 120 of one GPU.
    let mut known = training();
    known.gpu_hours = Estimate::Exact(weighbridge::model::GpuHours::of(120.0));
    near(item(&on(K::VmFleet, Cloud::Aws).bill(&[("it", &known)]), "GPU machines"), 120.0 * 0.526);
    // As spot, 64 % off.
    let mut spot = on(K::VmFleet, Cloud::Aws);
    spot.market.commitment = Commitment::Spot;
    near(item(&spot.bill(&[("it", &training())]), "GPU machines"), hours * 0.526 * 0.36);
}

#[test]
fn what_needs_a_gpu_is_ruled_out_on_functions() {
    let bill = on(K::Functions, Cloud::Aws).bill(&[("it", &training())]);
    assert!(bill.shortfalls.iter().any(|note| note.what.is_missing_gpu()), "{:?}", bill.shortfalls);
    let session = session(&[("fleet", "vm-fleet"), ("fn", "functions")], training());
    let appraisal = Appraisal::compute(&session, &Catalogue::embedded().unwrap());
    let matrix = appraisal.matrix(&Scope::Workload("it".into())).unwrap();
    let feasible: Vec<bool> = matrix.columns.iter().map(|column| column.offer.is_feasible()).collect();
    assert_eq!(feasible, [true, false]);
}

#[test]
fn spot_machines_cost_what_the_advisor_says_is_left() {
    let mut spot = on(K::VmFleet, Cloud::Aws);
    spot.market.commitment = Commitment::Spot;
    let mut demand = api();
    let bill = spot.bill(&[("it", &demand)]);
    // Two m6i.large at 0.096 USD less 63 %.
    near(item(&bill, "Machines"), 2.0 * MONTH * 0.096 * 0.37);
    assert!(bill.caveats.iter().any(|note| matches!(note.what, Caveat::NotInterruptible { .. })), "{:?}", bill.caveats);
    demand.interruptible = true;
    assert!(spot.bill(&[("it", &demand)]).caveats.is_empty());
}

#[test]
fn machines_stopped_by_schedule_cost_their_hours_and_all_of_their_disks() {
    let mut demand = api();
    (demand.active_hours, demand.off_outside_hours) = (Estimate::Exact(HoursPerDay::of(12.0)), true);
    // One t3.small (2 vCPU, 2 GiB) at 0.0208 USD holds half a GiB beside the system; the disk stays.
    let one = on(K::SingleVm, Cloud::Aws).bill(&[("it", &demand)]);
    near(item(&one, "Machine:"), 365.0 * 0.0208);
    near(item(&one, "Boot disks"), 30.0 * 0.08);
    // Two m6i.large for half of the day.
    let fleet = on(K::VmFleet, Cloud::Aws);
    near(item(&fleet.bill(&[("it", &demand)]), "Machines"), 2.0 * 365.0 * 0.096);
    demand.off_outside_hours = false;
    near(item(&fleet.bill(&[("it", &demand)]), "Machines"), 2.0 * MONTH * 0.096);
}

#[test]
fn another_environment_is_another_control_plane_and_nodes_at_rest() {
    let one = on(K::ManagedK8s, Cloud::Aws);
    let mut two = one.clone();
    two.environments = 2;
    let (one, two) = (one.bill(&[("it", &api())]), two.bill(&[("it", &api())]));
    near(amount(&one, "aws.eks.fee"), 73.0);
    near(amount(&two, "aws.eks.fee"), 2.0 * 73.0);
    // Three m6i.large, their disks of 20 GiB, the control plane, a balancer, a gateway; addresses of the balancer (two) and of
    // the gateway.
    let nodes = 3.0 * (MONTH * 0.096 + 20.0 * 0.08);
    let around = MONTH * (0.0225 + 0.045 + 3.0 * 0.005);
    near(two.monthly.get() - one.monthly.get(), nodes + 73.0 + around);
    // A function that nobody calls costs nothing there.
    let mut function = on(K::Functions, Cloud::Aws);
    let alone = function.bill(&[("it", &api())]).monthly;
    function.environments = 3;
    assert_eq!(function.bill(&[("it", &api())]).monthly, alone);
}

#[test]
fn what_is_paid_for_is_used_reserved_or_not_allocated() {
    for kind in K::ALL {
        for cloud in Cloud::ALL {
            for demand in [api(), training()] {
                let Some(idle) = on(kind, cloud).bill(&[("it", &demand)]).capacity_use else { continue };
                let parts = [idle.unallocated, idle.reserved, idle.used];
                assert!(parts.iter().all(|part| (0.0..=1.0).contains(part)), "{kind:?} {cloud:?}: {idle:?}");
                assert!((parts.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{kind:?} {cloud:?}: {idle:?}");
            }
        }
    }
    // An e2-standard-4 with all of its four processors reserved for ten jobs a day of 15 minutes.
    let jobs = Demand {
        jobs_per_day: Estimate::Exact(Jobs::of(10.0)),
        duration_ms: Estimate::Exact(Millis::of(900_000.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(2048.0)),
        vcpu: Estimate::Exact(Vcpus::of(4.0)),
        ..Demand::default()
    };
    let idle = on(K::SingleVm, Cloud::Gcp).bill(&[("it", &jobs)]).capacity_use.unwrap();
    near(idle.used, 2.5 / 24.0);
    near(idle.reserved, 21.5 / 24.0);
    assert_eq!(idle.unallocated, 0.0);
}

#[test]
fn a_range_of_requests_is_a_range_of_money() {
    let mut demand = api();
    demand.memory_mib = Estimate::Exact(Mebibytes::of(128.0));
    demand.requests_per_month = Estimate::Range(Requests::of(1e6), Requests::of(3e6));
    let bill = on(K::Functions, Cloud::Aws).bill(&[("it", &demand)]);
    // A million: 0.20 USD for being called, 25,000 GB-s at 0.0000166667.
    let million = 0.20 + 25_000.0 * 1.66667e-5;
    near(bill.low.get(), million);
    near(bill.monthly.get(), 2.0 * million);
    near(bill.high.get(), 3.0 * million);
}

#[test]
fn hours_are_a_line_of_their_own_or_left_out() {
    let mut demand = api();
    demand.memory_mib = Estimate::Exact(Mebibytes::of(128.0));
    let mut session = session(&[("fn", "functions")], demand);
    let catalogue = Catalogue::embedded().unwrap();
    let mut bill = |labour| {
        session.market.labour = labour;
        let appraisal = Appraisal::compute(&session, &catalogue);
        let matrix = appraisal.matrix(&Scope::Workload("it".into())).unwrap();
        (matrix.columns[0].offer.bill.clone().unwrap(), matrix.columns[0].offer.burden.clone().unwrap().mean.get())
    };
    // 3 million calls: 0.60 USD for being called, 75,000 GB-s at 0.0000166667.
    let (without, _) = bill(LabourPolicy::Off);
    near(without.monthly.get(), 1.850_002_5);
    assert_eq!(item(&without, "Labour"), 0.0);
    let (with, hours) = bill(LabourPolicy::On);
    near(item(&with, "Labour"), hours * 90.0);
    near(with.monthly.get(), 1.850_002_5 + hours * 90.0);
    assert!(hours > 0.0);
}

/// One workload and the platforms it may run on.
fn session(platforms: &[(&str, &str)], demand: Demand) -> Session {
    let alternatives = platforms.iter().map(|&(id, platform)| Alternative {
        id: AlternativeId::from(id),
        name: id.to_owned(),
        platform: Some(platform.into()),
        ..Alternative::default()
    });
    let workload = Workload { id: WorkloadId::from("it"), name: "it".to_owned(), demand, ..Workload::default() };
    Session { alternatives: alternatives.collect(), workloads: vec![workload], ..Session::new("it") }
}
