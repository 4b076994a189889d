//! What stands in a cell of the matrix, and where it comes from.

use super::supply::{Offer, Range};
use super::value_curve::ValueCurve;
use crate::analysis::{Interval, Scale};
use crate::model::{
    About, Alternative, Anchors, Cell, CellScore, Criterion, Figure, Measure, Score, Session, Source, Workload,
};

/// How a value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nobody has said anything: anything is possible.
    Blank,
    /// Somebody said that nobody can tell.
    Unknown,
    /// Somebody judged.
    Judged,
    /// Somebody measured.
    Measured,
    /// It follows from bill, hours or platform.
    Derived,
    /// It could be derived, and somebody's judgement stands in for it.
    Overridden,
    /// It is the mean, or the worst, of other cells.
    Gathered,
}

/// A value on the scale, 5 the best, with the figure behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// Lowest to highest that it may be.
    pub score: Interval,
    /// How it came about.
    pub origin: Origin,
    /// The figure it was mapped from, in the measure's unit.
    pub figure: Option<f64>,
    /// Whether the figure lies outside the anchors.
    pub clamped: bool,
}

impl Value {
    /// A value that nothing is known about.
    pub fn open(origin: Origin) -> Self {
        Self { score: Scale::default().missing(), origin, figure: None, clamped: false }
    }

    fn judged(score: Interval, origin: Origin) -> Self {
        Self { score, origin, figure: None, clamped: false }
    }

    /// Whether it is a gap: the total becomes an interval.
    pub fn is_open(&self) -> bool {
        matches!(self.origin, Origin::Blank | Origin::Unknown) || !self.score.is_exact()
    }
}

/// Maps a figure onto the scale along the way from worst to best.
pub fn mapped(figure: f64, way: &ValueCurve, origin: Origin) -> Value {
    match way.score(figure) {
        Some((score, clamped)) => Value { score: Interval::exact(score), origin, figure: Some(figure), clamped },
        None => Value::open(Origin::Unknown),
    }
}

/// The value of a figure that follows from the appraisal, with how far the ranges in a demand let it lie off.
pub fn derived(range: Option<Range>, way: Option<&ValueCurve>) -> Value {
    let (Some(range), Some(way)) = (range, way) else { return Value::open(Origin::Unknown) };
    let likely = mapped(range.likely, way, Origin::Derived);
    let ends = [range.low, range.high].map(|end| mapped(end, way, Origin::Derived));
    let low = ends.iter().map(|end| end.score.low).fold(likely.score.low, f64::min);
    let high = ends.iter().map(|end| end.score.high).fold(likely.score.high, f64::max);
    let clamped = likely.clamped || ends.iter().any(|end| end.clamped);
    Value { score: Interval::around(low, likely.score.mid(), high), clamped, ..likely }
}

fn spread(low: f64, high: f64, way: &ValueCurve) -> Value {
    let (a, b) = (mapped(low, way, Origin::Measured), mapped(high, way, Origin::Measured));
    let score = Interval::between(a.score.low.min(b.score.low), a.score.high.max(b.score.high));
    Value { score, origin: Origin::Measured, figure: Some(f64::midpoint(low, high)), clamped: a.clamped || b.clamped }
}

/// The anchors of a criterion for one workload: its own, or for what adds up the system's times its share of importance.
pub fn anchors_for(session: &Session, criterion: &Criterion, workload: Option<&Workload>) -> Option<Anchors> {
    let whole = criterion.measure.anchors()?;
    let Some(workload) = workload else { return Some(whole) };
    let own = session.anchors.iter().find(|row| row.criterion == criterion.id && row.workload == workload.id);
    if let Some(own) = own {
        return Some(Anchors { worst: own.worst, best: own.best });
    }
    let adds_up = criterion.measure.source().is_some_and(Source::adds_up);
    if !adds_up || session.workloads.len() < 2 {
        return Some(whole);
    }
    let share = session.importance_share(workload);
    let part = |anchor: Figure| Figure::new(anchor.get() * share).unwrap_or(anchor);
    let anchors = Anchors { worst: part(whole.worst), best: part(whole.best) };
    // A workload of no importance has no share of the anchors; it is then held against the system's.
    Some(if anchors.worst == anchors.best { whole } else { anchors })
}

