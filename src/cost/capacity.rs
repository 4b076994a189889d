//! How much of the capacity on a bill is requested and used.

use super::bill::CapacityUse;
use super::need::{LoadKind, OWN_DATABASE, ResourceNeed};
use super::term::Capacity;

/// Mean capacity over the month, as the lines of a bill are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct CapacityLedger {
    paid: Capacity,
    /// Where the bill itself follows use; elsewhere use follows from the needs.
    used: Option<Capacity>,
    /// Headroom included. Where only use is billed, everything counts as requested.
    requested: Option<Capacity>,
    /// What GPU workloads use; it is part of `paid`.
    gpu_used: Capacity,
    /// The team's own databases have machines of their own, which are not part of `paid`.
    pub own_databases_apart: bool,
}

impl CapacityLedger {
    pub fn add_paid(&mut self, capacity: Capacity) {
        self.paid += capacity;
    }

    pub fn add_used(&mut self, capacity: Capacity) {
        *self.used.get_or_insert_default() += capacity;
    }

    pub fn add_requested(&mut self, capacity: Capacity) {
        *self.requested.get_or_insert_default() += capacity;
    }

    pub fn add_gpu_used(&mut self, capacity: Capacity) {
        self.gpu_used += capacity;
    }

    /// None when no need has a known load.
    pub fn capacity_use(&self, needs: &[ResourceNeed]) -> Option<CapacityUse> {
        let is_unknown =
            |need: &ResourceNeed| need.load_kind == LoadKind::Unknown && !need.always_on && !need.uses_gpus();
        if needs.iter().all(is_unknown) {
            return None;
        }
        let scarcer_share = |part: Capacity| {
            let shares = [(part.vcpus, self.paid.vcpus), (part.gib, self.paid.gib)];
            shares.into_iter().filter(|(_, paid)| *paid > 0.0).map(|(part, paid)| part / paid).reduce(f64::max)
        };
        let used = self.used.unwrap_or_else(|| self.busy_capacity(needs)) + self.gpu_used;
        let Some(used) = scarcer_share(used) else {
            return Some(CapacityUse { unallocated: 0.0, reserved: 0.0, used: 1.0 });
        };
        let used = used.clamp(0.0, 1.0);
        let requested = self.requested.map(|requested| requested + self.gpu_used);
        let requested = requested.and_then(scarcer_share).unwrap_or(1.0).clamp(used, 1.0);
        Some(CapacityUse { unallocated: 1.0 - requested, reserved: requested - used, used })
    }

    /// What the needs keep busy of the capacity that is paid for.
    fn busy_capacity(&self, needs: &[ResourceNeed]) -> Capacity {
        let here = needs.iter().filter(|need| !need.uses_gpus());
        let mut busy = here.map(ResourceNeed::busy_capacity).fold(Capacity::NONE, |sum, busy| sum + busy);
        if !self.own_databases_apart {
            busy.gib += needs.iter().map(|need| f64::from(need.own_databases)).sum::<f64>() * OWN_DATABASE.gib;
        }
        busy
    }
}
