//! Which machines are bought, and what so many of them cost over a day that is not flat.

use super::formula::commitment;
use super::line::Once;
use super::sheet::{For, Sheet, Text};
use super::words::number;
use crate::catalogue::PriceBook;
use crate::model::{Cloud, Commitment};

/// A machine that the book sells on demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size<'a> {
    /// The id of its on-demand price.
    pub id: &'a str,
    /// `m6i.large`.
    pub name: &'a str,
    pub family: &'a str,
    pub vcpu: f64,
    pub gib: f64,
    /// USD per hour of a month without a break.
    pub hourly: f64,
    /// It may use its processors only in part over time.
    pub burstable: bool,
}

/// Families of general machines, for fleets and nodes.
fn general(cloud: Cloud) -> &'static [&'static str] {
    match cloud {
        Cloud::Aws => &["m6i"],
        Cloud::Gcp => &["e2"],
        Cloud::Azure => &["Ds_v5"],
    }
}

/// Families of which one machine is chosen to hold everything.
fn single(cloud: Cloud) -> &'static [&'static str] {
    match cloud {
        Cloud::Aws => &["t3", "m6i"],
        Cloud::Gcp => &["e2", "n2"],
        Cloud::Azure => &["Bs", "Bms", "Ds_v5"],
    }
}

fn burstable(family: &str) -> bool {
    matches!(family, "t3" | "Bs" | "Bms")
}

fn sizes<'a>(book: &'a PriceBook, cloud: Cloud, families: &'static [&'static str]) -> impl Iterator<Item = Size<'a>> {
    book.machines()
        .filter(move |(price, machine)| price.cloud == Some(cloud) && families.contains(&machine.family.as_str()))
        .filter(|(price, _)| !price.id.ends_with(".metal.od"))
        .map(|(price, machine)| Size {
            id: &price.id,
            name: price.id.trim_end_matches(".od").splitn(3, '.').nth(2).unwrap_or(&price.id),
            family: &machine.family,
            vcpu: machine.vcpu,
            gib: machine.memory_gib,
            hourly: price.sustained_month.map_or(price.value, |month| month / 730.0),
            burstable: burstable(&machine.family),
        })
}

/// Sizes of 2 to 16 vCPU for fleets and nodes, smallest first.
pub fn node_sizes<'a>(book: &'a PriceBook, cloud: Cloud) -> impl Iterator<Item = Size<'a>> {
    sizes(book, cloud, general(cloud)).filter(|size| (2.0..=16.0).contains(&size.vcpu))
}

/// The cheapest single machine with so much; burstable ones only when the mean use stays within a tenth of their
/// processors, which every one of them may use without end. None when no machine is large enough.
pub fn one_for<'a>(
    book: &'a PriceBook,
    (cloud, term): (Cloud, Commitment),
    vcpus: f64,
    mean: f64,
    gib: f64,
) -> Option<Size<'a>> {
    let price = |size: &Size| ahead(book, cloud, size, term).map_or(size.hourly, |ahead| ahead.hourly.min(size.hourly));
    sizes(book, cloud, single(cloud))
        .filter(|size| size.vcpu >= vcpus && size.gib >= gib && (!size.burstable || mean <= size.vcpu * 0.1))
        .min_by(|a, b| price(a).total_cmp(&price(b)))
}

/// The largest single machine.
pub fn largest<'a>(book: &'a PriceBook, cloud: Cloud) -> Option<Size<'a>> {
    sizes(book, cloud, single(cloud)).max_by(|a, b| a.vcpu.total_cmp(&b.vcpu))
}

/// What an hour costs when paid for in advance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ahead<'a> {
    /// The price in the book: the machine's own, or that of another size of its family.
    pub id: &'a str,
    /// USD per hour.
    pub hourly: f64,
    /// The share of the on-demand price, when it was taken from another size.
    pub share: Option<f64>,
}

/// The price paid in advance: the book's own, or else the share of the on-demand price that another size of the family
/// costs, since reservations hold for a family whatever its sizes.
pub fn ahead<'a>(book: &'a PriceBook, cloud: Cloud, size: &Size, term: Commitment) -> Option<Ahead<'a>> {
    if !term.is_ahead() {
        return None;
    }
    if let Some(price) = book.committed(size.id, term) {
        return Some(Ahead { id: &price.id, hourly: price.value, share: None });
    }
    book.machines().filter(|(price, machine)| price.cloud == Some(cloud) && machine.family == size.family).find_map(
        |(sibling, _)| {
            let committed = book.committed(&sibling.id, term)?;
            let share = commitment::break_even(committed.value, sibling.value);
            Some(Ahead { id: &committed.id, hourly: share * size.hourly, share: Some(share) })
        },
    )
}

