//! Amounts as people type and read them: `3M`, `180 ms`, `~512`, `2–4`, `?`.

use super::quantity::{parse_number, split_digits};
use crate::model::Estimate;

/// Reads an estimate: `180` is exact, `~180` likely, `100-200` (or `100..200`) a range, `?` unknown.
pub fn parse_estimate<T>(text: &str, unit: &str) -> Result<Estimate<T>, String>
where
    T: TryFrom<f64> + PartialOrd + Copy,
    T::Error: std::fmt::Display,
{
    let text = text.trim();
    let value = |part: &str| {
        let number = parse_number(part, unit)?;
        T::try_from(number).map_err(|error| error.to_string())
    };
    if text.is_empty() || text == "?" || text.eq_ignore_ascii_case("unknown") {
        return Ok(Estimate::Unknown);
    }
    if let Some(likely) = text.strip_prefix('~') {
        return value(likely).map(Estimate::Likely);
    }
    for separator in ["..", "–", "-"] {
        if let Some((low, high)) = text.split_once(separator)
            && !low.trim().is_empty()
        {
            let (low, high) = (value(&with_unit_of(low, high))?, value(high)?);
            return if low <= high {
                Ok(Estimate::Range(low, high))
            } else {
                Err("give the lower end first".to_owned())
            };
        }
    }
    value(text).map(Estimate::Exact)
}

/// The lower end of a range, in the unit of the upper one where it has none: `2-4M` is from 2 M on.
fn with_unit_of(low: &str, high: &str) -> String {
    let (digits, unit) = split_digits(low);
    if unit.is_empty() { format!("{digits} {}", split_digits(high).1) } else { low.to_owned() }
}

/// A number in full that can be typed again: thousands apart, no digit lost.
pub fn format_full(value: f64) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::from(if value < 0.0 { "-" } else { "" });
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { grouped } else { format!("{grouped}.{fraction}") }
}

/// A number to three figures with `k`, `M` or `G`: `3.0 M`, `180`, `1.25`.
pub fn format_compact(value: f64) -> String {
    let magnitude = value.abs();
    let (scaled, suffix) = match magnitude {
        m if m >= 999_500_000.0 => (value / 1e9, " G"),
        m if m >= 999_500.0 => (value / 1e6, " M"),
        m if m >= 99_950.0 => (value / 1e3, " k"),
        _ => (value, ""),
    };
    let size = scaled.abs();
    let digits = if suffix.is_empty() && value.fract() == 0.0 {
        0
    } else if size < 10.0 && (!suffix.is_empty() || size >= 1.0) {
        usize::from(!suffix.is_empty()).max(if suffix.is_empty() { 2 } else { 1 })
    } else if size < 1.0 {
        2
    } else if size < 100.0 {
        1
    } else {
        0
    };
    format!("{scaled:.digits$}{suffix}")
}

/// Money: cents below 10, whole above, thousands apart.
pub fn format_money(value: f64) -> String {
    if value.abs() < 9.995 { format!("{value:.2}") } else { format_grouped(value.round()) }
}

/// A whole number with its thousands apart.
pub fn format_grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 { format!("-{text}") } else { text }
}

/// An estimate as it is shown: `180`, `~180`, `100–200`, `?`.
pub fn format_estimate<T: Into<f64> + Copy + PartialOrd>(estimate: &Estimate<T>) -> String {
    match *estimate {
        Estimate::Exact(value) => format_compact(value.into()),
        Estimate::Likely(value) => format!("~{}", format_compact(value.into())),
        Estimate::Range(low, high) => format_range(low.into(), high.into()),
        Estimate::Unknown => "?".to_owned(),
    }
}

/// A range. A multiplier behind its end would be read as that of both ends, so where only the end has one, both are written out.
fn format_range(low: f64, high: f64) -> String {
    let (short, long) = (format_compact(low), format_compact(high));
    if !short.contains(' ') && long.contains(' ') && low != 0.0 {
        return format!("{short}–{}", format_grouped(high));
    }
    format!("{short}–{long}")
}

/// An estimate as it can be typed again, at full precision.
pub fn estimate_input<T: Into<f64> + Copy + PartialOrd>(estimate: &Estimate<T>) -> String {
    match *estimate {
        Estimate::Exact(value) => value.into().to_string(),
        Estimate::Likely(value) => format!("~{}", value.into()),
        Estimate::Range(low, high) => format!("{}..{}", low.into(), high.into()),
        Estimate::Unknown => String::new(),
    }
}

