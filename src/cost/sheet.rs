//! A bill while it is being written.

use super::bill::Account;
use super::course::Course;
use super::law::{Law, Pool, Single};
use super::line::{Line, Once};
use super::need::Need;
use super::safeguards::Safeguards;
use super::words::{counted, number, push_number};
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
    /// The total along the volume of the first need, all others as they are.
    pub course: Course,
    pub machines: f64,
    pub paid: Capacity,
    /// What of it is used, where the bill itself follows use; elsewhere it follows from the needs.
    pub used: Option<Capacity>,
    /// The team's own databases stand on machines that `paid` leaves out.
    pub own_data_apart: bool,
    /// What of `paid` has been asked for by what runs there, headroom included; all of it where only use is billed.
    pub requested: Option<Capacity>,
    /// What works on graphics processors uses, and all of it is in `paid`.
    pub on_gpus: Capacity,
    /// Public addresses that were taken and are not on the bill yet.
    pub addresses: f64,
    /// The version run is past its standard support.
    pub extended_support: bool,
    safeguards: Safeguards,
    pub assumptions: Vec<String>,
    pub problems: Vec<String>,
    /// What the platform cannot hold, so that the total stands for too little.
    pub shortfalls: Vec<String>,
    /// How many environments the lines are written for, when it is not production.
    others: Option<f64>,
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
    pub extended_support: bool,
    pub safeguards: Safeguards,
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
            course: Course::default(),
            machines: 0.0,
            paid: Capacity::default(),
            used: None,
            own_data_apart: false,
            requested: None,
            on_gpus: Capacity::default(),
            addresses: 0.0,
            extended_support: terms.extended_support,
            safeguards: terms.safeguards,
            assumptions: Vec::new(),
            problems: Vec::new(),
            shortfalls: Vec::new(),
            others: None,
        }
    }

    /// From here on lines are for so many environments beside production, which stand there unused. What they hold is not
    /// counted as capacity, and what is wrong with them is wrong with production already.
    pub fn begin_others(&mut self, count: f64) {
        self.others = Some(count);
        self.assume(|| {
            "other environments stand for themselves, each with the least that runs: no traffic, no storage but the disks that \
             machines start from"
                .to_owned()
        });
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

    /// What is bought so that less goes wrong where the lines are for: nothing beside production.
    pub fn safeguards(&self) -> Safeguards {
        if self.is_other() { Safeguards::default() } else { self.safeguards }
    }

    /// Whether lines are for environments beside production.
    pub fn is_other(&self) -> bool {
        self.others.is_some()
    }

    /// Adds a line at the book's price for what does not follow the volume.
    pub fn charge(&mut self, id: &str, quantity: f64, whom: For, text: impl FnOnce() -> Text) {
        let price = self.price(id);
        self.charge_at(id, price, None, quantity, whom, text);
        self.add(quantity * price);
    }

    /// Adds to the course of the bill what does not follow the volume.
    pub fn add(&mut self, monthly: f64) {
        self.course.add(monthly * self.others.unwrap_or(1.0));
    }

    /// Adds to it what does. What is not production does not.
    fn add_law(&mut self, price: f64, law: Law, here: f64) {
        match self.others {
            Some(_) => self.add(price * here),
            None => self.course.add_law(price, law),
        }
    }

    /// Adds machines that follow the load, which cost so much at present.
    pub fn add_pool(&mut self, pool: Pool, monthly: f64) {
        match self.others {
            Some(_) => self.add(monthly),
            None => self.course.add_pool(pool),
        }
    }

    /// Adds one machine that grows with the load and costs so much at present.
    pub fn add_single(&mut self, single: Single, monthly: f64) {
        match self.others {
            Some(_) => self.add(monthly),
            None => self.course.add_single(single),
        }
    }

    /// Adds a line at the book's price for what follows the volume of a need; its text is given the quantity.
    pub fn charge_law(&mut self, id: &str, (law, need): (Law, &Need), whom: For, text: impl FnOnce(f64) -> Text) {
        let price = self.price(id);
        let quantity = law.at(need.volume);
        self.charge_at(id, price, None, quantity, whom, || text(quantity));
        self.add_law(price, law, quantity);
    }

    /// Adds to the course what follows the volume at a price of its own, its line being written elsewhere.
    pub fn follow(&mut self, price: f64, (law, need): (Law, &Need)) {
        let here = law.at(need.volume);
        self.add_law(price, law, here);
    }

    /// Adds a line at a price that was reckoned from the book's entry; `unit` replaces the entry's own. The course of the bill
    /// is left to the caller.
    pub fn charge_at(
        &mut self,
        id: &str,
        price: f64,
        unit: Option<&'static str>,
        quantity: f64,
        whom: For,
        text: impl FnOnce() -> Text,
    ) {
        let each = quantity;
        let quantity = each * self.others.unwrap_or(1.0);
        if self.others.is_some() && quantity == 0.0 {
            return;
        }
        let amount = UsdPerMonth::of(quantity * price);
        self.total += amount.get();
        if self.quiet {
            return;
        }
        let Some(entry) = self.book.price(id) else { return };
        let Text { item, formula } = text();
        let unit = unit.unwrap_or_else(|| entry.unit.counted_in());
        let (item, formula, once) = match self.others {
            None => (item, formula, whom.once),
            Some(count) => (
                format!("Other environments: {item}"),
                format!("{formula}; {} {unit} × {}", number(each), counted(count, "environment", "environments")),
                Once::Environment,
            ),
        };
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
            once,
            price_id: id.to_owned(),
            formula: with_product(formula, quantity, unit, price),
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
        quantity - self.free_left(allowance).map_or(0.0, |left| self.use_free(allowance, left.min(quantity)))
    }

    /// The same of what follows the volume of a need, with the quantity that is free at present.
    pub fn law_beyond_free(&mut self, allowance: &'static str, law: Law, volume: f64) -> (Law, f64) {
        let Some(left) = self.free_left(allowance) else { return (law, 0.0) };
        let free = self.use_free(allowance, left.min(law.at(volume)));
        (law.beyond(left), free)
    }

    /// What is left of a month's allowance; none when allowances are not taken.
    fn free_left(&mut self, allowance: &'static str) -> Option<f64> {
        if !self.free {
            return None;
        }
        let allowed = self.price(allowance);
        Some((allowed - self.account.0.get(allowance).copied().unwrap_or(0.0)).max(0.0))
    }

    fn use_free(&mut self, allowance: &'static str, quantity: f64) -> f64 {
        *self.account.0.entry(allowance).or_insert(0.0) += quantity;
        quantity
    }

    /// What to say of an allowance inside a formula.
    pub fn less_free(&self, free: f64) -> String {
        if free > 0.0 { format!(" less {} free", number(free)) } else { String::new() }
    }

    /// Adds a line for every tier that a quantity reaches, `tiers` being ids and the width of each; what was charged to the
    /// first id before counts.
    pub fn charge_tiers(
        &mut self,
        tiers: &[(&'static str, f64)],
        (law, need): (Law, &Need),
        whom: For,
        text: impl Fn() -> Text,
    ) {
        let Some(&(first, _)) = tiers.first() else { return };
        let quantity = law.at(need.volume);
        let used = self.account.0.get(first).copied().unwrap_or(0.0);
        self.account.0.insert(first, used + quantity);
        let mut start = 0.0;
        for &(id, width) in tiers {
            let from = used.max(start);
            let part = law.clone().beyond(from - used).up_to((start + width - from).max(0.0));
            let (price, here) = (self.price(id), part.at(need.volume));
            self.add_law(price, part, here);
            if here > 0.0 || (id == first && quantity == 0.0) {
                self.charge_at(id, price, None, here, whom, || {
                    let Text { item, formula } = text();
                    // What another tier holds, or somebody else has used of this one, is not in this line.
                    let formula = if here < quantity {
                        format!("{formula}; {} of it in this tier", number(here))
                    } else {
                        formula
                    };
                    Text { item, formula }
                });
            }
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
        if !self.quiet && self.others.is_none() {
            once(&mut self.problems, say());
        }
    }

    /// States that the platform cannot hold what is asked of it, so that its bill is for too little.
    pub fn short(&mut self, say: impl FnOnce() -> String) {
        if !self.quiet && self.others.is_none() {
            once(&mut self.shortfalls, say());
        }
    }

    /// Counts capacity that what runs there has asked for.
    pub fn request(&mut self, vcpus: f64, gib: f64) {
        if self.others.is_none() {
            let requested = self.requested.get_or_insert_default();
            requested.vcpus += vcpus;
            requested.gib += gib;
        }
    }

    /// Counts capacity with graphics processors that is used.
    pub fn gpu_used(&mut self, vcpus: f64, gib: f64) {
        self.on_gpus.vcpus += vcpus;
        self.on_gpus.gib += gib;
    }

    /// Counts machines that the team operates.
    pub fn operate(&mut self, machines: f64) {
        if self.others.is_none() {
            self.machines += machines;
        }
    }

    /// Counts capacity of what is paid for that is used.
    pub fn use_up(&mut self, vcpus: f64, gib: f64) {
        if self.others.is_some() {
            return;
        }
        let used = self.used.get_or_insert_default();
        used.vcpus += vcpus;
        used.gib += gib;
    }

    /// Counts capacity that is paid for.
    pub fn pay_for(&mut self, vcpus: f64, gib: f64) {
        if self.others.is_some() {
            return;
        }
        self.paid.vcpus += vcpus;
        self.paid.gib += gib;
    }
}

fn once(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}

/// A formula with its last step: `…; 75,000 GB-s × 0.0000166667 USD`.
fn with_product(mut formula: String, quantity: f64, unit: &str, price: f64) -> String {
    formula.reserve(48);
    formula.push_str("; ");
    push_number(&mut formula, quantity);
    formula.push(' ');
    formula.push_str(unit);
    formula.push_str(" × ");
    push_number(&mut formula, price);
    formula.push_str(" USD");
    formula
}
