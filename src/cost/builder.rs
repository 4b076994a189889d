//! A bill while it is being written.

use super::account::AccountUsage;
use super::bill::{BillLine, ChargeScope};
use super::billed_quantity::{BilledQuantity, VolumeOf};
use super::capacity::CapacityLedger;
use super::curve::CostCurve;
use super::format::format_count;
use super::line_parts::{ChargedTo, LineText, Rate};
use super::need::ResourceNeed;
use super::notes::{Assumption, Caveat, Note, Shortfall};
use super::purchase::Purchase;
use super::safeguards::Safeguards;
use super::term::{CostTerm, MachinePool, SingleMachine};
use crate::catalogue::PriceStatus;
use crate::model::UsdPerMonth;
use crate::model::number::{format_significant as number, push_significant};
use std::collections::BTreeMap;

/// How much of a bill is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// No line, no note, no curve.
    Total,
    /// Everything.
    Lines,
    /// Everything, with the name of the workload in each item that is for one.
    NamedLines,
}

/// Collects the lines, notes and terms of a bill. Kinds of platform write into it for one environment at a time: production
/// first, then one of the others, which stands for all of them.
pub struct BillBuilder<'a> {
    pub purchase: Purchase<'a>,
    pub month_hours: f64,
    /// False while the lines of another environment are written.
    pub is_production: bool,
    /// How many environments the lines that are written stand for.
    environments: f64,
    detail: Detail,
    pub account: AccountUsage,
    lines: Vec<BillLine>,
    /// Quantity and price of each line, whatever the detail.
    charges: Vec<(f64, f64)>,
    /// By the volume of the first need, all others staying as they are. Only production follows a volume.
    pub curve: Option<CostCurve>,
    /// USD per month of each part of the curve at the present volume.
    curve_parts: Vec<f64>,
    /// Of another environment: parts of its cost that follow the volume of production, with the price of each.
    production_terms: Vec<(f64, CostTerm)>,
    /// What production takes from each allowance, and what there was of it.
    production_use: BTreeMap<&'static str, (BilledQuantity, f64)>,
    pub capacity: CapacityLedger,
    /// Mean number that the team operates.
    pub machines: f64,
    /// USD per month, part of the lines, for time that is billed and not used because a provider bills a least time for each run.
    pub minimum_charges: f64,
    /// In use, but not on the bill yet.
    pub public_addresses: f64,
    pub assumptions: Vec<Note<Assumption>>,
    pub caveats: Vec<Note<Caveat>>,
    pub shortfalls: Vec<Note<Shortfall>>,
}

impl<'a> BillBuilder<'a> {
    /// An empty bill on an account that may have used allowances already.
    pub fn new(purchase: Purchase<'a>, detail: Detail, account: AccountUsage) -> Self {
        Self {
            purchase,
            month_hours: purchase.market.month.hours(),
            is_production: true,
            environments: 1.0,
            detail,
            account,
            lines: Vec::new(),
            charges: Vec::new(),
            curve: (detail != Detail::Total).then(CostCurve::default),
            curve_parts: Vec::new(),
            production_terms: Vec::new(),
            production_use: BTreeMap::new(),
            capacity: CapacityLedger::default(),
            machines: 0.0,
            minimum_charges: 0.0,
            public_addresses: 0.0,
            assumptions: Vec::new(),
            caveats: Vec::new(),
            shortfalls: Vec::new(),
        }
    }

    /// A builder for so many environments alike beside production, on the same account. Its lines are those of one of them; the
    /// allowances and tiers are used by all. Give it back to [`Self::add_other_environments`].
    pub fn start_other_environments(&mut self, count: f64) -> Self {
        let purchase = Purchase { safeguards: Safeguards::default(), ..self.purchase };
        let account = std::mem::take(&mut self.account);
        let production_use = std::mem::take(&mut self.production_use);
        let bill = Self::new(purchase, self.detail, account);
        Self { is_production: false, environments: count, production_use, curve: None, ..bill }
    }

    /// Adds the lines of the other environments. They are not in use: their capacity does not count, what is wrong with them is
    /// wrong with production already, and of their cost only what the allowances leave to them follows the volume.
    pub fn add_other_environments(&mut self, other: Self) {
        let count = other.environments;
        self.account = other.account;
        self.assume(Assumption::IdleEnvironments);
        other.assumptions.into_iter().for_each(|note| push_unique(&mut self.assumptions, note));
        self.charges.extend(other.charges.into_iter().map(|(quantity, price)| (quantity * count, price)));
        for part in other.curve_parts {
            self.add_fixed(part * count);
        }
        if let Some(curve) = &mut self.curve {
            other.production_terms.into_iter().for_each(|(price, term)| curve.add_term(price * count, term));
        }
        for line in other.lines.into_iter().filter(|line| line.quantity != 0.0) {
            let environments = format_count(count, "environment", "environments");
            let quantity = line.quantity * count;
            self.lines.push(BillLine {
                item: format!("Other environments: {}", line.item),
                formula: format!("{}; {} {} × {environments}", line.formula, number(line.quantity), line.unit),
                quantity,
                amount: UsdPerMonth::of(quantity * line.price),
                scope: ChargeScope::Environment,
                ..line
            });
        }
    }

