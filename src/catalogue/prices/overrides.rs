//! A user's own price file: negotiated rates, and prices that the book does not have.
//!
//! ```ron
//! (
//!     version: "2026-11",
//!     prices: [
//!         (id: "aws.egress.t1", value: 0.05),
//!     ],
//! )
//! ```

use super::book::PriceBook;
use super::load::{PRICES, entry_error, find_source, inversion_fault, unknown_source_error};
use super::price::{Machine, Price};
use super::rules::find_fault;
use super::status::PriceStatus;
use super::unit::PriceUnit;
use crate::catalogue::load_error::{check_rows, error_at, with_example};
use crate::model::Cloud;
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;
use std::sync::Arc;

const EXAMPLE: &str = "write (version: \"2026-11\", prices: [(id: \"aws.egress.t1\", value: 0.05)])";

/// An entry in the file. Missing fields keep the book's values.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverrideEntry {
    id: String,
    value: f64,
    #[serde(default)]
    cloud: Option<Cloud>,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    item: Option<String>,
    #[serde(default)]
    unit: Option<PriceUnit>,
    #[serde(default)]
    machine: Option<Machine>,
    #[serde(default)]
    sustained_month: Option<f64>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    status: Option<PriceStatus>,
    #[serde(default)]
    note: Option<String>,
}

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverrideFile {
    version: String,
    #[serde(default)]
    sources: Vec<(String, String)>,
    prices: Vec<OverrideEntry>,
}

impl PriceBook {
    /// This book with a user's own price file, given as text, applied to it; `name` is the name of the file as it is shown. Refuses a
    /// file with an error, or whose prices do not fit the book's, with line and column.
    pub fn with_overrides(&self, name: &str, text: &str) -> Result<Self, TextError> {
        apply_overrides(self, name, text)
    }
}

fn apply_overrides(book: &PriceBook, name: &str, text: &str) -> Result<PriceBook, TextError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let sheet = parse_file(text)?;
    check_rows(text, &[PRICES], sheet.prices.iter().map(|entry| (entry.id.as_str(), present_texts(entry))))?;
    let mut prices: Vec<Arc<Price>> = book.entries().to_vec();
    for (at, entry) in sheet.prices.iter().enumerate() {
        let price = match book.entry(&entry.id) {
            Some(known) => override_price(text, at, entry, known, &sheet, name)?,
            None => new_price(text, at, entry, &sheet)?,
        };
        if let Some(fault) = find_fault(&price) {
            return Err(entry_error(text, at, fault));
        }
        match book.index_of(&entry.id) {
            Some(place) => prices[place] = Arc::new(price),
            None => prices.push(Arc::new(price)),
        }
    }
    let version = format!("{} + {}", book.version(), sheet.version);
    let laid = PriceBook::from_prices(version, book.currency().to_owned(), prices)
        .with_sustained_use(book.sustained_use_rules().to_vec())
        .with_override_info(name, sheet.prices.len());
    let Some((smaller, larger)) = laid.find_price_inversion() else { return Ok(laid) };
    let place = |price: &Price| sheet.prices.iter().position(|entry| entry.id == price.id);
    let at = place(larger).or_else(|| place(smaller)).unwrap_or(0);
    Err(entry_error(text, at, inversion_fault(smaller, larger)))
}

/// The shape of the file. What reading says of sessions would lead astray here.
fn parse_file(text: &str) -> Result<OverrideFile, TextError> {
    let sheet: OverrideFile = value_from_text(text).map_err(|error| with_example(text, error, EXAMPLE))?;
    if sheet.version.trim().is_empty() {
        let hint = "add its date, as in version: \"2026-11\"";
        return Err(error_at(text, &[PathStep::Field("version")], "the file has no version".to_owned(), hint));
    }
    Ok(sheet)
}

/// The texts in an entry, which may not be empty.
fn present_texts(entry: &OverrideEntry) -> Vec<(&'static str, &str)> {
    let given = [
        ("id", Some(&entry.id)),
        ("region", entry.region.as_ref()),
        ("item", entry.item.as_ref()),
        ("source", entry.source.as_ref()),
        ("date", entry.date.as_ref()),
    ];
    given.into_iter().filter_map(|(field, text)| Some((field, text?.as_str()))).collect()
}

