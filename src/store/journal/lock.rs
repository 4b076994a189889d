//! The lock on a journal file: advisory, and released when the program ends, however it ends.

use rustix::fs::OFlags;
use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

/// State of the lock on a journal file.
pub(super) enum JournalLock {
    /// Held by this program as long as the file is open.
    Held(File),
    /// Held by another program.
    HeldElsewhere,
    /// There is no such file.
    Missing,
    /// It may have been written by somebody else, so it is neither written to nor replayed: why.
    Foreign(&'static str),
}

/// Tries to lock a file, which is created first if `create` is set.
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
        if let Some(reason) = why_foreign(&file.metadata()?) {
            return Ok(JournalLock::Foreign(reason));
        }
        match file.try_lock() {
            Ok(()) if is_still_named(&file, path)? => return Ok(JournalLock::Held(file)),
            Ok(()) => {} // its owner took it away, or put another in its place, before the lock was ours
            Err(TryLockError::WouldBlock) => return Ok(JournalLock::HeldElsewhere),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Whether somebody else can have written the file, or made it a second name of another one of ours.
fn why_foreign(metadata: &Metadata) -> Option<&'static str> {
    if !metadata.is_file() {
        Some("it is not a file")
    } else if metadata.uid() != rustix::process::geteuid().as_raw() {
        Some("it belongs to another user")
    } else if metadata.mode() & 0o077 != 0 {
        Some("other users may read or write it")
    } else if metadata.nlink() > 1 {
        Some("it has several names (hard links)")
    } else {
        None
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
