//! Quantities as people type them: `3M`, `2M/month`, `40 req/s`, `66.7k/day`, `512 MB`, `1.5 s`, `2,000`, `$800`.
//!
//! A field has one unit. What is typed in another unit of the same kind is converted: times, sizes, and rates by their period. A
//! month is 730 hours, as in the bills. `MB` and `GB` are read as MiB and GiB, which is what clouds mean by them.

use crate::model::Month;

/// A quantity as it was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// In the unit of the field.
    pub value: f64,
    /// It was given in decimal multiples of bytes, such as MB, which are read as MiB and so on.
    pub is_binary: bool,
}

/// Reads a number with an optional multiplier and unit behind it, in `unit`.
///
/// Spaces, `_` and commas may group digits. A space or a comma that does not group thousands is refused, since it could mean two
/// things.
///
/// # Errors
/// What is not a number, a unit of another kind, and what is not finite, with what can be given instead.
pub fn parse_number(text: &str, unit: &str) -> Result<f64, String> {
    read(text, unit).map(|quantity| quantity.value)
}

/// As [`parse_number`], with how it was read.
///
/// # Errors
/// The same.
pub fn read(text: &str, unit: &str) -> Result<Quantity, String> {
    let text = text.trim();
    let amount = strip_currency(text, unit);
    let (digits, tail) = split_digits(amount);
    let number: f64 = ungroup(digits)
        .ok_or_else(|| {
            format!("'{text}': a comma or a space groups thousands, as in 2,000; write 1500 or 1.5k for a fraction")
        })?
        .parse()
        .map_err(|_| format!("'{text}' is not a number"))?;
    let factor = unit_factor(tail, unit)
        .ok_or_else(|| format!("'{tail}' is not understood here: give {}", describe_unit(unit)))?;
    let value = if factor == 1.0 { number } else { round_to_digits(number * factor) };
    let of = first_part(tail).trim().to_lowercase();
    let is_binary =
        of.len() > 1 && of.ends_with('b') && !of.ends_with("ib") && mebibytes_of(first_part(unit)).is_some();
    if value.is_finite() { Ok(Quantity { value, is_binary }) } else { Err(format!("'{text}' is too large")) }
}

/// A converted figure without the last digits, which are the conversion's and nobody typed: 9.6k a year is 800 a month.
fn round_to_digits(value: f64) -> f64 {
    format!("{value:.12e}").parse().unwrap_or(value)
}

/// The number at the start of a text, and the unit behind it.
pub fn split_digits(text: &str) -> (&str, &str) {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | '-' | '+' | ' ' | '\u{a0}');
    let end = text.find(|c| !is_of_number(c)).unwrap_or(text.len());
    let (digits, tail) = text.split_at(end);
    (digits.trim(), tail.trim())
}

fn strip_currency<'t>(text: &'t str, unit: &str) -> &'t str {
    let is_money = unit.starts_with("USD");
    let without = ["$", "USD"].iter().find_map(|sign| text.strip_prefix(sign)).filter(|_| is_money);
    without.unwrap_or(text).trim_start()
}

/// The digits without what groups them; none where a comma or a space does not group thousands.
fn ungroup(digits: &str) -> Option<String> {
    const MARKS: [char; 3] = [',', ' ', '\u{a0}'];
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).trim_start().split(MARKS);
    let first = groups.next().unwrap_or("");
    let mut others = groups.peekable();
    let has_several = others.peek().is_some();
    let is_grouped = others.all(|group| group.len() == 3);
    if fraction.contains(MARKS) || !is_grouped || (has_several && !(1..=3).contains(&first.len())) {
        return None;
    }
    Some(digits.chars().filter(|c| !matches!(c, ',' | '_' | ' ' | '\u{a0}')).collect())
}

/// What is understood in a field of this unit.
fn describe_unit(unit: &str) -> String {
    let examples = match unit.split_once('/') {
        Some((_, period)) if seconds_of(period).is_some() && !is_time(unit) => {
            " or another period, as in 2M/month, 66.7k/day or 40/s"
        }
        _ if mebibytes_of(first_part(unit)).is_some() => ", or MB, GB",
        _ if unit == "ms" => ", or s, min, h",
        _ => "",
    };
    format!("{unit}{examples}")
}

