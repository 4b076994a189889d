//! Must-haves of a decision: what rules out, what warns, what leaves a lead in doubt, and how it is told.

use crate::support::cli::run_with;
use crate::support::{Play, catalogue, illustration, template};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use weighbridge::analysis::robustness::Draws;
use weighbridge::app::{Msg, Pane};
use weighbridge::appraisal::{Appraisal, Call, LeadStability, MatrixOutcome, RobustnessSummary, Scope, Verdict};
use weighbridge::burden::{MustHaveState, Objection};
use weighbridge::model::text::{from_text, to_text};
use weighbridge::model::{AlternativeId, Decision, Edit, Mark, Marking, MustHave, MustHaveId, Session, Strength};
use weighbridge::theme::{Charset, Colour};

fn add(session: &mut Session, id: &str, text: &str, strength: Strength) {
    let must_have =
        MustHave { id: id.into(), text: text.to_owned(), strength, by: "Ana".to_owned(), why: String::new() };
    session.apply(Edit::AddMustHave { at: session.must_haves.len(), must_have }).unwrap();
}

fn mark(session: &mut Session, must_have: &str, alternative: &str, mark: Mark, why: &str) {
    let said = Some(Marking { mark, by: "Bo".to_owned(), why: why.to_owned() });
    let (must_have, alternative) = (MustHaveId::from(must_have), AlternativeId::from(alternative));
    session.apply(Edit::SetMustHaveMark { must_have, alternative, said }).unwrap();
}

fn mark_all(session: &mut Session, must_have: &str, with: Mark) {
    for id in session.alternatives.iter().map(|row| row.id.to_string()).collect::<Vec<_>>() {
        mark(session, must_have, &id, with, "");
    }
}

fn verdict(session: &Session) -> (Verdict, String) {
    let appraisal = Appraisal::compute(session, &catalogue());
    verdict_on(session, appraisal.overall_matrix().unwrap())
}

fn verdict_on(session: &Session, matrix: &MatrixOutcome) -> (Verdict, String) {
    let settings = &session.robustness;
    let near = RobustnessSummary::compute(matrix, settings, &mut Draws::uncached(settings.seed), 2_000);
    let verdict = Verdict::compute(matrix, settings, near.as_ref().map(|near| &near.local));
    let name = |at: usize| matrix.columns[at].name.clone();
    let text = verdict.describe(session, matrix, LeadStability::compute(matrix).as_ref(), &name);
    (verdict, text)
}

/// One option far ahead of the others, which no weights bring level.
fn clear() -> Session {
    let mut session = illustration();
    let first = session.alternatives[0].id.clone();
    for row in &mut session.scores {
        let level = if row.alternative == first { 5 } else { 2 };
        row.score = weighbridge::model::CellScore::Exact(level);
    }
    session
}

#[test]
fn a_failed_hard_must_have_rules_out_and_a_soft_one_warns() {
    let mut session = clear();
    let leader = session.alternatives[0].id.to_string();
    add(&mut session, "house", "runs in our own house", Strength::Hard);
    mark_all(&mut session, "house", Mark::Met);
    assert_eq!(verdict(&session).0.label(), "CLEAR", "all that is asked is met");
    mark(&mut session, "house", &leader, Mark::Failed, "sold as a service only");
    let appraisal = Appraisal::compute(&session, &catalogue());
    let column = &appraisal.overall_matrix().unwrap().columns[0];
    assert!(!column.is_eligible());
    assert_eq!(column.offer.hard[0].to_string(), "does not meet 'runs in our own house': sold as a service only (Bo)");
    session.must_haves[0].strength = Strength::Soft;
    let appraisal = Appraisal::compute(&session, &catalogue());
    let column = &appraisal.overall_matrix().unwrap().columns[0];
    assert!(column.is_eligible() && column.offer.hard.is_empty() && column.offer.soft.len() == 1);
    assert_eq!(verdict(&session).0.label(), "CLEAR", "a soft one rules nothing out, whatever is said of it");
}

#[test]
fn what_is_doubtful_or_open_for_the_leader_leaves_it_fragile_and_says_so() {
    let mut session = clear();
    let leader = session.alternatives[0].clone();
    add(&mut session, "house", "runs in our own house", Strength::Hard);
    let (open, text) = verdict(&session);
    assert_eq!(open.label(), "FRAGILE");
    let said = format!("nobody has said whether '{}' meets 'runs in our own house'", leader.name);
    assert!(text.contains(&said), "{text}");
    mark_all(&mut session, "house", Mark::Met);
    mark(&mut session, "house", leader.id.as_str(), Mark::Doubtful, "the licence is unclear");
    let (doubtful, text) = verdict(&session);
    assert_eq!(doubtful.label(), "FRAGILE");
    assert!(text.contains(&format!("'{}' may not meet 'runs in our own house'", leader.name)), "{text}");
    // The others lead nowhere near these weights, so what is open for them changes nothing.
    mark(&mut session, "house", leader.id.as_str(), Mark::Met, "");
    let other = session.alternatives[1].id.to_string();
    mark(&mut session, "house", &other, Mark::Doubtful, "");
    assert_eq!(verdict(&session).0.label(), "CLEAR");
}

