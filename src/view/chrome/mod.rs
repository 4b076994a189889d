//! What surrounds every screen: the header above, status and keys below.

pub mod footer;
pub mod header;
pub mod hints;
mod regions;

pub use regions::Regions;
