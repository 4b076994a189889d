//! What a Kubernetes node reserves for the system.
//!
//! Reserved (GKE, used for every cloud): CPU 6 % of the first core, 1 % of the second, 0.5 % of the third and fourth,
//! 0.25 % of the rest; memory 25, 20, 10, 6 and 2 % over bands of 4, 4, 8, 112 GiB and the rest, and 100 MiB.

use super::load::MIB_PER_GIB;
use crate::model::{Gibibytes, Vcpus};

const CPU_BANDS: [(f64, f64); 4] = [(1.0, 0.06), (1.0, 0.01), (2.0, 0.005), (f64::INFINITY, 0.0025)];
const MEMORY_BANDS: [(f64, f64); 5] = [(4.0, 0.25), (4.0, 0.20), (8.0, 0.10), (112.0, 0.06), (f64::INFINITY, 0.02)];
/// Memory below which the kubelet evicts pods.
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

/// What the node reserves.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eight_by_sixteen_node_matches_a_published_figure() {
        let (cpu, gib) = allocatable_capacity(Vcpus::of(8.0), Gibibytes::of(16.0));
        assert!((cpu.get() - 7.91).abs() < 1e-9);
        assert!((gib.get() - 13.3).abs() < 0.01);
    }
}
