//! How firm the lead of a matrix is: how far each weight can move before another leads, what is nearest, and the least that
//! puts a rival level. The same for screen and report.

use crate::analysis::Comparison;
use crate::analysis::sensitivity::{OpenCell, ScoreFlip, find_open_cells as open};
use crate::appraisal::matrix::DecisionMatrix;
use crate::appraisal::weights::Weights;

/// A weight whose share is this near to a change of leader is close to it: five points of a hundred.
const CLOSE_SHARE: f64 = 0.05;

/// How far one weight can move, the others keeping their points, before another leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightRange {
    /// The present share, 0 to 1.
    pub share: f64,
    /// The least share at which the leader leads.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// Who leads below; none when the leader leads all the way down.
    pub below: Option<usize>,
    /// Who leads above; none when the leader leads all the way up.
    pub above: Option<usize>,
    /// The low end in points or swings, the other weights left as they are; none without a rival there, out of reach, or where
    /// weights are not entered as figures.
    pub low_points: Option<f64>,
    /// The high end likewise.
    pub high_points: Option<f64>,
}

impl WeightRange {
    /// Whether the leader leads whatever this weight is.
    pub fn is_unlimited(&self) -> bool {
        self.below.is_none() && self.above.is_none()
    }

    /// Whether five points of a hundred are enough for another to lead.
    pub fn is_close(&self) -> bool {
        let near = |end: f64, rival: Option<usize>| rival.is_some() && (end - self.share).abs() <= CLOSE_SHARE;
        near(self.low, self.below) || near(self.high, self.above)
    }

    /// The least whole points that keep the lead: below them another leads.
    pub fn min_points(&self) -> Option<u32> {
        self.low_points.map(|points| to_whole_points((points - 1e-9).ceil()))
    }

    /// The most whole points that keep the lead: above them another leads.
    pub fn max_points(&self) -> Option<u32> {
        self.high_points.map(|points| to_whole_points((points + 1e-9).floor()))
    }
}

/// Saturates; what is not a number is 0.
fn to_whole_points(points: f64) -> u32 {
    points.max(0.0) as u32
}

/// The change of one weight that is nearest to unseating the leader.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeadChange {
    pub criterion: usize,
    /// Who leads then.
    pub rival: usize,
    /// Whether the weight has to fall; otherwise it has to rise.
    pub is_decrease: bool,
    /// Below, or above, how many points; none when points cannot reach it.
    pub points: Option<u32>,
    /// Below, or above, which share.
    pub share: f64,
}

/// The least weight that must change hands for a rival to tie.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightShift {
    /// Who ties.
    pub rival: usize,
    /// In points of a hundred; none when the leader is ahead whatever the weights are.
    pub points: Option<f64>,
    /// Which criteria give, the largest gift first.
    pub from: Vec<usize>,
    /// Which takes.
    pub to: Option<usize>,
}

/// How firm the first leader stands.
#[derive(Debug, Clone, PartialEq)]
pub struct LeadStability {
    pub leader: usize,
    /// One per criterion, in order.
    pub weight_ranges: Vec<WeightRange>,
    /// The least shift per rival, in the order of the columns.
    pub shifts: Vec<WeightShift>,
    /// Every single score where one point unseats the leader.
    pub score_flips: Vec<ScoreFlip>,
}

impl LeadStability {
    /// Looks at the first leader of a matrix. None without a leader or a rival: there is nothing to lose.
    pub fn compute(matrix: &DecisionMatrix) -> Option<Self> {
        let comparison = matrix.comparison()?;
        let (weights, sum) = (&matrix.weights, matrix.weights.sum());
        let rooms = comparison
            .stability()
            .iter()
            .enumerate()
            .map(|(row, stable)| {
                let others = sum - weights.figures.get(row).copied().unwrap_or(0.0);
                let (low, high) = (stable.low.get(), stable.high.get());
                WeightRange {
                    share: matrix.share(row),
                    low,
                    high,
                    below: stable.rival_low,
                    above: stable.rival_high,
                    low_points: stable.rival_low.and_then(|_| points_for_share(weights, low, others)),
                    high_points: stable.rival_high.and_then(|_| points_for_share(weights, high, others)),
                }
            })
            .collect();
        Some(Self {
            leader: comparison.leader(),
            weight_ranges: rooms,
            shifts: compute_shifts(matrix, &comparison),
            score_flips: comparison
                .one_point_flips()
                .into_iter()
                .filter(|flip| matrix.has_entered_score(flip.alternative, flip.criterion))
                .collect(),
        })
    }

    /// The least shift of all, if any shift unseats the leader.
    pub fn smallest_shift(&self) -> Option<(f64, &WeightShift)> {
        let shifts = self.shifts.iter().filter_map(|shift| Some((shift.points?, shift)));
        shifts.reduce(|least, next| if next.0 < least.0 { next } else { least })
    }

    /// The single score on a cell that decides, if one point on it does.
    pub fn flip_at(&self, alternative: usize, criterion: usize) -> Option<&ScoreFlip> {
        self.score_flips.iter().find(|flip| (flip.alternative, flip.criterion) == (alternative, criterion))
    }

