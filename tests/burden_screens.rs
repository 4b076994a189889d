//! The face of operations: what a workload asks for and forbids, what each option asks of the team, and what goes wrong there.

use crate::support::{Play, saved, template};
use weighbridge::app::places::risks;
use weighbridge::app::{Context, Pane};
use weighbridge::appraisal::{CellSource, Column, Offer};
use weighbridge::model::{Breakpoint, Criterion, DerivedMetric, Figure, Measure, Session, Status};
use weighbridge::theme::{Charset, Colour};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// The grocer before it was decided.
fn grocer() -> Session {
    Session { status: Status::Open, ..saved("grocer.ron") }
}

/// The grocer, with money that counts ever less the more there is of it.
fn bent() -> Session {
    let mut session = grocer();
    let cost = session
        .criteria
        .iter_mut()
        .find(|row| row.measure.derived_metric() == Some(DerivedMetric::MonthlyCost))
        .unwrap();
    let figure = |value: f64| Figure::new(value).unwrap();
    let bends = vec![
        Breakpoint { at: figure(900.0), score: figure(2.0) },
        Breakpoint { at: figure(300.0), score: figure(4.0) },
    ];
    if let Measure::Derived { bends: here, worst, best, .. } = &mut cost.measure {
        (*here, *worst, *best) = (bends, figure(1500.0), figure(0.0));
    }
    session
}

/// Presses `down` until the form's cursor is on the row with this label.
fn to_row(play: &mut Play, label: &str) {
    let rows = play.app.form_rows();
    let wanted = rows.iter().position(|row| row.label == label).unwrap_or_else(|| panic!("no row '{label}'"));
    let from = play.bench().cursor(weighbridge::app::Pane::Form, rows.len());
    let headings = |range: std::ops::Range<usize>| {
        rows[range].iter().filter(|row| matches!(row.kind, weighbridge::app::row::RowKind::Heading)).count()
    };
    if wanted >= from {
        play.press(&"<down>".repeat(wanted - from - headings(from..wanted)));
    } else {
        play.press(&"<up>".repeat(from - wanted - headings(wanted..from)));
    }
}

fn criterion(session: &Session, source: DerivedMetric) -> usize {
    session.criteria.iter().position(|row: &Criterion| row.measure.derived_metric() == Some(source)).unwrap()
}

#[test]
fn a_bent_way_is_drawn_beside_its_form() {
    let session = bent();
    let row = criterion(&session, DerivedMetric::MonthlyCost);
    for (width, height) in SIZES {
        let keys = format!("g4{}<tab>", "<down>".repeat(row));
        let mut play = Play::on(session.clone()).keys(&keys).at(width, height);
        to_row(&mut play, "+ Breakpoint");
        insta::assert_snapshot!(format!("bends_{width}x{height}"), play.shot());
    }
}

#[test]
fn the_curve_and_its_form_in_letters() {
    let session = bent();
    let keys = format!("g4{}", "<down>".repeat(criterion(&session, DerivedMetric::BurdenHours)));
    let play = Play::on(session).keys(&keys).at(120, 40).looks(Colour::Mono, Charset::Ascii);
    assert!(play.text().is_ascii());
    insta::assert_snapshot!("curve_ascii", play.shot());
}

#[test]
fn what_a_workload_cannot_do_without_says_who_set_it_and_why() {
    for (width, height) in SIZES {
        let mut play = Play::on(grocer()).keys("g2<tab>").at(width, height);
        to_row(&mut play, "Hours at most");
        play.press("<enter>20<enter>");
        to_row(&mut play, "Data only in");
        play.press("<enter>EU<enter><down><down><enter>customers' addresses<enter>");
        let set = &play.bench().session.workloads[0].constraints;
        assert!(set.iter().rev().take(2).all(|row| row.by == "ana"), "{set:?}");
        insta::assert_snapshot!(format!("constraints_{width}x{height}"), play.shot());
    }
}

