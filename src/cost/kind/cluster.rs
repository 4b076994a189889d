//! What every Kubernetes cluster of a provider has.

use crate::cost::bill::ChargeScope;
use crate::cost::builder::{BillBuilder, format_free_part};
use crate::cost::line_parts::{ChargedTo, LineText};
use crate::cost::need::ResourceNeed;
use crate::model::Cloud;
use crate::model::number::format_significant as number;

/// The needs, with the team's own databases as pods.
pub fn with_own_databases<'a>(needs: &[ResourceNeed<'a>]) -> Vec<ResourceNeed<'a>> {
    let own = needs.iter().filter_map(ResourceNeed::own_database_need);
    needs.iter().cloned().chain(own).collect()
}

/// Adds the provider's fee for one cluster, less the credit where there is one.
pub fn add_cluster_fee(bill: &mut BillBuilder) {
    let (cloud, is_extended) = (bill.purchase.cloud, bill.purchase.extended_support);
    let (id, name) = match (cloud, is_extended) {
        (Cloud::Aws, false) => ("aws.eks.fee", "EKS"),
        (Cloud::Aws, true) => ("aws.eks.extended", "EKS, version in extended support"),
        (Cloud::Gcp, _) => ("gcp.gke.cluster_fee", "GKE"),
        (Cloud::Azure, false) => ("azure.aks.standard", "AKS standard tier"),
        (Cloud::Azure, true) => ("azure.aks.lts", "AKS premium tier, version in long-term support"),
    };
    let (hours, price) = (bill.month_hours, bill.price(id));
    // The credit is money: 74.40 USD at GKE, enough for one cluster per month.
    let billed = if cloud == Cloud::Gcp && price > 0.0 {
        bill.deduct_allowance(Some("gcp.gke.free_credit"), hours * price).0 / price
    } else {
        hours
    };
    let payer = ChargedTo::shared(ChargeScope::Cluster);
    bill.add_line(id, billed, payer, || LineText {
        item: format!("Control plane: {name}"),
        formula: format!("1 cluster × {} h{}", number(hours), format_free_part(hours - billed)),
    });
    if cloud == Cloud::Gcp && is_extended {
        bill.add_line("gcp.gke.extended", hours, payer, || LineText {
            item: "Control plane: extended support".to_owned(),
            formula: format!("1 cluster × {} h", number(hours)),
        });
    }
}
