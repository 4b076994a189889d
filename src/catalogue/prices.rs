//! The price book: list prices, each with its unit, where it was read, when, and how far it is to be trusted.

use crate::model::text::{TextError, value_from_text};
use crate::model::{Cloud, Commitment};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The book that is shipped, as text.
pub const SHIPPED: &str = include_str!("../../assets/prices.ron");

/// What one price is for. The name of a variant reads as the unit is written: `UsdPerGbMonth` is USD per GB and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[allow(missing_docs)] // the names say it
pub enum PriceUnit {
    UsdPerHour,
    UsdPerMonth,
    UsdPerGb,
    UsdPerGib,
    UsdPerGbMonth,
    UsdPerGbHour,
    UsdPerGbSecond,
    UsdPerGibHour,
    UsdPerGibSecond,
    UsdPerVcpuHour,
    UsdPerVcpuSecond,
    UsdPerVcpuMonth,
    UsdPerGhzSecond,
    UsdPerMillion,
    UsdPerLcuHour,
    UsdPerVmHour,
    EurPerMonth,
    UsdPerEur,
    Percent,
    GbPerMonth,
    RequestsPerMonth,
    GbSecondsPerMonth,
    GibSecondsPerMonth,
    VcpuSecondsPerMonth,
    GhzSecondsPerMonth,
}

impl PriceUnit {
    /// As it is written: `USD/GB-second`.
    pub fn word(self) -> &'static str {
        match self {
            Self::UsdPerHour => "USD/hour",
            Self::UsdPerMonth => "USD/month",
            Self::UsdPerGb => "USD/GB",
            Self::UsdPerGib => "USD/GiB",
            Self::UsdPerGbMonth => "USD/GB-month",
            Self::UsdPerGbHour => "USD/GB-hour",
            Self::UsdPerGbSecond => "USD/GB-second",
            Self::UsdPerGibHour => "USD/GiB-hour",
            Self::UsdPerGibSecond => "USD/GiB-second",
            Self::UsdPerVcpuHour => "USD/vCPU-hour",
            Self::UsdPerVcpuSecond => "USD/vCPU-second",
            Self::UsdPerVcpuMonth => "USD/vCPU-month",
            Self::UsdPerGhzSecond => "USD/GHz-second",
            Self::UsdPerMillion => "USD/million",
            Self::UsdPerLcuHour => "USD/LCU-hour",
            Self::UsdPerVmHour => "USD/VM-hour",
            Self::EurPerMonth => "EUR/month",
            Self::UsdPerEur => "USD/EUR",
            Self::Percent => "percent",
            Self::GbPerMonth => "GB/month",
            Self::RequestsPerMonth => "requests/month",
            Self::GbSecondsPerMonth => "GB-s/month",
            Self::GibSecondsPerMonth => "GiB-s/month",
            Self::VcpuSecondsPerMonth => "vCPU-s/month",
            Self::GhzSecondsPerMonth => "GHz-s/month",
        }
    }

    /// The unit of the quantity that such a price is multiplied by; empty for what is no price.
    pub fn counted_in(self) -> &'static str {
        match self {
            Self::UsdPerHour | Self::UsdPerVmHour => "h",
            Self::UsdPerMonth | Self::EurPerMonth => "month",
            Self::UsdPerGb => "GB",
            Self::UsdPerGib => "GiB",
            Self::UsdPerGbMonth => "GB-month",
            Self::UsdPerGbHour => "GB-h",
            Self::UsdPerGbSecond => "GB-s",
            Self::UsdPerGibHour => "GiB-h",
            Self::UsdPerGibSecond => "GiB-s",
            Self::UsdPerVcpuHour => "vCPU-h",
            Self::UsdPerVcpuSecond => "vCPU-s",
            Self::UsdPerVcpuMonth => "vCPU-month",
            Self::UsdPerGhzSecond => "GHz-s",
            Self::UsdPerMillion => "million",
            Self::UsdPerLcuHour => "LCU-h",
            Self::UsdPerEur => "EUR",
            Self::Percent
            | Self::GbPerMonth
            | Self::RequestsPerMonth
            | Self::GbSecondsPerMonth
            | Self::GibSecondsPerMonth
            | Self::VcpuSecondsPerMonth
            | Self::GhzSecondsPerMonth => "",
        }
    }
}

