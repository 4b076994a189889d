//! What is kept: disks, object storage, the disks that machines start from.

use crate::catalogue::PriceBook;
use crate::cost::formula::load::whole;
use crate::cost::line::Once;
use crate::cost::need::Need;
use crate::cost::sheet::{For, Sheet, Text};
use crate::cost::words::{counted, number};
use crate::model::Cloud;

/// Block storage.
pub fn disks(sheet: &mut Sheet, needs: &[Need]) {
    for need in needs.iter().filter(|need| need.storage > 0.0) {
        disk(sheet, need.storage, "Disk", For::one(need.name));
    }
}

/// So many GiB of block storage.
pub fn disk(sheet: &mut Sheet, gib: f64, what: &str, whom: For) {
    match sheet.cloud {
        Cloud::Aws => sheet.charge("aws.ebs.gp3", gib, whom, || Text {
            item: format!("{what}: EBS gp3"),
            formula: format!("{} GiB kept", number(gib)),
        }),
        Cloud::Gcp => sheet.charge("gcp.compute.disk.pd-balanced", gib, whom, || Text {
            item: format!("{what}: balanced persistent disk"),
            formula: format!("{} GiB kept", number(gib)),
        }),
        Cloud::Azure => {
            // Azure sells disks in sizes: as many of the one size as hold it, whichever is cheaper.
            let small = (32.0, "azure.disk.p4", "P4");
            let large = (128.0, "azure.disk.p10", "P10");
            let cost = |(each, id, _): (f64, &str, &str)| {
                sheet.book.price(id).map_or(0.0, |price| price.value) * whole(gib / each)
            };
            let (each, id, name) = if cost(small) <= cost(large) { small } else { large };
            let count = whole(gib / each);
            sheet.charge(id, count, whom, || Text {
                item: format!("{what}: premium SSD {name}, {each} GiB"),
                formula: format!("ceil({} GiB kept / {each} GiB)", number(gib)),
            });
        }
    }
}

/// Storage where there is no disk to attach.
pub fn objects(sheet: &mut Sheet, needs: &[Need]) {
    let id = match sheet.cloud {
        Cloud::Aws => "aws.s3.standard",
        Cloud::Gcp => "gcp.storage.standard_regional",
        Cloud::Azure => "azure.blob.hot",
    };
    for need in needs.iter().filter(|need| need.storage > 0.0) {
        sheet.assume(|| format!("{}: no disk can be attached here, object storage taken", need.name));
        sheet.charge(id, need.storage, For::one(need.name), || Text {
            item: "Object storage".to_owned(),
            formula: format!("{} GiB kept", number(need.storage)),
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
    pub quantity: f64,
}

/// What machines start from: of a machine of one's own 30 GiB, of a cluster's node what the service gives it.
pub fn boot_disk(cloud: Cloud, is_node: bool) -> BootDisk {
    let sized = |id, gib| BootDisk { id, gib, quantity: gib };
    match (cloud, is_node) {
        (Cloud::Aws, false) => sized("aws.ebs.gp3", 30.0),
        (Cloud::Aws, true) => sized("aws.ebs.gp3", 20.0),
        (Cloud::Gcp, false) => sized("gcp.compute.disk.pd-balanced", 30.0),
        (Cloud::Gcp, true) => sized("gcp.compute.disk.pd-balanced", 100.0),
        (Cloud::Azure, false) => BootDisk { id: "azure.disk.p4", gib: 32.0, quantity: 1.0 },
        (Cloud::Azure, true) => BootDisk { id: "azure.disk.p10", gib: 128.0, quantity: 1.0 },
    }
}

impl BootDisk {
    /// USD a month for one machine.
    pub fn monthly(&self, book: &PriceBook) -> f64 {
        book.price(self.id).map_or(0.0, |price| price.value) * self.quantity
    }

    /// Writes the disks of so many machines, in the mean; the course of the bill is left to the caller.
    pub fn charge(&self, sheet: &mut Sheet, machines: f64, once: Once) {
        let price = sheet.price(self.id);
        let each = if self.quantity == 1.0 { "1 disk".to_owned() } else { format!("{} GiB", number(self.quantity)) };
        sheet.charge_at(self.id, price, None, machines * self.quantity, For::all(once), || Text {
            item: "Boot disks".to_owned(),
            formula: format!("{} × {each}", counted(machines, "machine in the mean", "machines in the mean")),
        });
        let gib = self.gib;
        sheet.assume(|| format!("a machine starts from a disk of {} GiB", number(gib)));
    }
}
