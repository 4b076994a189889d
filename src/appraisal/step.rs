//! The steps of the workbench.

/// A step of the workbench, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Frame,
    Workloads,
    Options,
    Criteria,
    Weigh,
    Score,
    Compare,
    Decide,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 8] = [
        Self::Frame,
        Self::Workloads,
        Self::Options,
        Self::Criteria,
        Self::Weigh,
        Self::Score,
        Self::Compare,
        Self::Decide,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Frame => "Frame",
            Self::Workloads => "Workloads",
            Self::Options => "Options",
            Self::Criteria => "Criteria",
            Self::Weigh => "Weigh",
            Self::Score => "Score",
            Self::Compare => "Compare",
            Self::Decide => "Decide",
        }
    }

    /// From 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// Its number, from 1: the digit that goes to it.
    pub fn number(self) -> usize {
        self.index() + 1
    }

    /// The step at an index from 0.
    pub fn at(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }
}
