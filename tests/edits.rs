//! Every edit can be reverted, every log replays backwards to its start and forwards again, and every document that edits
//! lead to can be written and read.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use weighbridge::catalogue::templates;
use weighbridge::model::edit::*;
use weighbridge::model::history::rewind_all;
use weighbridge::model::text::{from_text, to_text};
use weighbridge::model::*;

static START: LazyLock<Session> = LazyLock::new(|| {
    let mut session = templates::find("grocer").unwrap().to_session().unwrap();
    let workloads: Vec<WorkloadId> = session.workloads.iter().map(|row| row.id.clone()).collect();
    for (id, workloads) in [("launch", &workloads[..2]), ("quiet", &workloads[1..])] {
        let overrides = workloads.iter().map(|id| (id.clone(), DemandField::Gpus(1))).collect();
        let scenario = Scenario { id: id.into(), name: id.to_owned(), overrides, ..Scenario::default() };
        session.apply(Edit::AddScenario { at: 0, scenario }).unwrap();
    }
    // Nothing refers to these, so that they can be removed whatever else was generated.
    let criterion = Criterion { id: "unused".into(), name: "Unused".to_owned(), ..Criterion::default() };
    session.apply(Edit::AddCriterion { at: 0, criterion }).unwrap();
    let must_have = MustHave { id: "unused".into(), text: "Unused".to_owned(), ..MustHave::default() };
    session.apply(Edit::AddMustHave { at: 0, must_have }).unwrap();
    let alternative = Alternative { id: "unused".into(), name: "Unused".to_owned(), ..Alternative::default() };
    session.apply(Edit::AddAlternative { at: 0, alternative }).unwrap();
    if session.participants.is_empty() {
        session.apply(Edit::AddParticipant { at: 0, participant: participant("ana".into()) }).unwrap();
    }
    session
});

fn participant(id: ParticipantId) -> Participant {
    Participant { name: id.to_string(), id, role: String::new(), weight: 1, account: String::new() }
}

/// One kind per variant of [`Edit`].
macro_rules! edit_kinds {
    ($($variant:ident),* $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        enum EditKind {
            $($variant),*
        }

        impl EditKind {
            const ALL: &[Self] = &[$(Self::$variant),*];

            /// Does not compile while a variant is missing above.
            fn from_edit(edit: &Edit) -> Self {
                match edit {
                    $(Edit::$variant { .. } => Self::$variant),*
                }
            }
        }
    };
}

edit_kinds!(
    Batch,
    SetFrame,
    SetTeam,
    SetMarket,
    AddAlternative,
    RemoveAlternative,
    MoveAlternative,
    SetAlternative,
    SetOneTime,
    AddMustHave,
    RemoveMustHave,
    MoveMustHave,
    SetMustHave,
    SetMustHaveMark,
    AddWorkload,
    RemoveWorkload,
    MoveWorkload,
    SetWorkload,
    SetDemand,
    SetHours,
    AddScenario,
    RemoveScenario,
    SetScenario,
    SetOverride,
    ClearOverride,
    AddCriterion,
    RemoveCriterion,
    MoveCriterion,
    SetCriterion,
    SetWeight,
    SetWay,
    SetWayUntilComplete,
    SetSwing,
    SetOrder,
    SetPair,
    SetRobustness,
    SetAgreed,
    SetRubric,
    SetAnchors,
    SetAnswer,
    SetScore,
    SetAside,
    SetRationale,
    SetEvidence,
    AddEstate,
    RemoveEstate,
    SetEstate,
    AddParticipant,
    RemoveParticipant,
    SetParticipant,
    CastBallot,
    SetNote,
    SetDecision,
);

fn text() -> BoxedStrategy<String> {
    prop_oneof!["[a-z]{1,6}", "[ -~]{0,12}", Just("naïve \u{202e} \u{1b}[31m\n\"quoted\"".to_owned())].boxed()
}

/// Ids that exist, one that may exist later, and one that never does.
fn ids<T: Clone + std::fmt::Debug + for<'a> From<&'a str> + 'static>(
    known: impl Iterator<Item = T>,
) -> BoxedStrategy<T> {
    select(known.chain([T::from("new"), T::from("nobody")]).collect::<Vec<T>>()).boxed()
}

