//! The model against the totals it was set up with, and how it must behave around them.

use super::{Burden, Use, burden};
use crate::catalogue::PlatformKind::{self, *};
use crate::catalogue::tasks::TaskBook;
use crate::catalogue::{Platform, platforms, tasks};
use crate::model::{Team, UsdPerHour};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Mean, low and high in h/month to one decimal, FTE to three, share of eight to four, USD/month at 90 USD/h to the dollar.
const TOTALS: [(PlatformKind, f64, f64, f64, f64, f64, f64); 8] = [
    (BareMetal, 21.9, 9.3, 41.0, 0.158, 0.0198, 1972.0),
    (SingleVm, 16.6, 7.1, 30.5, 0.12, 0.015, 1494.0),
    (VmFleet, 21.2, 9.4, 37.8, 0.153, 0.0191, 1905.0),
    (SelfManagedK8s, 45.2, 20.9, 81.1, 0.326, 0.0407, 4068.0),
    (ManagedK8s, 31.2, 14.4, 54.5, 0.225, 0.0281, 2804.0),
    (AutopilotK8s, 20.6, 9.6, 35.7, 0.149, 0.0186, 1853.0),
    (ContainerServerless, 14.0, 6.2, 25.5, 0.101, 0.0126, 1256.0),
    (Functions, 16.1, 6.6, 29.9, 0.116, 0.0145, 1448.0),
];

static PLATFORMS: LazyLock<Vec<Platform>> = LazyLock::new(|| platforms::load(platforms::SHIPPED).unwrap());
static BOOK: LazyLock<TaskBook> = LazyLock::new(|| tasks::load(tasks::SHIPPED).unwrap());

/// The burden of `(kind, services, hosts)` together.
fn of(uses: &[(PlatformKind, u32, u32)], team: &Team) -> Burden {
    let platform = |kind| PLATFORMS.iter().find(|platform| platform.kind == kind).unwrap();
    let uses: Vec<Use> = uses
        .iter()
        .map(|&(kind, services, hosts)| Use { platform: platform(kind), services, hosts, managed_data: 0, own_data: 0 })
        .collect();
    burden(&BOOK, &uses, team)
}

fn rounds_to(value: f64, printed: f64, decimals: i32) -> bool {
    (value - printed).abs() <= 0.5 * 10f64.powi(-decimals) + 1e-9
}

#[test]
fn the_reference_scope_gives_the_totals_it_was_set_up_with() {
    let team = Team { hourly_rate: UsdPerHour::of(90.0), ..Team::default() };
    for (kind, mean, low, high, fte, share, labour) in TOTALS {
        let got = of(&[(kind, 4, 0)], &team);
        assert!(rounds_to(got.mean.get(), mean, 1), "{kind:?} mean {} for {mean}", got.mean);
        assert!(rounds_to(got.low.get(), low, 1), "{kind:?} low {} for {low}", got.low);
        assert!(rounds_to(got.high.get(), high, 1), "{kind:?} high {} for {high}", got.high);
        assert!(rounds_to(got.fte, fte, 3), "{kind:?} fte {} for {fte}", got.fte);
        assert!(rounds_to(got.share_of_team, share, 4), "{kind:?} share {} for {share}", got.share_of_team);
        assert!(rounds_to(got.labour.get(), labour, 0), "{kind:?} labour {} for {labour}", got.labour);
    }
}

#[test]
fn an_estate_of_four_kinds_takes_less_than_four_teams_would() {
    let kinds = [SingleVm, ManagedK8s, ContainerServerless, Functions];
    let team = Team::default();
    let blindly: f64 = kinds.iter().map(|kind| of(&[(*kind, 4, 0)], &team).mean.get()).sum();
    assert!(rounds_to(blindly, 78.0, 0), "{blindly}");
    let as_large = of(&kinds.map(|kind| (kind, 4, 0)), &team).mean.get();
    let one_each = of(&kinds.map(|kind| (kind, 1, 0)), &team).mean.get();
    assert!(as_large < blindly - 5.0, "{as_large} for {blindly}");
    assert!(one_each < as_large, "{one_each}");
    assert!(one_each > of(&[(ManagedK8s, 4, 0)], &team).mean.get(), "variety costs something: {one_each}");
}

