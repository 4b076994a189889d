//! The disk that a machine boots from.

use crate::catalogue::PriceBook;
use crate::cost::bill::ChargeScope;
use crate::cost::builder::BillBuilder;
use crate::cost::format::format_count;
use crate::cost::line_parts::{ChargedTo, LineText, Rate};
use crate::cost::notes::Assumption;
use crate::model::Cloud;
use crate::model::number::format_significant as number;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BootDisk {
    /// Of its price in the book.
    pub id: &'static str,
    /// Its nominal size.
    pub gib: f64,
    /// What is multiplied by the price for each machine: GiB, or disks of one size.
    pub billed_quantity: f64,
}

/// 30 GiB for the team's own machines; for nodes of a cluster what the service attaches to them.
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
    /// USD per month for one machine.
    pub fn monthly(&self, book: &PriceBook) -> f64 {
        book.price(self.id).map_or(0.0, |price| price.value) * self.billed_quantity
    }

    /// Adds the disks of machines that run all month.
    pub fn add_lines_for(&self, bill: &mut BillBuilder, machines: f64, scope: ChargeScope) {
        self.add_lines_without_curve(bill, machines, scope);
        bill.add_fixed(self.monthly(bill.purchase.book) * machines);
    }

    /// Adds the disks of so many machines on average; the cost curve is left to the caller.
    pub fn add_lines_without_curve(&self, bill: &mut BillBuilder, machines: f64, scope: ChargeScope) {
        let price = bill.price(self.id);
        let quantity = machines * self.billed_quantity;
        bill.add_line_at_price(Rate::of(self.id, price), quantity, ChargedTo::shared(scope), || {
            let count = format_count(machines, "machine on average", "machines on average");
            let is_single = self.billed_quantity == 1.0;
            let each = if is_single { "1 disk".to_owned() } else { format!("{} GiB", number(self.billed_quantity)) };
            LineText { item: "Boot disks".to_owned(), formula: format!("{count} × {each}") }
        });
        bill.assume(Assumption::BootDisk { gib: self.gib });
    }
}
