//! Containers that start on a request and bill while one is in flight: Cloud Run, Container Apps.

use crate::cost::formula::cloud_run;
use crate::cost::need::{Need, PROCESS_VCPU, TARGET, Work};
use crate::cost::shared;
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::{Cloud, Millis, Requests, Vcpus};

/// The ids of one way of billing; an empty id is free of charge.
struct Ids {
    vcpu: &'static str,
    gib: &'static str,
    free_vcpu: &'static str,
    free_gib: &'static str,
}

const RUN: Ids = Ids {
    vcpu: "gcp.run.request.vcpu",
    gib: "gcp.run.request.mem",
    free_vcpu: "gcp.run.free.request.vcpu_s",
    free_gib: "gcp.run.free.request.gib_s",
};
const RUN_INSTANCE: Ids = Ids {
    vcpu: "gcp.run.instance.vcpu",
    gib: "gcp.run.instance.mem",
    free_vcpu: "gcp.run.free.instance.vcpu_s",
    free_gib: "gcp.run.free.instance.gib_s",
};
const APPS: Ids =
    Ids { vcpu: "azure.aca.vcpu", gib: "azure.aca.mem", free_vcpu: "azure.aca.free", free_gib: "azure.aca.free.gib_s" };

/// `S v p_v + S g p_m + N p_r` and idle minimum instances; jobs and standing processes bill their own time.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs {
        let size = size(sheet, need);
        limits(sheet, need, size);
        match need.work {
            _ if need.always_on => standing(sheet, need, size),
            Work::Jobs => jobs(sheet, need, size),
            Work::Requests => requests(sheet, need, size),
            Work::Unknown => {}
        }
        if need.warm > 0.0 && !need.always_on {
            warm(sheet, need, size);
        }
    }
    shared::objects(sheet, needs);
    shared::own_data_hosts(sheet, needs);
    shared::egress(sheet, needs);
    shared::managed_data(sheet, needs);
    shared::left_out(sheet, false);
}

/// Processors and GiB that are sold: Cloud Run needs a whole processor to serve several requests at once; Container
/// Apps come with 2 GiB per processor in quarters.
fn size(sheet: &mut Sheet, need: &Need) -> (f64, f64) {
    match sheet.cloud {
        Cloud::Azure => {
            let vcpu = ((need.vcpu.max(need.memory / 2.0)) * 4.0).ceil() / 4.0;
            (vcpu, vcpu * 2.0)
        }
        Cloud::Gcp | Cloud::Aws if need.concurrency > 1.0 && need.vcpu < PROCESS_VCPU => {
            let name = need.name;
            sheet.assume(|| format!("{name}: several requests at once need a whole processor, 1 vCPU taken"));
            (PROCESS_VCPU, need.memory)
        }
        Cloud::Gcp | Cloud::Aws => (need.vcpu, need.memory),
    }
}

fn limits(sheet: &mut Sheet, need: &Need, (vcpu, gib): (f64, f64)) {
    let (most_vcpu, most_gib) = if sheet.cloud == Cloud::Azure { (4.0, 8.0) } else { (8.0, 32.0) };
    if vcpu > most_vcpu || gib > most_gib {
        let name = need.name;
        sheet.problem(|| {
            format!(
                "{name}: {vcpu} vCPU and {} GiB are more than an instance may have ({most_vcpu} and {most_gib})",
                number(gib)
            )
        });
    }
}

fn ids(sheet: &Sheet, by_instance: bool) -> &'static Ids {
    match (sheet.cloud, by_instance) {
        (Cloud::Azure, _) => &APPS,
        (_, true) => &RUN_INSTANCE,
        (_, false) => &RUN,
    }
}

/// Writes vCPU-seconds and GiB-seconds of so many instance-seconds.
fn time(sheet: &mut Sheet, need: &Need, seconds: f64, (vcpu, gib): (f64, f64), ids: &Ids, how: &dyn Fn() -> String) {
    let mean = seconds / (sheet.hours * 3600.0);
    sheet.pay_for(mean * vcpu, mean * gib);
    if need.always_on {
        sheet.use_up(need.busy_vcpus(), need.busy_memory());
    } else {
        sheet.use_up(mean * vcpu, mean * gib);
    }
    for (id, free, size, what, unit) in
        [(ids.vcpu, ids.free_vcpu, vcpu, "processors", "vCPU"), (ids.gib, ids.free_gib, gib, "memory", "GiB")]
    {
        let all = seconds * size;
        let paid = sheet.beyond_free(free, all);
        let less = sheet.less_free(all, paid);
        sheet.charge(id, paid, For::one(need.name), || Text {
            item: format!("Containers: {what}"),
            formula: format!("{} × {} {unit}{less}", how(), number(size)),
        });
    }
}

