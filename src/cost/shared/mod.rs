//! Lines that are the same on several kinds of platform: what is kept, what goes over the wire, what stands in front.

mod data;
mod front;
pub mod gpu;
mod network;
mod storage;

pub use front::calls;
pub use network::{GCP_NAT, GCP_NAT_MOST, machines_behind_nat};
pub use storage::{BootDisk, boot_disk, disk};

use super::line::Once;
use super::need::Need;
use super::sheet::Sheet;

/// Where a kind of platform keeps things and how it is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Disks can be attached; otherwise object storage takes their place.
    pub disks: bool,
    /// A balancer usually stands in front, called so.
    pub balancer: Option<&'static str>,
    /// What the balancer is paid once for.
    pub once: Once,
    /// It stands in a private network, with a way out.
    pub private: bool,
    /// The team's own databases need machines of their own.
    pub own_data_apart: bool,
}

/// Everything that a bill has beside what computes.
pub fn around(sheet: &mut Sheet, needs: &[Need], place: Place) {
    front::doors(sheet, needs, place.balancer.is_some(), place.once, place.balancer.unwrap_or("Load balancer"));
    if place.disks {
        storage::disks(sheet, needs);
    } else {
        storage::objects(sheet, needs);
    }
    if place.own_data_apart {
        data::own_data_hosts(sheet, needs);
    }
    network::egress(sheet, needs);
    network::edge_cache(sheet, needs);
    network::between_zones(sheet, needs);
    front::queues(sheet, needs);
    front::logs(sheet, needs);
    data::managed_data(sheet, needs);
    data::proxies(sheet, needs);
    if place.private {
        network::gateways(sheet, needs);
    }
    network::addresses(sheet);
    unsaid(sheet, needs);
}

/// What a dedicated host's bill has beside the hosts: its disks and traffic come with it.
pub fn beside_hosts(sheet: &mut Sheet, needs: &[Need]) {
    front::queues(sheet, needs);
    data::managed_data(sheet, needs);
    data::proxies(sheet, needs);
}

/// What is left out because nobody has said how much of it there is.
fn unsaid(sheet: &mut Sheet, needs: &[Need]) {
    let said = |of: fn(&Need) -> f64| needs.iter().any(|need| of(need) > 0.0);
    let mut unsaid = Vec::new();
    for (is_said, what) in [
        (said(|need| need.egress), "traffic out"),
        (said(|need| need.log_each), "logs"),
        (said(|need| need.between_zones) || needs.iter().all(|need| need.zones < 2.0), "traffic between zones"),
    ] {
        if !is_said {
            unsaid.push(what);
        }
    }
    if !unsaid.is_empty() {
        sheet.assume(|| format!("left out, as nobody has said how much: {}", unsaid.join(", ")));
    }
}
