//! Typing as people type, by keys alone: carets, amounts, pasted lists.

use crate::support::{Play, saved, template};
use weighbridge::app::Msg;
use weighbridge::model::*;

/// What stands before the caret, in its row, as it is drawn.
fn before_caret(play: &Play) -> Option<String> {
    let (column, row) = play.caret()?;
    let buffer = play.buffer();
    Some((0..column).map(|x| buffer[(x, row)].symbol()).collect())
}

#[track_caller]
fn has_caret_behind(play: &Play, text: &str) {
    let before = before_caret(play);
    assert!(
        before.as_ref().is_some_and(|before| before.ends_with(text)),
        "'{text}' before {before:?}\n{}",
        play.text()
    );
}

#[test]
fn wherever_text_is_typed_there_is_a_caret_and_nowhere_else() {
    let mut play = Play::on(saved("grocer.ron")).at(80, 24);
    assert_eq!(play.caret(), None);
    for (keys, typed) in [
        (":", "volume"),            // the palette
        ("/", "cost"),              // find
        ("g1<enter>", "A title"),   // a line
        ("g4a", "Quality of life"), // a list with a name of one's own
    ] {
        play.press(keys);
        play.press(typed);
        has_caret_behind(&play, typed);
        play.press("<home>");
        assert!(play.caret().is_some(), "{keys}");
        play.press("<end><left>");
        has_caret_behind(&play, &typed[..typed.len() - 1]);
        play.press("<esc>");
        if play.text().contains("Discard what you typed?") {
            assert_eq!(play.caret(), None, "a question lies over the text");
            play.press("y");
        }
        assert_eq!(play.caret(), None, "{keys}");
    }
    play.press("?");
    assert_eq!(play.caret(), None);
}

#[test]
fn a_line_that_is_longer_than_its_field_scrolls_with_the_caret() {
    for width in [40, 60, 80, 120] {
        let mut play = Play::on(template("blank")).at(width, 24);
        play.press("g1<enter>");
        for _ in 0..30 {
            play.press("lang 茶 ");
        }
        has_caret_behind(&play, "茶  ");
        play.press("<home>");
        assert!(play.caret().is_some_and(|(x, _)| x < width), "{width}");
        play.press("<esc>y:");
        for _ in 0..20 {
            play.press("茶b ");
        }
        has_caret_behind(&play, "b ");
        play.press("<home>");
        let (x, y) = play.caret().unwrap();
        assert_eq!(play.buffer()[(x, y)].symbol(), "茶");
    }
}

#[test]
fn moving_the_caret_of_a_search_keeps_what_is_selected() {
    let mut play = Play::on(template("grocer"));
    play.press(":o<down><down>");
    let selected =
        |play: &Play| play.text().lines().find(|line| line.contains('▸') && line.contains("│")).map(str::to_owned);
    let before = selected(&play);
    play.press("<left><right><home><end>");
    assert_eq!(selected(&play), before);
}

#[test]
fn a_letter_of_another_script_is_a_command_by_its_place_and_text_where_text_is_typed() {
    let cost = |play: &Play| play.bench().session.criterion(&"cost".into()).unwrap().points.0;
    let mut play = Play::on(template("grocer"));
    let before = cost(&play);
    play.press("дддБ"); // l l l <
    assert_eq!(cost(&play), before - 2);
    play.press("г"); // u
    assert_eq!(cost(&play), before);
    play.press("п٣"); // g3
    assert_eq!(play.bench().step, weighbridge::appraisal::Step::Options);
    play.press("<ctrl-з>грн"); // the palette; then it is text
    has_caret_behind(&play, "грн");
    play.press("<esc>?");
    assert!(play.text().contains("Keyboard layouts") || play.at(80, 60).text().contains("Keyboard layouts"));
}

#[test]
fn a_keymap_file_can_bind_the_letter_itself() {
    let mut play = Play::on(template("grocer"));
    play.keymap = weighbridge::keys::Keymap::from_text("[(\"help\", [\"о\"])]").unwrap();
    play.press("о");
    assert!(play.text().contains("Keys in"), "{}", play.text());
}

