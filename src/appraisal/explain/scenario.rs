//! What a scenario changes.

use super::explanation::Explanation;
use crate::appraisal::demand_wording;
use crate::model::{Scenario, Session};

/// What a scenario changes, figure by figure; none is the base.
pub fn explain_scenario(session: &Session, scenario: Option<&Scenario>) -> Explanation {
    let Some(scenario) = scenario else {
        let mut why = Explanation::new("The base");
        why.text("The demand as entered in Workloads. A scenario stores only what differs from it.");
        return why;
    };
    let mut why = Explanation::new(format!("Scenario: {}", scenario.name));
    if !scenario.note.is_empty() {
        why.text(scenario.note.clone());
    }
    let mut of = None;
    for (id, field) in &scenario.overrides {
        let Some(workload) = session.workload(id) else { continue };
        if of != Some(id) {
            why.heading(workload.name.clone());
            of = Some(id);
        }
        let figure = field.figure();
        let base = demand_wording::format_value(&figure.read(&workload.demand));
        why.formula(format!("{}: {} (base: {base})", figure.noun(), demand_wording::format_value(field)));
    }
    if of.is_none() {
        why.text("No changes yet: switch to it with s, then change a figure in Workloads, or the volume with v.");
    }
    why
}
