//! Every flip between two curves, without a resolution.
//!
//! A curve answers with the piece that begins at a volume: value, slope, and how far that holds. Where both are straight, a
//! change of sign is a crossing and found by interpolation; a change of sign from one piece to the next is a jump. Curves
//! have thousands of pieces, most of them where nothing can happen: since no curve falls (but for its stated dip), the
//! difference of two between `l` and `r` lies between `a(l) − b(r)` and `a(r) − b(l)`, and where that excludes zero no piece
//! in between is looked at; nor where that follows from how both go on, steps evened out. Only the time for which a container has a request in flight bends; there bisection finds the
//! crossing to [`PRECISION`].

use super::{Crossover, Flip, FlipKind, Side, VolumeRange, summarize};
use crate::cost::term::CurvePiece;
use std::cell::Cell;

/// Intervals, evenly on a log scale, whose ends are shared by all pairs that a curve is in.
const GRID_INTERVALS: usize = 128;
/// Relative width to which a crossing in a bent piece is found.
const PRECISION: f64 = 1e-10;
/// Pieces of one pair that are looked at; beyond, what is left is decided by its ends, and the answer says so.
const MAX_PIECES: u32 = 100_000;
/// Two sums are the same when they differ by less than this part, or by less than a billionth of a dollar.
const RELATIVE_TOLERANCE: f64 = 1e-11;

/// What can be followed along the volume.
pub trait VolumeCurve {
    /// The piece that begins at a volume.
    fn piece(&self, volume: f64) -> CurvePiece;
    /// By how much it may fall, all in all; otherwise it only rises.
    fn max_dip(&self) -> f64;
    /// The volume beyond which it cannot go.
    fn max_volume(&self) -> f64;
}

/// A range of volumes, cut into intervals that widen evenly; from 0 on, evenly.
pub struct VolumeGrid([f64; GRID_INTERVALS + 1]);

impl VolumeGrid {
    /// Over this range.
    pub fn over(VolumeRange { from, to }: VolumeRange) -> Self {
        let ratio = (to / from).ln() / GRID_INTERVALS as f64;
        Self(std::array::from_fn(|nth| match nth {
            0 => from,
            GRID_INTERVALS => to,
            _ if from > 0.0 => from * (ratio * nth as f64).exp(),
            _ => to * nth as f64 / GRID_INTERVALS as f64,
        }))
    }
}

/// A curve and the pieces of it at the ends of the grid's intervals, each asked for once however many pairs it is in.
pub struct SampledCurve<'c, C> {
    curve: &'c C,
    grid: &'c VolumeGrid,
    pieces: Vec<Cell<Option<CurvePiece>>>,
}

impl<'c, C: VolumeCurve> SampledCurve<'c, C> {
    /// A curve over a range of volumes.
    pub fn new(curve: &'c C, grid: &'c VolumeGrid) -> Self {
        Self { curve, grid, pieces: vec![Cell::new(None); GRID_INTERVALS + 1] }
    }

    fn grid_piece(&self, at: usize) -> CurvePiece {
        let cell = &self.pieces[at];
        cell.get().unwrap_or_else(|| {
            let piece = self.curve.piece(self.grid.0[at]);
            cell.set(Some(piece));
            piece
        })
    }

    /// The piece at a volume, which `last` may reach to.
    fn next_piece(&self, last: &CurvePiece, volume: f64) -> CurvePiece {
        if last.is_curved || last.until <= volume * (1.0 + 1e-12) {
            self.curve.piece(volume)
        } else {
            CurvePiece { from: volume, value: last.at(volume), ..*last }
        }
    }
}

