//! Functions: requests and GB-seconds at Lambda, with warm instances as provisioned concurrency.

use super::cloud_functions;
use crate::catalogue::PlatformKind;
use crate::cost::billed_quantity::BilledQuantity;
use crate::cost::builder::BillBuilder;
use crate::cost::formula::lambda;
use crate::cost::line_parts::{ChargedTo, LineText};
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::notes::Assumption;
use crate::cost::services::{HostingTraits, add_call_lines, add_services, report_missing_gpus};
use crate::cost::term::{Capacity, CostTerm, TermBasis, WarmCalls};
use crate::model::number::format_significant as number;
use crate::model::{Cloud, Mebibytes, Millis, Requests};
use std::sync::Arc;

/// Lambda's price tiers for GB-seconds, with the width of each.
const TIERS: [(&str, f64); 3] =
    [("aws.lambda.gbs.x86", 6e9), ("aws.lambda.gbs.x86.t2", 9e9), ("aws.lambda.gbs.x86.t3", f64::INFINITY)];

/// `p_req N + tiers(N ceil_ms(d) m) + W m 3600 T p_pc + share N d m p_pcd`, less the free tier where it applies.
pub fn add_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| !need.uses_gpus()) {
        match bill.purchase.cloud {
            Cloud::Aws => add_lambda_lines(bill, need),
            Cloud::Gcp => cloud_functions::add_google_lines(bill, need),
            Cloud::Azure => cloud_functions::add_azure_lines(bill, need),
        }
    }
    report_missing_gpus(bill, needs, "a function");
    add_services(bill, needs, HostingTraits::SERVERLESS);
}

/// The run time of a function.
struct Run {
    memory: Mebibytes,
    /// GB-seconds of one request or job.
    per_call: f64,
    /// GB-seconds per month of a process that runs around the clock.
    standing: f64,
    is_known: bool,
}

/// Requests and duration of one workload.
fn add_lambda_lines(bill: &mut BillBuilder, need: &ResourceNeed) {
    let month = bill.month_hours;
    let memory = Mebibytes::of((need.memory_gib * 1024.0).max(128.0));
    // The free tier does not apply to a function with provisioned concurrency.
    let allowance = |id| (need.warm_instances == 0.0).then_some(id);
    if need.warm_instances > 0.0 && bill.purchase.market.free_tier {
        bill.assume_for(need.name, Assumption::NoFreeTierWithProvisionedConcurrency);
    }
    if need.load_kind != LoadKind::Unknown {
        let ids = ("aws.lambda.req", allowance("aws.lambda.free.req"));
        add_call_lines(bill, need, ids, "Lambda requests", "requests");
    }
    let billed = lambda::billed_duration(Millis::of(need.duration_s * 1000.0), Millis::of(1.0));
    let is_standing = need.is_standing_process();
    let instances = need.min_instances.max(1.0);
    let run = Run {
        memory,
        per_call: lambda::gb_seconds(Requests::of(1.0), billed, memory),
        standing: if is_standing { lambda::provisioned_gb_seconds(instances, memory, month) } else { 0.0 },
        is_known: need.load_kind != LoadKind::Unknown || is_standing,
    };
    if need.load_kind != LoadKind::Unknown {
        let each_second = bill.price("aws.lambda.init.x86") * memory.get() / 1024.0;
        bill.assume_for(need.name, Assumption::StartsExcluded { each_second });
    }
    if run.is_known {
        add_temporary_disk(bill, need, &run);
    }
    let (on_warm, rest) = add_warm_lines(bill, need, &run);
    if !run.is_known {
        return;
    }
    let all = (need.volume * run.per_call).max(run.standing);
    // A function's processors come with its memory.
    let mean = Capacity { vcpus: 0.0, gib: all / (month * 3600.0) };
    bill.capacity.add_paid(mean);
    bill.capacity.add_used(mean);
    let (paid, less) = bill.deduct_allowance_from_term(allowance("aws.lambda.free.gbs"), rest, need);
    bill.add_tier_lines(&TIERS, paid, ChargedTo::for_workload(need.name), || {
        let gib = number(memory.get() / 1024.0);
        let formula = if run.standing > 0.0 {
            format!("around the clock: {} × {} h × 3,600 s × {gib} GiB{less}", number(instances), number(month))
        } else {
            let warm =
                if on_warm > 0.0 { format!(" less {} on warm instances", number(on_warm)) } else { String::new() };
            format!("{} × {} s × {gib} GiB{warm}{less}", number(need.volume), number(billed.get() / 1000.0))
        };
        LineText { item: "Lambda duration".to_owned(), formula }
    });
}

