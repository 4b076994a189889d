//! Exit effort: one-time hours to move a workload off a platform.
//!
//! It is the smallest of the moves to each other kind of platform in the same cloud and of the move to the same kind on another cloud, by
//! mean hours per service, times the services. Kinds that are ruled out for the workload do not count. Setting up and learning the other
//! platform is not included: that is part of its adoption cost. The efforts of several workloads add up.

use super::feasibility::assess_feasibility;
use super::format::format_count;
use crate::catalogue::exits::{ExitBook, MoveStep, StepCondition};
use crate::catalogue::{Catalogue, OneTimeHours, Platform, PlatformKind};
use crate::model::number::format_number;
use crate::model::{Cloud, Workload};

/// The destination of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitDestination {
    /// Another kind, in the same cloud.
    Kind(PlatformKind),
    /// The same kind on another cloud.
    OtherCloud,
}

/// A move with its steps.
#[derive(Debug, Clone, PartialEq)]
pub struct ExitPath<'a> {
    /// Destination.
    pub to: ExitDestination,
    /// Steps in order.
    pub steps: Vec<&'a MoveStep>,
    /// Hours for all services.
    pub hours: OneTimeHours,
    /// Services that move.
    pub services: u32,
}

impl ExitPath<'_> {
    /// `to single-vm: 8 + 6 = 14 h likely for one service × 2 services; mean …`.
    pub fn describe(&self, platforms: &[Platform]) -> String {
        let to = match self.to {
            ExitDestination::OtherCloud => "the same kind on another cloud",
            ExitDestination::Kind(kind) => {
                platforms.iter().find(|row| row.kind == kind).map_or(kind.id(), |row| row.name.as_str())
            }
        };
        let likely: Vec<String> = self.steps.iter().map(|step| format_number(step.hours.likely.get())).collect();
        let OneTimeHours { low, likely: sum, high } = self.hours;
        format!(
            "to {to}: ({}) h × {} = {} h likely; mean ({} + 4 × {} + {}) / 6 = {} h",
            likely.join(" + "),
            format_count(self.services, "service"),
            format_number(sum.get()),
            format_number(low.get()),
            format_number(sum.get()),
            format_number(high.get()),
            format_number(self.hours.mean().get())
        )
    }
}

/// The hours to move one service: rows are the kinds it leaves, columns the kinds it moves to, both in the order of
/// [`PlatformKind::ALL`], with zeros on the diagonal. `is_stateful` adds the steps for state.
pub fn exit_hours_matrix(book: &ExitBook, is_stateful: bool) -> [[OneTimeHours; 8]; 8] {
    PlatformKind::ALL.map(|from| {
        PlatformKind::ALL.map(|to| total_hours(&applicable_steps(book.steps_between(from, to), is_stateful)))
    })
}

/// The hours to move one service to the same kind on another cloud, in the order of [`PlatformKind::ALL`]; none for kinds without a
/// cloud.
pub fn other_cloud_hours(book: &ExitBook) -> [Option<OneTimeHours>; 8] {
    PlatformKind::ALL.map(|from| Some(total_hours(&book.steps_to_other_cloud(from)?)))
}

/// Every exit path from a kind of platform on a cloud for a workload, least effort first, without kinds that are ruled out for it.
pub fn exit_paths<'a>(
    catalogue: &'a Catalogue,
    from: PlatformKind,
    cloud: Cloud,
    workload: &Workload,
) -> Vec<ExitPath<'a>> {
    let mut paths = all_paths(&catalogue.exits, from, workload);
    paths.retain(|path| is_reachable(catalogue, path.to, cloud, workload));
    paths
}

/// The exit path with the least effort.
pub fn easiest_exit<'a>(
    catalogue: &'a Catalogue,
    from: PlatformKind,
    cloud: Cloud,
    workload: &Workload,
) -> Option<ExitPath<'a>> {
    let paths = all_paths(&catalogue.exits, from, workload);
    paths.into_iter().find(|path| is_reachable(catalogue, path.to, cloud, workload))
}

fn all_paths<'a>(book: &'a ExitBook, from: PlatformKind, workload: &Workload) -> Vec<ExitPath<'a>> {
    let exit = |to, steps| {
        let steps = applicable_steps(steps, workload.demand.stateful);
        let services = workload.services.max(1);
        ExitPath { to, hours: total_hours(&steps) * f64::from(services), steps, services }
    };
    let kinds = PlatformKind::ALL.into_iter().filter(|to| *to != from);
    let mut ways: Vec<ExitPath> =
        kinds.map(|to| exit(ExitDestination::Kind(to), book.steps_between(from, to))).collect();
    ways.extend(book.steps_to_other_cloud(from).map(|steps| exit(ExitDestination::OtherCloud, steps)));
    ways.sort_by(|a, b| a.hours.mean().get().total_cmp(&b.hours.mean().get()));
    ways
}

