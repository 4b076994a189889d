//! Disks and object storage.

use crate::cost::builder::BillBuilder;
use crate::cost::formula::load::round_up;
use crate::cost::line_parts::{ChargedTo, LineText};
use crate::cost::need::ResourceNeed;
use crate::cost::notes::Assumption;
use crate::model::Cloud;
use crate::model::number::format_significant as number;

/// A disk for what each workload stores, now or for long.
pub fn add_disks(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    for need in needs.iter().filter(|need| need.disk_gib() > 0.0) {
        add_disk(bill, need.disk_gib(), "Disk", ChargedTo::for_workload(need.name));
    }
}

/// Block storage.
pub fn add_disk(bill: &mut BillBuilder, gib: f64, label: &str, payer: ChargedTo) {
    let kept = || format!("{} GiB kept", number(gib));
    match bill.purchase.cloud {
        Cloud::Aws => {
            bill.add_line("aws.ebs.gp3", gib, payer, || LineText { item: format!("{label}: EBS gp3"), formula: kept() })
        }
        Cloud::Gcp => bill.add_line("gcp.compute.disk.pd-balanced", gib, payer, || LineText {
            item: format!("{label}: balanced persistent disk"),
            formula: kept(),
        }),
        Cloud::Azure => {
            // Azure sells disks in sizes: as many of one size as hold it, of whichever is cheaper.
            let small = (32.0, "azure.disk.p4", "P4");
            let large = (128.0, "azure.disk.p10", "P10");
            let cost = |(each, id, _): (f64, &str, &str)| {
                bill.purchase.book.price(id).map_or(0.0, |price| price.value) * round_up(gib / each)
            };
            let (each, id, name) = if cost(small) <= cost(large) { small } else { large };
            bill.add_line(id, round_up(gib / each), payer, || LineText {
                item: format!("{label}: premium SSD {name}, {each} GiB"),
                formula: format!("ceil({} / {each} GiB)", kept()),
            });
        }
    }
}

/// Object storage, where no disk can be attached.
pub fn add_object_storage(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    let id = match bill.purchase.cloud {
        Cloud::Aws => "aws.s3.standard",
        Cloud::Gcp => "gcp.storage.standard_regional",
        Cloud::Azure => "azure.blob.hot",
    };
    for need in needs.iter().filter(|need| need.storage_gib > 0.0) {
        bill.assume_for(need.name, Assumption::ObjectStorage);
        bill.add_line(id, need.storage_gib, ChargedTo::for_workload(need.name), || LineText {
            item: "Object storage".to_owned(),
            formula: format!("{} GiB kept", number(need.storage_gib)),
        });
    }
}