    /// USD per month.
    pub fn total(&self) -> f64 {
        let amounts = self.charges.iter().map(|(quantity, price)| UsdPerMonth::of(quantity * price).get());
        amounts.fold(0.0, |sum, amount| sum + amount)
    }

    /// The lines, each formula with its last step.
    pub fn finish_lines(&mut self) -> Vec<BillLine> {
        let mut lines = std::mem::take(&mut self.lines);
        for line in &mut lines {
            append_product(&mut line.formula, line.quantity, line.unit, line.price);
        }
        lines
    }

    /// The price of this id; 0 and a caveat when the book has none.
    pub fn price(&mut self, id: &str) -> f64 {
        match self.purchase.book.price(id) {
            Some(price) => price.value,
            None => {
                self.warn(Caveat::MissingPrice(id.to_owned()));
                0.0
            }
        }
    }

    /// Adds a line for what does not follow the volume.
    pub fn add_line(&mut self, id: &str, quantity: f64, payer: ChargedTo, text: impl FnOnce() -> LineText) {
        let price = self.price(id);
        self.add_line_at_price(Rate::of(id, price), quantity, payer, text);
        self.add_fixed(quantity * price);
    }

    /// Adds a line for what follows a volume.
    pub fn add_quantity_line(
        &mut self,
        id: &str,
        billed: BilledQuantity,
        payer: ChargedTo,
        text: impl FnOnce() -> LineText,
    ) {
        let price = self.price(id);
        self.add_line_at_price(Rate::of(id, price), billed.at_present(), payer, text);
        self.add_quantity_without_line(price, billed);
    }

    /// Adds a line at a derived price. The cost curve is left to the caller.
    pub fn add_line_at_price(&mut self, rate: Rate, quantity: f64, payer: ChargedTo, text: impl FnOnce() -> LineText) {
        self.charges.push((quantity, rate.price));
        if self.detail == Detail::Total {
            return;
        }
        let Some(entry) = self.purchase.book.price(rate.id) else { return };
        let LineText { item, formula } = text();
        self.lines.push(BillLine {
            item: match payer.workload {
                Some(name) if self.detail == Detail::NamedLines => format!("{item} · {name}"),
                _ => item,
            },
            workload: payer.workload.map(str::to_owned),
            quantity,
            unit: rate.unit.unwrap_or_else(|| entry.unit.quantity_unit()),
            price: rate.price,
            amount: UsdPerMonth::of(quantity * rate.price),
            source: entry.source.clone(),
            date: entry.date.clone(),
            status: entry.status,
            scope: payer.scope,
            price_id: rate.id.to_owned(),
            formula,
        });
    }

    /// Marks the price of the last line as derived from that of something else.
    pub fn mark_last_line_derived(&mut self) {
        if let Some(line) = self.lines.last_mut().filter(|line| line.status.is_verified()) {
            line.status = PriceStatus::Derived;
        }
    }

