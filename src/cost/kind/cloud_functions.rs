//! Functions of Google Cloud (first generation) and Azure (consumption plan, premium plan for warm instances).

use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::format_formula_number;
use crate::cost::formula::lambda;
use crate::cost::formula::load::{MIB_PER_GIB, round_up};
use crate::cost::need::{LoadKind, ResourceNeed, TARGET_UTILIZATION};
use crate::cost::services;
use crate::cost::term::{CostTerm, HourlyInstances, ScalingRule, TermBasis};
use crate::model::Millis;
use std::sync::Arc;

/// Memory in MiB and the processor in MHz that comes with it (Cloud Functions, first generation).
const GOOGLE_SIZES: [(f64, f64); 7] = [
    (128.0, 200.0),
    (256.0, 400.0),
    (512.0, 800.0),
    (1024.0, 1400.0),
    (2048.0, 2400.0),
    (4096.0, 4800.0),
    (8192.0, 4800.0),
];
/// MHz of one vCPU, for warm instances.
const VCPU_MHZ: f64 = 2400.0;
/// One instance of the premium plan: processors and GiB (EP1).
const PREMIUM_INSTANCE: (f64, f64) = (1.0, 3.5);

/// Seconds of all runs, or of standing instances when it runs around the clock.
fn run_seconds_term(need: &ResourceNeed, billed: Millis, month: f64) -> CostTerm {
    let run = CostTerm::per_call(billed.get() / 1000.0);
    if need.is_standing_process() { run.at_least(need.min_instances.max(1.0) * month * 3600.0) } else { run }
}

/// `N p + N d m p_gbs + N d f p_ghzs`, in steps of 100 ms and fixed sizes.
pub fn add_google_lines(sheet: &mut BillBuilder, need: &ResourceNeed) {
    let whom = ChargedTo::for_workload(need.name);
    let asked = need.memory_gib * 1024.0;
    let (mib, mhz) = GOOGLE_SIZES.into_iter().find(|(mib, _)| *mib >= asked).unwrap_or((asked, 4800.0));
    add_call_lines(sheet, need, "gcp.functions1.inv", "gcp.functions1.free");
    let billed = lambda::billed_duration(Millis::of(need.duration_s * 1000.0), Millis::of(100.0));
    let law = run_seconds_term(need, billed, sheet.month_hours);
    let seconds = law.at(need.volume);
    for (id, free, size, what, unit) in [
        ("gcp.functions1.mem", "gcp.functions1.free.gbs", mib / 1024.0, "memory", "GiB"),
        ("gcp.functions1.cpu", "gcp.functions1.free.ghzs", mhz / 1000.0, "processor", "GHz"),
    ] {
        if need.load_kind == LoadKind::Unknown && !need.is_standing_process() {
            continue;
        }
        let (paid, free) = sheet.deduct_allowance_from_term(free, law.clone().scaled(size), need.volume);
        let less = sheet.format_free_part(free);
        sheet.add_term_line(id, (paid, need), whom, |_| LineText {
            item: format!("Function {what}"),
            formula: format!("{} s × {} {unit}{less}", format_formula_number(seconds), format_formula_number(size)),
        });
    }
    // A function's processors come with its memory.
    let mean = seconds / (sheet.month_hours * 3600.0) * mib / 1024.0;
    sheet.add_paid_capacity(0.0, mean);
    sheet.add_used_capacity(0.0, mean);
    if need.warm_instances > 0.0 {
        add_google_warm_lines(sheet, need, mib / 1024.0, mhz / VCPU_MHZ, law);
    }
}

fn add_google_warm_lines(sheet: &mut BillBuilder, need: &ResourceNeed, gib: f64, vcpu: f64, run: CostTerm) {
    let kept = need.warm_instances * need.warm_hours / 24.0 * sheet.month_hours * 3600.0;
    let busy = run.scaled(need.day_profile.share_within(need.warm_hours));
    let used = busy.at(need.volume);
    let idle = busy.unused_part_of(kept);
    sheet.add_assumption(|| "warm functions are billed like idle minimum instances of Cloud Run".to_owned());
    for (id, size, what, unit) in
        [("gcp.run.min_idle.vcpu", vcpu, "processors", "vCPU"), ("gcp.run.min_idle.mem", gib, "memory", "GiB")]
    {
        let law = idle.clone().scaled(size);
        // What runs on a warm instance costs by another rate than what stands idle, and nothing within an allowance.
        let most = sheet.price(id) * law.at(0.0);
        sheet.curve.allow_dip(most);
        sheet.add_term_line(id, (law, need), ChargedTo::for_workload(need.name), |_| LineText {
            item: format!("Warm instances, idle: {what}"),
            formula: format!(
                "max(0, {} s kept − {} s busy) × {} {unit}",
                format_formula_number(kept),
                format_formula_number(used),
                format_formula_number(size)
            ),
        });
    }
    sheet.add_paid_capacity(0.0, idle.at(need.volume) / (sheet.month_hours * 3600.0) * gib);
}

