//! Hours of operations per month, for one platform or an estate of several.
//!
//! Every task has hours at a reference scope, divided into parts. A part scales with its driver: units in use over units of the reference
//! scope. Work done once per team counts once for the estate, at the largest of the kinds in use. Overruns are correlated, so lows and
//! highs are summed rather than averaged out.

use super::inputs::{BurdenInputs, PlatformUse};
use super::rotation::{self, OnCall, OnCallLoad};
use super::scope::{KindScope, scopes_by_kind};
use super::task::{TaskHours, compute_extra_hours, compute_task_hours};
use super::warning::{BurdenNote, BurdenWarning};
use crate::catalogue::tasks::{ReferenceScope, TaskBook};
use crate::model::{HoursPerMonth, UsdPerHour, UsdPerMonth};

/// What converts hours to people and money.
#[derive(Debug, Clone, PartialEq)]
pub struct LabourBasis {
    /// Engineers in the team.
    pub engineers: u32,
    /// Cost of an engineer's hour.
    pub hourly_rate: UsdPerHour,
    /// Productive hours per engineer and month.
    pub productive_hours: HoursPerMonth,
    /// Source of that figure.
    pub productive_basis: String,
}

/// Operations work that falls to the team.
#[derive(Debug, Clone, PartialEq)]
pub struct Burden {
    /// Tasks in the book's order, then databases, then learning.
    pub tasks: Vec<TaskHours>,
    /// Sum of the tasks' low hours.
    pub low: HoursPerMonth,
    /// Sum of the tasks' means.
    pub mean: HoursPerMonth,
    /// Sum of the tasks' high hours.
    pub high: HoursPerMonth,
    /// Full-time equivalents: mean over productive hours.
    pub fte: f64,
    /// FTE over the team's engineers, 0 and up; without engineers, over one.
    pub share_of_team: f64,
    /// The mean at the team's hourly rate.
    pub labour: UsdPerMonth,
    /// What converts hours to people and money.
    pub labour_basis: LabourBasis,
    /// What the hours scale with, per kind in use.
    pub scopes: Vec<KindScope>,
    /// The rotation; none without people on call or without engineers.
    pub on_call: Option<OnCall>,
    /// What the team should know before it takes the work on.
    pub warnings: Vec<BurdenWarning>,
    /// Other information.
    pub notes: Vec<BurdenNote>,
}

impl Burden {
    /// The share of an engineer's time on call, 0 and up; none without a rotation.
    pub fn on_call_share(&self) -> Option<f64> {
        self.on_call.as_ref().filter(|on_call| !on_call.no_paging).map(|on_call| on_call.share)
    }

    /// Whether operations take more of the team's time than the book's cap.
    pub fn exceeds_toil_cap(&self, book: &TaskBook) -> bool {
        self.labour_basis.engineers > 0 && self.share_of_team > book.rotation.toil_cap
    }
}

/// The burden of everything in `uses` together; one use is one platform, several are an estate.
pub fn compute_burden(inputs: &BurdenInputs, uses: &[PlatformUse]) -> Burden {
    let BurdenInputs { book, team, overrides } = *inputs;
    let scopes = scopes_by_kind(uses, team, &book.reference);
    let no_paging = !uses.is_empty() && uses.iter().all(|used| used.waits_until_morning);
    let engines = |of: fn(&PlatformUse) -> u32| uses.iter().map(of).fold(0, u32::saturating_add);
    let further_kinds = u32::try_from(scopes.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let mut tasks = Vec::with_capacity(book.tasks.len() + 3);
    let mut hours_saved = HoursPerMonth::ZERO;
    for task in &book.tasks {
        let Some(hours) = compute_task_hours(task, &scopes, inputs) else { continue };
        if no_paging && task.for_rotation {
            hours_saved = hours_saved + hours.mean;
        } else {
            tasks.push(hours);
        }
    }
    tasks.extend(compute_extra_hours(&book.managed_data, overrides, engines(|used| used.managed_data), "engine"));
    tasks.extend(compute_extra_hours(&book.own_data, overrides, engines(|used| used.own_data), "engine"));
    tasks.extend(compute_extra_hours(&book.learning, overrides, further_kinds, "further kind"));
    let mean: HoursPerMonth = tasks.iter().map(|task| task.mean).sum();
    let fte = mean.get() / book.productive_hours.get();
    let share_of_team = fte / f64::from(team.engineers.max(1));
    let incidents = tasks.iter().filter(|task| task.id == book.rotation.incidents).map(|task| task.mean).sum();
    let on_call = rotation::compute_on_call(&book.rotation, team, OnCallLoad { no_paging, incidents, hours_saved });
    let mut warnings = rotation::on_call_warnings(&book.rotation, team, on_call.as_ref(), share_of_team);
    warnings.extend(scopes.iter().filter_map(|scope| scale_warning(scope, &book.reference)));
    Burden {
        low: tasks.iter().map(|task| task.low).sum(),
        mean,
        high: tasks.iter().map(|task| task.high).sum(),
        fte,
        share_of_team,
        labour: UsdPerMonth::of(mean.get() * team.hourly_rate.get()),
        labour_basis: LabourBasis {
            engineers: team.engineers,
            hourly_rate: team.hourly_rate,
            productive_hours: book.productive_hours,
            productive_basis: book.productive_basis.clone(),
        },
        notes: rotation::on_call_notes(team, on_call.as_ref(), !uses.is_empty()),
        scopes,
        on_call,
        warnings,
        tasks,
    }
}

/// Beyond this many times the machines of the reference scope, proportional hours are no longer credible.
const MAX_SCALE: u32 = 10;

fn scale_warning(scope: &KindScope, reference: &ReferenceScope) -> Option<BurdenWarning> {
    let (hosts, reference) = (scope.hosts, reference.hosts(scope.kind));
    let is_beyond = reference > 0 && hosts > reference.saturating_mul(MAX_SCALE);
    let platform = || scope.name.clone();
    is_beyond.then(|| BurdenWarning::BeyondReferenceScope { platform: platform(), hosts, reference, factor: MAX_SCALE })
}
