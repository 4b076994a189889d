//! The model against the totals it was set up with, and how it must behave around them.

use super::{Burden, BurdenInputs, PlatformUse, TaskHours, compute_burden, find_unknown_overrides};
use crate::catalogue::PlatformKind::{self, *};
use crate::catalogue::tasks::TaskBook;
use crate::catalogue::{Platform, platforms, tasks};
use crate::model::{HoursOverride, HoursPerMonth, PlatformId, TaskId, Team, UsdPerHour};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Mean, low and high in h/month to one decimal, FTE to three, share of eight to four, USD/month at 90 USD/h to the dollar.
const TOTALS: [(PlatformKind, f64, f64, f64, f64, f64, f64); 8] = [
    (BareMetal, 21.9, 9.3, 41.0, 0.158, 0.0198, 1972.0),
    (SingleVm, 16.6, 7.1, 30.5, 0.12, 0.015, 1494.0),
    (VmFleet, 21.2, 9.4, 37.8, 0.153, 0.0191, 1905.0),
    // A bad month of upgrades is 10 h worse: 45.2 + 10 / 6.
    (SelfManagedK8s, 46.9, 20.9, 91.1, 0.338, 0.0422, 4218.0),
    // A bad month of upgrades is 7.8 h worse: 31.16 + 7.8 / 6.
    (ManagedK8s, 32.5, 14.4, 62.3, 0.234, 0.0293, 2921.0),
    (AutopilotK8s, 20.6, 9.6, 35.7, 0.149, 0.0186, 1853.0),
    (ContainerServerless, 14.0, 6.2, 25.5, 0.101, 0.0126, 1256.0),
    (Functions, 16.1, 6.6, 29.9, 0.116, 0.0145, 1448.0),
];

static PLATFORMS: LazyLock<Vec<Platform>> = LazyLock::new(|| platforms::load(platforms::SHIPPED).unwrap());
pub(super) static BOOK: LazyLock<TaskBook> = LazyLock::new(|| tasks::load(tasks::SHIPPED).unwrap());

/// So many services on so many machines of a kind, without data.
pub(super) fn usage(kind: PlatformKind, services: u32, hosts: u32) -> PlatformUse<'static> {
    let platform = PLATFORMS.iter().find(|platform| platform.kind == kind).unwrap();
    PlatformUse { platform, services, hosts, managed_data: 0, own_data: 0, waits_until_morning: false }
}

/// The burden of `(kind, services, hosts)` together.
pub(super) fn of(uses: &[(PlatformKind, u32, u32)], team: &Team) -> Burden {
    with(uses, team, &[])
}

/// The same with hours of the team's own.
fn with(uses: &[(PlatformKind, u32, u32)], team: &Team, own: &[HoursOverride]) -> Burden {
    let uses: Vec<PlatformUse> = uses.iter().map(|&(kind, services, hosts)| usage(kind, services, hosts)).collect();
    compute_burden(&BurdenInputs { book: &BOOK, team, overrides: own }, &uses)
}

fn own(task: &str, platform: Option<&str>, (low, likely, high): (f64, f64, f64)) -> HoursOverride {
    let [low, likely, high] = [low, likely, high].map(HoursPerMonth::of);
    let (why, by) = ("we rebuilt it in March".to_owned(), "Ana".to_owned());
    HoursOverride { task: TaskId::from(task), platform: platform.map(PlatformId::from), low, likely, high, why, by }
}

pub(super) fn task<'b>(burden: &'b Burden, id: &str) -> &'b TaskHours {
    burden.tasks.iter().find(|task| task.id == id).unwrap()
}

