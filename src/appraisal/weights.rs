//! What each criterion weighs, by the way that the team took: points, swings, an order, or pairs.
//!
//! A way that is not complete yet says what it lacks, and the totals go on resting on points until it is: a half-filled table
//! of swings must not name a winner.

use super::wording::format_number;
use crate::analysis::ahp::{INCONSISTENCY_LIMIT, RANDOM_INDEX_TABLE, pairwise_weights, reciprocal_matrix};
use crate::analysis::weights::{rank_order_centroid_shares, swing_shares};
use crate::cost::format::format_formula_number;
use crate::model::LogAction;
use crate::model::edit::CriterionField;
use crate::model::{Criterion, Edit, Measure, Points, Session, WeightingMethod};

/// The weights of a session, as they enter its totals.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights {
    /// The way that was chosen.
    pub method: WeightingMethod,
    /// What that way lacks; while it lacks something, points are in use.
    pub gap: Option<WeightingGap>,
    /// One figure per criterion, in the order of the session: points, swings, or shares of 1.
    pub figures: Vec<f64>,
    /// How well the pairs agree with each other, where they are in use.
    pub consistency: Option<Consistency>,
}

/// How well pairs agree with each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Consistency {
    /// The consistency ratio: 0 where all agree; none where there are more criteria than the table of random indices has.
    pub ratio: Option<f64>,
    /// The three criteria, by place, whose answers contradict each other most, if any do.
    pub worst: Option<[usize; 3]>,
}

impl Consistency {
    /// Whether the answers agree well enough.
    pub fn is_consistent(&self) -> bool {
        self.ratio.is_some_and(|ratio| ratio < INCONSISTENCY_LIMIT)
    }

    /// `consistency ratio 0.07 (random index: Saaty 1980): below 0.10, so the answers agree`.
    pub fn describe(&self) -> String {
        let Some(ratio) = self.ratio else {
            return format!("the random index of {RANDOM_INDEX_TABLE} ends at ten criteria: no consistency ratio");
        };
        let rest = if self.is_consistent() {
            format!("below {INCONSISTENCY_LIMIT:.2}, so the answers agree well enough")
        } else {
            format!("{INCONSISTENCY_LIMIT:.2} or more, so the answers contradict each other")
        };
        format!("consistency ratio {ratio:.3} (random index: {RANDOM_INDEX_TABLE}): {rest}")
    }

    /// The three answers that contradict each other most: `Cost is 3 times Skill, and Skill 5 times Lock-in; that makes Cost 15
    /// times Lock-in, but 2 was said`. None where the answers agree.
    pub fn describe_contradiction(&self, session: &Session) -> Option<String> {
        let [a, b, c] = self.worst?;
        let name = |at: usize| session.criteria.get(at).map_or("", |row| row.name.as_str());
        let (ab, bc, ac) = (pair_ratio(session, (a, b))?, pair_ratio(session, (b, c))?, pair_ratio(session, (a, c))?);
        let times =
            |value: f64| if value >= 1.0 { format_number(value) } else { format!("1/{}", format_number(1.0 / value)) };
        Some(format!(
            "look again at {0}, {1} and {2}: {0} is {3} times {1} and {1} {4} times {2}, which makes {0} {5} times {2}; {6} was said",
            name(a),
            name(b),
            name(c),
            times(ab),
            times(bc),
            times(ab * bc),
            times(ac)
        ))
    }
}

/// What a way lacks before weights follow from it. Criteria are told by their places in the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeightingGap {
    /// These have no swing yet.
    Swings(Vec<usize>),
    /// Every swing is 0, so that nothing would matter.
    AllSwingsZero,
    /// These have no rank yet.
    Ranks(Vec<usize>),
    /// So many pairs of so many have not been compared, and this is the first of them.
    Pairs {
        /// How many are open.
        open: usize,
        /// How many there are.
        of: usize,
        /// The first that is open.
        first: (usize, usize),
    },
}

/// What a weight is told in.
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

/// A group of criteria, with what it weighs in all.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionGroup {
    /// Its name; empty for criteria that belong to none.
    pub name: String,
    /// Its criteria, by place.
    pub members: Vec<usize>,
    /// What they weigh together, 0 to 1.
    pub share: f64,
}

impl CriterionGroup {
    /// What a criterion of global weight `share` weighs within the group, 0 to 1; 0 where the whole group weighs nothing.
    pub fn local_share(&self, share: f64) -> f64 {
        if self.share > 0.0 { share / self.share } else { 0.0 }
    }
}

