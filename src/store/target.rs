//! The target of a save: the file behind a link, and whether it may be replaced.

use super::read::describe_non_file;
use super::save_error::SaveError;
use rustix::fs::{Access, AtFlags, CWD};
use rustix::io::Errno;
use std::ffi::OsString;
use std::fs::Metadata;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The file that is replaced or created.
pub(super) struct Target {
    /// With every link resolved, so that a link stays a link.
    pub(super) path: PathBuf,
    pub(super) folder: PathBuf,
    pub(super) name: OsString,
    /// Metadata of the file that is replaced.
    pub(super) old: Option<Metadata>,
}

impl Target {
    pub(super) fn find(path: &Path) -> Result<Self, SaveError> {
        let io = |error: std::io::Error| SaveError::io(path, "looked at", &error);
        match std::fs::symlink_metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Self::new_file(path),
            Err(error) => Err(io(error)),
            Ok(metadata) => {
                let real = std::fs::canonicalize(path).map_err(|error| match metadata.is_symlink() {
                    true => SaveError::Link { path: path.to_owned(), reason: error.to_string() },
                    false => io(error),
                })?;
                let metadata = std::fs::metadata(&real).map_err(io)?;
                check_replaceable(path, &real, &metadata)?;
                Self::in_folder(path, &real, Some(metadata))
            }
        }
    }

    fn new_file(path: &Path) -> Result<Self, SaveError> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = std::fs::canonicalize(parent).map_err(|error| SaveError::folder(parent, &error))?;
        let name = path.file_name().ok_or(SaveError::NotAFile { path: path.to_owned(), what: "a folder" })?;
        Self::in_folder(path, &folder.join(name), None)
    }

    fn in_folder(path: &Path, real: &Path, old: Option<Metadata>) -> Result<Self, SaveError> {
        match (real.parent(), real.file_name()) {
            (Some(folder), Some(name)) => {
                Ok(Self { path: real.to_owned(), folder: folder.to_owned(), name: name.to_owned(), old })
            }
            _ => Err(SaveError::NotAFile { path: path.to_owned(), what: "a folder" }),
        }
    }
}

/// A rename would replace a read-only file, or separate a file from its hard links; both are refused.
fn check_replaceable(path: &Path, real: &Path, metadata: &Metadata) -> Result<(), SaveError> {
    let path = path.to_owned();
    if let Some(what) = describe_non_file(metadata.file_type()) {
        return Err(SaveError::NotAFile { path, what });
    }
    if metadata.nlink() > 1 {
        return Err(SaveError::HardLinks { path, names: metadata.nlink() });
    }
    match rustix::fs::accessat(CWD, real, Access::WRITE_OK, AtFlags::EACCESS) {
        Err(Errno::ACCESS | Errno::PERM | Errno::ROFS) => Err(SaveError::ReadOnly { path }),
        _ => Ok(()),
    }
}