/// A decision about laptops: three of them, and a criterion of each kind that people enter.
fn laptops() -> Play {
    let mut play = Play::on(template("blank"));
    play.press("g3");
    paste(&mut play, "Framework 13\nMacBook Air\nThinkPad T14");
    play.press("yg4");
    paste(&mut play, "Price\nKeyboard");
    play.press("y");
    let measure = Measure::Measured {
        unit: "EUR".to_owned(),
        worst: Figure::of(2000.0),
        best: Figure::of(500.0),
        bends: Vec::new(),
    };
    let edit = Edit::SetCriterion { id: "price".into(), field: edit::CriterionField::Measure(measure) };
    play.send(Msg::Apply(Box::new(edit)));
    play.press("g6");
    play
}

fn paste(play: &mut Play, text: &str) {
    play.send(Msg::Paste(text.to_owned()));
}

fn score(play: &Play, criterion: &str, alternative: &str) -> Option<CellScore> {
    let cell = CellKey { criterion: criterion.into(), alternative: alternative.into(), workload: None };
    play.bench().session.score(&cell).map(|row| row.score)
}

#[test]
fn any_digit_opens_a_measured_cell_and_scores_a_judged_one() {
    let mut play = laptops();
    play.press("<home>");
    for first in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "-"] {
        play.press(first);
        has_caret_behind(&play, first);
        assert!(play.text().contains("a figure in EUR"), "{}", play.text());
        play.press("<esc>");
        if play.text().contains("Discard") {
            play.press("y");
        }
        assert_eq!(score(&play, "price", "framework-13"), None, "{first}");
    }
    play.press("1100<enter>l1.2k<enter>l9<ctrl-u>800-900<enter>");
    assert_eq!(score(&play, "price", "framework-13"), Some(CellScore::Value(Figure::of(1100.0))));
    assert_eq!(score(&play, "price", "macbook-air"), Some(CellScore::Value(Figure::of(1200.0))));
    let range = CellScore::Between(Figure::of(800.0), Figure::of(900.0));
    assert_eq!(score(&play, "price", "thinkpad-t14"), Some(range));
    play.press("9<ctrl-u>?<enter>");
    assert_eq!(score(&play, "price", "thinkpad-t14"), Some(CellScore::Unknown));
    play.press("j5h0");
    assert_eq!(score(&play, "keyboard", "thinkpad-t14"), Some(CellScore::Exact(5)));
    assert_eq!(score(&play, "keyboard", "macbook-air"), Some(CellScore::Unknown));
}

#[test]
fn a_measured_cell_shows_its_unit_and_its_figure() {
    let play = laptops().keys("<home>1100<enter>l1.2k<enter>");
    for size in [(80, 24), (120, 40)] {
        let text = Play { size, ..laptops() }.keys("<home>1100<enter>l1.2k<enter>").text();
        let row = text.lines().find(|line| line.contains("▸Price")).unwrap();
        assert!(row.contains("EUR") && row.contains("3.4 (1100)") && row.contains("3.1 (1200)"), "{text}");
    }
    insta::assert_snapshot!(play.at(80, 24).shot());
}

#[test]
fn a_pasted_list_asks_once_and_adds_a_record_per_line_in_one_step() {
    let names = |play: &Play, step: &str| -> Vec<String> {
        let session = &play.bench().session;
        match step {
            "1" => session.participants.iter().map(|row| row.name.clone()).collect(),
            "2" => session.workloads.iter().map(|row| row.name.clone()).collect(),
            "3" => session.alternatives.iter().map(|row| row.name.clone()).collect(),
            _ => session.criteria.iter().map(|row| row.name.clone()).collect(),
        }
    };
    for step in ["1", "2", "3", "4"] {
        // On the list itself, and where one name is asked for.
        for asked in ["", "a"] {
            let mut play = Play::on(template("blank"));
            play.press(&format!("g{step}"));
            if step == "1" {
                play.press("<tab>");
            }
            let (before, log) = (names(&play, step), play.bench().session.log.len());
            play.press(asked);
            paste(&mut play, "- Tea\r\n- Cafe au lait\r\n\r\n3. Ma\u{1b}te\r\n- tea\r\n");
            assert_eq!(names(&play, step), before, "it asks first");
            assert!(play.text().contains("Add 3 ") && play.text().contains("One is listed already"), "{}", play.text());
            play.press("<esc>");
            assert_eq!(names(&play, step), before);
            paste(&mut play, "- Tea\r\n- Cafe au lait\r\n\r\n3. Ma\u{1b}te\r\n- tea\r\n");
            play.press("y");
            let added = names(&play, step)[before.len()..].to_vec();
            assert_eq!(added, ["Tea", "Cafe au lait", "Ma\u{fffd}te"], "step {step}");
            assert_eq!(play.bench().session.log.len(), log + 1);
            paste(&mut play, "tea\nMa\u{1b}te");
            assert!(play.notice().contains("listed already"), "{}", play.notice());
            play.press("u");
            assert_eq!(names(&play, step), before);
        }
    }
}

