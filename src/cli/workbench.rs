//! `weighbridge [FILE]`: opens the workbench on the terminal.

use super::outcome::complain;
use super::settings::Settings;
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

/// Opens the library, or a file. Without a terminal nothing tries to draw a screen.
pub fn run(_settings: &Settings, _file: Option<&Path>) -> ExitCode {
    if !std::io::stdout().is_terminal() {
        complain("error: standard output is not a terminal; see 'weighbridge --help' for what works without one");
        return ExitCode::from(2);
    }
    complain("error: the workbench is not part of this build; see 'weighbridge --help' for what is");
    ExitCode::from(2)
}
