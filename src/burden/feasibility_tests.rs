use super::*;
use crate::catalogue::PlatformKind::*;
use crate::catalogue::limits::PlanCondition;
use crate::model::{Estimate, Gibibytes, HoursPerDay, Jobs, Mebibytes, Ratio, Requests, UsdPerMonth, Vcpus};
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().unwrap());

fn platform(kind: PlatformKind) -> Option<&'static Platform> {
    CATALOGUE.platforms.iter().find(|platform| platform.kind == kind)
}

fn on(kind: PlatformKind, workload: &Workload) -> Feasibility {
    assess_on(kind, workload, None)
}

fn assess_on(kind: PlatformKind, workload: &Workload, cloud: Option<Cloud>) -> Feasibility {
    assess_feasibility(&CATALOGUE.limits, platform(kind), workload, cloud)
}

fn must(kind: ConstraintKind) -> Constraint {
    Constraint { kind, strength: Strength::Hard, by: "Bo".to_owned(), why: String::new() }
}

fn with(constraints: Vec<Constraint>, demand: Demand) -> Workload {
    Workload { constraints, demand, ..Workload::default() }
}

/// The kinds that a hard constraint of this kind leaves.
fn left_by(kind: ConstraintKind) -> Vec<PlatformKind> {
    let workload = with(vec![must(kind)], Demand::default());
    PlatformKind::ALL.into_iter().filter(|kind| on(*kind, &workload).is_feasible()).collect()
}

#[test]
fn a_vendor_appliance_runs_on_virtual_machines_alone() {
    assert_eq!(left_by(ConstraintKind::VendorAppliance), [SingleVm, VmFleet]);
    let on_k8s = on(ManagedK8s, &with(vec![must(ConstraintKind::VendorAppliance)], Demand::default()));
    assert_eq!(on_k8s.hard[0].by, "Bo");
    assert_eq!(on_k8s.hard[0].text(), "Managed Kubernetes cannot run a vendor's machine image unchanged");
}

#[test]
fn what_each_hard_constraint_leaves() {
    assert_eq!(left_by(ConstraintKind::CannotContainerise), [BareMetal, SingleVm, VmFleet]);
    assert_eq!(left_by(ConstraintKind::KernelModule), [BareMetal, SingleVm, VmFleet, SelfManagedK8s]);
    let machines = [BareMetal, SingleVm, VmFleet, SelfManagedK8s, ManagedK8s, AutopilotK8s];
    assert_eq!(left_by(ConstraintKind::Gpu), machines);
    assert_eq!(left_by(ConstraintKind::LongLivedConnections), machines);
    assert_eq!(left_by(ConstraintKind::ScaleToZero), [SingleVm, VmFleet, AutopilotK8s, ContainerServerless, Functions]);
    assert_eq!(left_by(ConstraintKind::Budget(UsdPerMonth::ZERO)), PlatformKind::ALL);
    assert_eq!(left_by(ConstraintKind::Other("in the EU".to_owned())), PlatformKind::ALL);
}

#[test]
fn a_soft_constraint_only_warns() {
    let wish = Constraint {
        strength: Strength::Soft,
        why: "until next year".to_owned(),
        ..must(ConstraintKind::CannotContainerise)
    };
    let found = on(ManagedK8s, &with(vec![wish], Demand::default()));
    assert!(found.is_feasible());
    assert!(found.soft[0].text().ends_with(": until next year"));
}

#[test]
fn a_schedule_is_no_request() {
    let workload = with(vec![must(ConstraintKind::ScaleToZero)], Demand::default());
    assert!(on(VmFleet, &workload).soft[0].text().contains("on schedule"));
    assert_eq!(on(ContainerServerless, &workload), Feasibility::default());
    let on_aws = assess_on(ContainerServerless, &workload, Some(Cloud::Aws));
    assert!(on_aws.is_feasible() && on_aws.soft[0].text().contains("Fargate"));
}

