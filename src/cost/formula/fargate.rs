//! Tasks of fixed sizes, as Fargate sells them: processors and memory are rounded up to a valid pair.
//!
//! `C = task-hours × (v p_v + g p_g)` (AWS Fargate pricing). The pairs: 0.25 vCPU with 0.5, 1, 2 GB; 0.5 with 1–4;
//! 1 with 2–8; 2 with 4–16; 4 with 8–30; 8 with 16–60 by 4; 16 with 32–120 by 8.

use super::load::round_up;
use crate::model::{Gibibytes, Vcpus};

/// Processors, least memory, most memory, and the step between, in GB.
const SIZES: [(f64, f64, f64, f64); 7] = [
    (0.25, 0.5, 2.0, 0.5),
    (0.5, 1.0, 4.0, 1.0),
    (1.0, 2.0, 8.0, 1.0),
    (2.0, 4.0, 16.0, 1.0),
    (4.0, 8.0, 30.0, 1.0),
    (8.0, 16.0, 60.0, 4.0),
    (16.0, 32.0, 120.0, 8.0),
];

/// Memory that a pod under EKS needs for the kubelet, in GiB.
pub const KUBELET_GIB: f64 = 0.25;

/// The smallest task that holds both; none when there is no such task.
pub fn round_up_task(vcpu: Vcpus, memory: Gibibytes) -> Option<(Vcpus, Gibibytes)> {
    SIZES.iter().find_map(|&(cpu, least, most, step)| {
        let steps = round_up((memory.get() - least).max(0.0) / step);
        let mut gib = least + steps * step;
        if cpu == 0.25 && gib == 1.5 {
            gib = 2.0;
        }
        (cpu >= vcpu.get() && gib <= most).then(|| (Vcpus::of(cpu), Gibibytes::of(gib)))
    })
}

/// The largest task there is.
pub fn largest_task() -> (Vcpus, Gibibytes) {
    (Vcpus::of(16.0), Gibibytes::of(120.0))
}

/// USD for so many task-hours.
pub fn compute_cost(task_hours: f64, vcpu: Vcpus, memory: Gibibytes, vcpu_hour: f64, gb_hour: f64) -> f64 {
    task_hours * (vcpu.get() * vcpu_hour + memory.get() * gb_hour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(vcpu: f64, memory: f64) -> Option<(f64, f64)> {
        round_up_task(Vcpus::of(vcpu), Gibibytes::of(memory)).map(|(v, g)| (v.get(), g.get()))
    }

    #[test]
    fn every_size_is_a_valid_pair() {
        assert_eq!(pair(1.0, 1.0), Some((1.0, 2.0)));
        assert_eq!(pair(0.25, 1.2), Some((0.25, 2.0)));
        assert_eq!(pair(0.25, 3.0), Some((0.5, 3.0)));
        assert_eq!(pair(3.0, 30.5), Some((8.0, 32.0)));
        assert_eq!(pair(9.0, 33.0), Some((16.0, 40.0)));
        assert_eq!(pair(16.0, 121.0), None);
        assert_eq!(pair(17.0, 1.0), None);
    }
}
