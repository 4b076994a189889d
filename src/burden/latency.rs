//! Response times: in steady state, after idle, and at the start of a spike.
//!
//! The given duration is used as the 95th percentile in steady state. After idle, the cold start of an instance is added. At the start of a
//! spike, some responses wait for a cold start and some do not:
//!
//! ```text
//! up     = max(warm instances, ⌈A / k⌉) × k        requests that find an instance; A in flight on average, k per instance
//! excess = 1 − up / (peak × A)                     share of requests in the spike that find none
//! share  = excess × (start + duration) / FRONT     share of requests in the first seconds that meet a cold start
//! p95    = duration × queueing + spread × max(0, 1 − 5 % / share),   spread = start / 95 %
//! ```
//!
//! Cold starts are assumed to be uniformly distributed from 0 to `spread`, so that `share` = 1 gives the latency after idle again. Not
//! modelled: cold starts that slow each other down, quotas, and machines that join within minutes, as the bill already covers the peak.

use crate::catalogue::{Platform, PlatformKind};
use crate::model::number::{format_number, format_percent};
use crate::model::{Cloud, Demand, Millis};

/// Length of the start of a spike, in ms. The only unpublished constant of the model: our estimate, chosen so that a peak of three times
/// the mean gives the published mix of cold and warm responses (130 ms warm, 800 ms after idle, about 500 ms in a spike [S4]).
const FRONT_MS: f64 = 5000.0;
/// Share of responses beyond the 95th percentile.
const TAIL: f64 = 0.05;
/// Default ratio of busiest to mean hour, as on bills.
const PEAK: f64 = 3.0;
/// Default concurrency of a container instance, as on bills.
const CONCURRENCY: f64 = 80.0;
/// Seconds of a month of 730 hours.
const MONTH_SECONDS: f64 = 730.0 * 3600.0;

/// The 95th percentile of response times in one situation.
#[derive(Debug, Clone, PartialEq)]
pub struct LatencyRegime {
    /// For the shortest given duration.
    pub low: Millis,
    /// For the middle of the given range.
    pub middle: Millis,
    /// For the longest given duration.
    pub high: Millis,
    /// The cold start's part of the middle.
    pub cold: Millis,
    /// The calculation, with numbers and source.
    pub explanation: String,
}

/// The three situations.
#[derive(Debug, Clone, PartialEq)]
pub struct Latency {
    /// In steady state.
    pub steady: LatencyRegime,
    /// The first response after idle.
    pub after_idle: LatencyRegime,
    /// At the start of a spike.
    pub spike: LatencyRegime,
    /// The share of requests at the start of a spike that meet a cold start, 0 to 1.
    pub cold_share: f64,
}

