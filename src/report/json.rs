//! JSON in full precision.

use super::showable_text;
use serde_json::{Map, Value, json};

/// A value as indented text with a final newline. Numbers that JSON does not know (there should be none) become null.
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Text from a document.
pub fn text(text: &str) -> Value {
    Value::String(showable_text(text))
}

/// Several of them.
pub fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Value {
    texts.into_iter().map(|line| text(line.as_ref())).collect()
}

/// A number, or null.
pub fn number(value: Option<f64>) -> Value {
    json!(value.map(|value| value + 0.0))
}

/// An object whose keys come from a document.
pub fn object<K: AsRef<str>>(pairs: impl IntoIterator<Item = (K, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(key, value)| (showable_text(key.as_ref()), value)).collect::<Map<_, _>>())
}
