//! Leaving default values out of the file.

/// Whether a field can be left out of the file because it has its default value.
pub(in crate::model) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