#[test]
fn the_limits_of_functions_bind() {
    let minutes = |minutes: f64| Millis::of(minutes * 60_000.0);
    let taking = |duration_ms| with(vec![], Demand { duration_ms, ..Demand::default() });
    assert!(on(Functions, &taking(Estimate::Exact(minutes(15.0)))).is_feasible());
    assert!(!on(Functions, &taking(Estimate::Exact(minutes(20.0)))).is_feasible());
    assert!(on(ContainerServerless, &taking(Estimate::Exact(minutes(20.0)))).is_feasible());
    let perhaps = on(Functions, &taking(Estimate::Range(minutes(5.0), minutes(20.0))));
    assert!(perhaps.is_feasible());
    let what = perhaps.soft[0].text();
    assert!(what.starts_with("at most, a run takes 20 min; limit 15 min on AWS Lambda ("), "{what}");
    let large = Demand { memory_mib: Estimate::Likely(Mebibytes::of(16_384.0)), ..Demand::default() };
    assert!(!on(Functions, &with(vec![], large.clone())).is_feasible());
    assert!(on(ContainerServerless, &with(vec![], large)).is_feasible());
}

#[test]
fn what_always_runs_or_keeps_state_is_no_function() {
    let always = with(vec![], Demand { always_on: true, ..Demand::default() });
    assert!(!on(Functions, &always).is_feasible());
    assert_eq!(on(ContainerServerless, &always), Feasibility::default());
    let stateful = with(vec![], Demand { stateful: true, ..Demand::default() });
    assert!(!on(Functions, &stateful).is_feasible());
    assert!(on(ContainerServerless, &stateful).is_feasible());
    assert_eq!(on(ContainerServerless, &stateful).soft.len(), 1);
    assert_eq!(on(ManagedK8s, &stateful), Feasibility::default());
}

#[test]
fn a_limit_after_idle_counts_the_start_unless_something_is_warm() {
    let asked = || vec![must(ConstraintKind::P95AfterIdle(Millis::of(500.0)))];
    let demand = Demand { duration_ms: Estimate::Exact(Millis::of(180.0)), ..Demand::default() };
    let cold = on(Functions, &with(asked(), demand.clone()));
    assert_eq!(
        cold.hard[0].text(),
        "the first response after idle on Functions takes 850 ms (670 ms cold start), above 500 ms"
    );
    assert!(on(ManagedK8s, &with(asked(), demand.clone())).is_feasible());
    let warm = Demand { warm_instances: 1, ..demand.clone() };
    assert_eq!(on(Functions, &with(asked(), warm.clone())), Feasibility::default());
    let by_day = Demand { warm_hours: Estimate::Exact(HoursPerDay::of(10.0)), ..warm };
    let found = on(Functions, &with(asked(), by_day));
    assert!(found.is_feasible() && found.soft[0].text().contains("outside the 10 h/day"));
    let slow = Demand { duration_ms: Estimate::Exact(Millis::of(600.0)), ..demand };
    assert!(!on(ManagedK8s, &with(asked(), slow)).is_feasible());
    assert!(!on(Functions, &with(asked(), Demand::default())).is_feasible(), "the start alone is too long");
}

#[test]
fn of_an_unknown_option_nothing_is_ruled_out() {
    let workload = with(vec![must(ConstraintKind::Gpu)], Demand { always_on: true, ..Demand::default() });
    let found = assess_feasibility(&CATALOGUE.limits, None, &workload, None);
    assert!(found.is_feasible());
    assert!(found.soft[0].text().contains("not in the catalogue"));
}

#[test]
fn what_works_on_gpus_is_ruled_out_where_there_are_none() {
    let workload = with(vec![], Demand { gpus: 2, ..Demand::default() });
    let left: Vec<PlatformKind> =
        PlatformKind::ALL.into_iter().filter(|kind| on(*kind, &workload).is_feasible()).collect();
    assert_eq!(left, [BareMetal, SingleVm, VmFleet, SelfManagedK8s, ManagedK8s, AutopilotK8s]);
    let found = on(Functions, &workload);
    assert_eq!(
        (found.hard[0].text().as_str(), found.hard[0].by.as_str()),
        ("it needs 2 GPUs, and Functions offers none", "demand")
    );
}

