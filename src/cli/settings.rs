//! What holds for the whole run: arguments first, then the environment.

use super::args::{ColorArg, CommonArgs};
use crate::model::Moment;
use crate::store::{SessionFolder, locations};
use crate::theme::{ColourChoice, LookFlags};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// Arguments and environment, resolved once.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder of sessions: `--sessions`, `$WEIGHBRIDGE_SESSIONS`, `./saved-sessions`, the data directory.
    pub sessions: SessionFolder,
    /// `--now`, for output that can be reproduced; none: ask the clock.
    pub fixed_now: Option<Moment>,
    /// Who changes things: `--user`, `$USER`, `$LOGNAME`. A participant with this account gives their name instead.
    pub user: String,
    /// The user's own price file: `--prices`, or `prices.ron` in their configuration folder; none: the list's prices hold.
    pub prices: Option<PathBuf>,
    /// The user's own task file: `--hours`, or `tasks.ron` in their configuration folder; none: the catalogue's hours hold.
    pub hours: Option<PathBuf>,
    /// What was asked for about colours and characters.
    pub display: LookFlags,
}

impl Settings {
    /// Resolves the arguments against the real environment.
    pub fn resolve(common: &CommonArgs) -> Self {
        Self {
            sessions: SessionFolder::find(common.sessions.as_deref()),
            fixed_now: common.now,
            user: resolve_user(common.user.as_deref(), |name| std::env::var(name).ok()),
            prices: locations::user_prices_file(common.prices.as_deref()),
            hours: locations::user_tasks_file(common.hours.as_deref()),
            display: LookFlags { ascii: common.ascii, colour: colour_choice(common.color) },
        }
    }

    /// The present: as fixed by `--now`, else what the clock says.
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
        .unwrap_or_else(|| "somebody".to_owned())
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
        assert_eq!(resolve_user(None, |_| None), "somebody");
    }
}
