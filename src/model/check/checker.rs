//! What all checks share: collecting diagnostics, and looking ids up.

use super::diagnostic::{Diagnostic, Severity};
use crate::model::document::alternative::Alternative;
use crate::model::document::criterion::Criterion;
use crate::model::document::must_have::MustHave;
use crate::model::document::participant::Participant;
use crate::model::document::score::CellKey;
use crate::model::document::session::Session;
use crate::model::document::workload::Workload;
use crate::model::edits::error::EditError;
use crate::model::edits::record::Record;
use crate::model::text::position::PathStep;
use crate::model::values::id::{AlternativeId, CriterionId, MustHaveId, ParticipantId, WorkloadId};
use std::collections::{HashMap, HashSet};

/// More errors than these usually have a common cause.
const MAX_DIAGNOSTICS: usize = 50;
/// Names that are listed in place of an unknown one.
const MAX_NAMES: usize = 20;

pub(super) struct Checker<'a> {
    pub(super) session: &'a Session,
    pub(super) diagnostics: Vec<Diagnostic>,
    alternatives: HashSet<&'a str>,
    workloads: HashSet<&'a str>,
    criteria: HashMap<&'a str, &'a Criterion>,
    participants: HashSet<&'a str>,
    must_haves: HashSet<&'a str>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(session: &'a Session) -> Self {
        Self {
            session,
            diagnostics: Vec::new(),
            alternatives: session.alternatives.iter().map(|row| row.id.as_str()).collect(),
            workloads: session.workloads.iter().map(|row| row.id.as_str()).collect(),
            criteria: session.criteria.iter().rev().map(|row| (row.id.as_str(), row)).collect(),
            participants: session.participants.iter().map(|row| row.id.as_str()).collect(),
            must_haves: session.must_haves.iter().map(|row| row.id.as_str()).collect(),
        }
    }

    pub(super) fn error(&mut self, path: &[PathStep], what: impl Into<String>, hint: impl Into<String>) {
        let (what, hint) = match self.diagnostics.len() {
            0..MAX_DIAGNOSTICS => (what.into(), hint.into()),
            MAX_DIAGNOSTICS => ("there are more errors".to_owned(), "correct the ones above first".to_owned()),
            _ => return,
        };
        self.diagnostics.push(Diagnostic { severity: Severity::Error, path: path.to_vec(), what, hint });
    }

    pub(super) fn warning(&mut self, path: &[PathStep], what: impl Into<String>, hint: impl Into<String>) {
        let (what, hint) = (what.into(), hint.into());
        self.diagnostics.push(Diagnostic { severity: Severity::Warning, path: path.to_vec(), what, hint });
    }

    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Reports what an edit would be refused for.
    pub(super) fn refuse(&mut self, result: Result<(), EditError>, path: &[PathStep], hint: &str) {
        if let Err(error) = result {
            self.error(path, error.to_string(), hint);
        }
    }

    /// Reports an id that does not exist, and lists those that do.
    fn require<R: Record>(&mut self, id: &R::Id, exists: bool, path: &[PathStep]) {
        if exists || self.diagnostics.len() > MAX_DIAGNOSTICS {
            return;
        }
        let mut names: Vec<&str> = R::list(self.session).iter().map(|row| row.id().as_ref()).collect();
        names.retain(|name| !name.is_empty());
        if names.len() > MAX_NAMES {
            names.truncate(MAX_NAMES);
            names.push("…");
        }
        let hint = match names.is_empty() {
            true => "there are none yet".to_owned(),
            false => format!("valid ids: {}", names.join(", ")),
        };
        self.error(path, format!("there is no {} '{id}'", R::KIND), hint);
    }

    pub(super) fn require_alternative(&mut self, id: &AlternativeId, path: &[PathStep]) {
        self.require::<Alternative>(id, self.alternatives.contains(id.as_str()), path);
    }

    pub(super) fn require_workload(&mut self, id: &WorkloadId, path: &[PathStep]) {
        self.require::<Workload>(id, self.workloads.contains(id.as_str()), path);
    }

    pub(super) fn require_criterion(&mut self, id: &CriterionId, path: &[PathStep]) {
        self.require::<Criterion>(id, self.criterion(id).is_some(), path);
    }

    pub(super) fn require_must_have(&mut self, id: &MustHaveId, path: &[PathStep]) {
        self.require::<MustHave>(id, self.must_haves.contains(id.as_str()), path);
    }

    pub(super) fn require_participant(&mut self, id: &ParticipantId, path: &[PathStep]) {
        self.require::<Participant>(id, self.participants.contains(id.as_str()), path);
    }

    pub(super) fn criterion(&self, id: &CriterionId) -> Option<&'a Criterion> {
        self.criteria.get(id.as_str()).copied()
    }

    /// Reports a cell that is not in the matrix, and returns its criterion if it is.
    pub(super) fn require_cell(&mut self, cell: &CellKey, path: &[PathStep]) -> Option<&'a Criterion> {
        let before = self.diagnostics.len();
        self.require_criterion(&cell.criterion, path);
        self.require_alternative(&cell.alternative, path);
        if let Some(workload) = &cell.workload {
            self.require_workload(workload, path);
        }
        let criterion = self.criterion(&cell.criterion)?;
        match (self.session.is_scored_per_workload(criterion), cell.workload.is_some()) {
            (true, false) => {
                let what = format!("'{}' is about the workload, and this score names none", criterion.id);
                self.error(path, what, "add workload: Some(\"…\")");
            }
            (false, true) => {
                let what = format!("'{}' has one score per alternative, and this one names a workload", criterion.id);
                self.error(path, what, "remove the workload, or make the criterion about: Workload");
            }
            (true, true) | (false, false) => {}
        }
        (self.diagnostics.len() == before).then_some(criterion)
    }
}
