//! Kubernetes that bills pods, as GKE Autopilot does.
//!
//! `C = hours × (cpu p_v + gib p_m) + fee × H − credit`; a pod has at least 0.25 vCPU and 0.5 GiB, in steps of 0.25 vCPU,
//! and between 1 and 6.5 GiB per vCPU (GKE Autopilot overview).

use super::load::round_up;
use crate::model::{Gibibytes, Vcpus};

const VCPU_STEP: f64 = 0.25;
const MIN_GIB: f64 = 0.5;
const MAX_GIB_PER_VCPU: f64 = 6.5;

/// The billed size of a pod.
pub fn round_up_pod(vcpu: Vcpus, memory: Gibibytes) -> (Vcpus, Gibibytes) {
    let for_memory = memory.get() / MAX_GIB_PER_VCPU;
    let cpu = (round_up(vcpu.get().max(for_memory) / VCPU_STEP) * VCPU_STEP).max(VCPU_STEP);
    (Vcpus::of(cpu), Gibibytes::of(memory.get().max(MIN_GIB).max(cpu)))
}

/// USD for the pod-hours of one size.
pub fn compute_cost(pod_hours: f64, vcpu: Vcpus, memory: Gibibytes, vcpu_hour: f64, gib_hour: f64) -> f64 {
    pod_hours * (vcpu.get() * vcpu_hour + memory.get() * gib_hour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pod(vcpu: f64, memory: f64) -> (f64, f64) {
        let (vcpu, memory) = round_up_pod(Vcpus::of(vcpu), Gibibytes::of(memory));
        (vcpu.get(), memory.get())
    }

    #[test]
    fn pods_are_rounded_up_to_billed_sizes() {
        assert_eq!(pod(0.1, 0.1), (0.25, 0.5));
        assert_eq!(pod(0.5, 1.0), (0.5, 1.0));
        assert_eq!(pod(4.0, 1.0), (4.0, 4.0));
        assert_eq!(pod(0.5, 13.0), (2.0, 13.0));
    }
}