/// How far a price is to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum PriceStatus {
    /// Read in a vendor's page, or in data made from a vendor's price API.
    Verified,
    /// Read likewise, in an example that is set in another region.
    VerifiedOtherRegion,
    /// Quoted by a third party.
    SecondHand,
    /// Reckoned from another price.
    Derived,
    /// From memory, or an assumed ratio.
    Unverified,
    /// Read, for another region.
    UnverifiedRegion,
    /// Read, and looks wrong.
    Suspect,
    /// What users report, and no price list.
    Community,
    /// A quote that somebody entered; the book has none.
    Quoted,
}

impl PriceStatus {
    /// As it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::VerifiedOtherRegion => "verified for another region",
            Self::SecondHand => "second-hand",
            Self::Derived => "derived",
            Self::Unverified => "unverified",
            Self::UnverifiedRegion => "unverified for this region",
            Self::Suspect => "suspect",
            Self::Community => "community quote",
            Self::Quoted => "as quoted",
        }
    }

    /// Whether it was read where the vendor says it.
    pub fn is_verified(self) -> bool {
        matches!(self, Self::Verified | Self::VerifiedOtherRegion)
    }
}

/// The size of a machine.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// Sizes of one family differ only in how much there is of it.
    pub family: String,
    /// Virtual processors; shared-core sizes have a part of one.
    pub vcpu: f64,
    /// Memory, in GiB.
    pub memory_gib: f64,
}

/// An entry of the book as it is written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    #[serde(default)]
    cloud: Option<Cloud>,
    region: String,
    item: String,
    value: f64,
    unit: PriceUnit,
    #[serde(default)]
    machine: Option<Machine>,
    #[serde(default)]
    sustained_month: Option<f64>,
    source: String,
    date: String,
    status: PriceStatus,
    #[serde(default)]
    note: String,
}

/// The book as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    version: String,
    currency: String,
    sources: Vec<(String, String)>,
    prices: Vec<Entry>,
}

/// A price with its provenance.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// What bills call it by: `aws.lambda.req`.
    pub id: String,
    /// Whose price it is; none for what no cloud of the book sells.
    pub cloud: Option<Cloud>,
    /// Where it holds.
    pub region: String,
    /// What is bought.
    pub item: String,
    /// How much, in `unit`.
    pub value: f64,
    /// What the value counts.
    pub unit: PriceUnit,
    /// The machine, when one is bought on demand.
    pub machine: Option<Machine>,
    /// USD for a month of 730 hours without a break, where the provider gives sustained use for less.
    pub sustained_month: Option<f64>,
    /// Where it was read.
    pub source: String,
    /// The day, month or year of the source, or 'undated'.
    pub date: String,
    /// How far it is to be trusted.
    pub status: PriceStatus,
    /// What must be known of it.
    pub note: String,
}

/// What makes a book unfit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PriceError {
    /// It cannot be read, or a unit or status is unknown.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Two entries of one id.
    #[error("the price {0} stands in the book twice; keep one")]
    Duplicate(String),
    /// An entry whose source is empty or not in the table of sources.
    #[error("the price {id} names the source '{key}', which is not in the table of sources; add it there")]
    NoSource {
        /// The entry.
        id: String,
        /// The key it gives.
        key: String,
    },
    /// A value that is infinite, not a number, or below zero.
    #[error("the price {0} must be finite and not negative")]
    NotFinite(String),
    /// A larger machine that is cheaper than a smaller one of its family.
    #[error("{larger} has more processors than {smaller} and a lower price; correct it or mark it Suspect")]
    Falls {
        /// The smaller machine's entry.
        smaller: String,
        /// The larger and cheaper one's.
        larger: String,
    },
}

