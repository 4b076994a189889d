//! JSON in full precision.

use crate::model::showable::showable;
use serde_json::{Map, Value, json};

/// A value as indented text with a final newline. Numbers that JSON does not know (there should be none) become null.
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Text from a document, without control characters.
pub fn text(text: &str) -> Value {
    Value::String(showable(text).into_owned())
}

pub fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Value {
    texts.into_iter().map(|line| text(line.as_ref())).collect()
}

/// An array of what `item` makes of each.
pub fn list<T>(items: impl IntoIterator<Item = T>, item: impl FnMut(T) -> Value) -> Value {
    items.into_iter().map(item).collect()
}

/// A number without negative zero, or null.
pub fn number(value: impl Into<Option<f64>>) -> Value {
    json!(value.into().map(|value| value + 0.0))
}

/// An object whose keys come from a document.
pub fn object<K: AsRef<str>>(pairs: impl IntoIterator<Item = (K, Value)>) -> Value {
    Value::Object(
        pairs.into_iter().map(|(key, value)| (showable(key.as_ref()).into_owned(), value)).collect::<Map<_, _>>(),
    )
}
