//! Agreement of rank orders, with ties.

/// Kendall's coefficient of concordance over several judges' ratings of the same things.
#[derive(Debug, Clone, PartialEq)]
pub struct Concordance {
    /// 0 (no common order) to 1 (one order); `None` where the ratings hold no order at all, because every judge rates everything
    /// alike.
    pub w: Option<f64>,
    /// The sum of squared deviations of the rank sums.
    pub s: f64,
    /// Per judge `Σ (t³ - t)` over groups of t tied things.
    pub ties: Vec<f64>,
    /// How many judges it rests on: state it beside W.
    pub judges: usize,
}

/// `W = 12 S / (m² (n³ - n) - m Σ T)` on mid-ranks of `ratings`, one row per judge. (Kendall & Babington Smith 1939, with the
/// correction for ties.)
///
/// `None` with fewer than two judges or two things, or rows of unequal length.
pub fn kendall_w<R: AsRef<[f64]>>(ratings: &[R]) -> Option<Concordance> {
    let things = ratings.first()?.as_ref().len();
    if ratings.len() < 2 || things < 2 || ratings.iter().any(|row| row.as_ref().len() != things) {
        return None;
    }
    let ranks: Vec<Vec<f64>> = ratings.iter().map(|row| mid_ranks(row.as_ref())).collect();
    let ties: Vec<f64> = ratings.iter().map(|row| tie_term(row.as_ref())).collect();
    let sums: Vec<f64> = (0..things).map(|at| ranks.iter().map(|row| row[at]).sum()).collect();
    let (m, n) = (ratings.len() as f64, things as f64);
    let mean = sums.iter().sum::<f64>() / n;
    let s: f64 = sums.iter().map(|sum| (sum - mean) * (sum - mean)).sum();
    let most = m * m * (n * n * n - n) - m * ties.iter().sum::<f64>();
    Some(Concordance { w: (most > 0.0).then(|| 12.0 * s / most), s, ties, judges: ratings.len() })
}

/// Ranks from 1 for the least; tied ones share the mean of their slots.
fn mid_ranks(values: &[f64]) -> Vec<f64> {
    let rank = |value: &f64| {
        let below = values.iter().filter(|other| *other < value).count();
        let level = values.iter().filter(|other| *other == value).count();
        below as f64 + (level as f64 + 1.0) / 2.0
    };
    values.iter().map(rank).collect()
}

fn tie_term(values: &[f64]) -> f64 {
    // Σ over things of t² - 1 is Σ over groups of t (t² - 1)
    let level = |value: &f64| values.iter().filter(|other| *other == value).count() as f64;
    values.iter().map(|value| level(value) * level(value) - 1.0).sum()
}

/// Spearman's rank correlation: Pearson's on mid-ranks, which is right with ties too. -1 to 1; `None` where one side holds no
/// order, or the lengths differ.
pub fn spearman(x: &[f64], y: &[f64]) -> Option<f64> {
    if x.len() != y.len() || x.is_empty() {
        return None;
    }
    let (x, y) = (mid_ranks(x), mid_ranks(y));
    let mean = (x.len() as f64 + 1.0) / 2.0;
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>();
    let size = (product(&x, &x) * product(&y, &y)).sqrt();
    (size > 0.0).then(|| product(&x, &y) / size)
}

/// Kendall's tau-b: pairs in the same order less pairs in the opposite one, over the pairs that have an order on either side.
/// -1 to 1; `None` where one side holds no order, or the lengths differ.
pub fn tau_b(x: &[f64], y: &[f64]) -> Option<f64> {
    if x.len() != y.len() {
        return None;
    }
    let sign = |a: f64, b: f64| {
        if a > b {
            1.0
        } else if a < b {
            -1.0
        } else {
            0.0
        }
    };
    let (mut agree, mut in_x, mut in_y) = (0.0, 0.0, 0.0);
    for i in 0..x.len() {
        for k in i + 1..x.len() {
            let (a, b): (f64, f64) = (sign(x[i], x[k]), sign(y[i], y[k]));
            agree += a * b;
            in_x += a.abs();
            in_y += b.abs();
        }
    }
    let size = (in_x * in_y).sqrt();
    (size > 0.0).then(|| agree / size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_order_is_no_agreement_and_no_zero() {
        assert_eq!(tau_b(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(spearman(&[2.0, 2.0], &[1.0, 2.0]), None);
        assert_eq!((spearman(&[], &[]), tau_b(&[], &[]), tau_b(&[1.0], &[])), (None, None, None));
        assert_eq!(kendall_w(&[[1.0, 2.0]]), None, "one judge agrees with nobody");
        assert_eq!(kendall_w(&[[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]).unwrap().w, Some(1.0));
        assert_eq!(kendall_w(&[[1.0, 2.0], [2.0, 1.0]]).unwrap().w, Some(0.0));
    }
}
