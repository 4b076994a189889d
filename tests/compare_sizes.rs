//! Weigh, Score and Compare at every size, with every kind of session: nothing panics, and nothing is drawn outside.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;
use weighbridge::app::{App, Event, Msg, OpenedSession, Pane};
use weighbridge::appraisal::{Scope, Step};
use weighbridge::catalogue::{Catalogue, templates};
use weighbridge::model::text::from_text;
use weighbridge::model::{
    Alternative, AlternativeId, CellScore, Constraint, ConstraintKind, Criterion, CriterionId, Edit, Moment, Points,
    Scenario, Score, Session, Strength,
};
use weighbridge::theme::{Capability, Charset, Colour, Theme};
use weighbridge::view::pen::Pen;
use weighbridge::view::places;

const WIDTHS: [u16; 22] = [0, 1, 2, 3, 5, 8, 13, 21, 30, 39, 40, 57, 79, 80, 99, 100, 101, 120, 179, 180, 200, 300];
const HEIGHTS: [u16; 14] = [0, 1, 2, 3, 4, 5, 7, 9, 12, 19, 24, 35, 55, 100];

fn now() -> Moment {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

fn template(id: &str) -> Session {
    templates::find(id).unwrap().to_session().unwrap()
}

fn saved(name: &str) -> Session {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("saved-sessions").join(name);
    from_text(&std::fs::read_to_string(path).unwrap()).unwrap().session
}

/// Many alternatives and criteria, with names that are long, wide, or up to no good.
fn crowd(alternatives: usize, criteria: usize) -> Session {
    let names =
        ["PostgreSQL", "漢字漢字漢字漢字漢字漢字", "a\u{202e}b\x1b[31m", "", "Keep the gateway, move the rest", "é👩‍👩‍👧"];
    let name = |at: usize| format!("{}{at}", names[at % names.len()]);
    let mut session = Session::new("crowd");
    session.alternatives = (0..alternatives)
        .map(|at| Alternative { id: AlternativeId(format!("a{at}")), name: name(at), ..Alternative::default() })
        .collect();
    session.criteria = (0..criteria)
        .map(|at| Criterion {
            id: CriterionId(format!("c{at}")),
            name: name(at + 1),
            points: Points(u32::try_from(at * at % 50).unwrap()),
            agreed: at % 3 == 0,
            ..Criterion::default()
        })
        .collect();
    for (row, criterion) in session.criteria.iter().enumerate() {
        for (column, alternative) in session.alternatives.iter().enumerate() {
            let score = match (row + column) % 4 {
                0 => CellScore::Blank,
                1 => CellScore::Range(2, 4),
                2 => CellScore::Unknown,
                _ => CellScore::Exact(u8::try_from(1 + (row * column) % 5).unwrap()),
            };
            let cell = weighbridge::model::CellKey {
                criterion: criterion.id.clone(),
                alternative: alternative.id.clone(),
                workload: None,
            };
            session.scores.push(Score { score, rationale: "漢字 and words ".repeat(20), ..Score::blank(&cell) });
        }
    }
    session
}

fn sessions() -> Vec<(&'static str, Session)> {
    let mut hopeless = template("grocer");
    for workload in &mut hopeless.workloads {
        workload.constraints.push(Constraint {
            kind: ConstraintKind::Budget(weighbridge::model::UsdPerMonth::of(0.01)),
            strength: Strength::Hard,
            by: String::new(),
            why: String::new(),
        });
    }
    let mut weightless = template("api-100k");
    weightless.criteria.iter_mut().for_each(|criterion| criterion.points = Points(0));
    let mut heavy = template("api-100k");
    heavy.criteria.iter_mut().for_each(|criterion| criterion.points = Points(Points::MAX));
    let mut alone = template("api-100k");
    alone.alternatives.truncate(1);
    let mut without_criteria = template("grocer");
    without_criteria.criteria.clear();
    without_criteria.anchors.clear();
    without_criteria.scores.clear();
    vec![
        ("grocer", saved("grocer.ron")),
        ("search", saved("search-read-model.ron")),
        ("api-100k", template("api-100k")),
        ("blank", template("blank")),
        ("hopeless", hopeless),
        ("weightless", weightless),
        ("heavy", heavy),
        ("alone", alone),
        ("without criteria", without_criteria),
        ("crowd", crowd(30, 40)),
        ("one by one", crowd(1, 1)),
        ("no alternatives", crowd(0, 5)),
    ]
}

fn open(session: Session) -> App {
    let mut app = App::new(Arc::new(Catalogue::embedded().unwrap()), Vec::new(), "ana".to_owned(), now());
    let opened = OpenedSession {
        path: "x.ron".into(),
        session: Box::new(session),
        read_only: false,
        is_new: false,
        notice: None,
        recovery: None,
    };
    let _ = app.handle_event(Event::Opened(Box::new(opened)), now());
    app
}

fn say(app: &mut App, msg: Msg) {
    let _ = app.update(msg, now());
}

fn theme(at: usize) -> Theme {
    let colour = if at.is_multiple_of(2) { Colour::Sixteen } else { Colour::Mono };
    let repertoire = [Charset::Unicode, Charset::Ascii, Charset::Console][at % 3];
    Theme::new(Capability { colour, charset: repertoire })
}

/// Draws into the middle of a larger buffer, and sees whether anything was drawn around it.
fn draw(app: &App, theme: &Theme, width: u16, height: u16) -> Buffer {
    let whole = Rect::new(0, 0, width + 4, height + 4);
    let area = Rect::new(2, 2, width, height);
    let mut buf = Buffer::empty(whole);
    let bench = app.workbench().unwrap();
    let mut pen = Pen::new(&mut buf, theme);
    places::render_step(&mut pen, app, bench, area);
    for y in whole.top()..whole.bottom() {
        for x in whole.left()..whole.right() {
            let is_outside = x < area.left() || x >= area.right() || y < area.top() || y >= area.bottom();
            assert!(!is_outside || buf[(x, y)].symbol() == " ", "{width}x{height}: drawn outside at {x},{y}");
        }
    }
    buf
}

/// Goes to a pane by Tab, if the session has it.
fn turn_to(app: &mut App, pane: Pane) -> bool {
    for _ in 0..Pane::COMPARE.len() {
        if app.workbench().unwrap().pane() == pane {
            return true;
        }
        say(app, Msg::NextPane);
    }
    false
}

#[test]
fn every_pane_at_every_size_stays_inside() {
    for (name, session) in sessions() {
        let mut app = open(session);
        say(&mut app, Msg::GoToStep(Step::Compare));
        for (at, pane) in Pane::COMPARE.iter().copied().enumerate() {
            if !turn_to(&mut app, pane) {
                continue;
            }
            say(&mut app, Msg::Last);
            for (column, width) in WIDTHS.into_iter().enumerate() {
                for (row, height) in HEIGHTS.into_iter().enumerate() {
                    // Each pane sees a third of the sizes, and the common ones always.
                    let is_common = [(80, 19), (120, 35), (200, 55)].contains(&(width, height));
                    if is_common || (column + row + at) % 3 == 0 {
                        draw(&app, &theme(column + row), width, height);
                    }
                }
            }
        }
        assert!(app.workbench().is_some(), "{name}");
    }
}

#[test]
fn weigh_and_score_stay_inside_sealed_or_not() {
    for (_, session) in sessions() {
        for seen in [false, true] {
            let mut session = session.clone();
            session.totals_seen = seen;
            let mut app = open(session);
            for step in [Step::Weigh, Step::Score] {
                say(&mut app, Msg::GoToStep(step));
                for (column, width) in WIDTHS.into_iter().enumerate() {
                    for height in HEIGHTS {
                        draw(&app, &theme(column), width, height);
                    }
                    say(&mut app, Msg::Down);
                    if step == Step::Score {
                        say(&mut app, Msg::Right);
                    }
                }
            }
        }
    }
}

/// Every scope, with changes to show and the volume live.
#[test]
fn changes_are_drawn_in_every_scope() {
    let mut app = open(saved("grocer.ron"));
    say(&mut app, Msg::Yes);
    for _ in 0..Scope::all(&app.workbench().unwrap().session).len() {
        say(&mut app, Msg::NextMatrix);
        turn_to(&mut app, Pane::Matrix);
        say(&mut app, Msg::RightCoarse);
        say(&mut app, Msg::Yes);
        say(&mut app, weighbridge::app::places::volume::TOGGLE_MODE);
        say(&mut app, Msg::RightCoarse);
        for (width, height) in [(80, 19), (120, 35), (200, 55)] {
            draw(&app, &theme(0), width, height);
        }
        say(&mut app, Msg::Back);
    }
}

fn text(buf: &Buffer) -> String {
    let rows = (0..buf.area.height).map(|y| (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect::<String>());
    rows.collect::<Vec<_>>().join("\n")
}

/// Nothing on a sealed screen says who leads.
#[test]
fn a_sealed_session_shows_no_ranking_before_compare() {
    let mut session = template("grocer");
    session.totals_seen = false;
    let mut app = open(session);
    for step in [Step::Weigh, Step::Score] {
        say(&mut app, Msg::GoToStep(step));
        for (width, height) in [(80, 19), (120, 35), (200, 55)] {
            let screen = text(&draw(&app, &theme(0), width, height));
            for word in ["Ranking", "total of", "flips", "stays while", "│"] {
                assert!(!screen.contains(word), "{width}x{height} says '{word}':\n{screen}");
            }
        }
    }
    say(&mut app, Msg::GoToStep(Step::Compare));
    let screen = text(&draw(&app, &theme(0), 120, 35));
    assert!(screen.contains("Ranking") && screen.contains("flips"), "{screen}");
}

/// Each pane that is drawn names itself; with ASCII nothing else is drawn than ASCII.
#[test]
fn every_pane_can_be_seen_in_the_narrow_form_and_in_ascii() {
    let mut session = saved("grocer.ron");
    session.apply(Edit::AddScenario { at: 0, scenario: Scenario { id: "s".into(), ..Scenario::default() } }).unwrap();
    for pane in Pane::COMPARE.iter().copied().filter(|pane| *pane != Pane::Matrix) {
        let mut app = open(session.clone());
        assert!(turn_to(&mut app, pane), "{pane:?}");
        let ascii = Theme::new(Capability { colour: Colour::Mono, charset: Charset::Ascii });
        let screen = text(&draw(&app, &ascii, 80, 19));
        assert!(screen.contains(&format!("[{}]", pane.name())), "{screen}");
        assert!(screen.is_ascii(), "{screen}");
    }
}
