//! A bill while it is being written.

use super::bill::AccountUsage;
use super::curve::CostCurve;
use super::format::{format_count, format_formula_number, push_number};
use super::line::{BillLine, ChargeScope};
use super::need::ResourceNeed;
use super::safeguards::Safeguards;
use super::term::{CostTerm, MachinePool, SingleMachine};
use crate::catalogue::limits::LimitBook;
use crate::catalogue::{PriceBook, PriceStatus};
use crate::model::{Cloud, Commitment, UsdPerMonth};

/// What a line says beside its figures: what it is, and how its quantity came about.
pub struct LineText {
    pub item: String,
    pub formula: String,
}

/// Whom a line is for.
#[derive(Debug, Clone, Copy)]
pub struct ChargedTo<'w> {
    pub scope: ChargeScope,
    pub workload: Option<&'w str>,
}

impl ChargedTo<'static> {
    /// Shared by all.
    pub fn shared(once: ChargeScope) -> Self {
        Self { scope: once, workload: None }
    }
}

impl<'w> ChargedTo<'w> {
    /// For one workload.
    pub fn for_workload(workload: &'w str) -> Self {
        Self { scope: ChargeScope::Workload, workload: Some(workload) }
    }
}

/// Collects lines. A quiet sheet keeps only the sum, so that curves over hundreds of volumes cost no texts.
pub struct BillBuilder<'a> {
    pub book: &'a PriceBook,
    pub limits: &'a LimitBook,
    pub cloud: Cloud,
    pub commitment: Commitment,
    pub month_hours: f64,
    pub has_free_tier: bool,
    is_total_only: bool,
    names_workloads: bool,
    pub account: AccountUsage,
    pub lines: Vec<BillLine>,
    pub total: f64,
    /// The total along the volume of the first need, all others as they are.
    pub curve: CostCurve,
    pub machines: f64,
    pub paid_capacity: Capacity,
    /// What of it is used, where the bill itself follows use; elsewhere it follows from the needs.
    pub used_capacity: Option<Capacity>,
    /// The team's own databases stand on machines that `paid` leaves out.
    pub own_databases_apart: bool,
    /// What of `paid` has been asked for by what runs there, headroom included; all of it where only use is billed.
    pub requested_capacity: Option<Capacity>,
    /// What works on graphics processors uses, and all of it is in `paid`.
    pub gpu_capacity: Capacity,
    /// Public addresses that were taken and are not on the bill yet.
    pub public_addresses: f64,
    /// The version run is past its standard support.
    pub extended_support: bool,
    safeguards: Safeguards,
    pub assumptions: Vec<String>,
    pub problems: Vec<String>,
    /// What the platform cannot hold, so that the total stands for too little.
    pub shortfalls: Vec<String>,
    /// How many environments the lines are written for, when it is not production.
    other_environments: Option<f64>,
}

/// What is paid for by capacity, in the mean over the month.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Capacity {
    pub vcpus: f64,
    pub gib: f64,
}

/// Where a sheet stands.
pub struct BillTerms<'a> {
    pub book: &'a PriceBook,
    pub limits: &'a LimitBook,
    pub cloud: Cloud,
    pub commitment: Commitment,
    pub month_hours: f64,
    pub has_free_tier: bool,
    pub extended_support: bool,
    pub safeguards: Safeguards,
}

impl<'a> BillBuilder<'a> {
    /// An empty one; `named` adds the workload's name to items that are for one workload.
    pub fn new(terms: BillTerms<'a>, named: bool, quiet: bool, account: AccountUsage) -> Self {
        Self {
            book: terms.book,
            limits: terms.limits,
            cloud: terms.cloud,
            commitment: terms.commitment,
            month_hours: terms.month_hours,
            has_free_tier: terms.has_free_tier,
            is_total_only: quiet,
            names_workloads: named,
            account,
            lines: Vec::new(),
            total: 0.0,
            curve: CostCurve::default(),
            machines: 0.0,
            paid_capacity: Capacity::default(),
            used_capacity: None,
            own_databases_apart: false,
            requested_capacity: None,
            gpu_capacity: Capacity::default(),
            public_addresses: 0.0,
            extended_support: terms.extended_support,
            safeguards: terms.safeguards,
            assumptions: Vec::new(),
            problems: Vec::new(),
            shortfalls: Vec::new(),
            other_environments: None,
        }
    }

    /// From here on lines are for so many environments beside production, which stand there unused. What they hold is not
    /// counted as capacity, and what is wrong with them is wrong with production already.
    pub fn start_other_environments(&mut self, count: f64) {
        self.other_environments = Some(count);
        self.add_assumption(|| {
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
                self.add_problem(|| format!("the price book has no {id}; what it pays for is left out"));
                0.0
            }
        }
    }