fn first_part(unit: &str) -> &str {
    unit.split('/').next().unwrap_or(unit)
}

fn is_time(unit: &str) -> bool {
    seconds_of(first_part(unit)).is_some()
}

/// How many of `unit` one of what was typed is.
fn unit_factor(tail: &str, unit: &str) -> Option<f64> {
    if let Some(factor) = convert(tail, unit) {
        return Some(factor);
    }
    let multipliers = [
        ("thousand", 1e3),
        ("million", 1e6),
        ("billion", 1e9),
        ("k", 1e3),
        ("K", 1e3),
        ("M", 1e6),
        ("m", 1e6),
        ("G", 1e9),
        ("B", 1e9),
    ];
    multipliers.iter().find_map(|(sign, factor)| Some(convert(tail.strip_prefix(sign)?.trim_start(), unit)? * factor))
}

/// The same for a unit without a multiplier.
fn convert(typed: &str, unit: &str) -> Option<f64> {
    if typed.is_empty() || typed.eq_ignore_ascii_case(unit) {
        return Some(1.0);
    }
    let typed = match typed.to_ascii_lowercase().as_str() {
        "rps" | "qps" => "req/s".to_owned(),
        "rpm" => "req/min".to_owned(),
        _ => typed.to_owned(),
    };
    let (what, per) = split_rate(&typed);
    let (unit_what, unit_per) = match unit.split_once('/') {
        Some((what, per)) => (what, Some(per)),
        None => (unit, None),
    };
    let factor = if what.is_empty() { 1.0 } else { convert_part(what, unit_what)? };
    match (per, unit_per) {
        (None, _) => Some(factor),
        (Some(per), Some(unit_per)) if is_noun(per, unit_per) => Some(factor),
        (Some(per), Some(unit_per)) => Some(factor * seconds_of(unit_per)? / seconds_of(per)?),
        (Some(_), None) => None,
    }
}

/// `req/s`, `jobs a month`, `requests per day`: what, and per what.
fn split_rate(typed: &str) -> (&str, Option<&str>) {
    for separator in ["/", "per ", "each ", "a ", "an "] {
        let at = match separator {
            "/" => typed.find('/'),
            word if typed.starts_with(word) => Some(0),
            word => typed.find(&format!(" {word}")).map(|at| at + 1),
        };
        if let Some(at) = at {
            return (typed[..at].trim(), Some(typed[at + separator.len()..].trim()));
        }
    }
    (typed, None)
}

fn convert_part(typed: &str, unit: &str) -> Option<f64> {
    if is_noun(typed, unit) {
        return Some(1.0);
    }
    if let (Some(one), Some(other)) = (seconds_of(typed), seconds_of(unit)) {
        return Some(one / other);
    }
    Some(mebibytes_of(typed)? / mebibytes_of(unit)?)
}

/// Whether both are words for the same thing.
fn is_noun(typed: &str, unit: &str) -> bool {
    const SAME: [&[&str]; 5] = [
        &["requests", "request", "req", "reqs", "calls", "call", "hits"],
        &["jobs", "job", "runs", "run", "executions", "execution"],
        &["messages", "message", "msg", "msgs"],
        &["USD", "$", "dollars"],
        &["vCPU", "vCPUs", "CPU", "CPUs", "cores", "core"],
    ];
    let has = |names: &&[&str], word: &str| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    typed.eq_ignore_ascii_case(unit) || SAME.iter().any(|names| has(names, typed) && has(names, unit))
}

fn seconds_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "ms" | "millisecond" | "milliseconds" => 1e-3,
        "s" | "sec" | "second" | "seconds" => 1.0,
        "m" | "min" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hour" | "hours" => 3600.0,
        "d" | "day" | "days" => 86_400.0,
        "w" | "week" | "weeks" => 7.0 * 86_400.0,
        "mo" | "month" | "months" => Month::Hours730.hours() * 3600.0,
        "y" | "yr" | "year" | "years" => 12.0 * Month::Hours730.hours() * 3600.0,
        _ => return None,
    })
}

