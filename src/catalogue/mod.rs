//! What the product knows: platforms, prices, tasks and hours, questions, templates. Data in `assets/`, embedded, each
//! figure with its source and date.

pub mod kind;
pub mod platform;
pub mod prices;

pub use kind::PlatformKind;
pub use platform::{Capability, Layer, Operator, Platform, ScaleToZero};
pub use prices::{Price, PriceBook, PriceStatus, PriceUnit};
