//! Which machines are bought, and what so many of them cost over a day that is not flat.

use super::builder::{BillBuilder, ChargedTo, LineText};
use super::format::{format_count, format_formula_number};
use super::formula::commitment;
use super::line::ChargeScope;
use super::services::{BootDisk, GCP_NAT_ID, GCP_NAT_MAX_BILLED, add_gcp_nat, boot_disk};
use super::term::{
    HourRequirement, MachineCounts, MachineOffer, MachinePool, PoolSpec, ScalingRule, SingleMachine, SizeChoice,
};
use crate::catalogue::PriceBook;
use crate::model::{Cloud, Commitment};

/// A machine that the book sells on demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachineSize<'a> {
    /// The id of its on-demand price.
    pub id: &'a str,
    /// `m6i.large`.
    pub name: &'a str,
    pub family: &'a str,
    pub vcpu: f64,
    pub gib: f64,
    /// USD per hour of a month without a break.
    pub hourly_price: f64,
    /// The same at the list price, where spare capacity is bought.
    pub list_price: f64,
    /// It may use its processors only in part over time.
    pub is_burstable: bool,
    /// The entry that says what it costs as spare capacity, where that is what is bought.
    pub spot_price_id: Option<&'a str>,
}

/// Families of general machines, for fleets and nodes.
fn node_families(cloud: Cloud) -> &'static [&'static str] {
    match cloud {
        Cloud::Aws => &["m6i"],
        Cloud::Gcp => &["e2"],
        Cloud::Azure => &["Ds_v5"],
    }
}

/// Families of which one machine is chosen to hold everything.
fn single_machine_families(cloud: Cloud) -> &'static [&'static str] {
    match cloud {
        Cloud::Aws => &["t3", "m6i"],
        Cloud::Gcp => &["e2", "n2"],
        Cloud::Azure => &["Bs", "Bms", "Ds_v5"],
    }
}

fn is_burstable_family(family: &str) -> bool {
    matches!(family, "t3" | "Bs" | "Bms")
}

/// The share of its processors that a burstable machine may use without end; every one of them grants at least this.
const BURSTABLE_BASELINE: f64 = 0.1;

fn machine_sizes<'a>(
    book: &'a PriceBook,
    cloud: Cloud,
    families: &'static [&'static str],
    term: Commitment,
) -> impl Iterator<Item = MachineSize<'a>> {
    let all = families.iter().flat_map(move |family| book.family(cloud, family));
    all.filter(|price| !price.id.ends_with(".metal.od")).filter_map(move |price| {
        let machine = price.machine.as_ref()?;
        let spot = if term == Commitment::Spot { book.spot_price(&price.id) } else { None };
        let used = price.sustained_month.map_or(price.value, |month| month / 730.0);
        Some(MachineSize {
            id: &price.id,
            name: price.id.trim_end_matches(".od").splitn(3, '.').nth(2).unwrap_or(&price.id),
            family: &machine.family,
            vcpu: machine.vcpu,
            gib: machine.memory_gib,
            hourly_price: spot.map_or(used, |(_, hourly)| hourly),
            list_price: used,
            is_burstable: is_burstable_family(&machine.family),
            spot_price_id: spot.map(|(entry, _)| entry.id.as_str()),
        })
    })
}

/// Sizes of 2 to 16 vCPU for fleets and nodes, smallest first.
pub fn node_sizes<'a>(book: &'a PriceBook, cloud: Cloud, term: Commitment) -> impl Iterator<Item = MachineSize<'a>> {
    machine_sizes(book, cloud, node_families(cloud), term).filter(|size| (2.0..=16.0).contains(&size.vcpu))
}

/// What must fit onto one machine: processors and memory at the peak, and processors in the mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachineRequirement {
    pub peak_vcpus: f64,
    pub mean_vcpus: f64,
    pub gib: f64,
}

impl MachineRequirement {
    fn fits(&self, size: &MachineSize) -> bool {
        size.vcpu >= self.peak_vcpus
            && size.gib >= self.gib
            && (!size.is_burstable || self.mean_vcpus <= size.vcpu * BURSTABLE_BASELINE)
    }
}

