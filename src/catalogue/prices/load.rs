//! Reads a whole price book, with line and column of errors.

use super::book::PriceBook;
use super::price::{Machine, Price};
use super::rules::{PriceFault, find_fault};
use super::status::PriceStatus;
use super::sustained_use::SustainedUse;
use super::unit::PriceUnit;
use crate::catalogue::load_error::{check_rows, error_at};
use crate::model::Cloud;
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;
use std::sync::Arc;

/// The shipped book, as text.
pub const SHIPPED: &str = include_str!("../../../assets/prices.ron");

impl PriceBook {
    /// Reads a book, and refuses one that contradicts itself, with line and column.
    pub fn from_text(text: &str) -> Result<Self, TextError> {
        load_book(text)
    }

    /// The shipped book.
    pub fn shipped() -> Result<Self, TextError> {
        Self::from_text(SHIPPED)
    }
}

/// The list of entries in a file.
pub(super) const PRICES: PathStep = PathStep::Field("prices");

/// An entry in the file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceEntry {
    id: String,
    #[serde(default)]
    cloud: Option<Cloud>,
    region: String,
    item: String,
    value: f64,
    unit: PriceUnit,
    #[serde(default)]
    machine: Option<Machine>,
    #[serde(default)]
    sustained_month: Option<f64>,
    source: String,
    date: String,
    status: PriceStatus,
    #[serde(default)]
    note: String,
}

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceFile {
    version: String,
    currency: String,
    sources: Vec<(String, String)>,
    #[serde(default)]
    sustained_use: Vec<SustainedUse>,
    prices: Vec<PriceEntry>,
}

fn load_book(text: &str) -> Result<PriceBook, TextError> {
    let sheet: PriceFile = value_from_text(text)?;
    let rows = sheet.prices.iter().map(|entry| {
        let texts = vec![
            ("id", entry.id.as_str()),
            ("region", &entry.region),
            ("item", &entry.item),
            ("source", &entry.source),
            ("date", &entry.date),
        ];
        (entry.id.as_str(), texts)
    });
    check_rows(text, &[PRICES], rows)?;
    let sustained_use = load_sustained_use(text, sheet.sustained_use, &sheet.sources)?;
    let mut prices = Vec::with_capacity(sheet.prices.len());
    for (at, entry) in sheet.prices.into_iter().enumerate() {
        let source = find_source(&sheet.sources, &entry.source)
            .ok_or_else(|| unknown_source_error(text, at, &entry.id, &entry.source))?
            .to_owned();
        let price = Price {
            id: entry.id,
            cloud: entry.cloud,
            region: entry.region,
            item: entry.item,
            value: entry.value,
            unit: entry.unit,
            machine: entry.machine,
            sustained_month: entry.sustained_month,
            source,
            date: entry.date,
            status: entry.status,
            note: entry.note,
        };
        if let Some(fault) = find_fault(&price) {
            return Err(entry_error(text, at, fault));
        }
        prices.push(Arc::new(price));
    }
    // Positions in the text, to locate errors about machines.
    let places: Vec<String> = prices.iter().map(|price| price.id.clone()).collect();
    let book = PriceBook::from_prices(sheet.version, sheet.currency, prices).with_sustained_use(sustained_use);
    match book.find_price_inversion() {
        None => Ok(book),
        Some((smaller, larger)) => {
            let at = places.iter().position(|id| *id == larger.id).unwrap_or(0);
            Err(entry_error(text, at, inversion_fault(smaller, larger)))
        }
    }
}

/// The discounts for sustained use, each with the text of its source.
fn load_sustained_use(
    text: &str,
    mut rules: Vec<SustainedUse>,
    sources: &[(String, String)],
) -> Result<Vec<SustainedUse>, TextError> {
    const RULES: PathStep = PathStep::Field("sustained_use");
    for (at, rule) in rules.iter_mut().enumerate() {
        let refused = |field, what: &str, hint| {
            error_at(text, &[RULES, PathStep::Item(at), PathStep::Field(field)], what.to_owned(), hint)
        };
        if !rule.rates.iter().all(|rate| (0.0..=1.0).contains(rate)) {
            return Err(refused("rates", "these are not shares of a price", "give numbers from 0 to 1"));
        }
        if rule.date.trim().is_empty() {
            return Err(refused("date", "there is no date", "give the date of the source"));
        }
        let Some(source) = find_source(sources, &rule.source) else {
            return Err(refused("source", "its source is not in the table of sources", "add it to sources"));
        };
        rule.source = source.to_owned();
    }
    Ok(rules)
}

/// The text of a source in the table of sources, unless it is empty.
pub(super) fn find_source<'a>(sources: &'a [(String, String)], key: &str) -> Option<&'a str> {
    sources.iter().find(|(name, text)| name == key && !text.trim().is_empty()).map(|(_, text)| text.as_str())
}

/// The error for an entry whose source is not in the table.
pub(super) fn unknown_source_error(text: &str, at: usize, id: &str, key: &str) -> TextError {
    let what = format!("'{id}' names the source '{key}', which is not in the table of sources");
    error_at(text, &[PRICES, PathStep::Item(at), PathStep::Field("source")], what, "add it to sources")
}

/// An error at a field of an entry.
pub(super) fn entry_error(text: &str, at: usize, fault: PriceFault) -> TextError {
    error_at(text, &[&[PRICES, PathStep::Item(at)], fault.at].concat(), fault.what, fault.hint)
}

