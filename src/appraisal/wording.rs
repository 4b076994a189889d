//! Figures in words, the same on screen and in reports.

use super::matrix::{CellSource, CellValue};
use crate::cost::crossover::{Crossover, CrossoverKind, Side};
use crate::model::number::format_volume;

/// A value as the matrix shows it: `4`, `2–3`, `4.6`, `?`, `·`.
pub fn format_score(value: &CellValue) -> String {
    match value.source {
        CellSource::Blank => "·".to_owned(),
        CellSource::Unknown => "?".to_owned(),
        _ if !value.score.is_exact() => {
            let (low, high) = (format_level(value.score.low), format_level(value.score.high));
            // Ends that read as one are one.
            if low == high { low } else { format!("{low}–{high}") }
        }
        CellSource::Judged => format_level(value.score.low),
        _ => format!("{:.1}", value.score.low),
    }
}

fn format_level(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// Where one bill becomes cheaper than another, in words.
pub fn describe_crossover(found: &Crossover, a: &str, b: &str) -> String {
    let name = |side: Option<Side>| match side {
        Some(Side::A) => a.to_owned(),
        Some(Side::B) => b.to_owned(),
        None => "neither".to_owned(),
    };
    let volume = |at: Option<f64>| at.map_or(String::new(), |at| format!("{} {}", format_volume(at), found.unit));
    let words = match found.kind {
        _ if !found.is_exact() => {
            let open = found.open_range();
            format!(
                "{} is cheaper below {}, {} above {}; in between {}",
                name(found.cheaper_below),
                volume(open.map(|open| open.from)),
                name(found.cheaper_above),
                volume(open.map(|open| open.to)),
                describe_open_flips(found.flips.len())
            )
        }
        CrossoverKind::None if found.cheaper_below.is_none() => format!("{a} and {b} cost the same at every volume"),
        CrossoverKind::None => format!(
            "{} is cheaper than {} at every volume",
            name(found.cheaper_below),
            name(other_side(found.cheaper_below))
        ),
        CrossoverKind::Single => format!(
            "{} is cheaper below {}, {} above",
            name(found.cheaper_below),
            volume(found.first_volume),
            name(found.cheaper_above)
        ),
        CrossoverKind::Zone if found.cheaper_below == found.cheaper_above => format!(
            "{} is cheaper, but from {} to {} it changes {} times",
            name(found.cheaper_below),
            volume(found.first_volume),
            volume(found.last_volume),
            found.flips.len()
        ),
        CrossoverKind::Zone => format!(
            "{} is cheaper below {}, {} above {}; in between it changes {} times",
            name(found.cheaper_below),
            volume(found.first_volume),
            name(found.cheaper_above),
            volume(found.last_volume),
            found.flips.len()
        ),
    };
    match found.max_volume {
        Some((at, side)) => format!("{words}; {} supports at most {}", name(Some(side)), volume(Some(at))),
        None => words,
    }
}

/// What is known of a range with steps too close together to follow.
fn describe_open_flips(found: usize) -> String {
    let times = match found {
        0 => String::new(),
        1 => ", it changes at least once".to_owned(),
        _ => format!(", it changes at least {found} times"),
    };
    format!("steps are too close together to follow{times}")
}

fn other_side(side: Option<Side>) -> Option<Side> {
    side.map(|side| if side == Side::A { Side::B } else { Side::A })
}
