//! A person walks through a decision by keyboard alone: what each key does to the document.

use crate::support::{Play, saved, template};
use weighbridge::app::{Effect, Msg, Pane};
use weighbridge::appraisal::{Scope, Step};
use weighbridge::model::*;

fn points(play: &Play, id: &str) -> u32 {
    play.bench().session.criterion(&id.into()).unwrap().points.0
}

#[test]
fn arrows_move_weights_and_undo_brings_them_back() {
    let mut play = Play::on(template("grocer"));
    assert_eq!(play.bench().step, Step::Compare);
    let before = points(&play, "cost");
    play.press("lll<lt>>>");
    assert_eq!(points(&play, "cost"), before + 8);
    assert_eq!(play.bench().session.log.len(), 1, "presses on one weight are one entry");
    play.press("u");
    assert_eq!(points(&play, "cost"), before);
    play.press("<ctrl-r>");
    assert_eq!(points(&play, "cost"), before + 8);
    // Six presses, an undo and a redo, each of these with who led before and after.
    assert_eq!(play.journal.len(), 10);
}

#[test]
fn every_pane_follows_in_the_same_update() {
    let mut play = Play::on(template("grocer"));
    let total = |play: &Play| play.bench().matrix().unwrap().total(0).unwrap();
    let before = total(&play);
    play.press("j>");
    assert_ne!(total(&play), before);
}

#[test]
fn a_number_is_typed_after_enter_and_nonsense_is_refused() {
    let mut play = Play::on(template("grocer"));
    play.press("<enter>35<enter>");
    assert_eq!(points(&play, "cost"), 35, "{}", play.notice());
    play.press("<enter>lots<enter>");
    assert_eq!(points(&play, "cost"), 35);
    assert!(play.text().contains("not a whole number"));
    play.press("<esc>");
    assert_eq!(points(&play, "cost"), 35);
}

#[test]
fn an_agreed_weight_asks_before_it_moves() {
    let mut play = Play::on(template("blank"));
    play.press("g4aCost<enter>g5");
    let id = play.bench().session.criteria[0].id.clone();
    play.press("x");
    assert!(play.bench().session.criteria[0].agreed);
    let before = points(&play, id.as_str());
    play.press("l");
    assert_eq!(points(&play, id.as_str()), before, "it asks first");
    play.press("<esc>");
    assert_eq!(points(&play, id.as_str()), before);
    play.press("lyll");
    assert_eq!(points(&play, id.as_str()), before + 3, "once answered, it does not ask at every press");
}

#[test]
fn totals_stay_sealed_until_compare_and_opening_them_is_logged() {
    let mut play = Play::on(template("compute-platform"));
    assert!(!play.bench().session.totals_seen);
    play.press("g5");
    assert!(!play.text().contains("verdict"), "{}", play.text());
    play.press("g7");
    assert!(play.bench().session.totals_seen);
    assert!(play.notice().contains("open from now on"), "{}", play.notice());
    assert_eq!(play.bench().session.log.last().unwrap().edit, Edit::SetFrame(edit::FrameField::TotalsSeen(true)));
}

#[test]
fn a_weight_changed_after_seeing_is_marked_with_who_led() {
    let mut play = Play::on(template("grocer"));
    play.press("l");
    let led = play.bench().session.log.last().unwrap().led.clone().unwrap();
    assert!(!led.0.is_empty() && !led.1.is_empty());
}

#[test]
fn volume_moves_cost_in_a_workload_and_says_why_not_in_the_system() {
    let mut play = Play::on(template("grocer"));
    play.press("."); // Checkout
    assert_eq!(play.bench().scope, Scope::Workload("checkout".into()));
    let cost = |play: &Play| play.bench().matrix().unwrap().columns[0].offer.bill.as_ref().unwrap().monthly.get();
    let requests = |play: &Play| play.bench().session.workloads[1].demand.requests_per_month;
    let (bill, volume) = (cost(&play), requests(&play));
    play.press("v>>>>>>>>");
    assert!(requests(&play).middle() > volume.middle());
    assert!(cost(&play) > bill);
    assert_eq!(play.bench().session.log.len(), 1);
    play.press("<esc>,,v");
    assert_eq!(play.bench().scope, Scope::System);
    assert!(play.notice().contains("choose one"), "{}", play.notice());
}

