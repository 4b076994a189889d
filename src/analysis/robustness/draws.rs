//! Draws that are generated once and cached.

use std::collections::BTreeMap;

use fearless_simd::{Level, dispatch};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

#[cfg(test)]
use super::block::BLOCK;
use super::block::{Column, LANES, ZERO};
use super::simplex;

/// Name of the generator, saved with seed and count so that a reviewer can reproduce the figures. Change it whenever
/// the draws change.
pub const GENERATOR: &str = "xoshiro256++/gaps-24";

/// Cached columns, a kibibyte each: 64 MiB in all, or 2.4 million draws of seven weights. Draws beyond are generated again
/// each time, with the same result.
const MAX_CACHED_COLUMNS: usize = 64 * 1024;

/// The stream that weights come from; those of cells follow.
const WEIGHTS: u64 = 0;

/// Weights uniform on the simplex, and a uniform for each open cell, by seed.
///
/// Each block of 256 draws has its own position in the generator's sequence, so it is always the same. Draws
/// do not depend on scores, weights or the number of draws: keep one of these as long as the seed stays the same.
#[derive(Debug, Clone)]
pub struct Draws {
    seed: u64,
    level: Level,
    criteria: usize,
    left: usize,
    weights: Blocks,
    cells: BTreeMap<u64, Blocks>,
}

/// The cached blocks of one stream, and one block beyond them.
#[derive(Debug, Clone, Default)]
struct Blocks {
    cached: Vec<Box<[Column]>>,
    spare: Option<(usize, Box<[Column]>)>,
}

impl Blocks {
    /// Generates the block `index` if needed. `left` is how many more columns may be cached.
    fn ensure(&mut self, index: usize, width: usize, left: &mut usize, fill: impl Fn(usize, &mut [Column])) {
        if index < self.cached.len() || self.spare.as_ref().is_some_and(|(at, _)| *at == index) {
            return;
        }
        while self.cached.len() <= index && *left >= width {
            let mut block = vec![ZERO; width].into_boxed_slice();
            fill(self.cached.len(), &mut block);
            self.cached.push(block);
            *left -= width;
        }
        if self.cached.len() <= index {
            let mut block = self.spare.take().map_or_else(|| vec![ZERO; width].into_boxed_slice(), |(_, block)| block);
            fill(index, &mut block);
            self.spare = Some((index, block));
        }
    }

    fn get(&self, index: usize) -> &[Column] {
        match self.cached.get(index) {
            Some(block) => block,
            None => self.spare.as_ref().filter(|(at, _)| *at == index).map_or(&[], |(_, block)| block),
        }
    }
}

impl Draws {
    /// Draws for a seed; they are generated when a [`super::SamplingRun`] needs them.
    pub fn new(seed: u64) -> Draws {
        Draws {
            seed,
            level: Level::new(),
            criteria: 0,
            left: MAX_CACHED_COLUMNS,
            weights: Blocks::default(),
            cells: BTreeMap::new(),
        }
    }

    /// The same draws without a cache, for a single pass.
    pub fn uncached(seed: u64) -> Draws {
        Draws { left: 0, ..Draws::new(seed) }
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    fn cached_columns(&self) -> usize {
        let cells: usize = self.cells.values().map(|blocks| blocks.cached.len()).sum();
        self.weights.cached.len() * self.criteria + cells
    }

    #[cfg(test)]
    fn cached_draws(&self) -> u64 {
        (self.weights.cached.len() * BLOCK) as u64
    }

    #[cfg(test)]
    pub(super) fn at_level(seed: u64, level: Level) -> Draws {
        Draws { level, ..Draws::new(seed) }
    }

    /// Generates the block `index` for a number of criteria, and for these cells. Another number of criteria is another set of draws.
    pub(super) fn ensure_block(&mut self, index: usize, criteria: usize, cells: impl Iterator<Item = u64>) {
        if self.criteria != criteria {
            let left = self.left + self.cached_columns();
            *self = Draws { criteria, left, level: self.level, ..Draws::new(self.seed) };
        }
        let (seed, level) = (self.seed, self.level);
        self.weights.ensure(index, criteria, &mut self.left, |index, block| {
            let count = block.len().saturating_sub(1);
            uniforms(seed, WEIGHTS, index, &mut block[..count]);
            dispatch!(level, simd => simplex::fill_gaps(simd, block));
            transpose(block);
        });
        for cell in cells {
            let blocks = self.cells.entry(cell).or_default();
            blocks.ensure(index, 1, &mut self.left, |index, block| uniforms(seed, cell, index, block));
        }
    }

    /// The weights of a generated block: for each eight draws the first weight of each, then the second, and so on.
    pub(super) fn weights(&self, index: usize) -> &[[f32; LANES]] {
        self.weights.get(index).as_flattened()
    }

    /// One weight of one draw.
    #[cfg(test)]
    pub(super) fn weight(&self, draw: usize, criterion: usize) -> f32 {
        let (block, draw) = (draw / BLOCK, draw % BLOCK);
        self.weights(block)[draw / LANES * self.criteria + criterion][draw % LANES]
    }

    /// The uniforms of a cell in a generated block.
    pub(super) fn cell(&self, cell: u64, index: usize) -> &Column {
        self.cells.get(&cell).and_then(|blocks| blocks.get(index).first()).unwrap_or(&ZERO)
    }
}

/// Turns a block from criterion by criterion to vector by vector, so that it is read from one end to the other.
fn transpose(block: &mut [Column]) {
    let width = block.len();
    let columns = block.to_vec();
    for (at, vector) in block.as_flattened_mut().iter_mut().enumerate() {
        *vector = columns[at % width][at / width];
    }
}

/// The stream of a cell, by its place in the matrix: filling one cell changes no draw of another.
pub(super) fn stream(alternative: usize, criterion: usize) -> u64 {
    1 + ((alternative as u64) << 32) + criterion as u64
}

/// Independent uniforms, whole multiples of 2⁻²⁴ in 0..1, two from each number of the generator.
fn uniforms(seed: u64, stream: u64, block: usize, columns: &mut [Column]) {
    let start = split_mix(split_mix(split_mix(seed) ^ stream) ^ block as u64);
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(start);
    for column in columns {
        for pair in column.as_flattened_mut().as_chunks_mut::<2>().0 {
            let bits = generator.next_u64();
            *pair = [unit(bits >> 40), unit((bits >> 16) & 0xff_ffff)];
        }
    }
}

#[inline(always)]
fn unit(bits: u64) -> f32 {
    bits as i32 as f32 * (1.0 / 16_777_216.0)
}

/// The finisher of SplitMix64 (Steele, Lea & Flood 2014), which separates neighbouring seeds, streams and blocks.
fn split_mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws(seed: u64, criteria: usize, blocks: usize) -> Draws {
        let mut draws = Draws::new(seed);
        draws.ensure_block(blocks - 1, criteria, std::iter::empty());
        draws
    }

