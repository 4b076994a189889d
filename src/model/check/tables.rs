//! Checks of the flat tables: marks, weighting, hours, rubrics, anchors, answers, notes, scores, ballots; and of the decision.

use super::checker::Checker;
use crate::model::document::note::NoteSubject;
use crate::model::document::score::Vote;
use crate::model::edits::criterion::{check_anchors, check_level, check_score};
use crate::model::edits::weighting::check_swing;
use crate::model::text::position::PathStep::{Field, Item};
use std::collections::HashSet;

impl Checker<'_> {
    pub(super) fn check_weighting(&mut self) {
        let weighting = &self.session.weighing;
        let mut seen = HashSet::new();
        for (at, row) in weighting.swings.iter().enumerate() {
            let path = [Field("weighing"), Field("swings"), Item(at)];
            self.require_criterion(&row.criterion, &path);
            self.refuse(check_swing(row.worth), &path, "give a swing from 0 to 100");
            if !seen.insert(&row.criterion) {
                self.error(&path, format!("'{}' has two swings", row.criterion), "keep one of them");
            }
        }
        let path = [Field("weighing"), Field("order")];
        for id in weighting.order.iter().flatten() {
            self.require_criterion(id, &path);
        }
        if !self.has_errors() {
            self.refuse(self.session.check_order(&weighting.order), &path, "name every criterion once");
        }
        let mut seen = HashSet::new();
        for (at, row) in weighting.pairs.iter().enumerate() {
            let path = [Field("weighing"), Field("pairs"), Item(at)];
            self.require_criterion(&row.first, &path);
            self.require_criterion(&row.second, &path);
            if self.criterion(&row.first).is_some() && self.criterion(&row.second).is_some() {
                let result = self.session.check_pair(&row.first, &row.second, Some(row.says));
                self.refuse(result, &path, "write First(n) or Second(n), with the ids in alphabetical order");
            }
            if !seen.insert((&row.first, &row.second)) {
                self.error(&path, "this pair is compared twice", "keep one of the two");
            }
        }
        self.refuse(self.session.robustness.check(), &[Field("robustness")], "correct it, or remove it");
    }

    pub(super) fn check_hours(&mut self) {
        let mut seen = HashSet::new();
        for (at, row) in self.session.hours.iter().enumerate() {
            let path = [Field("hours"), Item(at)];
            self.refuse(row.check(), &path, "give hours in the order low, likely, high");
            if !seen.insert((&row.task, &row.platform)) {
                self.error(&path, format!("the hours of '{}' are given twice", row.task), "keep one of the two");
            }
        }
    }

    pub(super) fn check_tables(&mut self) {
        self.check_must_have_marks();
        self.check_rubrics();
        self.check_anchor_rows();
        self.check_answers();
        self.check_notes();
        self.check_scores();
        self.check_ballots();
    }

    fn check_must_have_marks(&mut self) {
        let mut seen = HashSet::new();
        for (at, row) in self.session.must_have_marks.iter().enumerate() {
            let path = [Field("must_have_marks"), Item(at)];
            self.require_must_have(&row.must_have, &path);
            self.require_alternative(&row.alternative, &path);
            if !seen.insert((&row.must_have, &row.alternative)) {
                let what = format!("'{}' is marked twice under '{}'", row.alternative, row.must_have);
                self.error(&path, what, "keep one of the two");
            }
        }
    }

    fn check_rubrics(&mut self) {
        let mut seen = HashSet::new();
        for (at, row) in self.session.rubrics.iter().enumerate() {
            let path = [Field("rubrics"), Item(at)];
            self.require_criterion(&row.criterion, &path);
            self.refuse(check_level(row.level), &[path[0], path[1], Field("level")], "use a level from 1 to 5");
            if !seen.insert((&row.criterion, row.level)) {
                let what = format!("level {} of '{}' is described twice", row.level, row.criterion);
                self.error(&path, what, "keep one of them");
            }
        }
    }

    fn check_anchor_rows(&mut self) {
        let mut seen = HashSet::new();
        for (at, row) in self.session.anchors.iter().enumerate() {
            let path = [Field("anchors"), Item(at)];
            self.require_criterion(&row.criterion, &path);
            self.require_workload(&row.workload, &path);
            self.refuse(check_anchors(row.worst.get(), row.best.get()), &path, "give two different values");
            if !seen.insert((&row.criterion, &row.workload)) {
                self.error(&path, "these anchors are given twice", "keep one of them");
            }
        }
    }

    fn check_answers(&mut self) {
        let mut seen = HashSet::new();
        for (at, row) in self.session.answers.iter().enumerate() {
            let path = [Field("answers"), Item(at)];
            if let Some(workload) = &row.workload {
                self.require_workload(workload, &path);
            }
            if !seen.insert((&row.workload, &row.question)) {
                self.error(&path, format!("'{}' is answered twice", row.question), "keep one answer");
            }
        }
    }

    fn check_notes(&mut self) {
        let mut seen = HashSet::new();
        for (at, row) in self.session.notes.iter().enumerate() {
            let path = [Field("notes"), Item(at)];
            match &row.about {
                NoteSubject::Workload(id) | NoteSubject::Demand(id, _) => self.require_workload(id, &path),
                NoteSubject::Alternative(id) => self.require_alternative(id, &path),
                NoteSubject::Criterion(id) => self.require_criterion(id, &path),
                NoteSubject::Frame | NoteSubject::Decision => {}
            }
            if !seen.insert(&row.about) {
                self.error(&path, "there are two notes about the same thing", "merge them");
            }
        }
    }

    fn check_scores(&mut self) {
        let hint = "scores are Exact(1) to Exact(5), Range(low, high), Unknown, or Value(…) for what is measured";
        let mut seen = HashSet::new();
        for (at, row) in self.session.scores.iter().enumerate() {
            let (path, cell) = ([Field("scores"), Item(at)], row.cell());
            // A suspended score need not fit until it is used again.
            if let Some(criterion) = self.require_cell(&cell, &path).filter(|_| !row.aside) {
                self.refuse(check_score(row.score, criterion), &[path[0], path[1], Field("score")], hint);
            }
            if !seen.insert(cell) {
                self.error(&path, "this cell is scored twice", "keep one of the two rows");
            }
        }
    }

    fn check_ballots(&mut self) {
        let mut seen = HashSet::new();
        for (at, row) in self.session.ballots.iter().enumerate() {
            let (path, cell) = ([Field("ballots"), Item(at)], row.cell());
            self.require_participant(&row.by, &path);
            self.require_cell(&cell, &path);
            if let Vote::Scored(level) = row.vote {
                self.refuse(check_level(level), &path, "use Scored(1) to Scored(5), or Abstained");
            }
            if !seen.insert((&row.by, cell)) {
                self.error(&path, format!("'{}' voted twice on this cell", row.by), "keep one ballot");
            }
        }
    }

    pub(super) fn check_decision(&mut self) {
        let Some(decision) = &self.session.decision else { return };
        let field = |name: &'static str| [Field("decision"), Field(name)];
        let mut seen = HashSet::new();
        for choice in &decision.choices {
            self.require_alternative(&choice.alternative, &field("choices"));
            if let Some(workload) = &choice.workload {
                self.require_workload(workload, &field("choices"));
            }
            if !seen.insert(&choice.workload) {
                self.error(&field("choices"), "two choices for the same workload", "keep one");
            }
        }
        for row in &decision.rejected {
            self.require_alternative(&row.alternative, &field("rejected"));
        }
        let totals = decision.evidence.iter().flat_map(|evidence| &evidence.totals);
        if totals.into_iter().any(|(_, total)| !total.is_finite()) {
            self.error(&field("evidence"), "a recorded total is not a finite number", "correct or remove it");
        }
    }
}
