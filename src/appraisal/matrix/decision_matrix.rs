//! One matrix, ranked: columns with what they cost and ask, rows with values, and the ranking that follows.

use super::cell::{CellSource, CellValue};
use super::column::Column;
use super::column_id::ColumnId;
use crate::analysis::{self, Comparison, Problem, ProblemError, Ranking, Scale};
use crate::appraisal::Scope;
use crate::appraisal::weights::Weights;
use std::sync::Arc;

/// One matrix with all that follows from it.
#[derive(Debug, Clone)]
pub struct DecisionMatrix {
    pub scope: Scope,
    /// Alternatives or estates.
    pub columns: Vec<Column>,
    /// Values: rows are criteria, in the order of the session, columns those above.
    pub values: Vec<Vec<CellValue>>,
    /// What each criterion weighs, and how that came about.
    pub weights: Arc<Weights>,
    /// The matrix as numbers, or why it is none.
    pub problem: Result<Problem, ProblemError>,
    /// The ranking, when there is a problem to rank and any cell says something.
    pub ranking: Option<Ranking>,
}

impl DecisionMatrix {
    pub(super) fn from_values(
        scope: Scope,
        weights: &Arc<Weights>,
        columns: Vec<Column>,
        values: Vec<Vec<CellValue>>,
    ) -> Self {
        let rows = (0..columns.len()).map(|column| values.iter().map(|row| row[column].score).collect()).collect();
        let problem = Problem::new(weights.figures.clone(), rows, Scale::default());
        let feasible: Vec<bool> = columns.iter().map(Column::is_eligible).collect();
        // Where nothing is scored every column would be level with every other, which is no tie.
        let mut ranking =
            problem.as_ref().ok().filter(|_| is_any_scored(&values)).map(|problem| analysis::rank(problem, &feasible));
        if let Some(ranking) = &mut ranking {
            for (at, column) in columns.iter().enumerate() {
                if let Some(twin) = column.duplicate_of {
                    ranking.standings[at].position = ranking.standings[twin].position;
                }
            }
        }
        Self { scope, columns, values, weights: weights.clone(), problem, ranking }
    }

    /// Whether any cell says something.
    pub fn is_scored(&self) -> bool {
        is_any_scored(&self.values)
    }

    /// The leaders' columns; empty when nothing can be ranked or nothing is feasible.
    pub fn leaders(&self) -> &[usize] {
        self.ranking.as_ref().map_or(&[], |ranking| &ranking.leaders)
    }

    /// The first leader's column.
    pub fn leader(&self) -> Option<usize> {
        self.leaders().first().copied()
    }

    /// The numbers, and the ranking in which a column that is another under a second name has no place: it is no rival.
    pub fn ranking_without_duplicates(&self) -> Option<(&Problem, Ranking)> {
        let mut ranking = self.ranking.clone()?;
        let twins = ranking.standings.iter_mut().zip(&self.columns).filter(|(_, column)| column.duplicate_of.is_some());
        twins.for_each(|(standing, _)| standing.position = None);
        Some((self.problem.as_ref().ok()?, ranking))
    }

    /// The first leader against the other feasible columns; none without a leader or a rival.
    pub fn comparison(&self) -> Option<Comparison<'_>> {
        let (problem, ranking) = self.ranking_without_duplicates()?;
        Comparison::new(problem, &ranking)
    }

    /// The column of an estate that the program generates.
    pub fn column_of(&self, kind: &ColumnId) -> Option<usize> {
        self.columns.iter().position(|column| column.kind == *kind)
    }

    /// Which columns may lead, in order.
    pub fn eligible_columns(&self) -> Vec<bool> {
        self.columns.iter().map(Column::is_eligible).collect()
    }

    /// Whether a cell holds a score that somebody gave, and can change by a point. What is derived or measured follows from a
    /// figure, and what an estate has from the scores of several workloads.
    pub fn has_entered_score(&self, column: usize, criterion: usize) -> bool {
        let value = self.values.get(criterion).and_then(|row| row.get(column));
        value.is_some_and(|value| matches!(value.source, CellSource::Judged | CellSource::Overridden))
    }

    /// The share of a criterion, 0 to 1, or 0 when nothing can be ranked.
    pub fn share(&self, criterion: usize) -> f64 {
        let share = self.problem.as_ref().ok().and_then(|problem| problem.shares().get(criterion));
        share.map_or(0.0, |share| share.get())
    }

    /// A column's total on the scale.
    pub fn total(&self, column: usize) -> Option<f64> {
        self.ranking.as_ref()?.standings.get(column).map(|standing| standing.total)
    }

    /// Columns from first to last: by rank, infeasible ones at the end in their own order.
    pub fn columns_by_rank(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        if let Some(ranking) = &self.ranking {
            order.sort_by_key(|column| {
                ranking.standings[*column].position.as_ref().map_or(usize::MAX, |place| place.rank)
            });
        }
        order
    }

    /// Cells that say nothing yet.
    pub fn blank_count(&self) -> usize {
        self.values.iter().flatten().filter(|value| value.source == CellSource::Blank).count()
    }
}

fn is_any_scored(values: &[Vec<CellValue>]) -> bool {
    values.iter().flatten().any(|value| value.source != CellSource::Blank)
}
