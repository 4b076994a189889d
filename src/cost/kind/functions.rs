//! Functions: requests and GB-seconds at Lambda, and warm instances as provisioned concurrency.

use super::cloud_functions;
use crate::catalogue::PlatformKind;
use crate::cost::formula::lambda;
use crate::cost::law::{Base, Law, Warm};
use crate::cost::line::Once;
use crate::cost::need::{Need, Work, longest};
use crate::cost::shared::{self, Place};
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::{Cloud, Mebibytes, Millis, Requests};
use std::sync::Arc;

/// Lambda's tiers of GB-seconds, and the width of each.
const TIERS: [(&str, f64); 3] =
    [("aws.lambda.gbs.x86", 6e9), ("aws.lambda.gbs.x86.t2", 9e9), ("aws.lambda.gbs.x86.t3", f64::INFINITY)];
/// The most memory of a function, in MiB.
const MOST_MIB: f64 = 10_240.0;
/// Functions that an account may run at once before it asks for more.
const AT_ONCE: f64 = 1000.0;

/// `p_req N + tiers(N ceil_ms(d) m) + W m 3600 T p_pc + share N d m p_pcd`, free tier taken off where it is granted.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs.iter().filter(|need| !need.on_gpus()) {
        limits(sheet, need);
        match sheet.cloud {
            Cloud::Aws => function(sheet, need),
            Cloud::Gcp => cloud_functions::google(sheet, need),
            Cloud::Azure => cloud_functions::azure(sheet, need),
        }
    }
    shared::gpu::none_here(sheet, needs, "a function");
    let place = Place { disks: false, balancer: None, once: Once::PlatformKind, private: false, own_data_apart: true };
    shared::around(sheet, needs, place);
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
        shared::calls(sheet, need, ("aws.lambda.req", "aws.lambda.free.req"), "Lambda requests", "requests");
    }
    let billed = lambda::billed(Millis::of(need.seconds * 1000.0), Millis::of(1.0));
    let each = lambda::gb_seconds(Requests::of(1.0), billed, memory);
    let standing = if need.stands() { lambda::warm_gb_seconds(need.floor.max(1.0), memory, sheet.hours) } else { 0.0 };
    let is_known = need.work != Work::Unknown || need.stands();
    let (on_warm, rest) = warm(sheet, need, memory, each, standing, is_known);
    if !is_known {
        return;
    }
    let all = (need.volume * each).max(standing);
    let mean = all / (sheet.hours * 3600.0);
    sheet.pay_for(0.0, mean);
    sheet.use_up(0.0, mean);
    let (paid, free) = sheet.law_beyond_free("aws.lambda.free.gbs", rest, need.volume);
    let less = sheet.less_free(free);
    let month = sheet.hours;
    sheet.charge_tiers(&TIERS, (paid, need), whom, || Text {
        item: "Lambda duration".to_owned(),
        formula: if standing > 0.0 {
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

/// Charges warm instances; answers with the GB-seconds that run on them at present, in each warm hour as much as they can
/// hold, and with the law of those that do not.
fn warm(sheet: &mut Sheet, need: &Need, memory: Mebibytes, each: f64, standing: f64, is_known: bool) -> (f64, Law) {
    let all = Law::per_call(each).at_least(standing);
    if need.warm == 0.0 {
        return (0.0, all);
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
    let warm = Warm::new(&need.day, need.in_flight_each(), need.warm, need.warm_hours);
    let rest = Law::of(Base::Warm(Arc::new(warm.clone().rest())), each);
    let law = Law::of(Base::Warm(Arc::new(warm)), each);
    // What nobody calls does not wait for a warm instance.
    let (law, rest) = if standing > 0.0 { (Law::per_call(0.0), all) } else { (law, rest) };
    let on_warm = if is_known { law.at(need.volume) } else { 0.0 };
    let run = need.volume * each;
    if on_warm > 0.0 {
        sheet.charge_law("aws.lambda.pcd.x86", (law, need), For::one(need.name), |on_warm| Text {
            item: "Duration on warm instances".to_owned(),
            formula: format!("{} GB-s × {} of the load", number(run), number(on_warm / run)),
        });
    } else {
        let price = sheet.price("aws.lambda.pcd.x86");
        sheet.follow(price, (law, need));
    }
    // A function's processors come with its memory.
    sheet.pay_for(0.0, (kept - on_warm) / (sheet.hours * 3600.0));
    (on_warm, rest)
}
