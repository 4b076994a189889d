//! Units of claims. Each is a scale times powers of base dimensions, so that hours per day are never confused with hours per
//! month, and dollars are never added to vCPUs.

use crate::catalogue::PriceUnit;
use serde::Deserialize;

/// The month of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum MonthLength {
    /// 730 hours, 30.4167 days.
    #[default]
    Mean,
    /// 720 hours, 30 days.
    Thirty,
}

impl MonthLength {
    pub fn hours(self) -> f64 {
        match self {
            Self::Mean => 730.0,
            Self::Thirty => 720.0,
        }
    }

    pub fn days(self) -> f64 {
        self.hours() / 24.0
    }
}

/// Powers of dollars, hours, vCPUs, GiB, calls (requests or jobs) and months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dimension(pub [i8; 6]);

impl Dimension {
    /// A plain number.
    pub const NONE: Self = Self([0; 6]);

    /// Dimension of a product.
    pub fn times(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at].saturating_add(other.0[at])))
    }

    /// Dimension of a quotient.
    pub fn over(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at].saturating_sub(other.0[at])))
    }
}

/// A unit. GB is what clouds sell as such: 1,024 MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum ClaimUnit {
    Usd,
    UsdPerMonth,
    UsdPerDay,
    UsdPerHour,
    UsdPerJob,
    UsdPerVcpuHour,
    UsdPerGibHour,
    UsdPerGibSecond,
    UsdPerGbMonth,
    UsdPerMillion,
    HoursPerDay,
    HoursPerWeek,
    HoursPerMonth,
    MinutesPerJob,
    Minutes,
    Seconds,
    Millis,
    JobsPerDay,
    RequestsPerDay,
    MillionPerMonth,
    GibSecondsPerMonth,
    Vcpus,
    Gibibytes,
    Gigabytes,
    Mebibytes,
    /// Decimal: 1,000 to the GB, although 1,024 MiB are sold as one.
    ThousandthsOfGb,
    Percent,
    Times,
    Count,
}

