//! Figures inside explanations.

/// At most two decimals, without trailing zeros: `2.5`, `31.2`, `900000`.
pub(super) fn format_number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A share as a percentage: `0.375` → `37.5 %`.
pub(super) fn format_percent(share: f64) -> String {
    format!("{} %", format_number(share * 100.0))
}

/// `1 host`, `5 hosts`.
pub(super) fn format_count(number: u32, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
