//! What each criterion weighs, by the way that the team took: points, swings, an order, or pairs.
//!
//! A way that is not complete yet says what it lacks, and the totals go on resting on the one before it until it is: a half-filled
//! table of swings must not name a winner.

use super::consistency::Consistency;
use super::entries::{criterion_pairs, criterion_rank, pair_ratio};
use super::gap::{WeightingGap, find_gap, method_in_use};
use crate::analysis::ahp::{pairwise_weights, reciprocal_matrix};
use crate::analysis::weights::{rank_order_centroid_shares, swing_shares};
use crate::model::{Criterion, Points, Session, WeightingMethod};

/// The weights of a session, as they enter its totals.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights {
    /// The way that was chosen.
    pub method: WeightingMethod,
    /// What that way lacks; while it lacks something, another is in use.
    pub gap: Option<WeightingGap>,
    in_use: WeightingMethod,
    /// One figure per criterion, in the order of the session: points, swings, or shares of 1.
    pub figures: Vec<f64>,
    /// How well the pairs agree with each other, where they are in use.
    pub consistency: Option<Consistency>,
}

/// The unit in which weights are entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightUnit {
    /// Points, whole, with a free sum.
    Points,
    /// Swings, whole, 0 to 100.
    Swings,
    /// Shares: they follow from an order or from pairs, and are not entered.
    Shares,
}

impl WeightUnit {
    /// As it stands above a column of figures.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Points => "pts",
            Self::Swings => "swg",
            Self::Shares => "%",
        }
    }

    /// The most that can be entered; none where nothing is.
    pub fn max_entry(self) -> Option<f64> {
        match self {
            Self::Points => Some(f64::from(Points::MAX)),
            Self::Swings => Some(100.0),
            Self::Shares => None,
        }
    }
}

impl Weights {
    /// Works the weights of a session out.
    pub fn compute(session: &Session) -> Self {
        let way = session.weighing.way;
        let gap = find_gap(session);
        let mut consistency = None;
        let in_use = method_in_use(session);
        let found = match in_use {
            WeightingMethod::Points => None,
            WeightingMethod::Swing => Some(swing_weights(session)),
            WeightingMethod::Order => centroid_weights(session),
            WeightingMethod::Pairs => weights_from_pairs(session).map(|(figures, agree)| {
                consistency = Some(agree);
                figures
            }),
        };
        let figures = found.unwrap_or_else(|| session.criteria.iter().map(points_of).collect());
        Self { method: way, gap, in_use, figures, consistency }
    }

    /// The way that the totals rest on.
    pub fn effective_method(&self) -> WeightingMethod {
        self.in_use
    }

    /// What the figures are.
    pub fn unit(&self) -> WeightUnit {
        match self.effective_method() {
            WeightingMethod::Points => WeightUnit::Points,
            WeightingMethod::Swing => WeightUnit::Swings,
            WeightingMethod::Order | WeightingMethod::Pairs => WeightUnit::Shares,
        }
    }

    /// The sum of the figures: 1 for shares.
    pub fn sum(&self) -> f64 {
        self.figures.iter().sum()
    }

    /// The figure of a criterion as it is drawn beside others: points, swings, or per cent.
    pub fn display_value(&self, criterion: usize) -> f64 {
        let figure = self.figures.get(criterion).copied().unwrap_or(0.0);
        if self.unit() == WeightUnit::Shares { 100.0 * figure } else { figure }
    }

    /// The figure of a criterion as it is printed: whole points or swings, otherwise per cent with a decimal.
    pub fn format_weight(&self, criterion: usize) -> String {
        match self.unit() {
            WeightUnit::Shares => format!("{:.1}", self.display_value(criterion)),
            WeightUnit::Points | WeightUnit::Swings => format!("{:.0}", self.display_value(criterion)),
        }
    }

    /// The sum of the entries.
    pub fn format_sum(&self) -> String {
        match self.unit() {
            WeightUnit::Shares => "100".to_owned(),
            WeightUnit::Points | WeightUnit::Swings => format!("{:.0}", self.sum()),
        }
    }

    /// The largest figure as it is drawn.
    pub fn max_display_value(&self) -> f64 {
        (0..self.figures.len()).map(|at| self.display_value(at)).fold(0.0, f64::max)
    }
}

