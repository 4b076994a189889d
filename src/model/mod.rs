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
pub mod locate;
pub mod market;
pub mod people;
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
pub mod weighing;
pub mod workload;

#[cfg(test)]
mod tests;

pub use alternative::{Alternative, OneTime};
pub use apply::EditError;
pub use check::{Problem, Severity, check};
pub use criterion::{About, Bend, Criterion, Measure, Rubric, Source, WorkloadAnchors};
pub use decision::{Choice, Decision, Evidence, Rejection, SignOff, Trigger};
pub use demand::{Anchors, Constraint, ConstraintKind, Demand, FrontDoor, Strength};
pub use edit::Edit;
pub use estimate::Estimate;
pub use history::{Act, History, LogEntry, Stamp, Trace};
pub use hours::{HoursSaid, OwnHours};
pub use id::{
    AlternativeId, CriterionId, EstateId, ParticipantId, PlatformId, QuestionId, RiskId, ScenarioId, TaskId, WorkloadId,
};
pub use market::{Cloud, Commitment, Labour, Market, Month};
pub use people::Participant;
pub use robustness::{Robustness, Space};
pub use scenario::Scenario;
pub use score::{Ballot, Cell, CellScore, Score, Vote};
pub use session::{Estate, Note, SCHEMA, Session, Status, Subject, TeamRule};
pub use team::{Phase, Team};
pub use time::{Day, Moment};
pub use units::*;
pub use weighing::{Comparison, Pair, Swing, Way, Weighing};
pub use workload::{Answer, Reply, Workload};

/// Whether a field need not be written.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