pub(super) fn band(task: &TaskHours) -> [f64; 3] {
    [task.low, task.likely, task.high].map(HoursPerMonth::get)
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
    assert!(rounds_to(blindly, 79.0, 0), "{blindly}");
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
    let bare = usage(ContainerServerless, 4, 0);
    let asked = BurdenInputs { book: &BOOK, team: &Team::default(), overrides: &[] };
    let with = compute_burden(&asked, &[PlatformUse { managed_data: 2, own_data: 1, ..bare }]);
    let bare = compute_burden(&asked, &[bare]);
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
fn every_cluster_of_the_bill_is_looked_after() {
    let upgrade = |environments, kinds: &[PlatformKind]| {
        let uses: Vec<_> = kinds.iter().map(|kind| (*kind, 4, 0)).collect();
        let burden = of(&uses, &Team { environments, ..Team::default() });
        task(&burden, "control-plane-backups").likely.get()
    };
    // 1.7 h for the two clusters of production and staging.
    assert!((upgrade(2, &[SelfManagedK8s]) - 1.7).abs() < 1e-12);
    assert!((upgrade(4, &[SelfManagedK8s]) - 3.4).abs() < 1e-12);
    assert!((upgrade(1, &[SelfManagedK8s]) - 0.85).abs() < 1e-12);
    // Two alternatives are two bills, with clusters each.
    assert!((upgrade(2, &[SelfManagedK8s, SelfManagedK8s]) - 3.4).abs() < 1e-12);
    let two = of(&[(SelfManagedK8s, 4, 0)], &Team { environments: 3, ..Team::default() });
    let text = task(&two, "control-plane-backups").formula.to_string();
    assert!(text.contains("1.7 h × (100 % × 3/2 clusters) = 2.55 h"), "{text}");
}

#[test]
fn more_of_everything_takes_the_published_shares_more() {
    let burden =
        |services, hosts, environments| of(&[(VmFleet, services, hosts)], &Team { environments, ..Team::default() });
    let (base, machines) = (burden(4, 3, 2), burden(4, 12, 2));
    // Patching: 60 % of 2.25 h is once per machine, four times as often.
    assert!((task(&machines, "os-patching").likely.get() - 2.25 * (0.4 + 0.6 * 4.0)).abs() < 1e-12);
    assert!(machines.mean > base.mean && machines.low > base.low && machines.high > base.high);
    // Ingress: 40 % per kind, 20 % per environment, 40 % per service.
    let grown = burden(8, 3, 3);
    assert!((task(&grown, "ingress-tls-dns").likely.get() - 1.0 * (0.4 + 0.2 * 1.5 + 0.4 * 2.0)).abs() < 1e-12);
}

/// The share of each task that stays as it is, whatever there is more of: what is done once per team or kind of platform.
const FIXED: [(&str, f64); 13] = [
    ("hardware-firmware", 0.2),
    ("os-patching", 0.4),
    ("emergency-cve", 0.4),
    ("k8s-minor-upgrade", 0.0),
    ("control-plane-backups", 0.0),
    ("add-on-upgrades", 0.0),
    ("ingress-tls-dns", 0.4),
    ("capacity-review", 0.4),
    ("image-and-ci", 0.25),
    ("iam-and-secrets", 0.6),
    ("observability", 0.7),
    ("incidents", 0.0),
    ("on-call-handover", 1.0),
];

#[test]
fn twice_of_everything_doubles_what_is_done_for_each_of_it() {
    let team = |environments| Team { environments, ..Team::default() };
    for kind in PlatformKind::ALL {
        let hosts = BOOK.reference.hosts(kind);
        let (once, twice) = (of(&[(kind, 4, hosts)], &team(2)), of(&[(kind, 8, 2 * hosts)], &team(4)));
        for before in &once.tasks {
            let fixed = match (before.id.as_str(), kind) {
                // Without nodes or clusters of one's own there is only the kind to know.
                ("os-patching", AutopilotK8s) | ("add-on-upgrades", VmFleet) => 1.0,
                (id, _) => FIXED.iter().find(|(known, _)| *known == id).unwrap().1,
            };
            let (got, wanted) = (band(task(&twice, &before.id)), band(before).map(|hours| hours * (2.0 - fixed)));
            assert!(got.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9), "{} on {kind:?}: {got:?}", before.id);
        }
    }
}

