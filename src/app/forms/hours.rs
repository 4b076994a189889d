//! Hours as people type them: `1 2.5 5 patched by image`, or one figure, and the reason.

use crate::app::amount::format_full;
use crate::app::quantity::parse_number;
use crate::app::reading::Reading;
use crate::app::row::ParseEdit;
use crate::appraisal::task_lines::TaskLine;
use crate::catalogue::HoursBand;
use crate::model::{Edit, HoursFigures, HoursPerMonth, TaskId};
use std::rc::Rc;

/// A hint of what can be typed.
pub const HINT: &str = "low likely high, or one figure, and then the reason: 1 2.5 5 we patch by image";

/// What the editor starts with: the hours in use, and the reason for the team's own.
pub fn input_text(line: &TaskLine) -> String {
    let Some(hours) = line.hours() else { return String::new() };
    let HoursBand { low, likely, high } = hours;
    let figures = if low == likely && likely == high {
        likely.get().to_string()
    } else {
        format!("{} {} {}", low.get(), likely.get(), high.get())
    };
    let why = line.own_hours.as_ref().map_or("", |own| own.why.as_str());
    format!("{figures} {why}").trim_end().to_owned()
}

/// Parses hours into the edit of a line. An empty text goes back to the catalogue's hours, and a text that was not changed changes
/// nothing.
pub fn parse_for(line: &TaskLine, by: &str) -> ParseEdit {
    let (task, by) = (TaskId::from(line.task.as_str()), by.to_owned());
    let platform = override_platform(line);
    let shown = input_text(line);
    let as_it_is = line.hours().zip(line.own_hours.as_ref()).map(|(band, own)| HoursFigures {
        low: band.low,
        likely: band.likely,
        high: band.high,
        why: own.why.clone(),
        by: own.by.clone(),
    });
    Rc::new(move |text| {
        let own = match parse_hours(text)? {
            Some(_) if text.trim() == shown => as_it_is.clone(),
            None => None,
            Some((band, why)) => {
                let HoursBand { low, likely, high } = band;
                Some(HoursFigures { low, likely, high, why, by: by.clone() })
            }
        };
        Ok(Edit::SetHours { task: task.clone(), platform: platform.clone(), said: own })
    })
}

/// What was read: the hours, and the reason for them.
pub fn reading() -> Reading {
    Rc::new(|text| {
        let full = |hours: HoursPerMonth| format_full(hours.get());
        Ok(match parse_hours(text)? {
            None => "the catalogue's hours".to_owned(),
            Some((HoursBand { low, likely, high }, why)) => {
                let hours = if low == high {
                    format!("{} h/month", full(likely))
                } else {
                    format!("from {} to {}, likely {} h/month", full(low), full(high), full(likely))
                };
                if why.is_empty() { hours } else { format!("{hours}, because {why}") }
            }
        })
    })
}

/// The edit that goes back to the catalogue's hours.
pub fn reset_edit(line: &TaskLine) -> Edit {
    Edit::SetHours { task: TaskId::from(line.task.as_str()), platform: override_platform(line), said: None }
}

/// The platform that the row is kept for: an own row for all platforms stays one.
fn override_platform(line: &TaskLine) -> Option<crate::model::PlatformId> {
    match &line.own_hours {
        Some(own) => own.platform.clone(),
        None => line.platform.clone(),
    }
}

/// One figure or three, and the text after them; `None` for an empty text.
fn parse_hours(text: &str) -> Result<Option<(HoursBand, String)>, String> {
    let text = text.trim().replace(['–', '—'], " ");
    if text.is_empty() {
        return Ok(None);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let figures: Vec<f64> = words.iter().take(3).map_while(|word| figure(word)).collect();
    let why = words.get(figures.len()..).unwrap_or_default().join(" ");
    let why = why.trim_start_matches([':', ',', ';', '-']).trim().to_owned();
    let hours = |value: f64| HoursPerMonth::new(value).map_err(|error| error.to_string());
    let band = match figures.as_slice() {
        [only] => HoursBand { low: hours(*only)?, likely: hours(*only)?, high: hours(*only)? },
        [low, likely, high] => HoursBand { low: hours(*low)?, likely: hours(*likely)?, high: hours(*high)? },
        _ => return Err("give one figure, or three: low likely high, such as 1 2.5 5".to_owned()),
    };
    if band.low > band.likely || band.likely > band.high {
        return Err("give the low figure first, then the likely, then the high".to_owned());
    }
    Ok(Some((band, why)))
}

/// `2.5`, `2.5h`, `30min` or `2.5:`, in hours.
fn figure(word: &str) -> Option<f64> {
    parse_number(word.trim_end_matches([':', ',', ';']), "h").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_one_figure_or_three_and_words_behind_them() {
        let read = |text: &str| {
            parse_hours(text)
                .map(|parsed| parsed.map(|(band, why)| ([band.low, band.likely, band.high].map(|h| h.get()), why)))
        };
        assert_eq!(read("1 2.5 5 we patch by image"), Ok(Some(([1.0, 2.5, 5.0], "we patch by image".to_owned()))));
        assert_eq!(read("4h: two of us"), Ok(Some(([4.0, 4.0, 4.0], "two of us".to_owned()))));
        assert_eq!(read("1–2–3"), Ok(Some(([1.0, 2.0, 3.0], String::new()))));
        assert_eq!(read("  "), Ok(None));
        for wrong in ["many", "1 2", "5 2 1", "-1 2 3", "1e999", "1 2 of us"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