#[test]
fn night_cover_and_services_are_rows_of_the_workload() {
    let mut play = Play::on(grocer()).keys("g2<tab>");
    to_row(&mut play, "Services");
    play.press("<left>");
    assert_eq!(play.bench().session.workloads[0].services, 1, "nothing runs as no service");
    play.press("<right><right><down><right>");
    let workload = &play.bench().session.workloads[0];
    assert_eq!((workload.services, workload.waits_until_morning), (3, true));
    play.press("uu");
    assert!(!play.bench().session.workloads[0].waits_until_morning);
}

/// A judged criterion becomes derived: what people said waits aside, a score stands in, and taking it back derives again.
#[test]
fn a_score_stands_in_for_the_derived_one_and_is_taken_back() {
    let mut session = grocer();
    let row = session.criteria.iter().position(|row| row.name == "Response time").unwrap();
    let derived = Measure::Derived {
        source: DerivedMetric::P95AfterIdle,
        worst: Figure::new(2000.0).unwrap(),
        best: Figure::new(50.0).unwrap(),
        bends: Vec::new(),
    };
    let edit = session.measure_change(&session.criteria[row].clone(), derived);
    session.apply(edit).unwrap();
    let mut play = Play::on(session).keys(&format!("g6{}", "<down>".repeat(row)));
    let value = |play: &Play| play.bench().score_matrix().unwrap().values[row][0];
    let before = value(&play);
    assert_eq!(before.source, CellSource::Derived);
    play.press("<backspace>");
    assert!(play.notice().contains("the judged one is kept"), "{}", play.notice());
    play.press("2<esc>");
    assert_eq!((value(&play).source, value(&play).score.low), (CellSource::Overridden, 2.0));
    play.press("<backspace>");
    assert_eq!(value(&play), before);
    play.press("uu");
    assert_eq!(value(&play), before);
    assert!(play.bench().session.scores.iter().any(|score| score.aside), "what was said before is there again");
}

/// Compare, on the burden.
const BURDEN: &str = "g7<to:Burden>";

/// The same service with so many engineers, so many of them on call at once.
fn team(engineers: u32, on_call: u32) -> Session {
    let mut session = template("api-100k");
    (session.team.engineers, session.team.on_call) = (engineers, on_call);
    session
}

#[test]
fn burden_of_the_grocer() {
    for (width, height) in SIZES {
        let play = Play::on(grocer()).keys(BURDEN).at(width, height);
        assert_eq!(play.app.context(), Context::Pane(Pane::Burden));
        insta::assert_snapshot!(format!("burden_{width}x{height}"), play.shot());
    }
}

#[test]
fn burden_in_letters_and_on_a_console() {
    let play = Play::on(grocer()).keys(BURDEN).at(80, 24).looks(Colour::Mono, Charset::Ascii);
    assert!(play.text().is_ascii(), "{}", play.text());
    insta::assert_snapshot!("burden_ascii", play.shot());
    let play = Play::on(grocer()).keys(BURDEN).at(80, 24).looks(Colour::Sixteen, Charset::Console);
    insta::assert_snapshot!("burden_console", play.shot());
}

#[test]
fn three_people_are_told_what_they_cannot_do_and_eight_are_at_the_cap() {
    let three = Play::on(team(3, 1)).keys(BURDEN).at(120, 40);
    let text = three.text();
    assert!(text.contains("1 of 3 on call · 1 week in 3 · over the limit of 25 %"), "{text}");
    assert!(text.contains("3 engineers cannot sustain 24x7 on-call"), "{text}");
    insta::assert_snapshot!("burden_of_three", three.shot());
    let eight = Play::on(team(8, 2)).keys(BURDEN).at(80, 24).text();
    assert!(eight.contains("2 of 8 on call · 1 week in 4 · at the limit of 25 %"), "{eight}");
    let mut quiet = team(3, 1);
    quiet.workloads[0].waits_until_morning = true;
    let quiet = Play::on(quiet).keys(BURDEN).text();
    assert!(quiet.contains("no pages at night: alerts wait until morning"), "{quiet}");
}

#[test]
fn o_says_who_operates_what() {
    let play = Play::on(grocer()).keys(BURDEN).keys("<down>o").at(80, 24);
    let text = play.text();
    assert!(text.contains("you operate") && text.contains("the provider operates"), "{text}");
    insta::assert_snapshot!("layers_80x24", play.shot());
}

