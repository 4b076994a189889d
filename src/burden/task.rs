//! The hours of one task, from the book or the team's own, scaled to what is in use.

use super::formula::HoursFormula;
use super::hours_override::{AppliedOverride, override_of_extra, override_on_kind};
use super::inputs::BurdenInputs;
use super::scope::KindScope;
use crate::catalogue::HoursBand;
use crate::catalogue::tasks::{ExtraTask, HoursDriver, Task, TaskPart};
use crate::model::{HoursOverride, HoursPerMonth};

/// The hours of one task.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskHours {
    /// Slug.
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
    /// Source of the hours, for every kind in use.
    pub basis: String,
    /// The hours of every kind in use are published.
    pub published: bool,
    /// The catalogue's estimate is among them for some kind in use.
    pub estimated: bool,
    /// Author and reason of the team's own hours in the session, if some kind in use has them.
    pub hours_override: Option<AppliedOverride>,
    /// Hours of the user's task file are among them.
    pub from_task_file: bool,
    /// What one more service adds to the mean, with several kinds in use one on each.
    pub per_service: HoursPerMonth,
    /// What one more environment adds to the mean, its machines aside.
    pub per_environment: HoursPerMonth,
    /// What its larger part scales with.
    pub driver: HoursDriver,
    /// The calculation.
    pub formula: HoursFormula,
}

/// The hours of a task on one kind in use at the reference scope, and their source.
struct KindHours<'a> {
    scope: &'a KindScope,
    hours: HoursBand,
    parts: &'a [TaskPart],
    hours_override: Option<AppliedOverride>,
    basis: Option<&'a str>,
    published: bool,
    from_task_file: bool,
}

impl<'a> KindHours<'a> {
    /// The team's own hours if there are any, otherwise the book's.
    fn for_kind(task: &'a Task, scope: &'a KindScope, own: &[HoursOverride]) -> Option<Self> {
        let row = task.row_for(scope.kind);
        let parts = row.map_or(task.parts.as_slice(), |row| task.parts(row));
        if let Some(own) = override_on_kind(own, &task.id, scope.kind, row.is_some()) {
            let own_hours = Some(AppliedOverride::from_row(own));
            return Some(Self {
                scope,
                hours: own.into(),
                parts,
                hours_override: own_hours,
                basis: None,
                published: false,
                from_task_file: false,
            });
        }
        let row = row?;
        Some(Self {
            scope,
            hours: row.hours,
            parts,
            hours_override: None,
            basis: row.basis.as_deref(),
            published: row.published.unwrap_or(task.published),
            from_task_file: row.is_override,
        })
    }
}

/// The hours of a task on everything in use; none if no kind in use has such work.
pub(super) fn compute_task_hours(task: &Task, scopes: &[KindScope], asked: &BurdenInputs) -> Option<TaskHours> {
    let reference = &asked.book.reference;
    let figures: Vec<KindHours> =
        scopes.iter().filter_map(|scope| KindHours::for_kind(task, scope, asked.overrides)).collect();
    if figures.is_empty() {
        return None;
    }
    let mut per_kind = HoursBand::default();
    let mut per_team = HoursBand::default();
    let mut formula = HoursFormula::new();
    let (mut per_service, mut per_environment) = (HoursPerMonth::ZERO, HoursPerMonth::ZERO);
    for figure in &figures {
        let (team_parts, parts): (Vec<_>, Vec<_>) =
            figure.parts.iter().copied().partition(|part| part.once == HoursDriver::Team);
        let factor: f64 = parts.iter().map(|part| figure.scope.scale_factor(*part, reference)).sum();
        per_kind = per_kind + figure.hours * factor;
        let increase = |larger: &KindScope| {
            let grown: f64 = parts.iter().map(|part| larger.scale_factor(*part, reference)).sum();
            (figure.hours * (grown - factor).max(0.0)).mean()
        };
        per_service = per_service + increase(&figure.scope.with_one_more_service());
        per_environment = per_environment + increase(&figure.scope.with_one_more_environment());
        per_team = per_team.max(figure.hours * team_parts.iter().map(|part| part.share).sum());
        let parts = if figures.len() > 1 { &parts } else { figure.parts };
        if !parts.is_empty() {
            formula.add_kind(
                figure.scope,
                (figure.hours.likely.get(), figure.hours_override.is_some()),
                parts,
                reference,
            );
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
        basis: combined_basis(task, &figures),
        published: figures.iter().all(|figure| figure.published),
        estimated: figures
            .iter()
            .any(|figure| !figure.published && !figure.from_task_file && figure.hours_override.is_none()),
        hours_override: figures
            .iter()
            .filter_map(|figure| figure.hours_override.clone())
            .reduce(|first, other| first.merge(&other)),
        from_task_file: figures.iter().any(|figure| figure.from_task_file),
        per_service,
        per_environment,
        driver: task.main_driver(),
        formula: formula.with_result(band),
    })
}

/// The sources of the hours, each once.
fn combined_basis(task: &Task, figures: &[KindHours]) -> String {
    let mut texts: Vec<String> = Vec::new();
    for figure in figures {
        let platform = (figures.len() > 1).then_some(figure.scope.name.as_str());
        let text = match &figure.hours_override {
            Some(own) => own.basis(platform),
            None => format!("{} ({})", figure.basis.unwrap_or(&task.basis), task.cadence),
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join("; ")
}

/// The hours of `units` units; none for 0 units.
pub(super) fn compute_extra_hours(
    extra: &ExtraTask,
    own: &[HoursOverride],
    units: u32,
    unit: &'static str,
) -> Option<TaskHours> {
    if units == 0 {
        return None;
    }
    let own = override_of_extra(own, extra);
    let own_hours = own.map(AppliedOverride::from_row);
    let each = own.map_or(extra.hours, HoursBand::from);
    let band = each * f64::from(units);
    Some(TaskHours {
        id: extra.id.clone(),
        name: extra.name.clone(),
        low: band.low,
        likely: band.likely,
        high: band.high,
        mean: band.mean(),
        basis: own_hours.as_ref().map_or_else(|| extra.basis.clone(), |own| own.basis(None)),
        published: extra.published && own_hours.is_none(),
        estimated: !extra.published && !extra.is_override && own_hours.is_none(),
        from_task_file: extra.is_override && own_hours.is_none(),
        hours_override: own_hours,
        per_service: HoursPerMonth::ZERO,
        per_environment: HoursPerMonth::ZERO,
        driver: extra.once,
        formula: HoursFormula::from_units(each.likely.get(), units, unit, band),
    })
}
