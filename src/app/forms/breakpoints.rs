//! Where the line between worst and best bends: a row for each point that it passes through, and one for another.

use crate::app::amount;
use crate::app::row::Row;
use crate::model::edit::CriterionField as C;
use crate::model::{Breakpoint, Criterion, CriterionId, Edit, Figure, Measure};

/// The rows of the bends, from worst to best; none for what people judge.
pub fn rows(criterion: &Criterion) -> Vec<Row> {
    let Some(unit) = unit(criterion) else { return Vec::new() };
    criterion.measure.breakpoints().iter().enumerate().map(|(at, bend)| row(criterion, &unit, at, *bend)).collect()
}

/// The row that adds a bend; none for what people judge.
pub fn add_row(criterion: &Criterion) -> Option<Row> {
    let unit = unit(criterion)?;
    let (id, measure) = (criterion.id.clone(), criterion.measure.clone());
    let row = Row::text("+ Bend", "", move |text| {
        let bend = parse_breakpoint(text, &unit)?.ok_or("give a figure and its score, such as 300 4")?;
        Ok(with_breakpoints(&id, &measure, |bends| bends.push(bend)))
    });
    Some(row.help("A figure and its score, such as 300 4, where the way from worst to best is not one straight line."))
}

fn unit(criterion: &Criterion) -> Option<String> {
    match &criterion.measure {
        Measure::Judged => None,
        Measure::Measured { unit, .. } => Some(unit.clone()),
        Measure::Derived { source, .. } => Some(source.unit().to_owned()),
    }
}

fn row(criterion: &Criterion, unit: &str, at: usize, bend: Breakpoint) -> Row {
    let (id, measure, unit) = (criterion.id.clone(), criterion.measure.clone(), unit.to_owned());
    let label = format!("Bends, scores {}", amount::format_compact(bend.score.get()));
    let typed = format!("{} {}", bend.at.get(), bend.score.get());
    let of = unit.clone();
    Row::number(&label, amount::format_compact(bend.at.get()), typed, (None, None), move |text| {
        let bend = parse_breakpoint(text, &unit)?;
        Ok(with_breakpoints(&id, &measure, |bends| match bend {
            Some(bend) => bends[at] = bend,
            None => {
                bends.remove(at);
            }
        }))
    })
    .unit(of)
    .help("A figure and its score, such as 300 4; empty takes the bend away.")
}

/// Reads `300 4`: at 300 of the unit it scores 4. Nothing typed is no bend.
fn parse_breakpoint(text: &str, unit: &str) -> Result<Option<Breakpoint>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (at, score) = text.rsplit_once([' ', ':', '=']).ok_or("give a figure and its score, such as 300 4")?;
    let figure = |value: f64| Figure::new(value).map_err(|error| error.to_string());
    let at = at.trim_end().trim_end_matches("scores").trim_end_matches([' ', ':', '=']);
    let score: f64 = score.trim().parse().map_err(|_| format!("'{}' is no score between 1 and 5", score.trim()))?;
    Ok(Some(Breakpoint { at: figure(amount::parse_number(at, unit)?)?, score: figure(score)? }))
}

/// The edit after which the bends are other ones, in the order of their scores.
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
        let read =
            |text: &str| parse_breakpoint(text, "ms").map(|bend| bend.map(|bend| (bend.at.get(), bend.score.get())));
        assert_eq!(read("300 4"), Ok(Some((300.0, 4.0))));
        assert_eq!(read("1.5 s scores 2.5"), Ok(Some((1500.0, 2.5))));
        assert_eq!(read("300 ms: 4"), Ok(Some((300.0, 4.0))));
        assert_eq!(read(" "), Ok(None));
        assert!(read("300").is_err() && read("300 high").is_err());
    }
}
