//! The book: every price by its id, and the machines by their family.

use super::price::{Machine, Price};
use super::rules::find_inversion;
use super::sustained_use::{SustainedDiscount, SustainedUse};
use crate::model::{Cloud, Commitment};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Indices of the prices related to an on-demand machine.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct RelatedPrices {
    one_year: Option<usize>,
    three_years: Option<usize>,
    spot: Option<usize>,
    spot_savings: Option<usize>,
}

/// The machines of one family of one cloud, as a range of `by_family`.
#[derive(Debug, Clone, PartialEq)]
struct MachineFamily {
    cloud: Option<Cloud>,
    name: String,
    machines: Range<usize>,
}

/// The user's own price file, and how many of its prices are in the book.
#[derive(Debug, Clone, PartialEq)]
struct OverrideInfo {
    name: String,
    count: usize,
}

/// Every price, by id.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceBook {
    version: String,
    currency: String,
    overrides: Option<OverrideInfo>,
    /// By id.
    prices: Vec<Arc<Price>>,
    index_by_id: HashMap<String, usize, FixedState>,
    /// Beside `prices`.
    related: Vec<RelatedPrices>,
    /// Fewer processors first.
    machines: Vec<Arc<Price>>,
    /// Family by family, fewer processors first.
    by_family: Vec<Arc<Price>>,
    /// In the order of `by_family`.
    families: Vec<MachineFamily>,
    sustained_use: Vec<SustainedUse>,
}

impl PriceBook {
    /// A book of these prices, which must have distinct ids.
    pub(super) fn from_prices(version: String, currency: String, mut prices: Vec<Arc<Price>>) -> Self {
        prices.sort_by(|a, b| a.id.cmp(&b.id));
        let mut places = HashMap::with_capacity_and_hasher(prices.len(), FixedState::default());
        places.extend(prices.iter().enumerate().map(|(place, price)| (price.id.clone(), place)));
        let related = prices.iter().map(|price| find_related(&price.id, &places)).collect();
        let size = |price: &Price| price.machine.as_ref().map_or(0.0, |machine| machine.vcpu);
        let mut machines: Vec<Arc<Price>> = prices.iter().filter(|price| price.machine.is_some()).cloned().collect();
        machines.sort_by(|a, b| size(a).total_cmp(&size(b)).then(a.value.total_cmp(&b.value)));
        let (families, by_family) = group_by_family(&machines);
        Self {
            version,
            currency,
            overrides: None,
            prices,
            index_by_id: places,
            related,
            machines,
            by_family,
            families,
            sustained_use: Vec::new(),
        }
    }

    /// Adds the discounts for sustained use.
    pub(super) fn with_sustained_use(mut self, rules: Vec<SustainedUse>) -> Self {
        self.sustained_use = rules;
        self
    }

    /// The discounts for sustained use.
    pub(super) fn sustained_use_rules(&self) -> &[SustainedUse] {
        &self.sustained_use
    }

    /// Records the user's own price file.
    pub(super) fn with_override_info(mut self, name: &str, count: usize) -> Self {
        self.overrides = Some(OverrideInfo { name: name.to_owned(), count });
        self
    }

    /// The first smaller and larger machine of a family of which the larger is cheaper.
    pub(super) fn find_price_inversion(&self) -> Option<(&Price, &Price)> {
        self.families.iter().find_map(|family| find_inversion(self.by_family.get(family.machines.clone())?))
    }

    /// Index in [`Self::entries`] of the price with this id.
    pub(super) fn index_of(&self, id: &str) -> Option<usize> {
        self.index_by_id.get(id).copied()
    }

    /// Every price, by id, for sharing.
    pub(super) fn entries(&self) -> &[Arc<Price>] {
        &self.prices
    }

    /// Date of the book, and of the user's own price file.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The currency of its prices, unless an entry states another.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// Name of the user's own price file and the number of its prices; none without one.
    pub fn overrides(&self) -> Option<(&str, usize)> {
        self.overrides.as_ref().map(|own| (own.name.as_str(), own.count))
    }

    /// `2 prices are yours, from prices.ron`; none without such a file.
    pub fn override_note(&self) -> Option<String> {
        self.overrides().map(|(name, count)| match count {
            1 => format!("1 price is yours, from {name}"),
            count => format!("{count} prices are yours, from {name}"),
        })
    }

    /// The price with this id.
    pub fn price(&self, id: &str) -> Option<&Price> {
        self.entry(id).map(|price| &**price)
    }

    /// The price with this id, for sharing.
    pub fn entry(&self, id: &str) -> Option<&Arc<Price>> {
        self.prices.get(self.index_of(id)?)
    }

    /// Every price, by id.
    pub fn prices(&self) -> impl Iterator<Item = &Price> {
        self.prices.iter().map(|price| &**price)
    }

