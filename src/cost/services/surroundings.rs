//! Everything on a bill beside compute.

use super::{databases, ingress, network, storage};
use crate::cost::bill::ChargeScope;
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::Role;
use crate::cost::need::ResourceNeed;
use crate::cost::notes::Assumption;

/// A load balancer for everything on a kind of platform.
const LOAD_BALANCER: Role = Role { label: "Load balancer", scope: ChargeScope::PlatformKind };
/// A load balancer for a cluster.
const INGRESS: Role = Role { label: "Ingress", scope: ChargeScope::Cluster };

/// How a kind of platform stores data and how it is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HostingTraits {
    /// Disks can be attached, and the team's own databases run on the platform itself. Otherwise object storage takes the
    /// place of disks, and own databases get machines of their own.
    has_machines: bool,
    /// What a load balancer is for, if there is one.
    balancer: Role,
    /// There usually is a load balancer.
    has_balancer: bool,
    /// It runs in a private network behind a NAT gateway.
    is_private: bool,
}

impl HostingTraits {
    /// Code or containers without machines, reached directly.
    pub const SERVERLESS: Self =
        Self { has_machines: false, balancer: LOAD_BALANCER, has_balancer: false, is_private: false };
    /// Containers without machines in a private network.
    pub const TASKS: Self = Self { has_balancer: true, is_private: true, ..Self::SERVERLESS };
    /// Machines behind a load balancer.
    pub const FLEET: Self = Self { has_machines: true, ..Self::TASKS };
    /// A cluster behind an ingress.
    pub const CLUSTER: Self = Self { balancer: INGRESS, ..Self::FLEET };

    /// A machine with a public address, perhaps behind a load balancer.
    pub fn single_machine(has_balancer: bool) -> Self {
        Self { has_machines: true, has_balancer, ..Self::SERVERLESS }
    }
}

/// Adds everything that a bill has beside compute.
pub fn add_services(bill: &mut BillBuilder, needs: &[ResourceNeed], traits: HostingTraits) {
    ingress::add_front_doors(bill, needs, traits.has_balancer, traits.balancer);
    if traits.has_machines {
        storage::add_disks(bill, needs);
    } else {
        storage::add_object_storage(bill, needs);
        databases::add_own_database_machines(bill, needs);
    }
    network::add_egress(bill, needs);
    network::add_edge_cache(bill, needs);
    network::add_cross_zone_traffic(bill, needs);
    ingress::add_queues(bill, needs);
    ingress::add_logs(bill, needs);
    databases::add_managed_databases(bill, needs);
    databases::add_database_proxies(bill, needs);
    if traits.is_private {
        network::add_nat_gateways(bill, needs);
        network::add_nat_traffic(bill, needs, traits.has_balancer);
    }
    network::add_public_addresses(bill);
    assume_missing_amounts(bill, needs);
}

/// Adds what dedicated hosts need beside compute: their price includes disks and traffic, and what else there is they buy from the
/// cloud of the purchase.
pub fn add_host_services(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let is_bought = |need: &ResourceNeed| {
        ingress::has_api_gateway(need)
            || ingress::is_queued(need, bill.purchase.safeguards.queue)
            || ingress::is_logged(need)
            || need.cdn_gib > 0.0
            || need.managed_databases > 0
            || need.database_proxy
    };
    if needs.iter().any(is_bought) {
        bill.assume(Assumption::BoughtBesideHosts(bill.purchase.cloud));
    }
    ingress::add_api_gateways(bill, needs);
    network::add_edge_cache(bill, needs);
    ingress::add_queues(bill, needs);
    ingress::add_logs(bill, needs);
    databases::add_managed_databases(bill, needs);
    databases::add_database_proxies(bill, needs);
    if needs.iter().all(|need| need.log_gib_per_call <= 0.0) {
        bill.assume(Assumption::NoAmounts(vec!["logs"]));
    }
}

/// Says what is not included because no amount is given.
fn assume_missing_amounts(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let is_given = |amount: fn(&ResourceNeed) -> f64| needs.iter().any(|need| amount(need) > 0.0);
    let has_one_zone = needs.iter().all(|need| need.zones < 2.0);
    let amounts = [
        (is_given(|need| need.egress_gib), "traffic out"),
        (is_given(|need| need.log_gib_per_call), "logs"),
        (is_given(|need| need.cross_zone_gib) || has_one_zone, "traffic between zones"),
    ];
    let missing: Vec<&'static str> = amounts.into_iter().filter(|(given, _)| !given).map(|(_, what)| what).collect();
    if !missing.is_empty() {
        bill.assume(Assumption::NoAmounts(missing));
    }
}
