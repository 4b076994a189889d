//! What measures against failure modes change in a demand, and the hours that they add.

use super::formula::Formula;
use super::hours::Burden;
use super::rotation;
use super::task::TaskHours;
use crate::catalogue::risks::{Effect, Measure, Risk};
use crate::catalogue::tasks::{Once, TaskBook};
use crate::model::{Demand, Estimate, HoursPerMonth, Team, UsdPerMonth};

/// What is asked once these effects hold. To carry them out twice changes nothing more.
pub fn with_effects(demand: &Demand, effects: impl IntoIterator<Item = Effect>) -> Demand {
    let mut asked = demand.clone();
    for effect in effects {
        match effect {
            Effect::Zones(zones) => asked.zones = asked.zones.max(zones),
            Effect::ManagedData => {
                asked.managed_data = asked.managed_data.saturating_add(asked.own_data);
                asked.own_data = 0;
            }
            Effect::DatabaseProxy => {
                asked.database_proxy |= asked.managed_data > 0 || asked.own_data > 0;
            }
            Effect::Warm(instances) => {
                asked.warm_instances = asked.warm_instances.max(instances);
                asked.warm_hours = Estimate::Unknown;
            }
            // These are about what is bought, not about what is asked.
            Effect::Machines(_)
            | Effect::Balancer
            | Effect::SpareNodes(_)
            | Effect::Headroom(_)
            | Effect::Queue
            | Effect::BaseAtList
            | Effect::ExtendedSupport => {}
        }
    }
    asked
}

/// Adds the hours of measures to a burden, each a task of its own, once for the kind of platform.
pub fn add_hours(burden: &mut Burden, work: &[(&Risk, &Measure)], book: &TaskBook, team: &Team) {
    let tasks: Vec<TaskHours> = work.iter().filter_map(|(risk, measure)| task(risk, measure)).collect();
    if tasks.is_empty() {
        return;
    }
    let sum = |of: fn(&TaskHours) -> HoursPerMonth| tasks.iter().map(of).sum::<HoursPerMonth>();
    burden.low = burden.low + sum(|task| task.low);
    burden.mean = burden.mean + sum(|task| task.mean);
    burden.high = burden.high + sum(|task| task.high);
    burden.fte = burden.mean.get() / book.productive_hours.get();
    burden.share_of_team = burden.fte / f64::from(team.engineers.max(1));
    rotation::judge_toil(&mut burden.warnings, &book.rotation, team, burden.share_of_team);
    burden.labour = UsdPerMonth::of(burden.mean.get() * team.hourly_rate.get());
    burden.tasks.extend(tasks);
}

fn task(risk: &Risk, measure: &Measure) -> Option<TaskHours> {
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
        own: None,
        yours: false,
        once: Once::PlatformKind,
        formula: Formula::of_units(band.likely.get(), 1, "kind of platform", band),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_raise_what_is_asked_and_never_lower_it() {
        let demand = Demand { zones: 3, warm_instances: 4, own_data: 2, managed_data: 1, ..Demand::default() };
        let effects = [Effect::Zones(2), Effect::Warm(1), Effect::ManagedData, Effect::DatabaseProxy];
        let asked = with_effects(&demand, effects);
        assert_eq!((asked.zones, asked.warm_instances, asked.own_data, asked.managed_data), (3, 4, 0, 3));
        assert!(asked.database_proxy);
        assert_eq!(with_effects(&asked, effects), asked, "twice is once");
        assert!(!with_effects(&Demand::default(), effects).database_proxy, "there is no database");
    }
}