/// Every price that the models may use, by id.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceBook {
    version: String,
    currency: String,
    prices: BTreeMap<String, Price>,
    machines: Vec<String>,
}

impl PriceBook {
    /// Reads a book and refuses one that contradicts itself.
    pub fn from_text(text: &str) -> Result<Self, PriceError> {
        let sheet: Sheet = value_from_text(text)?;
        let mut prices = BTreeMap::new();
        for entry in sheet.prices {
            let price = resolve(entry, &sheet.sources)?;
            if let Some(twin) = prices.insert(price.id.clone(), price) {
                return Err(PriceError::Duplicate(twin.id));
            }
        }
        Self::settle(sheet.version, sheet.currency, prices)
    }

    /// The shipped book.
    pub fn shipped() -> Result<Self, PriceError> {
        Self::from_text(SHIPPED)
    }

    /// This book with every entry of `other` in place of its own of that id; `other` names the version.
    pub fn overlaid(mut self, other: Self) -> Result<Self, PriceError> {
        self.prices.extend(other.prices);
        Self::settle(format!("{} + {}", self.version, other.version), self.currency, self.prices)
    }

    fn settle(version: String, currency: String, prices: BTreeMap<String, Price>) -> Result<Self, PriceError> {
        let mut sized: Vec<(&Price, &Machine)> =
            prices.values().filter_map(|price| Some((price, price.machine.as_ref()?))).collect();
        sized.sort_by(|(a, x), (b, y)| x.vcpu.total_cmp(&y.vcpu).then(a.value.total_cmp(&b.value)));
        rising(&sized)?;
        let machines = sized.iter().map(|(price, _)| price.id.clone()).collect();
        Ok(Self { version, currency, prices, machines })
    }

    /// The day on which the book was made.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The currency of its prices, entries in another currency aside.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// The price of this id.
    pub fn price(&self, id: &str) -> Option<&Price> {
        self.prices.get(id)
    }

    /// Every price, by id.
    pub fn prices(&self) -> impl Iterator<Item = &Price> {
        self.prices.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.prices.len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.prices.is_empty()
    }

    /// Every machine that is sold on demand, fewer processors first.
    pub fn machines(&self) -> impl Iterator<Item = (&Price, &Machine)> {
        self.machines.iter().filter_map(|id| self.prices.get(id)).filter_map(|p| Some((p, p.machine.as_ref()?)))
    }

    /// The price of an on-demand machine (`aws.vm.m6i.large.od`) when paid for in advance, where the book has it.
    pub fn committed(&self, on_demand_id: &str, commitment: Commitment) -> Option<&Price> {
        let base = on_demand_id.strip_suffix(".od")?;
        let endings = match commitment {
            Commitment::OnDemand | Commitment::Spot => return None,
            Commitment::OneYear => ["ri.std_1y_no_upfront", "cud_1y", "ri_1y"],
            Commitment::ThreeYears => ["ri.std_3y_no_upfront", "cud_3y", "ri_3y"],
        };
        endings.iter().find_map(|ending| self.prices.get(&format!("{base}.{ending}")))
    }
}

fn resolve(entry: Entry, sources: &[(String, String)]) -> Result<Price, PriceError> {
    let numbers = [Some(entry.value), entry.sustained_month]
        .into_iter()
        .chain(entry.machine.iter().flat_map(|machine| [Some(machine.vcpu), Some(machine.memory_gib)]));
    if numbers.flatten().any(|number| !number.is_finite() || number < 0.0) {
        return Err(PriceError::NotFinite(entry.id));
    }
    let source = sources.iter().find(|(key, text)| *key == entry.source && !text.trim().is_empty());
    let Some((_, source)) = source else {
        return Err(PriceError::NoSource { id: entry.id, key: entry.source });
    };
    Ok(Price {
        id: entry.id,
        cloud: entry.cloud,
        region: entry.region,
        item: entry.item,
        value: entry.value,
        unit: entry.unit,
        machine: entry.machine,
        sustained_month: entry.sustained_month,
        source: source.clone(),
        date: entry.date,
        status: entry.status,
        note: entry.note,
    })
}

