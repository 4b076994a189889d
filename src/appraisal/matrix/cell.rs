//! What stands in a cell of the matrix, and where it comes from.

use super::value_curve::ValueCurve;
use crate::analysis::{Interval, Scale};
use crate::appraisal::offer::{FigureRange, Offer};
use crate::model::{Alternative, CellKey, CellScore, Criterion, CriterionScope, Measure, Score, Workload};

/// How a value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellSource {
    /// Not scored: anything is possible.
    Blank,
    /// Entered as unknown.
    Unknown,
    /// Entered as a judgement.
    Judged,
    /// Entered as a measurement.
    Measured,
    /// It follows from bill, hours or platform.
    Derived,
    /// It could be derived, and somebody's judgement stands in for it.
    Overridden,
    /// It is the mean, or the worst, of other cells.
    Aggregated,
}

/// A value on the scale, 5 the best, with the figure behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellValue {
    /// Lowest to highest that it may be.
    pub score: Interval,
    /// How it came about.
    pub source: CellSource,
    /// The figure it was mapped from, in the measure's unit.
    pub figure: Option<f64>,
    /// Whether the figure lies outside the anchors.
    pub clamped: bool,
}

impl CellValue {
    /// A value that nothing is known about.
    pub fn unscored(origin: CellSource) -> Self {
        Self { score: Scale::default().missing(), source: origin, figure: None, clamped: false }
    }

    fn from_score(score: Interval, origin: CellSource) -> Self {
        Self { score, source: origin, figure: None, clamped: false }
    }

    /// Whether it is a gap: the total becomes an interval.
    pub fn is_open(&self) -> bool {
        matches!(self.source, CellSource::Blank | CellSource::Unknown) || !self.score.is_exact()
    }
}

/// Maps a figure onto the scale along the way from worst to best.
pub fn value_from_figure(figure: f64, way: &ValueCurve, origin: CellSource) -> CellValue {
    match way.score(figure) {
        Some((score, clamped)) => {
            CellValue { score: Interval::exact(score), source: origin, figure: Some(figure), clamped }
        }
        None => CellValue::unscored(CellSource::Unknown),
    }
}

/// The value of a figure that follows from the appraisal, with how far the ranges in a demand let it lie off.
pub fn value_from_range(range: Option<FigureRange>, way: Option<&ValueCurve>) -> CellValue {
    let (Some(range), Some(way)) = (range, way) else { return CellValue::unscored(CellSource::Unknown) };
    let likely = value_from_figure(range.likely, way, CellSource::Derived);
    let ends = [range.low, range.high].map(|end| value_from_figure(end, way, CellSource::Derived));
    let low = ends.iter().map(|end| end.score.low).fold(likely.score.low, f64::min);
    let high = ends.iter().map(|end| end.score.high).fold(likely.score.high, f64::max);
    let clamped = likely.clamped || ends.iter().any(|end| end.clamped);
    CellValue { score: Interval::around(low, likely.score.point_estimate(), high), clamped, ..likely }
}

fn value_from_interval(low: f64, high: f64, way: &ValueCurve) -> CellValue {
    let (a, b) =
        (value_from_figure(low, way, CellSource::Measured), value_from_figure(high, way, CellSource::Measured));
    let score = Interval::between(a.score.low.min(b.score.low), a.score.high.max(b.score.high));
    CellValue {
        score,
        source: CellSource::Measured,
        figure: Some(f64::midpoint(low, high)),
        clamped: a.clamped || b.clamped,
    }
}

/// Where the score of this criterion, alternative and workload is kept.
pub fn cell_key(criterion: &Criterion, alternative: &Alternative, workload: Option<&Workload>) -> CellKey {
    let workload = match criterion.about {
        CriterionScope::Workload => workload.map(|workload| workload.id.clone()),
        CriterionScope::Team => None,
    };
    CellKey { criterion: criterion.id.clone(), alternative: alternative.id.clone(), workload }
}

/// The value of one cell of a workload's matrix (or of an ordinary one): of what was entered there and of the offer. `way` is that
/// of the criterion for the workload.
pub fn compute_value(
    criterion: &Criterion,
    way: Option<&ValueCurve>,
    said: Option<&Score>,
    offer: Option<&Offer>,
) -> CellValue {
    match &criterion.measure {
        Measure::Judged => value_from_entry(said, way, CellSource::Judged),
        Measure::Measured { .. } => value_from_entry(said, way, CellSource::Measured),
        Measure::Derived { source, .. } => match said.filter(|row| !row.aside).map(|row| row.score) {
            None | Some(CellScore::Blank) => value_from_range(offer.and_then(|offer| offer.figure_range(*source)), way),
            Some(_) => value_from_entry(said, way, CellSource::Overridden),
        },
    }
}

fn value_from_entry(said: Option<&Score>, way: Option<&ValueCurve>, origin: CellSource) -> CellValue {
    match said.map_or(CellScore::Blank, |row| row.score) {
        CellScore::Blank => CellValue::unscored(CellSource::Blank),
        CellScore::Unknown => CellValue::unscored(CellSource::Unknown),
        CellScore::Exact(level) => CellValue::from_score(Interval::exact(f64::from(level)), origin),
        CellScore::Range(low, high) => {
            CellValue::from_score(Interval::between(f64::from(low), f64::from(high)), origin)
        }
        CellScore::Value(figure) => match way {
            Some(way) => value_from_figure(figure.get(), way, CellSource::Measured),
            None => CellValue::unscored(CellSource::Unknown),
        },
        CellScore::Between(low, high) => match way {
            Some(way) => value_from_interval(low.get(), high.get(), way),
            None => CellValue::unscored(CellSource::Unknown),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Breakpoint;
    use crate::model::{Anchors, Figure};

    fn figure(value: f64) -> Figure {
        Figure::new(value).unwrap()
    }

    /// From 100 ms (5) over 200 ms (4) to 1,100 ms (1), as a team would draw it for waiting.
    #[test]
    fn a_bend_is_passed_through_and_keeps_its_place_between_other_anchors() {
        let bends = vec![Breakpoint { at: figure(200.0), score: figure(4.0) }];
        let measure = Measure::Measured { unit: "ms".into(), worst: figure(1100.0), best: figure(100.0), bends };
        let way = |anchors: Anchors| ValueCurve::from_anchors(&measure, anchors).unwrap();
        let score =
            |x: f64, anchors: Anchors| value_from_figure(x, &way(anchors), CellSource::Measured).score.point_estimate();
        let own = measure.anchors().unwrap();
        for (x, wanted) in [(100.0, 5.0), (150.0, 4.5), (200.0, 4.0), (650.0, 2.5), (1100.0, 1.0)] {
            assert!((score(x, own) - wanted).abs() < 1e-12, "{x}");
        }
        assert!(value_from_figure(1200.0, &way(own), CellSource::Measured).clamped);
        // A workload with half of the range has the bend at half of it.
        let half = Anchors { worst: figure(550.0), best: figure(50.0) };
        for (x, wanted) in [(50.0, 5.0), (100.0, 4.0), (550.0, 1.0)] {
            assert!((score(x, half) - wanted).abs() < 1e-12, "{x}");
        }
    }
}
