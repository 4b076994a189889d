//! The way from worst to best along which a figure becomes a score: a straight line between the anchors, or one that bends.

use crate::analysis::Scale;
use crate::analysis::value_function::ValueFunction;
use crate::model::{Anchors, Criterion, DerivedMetric, Figure, Measure, Session, Workload};

/// A point of the way: a figure in the unit of the measure, and its score from 1 to 5.
pub type Point = (f64, f64);

/// The points that the way passes through, from worst (1) to best (5), and the function that they make.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueCurve {
    points: Vec<Point>,
    function: ValueFunction,
}

impl ValueCurve {
    /// The way of a criterion for one workload; none for what people judge, and where the anchors are one. Where a workload has
    /// anchors of its own, or a share of the system's, bends stand as far along as they do between the criterion's.
    pub fn for_criterion(session: &Session, criterion: &Criterion, workload: Option<&Workload>) -> Option<Self> {
        Self::from_anchors(&criterion.measure, anchors_for(session, criterion, workload)?)
    }

    /// The way of a measure between these anchors, which may be those of a workload.
    pub fn from_anchors(measure: &Measure, here: Anchors) -> Option<Self> {
        let whole = measure.anchors()?;
        let (worst, best) = (here.worst.get(), here.best.get());
        let along = |at: f64| (at - whole.worst.get()) / (whole.best.get() - whole.worst.get());
        let bends = measure.breakpoints().iter().map(|bend| {
            let at = if here == whole { bend.at.get() } else { worst + along(bend.at.get()) * (best - worst) };
            (at, bend.score.get())
        });
        let scale = Scale::default();
        let points: Vec<Point> =
            std::iter::once((worst, scale.lo())).chain(bends).chain([(best, scale.hi())]).collect();
        let height = |score: f64| (score - scale.lo()) / (scale.hi() - scale.lo());
        let heights: Vec<Point> = points.iter().map(|(at, score)| (*at, height(*score))).collect();
        let function = match points.len() {
            2 => ValueFunction::linear(worst, best),
            _ => ValueFunction::piecewise(&heights),
        };
        Some(Self { points, function: function.ok()? })
    }

    /// The function from a figure to 0 (worst) to 1 (best).
    pub fn function(&self) -> &ValueFunction {
        &self.function
    }

    /// From worst to best.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Whether it is one straight line.
    pub fn is_straight(&self) -> bool {
        self.points.len() == 2
    }

    /// The score of a figure, and whether the figure lies beyond the anchors; none where the way leads nowhere.
    pub fn score(&self, figure: f64) -> Option<(f64, bool)> {
        let valued = self.function.value(figure).ok()?;
        Some((Scale::default().at(valued.z), valued.clamped))
    }

    /// The two neighbouring points that a figure lies between; beyond the anchors, those at that end.
    pub fn segment_at(&self, figure: f64) -> Option<(Point, Point)> {
        let rises = self.points.first()?.0 < self.points.last()?.0;
        let is_past = |point: &Point| if rises { figure > point.0 } else { figure < point.0 };
        let last = self.points.len().checked_sub(2)?;
        let from = self.points.iter().skip(1).take_while(|point| is_past(point)).count().min(last);
        Some((*self.points.get(from)?, *self.points.get(from + 1)?))
    }
}

/// The anchors of a criterion for one workload: its own, or for what adds up the system's times its share of importance.
pub fn anchors_for(session: &Session, criterion: &Criterion, workload: Option<&Workload>) -> Option<Anchors> {
    let whole = criterion.measure.anchors()?;
    let Some(workload) = workload else { return Some(whole) };
    let own = session.anchors.iter().find(|row| row.criterion == criterion.id && row.workload == workload.id);
    if let Some(own) = own {
        return Some(Anchors { worst: own.worst, best: own.best });
    }
    let adds_up = criterion.measure.derived_metric().is_some_and(DerivedMetric::is_additive);
    if !adds_up || session.workloads.len() < 2 {
        return Some(whole);
    }
    let share = session.importance_share(workload);
    let part = |anchor: Figure| Figure::of(anchor.get() * share);
    let anchors = Anchors { worst: part(whole.worst), best: part(whole.best) };
    // A workload of no importance has no share of the anchors; it is then held against the system's.
    Some(if anchors.worst == anchors.best { whole } else { anchors })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Breakpoint, Figure, Measure};

    fn way(bends: &[(f64, f64)]) -> ValueCurve {
        let figure = |value| Figure::new(value).unwrap();
        let bends = bends.iter().map(|(at, score)| Breakpoint { at: figure(*at), score: figure(*score) }).collect();
        let measure = Measure::Measured { unit: "ms".to_owned(), worst: figure(1000.0), best: figure(0.0), bends };
        let criterion = Criterion { measure, ..Criterion::default() };
        ValueCurve::for_criterion(&Session::new("t"), &criterion, None).unwrap()
    }

    /// By hand: from (1000, 1) to (200, 4) it rises by 3 in 800, from there to (0, 5) by 1 in 200.
    #[test]
    fn a_bend_is_passed_through_and_each_side_is_straight() {
        let bent = way(&[(200.0, 4.0)]);
        for (figure, score) in [(1000.0, 1.0), (600.0, 2.5), (200.0, 4.0), (100.0, 4.5), (0.0, 5.0)] {
            assert_eq!(bent.score(figure), Some((score, false)), "{figure}");
        }
        assert_eq!(bent.score(1200.0), Some((1.0, true)));
        assert_eq!(way(&[]).score(200.0), Some((4.2, false)));
    }

    #[test]
    fn a_figure_lies_between_two_points_and_beyond_the_anchors_at_the_end() {
        let bent = way(&[(200.0, 4.0)]);
        assert_eq!(bent.segment_at(600.0), Some(((1000.0, 1.0), (200.0, 4.0))));
        assert_eq!(bent.segment_at(1200.0), Some(((1000.0, 1.0), (200.0, 4.0))));
        assert_eq!(bent.segment_at(50.0), Some(((200.0, 4.0), (0.0, 5.0))));
        assert_eq!(bent.segment_at(-1.0), Some(((200.0, 4.0), (0.0, 5.0))));
    }
}
