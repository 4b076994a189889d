//! Which of several options is cheapest over which range of volumes.

use crate::cost::VolumeRange;
use crate::cost::crossover::{Crossover, Side};
use crate::model::number::format_volume;

/// From where to where an option is the cheapest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheapestRange {
    /// Which, by its index among the options.
    pub option: usize,
    /// From this volume on.
    pub from: f64,
    /// To this one.
    pub to: f64,
}

/// Which of several options is cheapest over a range of volumes, from where each pair of them crosses. `ends` says beyond
/// which volume an option cannot go.
///
/// Walks from flip to flip of whoever is cheapest: it can only lose that place where one of its own pairs flips, or where it
/// ends. Equal options keep the place of the first of them.
pub fn find_cheapest_ranges(
    ends: &[f64],
    pairs: &[((usize, usize), Crossover)],
    volumes: VolumeRange,
) -> Vec<CheapestRange> {
    let mut ranges: Vec<CheapestRange> = Vec::new();
    let mut at = volumes.from;
    while at < volumes.to {
        let Some(option) = cheapest_option(ends, pairs, at) else { break };
        let lost = pairs.iter().filter_map(|(pair, found)| {
            let side = side_of_option(*pair, option)?;
            let after = found.flips.partition_point(|flip| flip.at_volume <= at);
            found.flips.get(after..)?.iter().find(|flip| flip.cheaper != side).map(|flip| flip.at_volume)
        });
        let to = lost.fold(ends[option].min(volumes.to), f64::min);
        match ranges.last_mut().filter(|last| last.option == option) {
            Some(last) => last.to = to,
            None => ranges.push(CheapestRange { option, from: at, to }),
        }
        at = to;
    }
    ranges
}

fn side_of_option((a, b): (usize, usize), option: usize) -> Option<Side> {
    if a == option { Some(Side::A) } else { (b == option).then_some(Side::B) }
}

/// The cheapest just above a volume, of those that go on there.
fn cheapest_option(ends: &[f64], pairs: &[((usize, usize), Crossover)], volume: f64) -> Option<usize> {
    let goes_on = |option: &usize| ends[*option] > volume;
    (0..ends.len()).filter(goes_on).reduce(|best, other| {
        let found = pairs.iter().find(|(pair, _)| *pair == (best, other)).map(|(_, found)| found);
        let side = found.and_then(|found| {
            let before = found.flips.partition_point(|flip| flip.at_volume <= volume);
            before.checked_sub(1).map_or(found.cheaper_below, |last| found.flips.get(last).map(|flip| flip.cheaper))
        });
        if side == Some(Side::B) { other } else { best }
    })
}

/// Who takes turns, and how often, before one of them stays.
const MIN_ALTERNATIONS: usize = 4;

pub fn describe_ranges(ranges: &[CheapestRange], volumes: VolumeRange, name: impl Fn(usize) -> String) -> String {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(reign) = ranges.get(at) {
        let turns = alternation_length(&ranges[at..]);
        let next = if turns >= MIN_ALTERNATIONS { &ranges[at + turns - 1] } else { reign };
        if turns >= MIN_ALTERNATIONS {
            // Whole nodes step past each other: who is first and who stays matters, not each step between.
            let (first, other) = (name(reign.option), name(ranges[at + 1].option));
            let (from, to) = (format_volume(reign.to), format_volume(next.from));
            parts.push(format!("{first} to {from}, {first} and {other} alternating to {to} ({} changes)", turns - 1));
            at += turns - 1;
            continue;
        }
        let ends = reign.to >= volumes.to;
        parts.push(match (ends, parts.is_empty()) {
            (true, true) => format!("{} at every volume", name(reign.option)),
            (true, false) => format!("then {}", name(reign.option)),
            (false, _) => format!("{} to {}", name(reign.option), format_volume(reign.to)),
        });
        at += 1;
    }
    if let Some(last) = ranges.last().filter(|last| last.to < volumes.to) {
        parts.push(format!("beyond {} none supports the load", format_volume(last.to)));
    }
    parts.join(", ")
}

