//! Measures against failure modes: switched on, they move the bill, the hours and what is left of the failure modes.

use proptest::prelude::*;
use std::sync::LazyLock;
use weighbridge::appraisal::offer::price_mitigation;
use weighbridge::appraisal::outcome::{RiskState, RiskStatus, column_risks, open_risks, priced_column_risks};
use weighbridge::appraisal::{Appraisal, Column, Offer, explain};
use weighbridge::catalogue::{Catalogue, PlatformKind as K, templates};
use weighbridge::cost::Assumption;
use weighbridge::model::{
    Alternative, Cloud, Commitment, Constraint, ConstraintKind, Demand, DerivedMetric, Estimate, Jobs, Mebibytes,
    Millis, Ratio, Requests, RiskId, Session, Strength, Workload, WorkloadId,
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().unwrap());

/// 3 million requests a month of 200 ms, 10 ms of them computing, at 512 MiB and twice the mean at the peak.
fn api() -> Demand {
    Demand {
        requests_per_month: Estimate::Exact(Requests::of(3e6)),
        duration_ms: Estimate::Exact(Millis::of(200.0)),
        cpu_ms: Estimate::Exact(Millis::of(10.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(512.0)),
        concurrency: Estimate::Exact(Ratio::of(10.0)),
        peak_to_average: Estimate::Exact(Ratio::of(2.0)),
        ..Demand::default()
    }
}

/// One workload that may run on one alternative, in one environment.
fn session(kind: K, cloud: Cloud, demand: Demand, mitigated: &[&str]) -> Session {
    let mut session = Session::new("t");
    session.team.environments = 1;
    session.market.cloud = cloud;
    session.alternatives = vec![Alternative {
        id: "it".into(),
        name: "It".to_owned(),
        platform: Some(kind.id().into()),
        mitigated: mitigated.iter().map(|id| RiskId::from(*id)).collect(),
        ..Alternative::default()
    }];
    session.workloads = vec![Workload { id: "api".into(), name: "API".to_owned(), demand, ..Workload::default() }];
    session
}

fn column(session: &Session) -> Column {
    Appraisal::compute(session, &CATALOGUE).matrices[0].columns[0].clone()
}

fn offer(session: &Session) -> Offer {
    // The cost of hours is looked at apart.
    let mut session = session.clone();
    session.market.labour = weighbridge::model::LabourPolicy::Off;
    (*column(&session).offer).clone()
}

fn monthly(session: &Session) -> f64 {
    offer(session).bill.unwrap().monthly.get()
}

fn hours(session: &Session) -> f64 {
    offer(session).burden.unwrap().mean.get()
}

fn book(id: &str) -> f64 {
    CATALOGUE.prices.price(id).unwrap().value
}

fn near(actual: f64, expected: f64) {
    assert!((actual - expected).abs() < 1e-6, "{actual}, not {expected}");
}

fn states(session: &Session) -> Vec<(&'static str, RiskState)> {
    let rows: Vec<RiskStatus<'static>> = column_risks(session, &CATALOGUE, &column(session));
    rows.into_iter().map(|row| (row.risk.id.as_str(), row.state)).collect()
}

fn state(session: &Session, id: &str) -> Option<RiskState> {
    states(session).into_iter().find(|(of, _)| *of == id).map(|(_, state)| state)
}

const SPOF: &str = "single-point-of-failure";

/// By hand: a second machine and its boot disk of 30 GiB; a balancer all month with 3 M / 2,628,000 s / 250 capacity units; one
/// address more for the machine, two for the balancer.
#[test]
fn two_zones_behind_a_balancer_cost_a_second_machine_and_the_balancer() {
    let alone = session(K::SingleVm, Cloud::Aws, api(), &[]);
    let pair = session(K::SingleVm, Cloud::Aws, api(), &[SPOF]);
    let machine = book("aws.vm.t3.small.od") * 730.0;
    let balancer = book("aws.alb.hour") * 730.0 + 3e6 / 3600.0 / 250.0 * book("aws.alb.lcu");
    let (disk, addresses) = (30.0 * book("aws.ebs.gp3"), 3.0 * 730.0 * book("aws.ipv4"));
    near(monthly(&pair) - monthly(&alone), machine + balancer + disk + addresses);
    let bill = offer(&pair).bill.unwrap();
    assert_eq!(bill.machines, 2);
    assert!(bill.assumptions.contains(&Assumption::StandbyMachines { machines: 2.0, zones: 2.0 }.into()));
    assert!(bill.lines.iter().any(|line| line.item == "Load balancer capacity units"));
    assert!(bill.caveats.is_empty(), "{:?}", bill.caveats);
    assert!(hours(&pair) > hours(&alone));
}

#[test]
fn a_pair_takes_the_single_point_of_failure_away_and_what_goes_with_it() {
    let alone = session(K::SingleVm, Cloud::Aws, api(), &[]);
    let open = |session: &Session| {
        let risks = open_risks(session, &CATALOGUE, &column(session));
        risks.into_iter().map(|risk| risk.id.as_str()).collect::<Vec<_>>()
    };
    for id in [SPOF, "resize-downtime", "zone-loss"] {
        assert!(open(&alone).contains(&id), "{id}");
    }
    let pair = session(K::SingleVm, Cloud::Aws, api(), &[SPOF]);
    assert!([SPOF, "resize-downtime", "zone-loss"].iter().all(|id| !open(&pair).contains(id)));
    assert!(open(&pair).contains(&"noisy-neighbour"), "it is no better for that");
    assert_eq!(state(&pair, SPOF), Some(RiskState::Mitigated));
    assert_eq!(state(&pair, "zone-loss"), Some(RiskState::Covered(vec![SPOF.into()])));
    // A pair in one zone leaves the zone.
    let near_pair = session(K::SingleVm, Cloud::Aws, api(), &["resize-downtime"]);
    assert_eq!(state(&near_pair, SPOF), Some(RiskState::Covered(vec!["resize-downtime".into()])));
    assert_eq!(state(&near_pair, "zone-loss"), Some(RiskState::Open));
}

#[test]
fn what_a_measure_costs_is_with_it_minus_without_it() {
    let alone = session(K::SingleVm, Cloud::Aws, api(), &[]);
    let pair = session(K::SingleVm, Cloud::Aws, api(), &[SPOF]);
    let (usd, more_hours) = (monthly(&pair) - monthly(&alone), hours(&pair) - hours(&alone));
    for shown in [&alone, &pair] {
        let workloads: Vec<&Workload> = shown.workloads.iter().collect();
        let found = price_mitigation(shown, &CATALOGUE, &shown.alternatives[0], &workloads, &SPOF.into()).unwrap();
        near(found.usd.unwrap(), usd);
        near(found.hours.unwrap().likely, more_hours);
        let row = priced_column_risks(shown, &CATALOGUE, &column(shown)).into_iter().find(|row| row.risk.id == SPOF);
        assert_eq!(row.unwrap().price, Some(found));
    }
}

/// By hand, at the least of a fleet: two m6i.large always stand; a third is 70.08 + 2.40 of disk.
#[test]
fn a_spare_node_is_one_machine_more() {
    let fleet = |mitigated: &[&str]| monthly(&session(K::VmFleet, Cloud::Aws, api(), mitigated));
    let machine = book("aws.vm.m6i.large.od") * 730.0 + 30.0 * book("aws.ebs.gp3");
    near(fleet(&["node-loss"]) - fleet(&[]), machine);
}

#[test]
fn extended_support_is_six_times_the_control_plane() {
    let k8s = |mitigated: &[&str]| session(K::ManagedK8s, Cloud::Aws, api(), mitigated);
    near(monthly(&k8s(&["missed-version"])) - monthly(&k8s(&[])), 365.0);
    assert_eq!(state(&k8s(&["missed-version"]), "missed-version"), Some(RiskState::Mitigated));
}

/// A message is sent, received and deleted.
#[test]
fn a_queue_in_front_follows_the_calls() {
    let functions = |mitigated: &[&str]| session(K::Functions, Cloud::Aws, api(), mitigated);
    let queued = functions(&["throttling"]);
    near(monthly(&queued) - monthly(&functions(&[])), 9.0 * book("aws.sqs.standard"));
    let course = offer(&queued).bill.unwrap().curve.unwrap();
    let ten = Demand { requests_per_month: Estimate::Exact(Requests::of(3e7)), ..api() };
    near(course.at(3e7), monthly(&session(K::Functions, Cloud::Aws, ten, &["throttling"])));
}

#[test]
fn a_base_at_the_list_price_costs_the_difference_for_what_always_stands() {
    let spot = |kind, mitigated: &[&str]| {
        let mut session = session(kind, Cloud::Aws, Demand { interruptible: true, ..api() }, mitigated);
        session.market.commitment = Commitment::Spot;
        session
    };
    let list = |kind| session(kind, Cloud::Aws, api(), &[]);
    for kind in [K::SingleVm, K::VmFleet, K::ManagedK8s] {
        let (with, without) = (spot(kind, &["spot-reclaim"]), spot(kind, &[]));
        assert_eq!(state(&without, "spot-reclaim"), Some(RiskState::Open), "{kind:?}");
        assert_ne!(state(&with, "spot-reclaim"), Some(RiskState::Open), "{kind:?}");
        assert_eq!(state(&list(kind), "spot-reclaim"), None, "{kind:?}");
        // So small a load needs no more than what always stands.
        near(monthly(&with), monthly(&list(kind)));
        assert!(monthly(&without) < monthly(&with));
    }
}

#[test]
fn warm_instances_and_proxies_move_what_they_are_for() {
    let cold = session(K::Functions, Cloud::Aws, Demand { managed_data: 1, ..api() }, &[]);
    let warm = session(K::Functions, Cloud::Aws, Demand { managed_data: 1, ..api() }, &["cold-start"]);
    assert_eq!((offer(&cold).p95.unwrap().get(), offer(&warm).p95.unwrap().get()), (870.0, 200.0));
    assert!(monthly(&warm) > monthly(&cold));
    let proxied = session(K::Functions, Cloud::Aws, Demand { managed_data: 1, ..api() }, &["downstream-overload"]);
    near(monthly(&proxied) - monthly(&cold), 2.0 * 730.0 * book("aws.rds.proxy.vcpu_hour"));
    // Without a database there is nothing to overload, and nothing is bought against it.
    let none = session(K::Functions, Cloud::Aws, api(), &["downstream-overload"]);
    assert_eq!(state(&none, "downstream-overload"), None);
    near(hours(&none), hours(&session(K::Functions, Cloud::Aws, api(), &[])));
}

#[test]
fn an_estate_counts_the_measures_of_each_of_its_alternatives() {
    let mut whole = session(K::SingleVm, Cloud::Aws, api(), &[SPOF]);
    let other = session(K::Functions, Cloud::Aws, api(), &["throttling"]);
    whole.alternatives.push(Alternative { id: "fn".into(), ..other.alternatives[0].clone() });
    whole.workloads.push(Workload { id: "events".into(), ..whole.workloads[0].clone() });
    let id = |text: &str| WorkloadId::from(text);
    let assign = vec![(id("api"), "it".into()), (id("events"), "fn".into())];
    whole.estates.push(weighbridge::model::Estate { id: "mix".into(), name: "Mix".to_owned(), assign });
    let appraisal = Appraisal::compute(&whole, &CATALOGUE);
    let mix = appraisal.overall_matrix().unwrap().columns.iter().find(|column| column.id == "mix").unwrap();
    let tasks = &mix.offer.burden.as_ref().unwrap().tasks;
    let against = tasks.iter().filter(|task| task.id.starts_with("against-")).count();
    assert_eq!(against, 2);
    let exits: f64 = [(0, 0), (1, 1)]
        .into_iter()
        .map(|(row, at)| {
            appraisal.offers.offer(row, at).unwrap().figure_range(DerivedMetric::ExitEffort).unwrap().likely
        })
        .sum();
    near(mix.offer.figure_range(DerivedMetric::ExitEffort).unwrap().likely, exits);
    let rows = column_risks(&whole, &CATALOGUE, mix);
    assert!(rows.iter().any(|row| row.alternative.as_str() == "fn" && row.risk.id == "throttling"));
}

#[test]
fn exit_effort_says_its_steps() {
    let mut session = session(K::Functions, Cloud::Aws, api(), &[]);
    let mut grocer = templates::find("grocer").unwrap().to_session().unwrap();
    session.criteria = vec![grocer.criteria.remove(0)];
    session.criteria[0].measure = weighbridge::model::Measure::Derived {
        source: DerivedMetric::ExitEffort,
        worst: weighbridge::model::Figure::new(200.0).unwrap(),
        best: weighbridge::model::Figure::new(0.0).unwrap(),
        bends: Vec::new(),
    };
    let appraisal = Appraisal::compute(&session, &CATALOGUE);
    let said = explain::explain_cell(&session, &CATALOGUE, &appraisal.matrices[0], 0, 0).to_text();
    for part in ["Rewrite triggers and event formats: 24 h (8 to 70)", "moving API off Functions", "h likely; mean"] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn the_grocers_appliance_runs_on_machines_alone_with_a_reason_for_every_other() {
    let mut session = templates::find("grocer").unwrap().to_session().unwrap();
    session.alternatives = K::ALL
        .map(|kind| Alternative { id: kind.id().into(), platform: Some(kind.id().into()), ..Alternative::default() })
        .to_vec();
    session.workloads.iter_mut().for_each(|workload| workload.today = None);
    session.estates.clear();
    session.scores.clear();
    let at = session.workloads.iter().position(|workload| workload.id.as_str() == "warehouse").unwrap();
    let appraisal = Appraisal::compute(&session, &CATALOGUE);
    for (kind, column) in K::ALL.iter().zip(&appraisal.matrices[at].columns) {
        let is_machine = matches!(kind, K::SingleVm | K::VmFleet);
        assert_eq!(column.offer.is_feasible(), is_machine, "{kind:?}: {:?}", column.offer.hard);
        if !is_machine {
            let reason = column.offer.hard.iter().find(|reason| reason.by == "Bo").unwrap();
            assert!(reason.text().contains("cannot run a vendor's machine image unchanged"), "{reason}");
        }
    }
}

#[test]
fn more_than_one_machine_has_is_asked_by_the_demand() {
    let huge = Demand { requests_per_month: Estimate::Exact(Requests::of(1e12)), ..api() };
    let offer = offer(&session(K::SingleVm, Cloud::Aws, huge, &[]));
    let reason = offer.hard.iter().find(|reason| reason.text().starts_with("no single machine has")).unwrap();
    assert_eq!(reason.by, "demand");
}

#[test]
fn nothing_is_billed_where_nothing_of_it_can_be_bought() {
    let demand = Demand { gpus: 4, jobs_per_day: Estimate::Exact(Jobs::of(1.0)), ..Demand::default() };
    for (kind, reasons) in [(K::BareMetal, 1), (K::Functions, 1), (K::ContainerServerless, 1)] {
        let offer = offer(&session(kind, Cloud::Aws, demand.clone(), &[]));
        assert_eq!(offer.hard.len(), reasons, "{kind:?}: {:?}", offer.hard);
        assert!(offer.bill.is_none_or(|bill| bill.monthly.get() > 0.0), "{kind:?}");
    }
}

#[test]
fn data_may_have_to_stay_where_the_session_is_not() {
    let asks = |place: &str, region: &str, cloud: Option<Cloud>| {
        let mut session = session(K::ManagedK8s, Cloud::Aws, api(), &[]);
        session.market.region = region.to_owned();
        session.alternatives[0].cloud = cloud;
        session.workloads[0].constraints = vec![Constraint {
            kind: ConstraintKind::DataResidency(place.to_owned()),
            strength: Strength::Hard,
            by: "Ana".to_owned(),
            why: String::new(),
        }];
        offer(&session)
    };
    assert!(!asks("EU", "us-east-1", None).is_feasible());
    assert_eq!(asks("EU", "us-east-1", None).hard[0].by, "Ana");
    assert!(asks("EU", "eu-central-1", None).soft.is_empty());
    let elsewhere = asks("EU", "eu-central-1", Some(Cloud::Gcp));
    assert!(elsewhere.is_feasible() && elsewhere.soft[0].text().contains("no GCP region is set"));
}

prop_compose! {
    fn demand()(
        calls in prop_oneof![Just(None), (0.0..1e9_f64).prop_map(Some)], jobs in prop_oneof![Just(None), (0.0..1e3_f64).prop_map(Some)],
        duration in 1.0..5e3_f64, memory in 64.0..9e3_f64, peak in 1.0..20.0_f64, (replicas, zones, warm) in (0..4_u32, 0..4_u32, 0..3_u32),
        (managed_data, own_data) in (0..3_u32, 0..3_u32), (always_on, stateful, database_proxy) in any::<(bool, bool, bool)>(),
    ) -> Demand {
        Demand {
            requests_per_month: calls.map_or(Estimate::Unknown, |calls| Estimate::Likely(Requests::of(calls))),
            jobs_per_day: jobs.map_or(Estimate::Unknown, |jobs| Estimate::Likely(Jobs::of(jobs))),
            duration_ms: Estimate::Likely(Millis::of(duration)),
            memory_mib: Estimate::Likely(Mebibytes::of(memory)),
            peak_to_average: Estimate::Likely(Ratio::of(peak)),
            replicas, zones, warm_instances: warm, managed_data, own_data, always_on, stateful, database_proxy,
            ..Demand::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_measure_never_lowers_the_bill_unless_it_replaces_something(
        kind in 0..8_usize, cloud in 0..3_usize, term in 0..4_usize, demand in demand(), also in 0..17_usize,
    ) {
        let other = CATALOGUE.risks.get(also).map_or("", |risk| risk.id.as_str());
        let mut session = session(K::ALL[kind], Cloud::ALL[cloud], demand, &[other]);
        session.market.commitment = Commitment::ALL[term];
        let workloads: Vec<&Workload> = session.workloads.iter().collect();
        for risk in &CATALOGUE.risks {
            let Some(found) = price_mitigation(&session, &CATALOGUE, &session.alternatives[0], &workloads, &risk.id.as_str().into()) else {
                continue;
            };
            let (usd, hours) = (found.usd.unwrap_or(0.0), found.hours.unwrap().likely);
            prop_assert!(usd.is_finite() && hours.is_finite());
            if found.replaces.is_empty() {
                prop_assert!(usd >= -1e-6, "{}: {usd} USD", risk.id);
                let machines = |is_on: bool| {
                    let mut session = session.clone();
                    session.alternatives[0].mitigated.retain(|id| id.as_str() != risk.id);
                    session.alternatives[0].mitigated.extend(is_on.then(|| RiskId::from(risk.id.as_str())));
                    offer(&session).bill.map(|bill| bill.machines)
                };
                // More room may be held by fewer machines, of a larger size, which take fewer hours.
                prop_assert!(hours >= -1e-9 || machines(true) < machines(false), "{}: {hours} h", risk.id);
            }
        }
    }

    #[test]
    fn to_switch_it_on_twice_is_to_switch_it_on_once(
        kind in 0..8_usize, cloud in 0..3_usize, demand in demand(), at in 0..17_usize, other in 0..17_usize,
    ) {
        let id = |at: usize| CATALOGUE.risks.get(at).map_or("", |risk| risk.id.as_str());
        let on = |mitigated: &[&str]| {
            let session = session(K::ALL[kind], Cloud::ALL[cloud], demand.clone(), mitigated);
            let offer = offer(&session);
            (offer.bill.map(|bill| bill.monthly), offer.burden.map(|burden| burden.mean), states(&session).len())
        };
        prop_assert_eq!(on(&[id(at), id(at)]), on(&[id(at)]));
        prop_assert_eq!(on(&[id(at), id(other)]), on(&[id(other), id(at), id(other)]));
    }
}

#[test]
fn the_command_line_says_why_the_appliance_is_ruled_out_and_what_goes_wrong() {
    let ranked =
        crate::support::cli::run(&["rank", "saved-sessions/grocer.ron", "--workload", "warehouse", "--format", "json"]);
    for row in ranked.json()["alternatives"].as_array().unwrap() {
        let reasons = row["reasons"].to_string();
        let is_vm = row["id"] == "vm";
        assert_eq!(row["feasible"].as_bool().unwrap(), is_vm, "{row}");
        assert_eq!(reasons.contains("machine image unchanged") && reasons.contains("(Bo)"), !is_vm, "{reasons}");
    }
    let args = ["risks", "saved-sessions/grocer.ron", "--workload", "checkout", "--format"];
    let found = crate::support::cli::run(&[&args[..], &["json"]].concat()).json();
    let rows = found["risks"].as_array().unwrap();
    let row = rows.iter().find(|row| row["alternative"] == "fn" && row["id"] == "throttling").unwrap();
    assert_eq!(row["state"], "open");
    assert!(row["usd"].as_f64().unwrap() > 0.0 && row["hours_mean"].as_f64().unwrap() > 0.0);
    assert!(!rows.iter().any(|row| row["id"] == "spot-reclaim"), "nothing is bought as spot");
    assert!(crate::support::cli::run(&args[..4]).fine().contains("\n  mitigation: "));
    assert_eq!(crate::support::cli::run(&[&args[..], &["csv"]].concat()).fine().lines().count(), rows.len() + 1);
}
