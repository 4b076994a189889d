//! The prices that bills are made of, each with where it was read, when, and how far it is to be trusted.

use super::grid::{Grid, GridCell};
use super::json::{number, pretty, text};
use super::{csv, showable_text, table};
use crate::catalogue::{Price, PriceBook};
use crate::model::Cloud;
use serde_json::{Value, json};

/// The prices of a book in which some words stand.
#[derive(Debug, Clone)]
pub struct PriceReport<'a> {
    /// The book.
    pub book: &'a PriceBook,
    /// Its prices with all of the words, by id.
    pub rows: Vec<&'a Price>,
}

impl<'a> PriceReport<'a> {
    /// The prices that have every word somewhere in what is said of them, in whatever case; all of them without a word.
    pub fn build(book: &'a PriceBook, words: &[String]) -> Self {
        let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let has_all = |price: &&Price| {
            let said = [
                &price.id,
                &price.item,
                price.unit.label(),
                &price.region,
                price.status.label(),
                &price.source,
                &price.date,
                &price.note,
            ];
            let said = said.map(str::to_lowercase);
            words.iter().all(|word| said.iter().any(|text| text.contains(word)))
        };
        Self { book, rows: book.prices().filter(has_all).collect() }
    }
}

/// `~ unverified`, `your price`, `verified`.
fn format_status(price: &Price) -> String {
    let remark = price.status.marker();
    if remark.is_empty() { price.status.label().to_owned() } else { remark }
}

fn grid(listed: &PriceReport<'_>, value: impl Fn(&Price) -> GridCell) -> Grid {
    let mut grid = Grid::new(["id", "item", "value", "unit", "region", "status", "source", "date"]);
    for price in &listed.rows {
        grid.push_row([
            price.id.as_str().into(),
            price.item.as_str().into(),
            value(price),
            price.unit.label().into(),
            price.region.as_str().into(),
            format_status(price).into(),
            price.source.as_str().into(),
            price.date.as_str().into(),
        ]);
    }
    grid
}

/// As `prices` prints it for people. Values are not rounded: they reach from 0.00000003 to 10,000,000.
pub fn text_table(listed: &PriceReport<'_>) -> String {
    let book = listed.book;
    let unverified = listed.rows.iter().filter(|price| !price.status.is_verified()).count();
    let mut whole = table::render_table(&grid(listed, |price| price.value.to_string().into()));
    whole.push_str(&format!(
        "\n{} of {} prices of {}, {unverified} of them not verified (~)\n",
        listed.rows.len(),
        book.len(),
        showable_text(book.version())
    ));
    whole.extend(book.override_note().map(|remark| format!("{}\n", showable_text(&remark))));
    whole
}

/// As `prices --format csv` prints it.
pub fn csv(listed: &PriceReport<'_>) -> String {
    csv::render_csv(&grid(listed, |price| GridCell::Number(price.value, 2)))
}

/// As `prices --format json` prints it.
pub fn json(listed: &PriceReport<'_>) -> String {
    let book = listed.book;
    pretty(&json!({
        "version": text(book.version()),
        "currency": text(book.currency()),
        "own": book.overrides().map(|(name, count)| json!({"file": text(name), "prices": count})),
        "prices": listed.rows.iter().map(|price| price_json(price)).collect::<Value>(),
    }))
}

fn price_json(price: &Price) -> Value {
    let machine = price.machine.as_ref().map(|machine| {
        json!({
            "family": text(&machine.family),
            "vcpu": number(Some(machine.vcpu)),
            "memory_gib": number(Some(machine.memory_gib)),
            "gpus": number(Some(machine.gpus)),
        })
    });
    json!({
        "id": text(&price.id),
        "cloud": price.cloud.map(Cloud::label),
        "item": text(&price.item),
        "value": number(Some(price.value)),
        "unit": price.unit.label(),
        "region": text(&price.region),
        "status": price.status.label(),
        "verified": price.status.is_verified(),
        "source": text(&price.source),
        "date": text(&price.date),
        "note": text(&price.note),
        "machine": machine,
        "sustained_month": number(price.sustained_month),
    })
}
