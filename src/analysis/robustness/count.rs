//! Ranks, counted rather than sorted: the rank of an alternative is how many beat it.

use fearless_simd::{Simd, f32x8, i32x8, prelude::*};

use super::block::{CHUNKS, Column, LANES, ZERO, unroll};
use super::tally::{Tally, UNIT};

/// Totals that differ by at most this part of the scale's span are tied. It is above the rounding error of equal totals, and so
/// small that it changes no acceptability by more than a few millionths.
const TIE_TOLERANCE: f32 = 5e-7;

/// The totals of up to this many alternatives stay in registers.
const MAX_IN_REGISTERS: usize = 8;
/// A packed counter holds up to fifteen; it is emptied after half as many vectors.
const VECTORS_PER_COUNTER: usize = 8;
/// All draws of a vector, as bits.
const ALL: u64 = 0xff;

/// Buffers for counting, reused from block to block.
#[derive(Debug, Clone, Default)]
pub(super) struct CountBuffers {
    /// Each alternative's share of the first place.
    pub(super) first: Vec<Column>,
    /// Alternatives that are first in some draw of the block.
    pub(super) leads: Vec<usize>,
    /// How often each had been first before the block.
    before: Vec<u64>,
    beaten: Vec<[i32; LANES]>,
    side: Vec<[f32; LANES]>,
    order: Vec<(f32, usize)>,
}

/// Counts the first `valid` draws of a block. The totals may be overwritten.
#[inline(always)]
pub(super) fn count_ranks<S: Simd>(
    simd: S,
    totals: &mut [Column],
    valid: usize,
    buffers: &mut CountBuffers,
    tally: &mut Tally,
) {
    buffers.first.resize(totals.len(), ZERO);
    let whole = valid / LANES;
    if whole < CHUNKS {
        buffers.first.fill(ZERO);
    }
    let size = totals.len();
    let ahead: fn(&Tally, usize) -> u64 = |tally, at| tally.ranks.get(at * tally.size).copied().unwrap_or(0);
    buffers.before.clear();
    buffers.before.extend((0..size).map(|at| ahead(tally, at)));
    let left = match size {
        0 => return,
        1 => count_few::<S, 1>(simd, totals, whole, buffers, tally),
        2 => count_few::<S, 2>(simd, totals, whole, buffers, tally),
        3 => count_few::<S, 3>(simd, totals, whole, buffers, tally),
        4 => count_few::<S, 4>(simd, totals, whole, buffers, tally),
        5 => count_few::<S, 5>(simd, totals, whole, buffers, tally),
        6 => count_few::<S, 6>(simd, totals, whole, buffers, tally),
        7 => count_few::<S, 7>(simd, totals, whole, buffers, tally),
        MAX_IN_REGISTERS => count_few::<S, MAX_IN_REGISTERS>(simd, totals, whole, buffers, tally),
        _ => count_many(simd, totals, whole, buffers, tally),
    };
    for chunk in (0..whole).filter(|chunk| left >> chunk & 1 == 1) {
        count_with_ties(totals, chunk, ALL, buffers, tally);
    }
    if !valid.is_multiple_of(LANES) {
        count_with_ties(totals, whole, ALL >> (LANES - valid % LANES), buffers, tally);
    }
    buffers.leads.clear();
    buffers.leads.extend((0..size).filter(|at| buffers.before.get(*at) != Some(&ahead(tally, *at))));
}

