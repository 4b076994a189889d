//! What the product knows: platforms, prices, tasks and hours, questions, templates. Data in `assets/`, embedded, each
//! figure with its source and date.

pub mod claims;
pub mod kind;
pub mod platform;
pub mod platforms;
pub mod prices;
pub mod questions;
mod refusal;
pub mod risks;
pub mod tasks;
pub mod templates;

pub use kind::PlatformKind;
pub use platform::{Capability, Layer, Operator, Platform, ScaleToZero};
pub use prices::{Price, PriceBook, PriceStatus, PriceUnit};
pub use templates::{TEMPLATES, Template};

use crate::model::PlatformId;
use crate::model::text::TextError;

/// Everything the product knows, read once at the start.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// List prices.
    pub prices: prices::PriceBook,
    /// Platforms, from 'you operate everything' to 'you operate nothing below your code'.
    pub platforms: Vec<Platform>,
    /// Operations tasks and their hours.
    pub tasks: tasks::TaskBook,
    /// The questions that lean.
    pub questions: Vec<questions::Question>,
    /// What goes wrong where.
    pub risks: Vec<risks::Risk>,
    /// What others have published.
    pub claims: claims::ClaimBook,
}

/// Which part of the catalogue could not be read, and why.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("the {part} cannot be read: {why}")]
pub struct CatalogueError {
    /// Which part.
    pub part: &'static str,
    /// Why.
    pub why: String,
}

impl Catalogue {
    /// Reads what is embedded in the program.
    pub fn embedded() -> Result<Self, CatalogueError> {
        fn part<T, E: std::fmt::Display>(part: &'static str, read: Result<T, E>) -> Result<T, CatalogueError> {
            read.map_err(|error| CatalogueError { part, why: error.to_string() })
        }
        let broken = |part| move |error: TextError| CatalogueError { part, why: error.to_string() };
        Ok(Self {
            prices: part("price book", prices::PriceBook::from_text(prices::SHIPPED))?,
            platforms: platforms::load(platforms::SHIPPED).map_err(broken("list of platforms"))?,
            tasks: tasks::load(tasks::SHIPPED).map_err(broken("list of tasks"))?,
            questions: questions::load(questions::SHIPPED).map_err(broken("list of questions"))?,
            risks: risks::load(risks::SHIPPED).map_err(broken("list of risks"))?,
            claims: claims::load(claims::SHIPPED).map_err(broken("list of claims"))?,
        })
    }

    /// The platform of this id.
    pub fn platform(&self, id: &PlatformId) -> Option<&Platform> {
        self.platforms.iter().find(|platform| platform.id == *id)
    }

    /// Which prices and hours these are.
    pub fn version(&self) -> String {
        format!("prices {}, hours {}", self.prices.version(), self.tasks.version)
    }
}