#[test]
fn data_counts_by_the_engine_and_learning_by_the_further_kind() {
    let asked = BurdenInputs { book: &BOOK, team: &Team::default(), overrides: &[] };
    let used = PlatformUse { managed_data: 3, own_data: 2, ..usage(ManagedK8s, 4, 3) };
    let got = compute_burden(&asked, &[used, usage(Functions, 1, 0), usage(ContainerServerless, 1, 0)]);
    assert_eq!(band(task(&got, "managed-data")), [1.5, 4.5, 9.0]);
    assert_eq!(band(task(&got, "own-data")), [6.0, 12.0, 24.0]);
    assert_eq!(band(task(&got, "learning")), [3.0, 6.0, 9.0]);
}

#[test]
fn own_hours_stand_in_place_of_the_books_and_grow_as_they_do() {
    let rows = [own("os-patching", Some("vm-fleet"), (1.0, 2.0, 6.0))];
    let at = |hosts| with(&[(VmFleet, 4, hosts)], &Team::default(), &rows);
    let patching = at(3);
    let patching = task(&patching, "os-patching");
    assert_eq!(band(patching), [1.0, 2.0, 6.0]);
    assert_eq!(patching.basis, "Ana: we rebuilt it in March");
    assert_eq!(patching.hours_override.as_ref().unwrap().by, "Ana");
    assert!(!patching.published && !patching.estimated && !patching.from_task_file);
    let twelve = at(12);
    assert!((task(&twelve, "os-patching").likely.get() - 2.0 * (0.4 + 0.6 * 4.0)).abs() < 1e-12);
    let text = task(&twelve, "os-patching").formula.to_string();
    assert!(
        text.starts_with("VM fleet, own hours: 2 h × (40 % once per kind of platform + 60 % × 12/3 hosts)"),
        "{text}"
    );
    // Nothing else changes, and no other platform does.
    let book = of(&[(VmFleet, 4, 3)], &Team::default());
    let others =
        |burden: &Burden| burden.tasks.iter().filter(|task| task.id != "os-patching").cloned().collect::<Vec<_>>();
    assert_eq!(others(&at(3)), others(&book));
    let single = [(SingleVm, 4, 0)];
    assert_eq!(with(&single, &Team::default(), &rows), of(&single, &Team::default()));
}

#[test]
fn own_hours_reach_estates_extras_and_work_that_the_book_does_not_have_there() {
    let team = Team::default();
    let mixed = [(VmFleet, 4, 3), (Functions, 4, 0)];
    let rows = [own("learning", None, (8.0, 9.0, 10.0)), own("image-and-ci", Some("vm-fleet"), (0.0, 0.0, 0.0))];
    let got = with(&mixed, &team, &rows);
    assert_eq!(band(task(&got, "learning")), [8.0, 9.0, 10.0]);
    let images = task(&got, "image-and-ci");
    // What functions take is left.
    assert_eq!(band(images), [1.0, 2.3, 5.0]);
    assert_eq!(images.basis, "Ana, on VM fleet: we rebuilt it in March; our estimate (weekly)");
    assert!(images.estimated && images.hours_override.is_some());
    // Without a platform they hold wherever the book has the task; one that names its platform is more exact.
    let rows = [own("os-patching", None, (4.0, 5.0, 6.0)), own("os-patching", Some("bare-metal"), (7.0, 8.0, 9.0))];
    let patching = |kind| with(&[(kind, 4, 0)], &team, &rows).tasks.into_iter().find(|task| task.id == "os-patching");
    assert_eq!(patching(VmFleet).as_ref().map(band), Some([4.0, 5.0, 6.0]));
    assert_eq!(patching(BareMetal).as_ref().map(band), Some([7.0, 8.0, 9.0]));
    assert_eq!(patching(Functions), None);
    // Hardware is nobody's work on functions, unless the team says that it is; there is nothing to be in proportion to.
    let rows = [own("hardware-firmware", Some("functions"), (1.0, 2.0, 3.0))];
    let got = with(&[(Functions, 4, 7)], &team, &rows);
    assert_eq!(band(task(&got, "hardware-firmware")), [1.0, 2.0, 3.0]);
}

