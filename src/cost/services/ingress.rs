//! What stands in front: balancers, gateways for calls, queues, and the log that calls leave behind.

use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::format_formula_number;
use crate::cost::formula::load::SECONDS_PER_HOUR;
use crate::cost::line::ChargeScope;
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::term::CostTerm;
use crate::model::{Cloud, FrontDoor};

/// Requests that one connection carries, for a balancer's capacity units.
const REQUESTS_PER_CONNECTION: f64 = 10.0;
/// New connections per second in one capacity unit of an application load balancer.
const CONNECTIONS_PER_LCU: f64 = 25.0;
/// Addresses of an application load balancer, which stands in two zones at least.
const BALANCER_ADDRESSES: f64 = 2.0;
/// Bytes that a message counts as at least, where a queue bills bytes.
const MESSAGE_BYTES: f64 = 1000.0;

/// Calls that are paid for by the million.
pub fn add_call_lines(
    sheet: &mut BillBuilder,
    need: &ResourceNeed,
    (id, free): (&'static str, &'static str),
    item: &'static str,
    counted: &'static str,
) {
    let (paid, free) = sheet.deduct_allowance_from_term(free, CostTerm::per_call(1.0), need.volume);
    let less = sheet.format_free_part(free);
    sheet.add_term_line(id, (paid.scaled(1e-6), need), ChargedTo::for_workload(need.name), |_| LineText {
        item: item.to_owned(),
        formula: format!("{} {counted}{less}", format_formula_number(need.volume)),
    });
}

/// What calls come in through. `usual` says whether the platform usually has a balancer in front.
pub fn add_front_doors(sheet: &mut BillBuilder, needs: &[ResourceNeed], usual: bool, once: ChargeScope, what: &str) {
    let behind = |need: &&ResourceNeed| {
        need.load_kind != LoadKind::Jobs
            && match need.front_door {
                FrontDoor::Usual | FrontDoor::FunctionUrl => usual,
                // A gateway finds machines only through a balancer.
                FrontDoor::HttpApi => usual,
                FrontDoor::LoadBalancer => true,
                FrontDoor::Internal => false,
            }
    };
    let balanced: Vec<&ResourceNeed> = needs.iter().filter(behind).collect();
    add_balancer(sheet, needs.first(), &balanced, once, what);
    for need in
        needs.iter().filter(|need| need.front_door == FrontDoor::HttpApi && need.load_kind == LoadKind::Requests)
    {
        add_api_gateway(sheet, need);
    }
}

