//! The book of published figures: source, inputs and formula of each. Verdicts are never stored; [`super::check_claims`]
//! computes them.

use super::unit::{ClaimUnit, MonthLength};
use crate::catalogue::PlatformKind;
use serde::Deserialize;

/// All published claims.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimBook {
    /// The day on which the claims were collected.
    pub version: String,
    /// Where the claims were published.
    pub sources: Vec<Publication>,
    /// A claim may use the figures of earlier claims only.
    pub claims: Vec<Claim>,
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// `S0`.
    pub id: String,
    pub title: String,
    /// The day of publication, or `undated`.
    pub date: String,
}

/// A published claim.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Number of the source, then of the claim: `000-1`.
    pub id: String,
    /// Id of the publication.
    pub source: String,
    /// At most 20 characters.
    pub title: String,
    /// The claim, paraphrased.
    pub claim: String,
    /// The figure, if there is one.
    #[serde(default)]
    pub claimed: Option<ClaimedFigure>,
    pub unit: ClaimUnit,
    #[serde(default)]
    pub month: MonthLength,
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// None when the source gives nothing to compute the figure from.
    #[serde(default)]
    pub formula: Option<ClaimFormula>,
    /// Further figures of the same claim, and other interpretations of the main one.
    #[serde(default)]
    pub also: Vec<ClaimVariant>,
    /// Background for the reader.
    pub why: String,
}

/// A figure as printed; text keeps the digits shown.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum ClaimedFigure {
    /// One number.
    Figure(String),
    /// Low to high.
    Range(String, String),
    /// More than this, up to a maximum.
    MoreThan(String, Option<String>),
    /// Not printed, but it follows from printed figures.
    Follows,
}

/// A named input of a formula.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Its name in the formula.
    pub name: String,
    /// As published; none when the source omits it.
    #[serde(default)]
    pub published: Option<InputSource>,
    /// The correct value where it differs; also the replacement for what the source omits.
    #[serde(default)]
    pub ours: Option<InputSource>,
}

/// Where the value of an input comes from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum InputSource {
    /// A premise, taken as stated.
    Is(f64, ClaimUnit),
    /// An approximate premise, such as 'a few'.
    Between(f64, f64, ClaimUnit),
    /// A result of the source that is no claim of its own here.
    Says(f64, f64, ClaimUnit),
    /// Id of a price in the price book.
    Price(String),
    /// vCPUs of a machine in the price book, by price id.
    Processors(String),
    /// A price missing from the price book: value, unit, source, date.
    Quoted(f64, ClaimUnit, String, String),
    /// Hours in the claim's month.
    Month,
    /// The longest run on a kind of platform.
    LongestRun(PlatformKind),
    /// The most memory on a kind of platform.
    LargestMemory(PlatformKind),
    /// The figure of an earlier claim: as claimed on the published side, as recomputed on the corrected side.
    Claim(String),
    /// The figure of an earlier claim as claimed, on both sides: this claim only converts its unit.
    Takes(String),
    /// The figure of an earlier claim as recomputed, on both sides.
    Recomputed(String),
}

impl InputSource {
    /// The earlier claim that it is taken from.
    pub fn source_claim(&self) -> Option<&str> {
        match self {
            Self::Claim(id) | Self::Takes(id) | Self::Recomputed(id) => Some(id),
            _ => None,
        }
    }

    /// Whether price lists, platform limits or the calendar give it, so that a source may omit it.
    pub fn is_listed(&self) -> bool {
        match self {
            Self::Price(_) | Self::Processors(_) | Self::Quoted(..) | Self::Month => true,
            Self::LongestRun(_) | Self::LargestMemory(_) => true,
            Self::Is(..) | Self::Between(..) | Self::Says(..) => false,
            Self::Claim(_) | Self::Takes(_) | Self::Recomputed(_) => false,
        }
    }

    /// Whether the source asserts it, rather than assuming it.
    pub fn is_asserted(&self) -> bool {
        matches!(self, Self::Says(..) | Self::Claim(_))
    }
}

