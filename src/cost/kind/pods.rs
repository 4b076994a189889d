//! Kubernetes that bills per pod: Autopilot, Fargate under EKS, virtual nodes under AKS.

use super::kubernetes::{add_cluster_fee, with_own_databases};
use crate::catalogue::PlatformKind;
use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::format_formula_number;
use crate::cost::formula::{autopilot, fargate};
use crate::cost::line::ChargeScope;
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::services::{self, HostingTraits};
use crate::cost::term::{CostTerm, TermBasis};
use crate::model::{Cloud, Commitment, Gibibytes, Vcpus};

/// `Σ pod-hours × (v p_v + g p_g) + fee`; the number of pods follows the load.
pub fn add_lines(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let needs = with_own_databases(needs);
    for need in needs.iter().filter(|need| !need.uses_gpus()) {
        add_pod_lines(sheet, need);
    }
    match sheet.cloud {
        Cloud::Gcp => services::gpu::add_gpu_machines(sheet, &needs, true),
        Cloud::Aws | Cloud::Azure => services::gpu::report_missing_gpus(sheet, &needs, "a pod without a node"),
    }
    if sheet.cloud == Cloud::Azure {
        sheet.add_assumption(|| "pods on AKS virtual nodes are billed as container instances".to_owned());
    }
    add_cluster_fee(sheet);
    let place = HostingTraits {
        has_disks: true,
        balancer_label: Some("Ingress"),
        scope: ChargeScope::Cluster,
        is_private: true,
        own_databases_apart: false,
    };
    services::add_services(sheet, &needs, place);
}

/// Hours of all instances of a need together: a job's own time for jobs, otherwise what stands in each hour of the day. None
/// for what never runs.
pub fn instance_hours_term(need: &ResourceNeed, month: f64) -> Option<CostTerm> {
    if need.load_kind == LoadKind::Jobs && !need.always_on {
        // At least a minute each.
        return Some(CostTerm::per_call(need.duration_s.max(60.0) / 3600.0));
    }
    let runs = need.load_kind != LoadKind::Unknown || need.min_instances > 0.0;
    runs.then(|| CostTerm::new(TermBasis::HourlyInstances(need.hourly_instances()), month))
}

/// How the hours came about.
pub fn describe_instance_hours(need: &ResourceNeed, hours: f64, month: f64) -> String {
    if need.load_kind == LoadKind::Jobs && !need.always_on {
        format!(
            "{} jobs × {} s / 3,600",
            format_formula_number(need.volume),
            format_formula_number(need.duration_s.max(60.0))
        )
    } else {
        let at = |times: f64| need.instance_scaling().at(times * need.volume);
        let (most, least) = (at(need.peak_ratio), at(need.hourly_load()[23]));
        format!(
            "{least} to {most} instances over the day: {} in the mean × {} h",
            format_formula_number(hours / month),
            format_formula_number(month)
        )
    }
}

/// The Fargate task that holds a need. Where none does, the platform is ruled out by its limits, and the largest is billed.
pub fn fargate_size(sheet: &BillBuilder, need: &ResourceNeed, extra_gib: f64) -> (f64, f64) {
    let sizes = || sheet.limits.sizes(PlatformKind::ContainerServerless, Cloud::Aws);
    let task = fargate::round_up_task(sizes(), Vcpus::of(need.vcpu), Gibibytes::of(need.memory_gib + extra_gib));
    let (vcpu, gib) = task.unwrap_or_else(|| fargate::largest_task(sizes()));
    (vcpu.get(), gib.get())
}

fn add_pod_lines(sheet: &mut BillBuilder, need: &ResourceNeed) {
    let month = sheet.month_hours;
    let Some(law) = instance_hours_term(need, month) else { return };
    let hours = law.at(need.volume);
    let (vcpu, gib) = match sheet.cloud {
        Cloud::Aws => fargate_size(sheet, need, fargate::KUBELET_GIB),
        Cloud::Gcp => {
            let (vcpu, gib) = autopilot::round_up_pod(Vcpus::of(need.vcpu), Gibibytes::of(need.memory_gib));
            (vcpu.get(), gib.get())
        }
        Cloud::Azure => (need.vcpu, need.memory_gib),
    };
    let spot = sheet.commitment == Commitment::Spot;
    let (cpu_id, gib_id, per_hour) = match sheet.cloud {
        Cloud::Aws => ("aws.fargate.vcpu", "aws.fargate.gb", 1.0),
        Cloud::Gcp if spot => ("gcp.autopilot.vcpu_spot", "gcp.autopilot.memory_spot", 1.0),
        Cloud::Gcp => ("gcp.autopilot.vcpu", "gcp.autopilot.memory", 1.0),
        Cloud::Azure => ("azure.aci.vcpu", "azure.aci.mem", 3600.0),
    };
    for (id, what, size, unit) in [(cpu_id, "processors", vcpu, "vCPU"), (gib_id, "memory", gib, "GiB")] {
        sheet.add_term_line(
            id,
            (law.clone().scaled(size * per_hour), need),
            ChargedTo::for_workload(need.name),
            |_| LineText {
                item: format!("Pods: {what}"),
                formula: format!(
                    "{} × {} {unit}{}",
                    describe_instance_hours(need, hours, month),
                    format_formula_number(size),
                    if per_hour == 1.0 { "" } else { " × 3,600 s" }
                ),
            },
        );
    }
    sheet.add_paid_capacity(hours / month * vcpu, hours / month * gib);
}
