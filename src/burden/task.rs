//! The hours of one task: the book's or the team's own, in proportion to what there is.

use super::formula::Formula;
use super::hours::Asked;
use super::own::{Said, of_extra, on_kind};
use super::scope::KindScope;
use crate::catalogue::tasks::{Band, Extra, Once, Part, Task};
use crate::model::{HoursPerMonth, OwnHours};

/// The hours of one task.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskHours {
    /// The task's slug.
    pub id: String,
    /// What is done.
    pub name: String,
    /// A good month.
    pub low: HoursPerMonth,
    /// An ordinary month.
    pub likely: HoursPerMonth,
    /// A bad month.
    pub high: HoursPerMonth,
    /// (low + 4 likely + high) / 6.
    pub mean: HoursPerMonth,
    /// Where the hours come from, for every kind in use.
    pub basis: String,
    /// Whether they were published, for every kind in use.
    pub published: bool,
    /// Whether the catalogue's own estimate is in them, for any kind in use: not published, not the team's.
    pub estimated: bool,
    /// The team's own hours in the session, for one kind in use at least: who says so and why.
    pub own: Option<Said>,
    /// Whether hours of the user's own task file are in them.
    pub yours: bool,
    /// What the larger part of it is done once per.
    pub once: Once,
    /// How they come about; its text has the numbers.
    pub formula: Formula,
}

/// What a task takes on one kind in use, at the reference scope, and who says so.
struct Figure<'a> {
    scope: &'a KindScope,
    hours: Band,
    parts: &'a [Part],
    said: Option<Said>,
    basis: Option<&'a str>,
    published: bool,
    yours: bool,
}

impl<'a> Figure<'a> {
    /// The team's own hours if there are any, else the book's.
    fn of(task: &'a Task, scope: &'a KindScope, own: &[OwnHours]) -> Option<Self> {
        let row = task.row(scope.kind);
        let parts = row.map_or(task.parts.as_slice(), |row| task.parts(row));
        if let Some(own) = on_kind(own, &task.id, scope.kind, row.is_some()) {
            let said = Some(Said::of(own));
            return Some(Self { scope, hours: own.into(), parts, said, basis: None, published: false, yours: false });
        }
        let row = row?;
        Some(Self {
            scope,
            hours: row.hours,
            parts,
            said: None,
            basis: row.basis.as_deref(),
            published: row.published.unwrap_or(task.published),
            yours: row.yours,
        })
    }
}

/// The hours of a task on everything in use; none where there is no such work.
pub(super) fn task_hours(task: &Task, scopes: &[KindScope], asked: &Asked) -> Option<TaskHours> {
    let reference = &asked.book.reference;
    let figures: Vec<Figure> = scopes.iter().filter_map(|scope| Figure::of(task, scope, asked.own)).collect();
    if figures.is_empty() {
        return None;
    }
    let mut per_kind = Band::default();
    let mut per_team = Band::default();
    let mut formula = Formula::new();
    for figure in &figures {
        let (team_parts, parts): (Vec<_>, Vec<_>) =
            figure.parts.iter().copied().partition(|part| part.once == Once::Team);
        let factor: f64 = parts.iter().map(|part| figure.scope.factor(*part, reference)).sum();
        per_kind = per_kind + figure.hours * factor;
        per_team = per_team.max(figure.hours * team_parts.iter().map(|part| part.share).sum());
        let parts = if figures.len() > 1 { &parts } else { figure.parts };
        if !parts.is_empty() {
            formula.add_kind(figure.scope, (figure.hours.likely.get(), figure.said.is_some()), parts, reference);
        }
    }
    if figures.len() > 1 && per_team.high > HoursPerMonth::ZERO {
        formula.add_team(per_team.likely.get());
    }
    let band = per_kind + per_team;
    Some(TaskHours {
        id: task.id.clone(),
        name: task.name.clone(),
        low: band.low,
        likely: band.likely,
        high: band.high,
        mean: band.mean(),
        basis: basis(task, &figures),
        published: figures.iter().all(|figure| figure.published),
        estimated: figures.iter().any(|figure| !figure.published && !figure.yours && figure.said.is_none()),
        own: figures.iter().filter_map(|figure| figure.said.clone()).reduce(|said, other| said.and(&other)),
        yours: figures.iter().any(|figure| figure.yours),
        once: task.once(),
        formula: formula.giving(band),
    })
}

/// Where the hours come from, each thing that is to be said once.
fn basis(task: &Task, figures: &[Figure]) -> String {
    let mut texts: Vec<String> = Vec::new();
    for figure in figures {
        let platform = (figures.len() > 1).then_some(figure.scope.name.as_str());
        let text = match &figure.said {
            Some(said) => said.basis(platform),
            None => format!("{} ({})", figure.basis.unwrap_or(&task.basis), task.cadence),
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join("; ")
}

/// The hours of so many units of something; none of none.
pub(super) fn extra_hours(extra: &Extra, own: &[OwnHours], units: u32, unit: &'static str) -> Option<TaskHours> {
    if units == 0 {
        return None;
    }
    let own = of_extra(own, extra);
    let said = own.map(Said::of);
    let each = own.map_or(extra.hours, Band::from);
    let band = each * f64::from(units);
    Some(TaskHours {
        id: extra.id.clone(),
        name: extra.name.clone(),
        low: band.low,
        likely: band.likely,
        high: band.high,
        mean: band.mean(),
        basis: said.as_ref().map_or_else(|| extra.basis.clone(), |said| said.basis(None)),
        published: extra.published && said.is_none(),
        estimated: !extra.published && !extra.yours && said.is_none(),
        yours: extra.yours && said.is_none(),
        own: said,
        once: extra.once,
        formula: Formula::of_units(each.likely.get(), units, unit, band),
    })
}
