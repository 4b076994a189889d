use thiserror::Error;

use super::{Interval, Share};

/// Totals closer than this part of the scale's span are a tie: rounding must not name a winner.
const TIE: f64 = 1e-9;

/// The scale of scores; 1 to 5 by default.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    lo: f64,
    hi: f64,
}

/// Why two numbers are not a scale.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("a scale needs two finite ends, the lower one first, but got {lo} to {hi}")]
pub struct ScaleError {
    /// The lower end as given.
    pub lo: f64,
    /// The upper end as given.
    pub hi: f64,
}

impl Scale {
    /// The scale from `lo` to `hi`.
    ///
    /// # Errors
    /// When an end or their distance is not finite, or `lo >= hi`.
    pub fn new(lo: f64, hi: f64) -> Result<Scale, ScaleError> {
        if lo < hi && (hi - lo).is_finite() { Ok(Scale { lo, hi }) } else { Err(ScaleError { lo, hi }) }
    }

    /// From 0 to 1, where normalised measurements live.
    pub const UNIT: Scale = Scale { lo: 0.0, hi: 1.0 };

    pub fn lo(self) -> f64 {
        self.lo
    }

    /// The best score.
    pub fn hi(self) -> f64 {
        self.hi
    }

    /// `hi - lo`, always positive.
    pub fn span(self) -> f64 {
        self.hi - self.lo
    }

    /// Totals no further apart than this are tied.
    pub fn tie_tolerance(self) -> f64 {
        TIE * self.span()
    }

    /// The interval of an empty cell: the whole scale. Never zero, never the middle.
    pub fn missing(self) -> Interval {
        Interval::between(self.lo, self.hi)
    }

    /// Whether `value` is a score on this scale.
    pub fn contains(self, value: f64) -> bool {
        (self.lo..=self.hi).contains(&value)
    }

    /// Where `z` of the way from worst to best lies: `lo + z (hi - lo)`.
    pub fn at(self, z: Share) -> f64 {
        self.lo + z.get() * self.span()
    }

    /// How far along the scale a value lies, in percent: 0 at `lo`, 100 at `hi`, beyond either for a value off the scale.
    pub fn percent(self, value: f64) -> f64 {
        100.0 * (value - self.lo) / self.span()
    }
}

impl Default for Scale {
    fn default() -> Scale {
        Scale { lo: 1.0, hi: 5.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn refuses_what_has_no_span() {
        assert!(Scale::new(3.0, 3.0).is_err());
        assert!(Scale::new(5.0, 1.0).is_err());
        assert!(Scale::new(f64::NAN, 5.0).is_err());
        assert!(Scale::new(f64::MIN, f64::MAX).is_err());
        assert_eq!(Scale::new(1.0, 5.0), Ok(Scale::default()));
    }
}
