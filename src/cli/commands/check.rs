//! `weighbridge check FILE…`: every problem with its line and column.

use crate::cli::args::CheckArgs;
use crate::cli::input;
use crate::cli::matrix::Values;
use crate::cli::outcome::Output;
use crate::model::text::TextError;
use crate::store::{self, LoadError};
use std::path::Path;

pub(in crate::cli) fn run(args: &CheckArgs) -> Output {
    let values =
        if args.values.measured { Values::Measured } else { Values::Scored(args.values.scale.unwrap_or_default()) };
    let mut output = Output::default();
    for path in &args.files {
        match warnings(path, values) {
            Ok(warnings) => {
                let name = if input::is_stdin(path) { "<stdin>".into() } else { path.to_string_lossy() };
                for TextError { place, what, hint } in &warnings {
                    output.notes.push(format!("{name}:{}:{}: warning: {what}; {hint}", place.line, place.column));
                }
            }
            Err(error) => output.blame(error.to_string()),
        }
    }
    output
}

fn warnings(path: &Path, values: Values) -> Result<Vec<TextError>, LoadError> {
    if input::is_stdin(path) {
        return store::read_stdin().map(|parsed| parsed.warnings);
    }
    if input::is_matrix(path) {
        return input::matrix(path, values).map(|_| Vec::new());
    }
    store::load(path).map(|loaded| loaded.warnings)
}