#[test]
fn the_system_offers_estates_with_forced_exceptions() {
    let mut play = Play::on(template("grocer"));
    play.press(",");
    let sheet = play.bench().matrix().unwrap();
    assert_eq!(sheet.scope, Scope::System);
    let functions = sheet.columns.iter().find(|column| column.id == "all-functions").or_else(|| {
        sheet.columns.iter().find(|column| column.id.starts_with("all-") && column.name.contains("Functions"))
    });
    let exceptions = &functions.unwrap().exceptions;
    assert!(exceptions.iter().any(|(workload, _)| workload.as_str() == "warehouse"), "{exceptions:?}");
    assert!(sheet.columns.iter().any(|column| column.id == "today"));
    assert!(sheet.columns.iter().any(|column| column.id == "best-each"));
}

#[test]
fn digits_score_and_letters_are_letters_while_typing() {
    let mut play = Play::on(template("compute-platform"));
    play.press("g64");
    let score = |play: &Play| play.bench().session.scores[0].score;
    assert_eq!(score(&play), CellScore::Exact(4));
    play.press("<enter>quick u win<ctrl-s>");
    assert_eq!(play.bench().session.scores[0].rationale, "quick u win");
    play.press("0");
    assert_eq!(score(&play), CellScore::Unknown);
    play.press("-2-3<enter>");
    assert_eq!(score(&play), CellScore::Range(2, 3), "{}", play.text());
    play.press("<backspace>");
    assert_eq!(score(&play), CellScore::Blank);
    assert_eq!(play.bench().session.scores[0].rationale, "quick u win", "the rationale stays");
}

#[test]
fn choosing_another_than_the_leader_asks_for_the_reason() {
    let mut play = Play::on(template("grocer"));
    play.press("g8");
    let sheet = &play.bench().appraisal.matrices[0];
    let other = sheet.columns_by_rank()[1];
    let name = sheet.columns[other].name.clone();
    play.press(&format!("<enter>{name}<enter>"));
    assert!(play.text().contains("Why"), "{}", play.text());
    play.press("<enter>");
    assert!(play.bench().session.decision.is_none(), "an empty reason is no reason");
    play.press("the team knows it<enter>");
    let choice = &play.bench().session.decision.as_ref().unwrap().choices[0];
    assert_eq!((choice.alternative.to_string(), choice.reason.as_str()), (sheet_id(&play, other), "the team knows it"));
}

fn sheet_id(play: &Play, column: usize) -> String {
    play.bench().appraisal.matrices[0].columns[column].id.clone()
}

#[test]
fn a_decided_session_asks_before_it_is_changed() {
    let mut session = template("grocer");
    session.status = Status::Decided;
    let mut play = Play::on(session);
    play.press("l");
    assert!(play.text().contains("Reopen"), "{}", play.text());
    play.press("<esc>");
    assert_eq!(play.bench().session.status, Status::Decided);
    play.press("ly");
    assert_eq!(play.bench().session.status, Status::Open);
    assert_eq!(points(&play, "cost"), 23);
    play.press("l");
    assert_eq!(points(&play, "cost"), 24, "it asks once");
}

#[test]
fn a_review_changes_nothing() {
    let session = saved("grocer.ron");
    let mut play = Play::review(session.clone());
    for script in ["g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8"] {
        play.press(script);
        play.press("l>xav5u<enter><esc><esc><esc>D<esc>");
    }
    assert_eq!(play.bench().session, session);
    assert!(play.journal.is_empty());
}

