//! Which machines are bought, and what so many of them cost over a day that is not flat.

use super::formula::commitment;
use super::law::{Asked, Choice, Counts, Offered, Parts, Pool, Rise, Single};
use super::line::Once;
use super::shared::{BootDisk, GCP_NAT, GCP_NAT_MOST, boot_disk, machines_behind_nat};
use super::sheet::{For, Sheet, Text};
use super::words::{counted, number};
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
    /// The same at the list price, where spare capacity is bought.
    pub list: f64,
    /// It may use its processors only in part over time.
    pub burstable: bool,
    /// The entry that says what it costs as spare capacity, where that is what is bought.
    pub spot: Option<&'a str>,
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

/// The share of its processors that a burstable machine may use without end; every one of them grants at least this.
const BURSTABLE_SHARE: f64 = 0.1;

fn sizes<'a>(
    book: &'a PriceBook,
    cloud: Cloud,
    families: &'static [&'static str],
    term: Commitment,
) -> impl Iterator<Item = Size<'a>> {
    let all = families.iter().flat_map(move |family| book.family(cloud, family));
    all.filter(|price| !price.id.ends_with(".metal.od")).filter_map(move |price| {
        let machine = price.machine.as_ref()?;
        let spot = if term == Commitment::Spot { book.spot(&price.id) } else { None };
        let used = price.sustained_month.map_or(price.value, |month| month / 730.0);
        Some(Size {
            id: &price.id,
            name: price.id.trim_end_matches(".od").splitn(3, '.').nth(2).unwrap_or(&price.id),
            family: &machine.family,
            vcpu: machine.vcpu,
            gib: machine.memory_gib,
            hourly: spot.map_or(used, |(_, hourly)| hourly),
            list: used,
            burstable: burstable(&machine.family),
            spot: spot.map(|(entry, _)| entry.id.as_str()),
        })
    })
}

/// Sizes of 2 to 16 vCPU for fleets and nodes, smallest first.
pub fn node_sizes<'a>(book: &'a PriceBook, cloud: Cloud, term: Commitment) -> impl Iterator<Item = Size<'a>> {
    sizes(book, cloud, general(cloud), term).filter(|size| (2.0..=16.0).contains(&size.vcpu))
}

/// What must fit onto one machine: processors and memory at the peak, and processors in the mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitting {
    pub vcpus: f64,
    pub mean: f64,
    pub gib: f64,
}

impl Fitting {
    fn holds(&self, size: &Size) -> bool {
        size.vcpu >= self.vcpus && size.gib >= self.gib && (!size.burstable || self.mean <= size.vcpu * BURSTABLE_SHARE)
    }
}

/// The cheapest single machine with so much; burstable ones only when the mean use stays within a tenth of their
/// processors. None when no machine is large enough.
pub fn one_for<'a>(book: &'a PriceBook, (cloud, term): (Cloud, Commitment), fitting: Fitting) -> Option<Size<'a>> {
    sizes(book, cloud, single(cloud), term)
        .filter(|size| fitting.holds(size))
        .min_by(|a, b| all_month(book, cloud, a, term).total_cmp(&all_month(book, cloud, b, term)))
}

/// USD per hour of a machine that always runs, paid for in the cheapest way that the terms allow.
fn all_month(book: &PriceBook, cloud: Cloud, size: &Size, term: Commitment) -> f64 {
    ahead(book, cloud, size, term).map_or(size.hourly, |ahead| ahead.hourly.min(size.hourly))
}

/// How large one machine must be as the volume grows, everything else on it unchanged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growing {
    /// At no volume.
    pub base: Fitting,
    /// Processors at the load of the peak.
    pub vcpus: Rise,
    /// Memory at the load of the peak, in GiB.
    pub gib: Rise,
    /// Processors in the mean, by volume.
    pub mean: Rise,
    /// How many times the mean the peak is.
    pub peak: f64,
}

impl Growing {
    /// What must fit at a volume.
    pub fn at(&self, volume: f64) -> Fitting {
        let load = self.peak * volume;
        Fitting {
            vcpus: self.base.vcpus + self.vcpus.at(load),
            mean: self.base.mean + self.mean.at(volume),
            gib: self.base.gib + self.gib.at(load),
        }
    }

