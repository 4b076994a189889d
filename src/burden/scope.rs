//! What an estate comes to per kind of platform: services and machines, added up over the workloads that use it.

use super::hours::Use;
use crate::catalogue::PlatformKind;
use crate::catalogue::tasks::{Once, Part, Scope};
use crate::model::Team;

/// One kind in use, with what there is of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KindScope {
    pub kind: PlatformKind,
    pub name: String,
    pub services: u32,
    pub hosts: u32,
    pub environments: u32,
}

/// One row per kind in use, in the order of [`PlatformKind::ALL`].
///
/// A workload counts as one service at least. Where no bill knows the machines, those of the reference scope are taken.
pub(super) fn by_kind(uses: &[Use], team: &Team, reference: &Scope) -> Vec<KindScope> {
    let scope = |kind: PlatformKind| {
        let mine = || uses.iter().filter(move |used| used.platform.kind == kind);
        let name = mine().next()?.platform.name.clone();
        let add = |sum: u32, more: u32| sum.saturating_add(more);
        let services = mine().map(|used| used.services.max(1)).fold(0, add);
        let hosts = mine().map(|used| used.hosts).fold(0, add);
        let hosts = if hosts == 0 { reference.hosts(kind) } else { hosts };
        Some(KindScope { kind, name, services, hosts, environments: team.environments.max(1) })
    };
    PlatformKind::ALL.into_iter().filter_map(scope).collect()
}

impl KindScope {
    /// How many of a part's units there are here, and how many at the reference scope.
    pub fn units(&self, once: Once, reference: &Scope) -> (u32, u32) {
        match once {
            Once::Host => (self.hosts, reference.hosts(self.kind)),
            Once::Service => (self.services, reference.services),
            Once::Environment => (self.environments, reference.environments),
            Once::Team | Once::PlatformKind | Once::Cluster | Once::Engine => (1, 1),
        }
    }

    /// What a part's hours at the reference scope are multiplied by: its share, times units here over units there.
    pub fn factor(&self, part: Part, reference: &Scope) -> f64 {
        let (here, there) = self.units(part.once, reference);
        part.share * f64::from(here) / f64::from(there.max(1))
    }
}
