//! Whose matrix is shown.

use crate::model::{Session, Workload, WorkloadId};

/// What a matrix is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// An ordinary decision: there are no workloads.
    Matrix,
    /// One workload: columns are alternatives.
    Workload(WorkloadId),
    /// All workloads together: columns are estates.
    System,
}

impl Scope {
    /// Every scope of a session, in the order in which one steps through them: the workloads, then the whole system.
    pub fn all(session: &Session) -> Vec<Self> {
        let mut scopes: Vec<Self> =
            session.workloads.iter().map(|workload| Self::Workload(workload.id.clone())).collect();
        match scopes.len() {
            0 => scopes.push(Self::Matrix),
            1 => {}
            _ => scopes.push(Self::System),
        }
        scopes
    }

    /// The scope that speaks for the whole session: the system where there are several workloads.
    pub fn overall(session: &Session) -> Self {
        match session.workloads.as_slice() {
            [] => Self::Matrix,
            [only] => Self::Workload(only.id.clone()),
            _ => Self::System,
        }
    }

    /// The workload that the scope is limited to.
    pub fn workload<'s>(&self, session: &'s Session) -> Option<&'s Workload> {
        match self {
            Self::Workload(id) => session.workload(id),
            Self::Matrix | Self::System => None,
        }
    }

    /// Its name on screen.
    pub fn name(&self, session: &Session) -> String {
        match self {
            Self::Matrix => "all".to_owned(),
            Self::Workload(id) => session.workload(id).map_or_else(|| id.to_string(), |workload| workload.name.clone()),
            Self::System => "whole system".to_owned(),
        }
    }

    /// Its id on the command line.
    pub fn id(&self) -> &str {
        match self {
            Self::Matrix | Self::System => "all",
            Self::Workload(id) => id.as_str(),
        }
    }
}
