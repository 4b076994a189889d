//! What mitigations change in a demand, and the hours that they add.

use super::formula::HoursFormula;
use super::hours::Burden;
use super::rotation;
use super::task::TaskHours;
use crate::catalogue::risks::{Mitigation, MitigationEffect, Risk};
use crate::catalogue::tasks::{HoursDriver, TaskBook};
use crate::model::{Demand, Estimate, HoursPerMonth, Team, UsdPerMonth};

/// The demand with these effects applied. Applying them twice changes nothing more.
pub fn apply_effects(demand: &Demand, effects: impl IntoIterator<Item = MitigationEffect>) -> Demand {
    let mut changed = demand.clone();
    for effect in effects {
        match effect {
            MitigationEffect::Zones(zones) => changed.zones = changed.zones.max(zones),
            MitigationEffect::ManagedData => {
                changed.managed_data = changed.managed_data.saturating_add(changed.own_data);
                changed.own_data = 0;
            }
            MitigationEffect::DatabaseProxy => {
                changed.database_proxy |= changed.managed_data > 0 || changed.own_data > 0;
            }
            MitigationEffect::Warm(instances) => {
                changed.warm_instances = changed.warm_instances.max(instances);
                changed.warm_hours = Estimate::Unknown;
            }
            // These change the purchase, not the demand.
            MitigationEffect::Machines(_)
            | MitigationEffect::Balancer
            | MitigationEffect::SpareNodes(_)
            | MitigationEffect::Headroom(_)
            | MitigationEffect::Queue
            | MitigationEffect::BaseAtList
            | MitigationEffect::ExtendedSupport => {}
        }
    }
    changed
}

/// Adds the hours of mitigations to a burden, each as its own task, once per kind of platform.
pub fn add_mitigation_hours(burden: &mut Burden, work: &[(&Risk, &Mitigation)], book: &TaskBook, team: &Team) {
    let tasks: Vec<TaskHours> = work.iter().filter_map(|(risk, measure)| mitigation_task(risk, measure)).collect();
    if tasks.is_empty() {
        return;
    }
    let sum = |of: fn(&TaskHours) -> HoursPerMonth| tasks.iter().map(of).sum::<HoursPerMonth>();
    burden.low = burden.low + sum(|task| task.low);
    burden.mean = burden.mean + sum(|task| task.mean);
    burden.high = burden.high + sum(|task| task.high);
    burden.fte = burden.mean.get() / book.productive_hours.get();
    burden.share_of_team = burden.fte / f64::from(team.engineers.max(1));
    rotation::update_toil_warning(&mut burden.warnings, &book.rotation, team, burden.share_of_team);
    burden.labour = UsdPerMonth::of(burden.mean.get() * team.hourly_rate.get());
    burden.tasks.extend(tasks);
}

fn mitigation_task(risk: &Risk, measure: &Mitigation) -> Option<TaskHours> {
    let band = measure.hours;
    (band.high > HoursPerMonth::ZERO).then(|| TaskHours {
        id: format!("against-{}", risk.id),
        name: measure.work.clone(),
        low: band.low,
        likely: band.likely,
        high: band.high,
        mean: band.mean(),
        basis: measure.basis.clone(),
        published: false,
        estimated: true,
        hours_override: None,
        from_task_file: false,
        per_service: HoursPerMonth::ZERO,
        per_environment: HoursPerMonth::ZERO,
        driver: HoursDriver::PlatformKind,
        formula: HoursFormula::from_units(band.likely.get(), 1, "kind of platform", band),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_raise_what_is_asked_and_never_lower_it() {
        let demand = Demand { zones: 3, warm_instances: 4, own_data: 2, managed_data: 1, ..Demand::default() };
        let effects = [
            MitigationEffect::Zones(2),
            MitigationEffect::Warm(1),
            MitigationEffect::ManagedData,
            MitigationEffect::DatabaseProxy,
        ];
        let asked = apply_effects(&demand, effects);
        assert_eq!((asked.zones, asked.warm_instances, asked.own_data, asked.managed_data), (3, 4, 0, 3));
        assert!(asked.database_proxy);
        assert_eq!(apply_effects(&asked, effects), asked, "twice is once");
        assert!(!apply_effects(&Demand::default(), effects).database_proxy, "there is no database");
    }
}