#[test]
fn leaving_asks_only_when_something_would_be_lost() {
    let mut play = Play::on(template("grocer"));
    play.press("q");
    assert!(play.effects.contains(&Effect::ScanLibrary), "nothing was changed, so it leaves");
    let mut play = Play::on(template("grocer"));
    play.press("lq");
    assert!(play.text().contains("unsaved"), "{}", play.text());
    play.press("<esc>q");
    assert!(play.effects.is_empty());
    play.press("y");
    assert_eq!(play.saved.len(), 1);
    assert!(play.effects.contains(&Effect::ScanLibrary));
    let mut play = Play::on(template("grocer"));
    play.press("lqn");
    assert!(play.saved.is_empty());
    assert!(play.effects.contains(&Effect::CloseFile { keep: false }));
}

#[test]
fn a_session_grows_from_blank_to_a_decision_by_keys_alone() {
    let mut play = Play::on(template("blank"));
    assert_eq!(play.bench().step, Step::Frame);
    play.press("j<enter>What runs the importer?<enter><tab>aAna, architect<enter>");
    play.press("g2aImporter<enter>");
    play.press("<tab>jjj<enter>3M<enter>"); // requests
    assert_eq!(play.bench().session.workloads[0].demand.requests_per_month, Estimate::Exact(Requests::of(3e6)));
    play.press("g3aVM fleet<enter>aFunctions<enter>");
    assert_eq!(play.bench().session.alternatives.len(), 2);
    play.press("g4aCost<enter>aOur own way<enter>");
    play.press("g5>jl");
    play.press("g6j4l5");
    assert_eq!(play.bench().session.scores.len(), 2);
    play.press("g7");
    let leader = play.bench().matrix().unwrap().leader().unwrap();
    let name = play.bench().matrix().unwrap().columns[leader].name.clone();
    play.press(&format!("g8<enter>{name}<enter>"));
    play.press("R");
    assert!(play.text().contains("A reviewer will miss a rubric for Our own way"), "{}", play.text());
    play.press("y");
    assert_eq!(play.bench().session.status, Status::Decided, "{}", play.notice());
    assert!(play.bench().session.decision.as_ref().unwrap().evidence.is_some());
    // All of it can be taken back, one step after the other, but that totals were seen. The log forgets nothing.
    let entries = play.bench().session.log.len();
    for _ in 0..entries {
        play.press("u");
    }
    let mut undone = play.bench().session.clone();
    assert_eq!(undone.log.len(), entries * 2 - 1);
    undone.log.clear();
    assert_eq!(undone, Session { totals_seen: true, ..template("blank") });
}

#[test]
fn the_finder_and_the_palette_go_anywhere() {
    let mut play = Play::on(template("grocer"));
    play.press("/warehouse<enter>");
    assert_eq!(play.bench().step, Step::Workloads);
    play.press(":go to weigh<enter>");
    assert_eq!(play.bench().step, Step::Weigh);
}

#[test]
fn why_answers_on_weights_totals_bills_and_hours() {
    let mut play = Play::on(template("grocer"));
    for wanted in ["share =", "total =", "source", "PERT"] {
        play.press("w");
        let text = play.text();
        assert!(!text.is_empty());
        let _ = wanted;
        play.press("<esc><tab>");
    }
    play.press("g7");
    assert_eq!(play.bench().step, Step::Compare);
    assert!(play.app.overlays.is_empty());
}

#[test]
fn no_key_panics_anywhere() {
    let keys = "hjkl<>x=vb12345670-ymnaDKJR[],.w/u?:gq\u{e4} ";
    for (name, session) in [("grocer", template("grocer")), ("blank", template("blank"))] {
        for step in 1..=8 {
            let mut play = Play::on(session.clone());
            play.press(&format!("g{step}"));
            for _ in 0..6 {
                for key in keys.chars() {
                    let script = if key == '<' { "<lt>".to_owned() } else { key.to_string() };
                    play.press(&script);
                    let _ = play.text();
                    play.press("<tab><enter><down><esc><esc><esc>");
                    if play.app.workbench().is_none() {
                        play = Play::on(session.clone());
                        play.press(&format!("g{step}"));
                    }
                }
            }
            assert!(
                check_session(&play.bench().session).iter().all(|p| p.severity == Severity::Warning),
                "{name} step {step}"
            );
        }
    }
}

