//! `weighbridge rank FILE`.

use crate::analysis::{ProblemError, Scale};
use crate::cli::args::{Format, MethodWish, RankArgs};
use crate::cli::contest;
use crate::cli::input;
use crate::cli::matrix::{Matrix, Values};
use crate::cli::outcome::{Failure, Outcome, Output};
use crate::cli::settings::Settings;
use crate::model::Robustness;
use crate::report::called::Called;
use crate::report::rank::{csv, json, text_table};
use crate::report::ranked::{Contest, Figures, Method, Ranked, rank};

pub(in crate::cli) fn run(args: &RankArgs, settings: &Settings) -> Outcome {
    let (contest, robustness) = if input::is_matrix(&args.file) {
        (of_matrix(args)?, Robustness::default())
    } else {
        contest::of_session(&args.file, &args.workload, args.scenario.as_deref(), &args.values, settings)?
    };
    let called = Called::of(&contest, method(args.method), &robustness);
    let remarks = contest.remarks.clone();
    let ranked = Ranked { called, ..rank(contest, method(args.method)).map_err(|error| wrong(args, error))? };
    let mut output = Output::of(match args.format {
        Format::Table => text_table(&ranked),
        Format::Json => json(&ranked),
        Format::Csv => csv(&ranked),
    });
    output.notes.extend(remarks);
    Ok(output)
}

fn method(wish: MethodWish) -> Method {
    match wish {
        MethodWish::Wsm => Method::WeightedSum,
        MethodWish::PrometheeII => Method::PrometheeII,
        MethodWish::Topsis => Method::Topsis,
    }
}

fn wrong(args: &RankArgs, error: impl std::fmt::Display) -> Failure {
    contest::wrong(&args.file, error)
}

fn of_matrix(args: &RankArgs) -> Result<Contest, Failure> {
    contest::refuse_scope(&args.workload, args.scenario.as_deref())?;
    let values =
        if args.values.measured { Values::Measured } else { Values::Scored(args.values.scale.unwrap_or_default()) };
    check_usage(args)?;
    let matrix = input::matrix(&args.file, values).map_err(Failure::data)?;
    let figures = figures(args, &matrix, values)?.map_err(|error| wrong(args, error))?;
    Ok(contest::named(&args.file, &matrix, figures))
}

/// Measurements need a common scale for the weighted sum, and only for it.
fn check_usage(args: &RankArgs) -> Result<(), Failure> {
    match (args.method, args.values.measured, args.normalise) {
        (MethodWish::Wsm, true, None) => Err(Failure::usage(
            "measurements have no common scale that could be summed: add --normalise minmax, or use --method topsis or promethee2",
        )),
        (MethodWish::PrometheeII | MethodWish::Topsis, _, Some(_)) => {
            Err(Failure::usage("--normalise is for --method wsm; the other methods take measurements as they are"))
        }
        _ => Ok(()),
    }
}

fn figures(args: &RankArgs, matrix: &Matrix, values: Values) -> Result<Result<Figures, ProblemError>, Failure> {
    if let Values::Scored(scale) = values {
        return Ok(matrix.scored(scale).map(Figures::Scored));
    }
    if args.method == MethodWish::Wsm {
        return Ok(matrix.normalised().map(Figures::Scored));
    }
    matrix.measured().map(|matrix| matrix.map(Figures::Measured)).ok_or_else(|| {
        let (criterion, alternative) = matrix.first_gap().unwrap_or_default();
        let unit = Scale::UNIT;
        wrong(
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