/// Counts vectors without ties; returns the others, as bits.
#[inline(always)]
fn count_few<S: Simd, const N: usize>(
    simd: S,
    totals: &[Column],
    whole: usize,
    buffers: &mut CountBuffers,
    tally: &mut Tally,
) -> u32 {
    let (Some(totals), Some(first)) = (totals.first_chunk::<N>(), buffers.first.first_chunk_mut::<N>()) else {
        return 0;
    };
    let (zero, one) = (i32x8::splat(simd, 0), i32x8::splat(simd, 1));
    let decided = i32x8::splat(simd, (N * (N - 1) / 2) as i32);
    let mut ranks = [[zero; N]; N];
    let mut wins = [[zero; N]; N];
    let (mut left, mut clean) = (0_u32, 0_u64);
    let (whole, mut from) = (whole.min(CHUNKS), 0);
    while from < whole {
        let until = (from + VECTORS_PER_COUNTER).min(whole);
        let mut packed = [zero; N];
        for chunk in from..until {
            let mut total = [f32x8::splat(simd, 0.0); N];
            let mut above = total;
            unroll!(at < N => {
                total[at] = f32x8::from_slice(simd, &totals[at][chunk]);
                above[at] = total[at] + TIE_TOLERANCE;
            });
            let mut beaten = [zero; N];
            let mut beats = [[zero; N]; N];
            unroll!(a < N => {
                unroll!(b < N => {
                    if a < b {
                        let ahead = total[a].simd_gt(above[b]).to_vector();
                        let behind = total[b].simd_gt(above[a]).to_vector();
                        beaten[b] -= ahead;
                        beaten[a] -= behind;
                        beats[a][b] = ahead;
                    }
                });
            });
            let mut sum = zero;
            unroll!(at < N => { sum += beaten[at]; });
            if !sum.simd_eq(decided).all_true() {
                left |= 1 << chunk;
                continue;
            }
            clean += 1;
            unroll!(at < N => {
                packed[at] += one << (beaten[at] << 2);
                let leads = beaten[at].simd_eq(zero);
                leads.select(f32x8::splat(simd, 1.0), f32x8::splat(simd, 0.0)).store_slice(&mut first[at][chunk]);
                unroll!(rival < N => {
                    if at < rival {
                        wins[at][rival] -= beats[at][rival];
                    }
                });
            });
        }
        unroll!(at < N => {
            unroll!(rank < N => {
                ranks[at][rank] += (packed[at] >> (4 * rank as u32)) & 15;
            });
        });
        from = until;
    }
    let draws = clean * LANES as u64;
    for at in 0..N {
        for other in 0..N {
            tally.ranks[at * N + other] += UNIT * sum_of(ranks[at][other]);
            if other > at {
                let won = sum_of(wins[at][other]);
                tally.wins[at * N + other] += won;
                tally.wins[other * N + at] += draws - won;
            }
        }
    }
    left
}

#[inline(always)]
fn sum_of<S: Simd>(lanes: i32x8<S>) -> u64 {
    u64::from(lanes.reduce_sum().cast_unsigned())
}

/// Alternatives that are compared with another at once, by as many as the registers hold.
const SIDE: usize = 6;

/// The same for any number of alternatives. With many alternatives, ties are frequent, so only the tied draws are counted one by
/// one.
#[inline(always)]
fn count_many<S: Simd>(
    simd: S,
    totals: &mut [Column],
    whole: usize,
    buffers: &mut CountBuffers,
    tally: &mut Tally,
) -> u32 {
    let size = totals.len();
    let decided = i32x8::splat(simd, (size * (size - 1) / 2) as i32);
    let mut draws = 0;
    buffers.beaten.resize(size, [0; LANES]);
    for chunk in 0..whole.min(CHUNKS) {
        buffers.side.clear();
        buffers.side.extend(totals.iter().map(|column| column[chunk]));
        let mut sum = i32x8::splat(simd, 0);
        for (own, beaten) in buffers.side.chunks(SIDE).zip(buffers.beaten.chunks_mut(SIDE)) {
            sum += beaten_by(simd, own, &buffers.side, beaten);
        }
        let level = !sum.simd_eq(decided).to_bitmask() & ALL;
        draws += u64::from((!level & ALL).count_ones());
        for ((beaten, ranks), first) in
            buffers.beaten.iter_mut().zip(tally.ranks.chunks_mut(size)).zip(&mut buffers.first)
        {
            for (lane, (beaten, first)) in beaten.iter().zip(&mut first[chunk]).enumerate() {
                *first = if *beaten == 0 { 1.0 } else { 0.0 };
                if let (0, Some(rank)) = (level >> lane & 1, ranks.get_mut(*beaten as usize)) {
                    *rank += UNIT;
                }
            }
        }
        if level != 0 {
            count_with_ties(totals, chunk, level, buffers, tally);
            for lane in (0..LANES).filter(|lane| level >> lane & 1 == 1) {
                totals.iter_mut().for_each(|column| column[chunk][lane] = f32::NAN); // beats nobody below
            }
        }
    }
    for (a, own) in totals.iter().enumerate() {
        for (at, others) in totals[a + 1..].chunks(SIDE).enumerate() {
            let won = beats(simd, own, others, whole);
            for (b, won) in (a + 1 + at * SIDE..size).zip(won) {
                tally.wins[a * size + b] += won;
                tally.wins[b * size + a] += draws - won;
            }
        }
    }
    0
}

