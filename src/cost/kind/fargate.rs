//! Fargate on ECS: tasks behind a balancer. It does not wake on a request, so at least one task always runs.

use super::pods::{fargate_size, how, instance_hours};
use crate::cost::line::Once;
use crate::cost::need::{Need, Work};
use crate::cost::shared;
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;

/// `Σ task-hours × (v p_v + g p_g)`, tasks following the load above their floor; jobs pay for their own time.
pub fn bill(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs {
        let month = sheet.hours;
        let Some(law) = instance_hours(need, month) else { continue };
        let hours = law.at(need.volume);
        let (vcpu, gib) = fargate_size(sheet, need, 0.0);
        for (id, what, size, unit) in
            [("aws.fargate.vcpu", "processors", vcpu, "vCPU"), ("aws.fargate.gb", "memory", gib, "GB")]
        {
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
    shared::balancer(sheet, needs, Once::PlatformKind, "Load balancer");
    shared::objects(sheet, needs);
    shared::own_data_hosts(sheet, needs);
    shared::egress(sheet, needs);
    shared::managed_data(sheet, needs);
    shared::left_out(sheet, true);
}