fn is_reachable(catalogue: &Catalogue, to: ExitDestination, cloud: Cloud, workload: &Workload) -> bool {
    match to {
        ExitDestination::OtherCloud => true,
        ExitDestination::Kind(kind) => {
            let platform = catalogue.platforms.iter().find(|platform| platform.kind == kind);
            platform.is_some_and(|platform| {
                assess_feasibility(&catalogue.limits, Some(platform), workload, Some(cloud)).is_feasible()
            })
        }
    }
}

fn applicable_steps(steps: Vec<&MoveStep>, is_stateful: bool) -> Vec<&MoveStep> {
    steps.into_iter().filter(|step| step.when == StepCondition::Always || is_stateful).collect()
}

fn total_hours(steps: &[&MoveStep]) -> OneTimeHours {
    steps.iter().map(|step| step.hours).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::PlatformKind::*;
    use crate::model::{Constraint, ConstraintKind, Demand, Strength};
    use std::sync::LazyLock;

    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().unwrap());

    fn mean(from: PlatformKind, workload: &Workload) -> f64 {
        easiest_exit(&CATALOGUE, from, Cloud::Aws, workload).unwrap().hours.mean().get()
    }

    #[test]
    fn staying_takes_nothing_and_every_move_takes_something_in_order() {
        for is_stateful in [false, true] {
            for (from, row) in exit_hours_matrix(&CATALOGUE.exits, is_stateful).iter().enumerate() {
                for (to, band) in row.iter().enumerate() {
                    assert!(band.low <= band.likely && band.likely <= band.high);
                    assert_eq!(from == to, band.high.get() == 0.0, "{from} to {to}");
                }
            }
        }
        let likely = |is_stateful: bool| exit_hours_matrix(&CATALOGUE.exits, is_stateful)[1][6].likely.get();
        assert_eq!(likely(true) - likely(false), 32.0);
    }

    /// [S2]: the triggers of functions are a rewrite, containers move, machines nearly move.
    #[test]
    fn machines_nearly_move_containers_move_and_functions_are_rewritten() {
        let workload = Workload::default();
        let [vm, k8s, run, functions] =
            [SingleVm, ManagedK8s, ContainerServerless, Functions].map(|kind| mean(kind, &workload));
        assert!(functions > 2.0 * run && functions > 2.0 * vm && functions > 2.0 * k8s, "{vm} {k8s} {run} {functions}");
        // By hand: install 6 + balance 4 + cut-over 6 likely; 2 + 2 + 2 low, 16 + 10 + 20 high.
        assert!((vm - (6.0 + 4.0 * 16.0 + 46.0) / 6.0).abs() < 1e-9, "{vm}");
        // Adapt 3 + network 6 + cut-over 6; 1 + 2 + 2; 8 + 16 + 20.
        assert!((k8s - (5.0 + 4.0 * 15.0 + 44.0) / 6.0).abs() < 1e-9, "{k8s}");
    }

    #[test]
    fn services_multiply_and_what_is_ruled_out_is_no_way_out() {
        let two = Workload { services: 2, ..Workload::default() };
        assert_eq!(mean(Functions, &two), 2.0 * mean(Functions, &Workload::default()));
        let must = |kind| Constraint { kind, strength: Strength::Hard, by: "Bo".to_owned(), why: String::new() };
        let appliance = Workload {
            constraints: vec![must(ConstraintKind::VendorAppliance)],
            demand: Demand { stateful: true, ..Demand::default() },
            ..Workload::default()
        };
        let ways = exit_paths(&CATALOGUE, SingleVm, Cloud::Aws, &appliance);
        let to: Vec<ExitDestination> = ways.iter().map(|exit| exit.to).collect();
        assert_eq!(to, [ExitDestination::Kind(VmFleet), ExitDestination::OtherCloud]);
        assert_eq!(easiest_exit(&CATALOGUE, SingleVm, Cloud::Aws, &appliance).as_ref(), ways.first());
        let words = ways[0].describe(&CATALOGUE.platforms);
        assert_eq!(words, "to VM fleet: (6 + 4 + 6) h × 1 service = 16 h likely; mean (6 + 4 × 16 + 46) / 6 = 19.33 h");
    }
}
