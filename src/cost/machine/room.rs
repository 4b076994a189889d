//! What is left of a machine for workloads.

use crate::cost::formula::gke;
use crate::cost::term::Capacity;
use crate::model::{Gibibytes, Vcpus};

/// What the system, the container runtime and the agents keep of a machine that the team runs.
pub const SYSTEM: Capacity = Capacity { vcpus: 0.0, gib: 1.0 };
/// What daemon sets take of every node of a cluster.
pub const DAEMON_SETS: Capacity = Capacity { vcpus: 0.1, gib: 0.25 };

/// What of a machine is left beside the system.
pub fn machine_room(machine: Capacity) -> Capacity {
    Capacity { vcpus: machine.vcpus - SYSTEM.vcpus, gib: machine.gib - SYSTEM.gib }
}

/// What of a node pods can use: a cluster reserves more for its system than a machine by itself.
pub fn pod_room(node: Capacity) -> Capacity {
    let (vcpus, gib) = gke::allocatable_capacity(Vcpus::of(node.vcpus), Gibibytes::of(node.gib));
    Capacity { vcpus: vcpus.get() - DAEMON_SETS.vcpus, gib: gib.get() - DAEMON_SETS.gib }
}
