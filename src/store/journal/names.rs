//! Names of the journals of a document.

use crate::model::id::slug;
use crate::store::fingerprint::fnv1a;
use crate::store::locations::resolve_links;
use std::path::{Path, PathBuf};

const EXTENSION: &str = "journal";

/// Identifies a document, independent of the path by which it was opened.
pub(super) struct DocumentKey {
    document: PathBuf,
    text: String,
}

impl DocumentKey {
    pub(super) fn of(document: &Path) -> Self {
        let document = resolve_links(document);
        let stem: String = document.file_stem().map_or_else(String::new, |stem| slug(&stem.to_string_lossy()));
        let stem: String = stem.chars().take(32).collect();
        let text = format!("{stem}-{:016x}", fnv1a(document.as_os_str().as_encoded_bytes()));
        Self { document, text }
    }

    /// The document's path with every link resolved.
    pub(super) fn document(&self) -> String {
        self.document.to_string_lossy().into_owned()
    }

    /// The name of its journal; `number` starts at 1.
    pub(super) fn name(&self, number: usize) -> String {
        if number == 1 { format!("{}.{EXTENSION}", self.text) } else { format!("{}-{number}.{EXTENSION}", self.text) }
    }

    fn owns(&self, name: &str) -> bool {
        name.strip_prefix(&self.text).is_some_and(|rest| rest.starts_with(['.', '-']))
    }
}

/// The journals in a folder, of one document or of all, sorted by name.
pub(super) fn journals_in(dir: &Path, key: Option<&DocumentKey>) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut journals: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == EXTENSION))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            key.is_none_or(|key| key.owns(&name))
        })
        .collect();
    journals.sort();
    journals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_document_has_one_key_by_whatever_path() {
        let dir = tempfile::tempdir().unwrap();
        let at = |path: &str| DocumentKey::of(&dir.path().join(path)).name(1);
        assert_eq!(at("Café plan.ron"), at("./Café plan.ron"));
        std::fs::write(dir.path().join("Café plan.ron"), "").unwrap();
        std::os::unix::fs::symlink("Café plan.ron", dir.path().join("link.ron")).unwrap();
        assert_eq!(at("Café plan.ron"), at("link.ron"));
        assert!(at("link.ron").starts_with("café-plan-"), "{}", at("link.ron"));
        assert_ne!(at("a.ron"), at("b.ron"));
    }

    #[test]
    fn a_document_keeps_its_key_when_its_folder_is_made() {
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        std::fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let document = link.join("data/sessions/new.ron");
        let before = DocumentKey::of(&document).name(1);
        std::fs::create_dir_all(link.join("data/sessions")).unwrap();
        assert_eq!(DocumentKey::of(&document).name(1), before);
        std::fs::write(&document, "").unwrap();
        assert_eq!(DocumentKey::of(&document).name(1), before);
    }

    #[test]
    fn a_key_owns_its_numbered_names_only() {
        let key = DocumentKey::of(Path::new("/nowhere/plan.ron"));
        assert!(key.owns(&key.name(1)) && key.owns(&key.name(2)));
        assert!(!key.owns(&DocumentKey::of(Path::new("/nowhere/other.ron")).name(1)));
    }
}
