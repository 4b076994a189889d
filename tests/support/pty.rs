//! The real binary in a pseudo-terminal, its screen read by a terminal emulator. Waits for conditions, never for time.

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::OpenOptions;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a condition may take before the test says what it saw instead.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A folder with sessions, a home and a place for journals, all of its own.
pub struct Home {
    dir: tempfile::TempDir,
}

impl Home {
    /// An empty one.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["saved-sessions", "state", "home"] {
            std::fs::create_dir(dir.path().join(folder)).unwrap();
        }
        Self { dir }
    }

    /// With a copy of a shipped session.
    pub fn with(name: &str) -> Self {
        let home = Self::new();
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("saved-sessions").join(name);
        std::fs::copy(shipped, home.session(name)).unwrap();
        home
    }

    /// Where a session of this name is.
    pub fn session(&self, name: &str) -> PathBuf {
        self.dir.path().join("saved-sessions").join(name)
    }

    /// What is in it.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.session(name)).unwrap()
    }

    /// Journals that were left behind.
    pub fn journals(&self) -> usize {
        std::fs::read_dir(self.dir.path().join("state/journals")).map_or(0, Iterator::count)
    }

    /// Starts the program here.
    pub fn start(&self, args: &[&str]) -> Terminal {
        Terminal::start(self, args, (120, 40), &[])
    }

    /// The environment of the program.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let at = |folder: &str| self.dir.path().join(folder).to_string_lossy().into_owned();
        vec![
            ("PATH", "/usr/bin:/bin".to_owned()),
            ("HOME", at("home")),
            ("WEIGHBRIDGE_STATE", at("state")),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("USER", "ana".to_owned()),
        ]
    }

    /// The folder in which the program runs.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }
}

/// A terminal with the program in it.
pub struct Terminal {
    /// The other side of the terminal. Dropping the last of it is what a lost connection does.
    master: Option<Arc<OwnedFd>>,
    /// Dropped to stop the thread that reads the master.
    stop: Option<OwnedFd>,
    reader: Option<JoinHandle<()>>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    child: Option<Child>,
    /// Every byte so far.
    pub bytes: Vec<u8>,
}

impl Terminal {
    /// Starts the program in a terminal of this size.
    pub fn start(home: &Home, args: &[&str], size: (u16, u16), own: &[(&str, &str)]) -> Self {
        let mut words = vec![env!("CARGO_BIN_EXE_weighbridge")];
        words.extend(args);
        Self::run(home, &words, size, own)
    }

