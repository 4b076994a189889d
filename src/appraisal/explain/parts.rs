//! Lines that several explanations share.

use super::explanation::Explanation;
use crate::appraisal::Column;
use crate::model::Measure;
use crate::model::number::format_number;

/// `Cost: 0.2200 × 4.3160 = 0.9495`; what is not exactly known enters with its middle.
pub fn format_product(name: &str, share: f64, value: &crate::appraisal::CellValue) -> String {
    let middle = value.score.point_estimate();
    let shown = if middle.fract() == 0.0 { format!("{middle:.0}") } else { format!("{middle:.4}") };
    let (low, high) = (format_number(value.score.low), format_number(value.score.high));
    let of = if value.score.is_exact() { String::new() } else { format!(", the middle of {low} to {high}") };
    format!("{name}: {share:.4} × {shown} = {:.4}{of}", share * middle)
}

pub fn measure_unit(measure: &Measure) -> Option<String> {
    match measure {
        Measure::Judged => None,
        Measure::Measured { unit, .. } => Some(unit.clone()),
        Measure::Derived { source, .. } => Some(source.unit().to_owned()),
    }
}

pub fn add_reasons(column: &Column, why: &mut Explanation) {
    for reason in &column.offer.hard {
        why.text(format!("ruled out: {reason}"));
    }
    for reason in &column.offer.soft {
        why.text(format!("warning: {reason}"));
    }
}
