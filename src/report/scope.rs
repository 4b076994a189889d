//! What a report covers: all workloads of a session, or one.

use crate::model::{Session, Workload};

#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReportScope {
    /// The session's title with the scope's name.
    pub(super) title: String,
    /// `all`, or a workload's id.
    pub(super) id: String,
}

impl ReportScope {
    pub(super) fn new(session: &Session, only: Option<&Workload>) -> Self {
        let name = only.map_or("all workloads", |workload| &workload.name);
        Self {
            title: format!("{} · {name}", session.title),
            id: only.map_or_else(|| "all".to_owned(), |workload| workload.id.to_string()),
        }
    }
}
