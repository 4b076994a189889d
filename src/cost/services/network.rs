//! What goes over the wire: traffic out, between zones, through an edge cache, and the gateways and addresses for it.

use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::{format_count, format_formula_number};
use crate::cost::line::ChargeScope;
use crate::cost::need::ResourceNeed;
use crate::cost::term::CostTerm;
use crate::model::Cloud;

/// GB in a TB of a price tier.
const GIB_PER_TIB: f64 = 1024.0;
/// What an answer from an edge cache weighs, in KiB, to tell how many requests carry its traffic.
const CACHED_RESPONSE_KIB: f64 = 100.0;

/// Traffic out to the internet, in tiers that the workloads fill together.
pub fn add_egress(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let (free, tiers): (Option<&'static str>, &[(&'static str, f64)]) = match sheet.cloud {
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
        let paid = free.map_or(need.egress_gib, |allowance| sheet.deduct_allowance(allowance, need.egress_gib));
        let less = sheet.format_free_part(need.egress_gib - paid);
        let last = if sheet.cloud == Cloud::Aws { 150.0 * GIB_PER_TIB } else { 10.0 * GIB_PER_TIB };
        if sheet.cloud != Cloud::Gcp && paid > last {
            sheet.add_assumption(|| {
                format!(
                    "traffic beyond {} GiB is taken at the last price that the book has",
                    format_formula_number(last)
                )
            });
        }
        sheet.add_tier_lines(tiers, (CostTerm::constant(paid), need), ChargedTo::for_workload(need.name), || {
            LineText {
                item: "Traffic out".to_owned(),
                formula: format!("{} GiB out{less}", format_formula_number(need.egress_gib)),
            }
        });
    }
}

/// Traffic that an edge cache answers: by volume and by request.
pub fn add_edge_cache(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let (gb, calls, free_gb, free_calls, name) = match sheet.cloud {
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
    if sheet.cloud == Cloud::Azure {
        sheet.add_line("azure.frontdoor.base", 1.0, ChargedTo::shared(ChargeScope::Team), || LineText {
            item: "Edge cache: Front Door, base fee".to_owned(),
            formula: "1 profile".to_owned(),
        });
    }
    for need in cached {
        let whom = ChargedTo::for_workload(need.name);
        let paid = free_gb.map_or(need.cdn_gib, |free| sheet.deduct_allowance(free, need.cdn_gib));
        let less = sheet.format_free_part(need.cdn_gib - paid);
        sheet.add_line(gb, paid, whom, || LineText {
            item: format!("Edge cache: {name}"),
            formula: format!("{} GiB answered{less}", format_formula_number(need.cdn_gib)),
        });
        let requests = need.cdn_gib * 1024.0 * 1024.0 / CACHED_RESPONSE_KIB;
        let paid = free_calls.map_or(requests, |free| sheet.deduct_allowance(free, requests));
        let less = sheet.format_free_part(requests - paid);
        sheet.add_assumption(|| {
            format!("an answer from the edge cache weighs {CACHED_RESPONSE_KIB} KiB; filling it is left out")
        });
        sheet.add_line(calls, paid / 1e6, whom, || LineText {
            item: format!("Edge cache: {name}, requests"),
            formula: format!("{} requests{less}", format_formula_number(requests)),
        });
    }
}

/// Traffic between zones: AWS bills it where it leaves and where it arrives, GCP where it leaves, Azure not at all.
pub fn add_cross_zone_traffic(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let (id, ways) = match sheet.cloud {
        Cloud::Aws => ("aws.az_transfer", 2.0),
        Cloud::Gcp => ("gcp.network.zone", 1.0),
        Cloud::Azure => return,
    };
    for need in needs.iter().filter(|need| need.cross_zone_gib > 0.0) {
        sheet.add_line(id, need.cross_zone_gib * ways, ChargedTo::for_workload(need.name), || LineText {
            item: "Traffic between zones".to_owned(),
            formula: format!("{} GiB × {ways}", format_formula_number(need.cross_zone_gib)),
        });
    }
}

/// The way out of a private network: a gateway in each zone at AWS, one at Azure. At GCP machines pay for it one by one.
pub fn add_nat_gateways(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let (id, count) = match sheet.cloud {
        Cloud::Aws => ("aws.nat.hour", needs.iter().map(|need| need.zones).fold(1.0, f64::max)),
        Cloud::Azure => ("azure.nat.hour", 1.0),
        Cloud::Gcp => return,
    };
    let hours = sheet.month_hours;
    sheet.add_line(id, count * hours, ChargedTo::shared(ChargeScope::Environment), || LineText {
        item: "NAT gateways".to_owned(),
        formula: format!("{count} × {} h", format_formula_number(hours)),
    });
    sheet.add_assumption(|| "machines reach the internet through NAT; what passes through it is left out".to_owned());
    sheet.public_addresses += count;
}

/// Public addresses that were taken on the way: of balancers, gateways and machines.
pub fn add_public_addresses(sheet: &mut BillBuilder) {
    let id = match sheet.cloud {
        Cloud::Aws => "aws.ipv4",
        Cloud::Gcp => "gcp.network.ip.vm",
        Cloud::Azure => "azure.ip",
    };
    let (count, hours) = (std::mem::take(&mut sheet.public_addresses), sheet.month_hours);
    if count > 0.0 {
        sheet.add_line(id, count * hours, ChargedTo::shared(ChargeScope::Environment), || LineText {
            item: "Public addresses".to_owned(),
            formula: format!("{count} × {} h", format_formula_number(hours)),
        });
    }
}

/// The machines of GCP that reach the internet through Cloud NAT: by the hour, up to 32 of them. The course of the bill is
/// left to the caller.
pub fn add_gcp_nat(sheet: &mut BillBuilder, machines: f64) {
    let (id, hours) = (GCP_NAT_ID, sheet.month_hours);
    let price = sheet.price(id);
    sheet.add_line_at_price(id, price, None, machines * hours, ChargedTo::shared(ChargeScope::Environment), || {
        LineText {
            item: "NAT gateway".to_owned(),
            formula: format!(
                "{} × {} h",
                format_count(machines, "machine in the mean", "machines in the mean"),
                format_formula_number(hours)
            ),
        }
    });
    sheet.add_assumption(|| {
        format!("no more than {GCP_NAT_MAX_BILLED} machines behind a NAT gateway are billed for it")
    });
    sheet.add_assumption(|| "machines reach the internet through NAT; what passes through it is left out".to_owned());
}

/// The price of a machine behind Cloud NAT.
pub const GCP_NAT_ID: &str = "gcp.network.nat.per_vm";
/// Machines that pay for it.
pub const GCP_NAT_MAX_BILLED: f64 = 32.0;
