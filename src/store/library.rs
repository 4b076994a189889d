//! The sessions of a folder, and names for new ones.

use super::fingerprint::Fingerprint;
use super::journal::JournalFolder;
use super::locations::{FolderOrigin, SessionFolder};
use super::read::{LoadError, LoadErrorKind, LoadedSession, load};
use crate::model::Moment;
use crate::model::id::slug;
use std::cmp::Reverse;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A file in a session folder. A file that cannot be read is listed with the reason.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionFile {
    pub path: PathBuf,
    /// Time of the last change: of the last log entry, else of the file.
    pub changed: Moment,
    pub content: Result<Box<LoadedSession>, LoadError>,
}

impl SessionFile {
    /// The version that was read.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        self.content.as_ref().ok().map(|loaded| loaded.fingerprint)
    }
}

/// A file in a session folder that has not been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFile {
    pub path: PathBuf,
    /// When it was written.
    written: Moment,
}

impl ListedFile {
    fn of(path: PathBuf) -> Self {
        let written = Moment::from_unix(std::fs::metadata(&path).map_or(0, |metadata| metadata.mtime()));
        Self { path, written }
    }

    /// Reads it.
    pub fn read(self) -> SessionFile {
        let content = load(&self.path).map(Box::new);
        let logged = content.as_ref().ok().and_then(|loaded| loaded.session.log.last()).map(|entry| entry.at);
        SessionFile { changed: logged.unwrap_or(self.written), path: self.path, content }
    }
}

/// Reads every `*.ron` file of a folder, last changed first, and keeps all of it in memory.
///
/// # Errors
/// When the folder itself cannot be read.
pub fn scan_folder(dir: &Path) -> Result<Vec<SessionFile>, LoadError> {
    let mut files: Vec<SessionFile> = list_folder(dir)?.into_iter().map(ListedFile::read).collect();
    files.sort_by(|a, b| (Reverse(a.changed), &a.path).cmp(&(Reverse(b.changed), &b.path)));
    Ok(files)
}

/// Every `*.ron` file of a folder, last written first. None is read.
///
/// # Errors
/// When the folder itself cannot be read.
pub fn list_folder(dir: &Path) -> Result<Vec<ListedFile>, LoadError> {
    let refused = |error: std::io::Error| LoadError {
        path: dir.to_owned(),
        kind: match error.kind() {
            ErrorKind::NotFound => LoadErrorKind::Missing,
            _ => LoadErrorKind::Unreadable(error.to_string()),
        },
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(refused)? {
        let path = entry.map_err(refused)?.path();
        if is_session_name(&path) {
            files.push(ListedFile::of(path));
        }
    }
    files.sort_by(|a, b| (Reverse(a.written), &a.path).cmp(&(Reverse(b.written), &b.path)));
    Ok(files)
}

impl SessionFolder {
    /// Every session of the folder, none of them read. A data directory that does not exist yet counts as empty.
    pub fn list(&self) -> Result<Vec<ListedFile>, LoadError> {
        match list_folder(&self.dir) {
            Err(error)
                if error.kind == LoadErrorKind::Missing
                    && matches!(self.origin, FolderOrigin::Data | FolderOrigin::WorkingDirectory) =>
            {
                Ok(Vec::new())
            }
            result => result,
        }
    }
}

fn is_session_name(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    !hidden && path.extension().is_some_and(|extension| extension == "ron")
}

/// An unused path in the folder for a session of this title, without unsaved edits in a journal:
/// `slug.ron`, `slug-2.ron`, …
pub fn unique_path(dir: &Path, title: &str, journals: &JournalFolder) -> PathBuf {
    first_free(dir, &title_stem(title), journals, None)
}

/// As [`unique_path`], for a session that is in no file yet but has its journal under `own`, which may stay its path.
pub fn unique_path_again(dir: &Path, title: &str, journals: &JournalFolder, own: &Path) -> PathBuf {
    first_free(dir, &title_stem(title), journals, Some(own))
}

fn title_stem(title: &str) -> String {
    let short: String = slug(title).chars().take(MAX_STEM).collect();
    short.trim_end_matches('-').to_owned()
}

/// An unused path beside a file: of `plan.ron` with the suffix `mine`, `plan-mine.ron`, `plan-mine-2.ron`, …
pub fn unique_beside(file: &Path, suffix: &str, journals: &JournalFolder) -> PathBuf {
    let stem: String = file.file_stem().unwrap_or_default().to_string_lossy().chars().take(MAX_STEM).collect();
    first_free(file.parent().unwrap_or(Path::new("")), &format!("{stem}-{suffix}"), journals, None)
}

/// Characters of a title or a name that a new name begins with.
const MAX_STEM: usize = 48;

fn first_free(dir: &Path, stem: &str, journals: &JournalFolder, own: Option<&Path>) -> PathBuf {
    let has_journal = |path: &Path| Some(path) != own && journals.has_journal(path);
    let is_free = |path: &PathBuf| std::fs::symlink_metadata(path).is_err() && !has_journal(path);
    let first = dir.join(format!("{stem}.ron"));
    if is_free(&first) {
        return first;
    }
    (2u32..).map(|n| dir.join(format!("{stem}-{n}.ron"))).find(is_free).unwrap_or(first)
}
