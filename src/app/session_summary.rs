//! What the library shows of a session: a line for the list, and the whole for the one under the cursor.

use crate::appraisal::Appraisal;
use crate::catalogue::Catalogue;
use crate::model::{AlternativeId, Moment, Session, SignatureCount, Status, current_signature_states};

/// A session in the list. There can be thousands of them, so it holds no document.
#[derive(Debug, Clone)]
pub struct SessionSummary {
    pub title: String,
    pub status: Status,
    /// How many people take part.
    pub participants: usize,
    pub tags: Vec<String>,
    /// The choice, or the leader, as text.
    pub outcome: String,
    /// The ids of the columns that lead the whole; none while the totals are sealed.
    pub leaders: Vec<String>,
    /// The ids of the alternatives that were chosen.
    pub choices: Vec<String>,
    /// The margin of the leader of the whole, in points of the scale; none while the totals are sealed.
    pub margin: Option<f64>,
    /// Whether nobody has seen the totals yet.
    pub is_sealed: bool,
    /// How many signatures hold, and how many do not.
    pub signatures: SignatureCount,
    /// When it was last changed.
    pub changed: Option<Moment>,
}

/// A session with its results.
#[derive(Debug, Clone)]
pub struct SessionDetails {
    pub session: Box<Session>,
    pub appraisal: Appraisal,
}

impl SessionDetails {
    /// Appraises a session.
    pub fn compute(session: Session, catalogue: &Catalogue) -> Self {
        Self { appraisal: Appraisal::compute(&session, catalogue), session: Box::new(session) }
    }
}

impl SessionSummary {
    /// What the list shows of a session.
    pub fn of(SessionDetails { session, appraisal }: &SessionDetails) -> Self {
        let is_sealed = !session.totals_seen && session.status != Status::Decided;
        let matrix = appraisal.overall_matrix().filter(|_| !is_sealed);
        let leaders = matrix.map_or_else(Vec::new, |matrix| {
            matrix.leaders().iter().filter_map(|at| Some(matrix.columns.get(*at)?.id.clone())).collect()
        });
        let choices = session.decision.iter().flat_map(|decision| &decision.choices);
        Self {
            title: session.title.clone(),
            status: session.status,
            participants: session.participants.len(),
            tags: session.tags.clone(),
            outcome: outcome(session, appraisal),
            leaders,
            choices: choices.map(|row| row.alternative.to_string()).collect(),
            margin: matrix.and_then(|matrix| matrix.ranking.as_ref()).and_then(|ranking| ranking.margin),
            is_sealed,
            signatures: SignatureCount::of(&current_signature_states(session)),
            changed: session.log.last().map(|entry| entry.at),
        }
    }
}

/// The choice, or the leader; a dash while the totals are sealed.
fn outcome(session: &Session, appraisal: &Appraisal) -> String {
    let name = |id: &AlternativeId| {
        session.alternative(id).map_or_else(|| id.to_string(), |alternative| alternative.name.clone())
    };
    if let Some(decision) = session.decision.as_ref().filter(|decision| !decision.choices.is_empty()) {
        let mut chosen: Vec<String> = decision.choices.iter().map(|choice| name(&choice.alternative)).collect();
        chosen.dedup();
        return if chosen.len() == 1 { chosen.remove(0) } else { "mixed estate".to_owned() };
    }
    if !session.totals_seen {
        return "–".to_owned();
    }
    let Some(matrix) = appraisal.overall_matrix() else { return "–".to_owned() };
    match matrix.leaders() {
        [] => "–".to_owned(),
        [one] => format!("{} (leads)", matrix.columns[*one].name),
        several => format!("tie of {}", several.len()),
    }
}
