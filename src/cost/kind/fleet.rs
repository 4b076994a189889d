//! Machines behind a load balancer, whose number follows the load.

use crate::cost::builder::BillBuilder;
use crate::cost::format::format_formula_number;
use crate::cost::line::ChargeScope;
use crate::cost::machine::{MachineSize, PlannedMachines, PoolRequirement};
use crate::cost::need::{LoadKind, OWN_DATABASE_GIB, ResourceNeed, TARGET_UTILIZATION};
use crate::cost::services::{self, HostingTraits};
use crate::cost::term::{HourRequirement, ScalingRule, SizeChoice};

/// The fewest machines, so that one may fail; fewer only where everything on them is wanted once.
const MIN_MACHINES: f64 = 2.0;
/// A larger size is taken once the peak asks for more machines than this: nobody wants to run hundreds of small ones.
const MAX_SMALL_MACHINES: f64 = 24.0;

/// `n(h) = max(least, r, zones, ceil(cpu(h) / V), ceil(memory(h) / G))` for every hour of the mean day.
pub fn add_lines(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let Some(first) = needs.first() else { return };
    report_spare_capacity(sheet, needs);
    services::gpu::add_gpu_machines(sheet, needs, true);
    let own: f64 = needs.iter().map(|need| f64::from(need.own_databases)).sum();
    if own == 0.0 && needs.iter().all(ResourceNeed::uses_gpus) {
        // The machines with graphics processors are the fleet.
        return add_services(sheet, needs);
    }
    let least = min_machines(needs);
    let asked = hourly_requirements(needs, machine_scaling, (own, own * OWN_DATABASE_GIB), least);
    let peak = capacity_at_peak(&asked, machine_scaling(first), first.volume);
    let (vcpus, gib) = machine_scaling(first);
    let here = needs.iter().filter(|need| !need.uses_gpus());
    let largest = here.fold((0.0, 0.0), |(v, g): (f64, f64), need| {
        let reserved = if need.load_kind == LoadKind::Requests { 0.0 } else { need.vcpu };
        (v.max(reserved), g.max(need.memory_gib))
    });
    let wanted = PoolRequirement { hours: asked, vcpus, gib, largest, is_node: false };
    let all = |size: &MachineSize| (size.vcpu, size.gib);
    let Some(machines) =
        PlannedMachines::plan(sheet, first.volume, wanted, (all, all), SizeChoice::FirstWithin(MAX_SMALL_MACHINES))
    else {
        sheet.add_problem(|| "the price book has no machine for a fleet; it is left out".to_owned());
        return;
    };
    add_requested_machine_capacity(sheet, needs);
    machines.add_lines(sheet, "Machines", ChargeScope::Host, || {
        format!(
            "{} to {} machines over the day: at the peak max({} vCPU / {}, {} GiB / {}), the {} % target included, least {}",
            machines.counts.least,
            machines.counts.most,
            format_formula_number(peak.0),
            format_formula_number(machines.size.vcpu),
            format_formula_number(peak.1),
            format_formula_number(machines.size.gib),
            TARGET_UTILIZATION * 100.0,
            least
        )
    });
    sheet.add_assumption(|| "the number of machines follows the load hour by hour".to_owned());
    add_services(sheet, needs);
}

fn add_services(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let place = HostingTraits {
        has_disks: true,
        balancer_label: Some("Load balancer"),
        scope: ChargeScope::PlatformKind,
        is_private: true,
        own_databases_apart: false,
    };
    services::add_services(sheet, needs, place);
}

fn min_machines(needs: &[ResourceNeed]) -> f64 {
    let once = needs.iter().all(|need| need.min_instances == 1.0);
    let least = if once { 1.0 } else { MIN_MACHINES };
    needs.iter().map(|need| need.min_instances.max(need.zones)).fold(least, f64::max)
}

