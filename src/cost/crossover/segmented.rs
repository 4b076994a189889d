//! Curves that are given as straight segments.

use super::outcome::Crossover;
use super::range::VolumeRange;
use super::sampled::{SampledCurve, VolumeCurve, VolumeGrid};
use super::search::find_crossover;
use crate::cost::term::{CurvePiece, MIN_STEP_GAP, Trend};

/// A straight piece, open at both ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    pub from: f64,
    pub to: f64,
    /// USD just above `from`.
    pub start_cost: f64,
    /// USD per request or job.
    pub slope: f64,
}

impl Segment {
    fn at(&self, volume: f64) -> f64 {
        self.start_cost + self.slope * (volume - self.from)
    }
}

/// A cost curve over a range of volumes: adjacent segments, with a jump wherever they do not meet.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentedCurve(Vec<Segment>);

impl SegmentedCurve {
    /// `fixed + slope × volume`.
    pub fn line(fixed: f64, slope: f64, (from, to): (f64, f64)) -> Self {
        Self(vec![Segment { from, to, start_cost: fixed + slope * from, slope }])
    }
}

#[cfg(test)]
impl SegmentedCurve {
    /// `fixed + slope × volume + unit × max(least, ceil(volume / capacity))`: nodes, tasks, hosts.
    pub fn stepped((fixed, slope): (f64, f64), unit: f64, capacity: f64, least: f64, (from, to): (f64, f64)) -> Self {
        let mut segments = Vec::new();
        let mut units = least.max(1.0);
        let mut left = from;
        while left < to {
            // Ends are multiples of the capacity, never quotients, so that no step is off by one.
            let right = (units * capacity).min(to);
            if right > left {
                let start_cost = fixed + slope * left + unit * units;
                segments.push(Segment { from: left, to: right, start_cost, slope });
                left = right;
            }
            units += 1.0;
        }
        Self(segments)
    }
}

impl VolumeCurve for SegmentedCurve {
    fn piece(&self, volume: f64) -> CurvePiece {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        match self.0.iter().find(|piece| piece.to > just_above).or(self.0.last()) {
            Some(piece) => {
                let at = CurvePiece::constant(volume, piece.at(volume));
                CurvePiece { slope: piece.slope, until: piece.to, ..at }
            }
            None => CurvePiece::constant(volume, 0.0),
        }
    }

    fn trend(&self, _volume: f64) -> Trend {
        Trend::RISING
    }

    fn max_dip(&self) -> f64 {
        // Segments are given as they are, so any of them may fall.
        let falls = |pair: &[Segment]| (pair[0].at(pair[0].to) - pair[1].start_cost).max(0.0);
        let within = self.0.iter().map(|piece| (piece.start_cost - piece.at(piece.to)).max(0.0)).sum::<f64>();
        within + self.0.windows(2).map(falls).sum::<f64>()
    }

    fn max_volume(&self) -> f64 {
        self.0.last().map_or(0.0, |piece| piece.to)
    }
}

/// Finds every flip between two curves over the range that both cover.
pub fn exact_crossover(a: &SegmentedCurve, b: &SegmentedCurve) -> Crossover {
    let from = |curve: &SegmentedCurve| curve.0.first().map_or(f64::INFINITY, |piece| piece.from);
    let volumes = VolumeRange { from: from(a).max(from(b)), to: a.max_volume().min(b.max_volume()) };
    let grid = VolumeGrid::over(volumes);
    find_crossover(&SampledCurve::new(a, &grid), &SampledCurve::new(b, &grid), "requests/month")
}

#[cfg(test)]
mod tests {
    use super::super::outcome::{CrossoverKind, Flip, FlipKind, Side};
    use super::*;
    use serde_json::Value;

    const RANGE: (f64, f64) = (1e4, 5e9);
    const NODE: f64 = 0.096 * 730.0;
    /// 0.0225 × 730, rounded to the cent in the worked cases.
    const BALANCER: f64 = 16.43;

    fn vectors() -> Vec<Value> {
        let text = include_str!("../../../tests/data/cost_vectors.json");
        serde_json::from_str::<Value>(text).unwrap().as_array().unwrap().clone()
    }

    fn vector(name: &str) -> Value {
        vectors().into_iter().find(|case| case["name"] == name).unwrap()
    }

    #[track_caller]
    fn near(actual: f64, expected: &Value) {
        let expected = expected.as_f64().unwrap();
        assert!((actual - expected).abs() <= 1e-6 * expected.abs(), "{actual} is not {expected}");
    }

    /// USD per request of a function of so many MiB that runs 200 ms.
    fn function(mib: f64, gateway: f64) -> f64 {
        0.2e-6 + gateway + 0.2 * mib / 1024.0 * 1.66667e-5
    }

    /// A curve from 0 that changes its slope at a volume of 10.
    fn bent(slope: f64, then: f64) -> SegmentedCurve {
        SegmentedCurve(vec![
            Segment { from: 0.0, to: 10.0, start_cost: 0.0, slope },
            Segment { from: 10.0, to: 100.0, start_cost: 10.0 * slope, slope: then },
        ])
    }

