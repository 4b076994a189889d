//! A bill while it is being written.

use super::bill::Account;
use super::line::{Line, Once};
use super::words::number;
use crate::catalogue::{PriceBook, PriceStatus};
use crate::model::{Cloud, Commitment, UsdPerMonth};

/// What a line says beside its figures: what it is, and how its quantity came about.
pub struct Text {
    pub item: String,
    pub formula: String,
}

/// Whom a line is for.
#[derive(Debug, Clone, Copy)]
pub struct For<'w> {
    pub once: Once,
    pub workload: Option<&'w str>,
}

impl For<'static> {
    /// Shared by all.
    pub fn all(once: Once) -> Self {
        Self { once, workload: None }
    }
}

impl<'w> For<'w> {
    /// For one workload.
    pub fn one(workload: &'w str) -> Self {
        Self { once: Once::Workload, workload: Some(workload) }
    }
}

/// Collects lines. A quiet sheet keeps only the sum, so that curves over hundreds of volumes cost no texts.
pub struct Sheet<'a> {
    pub book: &'a PriceBook,
    pub cloud: Cloud,
    pub commitment: Commitment,
    pub hours: f64,
    pub free: bool,
    quiet: bool,
    named: bool,
    pub account: Account,
    pub lines: Vec<Line>,
    pub total: f64,
    pub machines: f64,
    pub paid: Capacity,
    /// What of it is used, where the bill itself follows use; elsewhere it follows from the needs.
    pub used: Option<Capacity>,
    /// The team's own databases stand on machines that `paid` leaves out.
    pub own_data_apart: bool,
    /// The load is more than this kind of platform can hold at any size, so that the total stands for too little.
    pub overfull: bool,
    pub assumptions: Vec<String>,
    pub problems: Vec<String>,
}

/// What is paid for by capacity, in the mean over the month.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Capacity {
    pub vcpus: f64,
    pub gib: f64,
}

/// Where a sheet stands.
pub struct Terms<'a> {
    pub book: &'a PriceBook,
    pub cloud: Cloud,
    pub commitment: Commitment,
    pub hours: f64,
    pub free: bool,
}

impl<'a> Sheet<'a> {
    /// An empty one; `named` adds the workload's name to items that are for one workload.
    pub fn new(terms: Terms<'a>, named: bool, quiet: bool, account: Account) -> Self {
        Self {
            book: terms.book,
            cloud: terms.cloud,
            commitment: terms.commitment,
            hours: terms.hours,
            free: terms.free,
            quiet,
            named,
            account,
            lines: Vec::new(),
            total: 0.0,
            machines: 0.0,
            paid: Capacity::default(),
            used: None,
            own_data_apart: false,
            overfull: false,
            assumptions: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The price of this id; 0 and a problem when the book has none.
    pub fn price(&mut self, id: &str) -> f64 {
        match self.book.price(id) {
            Some(price) => price.value,
            None => {
                self.problem(|| format!("the price book has no {id}; what it pays for is left out"));
                0.0
            }
        }
    }

    /// Adds a line at the book's price.
    pub fn charge(&mut self, id: &str, quantity: f64, whom: For, text: impl FnOnce() -> Text) {
        let price = self.price(id);
        self.charge_at(id, price, None, quantity, whom, text);
    }

    /// Adds a line at a price that was reckoned from the book's entry; `unit` replaces the entry's own.
    pub fn charge_at(
        &mut self,
        id: &str,
        price: f64,
        unit: Option<&'static str>,
        quantity: f64,
        whom: For,
        text: impl FnOnce() -> Text,
    ) {
        let amount = UsdPerMonth::of(quantity * price);
        self.total += amount.get();
        if self.quiet {
            return;
        }
        let Some(entry) = self.book.price(id) else { return };
        let Text { item, formula } = text();
        let unit = unit.unwrap_or_else(|| entry.unit.counted_in());
        let item = match whom.workload {
            Some(name) if self.named => format!("{item} · {name}"),
            _ => item,
        };
        self.lines.push(Line {
            item,
            workload: whom.workload.map(str::to_owned),
            quantity,
            unit,
            price,
            amount,
            source: entry.source.clone(),
            date: entry.date.clone(),
            status: entry.status,
            once: whom.once,
            price_id: id.to_owned(),
            formula: format!("{formula}; {} {unit} × {} USD", number(quantity), number(price)),
        });
    }

    /// Says that the price of the last line was reckoned from that of something else.
    pub fn derived(&mut self) {
        if let Some(line) = self.lines.last_mut().filter(|line| line.status.is_verified()) {
            line.status = PriceStatus::Derived;
        }
    }

    /// What of `quantity` is left to pay once the month's free allowance is used up; all of it when allowances are not taken.
    pub fn beyond_free(&mut self, allowance: &'static str, quantity: f64) -> f64 {
        if !self.free {
            return quantity;
        }
        let allowed = self.price(allowance);
        let used = self.account.0.entry(allowance).or_insert(0.0);
        let free = (allowed - *used).max(0.0).min(quantity);
        *used += free;
        quantity - free
    }

    /// What to say of an allowance inside a formula.
    pub fn less_free(&self, before: f64, after: f64) -> String {
        if before > after { format!(" less {} free", number(before - after)) } else { String::new() }
    }

    /// Adds a line for every tier that `quantity` reaches, `tiers` being ids and the width of each; what was charged to
    /// the first id before counts.
    pub fn charge_tiers(&mut self, tiers: &[(&'static str, f64)], quantity: f64, whom: For, text: impl Fn() -> Text) {
        let Some(&(first, _)) = tiers.first() else { return };
        let mut from = self.account.0.get(first).copied().unwrap_or(0.0);
        let mut left = quantity;
        let mut start = 0.0;
        self.account.0.insert(first, from + quantity);
        for &(id, width) in tiers {
            let part = (start + width - from).max(0.0).min(left);
            if part > 0.0 || (id == first && quantity == 0.0) {
                self.charge(id, part, whom, || {
                    let Text { item, formula } = text();
                    // What another tier holds, or somebody else has used of this one, is not in this line.
                    let formula = if part < quantity {
                        format!("{formula}; {} of it in this tier", number(part))
                    } else {
                        formula
                    };
                    Text { item, formula }
                });
            }
            left -= part;
            from += part;
            start += width;
        }
    }

    /// States a default or a simplification, once.
    pub fn assume(&mut self, say: impl FnOnce() -> String) {
        if !self.quiet {
            once(&mut self.assumptions, say());
        }
    }

    /// States what is wrong, once.
    pub fn problem(&mut self, say: impl FnOnce() -> String) {
        if !self.quiet {
            once(&mut self.problems, say());
        }
    }

    /// Counts capacity of what is paid for that is used.
    pub fn use_up(&mut self, vcpus: f64, gib: f64) {
        let used = self.used.get_or_insert_default();
        used.vcpus += vcpus;
        used.gib += gib;
    }

    /// Counts capacity that is paid for.
    pub fn pay_for(&mut self, vcpus: f64, gib: f64) {
        self.paid.vcpus += vcpus;
        self.paid.gib += gib;
    }
}

fn once(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}
