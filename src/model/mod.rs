//! The document: what the team said, and the one way to change it.
//!
//! Pure: no file, clock, environment or terminal is named here. [`Session`] is the document, [`Edit`] the only way to
//! change it, [`History`] the undo and redo that the log implies, [`check`] everything that can be wrong with it, and
//! [`text`] its RON form.

pub mod apply;
pub mod check;
pub mod demand;
pub mod edit;
pub mod estimate;
pub mod history;
pub mod id;
pub mod locate;
pub mod remove;
pub mod scenario;
pub mod session;
pub mod showable;
pub mod text;
pub mod time;
pub mod units;

#[cfg(test)]
mod tests;

pub use apply::EditError;
pub use check::{Problem, Severity, check};
pub use demand::{Anchors, Constraint, ConstraintKind, Demand, FrontDoor, Strength};
pub use edit::Edit;
pub use estimate::Estimate;
pub use history::{Act, History, LogEntry, Stamp, Trace};
pub use id::{AlternativeId, CriterionId, EstateId, ParticipantId, PlatformId, QuestionId, ScenarioId, WorkloadId};
pub use scenario::Scenario;
pub use session::*;
pub use time::{Day, Moment};
pub use units::*;