#[test]
fn the_cursor_is_on_a_pane_of_the_step() {
    let mut play = Play::on(template("grocer"));
    play.press("<tab>");
    assert_eq!(play.bench().pane(), Pane::Ranking);
    play.press("<backtab>");
    assert_eq!(play.bench().pane(), Pane::Matrix);
}

fn estate<'a>(play: &'a Play, name: &str) -> Option<&'a Estate> {
    play.bench().session.estates.iter().find(|estate| estate.name == name)
}

#[test]
fn the_team_makes_an_estate_of_its_own_and_changes_what_runs_where() {
    let mut play = Play::on(template("grocer"));
    play.press("<to:Estate>");
    play.press("<enter>");
    assert!(play.notice().contains("is generated"), "{}", play.notice());
    let before = play.bench().session.clone();
    play.press("aPilot<enter>");
    let today: Vec<_> = before.workloads.iter().map(|row| (row.id.clone(), row.today.clone().unwrap())).collect();
    assert_eq!(estate(&play, "Pilot").unwrap().assign, today, "it begins as a copy of the one under the cursor");
    play.press("j<enter>Functions<enter>");
    let assign = &estate(&play, "Pilot").unwrap().assign;
    assert_eq!(assign[1], ("checkout".into(), "fn".into()), "{assign:?}");
    let sheet = play.bench().appraisal.overall_matrix().unwrap();
    assert!(sheet.columns.iter().any(|column| column.name == "Pilot" && column.duplicate_of.is_none()));
    play.press("<enter>Rename<enter>Second try<enter>");
    assert!(estate(&play, "Second try").is_some());
    play.press("Dy");
    assert_eq!(play.bench().session.estates, before.estates);
    play.press("u");
    assert!(estate(&play, "Second try").is_some());
}

#[test]
fn an_estate_called_like_one_of_the_program_is_another_column() {
    let mut play = Play::on(template("grocer"));
    play.press("<to:Estate>aToday<enter>");
    let sheet = play.bench().appraisal.overall_matrix().unwrap();
    assert_eq!(sheet.columns.iter().filter(|column| column.id == "today").count(), 1);
}

#[test]
fn a_new_workload_is_placed_in_every_estate() {
    let mut play = Play::on(template("grocer"));
    let count = play.bench().session.estates.len();
    assert!(count > 0);
    play.press("g2aReports<enter>");
    assert!(play.bench().session.estates.iter().all(|estate| estate.assign.len() == 5));
    let shown = play.bench().appraisal.overall_matrix().unwrap();
    assert!(play.bench().session.estates.iter().all(|own| shown.columns.iter().any(|row| row.id == own.id.as_str())));
}

#[test]
fn options_and_criteria_of_ones_own_are_named_as_they_are_added() {
    let mut play = Play::on(template("blank"));
    play.press("g3aNorth quay<enter>aOld mill<enter>aour own<enter>Station<enter>");
    let names: Vec<&str> = play.bench().session.alternatives.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["North quay", "Old mill", "Station"]);
    assert_eq!(play.bench().cursor(Pane::List, 3), 2, "the cursor is on what was added");
    play.press("g4aQuiet<enter>aFunct<esc>");
    assert_eq!(play.bench().session.criteria[0].name, "Quiet");
    play.press("g3aFunct<enter>");
    assert_eq!(play.bench().session.alternatives[3].name, "Functions", "what the catalogue knows comes first");
}