/// Every flip between two curves of one range.
pub fn find_crossover<A: VolumeCurve, B: VolumeCurve>(
    a: &SampledCurve<A>,
    b: &SampledCurve<B>,
    unit: &'static str,
) -> Crossover {
    let (from, to) = (a.grid.0[0], a.grid.0[GRID_INTERVALS]);
    let limit = [(a.curve.max_volume(), Side::A), (b.curve.max_volume(), Side::B)]
        .into_iter()
        .min_by(|x, y| x.0.total_cmp(&y.0));
    let limit = limit.filter(|(at, _)| *at < to);
    if let Some((at, side)) = limit.filter(|(at, _)| *at <= from) {
        return Crossover { max_volume: Some((at, side)), ..summarize(Some(side.other()), Vec::new(), unit) };
    }
    let mut search = Search {
        a,
        b,
        dip: a.curve.max_dip() + b.curve.max_dip(),
        end: limit.map_or(to, |(at, _)| at),
        side: None,
        start: None,
        is_touching: false,
        flips: Vec::new(),
        pieces_left: MAX_PIECES,
    };
    search.search_grid(0, GRID_INTERVALS);
    let is_exact = search.pieces_left > 0;
    Crossover { max_volume: limit, is_exact, ..summarize(search.start, search.flips, unit) }
}

struct Search<'s, 'c, A, B> {
    a: &'s SampledCurve<'c, A>,
    b: &'s SampledCurve<'c, B>,
    dip: f64,
    end: f64,
    /// The side that was cheaper last.
    side: Option<Side>,
    /// The one that was cheaper first.
    start: Option<Side>,
    /// The curves met at the end of the last piece.
    is_touching: bool,
    flips: Vec<Flip>,
    /// Pieces that may still be looked at.
    pieces_left: u32,
}

/// Who is cheaper, of two sums.
fn cheaper_side(a: f64, b: f64) -> Option<Side> {
    if (a - b).abs() <= (RELATIVE_TOLERANCE * a.abs().max(b.abs())).max(1e-9) {
        None
    } else if a < b {
        Some(Side::A)
    } else {
        Some(Side::B)
    }
}

impl<A: VolumeCurve, B: VolumeCurve> Search<'_, '_, A, B> {
    /// Whether one is cheaper throughout, going by the values at both ends.
    fn is_decided(&self, (a, b): (f64, f64), (far_a, far_b): (f64, f64)) -> bool {
        self.is_dearer(a, far_b) || self.is_dearer(b, far_a)
    }

    /// Whether what is at least `low` is dearer than what is at most `high`.
    fn is_dearer(&self, low: f64, high: f64) -> bool {
        cheaper_side(high + self.dip, low) == Some(Side::A)
    }

    /// The same, going by how the curves go on, too. One that begins at `l` lies at least at `a(l) + rate (x − l) − ripple`; one
    /// that ends at `r` at most at `b(r) − rate (r − x) + ripple`. Both are straight, so it is enough to look at the ends.
    fn is_decided_by_trend(
        &self,
        (a, b): (&CurvePiece, &CurvePiece),
        (far_a, far_b): (&CurvePiece, &CurvePiece),
    ) -> bool {
        if self.is_decided((a.value, b.value), (far_a.value, far_b.value)) {
            return true;
        }
        if a.trend.machine_size != far_a.trend.machine_size || b.trend.machine_size != far_b.trend.machine_size {
            return false;
        }
        let width = far_a.from - a.from;
        let ripple = a.trend.ripple + b.trend.ripple;
        let is_dearer = |one: &CurvePiece, other: &CurvePiece, far_other: &CurvePiece| {
            let near = one.value - ripple;
            let far = far_other.value;
            self.is_dearer(near, far - other.trend.rate * width) && self.is_dearer(near + one.trend.rate * width, far)
        };
        is_dearer(a, b, far_b) || is_dearer(b, a, far_a)
    }

