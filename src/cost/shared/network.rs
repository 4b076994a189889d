//! What goes over the wire: traffic out, between zones, through an edge cache, and the gateways and addresses for it.

use crate::cost::law::Law;
use crate::cost::line::Once;
use crate::cost::need::Need;
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::{counted, number};
use crate::model::Cloud;

/// GB in a TB of a price tier.
const TB: f64 = 1024.0;
/// What an answer from an edge cache weighs, in KiB, to tell how many requests carry its traffic.
const CACHED_KIB: f64 = 100.0;

/// Traffic out to the internet, in tiers that the workloads fill together.
pub fn egress(sheet: &mut Sheet, needs: &[Need]) {
    let (free, tiers): (Option<&'static str>, &[(&'static str, f64)]) = match sheet.cloud {
        Cloud::Aws => (
            Some("aws.egress.free"),
            &[("aws.egress.t1", 10.0 * TB), ("aws.egress.t2", 40.0 * TB), ("aws.egress.t3", f64::INFINITY)],
        ),
        Cloud::Gcp => (
            None,
            &[
                ("gcp.network.egress.0-1TB", TB),
                ("gcp.network.egress.1-10TB", 9.0 * TB),
                ("gcp.network.egress.10TB+", f64::INFINITY),
            ],
        ),
        Cloud::Azure => (Some("azure.egress.free"), &[("azure.egress", f64::INFINITY)]),
    };
    for need in needs.iter().filter(|need| need.egress > 0.0) {
        let paid = free.map_or(need.egress, |allowance| sheet.beyond_free(allowance, need.egress));
        let less = sheet.less_free(need.egress - paid);
        let last = if sheet.cloud == Cloud::Aws { 150.0 * TB } else { 10.0 * TB };
        if sheet.cloud != Cloud::Gcp && paid > last {
            sheet
                .assume(|| format!("traffic beyond {} GiB is taken at the last price that the book has", number(last)));
        }
        sheet.charge_tiers(tiers, (Law::fixed(paid), need), For::one(need.name), || Text {
            item: "Traffic out".to_owned(),
            formula: format!("{} GiB out{less}", number(need.egress)),
        });
    }
}

/// Traffic that an edge cache answers: by volume and by request.
pub fn edge_cache(sheet: &mut Sheet, needs: &[Need]) {
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
    let cached: Vec<&Need> = needs.iter().filter(|need| need.cdn > 0.0).collect();
    if cached.is_empty() {
        return;
    }
    if sheet.cloud == Cloud::Azure {
        sheet.charge("azure.frontdoor.base", 1.0, For::all(Once::Team), || Text {
            item: "Edge cache: Front Door, base fee".to_owned(),
            formula: "1 profile".to_owned(),
        });
    }
    for need in cached {
        let whom = For::one(need.name);
        let paid = free_gb.map_or(need.cdn, |free| sheet.beyond_free(free, need.cdn));
        let less = sheet.less_free(need.cdn - paid);
        sheet.charge(gb, paid, whom, || Text {
            item: format!("Edge cache: {name}"),
            formula: format!("{} GiB answered{less}", number(need.cdn)),
        });
        let requests = need.cdn * 1024.0 * 1024.0 / CACHED_KIB;
        let paid = free_calls.map_or(requests, |free| sheet.beyond_free(free, requests));
        let less = sheet.less_free(requests - paid);
        sheet.assume(|| format!("an answer from the edge cache weighs {CACHED_KIB} KiB; filling it is left out"));
        sheet.charge(calls, paid / 1e6, whom, || Text {
            item: format!("Edge cache: {name}, requests"),
            formula: format!("{} requests{less}", number(requests)),
        });
    }
}

/// Traffic between zones: AWS bills it where it leaves and where it arrives, GCP where it leaves, Azure not at all.
pub fn between_zones(sheet: &mut Sheet, needs: &[Need]) {
    let (id, ways) = match sheet.cloud {
        Cloud::Aws => ("aws.az_transfer", 2.0),
        Cloud::Gcp => ("gcp.network.zone", 1.0),
        Cloud::Azure => return,
    };
    for need in needs.iter().filter(|need| need.between_zones > 0.0) {
        sheet.charge(id, need.between_zones * ways, For::one(need.name), || Text {
            item: "Traffic between zones".to_owned(),
            formula: format!("{} GiB × {ways}", number(need.between_zones)),
        });
    }
}

/// The way out of a private network: a gateway in each zone at AWS, one at Azure. At GCP machines pay for it one by one.
pub fn gateways(sheet: &mut Sheet, needs: &[Need]) {
    let (id, count) = match sheet.cloud {
        Cloud::Aws => ("aws.nat.hour", needs.iter().map(|need| need.zones).fold(1.0, f64::max)),
        Cloud::Azure => ("azure.nat.hour", 1.0),
        Cloud::Gcp => return,
    };
    let hours = sheet.hours;
    sheet.charge(id, count * hours, For::all(Once::Environment), || Text {
        item: "NAT gateways".to_owned(),
        formula: format!("{count} × {} h", number(hours)),
    });
    sheet.assume(|| "machines reach the internet through NAT; what passes through it is left out".to_owned());
    sheet.addresses += count;
}

/// Public addresses that were taken on the way: of balancers, gateways and machines.
pub fn addresses(sheet: &mut Sheet) {
    let id = match sheet.cloud {
        Cloud::Aws => "aws.ipv4",
        Cloud::Gcp => "gcp.network.ip.vm",
        Cloud::Azure => "azure.ip",
    };
    let (count, hours) = (std::mem::take(&mut sheet.addresses), sheet.hours);
    if count > 0.0 {
        sheet.charge(id, count * hours, For::all(Once::Environment), || Text {
            item: "Public addresses".to_owned(),
            formula: format!("{count} × {} h", number(hours)),
        });
    }
}

/// The machines of GCP that reach the internet through Cloud NAT: by the hour, up to 32 of them. The course of the bill is
/// left to the caller.
pub fn machines_behind_nat(sheet: &mut Sheet, machines: f64) {
    let (id, hours) = (GCP_NAT, sheet.hours);
    let price = sheet.price(id);
    sheet.charge_at(id, price, None, machines * hours, For::all(Once::Environment), || Text {
        item: "NAT gateway".to_owned(),
        formula: format!("{} × {} h", counted(machines, "machine in the mean", "machines in the mean"), number(hours)),
    });
    sheet.assume(|| format!("no more than {GCP_NAT_MOST} machines behind a NAT gateway are billed for it"));
    sheet.assume(|| "machines reach the internet through NAT; what passes through it is left out".to_owned());
}

/// The price of a machine behind Cloud NAT.
pub const GCP_NAT: &str = "gcp.network.nat.per_vm";
/// Machines that pay for it.
pub const GCP_NAT_MOST: f64 = 32.0;