fn criterion() -> BoxedStrategy<CriterionId> {
    ids(START.criteria.iter().map(|row| row.id.clone()))
}

fn alternative() -> BoxedStrategy<AlternativeId> {
    ids(START.alternatives.iter().map(|row| row.id.clone()))
}

fn must_have() -> BoxedStrategy<MustHaveId> {
    ids(START.must_haves.iter().map(|row| row.id.clone()))
}

fn marking() -> BoxedStrategy<Marking> {
    (select(&Mark::ALL), text(), text()).prop_map(|(mark, by, why)| Marking { mark, by, why }).boxed()
}

fn workload() -> BoxedStrategy<WorkloadId> {
    ids(START.workloads.iter().map(|row| row.id.clone()))
}

fn scenario() -> BoxedStrategy<ScenarioId> {
    ids(START.scenarios.iter().map(|row| row.id.clone()))
}

fn estate() -> BoxedStrategy<EstateId> {
    ids(["split".into()].into_iter())
}

fn person() -> BoxedStrategy<ParticipantId> {
    ids(START.participants.iter().map(|row| row.id.clone()))
}

fn estimate(value: BoxedStrategy<f64>) -> BoxedStrategy<Estimate<f64>> {
    prop_oneof![
        Just(Estimate::Unknown),
        value.clone().prop_map(Estimate::Exact),
        value.clone().prop_map(Estimate::Likely),
        (value.clone(), value).prop_map(|(a, b)| Estimate::Range(a, b)),
    ]
    .boxed()
}

/// Every figure of the demand.
fn demand_field() -> BoxedStrategy<DemandField> {
    let field = |figure: DemandFigure| {
        let value = match figure.read(&Demand::default()).value() {
            FigureValue::Estimate(_) => estimate((0.0..1e12).boxed()).prop_map(FigureValue::Estimate).boxed(),
            FigureValue::Count(_) => any::<u32>().prop_map(FigureValue::Count).boxed(),
            FigureValue::Switch(_) => any::<bool>().prop_map(FigureValue::Switch).boxed(),
            FigureValue::FrontDoor(_) => select(&FrontDoor::ALL).prop_map(FigureValue::FrontDoor).boxed(),
        };
        value.prop_map(move |value| figure.with(value).unwrap())
    };
    select(DemandFigure::ALL).prop_flat_map(field).boxed()
}

/// Overrides in their order, as a scenario must have them; some of workloads that may have been removed.
fn overrides() -> BoxedStrategy<Vec<(WorkloadId, DemandField)>> {
    let workloads: Vec<WorkloadId> = START.workloads.iter().map(|row| row.id.clone()).collect();
    subsequence(workloads, 0..3)
        .prop_flat_map(|ids| ids.into_iter().map(|id| (Just(id), demand_field())).collect::<Vec<_>>())
        .boxed()
}

fn assignment() -> BoxedStrategy<Vec<(WorkloadId, AlternativeId)>> {
    vec((workload(), alternative()), 0..3).boxed()
}

fn cell() -> BoxedStrategy<CellKey> {
    (criterion(), alternative(), option::of(workload()))
        .prop_map(|(criterion, alternative, workload)| CellKey { criterion, alternative, workload })
        .boxed()
}

fn day() -> BoxedStrategy<Day> {
    select(vec!["2026-11-30", "2028-02-29"]).prop_map(|day| day.parse().unwrap()).boxed()
}

fn figure() -> BoxedStrategy<Figure> {
    (-3i32..4).prop_map(|value| Figure::new(value.into()).unwrap()).boxed()
}

fn score() -> BoxedStrategy<CellScore> {
    prop_oneof![
        Just(CellScore::Blank),
        Just(CellScore::Unknown),
        (0u8..8).prop_map(CellScore::Exact),
        (0u8..7, 0u8..7).prop_map(|(low, high)| CellScore::Range(low, high)),
        figure().prop_map(CellScore::Value),
        (figure(), figure()).prop_map(|(low, high)| CellScore::Between(low, high)),
    ]
    .boxed()
}