/// Processors and GiB that whole machines must have for a need, room for the loss of a zone and headroom included.
fn machine_scaling(need: &ResourceNeed) -> (ScalingRule, ScalingRule) {
    let spare = need.spare_factor();
    (need.machine_vcpus().scaled(spare), need.machine_memory().scaled(spare))
}

/// What the machines must hold in each hour beside the first need: the other needs, and `fixed` processors and GiB.
pub fn hourly_requirements(
    needs: &[ResourceNeed],
    asks: impl Fn(&ResourceNeed) -> (ScalingRule, ScalingRule),
    fixed: (f64, f64),
    least: f64,
) -> Vec<HourRequirement> {
    let Some((first, others)) = needs.split_first() else { return Vec::new() };
    let times = first.hourly_load();
    let others: Vec<_> = others.iter().map(|need| (need, asks(need), need.hourly_load())).collect();
    let mut hours: Vec<HourRequirement> = Vec::with_capacity(24);
    for (hour, times) in times.into_iter().enumerate() {
        let running = others.iter().filter(|(need, ..)| !need.is_stopped_in(hour));
        let (vcpus, gib) = running.fold(fixed, |(vcpus, gib), (need, (cpu, memory), day)| {
            let load = day[hour] * need.volume;
            (vcpus + cpu.at(load), gib + memory.at(load))
        });
        // Where everything is stopped by schedule, so are the machines.
        let is_stopped = fixed == (0.0, 0.0) && needs.iter().all(|need| need.is_stopped_in(hour));
        let least = if is_stopped { 0.0 } else { least };
        let asked = HourRequirement {
            load_ratio: times,
            hour_count: 1.0,
            is_on: !first.is_stopped_in(hour),
            vcpus,
            gib,
            min_machines: least,
        };
        match hours.last_mut() {
            Some(last) if (HourRequirement { hour_count: 1.0, ..*last }) == asked => last.hour_count += 1.0,
            _ => hours.push(asked),
        }
    }
    hours
}

/// Counts what the needs ask of whole machines in the mean of the day.
pub fn add_requested_machine_capacity(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let own: f64 = needs.iter().map(|need| f64::from(need.own_databases)).sum();
    let asked = hourly_requirements(needs, machine_scaling, (own, own * OWN_DATABASE_GIB), 0.0);
    let Some(first) = needs.first() else { return };
    add_requested_capacity(sheet, &asked, machine_scaling(first), first.volume);
}

/// Counts what is asked for in the mean of the day.
pub fn add_requested_capacity(
    sheet: &mut BillBuilder,
    asked: &[HourRequirement],
    (vcpus, gib): (ScalingRule, ScalingRule),
    volume: f64,
) {
    let (mut cpu, mut memory) = (0.0, 0.0);
    for hour in asked {
        let load = hour.load_ratio * volume;
        let (more_cpu, more_gib) = if hour.is_on { (vcpus.at(load), gib.at(load)) } else { (0.0, 0.0) };
        cpu += hour.hour_count * (hour.vcpus + more_cpu);
        memory += hour.hour_count * (hour.gib + more_gib);
    }
    sheet.add_requested_capacity(cpu / 24.0, memory / 24.0);
}

/// Processors and GiB at the peak.
pub fn capacity_at_peak(
    asked: &[HourRequirement],
    (vcpus, gib): (ScalingRule, ScalingRule),
    volume: f64,
) -> (f64, f64) {
    let load = |hour: &HourRequirement| hour.load_ratio * volume;
    asked.first().map_or((0.0, 0.0), |hour| (hour.vcpus + vcpus.at(load(hour)), hour.gib + gib.at(load(hour))))
}

/// Says so where room for the loss of a zone is kept.
pub fn report_spare_capacity(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    if needs.iter().any(|need| need.zones > 1.0) {
        sheet.add_assumption(|| "room for the loss of one zone is kept".to_owned());
    }
    if let Some(need) = needs.iter().find(|need| need.headroom > 0.0) {
        let percent = format_formula_number(need.headroom * 100.0);
        sheet.add_assumption(|| format!("{percent} % more room is kept than is asked for"));
    }
}
