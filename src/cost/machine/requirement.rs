//! What a single machine must hold, and the cheapest that does.

use super::room::machine_room;
use super::sizes::{MachineSize, committed_price, single_machine_sizes};
use crate::cost::purchase::Purchase;
use crate::cost::term::{Capacity, CapacityScaling, ScalingRule, SingleMachine};

/// The share of its processors that a burstable machine may use without limit; every family grants at least this.
const BURSTABLE_BASELINE: f64 = 0.1;

/// What one machine must hold beside the system.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachineRequirement {
    /// At the peak.
    pub peak: Capacity,
    pub mean_vcpus: f64,
}

impl MachineRequirement {
    fn fits(&self, size: &MachineSize) -> bool {
        machine_room(size.capacity).holds(self.peak)
            && (!size.is_burstable || self.mean_vcpus <= size.capacity.vcpus * BURSTABLE_BASELINE)
    }
}

/// The cheapest single machine that is large enough, running for a share of the month; burstable ones only while mean use stays
/// within their baseline.
pub fn cheapest_machine<'a>(
    purchase: &Purchase<'a>,
    requirement: MachineRequirement,
    running_share: f64,
) -> Option<MachineSize<'a>> {
    let price = |size: &MachineSize| standing_hourly_price(purchase, size, running_share);
    single_machine_sizes(purchase).filter(|size| requirement.fits(size)).min_by(|a, b| price(a).total_cmp(&price(b)))
}

/// The largest single machine.
pub fn largest_machine<'a>(purchase: &Purchase<'a>) -> Option<MachineSize<'a>> {
    single_machine_sizes(purchase).max_by(|a, b| a.capacity.vcpus.total_cmp(&b.capacity.vcpus))
}

/// USD per hour of a machine that runs for a share of the month, on the cheapest of the terms.
fn standing_hourly_price(purchase: &Purchase, size: &MachineSize, running_share: f64) -> f64 {
    let as_used = size.hourly_price_at(running_share);
    committed_price(purchase, size).map_or(as_used, |price| price.hourly.min(as_used))
}

/// What one machine must hold as the volume grows while everything else on it stays the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScalingRequirement {
    /// At no volume.
    pub base: MachineRequirement,
    /// By the load at the peak.
    pub peak: CapacityScaling,
    /// By volume.
    pub mean_vcpus: ScalingRule,
    /// The load at the peak over the mean load.
    pub peak_ratio: f64,
}

impl ScalingRequirement {
    pub fn at_volume(&self, volume: f64) -> MachineRequirement {
        MachineRequirement {
            peak: self.base.peak + self.peak.at(self.peak_ratio * volume),
            mean_vcpus: self.base.mean_vcpus + self.mean_vcpus.at(volume),
        }
    }

    /// The cost of the cheapest machine at every volume. `count` machines run for a share of the month.
    pub fn cost_steps(&self, purchase: &Purchase, count: f64, running_share: f64) -> SingleMachine {
        let hours = purchase.market.month.hours() * running_share;
        let sizes = single_machine_sizes(purchase).filter(|size| self.at_volume(0.0).fits(size));
        SingleMachine::from_machines(sizes.map(|size| {
            let Capacity { vcpus, gib } = machine_room(size.capacity);
            let for_vcpus = self.peak.vcpus.max_load_within(vcpus - self.base.peak.vcpus);
            let for_gib = self.peak.gib.max_load_within(gib - self.base.peak.gib);
            let peak = for_vcpus.min(for_gib) / self.peak_ratio;
            let mean = if size.is_burstable {
                self.mean_vcpus.max_load_within(size.capacity.vcpus * BURSTABLE_BASELINE - self.base.mean_vcpus)
            } else {
                f64::INFINITY
            };
            (peak.min(mean), standing_hourly_price(purchase, &size, running_share) * hours * count)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sizes::pool_sizes;
    use super::*;
    use crate::catalogue::limits::LimitBook;
    use crate::catalogue::{PlatformKind, PriceBook};
    use crate::cost::Safeguards;
    use crate::model::{Cloud, Commitment, Market};
    use std::sync::LazyLock;

    static BOOK: LazyLock<PriceBook> = LazyLock::new(|| PriceBook::shipped().unwrap());
    static LIMITS: LazyLock<LimitBook> = LazyLock::new(|| LimitBook::shipped().unwrap());
    static MARKET: LazyLock<Market> = LazyLock::new(Market::default);

    fn purchase(cloud: Cloud) -> Purchase<'static> {
        Purchase {
            kind: PlatformKind::SingleVm,
            cloud,
            commitment: Commitment::OnDemand,
            extended_support: false,
            environments: 1,
            safeguards: Safeguards::default(),
            market: &MARKET,
            book: &BOOK,
            limits: &LIMITS,
        }
    }

    #[test]
    fn the_cheapest_machine_that_fits_is_chosen() {
        let name = |cloud, vcpus, mean_vcpus, gib| {
            let requirement = MachineRequirement { peak: Capacity { vcpus, gib }, mean_vcpus };
            cheapest_machine(&purchase(cloud), requirement, 1.0).map(|size| size.name)
        };
        // One GiB more than is asked for, for the system.
        assert_eq!(name(Cloud::Aws, 0.5, 0.05, 0.5), Some("t3.small"));
        assert_eq!(name(Cloud::Aws, 0.5, 0.05, 1.5), Some("t3.medium"));
        assert_eq!(name(Cloud::Aws, 1.5, 1.0, 1.5), Some("m6i.large"));
        assert_eq!(name(Cloud::Aws, 1.5, 1.0, 7.5), Some("m6i.xlarge"));
        assert_eq!(name(Cloud::Gcp, 4.0, 0.4, 2.5), Some("e2-standard-4"));
        assert_eq!(name(Cloud::Gcp, 20.0, 10.0, 2.5), Some("n2-standard-32"));
        assert_eq!(name(Cloud::Azure, 4.0, 2.0, 2.5), Some("D4s_v5"));
        assert_eq!(name(Cloud::Aws, 1000.0, 10.0, 2.5), None);
    }

    #[test]
    fn pools_offer_every_size_with_processors_of_its_own() {
        for (cloud, first, last) in [
            (Cloud::Aws, "m6i.large", "m6i.16xlarge"),
            (Cloud::Gcp, "e2-standard-2", "e2-standard-16"),
            (Cloud::Azure, "D2s_v5", "D64s_v5"),
        ] {
            let of_cloud = purchase(cloud);
            let sizes: Vec<MachineSize> = pool_sizes(&of_cloud).collect();
            assert_eq!((sizes[0].name, sizes[sizes.len() - 1].name), (first, last));
            // Machines that come and go would have to share a discount for sustained use.
            assert!(sizes.iter().all(|size| size.hourly_price_at(1.0) == size.hourly_price));
        }
    }
}
