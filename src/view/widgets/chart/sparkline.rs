//! How a figure becomes a score, as a small curve: from the worst on the left to the best on the right.

use crate::analysis::value_function::ValueFunction;
use crate::appraisal::ValueCurve;
use crate::model::number::{format_number, format_significant};
use crate::model::{Anchors, Measure};
use crate::theme::Glyphs;

/// Columns of the curve alone.
const CURVE_WIDTH: usize = 16;

/// `4,000 ▁▂▃▄▅▆▇█ 0 USD/month`, and where it bends; nothing for what is judged, or where worst equals best.
pub fn describe_curve(glyphs: &Glyphs, measure: &Measure, anchors: Option<Anchors>) -> Option<String> {
    let anchors = anchors?;
    let way = ValueCurve::from_anchors(measure, anchors)?;
    let figure = |value: f64| if value.fract() == 0.0 { format_significant(value) } else { format_number(value) };
    let unit = match measure {
        Measure::Judged => return None,
        Measure::Measured { unit, .. } => unit.as_str(),
        Measure::Derived { source, .. } => source.unit(),
    };
    let (worst, best) = (anchors.worst.get(), anchors.best.get());
    let bends: Vec<String> = measure
        .breakpoints()
        .iter()
        .map(|bend| format!("{} at {}", format_number(bend.score.get()), figure(bend.at.get())))
        .collect();
    let bends = if bends.is_empty() { "linear".to_owned() } else { format!("breakpoints: {}", bends.join(", ")) };
    Some(format!(
        "{} {} {} {unit} · {bends}",
        figure(worst),
        sparkline(glyphs, way.function(), worst, best),
        figure(best)
    ))
}

fn sparkline(glyphs: &Glyphs, way: &ValueFunction, worst: f64, best: f64) -> String {
    let top = glyphs.bar_levels.len().saturating_sub(1);
    // From the lowest sign that can be seen on: an empty one would leave the worst out.
    let sign = |step: usize| {
        let at = worst + (best - worst) * step as f64 / (CURVE_WIDTH - 1) as f64;
        let z = way.value(at).map_or(0.0, |valued| valued.z.get());
        let level = 1 + (z * top.saturating_sub(1) as f64).round() as usize;
        glyphs.bar_levels.get(level.min(top)).copied().unwrap_or(" ")
    };
    (0..CURVE_WIDTH).map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Breakpoint, DerivedMetric, Figure};
    use crate::theme::Charset;

    #[test]
    fn a_straight_line_rises_evenly_and_a_bend_shows() {
        let figure = |value| Figure::new(value).unwrap();
        let measure = |bends| Measure::Derived {
            source: DerivedMetric::MonthlyCost,
            worst: figure(4000.0),
            best: figure(0.0),
            bends,
        };
        let straight = measure(Vec::new());
        let glyphs = Glyphs::new(Charset::Unicode);
        let text = |measure: &Measure| describe_curve(&glyphs, measure, measure.anchors()).unwrap();
        assert_eq!(straight.anchors().map(|anchors| anchors.worst.get()), Some(4000.0));
        assert!(text(&straight).starts_with("4,000 ▁▁▂▂▃▃▄▄▅▅▆▆▇▇██ 0 USD/month · linear"), "{}", text(&straight));
        let bent = measure(vec![Breakpoint { at: figure(400.0), score: figure(2.0) }]);
        assert!(text(&bent).contains("breakpoints: 2 at 400"), "{}", text(&bent));
        assert_ne!(text(&bent), text(&straight));
    }
}
