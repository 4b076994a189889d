//! From a FILE to what is weighed in it, whether it is a session or a matrix.

use super::args::{ComparisonArgs, MatrixValuesArgs, Normalisation};
use super::matrix::{CsvMatrix, MatrixValues};
use super::output::Failure;
use super::settings::Settings;
use super::{commands, input};
use crate::analysis::{Goal, Problem};
use crate::appraisal::{Appraisal, Scope};
use crate::model::RobustnessSettings;
use crate::report::comparison::{ComparedAlternative, ComparisonData, ComparisonInput};
use std::fmt::Display;
use std::path::Path;

/// What is weighed by weighted sum.
pub(super) struct WeightedSumInput {
    /// Names, and who competes.
    pub(super) input: ComparisonInput,
    /// The numbers.
    pub(super) problem: Problem,
    /// Which end of each criterion's values is the good one where they were entered; always the upper one in a session.
    pub(super) goals: Vec<Goal>,
    /// How it is tried whether the outcome holds, as the session says; a matrix says nothing of it.
    pub(super) robustness: RobustnessSettings,
}

/// Reads what is to be weighed.
pub(super) fn read_weighted_sum(args: &ComparisonArgs, settings: &Settings) -> Result<WeightedSumInput, Failure> {
    let (contest, goals, robustness) = if input::is_matrix(&args.file) {
        let (contest, goals) = read_matrix_comparison(args)?;
        (contest, goals, RobustnessSettings::default())
    } else {
        let (contest, robustness) =
            read_session_comparison(&args.file, &args.workload, args.scenario.as_deref(), &args.values, settings)?;
        let goals = vec![Goal::Max; contest.criteria.len()];
        (contest, goals, robustness)
    };
    let problem = match &contest.data {
        ComparisonData::Scored(problem) => problem.clone(),
        ComparisonData::Measured(matrix) => matrix.min_max().map_err(|error| data_failure(&args.file, error))?,
    };
    Ok(WeightedSumInput { input: contest, problem, goals, robustness })
}

/// A failure of FILE's data, with its name before it.
pub(super) fn data_failure(file: &Path, error: impl Display) -> Failure {
    let name = if input::is_stdin(file) { "<stdin>".into() } else { file.to_string_lossy() };
    Failure::data(format!("{name}: {error}"))
}

/// The contest of a session's scope, and what the session says of draws.
pub(super) fn read_session_comparison(
    file: &Path,
    workload: &str,
    scenario: Option<&str>,
    values: &MatrixValuesArgs,
    settings: &Settings,
) -> Result<(ComparisonInput, RobustnessSettings), Failure> {
    if values.measured || values.scale.is_some() {
        let what =
            "--scale and --measured are for a matrix (.csv); a session says itself how its values are to be read";
        return Err(Failure::usage(what));
    }
    let session = commands::with_scenario(input::read_session(file)?, scenario)?;
    let only = commands::workload_index(&session, workload)?;
    let catalogue = commands::catalogue(settings)?;
    let appraisal = Appraisal::compute(&session, &catalogue);
    let scope = only
        .and_then(|at| session.workloads.get(at))
        .map_or_else(|| Scope::overall(&session), |workload| Scope::Workload(workload.id.clone()));
    let sheet = appraisal.matrix(&scope).ok_or_else(|| data_failure(file, "there is nothing to rank"))?;
    if sheet.columns.is_empty() {
        return Err(data_failure(file, "there is no alternative: add at least one"));
    }
    let contest =
        ComparisonInput::from_decision_matrix(&session, sheet, workload).map_err(|error| data_failure(file, error))?;
    Ok((contest, session.robustness.clone()))
}

/// Refuses what only a session has.
pub(super) fn reject_session_options(workload: &str, scenario: Option<&str>) -> Result<(), Failure> {
    if workload != "all" {
        return Err(Failure::usage("a matrix has no workloads; leave --workload away"));
    }
    if scenario.is_some() {
        return Err(Failure::usage("a matrix has no scenarios; leave --scenario away"));
    }
    Ok(())
}

/// The contest of a matrix whose numbers are there already.
pub(super) fn matrix_comparison(file: &Path, matrix: &CsvMatrix, figures: ComparisonData) -> ComparisonInput {
    let title = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    ComparisonInput {
        scope: "all".to_owned(),
        title,
        alternatives: matrix.alternatives.iter().map(|row| ComparedAlternative::new(&row.id, &row.name)).collect(),
        criteria: matrix.criteria.iter().map(|row| (row.id.clone(), row.name.clone())).collect(),
        data: figures,
        editable_scores: None,
        remarks: Vec::new(),
    }
}

fn read_matrix_comparison(args: &ComparisonArgs) -> Result<(ComparisonInput, Vec<Goal>), Failure> {
    reject_session_options(&args.workload, args.scenario.as_deref())?;
    let values = if args.values.measured {
        MatrixValues::Measured
    } else {
        MatrixValues::Scored(args.values.scale.unwrap_or_default())
    };
    if let (MatrixValues::Measured, None) = (values, args.normalise) {
        let what = "measurements have no common scale that could be summed: add --normalise minmax";
        return Err(Failure::usage(what));
    }
    let matrix = input::read_matrix(&args.file, values).map_err(Failure::data)?;
    let (problem, goals) = match (values, args.normalise) {
        (MatrixValues::Scored(scale), _) => {
            (matrix.score_problem(scale), matrix.criteria.iter().map(|criterion| criterion.goal).collect())
        }
        (MatrixValues::Measured, Some(Normalisation::Minmax) | None) => {
            (matrix.normalised_problem(), vec![Goal::Max; matrix.criteria.len()])
        }
    };
    let problem = problem.map_err(|error| data_failure(&args.file, error))?;
    Ok((matrix_comparison(&args.file, &matrix, ComparisonData::Scored(problem)), goals))
}