#[test]
fn enter_opens_the_hours_by_task() {
    for (width, height) in SIZES {
        let play = Play::on(grocer()).keys(BURDEN).keys("<enter><down>").at(width, height);
        insta::assert_snapshot!(format!("hours_{width}x{height}"), play.shot());
    }
    let play = Play::on(grocer()).keys(BURDEN).keys("<enter>").at(80, 24).looks(Colour::Mono, Charset::Ascii);
    assert!(play.text().is_ascii(), "{}", play.text());
}

#[test]
fn own_hours_move_the_burden_in_the_frame_of_the_key_and_are_given_back() {
    let mut play = Play::on(template("api-100k")).keys(BURDEN).at(120, 40);
    let hours = |play: &Play| {
        let sheet = play.bench().matrix().unwrap();
        sheet.columns[0].offer.burden.as_ref().unwrap().mean.get()
    };
    let before = hours(&play);
    play.press("<enter><enter>10 20 30 we do it by hand<enter>");
    let own = &play.bench().session.hours[0];
    assert_eq!((own.low.get(), own.likely.get(), own.high.get()), (10.0, 20.0, 30.0));
    assert_eq!((own.by.as_str(), own.why.as_str()), ("ana", "we do it by hand"));
    assert!(hours(&play) > before);
    insta::assert_snapshot!("hours_of_ones_own", play.shot());
    play.press("u");
    assert_eq!(hours(&play), before);
    play.press("<ctrl-r><backspace>");
    assert_eq!((hours(&play), play.bench().session.hours.len()), (before, 0));
    play.press("<backspace>");
    assert!(play.notice().contains("already"), "{}", play.notice());
    play.press("<enter>1 2<enter>");
    assert!(play.text().contains("one figure, or three"), "{}", play.text());
}

#[test]
fn hours_of_an_estate_say_on_which_platform() {
    let play = Play::on(grocer()).keys(BURDEN).keys(",<down><down><enter>").at(120, 40);
    insta::assert_snapshot!("hours_of_an_estate", play.shot());
}

/// Compare, on the risks.
const RISKS: &str = "g7<to:Risks>";

#[test]
fn risks_have_a_box_and_what_it_adds() {
    for (width, height) in SIZES {
        let play = Play::on(grocer()).keys(RISKS).keys("<left><left><down>").at(width, height);
        assert_eq!(play.app.context(), Context::Pane(Pane::Risks));
        insta::assert_snapshot!(format!("risks_{width}x{height}"), play.shot());
    }
    let play = Play::on(grocer()).keys(RISKS).keys("<left>").at(80, 24).looks(Colour::Mono, Charset::Ascii);
    assert!(play.text().is_ascii(), "{}", play.text());
    insta::assert_snapshot!("risks_ascii", play.shot());
}

/// A single machine beside the service's other options.
fn with_a_machine() -> Session {
    let mut session = template("api-100k");
    let machine = session.alternatives.iter_mut().find(|row| row.name == "Three-node cluster").unwrap();
    (machine.name, machine.platform, machine.quote) = ("One machine".to_owned(), Some("single-vm".into()), None);
    session
}

/// The column of a name on screen.
fn column(play: &Play, name: &str) -> Column {
    play.bench().matrix().unwrap().columns.iter().find(|column| column.name == name).unwrap().clone()
}

