//! Runs the real program.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run came to.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The answer as JSON; the run must have been fine.
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// The answer; the run must have been fine and quiet.
    pub fn fine(&self) -> &str {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        &self.out
    }

    /// What was complained about; nothing may stand in the answer.
    pub fn refused(&self, code: i32) -> &str {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{}", self.err);
        assert!(!self.err.is_empty());
        &self.err
    }
}

/// The program, away from whoever runs the tests.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weighbridge"));
    for name in ["WEIGHBRIDGE_SESSIONS", "WEIGHBRIDGE_STATE", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        command.env_remove(name);
    }
    command.env("HOME", "/nonexistent").current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Runs it with arguments and nothing on standard input.
pub fn run(args: &[&str]) -> Ran {
    run_with(args, "")
}

/// Runs it with arguments and a text on standard input.
pub fn run_with(args: &[&str], input: &str) -> Ran {
    let mut command = program();
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = crate::support::processes::spawn(&mut command).unwrap();
    // A program that refuses its arguments reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A file in a folder of its own.
pub fn file(dir: &Path, name: &str, text: &str) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// A path as an argument.
pub fn arg(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The text of a template.
pub fn template(id: &str) -> String {
    run(&["new", "--template", id]).fine().to_owned()
}

/// The row of a list whose `key` is `id`.
pub fn row<'v>(list: &'v Value, key: &str, id: &str) -> &'v Value {
    let found = list.as_array().unwrap().iter().find(|row| row[key] == id);
    found.unwrap_or_else(|| panic!("no {key} {id} in {list:#}"))
}

/// Whether two numbers are the same but for rounding.
pub fn close(value: &Value, expected: f64, tolerance: f64) {
    let value = value.as_f64().unwrap_or(f64::NAN);
    assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
}