    /// What the cheapest machine costs at every volume, running for a share of the month.
    pub fn law(&self, sheet: &Sheet, share_on: f64) -> Single {
        let (book, cloud, term) = (sheet.book, sheet.cloud, sheet.commitment);
        Single::of(sizes(book, cloud, single(cloud), term).filter(|size| self.at(0.0).holds(size)).map(|size| {
            let peak =
                self.vcpus.last_within(size.vcpu - self.base.vcpus).min(self.gib.last_within(size.gib - self.base.gib))
                    / self.peak;
            let mean = if size.burstable {
                self.mean.last_within(size.vcpu * BURSTABLE_SHARE - self.base.mean)
            } else {
                f64::INFINITY
            };
            (peak.min(mean), all_month(book, cloud, &size, term) * sheet.hours * share_on)
        }))
    }
}

/// The largest single machine.
pub fn largest<'a>(book: &'a PriceBook, (cloud, term): (Cloud, Commitment)) -> Option<Size<'a>> {
    sizes(book, cloud, single(cloud), term).max_by(|a, b| a.vcpu.total_cmp(&b.vcpu))
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
    if matches!(term, Commitment::OnDemand | Commitment::Spot) {
        return None;
    }
    if let Some(price) = book.committed(size.id, term) {
        return Some(Ahead { id: &price.id, hourly: price.value, share: None });
    }
    book.family(cloud, size.family).iter().find_map(|sibling| {
        let committed = book.committed(&sibling.id, term)?;
        let share = commitment::break_even(committed.value, sibling.value);
        Some(Ahead { id: &committed.id, hourly: share * size.hourly, share: Some(share) })
    })
}

/// What can be filled of a machine: processors and GiB.
pub type Room = (f64, f64);

/// Machines of one size whose number follows the load.
pub struct Machines<'a> {
    pub size: Size<'a>,
    pub counts: Counts,
    disk: BootDisk,
}

/// What a pool of machines is asked to hold.
pub struct Wanted {
    /// The hours, busiest first.
    pub asked: Vec<Asked>,
    /// Of the first need, processors.
    pub vcpus: Rise,
    /// Of the first need, GiB.
    pub gib: Rise,
    /// Processors and GiB that the largest instance must find on one machine.
    pub largest: (f64, f64),
    /// They are nodes of a cluster.
    pub is_node: bool,
}

impl<'a> Machines<'a> {
    /// The machines that hold what is wanted, and the course of the bill with them. `fill` is what of each size can be filled,
    /// `room` what one has for the largest instance. None where the book has no machine; the largest, with
    /// a problem, where no size has that room.
    pub fn plan(
        sheet: &mut Sheet<'a>,
        volume: f64,
        wanted: Wanted,
        (fill, room): (impl Fn(&Size) -> Room, impl Fn(&Size) -> Room),
        choice: Choice,
    ) -> Option<Self> {
        let (book, cloud, term) = (sheet.book, sheet.cloud, sheet.commitment);
        let all: Vec<Size<'a>> = node_sizes(book, cloud, term).collect();
        let (vcpu, gib) = wanted.largest;
        let holds = |size: &Size| {
            let (most_vcpu, most_gib) = room(size);
            most_vcpu >= vcpu && most_gib >= gib
        };
        let mut fitting: Vec<Size<'a>> = all.iter().copied().filter(holds).collect();
        if fitting.is_empty() {
            fitting.extend(all.last());
            sheet.short(|| {
                format!("an instance of {vcpu} vCPU and {gib} GiB fits no machine; the largest machines are billed")
            });
        }
        let disk = boot_disk(cloud, wanted.is_node);
        let extra = disk.monthly(book);
        let metered = (cloud == Cloud::Gcp).then(|| {
            let hourly = book.price(GCP_NAT).map_or(0.0, |price| price.value);
            (hourly * sheet.hours, GCP_NAT_MOST)
        });
        let offered = |size: &Size| {
            let (vcpus, gib) = fill(size);
            let ahead = ahead(book, cloud, size, term).map(|ahead| ahead.hourly);
            Offered { vcpus, gib, hourly: size.hourly, ahead, extra, base: (size.list - size.hourly).max(0.0) }
        };
        let safeguards = sheet.safeguards();
        if safeguards.spare_nodes > 0 {
            let spare = f64::from(safeguards.spare_nodes);
            sheet.assume(|| {
                format!("{} more than is asked for, around the clock", counted(spare, "machine", "machines"))
            });
        }
        let is_mixed = term == Commitment::Spot && safeguards.base_at_list;
        let base = if is_mixed { wanted.asked.first().map_or(0.0, |hour| hour.least) } else { 0.0 };
        let pool = Pool::new(Parts {
            asked: wanted.asked,
            vcpus: wanted.vcpus,
            gib: wanted.gib,
            spare: f64::from(safeguards.spare_nodes),
            sizes: fitting.iter().map(offered).collect(),
            choice,
            month: sheet.hours,
            metered,
            base,
        });
        let counts = pool.at(volume)?;
        sheet.add_pool(pool, counts.monthly);
        let size = *fitting.get(counts.size)?;
        Some(Self { size, counts, disk })
    }

