//! The prices that bills are made of, each with where it was read, when, and how far it is to be trusted.

use super::grid::{Cell, Grid};
use super::json::{number, pretty, text};
use super::{csv, safe, table};
use crate::catalogue::{Price, PriceBook};
use crate::model::Cloud;
use serde_json::{Value, json};

/// The prices of a book in which some words stand.
#[derive(Debug, Clone)]
pub struct Listed<'a> {
    /// The book.
    pub book: &'a PriceBook,
    /// Its prices with all of the words, by id.
    pub rows: Vec<&'a Price>,
}

impl<'a> Listed<'a> {
    /// The prices that have every word somewhere in what is said of them, in whatever case; all of them without a word.
    pub fn of(book: &'a PriceBook, words: &[String]) -> Self {
        let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let has_all = |price: &&Price| {
            let said = [
                &price.id,
                &price.item,
                price.unit.word(),
                &price.region,
                price.status.word(),
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
fn status(price: &Price) -> String {
    let remark = price.status.remark();
    if remark.is_empty() { price.status.word().to_owned() } else { remark }
}

fn grid(listed: &Listed<'_>, value: impl Fn(&Price) -> Cell) -> Grid {
    let mut grid = Grid::new(["id", "item", "value", "unit", "region", "status", "source", "date"]);
    for price in &listed.rows {
        grid.row([
            price.id.as_str().into(),
            price.item.as_str().into(),
            value(price),
            price.unit.word().into(),
            price.region.as_str().into(),
            status(price).into(),
            price.source.as_str().into(),
            price.date.as_str().into(),
        ]);
    }
    grid
}

/// As `prices` prints it for people. Values are not rounded: they reach from 0.00000003 to 10,000,000.
pub fn text_table(listed: &Listed<'_>) -> String {
    let book = listed.book;
    let unverified = listed.rows.iter().filter(|price| !price.status.is_verified()).count();
    let mut whole = table::table(&grid(listed, |price| price.value.to_string().into()));
    whole.push_str(&format!(
        "\n{} of {} prices of {}, {unverified} of them not verified (~)\n",
        listed.rows.len(),
        book.len(),
        safe(book.version())
    ));
    whole.extend(book.own_remark().map(|remark| format!("{}\n", safe(&remark))));
    whole
}

/// As `prices --format csv` prints it.
pub fn csv(listed: &Listed<'_>) -> String {
    csv::csv(&grid(listed, |price| Cell::Number(price.value, 2)))
}

/// As `prices --format json` prints it.
pub fn json(listed: &Listed<'_>) -> String {
    let book = listed.book;
    pretty(&json!({
        "version": text(book.version()),
        "currency": text(book.currency()),
        "own": book.own().map(|(name, count)| json!({"file": text(name), "prices": count})),
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
        "cloud": price.cloud.map(Cloud::word),
        "item": text(&price.item),
        "value": number(Some(price.value)),
        "unit": price.unit.word(),
        "region": text(&price.region),
        "status": price.status.word(),
        "verified": price.status.is_verified(),
        "source": text(&price.source),
        "date": text(&price.date),
        "note": text(&price.note),
        "machine": machine,
        "sustained_month": number(price.sustained_month),
    })
}
