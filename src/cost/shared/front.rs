//! What stands in front: balancers, gateways for calls, queues, and the log that calls leave behind.

use crate::cost::formula::load::SECONDS;
use crate::cost::law::Law;
use crate::cost::line::Once;
use crate::cost::need::{Need, Work};
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::{Cloud, FrontDoor};

/// Requests that one connection carries, for a balancer's capacity units.
const REQUESTS_PER_CONNECTION: f64 = 10.0;
/// New connections per second in one capacity unit of an application load balancer.
const CONNECTIONS_PER_UNIT: f64 = 25.0;
/// Addresses of an application load balancer, which stands in two zones at least.
const BALANCER_ADDRESSES: f64 = 2.0;
/// Bytes that a message counts as at least, where a queue bills bytes.
const MESSAGE_BYTES: f64 = 1000.0;

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

/// What calls come in through. `usual` says whether the platform usually has a balancer in front.
pub fn doors(sheet: &mut Sheet, needs: &[Need], usual: bool, once: Once, what: &str) {
    let behind = |need: &&Need| {
        need.work != Work::Jobs
            && match need.front_door {
                FrontDoor::Usual | FrontDoor::FunctionUrl => usual,
                // A gateway finds machines only through a balancer.
                FrontDoor::HttpApi => usual,
                FrontDoor::LoadBalancer => true,
                FrontDoor::Internal => false,
            }
    };
    let balanced: Vec<&Need> = needs.iter().filter(behind).collect();
    balancer(sheet, needs.first(), &balanced, once, what);
    for need in needs.iter().filter(|need| need.front_door == FrontDoor::HttpApi && need.work == Work::Requests) {
        gateway(sheet, need);
    }
}

