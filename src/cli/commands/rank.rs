//! `weighbridge rank FILE`.

use crate::analysis::{ProblemError, Scale};
use crate::cli::args::{MethodArg, OutputFormat, RankArgs};
use crate::cli::comparison;
use crate::cli::input;
use crate::cli::matrix::{CsvMatrix, MatrixValues};
use crate::cli::output::{CommandResult, Failure, Output};
use crate::cli::settings::Settings;
use crate::model::RobustnessSettings;
use crate::report::comparison::{ComparisonData, ComparisonInput, RankMethod, RankReport, rank};
use crate::report::lead_verdict::LeadVerdict;
use crate::report::rank::{csv, json, text_table};

pub(in crate::cli) fn run(args: &RankArgs, settings: &Settings) -> CommandResult {
    let (contest, robustness) = if input::is_matrix(&args.file) {
        (read_matrix_comparison(args)?, RobustnessSettings::default())
    } else {
        comparison::read_session_comparison(
            &args.file,
            &args.workload,
            args.scenario.as_deref(),
            &args.values,
            settings,
        )?
    };
    let called = LeadVerdict::compute(&contest, rank_method(args.method), &robustness);
    let remarks = contest.remarks.clone();
    let ranked = RankReport {
        verdict: called,
        ..rank(contest, rank_method(args.method)).map_err(|error| data_failure(args, error))?
    };
    let mut output = Output::of(match args.format {
        OutputFormat::Table => text_table(&ranked),
        OutputFormat::Json => json(&ranked),
        OutputFormat::Csv => csv(&ranked),
    });
    output.notes.extend(remarks);
    Ok(output)
}

fn rank_method(wish: MethodArg) -> RankMethod {
    match wish {
        MethodArg::Wsm => RankMethod::WeightedSum,
        MethodArg::PrometheeII => RankMethod::PrometheeII,
        MethodArg::Topsis => RankMethod::Topsis,
    }
}

fn data_failure(args: &RankArgs, error: impl std::fmt::Display) -> Failure {
    comparison::data_failure(&args.file, error)
}

fn read_matrix_comparison(args: &RankArgs) -> Result<ComparisonInput, Failure> {
    comparison::reject_session_options(&args.workload, args.scenario.as_deref())?;
    let values = if args.values.measured {
        MatrixValues::Measured
    } else {
        MatrixValues::Scored(args.values.scale.unwrap_or_default())
    };
    check_usage(args)?;
    let matrix = input::read_matrix(&args.file, values).map_err(Failure::data)?;
    let figures = matrix_data(args, &matrix, values)?.map_err(|error| data_failure(args, error))?;
    Ok(comparison::matrix_comparison(&args.file, &matrix, figures))
}

/// Measurements need a common scale for the weighted sum, and only for it.
fn check_usage(args: &RankArgs) -> Result<(), Failure> {
    match (args.method, args.values.measured, args.normalise) {
        (MethodArg::Wsm, true, None) => Err(Failure::usage(
            "measurements have no common scale that could be summed: add --normalise minmax, or use --method topsis or promethee2",
        )),
        (MethodArg::PrometheeII | MethodArg::Topsis, _, Some(_)) => {
            Err(Failure::usage("--normalise is for --method wsm; the other methods take measurements as they are"))
        }
        _ => Ok(()),
    }
}

fn matrix_data(
    args: &RankArgs,
    matrix: &CsvMatrix,
    values: MatrixValues,
) -> Result<Result<ComparisonData, ProblemError>, Failure> {
    if let MatrixValues::Scored(scale) = values {
        return Ok(matrix.score_problem(scale).map(ComparisonData::Scored));
    }
    if args.method == MethodArg::Wsm {
        return Ok(matrix.normalised_problem().map(ComparisonData::Scored));
    }
    matrix.measurements().map(|matrix| matrix.map(ComparisonData::Measured)).ok_or_else(|| {
        let (criterion, alternative) = matrix.first_missing_value().unwrap_or_default();
        let unit = Scale::UNIT;
        data_failure(
            args,
            format!(
                "'{criterion}' has no value for '{alternative}', and a measurement may be anything: fill it in, or use \
                 --method wsm --normalise minmax, where it counts as {} to {}",
                unit.lo(),
                unit.hi()
            ),
        )
    })
}
