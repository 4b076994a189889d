//! Kubernetes that bills per pod: Autopilot, Fargate under EKS, virtual nodes under AKS.

use super::cluster::{add_cluster_fee, with_own_databases};
use super::fargate::fargate_size;
use super::instance_hours::add_instance_hours;
use super::resources::vcpus_and_memory;
use crate::cost::builder::BillBuilder;
use crate::cost::formula::{autopilot, fargate};
use crate::cost::machine::pod_room;
use crate::cost::need::ResourceNeed;
use crate::cost::notes::Assumption;
use crate::cost::services::{GpuPool, HostingTraits, add_gpu_machines, add_services, report_missing_gpus};
use crate::cost::term::Capacity;
use crate::model::{Cloud, Commitment, Gibibytes, Vcpus};

/// `Σ pod-hours × (v p_v + g p_g) + fee`; the number of pods follows the load.
pub fn add_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let needs = with_own_databases(needs);
    for need in needs.iter().filter(|need| !need.uses_gpus()) {
        add_pod_lines(bill, need);
    }
    match bill.purchase.cloud {
        Cloud::Gcp => add_gpu_machines(bill, &needs, GpuPool { is_scaling: true, is_single: false, room: pod_room }),
        Cloud::Aws | Cloud::Azure => report_missing_gpus(bill, &needs, "a pod without a node"),
    }
    if bill.purchase.cloud == Cloud::Azure {
        bill.assume(Assumption::VirtualNodes);
    }
    add_cluster_fee(bill);
    add_services(bill, &needs, HostingTraits::CLUSTER);
}

fn add_pod_lines(bill: &mut BillBuilder, need: &ResourceNeed) {
    let pod = match bill.purchase.cloud {
        Cloud::Aws => fargate_size(bill, need, fargate::KUBELET_GIB),
        Cloud::Gcp => {
            let (vcpu, gib) = autopilot::round_up_pod(Vcpus::of(need.vcpu), Gibibytes::of(need.memory_gib));
            Capacity { vcpus: vcpu.get(), gib: gib.get() }
        }
        Cloud::Azure => need.instance(),
    };
    let is_spot = bill.purchase.commitment == Commitment::Spot;
    let ids = match bill.purchase.cloud {
        Cloud::Aws => ("aws.fargate.vcpu", "aws.fargate.gb"),
        Cloud::Gcp if is_spot => ("gcp.autopilot.vcpu_spot", "gcp.autopilot.memory_spot"),
        Cloud::Gcp => ("gcp.autopilot.vcpu", "gcp.autopilot.memory"),
        Cloud::Azure => ("azure.aci.vcpu", "azure.aci.mem"),
    };
    let mut resources = vcpus_and_memory(ids, pod);
    if bill.purchase.cloud == Cloud::Azure {
        // Container instances are billed by the second.
        for (resource, unit) in resources.iter_mut().zip(["vCPU × 3,600 s", "GiB × 3,600 s"]) {
            (resource.time_factor, resource.unit) = (3600.0, unit);
        }
    }
    add_instance_hours(bill, need, pod, &resources, "Pods: ");
}
