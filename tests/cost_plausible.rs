//! Bills as a person would read them: `cargo test --test main cost_plausible -- --nocapture` prints all of them.

use crate::support::bills::on;
use weighbridge::catalogue::PlatformKind as K;
use weighbridge::cost::{Bill, Side, crossover_between};
use weighbridge::model::{Cloud, Demand, Estimate, Mebibytes, Millis, Ratio, Requests};

fn checkout() -> Demand {
    Demand {
        requests_per_month: Estimate::Likely(Requests::of(3e6)),
        duration_ms: Estimate::Exact(Millis::of(180.0)),
        memory_mib: Estimate::Exact(Mebibytes::of(512.0)),
        peak_to_average: Estimate::Likely(Ratio::of(10.0)),
        ..Demand::default()
    }
}

fn print(name: &str, bill: &Bill) {
    println!(
        "\n{name}: {:.2} USD, {} machines, idle {:?}, {:?} per {}",
        bill.monthly.get(),
        bill.machines,
        bill.idle_share(),
        bill.per_unit,
        bill.unit
    );
    for line in &bill.lines {
        println!("  {:9.2}  {:<52} {}", line.amount.get(), line.item, line.formula);
    }
    for text in &bill.assumptions {
        println!("  ~ {text}");
    }
    for text in &bill.caveats {
        println!("  ! {text}");
    }
}

#[test]
fn a_spiky_checkout_on_every_kind_and_cloud() {
    let demand = checkout();
    for cloud in Cloud::ALL {
        let monthly: Vec<f64> = K::ALL
            .into_iter()
            .map(|kind| {
                let bill = on(kind, cloud).bill(&[("checkout", &demand)]);
                print(&format!("{} {}", cloud.label(), kind.id()), &bill);
                assert!(bill.caveats.is_empty(), "{:?}", bill.caveats);
                bill.monthly.get()
            })
            .collect();
        let [metal, vm, fleet, own, managed, pods, containers, functions] = monthly[..] else { panic!() };
        println!("{}: {monthly:.2?}", cloud.label());
        assert!(functions < 10.0 && functions < containers && containers < fleet, "{cloud:?}");
        assert!(vm < fleet && fleet < managed && managed < own && pods < managed, "{cloud:?}");
        assert!((50.0..200.0).contains(&metal), "{cloud:?}");
    }
}

#[test]
fn crossovers_of_the_checkout_read_as_expected() {
    let demand = checkout();
    let curve = |kind| on(kind, Cloud::Aws).bill(&[("checkout", &demand)]).curve.unwrap();
    for (at, a) in K::ALL.into_iter().enumerate() {
        for b in K::ALL.into_iter().skip(at + 1) {
            let found = crossover_between(&curve(a), &curve(b), &demand);
            println!(
                "{:<20} {:<20} {:<6} {:?}..{:?} {} flips, below {:?}, above {:?}, exact {}",
                a.id(),
                b.id(),
                found.kind.json_name(),
                found.first_volume,
                found.last_volume,
                found.flips.len(),
                found.cheaper_below,
                found.cheaper_above,
                found.is_exact()
            );
        }
    }
    // With 45 ms of processor time a request costs a fleet more than a function at this peak only while few machines idle.
    let functions = crossover_between(&curve(K::ContainerServerless), &curve(K::Functions), &demand);
    assert_eq!(functions.cheaper_below, Some(Side::B));
}
