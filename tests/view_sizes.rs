//! Every screen at every size, with everything that can lie over it: nothing panics, nothing is drawn beside the screen.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use std::rc::Rc;
use std::sync::Arc;
use unicode_width::UnicodeWidthStr;
use weighbridge::app::editor::{Editor, OnAccept};
use weighbridge::app::picker::{Picker, PickerItem};
use weighbridge::app::session_summary::SessionDetails;
use weighbridge::app::{App, Command, Confirm, Msg, Overlay, Pane, Tone};
use weighbridge::app::{Event, LibraryEntry, LibraryFile, OpenedSession};
use weighbridge::appraisal::Step;
use weighbridge::appraisal::{Explanation, LineKind};
use weighbridge::catalogue::{Catalogue, templates};
use weighbridge::model::text::from_text;
use weighbridge::model::{Moment, Session};
use weighbridge::theme::{Capability, Charset, Colour, Theme};
use weighbridge::view;

const WIDTHS: [u16; 10] = [0, 1, 39, 40, 60, 80, 100, 120, 200, 300];
const HEIGHTS: [u16; 7] = [0, 1, 11, 12, 24, 40, 100];

fn now() -> Moment {
    "2026-11-20T14:00:00Z".parse().unwrap()
}

fn commands() -> Vec<Command> {
    weighbridge::keys::Keymap::standard().unwrap().commands()
}

fn session(text: &str) -> Session {
    from_text(text).unwrap_or_else(|errors| panic!("{errors:?}")).session
}

fn empty() -> App {
    App::new(Arc::new(Catalogue::embedded().unwrap()), commands(), "ana".to_owned(), now())
}

fn opened(session: Session) -> App {
    let mut app = empty();
    let document = OpenedSession {
        path: "saved-sessions/one.ron".into(),
        session: Box::new(session),
        read_only: false,
        is_new: true,
        notice: None,
        recovery: None,
    };
    app.handle_event(Event::Opened(Box::new(document)), now());
    app
}

fn library(sessions: &[Session]) -> App {
    let mut app = empty();
    let readable = sessions.iter().zip(0..).map(|(session, place)| LibraryFile {
        path: format!("saved-sessions/one-{place}.ron").into(),
        changed: Moment::from_unix(-place),
        session: Ok(Box::new(session.clone())),
        is_saved: true,
        recoverable: true,
    });
    let broken = LibraryFile {
        path: "漢字.ron".into(),
        changed: Moment::from_unix(-1000),
        session: Err("漢字.ron:1:1: unexpected end".to_owned()),
        is_saved: true,
        recoverable: false,
    };
    let entries: Vec<LibraryEntry> =
        readable.chain([broken]).map(|file| LibraryEntry::new(file, &app.catalogue)).collect();
    app.handle_event(Event::LibraryListed(entries.len()), now());
    app.handle_event(Event::LibraryRead(entries), now());
    if let Some(session) = sessions.first() {
        let details = Box::new(SessionDetails::compute(session.clone(), &app.catalogue));
        app.handle_event(Event::LibraryDetails { path: "saved-sessions/one-0.ron".into(), details }, now());
    }
    app
}

/// Names in wide characters, with marks that reorder and long words, wherever a name can stand.
fn hostile(session: &Session) -> Session {
    let mut session = session.clone();
    let name = "漢字👩‍👩‍👧\u{202e}Unbreakablewordthatgoesonandonandonandonandon";
    session.title = name.repeat(3);
    session.question = name.repeat(20);
    session.context = format!("{name}\n\n{name}\t{name}");
    session.participants.iter_mut().for_each(|row| row.name = name.to_owned());
    session.workloads.iter_mut().for_each(|row| row.name = name.to_owned());
    session.alternatives.iter_mut().for_each(|row| row.name = name.to_owned());
    session.criteria.iter_mut().for_each(|row| row.name = name.to_owned());
    session
}

fn sessions() -> Vec<Session> {
    let grocer = session(include_str!("../saved-sessions/grocer.ron"));
    let search = session(include_str!("../saved-sessions/search-read-model.ron"));
    let of = |id: &str| templates::find(id).unwrap().to_session().unwrap();
    vec![hostile(&grocer), search, of("blank")]
}

