//! Constraints on the bill and the hours of an offer.

use super::offer::Offer;
use crate::burden::{Objection, Reason};
use crate::catalogue::Catalogue;
use crate::cost::Bill;
use crate::model::{ConstraintKind, HoursPerMonth, Workload};

/// Checks the budget of a workload. An open bill breaks it as soon as what is known of it does.
pub fn check_budget(workload: &Workload, bill: Option<&Bill>, offer: &mut Offer) {
    let known = bill.and_then(Bill::known_monthly);
    let least = bill.map(|bill| bill.low);
    for constraint in &workload.constraints {
        let ConstraintKind::Budget(most) = constraint.kind else { continue };
        match known.or(least.filter(|least| *least > most)) {
            None => offer.add_question(constraint, Objection::BillUnknown { budget: most }),
            Some(monthly) if monthly > most => {
                let workload = workload.name.clone();
                offer.add_violation(constraint, Objection::OverBudget { monthly, budget: most, workload });
            }
            Some(_) => {}
        }
    }
}

/// Checks limits on the hours of a workload; calls `hours` only where there is one.
pub fn check_hours_limit(workload: &Workload, hours: impl Fn() -> Option<HoursPerMonth>, offer: &mut Offer) {
    for constraint in &workload.constraints {
        let ConstraintKind::MostHours(most) = constraint.kind else { continue };
        match hours() {
            None => offer.add_question(constraint, Objection::HoursUnknown { limit: most }),
            Some(hours) if hours > most => {
                let workload = workload.name.clone();
                offer.add_violation(constraint, Objection::OverHours { hours, limit: most, workload });
            }
            Some(_) => {}
        }
    }
}

/// Warns where operations take more of the team's time than the toil cap of the catalogue.
pub fn warn_of_overload(catalogue: &Catalogue, offer: &mut Offer) {
    let book = &catalogue.tasks;
    if let Some(burden) = offer.burden.as_ref().filter(|burden| burden.exceeds_toil_cap(book)) {
        let what = Objection::Overload { share: burden.share_of_team, cap: book.rotation.toil_cap };
        offer.soft.push(Reason { what, why: String::new(), by: book.rotation.source.clone() });
    }
}
