//! A matrix as it was read, and the problems that it poses.

use crate::analysis::{self, Goal, Interval, Problem, ProblemError, Scale, goal, normalise};

/// What the values of a matrix are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MatrixValues {
    Scored(Scale),
    /// In any range.
    Measured,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CsvCriterion {
    /// A slug of its name.
    pub id: String,
    pub name: String,
    /// As entered, 0 or more.
    pub weight: f64,
    pub goal: Goal,
    /// One per alternative, as entered; none where the cell is empty.
    pub values: Vec<Option<f64>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CsvAlternative {
    /// A slug of its name.
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CsvMatrix {
    pub alternatives: Vec<CsvAlternative>,
    pub criteria: Vec<CsvCriterion>,
}

impl CsvMatrix {
    /// The weighted-sum problem of scores: rows with the goal `min` are reflected, empty cells may have any value.
    ///
    /// # Errors
    /// When all weights are 0.
    pub fn score_problem(&self, scale: Scale) -> Result<Problem, ProblemError> {
        let cell = |criterion: &CsvCriterion, value: Option<f64>| {
            let known = value.map_or_else(|| scale.missing(), Interval::exact);
            goal::orient_interval(known, criterion.goal, scale)
        };
        let row = |at: usize| self.criteria.iter().map(|row| cell(row, row.values[at])).collect();
        Problem::new(self.weights(), (0..self.alternatives.len()).map(row).collect(), scale)
    }

    /// The weighted-sum problem of measurements, each criterion from its worst known value (0) to its best (1); an empty
    /// cell may have any value between.
    ///
    /// # Errors
    /// When all weights are 0.
    pub fn normalised_problem(&self) -> Result<Problem, ProblemError> {
        let columns: Vec<Vec<Interval>> = self.criteria.iter().map(normalise_values).collect();
        let row = |at: usize| columns.iter().map(|column| column[at]).collect();
        Problem::new(self.weights(), (0..self.alternatives.len()).map(row).collect(), Scale::UNIT)
    }

    /// The measurements as they are, for methods that need no common scale; none when a cell is empty.
    ///
    /// # Errors
    /// When all weights are 0.
    pub fn measurements(&self) -> Option<Result<analysis::Matrix, ProblemError>> {
        let row = |at: usize| self.criteria.iter().map(|row| row.values[at]).collect::<Option<Vec<f64>>>();
        let rows: Option<Vec<Vec<f64>>> = (0..self.alternatives.len()).map(row).collect();
        let goals = self.criteria.iter().map(|row| row.goal).collect();
        Some(analysis::Matrix::new(self.weights(), rows?, goals))
    }

    /// The criterion and the alternative of the first empty cell.
    pub fn first_missing_value(&self) -> Option<(&str, &str)> {
        self.criteria.iter().find_map(|row| {
            let at = row.values.iter().position(Option::is_none)?;
            Some((row.name.as_str(), self.alternatives.get(at)?.name.as_str()))
        })
    }

    fn weights(&self) -> Vec<f64> {
        self.criteria.iter().map(|row| row.weight).collect()
    }
}

fn normalise_values(criterion: &CsvCriterion) -> Vec<Interval> {
    let known: Vec<f64> = criterion.values.iter().copied().flatten().collect();
    let mut parts = normalise::min_max(&known, criterion.goal).into_iter();
    let part = |value: &Option<f64>| match value {
        Some(_) => parts.next().map_or(Scale::UNIT.missing(), |part| Interval::exact(part.get())),
        None => Scale::UNIT.missing(),
    };
    criterion.values.iter().map(part).collect()
}
