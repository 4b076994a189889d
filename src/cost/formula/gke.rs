//! What a Kubernetes node keeps for itself, and how many nodes hold so many requests for room.
//!
//! Reserved (GKE, used for every cloud): CPU 6 % of the first core, 1 % of the second, 0.5 % of the third and fourth,
//! 0.25 % of the rest; memory 25, 20, 10, 6 and 2 % over bands of 4, 4, 8, 112 GiB and the rest, and 100 MiB.

use super::load::{MIB_PER_GIB, round_up};
use crate::model::{Gibibytes, Vcpus};

const CPU_BANDS: [(f64, f64); 4] = [(1.0, 0.06), (1.0, 0.01), (2.0, 0.005), (f64::INFINITY, 0.0025)];
const MEMORY_BANDS: [(f64, f64); 5] = [(4.0, 0.25), (4.0, 0.20), (8.0, 0.10), (112.0, 0.06), (f64::INFINITY, 0.02)];
/// What the kubelet evicts pods to keep free, in MiB.
const EVICTION_MIB: f64 = 100.0;

fn sum_bands(size: f64, bands: &[(f64, f64)]) -> f64 {
    let mut left = size;
    let mut sum = 0.0;
    for &(width, share) in bands {
        let part = left.min(width);
        sum += part * share;
        left -= part;
    }
    sum
}

/// What the node keeps for itself.
pub fn reserved_capacity(vcpu: Vcpus, memory: Gibibytes) -> (Vcpus, Gibibytes) {
    let cpu = sum_bands(vcpu.get(), &CPU_BANDS);
    let gib = sum_bands(memory.get(), &MEMORY_BANDS) + EVICTION_MIB / MIB_PER_GIB;
    (Vcpus::of(cpu), Gibibytes::of(gib))
}

/// What is left for pods, daemon sets included.
pub fn allocatable_capacity(vcpu: Vcpus, memory: Gibibytes) -> (Vcpus, Gibibytes) {
    let (cpu, gib) = reserved_capacity(vcpu, memory);
    (Vcpus::of(vcpu.get() - cpu.get()), Gibibytes::of(memory.get() - gib.get()))
}

/// Nodes that hold so much when their room can be filled to `packing`: `ceil(max(Σ cpu / (V p), Σ mem / (G p)))`.
pub fn node_count(cpu: f64, memory: f64, room: (f64, f64), packing: f64) -> f64 {
    round_up((cpu / (room.0 * packing)).max(memory / (room.1 * packing)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eight_by_sixteen_node_matches_a_published_figure() {
        let (cpu, gib) = allocatable_capacity(Vcpus::of(8.0), Gibibytes::of(16.0));
        assert!((cpu.get() - 7.91).abs() < 1e-9);
        assert!((gib.get() - 13.3).abs() < 0.01);
    }

    #[test]
    fn the_scarcer_of_the_two_decides() {
        assert_eq!(node_count(4.0, 1.0, (2.0, 8.0), 1.0), 2.0);
        assert_eq!(node_count(1.0, 20.0, (2.0, 8.0), 1.0), 3.0);
    }
}
