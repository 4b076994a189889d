//! Every flip between two curves, without a resolution.
//!
//! A curve returns the piece that begins at a volume: value, slope, and how far that holds. Where both pieces are straight, a
//! change of sign is a crossing and found by interpolation; a change of sign from one piece to the next is a jump. Curves have
//! thousands of pieces, most of them where nothing can happen: as no curve falls (except for its stated dip), the difference
//! of two curves between `l` and `r` lies between `a(l) − b(r)` and `a(r) − b(l)`. Where that excludes zero, or where the
//! trends of both exclude it, the pieces in between are skipped. Only the time for which a container has a request in flight
//! is curved; see [`BendSearch`].

use super::bend::{BendSearch, PRECISION, PiecePair};
use super::flip_log::{FlipLog, cheaper_side};
use super::outcome::{Crossover, FlipKind, Side, summarize};
use super::range::VolumeRange;
use super::sampled::{GRID_INTERVALS, SampledCurve, VolumeCurve};
use crate::cost::term::{CurvePiece, MIN_STEP_GAP, Trend};

/// Pieces to look at for one pair. Beyond these, the search gives up: it looks for one flip in each short interval with
/// different sides at its ends, and says where it may have missed others.
const MAX_PIECES: u32 = 100_000;
/// An interval with more pieces ahead than these, as long as the last one, is halved.
const HALVED_PIECES: f64 = 16.0;
/// With more than these, the trends are looked at first.
const TREND_PIECES: f64 = 256.0;
/// Intervals that are given up are cut into parts of this relative width at most.
const GIVEN_UP_WIDTH: f64 = 0.005;

/// Finds every flip between two curves over one range.
pub fn find_crossover<A: VolumeCurve, B: VolumeCurve>(
    a: &SampledCurve<A>,
    b: &SampledCurve<B>,
    unit: &'static str,
) -> Crossover {
    find_crossover_within(a, b, unit, MAX_PIECES)
}

/// The same, looking at so many pieces at most.
pub(super) fn find_crossover_within<A: VolumeCurve, B: VolumeCurve>(
    a: &SampledCurve<A>,
    b: &SampledCurve<B>,
    unit: &'static str,
    max_pieces: u32,
) -> Crossover {
    let (from, to) = (a.grid_volume(0), a.grid_volume(GRID_INTERVALS));
    let limit = [(a.curve.max_volume(), Side::A), (b.curve.max_volume(), Side::B)]
        .into_iter()
        .min_by(|x, y| x.0.total_cmp(&y.0));
    let limit = limit.filter(|(at, _)| *at < to);
    if let Some((at, side)) = limit.filter(|(at, _)| *at <= from) {
        return Crossover { max_volume: Some((at, side)), ..summarize(Some(side.other()), Vec::new(), None, unit) };
    }
    let mut search = Search {
        a,
        b,
        dip: a.curve.max_dip() + b.curve.max_dip(),
        end: limit.map_or(to, |(at, _)| at),
        log: FlipLog::default(),
        pieces_left: max_pieces,
    };
    search.search_grid(0, GRID_INTERVALS);
    Crossover { max_volume: limit, ..search.log.into_crossover(search.end, unit) }
}

struct Search<'s, 'c, A, B> {
    a: &'s SampledCurve<'c, A>,
    b: &'s SampledCurve<'c, B>,
    dip: f64,
    end: f64,
    log: FlipLog,
    /// Pieces that the search may still look at.
    pieces_left: u32,
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
    fn is_decided_by_trend(&self, near: (&CurvePiece, &CurvePiece), far: (&CurvePiece, &CurvePiece)) -> bool {
        let ((a, b), (far_a, far_b)) = (near, far);
        if self.is_decided((a.value, b.value), (far_a.value, far_b.value)) {
            return true;
        }
        let (trend_a, trend_b) = (self.a.curve.trend(a.from), self.b.curve.trend(b.from));
        if trend_a.machine_size != self.a.curve.trend(far_a.from).machine_size
            || trend_b.machine_size != self.b.curve.trend(far_b.from).machine_size
        {
            return false;
        }
        let width = far_a.from - a.from;
        let ripple = trend_a.ripple + trend_b.ripple;
        let is_dearer = |(one, trend): (&CurvePiece, Trend), other_trend: Trend, far_other: &CurvePiece| {
            let near = one.value - ripple;
            let far = far_other.value;
            self.is_dearer(near, far - other_trend.rate * width) && self.is_dearer(near + trend.rate * width, far)
        };
        is_dearer((a, trend_a), trend_b, far_b) || is_dearer((b, trend_b), trend_a, far_a)
    }

