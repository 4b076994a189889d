//! Fargate on ECS: tasks behind a balancer. It does not wake on a request, so at least one task always runs.

use super::pods::{describe_instance_hours, fargate_size, instance_hours_term};
use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::format_formula_number;
use crate::cost::line::ChargeScope;
use crate::cost::need::{LoadKind, ResourceNeed};
use crate::cost::services::{self, HostingTraits};
use crate::model::Commitment;

/// `Σ task-hours × (v p_v + g p_g)`, tasks following the load above their floor; jobs pay for their own time.
pub fn add_lines(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let spot = sheet.commitment == Commitment::Spot;
    let (cpu_id, gib_id) =
        if spot { ("aws.fargate.vcpu.spot", "aws.fargate.gb.spot") } else { ("aws.fargate.vcpu", "aws.fargate.gb") };
    for need in needs.iter().filter(|need| !need.uses_gpus()) {
        let month = sheet.month_hours;
        let Some(law) = instance_hours_term(need, month) else { continue };
        let hours = law.at(need.volume);
        let (vcpu, gib) = fargate_size(sheet, need, 0.0);
        for (id, what, size, unit) in [(cpu_id, "processors", vcpu, "vCPU"), (gib_id, "memory", gib, "GB")] {
            sheet.add_term_line(id, (law.clone().scaled(size), need), ChargedTo::for_workload(need.name), |_| {
                LineText {
                    item: format!("Fargate {what}"),
                    formula: format!(
                        "{} × {} {unit}",
                        describe_instance_hours(need, hours, month),
                        format_formula_number(size)
                    ),
                }
            });
        }
        sheet.add_paid_capacity(hours / month * vcpu, hours / month * gib);
        if need.load_kind != LoadKind::Jobs {
            sheet.add_assumption(|| "Fargate does not start on a request: tasks run around the clock".to_owned());
        }
    }
    services::gpu::report_missing_gpus(sheet, needs, "a task without a machine");
    let place = HostingTraits {
        has_disks: false,
        balancer_label: Some("Load balancer"),
        scope: ChargeScope::PlatformKind,
        is_private: true,
        own_databases_apart: true,
    };
    services::add_services(sheet, needs, place);
}
