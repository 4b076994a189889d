//! How far a price is to be trusted.

use serde::Deserialize;

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
    /// From the user's own price file: a negotiated rate, say.
    Own,
}

impl PriceStatus {
    /// As it is printed.
    pub fn label(self) -> &'static str {
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
            Self::Own => "your price",
        }
    }

    /// Whether it was read where the vendor says it, or is what the user pays.
    pub fn is_verified(self) -> bool {
        matches!(self, Self::Verified | Self::VerifiedOtherRegion | Self::Own)
    }

    /// What must be said of it wherever the price shows: `~ unverified`, or that it is the user's own; nothing of a price
    /// that was read where the vendor says it.
    pub fn marker(self) -> String {
        match self {
            Self::Own => self.label().to_owned(),
            status if status.is_verified() => String::new(),
            status => format!("~ {}", status.label()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_verified_is_marked() {
        assert_eq!(PriceStatus::Verified.marker(), "");
        assert_eq!(PriceStatus::Own.marker(), "your price");
        for status in [PriceStatus::SecondHand, PriceStatus::Derived, PriceStatus::Unverified, PriceStatus::Suspect] {
            assert_eq!(status.marker(), format!("~ {}", status.label()));
        }
    }
}
