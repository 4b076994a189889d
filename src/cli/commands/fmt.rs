//! `weighbridge fmt FILE…`.

use crate::cli::input;
use crate::cli::output::Output;
use crate::model::position::has_comments;
use crate::model::showable::showable;
use crate::model::text::to_text;
use crate::store::save;
use clap::ValueHint;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  weighbridge fmt session.ron\n  weighbridge fmt --check saved-sessions/*.ron")]
pub struct Args {
    /// Sessions (.ron), or - to read one from standard input and print it
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Write nothing; list files that are not in canonical form, and exit 1 if there are any
    #[arg(long)]
    check: bool,
}

pub(super) fn run(args: &Args) -> Output {
    let mut output = Output::default();
    for path in &args.files {
        if let Err(what) = format_one(path, args.check, &mut output) {
            output.add_problem(what);
        }
    }
    output
}

fn format_one(path: &Path, is_check: bool, output: &mut Output) -> Result<(), String> {
    let name = input::display_name(path);
    if input::is_matrix(path) {
        return Err(format!("{name}: only sessions (.ron) have a canonical form"));
    }
    let (parsed, text, version) = input::read_session_text(path).map_err(|error| error.to_string())?;
    let canonical = to_text(&parsed.session).map_err(|error| format!("{name}: {error}"))?;
    if is_check {
        if text != canonical {
            output.text.push_str(&format!("{}\n", showable(&name)));
            output.has_problems = true;
        }
        return Ok(());
    }
    if has_comments(&text) {
        output.notes.push(format!("{name}: comments are removed; keep remarks as notes of the session"));
    }
    match version {
        None => output.text.push_str(&canonical),
        Some(_) if text == canonical => {}
        Some(version) => {
            save(path, &parsed.session, Some(&version)).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}
