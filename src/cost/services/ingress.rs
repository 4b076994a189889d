//! What calls pass on their way in: load balancers, API gateways and queues, and the logs that they leave.

use crate::cost::billed_quantity::BilledQuantity;
use crate::cost::builder::BillBuilder;
use crate::cost::formula::load::SECONDS_PER_HOUR;
use crate::cost::line_parts::{ChargedTo, LineText, Role};
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::notes::Assumption;
use crate::cost::term::CostTerm;
use crate::model::number::format_significant as number;
use crate::model::{Cloud, FrontDoor};

/// Requests per connection, for capacity units of a load balancer.
const REQUESTS_PER_CONNECTION: f64 = 10.0;
/// New connections per second in one capacity unit of an application load balancer.
const CONNECTIONS_PER_LCU: f64 = 25.0;
/// Addresses of an application load balancer, which is in at least two zones.
const BALANCER_ADDRESSES: f64 = 2.0;
/// Minimum billed size of a message, where a queue bills bytes.
const MESSAGE_BYTES: f64 = 1000.0;

/// Calls that are billed by the million.
pub fn add_call_lines(
    bill: &mut BillBuilder,
    need: &ResourceNeed,
    (id, allowance): (&'static str, Option<&'static str>),
    item: &'static str,
    counted: &'static str,
) {
    let (paid, less) = bill.deduct_allowance_from_term(allowance, CostTerm::per_call(1.0), need);
    bill.add_quantity_line(id, paid.scaled(1e-6), ChargedTo::for_workload(need.name), || LineText {
        item: item.to_owned(),
        formula: format!("{} {counted}{less}", number(need.volume)),
    });
}

/// Whether calls come in through a load balancer, and answers leave through it. `has_balancer` says whether the platform usually has
/// one.
pub fn is_balanced(need: &ResourceNeed, has_balancer: bool) -> bool {
    need.load_kind != LoadKind::Jobs
        && match need.front_door {
            // An API gateway reaches machines through a load balancer.
            FrontDoor::Usual | FrontDoor::FunctionUrl | FrontDoor::HttpApi => has_balancer,
            FrontDoor::LoadBalancer => true,
            FrontDoor::Internal => false,
        }
}

/// What calls come in through. `has_balancer` says whether the platform usually has a load balancer.
pub fn add_front_doors(bill: &mut BillBuilder, needs: &[ResourceNeed], has_balancer: bool, balancer: Role) {
    let balanced: Vec<&ResourceNeed> = needs.iter().filter(|need| is_balanced(need, has_balancer)).collect();
    add_balancer(bill, needs.first(), &balanced, balancer);
    add_api_gateways(bill, needs);
}

/// Whether calls come in through an API gateway.
pub fn has_api_gateway(need: &ResourceNeed) -> bool {
    need.front_door == FrontDoor::HttpApi && need.load_kind == LoadKind::Requests
}

/// API gateways for the needs that have one.
pub fn add_api_gateways(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    needs.iter().filter(|need| has_api_gateway(need)).for_each(|need| add_api_gateway(bill, need));
}