/// Response times in each situation; none if the duration is unknown.
pub fn estimate_latency(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> Option<Latency> {
    let after_idle = latency_after_idle(platform, demand, cloud)?;
    let (low, high) = (demand.duration_ms.low()?, demand.duration_ms.high()?);
    let middle = Millis::of(demand.duration_ms.middle()?);
    let steady = LatencyRegime {
        low,
        middle,
        high,
        cold: Millis::ZERO,
        explanation: format!("{} ms duration, used as the 95th percentile", format_number(middle.get())),
    };
    let (spike, cold_share) = spike_latency(platform, demand, cloud, [low, middle, high]);
    Some(Latency { steady, after_idle, spike, cold_share })
}

/// Duration plus cold start; none if the duration is unknown.
///
/// There is no cold start where something always runs: for always-on workloads, with warm instances, and on AWS, where serverless
/// containers are Fargate tasks that keep running while idle.
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

/// What a cold start adds to the first response after idle.
pub(super) fn cold_start_delay(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> Millis {
    let warm = demand.always_on || demand.warm_instances > 0 || runs_while_idle(platform, cloud);
    if warm { Millis::ZERO } else { platform.cold_start }
}

/// Whether the first response after idle may wait for a cold start at some hour of the day.
pub fn may_start_cold(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> bool {
    let starts = platform.cold_start > Millis::ZERO && !runs_while_idle(platform, cloud) && !demand.always_on;
    starts && (demand.warm_instances == 0 || demand.warm_hours.middle().is_some_and(|hours| hours < 24.0))
}

/// Whether instances keep running while idle, although this kind of platform can scale to zero.
fn runs_while_idle(platform: &Platform, cloud: Option<Cloud>) -> bool {
    platform.kind == PlatformKind::ContainerServerless && cloud == Some(Cloud::Aws)
}

fn describe_cold_start(platform: &Platform, demand: &Demand, cloud: Option<Cloud>) -> String {
    if runs_while_idle(platform, cloud) {
        return "cold start, as Fargate tasks keep running while idle".to_owned();
    }
    if platform.cold_start == Millis::ZERO {
        return format!("cold start, as {} keeps running while idle", platform.name);
    }
    if demand.always_on {
        return "cold start, as the workload runs around the clock".to_owned();
    }
    match (demand.warm_instances, demand.warm_hours.middle()) {
        (0, _) => format!("cold start on {}", platform.name),
        (_, Some(hours)) if hours < 24.0 => {
            let cold = format_number(platform.cold_start.get());
            format!(
                "cold start while instances are kept warm, {} h/day; {cold} ms outside those hours",
                format_number(hours)
            )
        }
        _ => "cold start, as instances are kept warm".to_owned(),
    }
}

/// A spike: requests in flight at its peak, and the share that finds no instance.
struct Surge {
    /// Concurrent requests per instance.
    per_instance: f64,
    /// Its peak over the mean.
    peak: f64,
    /// Requests in flight at its peak; none if the volume is unknown.
    in_flight: Option<f64>,
    /// The share of requests that find no instance, 0 to 1.
    excess: f64,
}

impl Surge {
    fn compute(platform: &Platform, demand: &Demand, duration: Millis) -> Self {
        let is_function = platform.kind == PlatformKind::Functions;
        let concurrency = demand.concurrency.middle().unwrap_or(CONCURRENCY);
        let at_once = if is_function { 1.0 } else { concurrency.max(1.0) };
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

/// Instances that run at once at the peak; none if volume or duration is unknown.
pub(super) fn peak_instances(platform: &Platform, demand: &Demand) -> Option<f64> {
    let surge = Surge::compute(platform, demand, Millis::of(demand.duration_ms.middle()?));
    Some(surge.in_flight? / surge.per_instance)
}

/// The start of a spike for the shortest, middle and longest duration, and the share of requests that meet a cold start for the middle.
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
    let mut why = format!("{} ms duration × {factor} queueing", format_number(durations[1].get()));
    if start > Millis::ZERO {
        let in_flight = surge.in_flight.map_or_else(|| "an unknown number".to_owned(), format_number);
        why.push_str(&format!(
            "; at {} times the mean, {in_flight} in flight, {} of the requests in its first {} s meet a cold start, {} of them \
             find no instance ({} warm, {} concurrent each): + {} ms",
            format_number(surge.peak),
            format_percent(*share),
            format_number(FRONT_MS / 1000.0),
            format_percent(surge.excess),
            demand.warm_instances,
            format_number(surge.per_instance),
            format_number(cold.get()),
        ));
        if let Some(hours) = demand.warm_hours.middle().filter(|hours| demand.warm_instances > 0 && *hours < 24.0) {
            why.push_str(&format!(", within the {} h/day in which instances are kept warm", format_number(hours)));
        }
    }
    why.push_str(&format!(" = {} ms", format_number((*ordinary + *cold).get())));
    let of = |(ordinary, cold, ..): &(Millis, Millis, f64, Surge)| *ordinary + *cold;
    // A longer duration keeps more requests in flight, so that an end of the range may find more instances than the middle.
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
