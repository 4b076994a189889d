//! The shape of draws in memory: block by block, and in a block criterion by criterion, eight draws to a vector.

/// Draws that are worked on at once.
pub(super) const LANES: usize = 8;
/// Vectors in a column.
pub(super) const CHUNKS: usize = 32;
/// Draws in a block: few enough for a block with its totals to stay in the nearest cache.
pub(super) const BLOCK: usize = LANES * CHUNKS;

/// One figure of every draw of a block.
pub(super) type Column = [[f32; LANES]; CHUNKS];

pub(super) const ZERO: Column = [[0.0; LANES]; CHUNKS];

/// Repeats a block with `at` as 0, 1, … below `n`, at most eight times, unrolled: a compiler that optimises for size would make
/// loops, with arrays in memory instead of registers.
macro_rules! unroll {
    ($at:ident < $n:expr => $body:block) => {{
        $crate::analysis::robustness::block::unroll!(@ $at, $n, $body, 0 1 2 3 4 5 6 7);
    }};
    (@ $at:ident, $n:expr, $body:block, $($step:literal)*) => {
        $(if $step < $n {
            let $at: usize = $step;
            $body
        })*
    };
}

pub(super) use unroll;
