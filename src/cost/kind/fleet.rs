//! Machines behind a load balancer, whose number follows the load.

use crate::cost::formula::load::whole;
use crate::cost::line::Once;
use crate::cost::machine::{Pool, Size, node_sizes};
use crate::cost::need::{Need, OWN_DATA_GIB, TARGET};
use crate::cost::shared;
use crate::cost::sheet::Sheet;
use crate::cost::words::number;

/// The fewest machines, so that one may fail; fewer only where everything on them is wanted once.
const LEAST: f64 = 2.0;
/// A larger size is taken once the peak asks for more machines than this.
const MANY: f64 = 24.0;

/// `n(h) = max(least, r, zones, ceil(cpu(h) / V), ceil(memory(h) / G))` for every hour of the mean day.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    let Some(pool) = pool(sheet, needs) else {
        sheet.problem(|| "the price book has no machine for a fleet; it is left out".to_owned());
        return;
    };
    pool.charge(sheet, "Machines", Once::Host, || {
        let (cpu, gib) = asked(needs, 0);
        format!(
            "{} to {} machines over the day: at the peak max({} vCPU / {}, {} GiB / {}), the {} % target included, least {}",
            pool.counts[23],
            pool.counts[0],
            number(cpu),
            number(pool.size.vcpu),
            number(gib),
            number(pool.size.gib),
            TARGET * 100.0,
            least(needs)
        )
    });
    sheet.assume(|| "the number of machines follows the load hour by hour".to_owned());
    shared::balancer(sheet, needs, Once::PlatformKind, "Load balancer");
    shared::disks(sheet, needs);
    shared::egress(sheet, needs);
    shared::managed_data(sheet, needs);
    shared::left_out(sheet, true);
}

fn least(needs: &[Need]) -> f64 {
    let once = needs.iter().all(|need| need.floor == 1.0);
    let least = if once { 1.0 } else { LEAST };
    needs.iter().map(|need| need.floor.max(need.zones)).fold(least, f64::max)
}

/// Processors and GiB that the machines must have together in an hour, the team's own databases included.
fn asked(needs: &[Need], hour: usize) -> (f64, f64) {
    needs.iter().fold((0.0, 0.0), |(cpu, gib), need| {
        let (times, own) = (need.hours()[hour], f64::from(need.own_data));
        let spare = need.zone_spare();
        (cpu + own + spare * need.machine_vcpus(times), gib + own * OWN_DATA_GIB + spare * need.machine_memory(times))
    })
}

/// Says so where room for the loss of a zone is kept.
pub fn tell_zones(sheet: &mut Sheet, needs: &[Need]) {
    if needs.iter().any(|need| need.zones > 1.0) {
        sheet.assume(|| "room for the loss of one zone is kept".to_owned());
    }
}

fn pool<'a>(sheet: &mut Sheet<'a>, needs: &[Need]) -> Option<Pool<'a>> {
    tell_zones(sheet, needs);
    let asked: [(f64, f64); 24] = std::array::from_fn(|hour| asked(needs, hour));
    let at = |size: Size, hour: usize| {
        let (cpu, gib) = asked[hour];
        whole(cpu / size.vcpu).max(whole(gib / size.gib)).max(least(needs))
    };
    let (vcpu, gib) = needs.iter().fold((0.0, 0.0), |(v, g): (f64, f64), need| {
        let reserved = if need.work == crate::cost::need::Work::Requests { 0.0 } else { need.vcpu };
        (v.max(reserved), g.max(need.memory))
    });
    let mut last = None;
    for size in node_sizes(sheet.book, sheet.cloud) {
        last = Some(size);
        if size.vcpu >= vcpu && size.gib >= gib && at(size, 0) <= MANY {
            break;
        }
    }
    let size = last?;
    if size.vcpu < vcpu || size.gib < gib {
        sheet.problem(|| format!("an instance of {vcpu} vCPU and {gib} GiB is larger than any machine of the fleet"));
    }
    Some(Pool { size, counts: std::array::from_fn(|hour| at(size, hour)) })
}