/// An API gateway, billed by the call.
fn add_api_gateway(bill: &mut BillBuilder, need: &ResourceNeed) {
    let million = |calls: f64| calls / 1e6;
    let (tiers, allowance): (&[(&'static str, f64)], Option<&'static str>) = match bill.purchase.cloud {
        Cloud::Aws => (&[("aws.apigw.http", million(300e6)), ("aws.apigw.http.t2", f64::INFINITY)], None),
        Cloud::Gcp => (
            &[("gcp.apigateway.calls", million(1e9)), ("gcp.apigateway.calls.t2", f64::INFINITY)],
            Some("gcp.apigateway.free"),
        ),
        Cloud::Azure => (&[("azure.apim.consumption", f64::INFINITY)], Some("azure.apim.free")),
    };
    let (paid, less) = bill.deduct_allowance_from_term(allowance, CostTerm::per_call(1.0), need);
    bill.add_tier_lines(tiers, paid.scaled(1e-6), ChargedTo::for_workload(need.name), || LineText {
        item: "HTTP API".to_owned(),
        formula: format!("{} calls{less}", number(need.volume)),
    });
}

/// A load balancer for these needs. The cost curve follows the first need of the bill, which may not be one of them.
fn add_balancer(bill: &mut BillBuilder, first: Option<&ResourceNeed>, needs: &[&ResourceNeed], role: Role) {
    if needs.is_empty() {
        return;
    }
    let (hours, gib) = (bill.month_hours, needs.iter().map(|need| need.egress_gib).sum::<f64>());
    let (fixed, name, addresses) = match bill.purchase.cloud {
        Cloud::Aws => ("aws.alb.hour", "application load balancer", BALANCER_ADDRESSES),
        Cloud::Gcp => ("gcp.lb.forwarding_first5", "load balancer, first five rules", 0.0),
        Cloud::Azure => ("azure.lb.first5", "standard load balancer, first five rules", 1.0),
    };
    bill.public_addresses += addresses;
    let payer = ChargedTo::shared(role.scope);
    bill.add_line(fixed, hours, payer, || LineText {
        item: format!("{}: {name}", role.label),
        formula: format!("1 × {} h", number(hours)),
    });
    let traffic =
        || LineText { item: "Load balancer data".to_owned(), formula: format!("{} GiB out through it", number(gib)) };
    match bill.purchase.cloud {
        Cloud::Aws => add_capacity_units(bill, first, needs, payer, gib),
        Cloud::Gcp if gib > 0.0 => bill.add_line("gcp.lb.data", gib, payer, traffic),
        Cloud::Azure if gib > 0.0 => bill.add_line("azure.lb.data", gib, payer, traffic),
        Cloud::Gcp | Cloud::Azure => {}
    }
}

/// LCU-hours: new connections (25 per second) or GB per hour (1), whichever is more.
fn add_capacity_units(
    bill: &mut BillBuilder,
    first: Option<&ResourceNeed>,
    needs: &[&ResourceNeed],
    payer: ChargedTo,
    gib: f64,
) {
    let Some(first) = first else { return };
    let has_requests = |need: &&&ResourceNeed| need.load_kind == LoadKind::Requests;
    let calls: f64 = needs.iter().filter(has_requests).map(|need| need.arrival_rate).sum();
    let is_first = |need: &&&ResourceNeed| std::ptr::eq(**need, first);
    let others: f64 =
        needs.iter().filter(has_requests).filter(|need| !is_first(need)).map(|need| need.arrival_rate).sum();
    let includes_first = needs.iter().filter(has_requests).any(|need| is_first(&need));
    let per_unit = CONNECTIONS_PER_LCU * REQUESTS_PER_CONNECTION;
    let hours = bill.month_hours;
    // Requests per second times hours, for one request per month.
    let each = if includes_first { 1.0 / (SECONDS_PER_HOUR * per_unit) } else { 0.0 };
    let term = CostTerm::per_call(each).plus(others / per_unit * hours).at_least(gib);
    if term.at(first.volume) == 0.0 && each == 0.0 {
        return;
    }
    bill.assume(Assumption::RequestsPerConnection(REQUESTS_PER_CONNECTION));
    bill.add_quantity_line("aws.alb.lcu", BilledQuantity::of_need(term, first), payer, || LineText {
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

/// Whether its messages, or with a queue as a safeguard all of its requests and jobs, pass through a queue.
pub fn is_queued(need: &ResourceNeed, is_safeguard: bool) -> bool {
    need.queued_messages > 0.0 || (is_safeguard && need.load_kind != LoadKind::Unknown)
}

/// Whether it writes logs that are counted.
pub fn is_logged(need: &ResourceNeed) -> bool {
    need.log_gib_per_call > 0.0 && need.load_kind != LoadKind::Unknown
}

/// Messages through a queue. Where their number is given, it does not follow the volume; where a queue is a safeguard, there is
/// one message for each request or job.
pub fn add_queues(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let is_for_all = bill.purchase.safeguards.queue;
    for need in needs.iter().filter(|need| is_queued(need, is_for_all)) {
        let (id, name, per_message, allowance, price_unit, unit) = match bill.purchase.cloud {
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
        let is_gcp = bill.purchase.cloud == Cloud::Gcp;
        let text = |all: f64, less: &str| {
            let billed = format!("{} {unit}{less}", number(all));
            let formula = if is_gcp { format!("({billed}) / 1,024") } else { billed };
            LineText { item: format!("Queue: {name}"), formula }
        };
        let payer = ChargedTo::for_workload(need.name);
        if need.queued_messages == 0.0 {
            let term = CostTerm::per_call(per_message);
            let all = term.at(need.volume);
            let (paid, less) = bill.deduct_allowance_from_term(allowance, term, need);
            bill.add_quantity_line(id, paid.scaled(price_unit), payer, || text(all, &less));
        } else {
            let all = need.queued_messages * per_message;
            let (paid, less) = bill.deduct_allowance(allowance, all);
            bill.add_line(id, paid * price_unit, payer, || text(all, &less));
        }
    }
}

/// Logs: ingestion, and storage for a month where ingestion does not include it.
pub fn add_logs(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let (id, allowance, store) = match bill.purchase.cloud {
        Cloud::Aws => ("aws.logs.ingest", "aws.logs.free", Some("aws.logs.store")),
        Cloud::Gcp => ("gcp.logging", "gcp.logging.free", None),
        Cloud::Azure => ("azure.logs", "azure.logs.free", None),
    };
    for need in needs.iter().filter(|need| is_logged(need)) {
        let all = CostTerm::per_call(need.log_gib_per_call);
        let written = all.at(need.volume);
        let (paid, less) = bill.deduct_allowance_from_term(Some(allowance), all.clone(), need);
        bill.add_quantity_line(id, paid, ChargedTo::for_workload(need.name), || LineText {
            item: "Logs, ingestion".to_owned(),
            formula: format!("{} GiB{less}", number(written)),
        });
        if let Some(store) = store {
            bill.add_quantity_line(
                store,
                BilledQuantity::of_need(all, need),
                ChargedTo::for_workload(need.name),
                || LineText {
                    item: "Logs, storage for a month".to_owned(),
                    formula: format!("{} GiB", number(written)),
                },
            );
        }
    }
}
