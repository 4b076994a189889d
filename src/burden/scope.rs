//! Services, machines and clusters per kind of platform in use, summed over workloads.

use super::format::format_count;
use super::inputs::PlatformUse;
use crate::catalogue::PlatformKind;
use crate::catalogue::tasks::{HoursDriver, ReferenceScope, TaskPart};
use crate::model::Team;
use std::fmt;

/// What the hours of one kind of platform in use scale with.
#[derive(Debug, Clone, PartialEq)]
pub struct KindScope {
    pub kind: PlatformKind,
    /// Name of its platform.
    pub name: String,
    /// Services, at least one per use.
    pub services: u32,
    /// Machines that the team operates.
    pub hosts: u32,
    /// A bill counted the machines; otherwise they are those of the reference scope.
    pub is_billed: bool,
    /// Clusters: one per environment and alternative, as on the bills; 0 without Kubernetes.
    pub clusters: u32,
    /// Environments, production included.
    pub environments: u32,
}

/// One row per kind in use, in the order of [`PlatformKind::ALL`].
///
/// A workload counts as at least one service. Without machines on a bill, those of the reference scope are used.
pub(super) fn scopes_by_kind(uses: &[PlatformUse], team: &Team, reference: &ReferenceScope) -> Vec<KindScope> {
    let environments = team.environments.max(1);
    let scope = |kind: PlatformKind| {
        let mine = || uses.iter().filter(move |used| used.platform.kind == kind);
        let name = mine().next()?.platform.name.clone();
        let add = |sum: u32, more: u32| sum.saturating_add(more);
        let services = mine().map(|used| used.services.max(1)).fold(0, add);
        let billed = mine().map(|used| used.hosts).fold(0, add);
        // All uses without machines on a bill share one reference scope.
        let unbilled = if mine().any(|used| used.hosts == 0) { reference.hosts(kind) } else { 0 };
        Some(KindScope {
            kind,
            name,
            services,
            hosts: add(billed, unbilled),
            is_billed: billed > 0,
            clusters: if has_clusters(kind) { mine().map(|_| environments).fold(0, add) } else { 0 },
            environments,
        })
    };
    PlatformKind::ALL.into_iter().filter_map(scope).collect()
}

impl fmt::Display for KindScope {
    /// `Managed Kubernetes: 4 services, 3 machines on the bill, 2 clusters, 2 environments`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, format_count(self.services, "service"))?;
        if self.hosts > 0 {
            let from = if self.is_billed { "on the bill" } else { "assumed, as no bill counts them" };
            write!(f, ", {} {from}", format_count(self.hosts, "machine"))?;
        }
        if self.clusters > 0 {
            write!(f, ", {}", format_count(self.clusters, "cluster"))?;
        }
        write!(f, ", {}", format_count(self.environments, "environment"))
    }
}

fn has_clusters(kind: PlatformKind) -> bool {
    matches!(kind, PlatformKind::SelfManagedK8s | PlatformKind::ManagedK8s | PlatformKind::AutopilotK8s)
}

impl KindScope {
    /// The number of a part's units here, and at the reference scope.
    ///
    /// Where the reference scope has no machines or clusters of this kind, hours do not scale with them.
    pub(super) fn unit_counts(&self, once: HoursDriver, reference: &ReferenceScope) -> (u32, u32) {
        match once {
            HoursDriver::Host if reference.hosts(self.kind) > 0 => (self.hosts, reference.hosts(self.kind)),
            HoursDriver::Service => (self.services, reference.services),
            HoursDriver::Environment => (self.environments, reference.environments),
            // The reference scope has one alternative with one cluster per environment.
            HoursDriver::Cluster if self.clusters > 0 => (self.clusters, reference.environments),
            HoursDriver::Cluster
            | HoursDriver::Host
            | HoursDriver::Team
            | HoursDriver::PlatformKind
            | HoursDriver::Engine => (1, 1),
        }
    }

    /// The same with one more service.
    pub(super) fn with_one_more_service(&self) -> Self {
        Self { services: self.services.saturating_add(1), ..self.clone() }
    }

    /// The same with one more environment, and a further cluster for each cluster in one now.
    pub(super) fn with_one_more_environment(&self) -> Self {
        let clusters = self.clusters.saturating_add(self.clusters / self.environments.max(1));
        Self { environments: self.environments.saturating_add(1), clusters, ..self.clone() }
    }

    /// The factor for a part's hours at the reference scope: its share times units here over units there.
    pub(super) fn scale_factor(&self, part: TaskPart, reference: &ReferenceScope) -> f64 {
        let (here, there) = self.unit_counts(part.once, reference);
        part.share * f64::from(here) / f64::from(there.max(1))
    }
}
