//! The arguments of the weighing commands, and what they compare: alternatives of a session, or of a CSV matrix.

use super::catalogue::load_catalogue;
use super::input;
use super::matrix::{CsvMatrix, MatrixValues};
use super::output::Failure;
use super::session_args::ScopeArgs;
use super::settings::Settings;
use crate::analysis::{Goal, Problem, Scale};
use crate::appraisal::{Appraisal, Scope};
use crate::model::RobustnessSettings;
use crate::report::RankMethod;
use crate::report::comparison::{ComparedAlternative, ComparisonData, ComparisonInput, NOT_SCORED_YET};
use clap::{ValueEnum, ValueHint};
use std::fmt::Display;
use std::path::PathBuf;

/// What the values of a matrix are.
#[derive(Debug, clap::Args)]
pub(super) struct MatrixValuesArgs {
    /// The scale of a matrix's values, worst to best [default: 1..5]
    #[arg(long, value_name = "LO..HI", value_parser = parse_scale, allow_hyphen_values = true, conflicts_with = "measured")]
    scale: Option<Scale>,
    /// The values of a matrix are raw measurements in any range
    #[arg(long)]
    measured: bool,
}

impl MatrixValuesArgs {
    pub(super) fn values(&self) -> MatrixValues {
        if self.measured { MatrixValues::Measured } else { MatrixValues::Scored(self.scale.unwrap_or_default()) }
    }
}

/// How measurements become comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Normalisation {
    /// Each criterion from its worst value (0) to its best (1)
    Minmax,
}

/// What is compared.
#[derive(Debug, clap::Args)]
pub(super) struct ComparisonArgs {
    /// A session (.ron), a matrix (.csv), or - for a session on standard input
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    #[command(flatten)]
    scope: ScopeArgs,
    #[command(flatten)]
    values: MatrixValuesArgs,
    /// How measurements become comparable for the weighted sum
    #[arg(long, visible_alias = "normalize", value_enum, requires = "measured", value_name = "HOW")]
    normalise: Option<Normalisation>,
}

/// What is compared, as it was read.
pub(super) struct Comparison {
    pub(super) input: ComparisonInput,
    /// Which end of each criterion's values was the good one when they were entered; always the upper one in a session.
    pub(super) goals: Vec<Goal>,
    /// The session's settings; a matrix has the defaults.
    pub(super) robustness: RobustnessSettings,
}

impl ComparisonArgs {
    /// What `method` compares.
    pub(super) fn read(&self, method: RankMethod, settings: &Settings) -> Result<Comparison, Failure> {
        if input::is_matrix(&self.file) { self.read_matrix(method) } else { self.read_session(settings) }
    }

    /// What is compared by weighted sum, with its numbers.
    pub(super) fn read_weighted_sum(&self, settings: &Settings) -> Result<(Comparison, Problem), Failure> {
        let comparison = self.read(RankMethod::WeightedSum, settings)?;
        if !comparison.input.is_scored {
            return Err(self.data_failure(NOT_SCORED_YET));
        }
        let problem = match &comparison.input.data {
            ComparisonData::Scored(problem) => problem.clone(),
            ComparisonData::Measured(matrix) => matrix.min_max().map_err(|error| self.data_failure(error))?,
        };
        Ok((comparison, problem))
    }

    /// A failure of FILE's data, with its name before it.
    pub(super) fn data_failure(&self, error: impl Display) -> Failure {
        Failure::data(format!("{}: {error}", input::display_name(&self.file)))
    }

    fn read_session(&self, settings: &Settings) -> Result<Comparison, Failure> {
        if self.values.measured || self.values.scale.is_some() {
            let message = "--scale and --measured are for a matrix (.csv); a session defines how to read its values";
            return Err(Failure::usage(message));
        }
        let session = self.scope.apply_scenario(input::read_session(&self.file)?)?;
        let workload = self.scope.workload_index(&session)?.and_then(|at| session.workloads.get(at));
        let scope = workload.map_or_else(|| Scope::overall(&session), |workload| Scope::Workload(workload.id.clone()));
        let catalogue = load_catalogue(settings)?;
        let appraisal = Appraisal::compute(&session, &catalogue);
        let matrix = appraisal.matrix(&scope).ok_or_else(|| self.data_failure("there is nothing to rank"))?;
        if matrix.columns.is_empty() {
            return Err(self.data_failure("there is no alternative: add at least one"));
        }
        let mut input = ComparisonInput::from_decision_matrix(&session, matrix, &self.scope.workload)
            .map_err(|error| self.data_failure(error))?;
        input.remarks.extend(appraisal.offers.market_mismatches.iter().map(ToString::to_string));
        let goals = vec![Goal::Max; input.criteria.len()];
        Ok(Comparison { input, goals, robustness: session.robustness.clone() })
    }

