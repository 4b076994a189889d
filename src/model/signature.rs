//! Whether signatures still stand for what is in the document. Never stored: it follows from the digest and the log.

use super::document::decision::{DecisionField, SignOff};
use super::document::edit::Edit;
use super::document::log::LogEntry;
use super::document::session::Session;
use super::document::touches::Touches;
use super::text::record_digest::content_digest;
use super::values::digest::RecordDigest;

/// What a signature is worth now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SignatureState<'a> {
    /// The document says what was signed.
    Holds,
    /// The content changed since; with the first change that the log knows of.
    Void(Option<&'a LogEntry>),
    /// It is not bound to any content: it comes from a file of an older version.
    Unbound,
}

/// The state of each signature, in their order. `digest` is that of the present content.
pub fn signature_states<'a>(session: &'a Session, digest: Option<&RecordDigest>) -> Vec<SignatureState<'a>> {
    let signed = session.decision.as_ref().map_or(&[][..], |decision| &decision.sign_offs);
    let state = |row: &SignOff| match &row.digest {
        None => SignatureState::Unbound,
        signed if signed.as_ref() == digest => SignatureState::Holds,
        Some(_) => SignatureState::Void(first_change_since(session, row)),
    };
    signed.iter().map(state).collect()
}

/// The same for the content as it is; the digest is computed only where somebody has signed.
pub fn current_signature_states(session: &Session) -> Vec<SignatureState<'_>> {
    match &session.decision {
        Some(decision) if !decision.sign_offs.is_empty() => {
            signature_states(session, content_digest(session).ok().as_ref())
        }
        _ => Vec::new(),
    }
}

/// The first change of content after a signature was given.
fn first_change_since<'a>(session: &'a Session, row: &SignOff) -> Option<&'a LogEntry> {
    let adds = |entry: &LogEntry| has_signature(&entry.edit, row) && !has_signature(&entry.was, row);
    let signed_at = session.log.iter().rposition(adds)?;
    session.log[signed_at..].iter().find(|entry| entry.edit.touches() == Touches::Content)
}

fn has_signature(edit: &Edit, row: &SignOff) -> bool {
    match edit {
        Edit::Batch(edits) => edits.iter().any(|edit| has_signature(edit, row)),
        Edit::SetDecision(DecisionField::SignOffs(rows)) => rows.contains(row),
        _ => false,
    }
}

/// How many signatures there are of each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SignatureCount {
    pub hold: usize,
    pub void: usize,
    pub unbound: usize,
}

impl SignatureCount {
    pub fn of(states: &[SignatureState<'_>]) -> Self {
        let mut count = Self::default();
        for state in states {
            match state {
                SignatureState::Holds => count.hold += 1,
                SignatureState::Void(_) => count.void += 1,
                SignatureState::Unbound => count.unbound += 1,
            }
        }
        count
    }

    pub fn total(self) -> usize {
        self.hold + self.void + self.unbound
    }
}
