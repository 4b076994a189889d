use crate::model::showable::showable;
use std::path::Path;

/// A path in a form that is safe to show.
pub(super) fn display_path(path: &Path) -> String {
    showable(&path.to_string_lossy()).into_owned()
}
