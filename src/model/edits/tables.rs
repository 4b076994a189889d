//! The flat tables: rows with unique keys, kept in the order of what they refer to.

use crate::model::document::scenario::override_order;
use crate::model::document::session::Session;
use crate::model::values::id::{AlternativeId, CriterionId, WorkloadId};
use std::cmp::Reverse;

/// Replaces the row that matches, or adds one, or removes it; returns the old row.
pub(super) fn replace<T>(rows: &mut Vec<T>, matches: impl Fn(&T) -> bool, row: Option<T>) -> Option<T> {
    let old = rows.iter().position(matches).map(|at| rows.remove(at));
    rows.extend(row);
    old
}

impl Session {
    /// Sorts the flat tables by the criteria, workloads and alternatives they refer to. Their keys are unique, so the order is
    /// total, and a row that is removed and added again returns to its position.
    pub fn sort_tables(&mut self) {
        let criteria: Vec<_> = self.criteria.iter().map(|row| row.id.clone()).collect();
        let workloads: Vec<_> = self.workloads.iter().map(|row| row.id.clone()).collect();
        let alternatives: Vec<_> = self.alternatives.iter().map(|row| row.id.clone()).collect();
        let people: Vec<_> = self.participants.iter().map(|row| row.id.clone()).collect();
        let must_haves: Vec<_> = self.must_haves.iter().map(|row| row.id.clone()).collect();
        let criterion = |id: &CriterionId| criteria.iter().position(|other| other == id);
        let workload = |id: &Option<WorkloadId>| id.as_ref().map(|id| workloads.iter().position(|other| other == id));
        let alternative = |id: &AlternativeId| alternatives.iter().position(|other| other == id);
        self.scores.sort_by_cached_key(|row| {
            (criterion(&row.criterion), workload(&row.workload), alternative(&row.alternative))
        });
        self.must_have_marks.sort_by_cached_key(|row| {
            (must_haves.iter().position(|id| *id == row.must_have), alternative(&row.alternative))
        });
        self.hours.sort_by(|a, b| (&a.task, &a.platform).cmp(&(&b.task, &b.platform)));
        self.weighing.swings.sort_by_cached_key(|row| criterion(&row.criterion));
        self.weighing.pairs.sort_by_cached_key(|row| (criterion(&row.first), criterion(&row.second)));
        self.rubrics.sort_by_cached_key(|row| (criterion(&row.criterion), Reverse(row.level)));
        self.anchors.sort_by_cached_key(|row| (criterion(&row.criterion), workload(&Some(row.workload.clone()))));
        self.answers.sort_by_cached_key(|row| (workload(&row.workload), row.question.clone()));
        for scenario in &mut self.scenarios {
            scenario.overrides.sort_by_cached_key(|row| override_order(&self.workloads, row));
        }
        self.notes.sort_by(|a, b| a.about.cmp(&b.about));
        self.ballots.sort_by_cached_key(|row| {
            let person = people.iter().position(|other| *other == row.by);
            (person, criterion(&row.criterion), workload(&row.workload), alternative(&row.alternative))
        });
    }
}
