//! Figures of a demand in words: `3.00 M requests/month`, `2 to 4 × the mean`, `always on: yes`.

use super::wording::format_volume;
use crate::model::edit::DemandField as D;
use crate::model::{Estimate, GpuHours, HoursPerDay, Jobs, Mebibytes, Millis, Vcpus};

/// What a figure of the demand is called, by its name in the file.
pub fn field_label(field: &str) -> &str {
    match field {
        "requests_per_month" => "requests",
        "jobs_per_day" => "jobs",
        "duration_ms" => "duration",
        "cpu_ms" => "processor time",
        "memory_mib" => "memory",
        "vcpu" => "processors",
        "concurrency" => "concurrency",
        "peak_to_average" => "peak to average",
        "active_hours" => "active hours",
        "always_on" => "always on",
        "replicas" => "replicas",
        "zones" => "zones",
        "warm_instances" => "warm instances",
        "warm_hours" => "warm hours",
        "storage_gib" => "storage",
        "egress_gib" => "traffic out",
        "stateful" => "stateful",
        "managed_data" => "managed data",
        "own_data" => "own data",
        "gpus" => "GPUs",
        "gpu_hours" => "GPU hours",
        "front_door" => "front door",
        "queued_per_month" => "queued",
        "cdn_gib" => "edge cache",
        "log_kib" => "log",
        "between_zones_gib" => "between zones",
        "database_proxy" => "database proxy",
        "off_outside_hours" => "off when inactive",
        "interruptible" => "interruptible",
        other => other,
    }
}

fn format_estimate<T: Copy + Into<f64>>(estimate: &Estimate<T>, unit: &str) -> String {
    let number = |value: T| {
        let value = value.into();
        if value < 1000.0 { super::wording::format_number(value) } else { format_volume(value) }
    };
    let said = match *estimate {
        Estimate::Exact(value) => number(value),
        Estimate::Likely(value) => format!("~{}", number(value)),
        Estimate::Range(low, high) => format!("{} to {}", number(low), number(high)),
        Estimate::Unknown => return "unknown".to_owned(),
    };
    format!("{said} {unit}")
}

/// A figure of the demand, with its unit.
pub fn format_value(field: &D) -> String {
    let yes = |on: bool| if on { "yes" } else { "no" }.to_owned();
    match field {
        D::RequestsPerMonth(estimate) => format_estimate(estimate, "requests/month"),
        D::QueuedPerMonth(estimate) => format_estimate(estimate, "messages/month"),
        D::JobsPerDay(estimate) => format_estimate(estimate, Jobs::UNIT),
        D::DurationMs(estimate) | D::CpuMs(estimate) => format_estimate(estimate, Millis::UNIT),
        D::MemoryMib(estimate) => format_estimate(estimate, Mebibytes::UNIT),
        D::Vcpu(estimate) => format_estimate(estimate, Vcpus::UNIT),
        D::Concurrency(estimate) => format_estimate(estimate, "at once"),
        D::PeakToAverage(estimate) => format_estimate(estimate, "× the mean"),
        D::ActiveHours(estimate) | D::WarmHours(estimate) => format_estimate(estimate, HoursPerDay::UNIT),
        D::StorageGib(estimate) => format_estimate(estimate, "GiB"),
        D::EgressGib(estimate) | D::CdnGib(estimate) | D::BetweenZonesGib(estimate) => {
            format_estimate(estimate, "GiB/month")
        }
        D::LogKib(estimate) => format_estimate(estimate, "KiB/request"),
        D::GpuHours(estimate) => format_estimate(estimate, GpuHours::UNIT),
        D::AlwaysOn(on) | D::Stateful(on) | D::DatabaseProxy(on) | D::OffOutsideHours(on) | D::Interruptible(on) => {
            yes(*on)
        }
        D::Replicas(n) | D::Zones(n) | D::WarmInstances(n) | D::ManagedData(n) | D::OwnData(n) | D::Gpus(n) => {
            n.to_string()
        }
        D::FrontDoor(door) => door.label().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Demand, Ratio, Requests};

    #[test]
    fn figures_have_their_units_and_say_how_well_they_are_known() {
        let requests = Estimate::Likely(Requests::of(3e6));
        assert_eq!(format_value(&D::RequestsPerMonth(requests)), "~3.00 M requests/month");
        let peak = Estimate::Range(Ratio::of(2.0), Ratio::of(4.5));
        assert_eq!(format_value(&D::PeakToAverage(peak)), "2 to 4.50 × the mean");
        assert_eq!(format_value(&D::DurationMs(Estimate::Exact(Millis::of(180.0)))), "180 ms");
        assert_eq!((format_value(&D::AlwaysOn(true)), format_value(&D::Gpus(2))), ("yes".to_owned(), "2".to_owned()));
    }

    #[test]
    fn no_field_is_called_as_in_the_file() {
        let demand = Demand::default();
        for field in D::FIELDS {
            assert!(!field_label(field).contains('_'), "{field}");
            assert!(!format_value(&D::read(&demand, field).unwrap()).is_empty(), "{field}");
        }
    }
}
