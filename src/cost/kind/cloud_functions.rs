//! Functions of Google Cloud (first generation) and Azure (consumption plan, premium plan for warm instances).

use crate::cost::formula::lambda;
use crate::cost::formula::load::whole;
use crate::cost::need::{Need, TARGET, Work};
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::{Mebibytes, Millis, Requests};

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
fn run_seconds(need: &Need, billed: Millis, month: f64) -> f64 {
    let run = need.volume * billed.get() / 1000.0;
    if need.stands() { run.max(need.floor.max(1.0) * month * 3600.0) } else { run }
}

/// `N p + N d m p_gbs + N d f p_ghzs`, in steps of 100 ms and fixed sizes.
pub fn google(sheet: &mut Sheet, need: &Need) {
    let whom = For::one(need.name);
    let asked = need.memory * 1024.0;
    let (mib, mhz) = GOOGLE_SIZES.into_iter().find(|(mib, _)| *mib >= asked).unwrap_or((asked, 4800.0));
    calls(sheet, need, "gcp.functions1.inv", "gcp.functions1.free");
    let billed = lambda::billed(Millis::of(need.seconds * 1000.0), Millis::of(100.0));
    let seconds = run_seconds(need, billed, sheet.hours);
    for (id, free, size, what, unit) in [
        ("gcp.functions1.mem", "gcp.functions1.free.gbs", mib / 1024.0, "memory", "GiB"),
        ("gcp.functions1.cpu", "gcp.functions1.free.ghzs", mhz / 1000.0, "processor", "GHz"),
    ] {
        if seconds == 0.0 && need.work == Work::Unknown {
            continue;
        }
        let all = seconds * size;
        let paid = sheet.beyond_free(free, all);
        let less = sheet.less_free(all, paid);
        sheet.charge(id, paid, whom, || Text {
            item: format!("Function {what}"),
            formula: format!("{} s × {} {unit}{less}", number(seconds), number(size)),
        });
    }
    // A function's processors come with its memory.
    let mean = seconds / (sheet.hours * 3600.0) * mib / 1024.0;
    sheet.pay_for(0.0, mean);
    sheet.use_up(0.0, mean);
    if need.warm > 0.0 {
        google_warm(sheet, need, mib / 1024.0, mhz / VCPU_MHZ, seconds);
    }
}

fn google_warm(sheet: &mut Sheet, need: &Need, gib: f64, vcpu: f64, run: f64) {
    let kept = need.warm * need.warm_hours / 24.0 * sheet.hours * 3600.0;
    let busy = run * need.day.share_within(need.warm_hours);
    let idle = (kept - busy).max(0.0);
    sheet.assume(|| "warm functions are billed like idle minimum instances of Cloud Run".to_owned());
    for (id, size, what, unit) in
        [("gcp.run.min_idle.vcpu", vcpu, "processors", "vCPU"), ("gcp.run.min_idle.mem", gib, "memory", "GiB")]
    {
        sheet.charge(id, idle * size, For::one(need.name), || Text {
            item: format!("Warm instances, idle: {what}"),
            formula: format!("max(0, {} s kept − {} s busy) × {} {unit}", number(kept), number(busy), number(size)),
        });
    }
    sheet.pay_for(0.0, idle / (sheet.hours * 3600.0) * gib);
}

/// `N p + N d m p_gbs`, at least 100 ms, memory in steps of 128 MiB; with warm instances the premium plan instead.
pub fn azure(sheet: &mut Sheet, need: &Need) {
    if need.warm > 0.0 {
        premium(sheet, need);
        return;
    }
    let memory = Mebibytes::of(whole(need.memory * 1024.0 / 128.0) * 128.0);
    calls(sheet, need, "azure.functions.exec", "azure.functions.free.exec");
    let billed = lambda::billed(Millis::of((need.seconds * 1000.0).max(100.0)), Millis::of(1.0));
    let seconds = run_seconds(need, billed, sheet.hours);
    if seconds == 0.0 && need.work == Work::Unknown {
        return;
    }
    let all = lambda::gb_seconds(Requests::of(seconds), Millis::of(1000.0), memory);
    let mean = all / (sheet.hours * 3600.0);
    sheet.pay_for(0.0, mean);
    sheet.use_up(0.0, mean);
    let paid = sheet.beyond_free("azure.functions.free", all);
    let less = sheet.less_free(all, paid);
    sheet.charge("azure.functions.gbs", paid, For::one(need.name), || Text {
        item: "Function execution".to_owned(),
        formula: format!("{} s × {} GiB{less}", number(seconds), number(memory.get() / 1024.0)),
    });
}

/// Instances of the premium plan: those kept warm, and more when an hour's load needs them; runs are not billed.
fn premium(sheet: &mut Sheet, need: &Need) {
    let whom = For::one(need.name);
    let name = need.name;
    sheet
        .assume(|| format!("{name}: warm instances need the premium plan (1 vCPU, 3.5 GiB each), which bills no runs"));
    let at = |times: f64| {
        let processors = need.arrivals * times * need.cpu_seconds / (PREMIUM.0 * TARGET);
        let memory = need.in_flight() * times * need.memory / PREMIUM.1;
        whole(processors).max(whole(memory)).max(need.warm)
    };
    let mean = need.hours().iter().map(|times| at(*times)).sum::<f64>() / 24.0;
    for (id, size, what, unit) in [
        ("azure.functions.premium.vcpu", PREMIUM.0, "processors", "vCPU"),
        ("azure.functions.premium.gb", PREMIUM.1, "memory", "GiB"),
    ] {
        sheet.charge(id, mean * size, whom, || Text {
            item: format!("Premium plan {what}"),
            formula: format!("{} instances in the mean × {} {unit}", number(mean), number(size)),
        });
    }
    sheet.pay_for(mean * PREMIUM.0, mean * PREMIUM.1);
    sheet.use_up(need.busy_vcpus(), need.busy_memory());
}

fn calls(sheet: &mut Sheet, need: &Need, id: &'static str, free: &'static str) {
    if need.work == Work::Unknown {
        return;
    }
    let paid = sheet.beyond_free(free, need.volume);
    let less = sheet.less_free(need.volume, paid);
    sheet.charge(id, paid / 1e6, For::one(need.name), || Text {
        item: "Function calls".to_owned(),
        formula: format!("{} calls{less}", number(need.volume)),
    });
}
