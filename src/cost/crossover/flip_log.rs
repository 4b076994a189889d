//! Which of two curves is cheaper, noted from low to high volumes.

use super::outcome::{Crossover, Flip, FlipKind, Side, summarize};
use super::range::VolumeRange;

/// Two sums are equal when they differ by less than this share, or by less than a billionth of a dollar.
const RELATIVE_TOLERANCE: f64 = 1e-11;
/// A side that is cheaper for less than this share of the volume is not: curves whose steps lie at the same volume, but for
/// rounding, do not cross there.
const MIN_RELATIVE_WIDTH: f64 = 1e-6;

/// The largest difference at which two sums are equal.
pub fn tolerance(a: f64, b: f64) -> f64 {
    (RELATIVE_TOLERANCE * a.abs().max(b.abs())).max(1e-9)
}

/// The cheaper of two sums; none when they are equal.
pub fn cheaper_side(a: f64, b: f64) -> Option<Side> {
    if (a - b).abs() <= tolerance(a, b) {
        None
    } else if a < b {
        Some(Side::A)
    } else {
        Some(Side::B)
    }
}

/// The sides seen so far.
#[derive(Default)]
pub struct FlipLog {
    /// The side that was cheaper first, and from where on.
    start: Option<(f64, Side)>,
    /// The curves met at the end of the last piece.
    is_touching: bool,
    flips: Vec<Flip>,
    /// The last flip that was left out, and up to where its side was the cheaper one.
    taken_back: Option<(Flip, f64)>,
    /// Where pairs of flips may be missing.
    unresolved: Option<VolumeRange>,
}

impl FlipLog {
    /// The side that is cheaper at present.
    pub fn side(&self) -> Option<Side> {
        self.flips.last().map(|flip| flip.cheaper).or(self.start.map(|(_, side)| side))
    }

    /// Notes the costs at the beginning of a piece. A different side means that one curve has stepped past the other.
    pub fn start_piece(&mut self, at: f64, a: f64, b: f64) {
        let kind = if self.is_touching { FlipKind::Cross } else { FlipKind::Jump };
        self.is_touching = false;
        self.note(at, kind, cheaper_side(a, b));
    }

    /// Notes the side at the end of a piece, and where within the piece the curves met if it is another.
    pub fn end_piece(&mut self, met_at: f64, side: Option<Side>) {
        self.note(met_at, FlipKind::Cross, side);
        self.is_touching = side.is_none();
    }

    /// Notes the side from a volume on.
    pub fn note(&mut self, at: f64, kind: FlipKind, now: Option<Side>) {
        let Some(now) = now else { return };
        let Some((start_volume, _)) = self.start else {
            self.start = Some((at, now));
            return;
        };
        if self.side() == Some(now) {
            return;
        }
        let since = self.flips.last().map_or(start_volume, |flip| flip.at_volume);
        if at > since * (1.0 + MIN_RELATIVE_WIDTH) {
            // It may only be back after a moment on the other side.
            let taken_back = self.taken_back.filter(|(_, until)| at <= until * (1.0 + MIN_RELATIVE_WIDTH));
            self.flips.push(taken_back.map_or(Flip { at_volume: at, kind, cheaper: now }, |(flip, _)| flip));
            self.taken_back = None;
        } else if let Some(flip) = self.flips.pop() {
            self.taken_back = Some((flip, at));
        } else {
            self.start = Some((start_volume, now));
        }
    }

    /// Notes that pairs of flips between these volumes may be missing.
    pub fn leave_open(&mut self, range: VolumeRange) {
        self.unresolved = Some(self.unresolved.map_or(range, |before| before.hull(range)));
    }

    /// The outcome of a walk that ended at a volume.
    pub fn into_crossover(mut self, end: f64, unit: &'static str) -> Crossover {
        if self.flips.last().is_some_and(|flip| flip.at_volume >= end * (1.0 - MIN_RELATIVE_WIDTH)) {
            self.flips.pop();
        }
        summarize(self.start.map(|(_, side)| side), self.flips, self.unresolved, unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flips(notes: &[(f64, Side)]) -> (Option<Side>, Vec<f64>) {
        let mut log = FlipLog::default();
        notes.iter().for_each(|(at, side)| log.note(*at, FlipKind::Jump, Some(*side)));
        let found = log.into_crossover(1e9, "requests/month");
        (found.cheaper_below, found.flips.iter().map(|flip| flip.at_volume).collect())
    }

    #[test]
    fn a_side_that_is_cheaper_within_rounding_only_is_left_out() {
        use Side::{A, B};
        assert_eq!(flips(&[(1e4, A), (2e4, B), (2e4 + 2e-5, A), (3e4, B)]), (Some(A), vec![3e4]));
        assert_eq!(flips(&[(1e4, A), (2e4, B), (2e4 + 2e-5, A), (2e4 + 4e-5, B)]), (Some(A), vec![2e4]));
        assert_eq!(flips(&[(1e4, A), (1e4 + 1e-5, B), (3e4, A)]), (Some(B), vec![3e4]), "at the lowest volume");
        assert_eq!(flips(&[(1e4, A), (1e9 - 1.0, B)]), (Some(A), vec![]), "at the highest volume");
        assert_eq!(flips(&[(1e4, A), (2e4, B), (2e4 + 0.1, A)]), (Some(A), vec![2e4, 2e4 + 0.1]));
    }
}