#[test]
fn rows_of_the_unknown_are_named_with_what_to_do() {
    let rows = [
        own("os-patching", Some("vm-fleet"), (1.0, 2.0, 3.0)),
        own("os-paching", Some("vm-fleet"), (1.0, 2.0, 3.0)),
        own("os-patching", Some("mainframe"), (1.0, 2.0, 3.0)),
        own("learning", Some("vm-fleet"), (1.0, 2.0, 3.0)),
        own("learning", None, (1.0, 2.0, 3.0)),
    ];
    let unknown = find_unknown_overrides(&BOOK, &PLATFORMS, &rows);
    let rows: Vec<_> = unknown.iter().map(|unknown| (unknown.row, unknown.field)).collect();
    assert_eq!(rows, [(1, "task"), (2, "platform"), (3, "platform")]);
    assert!(unknown[0].what.contains("'os-paching'") && unknown[0].hint.contains("os-patching"), "{unknown:?}");
    assert!(unknown[1].hint.contains("single-vm") && unknown[2].hint.contains("remove platform"), "{unknown:?}");
}

#[test]
fn each_figure_has_a_basis() {
    let team = Team::default();
    for kind in PlatformKind::ALL {
        let asked = BurdenInputs { book: &BOOK, team: &team, overrides: &[] };
        let used = PlatformUse { managed_data: 1, own_data: 1, ..usage(kind, 4, 0) };
        let burden = compute_burden(&asked, &[used, usage(Functions, 1, 0)]);
        for task in &burden.tasks {
            assert!(task.basis.len() > 5, "{}: {}", task.id, task.basis);
            assert!(task.published || task.estimated, "{}", task.id);
            assert!(task.published || task.basis.contains("our estimate"), "{}: {}", task.id, task.basis);
        }
    }
}

#[test]
fn nothing_in_use_takes_no_hours() {
    let none = of(&[], &Team::default());
    assert_eq!((none.mean.get(), none.fte, none.labour.get()), (0.0, 0.0, 0.0));
    assert!(none.tasks.is_empty());
}

prop_compose! {
    /// Any hours of one's own, for any task on any platform or on all.
    fn anything_said()(
        task in 0..BOOK.tasks.len() + 3,
        platform in prop::option::of(0..PLATFORMS.len()),
        mut ends in prop::array::uniform3(0.0..500.0f64),
    ) -> HoursOverride {
        ends.sort_by(f64::total_cmp);
        let id = BOOK.tasks.get(task).map_or_else(|| BOOK.extra_tasks()[task - BOOK.tasks.len()].id.as_str(), |task| &task.id);
        own(id, platform.map(|at| PLATFORMS[at].id.as_str()), ends.into())
    }
}

