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
pub enum FolderOrigin {
    /// `--sessions`.
    Flag,
    /// `$WEIGHBRIDGE_SESSIONS`.
    Environment,
    /// `./saved-sessions`.
    WorkingDirectory,
    /// The user's data directory.
    Data,
}

/// The folder of sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionFolder {
    /// Where.
    pub dir: PathBuf,
    /// Why there.
    pub origin: FolderOrigin,
}

impl SessionFolder {
    /// Finds the folder from the real environment.
    pub fn find(flag: Option<&Path>) -> Self {
        let data = project_dirs().map(|dirs| dirs.data_dir().join("sessions"));
        choose_session_folder(flag, |name| std::env::var_os(name), |path| path.is_dir(), data)
    }

    /// Whether a file at `path` stands in the folder, whether it is there yet or not.
    pub fn contains(&self, path: &Path) -> bool {
        resolve_links(path).starts_with(resolve_links(&self.dir))
    }

    /// Makes the folder, unless it is there, and returns it. To be called before something is saved in it.
    pub fn create(&self) -> std::io::Result<&Path> {
        std::fs::create_dir_all(&self.dir)?;
        Ok(&self.dir)
    }
}

/// Where the user's own settings are, such as `keymap.ron`; none without a home.
pub fn config_dir() -> Option<PathBuf> {
    project_dirs().map(|dirs| dirs.config_dir().to_owned())
}

/// The user's own price file: as the flag says, else `prices.ron` in their configuration folder if there is one. One that is there
/// and cannot be read is found all the same, for reading it to say why.
pub fn user_prices_file(flag: Option<&Path>) -> Option<PathBuf> {
    user_file(flag, "prices.ron")
}

/// The user's own task file, which gives hours: as the flag says, else `tasks.ron` beside `prices.ron`.
pub fn user_tasks_file(flag: Option<&Path>) -> Option<PathBuf> {
    user_file(flag, "tasks.ron")
}

fn user_file(flag: Option<&Path>, name: &str) -> Option<PathBuf> {
    let is_there = |path: &PathBuf| match path.symlink_metadata() {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    };
    flag.map(Path::to_owned).or_else(|| config_dir().map(|dir| dir.join(name)).filter(is_there))
}

/// The rule: the flag beats the environment beats `./saved-sessions` beats the data directory. A user without any of
/// them, not even a home, gets `./saved-sessions` all the same.
pub fn choose_session_folder(
    flag: Option<&Path>,
    variable: impl Fn(&str) -> Option<OsString>,
    is_folder: impl Fn(&Path) -> bool,
    data: Option<PathBuf>,
) -> SessionFolder {
    let here = PathBuf::from(LOCAL);
    if let Some(dir) = flag {
        return SessionFolder { dir: dir.to_owned(), origin: FolderOrigin::Flag };
    }
    if let Some(dir) = path_from_variable(&variable, SESSIONS_VAR) {
        return SessionFolder { dir, origin: FolderOrigin::Environment };
    }
    match data {
        Some(dir) if !is_folder(&here) => SessionFolder { dir, origin: FolderOrigin::Data },
        _ => SessionFolder { dir: here, origin: FolderOrigin::WorkingDirectory },
    }
}

/// The folder under which journals are kept, from the real environment; none for a user without a home.
pub fn state_dir() -> Option<PathBuf> {
    let own = project_dirs().map(|dirs| dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_owned());
    choose_state_dir(|name| std::env::var_os(name), own)
}

/// The rule: `$WEIGHBRIDGE_STATE` beats the user's state directory.
pub fn choose_state_dir(variable: impl Fn(&str) -> Option<OsString>, own: Option<PathBuf>) -> Option<PathBuf> {
    path_from_variable(&variable, STATE_VAR).or(own)
}

/// A path with every link resolved. What does not exist yet is known by the nearest folder that does, so that it keeps its
/// name when the folders between are made.
pub fn resolve_links(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let resolved = absolute.ancestors().find_map(|ancestor| {
        let real = std::fs::canonicalize(ancestor).ok()?;
        let rest = absolute.strip_prefix(ancestor).ok()?;
        Some(if rest.as_os_str().is_empty() { real } else { real.join(rest) })
    });
    resolved.unwrap_or(absolute)
}

fn project_dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "weighbridge")
}

/// A variable that is set to nothing is not set.
fn path_from_variable(variable: &impl Fn(&str) -> Option<OsString>, name: &str) -> Option<PathBuf> {
    variable(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(flag: Option<&str>, variable: Option<&str>, here: bool, data: Option<&str>) -> (String, FolderOrigin) {
        let found = choose_session_folder(
            flag.map(Path::new),
            |name| variable.filter(|_| name == SESSIONS_VAR).map(OsString::from),
            |path| here && path == Path::new("saved-sessions"),
            data.map(PathBuf::from),
        );
        (found.dir.to_string_lossy().into_owned(), found.origin)
    }

    #[test]
    fn the_nearest_wish_wins() {
        assert_eq!(found(Some("f"), Some("v"), true, Some("d")), ("f".to_owned(), FolderOrigin::Flag));
        assert_eq!(found(None, Some("v"), true, Some("d")), ("v".to_owned(), FolderOrigin::Environment));
        assert_eq!(
            found(None, Some(""), true, Some("d")),
            ("saved-sessions".to_owned(), FolderOrigin::WorkingDirectory)
        );
        assert_eq!(found(None, None, false, Some("d")), ("d".to_owned(), FolderOrigin::Data));
    }

    #[test]
    fn without_a_home_it_is_here() {
        assert_eq!(found(None, None, false, None), ("saved-sessions".to_owned(), FolderOrigin::WorkingDirectory));
        assert_eq!(choose_state_dir(|_| None, None), None);
        assert_eq!(choose_state_dir(|_| Some("s".into()), Some("own".into())), Some("s".into()));
    }
}
