//! A problem prepared for sampling: every alternative's total at each corner of the space.

use super::distribution::{CellDistribution, CellSampler};
use super::draws::stream;
use super::space::WeightSpace;
use crate::analysis::Problem;
use crate::analysis::feasible::is_feasible;

/// Alternatives that are computed together: with two vectors each, as many as the registers hold.
pub(super) const TILE: usize = 6;

/// Alternatives side by side: their totals at the corners, corner by corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tile {
    pub(super) width: usize,
    pub(super) corners: Vec<f32>,
}

/// Open cells of one criterion.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OpenColumn {
    /// The criterion's weight at each corner.
    pub(super) weight: Vec<f32>,
    /// Whose, by place in the field; its stream of uniforms; what it may be.
    pub(super) cells: Vec<(usize, u64, CellSampler)>,
}

/// A problem prepared for sampling.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DrawSetup {
    /// Alternatives of the problem.
    pub(super) alternatives: usize,
    /// The feasible alternatives.
    pub(super) field: Vec<usize>,
    /// How many criteria, and so corners.
    pub(super) criteria: usize,
    /// The corners of the space.
    pub(super) corners: Vec<Vec<f64>>,
    /// All feasible alternatives but the first.
    pub(super) tiles: Vec<Tile>,
    pub(super) open: Vec<OpenColumn>,
}

impl DrawSetup {
    /// `spread` says what a cell may be if it is not simply its exact value.
    pub(super) fn new(
        problem: &Problem,
        feasible: &[bool],
        space: WeightSpace,
        spread: impl Fn(usize, usize) -> Option<CellDistribution>,
    ) -> DrawSetup {
        let criteria = problem.criteria();
        let field: Vec<usize> = (0..problem.alternatives()).filter(|&at| is_feasible(feasible, at)).collect();
        let corners = space.corners(problem.shares());
        let span = problem.scale().span();
        // Only differences count: taken off every value of a column, what the first has leaves them, and its own total is done.
        let middle = |k: usize| field.first().map_or(0.0, |&at| problem.rows()[at][k].point_estimate());
        let middles: Vec<f64> = (0..criteria).map(middle).collect();

        let mut known = vec![vec![0.0; criteria]; field.len()];
        let mut open: Vec<OpenColumn> = Vec::new();
        for k in 0..criteria {
            let mut cells = Vec::new();
            for (place, &at) in field.iter().enumerate() {
                match spread(at, k) {
                    Some(spread) => cells.push((place, stream(at, k), spread.sampler(middles[k], span))),
                    None => known[place][k] = (problem.rows()[at][k].point_estimate() - middles[k]) / span,
                }
            }
            if !cells.is_empty() {
                open.push(OpenColumn { weight: corners.iter().map(|corner| corner[k] as f32).collect(), cells });
            }
        }
        let others = known.get(1..).unwrap_or(&[]);
        let tiles = others.chunks(tile_width(others.len())).map(|rows| Tile::of(rows, &corners)).collect();
        DrawSetup { alternatives: problem.alternatives(), field, criteria, corners, tiles, open }
    }

    /// The streams of uniforms that are needed beside the weights.
    pub(super) fn streams(&self) -> impl Iterator<Item = u64> {
        self.open.iter().flat_map(|open| open.cells.iter().map(|(_, stream, _)| *stream))
    }
}

/// The width of tiles of equal size, as far as possible.
fn tile_width(count: usize) -> usize {
    count.div_ceil(count.div_ceil(TILE).max(1)).max(1)
}

impl Tile {
    fn of(rows: &[Vec<f64>], corners: &[Vec<f64>]) -> Tile {
        let total = |row: &Vec<f64>, corner: &Vec<f64>| row.iter().zip(corner).map(|(v, w)| v * w).sum::<f64>() as f32;
        let corners = corners.iter().flat_map(|corner| rows.iter().map(|row| total(row, corner))).collect();
        Tile { width: rows.len(), corners }
    }
}