fn overlays() -> Vec<Overlay> {
    let then = || OnAccept::Edit(Rc::new(|_: &str| Err("no".to_owned())));
    let long = "漢字 a text that is longer than any line can be, ".repeat(20);
    let line = Editor::new("Title", "a hint", &long, false, then());
    let mut area = Editor::new("Context", &long, &long.replace(", ", "\n"), true, then());
    area.error = Some(long.clone());
    let item = |n: usize| PickerItem::new(format!("item 漢字 {n} {long}"), long.clone(), Msg::Help);
    let mut picker = Picker::new("Pick", (0..40).map(item).collect());
    picker.edit_query(&Msg::Paste("item".to_owned()));
    let mut nothing = Picker::new("Pick", vec![item(1)]);
    nothing.edit_query(&Msg::Paste("zzz".to_owned()));
    let confirm = Confirm {
        question: long.clone(),
        detail: long.clone(),
        yes: ("do it".to_owned(), Msg::DiscardAndQuit),
        no: Some(("do not".to_owned(), Msg::DiscardAndQuit)),
    };
    let short = Confirm { question: "Really?".to_owned(), detail: String::new(), no: None, ..confirm.clone() };
    let parts = [LineKind::Heading, LineKind::Formula, LineKind::Text, LineKind::Source];
    let lines = parts.into_iter().cycle().take(60).map(|part| (part, long.clone())).collect();
    vec![
        Overlay::Editor(Box::new(line)),
        Overlay::Editor(Box::new(area)),
        Overlay::Picker(picker),
        Overlay::Picker(nothing),
        Overlay::Confirm(confirm),
        Overlay::Confirm(short),
        Overlay::Help(0),
        Overlay::Help(usize::MAX),
        Overlay::Explanation(Explanation { title: long.clone(), lines }, 5),
        Overlay::Explanation(Explanation::default(), usize::MAX),
    ]
}

fn theme(repertoire: Charset) -> Theme {
    Theme::new(Capability { colour: Colour::Mono, charset: repertoire })
}

/// Draws the app and returns its rows as text.
fn drawn(app: &App, theme: &Theme, width: u16, height: u16) -> Vec<String> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view::render(app, theme, frame)).unwrap();
    let cells = terminal.backend().buffer().content().chunks(usize::from(width.max(1)));
    cells.map(|row| row.iter().map(|cell| cell.symbol()).collect()).collect()
}

fn at_every_size(app: &App, theme: &Theme) {
    for width in WIDTHS {
        for height in HEIGHTS {
            drawn(app, theme, width, height);
        }
    }
}

#[test]
fn every_step_and_every_pane_of_it() {
    let theme = theme(Charset::Unicode);
    for session in sessions() {
        let mut app = opened(session);
        for step in Step::ALL {
            app.update(Msg::GoToStep(step), now());
            let panes = app.workbench().map_or(0, |bench| Pane::for_step(step, &bench.session).len());
            at_every_size(&app, &theme);
            for _ in 0..panes {
                app.update(Msg::NextPane, now());
                app.update(Msg::Last, now());
                for (width, height) in [(40, 12), (60, 40), (80, 24), (100, 12), (120, 40), (300, 24)] {
                    drawn(&app, &theme, width, height);
                }
            }
        }
    }
}

#[test]
fn everything_that_can_lie_over_a_step() {
    let theme = theme(Charset::Ascii);
    let mut app = opened(hostile(&session(include_str!("../saved-sessions/grocer.ron"))));
    for step in Step::ALL {
        app.update(Msg::GoToStep(step), now());
        app.overlays = overlays();
        at_every_size(&app, &theme);
        app.overlays.clear();
    }
    for overlay in overlays() {
        app.overlays = vec![overlay];
        at_every_size(&app, &theme);
    }
}

fn corner(buffer: &Buffer) -> (u16, u16) {
    let symbol = |x: u16, y: u16| buffer.cell((x, y)).map_or("", |cell| cell.symbol());
    let is_corner = |at: &Position| symbol(at.x, at.y) == "┌" && symbol(at.x + 3, at.y) == "K";
    buffer.area.positions().find(is_corner).map(|position| (position.x, position.y)).unwrap()
}

