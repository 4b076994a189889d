//! On-call: the share of everyone's time that it takes, the time between turns, and whether the team is large enough.

use super::format::format_count;
use super::warning::{BurdenNote, BurdenWarning};
use crate::catalogue::tasks::RotationRule;
use crate::model::number::{format_number, format_percent};
use crate::model::{HoursPerMonth, Team};

/// 12-hour shifts in a month around the clock: 730 / 12.
const SHIFTS_PER_MONTH: f64 = 730.0 / 12.0;

/// The on-call rotation of a team, with turns of a week.
#[derive(Debug, Clone, PartialEq)]
pub struct OnCall {
    /// People on call at once; 0 where nobody is paged.
    pub people: u32,
    /// Engineers in the rotation.
    pub engineers: u32,
    /// People on call at once over engineers, 0 and up.
    pub share: f64,
    /// Weeks from the start of one's turn to the start of the next; none where nobody is paged.
    pub weeks_between: Option<f64>,
    /// Engineers missing to the minimum for 24x7 at one site; 0 when there are enough.
    pub people_short: u32,
    /// The share is exactly the cap.
    pub at_cap: bool,
    /// The share is above the cap.
    pub over_cap: bool,
    /// Mean incidents per 12-hour shift.
    pub incidents_per_shift: f64,
    /// Everything can wait until morning: nobody is paged, and no rotation is needed.
    pub no_paging: bool,
    /// Mean hours per month that are saved because nobody is paged; 0 otherwise.
    pub hours_saved: HoursPerMonth,
}

impl OnCall {
    /// The calculation with its numbers, one line each.
    pub fn explain(&self) -> Vec<String> {
        if self.no_paging {
            let saved = format_number(self.hours_saved.get());
            return vec![format!("nobody is paged: {saved} h/month of handover are saved")];
        }
        let engineers = format_count(self.engineers, "engineer");
        let mut lines = vec![format!(
            "{} on call at once / {engineers} = {} of everyone's time",
            self.people,
            format_percent(self.share)
        )];
        let turns = self.weeks_between.map(|weeks| {
            format!(
                "{engineers} / {} on call at once = a one-week turn every {} weeks",
                self.people,
                format_number(weeks)
            )
        });
        lines.extend(turns);
        lines.push(format!("{:.3} incidents per 12-hour shift on average", self.incidents_per_shift));
        lines
    }
}

/// The work that the rotation depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct OnCallLoad {
    /// Nobody is paged for anything in use.
    pub no_paging: bool,
    /// Mean hours of incidents.
    pub incidents: HoursPerMonth,
    /// Mean hours of rotation-only tasks that were left out.
    pub hours_saved: HoursPerMonth,
}

/// The team's rotation. None without engineers, or without people on call unless nobody needs to be paged.
pub(super) fn compute_on_call(rule: &RotationRule, team: &Team, load: OnCallLoad) -> Option<OnCall> {
    let OnCallLoad { no_paging, incidents, hours_saved } = load;
    if team.engineers == 0 || (team.on_call == 0 && !no_paging) {
        return None;
    }
    let people = if no_paging { 0 } else { team.on_call };
    let share = f64::from(people) / f64::from(team.engineers);
    // Shares are quotients of small whole numbers; smaller differences are rounding.
    let at_cap = (share - rule.cap).abs() < 1e-9;
    Some(OnCall {
        people,
        engineers: team.engineers,
        share,
        weeks_between: (people > 0).then(|| f64::from(team.engineers) / f64::from(people)),
        people_short: if no_paging { 0 } else { rule.floor.saturating_sub(team.engineers) },
        at_cap,
        over_cap: share > rule.cap && !at_cap,
        incidents_per_shift: incidents.get() / rule.hours_per_incident.get() / SHIFTS_PER_MONTH,
        no_paging,
        hours_saved,
    })
}

/// Warnings by the published rules for one site around the clock. A team without on-call gets none about the rotation.
pub(super) fn on_call_warnings(
    rule: &RotationRule,
    team: &Team,
    on_call: Option<&OnCall>,
    share_of_team: f64,
) -> Vec<BurdenWarning> {
    if team.engineers == 0 {
        return vec![BurdenWarning::NoEngineers];
    }
    let mut warnings = Vec::new();
    if let Some(on_call) = on_call.filter(|on_call| !on_call.no_paging) {
        if on_call.people > on_call.engineers {
            let (on_call, engineers) = (on_call.people, on_call.engineers);
            warnings.push(BurdenWarning::MoreOnCallThanEngineers { on_call, engineers });
        }
        warnings.extend(team_size_warnings(rule, on_call));
        if on_call.over_cap {
            warnings.push(BurdenWarning::OnCallAboveCap {
                on_call: on_call.people,
                engineers: on_call.engineers,
                share: on_call.share,
                cap: rule.cap,
                engineers_needed: (f64::from(on_call.people) / rule.cap).ceil(),
                source: rule.source.clone(),
            });
        }
        if on_call.incidents_per_shift > rule.per_shift {
            warnings.push(BurdenWarning::TooManyIncidents {
                per_shift: on_call.incidents_per_shift,
                limit: rule.per_shift,
                source: rule.source.clone(),
            });
        }
    }
    warnings.extend(toil_warning(rule, share_of_team));
    warnings
}

/// Whether operations leave too little time for anything else.
fn toil_warning(rule: &RotationRule, share: f64) -> Option<BurdenWarning> {
    let source = || rule.source.clone();
    (share > rule.toil_cap).then(|| BurdenWarning::ToilAboveCap { share, cap: rule.toil_cap, source: source() })
}

/// Replaces the warning about toil after hours were added.
pub(super) fn update_toil_warning(
    warnings: &mut Vec<BurdenWarning>,
    rule: &RotationRule,
    team: &Team,
    share_of_team: f64,
) {
    if team.engineers > 0 {
        warnings.retain(|warning| !matches!(warning, BurdenWarning::ToilAboveCap { .. }));
        warnings.extend(toil_warning(rule, share_of_team));
    }
}

/// Notes on what follows from nobody being paged or on call.
pub(super) fn on_call_notes(team: &Team, on_call: Option<&OnCall>, is_used: bool) -> Vec<BurdenNote> {
    match on_call {
        None if is_used && team.engineers > 0 => vec![BurdenNote::NobodyOnCall],
        Some(OnCall { no_paging: true, hours_saved, .. }) => {
            vec![BurdenNote::NoRotationNeeded { hours_saved: *hours_saved, has_on_call: team.on_call > 0 }]
        }
        _ => Vec::new(),
    }
}

/// Whether there are enough people for nights and weekends at one site.
fn team_size_warnings(rule: &RotationRule, on_call: &OnCall) -> Vec<BurdenWarning> {
    let (engineers, minimum, source) = (on_call.engineers, rule.floor, rule.source.clone());
    if engineers > minimum {
        return Vec::new();
    }
    if engineers == minimum {
        let at_cap = on_call.at_cap.then_some((on_call.people, on_call.share));
        return vec![BurdenWarning::AtMinimumSize { engineers, at_cap, source }];
    }
    let mut warnings = vec![if engineers.saturating_mul(2) <= minimum {
        BurdenWarning::FarBelowMinimumSize { engineers, minimum, source }
    } else {
        BurdenWarning::BelowMinimumSize { engineers, minimum, source }
    }];
    if engineers < rule.fewest {
        warnings.push(BurdenWarning::BelowSharedMinimum {
            engineers,
            minimum: rule.fewest,
            weeks_between: on_call.weeks_between,
            source: rule.fewest_source.clone(),
        });
    }
    warnings
}
