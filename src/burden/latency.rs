//! How long answers take: on an ordinary day, after idle, and at the front of a spike.
//!
//! The duration that was given is taken as the time within which 95 of 100 answers come on an ordinary day. After idle the start of
//! an instance comes on top. At the front of a spike some answers wait for a start and some do not:
//!
//! ```text
//! up     = max(warm instances, ⌈A / k⌉) × k        requests that find an instance; A in flight in the mean, k at once each
//! excess = 1 − up / (peak × A)                     share of requests in the surge that find none
//! share  = excess × (start + duration) / FRONT     of the requests in the first seconds those that meet a start
//! p95    = duration × queueing + spread × max(0, 1 − 5 % / share),   spread = start / 95 %
//! ```
//!
//! Starts are taken as evenly spread from nothing up to `spread`, so that with every request meeting one (`share` = 1) it is the
//! time after idle again. What is left out: starts that hinder each other, quotas, and machines that join within minutes, for the
//! bill stands for the peak.

use super::format::{format_number, format_percent};
use crate::catalogue::{Platform, PlatformKind};
use crate::model::{Cloud, Demand, Millis};

/// The front of a spike, in ms. The one constant of the model that nobody has published: our estimate, set so that the published
/// mix of cold and warm answers (130 ms warm, 800 ms after idle, about 500 ms in a spike [S4]) comes out at three times the mean.
const FRONT_MS: f64 = 5000.0;
/// Answers in 100 that may take longer.
const TAIL: f64 = 0.05;
/// Busiest hour over the mean hour when unknown, as on bills.
const PEAK: f64 = 3.0;
/// Requests that one instance of a container serves at once when unknown, as on bills.
const CONCURRENCY: f64 = 80.0;
/// Seconds of a month of 730 hours.
const MONTH_SECONDS: f64 = 730.0 * 3600.0;

/// The time within which 95 of 100 answers come in one situation.
#[derive(Debug, Clone, PartialEq)]
pub struct LatencyRegime {
    /// With the shortest duration that was given.
    pub low: Millis,
    /// With the middle of what was given.
    pub middle: Millis,
    /// With the longest duration that was given.
    pub high: Millis,
    /// The part of the middle that starting takes.
    pub cold: Millis,
    /// How it comes about, with numbers and source.
    pub explanation: String,
}

/// The three situations.
#[derive(Debug, Clone, PartialEq)]
pub struct Latency {
    /// On an ordinary day.
    pub steady: LatencyRegime,
    /// The first answer after nobody has called for a while.
    pub after_idle: LatencyRegime,
    /// At the front of a spike.
    pub spike: LatencyRegime,
    /// The share of requests at the front of a spike that meet a cold start, 0 to 1.
    pub cold_share: f64,
}

