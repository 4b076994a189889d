//! Hours of operations per month, for one platform or for an estate of several.
//!
//! Every task has hours at a reference scope, cut into parts. A part counts as often as there are units of what it is
//! done once per, over the units of the reference scope; what is done once per team counts once for the estate, at the
//! largest of the kinds in use. Tasks go wrong together, so lows and highs add up; they are not averaged out.

use super::rotation::{self, OnCall, OnCallLoad};
use super::scope::{KindScope, scopes_by_kind};
use super::task::{TaskHours, compute_extra_hours, compute_task_hours};
use crate::catalogue::Platform;
use crate::catalogue::tasks::{ReferenceScope, TaskBook};
use crate::model::{HoursOverride, HoursPerMonth, Team, UsdPerHour, UsdPerMonth};

/// Something that runs on a platform.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlatformUse<'a> {
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
    /// Nobody is woken for any of it.
    pub waits_until_morning: bool,
}

/// What hours are reckoned with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BurdenInputs<'a> {
    /// The tasks, with their hours at the reference scope.
    pub book: &'a TaskBook,
    /// Who does them.
    pub team: &'a Team,
    /// The team's own hours, at the reference scope, in place of the book's.
    pub overrides: &'a [HoursOverride],
}

/// With what hours become people and money.
#[derive(Debug, Clone, PartialEq)]
pub struct LabourBasis {
    /// Engineers in the team.
    pub engineers: u32,
    /// What an hour of one costs.
    pub hourly_rate: UsdPerHour,
    /// Hours per month that one spends on work.
    pub productive_hours: HoursPerMonth,
    /// Where that figure comes from.
    pub productive_basis: String,
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
    /// With what hours become people and money.
    pub labour_basis: LabourBasis,
    /// What there is of each kind in use, which its hours are in proportion to.
    pub scopes: Vec<KindScope>,
    /// Who is on call; none without people on call or without engineers.
    pub on_call: Option<OnCall>,
    /// What the team should know before it takes this on.
    pub warnings: Vec<String>,
    /// What it may like to know.
    pub notes: Vec<String>,
}

impl Burden {
    /// The share of one's time on call, 0 and up; none without a rotation or without engineers.
    pub fn on_call_share(&self) -> Option<f64> {
        self.on_call.as_ref().filter(|on_call| !on_call.no_paging).map(|on_call| on_call.share)
    }

    /// Whether operations take more of the team's time than should be: more than half, as the shipped book has it.
    pub fn exceeds_toil_cap(&self, book: &TaskBook) -> bool {
        self.labour_basis.engineers > 0 && self.share_of_team > book.rotation.toil_cap
    }
}

/// The burden of everything in `uses` together; one use is one platform, several are an estate.
pub fn compute_burden(asked: &BurdenInputs, uses: &[PlatformUse]) -> Burden {
    let BurdenInputs { book, team, overrides: own } = *asked;
    let scopes = scopes_by_kind(uses, team, &book.reference);
    let pages_nobody = !uses.is_empty() && uses.iter().all(|used| used.waits_until_morning);
    let engines = |of: fn(&PlatformUse) -> u32| uses.iter().map(of).fold(0, u32::saturating_add);
    let further_kinds = u32::try_from(scopes.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let mut tasks = Vec::with_capacity(book.tasks.len() + 3);
    let mut saved = HoursPerMonth::ZERO;
    for task in &book.tasks {
        let Some(hours) = compute_task_hours(task, &scopes, asked) else { continue };
        if pages_nobody && task.for_rotation {
            saved = saved + hours.mean;
        } else {
            tasks.push(hours);
        }
    }
    tasks.extend(compute_extra_hours(&book.managed_data, own, engines(|used| used.managed_data), "engine"));
    tasks.extend(compute_extra_hours(&book.own_data, own, engines(|used| used.own_data), "engine"));
    tasks.extend(compute_extra_hours(&book.learning, own, further_kinds, "further kind"));
    let mean: HoursPerMonth = tasks.iter().map(|task| task.mean).sum();
    let fte = mean.get() / book.productive_hours.get();
    let share_of_team = fte / f64::from(team.engineers.max(1));
    let incidents = tasks.iter().filter(|task| task.id == book.rotation.incidents).map(|task| task.mean).sum();
    let on_call = rotation::compute_on_call(
        &book.rotation,
        team,
        OnCallLoad { no_paging: pages_nobody, incidents, hours_saved: saved },
    );
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

/// Beyond this many times the reference scope's machines, hours in proportion are no longer credible.
const MAX_SCALE: u32 = 10;

fn scale_warning(scope: &KindScope, reference: &ReferenceScope) -> Option<String> {
    let known = reference.hosts(scope.kind);
    (known > 0 && scope.hosts > known.saturating_mul(MAX_SCALE)).then(|| {
        format!(
            "{}: {} hosts are more than {MAX_SCALE} times the {known} that the hours were set for; at that size machines are \
             looked after by programs, so put your own hours in",
            scope.name, scope.hosts
        )
    })
}
