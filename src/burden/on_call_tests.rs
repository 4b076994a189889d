//! On-call: team sizes, caps, incidents, and work that can wait until morning.

use super::tests::{BOOK, band, of, task, usage};
use super::{BurdenInputs, BurdenNote, BurdenWarning, PlatformUse, compute_burden};
use crate::catalogue::PlatformKind::*;
use crate::model::Team;

fn texts(warnings: &[BurdenWarning]) -> Vec<String> {
    warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn a_small_team_is_told_plainly() {
    let team = |engineers, on_call| Team { engineers, on_call, ..Team::default() };
    let warnings = |team: &Team| texts(&of(&[(ManagedK8s, 4, 0)], team).warnings).join("\n");
    let three = warnings(&team(3, 2));
    assert!(three.contains("3 engineers cannot sustain 24x7 on-call"), "{three}");
    assert!(three.contains("66.67 %"), "{three}");
    assert!(warnings(&team(6, 1)).contains("fewer than the 8"));
    assert!(warnings(&team(8, 2)).contains("exactly the minimum"));
    assert_eq!(warnings(&team(9, 2)), "");
    assert_eq!(warnings(&team(3, 0)), "", "a team without on-call hears nothing of rotations");
    assert!(three.contains("a rotation of 3 is too small even if another site shares it"), "{three}");
    assert!(three.contains("everyone would be on call every 1.5 weeks"), "{three}");
    let on_call = |team: &Team| of(&[(ManagedK8s, 4, 0)], team).on_call;
    let three = on_call(&team(3, 2)).unwrap();
    assert_eq!((three.people_short, three.over_cap, three.weeks_between), (5, true, Some(1.5)));
    assert_eq!(on_call(&team(0, 2)), None);
    assert_eq!(on_call(&team(8, 0)), None);
    assert!(of(&[(ManagedK8s, 4, 0)], &team(8, 0)).notes == [BurdenNote::NobodyOnCall]);
    assert!(of(&[], &team(8, 0)).notes.is_empty());
}

#[test]
fn eight_sit_at_the_cap_exactly_and_nobody_cries_wolf() {
    let grocer = of(&[(ManagedK8s, 4, 0)], &Team { engineers: 8, on_call: 2, ..Team::default() });
    let on_call = grocer.on_call.as_ref().unwrap();
    assert_eq!((on_call.share, on_call.weeks_between, on_call.people_short), (0.25, Some(4.0), 0));
    assert!(on_call.at_cap && !on_call.over_cap && !on_call.no_paging);
    assert_eq!(grocer.warnings.len(), 1, "{:?}", grocer.warnings);
    assert!(
        grocer.warnings[0].to_string().contains("2 on call at once take 25 %, exactly the limit"),
        "{:?}",
        grocer.warnings
    );
    // 3 h of incidents a month likely, 3.25 in the mean: 0.54 of 6 h each over 60.8 shifts.
    assert!((on_call.incidents_per_shift - 3.25 / 6.0 / (730.0 / 12.0)).abs() < 1e-12);
    let three_of_eight = of(&[(ManagedK8s, 4, 0)], &Team { engineers: 8, on_call: 3, ..Team::default() });
    assert!(three_of_eight.on_call.unwrap().over_cap);
    assert!(
        three_of_eight.warnings[1].to_string().contains("that needs 12 engineers"),
        "{:?}",
        three_of_eight.warnings
    );
}

#[test]
fn too_many_incidents_and_too_little_time_are_told() {
    // 3.25 h in the mean for 4 services: 2 in each of 60.8 shifts are 730 h, so 899 services are the first too many.
    let warns = |services| {
        let team = Team { engineers: 100, ..Team::default() };
        of(&[(ManagedK8s, services, 0)], &team)
            .warnings
            .iter()
            .any(|row| matches!(row, BurdenWarning::TooManyIncidents { .. }))
    };
    assert_eq!((warns(898), warns(899)), (false, true));
    // 31.2 h of 138.664 are 22.5 % of one person.
    let toil = |services| {
        let team = Team { engineers: 1, on_call: 0, ..Team::default() };
        let burden = of(&[(ManagedK8s, services, 0)], &team);
        assert_eq!(burden.exceeds_toil_cap(&BOOK), burden.share_of_team > 0.5);
        burden.warnings.iter().any(|row| matches!(row, BurdenWarning::ToilAboveCap { .. }))
    };
    assert_eq!((toil(4), toil(40)), (false, true));
}

#[test]
fn what_waits_until_morning_needs_no_rotation() {
    let team = Team { engineers: 3, ..Team::default() };
    let asked = BurdenInputs { book: &BOOK, team: &team, overrides: &[] };
    let nights = usage(ManagedK8s, 4, 0);
    let waits = PlatformUse { waits_until_morning: true, ..nights };
    let (with, without) = (compute_burden(&asked, &[nights]), compute_burden(&asked, &[waits]));
    // An hour a week of handing over: (2 + 4 × 4.3 + 8) / 6.
    let handover = (2.0 + 4.0 * 4.3 + 8.0) / 6.0;
    assert!((with.mean.get() - without.mean.get() - handover).abs() < 1e-9);
    let on_call = without.on_call.as_ref().unwrap();
    assert!(on_call.no_paging && (on_call.hours_saved.get() - handover).abs() < 1e-9);
    assert_eq!((on_call.people, on_call.people_short, on_call.weeks_between), (0, 0, None));
    assert_eq!((without.on_call_share(), with.on_call_share()), (None, Some(2.0 / 3.0)));
    assert!(without.warnings.is_empty() && with.warnings.len() == 3, "{:?} {:?}", without.warnings, with.warnings);
    assert!(without.notes[0].to_string().contains("this saves 4.53 h/month"), "{:?}", without.notes);
    // Incidents are still seen to, by day.
    assert_eq!(task(&without, "incidents"), task(&with, "incidents"));
    // In an estate one workload that wants its nights brings the rotation back, once.
    let fn_waits = PlatformUse { waits_until_morning: true, ..usage(Functions, 1, 0) };
    assert!(compute_burden(&asked, &[waits, fn_waits]).on_call.unwrap().no_paging);
    let mixed = compute_burden(&asked, &[nights, fn_waits]);
    assert!(!mixed.on_call.as_ref().unwrap().no_paging && mixed.notes.is_empty());
    assert_eq!(band(task(&mixed, "on-call-handover")), [2.0, 4.3, 8.0]);
}
