//! Why a platform does not suit a workload, as data. Sentences are made here and nowhere else.

use super::format::{format_count, format_mebibytes, format_seconds};
use super::must_have::MustHaveIssue;
use crate::catalogue::limits::{Limit, LimitKind, LimitUnit};
use crate::model::number::format_number;
use crate::model::{Cloud, Constraint, ConstraintKind, HoursPerMonth, Millis, UsdPerMonth};
use std::fmt;

/// An objection to a platform, and who raises it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What does not fit.
    pub what: Objection,
    /// Why the constraint was set, in its author's words; mostly empty.
    pub why: String,
    /// Who asks for it: a person, `constraint`, `demand`, or the source of a rule. May be empty.
    pub by: String,
}

impl Reason {
    /// An objection that a constraint raises.
    pub fn from_constraint(constraint: &Constraint, what: Objection) -> Self {
        Self { what, why: constraint.why.clone(), by: constraint.author_label().to_owned() }
    }

    /// An objection that the demand itself raises.
    pub fn from_demand(what: Objection) -> Self {
        Self { what, why: String::new(), by: "demand".to_owned() }
    }

    /// The must-have that it is about, if it is about one.
    pub fn must_have(&self) -> Option<&MustHaveIssue> {
        match &self.what {
            Objection::MustHave(issue) => Some(issue),
            _ => None,
        }
    }

    /// What does not fit, with why that matters, without who says so.
    pub fn text(&self) -> String {
        if self.why.is_empty() { self.what.to_string() } else { format!("{}: {}", self.what, self.why) }
    }
}

impl fmt::Display for Reason {
    /// `a run takes 20 min; limit 15 min on AWS Lambda (…): nightly export (Ana)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())?;
        if self.by.is_empty() { Ok(()) } else { write!(f, " ({})", self.by) }
    }
}

/// What does not fit, or may not.
#[derive(Debug, Clone, PartialEq)]
pub enum Objection {
    /// The catalogue does not know the option, so nobody can tell whether it meets a requirement.
    UnknownOption(ConstraintKind),
    /// A constraint in its author's own words, which cannot be checked.
    OwnWords(String),
    /// A must-have of the decision that it is not said to meet.
    MustHave(MustHaveIssue),
    /// The platform cannot meet a requirement.
    MissingCapability { platform: String, requirement: ConstraintKind },
    /// It costs money while idle.
    PaidWhileIdle { platform: String },
    /// It scales to zero on schedule only, and part of it is paid for while stopped.
    ScheduledScaleToZero { platform: String },
    /// A Fargate service scales to zero on schedule only.
    FargateScaleToZero,
    /// Warm instances cost money while idle.
    WarmInstancesPaid,
    /// Data may not stay where it must.
    Residency(ResidencyIssue),
    /// The duration is unknown, so nobody can tell whether it meets a requirement.
    DurationUnknown(ConstraintKind),
    /// The first response after idle takes too long, for every duration given or for the longest.
    SlowAfterIdle { platform: String, total: Millis, start: Millis, limit: Millis, is_certain: bool },
    /// The same outside the hours in which instances are kept warm.
    SlowOutsideWarmHours { hours: f64, total: Millis, limit: Millis },
    /// A published limit is exceeded, by every value of a range or by its upper part; `demanded` is in the limit's unit.
    ExceedsLimit { limit: Box<Limit>, demanded: f64, is_certain: bool },
    /// It never ends, where runs have a time limit.
    RunsWithoutEnd(Box<Limit>),
    /// The platform offers no GPU.
    NoGpu { platform: String, gpus: u32 },
    /// Local state is lost at the end of each run, or at any time.
    StateLost { platform: String, at_end_of_run: bool },
    /// The bill is above a budget.
    OverBudget { monthly: UsdPerMonth, budget: UsdPerMonth, workload: String },
    /// There is no bill to compare with a budget.
    BillUnknown { budget: UsdPerMonth },
    /// Operations take more hours than allowed.
    OverHours { hours: HoursPerMonth, limit: HoursPerMonth, workload: String },
    /// There are no hours to compare with a limit.
    HoursUnknown { limit: HoursPerMonth },
    /// Operations take more of the team's time than they should; shares from 0 to 1.
    Overload { share: f64, cap: f64 },
    /// The bill covers less than the demand.
    Shortfall(String),
    /// An amount is in another currency than the prices, so there is no bill.
    OtherCurrency { amount: EnteredAmount, entered: String, book: String },
}

/// An amount that the team enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnteredAmount {
    Quote,
    HourlyRate,
}