#[test]
fn the_only_option_left_and_a_tie_say_what_is_open_too() {
    let mut session = clear();
    let leader = session.alternatives[0].id.to_string();
    add(&mut session, "house", "runs in our own house", Strength::Hard);
    mark_all(&mut session, "house", Mark::Failed);
    assert!(matches!(verdict(&session).0.call, Call::NoCandidate));
    mark(&mut session, "house", &leader, Mark::Doubtful, "");
    let (sole, text) = verdict(&session);
    assert_eq!(sole.label(), "FRAGILE");
    assert!(text.contains("is the only feasible one, but") && text.contains("may not meet"), "{text}");
    mark(&mut session, "house", &leader, Mark::Met, "");
    assert!(matches!(verdict(&session).0.call, Call::SoleCandidate { .. }));
    mark_all(&mut session, "house", Mark::Met);
    mark(&mut session, "house", &leader, Mark::Doubtful, "");
    for row in &mut session.scores {
        row.score = weighbridge::model::CellScore::Exact(3);
    }
    let (tie, text) = verdict(&session);
    assert_eq!(tie.label(), "TIE");
    assert!(text.contains("may not meet 'runs in our own house'"), "{text}");
}

/// With workloads it holds of each of them, and of every estate that uses the option; there it is said once, with its name.
#[test]
fn an_estate_says_once_which_of_its_options_fails() {
    let mut session = template("grocer");
    assert!(session.workloads.len() > 1);
    let failing = AlternativeId::from("k8s");
    let name = session.alternative(&failing).unwrap().name.clone();
    add(&mut session, "eu", "its maker sits in the EU", Strength::Hard);
    mark_all(&mut session, "eu", Mark::Met);
    mark(&mut session, "eu", failing.as_str(), Mark::Failed, "");
    let appraisal = Appraisal::compute(&session, &catalogue());
    for matrix in &appraisal.matrices {
        for column in &matrix.columns {
            let is_used = column.assignment.iter().any(|(_, to)| *to == failing);
            let issues: Vec<_> = column.offer.must_have_issues().collect();
            assert_eq!(issues.len(), usize::from(is_used), "{} in {:?}", column.name, matrix.scope);
            assert!(!is_used || !column.is_eligible());
            if matrix.scope == Scope::System && is_used {
                assert_eq!(issues[0].to_string(), format!("'{name}' does not meet 'its maker sits in the EU'"));
            }
        }
        assert!(matrix.leader().is_some());
    }
    let system = appraisal.matrix(&Scope::System).unwrap();
    let all = system.columns.iter().find(|column| column.kind.is_all_on(&failing)).unwrap();
    assert!(all.exceptions.is_empty(), "what fits nothing is no estate with exceptions: {}", all.name);
}

#[test]
fn an_option_takes_its_marks_with_it_and_undo_brings_them_back() {
    let mut session = clear();
    add(&mut session, "house", "runs in our own house", Strength::Hard);
    mark_all(&mut session, "house", Mark::Met);
    let (before, id) = (session.clone(), session.alternatives[1].id.clone());
    assert!(session.apply(Edit::RemoveAlternative { id: id.clone() }).is_err(), "marks refer to it");
    let inverse = session.apply(session.alternative_removal(&id)).unwrap();
    assert_eq!(session.must_have_marks.len(), before.must_have_marks.len() - 1);
    session.apply(inverse).unwrap();
    assert_eq!(session, before);
    let inverse = session.apply(session.must_have_removal(&"house".into())).unwrap();
    assert!(session.must_haves.is_empty() && session.must_have_marks.is_empty());
    assert!(!to_text(&session).unwrap().contains("must_have"), "nothing is written while there are none");
    session.apply(inverse).unwrap();
    assert_eq!(from_text(&to_text(&session).unwrap()).unwrap().session, before);
}

fn laptops() -> String {
    let mut session = clear();
    let ids: Vec<String> = session.alternatives.iter().map(|row| row.id.to_string()).collect();
    add(&mut session, "house", "runs in our own house", Strength::Hard);
    add(&mut session, "de", "support in German", Strength::Soft);
    mark(&mut session, "house", &ids[0], Mark::Doubtful, "the licence is unclear");
    mark(&mut session, "house", &ids[1], Mark::Failed, "sold as a service only");
    mark(&mut session, "house", &ids[2], Mark::Met, "");
    mark(&mut session, "de", &ids[2], Mark::Failed, "English only");
    to_text(&session).unwrap()
}

