//! Containers that start on a request and bill while one is in flight: Cloud Run, Container Apps.

use crate::cost::formula::cloud_run;
use crate::cost::law::{Base, Busy, Law};
use crate::cost::line::Once;
use crate::cost::need::{Need, PROCESS_VCPU, TARGET, Work};
use crate::cost::shared::{self, Place};
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::{Cloud, Millis};

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
    for need in needs.iter().filter(|need| !need.on_gpus()) {
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
    shared::gpu::none_here(sheet, needs, "a container instance");
    let place = Place { disks: false, balancer: None, once: Once::PlatformKind, private: false, own_data_apart: true };
    shared::around(sheet, needs, place);
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
        sheet.short(|| {
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
fn time(
    sheet: &mut Sheet,
    need: &Need,
    seconds: &Law,
    (vcpu, gib): (f64, f64),
    ids: &Ids,
    how: &dyn Fn(f64) -> String,
) {
    let all = seconds.at(need.volume);
    let mean = all / (sheet.hours * 3600.0);
    sheet.pay_for(mean * vcpu, mean * gib);
    if need.always_on {
        sheet.use_up(need.busy_vcpus(), need.busy_memory());
    } else {
        sheet.use_up(mean * vcpu, mean * gib);
    }
    for (id, free, size, what, unit) in
        [(ids.vcpu, ids.free_vcpu, vcpu, "processors", "vCPU"), (ids.gib, ids.free_gib, gib, "memory", "GiB")]
    {
        let (paid, free) = sheet.law_beyond_free(free, seconds.clone().times(size), need.volume);
        let less = sheet.less_free(free);
        sheet.charge_law(id, (paid, need), For::one(need.name), |_| Text {
            item: format!("Containers: {what}"),
            formula: format!("{} × {} {unit}{less}", how(all), number(size)),
        });
    }
}

/// Seconds that one request or job is billed for.
fn billed(need: &Need) -> f64 {
    cloud_run::billed(Millis::of(need.seconds * 1000.0)).get() / 1000.0
}

/// Instance-seconds with a request in flight, by volume: what [`cloud_run::mean_instances`] gives over a month.
fn busy_seconds(sheet: &Sheet, need: &Need, vcpu: f64) -> Law {
    let month = sheet.hours * 3600.0;
    let seconds = billed(need);
    let together = 1.0 / (need.concurrency * TARGET).max(1.0);
    let processors = need.cpu_seconds / (vcpu * TARGET) / seconds.max(f64::MIN_POSITIVE);
    Law::of(Base::Busy(Busy::new(seconds / month, together.max(processors))), month)
}

fn requests(sheet: &mut Sheet, need: &Need, size: (f64, f64)) {
    let seconds = busy_seconds(sheet, need, size.0);
    let month = sheet.hours * 3600.0;
    time(sheet, need, &seconds, size, ids(sheet, false), &|all| {
        format!(
            "{}/s × {} s, {} at once each: {} instances with a request in flight × {} s",
            number(need.arrivals),
            number(billed(need)),
            number(need.concurrency),
            number(all / month),
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
    shared::calls(sheet, need, (id, free), "Containers: requests", "requests");
}

fn jobs(sheet: &mut Sheet, need: &Need, size: (f64, f64)) {
    time(sheet, need, &Law::per_call(billed(need)), size, ids(sheet, true), &|_| {
        format!("{} jobs × {} s", number(need.volume), number(billed(need)))
    });
}

fn standing(sheet: &mut Sheet, need: &Need, size: (f64, f64)) {
    let month = sheet.hours;
    let Some(hours) = super::pods::instance_hours(need, month) else { return };
    let name = need.name;
    sheet.assume(|| format!("{name}: runs around the clock, billed by instance"));
    time(sheet, need, &hours.times(3600.0), size, ids(sheet, true), &|all| {
        format!("{} × 3,600 s", super::pods::how(need, all / 3600.0, month))
    });
    if sheet.cloud == Cloud::Azure && need.work == Work::Requests {
        calls(sheet, need);
    }
}

/// Idle time of instances that are kept warm: `max(0, W × 3600 T − S within those hours)`.
fn warm(sheet: &mut Sheet, need: &Need, (vcpu, gib): (f64, f64)) {
    let kept = need.warm * need.warm_hours / 24.0 * sheet.hours * 3600.0;
    let busy = if need.work == Work::Requests {
        busy_seconds(sheet, need, vcpu).times(need.day.share_within(need.warm_hours))
    } else {
        Law::per_call(0.0)
    };
    let used = busy.at(need.volume);
    let idle = busy.left_of(kept);
    let (cpu_id, gib_id) = if sheet.cloud == Cloud::Azure {
        ("azure.aca.vcpu_idle", "azure.aca.mem")
    } else {
        ("gcp.run.min_idle.vcpu", "gcp.run.min_idle.mem")
    };
    for (id, what, size, unit) in [(cpu_id, "processors", vcpu, "vCPU"), (gib_id, "memory", gib, "GiB")] {
        let law = idle.clone().times(size);
        // A request that an allowance pays for takes the place of an idle second that costs.
        let most = sheet.price(id) * law.at(0.0);
        sheet.course.may_fall_by(if sheet.free { most } else { 0.0 });
        sheet.charge_law(id, (law, need), For::one(need.name), |_| Text {
            item: format!("Warm instances, idle: {what}"),
            formula: format!("max(0, {} s kept − {} s busy) × {} {unit}", number(kept), number(used), number(size)),
        });
    }
    let (month, idle) = (sheet.hours * 3600.0, idle.at(need.volume));
    sheet.pay_for(idle / month * vcpu, idle / month * gib);
}