#[test]
fn more_at_once_than_an_account_may_have_warns() {
    // 2,628 M calls a month of 1 s are 1,000 in flight in the mean.
    let calling = |peak: f64| {
        let demand = Demand {
            requests_per_month: Estimate::Exact(crate::model::Requests::of(2.628e9)),
            duration_ms: Estimate::Exact(Millis::of(1000.0)),
            peak_to_average: Estimate::Exact(crate::model::Ratio::of(peak)),
            ..Demand::default()
        };
        with(vec![], demand)
    };
    let found = on(Functions, &calling(2.0));
    assert!(found.is_feasible());
    let what = found.soft[0].text();
    let wanted = "2000 instances run at once at the peak; account quota 1000 on AWS Lambda (";
    assert!(what.starts_with(wanted), "{what}");
    assert_eq!(on(Functions, &calling(1.0)), Feasibility::default());
    assert_eq!(on(ContainerServerless, &calling(2.0)), Feasibility::default(), "an instance takes 80 at once");
}

#[test]
fn warm_instances_cost_money_while_nobody_calls() {
    let asked = |warm_hours| {
        let demand = Demand { warm_instances: 1, warm_hours, ..Demand::default() };
        on(Functions, &with(vec![must(ConstraintKind::ScaleToZero)], demand))
    };
    assert!(!asked(Estimate::Unknown).is_feasible());
    assert!(asked(Estimate::Exact(HoursPerDay::of(10.0))).is_feasible());
}

fn in_region(kind: PlatformKind, place: &str, (cloud, region): (Cloud, &str)) -> Feasibility {
    let workload = with(vec![must(ConstraintKind::DataResidency(place.to_owned()))], Demand::default());
    assess_at_site(platform(kind), &workload, &Site { cloud, region, catalogue: &CATALOGUE })
}

#[test]
fn data_lies_where_it_may_or_the_option_is_ruled_out() {
    let aws = |place, region| in_region(ManagedK8s, place, (Cloud::Aws, region));
    for place in ["EU", "eu", "Germany", "DE", "eu-central-1", "Europe", "EEA"] {
        assert_eq!(aws(place, "eu-central-1"), Feasibility::default(), "{place}");
    }
    for place in ["UK", "us-east-1", "France", "Asia Pacific"] {
        let found = aws(place, "eu-central-1");
        assert!(!found.is_feasible() && found.hard[0].by == "Bo", "{place}");
    }
    assert_eq!(
        aws("EU", "us-east-1").hard[0].text(),
        "its data would be in us-east-1 (United States), not in EU; AWS has eu-central-1, eu-west-1, eu-west-3 there"
    );
    assert!(!in_region(Functions, "Chile", (Cloud::Aws, "")).is_feasible(), "AWS has no region in Chile");
}

#[test]
fn what_is_not_known_of_a_place_is_a_question() {
    for (kind, place, region) in [
        (ManagedK8s, "Atlantis", "us-east-1"),
        (ManagedK8s, "EU", "eu-middle-9"),
        (ManagedK8s, "EU", ""),
        (ManagedK8s, "", "us-east-1"),
        (BareMetal, "EU", "eu-central-1"),
    ] {
        let found = in_region(kind, place, (Cloud::Aws, region));
        assert!(found.is_feasible() && found.soft.len() == 1, "{place} in {region}: {found:?}");
    }
}

proptest::proptest! {
    #[test]
    fn no_place_and_no_region_breaks_it(place in ".*", region in ".*", kind in 0..8_usize, cloud in 0..3_usize) {
        let found = in_region(PlatformKind::ALL[kind], &place, (Cloud::ALL[cloud], &region));
        proptest::prop_assert!(found.hard.len() + found.soft.len() <= 1);
    }
}

