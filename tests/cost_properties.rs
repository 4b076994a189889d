//! What holds of every bill, whatever the demand.

use crate::support::bills::{BOOK, Setting};
use proptest::prelude::*;
use weighbridge::catalogue::PlatformKind as K;
use weighbridge::cost::{Bill, ChargeScope, NamedDemand, Safeguards, compute_monthly_total, demand_at_volume};
use weighbridge::model::{
    Cloud, Commitment, Demand, Estimate, FrontDoor, Gibibytes, GpuHours, HoursPerDay, Jobs, Kibibytes, Market,
    Mebibytes, Millis, Month, Ratio, Requests, Vcpus,
};

fn bill(setting: &Setting, demands: &[&Demand]) -> Bill {
    let demands: Vec<(&str, &Demand)> = ["a", "b", "c"].into_iter().zip(demands.iter().copied()).collect();
    setting.bill(&demands)
}

/// Mostly none; otherwise any of them together.
fn safeguards() -> impl Strategy<Value = Safeguards> {
    let some = (0..4_u32, 0..3_u32, 0..4_u32, any::<(bool, bool, bool)>());
    let some = some.prop_map(|(machines, spare_nodes, tenths, (balancer, base_at_list, queue))| Safeguards {
        machines,
        balancer,
        spare_nodes,
        headroom: f64::from(tenths) / 10.0,
        base_at_list,
        queue,
    });
    prop_oneof![Just(Safeguards::default()), some]
}

fn setting() -> impl Strategy<Value = Setting> {
    (0..8_usize, 0..3_usize, 0..4_usize, 1..4_u32, safeguards(), any::<bool>(), any::<bool>()).prop_map(
        |(kind, cloud, term, environments, safeguards, free, short)| Setting {
            kind: K::ALL[kind],
            cloud: Cloud::ALL[cloud],
            extended_support: environments == 3,
            environments,
            safeguards,
            market: Market {
                commitment: Commitment::ALL[term],
                free_tier: free,
                month: if short { Month::Days30 } else { Month::Hours730 },
                ..Market::default()
            },
        },
    )
}

fn maybe<T: std::fmt::Debug + Clone + Copy + 'static>(
    range: std::ops::Range<f64>,
    of: impl Fn(f64) -> T + Clone + 'static,
) -> impl Strategy<Value = Estimate<T>> {
    let wide = of.clone();
    prop_oneof![
        Just(Estimate::Unknown),
        range.clone().prop_map(move |x| Estimate::Likely(of(x))),
        range.prop_map(move |x| Estimate::Range(wide(x / 2.0), wide(x))),
    ]
}

prop_compose! {
    fn counts()(
        replicas in 0..4_u32, zones in 0..4_u32, warm in 0..4_u32, managed in 0..3_u32, own in 0..3_u32,
        always in any::<bool>(), stateful in any::<bool>(),
    ) -> (u32, u32, u32, u32, u32, bool, bool) {
        (replicas, zones, warm, managed, own, always, stateful)
    }
}

prop_compose! {
    fn extras()(
        gpus in prop_oneof![4 => Just(0_u32), 1 => 1..9_u32],
        gpu_hours in maybe(0.0..2e3, GpuHours::of),
        door in 0..5_usize,
        queued in maybe(0.0..1e9, Requests::of),
        cdn in maybe(0.0..9e4, Gibibytes::of),
        log in maybe(0.0..20.0, Kibibytes::of),
        between in maybe(0.0..9e3, Gibibytes::of),
        (proxy, off, interruptible) in any::<(bool, bool, bool)>(),
    ) -> Demand {
        Demand {
            gpus, gpu_hours, front_door: FrontDoor::ALL[door], queued_per_month: queued, cdn_gib: cdn, log_kib: log,
            between_zones_gib: between, database_proxy: proxy, off_outside_hours: off, interruptible, ..Demand::default()
        }
    }
}

