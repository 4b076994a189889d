//! Fargate on ECS: tasks behind a load balancer. It does not start on a request, so at least one task always runs.

use super::instance_hours::add_instance_hours;
use super::resources::{note_sold_size, vcpus_and_memory};
use crate::catalogue::PlatformKind;
use crate::cost::builder::BillBuilder;
use crate::cost::formula::fargate;
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::notes::Assumption;
use crate::cost::services::{HostingTraits, add_services, report_missing_gpus};
use crate::cost::term::Capacity;
use crate::model::{Cloud, Commitment, Gibibytes, Vcpus};

/// `Σ task-hours × (v p_v + g p_g)`; tasks follow the load above their minimum, jobs pay for their own time.
pub fn add_lines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let ids = match bill.purchase.commitment {
        Commitment::Spot => ("aws.fargate.vcpu.spot", "aws.fargate.gb.spot"),
        Commitment::OnDemand | Commitment::OneYear | Commitment::ThreeYears => ("aws.fargate.vcpu", "aws.fargate.gb"),
    };
    for need in needs.iter().filter(|need| !need.uses_gpus()) {
        let task = fargate_size(bill, need, 0.0);
        let task = note_sold_size(bill, need, task);
        let mut resources = vcpus_and_memory(ids, task);
        resources[1].unit = "GB";
        let has_tasks = add_instance_hours(bill, need, task, &resources, "Fargate ");
        if has_tasks && need.load_kind != LoadKind::Jobs {
            bill.assume(Assumption::FargateAlwaysRuns);
        }
    }
    report_missing_gpus(bill, needs, "a task without a machine");
    add_services(bill, needs, HostingTraits::TASKS);
}

/// The task that holds a need and some more memory. Where none does, the limits rule the platform out, and the largest is billed.
pub fn fargate_size(bill: &BillBuilder, need: &ResourceNeed, extra_gib: f64) -> Capacity {
    let sizes = || bill.purchase.limits.sizes(PlatformKind::ContainerServerless, Cloud::Aws);
    let task = fargate::round_up_task(sizes(), Vcpus::of(need.vcpu), Gibibytes::of(need.memory_gib + extra_gib));
    let (vcpu, gib) = task.unwrap_or_else(|| fargate::largest_task(sizes()));
    Capacity { vcpus: vcpu.get(), gib: gib.get() }
}
