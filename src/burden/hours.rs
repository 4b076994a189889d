//! Hours of operations per month, for one platform or for an estate of several.
//!
//! Every task has hours at a reference scope, cut into parts. A part counts as often as there are units of what it is
//! done once per, over the units of the reference scope; what is done once per team counts once for the estate, at the
//! largest of the kinds in use. Tasks go wrong together, so lows and highs add up; they are not averaged out.

use super::formula::Formula;
use super::rotation;
use super::scope::{KindScope, by_kind};
use crate::catalogue::Platform;
use crate::catalogue::tasks::{Band, Extra, Once, Scope, Task, TaskBook, TaskRow};
use crate::model::{HoursPerMonth, Team, UsdPerMonth};

/// Something that runs on a platform.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Use<'a> {
    /// What it runs on.
    pub platform: &'a Platform,
    /// Services that it consists of; 0 counts as 1.
    pub services: u32,
    /// Machines on its bill; 0 is unknown, and then the reference scope's machines are taken.
    pub hosts: u32,
    /// Databases and caches that the provider runs for it.
    pub managed_data: u32,
    /// Databases and caches that the team runs for it.
    pub own_data: u32,
}

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
    /// Where the hours come from.
    pub basis: String,
    /// Whether they were published, for every kind in use; otherwise they are an estimate.
    pub published: bool,
    /// What the larger part of it is done once per.
    pub once: Once,
    /// How they come about; its text has the numbers.
    pub formula: Formula,
}

/// What running it asks of the team.
#[derive(Debug, Clone, PartialEq)]
pub struct Burden {
    /// Task by task, in the book's order; then data, then learning.
    pub tasks: Vec<TaskHours>,
    /// The sum of good months.
    pub low: HoursPerMonth,
    /// The sum of means.
    pub mean: HoursPerMonth,
    /// The sum of bad months.
    pub high: HoursPerMonth,
    /// Full-time people: mean over the book's productive hours.
    pub fte: f64,
    /// The people over the team's engineers, 0 and up; without engineers, over one.
    pub share_of_team: f64,
    /// The mean at the team's hourly rate.
    pub labour: UsdPerMonth,
    /// The share of one's time on call, 0 and up; none without a rotation or without engineers.
    pub on_call_share: Option<f64>,
    /// What the team should know before it takes this on.
    pub warnings: Vec<String>,
}

/// The burden of everything in `uses` together; one use is one platform, several are an estate.
pub fn burden(book: &TaskBook, uses: &[Use], team: &Team) -> Burden {
    let scopes = by_kind(uses, team, &book.reference);
    let engines = |of: fn(&Use) -> u32| uses.iter().map(of).fold(0, u32::saturating_add);
    let further_kinds = u32::try_from(scopes.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let mut tasks: Vec<TaskHours> =
        book.tasks.iter().filter_map(|task| task_hours(task, &scopes, &book.reference)).collect();
    tasks.extend(extra_hours(&book.managed_data, engines(|used| used.managed_data), "engine"));
    tasks.extend(extra_hours(&book.own_data, engines(|used| used.own_data), "engine"));
    tasks.extend(extra_hours(&book.learning, further_kinds, "further kind"));
    let mean: HoursPerMonth = tasks.iter().map(|task| task.mean).sum();
    let fte = mean.get() / book.productive_hours.get();
    let share_of_team = fte / f64::from(team.engineers.max(1));
    let mut warnings = rotation::warnings(&book.rotation, team, share_of_team);
    warnings.extend(scopes.iter().filter_map(|scope| beyond_reference(scope, &book.reference)));
    Burden {
        low: tasks.iter().map(|task| task.low).sum(),
        mean,
        high: tasks.iter().map(|task| task.high).sum(),
        fte,
        share_of_team,
        labour: UsdPerMonth::of(mean.get() * team.hourly_rate.get()),
        on_call_share: rotation::share(team),
        warnings,
        tasks,
    }
}

fn task_hours(task: &Task, scopes: &[KindScope], reference: &Scope) -> Option<TaskHours> {
    let rows: Vec<(&KindScope, &TaskRow)> =
        scopes.iter().filter_map(|scope| Some((scope, task.row(scope.kind)?))).collect();
    if rows.is_empty() {
        return None;
    }
    let mut per_kind = Band::default();
    let mut per_team = Band::default();
    let mut formula = Formula::new();
    for (scope, row) in &rows {
        let (team_parts, parts): (Vec<_>, Vec<_>) =
            task.parts(row).iter().copied().partition(|part| part.once == Once::Team);
        let factor: f64 = parts.iter().map(|part| scope.factor(*part, reference)).sum();
        per_kind = per_kind + row.hours * factor;
        per_team = per_team.max(row.hours * team_parts.iter().map(|part| part.share).sum());
        let parts = if rows.len() > 1 { &parts } else { task.parts(row) };
        if !parts.is_empty() {
            formula.add_kind(scope, row.hours.likely.get(), parts, reference);
        }
    }
    if rows.len() > 1 && per_team.high > HoursPerMonth::ZERO {
        formula.add_team(per_team.likely.get());
    }
    let published = rows.iter().all(|(_, row)| row.published.unwrap_or(task.published));
    let band = per_kind + per_team;
    Some(TaskHours {
        id: task.id.clone(),
        name: task.name.clone(),
        low: band.low,
        likely: band.likely,
        high: band.high,
        mean: band.mean(),
        basis: format!("{} ({})", task.basis, task.cadence),
        published,
        once: task.once(),
        formula: formula.giving(band),
    })
}

fn extra_hours(extra: &Extra, units: u32, unit: &'static str) -> Option<TaskHours> {
    let band = extra.hours * f64::from(units);
    (units > 0).then(|| TaskHours {
        id: extra.id.clone(),
        name: extra.name.clone(),
        low: band.low,
        likely: band.likely,
        high: band.high,
        mean: band.mean(),
        basis: extra.basis.clone(),
        published: extra.published,
        once: extra.once,
        formula: Formula::of_units(extra.hours.likely.get(), units, unit, band),
    })
}

/// Beyond this many times the reference scope's machines, hours in proportion are no longer credible.
const FAR: u32 = 10;

fn beyond_reference(scope: &KindScope, reference: &Scope) -> Option<String> {
    let known = reference.hosts(scope.kind);
    (known > 0 && scope.hosts > known.saturating_mul(FAR)).then(|| {
        format!(
            "{}: {} hosts are more than {FAR} times the {known} that the hours were set for; at that size machines are \
             looked after by programs, so put your own hours in",
            scope.name, scope.hosts
        )
    })
}
