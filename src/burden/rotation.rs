//! On-call: what share of everyone's time it takes, how often one's turn comes, and whether the team is large enough.

use super::format::{format_count, format_number, format_percent};
use crate::catalogue::tasks::RotationRule;
use crate::model::{HoursPerMonth, Team};

/// Shifts of 12 hours in a month around the clock: 730 / 12.
const SHIFTS_PER_MONTH: f64 = 730.0 / 12.0;

/// Who is on call, and what that asks of them. Turns last a week.
#[derive(Debug, Clone, PartialEq)]
pub struct OnCall {
    /// People on call at once; 0 where nobody is woken.
    pub people: u32,
    /// Engineers among whom the turns go round.
    pub engineers: u32,
    /// People at once over engineers: the share of everyone's time on call, 0 and up.
    pub share: f64,
    /// Weeks from the beginning of one's turn to that of the next: engineers over people at once. None where nobody is woken.
    pub weeks_between: Option<f64>,
    /// How many engineers are missing to the fewest for nights and weekends at one site; 0 when there are enough.
    pub people_short: u32,
    /// The share is exactly the most that should be.
    pub at_cap: bool,
    /// The share is more than should be.
    pub over_cap: bool,
    /// Incidents in a shift of 12 hours, in the mean.
    pub incidents_per_shift: f64,
    /// Everything waits until morning: nobody is woken, and no rotation is needed.
    pub no_paging: bool,
    /// The mean hours per month that fall away because nobody is woken; 0 otherwise.
    pub hours_saved: HoursPerMonth,
}

impl OnCall {
    /// How it comes about, with the numbers: a line each.
    pub fn explain(&self) -> Vec<String> {
        if self.no_paging {
            return vec![format!(
                "nobody is woken: {} h/month of handing over fall away",
                format_number(self.hours_saved.get())
            )];
        }
        let mut lines = vec![format!(
            "{} at once / {} = {} of everyone's time",
            self.people,
            format_count(self.engineers, "engineer"),
            format_percent(self.share)
        )];
        let turns = self.weeks_between.map(|weeks| {
            format!(
                "{} / {} at once = a week's turn every {} weeks",
                format_count(self.engineers, "engineer"),
                self.people,
                format_number(weeks)
            )
        });
        lines.extend(turns);
        lines.push(format!("{:.3} incidents in a shift of 12 hours, in the mean", self.incidents_per_shift));
        lines
    }
}

/// What is known of the work before the rotation is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct OnCallLoad {
    /// Nobody is woken for anything in use.
    pub no_paging: bool,
    /// The mean hours of incidents.
    pub incidents: HoursPerMonth,
    /// The mean hours that are there for a rotation alone, and fell away.
    pub hours_saved: HoursPerMonth,
}

/// The team's rotation; none without people on call or without engineers, unless nobody needs to be woken.
pub(super) fn compute_on_call(rule: &RotationRule, team: &Team, watched: OnCallLoad) -> Option<OnCall> {
    let OnCallLoad { no_paging: pages_nobody, incidents, hours_saved: saved } = watched;
    if team.engineers == 0 || (team.on_call == 0 && !pages_nobody) {
        return None;
    }
    let people = if pages_nobody { 0 } else { team.on_call };
    let share = f64::from(people) / f64::from(team.engineers);
    // Shares are of small whole numbers; what differs by less is rounding.
    let is_cap = (share - rule.cap).abs() < 1e-9;
    Some(OnCall {
        people,
        engineers: team.engineers,
        share,
        weeks_between: (people > 0).then(|| f64::from(team.engineers) / f64::from(people)),
        people_short: if pages_nobody { 0 } else { rule.floor.saturating_sub(team.engineers) },
        at_cap: is_cap,
        over_cap: share > rule.cap && !is_cap,
        incidents_per_shift: incidents.get() / rule.hours_per_incident.get() / SHIFTS_PER_MONTH,
        no_paging: pages_nobody,
        hours_saved: saved,
    })
}

