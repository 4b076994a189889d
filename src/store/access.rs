//! Who may read and write a file: owner, mode and access list pass from the replaced file to the new one, and never grow.

use rustix::fs::{XattrFlags, fremovexattr, fsetxattr, getxattr, listxattr};
use rustix::io::Errno;
use std::fs::{File, Metadata, Permissions};
use std::io::{Error, Result};
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::Path;

const ACCESS_LIST: &str = "system.posix_acl_access";
/// Attributes that people and programs set for themselves.
const USER_PREFIX: &str = "user.";

/// Gives a new file the owner, mode, access list and user attributes of the file that it replaces.
///
/// If the group cannot be set, it gets the permissions of others.
///
/// # Errors
/// When mode, access list or an attribute cannot be kept: a mode alone may grant more than the access list did.
pub(super) fn copy_access(file: &File, replaced: &Path, old: &Metadata) -> Result<()> {
    let attributes = read_attributes(replaced)?;
    let has_access_list = attributes.iter().any(|(name, _)| name == ACCESS_LIST);
    let new = file.metadata()?;
    if new.uid() != old.uid() {
        let _ = fchown(file, Some(old.uid()), None); // only root may; the file is then ours
    }
    let mut mode = old.mode() & 0o7777;
    if new.gid() != old.gid() && fchown(file, None, Some(old.gid())).is_err() {
        if has_access_list {
            return Err(Error::other("its group and its access list (ACL) cannot be kept together"));
        }
        mode = (mode & !0o070) | ((mode & 0o007) << 3);
    }
    if !has_access_list {
        // One inherited from the folder would turn the group bits of the mode into rights of others.
        remove_access_list(file)?;
    }
    file.set_permissions(Permissions::from_mode(mode))?;
    for (name, value) in attributes {
        fsetxattr(file, name.as_str(), &value, XattrFlags::empty())
            .map_err(|error| Error::other(format!("its attribute {name} cannot be kept: {error}")))?;
    }
    Ok(())
}

fn remove_access_list(file: &File) -> Result<()> {
    match fremovexattr(file, ACCESS_LIST) {
        Ok(()) | Err(Errno::NODATA | Errno::NOTSUP) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The access list and the user attributes. Labels of the system are set by the system.
fn read_attributes(path: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let names = match read_growing(|buffer| listxattr(path, buffer)) {
        Err(Errno::NOTSUP) => return Ok(Vec::new()),
        names => names?,
    };
    let names = names.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok());
    let kept = names.filter(|name| *name == ACCESS_LIST || name.starts_with(USER_PREFIX));
    kept.map(|name| Ok((name.to_owned(), read_growing(|buffer| getxattr(path, name, buffer))?))).collect()
}

/// Reads what fits into 64 KiB, the most that Linux allows.
fn read_growing(read: impl Fn(&mut [u8]) -> rustix::io::Result<usize>) -> rustix::io::Result<Vec<u8>> {
    let mut buffer = vec![0; 64 << 10];
    let length = read(&mut buffer)?;
    buffer.truncate(length);
    Ok(buffer)
}