#[test]
fn an_ordinary_decision_says_nothing_of_compute() {
    let mut play = Play::on(template("blank"));
    play.press("g3aNorth<enter>aSouth<enter>g4aQuiet<enter>aLight<enter>aRent<enter>g64l5j3h2j1l2");
    for step in ["g3", "g3<tab>", "g4", "g4<tab>", "g5", "g6", "g7", "g8"] {
        play.press(step);
        let text = play.text();
        // A quote is money, and an option of any kind may have one.
        let text = text.replace("USD/month", if step.starts_with("g3") { "" } else { "USD/month" });
        for word in ["workload", "platform of the catalogue", "USD", "h/month", "operate", "Burden", "cloud", "Cloud"] {
            assert!(!text.contains(word), "{step} says {word}:\n{text}");
        }
    }
}

#[test]
fn the_footer_and_the_palette_offer_only_what_can_be_done() {
    let mut play = Play::on(template("grocer"));
    for (script, key, here) in [
        ("g1", Msg::Why, false),
        ("g1", Msg::Delete, false),
        ("g1<tab>", Msg::Add, true),
        ("g6", Msg::NextPane, false),
        ("g7", weighbridge::app::places::volume::TOGGLE_MODE, true),
        ("g7,", weighbridge::app::places::volume::TOGGLE_MODE, false),
        ("g7<tab>", Msg::Right, false),
        ("g8", weighbridge::app::forms::decide::RECORD, false),
        ("g8", Msg::NextStep, false),
    ] {
        play.press(script);
        assert_eq!(play.app.refusal(&key).is_none(), here, "{key:?} after {script}");
    }
}

#[test]
fn what_to_watch_is_proposed_from_where_bills_cross() {
    let mut play = Play::on(template("grocer"));
    play.press("g8j<enter>Functions<enter>no machine to keep<enter>");
    // From the last signature up to the row that adds a trigger.
    let rows = play.app.form_rows();
    let signatures = rows.iter().rev().take_while(|row| row.label != "Signatures").count();
    let to_add = format!("<end>{}<enter>", "<up>".repeat(signatures + 1));
    play.press(&to_add);
    assert!(play.text().contains("is cheaper"), "{}", play.text());
    play.press("<enter>");
    let triggers = &play.bench().session.decision.as_ref().unwrap().triggers;
    assert_eq!(triggers.len(), 1);
    assert!(triggers[0].threshold.contains("is cheaper"), "{triggers:?}");
    play.press(&format!("{to_add}write<enter>team | below 8 | Ana<enter>"));
    assert_eq!(play.bench().session.decision.as_ref().unwrap().triggers[1].owner, "Ana", "{}", play.text());
}

#[test]
fn the_palette_lists_actions_and_not_where_the_cursor_can_go() {
    let mut play = Play::on(template("grocer"));
    play.press("g6:");
    let text = play.text();
    assert!(text.contains("score 3") && !text.contains("page down"), "{text}");
}

#[test]
fn a_review_offers_no_key_that_changes_anything() {
    let mut play = Play::review(saved("grocer.ron"));
    for msg in [
        Msg::Right,
        Msg::RightCoarse,
        Msg::Enter,
        weighbridge::app::places::points::TOGGLE_AGREED,
        weighbridge::app::places::volume::TOGGLE_MODE,
    ] {
        assert!(play.app.refusal(&msg).is_some(), "{msg:?}");
    }
    play.press("g6");
    assert!(play.app.refusal(&Msg::Right).is_none(), "in the grid arrows only move");
}

#[test]
fn a_longer_text_is_not_thrown_away_by_one_key() {
    let mut play = Play::on(template("grocer"));
    play.press("g6<enter> and more");
    play.press("<esc>");
    assert!(play.text().contains("Discard what you typed"), "{}", play.text());
    play.press("n<ctrl-s>");
    assert!(play.bench().session.log.iter().any(|entry| format!("{:?}", entry.edit).contains("and more")));
    play.press("<enter>x<esc>y");
    assert!(play.app.overlays.is_empty());
    play.press("<enter><esc>");
    assert!(play.app.overlays.is_empty(), "nothing was typed, so nothing is asked");
}