/// The cheapest single machine with so much; burstable ones only when the mean use stays within a tenth of their
/// processors. None when no machine is large enough.
pub fn cheapest_machine<'a>(
    book: &'a PriceBook,
    (cloud, term): (Cloud, Commitment),
    fitting: MachineRequirement,
) -> Option<MachineSize<'a>> {
    machine_sizes(book, cloud, single_machine_families(cloud), term).filter(|size| fitting.fits(size)).min_by(|a, b| {
        full_month_hourly_price(book, cloud, a, term).total_cmp(&full_month_hourly_price(book, cloud, b, term))
    })
}

/// USD per hour of a machine that always runs, paid for in the cheapest way that the terms allow.
fn full_month_hourly_price(book: &PriceBook, cloud: Cloud, size: &MachineSize, term: Commitment) -> f64 {
    committed_price(book, cloud, size, term).map_or(size.hourly_price, |ahead| ahead.hourly.min(size.hourly_price))
}

/// How large one machine must be as the volume grows, everything else on it unchanged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScalingRequirement {
    /// At no volume.
    pub base: MachineRequirement,
    /// Processors at the load of the peak.
    pub vcpus: ScalingRule,
    /// Memory at the load of the peak, in GiB.
    pub gib: ScalingRule,
    /// Processors in the mean, by volume.
    pub mean_vcpus: ScalingRule,
    /// How many times the mean the peak is.
    pub peak_ratio: f64,
}

impl ScalingRequirement {
    /// What must fit at a volume.
    pub fn at_volume(&self, volume: f64) -> MachineRequirement {
        let load = self.peak_ratio * volume;
        MachineRequirement {
            peak_vcpus: self.base.peak_vcpus + self.vcpus.at(load),
            mean_vcpus: self.base.mean_vcpus + self.mean_vcpus.at(volume),
            gib: self.base.gib + self.gib.at(load),
        }
    }

    /// What the cheapest machine costs at every volume, running for a share of the month.
    pub fn cost_steps(&self, sheet: &BillBuilder, share_on: f64) -> SingleMachine {
        let (book, cloud, term) = (sheet.book, sheet.cloud, sheet.commitment);
        SingleMachine::from_machines(
            machine_sizes(book, cloud, single_machine_families(cloud), term)
                .filter(|size| self.at_volume(0.0).fits(size))
                .map(|size| {
                    let peak = self
                        .vcpus
                        .max_load_within(size.vcpu - self.base.peak_vcpus)
                        .min(self.gib.max_load_within(size.gib - self.base.gib))
                        / self.peak_ratio;
                    let mean = if size.is_burstable {
                        self.mean_vcpus.max_load_within(size.vcpu * BURSTABLE_BASELINE - self.base.mean_vcpus)
                    } else {
                        f64::INFINITY
                    };
                    (peak.min(mean), full_month_hourly_price(book, cloud, &size, term) * sheet.month_hours * share_on)
                }),
        )
    }
}

/// The largest single machine.
pub fn largest_machine<'a>(book: &'a PriceBook, (cloud, term): (Cloud, Commitment)) -> Option<MachineSize<'a>> {
    machine_sizes(book, cloud, single_machine_families(cloud), term).max_by(|a, b| a.vcpu.total_cmp(&b.vcpu))
}

/// What an hour costs when paid for in advance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CommittedPrice<'a> {
    /// The price in the book: the machine's own, or that of another size of its family.
    pub id: &'a str,
    /// USD per hour.
    pub hourly: f64,
    /// The share of the on-demand price, when it was taken from another size.
    pub derived_share: Option<f64>,
}

/// The price paid in advance: the book's own, or else the share of the on-demand price that another size of the family
/// costs, since reservations hold for a family whatever its sizes.
pub fn committed_price<'a>(
    book: &'a PriceBook,
    cloud: Cloud,
    size: &MachineSize,
    term: Commitment,
) -> Option<CommittedPrice<'a>> {
    if matches!(term, Commitment::OnDemand | Commitment::Spot) {
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

/// What can be filled of a machine: processors and GiB.
pub type UsableCapacity = (f64, f64);

/// Machines of one size whose number follows the load.
pub struct PlannedMachines<'a> {
    pub size: MachineSize<'a>,
    pub counts: MachineCounts,
    disk: BootDisk,
}

