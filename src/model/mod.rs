//! The document, and the edits that change it.
//!
//! Pure: no file, clock, environment or terminal is named here. Each folder uses only those above it:
//!
//! ```text
//! values     ids, numbers with units, dates, estimates
//! text       positions, RON, text that is safe to show   (text/session: the RON form of a session, above check)
//! document   the records, the session, the edits and the log: everything that is written to files
//! edits      applying an edit: check, change, inverse
//! history    undo and redo
//! signature  whether signatures still stand for what is in the document
//! check      diagnostics about a document
//! ```

pub mod check;
pub mod document;
pub mod edits;
pub mod history;
pub mod signature;
pub mod text;
pub mod values;

#[cfg(test)]
mod tests;

pub use check::{Diagnostic, Severity, check_session};
pub use document::alternative::{Alternative, OneTime};
pub use document::criterion::{
    Anchors, Breakpoint, Criterion, CriterionScope, DerivedMetric, Measure, Rubric, WorkloadAnchors,
};
pub use document::decision::{Choice, Decision, Evidence, Rejection, SignOff, Trigger};
pub use document::demand::{Demand, DemandFigure, FigureValue, FrontDoor};
pub use document::demand_figures::{FigureSection, FigureSpec};
pub use document::edit::{self, Edit};
pub use document::estate::{Estate, TeamRule};
pub use document::hours::{HoursFigures, HoursOverride};
pub use document::log::{JournalRecord, LogAction, LogEntry, Stamp};
pub use document::market::{Cloud, Commitment, LabourPolicy, Market, Month};
pub use document::must_have::{Mark, Marking, MustHave, MustHaveMark};
pub use document::note::{Note, NoteSubject};
pub use document::participant::Participant;
pub use document::robustness::{RobustnessSettings, WeightSpaceKind};
pub use document::scenario::Scenario;
pub use document::score::{Ballot, CellKey, CellScore, Score, Vote};
pub use document::session::{SCHEMA_VERSION, Session};
pub use document::status::Status;
pub use document::team::{ProductPhase, Team};
pub use document::touches::Touches;
pub use document::weighting::{Pair, PairComparison, Swing, Weighting, WeightingMethod};
pub use document::workload::{Answer, Constraint, ConstraintKind, Reply, Strength, Workload};
pub use edits::error::EditError;
pub use history::History;
pub use signature::{SignatureCount, SignatureState, current_signature_states, signature_states};
pub use text::record_digest::content_digest;
pub use text::{position, showable};
pub use values::digest::RecordDigest;
pub use values::estimate::Estimate;
pub use values::id::{
    AlternativeId, CriterionId, EstateId, MustHaveId, ParticipantId, PlatformId, QuestionId, RiskId, ScenarioId,
    TaskId, WorkloadId,
};
pub use values::time::{Day, Moment};
pub use values::units::*;
pub use values::{id, number, time};