prop_compose! {
    fn demand()(
        (replicas, zones, warm, managed, own, always_on, stateful) in counts(),
        requests in maybe(0.0..1e9, Requests::of),
        jobs in maybe(0.0..1e4, Jobs::of),
        (duration, cpu) in (maybe(0.0..5e3, Millis::of), maybe(0.0..2e3, Millis::of)),
        memory in maybe(0.0..3e4, Mebibytes::of),
        vcpu in maybe(0.0..20.0, Vcpus::of),
        concurrency in maybe(0.0..200.0, Ratio::of),
        peak in maybe(0.0..40.0, Ratio::of),
        active in maybe(0.0..24.0, HoursPerDay::of),
        (storage, egress) in (maybe(0.0..3e3, Gibibytes::of), maybe(0.0..9e4, Gibibytes::of)),
        extras in extras(),
    ) -> Demand {
        Demand {
            requests_per_month: requests, jobs_per_day: jobs, duration_ms: duration, cpu_ms: cpu, memory_mib: memory, vcpu,
            concurrency, peak_to_average: peak, active_hours: active, always_on, replicas, zones, warm_instances: warm,
            warm_hours: active, storage_gib: storage, egress_gib: egress, stateful, managed_data: managed, own_data: own,
            ..extras
        }
    }
}