/// How long answers take in each situation; none when the duration is unknown.
pub fn estimate_latency(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> Option<Latency> {
    let after_idle = latency_after_idle(platform, demand, cloud)?;
    let (low, high) = (demand.duration_ms.low()?, demand.duration_ms.high()?);
    let middle = Millis::of(demand.duration_ms.middle()?);
    let steady = LatencyRegime {
        low,
        middle,
        high,
        cold: Millis::ZERO,
        explanation: format!(
            "{} ms duration, taken as what 95 of 100 answers stay within",
            format_number(middle.get())
        ),
    };
    let (spike, cold_share) = spike_latency(platform, demand, cloud, [low, middle, high]);
    Some(Latency { steady, after_idle, spike, cold_share })
}

/// Duration and cold start of this demand on this platform; none when the duration is unknown.
///
/// Nothing starts cold where something always runs: an always-on workload, or one with warm instances.
///
/// On AWS, containers without nodes are Fargate tasks that stay up: no request wakes them, so none finds them cold.
pub fn latency_after_idle(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> Option<LatencyRegime> {
    let (low, high) = (demand.duration_ms.low()?, demand.duration_ms.high()?);
    let middle = demand.duration_ms.middle()?;
    let cold = cold_start_delay(platform, demand, cloud);
    let total = Millis::of(middle) + cold;
    let why = format!(
        "{} ms duration + {} ms {} = {} ms ({}, {})",
        format_number(middle),
        format_number(cold.get()),
        describe_cold_start(platform, demand, cloud),
        format_number(total.get()),
        platform.source,
        platform.date
    );
    Some(LatencyRegime { low: low + cold, middle: total, high: high + cold, cold, explanation: why })
}

/// What starting adds to the first answer after idle.
pub(super) fn cold_start_delay(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> Millis {
    let warm = demand.always_on || demand.warm_instances > 0 || runs_while_idle(platform, cloud);
    if warm { Millis::ZERO } else { platform.cold_start }
}

/// Whether the first answer after idle may wait for a start at some hour of the day.
pub fn may_start_cold(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> bool {
    let starts = platform.cold_start > Millis::ZERO && !runs_while_idle(platform, cloud) && !demand.always_on;
    starts && (demand.warm_instances == 0 || demand.warm_hours.middle().is_some_and(|hours| hours < 24.0))
}

/// Whether it keeps running while idle, though the kind of platform need not.
fn runs_while_idle(platform: &Platform, cloud: Option<Cloud>) -> bool {
    platform.kind == PlatformKind::ContainerServerless && cloud == Some(Cloud::Aws)
}

fn describe_cold_start(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> String {
    if runs_while_idle(platform, cloud) {
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
            let cold = format_number(platform.cold_start.get());
            format!("start while instances are kept warm, {} h a day; {cold} ms outside them", format_number(hours))
        }
        _ => "start, as instances are kept warm".to_owned(),
    }
}

/// What is known of a surge: requests in flight at its height, and how many of them find an instance.
struct Surge {
    /// Requests that one instance serves at once.
    per_instance: f64,
    /// How many times the mean it is.
    peak: f64,
    /// In flight at its height; none where nobody has said how often it is called.
    in_flight: Option<f64>,
    /// The share that finds no instance, 0 to 1.
    excess: f64,
}

impl Surge {
    fn compute(platform: &Platform, demand: &Demand, duration: Millis) -> Self {
        let is_function = platform.kind == PlatformKind::Functions;
        let said = demand.concurrency.middle().unwrap_or(CONCURRENCY);
        let at_once = if is_function { 1.0 } else { said.max(1.0) };
        let peak = demand.peak_to_average.middle().unwrap_or(PEAK).max(1.0);
        let mean = demand.requests_per_month.middle().map(|calls| calls / MONTH_SECONDS * duration.get() / 1000.0);
        let warm = f64::from(demand.warm_instances);
        let excess = match mean {
            Some(mean) if mean > 0.0 => {
                let up = warm.max((mean / at_once).ceil()) * at_once;
                1.0 - up / (peak * mean)
            }
            Some(_) => 0.0,
            None => 1.0 - 1.0 / peak,
        };
        Self { per_instance: at_once, peak, in_flight: mean.map(|mean| peak * mean), excess: excess.clamp(0.0, 1.0) }
    }
}

/// Instances that run at once at the peak; none where nobody has said how often it is called, or for how long.
pub(super) fn peak_instances(platform: &Platform, demand: &Demand) -> Option<f64> {
    let surge = Surge::compute(platform, demand, Millis::of(demand.duration_ms.middle()?));
    Some(surge.in_flight? / surge.per_instance)
}

/// The front of a spike for the shortest, the middle and the longest duration, and the share that meets a start with the middle.
fn spike_latency(
    platform: &Platform,
    demand: &Demand,
    cloud: Option<Cloud>,
    durations: [Millis; 3],
) -> (LatencyRegime, f64) {
    let start = if runs_while_idle(platform, cloud) { Millis::ZERO } else { platform.cold_start };
    let at = |duration: Millis| {
        let surge = Surge::compute(platform, demand, duration);
        let share = if start > Millis::ZERO {
            (surge.excess * (start + duration).get() / FRONT_MS).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let waits = start.get() / (1.0 - TAIL) * (1.0 - TAIL / share.max(TAIL));
        (duration * platform.queueing.get(), Millis::of(waits), share, surge)
    };
    let [low, middle, high] = durations.map(at);
    let (ordinary, cold, share, surge) = &middle;
    let factor = format_number(platform.queueing.get());
    let mut why = format!("{} ms duration × {factor} while instances are fuller", format_number(durations[1].get()));
    if start > Millis::ZERO {
        let in_flight = surge.in_flight.map_or_else(|| "an unknown number".to_owned(), format_number);
        why.push_str(&format!(
            "; at {} times the mean, {in_flight} in flight, {} of the requests in its first {} s meet a start, {} of them find no \
             instance ({} warm, {} at once each): + {} ms",
            format_number(surge.peak),
            format_percent(*share),
            format_number(FRONT_MS / 1000.0),
            format_percent(surge.excess),
            demand.warm_instances,
            format_number(surge.per_instance),
            format_number(cold.get()),
        ));
        if let Some(hours) = demand.warm_hours.middle().filter(|hours| demand.warm_instances > 0 && *hours < 24.0) {
            why.push_str(&format!(", within the {} h a day in which instances are kept warm", format_number(hours)));
        }
    }
    why.push_str(&format!(" = {} ms", format_number((*ordinary + *cold).get())));
    let of = |(ordinary, cold, ..): &(Millis, Millis, f64, Surge)| *ordinary + *cold;
    // A longer duration keeps more in flight, so that one end may have fewer instances too few than the middle.
    let (low, high) = (of(&low), of(&high));
    let total = of(&middle);
    let least = |a: Millis, b: Millis| if a < b { a } else { b };
    let most = |a: Millis, b: Millis| if a > b { a } else { b };
    let regime = LatencyRegime {
        low: least(least(low, total), high),
        middle: total,
        high: most(most(low, total), high),
        cold: *cold,
        explanation: why,
    };
    (regime, *share)
}

#[cfg(test)]
#[path = "latency_tests.rs"]
mod tests;
