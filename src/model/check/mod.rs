//! Checks of a document that was read from a file. Each diagnostic has a position and says what to do.

mod checker;
pub mod diagnostic;
mod records;
pub mod session;
mod tables;

pub use super::text::position::PathStep;
pub use diagnostic::{Diagnostic, Severity};
pub use session::check_session;
