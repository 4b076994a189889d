//! Where a session's market is not that of the price book: another region, or amounts in another currency.

use super::platform::platform_of;
use crate::burden::{EnteredAmount, Objection, Reason};
use crate::catalogue::{Catalogue, PlatformKind};
use crate::model::{Cloud, Session};
use std::fmt::{self, Display, Formatter};

/// Something that bills and the session do not share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarketMismatch {
    /// The price book has no prices for the region; those of another are used.
    Region { cloud: Cloud, priced: &'static str, wanted: String },
    /// Amounts are entered in another currency than the price book's.
    Currency(CurrencyMismatch),
}

/// Two currencies without an exchange rate between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrencyMismatch {
    /// That of the session's amounts.
    pub entered: String,
    /// That of the price book.
    pub book: String,
}

impl CurrencyMismatch {
    /// The objection to an alternative with an amount in that currency.
    pub(super) fn into_objection(self, amount: EnteredAmount) -> Reason {
        let Self { entered, book } = self;
        Reason::from_demand(Objection::OtherCurrency { amount, entered, book })
    }
}

impl Display for MarketMismatch {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Region { cloud, priced, wanted } => {
                write!(f, "the price book has no {} prices for {wanted}: bills use those of {priced}", cloud.label())
            }
            Self::Currency(CurrencyMismatch { entered, book }) => {
                write!(f, "amounts are in {entered} and prices in {book}, and there is no exchange rate")
            }
        }
    }
}

impl MarketMismatch {
    /// Whether figures cannot be calculated in spite of it.
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Currency(_))
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Region { .. } => {
                "give your own prices with --prices, or read the bills as those of that region".to_owned()
            }
            Self::Currency(CurrencyMismatch { book, .. }) => {
                format!("enter every amount in {book} and set currency: \"{book}\"")
            }
        }
    }
}

/// Every mismatch of a session, the currency first.
pub fn find_market_mismatches(session: &Session, catalogue: &Catalogue) -> Vec<MarketMismatch> {
    let market = &session.market;
    let uses_region = session.alternatives.iter().any(|row| {
        let platform = platform_of(catalogue, row).filter(|platform| platform.kind != PlatformKind::BareMetal);
        platform.is_some() && row.quote.is_none() && row.cloud.is_none_or(|cloud| cloud == market.cloud)
    });
    let region = market
        .unpriced_region(market.cloud)
        .filter(|_| uses_region)
        .map(|(priced, wanted)| MarketMismatch::Region { cloud: market.cloud, priced, wanted: wanted.to_owned() });
    let currency = currency_mismatch(session, catalogue).map(MarketMismatch::Currency);
    currency.into_iter().chain(region).collect()
}

/// The mismatch of currencies, if there is one.
pub(super) fn currency_mismatch(session: &Session, catalogue: &Catalogue) -> Option<CurrencyMismatch> {
    let (entered, book) = (session.market.currency.trim(), catalogue.prices.currency());
    let differs = !entered.is_empty() && !entered.eq_ignore_ascii_case(book);
    differs.then(|| CurrencyMismatch { entered: entered.to_owned(), book: book.to_owned() })
}
