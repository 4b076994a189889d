//! Figures of a demand in words: `3.00 M requests/month`, `2 to 4 ×`, `yes`.

use crate::model::edit::DemandField;
use crate::model::number::{format_number, format_volume};
use crate::model::{Estimate, FigureValue};

/// A figure of the demand, with its unit.
pub fn format_value(field: &DemandField) -> String {
    match field.value() {
        FigureValue::Estimate(estimate) => format_estimate(&estimate, field.figure().spec().unit),
        FigureValue::Count(count) => count.to_string(),
        FigureValue::Switch(on) => if on { "yes" } else { "no" }.to_owned(),
        FigureValue::FrontDoor(door) => door.label().to_owned(),
    }
}

fn format_estimate(estimate: &Estimate<f64>, unit: &str) -> String {
    let number = |value: f64| if value < 1000.0 { format_number(value) } else { format_volume(value) };
    let text = match *estimate {
        Estimate::Exact(value) => number(value),
        Estimate::Likely(value) => format!("~{}", number(value)),
        Estimate::Range(low, high) => format!("{} to {}", number(low), number(high)),
        Estimate::Unknown => return "unknown".to_owned(),
    };
    format!("{text} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Millis, Ratio, Requests};

    #[test]
    fn figures_have_their_units_and_say_how_well_they_are_known() {
        let requests = Estimate::Likely(Requests::of(3e6));
        assert_eq!(format_value(&DemandField::RequestsPerMonth(requests)), "~3.00 M requests/month");
        let peak = Estimate::Range(Ratio::of(2.0), Ratio::of(4.5));
        assert_eq!(format_value(&DemandField::PeakToAverage(peak)), "2 to 4.5 ×");
        let duration = Estimate::Exact(Millis::of(180.0));
        assert_eq!(format_value(&DemandField::DurationMs(duration)), "180 ms");
        assert_eq!(format_value(&DemandField::AlwaysOn(true)), "yes");
        assert_eq!(format_value(&DemandField::Gpus(2)), "2");
    }
}