/// Machines of one size, in each hour of the mean day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pool<'a> {
    pub size: Size<'a>,
    pub counts: [f64; 24],
}

impl Pool<'_> {
    /// Machines in the mean.
    pub fn mean(&self) -> f64 {
        self.counts.iter().sum::<f64>() / 24.0
    }

    /// Machine-hours of a month: those to pay for in advance, and the rest.
    fn split(&self, committed: Option<f64>, hours: f64) -> (f64, f64) {
        let ahead = committed
            .map_or(0.0, |price| commitment::committed(&self.counts, commitment::break_even(price, self.size.hourly)));
        let rest: f64 = self.counts.iter().map(|count| (count - ahead).max(0.0)).sum();
        (ahead * hours, rest / 24.0 * hours)
    }

    /// USD of a month.
    pub fn cost(&self, sheet: &Sheet) -> f64 {
        let paid_ahead = ahead(sheet.book, sheet.cloud, &self.size, sheet.commitment).map(|ahead| ahead.hourly);
        let (committed, rest) = self.split(paid_ahead, sheet.hours);
        committed * paid_ahead.unwrap_or(0.0) + rest * self.size.hourly
    }

    /// Writes the machines onto the bill: those paid for in advance and those on demand each a line.
    pub fn charge(&self, sheet: &mut Sheet, what: &str, once: Once, how: impl Fn() -> String) {
        let (book, hours, term) = (sheet.book, sheet.hours, sheet.commitment.word());
        let paid_ahead = ahead(book, sheet.cloud, &self.size, sheet.commitment);
        if paid_ahead.is_none() && sheet.commitment.is_ahead() {
            let name = self.size.name;
            sheet.assume(|| format!("the book has no price for {name} paid {term} ahead: on demand taken"));
        }
        let (committed, rest) = self.split(paid_ahead.map(|ahead| ahead.hourly), hours);
        if let Some(price) = paid_ahead.filter(|_| committed > 0.0) {
            if let Some(share) = price.share {
                let (name, percent) = (self.size.name, number(share * 100.0));
                sheet.assume(|| {
                    format!("{name} paid {term} ahead is taken at {percent} % of on demand, as {} is", price.id)
                });
            }
            sheet.charge_at(price.id, price.hourly, None, committed, For::all(once), || Text {
                item: format!("{what}: {}, paid {term} ahead", self.size.name),
                formula: format!("{}; {} committed × {} h", how(), number(committed / hours), number(hours)),
            });
            if price.share.is_some() {
                sheet.derived();
            }
        }
        if rest > 0.0 {
            let sustained = book.price(self.size.id).is_some_and(|price| price.sustained_month.is_some());
            let of_which = if sustained { " (sustained use)" } else { "" };
            sheet.charge_at(self.size.id, self.size.hourly, None, rest, For::all(once), || Text {
                item: format!("{what}: {}{of_which}", self.size.name),
                formula: format!("{}; {} in the mean × {} h", how(), number(rest / hours), number(hours)),
            });
        }
        sheet.machines += self.mean();
        sheet.pay_for(self.mean() * self.size.vcpu, self.mean() * self.size.gib);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_machine_is_the_cheapest_that_fits() {
        let book = PriceBook::shipped().unwrap();
        let name = |cloud, vcpus, mean, gib| {
            one_for(&book, (cloud, Commitment::OnDemand), vcpus, mean, gib).map(|size| size.name)
        };
        assert_eq!(name(Cloud::Aws, 0.5, 0.05, 1.5), Some("t3.small"));
        assert_eq!(name(Cloud::Aws, 1.5, 1.0, 1.5), Some("m6i.large"));
        assert_eq!(name(Cloud::Gcp, 4.0, 0.4, 2.5), Some("e2-standard-4"));
        assert_eq!(name(Cloud::Gcp, 20.0, 10.0, 2.5), Some("n2-standard-32"));
        assert_eq!(name(Cloud::Azure, 4.0, 2.0, 2.5), Some("D4s_v5"));
        assert_eq!(name(Cloud::Aws, 1000.0, 10.0, 2.5), None);
    }

    #[test]
    fn nodes_start_at_two_processors() {
        let book = PriceBook::shipped().unwrap();
        for (cloud, first) in [(Cloud::Aws, "m6i.large"), (Cloud::Gcp, "e2-standard-2"), (Cloud::Azure, "D2s_v5")] {
            assert_eq!(node_sizes(&book, cloud).next().unwrap().name, first);
        }
    }
}
