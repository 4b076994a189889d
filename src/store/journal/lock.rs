//! Taking hold of a journal file: an advisory lock that ends with the program, however it ends.

use rustix::fs::OFlags;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

/// Whose a journal file is.
pub(super) enum JournalLock {
    /// Nobody else's; it is locked as long as the file is open.
    Held(File),
    /// Another program's.
    HeldElsewhere,
    /// It is not there.
    Missing,
}

/// Tries to take hold of the file of this name, making it first if asked to.
pub(super) fn try_lock(path: &Path, create: bool) -> std::io::Result<JournalLock> {
    loop {
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let opened = OpenOptions::new()
            .read(true)
            .append(true)
            .create(create)
            .mode(0o600)
            .custom_flags(flags.bits().cast_signed())
            .open(path);
        let file = match opened {
            Err(error) if error.kind() == ErrorKind::NotFound && !create => return Ok(JournalLock::Missing),
            result => result?,
        };
        match file.try_lock() {
            Ok(()) if is_still_named(&file, path)? => return Ok(JournalLock::Held(file)),
            Ok(()) => {} // its owner took it away, or put another in its place, before the lock was ours
            Err(TryLockError::WouldBlock) => return Ok(JournalLock::HeldElsewhere),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

fn is_still_named(file: &File, path: &Path) -> std::io::Result<bool> {
    let held = file.metadata()?;
    match std::fs::symlink_metadata(path) {
        Ok(named) => Ok((named.dev(), named.ino()) == (held.dev(), held.ino())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
