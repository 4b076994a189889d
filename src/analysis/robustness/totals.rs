//! Totals of a block of draws, and the weights of the draws in which an alternative is first.

use fearless_simd::{Simd, f32x8, i32x8, prelude::*};

use super::block::{CHUNKS, Column, LANES, ZERO, unroll};
use super::draw_setup::{DrawSetup, OpenColumn, TILE, Tile};

/// A weight of 1 as an integer: the sum over a block fits 32 bits.
pub(super) const ONE_WEIGHT: f32 = 4_194_304.0;

/// The totals of all feasible alternatives, in parts of the scale's span, less the known part of the first of them: its column has
/// only open cells. `uniforms` returns a stream's column.
#[inline(always)]
pub(super) fn compute_totals<'d, S: Simd>(
    simd: S,
    setup: &DrawSetup,
    weights: &[[f32; LANES]],
    uniforms: impl Fn(u64) -> &'d Column,
    totals: &mut [Column],
) {
    let Some((first, mut rest)) = totals.split_first_mut() else { return };
    *first = ZERO;
    for tile in &setup.tiles {
        let Some((out, more)) = rest.split_at_mut_checked(tile.width) else { return };
        rest = more;
        match tile.width {
            1 => mix_tile::<S, 1>(simd, tile, weights, out),
            2 => mix_tile::<S, 2>(simd, tile, weights, out),
            3 => mix_tile::<S, 3>(simd, tile, weights, out),
            4 => mix_tile::<S, 4>(simd, tile, weights, out),
            5 => mix_tile::<S, 5>(simd, tile, weights, out),
            _ => mix_tile::<S, 6>(simd, tile, weights, out),
        }
    }
    for open in &setup.open {
        let weight = column_weights(simd, open, weights);
        for (place, stream, steps) in &open.cells {
            if let Some(totals) = totals.get_mut(*place) {
                steps.add(simd, uniforms(*stream), &weight, totals);
            }
        }
    }
}

/// Two vectors of draws for `N` alternatives at a time.
#[inline(always)]
fn mix_tile<S: Simd, const N: usize>(simd: S, tile: &Tile, weights: &[[f32; LANES]], out: &mut [Column]) {
    let corners = tile.corners.as_chunks::<N>().0;
    let Some(out) = out.first_chunk_mut::<N>() else { return };
    for (pair, both) in weights.chunks_exact(2 * corners.len().max(1)).enumerate().take(CHUNKS / 2) {
        let (a, b) = (2 * pair, 2 * pair + 1);
        let (one, other) = both.split_at(corners.len());
        let mut sums = [[f32x8::splat(simd, 0.0); 2]; N];
        for ((one, other), corner) in one.iter().zip(other).zip(corners) {
            let (x, y) = (f32x8::from_slice(simd, one), f32x8::from_slice(simd, other));
            unroll!(at < N => {
                let total = f32x8::splat(simd, corner[at]);
                sums[at][0] += x * total;
                sums[at][1] += y * total;
            });
        }
        unroll!(at < N => {
            sums[at][0].store_slice(&mut out[at][a]);
            sums[at][1].store_slice(&mut out[at][b]);
        });
    }
}

/// What the criterion of an open cell weighs in each draw.
#[inline(always)]
fn column_weights<S: Simd>(simd: S, open: &OpenColumn, weights: &[[f32; LANES]]) -> Column {
    let mut sum = ZERO;
    for (sum, weights) in sum.iter_mut().zip(weights.chunks_exact(open.weight.len().max(1))) {
        let mut total = f32x8::splat(simd, 0.0);
        for (weight, corner) in weights.iter().zip(&open.weight).filter(|(_, corner)| **corner != 0.0) {
            total += f32x8::from_slice(simd, weight) * *corner;
        }
        total.store_slice(sum);
    }
    sum
}

/// Adds up, for each alternative, every column of weights times its share of the first rank, in units of 2⁻²². Alternatives that are
/// never first in the block are skipped.
#[inline(always)]
pub(super) fn sum_first_weights<S: Simd>(
    simd: S,
    first: &[Column],
    leads: &[usize],
    weights: &[[f32; LANES]],
    sums: &mut [u64],
) {
    for leads in leads.chunks(TILE) {
        match leads.len() {
            1 => gather_tile::<S, 1>(simd, first, leads, weights, sums),
            2 => gather_tile::<S, 2>(simd, first, leads, weights, sums),
            3 => gather_tile::<S, 3>(simd, first, leads, weights, sums),
            4 => gather_tile::<S, 4>(simd, first, leads, weights, sums),
            5 => gather_tile::<S, 5>(simd, first, leads, weights, sums),
            _ => gather_tile::<S, 6>(simd, first, leads, weights, sums),
        }
    }
}

#[inline(always)]
fn gather_tile<S: Simd, const N: usize>(
    simd: S,
    first: &[Column],
    leads: &[usize],
    weights: &[[f32; LANES]],
    sums: &mut [u64],
) {
    let Some(leads) = leads.first_chunk::<N>() else { return };
    let first = leads.map(|lead| first.get(lead).unwrap_or(&ZERO));
    let criteria = weights.len() / CHUNKS;
    let mut put = |at: usize, criterion: usize, part: f32x8<S>| {
        if let Some(sum) = sums.get_mut(leads[at] * criteria + criterion) {
            *sum += whole(part);
        }
    };
    for pair in 0..criteria / 2 {
        let mut parts = [[f32x8::splat(simd, 0.0); 2]; N];
        for (chunk, weights) in weights.chunks_exact(criteria).enumerate().take(CHUNKS) {
            let (x, y) = (f32x8::from_slice(simd, &weights[2 * pair]), f32x8::from_slice(simd, &weights[2 * pair + 1]));
            unroll!(at < N => {
                let first = f32x8::from_slice(simd, &first[at][chunk]);
                parts[at][0] += x * first;
                parts[at][1] += y * first;
            });
        }
        unroll!(at < N => {
            put(at, 2 * pair, parts[at][0]);
            put(at, 2 * pair + 1, parts[at][1]);
        });
    }
    if !criteria.is_multiple_of(2) {
        let mut parts = [f32x8::splat(simd, 0.0); N];
        for (chunk, weights) in weights.chunks_exact(criteria).enumerate().take(CHUNKS) {
            let weight = f32x8::from_slice(simd, &weights[criteria - 1]);
            unroll!(at < N => { parts[at] += weight * f32x8::from_slice(simd, &first[at][chunk]); });
        }
        unroll!(at < N => { put(at, criteria - 1, parts[at]); });
    }
}

/// The sum of the lanes as an integer, so that the order of the blocks does not matter.
#[inline(always)]
fn whole<S: Simd>(lanes: f32x8<S>) -> u64 {
    let lanes: i32x8<S> = (lanes * ONE_WEIGHT).to_int();
    u64::from(lanes.reduce_sum().cast_unsigned())
}