/// Within a family no machine is cheaper than one with fewer processors; suspect entries are left out.
fn rising(by_size: &[(&Price, &Machine)]) -> Result<(), PriceError> {
    let trusted = || by_size.iter().filter(|(price, _)| price.status != PriceStatus::Suspect);
    for (price, machine) in trusted() {
        let of_family = |(other, size): &&(&Price, &Machine)| {
            size.family == machine.family && other.cloud == price.cloud && other.region == price.region
        };
        let dearer = trusted().filter(|it| of_family(it)).find(|(p, m)| m.vcpu < machine.vcpu && p.value > price.value);
        if let Some((smaller, _)) = dearer {
            return Err(PriceError::Falls { smaller: smaller.id.clone(), larger: price.id.clone() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(rows: &str) -> Result<PriceBook, PriceError> {
        let text = format!("(version: \"t\", currency: \"USD\", sources: [(\"s\", \"a page\")], prices: [{rows}])");
        PriceBook::from_text(&text)
    }

    fn machine(id: &str, vcpu: f64, value: &str, status: &str) -> String {
        format!(
            "(id: \"{id}\", cloud: Aws, region: \"r\", item: \"i\", value: {value}, unit: UsdPerHour, machine: \
             (family: \"f\", vcpu: {vcpu:?}, memory_gib: 8.0), source: \"s\", date: \"2026\", status: {status}),"
        )
    }

    #[test]
    fn the_shipped_book_loads_whole() {
        let book = PriceBook::shipped().unwrap();
        assert_eq!(book.version(), "2026-11-20");
        assert_eq!(book.len(), 293);
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
        let price = |id, term| book.committed(id, term).map(|price| price.value);
        assert_eq!(price("aws.vm.m6i.large.od", Commitment::OneYear), Some(0.06019));
        assert_eq!(price("gcp.vm.e2-standard-4.od", Commitment::ThreeYears), Some(0.06031));
        assert_eq!(price("azure.vm.D4s_v5.od", Commitment::OneYear), Some(0.1133));
        assert_eq!(price("aws.vm.m6i.2xlarge.od", Commitment::OneYear), None);
        assert_eq!(price("aws.vm.m6i.large.od", Commitment::OnDemand), None);
    }

    #[test]
    fn a_price_that_falls_with_size_is_refused_unless_suspect() {
        let rows = |status| machine("small", 2.0, "0.178", status) + &machine("large", 4.0, "0.172", "Verified");
        let error = book(&rows("Verified")).unwrap_err();
        assert_eq!(error, PriceError::Falls { smaller: "small".to_owned(), larger: "large".to_owned() });
        assert!(book(&rows("Suspect")).is_ok());
    }

    #[test]
    fn a_book_that_contradicts_itself_is_refused() {
        let twice = machine("a", 2.0, "1.0", "Verified").repeat(2);
        assert_eq!(book(&twice), Err(PriceError::Duplicate("a".to_owned())));
        for number in ["1e999", "NaN", "-1.0"] {
            assert_eq!(book(&machine("a", 2.0, number, "Verified")), Err(PriceError::NotFinite("a".to_owned())));
        }
        let unnamed = machine("a", 2.0, "1.0", "Verified").replace("source: \"s\"", "source: \"\"");
        assert!(matches!(book(&unnamed), Err(PriceError::NoSource { .. })));
        let unit = machine("a", 2.0, "1.0", "Verified").replace("UsdPerHour", "UsdPerFortnight");
        assert!(matches!(book(&unit), Err(PriceError::Text(_))));
    }

    #[test]
    fn an_override_replaces_single_entries() {
        let own = book(&machine("aws.vm.m6i.large.od", 2.0, "0.05", "Verified")).unwrap();
        let book = PriceBook::shipped().unwrap().overlaid(own).unwrap();
        assert_eq!(book.price("aws.vm.m6i.large.od").unwrap().value, 0.05);
        assert_eq!(book.len(), 293);
        assert_eq!(book.version(), "2026-11-20 + t");
    }
}
