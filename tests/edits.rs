//! Any edit that is carried out can be taken back, any log replays backwards to its start and forwards again, and any
//! document that edits lead to can be written and read.

use proptest::prelude::*;
use weighbridge::catalogue::templates;
use weighbridge::model::edit::*;
use weighbridge::model::history::rewind_all;
use weighbridge::model::text::{from_text, to_text};
use weighbridge::model::*;

fn start() -> Session {
    let mut session = templates::find("grocer").unwrap().to_session().unwrap();
    let workloads: Vec<WorkloadId> = session.workloads.iter().map(|row| row.id.clone()).collect();
    for (id, workloads) in [("launch", &workloads[..2]), ("quiet", &workloads[1..])] {
        let overrides = workloads.iter().map(|id| (id.clone(), DemandField::Gpus(1))).collect();
        let scenario = Scenario { id: id.into(), name: id.to_owned(), overrides, ..Scenario::default() };
        session.apply(Edit::AddScenario { at: 0, scenario }).unwrap();
    }
    session
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,6}", "[ -~]{0,12}", Just("naïve \u{202e} \u{1b}[31m\n\"quoted\"".to_owned())]
}

fn pick<T: Clone + std::fmt::Debug + 'static>(items: Vec<T>) -> impl Strategy<Value = T> {
    proptest::sample::select(items)
}

/// Ids that exist, may exist later, and never do.
fn criterion() -> impl Strategy<Value = CriterionId> {
    let mut ids: Vec<CriterionId> = start().criteria.iter().map(|row| row.id.clone()).collect();
    ids.extend(["new".into(), "nobody".into()]);
    pick(ids)
}

fn alternative() -> impl Strategy<Value = AlternativeId> {
    let mut ids: Vec<AlternativeId> = start().alternatives.iter().map(|row| row.id.clone()).collect();
    ids.extend(["new".into(), "nobody".into()]);
    pick(ids)
}

fn workload() -> impl Strategy<Value = WorkloadId> {
    let mut ids: Vec<WorkloadId> = start().workloads.iter().map(|row| row.id.clone()).collect();
    ids.extend(["new".into(), "nobody".into()]);
    pick(ids)
}

fn scenario() -> impl Strategy<Value = ScenarioId> {
    pick(["launch", "quiet", "new", "nobody"].map(ScenarioId::from).to_vec())
}

fn demand_field() -> impl Strategy<Value = DemandField> {
    prop_oneof![
        estimate().prop_map(DemandField::RequestsPerMonth),
        estimate().prop_map(DemandField::QueuedPerMonth),
        any::<u32>().prop_map(DemandField::Gpus),
        any::<bool>().prop_map(DemandField::Interruptible),
        pick(FrontDoor::ALL.to_vec()).prop_map(DemandField::FrontDoor),
    ]
}

/// Figures in their order, as a scenario must have them; some of workloads that may be gone.
fn overrides() -> impl Strategy<Value = Vec<(WorkloadId, DemandField)>> {
    let workloads: Vec<WorkloadId> = start().workloads.iter().map(|row| row.id.clone()).collect();
    proptest::sample::subsequence(workloads, 0..3)
        .prop_flat_map(|ids| ids.into_iter().map(|id| (Just(id), demand_field())).collect::<Vec<_>>())
}

fn cell() -> impl Strategy<Value = CellKey> {
    (criterion(), alternative(), proptest::option::of(workload()))
        .prop_map(|(criterion, alternative, workload)| CellKey { criterion, alternative, workload })
}

fn score() -> impl Strategy<Value = CellScore> {
    let figure = (-1e6..1e6).prop_map(|value| Figure::new(value).unwrap());
    prop_oneof![
        Just(CellScore::Blank),
        Just(CellScore::Unknown),
        (0u8..8).prop_map(CellScore::Exact),
        (0u8..7, 0u8..7).prop_map(|(low, high)| CellScore::Range(low, high)),
        figure.prop_map(CellScore::Value),
    ]
}

fn estimate() -> impl Strategy<Value = Estimate<Requests>> {
    let value = (0.0..1e12).prop_map(Requests::of);
    prop_oneof![
        Just(Estimate::Unknown),
        value.clone().prop_map(Estimate::Exact),
        value.clone().prop_map(Estimate::Likely),
        (value.clone(), value).prop_map(|(a, b)| Estimate::Range(a, b)),
    ]
}

