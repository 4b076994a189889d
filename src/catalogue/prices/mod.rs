//! The price book: list prices, each with unit, source, date and status.
//!
//! ```text
//! assets/prices.ron ─► load ─► rules ─► PriceBook ─┬─► bills
//! the user's prices.ron ─► overrides ─► rules ─► ────────┘
//! ```

mod book;
mod load;
mod overrides;
mod price;
mod rules;
mod status;
mod sustained_use;
mod unit;

pub use book::PriceBook;
pub use load::SHIPPED;
pub use price::{Machine, Price};
pub use status::PriceStatus;
pub use sustained_use::{SustainedDiscount, SustainedUse};
pub use unit::PriceUnit;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cloud, Commitment};

    #[test]
    fn the_shipped_book_loads_whole() {
        let book = PriceBook::shipped().unwrap();
        assert_eq!(book.version(), "2026-11-20");
        assert_eq!(book.len(), 343);
        let price = book.price("aws.lambda.gbs.x86").unwrap();
        assert_eq!(
            (price.value, price.unit, price.date.as_str()),
            (1.66667e-5, PriceUnit::UsdPerGbSecond, "2024-07-01")
        );
        assert!(price.source.contains("lambda_function_test"));
        assert!(book.prices().all(|price| !price.source.is_empty() && !price.date.is_empty()));
        assert_eq!(book.price("azure.vm.D2as_v5.od").unwrap().status, PriceStatus::Suspect);
        let euro = (book.price("bare.hetzner.ax41").unwrap(), book.price("bare.eur_usd").unwrap());
        assert_eq!((euro.0.unit, euro.1.status), (PriceUnit::EurPerMonth, PriceStatus::Unverified));
    }

    #[test]
    fn commitments_are_found_under_each_clouds_name() {
        let book = PriceBook::shipped().unwrap();
        let price = |id, term| book.committed_price(id, term).map(|price| price.value);
        assert_eq!(price("aws.vm.m6i.large.od", Commitment::OneYear), Some(0.06019));
        assert_eq!(price("gcp.vm.e2-standard-4.od", Commitment::ThreeYears), Some(0.06031));
        assert_eq!(price("azure.vm.D4s_v5.od", Commitment::OneYear), Some(0.1133));
        assert_eq!(price("aws.vm.m6i.2xlarge.od", Commitment::OneYear), None);
        assert_eq!(price("aws.vm.m6i.large.od", Commitment::OnDemand), None);
    }

    #[test]
    fn spot_is_a_price_or_a_saving() {
        let book = PriceBook::shipped().unwrap();
        let spot = |id: &str| book.spot_price(id).map(|(price, hourly)| (price.id.clone(), hourly));
        // 63 % off 0.096, and a price of its own.
        let (id, hourly) = spot("aws.vm.m6i.large.od").unwrap();
        assert!(id == "aws.vm.m6i.large.spot_savings" && (hourly - 0.03552).abs() < 1e-12);
        assert_eq!(spot("gcp.vm.e2-standard-4.od"), Some(("gcp.vm.e2-standard-4.spot".to_owned(), 0.080424)));
        assert_eq!(spot("azure.vm.B2s.od"), None);
        for (cloud, family) in [(Cloud::Aws, "m6i"), (Cloud::Gcp, "e2"), (Cloud::Azure, "Ds_v5")] {
            let of_family = book.machines().filter(|(p, m)| p.cloud == Some(cloud) && m.family == family);
            for (price, _) in of_family {
                let (_, hourly) = book.spot_price(&price.id).unwrap();
                assert!(hourly > 0.0 && hourly < price.value, "{}", price.id);
            }
        }
    }

    #[test]
    fn machines_with_graphics_processors_are_families_of_their_own() {
        let book = PriceBook::shipped().unwrap();
        let with: Vec<&str> = book.machines().filter(|(_, m)| m.gpus > 0.0).map(|(p, _)| p.id.as_str()).collect();
        assert_eq!(with.len(), 8, "{with:?}");
        for (price, machine) in book.machines().filter(|(_, m)| m.gpus > 0.0) {
            let plain = book.machines().filter(|(p, m)| p.cloud == price.cloud && m.family == machine.family);
            assert!(plain.into_iter().all(|(_, m)| m.gpus > 0.0), "{}", price.id);
        }
    }

    #[test]
    fn a_family_is_found_without_the_rest_of_the_book() {
        let book = PriceBook::shipped().unwrap();
        let ids = |cloud, family| book.family(cloud, family).iter().map(|price| price.id.as_str()).collect::<Vec<_>>();
        let wanted = ["D2s_v5", "D4s_v5", "D8s_v5", "D16s_v5", "D64s_v5"].map(|size| format!("azure.vm.{size}.od"));
        assert_eq!(ids(Cloud::Azure, "Ds_v5"), wanted);
        assert_eq!(ids(Cloud::Aws, "Ds_v5"), [""; 0]);
        assert_eq!(ids(Cloud::Gcp, "n1-t4"), ["gcp.vm.n1-standard-4-t4.od"]);
        for (price, machine) in book.machines().filter(|(price, _)| price.cloud.is_some()) {
            let family = book.family(price.cloud.unwrap(), &machine.family);
            assert!(family.iter().any(|it| it.id == price.id), "{}", price.id);
            assert!(family.is_sorted_by_key(|it| it.machine.as_ref().map(|machine| machine.vcpu)));
        }
    }

    #[test]
    fn prices_come_by_id_and_can_be_shared() {
        let book = PriceBook::shipped().unwrap();
        assert!(book.prices().is_sorted_by(|a, b| a.id < b.id));
        let entry = book.entry("aws.lambda.req").unwrap();
        assert!(std::ptr::eq(&**entry, book.price("aws.lambda.req").unwrap()));
        assert_eq!(book.price("aws.lambda.reqs"), None);
        assert_eq!(book.overrides(), None);
    }
}
