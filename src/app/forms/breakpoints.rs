//! The breakpoints of a value curve: a row for each, and one that adds another.

use crate::app::amount;
use crate::app::quantity;
use crate::app::reading::Reading;
use crate::app::row::Row;
use crate::model::edit::CriterionField as C;
use crate::model::{Breakpoint, Criterion, CriterionId, Edit, Figure, Measure};
use std::rc::Rc;

/// The rows of the breakpoints, from worst to best; none for judged criteria.
pub fn rows(criterion: &Criterion) -> Vec<Row> {
    let Some(unit) = unit(criterion) else { return Vec::new() };
    criterion.measure.breakpoints().iter().enumerate().map(|(at, point)| row(criterion, &unit, at, *point)).collect()
}

/// The row that adds a breakpoint; `None` for judged criteria.
pub fn add_row(criterion: &Criterion) -> Option<Row> {
    let unit = unit(criterion)?;
    let (id, measure) = (criterion.id.clone(), criterion.measure.clone());
    let reading = reading(&unit);
    let row = Row::text("+ Breakpoint", "", move |text| {
        let point = parse_breakpoint(text, &unit)?.ok_or("give a figure and its score, such as 300 4")?;
        Ok(with_breakpoints(&id, &measure, |points| points.push(point)))
    });
    Some(row.reads(reading).help(
        "A figure and its score, such as 300 4, where scores between worst and best do not follow a straight line.",
    ))
}

fn unit(criterion: &Criterion) -> Option<String> {
    match &criterion.measure {
        Measure::Judged => None,
        Measure::Measured { unit, .. } => Some(unit.clone()),
        Measure::Derived { source, .. } => Some(source.unit().to_owned()),
    }
}

fn row(criterion: &Criterion, unit: &str, at: usize, point: Breakpoint) -> Row {
    let (id, measure, unit) = (criterion.id.clone(), criterion.measure.clone(), unit.to_owned());
    let label = format!("Breakpoint, scores {}", amount::format_compact(point.score.get()));
    let typed = format!("{} {}", point.at.get(), point.score.get());
    let (of, reading) = (unit.clone(), reading(&unit));
    Row::number(&label, amount::format_compact(point.at.get()), typed, (None, None), move |text| {
        let point = parse_breakpoint(text, &unit)?;
        Ok(with_breakpoints(&id, &measure, |points| match point {
            Some(point) => points[at] = point,
            None => {
                points.remove(at);
            }
        }))
    })
    .unit(of)
    .reads(reading)
    .help("A figure and its score, such as 300 4. Leave it empty to remove the breakpoint.")
}

/// `300 ms scores 4`.
fn reading(unit: &str) -> Reading {
    let unit = unit.to_owned();
    Rc::new(move |text| {
        Ok(match parse_breakpoint(text, &unit)? {
            Some(Breakpoint { at, score }) => {
                format!("{} {unit} scores {}", amount::format_full(at.get()), amount::format_full(score.get()))
            }
            None => "no breakpoint".to_owned(),
        })
    })
}

/// Reads `300 4`: at 300 of the unit the score is 4. An empty text is no breakpoint.
fn parse_breakpoint(text: &str, unit: &str) -> Result<Option<Breakpoint>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (at, score) = text.rsplit_once([' ', ':', '=']).ok_or("give a figure and its score, such as 300 4")?;
    let figure = |value: f64| Figure::new(value).map_err(|error| error.to_string());
    let at = at.trim_end().trim_end_matches("scores").trim_end_matches([' ', ':', '=']);
    let score: f64 = score.trim().parse().map_err(|_| format!("'{}' is not a score between 1 and 5", score.trim()))?;
    Ok(Some(Breakpoint { at: figure(quantity::parse_number(at, unit)?)?, score: figure(score)? }))
}

/// The edit that changes the breakpoints and sorts them by score.
fn with_breakpoints(id: &CriterionId, measure: &Measure, change: impl FnOnce(&mut Vec<Breakpoint>)) -> Edit {
    let mut measure = measure.clone();
    if let Measure::Measured { bends, .. } | Measure::Derived { bends, .. } = &mut measure {
        change(bends);
        bends.sort_by(|one, other| one.score.get().total_cmp(&other.score.get()));
    }
    Edit::SetCriterion { id: id.clone(), field: C::Measure(measure) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bend_is_a_figure_and_its_score() {
        let read = |text: &str| {
            parse_breakpoint(text, "ms").map(|point| point.map(|point| (point.at.get(), point.score.get())))
        };
        assert_eq!(read("300 4"), Ok(Some((300.0, 4.0))));
        assert_eq!(read("1.5 s scores 2.5"), Ok(Some((1500.0, 2.5))));
        assert_eq!(read("300 ms: 4"), Ok(Some((300.0, 4.0))));
        assert_eq!(read(" "), Ok(None));
        assert!(read("300").is_err() && read("300 high").is_err());
    }
}