fn measure() -> impl Strategy<Value = Measure> {
    let anchor = || (-3i32..3).prop_map(|value| Figure::new(f64::from(value)).unwrap());
    let bend =
        (anchor(), 0i32..6).prop_map(|(at, score)| Breakpoint { at, score: Figure::new(f64::from(score)).unwrap() });
    let bends = proptest::collection::vec(bend, 0..2);
    prop_oneof![
        Just(Measure::Judged),
        (anchor(), anchor(), bends)
            .prop_map(|(worst, best, bends)| { Measure::Measured { unit: "ms".into(), worst, best, bends } }),
        (pick(DerivedMetric::ALL.to_vec()), anchor(), anchor()).prop_map(|(source, worst, best)| Measure::Derived {
            source,
            worst,
            best,
            bends: Vec::new()
        }),
    ]
}

fn hours() -> impl Strategy<Value = Edit> {
    let said = (0u8..4, 0u8..4, name()).prop_map(|(low, likely, why)| HoursFigures {
        low: HoursPerMonth::of(low.into()),
        likely: HoursPerMonth::of(likely.into()),
        high: HoursPerMonth::of(4.0),
        why,
        by: "ana".into(),
    });
    let platform = proptest::option::of(pick(["functions", "nowhere"].map(PlatformId::from).to_vec()));
    (pick(["incidents", "nothing"].map(TaskId::from).to_vec()), platform, proptest::option::of(said))
        .prop_map(|(task, platform, said)| Edit::SetHours { task, platform, said })
}

/// Edits of how weights come about.
fn weighing() -> impl Strategy<Value = Edit> {
    let says = (0u8..11, any::<bool>())
        .prop_map(|(n, first)| if first { PairComparison::First(n) } else { PairComparison::Second(n) });
    let order = proptest::collection::vec(proptest::collection::vec(criterion(), 0..3), 0..3);
    prop_oneof![
        pick(WeightingMethod::ALL.to_vec()).prop_map(Edit::SetWay),
        (criterion(), proptest::option::of(0u32..120))
            .prop_map(|(criterion, worth)| Edit::SetSwing { criterion, worth }),
        order.prop_map(Edit::SetOrder),
        (criterion(), criterion(), proptest::option::of(says))
            .prop_map(|(first, second, says)| Pair::comparison_edit(&first, &second, says)),
        pick(WeightSpaceKind::ALL.to_vec()).prop_map(|space| Edit::SetRobustness(RobustnessField::Space(space))),
        (0u32..120).prop_map(|spread| Edit::SetRobustness(RobustnessField::Spread(spread))),
        any::<u32>().prop_map(|samples| Edit::SetRobustness(RobustnessField::Samples(samples))),
    ]
}

fn simple() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => usual(),
        1 => hours(),
        1 => weighing(),
        1 => (cell(), any::<bool>()).prop_map(|(cell, aside)| Edit::SetAside { cell, aside }),
    ]
}