fn measure() -> BoxedStrategy<Measure> {
    let breakpoint =
        (figure(), 0i32..6).prop_map(|(at, score)| Breakpoint { at, score: Figure::new(f64::from(score)).unwrap() });
    let breakpoints = vec(breakpoint, 0..2);
    prop_oneof![
        Just(Measure::Judged),
        (figure(), figure(), breakpoints.clone()).prop_map(|(worst, best, bends)| Measure::Measured {
            unit: "ms".into(),
            worst,
            best,
            bends
        }),
        (select(&DerivedMetric::ALL), figure(), figure(), breakpoints)
            .prop_map(|(source, worst, best, bends)| Measure::Derived { source, worst, best, bends }),
    ]
    .boxed()
}

fn constraint() -> BoxedStrategy<Constraint> {
    let kind = prop_oneof![
        Just(ConstraintKind::Gpu),
        text().prop_map(ConstraintKind::Other),
        (0u32..900).prop_map(|limit| ConstraintKind::MostHours(HoursPerMonth::of(limit.into()))),
    ];
    (kind, select(vec![Strength::Hard, Strength::Soft]), text(), text())
        .prop_map(|(kind, strength, by, why)| Constraint { kind, strength, by, why })
        .boxed()
}

fn hours() -> BoxedStrategy<HoursFigures> {
    (0u8..4, 0u8..4, text())
        .prop_map(|(low, likely, why)| HoursFigures {
            low: HoursPerMonth::of(low.into()),
            likely: HoursPerMonth::of(likely.into()),
            high: HoursPerMonth::of(4.0),
            why,
            by: "ana".into(),
        })
        .boxed()
}

fn note_subject() -> BoxedStrategy<NoteSubject> {
    prop_oneof![
        Just(NoteSubject::Frame),
        Just(NoteSubject::Decision),
        workload().prop_map(NoteSubject::Workload),
        (workload(), select(DemandFigure::ALL)).prop_map(|(id, figure)| NoteSubject::Demand(id, figure.name().into())),
        alternative().prop_map(NoteSubject::Alternative),
        criterion().prop_map(NoteSubject::Criterion),
    ]
    .boxed()
}

fn decision_field() -> BoxedStrategy<DecisionField> {
    let choice = (option::of(workload()), alternative(), text()).prop_map(|(workload, alternative, reason)| Choice {
        workload,
        alternative,
        reason,
    });
    let rejection = (alternative(), text()).prop_map(|(alternative, reason)| Rejection { alternative, reason });
    let trigger =
        (text(), text()).prop_map(|(metric, owner)| Trigger { metric, threshold: "x".into(), owner, date: None });
    prop_oneof![
        vec(choice, 0..2).prop_map(DecisionField::Choices),
        text().prop_map(DecisionField::Dissent),
        vec(trigger, 0..2).prop_map(DecisionField::Triggers),
        vec(rejection, 0..2).prop_map(DecisionField::Rejected),
        (text(), day(), option::of(text()), option::of(any::<[u8; 32]>())).prop_map(|(by, on, typed_by, bytes)| {
            let digest = bytes.map(RecordDigest::from_bytes);
            DecisionField::SignOffs(vec![SignOff { by, on, typed_by, digest }])
        }),
        Just(DecisionField::Evidence(None)),
    ]
    .boxed()
}

