//! Every flip between two curves, without a resolution.
//!
//! A curve returns the piece that begins at a volume: value, slope, and how far that holds. Where both pieces are straight, a
//! change of sign is a crossing and found by interpolation; a change of sign from one piece to the next is a jump. Curves have
//! thousands of pieces, most of them where nothing can happen: as no curve falls (except for its stated dip), the difference
//! of two curves between `l` and `r` lies between `a(l) − b(r)` and `a(r) − b(l)`. Where that excludes zero, or where the
//! trends of both exclude it, the pieces in between are skipped. Only the time for which a container has a request in flight
//! is curved; there bisection finds the crossing to [`PRECISION`].

use super::outcome::{Crossover, Flip, FlipKind, Side, summarize};
use super::range::VolumeRange;
use crate::cost::term::CurvePiece;
use std::cell::Cell;

/// Intervals, evenly spaced on a log scale. All pairs that a curve is part of share its values at their ends.
const GRID_INTERVALS: usize = 128;
/// Relative width to which a crossing in a curved piece is found.
const PRECISION: f64 = 1e-10;
/// Pieces to look at for one pair. Beyond these, the ends of the rest decide, and the result is marked as not exact.
const MAX_PIECES: u32 = 100_000;
/// Two sums are equal when they differ by less than this share, or by less than a billionth of a dollar.
const RELATIVE_TOLERANCE: f64 = 1e-11;

/// A cost as a function of the volume.
pub trait VolumeCurve {
    /// The piece that begins at a volume.
    fn piece(&self, volume: f64) -> CurvePiece;
    /// By how much it may fall in total; apart from that it only rises.
    fn max_dip(&self) -> f64;
    /// The volume above which it is not defined.
    fn max_volume(&self) -> f64;
}

/// A range of volumes, cut into intervals of equal ratio, or of equal width where it begins at 0.
pub struct VolumeGrid([f64; GRID_INTERVALS + 1]);

impl VolumeGrid {
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

/// A curve and its pieces at the ends of the grid's intervals. Each is computed once, however many pairs the curve is in.
pub struct SampledCurve<'c, C> {
    curve: &'c C,
    grid: &'c VolumeGrid,
    pieces: Vec<Cell<Option<CurvePiece>>>,
}

impl<'c, C: VolumeCurve> SampledCurve<'c, C> {
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

    /// The piece at a volume; reuses `last` where it reaches that far.
    fn next_piece(&self, last: &CurvePiece, volume: f64) -> CurvePiece {
        if last.is_curved || last.until <= volume * (1.0 + 1e-12) {
            self.curve.piece(volume)
        } else {
            CurvePiece { from: volume, value: last.at(volume), ..*last }
        }
    }
}

/// Finds every flip between two curves over one range.
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
    /// The side that is cheaper at present.
    side: Option<Side>,
    /// The side that was cheaper first.
    start: Option<Side>,
    /// The curves met at the end of the last piece.
    is_touching: bool,
    flips: Vec<Flip>,
    /// Pieces that the search may still look at.
    pieces_left: u32,
}

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
    /// Whether the values at both ends prove that one curve is cheaper throughout.
    fn is_decided(&self, (a, b): (f64, f64), (far_a, far_b): (f64, f64)) -> bool {
        self.is_dearer(a, far_b) || self.is_dearer(b, far_a)
    }

    /// Whether something that costs at least `low` costs more than something that costs at most `high`.
    fn is_dearer(&self, low: f64, high: f64) -> bool {
        cheaper_side(high + self.dip, low) == Some(Side::A)
    }

    /// As [`Self::is_decided`], using the trends, too. A curve that begins at `l` is at least `a(l) + rate (x − l) − ripple`; one
    /// that ends at `r` is at most `b(r) − rate (r − x) + ripple`. Both are straight lines, so comparing their ends is enough.
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

    /// Goes piece by piece up to `to`, where the values are at most `far`. Halves the rest while many pieces are left.
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
                // Both pieces are the same curve.
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

    /// A different side at the beginning of a piece means that one curve has stepped past the other.
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

    /// Halves a curved interval until one side is clearly cheaper, or the interval is a point.
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
