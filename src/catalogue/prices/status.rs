//! How reliable a price or limit is.

use serde::Deserialize;

/// How reliable a price or limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum PriceStatus {
    /// Read on a vendor's page, or in data generated from a vendor's price API.
    Verified,
    /// The same, in an example for another region.
    VerifiedOtherRegion,
    /// Quoted by a third party.
    SecondHand,
    /// Calculated from another price.
    Derived,
    /// From memory, or an assumed ratio.
    Unverified,
    /// Read, for another region.
    UnverifiedRegion,
    /// Read, but looks wrong.
    Suspect,
    /// Reported by users.
    Community,
    /// A quote entered in a session.
    Quoted,
    /// From the user's own price file.
    Own,
}

impl PriceStatus {
    /// As displayed.
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

    /// Whether it is from the vendor, or the user's own price.
    pub fn is_verified(self) -> bool {
        matches!(self, Self::Verified | Self::VerifiedOtherRegion | Self::Own)
    }

    /// What to show beside the price: `~ unverified`, or that it is the user's own; empty for a vendor's price.
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
