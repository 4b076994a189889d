//! Databases and caches, run by the provider or by the team.

use crate::cost::bill::ChargeScope;
use crate::cost::builder::BillBuilder;
use crate::cost::line_parts::{ChargedTo, LineText, Role};
use crate::cost::machine::{MachineRequirement, StandingMachines, boot_disk, cheapest_machine};
use crate::cost::need::{OWN_DATABASE, ResourceNeed};
use crate::cost::notes::Assumption;
use crate::cost::term::Capacity;
use crate::model::Cloud;
use crate::model::number::format_significant as number;

/// Databases that get a line each; more of them share one.
const MAX_LINES: u32 = 20;
/// Minimum vCPUs that a proxy is billed for: those of the small database behind it.
const MIN_PROXY_VCPUS: f64 = 2.0;

fn payer<'n>(need: &ResourceNeed<'n>) -> ChargedTo<'n> {
    ChargedTo { scope: ChargeScope::Service, workload: Some(need.name) }
}

/// Databases and caches that the provider runs, all of one small size.
pub fn add_managed_databases(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| need.managed_databases > 0) {
        let cloud = bill.purchase.cloud;
        let (id, size, count) = match (cloud, need.zones > 1.0) {
            (Cloud::Aws, true) => ("aws.rds.t4g.small.multi", "RDS db.t4g.small, two zones", 1.0),
            (Cloud::Aws, false) => ("aws.rds.t4g.small", "RDS db.t4g.small, one zone", 1.0),
            (Cloud::Gcp, true) => ("gcp.sql.g1small", "Cloud SQL db-g1-small, two zones", 2.0),
            (Cloud::Gcp, false) => ("gcp.sql.g1small", "Cloud SQL db-g1-small, one zone", 1.0),
            (Cloud::Azure, true) => ("azure.pg.b1ms", "PostgreSQL flexible B1ms and a standby", 2.0),
            (Cloud::Azure, false) => ("azure.pg.b1ms", "PostgreSQL flexible B1ms", 1.0),
        };
        let (quantity, each) = match cloud {
            Cloud::Aws => (bill.month_hours, format!("{} h", number(bill.month_hours))),
            Cloud::Gcp | Cloud::Azure => (count, format!("{count} all month")),
        };
        bill.assume_for(need.name, Assumption::ManagedDatabase(size));
        let all = need.managed_databases;
        if all > MAX_LINES {
            bill.add_line(id, quantity * f64::from(all), payer(need), || LineText {
                item: format!("Managed data, {all} times: {size}"),
                formula: format!("{all} × {each}"),
            });
            continue;
        }
        for nth in 1..=all {
            bill.add_line(id, quantity, payer(need), || LineText {
                item: format!("Managed data {nth} of {all}: {size}"),
                formula: format!("1 × {each}"),
            });
        }
    }
}

/// A small machine for each database that the team runs, where the platform has no machines. Their capacity is not that of
/// the platform.
pub fn add_own_database_machines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let requirement = MachineRequirement { peak: Capacity { vcpus: 0.0, gib: OWN_DATABASE.gib }, mean_vcpus: 0.0 };
    for need in needs.iter().filter(|need| need.own_databases > 0) {
        let Some(size) = cheapest_machine(&bill.purchase, requirement, 1.0) else { continue };
        let (name, count) = (need.name, f64::from(need.own_databases));
        bill.assume_for(name, Assumption::OwnDatabaseMachine(size.name.to_owned()));
        bill.capacity.own_databases_apart = true;
        let role = Role { label: "Own data", scope: ChargeScope::Host };
        let standing = StandingMachines::all_month(size, count);
        let amount = standing.add_lines(bill, role, || format!("{count} for {name}"));
        bill.add_fixed(amount);
        boot_disk(bill.purchase.cloud, false).add_lines_for(bill, count, ChargeScope::Host);
    }
}

/// Connection poolers, on the cloud that charges for them.
pub fn add_database_proxies(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| need.database_proxy) {
        if bill.purchase.cloud != Cloud::Aws {
            bill.assume(Assumption::ProxyIncluded);
            continue;
        }
        let (count, hours) = (f64::from(need.managed_databases.max(1)), bill.month_hours);
        let id = "aws.rds.proxy.vcpu_hour";
        bill.add_line(id, count * MIN_PROXY_VCPUS * hours, payer(need), || LineText {
            item: "Database proxy".to_owned(),
            formula: format!("{count} × {MIN_PROXY_VCPUS} vCPU × {} h", number(hours)),
        });
    }
}