/// A wide character that reaches under the border would hide it.
#[test]
fn the_border_of_an_overlay_is_whole_over_wide_characters() {
    let mut app = opened(hostile(&session(include_str!("../saved-sessions/grocer.ron"))));
    for step in Step::ALL {
        app.update(Msg::GoToStep(step), now());
        app.overlays = vec![Overlay::Help(0)];
        for width in 60..100 {
            let mut terminal = Terminal::new(TestBackend::new(width, 24)).unwrap();
            terminal.draw(|frame| view::render(&app, &theme(Charset::Unicode), frame)).unwrap();
            let buffer = terminal.backend().buffer();
            let (left, top) = corner(buffer);
            let bottom = (top..24).rev().find(|y| buffer[(left, *y)].symbol() == "└").unwrap();
            for y in top..=bottom {
                let before = left.checked_sub(1).map_or(" ", |x| buffer[(x, y)].symbol());
                assert!(before.width() < 2, "{step:?} at {width}, row {y}: '{before}' hides the border");
            }
        }
        app.overlays.clear();
    }
}

#[test]
fn the_library() {
    for sessions in [sessions(), Vec::new()] {
        let mut app = library(&sessions);
        for msg in [Msg::Up, Msg::Last, Msg::Find, Msg::Paste("漢gro".to_owned()), Msg::Paste("zzz".to_owned())] {
            app.update(msg, now());
            app.notify(Tone::Error, "something is wrong ".repeat(30));
            at_every_size(&app, &theme(Charset::Console));
            for overlay in overlays() {
                app.overlays = vec![overlay];
                drawn(&app, &theme(Charset::Unicode), 80, 24);
            }
            app.overlays.clear();
        }
    }
    at_every_size(&empty(), &theme(Charset::Unicode));
}

#[test]
fn what_reorders_text_or_is_not_ascii_never_gets_where_it_must_not() {
    for session in sessions() {
        let mut app = opened(session);
        for step in Step::ALL {
            app.update(Msg::GoToStep(step), now());
            let full = drawn(&app, &theme(Charset::Unicode), 120, 40).concat();
            assert!(!full.contains('\u{202e}'), "{step:?} lets through what reorders text");
            let ascii = drawn(&app, &theme(Charset::Ascii), 120, 40).concat();
            let stranger = ascii.chars().find(|c| !c.is_ascii());
            assert_eq!(stranger, None, "{step:?} shows more than ASCII");
        }
    }
}

#[test]
fn a_long_message_is_shown_whole_on_narrow_screens() {
    let mut app = opened(session(include_str!("../saved-sessions/grocer.ron")));
    let words: Vec<String> = (10..50).map(|number| format!("word{number}")).collect();
    app.notify(weighbridge::app::Tone::Error, words.join(" "));
    for (width, height) in [(40, 12), (80, 24), (120, 40)] {
        let text = drawn(&app, &theme(Charset::Unicode), width, height).concat();
        assert!(words.iter().all(|word| text.contains(word)), "{width}x{height}: {text}");
    }
}

#[test]
fn a_small_screen_says_what_it_needs() {
    let app = empty();
    assert!(drawn(&app, &theme(Charset::Unicode), 39, 24).concat().contains("needs 40x12, has 39x24"));
}

#[test]
fn the_body_has_nineteen_rows_on_the_smallest_usual_screen() {
    let mut app = opened(session(include_str!("../saved-sessions/grocer.ron")));
    app.update(Msg::GoToStep(Step::Frame), now());
    let rows = drawn(&app, &theme(Charset::Unicode), 80, 24);
    let rules = rows.iter().enumerate().filter(|(_, row)| row.chars().all(|c| c == '─')).map(|(y, _)| y);
    let rules: Vec<usize> = rules.collect();
    assert!(rules.windows(2).any(|pair| pair[1] - pair[0] > 19), "rules at {rules:?}");
    assert!(rows.last().is_some_and(|keys| keys.contains("? help")));
}
