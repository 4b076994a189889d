//! A workbench without a terminal: key scripts go through the real key table and the real update loop, and the screen is
//! read back as text with a layer that names the style of each cell.

pub mod bills;
pub mod cli;
pub mod formula;
pub mod processes;
pub mod pty;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use weighbridge::app::session_summary::SessionDetails;
use weighbridge::app::{
    App, Effect, Event, LibraryEntry, LibraryFile, Msg, OpenedSession, Pane, SaveTo, Screen, Workbench,
};
use weighbridge::appraisal::Step;
use weighbridge::catalogue::{Catalogue, templates};
use weighbridge::keys::{Chord, Keymap};
use weighbridge::model::text::from_text;
use weighbridge::model::{
    Alternative, AlternativeId, CellKey, CellScore, Criterion, CriterionId, Edit, JournalRecord, Moment, Points,
    Session,
};
use weighbridge::theme::{Capability, Charset, Colour, Theme};
use weighbridge::view;

/// The moment at which every script plays.
pub const NOW: &str = "2026-11-20T14:00:00Z";

/// The catalogue, read once.
pub fn catalogue() -> Arc<Catalogue> {
    static READ: OnceLock<Arc<Catalogue>> = OnceLock::new();
    READ.get_or_init(|| Arc::new(Catalogue::embedded().unwrap())).clone()
}

/// A session of `saved-sessions/`.
pub fn saved(name: &str) -> Session {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("saved-sessions").join(name);
    from_text(&std::fs::read_to_string(path).unwrap()).unwrap().session
}

/// A session begun from a template.
pub fn template(id: &str) -> Session {
    templates::find(id).unwrap().to_session().unwrap()
}

