//! `weighbridge fmt FILE…`.

use crate::cli::input;
use crate::cli::output::Output;
use crate::model::Session;
use crate::model::position::has_comments;
use crate::model::text::{from_text, to_text};
use crate::store::read::{LoadError, LoadErrorKind, read_text, read_text_from};
use crate::store::{Fingerprint, save};
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

/// A file as it was read, and as it should be.
struct SourceFile {
    session: Session,
    text: String,
    canonical: String,
    fingerprint: Option<Fingerprint>,
}

fn format_one(path: &Path, is_check: bool, output: &mut Output) -> Result<(), String> {
    let name = path.to_string_lossy();
    if input::is_matrix(path) {
        return Err(format!("{name}: only sessions (.ron) have a canonical form"));
    }
    let read = read_source(path)?;
    if is_check {
        if read.text != read.canonical {
            output.text.push_str(&format!("{}\n", crate::model::showable::showable(&name)));
            output.has_problems = true;
        }
        return Ok(());
    }
    if has_comments(&read.text) {
        output.notes.push(format!("{name}: comments are removed; keep remarks as notes of the session"));
    }
    match &read.fingerprint {
        None => output.text.push_str(&read.canonical),
        Some(_) if read.text == read.canonical => {}
        Some(version) => {
            save(path, &read.session, Some(version)).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

fn read_source(path: &Path) -> Result<SourceFile, String> {
    let stdin = Path::new("<stdin>");
    let (path, text, fingerprint) = if input::is_stdin(path) {
        (stdin, read_text_from(stdin, std::io::stdin().lock()).map_err(|error| error.to_string())?, None)
    } else {
        let (text, fingerprint) = read_text(path).map_err(|error| error.to_string())?;
        (path, text, Some(fingerprint))
    };
    let parsed = from_text(&text)
        .map_err(|problems| LoadError { path: path.to_owned(), kind: LoadErrorKind::Text(problems) }.to_string())?;
    let canonical = to_text(&parsed.session).map_err(|error| format!("{}: {error}", path.to_string_lossy()))?;
    Ok(SourceFile { session: parsed.session, text, canonical, fingerprint })
}