    /// Adds lines for the tiers that a quantity reaches. `tiers` holds ids and the width of each; what was charged to the
    /// first id before counts.
    pub fn add_tier_lines(
        &mut self,
        tiers: &[(&'static str, f64)],
        billed: BilledQuantity,
        payer: ChargedTo,
        text: impl Fn() -> LineText,
    ) {
        let Some(&(first, _)) = tiers.first() else { return };
        let quantity = billed.at_present();
        let used = self.account.used(first);
        self.account.add(first, quantity * self.environments);
        let mut start = 0.0;
        for &(id, width) in tiers {
            let from = used.max(start);
            let part = billed.clone().for_each_of(self.environments, |all| {
                all.minus_allowance(from - used).up_to((start + width - from).max(0.0))
            });
            let (price, here) = (self.price(id), part.at_present());
            self.add_quantity_without_line(price, part);
            if here > 0.0 || (id == first && quantity == 0.0) {
                self.add_line_at_price(Rate::of(id, price), here, payer, || {
                    let LineText { item, formula } = text();
                    let is_whole = here >= quantity;
                    let part = if is_whole { String::new() } else { format!("; {} of it in this tier", number(here)) };
                    LineText { item, formula: format!("{formula}{part}") }
                });
            }
            start += width;
        }
    }

    /// Adds to the cost curve, with USD per month at the present volume.
    fn add_curve_part(&mut self, monthly: f64, add: impl FnOnce(&mut CostCurve)) {
        self.curve_parts.push(monthly);
        if let Some(curve) = &mut self.curve {
            add(curve);
        }
    }

    /// Adds to the cost curve what does not follow the volume.
    pub fn add_fixed(&mut self, monthly: f64) {
        self.add_curve_part(monthly, |curve| curve.add_fixed(monthly));
    }

    /// Adds to the cost curve what follows a volume. Its line, if any, is written elsewhere.
    pub fn add_quantity_without_line(&mut self, price: f64, billed: BilledQuantity) {
        match billed.volume_of() {
            VolumeOf::Need => {
                self.add_curve_part(price * billed.at_present(), |curve| curve.add_term(price, billed.into_term()))
            }
            VolumeOf::Production => self.production_terms.push((price, billed.into_term())),
        }
    }

    /// Adds machines that follow the load, with their cost at present.
    pub fn add_pool(&mut self, pool: MachinePool, monthly: f64) {
        self.add_curve_part(monthly, |curve| curve.add_pool(pool));
    }

    /// Adds one machine that grows with the load, with its cost at present.
    pub fn add_single_machine(&mut self, machine: SingleMachine, monthly: f64) {
        self.add_curve_part(monthly, |curve| curve.add_single_machine(machine));
    }

    /// As [`CostCurve::allow_dip`].
    pub fn allow_dip(&mut self, monthly: f64) {
        if let Some(curve) = &mut self.curve {
            curve.allow_dip(monthly);
        }
    }

    /// Deducts what is left of a free allowance. Returns what is to be paid, and what to say of the allowance in a formula.
    pub fn deduct_allowance(&mut self, allowance: Option<&'static str>, quantity: f64) -> (f64, String) {
        let Some((id, left)) = self.remaining_allowance(allowance) else { return (quantity, String::new()) };
        let free = left.min(quantity * self.environments);
        self.account.add(id, free);
        (quantity - free / self.environments, format_free_part(free / self.environments))
    }

    /// The same for what follows the volume of a need. What production leaves of an allowance to other environments follows the volume
    /// of production.
    pub fn deduct_allowance_from_term(
        &mut self,
        allowance: Option<&'static str>,
        term: CostTerm,
        need: &ResourceNeed,
    ) -> (BilledQuantity, String) {
        let billed = BilledQuantity::of_need(term, need);
        let Some((id, left)) = self.remaining_allowance(allowance) else { return (billed, String::new()) };
        let free = left.min(billed.at_present() * self.environments);
        self.account.add(id, free);
        let paid = match self.production_use.get(id) {
            Some((production, allowance)) if !self.is_production => {
                billed.beyond_what_is_left_by(production, *allowance, self.environments)
            }
            Some(_) | None => billed.clone().for_each_of(self.environments, |all| all.minus_allowance(left)),
        };
        if self.is_production && self.detail != Detail::Total {
            self.production_use.insert(id, (billed, left));
        }
        (paid, format_free_part(free / self.environments))
    }

    /// What is left of an allowance; none when allowances are not deducted.
    fn remaining_allowance(&mut self, allowance: Option<&'static str>) -> Option<(&'static str, f64)> {
        let id = allowance.filter(|_| self.purchase.market.free_tier)?;
        Some((id, (self.price(id) - self.account.used(id)).max(0.0)))
    }

    /// States an assumption once.
    pub fn assume(&mut self, what: Assumption) {
        self.note(what, None, |bill| &mut bill.assumptions);
    }

    /// States an assumption about a workload once.
    pub fn assume_for(&mut self, workload: &str, what: Assumption) {
        self.note(what, Some(workload), |bill| &mut bill.assumptions);
    }

    /// States a caveat once.
    pub fn warn(&mut self, what: Caveat) {
        self.note(what, None, |bill| &mut bill.caveats);
    }

    /// States a caveat about a workload once.
    pub fn warn_for(&mut self, workload: &str, what: Caveat) {
        self.note(what, Some(workload), |bill| &mut bill.caveats);
    }

    /// States once what the platform cannot hold, for a workload or for all of them.
    pub fn fall_short(&mut self, workload: Option<&str>, what: Shortfall) {
        self.note(what, workload, |bill| &mut bill.shortfalls);
    }

    fn note<T: PartialEq>(
        &mut self,
        what: T,
        workload: Option<&str>,
        list: impl FnOnce(&mut Self) -> &mut Vec<Note<T>>,
    ) {
        if self.detail != Detail::Total {
            push_unique(list(self), Note { workload: workload.map(str::to_owned), what });
        }
    }
}

fn push_unique<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// What to say of an allowance in a formula.
pub fn format_free_part(free: f64) -> String {
    if free > 0.0 { format!(" less {} free", number(free)) } else { String::new() }
}

/// Adds the last step to a formula: `…; 75,000 GB-s × 0.0000166667 USD`.
fn append_product(formula: &mut String, quantity: f64, unit: &str, price: f64) {
    formula.reserve(48);
    formula.push_str("; ");
    push_significant(formula, quantity);
    formula.push(' ');
    formula.push_str(unit);
    formula.push_str(" × ");
    push_significant(formula, price);
    formula.push_str(" USD");
}
