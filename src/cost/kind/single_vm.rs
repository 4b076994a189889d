//! One machine that runs everything, sized to hold the peak.

use crate::cost::line::Once;
use crate::cost::machine::{Pool, largest, one_for};
use crate::cost::need::{Need, OWN_DATA_GIB};
use crate::cost::shared;
use crate::cost::sheet::Sheet;
use crate::cost::words::{counted, number};

/// What the system, the container runtime and the agents need, in GiB.
const SYSTEM_GIB: f64 = 1.0;

/// The cheapest machine with `V ≥ Σ cpu at the peak` and `G ≥ Σ memory + system`.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    let own: u32 = needs.iter().map(|need| need.own_data).sum();
    let own = f64::from(own);
    let cpu: f64 = needs.iter().map(|need| need.machine_vcpus(need.peak)).sum::<f64>() + own;
    let mean: f64 = needs.iter().map(Need::busy_vcpus).sum::<f64>();
    let gib: f64 =
        needs.iter().map(|need| need.machine_memory(need.peak)).sum::<f64>() + own * OWN_DATA_GIB + SYSTEM_GIB;
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
    let fitting = one_for(sheet.book, (sheet.cloud, sheet.commitment), cpu, mean, gib);
    if fitting.is_none() {
        sheet.overfull = true;
        sheet.problem(|| {
            format!("no single machine has {} vCPU and {} GiB; the largest is billed", number(cpu), number(gib))
        });
    }
    let Some(size) = fitting.or_else(|| largest(sheet.book, sheet.cloud)) else {
        sheet.problem(|| "the price book has no machine; it is left out".to_owned());
        return;
    };
    Pool { size, counts: [1.0; 24] }.charge(sheet, "Machine", Once::Host, || {
        format!("one with at least {} vCPU and {} GiB", number(cpu), number(gib))
    });
    shared::disks(sheet, needs);
    shared::egress(sheet, needs);
    shared::managed_data(sheet, needs);
    shared::left_out(sheet, true);
}
