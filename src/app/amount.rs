//! Amounts as people type and read them: `3M`, `180 ms`, `~512`, `2–4`, `?`.

use super::quantity::parse_number;
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
            let (low, high) = (value(low)?, value(high)?);
            return if low <= high {
                Ok(Estimate::Range(low, high))
            } else {
                Err("give the lower end first".to_owned())
            };
        }
    }
    value(text).map(Estimate::Exact)
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
        Estimate::Range(low, high) => format!("{}–{}", format_compact(low.into()), format_compact(high.into())),
        Estimate::Unknown => "?".to_owned(),
    }
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
    use crate::model::{Millis, Requests};

    #[test]
    fn estimates_say_how_sure_they_are() {
        let ms = |text| parse_estimate::<Millis>(text, "ms").map(|estimate| format_estimate(&estimate));
        assert_eq!(ms("180"), Ok("180".to_owned()));
        assert_eq!(ms("~ 1.5 s"), Ok("~1500".to_owned()));
        assert_eq!(ms("100-200"), Ok("100–200".to_owned()));
        assert_eq!(ms("?"), Ok("?".to_owned()));
        assert!(ms("200..100").is_err());
        assert!(ms("-5").is_err());
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
}
