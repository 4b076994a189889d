//! What the weighing reports compare: alternatives and criteria of a session's decision matrix or of a CSV matrix.

use super::must_haves::ComparedMustHave;
use crate::analysis::{Matrix, Problem, ProblemError};
use crate::appraisal::weights::Consistency;
use crate::appraisal::{Column, DecisionMatrix, Scope, weights};
use crate::burden::{MustHaveIssue, Reason};
use crate::model::{AlternativeId, Session, WorkloadId};

/// Something that is compared: an alternative or an estate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ComparedAlternative {
    pub id: String,
    pub name: String,
    /// Why it is ruled out; feasible when there are none.
    pub reasons: Vec<String>,
    /// What speaks against it without ruling it out.
    pub warnings: Vec<String>,
    /// Must-haves that may turn out to rule it out.
    pub open_must_haves: Vec<MustHaveIssue>,
    /// For an estate: which workload runs on which alternative, by id.
    pub assign: Vec<(String, String)>,
    /// For an estate with everything on one alternative: which workloads cannot run there, and where they run instead.
    pub exceptions: Vec<(String, String)>,
    /// Index of the earlier alternative that is the same under another name: it shares that one's rank and is no rival.
    pub same_as: Option<usize>,
}

impl ComparedAlternative {
    pub fn new(id: &str, name: &str) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), ..Self::default() }
    }

    fn from_column(column: &Column, is_estate: bool) -> Self {
        let texts = |reasons: &[Reason]| reasons.iter().map(ToString::to_string).collect();
        let pairs = |rows: &[(WorkloadId, AlternativeId)]| {
            rows.iter().filter(|_| is_estate).map(|(workload, to)| (workload.to_string(), to.to_string())).collect()
        };
        Self {
            reasons: texts(&column.offer.hard),
            warnings: texts(&column.offer.soft),
            open_must_haves: column.offer.open_must_haves().cloned().collect(),
            assign: pairs(&column.assignment),
            exceptions: pairs(&column.exceptions),
            same_as: column.duplicate_of,
            ..Self::new(&column.id, &column.name)
        }
    }

    pub fn is_feasible(&self) -> bool {
        self.reasons.is_empty()
    }
}

/// What is compared, and by which numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonInput {
    /// `all`, or a workload's id.
    pub scope: String,
    pub title: String,
    pub alternatives: Vec<ComparedAlternative>,
    /// Ids and names.
    pub criteria: Vec<(String, String)>,
    pub data: ComparisonData,
    /// Per alternative and criterion, whether somebody entered the score and can change it by a point; all of them when there is none.
    pub editable_scores: Option<Vec<Vec<bool>>>,
    /// Whether any alternative has a score or a figure.
    pub is_scored: bool,
    /// How well the pairwise comparisons behind the weights agree, if there are any.
    pub consistency: Option<Consistency>,
    /// Requirements of the decision, and what is said of each alternative under them.
    pub must_haves: Vec<ComparedMustHave>,
    /// What readers of the result should know.
    pub remarks: Vec<String>,
}

/// The numbers of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum ComparisonData {
    /// Oriented values on one scale.
    Scored(Problem),
    /// Measurements with a goal each; the weighted sum brings them onto 0 to 1 by min-max.
    Measured(Matrix),
}

/// What is said of a comparison in which no alternative has a score or a figure.
pub const NOT_SCORED_YET: &str = "not scored yet: no alternative has a score or a figure, so none leads and none ties";

impl ComparisonInput {
    /// # Errors
    /// When the matrix cannot be ranked.
    pub fn from_decision_matrix(session: &Session, matrix: &DecisionMatrix, scope: &str) -> Result<Self, ProblemError> {
        let problem = matrix.problem.clone()?;
        let is_estate = matrix.scope == Scope::System;
        let columns = matrix.columns.iter();
        let editable = |column: usize| {
            (0..session.criteria.len()).map(|criterion| matrix.has_entered_score(column, criterion)).collect()
        };
        let gap = weights::find_gap(session);
        Ok(Self {
            scope: scope.to_owned(),
            title: format!("{} · {}", session.title, matrix.scope.name(session)),
            alternatives: columns.map(|column| ComparedAlternative::from_column(column, is_estate)).collect(),
            criteria: session.criteria.iter().map(|row| (row.id.to_string(), row.name.clone())).collect(),
            data: ComparisonData::Scored(problem),
            editable_scores: Some((0..matrix.columns.len()).map(editable).collect()),
            is_scored: matrix.is_scored(),
            consistency: matrix.weights.consistency.clone(),
            must_haves: ComparedMustHave::all(session),
            remarks: gap
                .map(|gap| {
                    format!(
                        "{}: until then the totals use {}",
                        gap.describe(session),
                        weights::method_in_use(session).label()
                    )
                })
                .into_iter()
                .collect(),
        })
    }

    /// Whether somebody entered this score and can change it by a point.
    pub fn has_editable_score(&self, alternative: usize, criterion: usize) -> bool {
        let Some(scores) = &self.editable_scores else { return true };
        scores.get(alternative).and_then(|row| row.get(criterion)).copied().unwrap_or(false)
    }

    /// The consistency ratio of the pairwise comparisons behind the weights; none where there are none, or more criteria than the
    /// table of random indices has.
    pub(super) fn consistency_ratio(&self) -> Option<f64> {
        self.consistency.as_ref()?.ratio
    }

    /// What a page says of the pairwise comparisons behind the weights.
    pub(super) fn consistency_line(&self) -> Option<String> {
        Some(format!("weights from pairwise comparisons: {}", self.consistency.as_ref()?.describe()))
    }

    /// Whether it compares estates, with scores of several workloads.
    pub fn compares_estates(&self) -> bool {
        self.alternatives.iter().any(|row| row.assign.len() > 1)
    }

    /// Per alternative, whether it takes part: it is feasible and no duplicate.
    pub(super) fn competing(&self) -> Vec<bool> {
        self.alternatives.iter().map(|row| row.is_feasible() && row.same_as.is_none()).collect()
    }

    pub(super) fn name(&self, alternative: usize) -> &str {
        self.alternatives.get(alternative).map_or("", |row| &row.name)
    }
}
