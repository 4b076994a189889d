//! What a field says while an amount is typed: how it is read, in the unit in which it will be stored.

use super::amount::{format_full, parse_estimate};
use super::quantity::{self, Quantity};
use crate::model::{Estimate, Figure, Month};
use std::rc::Rc;

/// How a text is read, or why it cannot be.
pub type Reading = Rc<dyn Fn(&str) -> Result<String, String>>;

/// A number in a unit.
pub fn number(unit: impl Into<String>) -> Reading {
    let unit = unit.into();
    Rc::new(move |text| Ok(describe(quantity::read(text, &unit)?, &unit)))
}

/// A number in a unit, or nothing, which means `none`.
pub fn optional_number(unit: impl Into<String>, none: &'static str) -> Reading {
    let read = number(unit);
    Rc::new(move |text| if text.trim().is_empty() { Ok(none.to_owned()) } else { read(text) })
}

/// An estimate in a unit: exact, likely, a range, or unknown.
pub fn estimate(unit: impl Into<String>) -> Reading {
    let unit = unit.into();
    Rc::new(move |text| {
        let full = |figure: Figure| format_full(figure.get());
        Ok(match parse_estimate::<Figure>(text, &unit)? {
            Estimate::Unknown => "not known".to_owned(),
            Estimate::Exact(_) => describe(quantity::read(text, &unit)?, &unit),
            Estimate::Likely(figure) => {
                let typed = text.trim().trim_start_matches('~');
                let read = quantity::read(typed, &unit).map(|read| describe(read, &unit));
                format!("about {}", read.unwrap_or_else(|_| full(figure)))
            }
            Estimate::Range(low, high) => with_unit(&format!("from {} to {}", full(low), full(high)), &unit),
        })
    })
}

/// A quantity in full, with what it comes to in a unit that is easier to judge.
fn describe(quantity: Quantity, unit: &str) -> String {
    let mut text = with_unit(&format_full(quantity.value), unit);
    if let Some(other) = in_other_unit(quantity.value, unit) {
        text = format!("{text}, {other}");
    }
    if quantity.is_binary { format!("{text} (1 GB is read as 1 GiB, 1,024 MiB)") } else { text }
}

fn with_unit(text: &str, unit: &str) -> String {
    format!("{text} {unit}").trim_end().to_owned()
}

/// `2 min` for 120,000 ms, `40 a second` for so many requests in a month.
fn in_other_unit(value: f64, unit: &str) -> Option<String> {
    const SCALES: [(&str, &[(f64, &str)]); 3] = [
        ("ms", &[(86_400_000.0, "days"), (3_600_000.0, "h"), (60_000.0, "min"), (1_000.0, "s")]),
        ("MiB", &[(1_048_576.0, "TiB"), (1_024.0, "GiB")]),
        ("GiB", &[(1_024.0, "TiB")]),
    ];
    let seconds = Month::Hours730.hours() * 3600.0;
    match unit {
        "requests/month" | "messages/month" => Some(format_rate(value / seconds)),
        "jobs/day" => Some(format_rate(value / 86_400.0)),
        _ => {
            let (_, scale) = SCALES.iter().find(|(of, _)| *of == unit)?;
            let (factor, name) = scale.iter().find(|(factor, _)| value >= *factor)?;
            Some(format!("{} {name}", three_figures(value / factor)))
        }
    }
}

/// `40 a second`, `30 an hour`, `12 a day`: the unit in which it is at least 1.
fn format_rate(per_second: f64) -> String {
    let units = [(1.0, "a second"), (60.0, "a minute"), (3_600.0, "an hour"), (86_400.0, "a day")];
    let found = units.iter().find(|(seconds, _)| per_second * seconds >= 1.0);
    let (seconds, unit) = found.unwrap_or(&(86_400.0, "a day"));
    format!("{} {unit}", three_figures(per_second * seconds))
}

fn three_figures(value: f64) -> String {
    let digits = if value >= 100.0 {
        0
    } else if value >= 10.0 {
        1
    } else {
        2
    };
    let factor = 10f64.powi(digits);
    format_full((value * factor).round() / factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_says_what_will_be_stored() {
        let read = |text: &str, unit: &str| estimate(unit)(text);
        for (text, unit, said) in [
            ("5m", "requests/month", "5,000,000 requests/month, 1.9 a second"),
            ("5M", "requests/month", "5,000,000 requests/month, 1.9 a second"),
            ("40/s", "requests/month", "105,120,000 requests/month, 40 a second"),
            ("5m", "ms", "300,000 ms, 5 min"),
            ("5M", "ms", "5,000,000 ms, 1.39 h"),
            ("512 MB", "MiB", "512 MiB (1 GB is read as 1 GiB, 1,024 MiB)"),
            ("0.5 GB", "MiB", "512 MiB (1 GB is read as 1 GiB, 1,024 MiB)"),
            ("2 GiB", "MiB", "2,048 MiB, 2 GiB"),
            ("200", "jobs/day", "200 jobs/day, 8.33 an hour"),
            ("~3M", "requests/month", "about 3,000,000 requests/month, 1.14 a second"),
            ("2-4M", "requests/month", "from 2,000,000 to 4,000,000 requests/month"),
            ("?", "ms", "not known"),
            ("", "ms", "not known"),
            ("$9.6k a year", "USD/month", "800 USD/month"),
            ("0.1", "USD/month", "0.1 USD/month"),
            ("3", "", "3"),
        ] {
            assert_eq!(read(text, unit).as_deref(), Ok(said), "{text}");
        }
        for text in ["1,5", "1 5", "1.000,5", "5 parsecs"] {
            assert!(read(text, "ms").is_err(), "{text}");
        }
        assert_eq!(optional_number("USD/month", "no quote")(" ").as_deref(), Ok("no quote"));
    }
}
