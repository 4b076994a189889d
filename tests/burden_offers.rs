//! Hours where they meet bills, constraints and estates.

use std::sync::LazyLock;
use weighbridge::appraisal::{Appraisal, Offer, collect_evidence, explain, offer};
use weighbridge::burden::{BurdenWarning, Objection};
use weighbridge::catalogue::{Catalogue, TEMPLATES};
use weighbridge::model::text::from_text;
use weighbridge::model::{
    Constraint, ConstraintKind, Estimate, HoursOverride, HoursPerMonth, Millis, Moment, PlatformId, Requests, Session,
    Strength, TaskId, UsdPerMonth, Workload,
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().unwrap());

fn template(id: &str) -> Session {
    let template = TEMPLATES.iter().find(|template| template.id == id).unwrap();
    from_text(template.text).unwrap().session
}

fn place(session: &Session, alternative: &str) -> usize {
    session.alternatives.iter().position(|row| row.id.as_str() == alternative).unwrap()
}

fn offer(session: &Session, alternative: &str) -> Offer {
    let appraisal = Appraisal::compute(session, &CATALOGUE);
    appraisal.offers.offer(0, place(session, alternative)).unwrap().as_ref().clone()
}

fn mean(offer: &Offer) -> f64 {
    offer.burden.as_ref().unwrap().mean.get()
}

fn own(task: &str, platform: &str, hours: f64) -> HoursOverride {
    let hours = HoursPerMonth::of(hours);
    HoursOverride {
        task: TaskId::from(task),
        platform: Some(PlatformId::from(platform)),
        low: hours,
        likely: hours,
        high: hours,
        why: "measured".to_owned(),
        by: "Ana".to_owned(),
    }
}

/// The grocer's catalogue alone.
fn catalogue_api() -> Session {
    let mut session = template("grocer");
    session.workloads.truncate(1);
    session.estates.clear();
    session.scenarios.clear();
    session.scores.clear();
    session.anchors.clear();
    session
}

#[test]
fn an_estate_of_one_workload_has_that_workloads_hours_with_all_that_is_said_of_them() {
    for waits in [false, true] {
        let mut session = catalogue_api();
        session.workloads[0].services = 7;
        session.workloads[0].waits_until_morning = waits;
        session.hours = vec![own("incidents", "vm-fleet", 5.0), own("observability", "functions", 0.5)];
        for at in 0..session.alternatives.len() {
            let alone = Appraisal::compute(&session, &CATALOGUE).offers.offer(0, at).unwrap().burden.clone();
            assert_eq!(alone, offer::compute_estate_offer(&session, &CATALOGUE, &[at]).burden, "{at}");
            assert!(alone.is_some());
        }
    }
}

#[test]
fn services_environments_demand_and_own_hours_move_the_hours() {
    let mut session = catalogue_api();
    let base = mean(&offer(&session, "k8s"));
    let appraisal = Appraisal::compute(&session, &CATALOGUE);
    let machines = |session: &Session| offer(session, "k8s").bill.unwrap().machines;
    let before = machines(&session);
    session.workloads[0].services = 4;
    let services = mean(&offer(&session, "k8s"));
    assert!(services > base, "{services} {base}");
    session.team.environments = 4;
    let environments = mean(&offer(&session, "k8s"));
    assert!(environments > services);
    // It had 90 million.
    session.workloads[0].demand.requests_per_month = Estimate::Likely(Requests::of(1.8e9));
    assert!(machines(&session) > before);
    assert!(mean(&offer(&session, "k8s")) > environments, "more nodes are more hours");
    session.hours = vec![own("incidents", "managed-k8s", 90.0)];
    let mut refreshed = appraisal;
    refreshed.refresh(&session, &CATALOGUE);
    let burden = refreshed.offers.offer(0, place(&session, "k8s")).unwrap().burden.clone().unwrap();
    let incidents = burden.tasks.iter().find(|task| task.id == "incidents").unwrap();
    assert_eq!((incidents.low.get(), incidents.high.get()), (90.0, 90.0));
    assert_eq!(incidents.hours_override.as_ref().unwrap().by, "Ana");
}