    fn search_grid(&mut self, from: usize, to: usize) {
        let (left, right) = (self.a.grid.0[from], self.a.grid.0[to]);
        if left >= self.end {
            return;
        }
        let (a, b) = (self.a.grid_piece(from), self.b.grid_piece(from));
        let far = (self.a.grid_piece(to), self.b.grid_piece(to));
        if self.is_decided_by_trend((&a, &b), (&far.0, &far.1)) {
            self.start_piece(left, a.value, b.value);
        } else if to - from > 1 {
            let middle = usize::midpoint(from, to);
            self.search_grid(from, middle);
            self.search_grid(middle, to);
        } else {
            self.search_pieces((a, b), right.min(self.end), far);
        }
    }

    /// Piece by piece up to `to`, where the values are `far` at most; halves what many pieces are left of.
    fn search_pieces(&mut self, (mut a, mut b): (CurvePiece, CurvePiece), to: f64, far: (CurvePiece, CurvePiece)) {
        loop {
            let from = a.from;
            if self.pieces_left == 0 || self.is_decided_by_trend((&a, &b), (&far.0, &far.1)) {
                self.start_piece(from, a.value, b.value);
                return;
            }
            self.pieces_left -= 1;
            let until = a.until.min(b.until).min(to);
            if (a.is_curved || b.is_curved) && a == b {
                // They bend alike: one and the same.
                self.is_touching = true;
            } else if a.is_curved || b.is_curved {
                self.start_piece(from, a.value, b.value);
                let ends = (self.a.curve.piece(until).value, self.b.curve.piece(until).value);
                self.bisect((from, a.value, b.value), (until, ends.0, ends.1));
            } else {
                self.intersect(from, (a.value, b.value), until, (a.at(until), b.at(until)));
            }
            if until >= to {
                return;
            }
            let next = (self.a.next_piece(&a, until), self.b.next_piece(&b, until));
            if to - until > 16.0 * (until - from) {
                let middle = (until * to).sqrt();
                let halved = (self.a.next_piece(&next.0, middle), self.b.next_piece(&next.1, middle));
                self.search_pieces(next, middle, halved);
                (a, b) = halved;
            } else {
                (a, b) = next;
            }
        }
    }

    /// The beginning of a piece: a side that differs from the last has stepped past the other.
    fn start_piece(&mut self, at: f64, a: f64, b: f64) {
        let how = if self.is_touching { FlipKind::Cross } else { FlipKind::Jump };
        self.is_touching = false;
        self.record_side(at, how, cheaper_side(a, b));
    }

    fn intersect(&mut self, from: f64, (a, b): (f64, f64), to: f64, (far_a, far_b): (f64, f64)) {
        self.start_piece(from, a, b);
        let (near, far) = (a - b, far_a - far_b);
        let at = if near == 0.0 || near == far { from } else { from + (to - from) * near / (near - far) };
        let side = cheaper_side(far_a, far_b);
        self.record_side(at.clamp(from, to), FlipKind::Cross, side);
        self.is_touching = side.is_none();
    }

    /// Halves a bent interval until one side is clear, or the interval is a point.
    fn bisect(&mut self, (from, a, b): (f64, f64, f64), (to, far_a, far_b): (f64, f64, f64)) {
        if self.pieces_left == 0 || self.is_decided((a, b), (far_a, far_b)) || to - from <= PRECISION * from {
            self.record_side(to, FlipKind::Cross, cheaper_side(far_a, far_b));
            return;
        }
        self.pieces_left -= 1;
        let middle = f64::midpoint(from, to);
        let value = (self.a.curve.piece(middle).value, self.b.curve.piece(middle).value);
        let half = (middle, value.0, value.1);
        self.bisect((from, a, b), half);
        self.bisect(half, (to, far_a, far_b));
    }

    fn record_side(&mut self, at: f64, how: FlipKind, now: Option<Side>) {
        let Some(now) = now else { return };
        match self.side {
            None => self.start = Some(now),
            Some(before) if before != now => self.flips.push(Flip { at_volume: at, kind: how, cheaper: now }),
            Some(_) => {}
        }
        self.side = Some(now);
    }
}
