//! Lines that are the same on several kinds of platform: what is kept, what goes over the wire, what stands in front.

mod databases;
pub mod gpu;
mod ingress;
mod network;
mod storage;

pub use ingress::add_call_lines;
pub use network::{GCP_NAT_ID, GCP_NAT_MAX_BILLED, add_gcp_nat};
pub use storage::{BootDisk, add_disk, boot_disk};

use super::builder::BillBuilder;
use super::line::ChargeScope;
use super::need::ResourceNeed;

/// Where a kind of platform keeps things and how it is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HostingTraits {
    /// Disks can be attached; otherwise object storage takes their place.
    pub has_disks: bool,
    /// A balancer usually stands in front, called so.
    pub balancer_label: Option<&'static str>,
    /// What the balancer is paid once for.
    pub scope: ChargeScope,
    /// It stands in a private network, with a way out.
    pub is_private: bool,
    /// The team's own databases need machines of their own.
    pub own_databases_apart: bool,
}

/// Everything that a bill has beside what computes.
pub fn add_services(sheet: &mut BillBuilder, needs: &[ResourceNeed], place: HostingTraits) {
    ingress::add_front_doors(
        sheet,
        needs,
        place.balancer_label.is_some(),
        place.scope,
        place.balancer_label.unwrap_or("Load balancer"),
    );
    if place.has_disks {
        storage::add_disks(sheet, needs);
    } else {
        storage::add_object_storage(sheet, needs);
    }
    if place.own_databases_apart {
        databases::add_own_database_machines(sheet, needs);
    }
    network::add_egress(sheet, needs);
    network::add_edge_cache(sheet, needs);
    network::add_cross_zone_traffic(sheet, needs);
    ingress::add_queues(sheet, needs);
    ingress::add_logs(sheet, needs);
    databases::add_managed_databases(sheet, needs);
    databases::add_database_proxies(sheet, needs);
    if place.is_private {
        network::add_nat_gateways(sheet, needs);
    }
    network::add_public_addresses(sheet);
    report_unstated_amounts(sheet, needs);
}

/// What a dedicated host's bill has beside the hosts: its disks and traffic come with it.
pub fn add_services_beside_hosts(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    ingress::add_queues(sheet, needs);
    databases::add_managed_databases(sheet, needs);
    databases::add_database_proxies(sheet, needs);
}

/// What is left out because nobody has said how much of it there is.
fn report_unstated_amounts(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let said = |of: fn(&ResourceNeed) -> f64| needs.iter().any(|need| of(need) > 0.0);
    let mut unsaid = Vec::new();
    for (is_said, what) in [
        (said(|need| need.egress_gib), "traffic out"),
        (said(|need| need.log_gib_per_call), "logs"),
        (said(|need| need.cross_zone_gib) || needs.iter().all(|need| need.zones < 2.0), "traffic between zones"),
    ] {
        if !is_said {
            unsaid.push(what);
        }
    }
    if !unsaid.is_empty() {
        sheet.add_assumption(|| format!("left out, as nobody has said how much: {}", unsaid.join(", ")));
    }
}