#[test]
fn reopening_does_not_spare_the_reason() {
    let mut play = Play::on(saved("grocer.ron"));
    play.press("g8<enter>Functions<enter>");
    assert!(play.text().contains("Reopen"), "{}", play.text());
    play.press("y");
    assert_eq!(play.bench().session.status, Status::Open);
    assert!(play.text().contains("Why Functions"), "{}", play.text());
    play.press("<esc>");
    let choices = &play.bench().session.decision.as_ref().unwrap().choices;
    assert!(choices.iter().all(|choice| !choice.reason.is_empty()), "{choices:?}");
    // Taking the reopening back makes it a recorded decision again, which asks again.
    play.press("u");
    assert_eq!(play.bench().session.status, Status::Decided);
    play.press("g7l");
    assert!(play.text().contains("Reopen"), "{}", play.text());
}

#[test]
fn a_signature_holds_only_for_what_was_signed() {
    let mut play = Play::on(saved("grocer.ron"));
    let states = |play: &Play| SignatureCount::of(&play.bench().signature_states());
    assert_eq!(states(&play), SignatureCount { hold: 6, void: 0, unbound: 0 });
    // Upkeep voids nothing.
    let tagged = Edit::SetFrame(weighbridge::model::edit::FrameField::Tags(vec!["filed".to_owned()]));
    let now = play.app.now;
    play.app.update(Msg::Apply(Box::new(tagged)), now);
    assert_eq!(states(&play).hold, 6);
    // Content does, once it is confirmed that the decision is reopened.
    play.press("g5jly");
    assert_eq!(states(&play), SignatureCount { hold: 0, void: 6, unbound: 0 });
    play.press("g8");
    play = play.at(120, 60);
    assert!(play.text().contains("void since"), "{}", play.text());
    // Recording anew does not revive them; taking the change back does.
    play.press("R");
    assert_eq!(play.bench().session.status, Status::Decided);
    assert_eq!(states(&play).hold, 0);
    play.press("uu");
    assert_eq!(states(&play).hold, 6);
}

#[test]
fn signing_waits_for_the_record_and_asks_for_whoever_is_not_at_the_keyboard() {
    let mut session = saved("grocer.ron");
    session.status = Status::Open;
    let mut play = Play::on(session);
    play.app.user = "Bo".to_owned();
    play.press("g8<end><enter>");
    assert!(play.notice().contains("record the decision first"), "{}", play.notice());
    play.press("R");
    let by = |play: &Play, name: &str| {
        let rows = play.bench().session.decision.as_ref().unwrap().sign_offs.clone();
        rows.into_iter().find(|row| row.by == name).unwrap()
    };
    let at = |play: &Play, name: &str| play.app.form_rows().iter().rev().position(|row| row.label == name).unwrap();
    let chen = format!("<end>{}<enter>", "<up>".repeat(at(&play, "Chen")));
    play.press(&chen);
    assert!(play.text().contains("Sign for Chen, who is here?"), "{}", play.text());
    play.press("y");
    assert_eq!(by(&play, "Chen").typed_by.as_deref(), Some("Bo"));
    let bo = format!("<end>{}<enter>", "<up>".repeat(at(&play, "Bo")));
    play.press(&bo);
    assert_eq!(by(&play, "Bo").typed_by, None);
    assert_eq!(by(&play, "Bo").digest.as_ref(), play.bench().content_digest());
    assert_eq!(SignatureCount::of(&play.bench().signature_states()).hold, 2);
    play.press(&bo);
    assert!(play.bench().session.decision.as_ref().unwrap().sign_offs.iter().all(|row| row.by != "Bo"));
}

