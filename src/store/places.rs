//! Which folders hold sessions and journals.

use directories::ProjectDirs;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Names the folder of sessions.
pub const SESSIONS_VAR: &str = "WEIGHBRIDGE_SESSIONS";
/// Names the folder under which journals are kept.
pub const STATE_VAR: &str = "WEIGHBRIDGE_STATE";

const LOCAL: &str = "saved-sessions";

/// Why this folder and no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `--sessions`.
    Flag,
    /// `$WEIGHBRIDGE_SESSIONS`.
    Environment,
    /// `./saved-sessions`.
    Here,
    /// The user's data directory.
    Data,
}

/// The folder of sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sessions {
    /// Where.
    pub dir: PathBuf,
    /// Why there.
    pub origin: Origin,
}

impl Sessions {
    /// Finds the folder from the real environment.
    pub fn find(flag: Option<&Path>) -> Self {
        let data = project().map(|dirs| dirs.data_dir().join("sessions"));
        sessions(flag, |name| std::env::var_os(name), |path| path.is_dir(), data)
    }

    /// Whether a file at `path` stands in the folder, whether it is there yet or not.
    pub fn holds(&self, path: &Path) -> bool {
        resolved(path).starts_with(resolved(&self.dir))
    }

    /// Makes the folder, unless it is there, and returns it. To be called before something is saved in it.
    pub fn create(&self) -> std::io::Result<&Path> {
        std::fs::create_dir_all(&self.dir)?;
        Ok(&self.dir)
    }
}

/// Where the user's own settings are, such as `keymap.ron`; none without a home.
pub fn config_dir() -> Option<PathBuf> {
    project().map(|dirs| dirs.config_dir().to_owned())
}

/// The user's own price file: as the flag says, else `prices.ron` in their configuration folder if there is one. One that is there
/// and cannot be read is found all the same, for reading it to say why.
pub fn own_prices(flag: Option<&Path>) -> Option<PathBuf> {
    own_file(flag, "prices.ron")
}

/// The user's own task file, which gives hours: as the flag says, else `tasks.ron` beside `prices.ron`.
pub fn own_tasks(flag: Option<&Path>) -> Option<PathBuf> {
    own_file(flag, "tasks.ron")
}

fn own_file(flag: Option<&Path>, name: &str) -> Option<PathBuf> {
    let is_there = |path: &PathBuf| match path.symlink_metadata() {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    };
    flag.map(Path::to_owned).or_else(|| config_dir().map(|dir| dir.join(name)).filter(is_there))
}

/// The rule: the flag beats the environment beats `./saved-sessions` beats the data directory. A user without any of
/// them, not even a home, gets `./saved-sessions` all the same.
pub fn sessions(
    flag: Option<&Path>,
    variable: impl Fn(&str) -> Option<OsString>,
    is_folder: impl Fn(&Path) -> bool,
    data: Option<PathBuf>,
) -> Sessions {
    let here = PathBuf::from(LOCAL);
    if let Some(dir) = flag {
        return Sessions { dir: dir.to_owned(), origin: Origin::Flag };
    }
    if let Some(dir) = named(&variable, SESSIONS_VAR) {
        return Sessions { dir, origin: Origin::Environment };
    }
    match data {
        Some(dir) if !is_folder(&here) => Sessions { dir, origin: Origin::Data },
        _ => Sessions { dir: here, origin: Origin::Here },
    }
}

/// The folder under which journals are kept, from the real environment; none for a user without a home.
pub fn state_dir() -> Option<PathBuf> {
    let own = project().map(|dirs| dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_owned());
    state(|name| std::env::var_os(name), own)
}

/// The rule: `$WEIGHBRIDGE_STATE` beats the user's state directory.
pub fn state(variable: impl Fn(&str) -> Option<OsString>, own: Option<PathBuf>) -> Option<PathBuf> {
    named(&variable, STATE_VAR).or(own)
}

/// A path with every link resolved. What does not exist yet is known by the nearest folder that does, so that it keeps its
/// name when the folders between are made.
pub fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let resolved = absolute.ancestors().find_map(|ancestor| {
        let real = std::fs::canonicalize(ancestor).ok()?;
        let rest = absolute.strip_prefix(ancestor).ok()?;
        Some(if rest.as_os_str().is_empty() { real } else { real.join(rest) })
    });
    resolved.unwrap_or(absolute)
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "weighbridge")
}

/// A variable that is set to nothing is not set.
fn named(variable: &impl Fn(&str) -> Option<OsString>, name: &str) -> Option<PathBuf> {
    variable(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(flag: Option<&str>, variable: Option<&str>, here: bool, data: Option<&str>) -> (String, Origin) {
        let found = sessions(
            flag.map(Path::new),
            |name| variable.filter(|_| name == SESSIONS_VAR).map(OsString::from),
            |path| here && path == Path::new("saved-sessions"),
            data.map(PathBuf::from),
        );
        (found.dir.to_string_lossy().into_owned(), found.origin)
    }

    #[test]
    fn the_nearest_wish_wins() {
        assert_eq!(found(Some("f"), Some("v"), true, Some("d")), ("f".to_owned(), Origin::Flag));
        assert_eq!(found(None, Some("v"), true, Some("d")), ("v".to_owned(), Origin::Environment));
        assert_eq!(found(None, Some(""), true, Some("d")), ("saved-sessions".to_owned(), Origin::Here));
        assert_eq!(found(None, None, false, Some("d")), ("d".to_owned(), Origin::Data));
    }

    #[test]
    fn without_a_home_it_is_here() {
        assert_eq!(found(None, None, false, None), ("saved-sessions".to_owned(), Origin::Here));
        assert_eq!(state(|_| None, None), None);
        assert_eq!(state(|_| Some("s".into()), Some("own".into())), Some("s".into()));
    }
}
