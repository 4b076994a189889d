//! Kubernetes that bills per pod: Autopilot, Fargate under EKS, virtual nodes under AKS.

use super::kubernetes::{fee, with_own_data};
use crate::cost::formula::{autopilot, fargate};
use crate::cost::law::{Base, Law};
use crate::cost::line::Once;
use crate::cost::need::{Need, Work};
use crate::cost::shared::{self, Place};
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::{Cloud, Commitment, Gibibytes, Vcpus};

/// `Σ pod-hours × (v p_v + g p_g) + fee`; the number of pods follows the load.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    let needs = with_own_data(needs);
    for need in needs.iter().filter(|need| !need.on_gpus()) {
        pods(sheet, need);
    }
    match sheet.cloud {
        Cloud::Gcp => shared::gpu::machines(sheet, &needs, true),
        Cloud::Aws | Cloud::Azure => shared::gpu::none_here(sheet, &needs, "a pod without a node"),
    }
    if sheet.cloud == Cloud::Azure {
        sheet.assume(|| "pods on AKS virtual nodes are billed as container instances".to_owned());
    }
    fee(sheet);
    let place =
        Place { disks: true, balancer: Some("Ingress"), once: Once::Cluster, private: true, own_data_apart: false };
    shared::around(sheet, &needs, place);
}

/// Hours of all instances of a need together: a job's own time for jobs, otherwise what stands in each hour of the day. None
/// for what never runs.
pub fn instance_hours(need: &Need, month: f64) -> Option<Law> {
    if need.work == Work::Jobs && !need.always_on {
        // At least a minute each.
        return Some(Law::per_call(need.seconds.max(60.0) / 3600.0));
    }
    let runs = need.work != Work::Unknown || need.floor > 0.0;
    runs.then(|| Law::of(Base::Instances(need.instances()), month))
}

/// How the hours came about.
pub fn how(need: &Need, hours: f64, month: f64) -> String {
    if need.work == Work::Jobs && !need.always_on {
        format!("{} jobs × {} s / 3,600", number(need.volume), number(need.seconds.max(60.0)))
    } else {
        let at = |times: f64| need.copies().at(times * need.volume);
        let (most, least) = (at(need.peak), at(need.hours()[23]));
        format!("{least} to {most} instances over the day: {} in the mean × {} h", number(hours / month), number(month))
    }
}

/// The task that Fargate sells for so much, or the largest with a problem.
pub fn fargate_size(sheet: &mut Sheet, need: &Need, extra_gib: f64) -> (f64, f64) {
    let asked = (Vcpus::of(need.vcpu), Gibibytes::of(need.memory + extra_gib));
    let (vcpu, gib) = fargate::snap(asked.0, asked.1).unwrap_or_else(|| {
        let (name, asked) = (need.name, asked);
        sheet.short(|| format!("{name}: Fargate has no task of {} and {}; the largest is billed", asked.0, asked.1));
        fargate::largest()
    });
    (vcpu.get(), gib.get())
}

fn pods(sheet: &mut Sheet, need: &Need) {
    let month = sheet.hours;
    let Some(law) = instance_hours(need, month) else { return };
    let hours = law.at(need.volume);
    let (vcpu, gib) = match sheet.cloud {
        Cloud::Aws => fargate_size(sheet, need, fargate::KUBELET),
        Cloud::Gcp => {
            let (vcpu, gib) = autopilot::snap(Vcpus::of(need.vcpu), Gibibytes::of(need.memory));
            (vcpu.get(), gib.get())
        }
        Cloud::Azure => (need.vcpu, need.memory),
    };
    let spot = sheet.commitment == Commitment::Spot;
    let (cpu_id, gib_id, per_hour) = match sheet.cloud {
        Cloud::Aws => ("aws.fargate.vcpu", "aws.fargate.gb", 1.0),
        Cloud::Gcp if spot => ("gcp.autopilot.vcpu_spot", "gcp.autopilot.memory_spot", 1.0),
        Cloud::Gcp => ("gcp.autopilot.vcpu", "gcp.autopilot.memory", 1.0),
        Cloud::Azure => ("azure.aci.vcpu", "azure.aci.mem", 3600.0),
    };
    for (id, what, size, unit) in [(cpu_id, "processors", vcpu, "vCPU"), (gib_id, "memory", gib, "GiB")] {
        sheet.charge_law(id, (law.clone().times(size * per_hour), need), For::one(need.name), |_| Text {
            item: format!("Pods: {what}"),
            formula: format!(
                "{} × {} {unit}{}",
                how(need, hours, month),
                number(size),
                if per_hour == 1.0 { "" } else { " × 3,600 s" }
            ),
        });
    }
    sheet.pay_for(hours / month * vcpu, hours / month * gib);
}