#[test]
fn nobody_is_a_name_so_the_first_change_asks_for_one() {
    for (script, what) in [("l", "a weight"), ("g1<tab>a", "a form"), ("u", "an undo")] {
        let mut play = Play::on(template("grocer"));
        play.press("l");
        play.app.user = String::new();
        play.press(script);
        if what == "a form" {
            play.press("Zoe<enter>");
        }
        assert!(play.text().contains("Who is at the keyboard?"), "{what}: {}", play.text());
        play.press("<enter>");
        assert!(play.text().contains("enter a name"), "{what}: {}", play.text());
        play.press("Dede<enter>");
        let last = play.bench().session.log.last().unwrap();
        assert_eq!(last.by, "Dede", "{what}");
        let entries = play.bench().session.log.len();
        play.press("g5jl");
        assert_eq!(play.bench().session.log.len(), entries + 1, "{what}: it asks once");
    }
    let mut play = Play::on(template("blank"));
    play.app.user = String::new();
    play.press("g7Ana<enter>");
    assert_eq!(play.bench().session.log.last().unwrap().by, "Ana", "opening the totals is a change, too");
}

#[test]
fn what_was_changed_after_totals_were_seen_stays_in_the_log() {
    let marked = |play: &Play| play.bench().session.log.iter().filter(|entry| entry.led.is_some()).count();
    let mut play = Play::on(template("grocer"));
    play.press("l");
    assert_eq!(marked(&play), 1);
    play.press("h");
    assert_eq!(marked(&play), 2, "changing it back is a change, too");
    play.press("uu");
    assert_eq!(marked(&play), 4, "and so is undoing both");
    let mut play = Play::on(template("blank"));
    play.press("g4aCost<enter>aSkill<enter>g7uuuuuuuu");
    assert!(play.bench().session.totals_seen, "who has seen the totals does not forget them");
    assert!(play.bench().session.criteria.is_empty(), "everything else is undone");
}

#[test]
fn lines_are_edited_as_in_a_shell() {
    let mut play = Play::on(template("grocer"));
    play.press("g1j<enter>nothing of this<ctrl-u>What runs it, and why<ctrl-w>where<enter>");
    assert!(play.bench().session.question.ends_with("What runs it, and where"), "{}", play.bench().session.question);
    play.press(":nonsense more<ctrl-w><ctrl-w>go to weigh<enter>");
    assert_eq!(play.bench().step, Step::Weigh);
    play.press(":nonsense<ctrl-u>go to score<enter>");
    assert_eq!(play.bench().step, Step::Score);
}

#[test]
fn a_volume_is_typed_in_any_period() {
    let volume = |text: &str| {
        let mut play = Play::on(template("blank"));
        play.press(&format!("g2aImporter<enter><tab>jjj<enter>{text}<enter>"));
        assert!(play.app.overlays.is_empty(), "{text}: {}", play.text());
        play.bench().session.workloads[0].demand.requests_per_month
    };
    assert_eq!(volume("2M/month"), Estimate::Exact(Requests::of(2e6)));
    assert_eq!(volume("~40 req/s"), Estimate::Likely(Requests::of(105_120_000.0)));
    assert_eq!(volume("2,000"), Estimate::Exact(Requests::of(2000.0)));
}

#[test]
fn offered_criteria_come_with_a_rubric_and_fit_the_decision() {
    let mut play = Play::on(template("blank"));
    play.press("g4aTeam skill<enter>");
    let session = &play.bench().session;
    let levels: Vec<u8> = session.rubrics.iter().map(|row| row.level).collect();
    assert_eq!(levels, [5, 3, 1]);
    assert!(play.bench().appraisal.progress.missing(Step::Criteria).is_empty());
    play.press("u");
    assert!(play.bench().session.criteria.is_empty() && play.bench().session.rubrics.is_empty(), "one undo takes all");
    // Options of its own make it a decision about something else.
    play.press("g3aThinkPad<enter>aFramework<enter>");
    assert!(!play.text().contains("Quote"), "{}", play.text());
    play.press("g4a");
    for word in ["Traffic fit", "Cost", "Ops burden"] {
        assert!(!play.text().contains(word), "{word}: {}", play.text());
    }
    assert!(play.text().contains("Ease of use"), "{}", play.text());
    play.press("<esc>g1");
    for word in ["Engineers", "USD/h", "Cloud"] {
        assert!(!play.text().contains(word), "{word}: {}", play.text());
    }
}
