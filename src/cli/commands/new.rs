//! `weighbridge new --template T`.

use crate::catalogue::{TEMPLATES, templates};
use crate::cli::input;
use crate::cli::output::{CommandResult, Failure, Output};
use crate::model::Session;
use crate::model::showable::showable;
use crate::model::text::to_text;
use crate::store::read::{LoadErrorKind, fingerprint};
use crate::store::{Fingerprint, SaveError, save};
use clap::ValueHint;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  weighbridge new --template api-100k -o api.ron")]
pub struct Args {
    /// The template to start from
    #[arg(long, short, value_name = "ID", value_parser = template_ids())]
    template: String,
    /// Where to write it; - or nothing is standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// The title of the decision
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Overwrite an existing file
    #[arg(long)]
    force: bool,
}

fn template_ids() -> PossibleValuesParser {
    PossibleValuesParser::new(TEMPLATES.iter().map(|template| template.id))
}

pub(super) fn run(args: &Args) -> CommandResult {
    let session = session_from_template(args)?;
    match args.output.as_deref().filter(|path| !input::is_stdin(path)) {
        None => to_text(&session).map(Output::of).map_err(Failure::data),
        Some(path) => {
            let old = if args.force { existing_fingerprint(path)? } else { None };
            save(path, &session, old.as_ref()).map_err(|error| save_failure(&error))?;
            Ok(Output::default())
        }
    }
}

fn session_from_template(args: &Args) -> Result<Session, Failure> {
    let unknown = || Failure::usage(format!("there is no template '{}'; see 'weighbridge templates'", args.template));
    let template = templates::find(&args.template).ok_or_else(unknown)?;
    let mut session = template
        .to_session()
        .map_err(|problems| Failure::data(format!("the template {} is broken: {problems:?}", template.id)))?;
    if let Some(title) = &args.title {
        let title = showable(title);
        if title.trim().is_empty() {
            return Err(Failure::usage("the title is empty"));
        }
        session.title = title.trim().to_owned();
    }
    Ok(session)
}

/// The file that `--force` replaces, if there is one.
fn existing_fingerprint(path: &Path) -> Result<Option<Fingerprint>, Failure> {
    match fingerprint(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind == LoadErrorKind::Missing => Ok(None),
        Err(error) => Err(Failure::data(error)),
    }
}

fn save_failure(error: &SaveError) -> Failure {
    match error {
        SaveError::Exists { .. } => Failure::data(format!("{error}, or add --force to overwrite it")),
        _ => Failure::data(error),
    }
}
