//! What the product knows about platforms: prices, limits, hours, questions, risks, regions, templates. It is data in `assets/`,
//! embedded, each figure with its source and date.

mod embedded;
pub mod exits;
mod hours_band;
pub mod kind;
pub mod limits;
pub(crate) mod load_error;
pub mod platform;
pub mod platforms;
pub mod prices;
pub mod questions;
pub mod regions;
pub mod risks;
pub mod security;
pub mod tasks;
pub mod templates;

pub use embedded::{Catalogue, CatalogueError};
pub use hours_band::{HoursBand, OneTimeHours};
pub use kind::PlatformKind;
pub use platform::{Capability, Layer, Operator, Platform, ScaleToZero};
pub use prices::{Price, PriceBook, PriceStatus, PriceUnit};
pub use templates::{TEMPLATES, Template};
