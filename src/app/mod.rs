//! The state of the program and what happens to it: a message goes in, the state changes, and what the world must do comes out as
//! effects.
//!
//! A message is planned before it is carried out ([`action`]): asking whether a key works ([`App::refusal`]) and pressing it
//! ([`App::update`]) run the same function of the same place ([`places`]).

pub mod action;
pub mod amount;
mod authorship;
pub mod baseline;
pub mod binding;
pub mod editor;
pub mod event;
mod files;
pub mod forms;
mod guard;
pub mod library;
pub mod line_input;
pub mod memory;
mod missing_reason;
pub mod msg;
pub mod overlay;
mod palette;
pub mod picker;
pub mod place;
pub mod places;
pub mod quantity;
pub mod reading;
mod registry;
pub mod robustness_cache;
pub mod row;
pub mod scenario_appraisals;
pub mod session_summary;
mod state;
mod update;
pub mod workbench;

pub use binding::{Binding, Command, FooterHint, Purpose};
pub use event::{Effect, Event, OpenedSession, RecoveredEdits, SaveTo};
pub use library::{Library, LibraryEntry, LibraryFile};
pub use msg::{Msg, StepLocation};
pub use overlay::{ClaimsOverlay, Confirm, ExitCostsOverlay, Overlay, Scroll, TaskHoursOverlay};
pub use places::{Context, Contexts, Pane};
pub use registry::bindings;
pub use state::{App, Notice, Screen, Tone};
pub use workbench::Workbench;
