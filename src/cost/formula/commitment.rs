//! When paying in advance pays.

/// The share of hours from which on a machine should be paid for in advance: `p_committed / p_on_demand`.
pub fn break_even_share(committed: f64, on_demand: f64) -> f64 {
    committed / on_demand
}

/// How many of the machines to commit: the j-th, if it runs in a larger share of the hours than the break-even.
/// `counts` are the machines of equally long hours.
pub fn machines_to_commit(counts: &[f64], break_even: f64) -> f64 {
    let share_above =
        |machines: f64| counts.iter().filter(|count| **count > machines).count() as f64 / counts.len().max(1) as f64;
    // The share changes only at the counts themselves.
    let enough = |machines: &f64| share_above(*machines) <= break_even;
    std::iter::once(0.0).chain(counts.iter().copied()).filter(enough).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_of_the_rush_stay_on_demand() {
        let counts = [10.0, 4.0, 3.0, 2.0, 2.0, 2.0, 2.0, 2.0];
        assert_eq!(machines_to_commit(&counts, 0.63), 2.0);
        assert_eq!(machines_to_commit(&counts, 0.3), 3.0);
        assert_eq!(machines_to_commit(&counts, 1.0), 0.0);
    }
}
