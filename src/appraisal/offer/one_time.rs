//! What adopting an alternative costs once: learning, building, moving.

use crate::model::{Alternative, Estimate, HoursOnce, Session, UsdOnce, Workload};

/// What adopting one alternative, or those of an estate, costs once. Unknown parts count nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OneTimeCost {
    /// Hours until the team can run it.
    pub learning: HoursOnce,
    /// Hours to set it up.
    pub build: HoursOnce,
    /// Hours to move there what runs elsewhere today.
    pub migration: HoursOnce,
    /// All of these at the team's rate.
    pub labour: UsdOnce,
    /// What is paid to others.
    pub fees: UsdOnce,
}

impl OneTimeCost {
    /// The hours together.
    pub fn hours(&self) -> HoursOnce {
        self.learning + self.build + self.migration
    }

    /// Hours at the team's rate, and fees.
    pub fn total(&self) -> UsdOnce {
        self.labour + self.fees
    }

    pub fn plus(self, other: Self) -> Self {
        Self {
            learning: self.learning + other.learning,
            build: self.build + other.build,
            migration: self.migration + other.migration,
            labour: self.labour + other.labour,
            fees: self.fees + other.fees,
        }
    }
}

/// What these workloads on an alternative cost once. A team that runs anything there today has learned and built it; what
/// runs there today need not move.
pub fn compute_one_time_cost(session: &Session, alternative: &Alternative, workloads: &[&Workload]) -> OneTimeCost {
    let runs_there = |workload: &Workload| workload.today.as_ref() == Some(&alternative.id);
    let is_known_there = session.workloads.iter().any(runs_there);
    let moves = workloads.iter().any(|workload| !runs_there(workload));
    let said = &alternative.one_time;
    let hours = |estimate: &Estimate<HoursOnce>, counts: bool| {
        HoursOnce::of(if counts { estimate.middle().unwrap_or(0.0) } else { 0.0 })
    };
    let fees = if is_known_there { 0.0 } else { said.fees.middle().unwrap_or(0.0) };
    let mut cost = OneTimeCost {
        learning: hours(&said.learning, !is_known_there),
        build: hours(&said.build, !is_known_there),
        migration: hours(&said.migration, moves && !workloads.is_empty()),
        labour: UsdOnce::ZERO,
        fees: UsdOnce::of(fees),
    };
    cost.labour = UsdOnce::of(cost.hours().get() * session.team.hourly_rate.get());
    cost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OneTime;

    #[test]
    fn what_runs_there_today_is_neither_learned_nor_moved() {
        let mut session = Session::new("t");
        let once = |hours: f64| Estimate::Exact(HoursOnce::of(hours));
        let one_time = OneTime {
            learning: once(40.0),
            build: once(20.0),
            migration: once(10.0),
            fees: Estimate::Exact(UsdOnce::of(500.0)),
        };
        session.alternatives =
            ["a", "b"].map(|id| Alternative { id: id.into(), one_time, ..Alternative::default() }).to_vec();
        session.workloads = vec![Workload { id: "w".into(), today: Some("a".into()), ..Workload::default() }];
        let cost = |at: usize| compute_one_time_cost(&session, &session.alternatives[at], &[&session.workloads[0]]);
        assert_eq!(cost(0), OneTimeCost::default());
        // 70 hours at 90 USD, and the fees.
        assert_eq!((cost(1).hours().get(), cost(1).total().get()), (70.0, 6800.0));
    }
}
