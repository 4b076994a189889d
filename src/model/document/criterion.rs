//! Criteria: what they measure, how their scores are obtained and what each level means.

use super::fields::fields;
use crate::model::values::default::is_default;
use crate::model::values::id::{CriterionId, WorkloadId};
use crate::model::values::units::{Figure, Points};
use serde::{Deserialize, Serialize};

/// What a criterion is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum CriterionScope {
    /// The team: one score per alternative.
    Team,
    /// The workload: one score per alternative and workload.
    #[default]
    Workload,
}

/// The calculated figure that a derived score is based on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DerivedMetric {
    /// The bill without labour. USD per month.
    MonthlyCost,
    /// Operations hours. Hours per month.
    BurdenHours,
    /// 95th percentile of the response time after idle. Milliseconds.
    P95AfterIdle,
    /// Share of the layers that the team operates. Per cent.
    OperatedShare,
    /// Work to move from the platform to the nearest other kind. Hours, once.
    ExitEffort,
}

impl DerivedMetric {
    pub const ALL: [Self; 5] =
        [Self::MonthlyCost, Self::BurdenHours, Self::P95AfterIdle, Self::OperatedShare, Self::ExitEffort];

    pub fn label(self) -> &'static str {
        match self {
            Self::MonthlyCost => "monthly cost",
            Self::BurdenHours => "burden hours",
            Self::P95AfterIdle => "p95 after idle",
            Self::OperatedShare => "share you operate",
            Self::ExitEffort => "exit effort",
        }
    }

    pub fn unit(self) -> &'static str {
        match self {
            Self::MonthlyCost => "USD/month",
            Self::BurdenHours => "h/month",
            Self::P95AfterIdle => "ms",
            Self::OperatedShare => "%",
            Self::ExitEffort => "h",
        }
    }

    /// Whether the figures of several workloads add up; otherwise the worst workload counts.
    pub fn is_additive(self) -> bool {
        match self {
            Self::MonthlyCost | Self::BurdenHours | Self::ExitEffort => true,
            Self::P95AfterIdle | Self::OperatedShare => false,
        }
    }
}

/// How a criterion's scores are obtained.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum Measure {
    /// People judge, 1 to 5, against the rubric.
    #[default]
    Judged,
    /// People measure; the anchors map the figure to the scale.
    Measured {
        unit: String,
        /// Maps to 1.
        worst: Figure,
        /// Maps to 5.
        best: Figure,
        /// Breakpoints between the anchors, in the order of their scores.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bends: Vec<Breakpoint>,
    },
    /// The program calculates; the anchors map the figure to the scale.
    Derived {
        source: DerivedMetric,
        /// Maps to 1.
        worst: Figure,
        /// Maps to 5.
        best: Figure,
        /// Breakpoints between the anchors, in the order of their scores.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bends: Vec<Breakpoint>,
    },
}

/// A point of the value function between the anchors. Without breakpoints the value function is a straight line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Bend", deny_unknown_fields)]
pub struct Breakpoint {
    /// The figure, in the unit of the measure.
    pub at: Figure,
    /// Its score, between 1 and 5.
    pub score: Figure,
}

/// Two figures that map to the ends of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchors {
    /// Maps to the lowest score.
    pub worst: Figure,
    /// Maps to the highest score.
    pub best: Figure,
}

impl Measure {
    /// What a measured criterion begins with, until a person says what it is measured in.
    pub fn starting_point() -> Self {
        Self::Measured { unit: "ms".to_owned(), worst: Figure::of(1000.0), best: Figure::default(), bends: Vec::new() }
    }

    /// Whether it says nothing but what it began with.
    pub fn is_starting_point(&self) -> bool {
        *self == Self::starting_point()
    }

    pub fn anchors(&self) -> Option<Anchors> {
        match *self {
            Self::Judged => None,
            Self::Measured { worst, best, .. } | Self::Derived { worst, best, .. } => Some(Anchors { worst, best }),
        }
    }

    pub fn breakpoints(&self) -> &[Breakpoint] {
        match self {
            Self::Judged => &[],
            Self::Measured { bends, .. } | Self::Derived { bends, .. } => bends,
        }
    }

    pub fn derived_metric(&self) -> Option<DerivedMetric> {
        match self {
            Self::Derived { source, .. } => Some(*source),
            Self::Judged | Self::Measured { .. } => None,
        }
    }

    pub fn label(&self) -> &'static str {
        match self {
            Self::Judged => "judged",
            Self::Measured { .. } => "measured",
            Self::Derived { .. } => "derived",
        }
    }
}

/// Something that the alternatives are compared on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    pub id: CriterionId,
    pub name: String,
    #[serde(default)]
    pub group: String,
    #[serde(default)]
    pub about: CriterionScope,
    #[serde(default)]
    pub measure: Measure,
    #[serde(default)]
    pub points: Points,
    /// The measure before the last change of its kind, so that the change can be reverted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured_before: Option<Measure>,
    /// Whether the group has agreed on the weight.
    #[serde(default, skip_serializing_if = "is_default")]
    pub agreed: bool,
}

fields! {
    /// A field of a criterion, except its weight.
    CriterionField of Criterion {
        Name => name: String,
        Group => group: String,
        About => about: CriterionScope,
        Measure => measure: Measure,
        MeasuredBefore => measured_before: Option<Measure>,
    }
}

impl CriterionField {
    /// Whether it changes what a figure is worth: marked when it is changed after the totals were seen.
    pub fn changes_preferences(&self) -> bool {
        match self {
            Self::Measure(_) => true,
            Self::Name(_) | Self::Group(_) | Self::About(_) | Self::MeasuredBefore(_) => false,
        }
    }
}

/// A workload's own anchors for a derived criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkloadAnchors {
    pub criterion: CriterionId,
    pub workload: WorkloadId,
    /// Maps to 1.
    pub worst: Figure,
    /// Maps to 5.
    pub best: Figure,
}

/// What a level of a criterion means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    pub criterion: CriterionId,
    /// 1 to 5.
    pub level: u8,
    pub text: String,
}
