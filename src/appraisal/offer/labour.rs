//! Whether operations hours are part of the bill.

use crate::appraisal::weights::has_weight;
use crate::model::{Criterion, DerivedMetric, LabourPolicy, Session};

/// Whether the cost of hours belongs in the money. Unless the session says so itself: only while no criterion weighs the
/// hours, which would then count twice.
pub fn includes_labour(session: &Session) -> bool {
    let weighs_hours = |criterion: &Criterion| {
        criterion.measure.derived_metric() == Some(DerivedMetric::BurdenHours) && has_weight(session, criterion)
    };
    match session.market.labour {
        LabourPolicy::On => true,
        LabourPolicy::Off => false,
        LabourPolicy::Auto => !session.criteria.iter().any(weighs_hours),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::templates;

    #[test]
    fn the_session_may_say_whether_hours_are_money() {
        let mut session = templates::find("grocer").unwrap().to_session().unwrap();
        let hours = session
            .criteria
            .iter()
            .position(|row| row.measure.derived_metric() == Some(DerivedMetric::BurdenHours))
            .unwrap();
        assert!(!includes_labour(&session));
        session.market.labour = LabourPolicy::On;
        assert!(includes_labour(&session));
        session.market.labour = LabourPolicy::Auto;
        session.criteria[hours].points = crate::model::Points(0);
        assert!(includes_labour(&session));
        session.market.labour = LabourPolicy::Off;
        assert!(!includes_labour(&session));
    }
}