/// The illustrative matrix of five kinds of platform and seven criteria, its totals seen.
pub fn illustration() -> Session {
    let cases: serde_json::Value = serde_json::from_str(include_str!("../data/mcda_cases.json")).unwrap();
    let case = cases.as_array().unwrap().iter().find(|case| case["id"] == "wsm-02-flagship-1to5").unwrap();
    let slug = |name: &str| name.to_lowercase().replace(' ', "-");
    let texts = |of: &str| -> Vec<String> {
        case["input"][of].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let mut session = Session::new("Which compute platform?");
    session.totals_seen = true;
    for (name, points) in texts("criteria").iter().zip(case["input"]["weights"].as_array().unwrap()) {
        let points = Points(points.as_f64().unwrap() as u32);
        let id = CriterionId(slug(name));
        session.criteria.push(Criterion { id, name: name.clone(), points, ..Criterion::default() });
    }
    for (row, name) in texts("alternatives").iter().enumerate() {
        let id = AlternativeId(slug(name));
        session.alternatives.push(Alternative { id: id.clone(), name: name.clone(), ..Alternative::default() });
        for (column, criterion) in texts("criteria").iter().enumerate() {
            let score = case["input"]["scores"][row][column].as_f64().unwrap() as u8;
            let cell = CellKey { criterion: CriterionId(slug(criterion)), alternative: id.clone(), workload: None };
            session.apply(Edit::SetScore { cell, score: CellScore::Exact(score), by: String::new() }).unwrap();
        }
    }
    session
}

/// A program under test.
pub struct Play {
    pub app: App,
    pub keymap: Keymap,
    pub theme: Theme,
    pub size: (u16, u16),
    /// What the journal was told.
    pub journal: Vec<JournalRecord>,
    /// The sessions of the library.
    pub shelf: BTreeMap<PathBuf, Box<Session>>,
    /// What was saved.
    pub saved: Vec<Session>,
    /// Effects that nothing was done about.
    pub effects: Vec<Effect>,
}

impl Play {
    /// The library, with these files on the shelf.
    pub fn library(files: Vec<(&str, Result<Session, String>)>) -> Self {
        let mut play = Self::bare();
        let count = files.len();
        let shelf = files
            .into_iter()
            .zip(0..)
            .map(|((name, session), place)| {
                let file = LibraryFile {
                    path: name.into(),
                    changed: Moment::from_unix(-place),
                    session: session.map(Box::new),
                    is_saved: true,
                    recoverable: false,
                };
                play.shelf.extend(file.session.as_ref().ok().map(|session| (file.path.clone(), session.clone())));
                LibraryEntry::new(file, &play.app.catalogue)
            })
            .collect();
        play.handle_event(Event::LibraryListed(count));
        play.handle_event(Event::LibraryRead(shelf));
        play
    }

    /// The workbench on a session.
    pub fn on(session: Session) -> Self {
        Self::opened(session, false)
    }

    /// A review of a session.
    pub fn review(session: Session) -> Self {
        Self::opened(session, true)
    }

    fn opened(session: Session, read_only: bool) -> Self {
        let mut play = Self::bare();
        play.handle_event(Event::Opened(Box::new(OpenedSession {
            path: "saved-sessions/play.ron".into(),
            session: Box::new(session),
            read_only,
            is_new: false,
            notice: None,
            recovery: None,
        })));
        play
    }

    fn bare() -> Self {
        let keymap = Keymap::standard().unwrap();
        let app = App::new(catalogue(), keymap.commands(), "ana".to_owned(), now());
        let capability = Capability { colour: Colour::Sixteen, charset: Charset::Unicode };
        Self {
            app,
            keymap,
            theme: Theme::new(capability),
            size: (120, 40),
            journal: Vec::new(),
            shelf: BTreeMap::new(),
            saved: Vec::new(),
            effects: Vec::new(),
        }
    }

    /// At another size.
    pub fn at(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self
    }

    /// With other looks.
    pub fn looks(mut self, colour: Colour, repertoire: Charset) -> Self {
        self.theme = Theme::new(Capability { colour, charset: repertoire });
        self
    }

    /// Goes to Compare and there to a pane.
    pub fn go_to(self, pane: Pane) -> Self {
        self.keys(&format!("g{}<to:{}>", Step::Compare.number(), pane.name()))
    }

    /// Presses keys: letters as they are, others in angle brackets: `gg`, `<enter>`, `<ctrl-s>`, `<lt>` for `<`, `<to:Risks>`
    /// to go to the pane of this name.
    pub fn keys(mut self, script: &str) -> Self {
        self.press(script);
        self
    }

    /// Presses keys, as [`Play::keys`].
    pub fn press(&mut self, script: &str) {
        if let Some((before, rest)) = script.split_once("<to:")
            && let Some((name, after)) = rest.split_once('>')
        {
            self.press(before);
            let panes = Pane::for_step(self.bench().step, &self.bench().session);
            assert!(panes.iter().any(|pane| pane.name() == name), "there is no pane {name}");
            while self.bench().pane().name() != name {
                self.press("<tab>");
            }
            return self.press(after);
        }
        for chord in chords(script) {
            let event = key_event(chord);
            if let Some(msg) = self.keymap.resolve(self.app.context(), event) {
                self.send(msg);
            }
        }
    }

    /// Sends a message.
    pub fn send(&mut self, msg: Msg) {
        let effects = self.app.update(msg, now());
        self.carry_out(effects);
    }

    /// Lets the world report something.
    pub fn handle_event(&mut self, event: Event) {
        let effects = self.app.handle_event(event, now());
        self.carry_out(effects);
    }

    /// The world, as far as a test has one: saves succeed at once.
    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Journal(trace) => self.journal.push(trace),
                Effect::Save { session, revision, to } => {
                    let path = match to {
                        SaveTo::Path(path) => path,
                        SaveTo::Own | SaveTo::Beside | SaveTo::OverTheirs => "saved-sessions/play.ron".into(),
                    };
                    self.saved.push(*session);
                    self.handle_event(Event::Saved { path, revision });
                }
                Effect::StartSession { session } => {
                    let opened = OpenedSession {
                        path: "saved-sessions/new.ron".into(),
                        session,
                        read_only: false,
                        is_new: true,
                        notice: None,
                        recovery: None,
                    };
                    self.handle_event(Event::Opened(Box::new(opened)));
                }
                Effect::ReadDetails { path } => {
                    let session = self.shelf[&path].deref().clone();
                    let details = Box::new(SessionDetails::compute(session, &self.app.catalogue));
                    self.handle_event(Event::LibraryDetails { path, details });
                }
                other => self.effects.push(other),
            }
        }
    }

    /// The open document.
    pub fn bench(&self) -> &Workbench {
        match &self.app.screen {
            Screen::Workbench(bench) => bench,
            Screen::Library(_) => panic!("no session is open"),
        }
    }

    /// The line of status.
    pub fn notice(&self) -> &str {
        self.app.notice.as_ref().map_or("", |notice| &notice.text)
    }

    /// The screen as cells.
    pub fn buffer(&self) -> Buffer {
        self.draw().buffer().clone()
    }

    fn draw(&self) -> TestBackend {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| view::render(&self.app, &self.theme, frame)).unwrap();
        terminal.backend().clone()
    }

    /// Column and row of the terminal's cursor, if it is shown.
    pub fn caret(&self) -> Option<(u16, u16)> {
        let screen = self.draw();
        screen.cursor_visible().then(|| (screen.cursor_position().x, screen.cursor_position().y))
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        text_of(&self.buffer())
    }

    /// The screen as text, and under it the style of each cell that is not plain, by the palette's names.
    pub fn shot(&self) -> String {
        let buffer = self.buffer();
        let caret = self.caret().map_or(String::new(), |(x, y)| format!("\n--- caret: column {x}, row {y} ---"));
        format!("{}{caret}\n--- styles: {} ---\n{}", text_of(&buffer), LEGEND, self.styles_of(&buffer))
    }

    fn styles_of(&self, buffer: &Buffer) -> String {
        let palette = &self.theme.palette;
        let names: [(Style, char); 26] = [
            (palette.text, ' '),
            (palette.focus, 'F'),
            (palette.focus_inactive, 'f'),
            (palette.selected, 'S'),
            (palette.input, 'I'),
            (palette.leader, 'L'),
            (palette.rival, 'R'),
            (palette.error, 'E'),
            (palette.warning, 'W'),
            (palette.good, 'G'),
            (palette.up, 'U'),
            (palette.down, 'D'),
            (palette.heading, 'H'),
            (palette.matched, 'M'),
            (palette.estimate, 'e'),
            (palette.proposed, 'p'),
            (palette.muted, 'm'),
            (palette.placeholder, 'm'),
            (palette.key, 'k'),
            (palette.key_label, 'l'),
            (palette.bar, 'b'),
            (palette.bar_rest, 'r'),
            (palette.flip, '|'),
            (palette.border, '-'),
            (palette.you, 'y'),
            (palette.provider, 'v'),
        ];
        let mut lines = Vec::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            for x in 0..buffer.area.width {
                let cell = &buffer[(x, y)];
                let name = names.iter().find(|(style, _)| {
                    Style::reset().patch(*style).fg.unwrap_or_default() == cell.fg
                        && Style::reset().patch(*style).bg.unwrap_or_default() == cell.bg
                        && style.add_modifier == cell.modifier
                });
                line.push(name.map_or('?', |(_, letter)| *letter));
            }
            let line = line.trim_end();
            if !line.is_empty() {
                lines.push(format!("{y:>3} {line}"));
            }
        }
        lines.join("\n")
    }
}

