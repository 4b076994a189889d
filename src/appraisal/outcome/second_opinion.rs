//! Second opinions: whether methods that read the same matrix differently name the same leader, and why not where they do not.

use crate::analysis::Matrix;
use crate::analysis::second_opinion::{promethee_ii, topsis};
use crate::appraisal::matrix::DecisionMatrix;
use crate::model::Session;

/// A method beside the weighted sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpinionMethod {
    /// PROMETHEE II with the usual criterion: only the order of scores counts.
    PrometheeII,
    /// TOPSIS with vector normalisation: the distance to the best of everything counts.
    Topsis,
}

/// What another method says.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondOpinion {
    pub method: OpinionMethod,
    /// Whom it puts first.
    pub leaders: Vec<usize>,
    /// What it ranks by, per column: net flow -1 to 1, or closeness 0 to 1.
    pub figures: Vec<f64>,
    /// Whether it puts somebody first who leads by the weighted sum, too.
    pub agrees: bool,
}

impl OpinionMethod {
    /// In the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::PrometheeII, Self::Topsis];

    pub fn name(self) -> &'static str {
        match self {
            Self::PrometheeII => "PROMETHEE II",
            Self::Topsis => "TOPSIS",
        }
    }
}

impl SecondOpinion {
    /// Asks another method; none with fewer than two that can be chosen.
    pub fn compute(matrix: &DecisionMatrix, by: OpinionMethod) -> Option<Self> {
        let values = Matrix::from(matrix.problem.as_ref().ok()?);
        let feasible = matrix.eligible_columns();
        let (leaders, figures) = match by {
            OpinionMethod::PrometheeII => {
                promethee_ii(&values, &feasible).map(|found| (found.leaders, found.phi_net))?
            }
            OpinionMethod::Topsis => topsis(&values, &feasible).map(|found| (found.leaders, found.closeness))?,
        };
        let agrees = leaders.iter().any(|column| matrix.leaders().contains(column));
        Some(Self { method: by, leaders, figures, agrees })
    }

    /// `PROMETHEE II agrees`, or whom it puts first and why. `name` gives a column's name.
    pub fn describe(&self, session: &Session, matrix: &DecisionMatrix, name: &dyn Fn(usize) -> String) -> String {
        let by = self.method.name();
        let (Some(first), Some(leader)) = (self.leaders.first().copied(), matrix.leader()) else {
            return format!("{by} has no result");
        };
        if self.agrees {
            return format!("{by} agrees");
        }
        let why = match self.method {
            OpinionMethod::PrometheeII => self.explain_order(session, matrix, (leader, first), name),
            OpinionMethod::Topsis => explain_distance(session, matrix, (leader, first), name),
        };
        format!("{by} ranks {} first: {why}", name(first))
    }

    /// Only better or worse counts: the other is better on more of the weight, and the leader further ahead on less of it.
    fn explain_order(
        &self,
        session: &Session,
        matrix: &DecisionMatrix,
        (leader, first): (usize, usize),
        name: &dyn Fn(usize) -> String,
    ) -> String {
        let apart = score_differences(matrix, leader, first);
        let weight = |better: fn(f64) -> bool| -> f64 {
            apart.iter().filter(|(_, _, apart)| better(*apart)).map(|(_, share, _)| share).sum()
        };
        let (own, others) = (weight(|apart| apart > 1e-9), weight(|apart| apart < -1e-9));
        let most = apart.iter().max_by(|a, b| (a.1 * a.2).total_cmp(&(b.1 * b.2)));
        let rests = most.filter(|most| most.2 > 0.0).map_or(String::new(), |(row, _, by)| {
            format!(
                "; {} leads by how far it is ahead on {} ({by:.1} points)",
                name(leader),
                criterion_name(session, *row)
            )
        });
        if others > own {
            return format!(
                "it is better on {:.0} % of the weight, {} on {:.0} %{rests}",
                100.0 * others,
                name(leader),
                100.0 * own
            );
        }
        let flow = |column: usize| self.figures.get(column).copied().unwrap_or(0.0);
        let (of_first, of_leader) = (flow(first), flow(leader));
        format!("it is better than all others on more of the weight (net flow {of_first:.2} to {of_leader:.2}){rests}")
    }
}