/// The fault that a larger machine is cheaper than a smaller one of its family.
pub(super) fn inversion_fault(smaller: &Price, larger: &Price) -> PriceFault {
    PriceFault {
        at: &[PathStep::Field("value")],
        what: format!(
            "'{}' has more processors than '{}' and a lower price ({} and {} {})",
            larger.id,
            smaller.id,
            larger.value,
            smaller.value,
            larger.unit.label()
        ),
        hint: "correct one of the two, or mark it Suspect",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A book of these rows, the first of which stands in line 2.
    fn read(rows: &str) -> Result<PriceBook, String> {
        let text = format!("(version: \"t\", currency: \"USD\", sources: [(\"s\", \"a page\")], prices: [\n{rows}\n])");
        load_book(&text).map_err(|error| error.to_string())
    }

    fn machine(id: &str, vcpu: f64, value: &str, status: &str) -> String {
        format!(
            "(id: \"{id}\", cloud: Aws, region: \"r\", item: \"i\", value: {value}, unit: UsdPerHour, machine: (family: \
             \"f\", vcpu: {vcpu:?}, memory_gib: 8.0), source: \"s\", date: \"2026\", status: {status}),\n"
        )
    }

    /// The error of one entry in which `from` is `to`.
    fn refused(from: &str, to: &str) -> String {
        let row = machine("a", 2.0, "1.0", "Verified");
        assert!(row.contains(from), "{from}");
        read(&row.replace(from, to)).unwrap_err()
    }

    #[test]
    fn a_price_that_falls_with_size_is_refused_unless_suspect() {
        let rows = |status| machine("large", 4.0, "0.172", "Verified") + &machine("small", 2.0, "0.178", status);
        let error = read(&rows("Verified")).unwrap_err();
        let wanted = "2:58: 'large' has more processors than 'small' and a lower price (0.172 and 0.178 USD/hour); correct \
                      one of the two, or mark it Suspect";
        assert_eq!(error, wanted);
        assert!(read(&rows("Suspect")).is_ok());
        // Neither another region nor another number of graphics processors makes it the same machine.
        let small = machine("small", 2.0, "0.178", "Verified");
        let elsewhere = machine("large", 4.0, "0.172", "Verified") + &small.replace("\"r\"", "\"q\"");
        assert!(read(&elsewhere).is_ok());
        let with = small.replace("memory_gib: 8.0", "memory_gib: 8.0, gpus: 1.0");
        assert!(read(&(machine("large", 4.0, "0.172", "Verified") + &with)).is_ok());
    }

    #[test]
    fn two_of_one_id_are_refused_at_the_second() {
        let twice = machine("a", 2.0, "1.0", "Verified").repeat(2);
        assert_eq!(read(&twice).unwrap_err(), "3:6: 'a' is listed twice; keep one of the two");
    }

    #[test]
    fn what_cannot_be_a_price_is_refused_where_it_stands() {
        for (number, shown_as) in [("1e999", "inf"), ("NaN", "NaN"), ("-1.0", "-1")] {
            let error = read(&machine("a", 2.0, number, "Verified")).unwrap_err();
            assert_eq!(error, format!("2:54: 'a' is {shown_as}; give a number from 0 to 1e15"));
        }
        let error = refused("memory_gib: 8.0", "memory_gib: -8.0");
        assert!(error.starts_with("2:123: 'a' is -8"), "{error}");
        let error = refused("source: \"s\"", "source: \"t\"");
        assert!(error.starts_with("2:137: 'a' names the source 't', which is not in the table"), "{error}");
        for (field, from) in [("source", "source: \"s\""), ("region", "region: \"r\""), ("date", "date: \"2026\"")] {
            let error = refused(from, &format!("{field}: \" \""));
            assert!(error.contains(&format!("'a' has no {field}; every entry needs one")), "{error}");
        }
    }

    #[test]
    fn what_is_unknown_is_refused_where_it_stands() {
        let error = refused("UsdPerHour", "UsdPerHours");
        assert!(error.starts_with("2:") && error.ends_with("did you mean value 'UsdPerHour'?"), "{error}");
        let error = refused("status: Verified", "status: Verifed");
        assert!(error.ends_with("did you mean value 'Verified'?"), "{error}");
        let error = refused("item: \"i\"", "itm: \"i\"");
        assert!(error.starts_with("2:") && error.ends_with("did you mean field 'item'?"), "{error}");
    }

    #[test]
    fn a_unit_must_fit_what_it_is_for() {
        let error = refused("UsdPerHour", "UsdPerGb");
        assert!(error.starts_with("2:") && error.contains("'a' has a machine, but its unit is USD/GB"), "{error}");
        assert!(read(&machine("a", 2.0, "1.0", "Verified").replace("UsdPerHour", "EurPerMonth")).is_ok());
        let plain = |id: &str, value: &str, unit: &str, more: &str| {
            read(&format!(
                "(id: \"{id}\", region: \"r\", item: \"i\", value: {value}, unit: {unit}, {more}source: \"s\", date: \
                 \"2026\", status: Verified)"
            ))
        };
        let error = |id, value, unit, more| plain(id, value, unit, more).unwrap_err();
        assert!(error("aws.vm.x.ri_1y", "1.0", "UsdPerMonth", "").ends_with("use UsdPerHour for machines"));
        assert!(error("aws.vm.x.spot_savings", "40.0", "UsdPerHour", "").ends_with("use Percent for savings"));
        assert!(error("aws.vm.x.spot_savings", "140.0", "Percent", "").contains("is 140 percent"));
        assert!(error("aws.lambda.free.req", "1.0", "UsdPerMillion", "").contains("is an allowance by its id"));
        assert!(error("b", "1.0", "UsdPerHour", "sustained_month: 24.0, ").contains("remove sustained_month"));
        assert!(plain("aws.lambda.free.req", "1.0", "RequestsPerMonth", "").is_ok());
    }
}
