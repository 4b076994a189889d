//! `weighbridge new --template T`.

use crate::catalogue::templates;
use crate::cli::args::NewArgs;
use crate::cli::input;
use crate::cli::outcome::{Failure, Outcome, Output};
use crate::model::Session;
use crate::model::showable::showable;
use crate::model::text::to_text;
use crate::store::read::{Refusal, fingerprint};
use crate::store::{Fingerprint, SaveError, save};
use std::path::Path;

pub(in crate::cli) fn run(args: &NewArgs) -> Outcome {
    let session = session(args)?;
    match args.output.as_deref().filter(|path| !input::is_stdin(path)) {
        None => to_text(&session).map(Output::of).map_err(Failure::data),
        Some(path) => {
            let old = if args.force { old(path)? } else { None };
            save(path, &session, old.as_ref()).map_err(|error| refused(&error))?;
            Ok(Output::default())
        }
    }
}

fn session(args: &NewArgs) -> Result<Session, Failure> {
    let unknown = || Failure::usage(format!("there is no template '{}'; see 'weighbridge templates'", args.template));
    let template = templates::find(&args.template).ok_or_else(unknown)?;
    let mut session = template
        .session()
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
fn old(path: &Path) -> Result<Option<Fingerprint>, Failure> {
    match fingerprint(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.refusal == Refusal::Missing => Ok(None),
        Err(error) => Err(Failure::data(error)),
    }
}

fn refused(error: &SaveError) -> Failure {
    match error {
        SaveError::Exists { .. } => Failure::data(format!("{error}, or add --force to overwrite it")),
        _ => Failure::data(error),
    }
}
