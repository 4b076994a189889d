//! Databases and caches, run by the provider or by the team.

use super::storage::boot_disk;
use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::format_formula_number;
use crate::cost::line::ChargeScope;
use crate::cost::machine::{MachineRequirement, add_standing_machines, cheapest_machine};
use crate::cost::need::{OWN_DATABASE_GIB, ResourceNeed};
use crate::model::Cloud;

/// Data services that get a line each; more of them share one.
const MAX_LINES: u32 = 20;
/// Processors that a proxy is billed for at least, those of the small database behind it.
const MIN_PROXY_VCPUS: f64 = 2.0;

/// Databases and caches that the provider runs, each of a small stated size.
pub fn add_managed_databases(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| need.managed_databases > 0) {
        let spread = need.zones > 1.0;
        let (id, size, count) = match (sheet.cloud, spread) {
            (Cloud::Aws, true) => ("aws.rds.t4g.small.multi", "RDS db.t4g.small, two zones", 1.0),
            (Cloud::Aws, false) => ("aws.rds.t4g.small", "RDS db.t4g.small, one zone", 1.0),
            (Cloud::Gcp, true) => ("gcp.sql.g1small", "Cloud SQL db-g1-small, two zones", 2.0),
            (Cloud::Gcp, false) => ("gcp.sql.g1small", "Cloud SQL db-g1-small, one zone", 1.0),
            (Cloud::Azure, true) => ("azure.pg.b1ms", "PostgreSQL flexible B1ms and a standby", 2.0),
            (Cloud::Azure, false) => ("azure.pg.b1ms", "PostgreSQL flexible B1ms", 1.0),
        };
        let (quantity, each) = if sheet.cloud == Cloud::Aws {
            (sheet.month_hours, format!("{} h", format_formula_number(sheet.month_hours)))
        } else {
            (count, format!("{count} all month"))
        };
        sheet.add_assumption(|| {
            format!("{}: a managed database or cache is taken as {size}, its storage left out", need.name)
        });
        let whom = ChargedTo { scope: ChargeScope::Service, workload: Some(need.name) };
        let all = need.managed_databases;
        if all > MAX_LINES {
            sheet.add_line(id, quantity * f64::from(all), whom, || LineText {
                item: format!("Managed data, {all} times: {size}"),
                formula: format!("{all} × {each}"),
            });
            continue;
        }
        for nth in 1..=all {
            sheet.add_line(id, quantity, whom, || LineText {
                item: format!("Managed data {nth} of {all}: {size}"),
                formula: format!("1 × {each}"),
            });
        }
    }
}

/// Databases that the team runs where the platform has no machine for them: a small machine each.
pub fn add_own_database_machines(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| need.own_databases > 0) {
        let fitting = MachineRequirement { peak_vcpus: 0.0, mean_vcpus: 0.0, gib: OWN_DATABASE_GIB };
        let Some(size) = cheapest_machine(sheet.book, (sheet.cloud, sheet.commitment), fitting) else {
            continue;
        };
        let name = need.name;
        sheet.add_assumption(|| format!("{name}: a database of its own cannot run here, a {} each taken", size.name));
        sheet.own_databases_apart = true;
        let before = sheet.paid_capacity;
        let how = || format!("{} for {name}", need.own_databases);
        let amount =
            add_standing_machines(sheet, &size, f64::from(need.own_databases), "Own data", ChargeScope::Host, how);
        sheet.add_fixed(amount);
        let disk = boot_disk(sheet.cloud, false);
        let hosts = f64::from(need.own_databases);
        disk.add_lines(sheet, hosts, ChargeScope::Host);
        let kept = disk.monthly(sheet.book) * hosts;
        sheet.add_fixed(kept);
        sheet.paid_capacity = before;
    }
}

/// A proxy that pools connections, where it costs money: the other clouds' databases come with one.
pub fn add_database_proxies(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| need.database_proxy) {
        if sheet.cloud != Cloud::Aws {
            sheet.add_assumption(|| "a proxy that pools connections comes with the managed database".to_owned());
            continue;
        }
        let (count, hours) = (f64::from(need.managed_databases.max(1)), sheet.month_hours);
        let whom = ChargedTo { scope: ChargeScope::Service, workload: Some(need.name) };
        sheet.add_line("aws.rds.proxy.vcpu_hour", count * MIN_PROXY_VCPUS * hours, whom, || LineText {
            item: "Database proxy".to_owned(),
            formula: format!("{count} × {MIN_PROXY_VCPUS} vCPU × {} h", format_formula_number(hours)),
        });
    }
}