/// What a pool of machines is asked to hold.
pub struct PoolRequirement {
    /// The hours, busiest first.
    pub hours: Vec<HourRequirement>,
    /// Of the first need, processors.
    pub vcpus: ScalingRule,
    /// Of the first need, GiB.
    pub gib: ScalingRule,
    /// Processors and GiB that the largest instance must find on one machine.
    pub largest: (f64, f64),
    /// They are nodes of a cluster.
    pub is_node: bool,
}

impl<'a> PlannedMachines<'a> {
    /// The machines that hold what is wanted, and the course of the bill with them. `fill` is what of each size can be filled,
    /// `room` what one has for the largest instance. None where the book has no machine; the largest, with
    /// a problem, where no size has that room.
    pub fn plan(
        sheet: &mut BillBuilder<'a>,
        volume: f64,
        wanted: PoolRequirement,
        (fill, room): (impl Fn(&MachineSize) -> UsableCapacity, impl Fn(&MachineSize) -> UsableCapacity),
        choice: SizeChoice,
    ) -> Option<Self> {
        let (book, cloud, term) = (sheet.book, sheet.cloud, sheet.commitment);
        let all: Vec<MachineSize<'a>> = node_sizes(book, cloud, term).collect();
        let (vcpu, gib) = wanted.largest;
        let holds = |size: &MachineSize| {
            let (most_vcpu, most_gib) = room(size);
            most_vcpu >= vcpu && most_gib >= gib
        };
        let mut fitting: Vec<MachineSize<'a>> = all.iter().copied().filter(holds).collect();
        if fitting.is_empty() {
            fitting.extend(all.last());
            sheet.add_shortfall(|| {
                format!("an instance of {vcpu} vCPU and {gib} GiB fits no machine; the largest machines are billed")
            });
        }
        let disk = boot_disk(cloud, wanted.is_node);
        let extra = disk.monthly(book);
        let metered = (cloud == Cloud::Gcp).then(|| {
            let hourly = book.price(GCP_NAT_ID).map_or(0.0, |price| price.value);
            (hourly * sheet.month_hours, GCP_NAT_MAX_BILLED)
        });
        let offered = |size: &MachineSize| {
            let (vcpus, gib) = fill(size);
            let ahead = committed_price(book, cloud, size, term).map(|ahead| ahead.hourly);
            MachineOffer {
                vcpus,
                gib,
                hourly_price: size.hourly_price,
                committed_price: ahead,
                monthly_extra: extra,
                base_surcharge: (size.list_price - size.hourly_price).max(0.0),
            }
        };
        let safeguards = sheet.safeguards();
        if safeguards.spare_nodes > 0 {
            let spare = f64::from(safeguards.spare_nodes);
            sheet.add_assumption(|| {
                format!("{} more than is asked for, around the clock", format_count(spare, "machine", "machines"))
            });
        }
        let is_mixed = term == Commitment::Spot && safeguards.base_at_list;
        let base = if is_mixed { wanted.hours.first().map_or(0.0, |hour| hour.min_machines) } else { 0.0 };
        let pool = MachinePool::new(PoolSpec {
            hours: wanted.hours,
            vcpus: wanted.vcpus,
            gib: wanted.gib,
            spare_machines: f64::from(safeguards.spare_nodes),
            sizes: fitting.iter().map(offered).collect(),
            choice,
            month_hours: sheet.month_hours,
            shared_fee: metered,
            base_machines: base,
        });
        let counts = pool.at(volume)?;
        sheet.add_pool(pool, counts.monthly);
        let size = *fitting.get(counts.size)?;
        Some(Self { size, counts, disk })
    }

    /// Writes them onto the bill: those paid for in advance and those on demand each a line.
    pub fn add_lines(&self, sheet: &mut BillBuilder, what: &str, once: ChargeScope, how: impl Fn() -> String) {
        let MachineCounts {
            mean, committed: ahead, uncommitted: rest, fee_paying: metered, base_machines: based, ..
        } = self.counts;
        let based = if self.size.spot_price_id.is_some() { based } else { 0.0 };
        if based > 0.0 {
            let (hours, size) = (sheet.month_hours, &self.size);
            sheet.add_line_at_price(
                size.id,
                size.list_price,
                Some("h"),
                based * hours,
                ChargedTo::shared(once),
                || LineText {
                    item: format!("{what}: {}, base at the list price", size.name),
                    formula: format!(
                        "{}; {} that always stand × {} h",
                        how(),
                        format_formula_number(based),
                        format_formula_number(hours)
                    ),
                },
            );
        }
        add_machine_lines(sheet, &self.size, (ahead, (rest - based).max(0.0)), what, once, how);
        self.disk.add_lines(sheet, mean, once);
        if sheet.cloud == Cloud::Gcp {
            add_gcp_nat(sheet, metered);
        }
        sheet.add_machines(mean);
        sheet.add_paid_capacity(mean * self.size.vcpu, mean * self.size.gib);
    }
}

