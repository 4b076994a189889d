//! Counts inside formulas.

use crate::model::number::format_significant;

/// `1 copy`, `3 copies`.
pub(super) fn format_count(count: f64, one: &str, many: &str) -> String {
    format!("{} {}", format_significant(count), if count == 1.0 { one } else { many })
}
