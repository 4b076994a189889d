//! The loop on a real pseudo-terminal: what it writes, what it delivers, and how it leaves.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossterm::event::{Event as InputEvent, KeyCode, KeyModifiers};
use portable_pty::{MasterPty, PtySize, native_pty_system};
use ratatui::Frame;
use rustix::fs::{Mode, OFlags};
use rustix::termios::{LocalModes, tcgetattr};
use weighbridge::terminal::{Flow, Inbox, Program, TerminalError, TerminalEvent, Tty, WorkSender, inbox, run};

const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l";
const LEAVE: &str = "\x1b[?2026l\x1b[m\x1b[999H\x1b[?2004l\x1b[?1049l\x1b[?25h";
/// A character that ends the collecting of output.
const LAST_WORD: u8 = b'$';
const PATIENCE: Duration = Duration::from_secs(10);

/// The panic hook is the process's: a panic in one test would end the loops of the others.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Shows its last key; `q` quits, `o` goes outside, `d` makes the next frame panic, `t` a thread.
struct Probe {
    heard: Sender<TerminalEvent<u8>>,
    shown: char,
    panic: bool,
    slave: String,
}

impl Program for Probe {
    type Work = u8;

    fn handle_event(&mut self, event: TerminalEvent<u8>) -> Flow {
        let _ = self.heard.send(event.clone());
        let TerminalEvent::Input(InputEvent::Key(key)) = event else {
            return Flow::Continue;
        };
        let KeyCode::Char(typed) = key.code else {
            return Flow::Continue;
        };
        // Closing a writer types ^D.
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            return Flow::Continue;
        }
        match typed {
            'q' => return Flow::Quit,
            'o' => return Flow::RunExternal,
            'd' => self.panic = true,
            't' => drop(thread::spawn(|| panic!("in a worker"))),
            _ => self.shown = typed,
        }
        Flow::Continue
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        assert!(!self.panic, "in a frame");
        let shown = format!("shown: {}", self.shown);
        let area = frame.area();
        frame.render_widget(shown, area);
    }

    fn run_external(&mut self) {
        let heard = TerminalEvent::Work(u8::from(is_cooked(&self.slave)));
        let _ = self.heard.send(heard);
    }
}

struct Stage {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    output: Arc<Mutex<Vec<u8>>>,
    heard: Receiver<TerminalEvent<u8>>,
    post: WorkSender<u8>,
    slave: String,
    collector: Option<JoinHandle<()>>,
    program: Option<JoinHandle<Result<(), TerminalError>>>,
    /// Last, so that nothing else begins before all of this is gone.
    _alone: MutexGuard<'static, ()>,
}

impl Stage {
    fn new() -> Self {
        let (post, inbox) = inbox();
        Self::with(post, inbox)
    }

    fn with(post: WorkSender<u8>, inbox: Inbox<u8>) -> Self {
        let alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let size = PtySize { rows: 5, cols: 40, ..PtySize::default() };
        let master = native_pty_system().openpty(size).unwrap().master;
        let slave = master.tty_name().unwrap().to_str().unwrap().to_owned();
        let output = Arc::new(Mutex::new(Vec::new()));
        // Before anyone reads the master, which ends as long as nobody has the other side.
        let tty = Arc::new(Tty::from_fds(open(&slave), open(&slave)));
        let collector = collect(master.try_clone_reader().unwrap(), Arc::clone(&output));
        let (heard_by, heard) = channel();
        let mut probe = Probe { heard: heard_by, shown: '-', panic: false, slave: slave.clone() };
        let program = thread::spawn(move || run(tty, &mut probe, inbox));
        let stage = Self {
            writer: Some(master.take_writer().unwrap()),
            master: Some(master),
            output,
            heard,
            post,
            slave,
            collector: Some(collector),
            program: Some(program),
            _alone: alone,
        };
        stage.await_output("shown: -");
        stage
    }

    fn keys(&mut self, bytes: &[u8]) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
    }

    fn output(&self) -> String {
        String::from_utf8(self.output.lock().unwrap().clone()).unwrap()
    }

    fn await_output(&self, text: &str) {
        self.await_that(|output| output.contains(text));
    }

    fn await_that(&self, arrived: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !arrived(&self.output()) {
            assert!(start.elapsed() < PATIENCE, "still {:?}", self.output());
            thread::sleep(Duration::from_millis(2));
        }
    }

    fn hear(&self) -> TerminalEvent<u8> {
        self.heard.recv_timeout(PATIENCE).unwrap()
    }

    fn hear_key(&self) -> KeyCode {
        match self.hear() {
            TerminalEvent::Input(InputEvent::Key(key)) => key.code,
            other => panic!("a key, not {other:?}"),
        }
    }

    /// The collector's descriptor would keep the terminal open; it leaves after this key is shown.
    fn stop_collecting(&mut self) {
        self.keys(&[LAST_WORD]);
        self.collector.take().unwrap().join().unwrap();
    }

    fn end(&mut self) -> thread::Result<Result<(), TerminalError>> {
        self.program.take().unwrap().join()
    }

    fn assert_left(&self) {
        self.await_that(|output| output.ends_with(LEAVE));
        assert!(self.output().starts_with(ENTER));
        assert!(is_cooked(&self.slave));
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(program) = self.program.take() {
            self.keys(b"q");
            let _ = program.join();
        }
    }
}

