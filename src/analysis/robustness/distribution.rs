//! Distribution of an open cell.

use fearless_simd::{Simd, f32x8, prelude::*};

use super::block::Column;
use crate::analysis::Interval;

/// How a cell's value follows from a uniform.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellDistribution {
    /// Anywhere in the interval: below or above the likely value with equal probability, uniform on either side.
    Range(Interval),
    /// One of several values: `(up to which uniform, value)`, rising, the last one up to 1.
    OneOf(Vec<(f64, f64)>),
}

/// The same in single precision, prepared for adding many at once.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellSampler {
    Range { likely: f32, down: f32, up: f32 },
    OneOf { first: f32, steps: Vec<(f32, f32)> },
}

impl CellDistribution {
    /// Values relative to `from`, in parts of `span`.
    pub(super) fn sampler(&self, from: f64, span: f64) -> CellSampler {
        let small = |value: f64| ((value - from) / span) as f32;
        match self {
            CellDistribution::Range(cell) => CellSampler::Range {
                likely: small(cell.point_estimate()),
                down: ((cell.point_estimate() - cell.low) / span) as f32,
                up: ((cell.high - cell.point_estimate()) / span) as f32,
            },
            CellDistribution::OneOf(values) => CellSampler::OneOf {
                first: values.first().map_or(0.0, |(_, value)| small(*value)),
                steps: values
                    .windows(2)
                    .map(|pair| (pair[0].0 as f32, ((pair[1].1 - pair[0].1) / span) as f32))
                    .collect(),
            },
        }
    }
}

impl CellSampler {
    /// Adds `weight × value` to the totals.
    #[inline(always)]
    pub(super) fn add<S: Simd>(&self, simd: S, uniforms: &Column, weight: &Column, totals: &mut Column) {
        for ((total, weight), uniform) in totals.iter_mut().zip(weight).zip(uniforms) {
            let uniform = f32x8::from_slice(simd, uniform);
            let value = match self {
                CellSampler::Range { likely, down, up } => {
                    let side = uniform + uniform - 1.0;
                    let zero = f32x8::splat(simd, 0.0);
                    f32x8::splat(simd, *likely) + side.max(zero) * *up + side.min(zero) * *down
                }
                CellSampler::OneOf { first, steps } => {
                    let mut value = f32x8::splat(simd, *first);
                    for (from, step) in steps {
                        let beyond = uniform.simd_ge(f32x8::splat(simd, *from));
                        value += beyond.select(f32x8::splat(simd, *step), f32x8::splat(simd, 0.0));
                    }
                    value
                }
            };
            (f32x8::from_slice(simd, total) + f32x8::from_slice(simd, weight) * value).store_slice(total);
        }
    }
}