    #[test]
    fn what_is_not_kept_comes_out_the_same_also_for_other_criteria() {
        let mut passing = Draws::uncached(7);
        for (criteria, index) in [(4, 0), (4, 2), (4, 1), (6, 1)] {
            passing.ensure_block(index, criteria, std::iter::once(9));
            let mut kept = draws(7, criteria, 3);
            kept.ensure_block(index, criteria, std::iter::once(9));
            assert_eq!(passing.weights(index), kept.weights(index), "{criteria}, {index}");
            assert_eq!(passing.cell(9, index), kept.cell(9, index));
            assert_eq!(passing.cached_draws(), 0);
        }
    }

    #[test]
    fn every_draw_is_a_weighting() {
        for criteria in [1, 2, 3, 7, 16, 50] {
            let draws = draws(7, criteria, 2);
            for draw in 0..BLOCK {
                let weights: Vec<f32> = (0..criteria).map(|k| draws.weight(BLOCK + draw, k)).collect();
                assert_eq!(weights.iter().sum::<f32>(), 1.0, "multiples of 2^-24 add up without rounding");
                assert!(weights.iter().all(|weight| *weight >= 0.0));
            }
        }
    }

    /// Mean 1/m, variance (m - 1) / (m² (m + 1)), covariance -1 / (m² (m + 1)): a flat Dirichlet distribution.
    #[test]
    fn moments_are_those_of_the_uniform_simplex() {
        let (criteria, blocks) = (4, 800);
        let draws = draws(3, criteria, blocks);
        let values = |k: usize| (0..blocks * BLOCK).map(|draw| f64::from(draws.weight(draw, k))).collect();
        let all: Vec<Vec<f64>> = (0..criteria).map(values).collect();
        let n = (blocks * BLOCK) as f64;
        for k in 0..criteria {
            let mean = all[k].iter().sum::<f64>() / n;
            let variance = all[k].iter().map(|v| (v - 0.25) * (v - 0.25)).sum::<f64>() / n;
            assert!((mean - 0.25).abs() < 4.0 * (0.0375_f64 / n).sqrt(), "{mean}");
            assert!((variance - 0.0375).abs() < 5e-4, "{variance}");
            let next = &all[(k + 1) % criteria];
            let covariance = all[k].iter().zip(next).map(|(a, b)| (a - 0.25) * (b - 0.25)).sum::<f64>() / n;
            assert!((covariance + 0.0125).abs() < 5e-4, "{covariance}");
        }
    }

    #[test]
    fn a_block_is_the_same_whenever_it_is_made() {
        let (mut late, mut small) = (Draws::new(11), Draws::new(11));
        late.ensure_block(40, 5, [stream(2, 3)].into_iter());
        small.ensure_block(0, 5, std::iter::empty());
        small.left = 7; // room for one block of weights more, and for two of the cell's
        for index in [0, 40, 3, 1] {
            small.ensure_block(index, 5, [stream(2, 3)].into_iter());
            late.ensure_block(index, 5, [stream(2, 3)].into_iter());
            assert_eq!(small.weights(index), late.weights(index));
            assert_eq!(small.cell(stream(2, 3), index), late.cell(stream(2, 3), index));
        }
        assert_eq!(small.cached_draws(), 2 * BLOCK as u64);
        assert_ne!(late.weights(0), draws(12, 5, 1).weights(0), "another seed, other draws");
    }

    #[test]
    fn every_level_of_the_machine_draws_alike() {
        let mut plain = Draws::at_level(5, Level::baseline());
        plain.ensure_block(1, 9, std::iter::empty());
        assert_eq!(plain.weights(1), draws(5, 9, 2).weights(1));
    }
}
