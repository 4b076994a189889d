//! Days and moments. The current time is always passed in; nothing here reads a clock.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A text that is not a date or time, with an example of one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is not {expected}")]
pub struct TimeError {
    pub text: String,
    /// What was expected, with an example.
    pub expected: &'static str,
}

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(jiff::civil::Date);

impl FromStr for Day {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        text.trim()
            .parse()
            .map(Self)
            .map_err(|_| TimeError { text: text.to_owned(), expected: "a day such as 2026-12-04" })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Day {
    /// Short form for lists: `2 Nov`, with the year when it differs from that of `today`.
    pub fn format_short(self, today: Day) -> String {
        let month = self.0.strftime("%b");
        if self.0.year() == today.0.year() {
            format!("{} {month}", self.0.day())
        } else {
            format!("{} {month} {}", self.0.day(), self.0.year())
        }
    }
}

/// A moment in UTC, to the second, written as RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(jiff::Timestamp);

impl Moment {
    /// From seconds since 1970, UTC; a value outside the calendar becomes its nearest end.
    pub fn from_unix(seconds: i64) -> Self {
        let fallback = if seconds < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
        Self(jiff::Timestamp::from_second(seconds).unwrap_or(fallback))
    }

    /// The day in UTC.
    pub fn day(self) -> Day {
        Day(self.0.to_zoned(jiff::tz::TimeZone::UTC).date())
    }
}

impl FromStr for Moment {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let moment: jiff::Timestamp = text
            .trim()
            .parse()
            .map_err(|_| TimeError { text: text.to_owned(), expected: "a time such as 2026-11-20T14:00:00Z" })?;
        Ok(Self::from_unix(moment.as_second()))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! text_form {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = TimeError;
            fn try_from(text: String) -> Result<Self, TimeError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.to_string()
            }
        }
    };
}

text_form!(Day);
text_form!(Moment);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_round_trips_and_drops_fractions() {
        let moment: Moment = "2026-11-20T14:00:00.75Z".parse().unwrap();
        assert_eq!(moment.to_string(), "2026-11-20T14:00:00Z");
        assert_eq!(moment.day().to_string(), "2026-11-20");
        assert!("yesterday".parse::<Moment>().is_err());
    }

    #[test]
    fn the_year_is_shown_only_when_it_differs() {
        let today: Day = "2026-11-20".parse().unwrap();
        assert_eq!("2026-11-02".parse::<Day>().unwrap().format_short(today), "2 Nov");
        assert_eq!("2025-11-02".parse::<Day>().unwrap().format_short(today), "2 Nov 2025");
    }
}