fn mebibytes_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "B" | "bytes" => 1.0 / 1_048_576.0,
        "KiB" | "KB" | "kB" | "kb" | "Ki" => 1.0 / 1024.0,
        "MiB" | "MB" | "mb" | "Mi" => 1.0,
        "GiB" | "GB" | "gb" | "Gi" | "G" | "g" => 1024.0,
        "TiB" | "TB" | "tb" | "Ti" => 1_048_576.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn reads(text: &str, unit: &str, expected: f64) {
        let value = parse_number(text, unit).unwrap_or_else(|error| panic!("{text} in {unit}: {error}"));
        assert!((value - expected).abs() <= 1e-9 * expected.abs(), "{text} in {unit}: {value}, not {expected}");
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        reads("3M", "requests/month", 3e6);
        reads("1.5 k", "requests/month", 1500.0);
        reads("3 000 000", "requests/month", 3e6);
        reads("2,000", "requests/month", 2000.0);
        reads("1_000", "requests/month", 1000.0);
        reads("1,234,567.5", "USD/month", 1_234_567.5);
        reads("2 million", "requests/month", 2e6);
        reads("-5", "ms", -5.0);
    }

    #[test]
    fn rates_are_converted_by_their_period() {
        let month = 730.0 * 3600.0;
        reads("2M/month", "requests/month", 2e6);
        reads("40 req/s", "requests/month", 40.0 * month);
        reads("40/s", "requests/month", 40.0 * month);
        reads("40 requests per second", "requests/month", 40.0 * month);
        reads("40 rps", "requests/month", 40.0 * month);
        reads("66.7k/day", "requests/month", 66_700.0 * 730.0 / 24.0);
        reads("2 M jobs a month", "jobs/day", 2e6 * 24.0 / 730.0);
        reads("2M/month", "jobs/day", 2e6 * 24.0 / 730.0);
        reads("300 runs/h", "jobs/day", 7200.0);
        reads("1 TB/month", "GiB/month", 1024.0);
        reads("12 USD/day", "USD/month", 12.0 * 730.0 / 24.0);
        reads("$800", "USD/month", 800.0);
        reads("$9.6k a year", "USD/month", 800.0);
    }

    #[test]
    fn times_and_sizes_are_converted() {
        reads("800 ms", "ms", 800.0);
        reads("1.2 s", "ms", 1200.0);
        reads("2 min", "ms", 120_000.0);
        reads("512 MB", "MiB", 512.0);
        reads("0.5 GB", "MiB", 512.0);
        reads("512mb", "MiB", 512.0);
        reads("1g", "MiB", 1024.0);
        reads("1Gi", "MiB", 1024.0);
        reads("1 GiB", "MiB", 1024.0);
        reads("512 MiB", "GiB", 0.5);
        reads("10 h/day", "h/day", 10.0);
        reads("4 KB", "KiB/request", 4.0);
        reads("4 KiB per request", "KiB/request", 4.0);
        reads("2 cores", "vCPU", 2.0);
        reads("20 %", "%", 20.0);
    }

    #[test]
    fn what_could_mean_two_things_is_refused_with_what_to_give() {
        for (text, unit, hint) in [
            ("1,5", "ms", "groups thousands"),
            ("1.000,5", "ms", "groups thousands"),
            ("1 5", "ms", "groups thousands"),
            ("3 000 00", "ms", "groups thousands"),
            ("1.5 5", "ms", "groups thousands"),
            ("many", "ms", "not a number"),
            ("1e", "ms", "s, min, h"),
            ("40 jobs/s", "requests/month", "40/s"),
            ("512 ms", "MiB", "MB, GB"),
            ("5/s", "ms", "s, min, h"),
            ("", "ms", "not a number"),
            (".", "ms", "not a number"),
        ] {
            let error = parse_number(text, unit).expect_err(text);
            assert!(error.contains(hint), "{text}: {error}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
            for unit in ["ms", "requests/month", "MiB", "USD/month", "%", "×", ""] {
                prop_assert!(parse_number(&text, unit).is_ok_and(f64::is_finite) || parse_number(&text, unit).is_err());
            }
        }
    }
}