    /// The nearest change of one weight that unseats the leader, the first of equals.
    pub fn nearest_change(&self) -> Option<LeadChange> {
        let ends = self.weight_ranges.iter().enumerate().flat_map(|(criterion, room)| {
            let below = room.below.map(|rival| LeadChange {
                criterion,
                rival,
                is_decrease: true,
                points: room.min_points(),
                share: room.low,
            });
            let above = room.above.map(|rival| LeadChange {
                criterion,
                rival,
                is_decrease: false,
                points: room.max_points(),
                share: room.high,
            });
            below.into_iter().chain(above).map(|turn| ((turn.share - room.share).abs(), turn))
        });
        ends.reduce(|best, next| if next.0 < best.0 - 1e-9 { next } else { best }).map(|(_, turn)| turn)
    }
}

/// The points at which a criterion has this share beside `others` points: `t / (1 - t) × others`.
fn points_for_share(weights: &Weights, share: f64, others: f64) -> Option<f64> {
    let points = share / (1.0 - share) * others;
    let most = weights.unit().max_entry()?;
    (others > 0.0 && points.is_finite() && points <= most).then_some(points)
}

fn compute_shifts(matrix: &DecisionMatrix, comparison: &Comparison<'_>) -> Vec<WeightShift> {
    let rivals = comparison.rivals().iter().copied().zip(comparison.weight_shifts());
    rivals
        .map(|(rival, shift)| {
            let Some(shift) = shift else { return WeightShift { rival, points: None, from: Vec::new(), to: None } };
            let change: Vec<f64> =
                shift.shares.iter().enumerate().map(|(row, share)| share.get() - matrix.share(row)).collect();
            let mut from: Vec<usize> =
                (0..change.len()).filter(|row| change.get(*row).is_some_and(|by| *by < -1e-9)).collect();
            let gift = |row: &usize| change.get(*row).copied().unwrap_or(0.0);
            from.sort_by(|a, b| gift(a).total_cmp(&gift(b)));
            let to = (0..change.len()).find(|row| gift(row) > 1e-9);
            WeightShift { rival, points: Some(shift.moved.percent()), from, to }
        })
        .collect()
}

/// Cells that are not exactly known, those that could change who leads first.
pub fn open_cells(matrix: &DecisionMatrix) -> Vec<OpenCell> {
    matrix.problem.as_ref().map_or_else(|_| Vec::new(), |problem| open(problem, &matrix.eligible_columns()))
}

#[cfg(test)]
mod tests {
    use super::super::names::join_names;
    use super::super::{RankingLine, describe_ranking};
    use super::*;
    use crate::appraisal::Appraisal;
    use crate::catalogue::{Catalogue, templates};
    use crate::model::Session;
    use crate::model::{Edit, Points};

    fn grocer() -> (Session, Catalogue) {
        (templates::find("grocer").unwrap().to_session().unwrap(), Catalogue::embedded().unwrap())
    }

    /// The points that are said to keep the lead do, and one more or less does not.
    #[test]
    fn whole_points_on_either_side_of_a_flip_have_different_leaders() {
        let (session, catalogue) = grocer();
        let appraisal = Appraisal::compute(&session, &catalogue);
        let mut seen = 0;
        // The system's columns change with the weights: 'best for each' takes other platforms.
        for (place, matrix) in appraisal.workload_matrices().enumerate() {
            let Some(stability) = LeadStability::compute(matrix) else { continue };
            for (row, room) in stability.weight_ranges.iter().enumerate() {
                let leads_at = |points: u32| {
                    let mut other = session.clone();
                    let criterion = session.criteria[row].id.clone();
                    other.apply(Edit::SetWeight { criterion, points: Points(points) }).unwrap();
                    let appraisal = Appraisal::compute(&other, &catalogue);
                    appraisal.matrices[place].leaders().contains(&stability.leader)
                };
                if let Some(least) = room.min_points() {
                    seen += 1;
                    assert!(leads_at(least), "{row} at {least}");
                    assert!(
                        least == 0 || !leads_at(least - 1) || room.low_points == Some(f64::from(least)),
                        "{row} below {least}"
                    );
                }
                if let Some(most) = room.max_points() {
                    seen += 1;
                    assert!(leads_at(most), "{row} at {most}");
                    assert!(!leads_at(most + 1), "{row} above {most}");
                }
            }
        }
        assert!(seen > 4);
    }

    #[test]
    fn a_verdict_is_said_whatever_is_missing() {
        let (session, catalogue) = grocer();
        let name = |column: usize| column.to_string();
        let said = |session: &Session| {
            let appraisal = Appraisal::compute(session, &catalogue);
            let matrix = appraisal.overall_matrix().unwrap().clone();
            let lines = describe_ranking(session, &matrix, LeadStability::compute(&matrix).as_ref(), &name);
            lines.iter().map(RankingLine::text).collect::<Vec<_>>().join("; ")
        };
        assert!(said(&session).contains("flips: "), "{}", said(&session));
        let mut weightless = session.clone();
        weightless.criteria.iter_mut().for_each(|criterion| criterion.points = Points(0));
        assert!(said(&weightless).contains("weights are 0"), "{}", said(&weightless));
        assert!(said(&Session::new("empty")).contains("nothing to rank"));
        assert_eq!(join_names(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