/// Edits of one kind. Some are refused. Does not compile while a kind is missing.
fn edits_of(kind: EditKind) -> BoxedStrategy<Edit> {
    match kind {
        EditKind::Batch => vec(simple_edit(), 0..4).prop_map(Edit::Batch).boxed(),
        EditKind::SetFrame => prop_oneof![
            text().prop_map(FrameField::Title),
            text().prop_map(FrameField::Question),
            text().prop_map(FrameField::Context),
            option::of(day()).prop_map(FrameField::Deadline),
            text().prop_map(FrameField::DecisionRule),
            vec(text(), 0..3).prop_map(FrameField::Tags),
            select(vec![Status::Open, Status::Decided]).prop_map(FrameField::Status),
            any::<bool>().prop_map(FrameField::TotalsSeen),
            select(vec![TeamRule::Worst, TeamRule::Mean]).prop_map(FrameField::TeamRule),
        ]
        .prop_map(Edit::SetFrame)
        .boxed(),
        EditKind::SetTeam => prop_oneof![
            any::<u32>().prop_map(TeamField::Engineers),
            any::<u32>().prop_map(TeamField::OnCall),
            any::<u32>().prop_map(TeamField::Environments),
            (0u32..900).prop_map(|rate| TeamField::HourlyRate(UsdPerHour::of(rate.into()))),
            select(&ProductPhase::ALL).prop_map(TeamField::Phase),
        ]
        .prop_map(Edit::SetTeam)
        .boxed(),
        EditKind::SetMarket => prop_oneof![
            select(&Cloud::ALL).prop_map(MarketField::Cloud),
            text().prop_map(MarketField::Region),
            text().prop_map(MarketField::Currency),
            select(vec![Month::Hours730, Month::Days30]).prop_map(MarketField::Month),
            any::<bool>().prop_map(MarketField::FreeTier),
            select(&Commitment::ALL).prop_map(MarketField::Commitment),
            select(&LabourPolicy::ALL).prop_map(MarketField::Labour),
        ]
        .prop_map(Edit::SetMarket)
        .boxed(),
        EditKind::AddAlternative => (0usize..6, alternative())
            .prop_map(|(at, id)| {
                let alternative = Alternative { id, name: "x".into(), ..Alternative::default() };
                Edit::AddAlternative { at, alternative }
            })
            .boxed(),
        EditKind::RemoveAlternative => alternative().prop_map(|id| Edit::RemoveAlternative { id }).boxed(),
        EditKind::MoveAlternative => {
            (alternative(), 0usize..6).prop_map(|(id, to)| Edit::MoveAlternative { id, to }).boxed()
        }
        EditKind::SetAlternative => {
            let field = prop_oneof![
                text().prop_map(AlternativeField::Name),
                option::of(select(vec![PlatformId::from("functions"), PlatformId::from("nowhere")]))
                    .prop_map(AlternativeField::Platform),
                option::of(select(&Commitment::ALL)).prop_map(AlternativeField::Commitment),
                option::of(0u32..900)
                    .prop_map(|quote| AlternativeField::Quote(quote.map(|usd| UsdPerMonth::of(usd.into())))),
                text().prop_map(AlternativeField::Note),
                any::<bool>().prop_map(AlternativeField::ExtendedSupport),
                text().prop_map(|risk| AlternativeField::Mitigated(vec![RiskId(risk)])),
                option::of(select(&Cloud::ALL)).prop_map(AlternativeField::Cloud),
            ];
            (alternative(), field).prop_map(|(id, field)| Edit::SetAlternative { id, field }).boxed()
        }
        EditKind::SetOneTime => {
            let hours = estimate((0.0..900.0).boxed()).prop_map(|hours| hours.try_map(HoursOnce::new).unwrap());
            let fees = estimate((0.0..900.0).boxed()).prop_map(|fees| fees.try_map(UsdOnce::new).unwrap());
            let field = prop_oneof![
                hours.clone().prop_map(OneTimeField::Learning),
                hours.clone().prop_map(OneTimeField::Build),
                hours.prop_map(OneTimeField::Migration),
                fees.prop_map(OneTimeField::Fees),
            ];
            (alternative(), field).prop_map(|(alternative, field)| Edit::SetOneTime { alternative, field }).boxed()
        }
        EditKind::AddMustHave => (0usize..4, must_have(), text(), text())
            .prop_map(|(at, id, by, why)| {
                let must_have = MustHave { id, text: "x".into(), strength: Strength::Soft, by, why };
                Edit::AddMustHave { at, must_have }
            })
            .boxed(),
        EditKind::RemoveMustHave => must_have().prop_map(|id| Edit::RemoveMustHave { id }).boxed(),
        EditKind::MoveMustHave => (must_have(), 0usize..4).prop_map(|(id, to)| Edit::MoveMustHave { id, to }).boxed(),
        EditKind::SetMustHave => {
            let field = prop_oneof![
                text().prop_map(MustHaveField::Text),
                select(vec![Strength::Hard, Strength::Soft]).prop_map(MustHaveField::Strength),
                text().prop_map(MustHaveField::By),
                text().prop_map(MustHaveField::Why),
            ];
            (must_have(), field).prop_map(|(id, field)| Edit::SetMustHave { id, field }).boxed()
        }
        EditKind::SetMustHaveMark => (must_have(), alternative(), option::of(marking()))
            .prop_map(|(must_have, alternative, said)| Edit::SetMustHaveMark { must_have, alternative, said })
            .boxed(),
        EditKind::AddWorkload => (0usize..6, workload(), option::of(alternative()))
            .prop_map(|(at, id, today)| {
                let workload = Workload { id, name: "x".into(), today, ..Workload::default() };
                Edit::AddWorkload { at, workload }
            })
            .boxed(),
        EditKind::RemoveWorkload => workload().prop_map(|id| Edit::RemoveWorkload { id }).boxed(),
        EditKind::MoveWorkload => (workload(), 0usize..6).prop_map(|(id, to)| Edit::MoveWorkload { id, to }).boxed(),
        EditKind::SetWorkload => {
            let field = prop_oneof![
                text().prop_map(WorkloadField::Name),
                any::<u32>().prop_map(WorkloadField::Importance),
                (0u32..3).prop_map(WorkloadField::Services),
                option::of(alternative()).prop_map(WorkloadField::Today),
                vec(constraint(), 0..3).prop_map(WorkloadField::Constraints),
                any::<bool>().prop_map(WorkloadField::WaitsUntilMorning),
            ];
            (workload(), field).prop_map(|(id, field)| Edit::SetWorkload { id, field }).boxed()
        }
        EditKind::SetDemand => {
            (workload(), demand_field()).prop_map(|(workload, field)| Edit::SetDemand { workload, field }).boxed()
        }
        EditKind::SetHours => {
            let task = select(vec![TaskId::from("incidents"), TaskId::from("nothing")]);
            let platform = option::of(select(vec![PlatformId::from("functions"), PlatformId::from("nowhere")]));
            (task, platform, option::of(hours()))
                .prop_map(|(task, platform, said)| Edit::SetHours { task, platform, said })
                .boxed()
        }
        EditKind::AddScenario => (0usize..4, scenario(), text(), overrides())
            .prop_map(|(at, id, note, overrides)| {
                let scenario = Scenario { id, name: "x".into(), note, overrides };
                Edit::AddScenario { at, scenario }
            })
            .boxed(),
        EditKind::RemoveScenario => scenario().prop_map(|id| Edit::RemoveScenario { id }).boxed(),
        EditKind::SetScenario => {
            let field = prop_oneof![text().prop_map(ScenarioField::Name), text().prop_map(ScenarioField::Note)];
            (scenario(), field).prop_map(|(id, field)| Edit::SetScenario { id, field }).boxed()
        }
        EditKind::SetOverride => (scenario(), workload(), demand_field())
            .prop_map(|(scenario, workload, field)| Edit::SetOverride { scenario, workload, field })
            .boxed(),
        EditKind::ClearOverride => {
            let field = prop_oneof![Just(DemandFigure::Gpus), select(DemandFigure::ALL)];
            (scenario(), workload(), field)
                .prop_map(|(scenario, workload, field)| Edit::ClearOverride {
                    scenario,
                    workload,
                    field: field.name().to_owned(),
                })
                .boxed()
        }
        EditKind::AddCriterion => (0usize..12, criterion(), measure())
            .prop_map(|(at, id, measure)| {
                let criterion = Criterion { id, name: "x".into(), measure, ..Criterion::default() };
                Edit::AddCriterion { at, criterion }
            })
            .boxed(),
        EditKind::RemoveCriterion => criterion().prop_map(|id| Edit::RemoveCriterion { id }).boxed(),
        EditKind::MoveCriterion => {
            (criterion(), 0usize..12).prop_map(|(id, to)| Edit::MoveCriterion { id, to }).boxed()
        }
        EditKind::SetCriterion => {
            let field = prop_oneof![
                text().prop_map(CriterionField::Name),
                text().prop_map(CriterionField::Group),
                measure().prop_map(CriterionField::Measure),
                select(vec![CriterionScope::Team, CriterionScope::Workload]).prop_map(CriterionField::About),
                option::of(measure()).prop_map(CriterionField::MeasuredBefore),
            ];
            (criterion(), field).prop_map(|(id, field)| Edit::SetCriterion { id, field }).boxed()
        }
        EditKind::SetWeight => (criterion(), 0u32..2_000_000)
            .prop_map(|(criterion, points)| Edit::SetWeight { criterion, points: Points(points) })
            .boxed(),
        EditKind::SetWay => select(&WeightingMethod::ALL).prop_map(Edit::SetWay).boxed(),
        EditKind::SetWayUntilComplete => select(&WeightingMethod::ALL).prop_map(Edit::SetWayUntilComplete).boxed(),
        EditKind::SetSwing => (criterion(), option::of(0u32..120))
            .prop_map(|(criterion, worth)| Edit::SetSwing { criterion, worth })
            .boxed(),
        EditKind::SetOrder => vec(vec(criterion(), 0..3), 0..3).prop_map(Edit::SetOrder).boxed(),
        EditKind::SetPair => {
            let says =
                prop_oneof![(0u8..11).prop_map(PairComparison::First), (0u8..11).prop_map(PairComparison::Second)];
            (criterion(), criterion(), option::of(says))
                .prop_map(|(first, second, says)| Pair::comparison_edit(&first, &second, says))
                .boxed()
        }
        EditKind::SetRobustness => prop_oneof![
            select(&WeightSpaceKind::ALL).prop_map(RobustnessField::Space),
            (0u32..120).prop_map(RobustnessField::Spread),
            (0u32..20_000_000).prop_map(RobustnessField::Samples),
            any::<u64>().prop_map(RobustnessField::Seed),
            any::<u32>().prop_map(RobustnessField::FirstRank),
            any::<u32>().prop_map(RobustnessField::Shift),
        ]
        .prop_map(Edit::SetRobustness)
        .boxed(),
        EditKind::SetAgreed => {
            (criterion(), any::<bool>()).prop_map(|(criterion, agreed)| Edit::SetAgreed { criterion, agreed }).boxed()
        }
        EditKind::SetRubric => (criterion(), 0u8..7, text())
            .prop_map(|(criterion, level, text)| Edit::SetRubric { criterion, level, text })
            .boxed(),
        EditKind::SetAnchors => {
            let anchors = option::of((figure(), figure()).prop_map(|(worst, best)| Anchors { worst, best }));
            (criterion(), workload(), anchors)
                .prop_map(|(criterion, workload, anchors)| Edit::SetAnchors { criterion, workload, anchors })
                .boxed()
        }
        EditKind::SetAnswer => {
            let reply = option::of(select(vec![Reply::Yes, Reply::No, Reply::Maybe]));
            (option::of(workload()), text(), reply)
                .prop_map(|(workload, id, reply)| Edit::SetAnswer { workload, question: QuestionId(id), reply })
                .boxed()
        }
        EditKind::SetScore => {
            (cell(), score(), text()).prop_map(|(cell, score, by)| Edit::SetScore { cell, score, by }).boxed()
        }
        EditKind::SetAside => (cell(), any::<bool>()).prop_map(|(cell, aside)| Edit::SetAside { cell, aside }).boxed(),
        EditKind::SetRationale => (cell(), text()).prop_map(|(cell, text)| Edit::SetRationale { cell, text }).boxed(),
        EditKind::SetEvidence => (cell(), text()).prop_map(|(cell, text)| Edit::SetEvidence { cell, text }).boxed(),
        EditKind::AddEstate => (0usize..2, estate(), assignment())
            .prop_map(|(at, id, assign)| Edit::AddEstate { at, estate: Estate { id, name: "x".into(), assign } })
            .boxed(),
        EditKind::RemoveEstate => estate().prop_map(|id| Edit::RemoveEstate { id }).boxed(),
        EditKind::SetEstate => {
            let field = prop_oneof![text().prop_map(EstateField::Name), assignment().prop_map(EstateField::Assign)];
            (estate(), field).prop_map(|(id, field)| Edit::SetEstate { id, field }).boxed()
        }
        EditKind::AddParticipant => {
            (0usize..4, person()).prop_map(|(at, id)| Edit::AddParticipant { at, participant: participant(id) }).boxed()
        }
        EditKind::RemoveParticipant => person().prop_map(|id| Edit::RemoveParticipant { id }).boxed(),
        EditKind::SetParticipant => {
            let field = prop_oneof![
                text().prop_map(ParticipantField::Name),
                text().prop_map(ParticipantField::Role),
                any::<u32>().prop_map(ParticipantField::Weight),
                text().prop_map(ParticipantField::Account),
            ];
            (person(), field).prop_map(|(id, field)| Edit::SetParticipant { id, field }).boxed()
        }
        EditKind::CastBallot => {
            let vote = prop_oneof![Just(Vote::Abstained), (0u8..7).prop_map(Vote::Scored)];
            (person(), cell(), option::of(vote))
                .prop_map(|(by, cell, vote)| Edit::CastBallot { by, cell, vote })
                .boxed()
        }
        EditKind::SetNote => (note_subject(), text()).prop_map(|(about, text)| Edit::SetNote { about, text }).boxed(),
        EditKind::SetDecision => decision_field().prop_map(Edit::SetDecision).boxed(),
    }
}