/// How many ranges from the first on are of two options in turn.
fn alternation_length(ranges: &[CheapestRange]) -> usize {
    let of_two = |at: &usize| ranges[*at].option == ranges[at - 2].option;
    ranges.len().min(2) + (2..ranges.len()).take_while(of_two).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::crossover::{SegmentedCurve, exact_crossover};

    const RANGE: (f64, f64) = (1.0, 1e6);

    fn found(curves: &[SegmentedCurve]) -> Vec<((usize, usize), Crossover)> {
        let mut pairs = Vec::new();
        for (a, first) in curves.iter().enumerate() {
            for (b, second) in curves.iter().enumerate().skip(a + 1) {
                pairs.push(((a, b), exact_crossover(first, second)));
            }
        }
        pairs
    }

    fn describe(curves: &[SegmentedCurve], ends: &[f64]) -> (Vec<CheapestRange>, String) {
        let volumes = VolumeRange { from: RANGE.0, to: RANGE.1 };
        let ranges = find_cheapest_ranges(ends, &found(curves), volumes);
        let words = describe_ranges(&ranges, volumes, |option| ["Functions", "Fargate", "VM fleet"][option].to_owned());
        (ranges, words)
    }

    /// 1 v = 100 + 0.1 v at 111.1; 100 + 0.1 v = 1000 at 9,000; 1 v = 1000 at 1,000, where neither is cheapest.
    #[test]
    fn the_cheapest_changes_where_the_lines_meet() {
        let curves = [
            SegmentedCurve::line(0.0, 1.0, RANGE),
            SegmentedCurve::line(100.0, 0.1, RANGE),
            SegmentedCurve::line(1000.0, 0.0, RANGE),
        ];
        let (ranges, words) = describe(&curves, &[f64::INFINITY; 3]);
        let order: Vec<usize> = ranges.iter().map(|reign| reign.option).collect();
        assert_eq!(order, [0, 1, 2]);
        assert!((ranges[0].to - 1000.0 / 9.0).abs() < 1e-9 && (ranges[1].to - 9000.0).abs() < 1e-6, "{ranges:?}");
        assert_eq!(words, "Functions to 111, Fargate to 9.00 k, then VM fleet");
    }

    #[test]
    fn one_that_is_never_dearer_reigns_alone_and_equals_keep_the_first() {
        let curves = [
            SegmentedCurve::line(1.0, 1.0, RANGE),
            SegmentedCurve::line(2.0, 1.0, RANGE),
            SegmentedCurve::line(1.0, 1.0, RANGE),
        ];
        assert_eq!(describe(&curves, &[f64::INFINITY; 3]).1, "Functions at every volume");
    }

    #[test]
    fn one_that_cannot_go_on_gives_way() {
        let curves = [SegmentedCurve::line(1.0, 0.0, (1.0, 500.0)), SegmentedCurve::line(9.0, 0.0, RANGE)];
        assert_eq!(describe(&curves, &[500.0, f64::INFINITY]).1, "Functions to 500, then Fargate");
        let curves = [SegmentedCurve::line(1.0, 0.0, (1.0, 500.0)), SegmentedCurve::line(9.0, 0.0, (1.0, 8000.0))];
        let (_, words) = describe(&curves, &[500.0, 8000.0]);
        assert_eq!(words, "Functions to 500, Fargate to 8.00 k, beyond 8.00 k none supports the load");
    }

    /// Nodes of 100 USD for each 1,000 requests against 0.1001 USD a request.
    #[test]
    fn steps_that_pass_each_other_are_told_as_turns() {
        let range = (1.0, 20_000.0);
        let curves =
            [SegmentedCurve::line(0.0, 0.1001, range), SegmentedCurve::stepped((0.0, 0.0), 100.0, 1000.0, 1.0, range)];
        let volumes = VolumeRange { from: range.0, to: range.1 };
        let found = find_cheapest_ranges(&[f64::INFINITY; 2], &found(&curves), volumes);
        // The line meets n nodes at n × 999.001, and the next node steps up at n × 1000: 20 meetings, 19 steps.
        assert_eq!(found.len(), 40, "{found:?}");
        let words = describe_ranges(&found, volumes, |option| ["Functions", "VM fleet"][option].to_owned());
        assert_eq!(words, "Functions to 999, Functions and VM fleet alternating to 20.0 k (39 changes), then VM fleet");
    }
}