fn limited(mut workload: Workload, most: f64, strength: Strength) -> Workload {
    let kind = ConstraintKind::MostHours(HoursPerMonth::of(most));
    workload.constraints = vec![Constraint { kind, strength, by: "Bo".to_owned(), why: String::new() }];
    workload
}

#[test]
fn a_limit_on_hours_rules_out_or_warns_with_its_author() {
    let mut session = template("api-100k");
    let workload = session.workloads[0].clone();
    // 16.1 and 32.5 h.
    session.workloads = vec![limited(workload.clone(), 20.0, Strength::Hard)];
    let hard = offer(&session, "managed-kubernetes");
    assert!(!hard.is_feasible());
    let reason = hard.hard.iter().find(|reason| reason.by == "Bo").unwrap();
    assert!(reason.text().starts_with("takes 32.5 h/month of operations, above the limit of 20.0 for API"), "{reason}");
    assert!(offer(&session, "functions").hard.iter().all(|reason| reason.by != "Bo"));
    session.workloads = vec![limited(workload, 20.0, Strength::Soft)];
    let soft = offer(&session, "managed-kubernetes");
    assert!(soft.hard.iter().all(|reason| reason.by != "Bo") && soft.soft.iter().any(|reason| reason.by == "Bo"));
}

#[test]
fn a_limit_on_hours_speaks_of_the_workload_alone_in_an_estate_too() {
    let mut session = template("chat");
    session.estates.clear();
    let k8s = place(&session, "k8s");
    let alone =
        Appraisal::compute(&session, &CATALOGUE).offers.offer(0, k8s).unwrap().burden.as_ref().unwrap().mean.get();
    let judged = |most: f64| {
        let mut session = session.clone();
        session.workloads[0] = limited(session.workloads[0].clone(), most, Strength::Hard);
        let estate = offer::compute_estate_offer(&session, &CATALOGUE, &[k8s; 3]);
        assert!(mean(&estate) > alone);
        estate.hard.iter().filter(|reason| reason.by == "Bo").count()
    };
    assert_eq!((judged(alone + 0.1), judged(alone - 0.1)), (0, 1));
}

#[test]
fn operations_that_leave_no_time_for_anything_else_warn() {
    let mut session = template("api-100k");
    session.team.engineers = 1;
    session.team.on_call = 0;
    let told = |session: &Session| {
        offer(session, "managed-kubernetes").soft.iter().any(|r| matches!(r.what, Objection::Overload { .. }))
    };
    assert!(!told(&session));
    // 12 times as many services: far above 69 h, half of what one person works in a month.
    session.workloads[0].services = 48;
    assert!(told(&session) && offer(&session, "managed-kubernetes").is_feasible());
    session.team.engineers = 8;
    assert!(!told(&session));
}

#[test]
fn evidence_counts_own_hours() {
    let mut session = template("api-100k");
    let kept = |session: &Session| {
        let appraisal = Appraisal::compute(session, &CATALOGUE);
        collect_evidence(&appraisal, &CATALOGUE, Moment::from_unix(0)).unwrap().catalogue
    };
    assert_eq!(kept(&session), CATALOGUE.version());
    session.hours = vec![own("incidents", "functions", 1.0), own("nothing", "functions", 1.0)];
    assert_eq!(kept(&session), format!("{}, own hours of 1 task", CATALOGUE.version()));
}

