//! From a FILE to what is weighed in it, whether it is a session or a matrix.

use super::args::{MatrixArgs, Normalisation, ValuesArgs};
use super::matrix::{Matrix, Values};
use super::outcome::Failure;
use super::settings::Settings;
use super::{commands, input};
use crate::analysis::{Goal, Problem};
use crate::appraisal::{Appraisal, Scope};
use crate::model::Robustness;
use crate::report::ranked::{Contender, Contest, Figures};
use std::fmt::Display;
use std::path::Path;

/// What is weighed by weighted sum.
pub(super) struct Weighed {
    /// Names, and who competes.
    pub(super) contest: Contest,
    /// The numbers.
    pub(super) problem: Problem,
    /// Which end of each criterion's values is the good one where they were entered; always the upper one in a session.
    pub(super) goals: Vec<Goal>,
    /// How it is tried whether the outcome holds, as the session says; a matrix says nothing of it.
    pub(super) robustness: Robustness,
}

/// Reads what is to be weighed.
pub(super) fn weighed(args: &MatrixArgs, settings: &Settings) -> Result<Weighed, Failure> {
    let (contest, goals, robustness) = if input::is_matrix(&args.file) {
        let (contest, goals) = of_matrix(args)?;
        (contest, goals, Robustness::default())
    } else {
        let (contest, robustness) =
            of_session(&args.file, &args.workload, args.scenario.as_deref(), &args.values, settings)?;
        let goals = vec![Goal::Max; contest.criteria.len()];
        (contest, goals, robustness)
    };
    let problem = match &contest.figures {
        Figures::Scored(problem) => problem.clone(),
        Figures::Measured(matrix) => matrix.min_max().map_err(|error| wrong(&args.file, error))?,
    };
    Ok(Weighed { contest, problem, goals, robustness })
}

/// A failure of FILE's data, with its name before it.
pub(super) fn wrong(file: &Path, error: impl Display) -> Failure {
    let name = if input::is_stdin(file) { "<stdin>".into() } else { file.to_string_lossy() };
    Failure::data(format!("{name}: {error}"))
}

/// The contest of a session's scope, and what the session says of draws.
pub(super) fn of_session(
    file: &Path,
    workload: &str,
    scenario: Option<&str>,
    values: &ValuesArgs,
    settings: &Settings,
) -> Result<(Contest, Robustness), Failure> {
    if values.measured || values.scale.is_some() {
        let what =
            "--scale and --measured are for a matrix (.csv); a session says itself how its values are to be read";
        return Err(Failure::usage(what));
    }
    let session = commands::under(input::session(file)?, scenario)?;
    let only = commands::workload(&session, workload)?;
    let catalogue = commands::catalogue(settings)?;
    let appraisal = Appraisal::of(&session, &catalogue);
    let scope = only
        .and_then(|at| session.workloads.get(at))
        .map_or_else(|| Scope::whole(&session), |workload| Scope::Workload(workload.id.clone()));
    let sheet = appraisal.sheet(&scope).ok_or_else(|| wrong(file, "there is nothing to rank"))?;
    if sheet.columns.is_empty() {
        return Err(wrong(file, "there is no alternative: add at least one"));
    }
    let contest = Contest::of_sheet(&session, sheet, workload).map_err(|error| wrong(file, error))?;
    Ok((contest, session.robustness.clone()))
}

/// Refuses what only a session has.
pub(super) fn refuse_scope(workload: &str, scenario: Option<&str>) -> Result<(), Failure> {
    if workload != "all" {
        return Err(Failure::usage("a matrix has no workloads; leave --workload away"));
    }
    if scenario.is_some() {
        return Err(Failure::usage("a matrix has no scenarios; leave --scenario away"));
    }
    Ok(())
}

/// The contest of a matrix whose numbers are there already.
pub(super) fn named(file: &Path, matrix: &Matrix, figures: Figures) -> Contest {
    let title = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Contest {
        scope: "all".to_owned(),
        title,
        contenders: matrix.alternatives.iter().map(|row| Contender::new(&row.id, &row.name)).collect(),
        criteria: matrix.criteria.iter().map(|row| (row.id.clone(), row.name.clone())).collect(),
        figures,
        scored: None,
        remarks: Vec::new(),
    }
}

fn of_matrix(args: &MatrixArgs) -> Result<(Contest, Vec<Goal>), Failure> {
    refuse_scope(&args.workload, args.scenario.as_deref())?;
    let values =
        if args.values.measured { Values::Measured } else { Values::Scored(args.values.scale.unwrap_or_default()) };
    if let (Values::Measured, None) = (values, args.normalise) {
        let what = "measurements have no common scale that could be summed: add --normalise minmax";
        return Err(Failure::usage(what));
    }
    let matrix = input::matrix(&args.file, values).map_err(Failure::data)?;
    let (problem, goals) = match (values, args.normalise) {
        (Values::Scored(scale), _) => {
            (matrix.scored(scale), matrix.criteria.iter().map(|criterion| criterion.goal).collect())
        }
        (Values::Measured, Some(Normalisation::Minmax) | None) => {
            (matrix.normalised(), vec![Goal::Max; matrix.criteria.len()])
        }
    };
    let problem = problem.map_err(|error| wrong(&args.file, error))?;
    Ok((named(&args.file, &matrix, Figures::Scored(problem)), goals))
}
