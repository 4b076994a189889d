//! What the product knows: platforms, prices, tasks and hours, questions, templates. Data in `assets/`, embedded, each
//! figure with its source and date.

pub mod exits;
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

pub use kind::PlatformKind;
pub use platform::{Capability, Layer, Operator, Platform, ScaleToZero};
pub use prices::{Price, PriceBook, PriceStatus, PriceUnit};
pub use templates::{TEMPLATES, Template};

use crate::model::PlatformId;
use crate::model::text::TextError;
use std::sync::OnceLock;

/// Everything the product knows, read once at the start.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// List prices.
    pub prices: prices::PriceBook,
    /// Platforms, from 'you operate everything' to 'you operate nothing below your code'.
    pub platforms: Vec<Platform>,
    /// Published limits of the platforms, per cloud.
    pub limits: limits::LimitBook,
    /// Operations tasks and their hours.
    pub tasks: tasks::TaskBook,
    /// The questions that lean.
    pub questions: Vec<questions::Question>,
    /// What goes wrong where.
    pub risks: Vec<risks::Risk>,
    /// Where the clouds' regions lie; read when first asked for.
    regions: OnceLock<regions::RegionBook>,
    /// What it takes to leave a kind of platform.
    pub exits: exits::ExitBook,
    /// Who secures what; read when first asked for.
    security: OnceLock<security::SecurityBook>,
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

fn catalogue_error(part: &'static str) -> impl Fn(TextError) -> CatalogueError {
    move |error| CatalogueError { part, why: error.to_string() }
}

impl Catalogue {
    /// Reads what is embedded in the program.
    pub fn embedded() -> Result<Self, CatalogueError> {
        Ok(Self {
            prices: prices::PriceBook::shipped().map_err(catalogue_error("price book"))?,
            platforms: platforms::load(platforms::SHIPPED).map_err(catalogue_error("list of platforms"))?,
            limits: limits::LimitBook::shipped().map_err(catalogue_error("list of limits"))?,
            tasks: tasks::TaskBook::shipped().map_err(catalogue_error("list of tasks"))?,
            questions: questions::load(questions::SHIPPED).map_err(catalogue_error("list of questions"))?,
            risks: risks::load(risks::SHIPPED).map_err(catalogue_error("list of risks"))?,
            regions: OnceLock::new(),
            exits: exits::load(exits::SHIPPED).map_err(catalogue_error("list of moves"))?,
            security: OnceLock::new(),
        })
    }

    /// The same with the prices of a user's own file, whose text this is; `name` is the file's name as it is shown. Refuses
    /// what [`prices::PriceBook::with_own`] refuses.
    pub fn with_price_overrides(self, name: &str, text: &str) -> Result<Self, TextError> {
        Ok(Self { prices: self.prices.with_overrides(name, text)?, ..self })
    }

    /// The same with the hours of a user's own task file, whose text this is; `name` is the file's name as it is shown. Refuses
    /// what [`tasks::TaskBook::with_own`] refuses.
    pub fn with_task_overrides(self, name: &str, text: &str) -> Result<Self, Vec<TextError>> {
        Ok(Self { tasks: self.tasks.with_overrides(name, text)?, ..self })
    }

    /// What is the user's own in it, and from which files; empty without any.
    pub fn override_notes(&self) -> Vec<String> {
        self.prices.override_note().into_iter().chain(self.tasks.override_note()).collect()
    }

    /// Where the clouds' regions lie. Should the list not be readable it is empty, and every place a question.
    pub fn regions(&self) -> &regions::RegionBook {
        self.regions.get_or_init(|| regions::load(regions::SHIPPED).unwrap_or_default())
    }

    /// Who secures what. Should the list not be readable it is empty.
    pub fn security(&self) -> &security::SecurityBook {
        self.security.get_or_init(|| security::load(security::SHIPPED).unwrap_or_default())
    }

    /// The platform of this id.
    pub fn platform(&self, id: &PlatformId) -> Option<&Platform> {
        self.platforms.iter().find(|platform| platform.id == *id)
    }

    /// Which prices and hours these are, and how many of them are the user's own. It goes into documents, and so does not say
    /// where on a disk they are from.
    pub fn version(&self) -> String {
        let own = |own: Option<(&str, usize)>| own.map_or_else(String::new, |(_, count)| format!(" ({count} own)"));
        let (prices, tasks) = (own(self.prices.overrides()), own(self.tasks.overrides()));
        format!("prices {}{prices}, hours {}{tasks}", self.prices.version(), self.tasks.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_tells_own_prices_and_hours_from_the_lists() {
        let listed = Catalogue::embedded().unwrap();
        let list = listed.version();
        assert!(list.starts_with("prices 2026-11-20, hours "), "{list}");
        let text = "(version: \"2026-11\", prices: [(id: \"aws.egress.t1\", value: 0.05)])";
        let own = listed.with_price_overrides("/home/ana/prices.ron", text).unwrap();
        assert!(own.version().starts_with("prices 2026-11-20 + 2026-11 (1 own), hours "), "{}", own.version());
        let text = "(version: \"2026-10\", tasks: [(id: \"incidents\", hours: [(kind: Functions, hours: (1, 2, 3))])])";
        let both = own.with_task_overrides("tasks.ron", text).unwrap();
        let wanted = "prices 2026-11-20 + 2026-11 (1 own), hours 2026-11-20 + 2026-10 (1 own)";
        assert_eq!(both.version(), wanted);
        let remarks = ["1 price is yours, from /home/ana/prices.ron", "the hours of 1 task are yours, from tasks.ron"];
        assert_eq!(both.override_notes(), remarks);
    }
}