    /// What is bought so that less goes wrong where the lines are for: nothing beside production.
    pub fn safeguards(&self) -> Safeguards {
        if self.is_other_environment() { Safeguards::default() } else { self.safeguards }
    }

    /// Whether lines are for environments beside production.
    pub fn is_other_environment(&self) -> bool {
        self.other_environments.is_some()
    }

    /// Adds a line at the book's price for what does not follow the volume.
    pub fn add_line(&mut self, id: &str, quantity: f64, whom: ChargedTo, text: impl FnOnce() -> LineText) {
        let price = self.price(id);
        self.add_line_at_price(id, price, None, quantity, whom, text);
        self.add_fixed(quantity * price);
    }

    /// Adds to the course of the bill what does not follow the volume.
    pub fn add_fixed(&mut self, monthly: f64) {
        self.curve.add_fixed(monthly * self.other_environments.unwrap_or(1.0));
    }

    /// Adds to it what does. What is not production does not.
    fn add_term(&mut self, price: f64, law: CostTerm, here: f64) {
        match self.other_environments {
            Some(_) => self.add_fixed(price * here),
            None => self.curve.add_term(price, law),
        }
    }

    /// Adds machines that follow the load, which cost so much at present.
    pub fn add_pool(&mut self, pool: MachinePool, monthly: f64) {
        match self.other_environments {
            Some(_) => self.add_fixed(monthly),
            None => self.curve.add_pool(pool),
        }
    }

    /// Adds one machine that grows with the load and costs so much at present.
    pub fn add_single_machine(&mut self, single: SingleMachine, monthly: f64) {
        match self.other_environments {
            Some(_) => self.add_fixed(monthly),
            None => self.curve.add_single_machine(single),
        }
    }

    /// Adds a line at the book's price for what follows the volume of a need; its text is given the quantity.
    pub fn add_term_line(
        &mut self,
        id: &str,
        (law, need): (CostTerm, &ResourceNeed),
        whom: ChargedTo,
        text: impl FnOnce(f64) -> LineText,
    ) {
        let price = self.price(id);
        let quantity = law.at(need.volume);
        self.add_line_at_price(id, price, None, quantity, whom, || text(quantity));
        self.add_term(price, law, quantity);
    }

    /// Adds to the course what follows the volume at a price of its own, its line being written elsewhere.
    pub fn add_term_without_line(&mut self, price: f64, (law, need): (CostTerm, &ResourceNeed)) {
        let here = law.at(need.volume);
        self.add_term(price, law, here);
    }

    /// Adds a line at a price that was reckoned from the book's entry; `unit` replaces the entry's own. The course of the bill
    /// is left to the caller.
    pub fn add_line_at_price(
        &mut self,
        id: &str,
        price: f64,
        unit: Option<&'static str>,
        quantity: f64,
        whom: ChargedTo,
        text: impl FnOnce() -> LineText,
    ) {
        let each = quantity;
        let quantity = each * self.other_environments.unwrap_or(1.0);
        if self.other_environments.is_some() && quantity == 0.0 {
            return;
        }
        let amount = UsdPerMonth::of(quantity * price);
        self.total += amount.get();
        if self.is_total_only {
            return;
        }
        let Some(entry) = self.book.price(id) else { return };
        let LineText { item, formula } = text();
        let unit = unit.unwrap_or_else(|| entry.unit.quantity_unit());
        let (item, formula, once) = match self.other_environments {
            None => (item, formula, whom.scope),
            Some(count) => (
                format!("Other environments: {item}"),
                format!(
                    "{formula}; {} {unit} × {}",
                    format_formula_number(each),
                    format_count(count, "environment", "environments")
                ),
                ChargeScope::Environment,
            ),
        };
        let item = match whom.workload {
            Some(name) if self.names_workloads => format!("{item} · {name}"),
            _ => item,
        };
        self.lines.push(BillLine {
            item,
            workload: whom.workload.map(str::to_owned),
            quantity,
            unit,
            price,
            amount,
            source: entry.source.clone(),
            date: entry.date.clone(),
            status: entry.status,
            scope: once,
            price_id: id.to_owned(),
            formula: append_product(formula, quantity, unit, price),
        });
    }

    /// Says that the price of the last line was reckoned from that of something else.
    pub fn mark_last_line_derived(&mut self) {
        if let Some(line) = self.lines.last_mut().filter(|line| line.status.is_verified()) {
            line.status = PriceStatus::Derived;
        }
    }

    /// What of `quantity` is left to pay once the month's free allowance is used up; all of it when allowances are not taken.
    pub fn deduct_allowance(&mut self, allowance: &'static str, quantity: f64) -> f64 {
        quantity
            - self
                .remaining_allowance(allowance)
                .map_or(0.0, |left| self.consume_allowance(allowance, left.min(quantity)))
    }

