//! What a signature is bound to: a digest of everything that a person read before signing.

use super::session::to_text;
use crate::model::document::decision::Decision;
use crate::model::document::session::Session;
use crate::model::document::status::Status;
use crate::model::values::digest::RecordDigest;
use sha2::{Digest, Sha256};

/// Names the form of the digest, so that another form can never give the same one.
const PREFIX: &str = "weighbridge record 1\n";

/// SHA-256 over the canonical text of a document without its log and upkeep: status, tags, whether totals were seen, and the
/// signatures themselves. A field that is not named here is content.
///
/// # Errors
/// If the document cannot be written as text.
pub fn content_digest(session: &Session) -> Result<RecordDigest, ron::Error> {
    let mut content = Session {
        status: Status::default(),
        tags: Vec::new(),
        totals_seen: false,
        log_trimmed: 0,
        log: Vec::new(),
        ..session.clone()
    };
    if let Some(decision) = &mut content.decision {
        decision.sign_offs.clear();
    }
    content.decision = content.decision.filter(|decision| *decision != Decision::default());
    let mut hash = Sha256::new();
    hash.update(PREFIX);
    hash.update(to_text(&content)?);
    Ok(RecordDigest::from_bytes(hash.finalize().into()))
}
