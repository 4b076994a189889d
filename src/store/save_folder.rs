//! The folder of a target while a file in it is replaced: locked, and flushed to the disk afterwards.

use super::save_error::SaveError;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

/// A lock is held while two files are compared and renamed, so it is soon free.
const LOCK_TRIES: u32 = 300;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// An open folder. Its lock, where the file system has locks, is released when it is dropped.
pub(super) struct SaveFolder {
    /// None where the folder may be written, but not read.
    file: Option<File>,
}

impl SaveFolder {
    /// Opens the folder before anything in it changes: when that fails, the save is refused and nothing is lost.
    pub(super) fn open(folder: &Path) -> Result<Self, SaveError> {
        match File::open(folder) {
            Ok(file) => Ok(Self { file: Some(file) }),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(Self { file: None }),
            Err(error) => Err(SaveError::folder(folder, &error)),
        }
    }

    /// Waits until no other program is between comparing and replacing a file of this folder.
    ///
    /// # Errors
    /// When another program keeps the lock for three seconds.
    pub(super) fn lock(&self, path: &Path) -> Result<(), SaveError> {
        let Some(file) = &self.file else { return Ok(()) };
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
                // Without locks, as on some network file systems, the comparison alone has to do.
                Ok(()) | Err(TryLockError::Error(_)) => return Ok(()),
            }
        }
        let busy = std::io::Error::other("another program keeps the folder locked");
        Err(SaveError::io(path, "compared", &busy))
    }

    /// Lets other programs go on; [`Self::lock`] takes it again.
    pub(super) fn unlock(&self) {
        if let Some(file) = &self.file {
            let _ = file.unlock();
        }
    }

    /// Makes the rename survive a power cut. File systems that cannot sync folders report an invalid operation; where the
    /// folder may not be read, the whole file system of the new file is flushed.
    pub(super) fn sync(&self, renamed: &File) -> std::io::Result<()> {
        let Some(file) = &self.file else { return Ok(rustix::fs::syncfs(renamed)?) };
        match file.sync_all() {
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
            result => result,
        }
    }
}
