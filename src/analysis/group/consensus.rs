use crate::analysis::Scale;

/// How far scores of one thing agree: 1 when all are the same, 0 when half lie at either end of the scale.
/// `1 + Σ p_x log2(1 - |x - μ| / (hi - lo))` with p_x the share of each score and μ their mean. (Tastle & Wierman 2007.)
///
/// `None` without scores; 0 where a score lies so far off the scale that the formula ends.
pub fn consensus(scores: &[f64], scale: Scale) -> Option<f64> {
    let count = scores.len() as f64;
    let mean = scores.iter().sum::<f64>() / count;
    let part = |score: &f64| match 1.0 - (score - mean).abs() / scale.span() {
        near if near > 0.0 => near.log2() / count,
        _ => f64::NEG_INFINITY,
    };
    (!scores.is_empty()).then(|| (1.0 + scores.iter().map(part).sum::<f64>()).clamp(0.0, 1.0))
}
