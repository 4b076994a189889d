//! On-call: what share of everyone's time it takes, and whether the team is large enough.

use super::words::{count, percent};
use crate::catalogue::tasks::RotationRule;
use crate::model::Team;

/// People on call at once over engineers; none without a rotation or without engineers.
pub(super) fn share(team: &Team) -> Option<f64> {
    (team.on_call > 0 && team.engineers > 0).then(|| f64::from(team.on_call) / f64::from(team.engineers))
}

/// What the team should know, by the published rule for one site around the clock. A team without on-call hears nothing of it.
pub(super) fn warnings(rule: &RotationRule, team: &Team, share_of_team: f64) -> Vec<String> {
    let mut warnings = Vec::new();
    if team.engineers == 0 {
        return vec!["no engineers are entered, so the share of the team is reckoned as of one person".to_owned()];
    }
    if let Some(share) = share(team) {
        warnings.extend(size(rule, team));
        if share > rule.cap {
            warnings.push(format!(
                "{} of {} on call takes {} of everyone's time, above the {} that should be the most ({})",
                team.on_call,
                count(team.engineers, "engineer"),
                percent(share),
                percent(rule.cap),
                rule.source
            ));
        }
    }
    if share_of_team > rule.toil_cap {
        warnings.push(format!(
            "operations take {} of the team's time, more than the {} that should be the most ({})",
            percent(share_of_team),
            percent(rule.toil_cap),
            rule.source
        ));
    }
    warnings
}

/// Whether there are enough people for nights and weekends at one site.
fn size(rule: &RotationRule, team: &Team) -> Option<String> {
    let (floor, source) = (rule.floor, &rule.source);
    let people = count(team.engineers, "engineer");
    if team.engineers > floor {
        return None;
    }
    if team.engineers == floor {
        return Some(format!(
            "{people} are exactly the fewest for on-call around the clock, so nobody may leave ({source})"
        ));
    }
    if team.engineers.saturating_mul(2) <= floor {
        return Some(format!(
            "{people} cannot keep up on-call around the clock at all: the fewest at one site is {floor} ({source}). Answer in \
             working hours only, share a rotation with another team, or choose what pages nobody"
        ));
    }
    Some(format!("{people} are fewer than the {floor} that on-call around the clock takes at one site ({source})"))
}
