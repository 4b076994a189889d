//! Temporary files that a program left behind when it was killed in the middle of a save.

use rustix::fs::OFlags;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

pub(super) const TEMPORARY_SUFFIX: &str = ".tmp";

/// Marks a temporary file as that of a running program: by a lock, which ends with the program, however it ends. Called while
/// the folder is locked, so that nobody removes the file before.
pub(super) fn mark_in_use(temporary: &File) {
    // Without locks nothing is ever removed.
    let _ = temporary.try_lock();
}

/// Removes the temporary files of a target that no running program uses. Called while the folder is locked. What cannot be
/// removed stays: it does no harm.
pub(super) fn remove_leftovers(folder: &Path, prefix: &str) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_temporary =
            name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(TEMPORARY_SUFFIX)).is_some_and(|random| {
                random.len() == RANDOM_CHARACTERS && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        if is_temporary && is_abandoned(&entry.path()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// As `tempfile` makes names.
const RANDOM_CHARACTERS: usize = 6;

/// Whether it is a file of ours that nobody has locked.
fn is_abandoned(path: &Path) -> bool {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let Ok(file) = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path) else {
        return false;
    };
    let is_ours = file.metadata().is_ok_and(|metadata| {
        metadata.is_file() && metadata.nlink() == 1 && metadata.uid() == rustix::process::geteuid().as_raw()
    });
    is_ours && file.try_lock().is_ok()
}