    fn search_grid(&mut self, from: usize, to: usize) {
        let (left, right) = (self.a.grid_volume(from), self.a.grid_volume(to));
        if left >= self.end {
            return;
        }
        let (a, b) = (self.a.grid_piece(from), self.b.grid_piece(from));
        let far = (self.a.grid_piece(to), self.b.grid_piece(to));
        if self.is_decided((a.value, b.value), (far.0.value, far.1.value)) {
            self.log.start_piece(left, a.value, b.value);
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
            self.log.start_piece(from, a.value, b.value);
            if self.is_decided((a.value, b.value), (far.0.value, far.1.value)) {
                return;
            }
            if self.pieces_left == 0 {
                self.give_up((a, b), to, far);
                return;
            }
            self.pieces_left -= 1;
            let until = a.until.min(b.until).min(to);
            if a.is_straight() && b.is_straight() {
                self.intersect((&a, &b), until);
            } else if a == b {
                // Both pieces are the same curve.
                self.log.end_piece(until, None);
            } else {
                self.search_bend(PiecePair { a, b }, until);
            }
            if until >= to {
                return;
            }
            let next = (self.a.next_piece(&a, until), self.b.next_piece(&b, until));
            let pieces_ahead = (to - until) / (until - from);
            if pieces_ahead > TREND_PIECES && self.is_decided_by_trend((&next.0, &next.1), (&far.0, &far.1)) {
                self.log.start_piece(until, next.0.value, next.1.value);
                return;
            }
            if pieces_ahead > HALVED_PIECES {
                let middle = (until * to).sqrt();
                let halved = (self.a.next_piece(&next.0, middle), self.b.next_piece(&next.1, middle));
                self.search_pieces(next, middle, halved);
                (a, b) = halved;
            } else {
                (a, b) = next;
            }
        }
    }

    /// Passes an interval with too many pieces in short parts. A part in which the sides may change more often than its ends
    /// show is left open.
    fn give_up(&mut self, near: (CurvePiece, CurvePiece), to: f64, far: (CurvePiece, CurvePiece)) {
        let from = near.0.from;
        if self.is_decided_by_trend((&near.0, &near.1), (&far.0, &far.1)) {
            self.log.start_piece(from, near.0.value, near.1.value);
        } else if to - from > GIVEN_UP_WIDTH * from {
            let middle = f64::midpoint(from, to);
            let halved = (self.a.curve.piece(middle), self.b.curve.piece(middle));
            self.give_up(near, middle, halved);
            self.give_up(halved, to, far);
        } else {
            self.log.leave_open(VolumeRange { from, to });
            self.log.start_piece(from, near.0.value, near.1.value);
            self.find_one_flip(from, to);
        }
    }

    /// Notes one of the flips between two volumes, if both curves have changed places at the second.
    fn find_one_flip(&mut self, mut from: f64, mut to: f64) {
        let side_at = |volume: f64| PiecePair::at(self.a.curve, self.b.curve, volume).side();
        let Some(now) = side_at(to).filter(|now| self.log.side().is_some_and(|before| before != *now)) else { return };
        while to - from > PRECISION * from {
            let middle = f64::midpoint(from, to);
            if side_at(middle) == Some(now) { to = middle } else { from = middle }
        }
        self.log.note(to, FlipKind::Jump, Some(now));
    }

    /// Straight pieces that begin at the same volume.
    fn intersect(&mut self, (a, b): (&CurvePiece, &CurvePiece), to: f64) {
        let (from, far_a, far_b) = (a.from, a.at(to), b.at(to));
        let (near, far) = (a.value - b.value, far_a - far_b);
        let at = if near == 0.0 || near == far { from } else { from + (to - from) * near / (near - far) };
        self.log.end_piece(at.clamp(from, to), cheaper_side(far_a, far_b));
    }

    /// Pieces that are not both straight, up to the volume at which the next ones begin.
    fn search_bend(&mut self, near: PiecePair, until: f64) {
        let to = until * (1.0 - 2.0 * MIN_STEP_GAP);
        if to <= near.volume() {
            return;
        }
        let (a, b) = (self.a.curve, self.b.curve);
        let mut bend = BendSearch { a, b, log: &mut self.log, halvings_left: &mut self.pieces_left };
        bend.search(&near, &PiecePair::at(a, b, to));
    }
}