#[test]
fn one_kind_used_twice_is_one_kind() {
    let team = Team::default();
    let twice = of(&[(VmFleet, 1, 2), (VmFleet, 3, 1)], &team);
    assert_eq!(twice, of(&[(VmFleet, 4, 3)], &team));
    assert!(twice.tasks.iter().all(|task| task.id != "learning"));
    let mixed = of(&[(VmFleet, 4, 3), (Functions, 4, 0)], &team);
    let learning = mixed.tasks.iter().find(|task| task.id == "learning").unwrap();
    assert_eq!(learning.mean.get(), 3.0);
}

#[test]
fn on_call_is_handed_over_once_for_an_estate() {
    let mixed = of(&[(VmFleet, 4, 0), (Functions, 4, 0)], &Team::default());
    let handover = mixed.tasks.iter().find(|task| task.id == "on-call-handover").unwrap();
    assert_eq!((handover.low.get(), handover.likely.get(), handover.high.get()), (2.0, 4.3, 8.0));
}

#[test]
fn databases_add_their_hours() {
    let used = Use { platform: &PLATFORMS[6], services: 4, hosts: 0, managed_data: 2, own_data: 1 };
    let bare = burden(&BOOK, &[Use { managed_data: 0, own_data: 0, ..used }], &Team::default());
    let with = burden(&BOOK, &[used], &Team::default());
    assert!((with.low.get() - bare.low.get() - 4.0).abs() < 1e-9);
    assert!((with.high.get() - bare.high.get() - 18.0).abs() < 1e-9);
}

#[test]
fn a_formula_says_what_was_multiplied() {
    let fleet = of(&[(VmFleet, 4, 5)], &Team::default());
    let patching = fleet.tasks.iter().find(|task| task.id == "os-patching").unwrap();
    assert!(
        patching.formula.to_string().contains("2.25 h × (40 % once per kind of platform + 60 % × 5/3 hosts) = 3.15 h")
    );
    assert!(patching.formula.to_string().ends_with("mean (1.4 + 4 × 3.15 + 5.6) / 6 = 3.27 h"), "{}", patching.formula);
    assert!(!patching.published);
    let upgrade = |kind| of(&[(kind, 4, 0)], &Team::default()).tasks.into_iter().find(|t| t.id == "k8s-minor-upgrade");
    assert!(upgrade(ManagedK8s).unwrap().published);
    assert!(!upgrade(SelfManagedK8s).unwrap().published);
}

#[test]
fn a_small_team_is_told_plainly() {
    let team = |engineers, on_call| Team { engineers, on_call, ..Team::default() };
    let warnings = |team: &Team| of(&[(ManagedK8s, 4, 0)], team).warnings.join("\n");
    let three = warnings(&team(3, 2));
    assert!(three.contains("3 engineers cannot keep up on-call around the clock at all"), "{three}");
    assert!(three.contains("66.67 %"), "{three}");
    assert!(warnings(&team(6, 1)).contains("fewer than the 8"));
    assert!(warnings(&team(8, 2)).contains("exactly the fewest"));
    assert_eq!(warnings(&team(9, 2)), "");
    assert_eq!(warnings(&team(3, 0)), "", "a team without on-call hears nothing of rotations");
    let grocer = of(&[(ManagedK8s, 4, 0)], &team(8, 2));
    assert_eq!(grocer.on_call_share, Some(0.25));
    assert_eq!(of(&[(ManagedK8s, 4, 0)], &team(0, 2)).on_call_share, None);
}

#[test]
fn nothing_in_use_takes_no_hours() {
    let none = of(&[], &Team::default());
    assert_eq!((none.mean.get(), none.fte, none.labour.get()), (0.0, 0.0, 0.0));
    assert!(none.tasks.is_empty());
}

proptest! {
    #[test]
    fn more_hosts_or_services_never_take_less(
        kinds in proptest::sample::subsequence(PlatformKind::ALL.to_vec(), 1..4),
        (services, hosts, environments) in (1u32..40, 1u32..200, 1u32..6),
        (more_services, more_hosts, more_environments) in (0u32..9, 0u32..9, 0u32..3),
    ) {
        let team = |environments| Team { environments, ..Team::default() };
        let uses = |services, hosts| kinds.iter().map(|kind| (*kind, services, hosts)).collect::<Vec<_>>();
        let small = of(&uses(services, hosts), &team(environments));
        let large = of(&uses(services + more_services, hosts + more_hosts), &team(environments + more_environments));
        for (a, b) in [(small.low, large.low), (small.mean, large.mean), (small.high, large.high)] {
            prop_assert!(a.get() <= b.get() + 1e-9);
        }
        prop_assert!(small.low <= small.mean && small.mean <= small.high);
    }
}
