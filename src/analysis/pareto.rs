//! Pareto dominance.

/// For each point (more is better on every axis) the points that dominate it: at least as good everywhere and better
/// somewhere. An empty list marks an efficient point. Equal points do not dominate each other, so duplicates of an efficient
/// point are efficient. Exact comparison: round first if the figures carry noise. A NaN compares with nothing.
pub fn dominators<P: AsRef<[f64]>>(points: &[P]) -> Vec<Vec<usize>> {
    let others = |point: &P| (0..points.len()).filter(|&i| dominates(points[i].as_ref(), point.as_ref())).collect();
    points.iter().map(others).collect()
}

/// Whether each point is efficient: dominated by none. See [`dominators`].
pub fn pareto_efficiency<P: AsRef<[f64]>>(points: &[P]) -> Vec<bool> {
    dominators(points).iter().map(Vec::is_empty).collect()
}

fn dominates(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(x, y)| x >= y) && a.iter().zip(b).any(|(x, y)| x > y)
}
