//! Lines that are the same on several kinds of platform: storage, traffic, balancers, data services.

use super::formula::load::{SECONDS, whole};
use super::law::Law;
use super::line::Once;
use super::machine::{Fitting, charge_standing, one_for};
use super::need::{Need, Work};
use super::sheet::{For, Sheet, Text};
use super::words::number;
use crate::model::Cloud;

/// GB in a TB of a price tier.
const TB: f64 = 1024.0;
/// Requests that one connection carries, for a balancer's capacity units.
const REQUESTS_PER_CONNECTION: f64 = 10.0;
/// New connections per second in one capacity unit of an application load balancer.
const CONNECTIONS_PER_UNIT: f64 = 25.0;

/// Data services that get a line each; more of them share one.
const MOST_LINES: u32 = 20;

/// Calls that are paid for by the million.
pub fn calls(
    sheet: &mut Sheet,
    need: &Need,
    (id, free): (&'static str, &'static str),
    item: &'static str,
    counted: &'static str,
) {
    let (paid, free) = sheet.law_beyond_free(free, Law::per_call(1.0), need.volume);
    let less = sheet.less_free(free);
    sheet.charge_law(id, (paid.times(1e-6), need), For::one(need.name), |_| Text {
        item: item.to_owned(),
        formula: format!("{} {counted}{less}", number(need.volume)),
    });
}

/// Block storage.
pub fn disks(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs.iter().filter(|need| need.storage > 0.0) {
        disk(sheet, need.storage, "Disk", For::one(need.name));
    }
}

/// So many GiB of block storage.
pub fn disk(sheet: &mut Sheet, gib: f64, what: &str, whom: For) {
    match sheet.cloud {
        Cloud::Aws => sheet.charge("aws.ebs.gp3", gib, whom, || Text {
            item: format!("{what}: EBS gp3"),
            formula: format!("{} GiB kept", number(gib)),
        }),
        Cloud::Gcp => sheet.charge("gcp.compute.disk.pd-balanced", gib, whom, || Text {
            item: format!("{what}: balanced persistent disk"),
            formula: format!("{} GiB kept", number(gib)),
        }),
        Cloud::Azure => {
            // Azure sells disks in sizes: as many of the one size as hold it, whichever is cheaper.
            let small = (32.0, "azure.disk.p4", "P4");
            let large = (128.0, "azure.disk.p10", "P10");
            let cost = |(each, id, _): (f64, &str, &str)| {
                sheet.book.price(id).map_or(0.0, |price| price.value) * whole(gib / each)
            };
            let (each, id, name) = if cost(small) <= cost(large) { small } else { large };
            let count = whole(gib / each);
            sheet.charge(id, count, whom, || Text {
                item: format!("{what}: premium SSD {name}, {each} GiB"),
                formula: format!("ceil({} GiB kept / {each} GiB)", number(gib)),
            });
        }
    }
}

/// Storage where there is no disk to attach.
pub fn objects(sheet: &mut Sheet, needs: &[Need]) {
    let id = match sheet.cloud {
        Cloud::Aws => "aws.s3.standard",
        Cloud::Gcp => "gcp.storage.standard_regional",
        Cloud::Azure => "azure.blob.hot",
    };
    for need in needs.iter().filter(|need| need.storage > 0.0) {
        sheet.assume(|| format!("{}: no disk can be attached here, object storage taken", need.name));
        sheet.charge(id, need.storage, For::one(need.name), || Text {
            item: "Object storage".to_owned(),
            formula: format!("{} GiB kept", number(need.storage)),
        });
    }
}

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

/// A load balancer in front of whatever answers calls; none when there are only jobs.
pub fn balancer(sheet: &mut Sheet, needs: &[Need], once: Once, what: &str) {
    if needs.iter().all(|need| need.work == Work::Jobs) {
        return;
    }
    let (hours, gib) = (sheet.hours, needs.iter().map(|need| need.egress).sum::<f64>());
    let (fixed, name) = match sheet.cloud {
        Cloud::Aws => ("aws.alb.hour", "application load balancer"),
        Cloud::Gcp => ("gcp.lb.forwarding_first5", "load balancer, first five rules"),
        Cloud::Azure => ("azure.lb.first5", "standard load balancer, first five rules"),
    };
    sheet.charge(fixed, hours, For::all(once), || Text {
        item: format!("{what}: {name}"),
        formula: format!("1 × {} h", number(hours)),
    });
    let traffic = |item: &'static str| {
        move || Text { item: item.to_owned(), formula: format!("{} GiB out through it", number(gib)) }
    };
    match sheet.cloud {
        Cloud::Aws => capacity_units(sheet, needs, once, gib),
        Cloud::Gcp if gib > 0.0 => sheet.charge("gcp.lb.data", gib, For::all(once), traffic("Load balancer data")),
        Cloud::Azure if gib > 0.0 => sheet.charge("azure.lb.data", gib, For::all(once), traffic("Load balancer data")),
        Cloud::Gcp | Cloud::Azure => {}
    }
}

