//! One machine that runs everything, sized to hold the peak.

use crate::cost::law::Rise;
use crate::cost::line::Once;
use crate::cost::machine::{Fitting, Growing, charge_standing, largest, one_for};
use crate::cost::need::{Need, OWN_DATA_GIB};
use crate::cost::shared;
use crate::cost::sheet::Sheet;
use crate::cost::words::{counted, number};

/// What the system, the container runtime and the agents need, in GiB.
const SYSTEM_GIB: f64 = 1.0;

/// The cheapest machine with `V ≥ Σ cpu at the peak` and `G ≥ Σ memory + system`.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
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
        sheet.overfull = true;
        sheet.problem(|| {
            format!(
                "no single machine has {} vCPU and {} GiB; the largest is billed",
                number(fitting.vcpus),
                number(fitting.gib)
            )
        });
    }
    let Some(size) = found.or_else(|| largest(sheet.book, sheet.cloud)) else {
        sheet.problem(|| "the price book has no machine; it is left out".to_owned());
        return;
    };
    let law = growing.law(sheet);
    sheet.course.add_single(law);
    charge_standing(sheet, &size, 1.0, "Machine", Once::Host, || {
        format!("one with at least {} vCPU and {} GiB", number(fitting.vcpus), number(fitting.gib))
    });
    shared::disks(sheet, needs);
    shared::egress(sheet, needs);
    shared::managed_data(sheet, needs);
    shared::left_out(sheet, true);
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
