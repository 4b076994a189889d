//! The sizes of machines that a cloud sells, and their prices.

use crate::catalogue::prices::SustainedDiscount;
use crate::cost::formula::commitment;
use crate::cost::purchase::Purchase;
use crate::cost::term::Capacity;
use crate::model::{Cloud, Commitment};

/// A machine with an on-demand price in the book.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachineSize<'a> {
    /// The id of its on-demand price.
    pub id: &'a str,
    /// `m6i.large`.
    pub name: &'a str,
    pub family: &'a str,
    pub capacity: Capacity,
    /// USD per hour, before any discount for sustained use.
    pub hourly_price: f64,
    /// The same without the discount for spot capacity.
    pub list_price: f64,
    /// Spot machines have none.
    sustained: Option<SustainedDiscount<'a>>,
    /// It may use its processors only in part over time.
    pub is_burstable: bool,
    /// The id of its spot price, if it is bought as spot.
    pub spot_price_id: Option<&'a str>,
}

impl MachineSize<'_> {
    /// USD per hour of a machine that runs for a share of the month.
    pub fn hourly_price_at(&self, running_share: f64) -> f64 {
        let saved = self.sustained.map_or(0.0, |discount| discount.saved_share(running_share));
        self.hourly_price * (1.0 - saved)
    }
}

/// Families of general-purpose machines for fleets and nodes. None of them has a discount for sustained use, which machines that
/// come and go would share.
fn pool_families(cloud: Cloud) -> &'static [&'static str] {
    match cloud {
        Cloud::Aws => &["m6i"],
        Cloud::Gcp => &["e2"],
        Cloud::Azure => &["Ds_v5"],
    }
}

/// Families for a single machine that holds everything.
fn single_machine_families(cloud: Cloud) -> &'static [&'static str] {
    match cloud {
        Cloud::Aws => &["t3", "m6i"],
        Cloud::Gcp => &["e2", "n2"],
        Cloud::Azure => &["Bs", "Bms", "Ds_v5"],
    }
}

/// Smaller sizes have no processor of their own.
const MIN_POOL_VCPUS: f64 = 2.0;

fn is_burstable_family(family: &str) -> bool {
    matches!(family, "t3" | "Bs" | "Bms")
}

fn machine_sizes<'a>(
    purchase: &Purchase<'a>,
    families: &'static [&'static str],
) -> impl Iterator<Item = MachineSize<'a>> {
    let Purchase { book, cloud, commitment, .. } = *purchase;
    let all = families.iter().flat_map(move |family| book.family(cloud, family));
    all.filter(|price| !price.id.ends_with(".metal.od")).filter_map(move |price| {
        let machine = price.machine.as_ref()?;
        let spot = if commitment == Commitment::Spot { book.spot_price(&price.id) } else { None };
        let sustained = if spot.is_none() { book.sustained_discount(price) } else { None };
        Some(MachineSize {
            id: &price.id,
            name: price.id.trim_end_matches(".od").splitn(3, '.').nth(2).unwrap_or(&price.id),
            family: &machine.family,
            capacity: Capacity { vcpus: machine.vcpu, gib: machine.memory_gib },
            hourly_price: spot.map_or(price.value, |(_, hourly)| hourly),
            list_price: price.value,
            sustained,
            is_burstable: is_burstable_family(&machine.family),
            spot_price_id: spot.map(|(entry, _)| entry.id.as_str()),
        })
    })
}

/// Sizes for a single machine that holds everything.
pub fn single_machine_sizes<'a>(purchase: &Purchase<'a>) -> impl Iterator<Item = MachineSize<'a>> {
    machine_sizes(purchase, single_machine_families(purchase.cloud))
}

/// The least share of its on-demand price that a single machine costs when it is paid for in advance; none where no price is known.
pub fn least_committed_share(purchase: &Purchase) -> Option<f64> {
    let share = |size: MachineSize| Some(committed_price(purchase, &size)?.hourly / size.hourly_price);
    single_machine_sizes(purchase).filter_map(share).reduce(f64::min)
}

/// Sizes for fleets and nodes, smallest first: all of a family but those that share a processor with other customers' machines.
pub fn pool_sizes<'a>(purchase: &Purchase<'a>) -> impl Iterator<Item = MachineSize<'a>> {
    machine_sizes(purchase, pool_families(purchase.cloud)).filter(|size| size.capacity.vcpus >= MIN_POOL_VCPUS)
}

/// A price that is paid in advance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CommittedPrice<'a> {
    /// The price in the book: the machine's own, or that of another size of its family.
    pub id: &'a str,
    /// USD per hour.
    pub hourly: f64,
    /// The share of the on-demand price, when it is derived from another size.
    pub derived_share: Option<f64>,
}

/// The price of a machine that is paid in advance: the book's own, or the share of the on-demand price that another size of
/// the family costs, since reservations hold for a whole family.
pub fn committed_price<'a>(purchase: &Purchase<'a>, size: &MachineSize) -> Option<CommittedPrice<'a>> {
    let Purchase { book, cloud, commitment: term, .. } = *purchase;
    if !term.is_prepaid() {
        return None;
    }
    if let Some(price) = book.committed_price(size.id, term) {
        return Some(CommittedPrice { id: &price.id, hourly: price.value, derived_share: None });
    }
    book.family(cloud, size.family).iter().find_map(|sibling| {
        let committed = book.committed_price(&sibling.id, term)?;
        let share = commitment::break_even_share(committed.value, sibling.value);
        Some(CommittedPrice { id: &committed.id, hourly: share * size.hourly_price, derived_share: Some(share) })
    })
}