/// Edits of every kind but batches, which hold these.
fn simple_edit() -> BoxedStrategy<Edit> {
    static STRATEGIES: LazyLock<Vec<EditKind>> =
        LazyLock::new(|| EditKind::ALL.iter().copied().filter(|kind| *kind != EditKind::Batch).collect());
    select(STRATEGIES.as_slice()).prop_flat_map(edits_of).boxed()
}

/// A generator that no edit accepts would test nothing.
#[test]
fn edits_of_every_kind_are_generated_and_accepted() {
    let mut runner = TestRunner::deterministic();
    let mut accepted = BTreeSet::new();
    for kind in EditKind::ALL {
        let (edits, others) = (edits_of(*kind), simple_edit());
        for _ in 0..400 {
            let mut session = START.clone();
            let edit = edits.new_tree(&mut runner).unwrap().current();
            assert_eq!(EditKind::from_edit(&edit), *kind);
            // Some kinds need a record that only another edit adds.
            for _ in 0..8 {
                let _ = session.apply(others.new_tree(&mut runner).unwrap().current());
            }
            if session.apply(edit).is_ok() {
                accepted.insert(*kind);
                break;
            }
        }
        assert!(accepted.contains(kind), "no generated {kind:?} was accepted");
    }
}

/// The fields of the record whose field an edit sets, and the one that it sets.
fn field_of(edit: &Edit) -> Option<(&'static [&'static str], &'static str)> {
    Some(match edit {
        Edit::SetFrame(field) => (FrameField::NAMES, field.name()),
        Edit::SetTeam(field) => (TeamField::NAMES, field.name()),
        Edit::SetMarket(field) => (MarketField::NAMES, field.name()),
        Edit::SetAlternative { field, .. } => (AlternativeField::NAMES, field.name()),
        Edit::SetOneTime { field, .. } => (OneTimeField::NAMES, field.name()),
        Edit::SetMustHave { field, .. } => (MustHaveField::NAMES, field.name()),
        Edit::SetWorkload { field, .. } => (WorkloadField::NAMES, field.name()),
        Edit::SetScenario { field, .. } => (ScenarioField::NAMES, field.name()),
        Edit::SetCriterion { field, .. } => (CriterionField::NAMES, field.name()),
        Edit::SetRobustness(field) => (RobustnessField::NAMES, field.name()),
        Edit::SetEstate { field, .. } => (EstateField::NAMES, field.name()),
        Edit::SetParticipant { field, .. } => (ParticipantField::NAMES, field.name()),
        Edit::SetDecision(field) => (DecisionField::NAMES, field.name()),
        _ => return None,
    })
}