    #[track_caller]
    fn same(found: &Crossover, expected: &Value) {
        assert_eq!(found.kind.json_name(), expected["kind"].as_str().unwrap());
        let Some(n) = expected["n"].as_u64() else {
            assert!(found.flips.is_empty());
            return;
        };
        assert_eq!(found.flips.len() as u64, n);
        near(found.first_volume.unwrap(), &expected["first"]);
        near(found.last_volume.unwrap(), &expected["last"]);
        for (flip, row) in found.flips.iter().zip(expected["flips"].as_array().unwrap()) {
            near(flip.at_volume, &row[0]);
            assert_eq!(flip.kind, if row[1] == "jump" { FlipKind::Jump } else { FlipKind::Cross });
            assert_eq!(flip.cheaper, if row[2] == "g" { Side::B } else { Side::A });
        }
    }

    #[test]
    fn functions_against_a_fleet_of_whole_nodes() {
        let mut seen = 0;
        for case in vectors().iter().filter(|case| case["name"].as_str().unwrap().starts_with("x_lambda")) {
            let (inputs, expected) = (&case["inputs"], &case["expect"]);
            let number = |key: &str| inputs[key].as_f64().unwrap();
            // Requests per month that a node of 2 vCPU carries at 60 %.
            let per_node = 2.0 * 0.6 * 3600.0 * 730.0 / (number("cpu_s") * number("peak"));
            let serverless = function(number("mb"), number("api_gw"));
            let fleet = NODE / per_node;
            near(per_node, &expected["req_per_node"]);
            near(serverless * 1e6, &expected["slope_serverless_per_M"]);
            near(fleet * 1e6, &expected["slope_fleet_per_M"]);
            assert_eq!(serverless > fleet, expected["crossover_exists"].as_bool().unwrap());
            let nodes = SegmentedCurve::stepped((BALANCER, 0.0), NODE, per_node, 2.0, (1e4, 3e9));
            same(&exact_crossover(&SegmentedCurve::line(0.0, serverless, (1e4, 3e9)), &nodes), expected);
            seen += 1;
        }
        assert_eq!(seen, 4);
    }

    #[test]
    fn a_zone_of_forty_three_flips() {
        let nodes = SegmentedCurve::stepped((-40.0, 0.0), NODE, 157.68e6, 1.0, RANGE);
        let line = SegmentedCurve::line(0.0, 0.453_333_333_333_333_3e-6, RANGE);
        same(&exact_crossover(&line, &nodes), &vector("x_flipflop_zone")["expect"]);
    }

    #[test]
    fn a_function_against_a_fixed_price() {
        let found = exact_crossover(
            &SegmentedCurve::line(0.0, function(128.0, 0.0), RANGE),
            &SegmentedCurve::line(216.0, 0.0, RANGE),
        );
        assert_eq!(found.kind, CrossoverKind::Single);
        near(found.first_volume.unwrap(), &vector("x_seed004_fixed216")["expect"]["x"]);
        assert_eq!((found.cheaper_below, found.cheaper_above), (Some(Side::A), Some(Side::B)));
    }

    #[test]
    fn the_cheaper_side_of_curves_that_never_meet_is_named() {
        let found = exact_crossover(&SegmentedCurve::line(2.0, 0.0, RANGE), &SegmentedCurve::line(1.0, 0.0, RANGE));
        assert_eq!(
            (found.kind, found.cheaper_below, found.cheaper_above),
            (CrossoverKind::None, Some(Side::B), Some(Side::B))
        );
        let same = exact_crossover(&SegmentedCurve::line(1.0, 0.0, RANGE), &SegmentedCurve::line(1.0, 0.0, RANGE));
        assert_eq!((same.kind, same.cheaper_below), (CrossoverKind::None, None));
    }

    #[test]
    fn curves_that_touch_do_not_flip_and_a_free_allowance_bends() {
        // V against a flat line at its lowest point: they touch.
        let vee = SegmentedCurve(vec![
            Segment { from: 0.0, to: 1.0, start_cost: 1.0, slope: -1.0 },
            Segment { from: 1.0, to: 2.0, start_cost: 0.0, slope: 1.0 },
        ]);
        let flat = SegmentedCurve::line(0.0, 0.0, (0.0, 2.0));
        assert_eq!(exact_crossover(&vee, &flat).kind, CrossoverKind::None);
        let free = bent(0.0, 2.0);
        let found = exact_crossover(&free, &SegmentedCurve::line(20.0, 0.0, (0.0, 100.0)));
        assert_eq!(found.flips, [Flip { at_volume: 20.0, kind: FlipKind::Cross, cheaper: Side::B }]);
    }

    #[test]
    fn a_crossing_exactly_at_a_breakpoint_is_one_crossing() {
        let bent = bent(1.0, 2.0);
        let found = exact_crossover(&bent, &SegmentedCurve::line(10.0, 0.0, (0.0, 100.0)));
        assert_eq!(found.flips, [Flip { at_volume: 10.0, kind: FlipKind::Cross, cheaper: Side::B }]);
    }
}