#[test]
fn two_zones_behind_a_balancer_take_the_single_point_of_failure_away_and_cost_something() {
    let mut play = Play::on(with_a_machine()).keys(RISKS).at(120, 40);
    for _ in 0..20 {
        if column(&play, "One machine").id
            == play.bench().matrix().unwrap().columns[risks::column_index(play.bench()).unwrap()].id
        {
            break;
        }
        play.press("<left>");
    }
    let before = column(&play, "One machine").offer;
    assert!(play.text().contains("[ ] The only machine fails"), "{}", play.text());
    play.press("<space>");
    let after = column(&play, "One machine").offer;
    let text = play.text();
    assert!(text.contains("[x] The only machine fails"), "{text}");
    assert!(play.notice().contains("One machine, switched on"), "{}", play.notice());
    let usd = |offer: &Offer| offer.bill.as_ref().unwrap().monthly.get();
    let hours = |offer: &Offer| offer.burden.as_ref().unwrap().mean.get();
    assert!(usd(&after) > usd(&before) && hours(&after) > hours(&before));
    // The bill and the hours say in the same frame by how much.
    let (more, longer) = (usd(&after) - usd(&before), hours(&after) - hours(&before));
    assert!(text.contains(&format!("+{more:.0}")) && text.contains(&format!("▲ +{longer:.1}")), "{text}");
    insta::assert_snapshot!("risks_switched_on", play.shot());
    play.press("<enter>");
    assert_eq!(usd(&column(&play, "One machine").offer), usd(&before));
    play.press("uu");
    assert!(play.bench().session.alternatives.iter().all(|row| row.mitigated.is_empty()));
}

#[test]
fn in_an_estate_a_switch_concerns_the_alternatives_that_it_hits() {
    let mut play = Play::on(grocer()).keys(RISKS).keys(",").at(120, 40);
    for _ in 0..20 {
        if play.bench().matrix().unwrap().columns[risks::column_index(play.bench()).unwrap()].name
            == "All Managed Kubernetes but one"
        {
            break;
        }
        play.press("<left>");
    }
    insta::assert_snapshot!("risks_of_an_estate", play.shot());
    play.press("<down><space>");
    let on: Vec<_> =
        play.bench().session.alternatives.iter().filter(|row| !row.mitigated.is_empty()).map(|row| &row.name).collect();
    assert_eq!(on, ["VM fleet", "Managed Kubernetes"]);
    play.press("u");
    assert!(play.bench().session.alternatives.iter().all(|row| row.mitigated.is_empty()));
    assert!(play.app.overlays.is_empty());
}

#[test]
fn what_is_known_in_words_only_and_what_is_only_read_cannot_be_switched() {
    let mut play = Play::review(grocer()).keys(RISKS);
    play.press("<space>");
    assert!(play.notice().contains("review"), "{}", play.notice());
}

#[test]
fn leaving_is_a_matrix_with_steps_behind_it() {
    for (width, height) in SIZES {
        let play = Play::on(grocer()).keys(BURDEN).keys("X<down><right>").at(width, height);
        assert_eq!(play.app.context(), Context::ExitCosts);
        insta::assert_snapshot!(format!("leaving_{width}x{height}"), play.shot());
    }
    let mut play = Play::on(grocer()).keys("g3X").at(80, 24).looks(Colour::Mono, Charset::Ascii);
    assert!(play.text().is_ascii(), "{}", play.text());
    play.press("w");
    insta::assert_snapshot!("leaving_steps", play.shot());
    play.press("<esc><esc>");
    assert!(play.app.overlays.is_empty());
}

#[test]
fn what_rules_an_option_out_stands_beside_it_with_who_asks_and_why() {
    let mut session = grocer();
    let gateway = session.workloads.iter_mut().find(|row| row.name == "Warehouse gateway").unwrap();
    (gateway.constraints[0].by, gateway.constraints[0].why) =
        ("Emil".to_owned(), "the vendor ships an image".to_owned());
    for (width, height) in SIZES {
        let play = Play::on(session.clone()).keys("g3<down><down>").at(width, height);
        let text = play.text();
        assert!(text.contains("Emil") && text.contains("not for Warehouse gateway"), "{text}");
        insta::assert_snapshot!(format!("ruled_out_{width}x{height}"), play.shot());
    }
}

/// Struck out wherever options stand, also where there is little room.
#[test]
fn what_is_ruled_out_stays_visible_and_struck_out_in_every_pane() {
    for pane in ["Matrix", "Ranking", "Cost", "Burden"] {
        let play = Play::on(grocer()).keys(&format!("g7,,<to:{pane}>")).at(80, 24);
        let buffer = play.buffer();
        let struck = (0..buffer.area.height).any(|y| {
            (0..buffer.area.width).any(|x| buffer[(x, y)].modifier.contains(ratatui::style::Modifier::CROSSED_OUT))
        });
        assert!(struck, "{pane}\n{}", play.text());
    }
}
