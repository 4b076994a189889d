//! How long the first answer after idle takes.

use super::words::figure;
use crate::catalogue::{Platform, PlatformKind};
use crate::model::{Cloud, Demand, Millis};

/// The time within which 95 of 100 answers come after idle.
#[derive(Debug, Clone, PartialEq)]
pub struct AfterIdle {
    /// With the shortest duration that was given.
    pub low: Millis,
    /// With the middle of what was given.
    pub middle: Millis,
    /// With the longest duration that was given.
    pub high: Millis,
    /// The part of it that starting takes.
    pub cold: Millis,
    /// How it comes about, with numbers and source.
    pub why: String,
}

/// Duration and cold start of this demand on this platform; none when the duration is unknown.
///
/// Nothing starts cold where something always runs: an always-on workload, or one with warm instances.
///
/// On AWS, containers without nodes are Fargate tasks that stay up: no request wakes them, so none finds them cold.
pub fn p95_after_idle(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> Option<AfterIdle> {
    let (low, high) = (demand.duration_ms.low()?, demand.duration_ms.high()?);
    let middle = demand.duration_ms.middle()?;
    let cold = cold_start(platform, demand, cloud);
    let total = Millis::of(middle) + cold;
    let why = format!(
        "{} ms duration + {} ms {} = {} ms ({}, {})",
        figure(middle),
        figure(cold.get()),
        cold_words(platform, demand, cloud),
        figure(total.get()),
        platform.source,
        platform.date
    );
    Some(AfterIdle { low: low + cold, middle: total, high: high + cold, cold, why })
}

/// What starting adds to the first answer after idle.
pub(super) fn cold_start(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> Millis {
    let warm = demand.always_on || demand.warm_instances > 0 || stays_up(platform, cloud);
    if warm { Millis::ZERO } else { platform.cold_start }
}

/// Whether it keeps running while idle, though the kind of platform need not.
fn stays_up(platform: &Platform, cloud: Option<Cloud>) -> bool {
    platform.kind == PlatformKind::ContainerServerless && cloud == Some(Cloud::Aws)
}

fn cold_words(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> String {
    if stays_up(platform, cloud) {
        return "start, as its tasks on AWS keep running while idle".to_owned();
    }
    if platform.cold_start == Millis::ZERO {
        return format!("start, as {} keeps running while idle", platform.name);
    }
    if demand.always_on {
        return "start, as the workload runs around the clock".to_owned();
    }
    match (demand.warm_instances, demand.warm_hours.middle()) {
        (0, _) => format!("start on {}", platform.name),
        (_, Some(hours)) if hours < 24.0 => {
            let cold = figure(platform.cold_start.get());
            format!("start while instances are kept warm, {} h a day; {cold} ms outside them", figure(hours))
        }
        _ => "start, as instances are kept warm".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{PlatformKind, platforms};
    use crate::model::{Estimate, HoursPerDay};

    fn after_idle(kind: PlatformKind, demand: &Demand) -> Option<AfterIdle> {
        let platforms = platforms::load(platforms::SHIPPED).unwrap();
        p95_after_idle(platforms.iter().find(|platform| platform.kind == kind).unwrap(), demand, None)
    }

    #[test]
    fn functions_after_idle_take_what_was_published() {
        let demand = Demand { duration_ms: Estimate::Exact(Millis::of(130.0)), ..Demand::default() };
        assert_eq!(after_idle(PlatformKind::Functions, &demand).unwrap().middle.get(), 800.0);
        assert_eq!(after_idle(PlatformKind::ManagedK8s, &demand).unwrap().middle.get(), 130.0);
        assert_eq!(after_idle(PlatformKind::Functions, &Demand::default()), None);
    }

    #[test]
    fn warm_instances_take_the_start_away_and_say_when() {
        let demand = Demand {
            duration_ms: Estimate::Range(Millis::of(100.0), Millis::of(300.0)),
            warm_instances: 1,
            warm_hours: Estimate::Exact(HoursPerDay::of(10.0)),
            ..Demand::default()
        };
        let warm = after_idle(PlatformKind::Functions, &demand).unwrap();
        assert_eq!((warm.low.get(), warm.middle.get(), warm.high.get()), (100.0, 200.0, 300.0));
        assert!(warm.why.contains("10 h a day; 670 ms outside them"), "{}", warm.why);
    }
}