#[test]
fn every_field_of_a_record_is_generated() {
    let mut runner = TestRunner::deterministic();
    for kind in EditKind::ALL {
        let edits = edits_of(*kind);
        let drawn: Vec<Edit> = (0..400).map(|_| edits.new_tree(&mut runner).unwrap().current()).collect();
        let Some((names, _)) = field_of(&drawn[0]) else { continue };
        let generated: BTreeSet<&str> = drawn.iter().filter_map(field_of).map(|(_, name)| name).collect();
        let missing: Vec<_> = names.iter().filter(|name| !generated.contains(*name)).collect();
        assert!(missing.is_empty(), "edits_of({kind:?}) never sets {missing:?}: give them a generator");
    }
}

/// What a person does: an edit, the removal of a record with everything that refers to it, undo or redo.
#[derive(Debug, Clone)]
enum UserAction {
    Edit(Edit),
    RemoveCriterion(CriterionId),
    RemoveAlternative(AlternativeId),
    RemoveMustHave(MustHaveId),
    RemoveWorkload(WorkloadId),
    RemoveParticipant(ParticipantId),
    Measured(CriterionId, Measure),
    Undo,
    Redo,
}

fn action() -> impl Strategy<Value = UserAction> {
    prop_oneof![
        12 => simple_edit().prop_map(UserAction::Edit),
        1 => edits_of(EditKind::Batch).prop_map(UserAction::Edit),
        1 => criterion().prop_map(UserAction::RemoveCriterion),
        1 => alternative().prop_map(UserAction::RemoveAlternative),
        1 => must_have().prop_map(UserAction::RemoveMustHave),
        1 => workload().prop_map(UserAction::RemoveWorkload),
        1 => person().prop_map(UserAction::RemoveParticipant),
        1 => (criterion(), measure()).prop_map(|(id, measure)| UserAction::Measured(id, measure)),
        2 => Just(UserAction::Undo),
        1 => Just(UserAction::Redo),
    ]
}

