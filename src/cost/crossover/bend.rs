//! Where two pieces meet of which at least one is curved.
//!
//! The slope of a curved piece lies between known bounds, so the difference of two pieces does, too. Where those bounds have
//! one sign, the difference rises or falls throughout and has one zero at most, which halving finds. Elsewhere the bounds limit
//! how near to zero the difference may come; where that does not decide, the piece is halved, and bounds become closer.

use super::flip_log::{FlipLog, cheaper_side, tolerance};
use super::outcome::Side;
use super::range::VolumeRange;
use super::sampled::VolumeCurve;
use crate::cost::term::CurvePiece;

/// Relative width to which a crossing is found.
pub const PRECISION: f64 = 1e-10;

/// Two curves at one volume.
#[derive(Debug, Clone, Copy)]
pub struct PiecePair {
    pub a: CurvePiece,
    pub b: CurvePiece,
}

impl PiecePair {
    pub fn at(a: &impl VolumeCurve, b: &impl VolumeCurve, volume: f64) -> Self {
        Self { a: a.piece(volume), b: b.piece(volume) }
    }

    pub fn volume(&self) -> f64 {
        self.a.from
    }

    fn difference(&self) -> f64 {
        self.a.value - self.b.value
    }

    fn tolerance(&self) -> f64 {
        tolerance(self.a.value, self.b.value)
    }

    pub fn side(&self) -> Option<Side> {
        cheaper_side(self.a.value, self.b.value)
    }

    /// The least and the greatest slope of the difference from here to `end`.
    fn slope_range(&self, end: &Self) -> (f64, f64) {
        let (a, b) = (self.a.slope_range(&end.a), self.b.slope_range(&end.b));
        (a.0 - b.1, a.1 - b.0)
    }
}

/// Looks for crossings within one piece of both curves.
pub struct BendSearch<'s, A, B> {
    pub a: &'s A,
    pub b: &'s B,
    pub log: &'s mut FlipLog,
    /// How often a piece may still be halved.
    pub halvings_left: &'s mut u32,
}

impl<A: VolumeCurve, B: VolumeCurve> BendSearch<'_, A, B> {
    /// From the beginning of a piece to a later point of it.
    pub fn search(&mut self, near: &PiecePair, far: &PiecePair) {
        let (from, to) = (near.volume(), far.volume());
        let (low, high) = near.slope_range(far);
        if low >= 0.0 || high <= 0.0 {
            let met_at = if near.side() == far.side() { to } else { self.find_zero(near, far) };
            self.log.end_piece(met_at, far.side());
            return;
        }
        if is_one_sided(near, far, (low, high)) || to - from <= PRECISION * from {
            self.log.end_piece(to, far.side());
            return;
        }
        if *self.halvings_left == 0 {
            self.log.leave_open(VolumeRange { from, to });
            let met_at = if near.side() == far.side() { to } else { self.find_zero(near, far) };
            self.log.end_piece(met_at, far.side());
            return;
        }
        *self.halvings_left -= 1;
        let middle = PiecePair::at(self.a, self.b, f64::midpoint(from, to));
        if is_equal_throughout(near, &middle, far) {
            self.log.end_piece(to, None);
            return;
        }
        self.search(near, &middle);
        self.search(&middle, far);
    }

    /// A zero of the difference between two points of different sides.
    fn find_zero(&self, near: &PiecePair, far: &PiecePair) -> f64 {
        let (mut from, mut to) = (near.volume(), far.volume());
        let Some(first) = near.side() else { return from };
        while to - from > PRECISION * from {
            let middle = f64::midpoint(from, to);
            match PiecePair::at(self.a, self.b, middle).side() {
                None => return middle,
                Some(side) if side == first => from = middle,
                Some(_) => to = middle,
            }
        }
        to
    }
}

/// Whether the bounds of the slope keep the difference on one side of zero, or so near to zero that both are equal there.
fn is_one_sided(near: &PiecePair, far: &PiecePair, (low, high): (f64, f64)) -> bool {
    let (near_side, far_side) = (near.side(), far.side());
    if near_side.is_none() || near_side != far_side {
        return false;
    }
    let width = far.volume() - near.volume();
    // Of A − B if it is positive, of B − A otherwise: the lowest point that slopes allow, from both ends.
    let (start, end) = (near.difference().abs(), far.difference().abs());
    let (fall, rise) = if near.difference() > 0.0 { (-low, high) } else { (high, -low) };
    let lowest = (start * rise + end * fall - fall * rise * width) / (rise + fall);
    lowest > -near.tolerance()
}

/// Whether two curves are equal at three points of a piece, and leave neither end on different ways.
fn is_equal_throughout(near: &PiecePair, middle: &PiecePair, far: &PiecePair) -> bool {
    let width = far.volume() - near.volume();
    let is_parallel = |pair: &PiecePair| ((pair.a.slope - pair.b.slope) * width).abs() <= pair.tolerance();
    [near, middle, far].iter().all(|pair| pair.side().is_none()) && is_parallel(near) && is_parallel(far)
}