#[test]
fn the_command_line_lists_them() {
    insta::assert_snapshot!("must_haves_rank", run_with(&["rank", "-"], &laptops()).fine());
    let ranked = run_with(&["rank", "-", "--format", "json"], &laptops()).json();
    assert_eq!(ranked["verdict"]["call"], "fragile");
    assert_eq!(ranked["verdict"]["failed"][0], "must_haves");
    insta::assert_snapshot!("must_haves_json", format!("{:#}", ranked["must_haves"]));
    let ruled_out = &ranked["alternatives"][1];
    assert_eq!((ruled_out["feasible"].as_bool(), ruled_out["rank"].as_u64()), (Some(false), None));
    let none = run_with(&["rank", "-", "--format", "json"], &to_text(&clear()).unwrap()).json();
    assert_eq!(none["must_haves"], serde_json::json!([]));
}

/// Two must-haves on three options, the first of which leads far.
fn marked() -> Session {
    from_text(&laptops()).unwrap().session
}

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// One snapshot per size, and one in ASCII without colour.
fn shots(name: &str, play: impl Fn() -> Play) {
    for (width, height) in SIZES {
        let mono = || play().looks(Colour::Mono, Charset::Unicode).at(width, height);
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), mono().shot());
    }
    insta::assert_snapshot!(format!("{name}_ascii"), play().looks(Colour::Mono, Charset::Ascii).at(80, 24).shot());
}

#[test]
fn screens() {
    shots("must_haves_empty", || Play::on(clear()).keys("g3<tab><tab>"));
    shots("must_haves_options", || Play::on(marked()).keys("g3j<tab><tab>"));
    shots("must_haves_compare", || Play::on(marked()).keys("g7"));
    shots("must_haves_decide", || Play::on(marked()).keys("g8l"));
}

#[test]
fn a_must_have_is_added_marked_and_explained_by_keys() {
    let mut play = Play::on(clear()).keys("g3<tab><tab>");
    assert_eq!(play.bench().pane(), Pane::MustHaves);
    play.press("m");
    assert!(play.notice().contains("there is no must-have yet"), "{}", play.notice());
    play.press("a | only a reason<enter>");
    assert!(play.text().contains("say what it must meet"), "{}", play.text());
    play.press("<ctrl-u>fits on the desk | it is a small room<enter>");
    let row = play.bench().session.must_haves[0].clone();
    let wanted = ("fits-on-the-desk", "fits on the desk", "it is a small room", Strength::Hard);
    assert_eq!((row.id.as_str(), row.text.as_str(), row.why.as_str(), row.strength), wanted);
    assert!(!row.by.is_empty());
    // The option under the cursor is ruled out, and its author and reason are kept.
    play.press("f<enter>180 cm wide<enter>");
    let said = play.bench().session.must_have_marks[0].clone();
    assert_eq!((said.mark, said.why.as_str(), said.by), (Mark::Failed, "180 cm wide", row.by.clone()));
    assert!(!play.bench().appraisal.offers.offer(0, 0).unwrap().is_feasible());
    play.press("f");
    assert!(play.notice().contains("marked failed already"), "{}", play.notice());
    // Another mark has another reason, and undo brings back both.
    play.press("lmhd");
    assert_eq!(play.bench().session.must_have_marks[0].why, "");
    play.press("uu");
    assert_eq!(play.bench().session.must_have_marks[0].why, "180 cm wide");
    // Arrows go to the next option; without a mark enter asks for it.
    play.press("l<enter>doubt<enter>");
    assert_eq!(play.bench().session.must_have_marks[1].mark, Mark::Doubtful);
    assert_eq!(play.bench().session.must_have_marks[1].alternative, play.bench().session.alternatives[1].id);
    play.press("<backspace>");
    assert_eq!(play.bench().session.must_have_marks.len(), 1);
    // Words and strength change; the marks stay.
    play.press("e<ctrl-u>fits under the desk<enter><space>");
    let row = play.bench().session.must_haves[0].clone();
    assert_eq!((row.text.as_str(), row.why.as_str(), row.strength), ("fits under the desk", "", Strength::Soft));
    assert!(play.bench().appraisal.offers.offer(0, 0).unwrap().is_feasible());
    play.press("w");
    assert!(play.text().contains("180 cm wide"), "{}", play.text());
    play.press("<esc>asecond<enter>K");
    assert_eq!(play.bench().session.must_haves[0].text, "second");
    play.press("jDy");
    assert_eq!((play.bench().session.must_haves.len(), play.bench().session.must_have_marks.len()), (1, 0));
    play.press("u");
    assert_eq!(play.bench().session.must_have_marks.len(), 1);
}

