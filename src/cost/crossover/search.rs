//! Every flip between two curves, without a resolution.
//!
//! A curve answers with the piece that begins at a volume: value, slope, and how far that holds. Where both are straight, a
//! change of sign is a crossing and found by interpolation; a change of sign from one piece to the next is a jump. Curves
//! have thousands of pieces, most of them where nothing can happen: since no curve falls (but for its stated dip), the
//! difference of two between `l` and `r` lies between `a(l) − b(r)` and `a(r) − b(l)`, and where that excludes zero no piece
//! in between is looked at; nor where that follows from how both go on, steps evened out. Only the time for which a container has a request in flight bends; there bisection finds the
//! crossing to [`PRECISION`].

use super::{Crossover, Flip, How, Side, Volumes, summed_up};
use crate::cost::law::Piece;
use std::cell::Cell;

/// Intervals, evenly on a log scale, whose ends are shared by all pairs that a curve is in.
const GRID: usize = 128;
/// Relative width to which a crossing in a bent piece is found.
const PRECISION: f64 = 1e-10;
/// Pieces of one pair that are looked at; beyond, what is left is decided by its ends, and the answer says so.
const MOST_PIECES: u32 = 100_000;
/// Two sums are the same when they differ by less than this part, or by less than a billionth of a dollar.
const SAME: f64 = 1e-11;

/// What can be followed along the volume.
pub trait Along {
    /// The piece that begins at a volume.
    fn piece(&self, volume: f64) -> Piece;
    /// By how much it may fall, all in all; otherwise it only rises.
    fn dip(&self) -> f64;
    /// The volume beyond which it cannot go.
    fn end(&self) -> f64;
}

/// A range of volumes, cut into intervals that widen evenly; from 0 on, evenly.
pub struct Grid([f64; GRID + 1]);

impl Grid {
    /// Over this range.
    pub fn over(Volumes { from, to }: Volumes) -> Self {
        let ratio = (to / from).ln() / GRID as f64;
        Self(std::array::from_fn(|nth| match nth {
            0 => from,
            GRID => to,
            _ if from > 0.0 => from * (ratio * nth as f64).exp(),
            _ => to * nth as f64 / GRID as f64,
        }))
    }
}

/// A curve and the pieces of it at the ends of the grid's intervals, each asked for once however many pairs it is in.
pub struct Sampled<'c, C> {
    curve: &'c C,
    grid: &'c Grid,
    pieces: Vec<Cell<Option<Piece>>>,
}

impl<'c, C: Along> Sampled<'c, C> {
    /// A curve over a range of volumes.
    pub fn new(curve: &'c C, grid: &'c Grid) -> Self {
        Self { curve, grid, pieces: vec![Cell::new(None); GRID + 1] }
    }

    fn on_grid(&self, at: usize) -> Piece {
        let cell = &self.pieces[at];
        cell.get().unwrap_or_else(|| {
            let piece = self.curve.piece(self.grid.0[at]);
            cell.set(Some(piece));
            piece
        })
    }

    /// The piece at a volume, which `last` may reach to.
    fn after(&self, last: &Piece, volume: f64) -> Piece {
        if last.bends || last.reach <= volume * (1.0 + 1e-12) {
            self.curve.piece(volume)
        } else {
            Piece { from: volume, value: last.at(volume), ..*last }
        }
    }
}

/// Every flip between two curves of one range.
pub fn crossover<A: Along, B: Along>(a: &Sampled<A>, b: &Sampled<B>, unit: &'static str) -> Crossover {
    let (from, to) = (a.grid.0[0], a.grid.0[GRID]);
    let limit = [(a.curve.end(), Side::A), (b.curve.end(), Side::B)].into_iter().min_by(|x, y| x.0.total_cmp(&y.0));
    let limit = limit.filter(|(at, _)| *at < to);
    if let Some((at, side)) = limit.filter(|(at, _)| *at <= from) {
        return Crossover { limit: Some((at, side)), ..summed_up(Some(side.other()), Vec::new(), unit) };
    }
    let mut search = Search {
        a,
        b,
        dip: a.curve.dip() + b.curve.dip(),
        end: limit.map_or(to, |(at, _)| at),
        side: None,
        start: None,
        touching: false,
        flips: Vec::new(),
        left: MOST_PIECES,
    };
    search.coarse(0, GRID);
    let is_exact = search.left > 0;
    Crossover { limit, is_exact, ..summed_up(search.start, search.flips, unit) }
}

struct Search<'s, 'c, A, B> {
    a: &'s Sampled<'c, A>,
    b: &'s Sampled<'c, B>,
    dip: f64,
    end: f64,
    /// The side that was cheaper last.
    side: Option<Side>,
    /// The one that was cheaper first.
    start: Option<Side>,
    /// The curves met at the end of the last piece.
    touching: bool,
    flips: Vec<Flip>,
    /// Pieces that may still be looked at.
    left: u32,
}

/// Who is cheaper, of two sums.
fn cheaper(a: f64, b: f64) -> Option<Side> {
    if (a - b).abs() <= (SAME * a.abs().max(b.abs())).max(1e-9) {
        None
    } else if a < b {
        Some(Side::A)
    } else {
        Some(Side::B)
    }
}

