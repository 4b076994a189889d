//! Databases and caches, run by the provider or by the team.

use super::storage::boot_disk;
use crate::cost::line::Once;
use crate::cost::machine::{Fitting, charge_standing, one_for};
use crate::cost::need::{Need, OWN_DATA_GIB};
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::number;
use crate::model::Cloud;

/// Data services that get a line each; more of them share one.
const MOST_LINES: u32 = 20;
/// Processors that a proxy is billed for at least, those of the small database behind it.
const PROXY_VCPUS: f64 = 2.0;

/// Databases and caches that the provider runs, each of a small stated size.
pub fn managed_data(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs.iter().filter(|need| need.managed_data > 0) {
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
            (sheet.hours, format!("{} h", number(sheet.hours)))
        } else {
            (count, format!("{count} all month"))
        };
        sheet.assume(|| format!("{}: a managed database or cache is taken as {size}, its storage left out", need.name));
        let whom = For { once: Once::Service, workload: Some(need.name) };
        let all = need.managed_data;
        if all > MOST_LINES {
            sheet.charge(id, quantity * f64::from(all), whom, || Text {
                item: format!("Managed data, {all} times: {size}"),
                formula: format!("{all} × {each}"),
            });
            continue;
        }
        for nth in 1..=all {
            sheet.charge(id, quantity, whom, || Text {
                item: format!("Managed data {nth} of {all}: {size}"),
                formula: format!("1 × {each}"),
            });
        }
    }
}

/// Databases that the team runs where the platform has no machine for them: a small machine each.
pub fn own_data_hosts(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs.iter().filter(|need| need.own_data > 0) {
        let fitting = Fitting { vcpus: 0.0, mean: 0.0, gib: OWN_DATA_GIB };
        let Some(size) = one_for(sheet.book, (sheet.cloud, sheet.commitment), fitting) else {
            continue;
        };
        let name = need.name;
        sheet.assume(|| format!("{name}: a database of its own cannot run here, a {} each taken", size.name));
        sheet.own_data_apart = true;
        let before = sheet.paid;
        let how = || format!("{} for {name}", need.own_data);
        let amount = charge_standing(sheet, &size, f64::from(need.own_data), "Own data", Once::Host, how);
        sheet.add(amount);
        let disk = boot_disk(sheet.cloud, false);
        let hosts = f64::from(need.own_data);
        disk.charge(sheet, hosts, Once::Host);
        let kept = disk.monthly(sheet.book) * hosts;
        sheet.add(kept);
        sheet.paid = before;
    }
}

/// A proxy that pools connections, where it costs money: the other clouds' databases come with one.
pub fn proxies(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs.iter().filter(|need| need.database_proxy) {
        if sheet.cloud != Cloud::Aws {
            sheet.assume(|| "a proxy that pools connections comes with the managed database".to_owned());
            continue;
        }
        let (count, hours) = (f64::from(need.managed_data.max(1)), sheet.hours);
        let whom = For { once: Once::Service, workload: Some(need.name) };
        sheet.charge("aws.rds.proxy.vcpu_hour", count * PROXY_VCPUS * hours, whom, || Text {
            item: "Database proxy".to_owned(),
            formula: format!("{count} × {PROXY_VCPUS} vCPU × {} h", number(hours)),
        });
    }
}