fn collect(mut reader: Box<dyn Read + Send>, output: Arc<Mutex<Vec<u8>>>) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut chunk = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut chunk) {
            let mut output = output.lock().unwrap();
            output.extend_from_slice(&chunk[..count]);
            if output.contains(&LAST_WORD) {
                return;
            }
        }
    })
}

fn open(slave: &str) -> OwnedFd {
    rustix::fs::open(slave, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap()
}

fn is_cooked(slave: &str) -> bool {
    let modes = tcgetattr(open(slave)).unwrap().local_modes;
    modes.contains(LocalModes::ICANON | LocalModes::ECHO)
}

#[test]
fn enters_draws_and_gives_the_terminal_back() {
    let mut stage = Stage::new();
    assert!(!is_cooked(&stage.slave));
    stage.keys(b"q");
    assert_eq!(stage.hear_key(), KeyCode::Char('q'));
    stage.end().unwrap().unwrap();
    stage.assert_left();
}

#[test]
fn a_key_that_changes_nothing_writes_nothing_and_one_that_does_writes_one_frame() {
    let mut stage = Stage::new();
    stage.keys(b"x");
    stage.await_output("x\x1b[?2026l");
    let before = stage.output();
    stage.keys(b"xx\x1b[A");
    while stage.hear_key() != KeyCode::Up {}
    stage.keys(b"y");
    stage.await_output("y\x1b[?2026l");
    let after = stage.output();
    assert_eq!(after[before.len()..], *"\x1b[?2026h\x1b[1;8Hy\x1b[?2026l");
}

#[test]
fn a_lone_escape_needs_no_further_key() {
    let mut stage = Stage::new();
    stage.keys(b"\x1b");
    assert_eq!(stage.hear_key(), KeyCode::Esc);
}

#[test]
fn a_paste_is_one_event() {
    let mut stage = Stage::new();
    stage.keys(b"\x1b[200~q\rd\x1b[201~");
    assert_eq!(stage.hear(), TerminalEvent::Input(InputEvent::Paste("q\nd".into())));
}

#[test]
fn workers_report_before_and_during_the_run() {
    let (post, inbox) = inbox();
    assert!(post.send(1));
    let mut stage = Stage::with(post, inbox);
    assert_eq!(stage.hear(), TerminalEvent::Work(1));
    let other = stage.post.clone();
    thread::spawn(move || other.send(2));
    assert_eq!(stage.hear(), TerminalEvent::Work(2));
    stage.keys(b"q");
    stage.end().unwrap().unwrap();
    assert!(!stage.post.send(3), "nobody listens any more");
}

#[test]
fn a_closed_terminal_ends_the_loop_at_once() {
    let mut stage = Stage::new();
    stage.stop_collecting();
    let start = Instant::now();
    drop(stage.writer.take());
    drop(stage.master.take());
    assert!(matches!(stage.end().unwrap(), Err(TerminalError::HungUp)));
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[test]
fn outside_the_terminal_is_as_it_was_found_and_is_repainted_after() {
    let mut stage = Stage::new();
    stage.keys(b"o");
    assert_eq!(stage.hear_key(), KeyCode::Char('o'));
    assert_eq!(stage.hear(), TerminalEvent::Work(1), "cooked while outside");
    assert_eq!(stage.hear(), TerminalEvent::Input(InputEvent::Resize(40, 5)));
    assert_eq!(stage.hear(), TerminalEvent::Resumed);
    let again = format!("{LEAVE}{ENTER}\x1b[?2026h\x1b[2J\x1b[Hshown: -\x1b[?2026l");
    stage.await_output(&again);
    stage.keys(b"q");
    stage.end().unwrap().unwrap();
    stage.assert_left();
}

#[test]
fn a_panic_in_a_frame_leaves_the_terminal_first() {
    let mut stage = Stage::new();
    stage.keys(b"d");
    assert!(stage.end().is_err());
    stage.assert_left();
}

#[test]
fn a_panic_in_a_worker_ends_the_loop_too() {
    let mut stage = Stage::new();
    stage.keys(b"t");
    let ended = stage.end().unwrap();
    assert!(matches!(ended, Err(TerminalError::WorkerPanicked)));
    stage.assert_left();
}