fn shared_lines(bill: &Bill) -> usize {
    bill.lines
        .iter()
        .filter(|line| matches!(line.scope, ChargeScope::Cluster | ChargeScope::PlatformKind | ChargeScope::Team))
        .count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_are_products_and_sum_to_the_total(setting in setting(), one in demand(), two in demand()) {
        let bill = bill(&setting, &[&one, &two]);
        for line in &bill.lines {
            prop_assert!(line.quantity.is_finite() && line.quantity >= 0.0, "{line:?}");
            prop_assert_eq!(line.amount.get(), line.quantity * line.price);
            prop_assert!(!line.source.is_empty() && !line.date.is_empty() && !line.unit.is_empty(), "{:?}", line);
            prop_assert!(!line.formula.is_empty() && BOOK.price(&line.price_id).is_some());
        }
        let sum: f64 = bill.lines.iter().map(|line| line.amount.get()).sum();
        prop_assert!((sum - bill.monthly.get()).abs() <= 1e-9 * sum.max(1.0));
        prop_assert!(bill.idle_share().is_none_or(|share| (0.0..=1.0).contains(&share)));
        if let Some(idle) = bill.capacity_use {
            prop_assert!(idle.unallocated >= 0.0 && idle.reserved >= 0.0 && idle.used >= 0.0, "{idle:?}");
            prop_assert!((idle.unallocated + idle.reserved + idle.used - 1.0).abs() < 1e-9, "{idle:?}");
        }
        prop_assert!(bill.low <= bill.monthly && bill.monthly <= bill.high);
        prop_assert!(bill.per_unit.is_none_or(|price| price.is_finite() && price >= 0.0));
    }

    #[test]
    fn the_sum_alone_is_the_bills_sum(setting in setting(), one in demand()) {
        let loads = [NamedDemand { name: "a", demand: &one }];
        prop_assert_eq!(bill(&setting, &[&one]).monthly, compute_monthly_total(&setting.purchase(), &loads));
    }

    #[test]
    fn what_is_shared_is_paid_once(setting in setting(), mut one in demand(), two in demand()) {
        // The first one answers calls, so that there is a balancer to share.
        one.requests_per_month = Estimate::Exact(Requests::of(1e6));
        one.egress_gib = Estimate::Exact(Gibibytes::of(1.0));
        one.front_door = FrontDoor::LoadBalancer;
        one.cdn_gib = Estimate::Exact(Gibibytes::of(1.0));
        let (alone, both) = (bill(&setting, &[&one]), bill(&setting, &[&one, &two]));
        prop_assert_eq!(shared_lines(&alone), shared_lines(&both));
    }

    #[test]
    fn more_requests_never_cost_less(mut setting in setting(), one in demand(), from in 0.0..8.0_f64, times in 1.0..10.0_f64) {
        // With allowances a call can turn a warm instance's idle second into a free one.
        setting.market.free_tier = false;
        let days = setting.market.month.days();
        let cost = |volume: f64| {
            let demand = demand_at_volume(&one, volume, days);
            compute_monthly_total(&setting.purchase(), &[NamedDemand { name: "a", demand: &demand }]).get()
        };
        let low = 10.0_f64.powf(from);
        let (less, more) = (cost(low), cost(low * times));
        prop_assert!(less <= more + 1e-9 * more, "{less} at {low}, {more} at {}", low * times);
    }

    #[test]
    fn a_bill_knows_what_it_would_be_at_any_other_volume(setting in setting(), one in demand(), volume in 0.0..9.0_f64) {
        let days = setting.market.month.days();
        let volume = 10.0_f64.powf(volume);
        let here = bill(&setting, &[&one]);
        let demand = demand_at_volume(&one, volume, days);
        // What is not called upon at all becomes something else once it is.
        prop_assume!(!(one.requests_per_month.is_unknown() && one.jobs_per_day.is_unknown()));
        let there = compute_monthly_total(&setting.purchase(), &[NamedDemand { name: "a", demand: &demand }]).get();
        let predicted = here.curve.unwrap().at(volume);
        prop_assert!((predicted - there).abs() <= 1e-7 * there.max(1.0), "{predicted} predicted, {there} billed at {volume}");
    }

    #[test]
    fn safeguards_never_make_it_cheaper(setting in setting(), one in demand()) {
        let without = Setting { safeguards: Safeguards::default(), ..setting.clone() };
        let (with, without) = (bill(&setting, &[&one]).monthly.get(), bill(&without, &[&one]).monthly.get());
        prop_assert!(without <= with + 1e-9 * with, "{without} without, {with} with {:?}", setting.safeguards);
    }

    #[test]
    fn hours_cost_in_proportion(setting in setting(), mut one in demand()) {
        // Only what always runs: no calls, no jobs, no GPU hours, no credit.
        one.requests_per_month = Estimate::Unknown;
        one.jobs_per_day = Estimate::Unknown;
        one.gpu_hours = Estimate::Unknown;
        one.always_on = true;
        let reserved = |month| {
            let market = Market { month, free_tier: false, ..setting.market.clone() };
            let bill = bill(&Setting { market, ..setting.clone() }, &[&one]);
            let hours = bill.lines.iter().filter(|line| ["h", "vCPU-h", "GB-h", "GiB-h"].contains(&line.unit));
            hours.map(|line| line.amount.get()).sum::<f64>()
        };
        let (long, short) = (reserved(Month::Hours730), reserved(Month::Days30));
        prop_assert!((long * 720.0 - short * 730.0).abs() <= 1e-9 * (long * 720.0).max(1.0), "{long} in 730 h, {short} in 720 h");
    }

    #[test]
    fn another_workload_never_makes_it_cheaper(setting in setting(), one in demand(), two in demand()) {
        let (alone, both) = (bill(&setting, &[&one]).monthly.get(), bill(&setting, &[&one, &two]).monthly.get());
        prop_assert!(alone <= both + 1e-9 * both, "{alone} alone, {both} together");
    }

    #[test]
    fn absurd_figures_neither_hang_nor_break(setting in setting(), mut one in demand(), huge in 0.0..308.0_f64) {
        let huge = 10.0_f64.powf(huge);
        one.requests_per_month = Estimate::Exact(Requests::of(huge));
        one.duration_ms = Estimate::Exact(Millis::of(huge));
        one.egress_gib = Estimate::Exact(Gibibytes::of(huge));
        one.managed_data = u32::MAX;
        one.own_data = u32::MAX;
        one.zones = u32::MAX;
        let bill = bill(&setting, &[&one]);
        prop_assert!(bill.monthly.get().is_finite());
        prop_assert!(bill.lines.len() < 200);
    }
}