/// Whoever is asked for a name after the first change is its author.
#[test]
fn what_is_said_before_a_name_is_known_is_said_in_that_name() {
    for script in ["g3<tab><tab>jm", "g6<down>4", "g3<tab><tab>adelivered in March<enter>"] {
        let mut play = Play::on(marked());
        play.app.user = String::new();
        play.press(script);
        assert!(play.text().contains("Who is at the keyboard?"), "{script}: {}", play.text());
        play.press("Dede<enter>");
        let by = match &play.bench().session.log.last().unwrap().edit {
            Edit::SetMustHaveMark { said, .. } => said.as_ref().map(|said| said.by.clone()),
            Edit::SetScore { by, .. } => Some(by.clone()),
            Edit::AddMustHave { must_have, .. } => Some(must_have.by.clone()),
            other => panic!("{other:?}"),
        };
        assert_eq!(by.as_deref(), Some("Dede"), "{script}");
    }
    let mut play = Play::on(marked()).keys("g3<tab><tab>");
    play.send(Msg::Paste("- under 2 kg\n- in stock\n".to_owned()));
    play.press("y");
    let last = play.bench().session.must_haves.last().unwrap();
    assert_eq!((last.text.as_str(), last.by.as_str()), ("in stock", "ana"));
}

#[test]
fn it_is_found_by_name_and_a_review_reads_it_whole() {
    let play = Play::on(marked()).keys("/german<enter>");
    assert_eq!((play.bench().pane(), play.bench().cursor(Pane::MustHaves, 2)), (Pane::MustHaves, 1));
    let mut play = Play::review(marked()).keys("g3<tab><tab>");
    play.press("m");
    assert!(play.notice().contains("review"), "{}", play.notice());
    play.press("w");
    assert!(play.text().contains("the licence is unclear") && play.text().contains("(Bo)"), "{}", play.text());
}

#[test]
fn a_decision_that_rests_on_an_open_must_have_says_so_before_it_is_recorded() {
    let mut play = Play::on(marked()).keys("g8lR");
    let text = play.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("whether 'VMs' meets 'runs in our own house'"), "{text}");
    play.press("<esc>g3<tab><tab>m");
    assert_eq!(play.bench().session.decision.as_ref().map(|row: &Decision| row.choices.len()), Some(1));
    // What is signed is content: the mark reopened nothing, as nothing was recorded.
    play.press("g8R");
    let text = play.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!text.contains("runs in our own house'"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// Whatever is said of whom: exactly a failed hard must-have rules out, and no lead is clear or alone while one that is hard
    /// may still fail the leader.
    #[test]
    fn no_lead_is_clear_while_a_must_have_may_fail_it(
        strengths in vec(select(vec![Strength::Hard, Strength::Soft]), 0..3),
        marks in vec(option::weighted(0.7, select(&Mark::ALL)), 15),
    ) {
        let mut session = clear();
        let ids: Vec<String> = session.alternatives.iter().map(|row| row.id.to_string()).collect();
        for (row, strength) in strengths.iter().enumerate() {
            add(&mut session, &format!("m{row}"), "x", *strength);
            for (at, id) in ids.iter().enumerate() {
                if let Some(said) = marks[row * 5 + at] {
                    mark(&mut session, &format!("m{row}"), id, said, "");
                }
            }
        }
        let of = |at: usize, wanted: &dyn Fn(Option<Mark>) -> bool| {
            strengths.iter().enumerate().any(|(row, strength)| *strength == Strength::Hard && wanted(marks[row * 5 + at]))
        };
        let appraisal = Appraisal::compute(&session, &catalogue());
        let matrix = appraisal.overall_matrix().unwrap();
        for (at, column) in matrix.columns.iter().enumerate() {
            prop_assert_eq!(column.is_eligible(), !of(at, &|mark| mark == Some(Mark::Failed)));
            let reasons = column.offer.hard.iter().chain(&column.offer.soft);
            let open = reasons.filter(|reason| matches!(&reason.what, Objection::MustHave(issue) if issue.state == MustHaveState::Open));
            prop_assert_eq!(open.count(), strengths.iter().enumerate().filter(|(row, _)| marks[row * 5 + at].is_none()).count());
        }
        let is_open = matrix.leaders().iter().any(|at| of(*at, &|mark| matches!(mark, None | Some(Mark::Doubtful))));
        let (verdict, text) = verdict_on(&session, matrix);
        let is_sure = matches!(verdict.call, Call::Clear { .. } | Call::SoleCandidate { .. });
        prop_assert!(!(is_open && is_sure), "{}", text);
        prop_assert_eq!(is_open, text.contains(" may not meet ") || text.contains("nobody has said whether"), "{}", text);
    }
}