#[test]
fn a_pasted_name_of_the_catalogue_is_the_catalogues() {
    let mut play = Play::on(template("compute-platform"));
    play.press("g3");
    paste(&mut play, "Functions, but ours\nan option of our own");
    play.press("y");
    let session = &play.bench().session;
    assert!(session.alternatives.iter().rev().take(2).all(|row| row.platform.is_none()));
    let mut play = Play::on(template("blank"));
    let platform = play.bench().catalogue.platforms[0].clone();
    play.press("g3");
    paste(&mut play, &format!("{}\nPaper", platform.name.to_uppercase()));
    play.press("yg4");
    paste(&mut play, "ease of use\nWeight");
    play.press("y");
    let session = &play.bench().session;
    assert_eq!(session.alternatives[0].platform.as_ref(), Some(&platform.id));
    assert_eq!(session.alternatives[1].platform, None);
    assert!(session.rubric(&session.criteria[0].id, 5).is_some() && session.rubric(&"weight".into(), 5).is_none());
}

#[test]
fn a_paste_that_is_no_list_of_records_goes_where_text_is_typed_or_is_refused() {
    let mut play = Play::on(template("blank"));
    play.press("g3a");
    paste(&mut play, "one line");
    has_caret_behind(&play, "one line");
    play.press("<esc>g1<enter><ctrl-u>");
    paste(&mut play, "a title\nover two lines");
    has_caret_behind(&play, "a title over two lines");
    play.press("<enter>");
    for keys in ["g5", "g6", "g8", "?", "q"] {
        play.press(keys);
        let before = play.bench().session.clone();
        paste(&mut play, "a\nb");
        assert!(play.notice().contains("paste ignored"), "{keys}: {}", play.notice());
        assert_eq!(play.bench().session, before);
        play.press(if keys == "?" || keys == "q" { "<esc>" } else { "" });
    }
    let mut play = Play::review(template("grocer")).keys("g3");
    paste(&mut play, "a\nb");
    assert!(play.notice().contains("review"), "{}", play.notice());
    let long = "x\n".repeat(101);
    let mut play = Play::on(template("blank")).keys("g3");
    paste(&mut play, &long);
    assert!(play.notice().contains("101 lines"), "{}", play.notice());
}

#[test]
fn every_field_of_a_person_is_set_by_keys() {
    let mut play = Play::on(template("blank")).keys("g1<tab>aAnna, architect<enter>");
    for (field, typed) in [("Name", "Ana"), ("Role", "lead"), ("Account", "ana2"), ("Vote weight", "4")] {
        play.press(&format!("<enter>{field}<enter><ctrl-u>{typed}<enter>"));
    }
    let ana = play.bench().session.participants[0].clone();
    assert_eq!((&*ana.name, &*ana.role, &*ana.account, ana.weight), ("Ana", "lead", "ana2", 4));
    play.press("lllh");
    assert_eq!(play.bench().session.participants[0].weight, 6);
}

#[test]
fn right_on_an_empty_choice_asks_nothing_and_reaches_every_option() {
    let mut play = laptops().keys("j5l3l1g7g8");
    let mut seen = Vec::new();
    for _ in 0..4 {
        play.press("l");
        assert!(play.app.overlays.is_empty(), "{}", play.text());
        let decision = play.bench().session.decision.clone().unwrap_or_default();
        seen.push(decision.choices.first().map(|choice| choice.alternative.to_string()));
    }
    let all = [Some("framework-13"), Some("macbook-air"), Some("thinkpad-t14"), None];
    assert_eq!(seen.iter().map(Option::as_deref).collect::<Vec<_>>(), all);
    // The reason is asked for when the choice is recorded, or by enter on it.
    play.press("hR");
    assert!(play.text().contains("Why ThinkPad T14"), "{}", play.text());
    play.press("<esc><enter><enter>Repairable<enter>");
    let choice = play.bench().session.decision.clone().unwrap().choices[0].clone();
    assert_eq!((choice.alternative.as_str(), &*choice.reason), ("thinkpad-t14", "Repairable"));
}