/// Writes a fixed number of machines that always run, and answers with what they cost, in USD a month.
pub fn add_standing_machines(
    sheet: &mut BillBuilder,
    size: &MachineSize,
    count: f64,
    what: &str,
    once: ChargeScope,
    how: impl Fn() -> String,
) -> f64 {
    let price = committed_price(sheet.book, sheet.cloud, size, sheet.commitment).map(|ahead| ahead.hourly);
    let paid_ahead = price.filter(|price| *price < size.hourly_price);
    let split = if paid_ahead.is_some() { (count, 0.0) } else { (0.0, count) };
    add_machine_lines(sheet, size, split, what, once, how);
    sheet.add_machines(count);
    sheet.add_paid_capacity(count * size.vcpu, count * size.gib);
    count * paid_ahead.unwrap_or(size.hourly_price) * sheet.month_hours
}

/// Lines for so many machines paid for ahead and so many, in the mean, as they are used.
fn add_machine_lines(
    sheet: &mut BillBuilder,
    size: &MachineSize,
    (committed, rest): (f64, f64),
    what: &str,
    once: ChargeScope,
    how: impl Fn() -> String,
) {
    let (book, hours, term) = (sheet.book, sheet.month_hours, sheet.commitment.label());
    let paid_ahead = committed_price(book, sheet.cloud, size, sheet.commitment);
    if sheet.commitment == Commitment::Spot {
        let (name, has) = (size.name, size.spot_price_id.is_some());
        sheet.add_assumption(|| {
            if has {
                format!("{name} is bought as spot: it may be taken away at short notice")
            } else {
                format!("the book has no spot price for {name}: on demand taken")
            }
        });
    } else if paid_ahead.is_none() && sheet.commitment != Commitment::OnDemand {
        let name = size.name;
        sheet.add_assumption(|| format!("the book has no price for {name} paid {term} ahead: on demand taken"));
    }
    if let Some(price) = paid_ahead.filter(|_| committed > 0.0) {
        if let Some(share) = price.derived_share {
            let (name, percent) = (size.name, format_formula_number(share * 100.0));
            sheet.add_assumption(|| {
                format!("{name} paid {term} ahead is taken at {percent} % of on demand, as {} is", price.id)
            });
        }
        sheet.add_line_at_price(price.id, price.hourly, None, committed * hours, ChargedTo::shared(once), || {
            LineText {
                item: format!("{what}: {}, paid {term} ahead", size.name),
                formula: format!(
                    "{}; {} committed × {} h",
                    how(),
                    format_formula_number(committed),
                    format_formula_number(hours)
                ),
            }
        });
        if price.derived_share.is_some() {
            sheet.mark_last_line_derived();
        }
    }
    if rest > 0.0 {
        let sustained = book.price(size.id).is_some_and(|price| price.sustained_month.is_some());
        let of_which = match size.spot_price_id {
            Some(_) => ", as spot",
            None if sustained => " (sustained use)",
            None => "",
        };
        let id = size.spot_price_id.unwrap_or(size.id);
        sheet.add_line_at_price(id, size.hourly_price, Some("h"), rest * hours, ChargedTo::shared(once), || LineText {
            item: format!("{what}: {}{of_which}", size.name),
            formula: format!(
                "{}; {} in the mean × {} h",
                how(),
                format_formula_number(rest),
                format_formula_number(hours)
            ),
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
            cheapest_machine(
                &book,
                (cloud, Commitment::OnDemand),
                MachineRequirement { peak_vcpus: vcpus, mean_vcpus: mean, gib },
            )
            .map(|size| size.name)
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
