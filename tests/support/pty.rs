//! The real binary in a pseudo-terminal, its screen read by a terminal emulator. Waits for conditions, never for time.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
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
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    child: Box<dyn Child + Send + Sync>,
    /// Every byte so far.
    pub bytes: Vec<u8>,
}

impl Terminal {
    /// Starts the program in a terminal of this size.
    pub fn start(home: &Home, args: &[&str], size: (u16, u16), own: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_weighbridge"));
        command.args(args);
        Self::run(home, command, size, own)
    }

    /// Runs a command in a terminal.
    pub fn run(home: &Home, mut command: CommandBuilder, (cols, rows): (u16, u16), own: &[(&str, &str)]) -> Self {
        command.env_clear();
        for (name, value) in home.environment() {
            command.env(name, value);
        }
        for (name, value) in own {
            command.env(name, value);
        }
        command.cwd(home.path());
        let pair = native_pty_system().openpty(PtySize { rows, cols, ..PtySize::default() }).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            writer: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            output,
            parser: vt100::Parser::new(rows, cols, 0),
            child,
            bytes: Vec::new(),
        }
    }

    /// Types.
    pub fn keys(&mut self, keys: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Waits until the screen is as wanted.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !is_so(&self.screen()) {
            let left = PATIENCE.saturating_sub(start.elapsed());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => panic!("still waiting for {what}; the screen is\n{}", self.screen()),
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
        self.master.as_ref().unwrap().resize(PtySize { rows, cols, ..PtySize::default() }).unwrap();
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.process_id().unwrap() as i32).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Closes the terminal, as a dropped connection does.
    pub fn hang_up(&mut self) {
        self.writer = None;
        self.master = None;
    }

    /// Waits for the program to end. Takes in what it still wrote.
    pub fn ended(&mut self) -> portable_pty::ExitStatus {
        let start = Instant::now();
        loop {
            match self.output.recv_timeout(PATIENCE.saturating_sub(start.elapsed())) {
                Ok(bytes) => self.take(&bytes),
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                    panic!("it did not end; the screen is\n{}", self.screen())
                }
            }
        }
        self.child.wait().unwrap()
    }

    /// Waits for a program whose terminal is gone. Its end is the only thing left to wait for.
    pub fn ended_without_terminal(mut self) -> portable_pty::ExitStatus {
        let mut killer = self.child.clone_killer();
        let (sender, ended) = channel();
        std::thread::spawn(move || {
            let _ = sender.send(self.child.wait());
        });
        match ended.recv_timeout(PATIENCE) {
            Ok(status) => status.unwrap(),
            Err(_) => {
                let _ = killer.kill();
                panic!("it goes on without a terminal");
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
        let _ = self.child.kill();
    }
}
