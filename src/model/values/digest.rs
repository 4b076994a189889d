//! The digest of what a signature stands for.

use serde::{Deserialize, Serialize};
use std::fmt;

/// SHA-256, written as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordDigest([u8; LENGTH]);

/// Bytes of a digest.
const LENGTH: usize = 32;
/// Digits that are shown where there is no room for all.
const SHORT_DIGITS: usize = 12;

impl RecordDigest {
    pub fn from_bytes(bytes: [u8; LENGTH]) -> Self {
        Self(bytes)
    }

    /// The first twelve digits, enough to tell two records apart.
    pub fn short(&self) -> String {
        let mut digits = self.to_string();
        digits.truncate(SHORT_DIGITS);
        digits
    }
}

impl fmt::Display for RecordDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl From<RecordDigest> for String {
    fn from(digest: RecordDigest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for RecordDigest {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let refused = || format!("'{text}' is not a digest: 64 digits 0-9 and a-f are expected");
        let mut bytes = [0; LENGTH];
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        if text.len() != 2 * LENGTH {
            return Err(refused());
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let (high, low) = (digit(pair[0]).ok_or_else(refused)?, digit(pair[1]).ok_or_else(refused)?);
            *byte = high << 4 | low;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_is_written() {
        let digest = RecordDigest::from_bytes(std::array::from_fn(|at| at as u8 * 8));
        assert_eq!(RecordDigest::try_from(digest.to_string()), Ok(digest.clone()));
        assert_eq!(digest.short(), "000810182028");
    }

    #[test]
    fn anything_else_is_refused() {
        let upper = "A".repeat(64);
        for text in ["", "00", upper.as_str(), &"g".repeat(64), &"0".repeat(63), &"é".repeat(32)] {
            assert!(RecordDigest::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
