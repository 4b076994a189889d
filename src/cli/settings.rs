//! What holds for the whole run: arguments first, then the environment.

use crate::model::Moment;
use crate::model::time::TimeError;
use crate::store::{SessionFolder, locations};
use crate::theme::{ColourChoice, LookFlags};
use clap::{ValueEnum, ValueHint};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// The arguments of every command.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct CommonArgs {
    /// Folder of saved sessions [default: $WEIGHBRIDGE_SESSIONS, ./saved-sessions, your data folder]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    sessions: Option<PathBuf>,
    /// Use this as the present time, such as 2026-11-20T14:00:00Z
    #[arg(long, global = true, value_name = "RFC3339", value_parser = parse_moment)]
    now: Option<Moment>,
    /// Author of changes [default: $USER]
    #[arg(long, global = true, value_name = "NAME")]
    user: Option<String>,
    /// Your own prices, such as negotiated rates, instead of list prices [default: prices.ron in your configuration folder]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    prices: Option<PathBuf>,
    /// Your own hours of operations, task by task, instead of the catalogue's [default: tasks.ron in your configuration folder]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    hours: Option<PathBuf>,
    /// Colours of the workbench
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", alias = "colour")]
    color: ColorArg,
    /// Draw the workbench with ASCII characters only
    #[arg(long, global = true)]
    ascii: bool,
}

/// Colours of the workbench; the other commands never print any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum ColorArg {
    /// As the environment says
    #[default]
    Auto,
    /// None
    Never,
    /// The terminal's own sixteen
    #[value(name = "16")]
    Sixteen,
    /// 24 bits
    True,
}

fn parse_moment(text: &str) -> Result<Moment, String> {
    text.parse().map_err(|error: TimeError| error.to_string())
}

/// Arguments and environment, resolved once.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder of sessions: `--sessions`, `$WEIGHBRIDGE_SESSIONS`, `./saved-sessions`, the data directory.
    pub sessions: SessionFolder,
    /// `--now`, for reproducible output; without it, the clock.
    pub fixed_now: Option<Moment>,
    /// Author of changes: `--user`, `$USER`, `$LOGNAME`; empty where none is set, and the workbench asks. A participant with this
    /// account is named instead.
    pub user: String,
    /// The user's own price file: `--prices`, or `prices.ron` in their configuration folder; without it, list prices.
    pub prices: Option<PathBuf>,
    /// The user's own task file: `--hours`, or `tasks.ron` in their configuration folder; without it, the catalogue's hours.
    pub hours: Option<PathBuf>,
    /// Colours and characters.
    pub display: LookFlags,
}

impl Settings {
    /// Resolves the arguments against the real environment.
    pub(super) fn resolve(common: &CommonArgs) -> Self {
        Self {
            sessions: SessionFolder::find(common.sessions.as_deref()),
            fixed_now: common.now,
            user: resolve_user(common.user.as_deref(), |name| std::env::var(name).ok()),
            prices: locations::user_prices_file(common.prices.as_deref()),
            hours: locations::user_tasks_file(common.hours.as_deref()),
            display: LookFlags { ascii: common.ascii, colour: colour_choice(common.color) },
        }
    }

    /// The present time: `--now`, else the clock.
    pub fn now(&self) -> Moment {
        self.fixed_now.unwrap_or_else(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            Moment::from_unix(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
        })
    }
}

fn resolve_user(flag: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> String {
    let named = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    flag.map(str::to_owned)
        .and_then(named)
        .or_else(|| variable("USER").and_then(named))
        .or_else(|| variable("LOGNAME").and_then(named))
        .unwrap_or_default()
}

fn colour_choice(wish: ColorArg) -> ColourChoice {
    match wish {
        ColorArg::Auto => ColourChoice::Auto,
        ColorArg::Never => ColourChoice::Never,
        ColorArg::Sixteen => ColourChoice::Sixteen,
        ColorArg::True => ColourChoice::True,
    }
}

#[cfg(test)]
mod tests {
    use super::resolve_user;

    #[test]
    fn the_flag_beats_the_account() {
        let ana = |name: &str| (name == "USER").then(|| "ana".to_owned());
        assert_eq!(resolve_user(Some("Bo"), ana), "Bo");
        assert_eq!(resolve_user(Some("  "), ana), "ana");
        assert_eq!(resolve_user(None, |name| (name == "LOGNAME").then(|| "chen".to_owned())), "chen");
        assert_eq!(resolve_user(None, |_| None), "", "the workbench asks");
    }
}
