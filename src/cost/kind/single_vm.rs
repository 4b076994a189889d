//! One machine that runs everything, sized to hold the peak.

use super::fleet::request_machines;
use crate::cost::law::Rise;
use crate::cost::line::Once;
use crate::cost::machine::{Fitting, Growing, charge_standing, largest, one_for};
use crate::cost::need::{Need, OWN_DATA_GIB};
use crate::cost::shared::{self, Place, boot_disk};
use crate::cost::sheet::Sheet;
use crate::cost::words::{counted, number};
use crate::model::Commitment;

/// What the system, the container runtime and the agents need, in GiB.
const SYSTEM_GIB: f64 = 1.0;

/// The cheapest machine with `V ≥ Σ cpu at the peak` and `G ≥ Σ memory + system`.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    shared::gpu::machines(sheet, needs, false);
    if needs.iter().all(|need| need.on_gpus() && need.own_data == 0) {
        // The machine with graphics processors is the one machine.
        sheet.addresses += 1.0;
        return around(sheet, needs);
    }
    let Some(growing) = growing(needs) else { return };
    let fitting = needs.first().map_or(growing.base, |first| growing.at(first.volume));
    for need in needs.iter().filter(|need| need.floor > 1.0 || need.zones > 1.0) {
        let (name, copies, zones) = (need.name, need.floor, need.zones);
        sheet.problem(|| {
            format!(
                "{name}: one machine cannot keep {} in {}",
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
    let law = growing.law(sheet, share);
    request_machines(sheet, needs);
    let amount = charge_standing(sheet, &size, share, "Machine", Once::Host, || {
        format!("one with at least {} vCPU and {} GiB", number(fitting.vcpus), number(fitting.gib))
    });
    // The disk stays when the machine is stopped.
    let disk = boot_disk(sheet.cloud, false);
    disk.charge(sheet, 1.0, Once::Host);
    let kept = disk.monthly(sheet.book);
    sheet.add_single(law, amount);
    sheet.add(kept);
    sheet.addresses += 1.0;
    around(sheet, needs);
}

fn around(sheet: &mut Sheet, needs: &[Need]) {
    let place = Place { disks: true, balancer: None, once: Once::PlatformKind, private: false, own_data_apart: false };
    shared::around(sheet, needs, place);
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
