//! Functions: requests and GB-seconds at Lambda, and warm instances as provisioned concurrency.

use super::cloud_functions;
use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::format_formula_number;
use crate::cost::formula::lambda;
use crate::cost::line::ChargeScope;
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::services::{self, HostingTraits};
use crate::cost::term::{CostTerm, TermBasis, WarmCalls};
use crate::model::{Cloud, Mebibytes, Millis, Requests};
use std::sync::Arc;

/// Lambda's tiers of GB-seconds, and the width of each.
const TIERS: [(&str, f64); 3] =
    [("aws.lambda.gbs.x86", 6e9), ("aws.lambda.gbs.x86.t2", 9e9), ("aws.lambda.gbs.x86.t3", f64::INFINITY)];

/// `p_req N + tiers(N ceil_ms(d) m) + W m 3600 T p_pc + share N d m p_pcd`, free tier taken off where it is granted.
pub fn add_lines(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| !need.uses_gpus()) {
        match sheet.cloud {
            Cloud::Aws => add_lambda_lines(sheet, need),
            Cloud::Gcp => cloud_functions::add_google_lines(sheet, need),
            Cloud::Azure => cloud_functions::add_azure_lines(sheet, need),
        }
    }
    services::gpu::report_missing_gpus(sheet, needs, "a function");
    let place = HostingTraits {
        has_disks: false,
        balancer_label: None,
        scope: ChargeScope::PlatformKind,
        is_private: false,
        own_databases_apart: true,
    };
    services::add_services(sheet, needs, place);
}

/// Requests and duration of one workload.
fn add_lambda_lines(sheet: &mut BillBuilder, need: &ResourceNeed) {
    let whom = ChargedTo::for_workload(need.name);
    let memory = Mebibytes::of((need.memory_gib * 1024.0).max(128.0));
    if need.load_kind != LoadKind::Unknown {
        services::add_call_lines(sheet, need, ("aws.lambda.req", "aws.lambda.free.req"), "Lambda requests", "requests");
    }
    let billed = lambda::billed_duration(Millis::of(need.duration_s * 1000.0), Millis::of(1.0));
    let each = lambda::gb_seconds(Requests::of(1.0), billed, memory);
    let standing = if need.is_standing_process() {
        lambda::provisioned_gb_seconds(need.min_instances.max(1.0), memory, sheet.month_hours)
    } else {
        0.0
    };
    let is_known = need.load_kind != LoadKind::Unknown || need.is_standing_process();
    let (on_warm, rest) = add_warm_lines(sheet, need, memory, each, standing, is_known);
    if !is_known {
        return;
    }
    let all = (need.volume * each).max(standing);
    let mean = all / (sheet.month_hours * 3600.0);
    sheet.add_paid_capacity(0.0, mean);
    sheet.add_used_capacity(0.0, mean);
    let (paid, free) = sheet.deduct_allowance_from_term("aws.lambda.free.gbs", rest, need.volume);
    let less = sheet.format_free_part(free);
    let month = sheet.month_hours;
    sheet.add_tier_lines(&TIERS, (paid, need), whom, || LineText {
        item: "Lambda duration".to_owned(),
        formula: if standing > 0.0 {
            format!(
                "around the clock: {} × {} h × 3,600 s × {} GiB{less}",
                format_formula_number(need.min_instances.max(1.0)),
                format_formula_number(month),
                format_formula_number(memory.get() / 1024.0)
            )
        } else {
            let warm = if on_warm > 0.0 {
                format!(" less {} on warm instances", format_formula_number(on_warm))
            } else {
                String::new()
            };
            format!(
                "{} × {} s × {} GiB{warm}{less}",
                format_formula_number(need.volume),
                format_formula_number(billed.get() / 1000.0),
                format_formula_number(memory.get() / 1024.0)
            )
        },
    });
}

/// Charges warm instances; answers with the GB-seconds that run on them at present, in each warm hour as much as they can
/// hold, and with the law of those that do not.
fn add_warm_lines(
    sheet: &mut BillBuilder,
    need: &ResourceNeed,
    memory: Mebibytes,
    each: f64,
    standing: f64,
    is_known: bool,
) -> (f64, CostTerm) {
    let all = CostTerm::per_call(each).at_least(standing);
    if need.warm_instances == 0.0 {
        return (0.0, all);
    }
    let hours = need.warm_hours / 24.0 * sheet.month_hours;
    let kept = lambda::provisioned_gb_seconds(need.warm_instances, memory, hours);
    sheet.add_line("aws.lambda.pc.x86", kept, ChargedTo::for_workload(need.name), || LineText {
        item: "Provisioned concurrency".to_owned(),
        formula: format!(
            "{} instances × {} h × 3,600 s × {} GiB",
            need.warm_instances,
            format_formula_number(hours),
            format_formula_number(memory.get() / 1024.0)
        ),
    });
    let warm = WarmCalls::new(&need.day_profile, need.in_flight_per_call(), need.warm_instances, need.warm_hours);
    let rest = CostTerm::new(TermBasis::WarmCalls(Arc::new(warm.clone().into_cold_calls())), each);
    let law = CostTerm::new(TermBasis::WarmCalls(Arc::new(warm)), each);
    // What nobody calls does not wait for a warm instance.
    let (law, rest) = if standing > 0.0 { (CostTerm::per_call(0.0), all) } else { (law, rest) };
    let on_warm = if is_known { law.at(need.volume) } else { 0.0 };
    let run = need.volume * each;
    if on_warm > 0.0 {
        sheet.add_term_line("aws.lambda.pcd.x86", (law, need), ChargedTo::for_workload(need.name), |on_warm| {
            LineText {
                item: "Duration on warm instances".to_owned(),
                formula: format!(
                    "{} GB-s × {} of the load",
                    format_formula_number(run),
                    format_formula_number(on_warm / run)
                ),
            }
        });
    } else {
        let price = sheet.price("aws.lambda.pcd.x86");
        sheet.add_term_without_line(price, (law, need));
    }
    // A function's processors come with its memory.
    sheet.add_paid_capacity(0.0, (kept - on_warm) / (sheet.month_hours * 3600.0));
    (on_warm, rest)
}