/// Why it is open, or ruled out, that data stays in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResidencyIssue {
    /// Dedicated hosts are in the hoster's data centre, not in a cloud region.
    AskHoster { place: String },
    /// The place is not in the catalogue.
    UnknownPlace { place: String },
    /// The cloud has no region there.
    NoRegion { cloud: Cloud, place: String },
    /// No region is set; some are in the place.
    RegionNotStated { cloud: Cloud, place: String, regions: String },
    /// The region is not in the catalogue.
    UnknownRegion { cloud: Cloud, region: String, place: String },
    /// The region is elsewhere; `regions` are some in the place, if there are any.
    Outside { cloud: Cloud, region: String, country: String, place: String, regions: Option<String> },
}

impl ResidencyIssue {
    /// Whether data is known to be elsewhere, rather than in doubt.
    pub fn is_certain(&self) -> bool {
        match self {
            Self::NoRegion { .. } | Self::Outside { .. } => true,
            Self::AskHoster { .. }
            | Self::UnknownPlace { .. }
            | Self::RegionNotStated { .. }
            | Self::UnknownRegion { .. } => false,
        }
    }
}

impl fmt::Display for ResidencyIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AskHoster { place } => {
                write!(f, "dedicated hosts are in the hoster's data centre: ask whether it is in {place}")
            }
            Self::UnknownPlace { place } => write!(
                f,
                "'{place}' is not a known country, area or region: enter a country, an area such as EU or a region code, or check \
                 manually whether data stays there"
            ),
            Self::NoRegion { cloud, place } => write!(f, "{} has no known region in {place}", cloud.label()),
            Self::RegionNotStated { cloud, place, regions } => {
                write!(f, "no {} region is set: choose one in {place}, such as {regions}, in Frame", cloud.label())
            }
            Self::UnknownRegion { cloud, region, place } => write!(
                f,
                "'{region}' is not a known region of {}: correct it in Frame, or check manually whether it is in {place}",
                cloud.label()
            ),
            Self::Outside { cloud, region, country, place, regions } => {
                write!(f, "its data would be in {region} ({country}), not in {place}; {}", cloud.label())?;
                match regions {
                    Some(regions) => write!(f, " has {regions} there"),
                    None => f.write_str(" has no known region there"),
                }
            }
        }
    }
}

impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |time: &Millis| format_number(time.get());
        match self {
            Self::UnknownOption(requirement) => {
                write!(f, "this option is not in the catalogue: can it {}?", describe_requirement(requirement))
            }
            Self::OwnWords(text) | Self::Shortfall(text) => f.write_str(text),
            Self::OtherCurrency { amount, entered, book } => {
                let amount = match amount {
                    EnteredAmount::Quote => "the quote",
                    EnteredAmount::HourlyRate => "the hourly rate of the team",
                };
                write!(f, "{amount} is in {entered}, prices are in {book}: no exchange rate")
            }
            Self::MissingCapability { platform, requirement } => {
                write!(f, "{platform} cannot {}", describe_requirement(requirement))
            }
            Self::PaidWhileIdle { platform } => write!(f, "{platform} costs money while idle"),
            Self::ScheduledScaleToZero { platform } => {
                write!(
                    f,
                    "{platform} starts and stops on schedule only, not on a request, and is partly paid for while stopped"
                )
            }
            Self::FargateScaleToZero => {
                f.write_str("a Fargate service starts from zero on schedule only, not on a request")
            }
            Self::WarmInstancesPaid => f.write_str("warm instances cost money while idle"),
            Self::Residency(issue) => issue.fmt(f),
            Self::MustHave(issue) => issue.fmt(f),
            Self::DurationUnknown(requirement) => {
                write!(f, "its duration is unknown: can it {}?", describe_requirement(requirement))
            }
            Self::SlowAfterIdle { platform, total, start, limit, is_certain } => write!(
                f,
                "{}the first response after idle on {platform} takes {} ms ({} ms cold start), above {} ms",
                if *is_certain { "" } else { "at worst, " },
                ms(total),
                ms(start),
                ms(limit)
            ),
            Self::SlowOutsideWarmHours { hours, total, limit } => write!(
                f,
                "outside the {} h/day with warm instances, it takes {} ms after idle, above {} ms",
                format_number(*hours),
                ms(total),
                ms(limit)
            ),
            Self::ExceedsLimit { limit, demanded, is_certain } => {
                let range = if *is_certain || limit.limit == LimitKind::MaxConcurrency { "" } else { "at most, " };
                write!(f, "{range}{}; {}", describe_excess(limit, *demanded), describe_limit(limit))
            }
            Self::RunsWithoutEnd(limit) => write!(f, "it runs around the clock; {}", describe_limit(limit)),
            Self::NoGpu { platform, gpus } => {
                write!(f, "it needs {}, and {platform} offers none", format_count(*gpus, "GPU"))
            }
            Self::StateLost { platform, at_end_of_run } => {
                let when = if *at_end_of_run { "at the end of each run" } else { "at any time" };
                write!(f, "it keeps state in its process or on local disk, which {platform} may discard {when}")
            }
            Self::OverBudget { monthly, budget, workload } => {
                write!(
                    f,
                    "costs {:.0} USD/month, above the budget of {:.0} for {workload}",
                    monthly.get(),
                    budget.get()
                )
            }
            Self::BillUnknown { budget } => {
                write!(f, "its bill is unknown: does it cost at most {:.0} USD/month?", budget.get())
            }
            Self::OverHours { hours, limit, workload } => {
                let (hours, limit) = (hours.get(), limit.get());
                write!(f, "takes {hours:.1} h/month of operations, above the limit of {limit:.1} for {workload}")
            }
            Self::HoursUnknown { limit } => {
                write!(f, "its hours are unknown: does it take at most {:.1} h/month?", limit.get())
            }
            Self::Overload { share, cap } => {
                let (share, cap) = (100.0 * share, 100.0 * cap);
                write!(f, "operations take {share:.0} % of the team's time, above {cap:.0} %")
            }
        }
    }
}

