//! Which machines are bought, and what lies around them.

use crate::support::bills::{amount, item, near, on};
use crate::support::cli::{row, run};
use proptest::prelude::*;
use serde_json::Value;
use weighbridge::burden::assess_feasibility;
use weighbridge::catalogue::{Catalogue, PlatformKind as K};
use weighbridge::cost::{Assumption, Bill, Shortfall};
use weighbridge::model::{
    Cloud, Commitment, Demand, Estimate, FrontDoor, Gibibytes, GpuHours, HoursPerDay, Jobs, Kibibytes, Mebibytes,
    Millis, Ratio, Requests, Vcpus, Workload,
};

const MONTH: f64 = 730.0;

/// The bill of an alternative of the only workload of a file.
fn bill(name: &str, alternative: &str) -> Value {
    let answer = run(&["cost", &format!("tests/data/figures/{name}.ron"), "--format", "json"]).json();
    row(&answer["workloads"][0]["platforms"], "alternative", alternative).clone()
}

fn monthly(bill: &Value) -> f64 {
    bill["monthly"].as_f64().unwrap()
}

fn line(bill: &Value, start: &str) -> f64 {
    let lines = bill["lines"].as_array().unwrap().iter();
    let amounts = lines.filter(|line| line["item"].as_str().unwrap().starts_with(start));
    amounts.map(|line| line["amount"].as_f64().unwrap()).sum()
}

#[track_caller]
fn to_the_cent(actual: f64, expected: f64) {
    assert!((actual - expected).abs() < 0.005, "{actual} is not {expected}");
}

