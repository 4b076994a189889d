//! Kubernetes that bills pods, as GKE Autopilot does.
//!
//! `C = hours × (cpu p_v + gib p_m) + fee × H − credit`; a pod has at least 0.25 vCPU and 0.5 GiB, in steps of 0.25 vCPU,
//! and between 1 and 6.5 GiB per vCPU (GKE Autopilot overview).

use super::load::whole;
use crate::model::{Gibibytes, Vcpus};

const STEP_VCPU: f64 = 0.25;
const LEAST_GIB: f64 = 0.5;
const MOST_GIB_PER_VCPU: f64 = 6.5;

/// The pod that is billed when this much is asked for.
pub fn snap(vcpu: Vcpus, memory: Gibibytes) -> (Vcpus, Gibibytes) {
    let for_memory = memory.get() / MOST_GIB_PER_VCPU;
    let cpu = (whole(vcpu.get().max(for_memory) / STEP_VCPU) * STEP_VCPU).max(STEP_VCPU);
    (Vcpus::of(cpu), Gibibytes::of(memory.get().max(LEAST_GIB).max(cpu)))
}

/// USD for so many pod-hours of one size.
pub fn cost(pod_hours: f64, vcpu: Vcpus, memory: Gibibytes, vcpu_hour: f64, gib_hour: f64) -> f64 {
    pod_hours * (vcpu.get() * vcpu_hour + memory.get() * gib_hour)
}

/// How full nodes must be packed to be as cheap as paying per pod: USD per GiB-month of room over USD per GiB-month of
/// pods at the same ratio of memory to processors.
pub fn parity(node_per_gib: f64, pods_per_gib: f64) -> f64 {
    node_per_gib / pods_per_gib
}

/// USD per GiB-month of a pod with `gib_per_vcpu` of memory for each processor.
pub fn per_gib(gib_per_vcpu: f64, vcpu_hour: f64, gib_hour: f64, hours: f64) -> f64 {
    (vcpu_hour / gib_per_vcpu + gib_hour) * hours
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pod(vcpu: f64, memory: f64) -> (f64, f64) {
        let (vcpu, memory) = snap(Vcpus::of(vcpu), Gibibytes::of(memory));
        (vcpu.get(), memory.get())
    }

    #[test]
    fn pods_are_rounded_up_to_what_is_sold() {
        assert_eq!(pod(0.1, 0.1), (0.25, 0.5));
        assert_eq!(pod(0.5, 1.0), (0.5, 1.0));
        assert_eq!(pod(4.0, 1.0), (4.0, 4.0));
        assert_eq!(pod(0.5, 13.0), (2.0, 13.0));
    }
}