/// Where the score of this criterion, alternative and workload is kept.
pub fn place_of(criterion: &Criterion, alternative: &Alternative, workload: Option<&Workload>) -> Cell {
    let workload = match criterion.about {
        About::Workload => workload.map(|workload| workload.id.clone()),
        About::Team => None,
    };
    Cell { criterion: criterion.id.clone(), alternative: alternative.id.clone(), workload }
}

/// The value of one cell of a workload's matrix (or of an ordinary one).
pub fn value_of(
    session: &Session,
    criterion: &Criterion,
    alternative: &Alternative,
    workload: Option<&Workload>,
    offer: Option<&Offer>,
) -> Value {
    let said = session.score(&place_of(criterion, alternative, workload));
    let way = ValueCurve::of(session, criterion, workload);
    let way = way.as_ref();
    match &criterion.measure {
        Measure::Judged => said_value(said, way, Origin::Judged),
        Measure::Measured { .. } => said_value(said, way, Origin::Measured),
        Measure::Derived { source, .. } => match said.filter(|row| !row.aside).map(|row| row.score) {
            None | Some(CellScore::Blank) => derived(offer.and_then(|offer| offer.range(*source)), way),
            Some(_) => said_value(said, way, Origin::Overridden),
        },
    }
}

fn said_value(said: Option<&Score>, way: Option<&ValueCurve>, origin: Origin) -> Value {
    match said.map_or(CellScore::Blank, |row| row.score) {
        CellScore::Blank => Value::open(Origin::Blank),
        CellScore::Unknown => Value::open(Origin::Unknown),
        CellScore::Exact(level) => Value::judged(Interval::exact(f64::from(level)), origin),
        CellScore::Range(low, high) => Value::judged(Interval::between(f64::from(low), f64::from(high)), origin),
        CellScore::Value(figure) => match way {
            Some(way) => mapped(figure.get(), way, Origin::Measured),
            None => Value::open(Origin::Unknown),
        },
        CellScore::Between(low, high) => match way {
            Some(way) => spread(low.get(), high.get(), way),
            None => Value::open(Origin::Unknown),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bend;

    fn figure(value: f64) -> Figure {
        Figure::new(value).unwrap()
    }

    /// From 100 ms (5) over 200 ms (4) to 1,100 ms (1), as a team would draw it for waiting.
    #[test]
    fn a_bend_is_passed_through_and_keeps_its_place_between_other_anchors() {
        let bends = vec![Bend { at: figure(200.0), score: figure(4.0) }];
        let measure = Measure::Measured { unit: "ms".into(), worst: figure(1100.0), best: figure(100.0), bends };
        let way = |anchors: Anchors| ValueCurve::between(&measure, anchors).unwrap();
        let score = |x: f64, anchors: Anchors| mapped(x, &way(anchors), Origin::Measured).score.mid();
        let own = measure.anchors().unwrap();
        for (x, wanted) in [(100.0, 5.0), (150.0, 4.5), (200.0, 4.0), (650.0, 2.5), (1100.0, 1.0)] {
            assert!((score(x, own) - wanted).abs() < 1e-12, "{x}");
        }
        assert!(mapped(1200.0, &way(own), Origin::Measured).clamped);
        // A workload with half of the range has the bend at half of it.
        let half = Anchors { worst: figure(550.0), best: figure(50.0) };
        for (x, wanted) in [(50.0, 5.0), (100.0, 4.0), (550.0, 1.0)] {
            assert!((score(x, half) - wanted).abs() < 1e-12, "{x}");
        }
    }
}
