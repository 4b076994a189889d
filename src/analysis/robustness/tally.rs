//! Counters.

/// The count of one draw: divisible by any number of tied alternatives up to sixteen.
pub(super) const UNIT: u64 = 720_720;

/// Counts over draws, in whole numbers: they can be added up in any order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// How many compete.
    pub(super) size: usize,
    /// One row per alternative, one column per rank, in parts of [`UNIT`].
    pub(super) ranks: Vec<u64>,
    /// One row per alternative, one column per alternative that it beats, in draws.
    pub(super) wins: Vec<u64>,
    /// One row per alternative: the weights of the draws in which it is first, by corner, in 2⁻²².
    pub(super) first: Vec<u64>,
}

impl Tally {
    pub(super) fn new(size: usize, criteria: usize) -> Tally {
        Tally { size, ranks: vec![0; size * size], wins: vec![0; size * size], first: vec![0; size * criteria] }
    }

    pub(super) fn clear(&mut self) {
        [&mut self.ranks, &mut self.wins, &mut self.first].into_iter().for_each(|counts| counts.fill(0));
    }
}
