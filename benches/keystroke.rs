//! What one key costs, part by part, on the shipped session at 120×40.
//!
//!     cargo bench --bench keystroke

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may end the run")]

use divan::{Bencher, black_box};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::sync::Arc;
use weighbridge::app::{App, Event, Msg, OpenedSession};
use weighbridge::appraisal::Appraisal;
use weighbridge::catalogue::Catalogue;
use weighbridge::keys::Keymap;
use weighbridge::model::text::from_text;
use weighbridge::model::{Alternative, CellKey, CellScore, Criterion, Moment, Points, Score, Session, Status};
use weighbridge::theme::{Capability, Charset, Colour, Theme};
use weighbridge::view;

const GROCER: &str = include_str!("../saved-sessions/grocer.ron");

fn main() {
    divan::main();
}

fn now() -> Moment {
    "2026-11-20T14:00:00Z".parse().unwrap()
}

fn session() -> Session {
    let mut session = from_text(GROCER).unwrap().session;
    session.status = Status::Open;
    session
}

fn opened() -> App {
    open(session())
}

fn open(session: Session) -> App {
    let mut app = App::new(
        Arc::new(Catalogue::embedded().unwrap()),
        Keymap::standard().unwrap().commands(),
        "ana".to_owned(),
        now(),
    );
    let opened = OpenedSession {
        path: "grocer.ron".into(),
        session: Box::new(session),
        read_only: false,
        is_new: false,
        notice: None,
        recovery: None,
    };
    app.handle_event(Event::Opened(Box::new(opened)), now());
    app
}

/// Reading the embedded catalogue: prices, platforms, tasks, questions, risks.
#[divan::bench]
fn read_catalogue() -> Catalogue {
    Catalogue::embedded().unwrap()
}

/// Reading the session: text, checks, log.
#[divan::bench]
fn read_session() -> Session {
    from_text(black_box(GROCER)).unwrap().session
}

/// Everything that follows from the session, from nothing.
#[divan::bench]
fn appraise(bencher: Bencher) {
    let (session, catalogue) = (session(), Catalogue::embedded().unwrap());
    bencher.bench_local(|| Appraisal::compute(black_box(&session), &catalogue));
}

/// The same after a change of a weight: offers are kept, everything is ranked anew.
#[divan::bench]
fn appraise_again(bencher: Bencher) {
    let (session, catalogue) = (session(), Catalogue::embedded().unwrap());
    let mut appraisal = Appraisal::compute(&session, &catalogue);
    bencher.bench_local(|| appraisal.refresh(black_box(&session), &catalogue));
}

/// A key that moves a weight: message, edit, log, appraisal. No frame.
#[divan::bench]
fn weight_key(bencher: Bencher) {
    let mut app = opened();
    let mut up = false;
    bencher.bench_local(|| {
        up = !up;
        app.update(if up { Msg::Right } else { Msg::Left }, now())
    });
}

/// A key that moves the volume: bills and hours of all workloads are computed again.
#[divan::bench]
fn volume_key(bencher: Bencher) {
    let mut app = opened();
    app.update(weighbridge::app::places::volume::TOGGLE_MODE, now());
    let mut up = false;
    bencher.bench_local(|| {
        up = !up;
        app.update(if up { Msg::Right } else { Msg::Left }, now())
    });
}

/// The whole way of a weight key without draws: message to drawn frame.
#[divan::bench(args = [(80, 24), (120, 40), (200, 60)])]
fn weight_key_to_frame_without_draws(bencher: Bencher, size: (u16, u16)) {
    let mut session = session();
    session.robustness.samples = 1;
    press(bencher, open(session), size);
}

/// The whole way of a weight key, a hundred thousand draws included: message to drawn frame.
#[divan::bench(args = [(80, 24), (120, 40), (200, 60)])]
fn weight_key_to_frame(bencher: Bencher, size: (u16, u16)) {
    press(bencher, opened(), size);
}

/// The largest matrices that people bring: so many alternatives and as many criteria, every cell judged.
const LARGE: [usize; 3] = [20, 100, 200];

fn large(size: usize) -> Session {
    let mut session = Session::new("large");
    session.totals_seen = true;
    session.status = Status::Open;
    for n in 0..size {
        let id = format!("a{n}");
        session.alternatives.push(Alternative { id: id.as_str().into(), name: id, ..Alternative::default() });
        let id = format!("c{n}");
        let points = Points(5 + u32::try_from(n * 7 % 40).unwrap());
        session.criteria.push(Criterion { id: id.as_str().into(), name: id, points, ..Criterion::default() });
    }
    for (row, criterion) in session.criteria.iter().enumerate() {
        for (column, alternative) in session.alternatives.iter().enumerate() {
            let level = u8::try_from(1 + (row * 31 + column * 17 + row * column) % 5).unwrap();
            let cell = CellKey { criterion: criterion.id.clone(), alternative: alternative.id.clone(), workload: None };
            session.scores.push(Score { score: CellScore::Exact(level), ..Score::blank(&cell) });
        }
    }
    session
}

/// Everything that follows from a large matrix, from nothing.
#[divan::bench(args = LARGE)]
fn appraise_large(bencher: Bencher, size: usize) {
    let (session, catalogue) = (large(size), Catalogue::embedded().unwrap());
    bencher.bench_local(|| Appraisal::compute(black_box(&session), &catalogue));
}

/// A weight key of a large matrix with its draws, up to the drawn frame.
#[divan::bench(args = LARGE)]
fn weight_key_to_frame_large(bencher: Bencher, size: usize) {
    press(bencher, open(large(size)), (120, 40));
}

fn press(bencher: Bencher, mut app: App, size: (u16, u16)) {
    let theme = Theme::new(Capability { colour: Colour::Sixteen, charset: Charset::Unicode });
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    let mut up = false;
    bencher.bench_local(|| {
        up = !up;
        app.update(if up { Msg::Right } else { Msg::Left }, now());
        terminal.draw(|frame| view::render(&app, &theme, frame)).unwrap();
    });
}
