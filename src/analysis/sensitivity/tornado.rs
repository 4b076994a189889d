//! Tornado of the margin: how far it moves when one weight or one score does.
//!
//! A tornado of the leader's own total would be useless (a bar for a cell would always be as wide as the weight times the
//! scale); what matters is the distance to the next alternative.

use super::comparison::Comparison;
use super::lead_line::LeadLine;
use crate::analysis::Share;

/// A margin over a rival; below zero the rival leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarginPoint {
    /// In points of the scale.
    pub margin: f64,
    /// The rival that is closest there.
    pub rival: usize,
}

/// The margin at the ends of a weight's reach, the other weights keeping their proportions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightBar {
    pub criterion: usize,
    /// The share at the lower end and the margin there.
    pub less: (Share, MarginPoint),
    /// The share at the upper end and the margin there.
    pub more: (Share, MarginPoint),
}

/// The margin at the ends of what a cell may be: one point down and up within the scale, or all of an open cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellBar {
    pub alternative: usize,
    pub criterion: usize,
    /// The lower value, and the margin there.
    pub less: (f64, MarginPoint),
    /// The upper value, and the margin there.
    pub more: (f64, MarginPoint),
}

impl WeightBar {
    /// How far the margin moves, in points of the scale.
    pub fn width(&self) -> f64 {
        (self.more.1.margin - self.less.1.margin).abs()
    }
}

impl CellBar {
    /// How far the margin moves, in points of the scale.
    pub fn width(&self) -> f64 {
        (self.more.1.margin - self.less.1.margin).abs()
    }
}

impl Comparison<'_> {
    /// One bar per criterion, the widest first: the margin at `w (1 - reach)` and at `w (1 + reach)`, or 1 if that is less.
    /// The usual reach is a quarter.
    pub fn weight_tornado(&self, reach: Share) -> Vec<WeightBar> {
        let bar = |(criterion, &share): (usize, &f64)| {
            let at = |share: Share| {
                (
                    share,
                    self.smallest_margin(|place| {
                        LeadLine::new(self.workspace.shares(), &self.workspace.rival(place), criterion).at(share)
                    }),
                )
            };
            let (less, more) = (share * reach.rest(), share * (1.0 + reach.get()));
            WeightBar { criterion, less: at(Share::clamped(less)), more: at(Share::clamped(more)) }
        };
        let mut bars: Vec<WeightBar> = self.workspace.shares().iter().enumerate().map(bar).collect();
        bars.sort_by(|a, b| b.width().total_cmp(&a.width()));
        bars
    }

    /// One bar per cell of the leader and its rivals that has a weight, the widest first.
    pub fn cell_tornado(&self) -> Vec<CellBar> {
        let who = std::iter::once(self.leader()).chain(self.rivals().iter().copied());
        let mut bars: Vec<CellBar> = who.flat_map(|alternative| self.bars_of(alternative)).collect();
        bars.sort_by(|a, b| b.width().total_cmp(&a.width()));
        bars
    }

    fn bars_of(&self, alternative: usize) -> Vec<CellBar> {
        let scale = self.problem.scale();
        let cells = self.problem.rows()[alternative].iter().zip(self.workspace.shares()).enumerate();
        cells
            .filter(|(_, (_, share))| **share > 0.0)
            .map(|(criterion, (cell, &share))| {
                let at = |value: f64| {
                    let change = share * (value - cell.point_estimate());
                    let own = |place: usize| match self.rivals().get(place) {
                        _ if alternative == self.leader() => change,
                        Some(rival) if *rival == alternative => -change,
                        _ => 0.0,
                    };
                    (value, self.smallest_margin(|place| self.workspace.lead(place) + own(place)))
                };
                let (less, more) = match cell.is_exact() {
                    true => {
                        ((cell.low - 1.0).max(scale.lo().min(cell.low)), (cell.low + 1.0).min(scale.hi().max(cell.low)))
                    }
                    false => (cell.low, cell.high),
                };
                CellBar { alternative, criterion, less: at(less), more: at(more) }
            })
            .collect()
    }

    /// The least of the leads over all rivals, the first of equals.
    fn smallest_margin(&self, lead: impl Fn(usize) -> f64) -> MarginPoint {
        let all = self.rivals().iter().enumerate().map(|(place, &rival)| MarginPoint { margin: lead(place), rival });
        all.reduce(|best, next| if next.margin < best.margin { next } else { best })
            .unwrap_or(MarginPoint { margin: 0.0, rival: self.leader() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Problem, Scale, rank};

    #[test]
    fn bars_by_hand() {
        let rows = vec![vec![5.0.into(), 2.0.into()], vec![2.0.into(), 4.0.into()]];
        let problem = Problem::new(vec![3.0, 1.0], rows, Scale::default()).unwrap();
        let ranking = rank(&problem, &[]);
        let comparison = Comparison::new(&problem, &ranking).unwrap();
        // the margin is 0.75·3 - 0.25·2 = 1.75; at a share t of the first it is 3t - 2(1 - t) = 5t - 2
        let bars = comparison.weight_tornado(Share::new(0.25).unwrap());
        assert_eq!(bars[0].criterion, 0);
        assert_eq!((bars[0].less.1.margin, bars[0].more.1.margin), (5.0 * 0.5625 - 2.0, 5.0 * 0.9375 - 2.0));
        let cells = comparison.cell_tornado();
        let leaders = cells.iter().find(|bar| (bar.alternative, bar.criterion) == (0, 0)).unwrap();
        assert_eq!(
            ((leaders.less), (leaders.more.0, leaders.more.1.margin)),
            ((4.0, MarginPoint { margin: 1.0, rival: 1 }), (5.0, 1.75))
        );
        let rivals = cells.iter().find(|bar| (bar.alternative, bar.criterion) == (1, 0)).unwrap();
        assert_eq!((rivals.less.1.margin, rivals.more.1.margin), (2.5, 1.0));
        assert_eq!(cells[0], *rivals, "nothing is wider than two points of the heavier criterion");
    }
}
