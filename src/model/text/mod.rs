//! Text: what may be shown, positions in a file, RON, and the RON form of a session.

pub mod position;
pub mod record_digest;
pub mod ron;
pub mod ron_error;
pub mod session;
pub mod showable;

pub use ron::{to_line, value_from_text};
pub use ron_error::TextError;
pub use session::{ParsedSession, from_text, to_text};
