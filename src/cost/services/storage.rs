//! What is kept: disks, object storage, the disks that machines start from.

use crate::catalogue::PriceBook;
use crate::cost::builder::{BillBuilder, ChargedTo, LineText};
use crate::cost::format::{format_count, format_formula_number};
use crate::cost::formula::load::round_up;
use crate::cost::line::ChargeScope;
use crate::cost::need::ResourceNeed;
use crate::model::Cloud;

/// Block storage.
pub fn add_disks(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| need.storage_gib > 0.0) {
        add_disk(sheet, need.storage_gib, "Disk", ChargedTo::for_workload(need.name));
    }
}

/// So many GiB of block storage.
pub fn add_disk(sheet: &mut BillBuilder, gib: f64, what: &str, whom: ChargedTo) {
    match sheet.cloud {
        Cloud::Aws => sheet.add_line("aws.ebs.gp3", gib, whom, || LineText {
            item: format!("{what}: EBS gp3"),
            formula: format!("{} GiB kept", format_formula_number(gib)),
        }),
        Cloud::Gcp => sheet.add_line("gcp.compute.disk.pd-balanced", gib, whom, || LineText {
            item: format!("{what}: balanced persistent disk"),
            formula: format!("{} GiB kept", format_formula_number(gib)),
        }),
        Cloud::Azure => {
            // Azure sells disks in sizes: as many of the one size as hold it, whichever is cheaper.
            let small = (32.0, "azure.disk.p4", "P4");
            let large = (128.0, "azure.disk.p10", "P10");
            let cost = |(each, id, _): (f64, &str, &str)| {
                sheet.book.price(id).map_or(0.0, |price| price.value) * round_up(gib / each)
            };
            let (each, id, name) = if cost(small) <= cost(large) { small } else { large };
            let count = round_up(gib / each);
            sheet.add_line(id, count, whom, || LineText {
                item: format!("{what}: premium SSD {name}, {each} GiB"),
                formula: format!("ceil({} GiB kept / {each} GiB)", format_formula_number(gib)),
            });
        }
    }
}

/// Storage where there is no disk to attach.
pub fn add_object_storage(sheet: &mut BillBuilder, needs: &[ResourceNeed]) {
    let id = match sheet.cloud {
        Cloud::Aws => "aws.s3.standard",
        Cloud::Gcp => "gcp.storage.standard_regional",
        Cloud::Azure => "azure.blob.hot",
    };
    for need in needs.iter().filter(|need| need.storage_gib > 0.0) {
        sheet.add_assumption(|| format!("{}: no disk can be attached here, object storage taken", need.name));
        sheet.add_line(id, need.storage_gib, ChargedTo::for_workload(need.name), || LineText {
            item: "Object storage".to_owned(),
            formula: format!("{} GiB kept", format_formula_number(need.storage_gib)),
        });
    }
}

/// The disk that a machine starts from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BootDisk {
    /// Its price in the book.
    pub id: &'static str,
    /// GiB that it is said to have.
    pub gib: f64,
    /// What is multiplied by the price for each machine: GiB, or disks of one size.
    pub billed_quantity: f64,
}

/// What machines start from: of a machine of one's own 30 GiB, of a cluster's node what the service gives it.
pub fn boot_disk(cloud: Cloud, is_node: bool) -> BootDisk {
    let sized = |id, gib| BootDisk { id, gib, billed_quantity: gib };
    match (cloud, is_node) {
        (Cloud::Aws, false) => sized("aws.ebs.gp3", 30.0),
        (Cloud::Aws, true) => sized("aws.ebs.gp3", 20.0),
        (Cloud::Gcp, false) => sized("gcp.compute.disk.pd-balanced", 30.0),
        (Cloud::Gcp, true) => sized("gcp.compute.disk.pd-balanced", 100.0),
        (Cloud::Azure, false) => BootDisk { id: "azure.disk.p4", gib: 32.0, billed_quantity: 1.0 },
        (Cloud::Azure, true) => BootDisk { id: "azure.disk.p10", gib: 128.0, billed_quantity: 1.0 },
    }
}

impl BootDisk {
    /// USD a month for one machine.
    pub fn monthly(&self, book: &PriceBook) -> f64 {
        book.price(self.id).map_or(0.0, |price| price.value) * self.billed_quantity
    }

    /// Writes the disks of so many machines, in the mean; the course of the bill is left to the caller.
    pub fn add_lines(&self, sheet: &mut BillBuilder, machines: f64, once: ChargeScope) {
        let price = sheet.price(self.id);
        let each = if self.billed_quantity == 1.0 {
            "1 disk".to_owned()
        } else {
            format!("{} GiB", format_formula_number(self.billed_quantity))
        };
        sheet.add_line_at_price(self.id, price, None, machines * self.billed_quantity, ChargedTo::shared(once), || {
            LineText {
                item: "Boot disks".to_owned(),
                formula: format!("{} × {each}", format_count(machines, "machine in the mean", "machines in the mean")),
            }
        });
        let gib = self.gib;
        sheet.add_assumption(|| format!("a machine starts from a disk of {} GiB", format_formula_number(gib)));
    }
}