/// What a platform must do to meet a constraint, as the end of `can it …?`.
fn describe_requirement(kind: &ConstraintKind) -> String {
    match kind {
        ConstraintKind::VendorAppliance => "run a vendor's machine image unchanged".to_owned(),
        ConstraintKind::KernelModule => "load custom kernel modules or drivers".to_owned(),
        ConstraintKind::Gpu => "offer a GPU".to_owned(),
        ConstraintKind::LongLivedConnections => "hold connections open for hours".to_owned(),
        ConstraintKind::CannotContainerise => "run software that is not containerised".to_owned(),
        ConstraintKind::ScaleToZero => "cost nothing while idle".to_owned(),
        ConstraintKind::P95AfterIdle(limit) => {
            format!("respond within {} ms after idle at the 95th percentile", format_number(limit.get()))
        }
        ConstraintKind::Budget(limit) => format!("cost at most {} USD/month", format_number(limit.get())),
        ConstraintKind::MostHours(limit) => format!("take at most {} h/month", format_number(limit.get())),
        ConstraintKind::DataResidency(place) => format!("keep its data in {place}"),
        ConstraintKind::Other(text) => text.clone(),
    }
}

/// `a run takes 11.67 min`.
fn describe_excess(limit: &Limit, demanded: f64) -> String {
    let demanded = format_amount(limit.unit, demanded);
    match limit.limit {
        LimitKind::LongestRun | LimitKind::MinBilledTime => format!("a run takes {demanded}"),
        LimitKind::LongestRequest => format!("a request takes {demanded}"),
        LimitKind::MaxMemory | LimitKind::MaxVcpus | LimitKind::MinVcpus => format!("an instance takes {demanded}"),
        LimitKind::MaxConcurrency => format!("{demanded} instances run at once at the peak"),
        LimitKind::TemporaryDisk | LimitKind::IncludedDisk => format!("an instance writes {demanded}"),
        LimitKind::RequestPayload => format!("a request carries {demanded}"),
        LimitKind::DiskCapacity => format!("it keeps {demanded} on disk"),
        LimitKind::MonthlyTraffic => format!("it sends {demanded} a month"),
    }
}

/// `limit 10 min on Azure Functions (consumption plan) (source, date)`.
fn describe_limit(limit: &Limit) -> String {
    let Limit { service, source, date, status, .. } = limit;
    let marker = status.marker();
    let marker = if marker.is_empty() { String::new() } else { format!("; {marker}") };
    let word = if limit.limit == LimitKind::MaxConcurrency { "account quota" } else { "limit" };
    format!("{word} {} on {service} ({source}, {date}{marker})", format_amount(limit.unit, limit.value))
}

fn format_amount(unit: LimitUnit, value: f64) -> String {
    match unit {
        LimitUnit::Seconds => format_seconds(value),
        LimitUnit::Mebibytes => format_mebibytes(value),
        LimitUnit::Vcpus => format!("{} vCPU", format_number(value)),
        LimitUnit::Instances => format_number(value.ceil()),
    }
}
