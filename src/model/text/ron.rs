//! RON as this program reads and writes it.

use super::ron_error::{TextError, text_error};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn pretty() -> PrettyConfig {
    PrettyConfig::new().depth_limit(2).new_line("\n")
}

/// A document: lists have one item per line.
pub(in crate::model) fn to_pretty<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    ron::Options::default().to_string_pretty(value, pretty())
}

/// A value on one line, as in the crash journal.
pub fn to_line<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    ron::Options::default().to_string(value)
}

/// A value on one line, spaced like the lines of a document.
pub(in crate::model) fn to_folded<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    ron::Options::default().to_string_pretty(value, pretty().depth_limit(0))
}

/// Reads a value of any kind.
pub fn value_from_text<T: DeserializeOwned>(text: &str) -> Result<T, TextError> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| text_error(text, &error))
}