fn points_of(criterion: &Criterion) -> f64 {
    f64::from(criterion.points.0)
}

fn swing_weights(session: &Session) -> Vec<f64> {
    let worth = |row: &Criterion| f64::from(session.weighing.swing(&row.id).unwrap_or(0));
    let figures: Vec<f64> = session.criteria.iter().map(worth).collect();
    debug_assert!(figures.is_empty() || swing_shares(&figures).is_ok(), "edits and checks keep swings within 0 to 100");
    figures
}

fn centroid_weights(session: &Session) -> Option<Vec<f64>> {
    let ranks: Option<Vec<f64>> =
        session.criteria.iter().map(|row| criterion_rank(session, row).map(|rank| rank as f64)).collect();
    let shares = rank_order_centroid_shares(&ranks?).ok()?;
    Some(shares.into_iter().map(|share| share.get()).collect())
}

/// The principal eigenvector of all pairs, and how well they agree.
fn weights_from_pairs(session: &Session) -> Option<(Vec<f64>, Consistency)> {
    let above: Option<Vec<f64>> = criterion_pairs(session).map(|pair| pair_ratio(session, pair)).collect();
    let found = pairwise_weights(&reciprocal_matrix(session.criteria.len(), &above?)).ok()?;
    let agree = Consistency { ratio: found.consistency_ratio, worst: found.worst.map(|triple| triple.criteria) };
    Some((found.shares.iter().map(|share| share.get()).collect(), agree))
}

#[cfg(test)]
mod tests {
    use super::super::{SwingQuestion, group_criteria, next_swing_question, outdated_swings};
    use super::*;
    use crate::catalogue::templates;
    use crate::model::edit::CriterionField;
    use crate::model::{CriterionId, Figure};
    use crate::model::{Edit, Measure};

    fn session() -> Session {
        templates::find("compute-platform").unwrap().to_session().unwrap()
    }

    fn ids(session: &Session) -> Vec<CriterionId> {
        session.criteria.iter().map(|row| row.id.clone()).collect()
    }

    #[test]
    fn an_incomplete_way_says_what_it_lacks_and_rests_on_points() {
        let mut session = session();
        let points = Weights::compute(&session).figures;
        session.apply(Edit::SetWay(WeightingMethod::Swing)).unwrap();
        let ids = ids(&session);
        for (at, id) in ids.iter().enumerate() {
            let weights = Weights::compute(&session);
            assert_eq!((weights.effective_method(), &weights.figures), (WeightingMethod::Points, &points));
            assert_eq!(weights.gap, Some(WeightingGap::Swings((at..ids.len()).collect())));
            session.apply(Edit::SetSwing { criterion: id.clone(), worth: Some(100 - 10 * at as u32) }).unwrap();
        }
        let weights = Weights::compute(&session);
        assert_eq!((weights.effective_method(), weights.gap), (WeightingMethod::Swing, None));
        assert_eq!(weights.figures[..3], [100.0, 90.0, 80.0]);
        // What was entered before is still there.
        session.apply(Edit::SetWay(WeightingMethod::Points)).unwrap();
        assert_eq!(Weights::compute(&session).figures, points);
    }

    #[test]
    fn equal_ranks_share_their_centroids() {
        let mut session = session();
        let ids = ids(&session);
        let (first, rest) = ids.split_first().unwrap();
        session.apply(Edit::SetWay(WeightingMethod::Order)).unwrap();
        session.apply(Edit::SetOrder(vec![vec![first.clone()], rest.to_vec()])).unwrap();
        let figures = Weights::compute(&session).figures;
        let n = ids.len() as f64;
        // The first of n has (1/n) (1 + 1/2 + … + 1/n); the others share the rest equally.
        let head = (1..=ids.len()).map(|k| 1.0 / k as f64).sum::<f64>() / n;
        assert!((figures[0] - head).abs() < 1e-12);
        assert!((figures[3] - (1.0 - head) / (n - 1.0)).abs() < 1e-12);
        session.apply(Edit::SetOrder(vec![vec![first.clone()]])).unwrap();
        assert_eq!(find_gap(&session), Some(WeightingGap::Ranks((1..ids.len()).collect())));
    }

