//! The whole catalogue, read from what is embedded in the program.

use super::platform::Platform;
use super::{exits, limits, platforms, prices, questions, regions, risks, security, tasks};
use crate::model::PlatformId;
use crate::model::text::TextError;
use std::sync::OnceLock;

/// Everything the product knows about platforms, read once at the start.
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
    /// Questions whose answers favour kinds of platform.
    pub questions: Vec<questions::Question>,
    /// Failure modes.
    pub risks: Vec<risks::Risk>,
    /// Regions of the clouds, read on first use.
    regions: OnceLock<regions::RegionBook>,
    /// Effort of moves between kinds of platform.
    pub exits: exits::ExitBook,
    /// Security duties, read on first use.
    security: OnceLock<security::SecurityBook>,
}

/// A part of the catalogue that cannot be read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("the {part} cannot be read: {why}")]
pub struct CatalogueError {
    pub part: &'static str,
    /// The error, with line and column.
    pub why: String,
}

fn catalogue_error(part: &'static str) -> impl Fn(TextError) -> CatalogueError {
    move |error| CatalogueError { part, why: error.to_string() }
}

impl Catalogue {
    /// Reads the embedded catalogue.
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

    /// Applies a user's own price file, given as text; `name` is the name of the file as it is shown. Errors are those of
    /// [`prices::PriceBook::with_overrides`].
    pub fn with_price_overrides(self, name: &str, text: &str) -> Result<Self, TextError> {
        Ok(Self { prices: self.prices.with_overrides(name, text)?, ..self })
    }

    /// Applies a user's own task file, given as text; `name` is the name of the file as it is shown. Errors are those of
    /// [`tasks::TaskBook::with_overrides`].
    pub fn with_task_overrides(self, name: &str, text: &str) -> Result<Self, Vec<TextError>> {
        Ok(Self { tasks: self.tasks.with_overrides(name, text)?, ..self })
    }

    /// Notes on the user's own prices and hours and their files; empty without any.
    pub fn override_notes(&self) -> Vec<String> {
        self.prices.override_note().into_iter().chain(self.tasks.override_note()).collect()
    }

    /// Regions of the clouds. If the list cannot be read it is empty, and data residency stays an open question.
    pub fn regions(&self) -> &regions::RegionBook {
        self.regions.get_or_init(|| regions::load(regions::SHIPPED).unwrap_or_default())
    }

    /// Security duties. If the list cannot be read it is empty.
    pub fn security(&self) -> &security::SecurityBook {
        self.security.get_or_init(|| security::load(security::SHIPPED).unwrap_or_default())
    }

    /// The platform with this id.
    pub fn platform(&self, id: &PlatformId) -> Option<&Platform> {
        self.platforms.iter().find(|platform| platform.id == *id)
    }

    /// Versions of prices and hours, and how many of them are the user's own. Documents contain it, so it names no local files.
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