impl ClaimUnit {
    /// Empty for plain counts.
    pub fn label(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::UsdPerMonth => "USD/month",
            Self::UsdPerDay => "USD/day",
            Self::UsdPerHour => "USD/h",
            Self::UsdPerJob => "USD/job",
            Self::UsdPerVcpuHour => "USD/vCPU-h",
            Self::UsdPerGibHour => "USD/GiB-h",
            Self::UsdPerGibSecond => "USD/GiB-s",
            Self::UsdPerGbMonth => "USD/GB-month",
            Self::UsdPerMillion => "USD/million",
            Self::HoursPerDay => "h/day",
            Self::HoursPerWeek => "h/week",
            Self::HoursPerMonth => "h/month",
            Self::MinutesPerJob => "min/job",
            Self::Minutes => "min",
            Self::Seconds => "s",
            Self::Millis => "ms",
            Self::JobsPerDay => "jobs/day",
            Self::RequestsPerDay => "requests/day",
            Self::MillionPerMonth => "million requests/month",
            Self::GibSecondsPerMonth => "GiB-s/month",
            Self::Vcpus => "vCPU",
            Self::Gibibytes => "GiB",
            Self::Gigabytes => "GB",
            Self::Mebibytes => "MiB",
            Self::ThousandthsOfGb => "MB of 1/1,000 GB",
            Self::Percent => "%",
            Self::Times => "×",
            Self::Count => "",
        }
    }

    /// At most ten columns wide.
    pub fn short_label(self) -> &'static str {
        match self {
            Self::MillionPerMonth => "M/month",
            Self::UsdPerGbMonth => "USD/GB-mo",
            Self::UsdPerMillion => "USD/M",
            Self::RequestsPerDay => "req/day",
            Self::GibSecondsPerMonth => "GiB-s/mo",
            Self::ThousandthsOfGb => "MB",
            other => other.label(),
        }
    }

    /// The step in which such a figure is usually given: a cent, one percent; 0 where it is given exactly.
    pub fn rounding_step(self) -> f64 {
        match self {
            Self::Usd | Self::UsdPerMonth | Self::UsdPerDay | Self::UsdPerJob | Self::UsdPerVcpuHour => 0.01,
            Self::Percent => 1.0,
            _ => 0.0,
        }
    }

    /// Its dimension, and its size in base units (dollar, hour, vCPU, GiB, call, month).
    pub fn dimension_and_scale(self, month: MonthLength) -> (Dimension, f64) {
        let days = month.days();
        let (powers, scale) = match self {
            Self::Usd => ([1, 0, 0, 0, 0, 0], 1.0),
            Self::UsdPerMonth => ([1, 0, 0, 0, 0, -1], 1.0),
            Self::UsdPerDay => ([1, 0, 0, 0, 0, -1], days),
            Self::UsdPerHour => ([1, -1, 0, 0, 0, 0], 1.0),
            Self::UsdPerJob => ([1, 0, 0, 0, -1, 0], 1.0),
            Self::UsdPerVcpuHour => ([1, -1, -1, 0, 0, 0], 1.0),
            Self::UsdPerGibHour => ([1, -1, 0, -1, 0, 0], 1.0),
            Self::UsdPerGibSecond => ([1, -1, 0, -1, 0, 0], 3600.0),
            Self::UsdPerGbMonth => ([1, 0, 0, -1, 0, -1], 1.0),
            Self::UsdPerMillion => ([1, 0, 0, 0, -1, 0], 1e-6),
            Self::HoursPerDay => ([0, 1, 0, 0, 0, -1], days),
            Self::HoursPerWeek => ([0, 1, 0, 0, 0, -1], days / 7.0),
            Self::HoursPerMonth => ([0, 1, 0, 0, 0, -1], 1.0),
            Self::MinutesPerJob => ([0, 1, 0, 0, -1, 0], 1.0 / 60.0),
            Self::Minutes => ([0, 1, 0, 0, 0, 0], 1.0 / 60.0),
            Self::Seconds => ([0, 1, 0, 0, 0, 0], 1.0 / 3600.0),
            Self::Millis => ([0, 1, 0, 0, 0, 0], 1.0 / 3_600_000.0),
            Self::JobsPerDay | Self::RequestsPerDay => ([0, 0, 0, 0, 1, -1], days),
            Self::MillionPerMonth => ([0, 0, 0, 0, 1, -1], 1e6),
            Self::GibSecondsPerMonth => ([0, 1, 0, 1, 0, -1], 1.0 / 3600.0),
            Self::Vcpus => ([0, 0, 1, 0, 0, 0], 1.0),
            Self::Gibibytes | Self::Gigabytes => ([0, 0, 0, 1, 0, 0], 1.0),
            Self::Mebibytes => ([0, 0, 0, 1, 0, 0], 1.0 / 1024.0),
            Self::ThousandthsOfGb => ([0, 0, 0, 1, 0, 0], 1.0 / 1000.0),
            Self::Percent => ([0; 6], 0.01),
            Self::Times | Self::Count => ([0; 6], 1.0),
        };
        (Dimension(powers), scale)
    }

    /// None for price units that no claim uses.
    pub fn from_price_unit(unit: PriceUnit) -> Option<Self> {
        Some(match unit {
            PriceUnit::UsdPerHour => Self::UsdPerHour,
            PriceUnit::UsdPerMonth => Self::UsdPerMonth,
            PriceUnit::UsdPerGbMonth => Self::UsdPerGbMonth,
            PriceUnit::UsdPerGbSecond | PriceUnit::UsdPerGibSecond => Self::UsdPerGibSecond,
            PriceUnit::UsdPerGibHour => Self::UsdPerGibHour,
            PriceUnit::UsdPerVcpuHour => Self::UsdPerVcpuHour,
            PriceUnit::UsdPerMillion => Self::UsdPerMillion,
            PriceUnit::Percent => Self::Percent,
            PriceUnit::GbSecondsPerMonth | PriceUnit::GibSecondsPerMonth => Self::GibSecondsPerMonth,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_a_day_are_not_hours_a_month() {
        let (day, a_day) = ClaimUnit::HoursPerDay.dimension_and_scale(MonthLength::Thirty);
        let (month, a_month) = ClaimUnit::HoursPerMonth.dimension_and_scale(MonthLength::Thirty);
        assert_eq!((day, a_day / a_month), (month, 30.0));
        assert_ne!(ClaimUnit::Millis.dimension_and_scale(MonthLength::Mean).0, day);
    }

    #[test]
    fn a_price_per_gib_and_second_is_one_per_gib_and_hour() {
        let (second, scale) = ClaimUnit::UsdPerGibSecond.dimension_and_scale(MonthLength::Mean);
        assert_eq!((second, scale), (ClaimUnit::UsdPerGibHour.dimension_and_scale(MonthLength::Mean).0, 3600.0));
    }
}