    /// Runs a command in a terminal, which becomes its controlling one.
    pub fn run(home: &Home, words: &[&str], (cols, rows): (u16, u16), own: &[(&str, &str)]) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        tcsetwinsize(&master, winsize(cols, rows)).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let slave = || OpenOptions::new().read(true).write(true).custom_flags(NOCTTY).open(&name).unwrap();
        // setsid gives the program a session of its own with this terminal, and becomes the program.
        let mut command = Command::new("setsid");
        command.arg("-c").args(words).current_dir(home.path()).env_clear().envs(home.environment());
        command.envs(own.iter().copied()).stdin(slave()).stdout(slave()).stderr(slave());
        let child = crate::support::processes::spawn(&mut command).unwrap();
        drop(command);
        let master = Arc::new(master);
        let (asked, stop) = rustix::pipe::pipe().unwrap();
        let (sender, output) = channel();
        let source = Arc::clone(&master);
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 65536];
            loop {
                let mut fds = [PollFd::new(&source, PollFlags::IN), PollFd::new(&asked, PollFlags::IN)];
                if poll(&mut fds, None).is_err() || !fds[1].revents().is_empty() {
                    return;
                }
                match rustix::io::read(source.as_fd(), &mut buffer) {
                    Ok(count @ 1..) if sender.send(buffer[..count].to_vec()).is_ok() => {}
                    _ => return,
                }
            }
        });
        Self {
            master: Some(master),
            stop: Some(stop),
            reader: Some(reader),
            output,
            parser: vt100::Parser::new(rows, cols, 0),
            child: Some(child),
            bytes: Vec::new(),
        }
    }

    /// Types.
    pub fn keys(&mut self, keys: &str) {
        let mut rest = keys.as_bytes();
        while !rest.is_empty() {
            let written = rustix::io::write(self.master.as_ref().unwrap().as_fd(), rest).unwrap();
            rest = &rest[written..];
        }
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The text of the row of the terminal's cursor up to the cursor; none while it is hidden.
    pub fn before_caret(&self) -> Option<String> {
        let screen = self.parser.screen();
        let (row, column) = screen.cursor_position();
        let cells = (0..column).filter_map(|column| screen.cell(row, column));
        // The second half of a wide character is a cell without content, and so is one that nothing was written to.
        let text =
            cells.map(|cell| if cell.has_contents() || cell.is_wide_continuation() { cell.contents() } else { " " });
        (!screen.hide_cursor()).then(|| text.collect())
    }

    /// Waits until the terminal's cursor stands right behind a text.
    pub fn until_caret_behind(&mut self, text: &str) {
        let what = format!("the caret behind '{text}'");
        self.until_state(&what, |terminal| terminal.before_caret().is_some_and(|before| before.ends_with(text)));
    }

    /// Waits until the terminal's cursor is hidden.
    pub fn until_no_caret(&mut self) {
        self.until_state("the caret to be hidden", |terminal| terminal.before_caret().is_none());
    }

    /// Waits until the screen is as wanted.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&str) -> bool) {
        self.until_state(what, |terminal| is_so(&terminal.screen()));
    }

    fn until_state(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            let left = PATIENCE.saturating_sub(start.elapsed());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => {
                    let (caret, screen) = (self.before_caret(), self.screen());
                    panic!("still waiting for {what}; the caret is behind {caret:?}, the screen is\n{screen}")
                }
            }
        }
    }

    /// Waits for a text on the screen.
    pub fn until_shown(&mut self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.parser.process(bytes);
    }

    /// Another size.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.parser.screen_mut().set_size(rows, cols);
        tcsetwinsize(self.master.as_ref().unwrap(), winsize(cols, rows)).unwrap();
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(self.child.as_ref().unwrap()), signal).unwrap();
    }

    /// Closes the terminal, as a dropped connection does.
    pub fn hang_up(&mut self) {
        self.stop = None;
        self.reader.take().unwrap().join().unwrap();
        let master = self.master.take().unwrap();
        assert_eq!(Arc::strong_count(&master), 1, "somebody else still has the terminal");
    }

    /// Waits for the program to end. Takes in what it still wrote.
    pub fn ended(&mut self) -> ExitStatus {
        let status = self.exit();
        // Once nobody has the other side, reading the master ends and so does the thread.
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.take(&bytes);
        }
        status
    }

    /// Waits for the program to end, on a thread of its own so that patience can run out.
    pub fn exit(&mut self) -> ExitStatus {
        let mut child = self.child.take().unwrap();
        let pid = Pid::from_child(&child);
        let (sender, ended) = channel();
        std::thread::spawn(move || sender.send(child.wait()));
        match ended.recv_timeout(PATIENCE) {
            Ok(status) => status.unwrap(),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                let _ = kill_process(pid, Signal::KILL);
                panic!("it did not end; the screen is\n{}", self.screen());
            }
        }
    }

    /// Whether the terminal is as it was before: main screen, cursor shown, no paste marks.
    pub fn is_restored(&self) -> bool {
        let screen = self.parser.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
        self.stop = None;
    }
}

/// Opening the terminal must not make it ours.
const NOCTTY: i32 = OFlags::NOCTTY.bits() as i32;

fn winsize(cols: u16, rows: u16) -> Winsize {
    Winsize { ws_row: rows, ws_col: cols, ws_xpixel: 0, ws_ypixel: 0 }
}
