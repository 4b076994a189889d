//! What holds for the whole run: arguments first, then the environment.

use super::args::{ColorWish, Common};
use crate::model::Moment;
use crate::store::{Sessions, places};
use crate::theme::{ColourChoice, Flags};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// Arguments and environment, resolved once.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder of sessions: `--sessions`, `$WEIGHBRIDGE_SESSIONS`, `./saved-sessions`, the data directory.
    pub sessions: Sessions,
    /// `--now`, for output that can be reproduced; none: ask the clock.
    pub fixed_now: Option<Moment>,
    /// Who changes things: `--user`, `$USER`, `$LOGNAME`. A participant with this account gives their name instead.
    pub user: String,
    /// The user's own price file: `--prices`, or `prices.ron` in their configuration folder; none: the list's prices hold.
    pub prices: Option<PathBuf>,
    /// The user's own task file: `--hours`, or `tasks.ron` in their configuration folder; none: the catalogue's hours hold.
    pub hours: Option<PathBuf>,
    /// What was asked for about colours and characters.
    pub looks: Flags,
}

impl Settings {
    /// Resolves the arguments against the real environment.
    pub fn resolve(common: &Common) -> Self {
        Self {
            sessions: Sessions::find(common.sessions.as_deref()),
            fixed_now: common.now,
            user: user(common.user.as_deref(), |name| std::env::var(name).ok()),
            prices: places::own_prices(common.prices.as_deref()),
            hours: places::own_tasks(common.hours.as_deref()),
            looks: Flags { ascii: common.ascii, colour: choice(common.color) },
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

fn user(flag: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> String {
    let named = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    flag.map(str::to_owned)
        .and_then(named)
        .or_else(|| variable("USER").and_then(named))
        .or_else(|| variable("LOGNAME").and_then(named))
        .unwrap_or_else(|| "somebody".to_owned())
}

fn choice(wish: ColorWish) -> ColourChoice {
    match wish {
        ColorWish::Auto => ColourChoice::Auto,
        ColorWish::Never => ColourChoice::Never,
        ColorWish::Sixteen => ColourChoice::Sixteen,
        ColorWish::True => ColourChoice::True,
    }
}

#[cfg(test)]
mod tests {
    use super::user;

    #[test]
    fn the_flag_beats_the_account() {
        let ana = |name: &str| (name == "USER").then(|| "ana".to_owned());
        assert_eq!(user(Some("Bo"), ana), "Bo");
        assert_eq!(user(Some("  "), ana), "ana");
        assert_eq!(user(None, |name| (name == "LOGNAME").then(|| "chen".to_owned())), "chen");
        assert_eq!(user(None, |_| None), "somebody");
    }
}