/// A price of the book with another value. Unit, cloud and machine may not change.
fn override_price(
    text: &str,
    at: usize,
    entry: &OverrideEntry,
    known: &Price,
    sheet: &OverrideFile,
    name: &str,
) -> Result<Price, TextError> {
    let refused = |field, what: String, hint: &str| {
        Err(error_at(
            text,
            &[PRICES, PathStep::Item(at), PathStep::Field(field)],
            format!("'{}' {what}", entry.id),
            hint,
        ))
    };
    if let Some(unit) = entry.unit.filter(|unit| *unit != known.unit) {
        let what = format!("is in {}, but the book has it in {}", unit.label(), known.unit.label());
        return refused("unit", what, "give the value in the book's unit and remove unit");
    }
    if entry.cloud.is_some() && entry.cloud != known.cloud {
        return refused(
            "cloud",
            "is a price of another cloud".to_owned(),
            "remove cloud, or give the price its own id",
        );
    }
    if entry.machine.is_some() && entry.machine != known.machine {
        return refused("machine", "is for another machine".to_owned(), "remove machine, or give the price its own id");
    }
    let source = match &entry.source {
        Some(key) => override_source(text, at, entry, key, sheet)?,
        None => format!("your price file {name}"),
    };
    Ok(Price {
        region: entry.region.clone().unwrap_or_else(|| known.region.clone()),
        item: entry.item.clone().unwrap_or_else(|| known.item.clone()),
        value: entry.value,
        // The list's sustained use discount applies to the list price only.
        sustained_month: entry.sustained_month,
        source,
        date: entry.date.clone().unwrap_or_else(|| sheet.version.clone()),
        status: override_status(entry),
        note: entry.note.clone().unwrap_or_default(),
        ..known.clone()
    })
}

/// A price that is not in the book.
fn new_price(text: &str, at: usize, entry: &OverrideEntry, sheet: &OverrideFile) -> Result<Price, TextError> {
    let (Some(region), Some(item), Some(unit), Some(key)) = (&entry.region, &entry.item, entry.unit, &entry.source)
    else {
        let given = [entry.region.is_some(), entry.item.is_some(), entry.unit.is_some(), entry.source.is_some()];
        let missing = ["region", "item", "unit", "source"].into_iter().zip(given).filter(|(_, is_given)| !is_given);
        let missing = missing.map(|(field, _)| field).collect::<Vec<_>>().join(", ");
        let what = format!("'{}' is not in the book, and has no {missing}", entry.id);
        let hint = "look up its id with 'weighbridge prices WORD', or give a new price region, item, unit and source";
        return Err(error_at(text, &[PRICES, PathStep::Item(at), PathStep::Field("id")], what, hint));
    };
    Ok(Price {
        id: entry.id.clone(),
        cloud: entry.cloud,
        region: region.clone(),
        item: item.clone(),
        value: entry.value,
        unit,
        machine: entry.machine.clone(),
        sustained_month: entry.sustained_month,
        source: override_source(text, at, entry, key, sheet)?,
        date: entry.date.clone().unwrap_or_else(|| sheet.version.clone()),
        status: override_status(entry),
        note: entry.note.clone().unwrap_or_default(),
    })
}

/// `Own`, unless the user gives a status that is not verified.
fn override_status(entry: &OverrideEntry) -> PriceStatus {
    entry.status.filter(|status| !status.is_verified()).unwrap_or(PriceStatus::Own)
}

