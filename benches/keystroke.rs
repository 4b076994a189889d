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
use weighbridge::model::{Moment, Session, Status};
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