    /// Three criteria with 3, 5 and 2 by Saaty's own table: shares by hand from the cube root of row products, which for three
    /// criteria is the eigenvector exactly.
    #[test]
    fn pairs_come_to_the_eigenvector_and_contradictions_are_named() {
        let mut session = session();
        session.criteria.truncate(3);
        let ids = ids(&session);
        session.apply(Edit::SetWay(WeightingMethod::Pairs)).unwrap();
        assert_eq!(find_gap(&session), Some(WeightingGap::Pairs { open: 3, of: 3, first: (0, 1) }));
        for ((one, other), times) in [((0, 1), 3), ((0, 2), 5), ((1, 2), 2)] {
            let says = Some(crate::model::PairComparison::First(times));
            session.apply(crate::model::Pair::comparison_edit(&ids[one], &ids[other], says)).unwrap();
        }
        let weights = Weights::compute(&session);
        let roots = [15f64.cbrt(), (2.0f64 / 3.0).cbrt(), 0.1f64.cbrt()];
        let sum: f64 = roots.iter().sum();
        for (figure, root) in weights.figures.iter().zip(roots) {
            assert!((figure - root / sum).abs() < 1e-9);
        }
        let consistency = weights.consistency.unwrap();
        assert!(consistency.is_consistent() && consistency.ratio.unwrap() > 0.0, "{}", consistency.describe());
        assert!(consistency.describe().contains("Saaty 1980"));
        // 3 times and 2 times make 6 times, and 5 was said.
        assert!(consistency.describe_contradiction(&session).unwrap().contains("6 times"), "{consistency:?}");
    }

    #[test]
    fn local_and_global_weights_multiply() {
        let mut session = session();
        for (at, row) in session.criteria.iter_mut().enumerate() {
            row.group = if at < 2 { "A" } else { "B" }.to_owned();
            row.points = Points(10);
        }
        let count = session.criteria.len() as f64;
        let groups = group_criteria(&session, |_| 1.0 / count);
        assert_eq!(groups.len(), 2);
        assert!((groups[0].share - 2.0 / count).abs() < 1e-12);
        assert!((groups[0].local_share(1.0 / count) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_swing_is_outdated_by_anchors_that_moved_since_and_no_longer_once_that_is_undone() {
        use crate::model::Stamp;
        use crate::model::history::History;
        let mut session = templates::find("grocer").unwrap().to_session().unwrap();
        let stamp = || Stamp { at: "2026-11-20T14:00:00Z".parse().unwrap(), by: "ana".to_owned() };
        let mut history = History::from_log(&session.log);
        let at = session.criteria.iter().position(|row| row.measure.anchors().is_some()).unwrap();
        let (id, mut measure) = (session.criteria[at].id.clone(), session.criteria[at].measure.clone());
        let mut record = |session: &mut Session, edit| history.record(session, edit, stamp()).map(|_| ());
        record(&mut session, Edit::SetSwing { criterion: id.clone(), worth: Some(100) }).unwrap();
        assert!(outdated_swings(&session).is_empty());
        if let Measure::Derived { worst, .. } | Measure::Measured { worst, .. } = &mut measure {
            *worst = Figure::new(worst.get() + 100.0).unwrap();
        }
        record(&mut session, Edit::SetCriterion { id, field: CriterionField::Measure(measure) }).unwrap();
        assert_eq!(outdated_swings(&session), [at]);
        History::from_log(&session.log.clone()).undo(&mut session, stamp()).unwrap();
        assert!(outdated_swings(&session).is_empty());
    }

    #[test]
    fn swings_are_asked_for_from_the_largest_on() {
        let mut session = session();
        session.apply(Edit::SetWay(WeightingMethod::Swing)).unwrap();
        assert_eq!(next_swing_question(&session, Some(2)), SwingQuestion::First);
        let id = session.criteria[2].id.clone();
        session.apply(Edit::SetSwing { criterion: id, worth: Some(100) }).unwrap();
        assert_eq!(next_swing_question(&session, Some(2)), SwingQuestion::Relative { criterion: 0, first: 2 });
        assert_eq!(next_swing_question(&session, Some(4)), SwingQuestion::Relative { criterion: 4, first: 2 });
    }
}