/// Puts the cursor of the form on the row with this label.
fn go_to_row(play: &mut Play, label: &str) {
    play.press("<home>");
    for _ in 0..60 {
        let rows = play.app.form_rows();
        if rows[play.bench().cursor(weighbridge::app::Pane::Form, rows.len())].label == label {
            return;
        }
        play.press("j");
    }
    panic!("there is no row {label}\n{}", play.text());
}

#[test]
fn region_and_currency_are_fields() {
    let mut play = Play::on(template("compute-platform")).keys("g1");
    go_to_row(&mut play, "Region");
    play.press("<enter><ctrl-u>eu-central-1<enter>");
    assert_eq!(play.bench().session.market.region, "eu-central-1");
    assert!(play.text().contains("prices: us-east-1"), "{}", play.text());
    play.press("<enter><ctrl-u><enter>");
    assert_eq!(play.bench().session.market.region, "us-east-1", "an empty one is that of the prices");
    go_to_row(&mut play, "Currency");
    play.press("<enter><ctrl-u>eur<enter>");
    assert_eq!(play.bench().session.market.currency, "EUR");
    play.press("<enter><ctrl-u>dollars<enter>");
    assert!(play.text().contains("three letters"), "{}", play.text());
}

#[test]
fn ctrl_s_keeps_what_was_typed_wherever_text_is_typed_and_enter_starts_a_line_in_every_text() {
    let mut play = Play::on(template("grocer")).keys("g1<enter><ctrl-u>By Ctrl-S<ctrl-s>");
    assert_eq!(play.bench().session.title, "By Ctrl-S");
    play.press("g3aour own<ctrl-s>Mine<ctrl-s>");
    assert_eq!(play.bench().session.alternatives.last().unwrap().name, "Mine");
    play.press("g1");
    for label in ["Context", "Notes"] {
        go_to_row(&mut play, label);
        play.press("<enter>");
        for hint in ["Ctrl-S accept", "enter new line"] {
            assert_eq!(play.text().matches(hint).count(), 2, "in the box and in the footer: {hint}\n{}", play.text());
        }
        play.press("<ctrl-u>one<enter>two<ctrl-s>");
        assert!(play.app.overlays.is_empty(), "{label}");
    }
    assert!(play.bench().session.context.ends_with("one\ntwo"), "{:?}", play.bench().session.context);
}

#[test]
fn while_an_amount_is_typed_a_line_says_what_will_be_stored() {
    for size in [(80, 24), (120, 40)] {
        let mut play = Play::on(template("grocer")).keys("g2<tab>").at(size.0, size.1);
        for (row, typed, said) in [
            ("Requests", "5m", "= 5,000,000 requests/month, 1.9 a second"),
            ("Requests", "40/s", "= 105,120,000 requests/month, 40 a second"),
            ("Requests", "2-4M", "= from 2,000,000 to 4,000,000 requests/month"),
            ("Requests", "40 jobs/s", "= ? "),
            ("Jobs", "2M/month", "= 65,753."),
            ("Duration", "5m", "= 300,000 ms, 5 min"),
            ("Duration", "1,5", "= ? "),
            ("Duration", "1 5", "= ? "),
            ("Memory", "512 MB", "= 512 MiB (1 GB is read as 1 GiB"),
            ("Services", "2k", "= 2,000"),
        ] {
            go_to_row(&mut play, row);
            play.press(&format!("<enter><ctrl-u>{typed}"));
            assert!(play.text().contains(said), "{typed}\n{}", play.text());
            play.press("<esc>y");
        }
        go_to_row(&mut play, "Requests");
        play.press("<enter>");
        assert!(play.text().contains("work in the background is jobs"), "{}", play.text());
        play.press("<esc>");
        go_to_row(&mut play, "Jobs");
        play.press("<enter>");
        assert!(play.text().contains("calls are requests"), "{}", play.text());
    }
    let mut play = Play::on(template("grocer")).keys("g2<tab>").at(80, 24);
    go_to_row(&mut play, "Requests");
    insta::assert_snapshot!(play.keys("<enter><ctrl-u>66.7k/day").shot());
}

