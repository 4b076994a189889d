//! Folders of sessions, journals and settings.

use directories::ProjectDirs;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Environment variable with the session folder.
pub const SESSIONS_VAR: &str = "WEIGHBRIDGE_SESSIONS";
/// Environment variable with the state directory, which holds the journals.
pub const STATE_VAR: &str = "WEIGHBRIDGE_STATE";

const LOCAL: &str = "saved-sessions";

/// How the session folder was chosen.
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
    pub dir: PathBuf,
    pub origin: FolderOrigin,
}

impl SessionFolder {
    /// Finds the folder from the real environment.
    pub fn find(flag: Option<&Path>) -> Self {
        let data = project_dirs().map(|dirs| dirs.data_dir().join("sessions"));
        choose_session_folder(flag, |name| std::env::var_os(name), |path| path.is_dir(), data)
    }

    /// Whether `path` is in the folder. Neither needs to exist.
    pub fn contains(&self, path: &Path) -> bool {
        resolve_links(path).starts_with(resolve_links(&self.dir))
    }

    /// Creates the folder if needed. Call it before saving into the folder.
    pub fn create(&self) -> std::io::Result<&Path> {
        std::fs::create_dir_all(&self.dir)?;
        Ok(&self.dir)
    }
}

/// The folder of the user's settings, such as `keymap.ron`; none without a home directory.
pub fn config_dir() -> Option<PathBuf> {
    project_dirs().map(|dirs| dirs.config_dir().to_owned())
}

/// The user's price file: of the flag, else `prices.ron` in the settings folder if it exists. A file that exists but cannot be
/// read is returned too, so that reading it reports the error.
pub fn user_prices_file(flag: Option<&Path>) -> Option<PathBuf> {
    user_file(flag, "prices.ron")
}

/// The user's task file with operations hours: of the flag, else `tasks.ron` in the settings folder.
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

/// Chooses the session folder: the flag, else the environment, else `./saved-sessions` if it exists, else the data directory,
/// else (without a home directory) `./saved-sessions`.
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

/// The state directory, from the real environment; none without a home directory.
pub fn state_dir() -> Option<PathBuf> {
    let own = project_dirs().map(|dirs| dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_owned());
    choose_state_dir(|name| std::env::var_os(name), own)
}

/// Chooses the state directory: `$WEIGHBRIDGE_STATE`, else the user's own.
pub fn choose_state_dir(variable: impl Fn(&str) -> Option<OsString>, own: Option<PathBuf>) -> Option<PathBuf> {
    path_from_variable(&variable, STATE_VAR).or(own)
}

/// A path with every link resolved. For a path that does not exist yet, the nearest existing folder is resolved, so that the
/// result stays the same when the folders between are created.
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

/// An empty variable counts as unset.
fn path_from_variable(variable: &impl Fn(&str) -> Option<OsString>, name: &str) -> Option<PathBuf> {
    variable(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(flag: Option<&str>, variable: Option<&str>, here: bool, data: Option<&str>) -> (String, FolderOrigin) {
        let chosen = choose_session_folder(
            flag.map(Path::new),
            |name| variable.filter(|_| name == SESSIONS_VAR).map(OsString::from),
            |path| here && path == Path::new("saved-sessions"),
            data.map(PathBuf::from),
        );
        (chosen.dir.to_string_lossy().into_owned(), chosen.origin)
    }

    #[test]
    fn the_nearest_wish_wins() {
        assert_eq!(chosen(Some("f"), Some("v"), true, Some("d")), ("f".to_owned(), FolderOrigin::Flag));
        assert_eq!(chosen(None, Some("v"), true, Some("d")), ("v".to_owned(), FolderOrigin::Environment));
        assert_eq!(
            chosen(None, Some(""), true, Some("d")),
            ("saved-sessions".to_owned(), FolderOrigin::WorkingDirectory)
        );
        assert_eq!(chosen(None, None, false, Some("d")), ("d".to_owned(), FolderOrigin::Data));
    }

    #[test]
    fn without_a_home_it_is_here() {
        assert_eq!(chosen(None, None, false, None), ("saved-sessions".to_owned(), FolderOrigin::WorkingDirectory));
        assert_eq!(choose_state_dir(|_| None, None), None);
        assert_eq!(choose_state_dir(|_| Some("s".into()), Some("own".into())), Some("s".into()));
    }
}