/// `N p + N d m p_gbs`, at least 100 ms, memory in steps of 128 MiB; with warm instances the premium plan instead.
pub fn add_azure_lines(sheet: &mut BillBuilder, need: &ResourceNeed) {
    if need.warm_instances > 0.0 {
        add_premium_plan_lines(sheet, need);
        return;
    }
    let memory = round_up(need.memory_gib * 1024.0 / 128.0) * 128.0;
    add_call_lines(sheet, need, "azure.functions.exec", "azure.functions.free.exec");
    let billed = lambda::billed_duration(Millis::of((need.duration_s * 1000.0).max(100.0)), Millis::of(1.0));
    if need.load_kind == LoadKind::Unknown && !need.is_standing_process() {
        return;
    }
    let law = run_seconds_term(need, billed, sheet.month_hours);
    let seconds = law.at(need.volume);
    let run = law.scaled(memory / MIB_PER_GIB);
    let mean = run.at(need.volume) / (sheet.month_hours * 3600.0);
    sheet.add_paid_capacity(0.0, mean);
    sheet.add_used_capacity(0.0, mean);
    let (paid, free) = sheet.deduct_allowance_from_term("azure.functions.free", run, need.volume);
    let less = sheet.format_free_part(free);
    sheet.add_term_line("azure.functions.gbs", (paid, need), ChargedTo::for_workload(need.name), |_| LineText {
        item: "Function execution".to_owned(),
        formula: format!(
            "{} s × {} GiB{less}",
            format_formula_number(seconds),
            format_formula_number(memory / MIB_PER_GIB)
        ),
    });
}

/// Instances of the premium plan: those kept warm, and more when an hour's load needs them; runs are not billed.
fn add_premium_plan_lines(sheet: &mut BillBuilder, need: &ResourceNeed) {
    let name = need.name;
    sheet.add_assumption(|| {
        format!("{name}: warm instances need the premium plan (1 vCPU, 3.5 GiB each), which bills no runs")
    });
    let processors = need.busy_vcpus_per_call() / (PREMIUM_INSTANCE.0 * TARGET_UTILIZATION);
    let memory = need.in_flight_per_call() * need.memory_gib / PREMIUM_INSTANCE.1;
    let rise =
        ScalingRule { rate: processors.max(memory), is_whole: true, min_count: need.warm_instances, unit_size: 1.0 };
    let law = CostTerm::new(
        TermBasis::HourlyInstances(Arc::new(HourlyInstances::new(&need.hourly_load(), rise, |_| false))),
        1.0,
    );
    let mean = law.at(need.volume);
    for (id, size, what, unit) in [
        ("azure.functions.premium.vcpu", PREMIUM_INSTANCE.0, "processors", "vCPU"),
        ("azure.functions.premium.gb", PREMIUM_INSTANCE.1, "memory", "GiB"),
    ] {
        sheet.add_term_line(id, (law.clone().scaled(size), need), ChargedTo::for_workload(need.name), |_| LineText {
            item: format!("Premium plan {what}"),
            formula: format!(
                "{} instances in the mean × {} {unit}",
                format_formula_number(mean),
                format_formula_number(size)
            ),
        });
    }
    sheet.add_paid_capacity(mean * PREMIUM_INSTANCE.0, mean * PREMIUM_INSTANCE.1);
    sheet.add_used_capacity(need.busy_vcpus(), need.busy_memory());
}

fn add_call_lines(sheet: &mut BillBuilder, need: &ResourceNeed, id: &'static str, free: &'static str) {
    if need.load_kind != LoadKind::Unknown {
        services::add_call_lines(sheet, need, (id, free), "Function calls", "calls");
    }
}
