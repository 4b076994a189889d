//! Numbers in explanations.

use crate::model::number::format_number;

/// `1 host`, `5 hosts`.
pub(super) fn format_count(number: u32, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// `45 s`, `11.67 min`.
pub(super) fn format_seconds(seconds: f64) -> String {
    if seconds < 60.0 {
        format!("{} s", format_number(seconds))
    } else {
        format!("{} min", format_number(seconds / 60.0))
    }
}

/// `512 MiB`, `1.5 GiB`; in MiB where GiB with two decimals would not be exact.
pub(super) fn format_mebibytes(mib: f64) -> String {
    let gib = mib / 1024.0;
    if gib >= 1.0 && (gib * 100.0).fract() == 0.0 {
        format!("{} GiB", format_number(gib))
    } else {
        format!("{} MiB", format_number(mib))
    }
}
