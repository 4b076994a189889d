//! Regions of the clouds, and the countries and areas that they are in.

use super::load_error::error_at;
use crate::model::Cloud;
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;
use std::collections::HashSet;

/// The shipped regions.
pub const SHIPPED: &str = include_str!("../../assets/regions.ron");

/// A country.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 code, two letters.
    pub code: String,
    /// Names, the usual one first.
    pub names: Vec<String>,
}

/// An area of several countries.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Short name: `EU`.
    pub id: String,
    /// Other names.
    pub names: Vec<String>,
    /// Codes of its countries.
    pub countries: Vec<String>,
}

/// A public region of a cloud.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    pub cloud: Cloud,
    /// The cloud's name for it.
    pub code: String,
    /// Code of its country.
    pub country: String,
}

/// Regions, countries and areas.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionBook {
    /// Source of the list.
    pub source: String,
    /// Date of the list.
    pub date: String,
    pub areas: Vec<Area>,
    pub countries: Vec<Country>,
    pub regions: Vec<Region>,
}

/// A place in the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionLocation<'a> {
    /// A region.
    Region(&'a Region),
    /// A country.
    Country(&'a Country),
    /// An area.
    Area(&'a Area),
}

impl RegionBook {
    /// The place with this code or name, ignoring case: a region before a country before an area.
    pub fn find_location(&self, name: &str) -> Option<RegionLocation<'_>> {
        let is = |other: &String| same_name(other, name);
        let region = self.regions.iter().find(|region| is(&region.code)).map(RegionLocation::Region);
        let country = || {
            let found = self.countries.iter().find(|row| is(&row.code) || row.names.iter().any(is));
            found.map(RegionLocation::Country)
        };
        let area = || self.areas.iter().find(|row| is(&row.id) || row.names.iter().any(is)).map(RegionLocation::Area);
        region.or_else(country).or_else(area)
    }

    /// The region of a cloud with this code, ignoring case.
    pub fn find_region(&self, cloud: Cloud, code: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.cloud == cloud && same_name(&region.code, code))
    }

    /// The name of a country, or its code if it is not listed.
    pub fn country_name<'a>(&'a self, code: &'a str) -> &'a str {
        let found = self.countries.iter().find(|country| country.code == code);
        found.and_then(|country| country.names.first()).map_or(code, String::as_str)
    }

    /// The regions of a cloud in a place.
    pub fn regions_in<'a>(&'a self, cloud: Cloud, place: RegionLocation<'a>) -> impl Iterator<Item = &'a Region> {
        self.regions.iter().filter(move |region| region.cloud == cloud && place.contains(region))
    }
}

impl RegionLocation<'_> {
    /// Whether a region is in it.
    pub fn contains(&self, region: &Region) -> bool {
        match self {
            Self::Region(one) => *one == region,
            Self::Country(country) => country.code == region.country,
            Self::Area(area) => area.countries.contains(&region.country),
        }
    }
}

/// Whether two names are equal, ignoring case and surrounding spaces.
fn same_name(name: &str, other: &str) -> bool {
    let other = other.trim();
    name.eq_ignore_ascii_case(other) || name.to_lowercase() == other.to_lowercase()
}

/// Reads the book. Refuses a missing source or date, duplicate codes, and unknown countries.
pub fn load(text: &str) -> Result<RegionBook, TextError> {
    let book: RegionBook = value_from_text(text)?;
    for (field, text_of) in [("source", &book.source), ("date", &book.date)] {
        if text_of.trim().is_empty() {
            return Err(error_at(text, &[PathStep::Field(field)], format!("{field} is missing"), "add it"));
        }
    }
    let known: HashSet<&str> = book.countries.iter().map(|country| country.code.as_str()).collect();
    let mut seen = HashSet::new();
    for (at, region) in book.regions.iter().enumerate() {
        let path = |field| [PathStep::Field("regions"), PathStep::Item(at), PathStep::Field(field)];
        if !seen.insert((region.cloud, region.code.as_str())) {
            let what = format!("'{}' is listed twice", region.code);
            return Err(error_at(text, &path("code"), what, "keep one of the two"));
        }
        if !known.contains(region.country.as_str()) {
            let what = format!("'{}' is not a listed country", region.country);
            return Err(error_at(text, &path("country"), what, "add it to the countries"));
        }
    }
    for (at, area) in book.areas.iter().enumerate() {
        if let Some(code) = area.countries.iter().find(|code| !known.contains(code.as_str())) {
            let path = [PathStep::Field("areas"), PathStep::Item(at), PathStep::Field("countries")];
            let what = format!("'{code}' is not a listed country");
            return Err(error_at(text, &path, what, "add it to the countries"));
        }
    }
    Ok(book)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static BOOK: LazyLock<RegionBook> = LazyLock::new(|| load(SHIPPED).unwrap());

    fn holds(place: &str, cloud: Cloud, region: &str) -> bool {
        BOOK.find_location(place).unwrap().contains(BOOK.find_region(cloud, region).unwrap())
    }

    #[test]
    fn places_are_found_by_code_and_by_name_whatever_the_case() {
        for germany in ["DE", "de", "Germany", " GERMANY ", "Deutschland"] {
            assert!(holds(germany, Cloud::Aws, "eu-central-1"), "{germany}");
            assert!(!holds(germany, Cloud::Aws, "eu-west-1"), "{germany}");
        }
        for eu in ["EU", "eu", "European Union"] {
            assert!(holds(eu, Cloud::Gcp, "europe-west3") && holds(eu, Cloud::Azure, "westeurope"), "{eu}");
            assert!(!holds(eu, Cloud::Aws, "eu-west-2"), "London is not in the EU");
            assert!(!holds(eu, Cloud::Gcp, "europe-west6"), "Zurich is not in the EU");
        }
        assert!(holds("Europe", Cloud::Aws, "eu-west-2") && holds("UK", Cloud::Azure, "uksouth"));
        assert!(holds("US", Cloud::Aws, "us-east-1") && holds("us-east-1", Cloud::Aws, "US-EAST-1"));
        assert!(!holds("us-east-1", Cloud::Aws, "us-east-2"));
        assert_eq!(BOOK.find_location("Atlantis"), None);
    }

    #[test]
    fn the_regions_that_prices_are_of_are_known() {
        for cloud in Cloud::ALL {
            assert!(BOOK.find_region(cloud, cloud.home_region()).is_some(), "{cloud:?}");
            assert!(BOOK.regions.iter().filter(|region| region.cloud == cloud).count() >= 25);
        }
        let eu = BOOK.areas.iter().find(|area| area.id == "EU").unwrap();
        assert_eq!(eu.countries.len(), 27);
    }

    #[test]
    fn what_stands_twice_or_nowhere_is_refused() {
        let refused = |from: &str, to: &str| load(&SHIPPED.replacen(from, to, 1)).unwrap_err().what;
        assert!(refused("\"us-east-2\"", "\"us-east-1\"").contains("is listed twice"));
        assert!(
            refused("code: \"us-east-1\", country: \"US\"", "code: \"us-east-1\", country: \"XX\"")
                .contains("not a listed country")
        );
        assert!(refused("source: \"", "source: \"\", // ").contains("source is missing"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_place_or_none(name in ".*") {
            let _ = BOOK.find_location(&name);
        }
    }
}