impl<A: Along, B: Along> Search<'_, '_, A, B> {
    /// Whether one is cheaper throughout, going by the values at both ends.
    fn is_decided(&self, (a, b): (f64, f64), (far_a, far_b): (f64, f64)) -> bool {
        self.is_clear(a, far_b) || self.is_clear(b, far_a)
    }

    /// Whether what is at least `low` is dearer than what is at most `high`.
    fn is_clear(&self, low: f64, high: f64) -> bool {
        cheaper(high + self.dip, low) == Some(Side::A)
    }

    /// The same, going by how the curves go on, too. One that begins at `l` lies at least at `a(l) + rate (x − l) − ripple`; one
    /// that ends at `r` at most at `b(r) − rate (r − x) + ripple`. Both are straight, so it is enough to look at the ends.
    fn is_told(&self, (a, b): (&Piece, &Piece), (far_a, far_b): (&Piece, &Piece)) -> bool {
        if self.is_decided((a.value, b.value), (far_a.value, far_b.value)) {
            return true;
        }
        if a.trend.regime != far_a.trend.regime || b.trend.regime != far_b.trend.regime {
            return false;
        }
        let width = far_a.from - a.from;
        let ripple = a.trend.ripple + b.trend.ripple;
        let is_dearer = |one: &Piece, other: &Piece, far_other: &Piece| {
            let near = one.value - ripple;
            let far = far_other.value;
            self.is_clear(near, far - other.trend.rate * width) && self.is_clear(near + one.trend.rate * width, far)
        };
        is_dearer(a, b, far_b) || is_dearer(b, a, far_a)
    }

    fn coarse(&mut self, from: usize, to: usize) {
        let (left, right) = (self.a.grid.0[from], self.a.grid.0[to]);
        if left >= self.end {
            return;
        }
        let (a, b) = (self.a.on_grid(from), self.b.on_grid(from));
        let far = (self.a.on_grid(to), self.b.on_grid(to));
        if self.is_told((&a, &b), (&far.0, &far.1)) {
            self.begin(left, a.value, b.value);
        } else if to - from > 1 {
            let middle = usize::midpoint(from, to);
            self.coarse(from, middle);
            self.coarse(middle, to);
        } else {
            self.fine((a, b), right.min(self.end), far);
        }
    }

    /// Piece by piece up to `to`, where the values are `far` at most; halves what many pieces are left of.
    fn fine(&mut self, (mut a, mut b): (Piece, Piece), to: f64, far: (Piece, Piece)) {
        loop {
            let from = a.from;
            if self.left == 0 || self.is_told((&a, &b), (&far.0, &far.1)) {
                self.begin(from, a.value, b.value);
                return;
            }
            self.left -= 1;
            let until = a.reach.min(b.reach).min(to);
            if (a.bends || b.bends) && a == b {
                // They bend alike: one and the same.
                self.touching = true;
            } else if a.bends || b.bends {
                self.begin(from, a.value, b.value);
                let ends = (self.a.curve.piece(until).value, self.b.curve.piece(until).value);
                self.bent((from, a.value, b.value), (until, ends.0, ends.1));
            } else {
                self.straight(from, (a.value, b.value), until, (a.at(until), b.at(until)));
            }
            if until >= to {
                return;
            }
            let next = (self.a.after(&a, until), self.b.after(&b, until));
            if to - until > 16.0 * (until - from) {
                let middle = (until * to).sqrt();
                let halved = (self.a.after(&next.0, middle), self.b.after(&next.1, middle));
                self.fine(next, middle, halved);
                (a, b) = halved;
            } else {
                (a, b) = next;
            }
        }
    }

    /// The beginning of a piece: a side that differs from the last has stepped past the other.
    fn begin(&mut self, at: f64, a: f64, b: f64) {
        let how = if self.touching { How::Cross } else { How::Jump };
        self.touching = false;
        self.see(at, how, cheaper(a, b));
    }

    fn straight(&mut self, from: f64, (a, b): (f64, f64), to: f64, (far_a, far_b): (f64, f64)) {
        self.begin(from, a, b);
        let (near, far) = (a - b, far_a - far_b);
        let at = if near == 0.0 || near == far { from } else { from + (to - from) * near / (near - far) };
        let side = cheaper(far_a, far_b);
        self.see(at.clamp(from, to), How::Cross, side);
        self.touching = side.is_none();
    }

    /// Halves a bent interval until one side is clear, or the interval is a point.
    fn bent(&mut self, (from, a, b): (f64, f64, f64), (to, far_a, far_b): (f64, f64, f64)) {
        if self.left == 0 || self.is_decided((a, b), (far_a, far_b)) || to - from <= PRECISION * from {
            self.see(to, How::Cross, cheaper(far_a, far_b));
            return;
        }
        self.left -= 1;
        let middle = f64::midpoint(from, to);
        let value = (self.a.curve.piece(middle).value, self.b.curve.piece(middle).value);
        let half = (middle, value.0, value.1);
        self.bent((from, a, b), half);
        self.bent(half, (to, far_a, far_b));
    }

    fn see(&mut self, at: f64, how: How, now: Option<Side>) {
        let Some(now) = now else { return };
        match self.side {
            None => self.start = Some(now),
            Some(before) if before != now => self.flips.push(Flip { at, how, cheaper: now }),
            Some(_) => {}
        }
        self.side = Some(now);
    }
}
