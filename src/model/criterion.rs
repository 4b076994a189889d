//! Something that matters: what it is about, how its scores come about, and what the levels mean.

use super::demand::Anchors;
use super::edit::{CriterionField, Edit};
use super::id::{CriterionId, WorkloadId};
use super::is_default;
use super::session::Session;
use super::units::{Figure, Points};
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

/// Where a derived score comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DerivedMetric {
    /// The bill, labour left out. USD per month.
    MonthlyCost,
    /// The hours of operations. Hours per month.
    BurdenHours,
    /// Time within which 95 of 100 answers come after idle. Milliseconds.
    P95AfterIdle,
    /// Share of layers that the team operates. Per cent.
    OperatedShare,
    /// Work of leaving the platform for the nearest other kind. Hours, once.
    ExitEffort,
}

impl DerivedMetric {
    /// Every source, in order.
    pub const ALL: [Self; 5] =
        [Self::MonthlyCost, Self::BurdenHours, Self::P95AfterIdle, Self::OperatedShare, Self::ExitEffort];

    /// As it is printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::MonthlyCost => "monthly cost",
            Self::BurdenHours => "burden hours",
            Self::P95AfterIdle => "p95 after idle",
            Self::OperatedShare => "share you operate",
            Self::ExitEffort => "exit effort",
        }
    }

    /// The unit of its figure.
    pub fn unit(self) -> &'static str {
        match self {
            Self::MonthlyCost => "USD/month",
            Self::BurdenHours => "h/month",
            Self::P95AfterIdle => "ms",
            Self::OperatedShare => "%",
            Self::ExitEffort => "h",
        }
    }

    /// Whether the figures of several workloads add up; otherwise the worst of them stands for all.
    pub fn is_additive(self) -> bool {
        matches!(self, Self::MonthlyCost | Self::BurdenHours | Self::ExitEffort)
    }
}

/// How a criterion's scores come about.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum Measure {
    /// Somebody judges, 1 to 5, against the rubric.
    #[default]
    Judged,
    /// Somebody measures; the anchors map the figure onto the scale.
    Measured {
        /// The unit of the figure.
        unit: String,
        /// Maps to 1.
        worst: Figure,
        /// Maps to 5.
        best: Figure,
        /// Where the line between the two bends, in the order of the scores.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bends: Vec<Breakpoint>,
    },
    /// It follows from the appraisal; the anchors map the figure onto the scale.
    Derived {
        /// Which figure.
        source: DerivedMetric,
        /// Maps to 1.
        worst: Figure,
        /// Maps to 5.
        best: Figure,
        /// Where the line between the two bends, in the order of the scores.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bends: Vec<Breakpoint>,
    },
}

/// A point that the way from worst to best passes through. Without any the way is a straight line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breakpoint {
    /// At this figure, in the unit of the measure.
    pub at: Figure,
    /// It scores this, more than 1 and less than 5.
    pub score: Figure,
}

impl Measure {
    /// The anchors, if there are any.
    pub fn anchors(&self) -> Option<Anchors> {
        match *self {
            Self::Judged => None,
            Self::Measured { worst, best, .. } | Self::Derived { worst, best, .. } => Some(Anchors { worst, best }),
        }
    }

    /// The points that the way from worst to best passes through.
    pub fn breakpoints(&self) -> &[Breakpoint] {
        match self {
            Self::Judged => &[],
            Self::Measured { bends, .. } | Self::Derived { bends, .. } => bends,
        }
    }

    /// The figure it is derived from, if it is.
    pub fn derived_metric(&self) -> Option<DerivedMetric> {
        match self {
            Self::Derived { source, .. } => Some(*source),
            _ => None,
        }
    }

    /// As it is printed.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Judged => "judged",
            Self::Measured { .. } => "measured",
            Self::Derived { .. } => "derived",
        }
    }
}

/// Something that matters.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its slug.
    pub id: CriterionId,
    /// Its name on screen.
    pub name: String,
    /// The group it belongs to.
    #[serde(default)]
    pub group: String,
    /// What it is about.
    #[serde(default)]
    pub about: CriterionScope,
    /// How its scores come about.
    #[serde(default)]
    pub measure: Measure,
    /// Its weight.
    #[serde(default)]
    pub points: Points,
    /// How its scores came about before they came about as they do now, so that one can go back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured_before: Option<Measure>,
    /// Whether the group has settled the weight.
    #[serde(default, skip_serializing_if = "is_default")]
    pub agreed: bool,
}

/// Anchors that a workload has of its own for a derived criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkloadAnchors {
    /// Of which criterion.
    pub criterion: CriterionId,
    /// For which workload.
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
    /// Of which criterion.
    pub criterion: CriterionId,
    /// Which level, 1 to 5.
    pub level: u8,
    /// What it means.
    pub text: String,
}

impl Session {
    /// The edit by which a criterion's scores come about in another way. What was said before is kept: its anchors in
    /// `measured_before`, and what people said of it aside, while what is derived stands.
    pub fn measure_change(&self, criterion: &Criterion, measure: Measure) -> Edit {
        let set = |field| Edit::SetCriterion { id: criterion.id.clone(), field };
        if measure.label() == criterion.measure.label()
            && measure.derived_metric() == criterion.measure.derived_metric()
        {
            return set(CriterionField::Measure(measure));
        }
        let becomes_derived = measure.derived_metric().is_some();
        let aside = |to: bool| {
            let said = self.scores.iter().filter(move |row| row.criterion == criterion.id && row.aside != to);
            said.map(move |row| Edit::SetAside { cell: row.cell(), aside: to }).collect::<Vec<_>>()
        };
        let mut edits = vec![set(CriterionField::MeasuredBefore(Some(criterion.measure.clone())))];
        if becomes_derived && criterion.measure.derived_metric().is_none() {
            edits.extend(aside(true));
        }
        edits.push(set(CriterionField::Measure(measure)));
        if !becomes_derived {
            edits.extend(aside(false));
        }
        Edit::Batch(edits)
    }
}
