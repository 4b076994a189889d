//! A piece of a cost curve.

/// Two steps of a curve that lie closer together than this share of the volume count as one step. It is four times the
/// tolerance of [`round_up`](crate::cost::formula::load::round_up).
pub const MIN_STEP_GAP: f64 = 4e-9;

/// A piece of a curve: what holds just above a volume, until the next step or bend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePiece {
    /// The volume where it begins.
    pub from: f64,
    /// The value there, after any step at that very volume.
    pub value: f64,
    /// What one more request or job adds.
    pub slope: f64,
    /// The volume up to which the slope holds; infinite when it always does.
    pub until: f64,
    /// How the slope changes along the piece.
    pub bend: Bend,
}

/// The parts of a slope that change along a piece. Both are 0 where the piece is straight.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bend {
    /// The part that only falls up to the end of the piece.
    pub flattening: f64,
    /// The part that only rises up to the end of the piece.
    pub steepening: f64,
}

impl Bend {
    pub const NONE: Self = Self { flattening: 0.0, steepening: 0.0 };

    /// That of a multiple; what falls along a piece rises along its negative.
    pub fn scaled(self, factor: f64) -> Self {
        let (flattening, steepening) = (self.flattening * factor, self.steepening * factor);
        if factor < 0.0 {
            Self { flattening: steepening, steepening: flattening }
        } else {
            Self { flattening, steepening }
        }
    }
}

impl CurvePiece {
    /// The same value at every volume.
    pub fn constant(from: f64, value: f64) -> Self {
        Self { from, value, slope: 0.0, until: f64::INFINITY, bend: Bend::NONE }
    }

    pub fn is_straight(&self) -> bool {
        self.bend == Bend::NONE
    }

    /// The least and the greatest slope from here to `end`, which is a later point of the same piece.
    pub fn slope_range(&self, end: &Self) -> (f64, f64) {
        let low = self.slope - self.bend.flattening + end.bend.flattening;
        let high = self.slope - self.bend.steepening + end.bend.steepening;
        (low, high)
    }

    /// The value further along a straight piece.
    pub fn at(&self, volume: f64) -> f64 {
        self.value + self.slope * (volume - self.from)
    }

    /// The sum of this piece and a multiple of another.
    pub fn plus_scaled(self, other: Self, factor: f64) -> Self {
        let bend = other.bend.scaled(factor);
        Self {
            from: self.from,
            value: self.value + other.value * factor,
            slope: self.slope + other.slope * factor,
            until: self.until.min(other.until),
            bend: Bend {
                flattening: self.bend.flattening + bend.flattening,
                steepening: self.bend.steepening + bend.steepening,
            },
        }
    }
}
