//! Traffic to the internet, between zones and through an edge cache, with the gateways and addresses for it.

use super::ingress::is_balanced;
use crate::cost::bill::ChargeScope;
use crate::cost::billed_quantity::BilledQuantity;
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::{ChargedTo, LineText};
use crate::cost::need::ResourceNeed;
use crate::cost::notes::Assumption;
use crate::model::Cloud;
use crate::model::number::format_significant as number;

const GIB_PER_TIB: f64 = 1024.0;
/// Mean size of a response from an edge cache, to estimate the number of requests.
const CACHED_RESPONSE_KIB: f64 = 100.0;

/// Traffic to the internet, in price tiers that the workloads fill together.
pub fn add_egress(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let (free, tiers): (Option<&'static str>, &[(&'static str, f64)]) = match bill.purchase.cloud {
        Cloud::Aws => (
            Some("aws.egress.free"),
            &[
                ("aws.egress.t1", 10.0 * GIB_PER_TIB),
                ("aws.egress.t2", 40.0 * GIB_PER_TIB),
                ("aws.egress.t3", f64::INFINITY),
            ],
        ),
        Cloud::Gcp => (
            None,
            &[
                ("gcp.network.egress.0-1TB", GIB_PER_TIB),
                ("gcp.network.egress.1-10TB", 9.0 * GIB_PER_TIB),
                ("gcp.network.egress.10TB+", f64::INFINITY),
            ],
        ),
        Cloud::Azure => (Some("azure.egress.free"), &[("azure.egress", f64::INFINITY)]),
    };
    for need in needs.iter().filter(|need| need.egress_gib > 0.0) {
        let (paid, less) = bill.deduct_allowance(free, need.egress_gib);
        let last = if bill.purchase.cloud == Cloud::Aws { 150.0 * GIB_PER_TIB } else { 10.0 * GIB_PER_TIB };
        if bill.purchase.cloud != Cloud::Gcp && paid > last {
            bill.assume(Assumption::LastEgressPrice { beyond_gib: last });
        }
        bill.add_tier_lines(tiers, BilledQuantity::constant(paid), ChargedTo::for_workload(need.name), || LineText {
            item: "Traffic out".to_owned(),
            formula: format!("{} GiB out{less}", number(need.egress_gib)),
        });
    }
}

/// Traffic from an edge cache, billed by volume and by request.
pub fn add_edge_cache(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let (gb, calls, free_gb, free_calls, name) = match bill.purchase.cloud {
        Cloud::Aws => (
            "aws.cloudfront.gb",
            "aws.cloudfront.req",
            Some("aws.cloudfront.free.gb"),
            Some("aws.cloudfront.free.req"),
            "CloudFront",
        ),
        Cloud::Gcp => ("gcp.cdn.egress.gb", "gcp.cdn.req", None, None, "Cloud CDN"),
        Cloud::Azure => ("azure.frontdoor.gb", "azure.frontdoor.req", None, None, "Front Door"),
    };
    let cached: Vec<&ResourceNeed> = needs.iter().filter(|need| need.cdn_gib > 0.0).collect();
    if cached.is_empty() {
        return;
    }
    if bill.purchase.cloud == Cloud::Azure {
        bill.add_line("azure.frontdoor.base", 1.0, ChargedTo::shared(ChargeScope::Team), || LineText {
            item: "Edge cache: Front Door, base fee".to_owned(),
            formula: "1 profile".to_owned(),
        });
    }
    for need in cached {
        let payer = ChargedTo::for_workload(need.name);
        let (paid, less) = bill.deduct_allowance(free_gb, need.cdn_gib);
        bill.add_line(gb, paid, payer, || LineText {
            item: format!("Edge cache: {name}"),
            formula: format!("{} GiB served{less}", number(need.cdn_gib)),
        });
        let requests = need.cdn_gib * 1024.0 * 1024.0 / CACHED_RESPONSE_KIB;
        let (paid, less) = bill.deduct_allowance(free_calls, requests);
        bill.assume(Assumption::CachedResponse { kib: CACHED_RESPONSE_KIB });
        bill.add_line(calls, paid / 1e6, payer, || LineText {
            item: format!("Edge cache: {name}, requests"),
            formula: format!("{} requests{less}", number(requests)),
        });
    }
}

/// Traffic between zones: AWS bills both ends, GCP the sender, Azure nothing.
pub fn add_cross_zone_traffic(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let (id, billed_ends) = match bill.purchase.cloud {
        Cloud::Aws => ("aws.az_transfer", 2.0),
        Cloud::Gcp => ("gcp.network.zone", 1.0),
        Cloud::Azure => return,
    };
    for need in needs.iter().filter(|need| need.cross_zone_gib > 0.0) {
        bill.add_line(id, need.cross_zone_gib * billed_ends, ChargedTo::for_workload(need.name), || LineText {
            item: "Traffic between zones".to_owned(),
            formula: format!("{} GiB × {billed_ends}", number(need.cross_zone_gib)),
        });
    }
}

/// NAT gateways of a private network: one in each zone at AWS, one at Azure. At GCP each machine pays for its own use.
pub fn add_nat_gateways(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let (id, count) = match bill.purchase.cloud {
        Cloud::Aws => ("aws.nat.hour", needs.iter().map(|need| need.zones).fold(1.0, f64::max)),
        Cloud::Azure => ("azure.nat.hour", 1.0),
        Cloud::Gcp => return,
    };
    let hours = bill.month_hours;
    bill.add_line(id, count * hours, ChargedTo::shared(ChargeScope::Environment), || LineText {
        item: "NAT gateways".to_owned(),
        formula: format!("{count} × {} h", number(hours)),
    });
    bill.public_addresses += count;
}

/// Traffic out through the NAT gateways of a private network: that of workloads without a load balancer, through which answers leave.
pub fn add_nat_traffic(bill: &mut BillBuilder, needs: &[ResourceNeed], has_balancer: bool) {
    let id = match bill.purchase.cloud {
        Cloud::Aws => "aws.nat.gb",
        Cloud::Gcp => "gcp.network.nat.data",
        Cloud::Azure => "azure.nat.gb",
    };
    for need in needs.iter().filter(|need| need.egress_gib > 0.0) {
        bill.assume(Assumption::WayOut);
        if !is_balanced(need, has_balancer) {
            bill.add_line(id, need.egress_gib, ChargedTo::for_workload(need.name), || LineText {
                item: "NAT gateway data".to_owned(),
                formula: format!("{} GiB out through it", number(need.egress_gib)),
            });
        }
    }
}

/// The public addresses of balancers, gateways and machines.
pub fn add_public_addresses(bill: &mut BillBuilder) {
    let id = match bill.purchase.cloud {
        Cloud::Aws => "aws.ipv4",
        Cloud::Gcp => "gcp.network.ip.vm",
        Cloud::Azure => "azure.ip",
    };
    let (count, hours) = (std::mem::take(&mut bill.public_addresses), bill.month_hours);
    if count > 0.0 {
        bill.add_line(id, count * hours, ChargedTo::shared(ChargeScope::Environment), || LineText {
            item: "Public addresses".to_owned(),
            formula: format!("{count} × {} h", number(hours)),
        });
    }
}