/// Adds temporary disk beyond what comes with an instance, for as long as it runs.
fn add_temporary_disk(bill: &mut BillBuilder, need: &ResourceNeed, run: &Run) {
    let included = bill.purchase.limits.included_disk(PlatformKind::Functions, Cloud::Aws);
    let billed = need.temporary_disk_gib - included;
    if billed <= 0.0 {
        return;
    }
    let gib = run.memory.get() / 1024.0;
    let seconds = CostTerm::per_call(run.per_call / gib).at_least(run.standing / gib);
    let all = seconds.at(need.volume);
    let payer = ChargedTo::for_workload(need.name);
    bill.add_quantity_line(
        "aws.lambda.ephemeral",
        BilledQuantity::of_need(seconds.scaled(billed), need),
        payer,
        || LineText {
            item: "Lambda temporary disk".to_owned(),
            formula: format!(
                "{} s × ({} GiB − {} GiB that come with it)",
                number(all),
                number(need.temporary_disk_gib),
                number(included)
            ),
        },
    );
}

/// Adds warm instances. Returns the GB-seconds that run on them at present, in each warm hour as many as they can hold, and
/// the term of those that do not.
fn add_warm_lines(bill: &mut BillBuilder, need: &ResourceNeed, run: &Run) -> (f64, CostTerm) {
    let all = CostTerm::per_call(run.per_call).at_least(run.standing);
    if need.warm_instances == 0.0 {
        return (0.0, all);
    }
    let payer = ChargedTo::for_workload(need.name);
    let hours = need.warm_hours / 24.0 * bill.month_hours;
    let kept = lambda::provisioned_gb_seconds(need.warm_instances, run.memory, hours);
    bill.add_line("aws.lambda.pc.x86", kept, payer, || LineText {
        item: "Provisioned concurrency".to_owned(),
        formula: format!(
            "{} instances × {} h × 3,600 s × {} GiB",
            need.warm_instances,
            number(hours),
            number(run.memory.get() / 1024.0)
        ),
    });
    let warm = WarmCalls::new(&need.day_profile, need.in_flight_per_call(), need.warm_instances, need.warm_hours);
    let term = |calls| CostTerm::new(TermBasis::WarmCalls(Arc::new(calls)), run.per_call);
    // A standing process does not wait for a warm instance.
    let (term, rest) = if run.standing > 0.0 {
        (CostTerm::per_call(0.0), all)
    } else {
        (term(warm.clone()), term(warm.into_cold_calls()))
    };
    let on_warm = if run.is_known { term.at(need.volume) } else { 0.0 };
    let id = "aws.lambda.pcd.x86";
    if on_warm > 0.0 {
        bill.add_quantity_line(id, BilledQuantity::of_need(term, need), payer, || {
            let gb_seconds = need.volume * run.per_call;
            let formula = format!("{} GB-s × {} of the load", number(gb_seconds), number(on_warm / gb_seconds));
            LineText { item: "Duration on warm instances".to_owned(), formula }
        });
    } else {
        let price = bill.price(id);
        bill.add_quantity_without_line(price, BilledQuantity::of_need(term, need));
    }
    bill.capacity.add_paid(Capacity { vcpus: 0.0, gib: (kept - on_warm) / (bill.month_hours * 3600.0) });
    (on_warm, rest)
}
