//! Units of prices.

use serde::Deserialize;

/// The unit of a price. `UsdPerGbMonth` is USD per GB and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum PriceUnit {
    UsdPerHour,
    UsdPerMonth,
    UsdPerGb,
    UsdPerGib,
    UsdPerTib,
    UsdPerGbMonth,
    UsdPerGibMonth,
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
    GibPerMonth,
    RequestsPerMonth,
    GbSecondsPerMonth,
    GibSecondsPerMonth,
    VcpuSecondsPerMonth,
    GhzSecondsPerMonth,
}

impl PriceUnit {
    /// As displayed: `USD/GB-second`.
    pub fn label(self) -> &'static str {
        match self {
            Self::UsdPerHour => "USD/hour",
            Self::UsdPerMonth => "USD/month",
            Self::UsdPerGb => "USD/GB",
            Self::UsdPerGib => "USD/GiB",
            Self::UsdPerTib => "USD/TiB",
            Self::UsdPerGbMonth => "USD/GB-month",
            Self::UsdPerGibMonth => "USD/GiB-month",
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
            Self::GibPerMonth => "GiB/month",
            Self::RequestsPerMonth => "requests/month",
            Self::GbSecondsPerMonth => "GB-s/month",
            Self::GibSecondsPerMonth => "GiB-s/month",
            Self::VcpuSecondsPerMonth => "vCPU-s/month",
            Self::GhzSecondsPerMonth => "GHz-s/month",
        }
    }

    /// The unit of the quantity that the price is multiplied by; empty for allowances and percentages.
    pub fn quantity_unit(self) -> &'static str {
        match self {
            Self::UsdPerHour | Self::UsdPerVmHour => "h",
            Self::UsdPerMonth | Self::EurPerMonth => "month",
            Self::UsdPerGb => "GB",
            Self::UsdPerGib => "GiB",
            Self::UsdPerTib => "TiB",
            Self::UsdPerGbMonth => "GB-month",
            Self::UsdPerGibMonth => "GiB-month",
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
            | Self::GibPerMonth
            | Self::RequestsPerMonth
            | Self::GbSecondsPerMonth
            | Self::GibSecondsPerMonth
            | Self::VcpuSecondsPerMonth
            | Self::GhzSecondsPerMonth => "",
        }
    }

    /// Whether it is a monthly allowance rather than a price.
    pub fn is_allowance(self) -> bool {
        matches!(
            self,
            Self::GbPerMonth
                | Self::GibPerMonth
                | Self::RequestsPerMonth
                | Self::GbSecondsPerMonth
                | Self::GibSecondsPerMonth
                | Self::VcpuSecondsPerMonth
                | Self::GhzSecondsPerMonth
        )
    }
}