fn edit_of(action: &UserAction, session: &Session) -> Option<Edit> {
    Some(match action {
        UserAction::Edit(edit) => edit.clone(),
        UserAction::RemoveCriterion(id) => session.criterion_removal(id),
        UserAction::RemoveAlternative(id) => session.alternative_removal(id),
        UserAction::RemoveMustHave(id) => session.must_have_removal(id),
        UserAction::RemoveWorkload(id) => session.workload_removal(id),
        UserAction::RemoveParticipant(id) => session.participant_removal(id),
        UserAction::Measured(id, measure) => session.measure_change(session.criterion(id)?, measure.clone()),
        UserAction::Undo | UserAction::Redo => return None,
    })
}

fn stamp(second: i64) -> Stamp {
    Stamp { at: Moment::from_unix(1_790_000_000 + second), by: "ana".into() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_edit_can_be_reverted(actions in vec(action(), 1..24)) {
        let mut session = START.clone();
        for action in &actions {
            let Some(edit) = edit_of(action, &session) else { continue };
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
    fn every_result_is_valid_and_round_trips(actions in vec(action(), 1..24)) {
        let mut session = START.clone();
        let mut history = History::from_log(&session.log);
        for (second, action) in (0..).zip(&actions) {
            match (action, edit_of(action, &session)) {
                (UserAction::Undo, _) => { history.undo(&mut session, stamp(second)).unwrap(); }
                (UserAction::Redo, _) => { history.redo(&mut session, stamp(second)).unwrap(); }
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
    fn the_log_replays_backwards_and_forwards(actions in vec(action(), 1..24)) {
        let mut session = START.clone();
        let mut history = History::from_log(&session.log);
        let mut traces = Vec::new();
        for (second, action) in (0..).zip(&actions) {
            let stamp = stamp(second);
            match (action, edit_of(action, &session)) {
                (UserAction::Undo, _) if history.undo(&mut session, stamp.clone()).unwrap().is_some() => {
                    traces.push(JournalRecord::Undo(stamp));
                }
                (UserAction::Redo, _) if history.redo(&mut session, stamp.clone()).unwrap().is_some() => {
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
        prop_assert_eq!(&replayed, &START.clone());
        let log = std::mem::take(&mut session.log);
        for entry in &log {
            let was = replayed.apply(entry.edit.clone()).unwrap();
            prop_assert_eq!(&was, &entry.was);
        }
        prop_assert_eq!(&replayed, &session);
        session.log = log;
        let mut followed = START.clone();
        let mut again = History::from_log(&followed.log);
        for trace in traces {
            again.replay(&mut followed, trace).unwrap();
        }
        prop_assert_eq!(followed, session);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// Upkeep never moves the digest that signatures stand for; content that changes the document always does.
    #[test]
    fn the_digest_follows_content_alone(edits in vec(simple_edit(), 1..12)) {
        let mut session = START.clone();
        for edit in edits {
            let before = (content_digest(&session).unwrap(), session.clone());
            let touches = edit.touches();
            if session.apply(edit.clone()).is_err() {
                continue;
            }
            let is_same = content_digest(&session).unwrap() == before.0;
            let is_content = touches == Touches::Content && session != before.1;
            prop_assert_eq!(is_same, !is_content, "{:?}", edit);
        }
    }
}