/// What a field starts with is read, too, so nobody has to repair what the program wrote.
#[test]
fn every_amount_of_every_form_says_how_it_is_read() {
    let mut seen = 0;
    for session in [template("grocer"), saved("search-read-model.ron"), template("burst-gpu")] {
        let mut play = Play::on(session);
        for place in ["g1", "g2<tab>", "g3<tab>", "g4<tab>"] {
            play.press(place);
            for _ in 0..6 {
                for row in play.app.form_rows() {
                    let weighbridge::app::row::RowKind::Number { current, .. } = &row.kind else { continue };
                    let Some(reading) = &row.reading else { panic!("{} does not say how it is read", row.label) };
                    // An empty one is a limit or a quote that is not there, or not known.
                    assert!(reading(current).is_ok(), "{}: {current}: {:?}", row.label, reading(current));
                    seen += 1;
                }
                play.press("<backtab>j<tab>");
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn a_change_that_waits_for_a_name_is_not_dropped_by_esc() {
    let cost = |play: &Play| play.bench().session.criterion(&"cost".into()).unwrap().points.0;
    let mut play = Play::on(template("grocer"));
    let before = cost(&play);
    play.app.user = String::new();
    play.press("l<esc>");
    assert!(play.text().contains("Leave the change unmade?") && play.text().contains("Cost"), "{}", play.text());
    play.press("n");
    assert!(play.text().contains("Who is at the keyboard?"), "{}", play.text());
    play.press("An<esc>");
    assert!(play.text().contains("Leave the change unmade?"), "{}", play.text());
    play.press("<esc>a<enter>");
    assert_eq!((cost(&play), play.bench().session.log.last().unwrap().by.as_str()), (before + 1, "Ana"));
    let mut play = Play::on(template("grocer"));
    play.app.user = String::new();
    play.press("l<esc>y");
    assert_eq!(cost(&play), before);
    assert!(play.notice().contains("needs the name"), "{}", play.notice());
    // Opening the totals waits for a name, too.
    let mut play = Play::on(template("blank"));
    play.app.user = String::new();
    play.press("g7<esc>");
    assert!(play.text().contains("opening Compare"), "{}", play.text());
    play.press("y");
    assert!(!play.bench().session.totals_seen);
}

#[test]
fn a_score_that_waited_for_a_name_carries_it() {
    for keys in ["3Ana<enter>", "-2-3<enter>Ana<enter>"] {
        let mut play = Play::on(template("compute-platform")).keys("g6jjj");
        play.app.user = String::new();
        play.press(keys);
        let scored = play.bench().session.scores.iter().find(|row| !row.by.is_empty());
        assert_eq!(scored.map(|row| row.by.as_str()), Some("Ana"), "{keys}\n{}", play.text());
    }
}

/// The left side of the screen as one line of words.
fn flat(play: &Play) -> String {
    let text = play.text();
    let left = text.lines().filter_map(|line| line.split('┊').next());
    left.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The question and what stands beside it speak of one range: that of the workload where the criterion is about one.
#[test]
fn the_swing_question_has_the_range_of_the_matrix_on_screen() {
    let mut play = Play::on(template("grocer")).keys("g5M<enter>");
    for (down, name) in [("", "Cost"), ("jj", "Ops burden")] {
        play.press(down);
        for _ in 0..play.bench().appraisal.matrices.len() {
            play.press(".");
            let bench = play.bench();
            let (session, matrix) = (&bench.session, bench.matrix().unwrap());
            let criterion = session.criteria.iter().find(|row| row.name == name).unwrap();
            let workload = match &matrix.scope {
                weighbridge::appraisal::Scope::Workload(id) => session.workload(id),
                _ => None,
            };
            let anchors = weighbridge::appraisal::matrix::anchors_for(session, criterion, workload).unwrap();
            let worst = weighbridge::model::number::format_significant(anchors.worst.get());
            assert!(flat(&play).contains(&format!("{name} from {worst} to ")), "{worst}\n{}", play.text());
        }
    }
    // About another row than the one under the cursor, it says which.
    assert!(flat(&play).contains("what is improving Ops burden"), "{}", play.text());
    play.press("kk");
    assert!(flat(&play).contains("Next, on Portability: "), "{}", play.text());
}
