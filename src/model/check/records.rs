//! Checks of the records: alternatives, workloads, scenarios, estates, criteria.

use super::checker::Checker;
use crate::model::document::alternative::Alternative;
use crate::model::document::criterion::Criterion;
use crate::model::document::demand::DemandFigure;
use crate::model::document::edit::OneTimeField;
use crate::model::document::estate::Estate;
use crate::model::document::must_have::MustHave;
use crate::model::document::participant::Participant;
use crate::model::document::scenario::Scenario;
use crate::model::document::workload::Workload;
use crate::model::edits::criterion::{check_measure, check_points};
use crate::model::edits::record::Record;
use crate::model::edits::workload::check_services;
use crate::model::text::position::PathStep::{self, Field, Item};
use crate::model::values::id::{EstateId, WorkloadId};
use crate::model::values::number::format_number;
use std::collections::HashSet;

const LOWER_FIRST: &str = "give the lower end first: Range(low, high)";

impl Checker<'_> {
    /// Lists that are too long: checking their items could take years.
    pub(super) fn check_sizes(&mut self) {
        self.check_size::<Alternative>();
        self.check_size::<MustHave>();
        self.check_size::<Workload>();
        self.check_size::<Criterion>();
        self.check_size::<Scenario>();
        self.check_size::<Estate>();
        self.check_size::<Participant>();
    }

    fn check_size<R: Record>(&mut self) {
        let count = R::list(self.session).len();
        if count > R::MAX_COUNT {
            let path = [Field(R::LIST), Item(R::MAX_COUNT)];
            self.error(
                &path,
                format!("there are {count} {}", R::LIST),
                format!("a session has at most {}", R::MAX_COUNT),
            );
        }
    }

    pub(super) fn check_records(&mut self) {
        self.check_ids::<Alternative>();
        self.check_ids::<MustHave>();
        self.check_ids::<Workload>();
        self.check_ids::<Criterion>();
        self.check_ids::<Scenario>();
        self.check_ids::<Estate>();
        self.check_ids::<Participant>();
        self.check_reserved_ids();
        self.check_alternatives();
        self.check_workloads();
        self.check_scenarios();
        self.check_estates();
        self.check_criteria();
    }

    fn check_ids<R: Record>(&mut self) {
        let mut seen = HashSet::new();
        for (at, row) in R::list(self.session).iter().enumerate() {
            let (path, id) = ([Field(R::LIST), Item(at)], row.id().as_ref());
            if id.is_empty() {
                self.error(&path, "the id is empty", "give it an id such as 'cost'");
            }
            if !seen.insert(id.to_owned()) {
                self.error(&path, format!("duplicate id '{id}' in {}", R::LIST), "remove one, or give it another id");
            }
        }
    }

    /// Ids that the program uses itself. A warning, not an error, because sessions that have them could always be opened; new
    /// records never get them (see [`EstateId::fresh`]).
    fn check_reserved_ids(&mut self) {
        for (at, estate) in self.session.estates.iter().enumerate() {
            let alternatives = &self.session.alternatives;
            let is_all_on = |id: &str| alternatives.iter().any(|alternative| alternative.id.as_str() == id);
            let id = estate.id.as_str();
            if EstateId::RESERVED.contains(&id) || id.strip_prefix("all-").is_some_and(is_all_on) {
                let what = format!("'{id}' is also the id of an estate that the program generates");
                self.warning(&[Field("estates"), Item(at), Field("id")], what, "give the estate another id");
            }
        }
        for (at, workload) in self.session.workloads.iter().enumerate() {
            if WorkloadId::RESERVED.contains(&workload.id.as_str()) {
                let what = format!("'{}' means all workloads on the command line", workload.id);
                self.warning(&[Field("workloads"), Item(at), Field("id")], what, "give the workload another id");
            }
        }
    }

    fn check_alternatives(&mut self) {
        for (at, alternative) in self.session.alternatives.iter().enumerate() {
            for figure in OneTimeField::all(&alternative.one_time).iter().filter(|figure| figure.check().is_err()) {
                let path = [Field("alternatives"), Item(at), Field("one_time"), Field(figure.name())];
                let what = format!("the range of {} in '{}' is reversed", figure.name(), alternative.id);
                self.error(&path, what, LOWER_FIRST);
            }
        }
    }

    fn check_workloads(&mut self) {
        for (at, workload) in self.session.workloads.iter().enumerate() {
            let field = |name: &'static str| [Field("workloads"), Item(at), Field(name)];
            if let Some(today) = &workload.today {
                self.require_alternative(today, &field("today"));
            }
            self.refuse(check_services(workload.services), &field("services"), "give 1 or more, or leave it out for 1");
            for (figure, _) in workload.demand.invalid_figures() {
                let [list, item, demand] = field("demand");
                let what = format!("the range of {} in '{}' is reversed", figure.name(), workload.id);
                self.error(&[list, item, demand, Field(figure.name())], what, LOWER_FIRST);
            }
            if let Some((cpu, duration)) = workload.demand.cpu_time_beyond_duration() {
                let [list, item, demand] = field("demand");
                let (cpu, duration) = (format_number(cpu.get()), format_number(duration.get()));
                let what = format!("'{}' computes for {cpu} ms, but takes {duration} ms", workload.id);
                let hint = "check both, and the processors of an instance: so much takes several at once";
                self.warning(&[list, item, demand, Field(DemandFigure::CpuMs.name())], what, hint);
            }
        }
    }

    fn check_scenarios(&mut self) {
        for (at, scenario) in self.session.scenarios.iter().enumerate() {
            let mut seen = HashSet::new();
            for (row, (workload, field)) in scenario.overrides.iter().enumerate() {
                let path = [Field("scenarios"), Item(at), Field("overrides"), Item(row)];
                self.require_workload(workload, &path);
                let name = field.name();
                if let Err(error) = field.check() {
                    let what = format!("{name} of '{workload}' in scenario '{}': {error}", scenario.id);
                    self.error(&path, what, "write Range(low, high)");
                }
                if !seen.insert((workload, name)) {
                    let what = format!("scenario '{}' sets {name} of '{workload}' twice", scenario.id);
                    self.error(&path, what, "keep one of the two");
                }
            }
        }
    }

    fn check_estates(&mut self) {
        for (at, estate) in self.session.estates.iter().enumerate() {
            let path: [PathStep; 3] = [Field("estates"), Item(at), Field("assign")];
            let mut seen = HashSet::new();
            for (workload, alternative) in &estate.assign {
                self.require_workload(workload, &path);
                self.require_alternative(alternative, &path);
                if !seen.insert(workload) {
                    let what = format!("estate '{}' assigns '{workload}' twice", estate.id);
                    self.error(&path, what, "assign each workload to one alternative");
                }
            }
        }
    }

    fn check_criteria(&mut self) {
        for (at, criterion) in self.session.criteria.iter().enumerate() {
            let field = |name: &'static str| [Field("criteria"), Item(at), Field(name)];
            self.refuse(check_points(criterion.points), &field("points"), "use fewer points; only their ratios matter");
            self.refuse(check_measure(&criterion.measure), &field("measure"), "correct the anchors or breakpoints");
            if let Some(before) = &criterion.measured_before {
                self.refuse(check_measure(before), &field("measured_before"), "correct the anchors or breakpoints");
            }
        }
    }
}