/// What the team should know, by the published rules for one site around the clock. A team without on-call hears nothing of it.
pub(super) fn on_call_warnings(
    rule: &RotationRule,
    team: &Team,
    on_call: Option<&OnCall>,
    share_of_team: f64,
) -> Vec<String> {
    let mut warnings = Vec::new();
    if team.engineers == 0 {
        return vec!["no engineers are entered, so the share of the team is reckoned as of one person".to_owned()];
    }
    if let Some(on_call) = on_call.filter(|on_call| !on_call.no_paging) {
        if on_call.people > on_call.engineers {
            let engineers = format_count(on_call.engineers, "engineer");
            warnings.push(format!("{} on call at once cannot be: there are {engineers}", on_call.people));
        }
        warnings.extend(team_size_warnings(rule, on_call));
        if on_call.over_cap {
            let least = (f64::from(on_call.people) / rule.cap).ceil();
            warnings.push(format!(
                "{} of {} on call takes {} of everyone's time, above the {} that should be the most: it takes {} engineers ({})",
                on_call.people,
                format_count(on_call.engineers, "engineer"),
                format_percent(on_call.share),
                format_percent(rule.cap),
                format_number(least),
                rule.source
            ));
        }
        if on_call.incidents_per_shift > rule.per_shift {
            warnings.push(format!(
                "{} incidents come in a shift of 12 hours, more than the {} that leave time for what follows each ({})",
                format_number(on_call.incidents_per_shift),
                format_number(rule.per_shift),
                rule.source
            ));
        }
    }
    warnings.extend(toil_warning(rule, share_of_team));
    warnings
}

/// How the warning of too much toil begins.
const TOIL: &str = "operations take ";

/// Whether operations leave too little time for anything else.
fn toil_warning(rule: &RotationRule, share_of_team: f64) -> Option<String> {
    (share_of_team > rule.toil_cap).then(|| {
        let (share, most) = (format_percent(share_of_team), format_percent(rule.toil_cap));
        format!("{TOIL}{share} of the team's time, more than the {most} that should be the most ({})", rule.source)
    })
}

/// Judges the toil anew, once more hours have come to it.
pub(super) fn update_toil_warning(warnings: &mut Vec<String>, rule: &RotationRule, team: &Team, share_of_team: f64) {
    if team.engineers > 0 {
        warnings.retain(|warning| !warning.starts_with(TOIL));
        warnings.extend(toil_warning(rule, share_of_team));
    }
}

/// What follows from nobody being woken or on call, and is no warning.
pub(super) fn on_call_notes(team: &Team, on_call: Option<&OnCall>, is_used: bool) -> Vec<String> {
    if is_used && on_call.is_none() && team.engineers > 0 {
        return vec![
            "nobody is on call, and not all of it waits until morning: alerts are sorted and handed over all the same, and their \
             hours are counted"
                .to_owned(),
        ];
    }
    let quiet = on_call.filter(|on_call| on_call.no_paging);
    let remark = quiet.map(|on_call| {
        let small = if team.on_call > 0 { ", and how large the team is does not matter to that" } else { "" };
        format!(
            "all of it waits until morning, so no rotation is needed{small}; {} h a month fall away, and incidents are work of \
             the day",
            format_number(on_call.hours_saved.get())
        )
    });
    remark.into_iter().collect()
}

/// Whether there are enough people for nights and weekends at one site.
fn team_size_warnings(rule: &RotationRule, on_call: &OnCall) -> Vec<String> {
    let (floor, source) = (rule.floor, &rule.source);
    let people = format_count(on_call.engineers, "engineer");
    if on_call.engineers > floor {
        return Vec::new();
    }
    if on_call.engineers == floor {
        let cap = match on_call.at_cap {
            true => {
                format!(", and {} at once take {}, exactly the most", on_call.people, format_percent(on_call.share))
            }
            false => String::new(),
        };
        return vec![format!(
            "{people} are exactly the fewest for on-call around the clock, so nobody may leave{cap} ({source})"
        )];
    }
    let mut warnings = Vec::new();
    if on_call.engineers.saturating_mul(2) <= floor {
        warnings.push(format!(
            "{people} cannot keep up on-call around the clock at all: the fewest at one site is {floor} ({source}). Answer in \
             working hours only, share a rotation with another team, or choose what pages nobody"
        ));
    } else {
        warnings.push(format!(
            "{people} are fewer than the {floor} that on-call around the clock takes at one site ({source})"
        ));
    }
    if on_call.engineers < rule.fewest {
        let turn = on_call.weeks_between.map_or_else(String::new, |weeks| match weeks <= 1.0 {
            true => "; nobody would ever be off call".to_owned(),
            false => format!("; everyone's turn would come every {} weeks", format_number(weeks)),
        });
        warnings.push(format!(
            "a rotation of {} is too small even for one that shares the clock with another site, which takes {} at each \
             ({}){turn}",
            on_call.engineers, rule.fewest, rule.fewest_source
        ));
    }
    warnings
}