const LEGEND: &str = "F focus, f focus elsewhere, S selected, I input, L leader, R rival, E error, W warning, G good, \
U up, D down, H heading, M matched, e estimate, p proposed, m muted, k key, l label, b bar, r rest, | flip, - border, ? other";

fn now() -> Moment {
    NOW.parse().unwrap()
}

fn text_of(buffer: &Buffer) -> String {
    let mut lines = Vec::new();
    for y in 0..buffer.area.height {
        let line: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n").trim_end().to_owned()
}

fn key_event(chord: Chord) -> KeyEvent {
    let mut held = KeyModifiers::NONE;
    held.set(KeyModifiers::CONTROL, chord.ctrl);
    held.set(KeyModifiers::ALT, chord.alt);
    held.set(KeyModifiers::SHIFT, chord.shift || matches!(chord.code, KeyCode::Char(c) if c.is_uppercase()));
    KeyEvent::new(chord.code, held)
}

/// The keys of a script.
pub fn chords(script: &str) -> Vec<Chord> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(letter) = rest.chars().next() {
        if letter == '<'
            && let Some(end) = rest.find('>')
        {
            let name = &rest[1..end];
            keys.push(if name == "lt" { "<" } else { name }.parse().unwrap());
            rest = &rest[end + 1..];
        } else {
            let key = if letter == ' ' { "space".to_owned() } else { letter.to_string() };
            keys.push(key.parse().unwrap());
            rest = &rest[letter.len_utf8()..];
        }
    }
    keys
}