fn usual() -> impl Strategy<Value = Edit> {
    prop_oneof![
        name().prop_map(|text| Edit::SetFrame(FrameField::Title(text))),
        name().prop_map(|text| Edit::SetFrame(FrameField::Context(text))),
        any::<bool>().prop_map(|seen| Edit::SetFrame(FrameField::TotalsSeen(seen))),
        any::<u32>().prop_map(|n| Edit::SetTeam(TeamField::Engineers(n))),
        pick(Cloud::ALL.to_vec()).prop_map(|cloud| Edit::SetMarket(MarketField::Cloud(cloud))),
        (criterion(), 0u32..2_000_000).prop_map(|(criterion, n)| Edit::SetWeight { criterion, points: Points(n) }),
        (criterion(), any::<bool>()).prop_map(|(criterion, agreed)| Edit::SetAgreed { criterion, agreed }),
        (criterion(), 0u8..7, name()).prop_map(|(criterion, level, text)| Edit::SetRubric { criterion, level, text }),
        (criterion(), measure()).prop_map(|(id, m)| Edit::SetCriterion { id, field: CriterionField::Measure(m) }),
        (criterion(), pick(vec![CriterionScope::Team, CriterionScope::Workload]))
            .prop_map(|(id, about)| Edit::SetCriterion { id, field: CriterionField::About(about) }),
        (cell(), score(), name()).prop_map(|(cell, score, by)| Edit::SetScore { cell, score, by }),
        (cell(), name()).prop_map(|(cell, text)| Edit::SetRationale { cell, text }),
        (cell(), name()).prop_map(|(cell, text)| Edit::SetEvidence { cell, text }),
        (workload(), demand_field()).prop_map(|(workload, field)| Edit::SetDemand { workload, field }),
        (scenario(), workload(), demand_field()).prop_map(|(scenario, workload, field)| Edit::SetOverride {
            scenario,
            workload,
            field
        }),
        (scenario(), workload(), pick(DemandField::FIELDS.to_vec())).prop_map(|(scenario, workload, field)| {
            Edit::ClearOverride { scenario, workload, field: field.to_owned() }
        }),
        (0usize..4, scenario(), name(), overrides()).prop_map(|(at, id, note, overrides)| Edit::AddScenario {
            at,
            scenario: Scenario { id, name: "x".into(), note, overrides }
        }),
        scenario().prop_map(|id| Edit::RemoveScenario { id }),
        (scenario(), name()).prop_map(|(id, text)| Edit::SetScenario { id, field: ScenarioField::Name(text) }),
        (alternative(), any::<bool>())
            .prop_map(|(id, on)| Edit::SetAlternative { id, field: AlternativeField::ExtendedSupport(on) }),
        (alternative(), 0u8..4, 0u8..4).prop_map(|(alternative, low, high)| Edit::SetOneTime {
            alternative,
            field: OneTimeField::Learning(Estimate::Range(HoursOnce::of(low.into()), HoursOnce::of(high.into())))
        }),
        pick(LabourPolicy::ALL.to_vec()).prop_map(|labour| Edit::SetMarket(MarketField::Labour(labour))),
        (workload(), 0u32..3)
            .prop_map(|(id, services)| Edit::SetWorkload { id, field: WorkloadField::Services(services) }),
        (alternative(), name())
            .prop_map(|(id, risk)| Edit::SetAlternative { id, field: AlternativeField::Mitigated(vec![RiskId(risk)]) }),
        (criterion(), proptest::option::of(measure()))
            .prop_map(|(id, m)| Edit::SetCriterion { id, field: CriterionField::MeasuredBefore(m) }),
        (workload(), proptest::option::of(alternative()))
            .prop_map(|(id, today)| Edit::SetWorkload { id, field: WorkloadField::Today(today) }),
        (proptest::option::of(workload()), name(), proptest::option::of(pick(vec![Reply::Yes, Reply::Maybe])))
            .prop_map(|(workload, q, reply)| Edit::SetAnswer { workload, question: QuestionId(q), reply }),
        (0usize..12, criterion(), measure()).prop_map(|(at, id, measure)| Edit::AddCriterion {
            at,
            criterion: Criterion { id, name: "x".into(), measure, ..Criterion::default() }
        }),
        (0usize..6, alternative()).prop_map(|(at, id)| Edit::AddAlternative {
            at,
            alternative: Alternative { id, name: "x".into(), ..Alternative::default() }
        }),
        (0usize..6, workload()).prop_map(|(at, id)| Edit::AddWorkload {
            at,
            workload: Workload { id, name: "x".into(), ..Workload::default() }
        }),
        (criterion(), 0usize..12).prop_map(|(id, to)| Edit::MoveCriterion { id, to }),
        (alternative(), 0usize..6).prop_map(|(id, to)| Edit::MoveAlternative { id, to }),
        (workload(), 0usize..6).prop_map(|(id, to)| Edit::MoveWorkload { id, to }),
        (workload(), name()).prop_map(|(id, text)| Edit::SetNote { about: NoteSubject::Workload(id), text }),
        (proptest::option::of(workload()), alternative(), name()).prop_map(|(workload, alternative, reason)| {
            Edit::SetDecision(DecisionField::Choices(vec![Choice { workload, alternative, reason }]))
        }),
        name().prop_map(|text| Edit::SetDecision(DecisionField::Dissent(text))),
    ]
}

