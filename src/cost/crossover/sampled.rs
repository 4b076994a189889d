//! Curves to compare, with their values at the ends of the intervals that all pairs share.

use super::range::VolumeRange;
use crate::cost::term::{CurvePiece, Trend};
use std::cell::Cell;

/// Intervals, evenly spaced on a log scale. All pairs that a curve is part of share its values at their ends.
pub const GRID_INTERVALS: usize = 128;

/// A cost as a function of the volume.
pub trait VolumeCurve {
    /// The piece that begins at a volume.
    fn piece(&self, volume: f64) -> CurvePiece;
    /// What is known of the curve from a volume on.
    fn trend(&self, volume: f64) -> Trend;
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
    pub curve: &'c C,
    grid: &'c VolumeGrid,
    pieces: Vec<Cell<Option<CurvePiece>>>,
}

impl<'c, C: VolumeCurve> SampledCurve<'c, C> {
    pub fn new(curve: &'c C, grid: &'c VolumeGrid) -> Self {
        Self { curve, grid, pieces: vec![Cell::new(None); GRID_INTERVALS + 1] }
    }

    /// Another curve on the same grid.
    pub fn sample_on_grid<'o>(&self, other: &'o C) -> SampledCurve<'o, C>
    where
        'c: 'o,
    {
        SampledCurve::new(other, self.grid)
    }

    /// The volume at an end of an interval.
    pub fn grid_volume(&self, at: usize) -> f64 {
        self.grid.0[at]
    }

    /// The piece that begins at an end of an interval.
    pub fn grid_piece(&self, at: usize) -> CurvePiece {
        let cell = &self.pieces[at];
        cell.get().unwrap_or_else(|| {
            let piece = self.curve.piece(self.grid.0[at]);
            cell.set(Some(piece));
            piece
        })
    }

    /// The piece at a volume; reuses `last` where it reaches that far.
    pub fn next_piece(&self, last: &CurvePiece, volume: f64) -> CurvePiece {
        if !last.is_straight() || last.until <= volume * (1.0 + 1e-12) {
            self.curve.piece(volume)
        } else {
            CurvePiece { from: volume, value: last.at(volume), ..*last }
        }
    }
}
