//! One machine that runs everything, sized to hold the peak; as a safeguard a second one of the same size stands by.

use super::fleet::request_machines;
use crate::cost::law::Rise;
use crate::cost::line::Once;
use crate::cost::machine::{Fitting, Growing, charge_standing, largest, one_for};
use crate::cost::need::{Need, OWN_DATA_GIB};
use crate::cost::shared::{self, Place, boot_disk};
use crate::cost::sheet::{For, Sheet};
use crate::cost::words::{counted, number};
use crate::model::Commitment;

/// What the system, the container runtime and the agents need, in GiB.
const SYSTEM_GIB: f64 = 1.0;

/// The cheapest machine with `V ≥ Σ cpu at the peak` and `G ≥ Σ memory + system`.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    shared::gpu::machines(sheet, needs, false);
    if needs.iter().all(|need| need.on_gpus() && need.own_data == 0) {
        // The machine with graphics processors is the one machine.
        let machines = machines(sheet);
        sheet.addresses += machines;
        return around(sheet, needs, machines);
    }
    let Some(growing) = growing(needs) else { return };
    let fitting = needs.first().map_or(growing.base, |first| growing.at(first.volume));
    let machines = machines(sheet);
    for need in needs.iter().filter(|need| need.floor > machines || need.zones > machines) {
        let (name, copies, zones) = (need.name, need.floor, need.zones);
        let these = if machines == 1.0 { "one machine".to_owned() } else { format!("{machines} machines") };
        sheet.problem(|| {
            format!(
                "{name}: {these} cannot keep {} in {}",
                counted(copies, "copy", "copies"),
                counted(zones, "zone", "zones")
            )
        });
    }
    let found = one_for(sheet.book, (sheet.cloud, sheet.commitment), fitting);
    if found.is_none() {
        sheet.short(|| {
            format!(
                "no single machine has {} vCPU and {} GiB; the largest is billed",
                number(fitting.vcpus),
                number(fitting.gib)
            )
        });
    }
    let Some(size) = found.or_else(|| largest(sheet.book, (sheet.cloud, sheet.commitment))) else {
        sheet.problem(|| "the price book has no machine; it is left out".to_owned());
        return;
    };
    let share = share_on(sheet, needs);
    // Each of them holds all of it, so that the course is that of one machine, so many times.
    let count = share * machines;
    let law = growing.law(sheet, count);
    request_machines(sheet, needs);
    let amount = charge_standing(sheet, &size, count, "Machine", Once::Host, || {
        let each = if machines == 1.0 { "one".to_owned() } else { format!("{machines}, each") };
        format!("{each} with at least {} vCPU and {} GiB", number(fitting.vcpus), number(fitting.gib))
    });
    // The disk stays when the machine is stopped.
    let disk = boot_disk(sheet.cloud, false);
    disk.charge(sheet, machines, Once::Host);
    let kept = disk.monthly(sheet.book) * machines;
    sheet.add_single(law, amount);
    sheet.add(kept);
    sheet.addresses += machines;
    around(sheet, needs, machines);
}

/// How many machines there are, each large enough for everything.
fn machines(sheet: &Sheet) -> f64 {
    f64::from(sheet.safeguards().machines.max(1))
}

fn around(sheet: &mut Sheet, needs: &[Need], machines: f64) {
    let balancer = sheet.safeguards().balancer.then_some("Load balancer");
    let place = Place { disks: true, balancer, once: Once::PlatformKind, private: false, own_data_apart: false };
    shared::around(sheet, needs, place);
    if machines > 1.0 {
        stand_by(sheet, needs, machines);
    }
}

/// What is kept on disk is kept on every machine.
fn stand_by(sheet: &mut Sheet, needs: &[Need], machines: f64) {
    for need in needs.iter().filter(|need| need.storage > 0.0) {
        let what = if machines == 2.0 { "Disk of the standby" } else { "Disks of the standbys" };
        shared::disk(sheet, need.storage * (machines - 1.0), what, For::one(need.name));
    }
    let zones = needs.iter().map(|need| need.zones).fold(1.0, f64::max).min(machines);
    sheet.assume(|| {
        format!(
            "active-passive: {machines} machines in {}, each large enough for everything; one works, and when it fails the next takes over; \
             keeping their data alike is the team's work",
            counted(zones, "zone", "zones")
        )
    });
}

/// The share of the month in which the machine runs: all of it, unless everything on it is stopped by schedule and it is not
/// paid for ahead.
fn share_on(sheet: &mut Sheet, needs: &[Need]) -> f64 {
    let by_use = matches!(sheet.commitment, Commitment::OnDemand | Commitment::Spot);
    if !by_use || !needs.iter().all(|need| need.is_scheduled) {
        return 1.0;
    }
    let hours = needs.iter().map(Need::hours_on).fold(0.0, f64::max);
    sheet.assume(|| format!("the machine runs {hours} hours a day and is stopped by schedule"));
    hours / 24.0
}

/// How large the machine must be as the volume of the first need grows.
fn growing(needs: &[Need]) -> Option<Growing> {
    let (first, others) = needs.split_first()?;
    let own: f64 = needs.iter().map(|need| f64::from(need.own_data)).sum();
    let mut base = Fitting { vcpus: own, mean: 0.0, gib: own * OWN_DATA_GIB + SYSTEM_GIB };
    for need in others {
        let load = need.peak * need.volume;
        base.vcpus += need.machine_vcpus().at(load);
        base.gib += need.machine_memory().at(load);
        base.mean += need.busy_vcpus();
    }
    let mean = if first.stands() {
        Rise::level(first.floor, first.vcpu)
    } else {
        Rise { rate: first.busy_each(), whole: false, floor: 0.0, unit: 1.0 }
    };
    Some(Growing { base, vcpus: first.machine_vcpus(), gib: first.machine_memory(), mean, peak: first.peak })
}