    fn read_matrix(&self, method: RankMethod) -> Result<Comparison, Failure> {
        self.scope.reject_for_matrix()?;
        self.check_normalisation(method)?;
        let values = self.values.values();
        let matrix = input::read_matrix(&self.file, values).map_err(Failure::data)?;
        let goals = match values {
            MatrixValues::Scored(_) => matrix.criteria.iter().map(|criterion| criterion.goal).collect(),
            MatrixValues::Measured => vec![Goal::Max; matrix.criteria.len()],
        };
        let data = self.matrix_data(&matrix, method)?;
        let input = ComparisonInput {
            scope: "all".to_owned(),
            title: self.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            alternatives: matrix.alternatives.iter().map(|row| ComparedAlternative::new(&row.id, &row.name)).collect(),
            criteria: matrix.criteria.iter().map(|row| (row.id.clone(), row.name.clone())).collect(),
            data,
            editable_scores: None,
            is_scored: true,
            consistency: None,
            must_haves: Vec::new(),
            remarks: Vec::new(),
        };
        Ok(Comparison { input, goals, robustness: RobustnessSettings::default() })
    }

    /// Measurements need a common scale for the weighted sum, and only for it.
    fn check_normalisation(&self, method: RankMethod) -> Result<(), Failure> {
        match (method, self.values.measured, self.normalise) {
            (RankMethod::WeightedSum, true, None) => Err(Failure::usage(
                "measurements have no common scale for a weighted sum: add --normalise minmax; \
                 rank --method topsis and promethee2 need none",
            )),
            (RankMethod::PrometheeII | RankMethod::Topsis, _, Some(Normalisation::Minmax)) => {
                Err(Failure::usage("--normalise is for --method wsm; the other methods use measurements as they are"))
            }
            (RankMethod::WeightedSum, true, Some(Normalisation::Minmax))
            | (RankMethod::WeightedSum, false, _)
            | (RankMethod::PrometheeII | RankMethod::Topsis, _, None) => Ok(()),
        }
    }

    fn matrix_data(&self, matrix: &CsvMatrix, method: RankMethod) -> Result<ComparisonData, Failure> {
        let data = match (self.values.values(), method) {
            (MatrixValues::Scored(scale), _) => matrix.score_problem(scale).map(ComparisonData::Scored),
            (MatrixValues::Measured, RankMethod::WeightedSum) => {
                matrix.normalised_problem().map(ComparisonData::Scored)
            }
            (MatrixValues::Measured, RankMethod::PrometheeII | RankMethod::Topsis) => {
                let measurements = matrix.measurements().ok_or_else(|| {
                    let (criterion, alternative) = matrix.first_missing_value().unwrap_or_default();
                    self.data_failure(format!(
                        "'{criterion}' has no value for '{alternative}', and a measurement has no range: fill it in, or \
                         use --method wsm --normalise minmax, where it counts as 0 to 1"
                    ))
                })?;
                measurements.map(ComparisonData::Measured)
            }
        };
        data.map_err(|error| self.data_failure(error))
    }
}

/// `0..10`, `-1..1`, `0.5..2`.
fn parse_scale(text: &str) -> Result<Scale, String> {
    let (lo, hi) = text.split_once("..").ok_or("give two numbers with two dots between them, such as 0..10")?;
    let end = |end: &str| end.trim().parse::<f64>().map_err(|_| format!("'{end}' is not a number"));
    Scale::new(end(lo)?, end(hi)?).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_two_ends() {
        assert_eq!(parse_scale("0..10"), Ok(Scale::new(0.0, 10.0).unwrap()));
        assert_eq!(parse_scale("-1..0.5"), Ok(Scale::new(-1.0, 0.5).unwrap()));
        for wrong in ["5", "5..1", "1..1", "a..b", "1..inf", "NaN..2", "1..", "1-5"] {
            assert!(parse_scale(wrong).is_err(), "{wrong}");
        }
    }
}
