//! Functions: requests and GB-seconds at Lambda, and warm instances as provisioned concurrency.

use super::cloud_functions;
use crate::catalogue::PlatformKind;
use crate::cost::formula::lambda;
use crate::cost::need::{Need, Work, longest};
use crate::cost::shared;
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::{Cloud, Mebibytes, Millis, Requests};

/// Lambda's tiers of GB-seconds, and the width of each.
const TIERS: [(&str, f64); 3] =
    [("aws.lambda.gbs.x86", 6e9), ("aws.lambda.gbs.x86.t2", 9e9), ("aws.lambda.gbs.x86.t3", f64::INFINITY)];
/// The most memory of a function, in MiB.
const MOST_MIB: f64 = 10_240.0;
/// Functions that an account may run at once before it asks for more.
const AT_ONCE: f64 = 1000.0;

/// `p_req N + tiers(N ceil_ms(d) m) + W m 3600 T p_pc + share N d m p_pcd`, free tier taken off where it is granted.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs {
        limits(sheet, need);
        match sheet.cloud {
            Cloud::Aws => function(sheet, need),
            Cloud::Gcp => cloud_functions::google(sheet, need),
            Cloud::Azure => cloud_functions::azure(sheet, need),
        }
    }
    shared::objects(sheet, needs);
    shared::own_data_hosts(sheet, needs);
    shared::egress(sheet, needs);
    shared::managed_data(sheet, needs);
    shared::left_out(sheet, false);
}

fn limits(sheet: &mut Sheet, need: &Need) {
    let name = need.name;
    if let Some(limit) = longest(PlatformKind::Functions, sheet.cloud, need.work) {
        let minutes = limit.get() / 60_000.0;
        if need.stands() {
            sheet.problem(|| format!("{name}: functions end after {minutes} minutes, this one runs around the clock"));
        } else if need.seconds * 1000.0 > limit.get() {
            let asked = number(need.seconds / 60.0);
            sheet.problem(|| format!("{name}: functions end after {minutes} minutes, it takes {asked}"));
        }
    }
    let most = match sheet.cloud {
        Cloud::Aws => MOST_MIB,
        Cloud::Gcp => 8192.0,
        Cloud::Azure => 1536.0,
    };
    let mib = need.memory * 1024.0;
    if mib > most {
        sheet.problem(|| format!("{name}: functions have at most {} MiB, it needs {}", number(most), number(mib)));
    }
    let peak = need.in_flight() * need.peak;
    if sheet.cloud == Cloud::Aws && peak > AT_ONCE {
        sheet.problem(|| {
            format!("{name}: {} at once at the peak, an account may run {AT_ONCE} unless raised", number(peak))
        });
    }
}

/// Requests and duration of one workload.
fn function(sheet: &mut Sheet, need: &Need) {
    let whom = For::one(need.name);
    let memory = Mebibytes::of((need.memory * 1024.0).max(128.0));
    if need.work != Work::Unknown {
        let paid = sheet.beyond_free("aws.lambda.free.req", need.volume);
        let less = sheet.less_free(need.volume, paid);
        sheet.charge("aws.lambda.req", paid / 1e6, whom, || Text {
            item: "Lambda requests".to_owned(),
            formula: format!("{} requests{less}", number(need.volume)),
        });
    }
    let billed = lambda::billed(Millis::of(need.seconds * 1000.0), Millis::of(1.0));
    let run = lambda::gb_seconds(Requests::of(need.volume), billed, memory);
    let standing = if need.stands() { lambda::warm_gb_seconds(need.floor.max(1.0), memory, sheet.hours) } else { 0.0 };
    let all = run.max(standing);
    if need.work == Work::Unknown && !need.stands() {
        warm(sheet, need, memory, 0.0);
        return;
    }
    let on_warm = warm(sheet, need, memory, all);
    let mean = all / (sheet.hours * 3600.0);
    sheet.pay_for(0.0, mean);
    sheet.use_up(0.0, mean);
    let rest = all - on_warm;
    let paid = sheet.beyond_free("aws.lambda.free.gbs", rest);
    let less = sheet.less_free(rest, paid);
    let month = sheet.hours;
    sheet.charge_tiers(&TIERS, paid, whom, || Text {
        item: "Lambda duration".to_owned(),
        formula: if standing > run {
            format!(
                "around the clock: {} × {} h × 3,600 s × {} GiB{less}",
                number(need.floor.max(1.0)),
                number(month),
                number(memory.get() / 1024.0)
            )
        } else {
            let warm =
                if on_warm > 0.0 { format!(" less {} on warm instances", number(on_warm)) } else { String::new() };
            format!(
                "{} × {} s × {} GiB{warm}{less}",
                number(need.volume),
                number(billed.get() / 1000.0),
                number(memory.get() / 1024.0)
            )
        },
    });
}

/// Charges warm instances and answers with the GB-seconds that run on them: in each warm hour as much as they can hold.
fn warm(sheet: &mut Sheet, need: &Need, memory: Mebibytes, all: f64) -> f64 {
    if need.warm == 0.0 {
        return 0.0;
    }
    let hours = need.warm_hours / 24.0 * sheet.hours;
    let kept = lambda::warm_gb_seconds(need.warm, memory, hours);
    sheet.charge("aws.lambda.pc.x86", kept, For::one(need.name), || Text {
        item: "Provisioned concurrency".to_owned(),
        formula: format!(
            "{} instances × {} h × 3,600 s × {} GiB",
            need.warm,
            number(hours),
            number(memory.get() / 1024.0)
        ),
    });
    let share = share_on_warm(need);
    let on_warm = all * share;
    if on_warm > 0.0 {
        sheet.charge("aws.lambda.pcd.x86", on_warm, For::one(need.name), || Text {
            item: "Duration on warm instances".to_owned(),
            formula: format!("{} GB-s × {} of the load", number(all), number(share)),
        });
    }
    // A function's processors come with its memory.
    sheet.pay_for(0.0, (kept - on_warm) / (sheet.hours * 3600.0));
    on_warm
}

/// The share of the load that arrives in the busiest `warm_hours` while a warm instance is free.
fn share_on_warm(need: &Need) -> f64 {
    let at_once = need.in_flight();
    if at_once == 0.0 {
        return 0.0;
    }
    let held =
        |(at, times): (usize, &f64)| (need.warm_hours - at as f64).clamp(0.0, 1.0) * (at_once * times).min(need.warm);
    need.day.hours().iter().enumerate().map(held).sum::<f64>() / (24.0 * at_once)
}
