//! Functions of Google Cloud (first generation) and Azure (consumption plan, premium plan for warm instances).

use crate::cost::formula::lambda;
use crate::cost::formula::load::{MIB_PER_GIB, whole};
use crate::cost::law::{Base, Instances, Law, Rise};
use crate::cost::need::{Need, TARGET, Work};
use crate::cost::shared;
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
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
const PREMIUM: (f64, f64) = (1.0, 3.5);

/// Seconds of all runs, or of standing instances when it runs around the clock.
fn run_seconds(need: &Need, billed: Millis, month: f64) -> Law {
    let run = Law::per_call(billed.get() / 1000.0);
    if need.stands() { run.at_least(need.floor.max(1.0) * month * 3600.0) } else { run }
}

/// `N p + N d m p_gbs + N d f p_ghzs`, in steps of 100 ms and fixed sizes.
pub fn google(sheet: &mut Sheet, need: &Need) {
    let whom = For::one(need.name);
    let asked = need.memory * 1024.0;
    let (mib, mhz) = GOOGLE_SIZES.into_iter().find(|(mib, _)| *mib >= asked).unwrap_or((asked, 4800.0));
    calls(sheet, need, "gcp.functions1.inv", "gcp.functions1.free");
    let billed = lambda::billed(Millis::of(need.seconds * 1000.0), Millis::of(100.0));
    let law = run_seconds(need, billed, sheet.hours);
    let seconds = law.at(need.volume);
    for (id, free, size, what, unit) in [
        ("gcp.functions1.mem", "gcp.functions1.free.gbs", mib / 1024.0, "memory", "GiB"),
        ("gcp.functions1.cpu", "gcp.functions1.free.ghzs", mhz / 1000.0, "processor", "GHz"),
    ] {
        if need.work == Work::Unknown && !need.stands() {
            continue;
        }
        let (paid, free) = sheet.law_beyond_free(free, law.clone().times(size), need.volume);
        let less = sheet.less_free(free);
        sheet.charge_law(id, (paid, need), whom, |_| Text {
            item: format!("Function {what}"),
            formula: format!("{} s × {} {unit}{less}", number(seconds), number(size)),
        });
    }
    // A function's processors come with its memory.
    let mean = seconds / (sheet.hours * 3600.0) * mib / 1024.0;
    sheet.pay_for(0.0, mean);
    sheet.use_up(0.0, mean);
    if need.warm > 0.0 {
        google_warm(sheet, need, mib / 1024.0, mhz / VCPU_MHZ, law);
    }
}

fn google_warm(sheet: &mut Sheet, need: &Need, gib: f64, vcpu: f64, run: Law) {
    let kept = need.warm * need.warm_hours / 24.0 * sheet.hours * 3600.0;
    let busy = run.times(need.day.share_within(need.warm_hours));
    let used = busy.at(need.volume);
    let idle = busy.left_of(kept);
    sheet.assume(|| "warm functions are billed like idle minimum instances of Cloud Run".to_owned());
    for (id, size, what, unit) in
        [("gcp.run.min_idle.vcpu", vcpu, "processors", "vCPU"), ("gcp.run.min_idle.mem", gib, "memory", "GiB")]
    {
        let law = idle.clone().times(size);
        // What runs on a warm instance costs by another rate than what stands idle, and nothing within an allowance.
        let most = sheet.price(id) * law.at(0.0);
        sheet.course.may_fall_by(most);
        sheet.charge_law(id, (law, need), For::one(need.name), |_| Text {
            item: format!("Warm instances, idle: {what}"),
            formula: format!("max(0, {} s kept − {} s busy) × {} {unit}", number(kept), number(used), number(size)),
        });
    }
    sheet.pay_for(0.0, idle.at(need.volume) / (sheet.hours * 3600.0) * gib);
}

/// `N p + N d m p_gbs`, at least 100 ms, memory in steps of 128 MiB; with warm instances the premium plan instead.
pub fn azure(sheet: &mut Sheet, need: &Need) {
    if need.warm > 0.0 {
        premium(sheet, need);
        return;
    }
    let memory = whole(need.memory * 1024.0 / 128.0) * 128.0;
    calls(sheet, need, "azure.functions.exec", "azure.functions.free.exec");
    let billed = lambda::billed(Millis::of((need.seconds * 1000.0).max(100.0)), Millis::of(1.0));
    if need.work == Work::Unknown && !need.stands() {
        return;
    }
    let law = run_seconds(need, billed, sheet.hours);
    let seconds = law.at(need.volume);
    let run = law.times(memory / MIB_PER_GIB);
    let mean = run.at(need.volume) / (sheet.hours * 3600.0);
    sheet.pay_for(0.0, mean);
    sheet.use_up(0.0, mean);
    let (paid, free) = sheet.law_beyond_free("azure.functions.free", run, need.volume);
    let less = sheet.less_free(free);
    sheet.charge_law("azure.functions.gbs", (paid, need), For::one(need.name), |_| Text {
        item: "Function execution".to_owned(),
        formula: format!("{} s × {} GiB{less}", number(seconds), number(memory / MIB_PER_GIB)),
    });
}

/// Instances of the premium plan: those kept warm, and more when an hour's load needs them; runs are not billed.
fn premium(sheet: &mut Sheet, need: &Need) {
    let name = need.name;
    sheet
        .assume(|| format!("{name}: warm instances need the premium plan (1 vCPU, 3.5 GiB each), which bills no runs"));
    let processors = need.busy_each() / (PREMIUM.0 * TARGET);
    let memory = need.in_flight_each() * need.memory / PREMIUM.1;
    let rise = Rise { rate: processors.max(memory), whole: true, floor: need.warm, unit: 1.0 };
    let law = Law::of(Base::Instances(Arc::new(Instances::new(&need.hours(), rise, |_| false))), 1.0);
    let mean = law.at(need.volume);
    for (id, size, what, unit) in [
        ("azure.functions.premium.vcpu", PREMIUM.0, "processors", "vCPU"),
        ("azure.functions.premium.gb", PREMIUM.1, "memory", "GiB"),
    ] {
        sheet.charge_law(id, (law.clone().times(size), need), For::one(need.name), |_| Text {
            item: format!("Premium plan {what}"),
            formula: format!("{} instances in the mean × {} {unit}", number(mean), number(size)),
        });
    }
    sheet.pay_for(mean * PREMIUM.0, mean * PREMIUM.1);
    sheet.use_up(need.busy_vcpus(), need.busy_memory());
}

fn calls(sheet: &mut Sheet, need: &Need, id: &'static str, free: &'static str) {
    if need.work != Work::Unknown {
        shared::calls(sheet, need, (id, free), "Function calls", "calls");
    }
}
