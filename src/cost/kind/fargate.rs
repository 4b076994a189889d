//! Fargate on ECS: tasks behind a balancer. It does not wake on a request, so at least one task always runs.

use super::pods::{fargate_size, how, instance_hours};
use crate::cost::line::Once;
use crate::cost::need::{Need, Work};
use crate::cost::shared::{self, Place};
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::Commitment;

/// `Σ task-hours × (v p_v + g p_g)`, tasks following the load above their floor; jobs pay for their own time.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    let spot = sheet.commitment == Commitment::Spot;
    let (cpu_id, gib_id) =
        if spot { ("aws.fargate.vcpu.spot", "aws.fargate.gb.spot") } else { ("aws.fargate.vcpu", "aws.fargate.gb") };
    for need in needs.iter().filter(|need| !need.on_gpus()) {
        let month = sheet.hours;
        let Some(law) = instance_hours(need, month) else { continue };
        let hours = law.at(need.volume);
        let (vcpu, gib) = fargate_size(sheet, need, 0.0);
        for (id, what, size, unit) in [(cpu_id, "processors", vcpu, "vCPU"), (gib_id, "memory", gib, "GB")] {
            sheet.charge_law(id, (law.clone().times(size), need), For::one(need.name), |_| Text {
                item: format!("Fargate {what}"),
                formula: format!("{} × {} {unit}", how(need, hours, month), number(size)),
            });
        }
        sheet.pay_for(hours / month * vcpu, hours / month * gib);
        if need.work != Work::Jobs {
            sheet.assume(|| "Fargate does not start on a request: tasks run around the clock".to_owned());
        }
    }
    shared::gpu::none_here(sheet, needs, "a task without a machine");
    let place = Place {
        disks: false,
        balancer: Some("Load balancer"),
        once: Once::PlatformKind,
        private: true,
        own_data_apart: true,
    };
    shared::around(sheet, needs, place);
}
