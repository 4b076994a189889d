//! The prices that bills are made of, each with its source, its date and whether it was verified.

use super::format::Report;
use super::grid::{Columns, Grid, GridCell};
use super::json::{list, number, text};
use super::page::Page;
use crate::catalogue::{Price, PriceBook, PriceStatus};
use crate::model::Cloud;
use serde_json::{Value, json};

/// The prices of a book that match a search.
#[derive(Debug, Clone)]
pub struct PriceReport<'a> {
    book: &'a PriceBook,
    /// Matching prices, by id.
    prices: Vec<&'a Price>,
    words: &'a [String],
}

impl<'a> PriceReport<'a> {
    /// Prices that contain every word in one of their fields, ignoring case; all prices without a word.
    pub fn build(book: &'a PriceBook, words: &'a [String]) -> Self {
        let wanted: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let has_all = |price: &&Price| {
            let fields = [
                &price.id,
                &price.item,
                price.unit.label(),
                &price.region,
                price.status.label(),
                &price.source,
                &price.date,
                &price.note,
            ];
            let fields = fields.map(str::to_lowercase);
            wanted.iter().all(|word| fields.iter().any(|field| field.contains(word)))
        };
        Self { book, prices: book.prices().filter(has_all).collect(), words }
    }

    fn grid_with_values(&self, value: impl Fn(&Price) -> GridCell) -> Grid {
        Columns::new()
            .text("id", |price: &&Price| &price.id)
            .text("item", |price| &price.item)
            .cell("value", |price| value(price))
            .text("unit", |price| price.unit.label())
            .text("region", |price| &price.region)
            .cell("status", |price| format_status(price.status).into())
            .text("source", |price| &price.source)
            .text("date", |price| &price.date)
            .grid(self.prices.iter().copied())
    }
}

impl Report for PriceReport<'_> {
    /// Values are not rounded: they range from 0.00000003 to 10,000,000.
    fn page(&self) -> Page {
        let unverified = self.prices.iter().filter(|price| !price.status.is_verified()).count();
        let mut page = Page::default();
        page.table(self.grid_with_values(|price| price.value.to_string().into()));
        page.blank();
        page.line(format!(
            "{} of {} prices of {}, {unverified} of them not verified (~)",
            self.prices.len(),
            self.book.len(),
            self.book.version()
        ));
        page.lines(self.book.override_note());
        page
    }

    fn json(&self) -> Value {
        json!({
            "version": text(self.book.version()),
            "currency": text(self.book.currency()),
            "own": self.book.overrides().map(|(name, count)| json!({"file": text(name), "prices": count})),
            "prices": list(&self.prices, |price| price_json(price)),
        })
    }

    fn grid(&self) -> Grid {
        self.grid_with_values(|price| GridCell::Number(price.value, 2))
    }

    fn notes(&self) -> Vec<String> {
        let words = self.words.join("' and '");
        let nothing = self
            .prices
            .is_empty()
            .then(|| format!("no price contains '{words}'; use fewer words, or none to list all"));
        nothing.into_iter().collect()
    }
}

/// `verified`, `~ unverified`, `your price`, …
pub(super) fn format_status(status: PriceStatus) -> String {
    let marker = status.marker();
    if marker.is_empty() { status.label().to_owned() } else { marker }
}

fn price_json(price: &Price) -> Value {
    let machine = price.machine.as_ref().map(|machine| {
        json!({
            "family": text(&machine.family),
            "vcpu": number(machine.vcpu),
            "memory_gib": number(machine.memory_gib),
            "gpus": number(machine.gpus),
        })
    });
    json!({
        "id": text(&price.id),
        "cloud": price.cloud.map(Cloud::label),
        "item": text(&price.item),
        "value": number(price.value),
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
