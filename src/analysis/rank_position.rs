use super::feasible::is_feasible;

/// Rank of an alternative among the feasible ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankPosition {
    /// Competition rank, from 1: one more than the number clearly ahead, so 1, 1, 3 after a tie for first.
    pub rank: usize,
    /// Mid-rank, from 1: tied ones share the mean of their slots, so 1.5, 1.5, 3. For rank statistics.
    pub mid_rank: f64,
    /// Whether another feasible alternative has the same total.
    pub tied: bool,
}

/// Places by `totals`, more being better, where differences up to `tolerance` do not count. An alternative that is not
/// feasible competes with nobody and has no place.
pub(super) fn rank_positions(totals: &[f64], feasible: &[bool], tolerance: f64) -> Vec<Option<RankPosition>> {
    let field: Vec<f64> =
        totals.iter().enumerate().filter(|&(i, _)| is_feasible(feasible, i)).map(|(_, &total)| total).collect();
    let place = |total: f64| {
        let ahead = field.iter().filter(|&&other| other > total + tolerance).count();
        let level = field.iter().filter(|&&other| (other - total).abs() <= tolerance).count(); // counts itself
        let level = level.max(1);
        RankPosition { rank: ahead + 1, mid_rank: ahead as f64 + (level + 1) as f64 / 2.0, tied: level > 1 }
    };
    totals.iter().enumerate().map(|(i, &total)| is_feasible(feasible, i).then(|| place(total))).collect()
}

/// The alternatives at rank 1.
pub(super) fn top_ranked(places: &[Option<RankPosition>]) -> Vec<usize> {
    (0..places.len()).filter(|&i| places[i].is_some_and(|place| place.rank == 1)).collect()
}