/// Seconds that one request or job is billed for.
fn billed(need: &Need) -> f64 {
    cloud_run::billed(Millis::of(need.seconds * 1000.0)).get() / 1000.0
}

fn busy_seconds(sheet: &Sheet, need: &Need, vcpu: f64) -> f64 {
    let at_once = need.arrivals * billed(need);
    let instances = cloud_run::mean_instances(at_once, need.concurrency, need.busy_vcpus(), Vcpus::of(vcpu), TARGET);
    cloud_run::seconds(instances, sheet.hours)
}

fn requests(sheet: &mut Sheet, need: &Need, size: (f64, f64)) {
    let seconds = busy_seconds(sheet, need, size.0);
    let month = sheet.hours * 3600.0;
    time(sheet, need, seconds, size, ids(sheet, false), &|| {
        format!(
            "{}/s × {} s, {} at once each: {} instances with a request in flight × {} s",
            number(need.arrivals),
            number(billed(need)),
            number(need.concurrency),
            number(seconds / month),
            number(month)
        )
    });
    calls(sheet, need);
}

fn calls(sheet: &mut Sheet, need: &Need) {
    let (id, free) = if sheet.cloud == Cloud::Azure {
        ("azure.aca.req", "azure.aca.free.requests")
    } else {
        ("gcp.run.request.req", "gcp.run.free.request.requests")
    };
    let paid = sheet.beyond_free(free, need.volume);
    let less = sheet.less_free(need.volume, paid);
    sheet.charge(id, paid / 1e6, For::one(need.name), || Text {
        item: "Containers: requests".to_owned(),
        formula: format!("{} requests{less}", number(need.volume)),
    });
}

fn jobs(sheet: &mut Sheet, need: &Need, size: (f64, f64)) {
    let seconds = cloud_run::seconds_alone(Requests::of(need.volume), Millis::of(need.seconds * 1000.0));
    time(sheet, need, seconds, size, ids(sheet, true), &|| {
        format!("{} jobs × {} s", number(need.volume), number(billed(need)))
    });
}

fn standing(sheet: &mut Sheet, need: &Need, size: (f64, f64)) {
    let hours = super::pods::instance_hours(need, sheet.hours);
    let month = sheet.hours;
    let name = need.name;
    sheet.assume(|| format!("{name}: runs around the clock, billed by instance"));
    time(sheet, need, hours * 3600.0, size, ids(sheet, true), &|| {
        format!("{} × 3,600 s", super::pods::how(need, hours, month))
    });
    if sheet.cloud == Cloud::Azure && need.work == Work::Requests {
        calls(sheet, need);
    }
}

/// Idle time of instances that are kept warm: `max(0, W × 3600 T − S within those hours)`.
fn warm(sheet: &mut Sheet, need: &Need, (vcpu, gib): (f64, f64)) {
    let kept = need.warm * need.warm_hours / 24.0 * sheet.hours * 3600.0;
    let busy = if need.work == Work::Requests {
        busy_seconds(sheet, need, vcpu) * need.day.share_within(need.warm_hours)
    } else {
        0.0
    };
    let idle = (kept - busy).max(0.0);
    let (cpu_id, gib_id) = if sheet.cloud == Cloud::Azure {
        ("azure.aca.vcpu_idle", "azure.aca.mem")
    } else {
        ("gcp.run.min_idle.vcpu", "gcp.run.min_idle.mem")
    };
    let text = |what: &'static str, size: f64, unit: &'static str| {
        move || Text {
            item: format!("Warm instances, idle: {what}"),
            formula: format!("max(0, {} s kept − {} s busy) × {} {unit}", number(kept), number(busy), number(size)),
        }
    };
    sheet.charge(cpu_id, idle * vcpu, For::one(need.name), text("processors", vcpu, "vCPU"));
    sheet.charge(gib_id, idle * gib, For::one(need.name), text("memory", gib, "GiB"));
    let month = sheet.hours * 3600.0;
    sheet.pay_for(idle / month * vcpu, idle / month * gib);
}
