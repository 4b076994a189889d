//! Points spread evenly over the simplex: the gaps between sorted uniforms.
//!
//! Uniforms divided by their sum are *not* spread evenly (they crowd to the middle and put first ranks off by up to nine
//! percentage points); the gaps are, as are exponentials divided by their sum. Gaps need no logarithm, and as the uniforms are
//! whole multiples of 2⁻²⁴ so are the gaps, and sum to exactly 1.

use fearless_simd::{Simd, f32x8, prelude::*};

use super::block::{CHUNKS, Column};

/// Turns all columns but the last from independent uniforms in 0..1 into gaps, and fills the last one.
#[inline(always)]
pub(super) fn fill_gaps<S: Simd>(simd: S, columns: &mut [Column]) {
    let Some(last) = columns.len().checked_sub(1) else { return };
    sort(simd, &mut columns[..last]);
    for chunk in 0..CHUNKS {
        let mut above = f32x8::splat(simd, 1.0);
        for column in columns.iter_mut().rev().skip(1) {
            let here = f32x8::from_slice(simd, &column[chunk]);
            (above - here).store_slice(&mut column[chunk]);
            above = here;
        }
        above.store_slice(&mut columns[last][chunk]);
    }
}

/// Sorts every draw over the columns: Batcher's merge exchange (Knuth, volume 3, algorithm 5.2.2M), whose comparisons do not
/// depend on what it finds.
#[inline(always)]
fn sort<S: Simd>(simd: S, columns: &mut [Column]) {
    let count = columns.len();
    let top = count.next_power_of_two() / 2;
    let mut step = top;
    while step > 0 {
        let (mut span, mut offset, mut distance) = (top, 0, step);
        loop {
            for at in (0..count.saturating_sub(distance)).filter(|at| at & step == offset) {
                exchange(simd, columns, at, at + distance);
            }
            if span == step {
                break;
            }
            distance = span - step;
            span /= 2;
            offset = step;
        }
        step /= 2;
    }
}

#[inline(always)]
fn exchange<S: Simd>(simd: S, columns: &mut [Column], low: usize, high: usize) {
    let (front, back) = columns.split_at_mut(high);
    let (Some(low), Some(high)) = (front.get_mut(low), back.first_mut()) else { return };
    for (a, b) in low.iter_mut().zip(high) {
        let (x, y) = (f32x8::from_slice(simd, a), f32x8::from_slice(simd, b));
        x.min(y).store_slice(a);
        x.max(y).store_slice(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::robustness::block::ZERO;
    use fearless_simd::{Level, dispatch};

    #[test]
    fn any_number_of_columns_is_sorted() {
        for count in 0..40_usize {
            let mut columns = vec![ZERO; count];
            for (at, column) in columns.iter_mut().enumerate() {
                for (draw, value) in column.iter_mut().flatten().enumerate() {
                    *value = ((at * 7919 + draw * 104_729) % 1009) as f32 / 1009.0;
                }
            }
            dispatch!(Level::new(), simd => sort(simd, &mut columns));
            for draw in 0..256 {
                let result: Vec<f32> = columns.iter().map(|column| column[draw / 8][draw % 8]).collect();
                assert!(result.is_sorted(), "{count} columns: {result:?}");
            }
        }
    }
}