#[test]
fn an_explanation_has_the_numbers_from_tasks_to_people() {
    let mut session = template("api-100k");
    session.hours = vec![own("incidents", "managed-k8s", 3.0)];
    let appraisal = Appraisal::compute(&session, &CATALOGUE);
    let column = &appraisal.matrices[0].columns[place(&session, "managed-kubernetes")];
    let text = explain::explain_burden(&CATALOGUE.tasks, column).to_text();
    for wanted in [
        "Managed Kubernetes: 4 services, 3 machines on the bill, 2 clusters, 2 environments",
        "Incidents and follow-up: 3.0 h/month (3.0–3.0)  own hours",
        "Managed Kubernetes, own hours: 3 h × (100 % × 4/4 services) = 3 h likely",
        "Ana: measured",
        "h / 138.7 productive h per person and month = 0.23 people",
        "0.23 / 8 engineers = 2.9 %",
        "× 90 USD/h = ",
        "2 on call at once / 8 engineers = 25 % of everyone's time",
        "8 engineers / 2 on call at once = a one-week turn every 4 weeks",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in {text}");
    }
    session.workloads[0].waits_until_morning = true;
    let appraisal = Appraisal::compute(&session, &CATALOGUE);
    let text = explain::explain_burden(&CATALOGUE.tasks, &appraisal.matrices[0].columns[0]).to_text();
    assert!(text.contains("nobody is paged: 4.53 h/month of handover are saved"), "{text}");
}

fn limit(kind: ConstraintKind) -> Constraint {
    Constraint { kind, strength: Strength::Hard, by: "Ana".to_owned(), why: "we promised".to_owned() }
}

#[test]
fn a_limit_that_nothing_known_answers_is_a_question_and_never_a_yes() {
    let mut session = template("api-100k");
    session.workloads[0].demand.duration_ms = Estimate::Unknown;
    session.workloads[0].constraints = vec![limit(ConstraintKind::P95AfterIdle(Millis::of(100.0)))];
    let asked = offer(&session, "managed-kubernetes");
    assert!(asked.is_feasible() && asked.soft.iter().any(|reason| reason.text().contains("its duration is unknown")));
    let at = place(&session, "functions");
    session.alternatives[at].platform = None;
    session.workloads[0].constraints = vec![
        limit(ConstraintKind::Budget(UsdPerMonth::of(1.0))),
        limit(ConstraintKind::MostHours(HoursPerMonth::of(1.0))),
    ];
    let asked = offer(&session, "functions");
    for words in ["its bill is unknown", "its hours are unknown"] {
        assert!(asked.soft.iter().any(|reason| reason.text().contains(words)), "{:?}", asked.soft);
    }
    let hard = offer(&session, "managed-kubernetes").hard;
    assert!(hard.iter().all(|reason| reason.text().ends_with(": we promised") && reason.by == "Ana"), "{hard:?}");
}

#[test]
fn in_an_estate_a_measure_is_work_once_per_kind_and_a_quote_takes_no_machine_away() {
    let mut session = template("api-100k");
    let mut second = session.alternatives[place(&session, "managed-kubernetes")].clone();
    second.id = "second".into();
    session.alternatives.push(second);
    let mut copy = session.workloads[0].clone();
    copy.id = "copy".into();
    session.workloads.push(copy);
    let assign = [place(&session, "managed-kubernetes"), place(&session, "second")];
    let hours = |session: &Session| mean(&offer::compute_estate_offer(session, &CATALOGUE, &assign));
    let without = hours(&session);
    let mut one = session.clone();
    one.alternatives[assign[0]].mitigated = vec!["misconfiguration".into()];
    let once = hours(&one);
    assert!(once > without);
    one.alternatives[assign[1]].mitigated = vec!["misconfiguration".into()];
    assert!((hours(&one) - once).abs() < 1e-9, "{} and {once}", hours(&one));
    session.alternatives[assign[1]].quote = Some(UsdPerMonth::of(216.0));
    assert!((hours(&session) - without).abs() < 1e-9, "the three machines of the reference, as on the bill");
}

#[test]
fn hours_of_measures_count_where_toil_is_judged() {
    let mut session = template("api-100k");
    (session.team.engineers, session.team.on_call) = (1, 0);
    session.hours = vec![own("incidents", "functions", 55.0)];
    let at = place(&session, "functions");
    session.alternatives[at].mitigated = vec!["throttling".into(), "surprise-traffic".into()];
    let burden = offer(&session, "functions").burden.unwrap();
    assert!(burden.share_of_team > 0.5, "{}", burden.share_of_team);
    assert!(
        burden.warnings.iter().any(|warning| matches!(warning, BurdenWarning::ToilAboveCap { .. })),
        "{:?}",
        burden.warnings
    );
}
