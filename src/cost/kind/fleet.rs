//! Machines behind a load balancer, whose number follows the load.

use crate::cost::law::{Asked, Choice, Rise};
use crate::cost::line::Once;
use crate::cost::machine::{Machines, Size, Wanted};
use crate::cost::need::{Need, OWN_DATA_GIB, TARGET, Work};
use crate::cost::shared::{self, Place};
use crate::cost::sheet::Sheet;
use crate::cost::words::number;

/// The fewest machines, so that one may fail; fewer only where everything on them is wanted once.
const LEAST: f64 = 2.0;
/// A larger size is taken once the peak asks for more machines than this: nobody wants to run hundreds of small ones.
const MANY: f64 = 24.0;

/// `n(h) = max(least, r, zones, ceil(cpu(h) / V), ceil(memory(h) / G))` for every hour of the mean day.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    let Some(first) = needs.first() else { return };
    tell_zones(sheet, needs);
    shared::gpu::machines(sheet, needs, true);
    let own: f64 = needs.iter().map(|need| f64::from(need.own_data)).sum();
    if own == 0.0 && needs.iter().all(Need::on_gpus) {
        // The machines with graphics processors are the fleet.
        return around(sheet, needs);
    }
    let least = least(needs);
    let asked = hours(needs, asks, (own, own * OWN_DATA_GIB), least);
    let peak = at_peak(&asked, asks(first), first.volume);
    let (vcpus, gib) = asks(first);
    let here = needs.iter().filter(|need| !need.on_gpus());
    let largest = here.fold((0.0, 0.0), |(v, g): (f64, f64), need| {
        let reserved = if need.work == Work::Requests { 0.0 } else { need.vcpu };
        (v.max(reserved), g.max(need.memory))
    });
    let wanted = Wanted { asked, vcpus, gib, largest, is_node: false };
    let all = |size: &Size| (size.vcpu, size.gib);
    let Some(machines) = Machines::plan(sheet, first.volume, wanted, (all, all), Choice::FirstWithin(MANY)) else {
        sheet.problem(|| "the price book has no machine for a fleet; it is left out".to_owned());
        return;
    };
    request_machines(sheet, needs);
    machines.charge(sheet, "Machines", Once::Host, || {
        format!(
            "{} to {} machines over the day: at the peak max({} vCPU / {}, {} GiB / {}), the {} % target included, least {}",
            machines.counts.least,
            machines.counts.most,
            number(peak.0),
            number(machines.size.vcpu),
            number(peak.1),
            number(machines.size.gib),
            TARGET * 100.0,
            least
        )
    });
    sheet.assume(|| "the number of machines follows the load hour by hour".to_owned());
    around(sheet, needs);
}

fn around(sheet: &mut Sheet, needs: &[Need]) {
    let place = Place {
        disks: true,
        balancer: Some("Load balancer"),
        once: Once::PlatformKind,
        private: true,
        own_data_apart: false,
    };
    shared::around(sheet, needs, place);
}

fn least(needs: &[Need]) -> f64 {
    let once = needs.iter().all(|need| need.floor == 1.0);
    let least = if once { 1.0 } else { LEAST };
    needs.iter().map(|need| need.floor.max(need.zones)).fold(least, f64::max)
}

/// Processors and GiB that whole machines must have for a need, room for the loss of a zone and headroom included.
fn asks(need: &Need) -> (Rise, Rise) {
    let spare = need.spare_room();
    (need.machine_vcpus().times(spare), need.machine_memory().times(spare))
}

/// What the machines must hold in each hour beside the first need: the other needs, and `fixed` processors and GiB.
pub fn hours(needs: &[Need], asks: impl Fn(&Need) -> (Rise, Rise), fixed: (f64, f64), least: f64) -> Vec<Asked> {
    let Some((first, others)) = needs.split_first() else { return Vec::new() };
    let times = first.hours();
    let others: Vec<_> = others.iter().map(|need| (need, asks(need), need.hours())).collect();
    let mut hours: Vec<Asked> = Vec::with_capacity(24);
    for (hour, times) in times.into_iter().enumerate() {
        let running = others.iter().filter(|(need, ..)| !need.is_off(hour));
        let (vcpus, gib) = running.fold(fixed, |(vcpus, gib), (need, (cpu, memory), day)| {
            let load = day[hour] * need.volume;
            (vcpus + cpu.at(load), gib + memory.at(load))
        });
        // Where everything is stopped by schedule, so are the machines.
        let is_stopped = fixed == (0.0, 0.0) && needs.iter().all(|need| need.is_off(hour));
        let least = if is_stopped { 0.0 } else { least };
        let asked = Asked { times, count: 1.0, is_on: !first.is_off(hour), vcpus, gib, least };
        match hours.last_mut() {
            Some(last) if (Asked { count: 1.0, ..*last }) == asked => last.count += 1.0,
            _ => hours.push(asked),
        }
    }
    hours
}

/// Counts what the needs ask of whole machines in the mean of the day.
pub fn request_machines(sheet: &mut Sheet, needs: &[Need]) {
    let own: f64 = needs.iter().map(|need| f64::from(need.own_data)).sum();
    let asked = hours(needs, asks, (own, own * OWN_DATA_GIB), 0.0);
    let Some(first) = needs.first() else { return };
    request(sheet, &asked, asks(first), first.volume);
}

/// Counts what is asked for in the mean of the day.
pub fn request(sheet: &mut Sheet, asked: &[Asked], (vcpus, gib): (Rise, Rise), volume: f64) {
    let (mut cpu, mut memory) = (0.0, 0.0);
    for hour in asked {
        let load = hour.times * volume;
        let (more_cpu, more_gib) = if hour.is_on { (vcpus.at(load), gib.at(load)) } else { (0.0, 0.0) };
        cpu += hour.count * (hour.vcpus + more_cpu);
        memory += hour.count * (hour.gib + more_gib);
    }
    sheet.request(cpu / 24.0, memory / 24.0);
}

/// Processors and GiB at the peak.
pub fn at_peak(asked: &[Asked], (vcpus, gib): (Rise, Rise), volume: f64) -> (f64, f64) {
    let load = |hour: &Asked| hour.times * volume;
    asked.first().map_or((0.0, 0.0), |hour| (hour.vcpus + vcpus.at(load(hour)), hour.gib + gib.at(load(hour))))
}

/// Says so where room for the loss of a zone is kept.
pub fn tell_zones(sheet: &mut Sheet, needs: &[Need]) {
    if needs.iter().any(|need| need.zones > 1.0) {
        sheet.assume(|| "room for the loss of one zone is kept".to_owned());
    }
    if let Some(need) = needs.iter().find(|need| need.headroom > 0.0) {
        let percent = number(need.headroom * 100.0);
        sheet.assume(|| format!("{percent} % more room is kept than is asked for"));
    }
}