/// How a figure follows from named inputs. Where bills use the same formula, both call the same function.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum ClaimFormula {
    /// An input.
    In(String),
    /// A constant.
    Number(f64),
    Product(Vec<ClaimFormula>),
    Sum(Vec<ClaimFormula>),
    Difference(Box<ClaimFormula>, Box<ClaimFormula>),
    Quotient(Box<ClaimFormula>, Box<ClaimFormula>),
    /// `1 − x`.
    Rest(Box<ClaimFormula>),
    /// `max(0, a − b)`: a price after a credit.
    Net(Box<ClaimFormula>, Box<ClaimFormula>),
    /// Rounded up to a whole number.
    Whole(Box<ClaimFormula>),
    /// From the smallest to the largest of several.
    Span(Vec<ClaimFormula>),
    /// The discount of a reduced price on the ordinary one, as a share: reduced, ordinary.
    Off(String, String),
    /// A pod per hour, rounded up to the sizes that Autopilot sells.
    Pod {
        /// Requested vCPUs.
        vcpu: String,
        /// Requested memory.
        memory: String,
        /// USD per vCPU-hour.
        vcpu_price: String,
        /// USD per GiB-hour.
        memory_price: String,
    },
    /// A month of functions.
    Functions {
        /// Calls per month.
        calls: String,
        /// Duration of a call.
        duration: String,
        /// Memory of a call.
        memory: String,
        /// USD per million calls; none excludes calls.
        call_price: Option<String>,
        /// USD per GiB-second; none excludes duration.
        duration_price: Option<String>,
        /// Free calls and GiB-seconds.
        free: Option<(String, String)>,
    },
    /// The volume at which pay-per-call equals a fixed price: USD per month, USD per call.
    Crossing(Box<ClaimFormula>, Box<ClaimFormula>),
}

/// A further figure of a claim.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimVariant {
    /// What the figure is.
    pub what: String,
    /// As printed in the source.
    #[serde(default)]
    pub claimed: Option<ClaimedFigure>,
    /// Defaults to the claim's.
    #[serde(default)]
    pub unit: Option<ClaimUnit>,
    /// Defaults to the claim's.
    #[serde(default)]
    pub month: Option<MonthLength>,
    /// Defaults to the claim's.
    #[serde(default)]
    pub formula: Option<ClaimFormula>,
    /// Inputs added to the claim's, or replacing them.
    #[serde(default)]
    pub with: Vec<(String, InputSource)>,
    /// Use published inputs on the corrected side, too.
    #[serde(default)]
    pub as_published: bool,
}

impl ClaimBook {
    pub fn publication(&self, id: &str) -> Option<&Publication> {
        self.sources.iter().find(|source| source.id == id)
    }
}

impl ClaimFormula {
    /// Appends every input it names, in order and with repetitions.
    pub fn collect_input_names<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::In(name) => found.push(name),
            Self::Number(_) => {}
            Self::Product(parts) | Self::Sum(parts) | Self::Span(parts) => {
                parts.iter().for_each(|part| part.collect_input_names(found));
            }
            Self::Difference(a, b) | Self::Quotient(a, b) | Self::Net(a, b) | Self::Crossing(a, b) => {
                a.collect_input_names(found);
                b.collect_input_names(found);
            }
            Self::Rest(part) | Self::Whole(part) => part.collect_input_names(found),
            Self::Off(reduced, ordinary) => found.extend([reduced.as_str(), ordinary]),
            Self::Pod { vcpu, memory, vcpu_price, memory_price } => {
                found.extend([vcpu.as_str(), memory, vcpu_price, memory_price]);
            }
            Self::Functions { calls, duration, memory, call_price, duration_price, free } => {
                found.extend([calls.as_str(), duration, memory]);
                found.extend(call_price.iter().chain(duration_price).map(String::as_str));
                found.extend(free.iter().flat_map(|(calls, seconds)| [calls.as_str(), seconds]));
            }
        }
    }
}