    /// Writes them onto the bill: those paid for in advance and those on demand each a line.
    pub fn charge(&self, sheet: &mut Sheet, what: &str, once: Once, how: impl Fn() -> String) {
        let Counts { mean, ahead, rest, metered, based, .. } = self.counts;
        let based = if self.size.spot.is_some() { based } else { 0.0 };
        if based > 0.0 {
            let (hours, size) = (sheet.hours, &self.size);
            sheet.charge_at(size.id, size.list, Some("h"), based * hours, For::all(once), || Text {
                item: format!("{what}: {}, base at the list price", size.name),
                formula: format!("{}; {} that always stand × {} h", how(), number(based), number(hours)),
            });
        }
        charge_machines(sheet, &self.size, (ahead, (rest - based).max(0.0)), what, once, how);
        self.disk.charge(sheet, mean, once);
        if sheet.cloud == Cloud::Gcp {
            machines_behind_nat(sheet, metered);
        }
        sheet.operate(mean);
        sheet.pay_for(mean * self.size.vcpu, mean * self.size.gib);
    }
}

/// Writes a fixed number of machines that always run, and answers with what they cost, in USD a month.
pub fn charge_standing(
    sheet: &mut Sheet,
    size: &Size,
    count: f64,
    what: &str,
    once: Once,
    how: impl Fn() -> String,
) -> f64 {
    let price = ahead(sheet.book, sheet.cloud, size, sheet.commitment).map(|ahead| ahead.hourly);
    let paid_ahead = price.filter(|price| *price < size.hourly);
    let split = if paid_ahead.is_some() { (count, 0.0) } else { (0.0, count) };
    charge_machines(sheet, size, split, what, once, how);
    sheet.operate(count);
    sheet.pay_for(count * size.vcpu, count * size.gib);
    count * paid_ahead.unwrap_or(size.hourly) * sheet.hours
}

/// Lines for so many machines paid for ahead and so many, in the mean, as they are used.
fn charge_machines(
    sheet: &mut Sheet,
    size: &Size,
    (committed, rest): (f64, f64),
    what: &str,
    once: Once,
    how: impl Fn() -> String,
) {
    let (book, hours, term) = (sheet.book, sheet.hours, sheet.commitment.word());
    let paid_ahead = ahead(book, sheet.cloud, size, sheet.commitment);
    if sheet.commitment == Commitment::Spot {
        let (name, has) = (size.name, size.spot.is_some());
        sheet.assume(|| {
            if has {
                format!("{name} is bought as spot: it may be taken away at short notice")
            } else {
                format!("the book has no spot price for {name}: on demand taken")
            }
        });
    } else if paid_ahead.is_none() && sheet.commitment != Commitment::OnDemand {
        let name = size.name;
        sheet.assume(|| format!("the book has no price for {name} paid {term} ahead: on demand taken"));
    }
    if let Some(price) = paid_ahead.filter(|_| committed > 0.0) {
        if let Some(share) = price.share {
            let (name, percent) = (size.name, number(share * 100.0));
            sheet.assume(|| {
                format!("{name} paid {term} ahead is taken at {percent} % of on demand, as {} is", price.id)
            });
        }
        sheet.charge_at(price.id, price.hourly, None, committed * hours, For::all(once), || Text {
            item: format!("{what}: {}, paid {term} ahead", size.name),
            formula: format!("{}; {} committed × {} h", how(), number(committed), number(hours)),
        });
        if price.share.is_some() {
            sheet.derived();
        }
    }
    if rest > 0.0 {
        let sustained = book.price(size.id).is_some_and(|price| price.sustained_month.is_some());
        let of_which = match size.spot {
            Some(_) => ", as spot",
            None if sustained => " (sustained use)",
            None => "",
        };
        let id = size.spot.unwrap_or(size.id);
        sheet.charge_at(id, size.hourly, Some("h"), rest * hours, For::all(once), || Text {
            item: format!("{what}: {}{of_which}", size.name),
            formula: format!("{}; {} in the mean × {} h", how(), number(rest), number(hours)),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_machine_is_the_cheapest_that_fits() {
        let book = PriceBook::shipped().unwrap();
        let name = |cloud, vcpus, mean, gib| {
            one_for(&book, (cloud, Commitment::OnDemand), Fitting { vcpus, mean, gib }).map(|size| size.name)
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
            assert_eq!(node_sizes(&book, cloud, Commitment::OnDemand).next().unwrap().name, first);
        }
    }
}