/// What a person does: an edit, a removal with all that hangs on it, or several as one.
#[derive(Debug, Clone)]
enum Deed {
    Edit(Edit),
    WithoutCriterion(CriterionId),
    WithoutAlternative(AlternativeId),
    WithoutWorkload(WorkloadId),
    Measured(CriterionId, Measure),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => simple().prop_map(Deed::Edit),
        1 => proptest::collection::vec(simple(), 0..4).prop_map(|edits| Deed::Edit(Edit::Batch(edits))),
        1 => criterion().prop_map(Deed::WithoutCriterion),
        1 => alternative().prop_map(Deed::WithoutAlternative),
        1 => workload().prop_map(Deed::WithoutWorkload),
        1 => (criterion(), measure()).prop_map(|(id, measure)| Deed::Measured(id, measure)),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

fn edit_of(deed: &Deed, session: &Session) -> Option<Edit> {
    Some(match deed {
        Deed::Edit(edit) => edit.clone(),
        Deed::WithoutCriterion(id) => session.criterion_removal(id),
        Deed::WithoutAlternative(id) => session.alternative_removal(id),
        Deed::WithoutWorkload(id) => session.workload_removal(id),
        Deed::Measured(id, measure) => session.measure_change(session.criterion(id)?, measure.clone()),
        Deed::Undo | Deed::Redo => return None,
    })
}

fn stamp(second: i64) -> Stamp {
    Stamp { at: Moment::from_unix(1_790_000_000 + second), by: "ana".into() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_carried_out_can_be_taken_back(deeds in proptest::collection::vec(deed(), 1..24)) {
        let mut session = start();
        for deed in &deeds {
            let Some(edit) = edit_of(deed, &session) else { continue };
            let before = session.clone();
            match session.apply(edit) {
                Ok(inverse) => {
                    let after = session.clone();
                    let again = session.apply(inverse).unwrap();
                    prop_assert_eq!(&session, &before);
                    session.apply(again).unwrap();
                    prop_assert_eq!(&session, &after);
                }
                Err(_) => prop_assert_eq!(&session, &before),
            }
        }
    }

    #[test]
    fn what_edits_lead_to_is_sound_and_round_trips(deeds in proptest::collection::vec(deed(), 1..24)) {
        let mut session = start();
        let mut history = History::from_log(&session.log);
        for (second, deed) in (0..).zip(&deeds) {
            match (deed, edit_of(deed, &session)) {
                (Deed::Undo, _) => { history.undo(&mut session, stamp(second)).unwrap(); }
                (Deed::Redo, _) => { history.redo(&mut session, stamp(second)).unwrap(); }
                (_, Some(edit)) => { let _ = history.record(&mut session, edit, stamp(second)); }
                _ => {}
            }
        }
        let errors: Vec<_> = check_session(&session).into_iter().filter(|p| p.severity == Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{:?}", errors);
        let text = to_text(&session).unwrap();
        let read = from_text(&text).unwrap().session;
        prop_assert_eq!(&read, &session);
        prop_assert_eq!(History::from_log(&read.log), history);
    }

    #[test]
    fn the_log_replays_backwards_and_forwards(deeds in proptest::collection::vec(deed(), 1..24)) {
        let mut session = start();
        let mut history = History::from_log(&session.log);
        let mut traces = Vec::new();
        for (second, deed) in (0..).zip(&deeds) {
            let stamp = stamp(second);
            match (deed, edit_of(deed, &session)) {
                (Deed::Undo, _) if history.undo(&mut session, stamp.clone()).unwrap().is_some() => {
                    traces.push(JournalRecord::Undo(stamp));
                }
                (Deed::Redo, _) if history.redo(&mut session, stamp.clone()).unwrap().is_some() => {
                    traces.push(JournalRecord::Redo(stamp));
                }
                (_, Some(edit)) => {
                    let changed = history.record(&mut session, edit.clone(), stamp.clone()) == Ok(true);
                    traces.extend(changed.then_some(JournalRecord::Edit { stamp, edit, led: None }));
                }
                _ => {}
            }
        }
        let mut replayed = rewind_all(&session).unwrap();
        prop_assert_eq!(&replayed, &start());
        let log = std::mem::take(&mut session.log);
        for entry in &log {
            let was = replayed.apply(entry.edit.clone()).unwrap();
            prop_assert_eq!(&was, &entry.was);
        }
        prop_assert_eq!(&replayed, &session);
        session.log = log;
        let mut followed = start();
        let mut again = History::from_log(&followed.log);
        for trace in traces {
            again.replay(&mut followed, trace).unwrap();
        }
        prop_assert_eq!(followed, session);
    }
}
