//! What a cell may be, draw by draw.

use fearless_simd::{Simd, f32x8, prelude::*};

use super::columns::Column;
use crate::analysis::Interval;

/// How a cell's value follows from a uniform.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Spread {
    /// Anywhere in the interval, as likely below what is likely as above it, evenly on either side.
    Range(Interval),
    /// One of several values: `(up to which uniform, value)`, rising, the last one up to 1.
    OneOf(Vec<(f64, f64)>),
}

/// The same in small numbers, made for adding many at once.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Steps {
    Range { likely: f32, down: f32, up: f32 },
    OneOf { first: f32, steps: Vec<(f32, f32)> },
}

impl Spread {
    /// Values relative to `from`, in parts of `span`.
    pub(super) fn steps(&self, from: f64, span: f64) -> Steps {
        let small = |value: f64| ((value - from) / span) as f32;
        match self {
            Spread::Range(cell) => Steps::Range {
                likely: small(cell.mid()),
                down: ((cell.mid() - cell.low) / span) as f32,
                up: ((cell.high - cell.mid()) / span) as f32,
            },
            Spread::OneOf(values) => Steps::OneOf {
                first: values.first().map_or(0.0, |(_, value)| small(*value)),
                steps: values
                    .windows(2)
                    .map(|pair| (pair[0].0 as f32, ((pair[1].1 - pair[0].1) / span) as f32))
                    .collect(),
            },
        }
    }
}

impl Steps {
    /// Adds `weight × value` to the totals.
    #[inline(always)]
    pub(super) fn add<S: Simd>(&self, simd: S, uniforms: &Column, weight: &Column, totals: &mut Column) {
        for ((total, weight), uniform) in totals.iter_mut().zip(weight).zip(uniforms) {
            let uniform = f32x8::from_slice(simd, uniform);
            let value = match self {
                Steps::Range { likely, down, up } => {
                    let side = uniform + uniform - 1.0;
                    let zero = f32x8::splat(simd, 0.0);
                    f32x8::splat(simd, *likely) + side.max(zero) * *up + side.min(zero) * *down
                }
                Steps::OneOf { first, steps } => {
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