/// A gateway that is paid by the call.
fn add_api_gateway(sheet: &mut BillBuilder, need: &ResourceNeed) {
    let million = |calls: f64| calls / 1e6;
    let (tiers, free): (&[(&'static str, f64)], Option<&'static str>) = match sheet.cloud {
        Cloud::Aws => (&[("aws.apigw.http", million(300e6)), ("aws.apigw.http.t2", f64::INFINITY)], None),
        Cloud::Gcp => (
            &[("gcp.apigateway.calls", million(1e9)), ("gcp.apigateway.calls.t2", f64::INFINITY)],
            Some("gcp.apigateway.free"),
        ),
        Cloud::Azure => (&[("azure.apim.consumption", f64::INFINITY)], Some("azure.apim.free")),
    };
    let law = CostTerm::per_call(1.0);
    let (law, free) = match free {
        Some(free) => sheet.deduct_allowance_from_term(free, law, need.volume),
        None => (law, 0.0),
    };
    let less = sheet.format_free_part(free);
    sheet.add_tier_lines(tiers, (law.scaled(1e-6), need), ChargedTo::for_workload(need.name), || LineText {
        item: "HTTP API".to_owned(),
        formula: format!("{} calls{less}", format_formula_number(need.volume)),
    });
}

/// A load balancer in front of those that answer calls; none when nobody does.
fn add_balancer(
    sheet: &mut BillBuilder,
    first: Option<&ResourceNeed>,
    needs: &[&ResourceNeed],
    once: ChargeScope,
    what: &str,
) {
    if needs.is_empty() {
        return;
    }
    let (hours, gib) = (sheet.month_hours, needs.iter().map(|need| need.egress_gib).sum::<f64>());
    let (fixed, name, addresses) = match sheet.cloud {
        Cloud::Aws => ("aws.alb.hour", "application load balancer", BALANCER_ADDRESSES),
        Cloud::Gcp => ("gcp.lb.forwarding_first5", "load balancer, first five rules", 0.0),
        Cloud::Azure => ("azure.lb.first5", "standard load balancer, first five rules", 1.0),
    };
    sheet.public_addresses += addresses;
    sheet.add_line(fixed, hours, ChargedTo::shared(once), || LineText {
        item: format!("{what}: {name}"),
        formula: format!("1 × {} h", format_formula_number(hours)),
    });
    let traffic = |item: &'static str| {
        move || LineText {
            item: item.to_owned(),
            formula: format!("{} GiB out through it", format_formula_number(gib)),
        }
    };
    match sheet.cloud {
        Cloud::Aws => add_capacity_units(sheet, first, needs, once, gib),
        Cloud::Gcp if gib > 0.0 => {
            sheet.add_line("gcp.lb.data", gib, ChargedTo::shared(once), traffic("Load balancer data"))
        }
        Cloud::Azure if gib > 0.0 => {
            sheet.add_line("azure.lb.data", gib, ChargedTo::shared(once), traffic("Load balancer data"))
        }
        Cloud::Gcp | Cloud::Azure => {}
    }
}

/// LCU-hours: new connections (25 per second) or GB per hour (1), whichever asks for more.
fn add_capacity_units(
    sheet: &mut BillBuilder,
    first: Option<&ResourceNeed>,
    needs: &[&ResourceNeed],
    once: ChargeScope,
    gib: f64,
) {
    let Some(first) = first else { return };
    let calling = |need: &&&ResourceNeed| need.load_kind == LoadKind::Requests;
    let calls: f64 = needs.iter().filter(calling).map(|need| need.arrival_rate).sum();
    // The course of a bill runs along the volume of the first need, which may have another door.
    let is_first = |need: &&&ResourceNeed| std::ptr::eq(**need, first);
    let others: f64 = needs.iter().filter(calling).filter(|need| !is_first(need)).map(|need| need.arrival_rate).sum();
    let follows = needs.iter().filter(calling).any(|need| is_first(&need));
    let per_unit = CONNECTIONS_PER_LCU * REQUESTS_PER_CONNECTION;
    let hours = sheet.month_hours;
    // A month's calls at one per second are a connection's share of a unit in every hour.
    let each = if follows { 1.0 / (SECONDS_PER_HOUR * per_unit) } else { 0.0 };
    let law = CostTerm::per_call(each).plus(others / per_unit * hours).at_least(gib);
    if law.at(first.volume) == 0.0 && each == 0.0 {
        return;
    }
    sheet.add_assumption(|| {
        format!("a connection carries {REQUESTS_PER_CONNECTION} requests (balancer's capacity units)")
    });
    sheet.add_term_line("aws.alb.lcu", (law, first), ChargedTo::shared(once), |_| LineText {
        item: "Load balancer capacity units".to_owned(),
        formula: format!(
            "max({} requests/s / {}, {} GiB / {} h) × {} h",
            format_formula_number(calls),
            per_unit,
            format_formula_number(gib),
            format_formula_number(hours),
            format_formula_number(hours)
        ),
    });
}

/// Messages through a queue. What they cost follows the messages that were said, not the volume; where a queue was put before
/// everything as a safeguard, there are as many as requests or jobs.
pub fn add_queues(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let of_all = sheet.safeguards().queue;
    let is_queued =
        |need: &&ResourceNeed| need.queued_messages > 0.0 || (of_all && need.load_kind != LoadKind::Unknown);
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
            let counted = format!("{} {unit}{less}", format_formula_number(all));
            LineText {
                item: format!("Queue: {name}"),
                formula: if sheet_is_gcp { format!("({counted}) / 1,024") } else { counted },
            }
        };
        if need.queued_messages == 0.0 {
            let law = CostTerm::per_call(per_message);
            let all = law.at(need.volume);
            let (paid, taken) = match free {
                Some(free) => sheet.deduct_allowance_from_term(free, law, need.volume),
                None => (law, 0.0),
            };
            let less = sheet.format_free_part(taken);
            sheet
                .add_term_line(id, (paid.scaled(each), need), ChargedTo::for_workload(need.name), |_| says(all, &less));
            continue;
        }
        let all = need.queued_messages * per_message;
        let paid = free.map_or(all, |free| sheet.deduct_allowance(free, all));
        let less = sheet.format_free_part(all - paid);
        sheet.add_line(id, paid * each, ChargedTo::for_workload(need.name), || says(all, &less));
    }
}

/// Log: what is taken in, and what keeping a month of it costs where that is not included.
pub fn add_logs(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let (id, free, store) = match sheet.cloud {
        Cloud::Aws => ("aws.logs.ingest", "aws.logs.free", Some("aws.logs.store")),
        Cloud::Gcp => ("gcp.logging", "gcp.logging.free", None),
        Cloud::Azure => ("azure.logs", "azure.logs.free", None),
    };
    for need in needs.iter().filter(|need| need.log_gib_per_call > 0.0 && need.load_kind != LoadKind::Unknown) {
        let all = CostTerm::per_call(need.log_gib_per_call);
        let written = all.at(need.volume);
        let (paid, free) = sheet.deduct_allowance_from_term(free, all.clone(), need.volume);
        let less = sheet.format_free_part(free);
        sheet.add_term_line(id, (paid, need), ChargedTo::for_workload(need.name), |_| LineText {
            item: "Logs, taken in".to_owned(),
            formula: format!("{} GiB{less}", format_formula_number(written)),
        });
        if let Some(store) = store {
            sheet.add_term_line(store, (all, need), ChargedTo::for_workload(need.name), |_| LineText {
                item: "Logs, kept for a month".to_owned(),
                formula: format!("{} GiB", format_formula_number(written)),
            });
        }
    }
}
