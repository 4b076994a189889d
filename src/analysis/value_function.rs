//! Value functions: from a measurement (dollars, hours, milliseconds) to a score, through anchors for worst and best.

use thiserror::Error;

use super::{Scale, Share};

/// A piecewise linear value function: between two neighbouring points it is straight, beyond the outermost it stays level.
///
/// The anchors are set by people, not derived from the data, so adding an alternative changes no score.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueFunction {
    /// By measurement, rising.
    points: Vec<(f64, Share)>,
}

/// The value of a measurement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MappedValue {
    /// How far from worst (0) to best (1).
    pub z: Share,
    /// Whether the measurement lies beyond the outermost points, so that the anchors should be reviewed.
    pub clamped: bool,
}

/// Why points do not form a value function, or a measurement has no value.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum ValueError {
    #[error("a value function needs at least two points, but has {count}")]
    TooFewPoints {
        /// Points given.
        count: usize,
    },
    /// Worst equals best, or two points share a measurement.
    #[error("two points of the value function are at {at}: worst and best must differ")]
    SamePoint {
        /// The measurement they share.
        at: f64,
    },
    /// NaN or infinite.
    #[error("a measurement or anchor is not a finite number")]
    NonFinite,
    #[error("the value at {at} is {value}: values run from 0 (worst) to 1 (best)")]
    ValueOutOfRange {
        /// The measurement.
        at: f64,
        /// The value given for it.
        value: f64,
    },
}

impl ValueFunction {
    /// The straight line `z = (x - worst) / (best - worst)`; `worst > best` says that less is better.
    ///
    /// # Errors
    /// [`ValueError::SamePoint`] when worst equals best, [`ValueError::NonFinite`].
    pub fn linear(worst: f64, best: f64) -> Result<ValueFunction, ValueError> {
        ValueFunction::piecewise(&[(worst, 0.0), (best, 1.0)])
    }

    /// Straight between `(measurement, value)` points, given in any order, each value 0 to 1.
    ///
    /// # Errors
    /// Fewer than two points, a number that is not finite, a value outside 0..=1, two points at one measurement.
    pub fn piecewise(points: &[(f64, f64)]) -> Result<ValueFunction, ValueError> {
        if points.len() < 2 {
            return Err(ValueError::TooFewPoints { count: points.len() });
        }
        let mut checked = Vec::with_capacity(points.len());
        for &(at, value) in points {
            if !at.is_finite() || !value.is_finite() {
                return Err(ValueError::NonFinite);
            }
            checked.push((at, Share::new(value).ok_or(ValueError::ValueOutOfRange { at, value })?));
        }
        checked.sort_by(|a, b| a.0.total_cmp(&b.0));
        match checked.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(ValueError::SamePoint { at: pair[0].0 }),
            None => Ok(ValueFunction { points: checked }),
        }
    }

    /// The value of the measurement `x`, and whether it lies beyond the outermost points.
    ///
    /// # Errors
    /// [`ValueError::NonFinite`] when `x` is NaN or infinite.
    pub fn value(&self, x: f64) -> Result<MappedValue, ValueError> {
        if !x.is_finite() {
            return Err(ValueError::NonFinite);
        }
        let after = self.points.partition_point(|&(at, _)| at < x);
        Ok(match (after.checked_sub(1).and_then(|before| self.points.get(before)), self.points.get(after)) {
            (Some(&from), Some(&to)) => MappedValue { z: interpolate(from, to, x), clamped: false },
            (None, Some(&(at, z))) => MappedValue { z, clamped: x < at },
            (Some(&(_, z)), None) => MappedValue { z, clamped: true },
            (None, None) => MappedValue { z: Share::ZERO, clamped: true }, // two points at least: cannot be
        })
    }

    /// How much z changes with a unit more of the measurement at `x`: of the piece that begins there, 0 beyond the outermost
    /// points. At a breakpoint, and at an outermost point, of the piece on the inner side.
    pub fn slope(&self, x: f64) -> f64 {
        let within = |pair: &&[(f64, Share)]| x >= pair[0].0 && x <= pair[1].0;
        let piece = self.points.windows(2).rev().find(within);
        piece.map_or(0.0, |pair| (pair[1].1.get() - pair[0].1.get()) / (pair[1].0 - pair[0].0))
    }

    /// The points it goes through, by rising measurement: for drawing it.
    pub fn points(&self) -> &[(f64, Share)] {
        &self.points
    }

    /// The measurement `x` as a score: `lo + z (hi - lo)`.
    ///
    /// # Errors
    /// [`ValueError::NonFinite`] when `x` is NaN or infinite.
    pub fn score(&self, x: f64, scale: Scale) -> Result<f64, ValueError> {
        Ok(scale.at(self.value(x)?.z))
    }
}

/// Halving first keeps anchors at the ends of the number range from overflowing.
fn interpolate((x0, v0): (f64, Share), (x1, v1): (f64, Share), x: f64) -> Share {
    let z = (x / 2.0 - x0 / 2.0) / (x1 / 2.0 - x0 / 2.0);
    Share::clamped(v0.get() + z * (v1.get() - v0.get()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_anchors_it_stays_level_and_says_so() {
        let cost = ValueFunction::linear(500.0, 100.0).unwrap();
        assert_eq!(cost.value(50.0), Ok(MappedValue { z: Share::ONE, clamped: true }));
        assert_eq!(cost.value(900.0), Ok(MappedValue { z: Share::ZERO, clamped: true }));
        assert_eq!(cost.value(100.0), Ok(MappedValue { z: Share::ONE, clamped: false }));
        assert_eq!(cost.value(500.0), Ok(MappedValue { z: Share::ZERO, clamped: false }));
    }

    #[test]
    fn it_is_as_steep_as_the_piece() {
        let bent = ValueFunction::piecewise(&[(0.0, 0.0), (10.0, 0.8), (30.0, 1.0)]).unwrap();
        let slopes: Vec<f64> = [-1.0, 0.0, 5.0, 10.0, 20.0, 30.0, 31.0].map(|x| bent.slope(x)).to_vec();
        for (result, want) in slopes.iter().zip([0.0, 0.08, 0.08, 0.01, 0.01, 0.01, 0.0]) {
            assert!((result - want).abs() < 1e-12, "{slopes:?}");
        }
        assert_eq!(ValueFunction::linear(500.0, 100.0).unwrap().slope(200.0), -0.0025);
    }

    #[test]
    fn refuses_what_cannot_be_drawn() {
        assert_eq!(ValueFunction::linear(3.0, 3.0), Err(ValueError::SamePoint { at: 3.0 }));
        assert_eq!(ValueFunction::linear(f64::NAN, 3.0), Err(ValueError::NonFinite));
        assert_eq!(ValueFunction::piecewise(&[(1.0, 0.0)]), Err(ValueError::TooFewPoints { count: 1 }));
        let steep = ValueFunction::piecewise(&[(1.0, 0.0), (2.0, 1.5)]);
        assert_eq!(steep, Err(ValueError::ValueOutOfRange { at: 2.0, value: 1.5 }));
        assert_eq!(ValueFunction::linear(0.0, 1.0).unwrap().value(f64::NAN), Err(ValueError::NonFinite));
    }
}