/// How many of `side` beat each of `own`, which are [`SIDE`] at most; returns the sum over them.
#[inline(always)]
fn beaten_by<S: Simd>(simd: S, own: &[[f32; LANES]], side: &[[f32; LANES]], beaten: &mut [[i32; LANES]]) -> i32x8<S> {
    let mut above = [f32x8::splat(simd, f32::INFINITY); SIDE];
    let mut counts = [i32x8::splat(simd, 0); SIDE];
    unroll!(at < SIDE => {
        if let Some(own) = own.get(at) {
            above[at] = f32x8::from_slice(simd, own) + TIE_TOLERANCE;
        }
    });
    for other in side {
        let other = f32x8::from_slice(simd, other);
        unroll!(at < SIDE => { counts[at] -= other.simd_gt(above[at]).to_vector(); });
    }
    let mut sum = i32x8::splat(simd, 0);
    unroll!(at < SIDE => {
        sum += counts[at];
        if let Some(beaten) = beaten.get_mut(at) {
            counts[at].store_slice(beaten);
        }
    });
    sum
}

/// In how many draws of the first `whole` vectors one beats each of `others`, which are [`SIDE`] at most.
#[inline(always)]
fn beats<S: Simd>(simd: S, own: &Column, others: &[Column], whole: usize) -> [u64; SIDE] {
    let mut won = [i32x8::splat(simd, 0); SIDE];
    let last = others.last().unwrap_or(own);
    let others: [&Column; SIDE] = std::array::from_fn(|at| others.get(at).unwrap_or(last));
    for chunk in 0..whole.min(CHUNKS) {
        let own = f32x8::from_slice(simd, &own[chunk]);
        unroll!(at < SIDE => {
            won[at] -= own.simd_gt(f32x8::from_slice(simd, &others[at][chunk])).to_vector();
        });
    }
    won.map(|won| sum_of(won))
}

/// Counts draws of one vector, given as bits: tied alternatives, directly or through others, share their ranks equally.
fn count_with_ties(totals: &[Column], chunk: usize, draws: u64, buffers: &mut CountBuffers, tally: &mut Tally) {
    let size = totals.len();
    for lane in (0..LANES).filter(|lane| draws >> lane & 1 == 1) {
        buffers.order.clear();
        buffers.order.extend(totals.iter().enumerate().map(|(at, column)| (column[chunk][lane], at)));
        buffers.order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut ahead = 0;
        for level in buffers.order.chunk_by(|a, b| a.0 <= b.0 + TIE_TOLERANCE) {
            let behind = ahead + level.len();
            let share = if ahead == 0 { 1.0 / level.len() as f32 } else { 0.0 };
            for &(_, at) in level {
                for rank in ahead..behind {
                    tally.ranks[at * size + rank] += UNIT / level.len() as u64;
                }
                for &(_, beaten) in &buffers.order[behind..] {
                    tally.wins[at * size + beaten] += 1;
                }
                buffers.first[at][chunk][lane] = share;
            }
            ahead = behind;
        }
    }
}