proptest! {
    #[test]
    fn whatever_the_team_says_bands_stay_in_order_and_sums_are_sums(
        kinds in proptest::sample::subsequence(PlatformKind::ALL.to_vec(), 1..5),
        (services, hosts, environments, waits) in (1u32..40, 0u32..200, 1u32..6, any::<bool>()),
        (managed_data, own_data) in (0u32..4, 0u32..4),
        rows in prop::collection::vec(anything_said(), 0..12),
    ) {
        let team = Team { environments, ..Team::default() };
        let uses: Vec<PlatformUse> = kinds
            .iter()
            .map(|kind| PlatformUse { managed_data, own_data, waits_until_morning: waits, ..usage(*kind, services, hosts) })
            .collect();
        let got = compute_burden(&BurdenInputs { book: &BOOK, team: &team, overrides: &rows }, &uses);
        for task in &got.tasks {
            prop_assert!(task.low <= task.likely && task.likely <= task.high, "{}", task.id);
            prop_assert!(task.low <= task.mean && task.mean <= task.high, "{}", task.id);
            prop_assert!(!task.basis.is_empty());
        }
        let sum = |of: fn(&TaskHours) -> HoursPerMonth| got.tasks.iter().map(|task| of(task).get()).sum::<f64>();
        prop_assert!((got.low.get() - sum(|task| task.low)).abs() < 1e-6);
        prop_assert!((got.mean.get() - sum(|task| task.mean)).abs() < 1e-6);
        prop_assert!((got.high.get() - sum(|task| task.high)).abs() < 1e-6);
    }

    #[test]
    fn what_is_shared_is_counted_once(
        kinds in proptest::sample::subsequence(PlatformKind::ALL.to_vec(), 2..5),
        services in 1u32..40,
    ) {
        let team = Team::default();
        let uses: Vec<_> = kinds.iter().map(|kind| (*kind, services, 0)).collect();
        let together = of(&uses, &team);
        let alone: Vec<Burden> = uses.iter().map(|used| of(&[*used], &team)).collect();
        let blindly: f64 = alone.iter().map(|burden| burden.mean.get()).sum();
        let learning = 3.0 * (kinds.len() - 1) as f64;
        // Handing over alone is 4.5 h for each further kind, and more than learning is.
        prop_assert!(together.mean.get() < blindly, "{} {blindly}", together.mean);
        let largest = alone.iter().map(|burden| burden.mean.get()).fold(0.0, f64::max);
        prop_assert!(together.mean.get() >= largest + learning - 1e-9);
    }

    #[test]
    fn more_hosts_or_services_never_take_less(
        kinds in proptest::sample::subsequence(PlatformKind::ALL.to_vec(), 1..4),
        (services, hosts, environments) in (1u32..40, 1u32..200, 1u32..6),
        (more_services, more_hosts, more_environments) in (0u32..9, 0u32..9, 0u32..3),
        rows in prop::collection::vec(anything_said(), 0..6),
    ) {
        let team = |environments| Team { environments, ..Team::default() };
        let uses = |services, hosts| kinds.iter().map(|kind| (*kind, services, hosts)).collect::<Vec<_>>();
        let small = with(&uses(services, hosts), &team(environments), &rows);
        let more = uses(services + more_services, hosts + more_hosts);
        let large = with(&more, &team(environments + more_environments), &rows);
        for (a, b) in [(small.low, large.low), (small.mean, large.mean), (small.high, large.high)] {
            prop_assert!(a.get() <= b.get() * (1.0 + 1e-12) + 1e-9);
        }
        prop_assert!(small.low <= small.mean && small.mean <= small.high);
    }
}

/// One more service: the service parts of the fleet's tasks are 1/4 larger, whatever else is in use.
#[test]
fn a_further_service_and_environment_cost_what_they_are_said_to() {
    let team = Team::default();
    for kind in PlatformKind::ALL {
        let sum = |burden: &Burden, of: fn(&TaskHours) -> HoursPerMonth| -> f64 {
            burden.tasks.iter().map(|task| of(task).get()).sum()
        };
        let (four, five) = (of(&[(kind, 4, 0)], &team), of(&[(kind, 5, 0)], &team));
        let said = sum(&four, |task| task.per_service);
        assert!((five.mean.get() - four.mean.get() - said).abs() < 1e-9 && said > 0.0, "{kind:?}: {said}");
        let larger = Team { environments: team.environments + 1, ..team.clone() };
        let more = of(&[(kind, 4, 0)], &larger).mean.get() - four.mean.get();
        assert!((more - sum(&four, |task| task.per_environment)).abs() < 1e-9, "{kind:?}: {more}");
    }
}