/// The text of a source; in a file without a table of sources, the source itself.
fn override_source(
    text: &str,
    at: usize,
    entry: &OverrideEntry,
    key: &str,
    sheet: &OverrideFile,
) -> Result<String, TextError> {
    if sheet.sources.is_empty() {
        return Ok(key.to_owned());
    }
    find_source(&sheet.sources, key).map(str::to_owned).ok_or_else(|| unknown_source_error(text, at, &entry.id, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(rows: &str) -> Result<PriceBook, String> {
        let text = format!("(version: \"2026-11\", prices: [\n{rows}\n])");
        PriceBook::shipped().unwrap().with_overrides("my.ron", &text).map_err(|error| error.to_string())
    }

    #[test]
    fn id_and_value_are_enough_for_a_price_of_the_book() {
        let list = PriceBook::shipped().unwrap();
        let book = laid("(id: \"aws.egress.t1\", value: 0.05)").unwrap();
        let (own, listed) = (book.price("aws.egress.t1").unwrap(), list.price("aws.egress.t1").unwrap());
        assert_eq!((own.value, own.status, own.date.as_str()), (0.05, PriceStatus::Own, "2026-11"));
        assert_eq!(own.source, "your price file my.ron");
        assert_eq!((&own.item, own.unit, &own.region), (&listed.item, listed.unit, &listed.region));
        assert_eq!((book.len(), book.overrides()), (list.len(), Some(("my.ron", 1))));
        assert_eq!(book.override_note().unwrap(), "1 price is yours, from my.ron");
        assert_eq!(book.version(), format!("{} + 2026-11", list.version()));
        // What is not overridden is shared, not copied.
        let own =
            list.with_overrides("my.ron", "(version: \"v\", prices: [(id: \"aws.egress.t1\", value: 0.05)])").unwrap();
        assert!(Arc::ptr_eq(own.entry("aws.egress.t2").unwrap(), list.entry("aws.egress.t2").unwrap()));
        let book = laid("(id: \"aws.vm.m6i.large.od\", value: 0.05)").unwrap();
        assert_eq!(book.family(Cloud::Aws, "m6i")[0].value, 0.05);
        // 63 % off the new price.
        assert!((book.spot_price("aws.vm.m6i.large.od").unwrap().1 - 0.0185).abs() < 1e-12);
    }

    #[test]
    fn what_is_given_besides_is_taken() {
        let rows = "(id: \"aws.egress.t1\", value: 0.05, source: \"contract 7\", date: \"2026-10-01\", note: \"n\"),
            (id: \"gcp.logging\", value: 0.4, status: Unverified),
            (id: \"gcp.nat.x\", value: 1.0, status: Verified, region: \"r\", item: \"i\", unit: UsdPerGb, source: \"s\")";
        let book = laid(rows).unwrap();
        let price = |id| book.price(id).unwrap();
        assert_eq!(price("aws.egress.t1").source, "contract 7");
        assert_eq!((price("aws.egress.t1").date.as_str(), price("aws.egress.t1").note.as_str()), ("2026-10-01", "n"));
        assert_eq!(price("gcp.logging").status, PriceStatus::Unverified);
        // Nobody but the user has read it.
        assert_eq!((price("gcp.nat.x").status, price("gcp.nat.x").date.as_str()), (PriceStatus::Own, "2026-11"));
        assert_eq!(book.overrides(), Some(("my.ron", 3)));
    }

    #[test]
    fn a_list_price_for_a_whole_month_does_not_outlive_the_hourly_one() {
        let id = "gcp.vm.n2-standard-2.od";
        assert!(PriceBook::shipped().unwrap().price(id).unwrap().sustained_month.is_some());
        let book = laid(&format!("(id: \"{id}\", value: 0.05)")).unwrap();
        assert_eq!(book.price(id).unwrap().sustained_month, None);
    }

    #[test]
    fn the_rules_hold_for_what_comes_of_both() {
        // The list has xlarge at 0.192, the first size above it.
        let error =
            laid("(id: \"aws.egress.t1\", value: 0.05),\n(id: \"aws.vm.m6i.large.od\", value: 0.3)").unwrap_err();
        let wanted = "3:36: 'aws.vm.m6i.xlarge.od' has more processors than 'aws.vm.m6i.large.od' and a lower price (0.192 \
                      and 0.3 USD/hour); correct one of the two, or mark it Suspect";
        assert_eq!(error, wanted);
        let both = "(id: \"aws.vm.m6i.large.od\", value: 0.1),\n(id: \"aws.vm.m6i.xlarge.od\", value: 0.09)";
        assert!(laid(both).unwrap_err().starts_with("3:37: 'aws.vm.m6i.xlarge.od'"));
    }

    #[test]
    fn what_is_wrong_is_refused_where_it_stands() {
        let error = |rows: &str| laid(rows).unwrap_err();
        assert_eq!(
            error("(id: \"aws.egress.t1\", value: 0.05, unit: UsdPerGib)"),
            "2:42: 'aws.egress.t1' is in USD/GiB, but the book has it in USD/GB; give the value in the book's unit and \
             remove unit"
        );
        assert_eq!(
            error("(id: \"aws.egress.t1\", value: -1.0)"),
            "2:30: 'aws.egress.t1' is -1; give a number from 0 to 1e15"
        );
        let unknown = error("(id: \"aws.egres.t1\", value: 0.05, unit: UsdPerGb)");
        assert!(
            unknown.starts_with("2:6: 'aws.egres.t1' is not in the book, and has no region, item, source;"),
            "{unknown}"
        );
        let twice = error("(id: \"aws.egress.t1\", value: 0.05),\n(id: \"aws.egress.t1\", value: 0.05)");
        assert_eq!(twice, "3:6: 'aws.egress.t1' is listed twice; keep one of the two");
        assert!(error("(id: \"aws.egress.t1\", value: 0.05, cloud: Gcp)").contains("is a price of another cloud"));
        assert!(error("(id: \"aws.egress.t1\", value: 0.05, source: \"\")").contains("has no source"));
        assert!(error("(id: \"aws.egress.t1\", val: 0.05)").ends_with("did you mean field 'value'?"));
        let other = "(family: \"m6i\", vcpu: 4.0, memory_gib: 8.0)";
        let error = error(&format!("(id: \"aws.vm.m6i.large.od\", value: 0.05, machine: {other})"));
        assert!(error.contains("is for another machine"), "{error}");
    }

    #[test]
    fn a_file_of_another_kind_is_told_what_one_looks_like() {
        let book = PriceBook::shipped().unwrap();
        for text in ["", "[(\"undo\", [\"u\"])]", "aws.egress.t1: 0.05"] {
            let error = book.with_overrides("my.ron", text).unwrap_err();
            assert_eq!(error.hint, EXAMPLE, "{text}: {error}");
        }
        let error = book.with_overrides("my.ron", "(version: \"\", prices: [])").unwrap_err().to_string();
        assert!(error.starts_with("1:11: the file has no version"), "{error}");
        let keyed = "(version: \"v\", sources: [(\"a\", \"contract\")], prices: [(id: \"aws.egress.t1\", value: 0.05, source: \"KEY\")])";
        let source = |key| book.with_overrides("my.ron", &keyed.replace("KEY", key));
        assert_eq!(source("a").unwrap().price("aws.egress.t1").unwrap().source, "contract");
        assert!(source("b").unwrap_err().to_string().contains("not in the table of sources"));
    }
}