/// LCU-hours: new connections (25 per second) or GB per hour (1), whichever asks for more.
fn capacity_units(sheet: &mut Sheet, needs: &[Need], once: Once, gib: f64) {
    let Some(first) = needs.first() else { return };
    let calling = |need: &&Need| need.work == Work::Requests;
    let calls: f64 = needs.iter().filter(calling).map(|need| need.arrivals).sum();
    let others: f64 = needs.iter().skip(1).filter(calling).map(|need| need.arrivals).sum();
    let per_unit = CONNECTIONS_PER_UNIT * REQUESTS_PER_CONNECTION;
    let hours = sheet.hours;
    // A month's calls at one per second are a connection's share of a unit in every hour.
    let each = if first.work == Work::Requests { 1.0 / (SECONDS * per_unit) } else { 0.0 };
    let law = Law::per_call(each).plus(others / per_unit * hours).at_least(gib);
    if law.at(first.volume) == 0.0 && each == 0.0 {
        return;
    }
    sheet.assume(|| format!("a connection carries {REQUESTS_PER_CONNECTION} requests (balancer's capacity units)"));
    sheet.charge_law("aws.alb.lcu", (law, first), For::all(once), |_| Text {
        item: "Load balancer capacity units".to_owned(),
        formula: format!(
            "max({} requests/s / {}, {} GiB / {} h) × {} h",
            number(calls),
            per_unit,
            number(gib),
            number(hours),
            number(hours)
        ),
    });
}

/// Databases and caches that the provider runs, each of a small stated size.
pub fn managed_data(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs.iter().filter(|need| need.managed_data > 0) {
        let spread = need.zones > 1.0;
        let (id, size, count) = match (sheet.cloud, spread) {
            (Cloud::Aws, true) => ("aws.rds.t4g.small.multi", "RDS db.t4g.small, two zones", 1.0),
            (Cloud::Aws, false) => ("aws.rds.t4g.small", "RDS db.t4g.small, one zone", 1.0),
            (Cloud::Gcp, true) => ("gcp.sql.g1small", "Cloud SQL db-g1-small, two zones", 2.0),
            (Cloud::Gcp, false) => ("gcp.sql.g1small", "Cloud SQL db-g1-small, one zone", 1.0),
            (Cloud::Azure, true) => ("azure.pg.b1ms", "PostgreSQL flexible B1ms and a standby", 2.0),
            (Cloud::Azure, false) => ("azure.pg.b1ms", "PostgreSQL flexible B1ms", 1.0),
        };
        let (quantity, each) = if sheet.cloud == Cloud::Aws {
            (sheet.hours, format!("{} h", number(sheet.hours)))
        } else {
            (count, format!("{count} all month"))
        };
        sheet.assume(|| format!("{}: a managed database or cache is taken as {size}, its storage left out", need.name));
        let whom = For { once: Once::Service, workload: Some(need.name) };
        let all = need.managed_data;
        if all > MOST_LINES {
            sheet.charge(id, quantity * f64::from(all), whom, || Text {
                item: format!("Managed data, {all} times: {size}"),
                formula: format!("{all} × {each}"),
            });
            continue;
        }
        for nth in 1..=all {
            sheet.charge(id, quantity, whom, || Text {
                item: format!("Managed data {nth} of {all}: {size}"),
                formula: format!("1 × {each}"),
            });
        }
    }
}

/// Databases that the team runs where the platform has no machine for them: a small machine each.
pub fn own_data_hosts(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs.iter().filter(|need| need.own_data > 0) {
        let fitting = Fitting { vcpus: 0.0, mean: 0.0, gib: super::need::OWN_DATA_GIB };
        let Some(size) = one_for(sheet.book, (sheet.cloud, sheet.commitment), fitting) else {
            continue;
        };
        let name = need.name;
        sheet.assume(|| format!("{name}: a database of its own cannot run here, a {} each taken", size.name));
        sheet.own_data_apart = true;
        let before = sheet.paid;
        let how = || format!("{} for {name}", need.own_data);
        let amount = charge_standing(sheet, &size, f64::from(need.own_data), "Own data", Once::Host, how);
        sheet.course.add(amount);
        sheet.paid = before;
    }
}

/// What no bill here contains.
pub fn left_out(sheet: &mut Sheet, machines: bool) {
    sheet.assume(|| {
        if machines {
            "left out: boot disks, NAT gateways, public addresses, traffic between zones, logs, every environment but production"
                .to_owned()
        } else {
            "left out: API gateways, NAT gateways, logs, every environment but production".to_owned()
        }
    });
}