/// A gateway that is paid by the call.
fn gateway(sheet: &mut Sheet, need: &Need) {
    let million = |calls: f64| calls / 1e6;
    let (tiers, free): (&[(&'static str, f64)], Option<&'static str>) = match sheet.cloud {
        Cloud::Aws => (&[("aws.apigw.http", million(300e6)), ("aws.apigw.http.t2", f64::INFINITY)], None),
        Cloud::Gcp => (
            &[("gcp.apigateway.calls", million(1e9)), ("gcp.apigateway.calls.t2", f64::INFINITY)],
            Some("gcp.apigateway.free"),
        ),
        Cloud::Azure => (&[("azure.apim.consumption", f64::INFINITY)], Some("azure.apim.free")),
    };
    let law = Law::per_call(1.0);
    let (law, free) = match free {
        Some(free) => sheet.law_beyond_free(free, law, need.volume),
        None => (law, 0.0),
    };
    let less = sheet.less_free(free);
    sheet.charge_tiers(tiers, (law.times(1e-6), need), For::one(need.name), || Text {
        item: "HTTP API".to_owned(),
        formula: format!("{} calls{less}", number(need.volume)),
    });
}

/// A load balancer in front of those that answer calls; none when nobody does.
fn balancer(sheet: &mut Sheet, first: Option<&Need>, needs: &[&Need], once: Once, what: &str) {
    if needs.is_empty() {
        return;
    }
    let (hours, gib) = (sheet.hours, needs.iter().map(|need| need.egress).sum::<f64>());
    let (fixed, name, addresses) = match sheet.cloud {
        Cloud::Aws => ("aws.alb.hour", "application load balancer", BALANCER_ADDRESSES),
        Cloud::Gcp => ("gcp.lb.forwarding_first5", "load balancer, first five rules", 0.0),
        Cloud::Azure => ("azure.lb.first5", "standard load balancer, first five rules", 1.0),
    };
    sheet.addresses += addresses;
    sheet.charge(fixed, hours, For::all(once), || Text {
        item: format!("{what}: {name}"),
        formula: format!("1 × {} h", number(hours)),
    });
    let traffic = |item: &'static str| {
        move || Text { item: item.to_owned(), formula: format!("{} GiB out through it", number(gib)) }
    };
    match sheet.cloud {
        Cloud::Aws => capacity_units(sheet, first, needs, once, gib),
        Cloud::Gcp if gib > 0.0 => sheet.charge("gcp.lb.data", gib, For::all(once), traffic("Load balancer data")),
        Cloud::Azure if gib > 0.0 => sheet.charge("azure.lb.data", gib, For::all(once), traffic("Load balancer data")),
        Cloud::Gcp | Cloud::Azure => {}
    }
}

/// LCU-hours: new connections (25 per second) or GB per hour (1), whichever asks for more.
fn capacity_units(sheet: &mut Sheet, first: Option<&Need>, needs: &[&Need], once: Once, gib: f64) {
    let Some(first) = first else { return };
    let calling = |need: &&&Need| need.work == Work::Requests;
    let calls: f64 = needs.iter().filter(calling).map(|need| need.arrivals).sum();
    // The course of a bill runs along the volume of the first need, which may have another door.
    let is_first = |need: &&&Need| std::ptr::eq(**need, first);
    let others: f64 = needs.iter().filter(calling).filter(|need| !is_first(need)).map(|need| need.arrivals).sum();
    let follows = needs.iter().filter(calling).any(|need| is_first(&need));
    let per_unit = CONNECTIONS_PER_UNIT * REQUESTS_PER_CONNECTION;
    let hours = sheet.hours;
    // A month's calls at one per second are a connection's share of a unit in every hour.
    let each = if follows { 1.0 / (SECONDS * per_unit) } else { 0.0 };
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

/// Messages through a queue. What they cost follows the messages that were said, not the volume; where a queue was put before
/// everything as a safeguard, there are as many as requests or jobs.
pub fn queues(sheet: &mut Sheet, needs: &[Need]) {
    let of_all = sheet.safeguards().queue;
    let is_queued = |need: &&Need| need.queued > 0.0 || (of_all && need.work != Work::Unknown);
    for need in needs.iter().filter(is_queued) {
        let (id, name, per_message, free, each, unit) = match sheet.cloud {
            // Sent, received, deleted.
            Cloud::Aws => ("aws.sqs.standard", "SQS", 3.0, Some("aws.sqs.free"), 1e-6, "requests"),
            // Published and delivered; the allowance is in GiB, the price by the TiB.
            Cloud::Gcp => (
                "gcp.pubsub.throughput",
                "Pub/Sub",
                2.0 * MESSAGE_BYTES / (1024.0 * 1024.0 * 1024.0),
                Some("gcp.pubsub.free"),
                1.0 / 1024.0,
                "GiB",
            ),
            // Sent, received.
            Cloud::Azure => ("azure.servicebus.basic", "Service Bus", 2.0, None, 1e-6, "operations"),
        };
        let sheet_is_gcp = sheet.cloud == Cloud::Gcp;
        let says = |all: f64, less: &str| {
            let counted = format!("{} {unit}{less}", number(all));
            Text {
                item: format!("Queue: {name}"),
                formula: if sheet_is_gcp { format!("({counted}) / 1,024") } else { counted },
            }
        };
        if need.queued == 0.0 {
            let law = Law::per_call(per_message);
            let all = law.at(need.volume);
            let (paid, taken) = match free {
                Some(free) => sheet.law_beyond_free(free, law, need.volume),
                None => (law, 0.0),
            };
            let less = sheet.less_free(taken);
            sheet.charge_law(id, (paid.times(each), need), For::one(need.name), |_| says(all, &less));
            continue;
        }
        let all = need.queued * per_message;
        let paid = free.map_or(all, |free| sheet.beyond_free(free, all));
        let less = sheet.less_free(all - paid);
        sheet.charge(id, paid * each, For::one(need.name), || says(all, &less));
    }
}

/// Log: what is taken in, and what keeping a month of it costs where that is not included.
pub fn logs(sheet: &mut Sheet, needs: &[Need]) {
    let (id, free, store) = match sheet.cloud {
        Cloud::Aws => ("aws.logs.ingest", "aws.logs.free", Some("aws.logs.store")),
        Cloud::Gcp => ("gcp.logging", "gcp.logging.free", None),
        Cloud::Azure => ("azure.logs", "azure.logs.free", None),
    };
    for need in needs.iter().filter(|need| need.log_each > 0.0 && need.work != Work::Unknown) {
        let all = Law::per_call(need.log_each);
        let written = all.at(need.volume);
        let (paid, free) = sheet.law_beyond_free(free, all.clone(), need.volume);
        let less = sheet.less_free(free);
        sheet.charge_law(id, (paid, need), For::one(need.name), |_| Text {
            item: "Logs, taken in".to_owned(),
            formula: format!("{} GiB{less}", number(written)),
        });
        if let Some(store) = store {
            sheet.charge_law(store, (all, need), For::one(need.name), |_| Text {
                item: "Logs, kept for a month".to_owned(),
                formula: format!("{} GiB", number(written)),
            });
        }
    }
}