/// An API with its busiest hour at `peak` times the mean.
fn api(requests: f64, peak: f64) -> Demand {
    Demand {
        requests_per_month: Estimate::Exact(Requests::of(requests)),
        duration_ms: Estimate::Exact(Millis::of(50.0)),
        cpu_ms: Estimate::Exact(Millis::of(10.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(512.0)),
        peak_to_average: Estimate::Exact(Ratio::of(peak)),
        ..Demand::default()
    }
}

fn standing(mib: f64, replicas: u32) -> Demand {
    Demand {
        always_on: true,
        replicas,
        vcpu: Estimate::Exact(Vcpus::of(1.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(mib)),
        front_door: FrontDoor::Internal,
        ..Demand::default()
    }
}

// ---- one rule of choice

/// 3.9 billion requests of 7 ms: 1,484.02/s × 0.007 / 60 % = 17.3135 vCPU on average, 14.5 times as many in the busiest hour. Of
/// m6i.large (2 vCPU) that takes 126, 40, 22, 12, 6 and then 5 for the five replicas: 12.5417 on average. Each is 0.096 × 730 =
/// 70.08 and a disk of 30 GiB, 2.40: 909.02. Around them: balancer 16.425, 5.936 LCU × 730 × 0.008 = 34.667, NAT gateway 32.85, three
/// addresses 10.95.
#[test]
fn a_fleet_takes_the_cheapest_size_as_a_cluster_does() {
    let fleet = bill("fleet-vs-k8s", "fleet");
    to_the_cent(line(&fleet, "Machines: m6i.large"), 12.541_666_667 * 70.08);
    to_the_cent(monthly(&fleet), 909.02 + 16.425 + 34.667 + 32.85 + 10.95);
    to_the_cent(monthly(&bill("fleet-vs-k8s", "k8s")), 1180.37);
}

/// Two replicas of 8 GiB, and 1 GiB for the system, on two machines of 16 GiB: 2 × (140.16 + 2.40), balancer 16.425 and 0.009 for its
/// capacity units, NAT gateway 32.85, three addresses 10.95. A single machine holds both: 17 GiB, m6i.2xlarge.
#[test]
fn the_system_keeps_its_memory_on_a_fleet_too() {
    let fleet = bill("fleet-mem", "vm-fleet");
    to_the_cent(line(&fleet, "Machines: m6i.xlarge"), 280.32);
    to_the_cent(monthly(&fleet), 285.12 + 16.425 + 0.009 + 32.85 + 10.95);
    to_the_cent(line(&bill("fleet-mem", "single-vm"), "Machine: m6i.2xlarge"), 280.32);
}

#[test]
fn what_fills_a_machine_to_the_last_gib_needs_the_next_size() {
    // Sizes of 8, 16, 32 and 64 GiB cost 0.096, 0.192, 0.384 and 0.768 USD at AWS and Azure; at Google e2 of 8 to 64 GiB.
    for (cloud, large, next) in [
        (Cloud::Aws, "aws.vm.m6i.large.od", "aws.vm.m6i.xlarge.od"),
        (Cloud::Gcp, "gcp.vm.e2-standard-2.od", "gcp.vm.e2-standard-4.od"),
        (Cloud::Azure, "azure.vm.D2s_v5.od", "azure.vm.D4s_v5.od"),
    ] {
        for (mib, chosen) in [(7.0 * 1024.0, large), (7.0 * 1024.0 + 1.0, next), (8.0 * 1024.0, next)] {
            let bill = on(K::VmFleet, cloud).bill(&[("it", &standing(mib, 2))]);
            assert!(amount(&bill, chosen) > 0.0, "{cloud:?} {mib}: {:?}", bill.lines);
        }
    }
}

#[test]
fn a_dedicated_host_keeps_memory_for_its_system() {
    // 63 of 64 GiB are left: one instance of 63 GiB each, one host to spare, at 44 EUR × 1.15.
    let bill = |mib, replicas| on(K::BareMetal, Cloud::Aws).bill(&[("it", &standing(mib, replicas))]);
    let hosts = |bill: &Bill| item(bill, "Dedicated hosts") / (44.0 * 1.15);
    near(hosts(&bill(63.0 * 1024.0, 2)), 3.0);
    near(hosts(&bill(32.0 * 1024.0, 4)), 5.0);
    let too_large = bill(64.0 * 1024.0, 1);
    assert!(
        too_large.shortfalls.iter().any(|note| matches!(note.what, Shortfall::NoMachineForInstance(_))),
        "{:?}",
        too_large.shortfalls
    );
}

/// An instance of 100 GiB: m6i.16xlarge has 256 GiB, 3.072 × 730 = 2,242.56 each, two of them.
#[test]
fn the_largest_size_of_the_family_may_be_chosen() {
    let bill = on(K::VmFleet, Cloud::Aws).bill(&[("it", &standing(102_400.0, 2))]);
    near(amount(&bill, "aws.vm.m6i.16xlarge.od"), 2.0 * 2242.56);
    assert!(bill.shortfalls.is_empty());
    // A node keeps 255.7 less what Kubernetes reserves: 1 + 0.8 + 0.8 + 6.72 + 2 % of 128 + 0.1 GiB, enough for one.
    let nodes = on(K::ManagedK8s, Cloud::Aws).bill(&[("it", &standing(102_400.0, 2))]);
    near(amount(&nodes, "aws.vm.m6i.16xlarge.od"), 3.0 * 2242.56);
}

/// One GPU at a time for 100 h with 32 GiB: g4dn.xlarge and g5.xlarge have 16 GiB, g4dn.12xlarge costs 3.912, p3.2xlarge 3.06.
#[test]
fn a_machine_with_gpus_is_chosen_by_what_it_costs_for_the_need() {
    to_the_cent(line(&bill("gpu-mem", "vm-fleet"), "GPU machines: p3.2xlarge"), 306.00);
    to_the_cent(line(&bill("gpu-mem", "single-vm"), "GPU machines: p3.2xlarge"), 2233.80);
    let gpus = |gpus, mib| Demand {
        gpus,
        gpu_hours: Estimate::Exact(GpuHours::of(100.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(mib)),
        front_door: FrontDoor::Internal,
        ..Demand::default()
    };
    let on_fleet = |cloud, demand: &Demand| item(&on(K::VmFleet, cloud).bill(&[("it", demand)]), "GPU machines");
    // Four at once for 25 h: one g4dn.12xlarge at 3.912 or, with less memory, four g4dn.xlarge at 0.526.
    near(on_fleet(Cloud::Aws, &gpus(4, 32_768.0)), 25.0 * 3.912);
    near(on_fleet(Cloud::Aws, &gpus(4, 8192.0)), 25.0 * 4.0 * 0.526);
    // 15 of 16 GiB are left beside the system, 27 of 28 at Azure.
    near(on_fleet(Cloud::Aws, &gpus(1, 15_360.0)), 100.0 * 0.526);
    near(on_fleet(Cloud::Aws, &gpus(1, 16_384.0)), 100.0 * 3.06);
    near(on_fleet(Cloud::Azure, &gpus(1, 27.0 * 1024.0)), 100.0 * 0.526);
    near(on_fleet(Cloud::Azure, &gpus(1, 28.0 * 1024.0)), 100.0 * 3.2);
}

/// What differs between the two beside the machines: control plane, balancer and its units, NAT gateways, addresses.
fn machines_and_disks(bill: &Bill) -> f64 {
    ["Machines", "Nodes", "Boot disks", "NAT gateway"].iter().map(|start| item(bill, start)).sum()
}

fn cloud() -> impl Strategy<Value = Cloud> {
    (0..3_usize).prop_map(|nth| Cloud::ALL[nth])
}

/// A load without GPUs and with at most three replicas, which is the least number of nodes.
fn load() -> impl Strategy<Value = Demand> {
    let shape = (0.0..10.0_f64, 1.0..20_000.0_f64, 0.0..1.0_f64, 6.0..16.0_f64);
    let day = (1.0..24.0_f64, 1.0..24.0_f64, any::<bool>(), 0..4_u32, 1..4_u32);
    (shape, day, 1.0..100.0_f64, any::<(bool, bool)>()).prop_map(
        |((volume, ms, share, memory), (peak, active, off, replicas, zones), concurrency, (is_job, is_stateful))| {
            let volume = 10.0_f64.powf(volume);
            let (requests, jobs) = if is_job {
                (Estimate::Unknown, Estimate::Exact(Jobs::of(volume / 1e4)))
            } else {
                (Estimate::Exact(Requests::of(volume)), Estimate::Unknown)
            };
            Demand {
                requests_per_month: requests,
                jobs_per_day: jobs,
                duration_ms: Estimate::Exact(Millis::of(ms)),
                cpu_ms: Estimate::Exact(Millis::of(ms * share)),
                memory_mib: Estimate::Exact(Mebibytes::of(2.0_f64.powf(memory))),
                concurrency: Estimate::Exact(Ratio::of(concurrency)),
                peak_to_average: Estimate::Exact(Ratio::of(peak)),
                active_hours: Estimate::Exact(HoursPerDay::of(active)),
                off_outside_hours: off,
                stateful: is_stateful,
                replicas,
                zones,
                ..Demand::default()
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fleet_costs_no_more_than_a_cluster(cloud in cloud(), term in 0..4_usize, load in load()) {
        let of = |kind| on(kind, cloud).committed(Commitment::ALL[term]).bill(&[("it", &load)]);
        let (fleet, cluster) = (of(K::VmFleet), of(K::ManagedK8s));
        prop_assume!(cluster.shortfalls.is_empty());
        prop_assert!(fleet.shortfalls.is_empty());
        let (fleet, cluster) = (machines_and_disks(&fleet), machines_and_disks(&cluster));
        prop_assert!(fleet <= 1.1 * cluster, "fleet {fleet}, cluster {cluster}");
    }

    #[test]
    fn less_active_time_never_costs_more(cloud in cloud(), kind in 0..5_usize, load in load(), share in 0.0..1.0_f64) {
        // The same requests in fewer hours have a higher peak, so what is compared is the same load while it exists.
        let kind = K::ALL[kind];
        let hours = load.active_hours.middle().unwrap().ceil();
        let fewer = (hours * share).ceil().max(1.0);
        let flat = |hours: f64| {
            let of = |volume: f64| volume * hours / 24.0;
            Demand {
                requests_per_month: match load.requests_per_month {
                    Estimate::Exact(requests) => Estimate::Exact(Requests::of(of(requests.get()))),
                    _ => Estimate::Unknown,
                },
                jobs_per_day: match load.jobs_per_day {
                    Estimate::Exact(jobs) => Estimate::Exact(Jobs::of(of(jobs.get()))),
                    _ => Estimate::Unknown,
                },
                active_hours: Estimate::Exact(HoursPerDay::of(hours)),
                peak_to_average: Estimate::Exact(Ratio::of(1.0)),
                ..load.clone()
            }
        };
        let of = |hours| on(kind, cloud).bill(&[("it", &flat(hours))]).monthly.get();
        let (less, more) = (of(fewer), of(hours));
        prop_assert!(less <= more * (1.0 + 1e-9), "{kind:?}: {less} in {fewer} h, {more} in {hours} h");
    }
}

// ---- what lies around machines

/// Three nodes of 70.08 + 1.60, control plane 73.00, NAT gateway 32.85 with an address 3.65: jobs and a database have no ingress.
#[test]
fn a_database_of_its_own_needs_no_ingress() {
    let cluster = bill("job-ingress", "managed-k8s");
    to_the_cent(monthly(&cluster), 3.0 * 71.68 + 73.0 + 32.85 + 3.65);
    assert_eq!(line(&cluster, "Ingress"), 0.0);
    for cloud in Cloud::ALL {
        for kind in [K::SelfManagedK8s, K::ManagedK8s, K::AutopilotK8s] {
            let jobs = Demand {
                jobs_per_day: Estimate::Exact(Jobs::of(50.0)),
                duration_ms: Estimate::Exact(Millis::of(30_000.0)),
                ..Demand::default()
            };
            let ingress = |demand: &Demand| item(&on(kind, cloud).bill(&[("it", demand)]), "Ingress");
            assert_eq!(ingress(&Demand { own_data: 2, ..jobs.clone() }), ingress(&jobs));
            let api = api(1e6, 2.0);
            assert_eq!(ingress(&Demand { own_data: 2, ..api.clone() }), ingress(&api));
        }
    }
}

/// A quarter of the month has no sustained-use discount: n2-standard-32 at 1.553888 × 182.5 h = 283.58, a disk of 30 GiB at 0.10, an
/// address for 730 h at 0.005.
#[test]
fn a_quarter_of_a_month_is_not_sustained_use() {
    let vm = bill("sud-off", "single-vm");
    to_the_cent(line(&vm, "Machine: n2-standard-32"), 283.58);
    to_the_cent(monthly(&vm), 283.58 + 3.0 + 3.65);
}

/// n2 costs 100, 86.78, 73.3 and 60 % of the list price in the four quarters of a month.
#[test]
fn sustained_use_is_discounted_by_quarters_of_the_month() {
    let list = 1.553_888 * MONTH;
    for (hours, quarters) in [(6.0, 1.0), (12.0, 1.8678), (18.0, 2.6008), (24.0, 3.2008)] {
        let demand = Demand {
            active_hours: Estimate::Exact(HoursPerDay::of(hours)),
            off_outside_hours: true,
            memory_mib: Estimate::Exact(Mebibytes::of(100_000.0)),
            replicas: 1,
            ..api(1e6, 1.0)
        };
        let bill = on(K::SingleVm, Cloud::Gcp).bill(&[("it", &demand)]);
        let paid = amount(&bill, "gcp.vm.n2-standard-32.od");
        assert!((paid - list * quarters / 4.0).abs() < 0.01, "{hours} h: {paid}");
    }
}

/// 1,000 GB out of jobs: 45.00 through NAT at each cloud beside the traffic itself. Answers to requests leave through the balancer.
#[test]
fn traffic_without_a_balancer_leaves_through_nat() {
    let egress = Estimate::Exact(Gibibytes::of(1000.0));
    let jobs = Demand { jobs_per_day: Estimate::Exact(Jobs::of(10.0)), egress_gib: egress, ..Demand::default() };
    let calls = Demand { egress_gib: egress, ..api(1e6, 2.0) };
    let internal = Demand { front_door: FrontDoor::Internal, ..calls.clone() };
    for cloud in Cloud::ALL {
        let nat = |kind, demand: &Demand| {
            let bill = on(kind, cloud).bill(&[("it", demand)]);
            let is_stated = bill.assumptions.contains(&Assumption::WayOut.into());
            (item(&bill, "NAT gateway data"), is_stated)
        };
        for kind in [K::VmFleet, K::SelfManagedK8s, K::ManagedK8s, K::AutopilotK8s] {
            assert_eq!(nat(kind, &jobs), (45.0, true), "{cloud:?} {kind:?}");
            assert_eq!(nat(kind, &internal), (45.0, true), "{cloud:?} {kind:?}");
            assert_eq!(nat(kind, &calls), (0.0, true), "{cloud:?} {kind:?}");
        }
        // A single machine and functions have addresses of their own.
        assert_eq!(nat(K::SingleVm, &jobs), (0.0, false));
        assert_eq!(nat(K::Functions, &jobs), (0.0, false));
    }
    assert_eq!(item(&on(K::ContainerServerless, Cloud::Aws).bill(&[("it", &jobs)]), "NAT gateway data"), 45.0);
}

// ---- what a dedicated host does not offer

/// Two hosts 101.20; a CDN of 100,000 GB at 0.085 and 1,048.576 million requests at 1.00; 953.674 GiB of logs at 0.50 and 0.03. The
/// disks of a host hold 476 GiB, so it is ruled out nevertheless.
#[test]
fn a_dedicated_host_pays_for_what_lies_outside_it_and_holds_what_its_disks_hold() {
    let metal = bill("metal-free", "bare-metal");
    to_the_cent(monthly(&metal), 101.20 + 8500.0 + 1048.576 + 953.674_316 * 0.53);
    assert_eq!(metal["feasible"], false);
    let reason = metal["reasons"][0].as_str().unwrap();
    assert!(reason.starts_with("it keeps 100000 GiB on disk; limit 476 GiB on AX41 dedicated host"), "{reason}");
    // The single machine has the same disks attached as before: 100,000 × 0.08.
    assert_eq!(bill("metal-free", "single-vm")["feasible"], true);
    to_the_cent(line(&bill("metal-free", "single-vm"), "Disk"), 8000.0);
}

#[test]
fn every_service_beside_a_dedicated_host_has_a_price() {
    let metal = on(K::BareMetal, Cloud::Aws);
    let bare = metal.bill(&[("it", &api(1e6, 2.0))]).monthly.get();
    let more = |change: fn(&mut Demand)| {
        let mut demand = api(1e6, 2.0);
        change(&mut demand);
        let bill = metal.bill(&[("it", &demand)]);
        let is_said = bill.assumptions.contains(&Assumption::BoughtBesideHosts(Cloud::Aws).into());
        (bill.monthly.get() - bare, is_said)
    };
    #[track_caller]
    fn costs((more, is_said): (f64, bool), expected: f64) {
        assert!((more - expected).abs() < 1e-6 && is_said, "{more} is not {expected}");
    }
    // 500 GB and 5.24288 million requests.
    costs(more(|it| it.cdn_gib = Estimate::Exact(Gibibytes::of(500.0))), 42.5 + 5.242_88);
    // A million × 1,024 KiB are 976.5625 GiB.
    costs(more(|it| it.log_kib = Estimate::Exact(Kibibytes::of(1024.0))), 976.5625 * 0.53);
    // Sent, received, deleted.
    costs(more(|it| it.queued_per_month = Estimate::Exact(Requests::of(1e6))), 3.0 * 0.4);
    costs(more(|it| it.managed_data = 1), 0.032 * MONTH);
    // Two vCPU at least.
    costs(more(|it| it.database_proxy = true), 2.0 * 0.015 * MONTH);
    // A million calls at 1.00.
    costs(more(|it| it.front_door = FrontDoor::HttpApi), 1.0);
    // A balancer of the hosts' own provider: 5.39 EUR × 1.15.
    near(more(|it| it.front_door = FrontDoor::LoadBalancer).0, 5.39 * 1.15);
    // Included, and said to be.
    let egress = |gib| {
        let demand = Demand { egress_gib: Estimate::Exact(Gibibytes::of(gib)), ..api(1e6, 2.0) };
        metal.bill(&[("it", &demand)])
    };
    near(egress(1e5).monthly.get(), bare);
    assert!(egress(1e5).assumptions.iter().any(|note| matches!(note.what, Assumption::HostTraffic { .. })));
    // 1 Gbit/s carries 305,939 GiB in 730 hours.
    assert!(egress(3.05e5).shortfalls.is_empty());
    assert!(egress(3.06e5).shortfalls.iter().any(|note| matches!(note.what, Shortfall::LinksTooSlow { .. })));
}

#[test]
fn disks_have_a_capacity_on_every_kind_with_machines() {
    let catalogue = Catalogue::embedded().unwrap();
    for cloud in Cloud::ALL {
        for platform in catalogue.platforms.iter() {
            let is_ruled_out = |gib: f64| {
                let demand = Demand { storage_gib: Estimate::Exact(Gibibytes::of(gib)), ..api(1e6, 2.0) };
                let workload = Workload { demand, ..Workload::default() };
                !assess_feasibility(&catalogue.limits, Some(platform), &workload, Some(cloud)).is_feasible()
            };
            let has_disks = !matches!(platform.kind, K::ContainerServerless | K::Functions);
            assert_eq!((is_ruled_out(400.0), is_ruled_out(1e6)), (false, has_disks), "{cloud:?} {:?}", platform.kind);
        }
    }
    // Two workloads that fit on a host each, and not together.
    let demand = Demand { storage_gib: Estimate::Exact(Gibibytes::of(400.0)), ..api(1e6, 2.0) };
    let bill = |demands: &[(&str, &Demand)]| on(K::BareMetal, Cloud::Aws).bill(demands).shortfalls;
    assert!(bill(&[("a", &demand)]).is_empty());
    let both = bill(&[("a", &demand), ("b", &demand)]);
    assert!(both.iter().any(|note| matches!(note.what, Shortfall::DisksTooSmall { .. })), "{both:?}");
}

/// Four GPUs at once are in one machine, g4dn.12xlarge, 3.912 × 730; no machine of the book at Google has two.
#[test]
fn a_single_machine_holds_all_gpus_at_once() {
    let gpus = |gpus, hours| Demand {
        gpus,
        gpu_hours: hours,
        memory_mib: Estimate::Exact(Mebibytes::of(8192.0)),
        front_door: FrontDoor::Internal,
        ..Demand::default()
    };
    let hours = Estimate::Exact(GpuHours::of(100.0));
    near(item(&on(K::SingleVm, Cloud::Aws).bill(&[("it", &gpus(4, hours))]), "GPU machines"), 3.912 * MONTH);
    let none = on(K::SingleVm, Cloud::Gcp).bill(&[("it", &gpus(2, hours))]);
    assert!(none.shortfalls.iter().any(|note| matches!(note.what, Shortfall::NoGpuMachine { is_single: true, .. })));
    assert!(on(K::VmFleet, Cloud::Gcp).bill(&[("it", &gpus(2, hours))]).shortfalls.is_empty());
    // One GPU works 730 hours a month at most.
    for kind in [K::SingleVm, K::VmFleet, K::ManagedK8s] {
        let bill = on(kind, Cloud::Aws).bill(&[("it", &gpus(1, Estimate::Exact(GpuHours::of(900.0))))]);
        assert!(
            bill.shortfalls.iter().any(|note| matches!(note.what, Shortfall::GpuHoursBeyondMonth { .. })),
            "{kind:?}: {:?}",
            bill.shortfalls
        );
        let full = on(kind, Cloud::Aws).bill(&[("it", &gpus(1, Estimate::Exact(GpuHours::of(MONTH))))]);
        assert!(full.shortfalls.is_empty(), "{kind:?}: {:?}", full.shortfalls);
    }
    // Nobody knows the hours: machines that come and go cost nothing to 730 × 0.526 each.
    let unknown = on(K::VmFleet, Cloud::Aws).bill(&[("it", &gpus(1, Estimate::Unknown))]);
    near(unknown.high.get() - unknown.low.get(), MONTH * 0.526);
}

/// Two instances with 100 GiB of temporary files each, beside 50 GiB that stay: 250 GiB of gp3 at 0.08, beyond the boot disks.
#[test]
fn temporary_files_are_on_the_disks_of_machines() {
    let demand = |temporary: f64| Demand {
        storage_gib: Estimate::Exact(Gibibytes::of(50.0)),
        temporary_disk_gib: Estimate::Exact(Gibibytes::of(temporary)),
        ..standing(2048.0, 2)
    };
    for kind in [K::SingleVm, K::VmFleet, K::ManagedK8s] {
        let disk = |temporary| item(&on(kind, Cloud::Aws).bill(&[("it", &demand(temporary))]), "Disk: EBS gp3");
        near(disk(100.0) - disk(0.0), 200.0 * 0.08);
    }
}

/// 8 of 24 hours on demand are a third of the price, less than any commitment for the whole month.
#[test]
fn a_machine_that_is_mostly_stopped_is_not_paid_for_in_advance() {
    let demand = |active| Demand {
        off_outside_hours: true,
        active_hours: Estimate::Exact(HoursPerDay::of(active)),
        always_on: false,
        ..api(1e6, 1.0)
    };
    let machine = |commitment, active| {
        item(&on(K::SingleVm, Cloud::Aws).committed(commitment).bill(&[("it", &demand(active))]), "Machine")
    };
    for commitment in [Commitment::OneYear, Commitment::ThreeYears] {
        near(machine(commitment, 8.0), machine(Commitment::OnDemand, 8.0));
        assert!(machine(commitment, 23.0) < machine(Commitment::OnDemand, 23.0));
    }
}
