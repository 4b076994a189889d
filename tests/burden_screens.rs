//! The face of operations: what a workload asks for and forbids, what each option asks of the team, and what goes wrong there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test may end the test")]

mod support;

use support::{Play, saved, template};
use weighbridge::appraisal::Origin;
use weighbridge::model::{Bend, Criterion, Figure, Measure, Session, Source, Status};
use weighbridge::theme::{Colour, Repertoire};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// The grocer before it was decided.
fn grocer() -> Session {
    Session { status: Status::Open, ..saved("grocer.ron") }
}

/// The grocer, with money that counts ever less the more there is of it.
fn bent() -> Session {
    let mut session = grocer();
    let cost = session.criteria.iter_mut().find(|row| row.measure.source() == Some(Source::MonthlyCost)).unwrap();
    let figure = |value: f64| Figure::new(value).unwrap();
    let bends = vec![Bend { at: figure(900.0), score: figure(2.0) }, Bend { at: figure(300.0), score: figure(4.0) }];
    if let Measure::Derived { bends: here, worst, best, .. } = &mut cost.measure {
        (*here, *worst, *best) = (bends, figure(1500.0), figure(0.0));
    }
    session
}

/// Presses `down` until the form's cursor is on the row with this label.
fn to_row(play: &mut Play, label: &str) {
    let rows = play.app.form();
    let wanted = rows.iter().position(|row| row.label == label).unwrap_or_else(|| panic!("no row '{label}'"));
    let from = play.bench().cursor(weighbridge::app::Pane::Form, rows.len());
    let headings = |range: std::ops::Range<usize>| {
        rows[range].iter().filter(|row| matches!(row.kind, weighbridge::app::row::Kind::Heading)).count()
    };
    if wanted >= from {
        play.press(&"<down>".repeat(wanted - from - headings(from..wanted)));
    } else {
        play.press(&"<up>".repeat(from - wanted - headings(wanted..from)));
    }
}

fn criterion(session: &Session, source: Source) -> usize {
    session.criteria.iter().position(|row: &Criterion| row.measure.source() == Some(source)).unwrap()
}

#[test]
fn a_bent_way_is_drawn_beside_its_form() {
    let session = bent();
    let row = criterion(&session, Source::MonthlyCost);
    for (width, height) in SIZES {
        let keys = format!("g4{}<tab>", "<down>".repeat(row));
        let mut play = Play::on(session.clone()).keys(&keys).at(width, height);
        to_row(&mut play, "+ Bend");
        insta::assert_snapshot!(format!("bends_{width}x{height}"), play.shot());
    }
}

#[test]
fn the_curve_and_its_form_in_letters() {
    let session = bent();
    let keys = format!("g4{}", "<down>".repeat(criterion(&session, Source::BurdenHours)));
    let play = Play::on(session).keys(&keys).at(120, 40).looks(Colour::Mono, Repertoire::Ascii);
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
        source: Source::P95AfterIdle,
        worst: Figure::new(2000.0).unwrap(),
        best: Figure::new(50.0).unwrap(),
        bends: Vec::new(),
    };
    let edit = session.with_measure(&session.criteria[row].clone(), derived);
    session.apply(edit).unwrap();
    let mut play = Play::on(session).keys(&format!("g6{}", "<down>".repeat(row)));
    let value = |play: &Play| play.bench().score_sheet().unwrap().values[row][0];
    let before = value(&play);
    assert_eq!(before.origin, Origin::Derived);
    play.press("<backspace>");
    assert!(play.notice().contains("kept aside"), "{}", play.notice());
    play.press("2<esc>");
    assert_eq!((value(&play).origin, value(&play).score.low), (Origin::Overridden, 2.0));
    play.press("<backspace>");
    assert_eq!(value(&play), before);
    play.press("uu");
    assert_eq!(value(&play), before);
    assert!(play.bench().session.scores.iter().any(|score| score.aside), "what was said before is there again");
}