/// A weak spot weighs more the further it is from the best.
fn explain_distance(
    session: &Session,
    matrix: &DecisionMatrix,
    (leader, first): (usize, usize),
    name: &dyn Fn(usize) -> String,
) -> String {
    let behind = score_differences(matrix, first, leader);
    let most = behind.iter().max_by(|a, b| (a.1 * a.2).total_cmp(&(b.1 * b.2)));
    match most.filter(|most| most.2 > 0.0) {
        Some((row, _, by)) => format!(
            "it counts one large distance for more than several small ones, and {} is {by:.1} points behind on {}",
            name(leader),
            criterion_name(session, *row)
        ),
        None => "it counts distances by their squares".to_owned(),
    }
}

/// Per criterion its place, its share and how far one column is ahead of another.
fn score_differences(matrix: &DecisionMatrix, one: usize, other: usize) -> Vec<(usize, f64, f64)> {
    let value = |row: &Vec<crate::appraisal::CellValue>, column: usize| {
        row.get(column).map_or(0.0, |value| value.score.point_estimate())
    };
    let rows = matrix.values.iter().enumerate();
    rows.map(|(at, row)| (at, matrix.share(at), value(row, one) - value(row, other))).collect()
}

fn criterion_name(session: &Session, row: usize) -> &str {
    session.criteria.get(row).map_or("", |row| row.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::Appraisal;
    use crate::catalogue::Catalogue;
    use crate::model::{Alternative, AlternativeId, CellKey, CellScore, Criterion, CriterionId, Edit, Points};

    /// A is far ahead on one third of the weight, B a little ahead on two thirds.
    fn split() -> Session {
        let mut session = Session::new("split");
        for (id, points) in [("far", 34), ("near", 33), ("close", 33)] {
            let criterion = Criterion {
                id: CriterionId(id.to_owned()),
                name: id.to_owned(),
                points: Points(points),
                ..Criterion::default()
            };
            session.criteria.push(criterion);
        }
        for (id, scores) in [("a", [5, 3, 3]), ("b", [1, 4, 4])] {
            session.alternatives.push(Alternative {
                id: AlternativeId(id.to_owned()),
                name: id.to_uppercase(),
                ..Alternative::default()
            });
            for (criterion, score) in ["far", "near", "close"].into_iter().zip(scores) {
                let cell = CellKey {
                    criterion: CriterionId(criterion.to_owned()),
                    alternative: AlternativeId(id.to_owned()),
                    workload: None,
                };
                session.apply(Edit::SetScore { cell, score: CellScore::Exact(score), by: String::new() }).unwrap();
            }
        }
        session
    }

    #[test]
    fn a_method_that_differs_says_why() {
        let session = split();
        let appraisal = Appraisal::compute(&session, &Catalogue::embedded().unwrap());
        let matrix = appraisal.overall_matrix().unwrap();
        assert_eq!(matrix.leaders(), [0]);
        let name = |column: usize| matrix.columns[column].name.clone();
        let opinion = SecondOpinion::compute(matrix, OpinionMethod::PrometheeII).unwrap();
        assert!(!opinion.agrees && opinion.leaders == [1]);
        assert_eq!(
            opinion.describe(&session, matrix, &name),
            "PROMETHEE II ranks B first: it is better on 66 % of the weight, A on 34 %; A leads by how far it is ahead on far \
             (4.0 points)"
        );
        assert_eq!(
            SecondOpinion::compute(matrix, OpinionMethod::Topsis).unwrap().describe(&session, matrix, &name),
            "TOPSIS agrees"
        );
    }
}
