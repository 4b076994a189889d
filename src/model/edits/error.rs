//! Why an edit is refused.

use crate::model::document::edit::Edit;
use crate::model::document::robustness::RobustnessSettings;
use crate::model::document::weighting::PairComparison;
use crate::model::values::units::Points;

/// Why an edit was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EditError {
    #[error("there is no {kind} '{id}'")]
    Missing { kind: &'static str, id: String },
    #[error("the {0} has no id")]
    EmptyId(&'static str),
    #[error("there is already a {kind} '{id}'")]
    Duplicate { kind: &'static str, id: String },
    #[error("{kind} '{id}' is still in use: {by}")]
    InUse { kind: &'static str, id: String, by: String },
    #[error("a session has at most {max} {list}")]
    TooMany { list: &'static str, max: usize },
    #[error("position {at} is past the end of {len} {list}")]
    OutOfRange { list: &'static str, at: usize, len: usize },
    #[error("{0} is not a score: scores are 1 to 5")]
    InvalidScore(u8),
    #[error("the range runs from {0} down to {1}: give the lower end first")]
    ReversedRange(String, String),
    #[error("{0} points are too many: at most {max}", max = Points::MAX)]
    TooManyPoints(u32),
    #[error("a swing of {0} is too large: swings are 0 to 100")]
    SwingTooLarge(u32),
    #[error("a comparison of {0} is off the scale: it is 1 (equal) to {max}", max = PairComparison::MAX_TIMES)]
    InvalidComparison(u8),
    #[error("'{0}' and '{1}' are not in alphabetical order, as the ids of a pair must be")]
    UnorderedPair(String, String),
    #[error("a rank must hold at least one criterion")]
    EmptyRank,
    #[error("a workload has at least one service")]
    NoServices,
    #[error("{0} draws are out of range: 1 to {max}", max = RobustnessSettings::MAX_SAMPLES)]
    InvalidSamples(u32),
    #[error("{field} is {value}, and must be 0 to 100")]
    InvalidPercentage { field: &'static str, value: u32 },
    #[error("breakpoints must lie between worst and best, in order, with rising scores between 1 and 5")]
    InvalidBreakpoints,
    #[error("worst and best are both {0}: they must differ")]
    EqualAnchors(f64),
    #[error("the overrides of scenario '{0}' must be in the order of the workloads and their fields")]
    UnorderedOverrides(String),
    #[error("'{criterion}' is about {about}, so its scores are {place}")]
    WrongCell { criterion: String, about: &'static str, place: &'static str },
    #[error("'{criterion}' is {measure}: {hint}")]
    WrongKindOfScore { criterion: String, measure: &'static str, hint: &'static str },
}

/// The inverse of the edit, or why it was refused.
pub type EditResult = Result<Edit, EditError>;