    /// The number of prices.
    pub fn len(&self) -> usize {
        self.prices.len()
    }

    /// Whether there are no prices.
    pub fn is_empty(&self) -> bool {
        self.prices.is_empty()
    }

    /// Every on-demand machine, fewer processors first.
    pub fn machines(&self) -> impl Iterator<Item = (&Price, &Machine)> {
        self.machines.iter().filter_map(|price| Some((&**price, price.machine.as_ref()?)))
    }

    /// The machines of a family of a cloud, fewer processors first; empty if there is no such family. Each has a [`Price::machine`].
    pub fn family(&self, cloud: Cloud, family: &str) -> &[Arc<Price>] {
        let key = (cloud_rank(Some(cloud)), family);
        let found = self.families.binary_search_by(|it| (cloud_rank(it.cloud), it.name.as_str()).cmp(&key));
        let machines = found.ok().and_then(|at| self.families.get(at)).map(|family| family.machines.clone());
        machines.and_then(|machines| self.by_family.get(machines)).unwrap_or(&[])
    }

    /// The committed price of an on-demand machine (`aws.vm.m6i.large.od`), if the book has it.
    pub fn committed_price(&self, on_demand_id: &str, commitment: Commitment) -> Option<&Price> {
        let related = self.related.get(self.index_of(on_demand_id)?)?;
        let place = match commitment {
            Commitment::OnDemand | Commitment::Spot => None,
            Commitment::OneYear => related.one_year,
            Commitment::ThreeYears => related.three_years,
        };
        self.prices.get(place?).map(|price| &**price)
    }

    /// The spot price of an on-demand machine (`aws.vm.m6i.large.od`) in USD per hour, and its entry: a price (`….spot`), or the
    /// percentage saved (`….spot_savings`). None if the book has neither.
    pub fn spot_price(&self, on_demand_id: &str) -> Option<(&Price, f64)> {
        let on_demand = self.index_of(on_demand_id)?;
        let related = self.related.get(on_demand)?;
        if let Some(own) = related.spot.and_then(|place| self.prices.get(place)) {
            return Some((own, own.value));
        }
        let savings = self.prices.get(related.spot_savings?)?;
        Some((savings, self.prices.get(on_demand)?.value * (1.0 - savings.value / 100.0)))
    }

    /// How sustained use of a machine is discounted, by its family.
    pub fn sustained_use(&self, price: &Price) -> Option<&SustainedUse> {
        let family = &price.machine.as_ref()?.family;
        self.sustained_use.iter().find(|rule| price.cloud == Some(rule.cloud) && rule.families.contains(family))
    }

    /// The discount on an on-demand machine for sustained use, if it has one.
    pub fn sustained_discount(&self, price: &Price) -> Option<SustainedDiscount<'_>> {
        price.sustained_month?;
        SustainedDiscount::of_price(price, self.sustained_use(price))
    }
}

/// Sort key of a cloud; what no cloud sells comes first.
fn cloud_rank(cloud: Option<Cloud>) -> usize {
    cloud.and_then(|cloud| Cloud::ALL.iter().position(|it| *it == cloud)).map_or(0, |place| place + 1)
}

/// Finds related prices; each cloud has its own names for commitments.
fn find_related(id: &str, places: &HashMap<String, usize, FixedState>) -> RelatedPrices {
    let Some(base) = id.strip_suffix(".od") else { return RelatedPrices::default() };
    let place = |endings: &[&str]| endings.iter().find_map(|ending| places.get(&format!("{base}.{ending}")).copied());
    RelatedPrices {
        one_year: place(&["ri.std_1y_no_upfront", "cud_1y", "ri_1y"]),
        three_years: place(&["ri.std_3y_no_upfront", "cud_3y", "ri_3y"]),
        spot: place(&["spot"]),
        spot_savings: place(&["spot_savings"]),
    }
}

/// The machines grouped by family, in their order.
fn group_by_family(machines: &[Arc<Price>]) -> (Vec<MachineFamily>, Vec<Arc<Price>>) {
    let name = |price: &Arc<Price>| price.machine.as_ref().map_or(String::new(), |machine| machine.family.clone());
    let mut sorted = machines.to_vec();
    sorted.sort_by_cached_key(|price| (cloud_rank(price.cloud), name(price)));
    let mut families: Vec<MachineFamily> = Vec::new();
    for (at, price) in sorted.iter().enumerate() {
        let name = name(price);
        match families.last_mut().filter(|family| family.cloud == price.cloud && family.name == name) {
            Some(family) => family.machines.end = at + 1,
            None => families.push(MachineFamily { cloud: price.cloud, name, machines: at..at + 1 }),
        }
    }
    (families, sorted)
}