    /// The same of what follows the volume of a need, with the quantity that is free at present.
    pub fn deduct_allowance_from_term(
        &mut self,
        allowance: &'static str,
        law: CostTerm,
        volume: f64,
    ) -> (CostTerm, f64) {
        let Some(left) = self.remaining_allowance(allowance) else { return (law, 0.0) };
        let free = self.consume_allowance(allowance, left.min(law.at(volume)));
        (law.minus_allowance(left), free)
    }

    /// What is left of a month's allowance; none when allowances are not taken.
    fn remaining_allowance(&mut self, allowance: &'static str) -> Option<f64> {
        if !self.has_free_tier {
            return None;
        }
        let allowed = self.price(allowance);
        Some((allowed - self.account.0.get(allowance).copied().unwrap_or(0.0)).max(0.0))
    }

    fn consume_allowance(&mut self, allowance: &'static str, quantity: f64) -> f64 {
        *self.account.0.entry(allowance).or_insert(0.0) += quantity;
        quantity
    }

    /// What to say of an allowance inside a formula.
    pub fn format_free_part(&self, free: f64) -> String {
        if free > 0.0 { format!(" less {} free", format_formula_number(free)) } else { String::new() }
    }

    /// Adds a line for every tier that a quantity reaches, `tiers` being ids and the width of each; what was charged to the
    /// first id before counts.
    pub fn add_tier_lines(
        &mut self,
        tiers: &[(&'static str, f64)],
        (law, need): (CostTerm, &ResourceNeed),
        whom: ChargedTo,
        text: impl Fn() -> LineText,
    ) {
        let Some(&(first, _)) = tiers.first() else { return };
        let quantity = law.at(need.volume);
        let used = self.account.0.get(first).copied().unwrap_or(0.0);
        self.account.0.insert(first, used + quantity);
        let mut start = 0.0;
        for &(id, width) in tiers {
            let from = used.max(start);
            let part = law.clone().minus_allowance(from - used).up_to((start + width - from).max(0.0));
            let (price, here) = (self.price(id), part.at(need.volume));
            self.add_term(price, part, here);
            if here > 0.0 || (id == first && quantity == 0.0) {
                self.add_line_at_price(id, price, None, here, whom, || {
                    let LineText { item, formula } = text();
                    // What another tier holds, or somebody else has used of this one, is not in this line.
                    let formula = if here < quantity {
                        format!("{formula}; {} of it in this tier", format_formula_number(here))
                    } else {
                        formula
                    };
                    LineText { item, formula }
                });
            }
            start += width;
        }
    }

    /// States a default or a simplification, once.
    pub fn add_assumption(&mut self, say: impl FnOnce() -> String) {
        if !self.is_total_only {
            push_unique(&mut self.assumptions, say());
        }
    }

    /// States what is wrong, once.
    pub fn add_problem(&mut self, say: impl FnOnce() -> String) {
        if !self.is_total_only && self.other_environments.is_none() {
            push_unique(&mut self.problems, say());
        }
    }

    /// States that the platform cannot hold what is asked of it, so that its bill is for too little.
    pub fn add_shortfall(&mut self, say: impl FnOnce() -> String) {
        if !self.is_total_only && self.other_environments.is_none() {
            push_unique(&mut self.shortfalls, say());
        }
    }

    /// Counts capacity that what runs there has asked for.
    pub fn add_requested_capacity(&mut self, vcpus: f64, gib: f64) {
        if self.other_environments.is_none() {
            let requested = self.requested_capacity.get_or_insert_default();
            requested.vcpus += vcpus;
            requested.gib += gib;
        }
    }

    /// Counts capacity with graphics processors that is used.
    pub fn add_gpu_capacity(&mut self, vcpus: f64, gib: f64) {
        self.gpu_capacity.vcpus += vcpus;
        self.gpu_capacity.gib += gib;
    }

    /// Counts machines that the team operates.
    pub fn add_machines(&mut self, machines: f64) {
        if self.other_environments.is_none() {
            self.machines += machines;
        }
    }

    /// Counts capacity of what is paid for that is used.
    pub fn add_used_capacity(&mut self, vcpus: f64, gib: f64) {
        if self.other_environments.is_some() {
            return;
        }
        let used = self.used_capacity.get_or_insert_default();
        used.vcpus += vcpus;
        used.gib += gib;
    }

    /// Counts capacity that is paid for.
    pub fn add_paid_capacity(&mut self, vcpus: f64, gib: f64) {
        if self.other_environments.is_some() {
            return;
        }
        self.paid_capacity.vcpus += vcpus;
        self.paid_capacity.gib += gib;
    }
}

fn push_unique(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}

/// A formula with its last step: `…; 75,000 GB-s × 0.0000166667 USD`.
fn append_product(mut formula: String, quantity: f64, unit: &str, price: f64) -> String {
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