impl Weights {
    /// Works the weights of a session out.
    pub fn compute(session: &Session) -> Self {
        let way = session.weighing.way;
        let gap = find_gap(session);
        let mut consistency = None;
        let found = match (&gap, way) {
            (Some(_), _) | (None, WeightingMethod::Points) => None,
            (None, WeightingMethod::Swing) => Some(swing_weights(session)),
            (None, WeightingMethod::Order) => centroid_weights(session),
            (None, WeightingMethod::Pairs) => weights_from_pairs(session).map(|(figures, agree)| {
                consistency = Some(agree);
                figures
            }),
        };
        let figures = found.unwrap_or_else(|| session.criteria.iter().map(points_of).collect());
        Self { method: way, gap, figures, consistency }
    }

    /// The way that the totals rest on.
    pub fn effective_method(&self) -> WeightingMethod {
        if self.gap.is_some() { WeightingMethod::Points } else { self.method }
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

    /// The sum of what is told.
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

/// Whether a criterion has any weight, in the way that is in use.
pub fn has_weight(session: &Session, criterion: &Criterion) -> bool {
    match (session.weighing.way, find_gap(session)) {
        (WeightingMethod::Points, _) | (_, Some(_)) => criterion.points > Points(0),
        (WeightingMethod::Swing, None) => session.weighing.swing(&criterion.id).unwrap_or(0) > 0,
        (WeightingMethod::Order | WeightingMethod::Pairs, None) => true,
    }
}

/// What the chosen way lacks.
pub fn find_gap(session: &Session) -> Option<WeightingGap> {
    let weighing = &session.weighing;
    let without = |has: &dyn Fn(&Criterion) -> bool| -> Vec<usize> {
        session.criteria.iter().enumerate().filter(|(_, row)| !has(row)).map(|(at, _)| at).collect()
    };
    match weighing.way {
        WeightingMethod::Points => None,
        WeightingMethod::Swing => {
            let open = without(&|row| weighing.swing(&row.id).is_some());
            let is_nothing = || !session.criteria.is_empty() && weighing.swings.iter().all(|row| row.worth == 0);
            if open.is_empty() {
                is_nothing().then_some(WeightingGap::AllSwingsZero)
            } else {
                Some(WeightingGap::Swings(open))
            }
        }
        WeightingMethod::Order => {
            let open = without(&|row| criterion_rank(session, row).is_some());
            (!open.is_empty()).then_some(WeightingGap::Ranks(open))
        }
        WeightingMethod::Pairs => {
            let open: Vec<(usize, usize)> =
                criterion_pairs(session).filter(|pair| pair_ratio(session, *pair).is_none()).collect();
            let of = criterion_pairs(session).count();
            open.first().map(|first| WeightingGap::Pairs { open: open.len(), of, first: *first })
        }
    }
}

/// Every pair of criteria, in the order in which they are asked about.
pub fn criterion_pairs(session: &Session) -> impl Iterator<Item = (usize, usize)> {
    let count = session.criteria.len();
    (0..count).flat_map(move |one| (one + 1..count).map(move |other| (one, other)))
}

/// How many times as important the first of a pair is as the second, if it was said.
pub fn pair_ratio(session: &Session, (one, other): (usize, usize)) -> Option<f64> {
    let (one, other) = (session.criteria.get(one)?, session.criteria.get(other)?);
    session.weighing.importance_ratio(&one.id, &other.id)
}

/// The rank of a criterion in the order, the most important being 0; none while it has no place in it.
pub fn criterion_rank(session: &Session, criterion: &Criterion) -> Option<usize> {
    session.weighing.order.iter().position(|rank| rank.contains(&criterion.id))
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

/// The criteria by group, in the order in which groups first appear; nothing where no criterion names one, or all the same.
pub fn group_criteria(session: &Session, share: impl Fn(usize) -> f64) -> Vec<CriterionGroup> {
    let mut groups: Vec<CriterionGroup> = Vec::new();
    for (at, criterion) in session.criteria.iter().enumerate() {
        let name = criterion.group.trim();
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => {
                group.members.push(at);
                group.share += share(at);
            }
            None => groups.push(CriterionGroup { name: name.to_owned(), members: vec![at], share: share(at) }),
        }
    }
    if groups.len() < 2 { Vec::new() } else { groups }
}

impl WeightingGap {
    /// What it lacks, in words without a full stop: `no swing yet for Cost and 2 more`.
    pub fn describe(&self, session: &Session) -> String {
        let name = |at: &usize| session.criteria.get(*at).map_or("", |row| row.name.as_str());
        let some = |places: &[usize]| match places {
            [] => String::new(),
            [one] => name(one).to_owned(),
            [one, other] => format!("{} and {}", name(one), name(other)),
            [one, rest @ ..] => format!("{} and {} more", name(one), rest.len()),
        };
        match self {
            Self::Swings(open) => format!("no swing yet for {}", some(open)),
            Self::AllSwingsZero => "every swing is 0: give the largest of them 100".to_owned(),
            Self::Ranks(open) => format!("no rank yet for {}", some(open)),
            Self::Pairs { open, of, first: (one, other) } => {
                format!("{open} of {of} pairs are open; next: {} and {}", name(one), name(other))
            }
        }
    }
}

/// The criteria in the order in which they are listed while weights are entered: by rank where an order is given, those
/// without a rank last; otherwise as in the session.
pub fn display_order(session: &Session) -> Vec<usize> {
    let mut places: Vec<usize> = (0..session.criteria.len()).collect();
    if session.weighing.way == WeightingMethod::Order {
        places.sort_by_key(|at| {
            session.criteria.get(*at).and_then(|row| criterion_rank(session, row)).unwrap_or(usize::MAX)
        });
    }
    places
}

/// The worst and the best that a criterion's swing is asked about: its anchors with their unit, or what the rubric says of 1
/// and 5. None where nothing is said of either end.
pub fn swing_range(session: &Session, criterion: &Criterion) -> Option<(String, String)> {
    let figure = |value: f64| if value.fract() == 0.0 { format_formula_number(value) } else { format_number(value) };
    let unit = match &criterion.measure {
        Measure::Judged => {
            let level = |level| session.rubric(&criterion.id, level).map(str::to_owned);
            return match (level(1), level(5)) {
                (None, None) => None,
                (worst, best) => {
                    Some((worst.unwrap_or_else(|| "a 1".to_owned()), best.unwrap_or_else(|| "a 5".to_owned())))
                }
            };
        }
        Measure::Measured { unit, .. } => unit.as_str(),
        Measure::Derived { source, .. } => source.unit(),
    };
    let anchors = criterion.measure.anchors()?;
    Some((figure(anchors.worst.get()), format!("{} {unit}", figure(anchors.best.get()))))
}

/// The criteria whose anchors, or the two ends of whose rubric, were changed after their swing was given, by the log: what was
/// answered was about another range.
pub fn outdated_swings(session: &Session) -> Vec<usize> {
    let mut edits: Vec<&Edit> = Vec::new();
    for entry in &session.log {
        match entry.act {
            LogAction::Edit | LogAction::Redo => edits.push(&entry.edit),
            LogAction::Undo => drop(edits.pop()),
        }
    }
    let mut flat = Vec::new();
    edits.iter().for_each(|edit| flatten_batch(edit, &mut flat));
    let is_outdated = |row: &Criterion| {
        let given =
            flat.iter().rposition(|edit| matches!(edit, Edit::SetSwing { criterion, .. } if *criterion == row.id));
        let moved = flat.iter().rposition(|edit| changes_swing_range(edit, row));
        given.zip(moved).is_some_and(|(given, moved)| moved > given) && session.weighing.swing(&row.id).is_some()
    };
    session.criteria.iter().enumerate().filter(|(_, row)| is_outdated(row)).map(|(at, _)| at).collect()
}

fn flatten_batch<'a>(edit: &'a Edit, into: &mut Vec<&'a Edit>) {
    match edit {
        Edit::Batch(edits) => edits.iter().for_each(|edit| flatten_batch(edit, into)),
        edit => into.push(edit),
    }
}

fn changes_swing_range(edit: &Edit, row: &Criterion) -> bool {
    match edit {
        Edit::SetCriterion { id, field: CriterionField::Measure(_) } => *id == row.id,
        Edit::SetRubric { criterion, level: 1 | 5, .. } => *criterion == row.id,
        _ => false,
    }
}

/// What is asked next about swings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SwingQuestion {
    /// None is 100 yet: which one would be moved first?
    First,
    /// How much is moving this one worth beside moving the first, both by place?
    Relative {
        /// The one that is asked about.
        criterion: usize,
        /// The one that is 100.
        first: usize,
    },
    /// Nothing is left to ask.
    Done,
}

/// What to ask next, `here` being the criterion under the cursor: about that one if it is open, else about the first that is.
pub fn next_swing_question(session: &Session, here: Option<usize>) -> SwingQuestion {
    let worth = |at: usize| session.criteria.get(at).and_then(|row| session.weighing.swing(&row.id));
    let Some(first) = (0..session.criteria.len()).find(|at| worth(*at) == Some(100)) else {
        return SwingQuestion::First;
    };
    let open = |at: &usize| worth(*at).is_none();
    let criterion = here.filter(open).or_else(|| (0..session.criteria.len()).find(open));
    criterion.map_or(SwingQuestion::Done, |criterion| SwingQuestion::Relative { criterion, first })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::templates;
    use crate::model::{CriterionId, Figure};

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