/// The next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten, up or down; coarse steps go by 1, 2, 5.
pub fn preferred_step(value: f64, up: bool, coarse: bool) -> f64 {
    const FINE: [f64; 10] = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];
    const COARSE: [f64; 3] = [1.0, 2.0, 5.0];
    let series: &[f64] = if coarse { &COARSE } else { &FINE };
    if !value.is_finite() || value < 1.0 {
        return if up { 1.0 } else { 0.0 };
    }
    let decade = 10f64.powf(value.log10().floor());
    let mut marks: Vec<f64> = [decade / 10.0, decade, decade * 10.0]
        .iter()
        .flat_map(|d| series.iter().map(move |s| (s * d).round()))
        .collect();
    marks.dedup();
    let next = if up {
        marks.into_iter().find(|mark| *mark > value * (1.0 + 1e-9))
    } else {
        marks.into_iter().rev().find(|mark| *mark < value * (1.0 - 1e-9))
    };
    next.unwrap_or(value).clamp(0.0, 1e15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Figure, Millis, Requests, number};
    use proptest::prelude::*;

    #[test]
    fn estimates_say_how_sure_they_are() {
        let ms = |text| parse_estimate::<Millis>(text, "ms").map(|estimate| format_estimate(&estimate));
        assert_eq!(ms("180"), Ok("180".to_owned()));
        assert_eq!(ms("~ 1.5 s"), Ok("~1500".to_owned()));
        assert_eq!(ms("100-200"), Ok("100–200".to_owned()));
        assert_eq!(ms("?"), Ok("?".to_owned()));
        assert!(ms("200..100").is_err());
        assert!(ms("-5").is_err());
        assert_eq!(ms("1-2 s"), Ok("1000–2000".to_owned()));
        assert_eq!(ms("500 ms - 2 s"), Ok("500–2000".to_owned()));
        let volume = parse_estimate::<Requests>("3M", "requests/month").unwrap();
        assert_eq!(estimate_input(&volume), "3000000");
    }

    #[test]
    fn amounts_are_short_and_money_has_cents_only_where_they_count() {
        assert_eq!(format_compact(3_000_000.0), "3.0 M");
        assert_eq!(format_compact(90_000_000.0), "90.0 M");
        assert_eq!(format_compact(350_269_796.9), "350 M");
        assert_eq!(format_compact(180.0), "180");
        assert_eq!(format_compact(0.25), "0.25");
        assert_eq!(format_compact(2.5), "2.50");
        assert_eq!(format_money(1.85), "1.85");
        assert_eq!(format_money(1240.4), "1,240");
        assert_eq!(format_money(0.0), "0.00");
    }

    #[test]
    fn steps_go_up_and_come_back() {
        assert_eq!(preferred_step(3e6, true, false), 4e6);
        assert_eq!(preferred_step(4e6, false, false), 3e6);
        assert_eq!(preferred_step(3e6, true, true), 5e6);
        assert_eq!(preferred_step(8e6, true, false), 1e7);
        assert_eq!(preferred_step(0.0, true, false), 1.0);
        assert_eq!(preferred_step(1.0, false, false), 0.0);
    }

    const UNITS: [&str; 8] = ["ms", "requests/month", "jobs/day", "MiB", "GiB/month", "USD/month", "%", ""];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// What fields start with and what they say they read is read as the same figure, to the last bit.
        #[test]
        fn what_is_printed_in_full_is_read_as_it_was(value in figures(), other in figures(), unit in 0..UNITS.len()) {
            let unit = UNITS[unit];
            prop_assert_eq!(parse_number(&value.to_string(), unit), Ok(value));
            prop_assert_eq!(parse_number(&format_full(value), unit), Ok(value), "{}", format_full(value));
            prop_assert_eq!(parse_number(&format!("{} {unit}", format_full(value)), unit), Ok(value));
            let (low, high) = (value.min(other), value.max(other));
            let figure = |value| Figure::new(value).unwrap();
            for estimate in [
                Estimate::Exact(figure(value)),
                Estimate::Likely(figure(value)),
                Estimate::Range(figure(low), figure(high)),
                Estimate::Unknown,
            ] {
                let typed = estimate_input(&estimate);
                prop_assert_eq!(parse_estimate::<Figure>(&typed, unit), Ok(estimate), "{}", typed);
            }
        }

        /// What is printed with fewer digits is read as what it says: printed again, it is the same.
        #[test]
        fn what_is_printed_short_is_read_as_what_it_says(value in figures(), other in figures(), unit in 0..UNITS.len()) {
            let unit = UNITS[unit];
            // In a size, a G is a GiB; nobody has a billion of those.
            prop_assume!(!unit.contains("iB") || value.max(other) < 1e8);
            for print in [format_compact, format_money, format_grouped, number::format_number, number::format_figure] {
                let text = print(value);
                let read = parse_number(&text, unit);
                prop_assert!(read.is_ok(), "{text} {unit}: {read:?}");
                let again = parse_number(&print(read.clone().unwrap()), unit);
                prop_assert_eq!(again, read, "{}", text);
            }
            let (low, high) = (value.min(other), value.max(other));
            let range = Estimate::Range(Figure::new(low).unwrap(), Figure::new(high).unwrap());
            let text = format_estimate(&range);
            let Ok(Estimate::Range(read_low, read_high)) = parse_estimate::<Figure>(&text, unit) else {
                return Err(TestCaseError::fail(text));
            };
            let near = |read: Figure, meant: f64| (read.get() - meant).abs() <= 0.06 * meant + 0.006;
            prop_assert!(near(read_low, low) && near(read_high, high), "{}", text);
        }
    }

    /// Figures as fields take them: 0, or from 1e-9 to below 1e15, whole ones, such with few digits, and any.
    fn figures() -> impl Strategy<Value = f64> {
        prop_oneof![
            Just(0.0),
            (0..2_000_000_000_u64).prop_map(|whole| whole as f64),
            (0..2_000_000_u32).prop_map(|hundredths| f64::from(hundredths) / 100.0),
            (-9.0..14.9_f64).prop_map(|power| 10f64.powf(power)),
        ]
    }
}