/// A demand that asks for so much of what a limit binds.
fn asking_for(limit: &Limit, value: f64) -> Option<Demand> {
    let mut demand = Demand::default();
    if limit.when == PlanCondition::WithWarm {
        demand.warm_instances = 1;
    }
    match limit.limit {
        LimitKind::LongestRun => {
            demand.jobs_per_day = Estimate::Exact(Jobs::of(1.0));
            demand.duration_ms = Estimate::Exact(Millis::of(1000.0 * value));
        }
        LimitKind::LongestRequest => {
            demand.requests_per_month = Estimate::Exact(Requests::of(1.0));
            demand.duration_ms = Estimate::Exact(Millis::of(1000.0 * value));
        }
        LimitKind::MaxMemory => demand.memory_mib = Estimate::Exact(Mebibytes::of(value)),
        LimitKind::MaxVcpus => demand.vcpu = Estimate::Exact(Vcpus::of(value)),
        LimitKind::MaxConcurrency => {
            // As many requests of a second each as there are instances, with one request in an instance.
            demand.concurrency = Estimate::Exact(Ratio::of(1.0));
            demand.peak_to_average = Estimate::Exact(Ratio::of(1.0));
            demand.duration_ms = Estimate::Exact(Millis::of(1000.0));
            demand.requests_per_month = Estimate::Exact(Requests::of(730.0 * 3600.0 * value));
        }
        LimitKind::TemporaryDisk => demand.temporary_disk_gib = Estimate::Exact(Gibibytes::of(value / 1024.0)),
        LimitKind::RequestPayload => demand.payload_mib = Estimate::Exact(Mebibytes::of(value)),
        LimitKind::DiskCapacity => demand.storage_gib = Estimate::Exact(Gibibytes::of(value / 1024.0)),
        LimitKind::MinVcpus | LimitKind::IncludedDisk | LimitKind::MinBilledTime | LimitKind::MonthlyTraffic => {
            return None;
        }
    }
    Some(demand)
}

#[test]
fn every_listed_limit_binds_just_beyond_it_and_not_within() {
    let mut bound = 0;
    for limit in CATALOGUE.limits.limits() {
        let assess = |value: f64| {
            let workload = with(vec![], asking_for(limit, value)?);
            Some(assess_on(limit.kind, &workload, Some(limit.cloud)))
        };
        let Some(within) = assess(limit.value) else { continue };
        let beyond = assess(limit.value * 1.001).unwrap();
        bound += 1;
        assert_eq!(within, Feasibility::default(), "{limit:?}");
        let reasons = if limit.limit == LimitKind::MaxConcurrency { &beyond.soft } else { &beyond.hard };
        assert_eq!((reasons.len(), beyond.hard.len() + beyond.soft.len()), (1, 1), "{limit:?}: {beyond:?}");
        let what = reasons[0].text();
        for part in [&limit.service, &limit.source, &limit.date] {
            assert!(what.contains(part.as_str()), "{what} does not name {part}");
        }
        assert!(what.contains(&limit.status.marker()), "{what}");
    }
    assert!(bound >= 20, "{bound}");
}

#[test]
fn jobs_are_not_bound_by_the_longest_request() {
    let duration_ms = Estimate::Exact(Millis::of(1_200_000.0));
    let requests = Demand { requests_per_month: Estimate::Exact(Requests::of(1e4)), duration_ms, ..Demand::default() };
    let jobs = Demand { jobs_per_day: Estimate::Exact(Jobs::of(10.0)), duration_ms, ..Demand::default() };
    let on_azure = |demand| assess_on(ContainerServerless, &with(vec![], demand), Some(Cloud::Azure));
    assert!(on_azure(jobs).is_feasible());
    let found = on_azure(requests);
    let what = found.hard[0].text();
    assert!(what.starts_with("a request takes 20 min; limit 4 min on Container Apps ("), "{what}");
}

#[test]
fn warm_instances_move_azure_functions_to_the_premium_plan() {
    let large = Demand { memory_mib: Estimate::Exact(Mebibytes::of(4096.0)), ..Demand::default() };
    let on_azure = |demand| assess_on(Functions, &with(vec![], demand), Some(Cloud::Azure));
    assert!(!on_azure(large.clone()).is_feasible());
    assert!(on_azure(Demand { warm_instances: 1, ..large }).is_feasible());
}
