//! The document: what the team said, and the one way to change it.
//!
//! Pure: no file, clock, environment or terminal is named here. [`Session`] is the document, [`Edit`] the only way to
//! change it, [`History`] the undo and redo that the log implies, [`check`] everything that can be wrong with it, and
//! [`text`] its RON form.

pub mod alternative;
pub mod apply;
pub mod check;
pub mod criterion;
pub mod decision;
pub mod demand;
pub mod edit;
pub mod estimate;
pub mod history;
pub mod hours;
pub mod id;
pub mod market;
pub mod participant;
pub mod position;
pub mod remove;
pub mod robustness;
pub mod scenario;
pub mod score;
pub mod session;
pub mod showable;
pub mod team;
pub mod text;
pub mod time;
pub mod units;
pub mod weighting;
pub mod workload;

#[cfg(test)]
mod tests;

pub use alternative::{Alternative, OneTime};
pub use apply::EditError;
pub use check::{Diagnostic, Severity, check_session};
pub use criterion::{Breakpoint, Criterion, CriterionScope, DerivedMetric, Measure, Rubric, WorkloadAnchors};
pub use decision::{Choice, Decision, Evidence, Rejection, SignOff, Trigger};
pub use demand::{Anchors, Constraint, ConstraintKind, Demand, FrontDoor, Strength};
pub use edit::Edit;
pub use estimate::Estimate;
pub use history::{History, JournalRecord, LogAction, LogEntry, Stamp};
pub use hours::{HoursFigures, HoursOverride};
pub use id::{
    AlternativeId, CriterionId, EstateId, ParticipantId, PlatformId, QuestionId, RiskId, ScenarioId, TaskId, WorkloadId,
};
pub use market::{Cloud, Commitment, LabourPolicy, Market, Month};
pub use participant::Participant;
pub use robustness::{RobustnessSettings, WeightSpaceKind};
pub use scenario::Scenario;
pub use score::{Ballot, CellKey, CellScore, Score, Vote};
pub use session::{Estate, Note, NoteSubject, SCHEMA_VERSION, Session, Status, TeamRule};
pub use team::{ProductPhase, Team};
pub use time::{Day, Moment};
pub use units::*;
pub use weighting::{Pair, PairComparison, Swing, Weighting, WeightingMethod};
pub use workload::{Answer, Reply, Workload};

/// Whether a field need not be written.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
