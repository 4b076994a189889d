//! Tasks of fixed sizes, as Fargate sells them: processors and memory are rounded up to a valid pair.
//!
//! `C = task-hours × (v p_v + g p_g)` (AWS Fargate pricing). The pairs are in the list of limits.

use super::load::{MIB_PER_GIB, round_up};
use crate::catalogue::limits::InstanceSize;
use crate::model::{Gibibytes, Vcpus};

/// Memory that a pod under EKS needs for the kubelet, in GiB.
pub const KUBELET_GIB: f64 = 0.25;

/// The smallest of these sizes that holds both, fewer processors first; none when there is none.
pub fn round_up_task<'a>(
    sizes: impl IntoIterator<Item = &'a InstanceSize>,
    vcpu: Vcpus,
    memory: Gibibytes,
) -> Option<(Vcpus, Gibibytes)> {
    sizes.into_iter().find_map(|size| {
        let [least, most, step] = [size.least, size.most, size.step].map(|mib| mib / MIB_PER_GIB);
        let gib = least + round_up((memory.get() - least).max(0.0) / step) * step;
        (size.vcpus >= vcpu.get() && gib <= most).then(|| (Vcpus::of(size.vcpus), Gibibytes::of(gib)))
    })
}

/// The largest of these sizes.
pub fn largest_task<'a>(sizes: impl IntoIterator<Item = &'a InstanceSize>) -> (Vcpus, Gibibytes) {
    sizes
        .into_iter()
        .last()
        .map_or((Vcpus::ZERO, Gibibytes::ZERO), |size| (Vcpus::of(size.vcpus), Gibibytes::of(size.most / MIB_PER_GIB)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::PlatformKind::ContainerServerless;
    use crate::catalogue::limits::LimitBook;
    use crate::model::Cloud::Aws;
    use std::sync::LazyLock;

    static LIMITS: LazyLock<LimitBook> = LazyLock::new(|| LimitBook::shipped().unwrap());

    fn pair(vcpu: f64, memory: f64) -> Option<(f64, f64)> {
        let sizes = LIMITS.sizes(ContainerServerless, Aws);
        round_up_task(sizes, Vcpus::of(vcpu), Gibibytes::of(memory)).map(|(v, g)| (v.get(), g.get()))
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
        assert_eq!(largest_task(LIMITS.sizes(ContainerServerless, Aws)), (Vcpus::of(16.0), Gibibytes::of(120.0)));
    }
}
