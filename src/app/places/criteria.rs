//! Criteria: what the options are scored by.

use super::list;
use super::pasted_list::PastedRecords;
use crate::app::action::{Action, Plan};
use crate::app::forms::criterion;
use crate::app::msg::Msg;
use crate::app::picker::{Picker, PickerItem};
use crate::app::place::Place;
use crate::app::places::Pane;
use crate::app::row::Row;
use crate::app::workbench::Workbench;
use crate::model::{Criterion, CriterionId, DerivedMetric, Edit, Measure, Points, Session};

/// The list.
pub static LIST: list::RecordList = list::RecordList {
    pane: Pane::List,
    count: |session| session.criteria.len(),
    removal: |session, at| {
        let row = session.criteria.get(at)?;
        Some((row.name.clone(), session.criterion_removal(&row.id)))
    },
    reorder: Some(|session, from, to| Some(Edit::MoveCriterion { id: session.criteria.get(from)?.id.clone(), to })),
    add: pick_criterion,
    pasted: PastedRecords {
        noun: ("criterion", "criteria"),
        names: |session| session.criteria.iter().map(|row| row.name.as_str()).collect(),
        add: |_, session, line| match JUDGED.iter().find(|row| row.name.to_lowercase() == line.to_lowercase()) {
            Some(known) => known.add_edit(session),
            None => add_edit(session, new_criterion(session, line, "", Measure::Judged)),
        },
    },
    form_rows,
    arrows: list::ARROWS_IN_DETAILS,
};

/// The form.
pub static DETAILS: list::RecordForm = list::RecordForm(&LIST);

fn form_rows(workbench: &Workbench) -> Vec<Row> {
    let (session, matrix) = (&workbench.session, workbench.score_matrix());
    let criterion = session.criteria.get(LIST.selected(workbench));
    criterion.map_or_else(Vec::new, |criterion| criterion::rows(session, criterion, matrix))
}

/// The step.
pub struct Criteria;

impl Place for Criteria {
    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        let Msg::AddCustom(name) = msg else { return None };
        let session = workbench.session.clone();
        let new = move |name: &str| add_edit(&session, new_criterion(&session, name, "", Measure::Judged));
        Some(list::add_custom("New criterion", name, new))
    }
}

fn new_criterion(session: &Session, name: &str, group: &str, measure: Measure) -> Criterion {
    Criterion {
        id: CriterionId::fresh(name, session.criteria.iter().map(|row| &row.id)),
        name: name.to_owned(),
        group: group.to_owned(),
        measure,
        points: Points(10),
        ..Criterion::default()
    }
}

fn add_edit(session: &Session, criterion: Criterion) -> Edit {
    Edit::AddCriterion { at: session.criteria.len(), criterion }
}

/// Name, group, explanation and metric of the criteria that the models score.
const DERIVED: [(&str, &str, &str, DerivedMetric); 4] = [
    ("Cost", "Business", "derived from the monthly bill", DerivedMetric::MonthlyCost),
    ("Ops burden", "Organisation", "derived from the hours per month", DerivedMetric::BurdenHours),
    ("Latency after idle", "Workload", "derived from cold start and duration", DerivedMetric::P95AfterIdle),
    ("Share you operate", "Organisation", "derived from the layers that you operate", DerivedMetric::OperatedShare),
];
/// A criterion that people judge, with what a 1, a 3 and a 5 mean.
struct JudgedCriterion {
    name: &'static str,
    group: &'static str,
    explanation: &'static str,
    /// It says something about platforms and their load only.
    is_about_compute: bool,
    rubric: [&'static str; 3],
}

/// The levels that a rubric describes.
const RUBRIC_LEVELS: [u8; 3] = [1, 3, 5];

const JUDGED: [JudgedCriterion; 11] = [
    JudgedCriterion {
        name: "Traffic fit",
        group: "Workload",
        explanation: "follows the load up and down",
        is_about_compute: true,
        rubric: [
            "sized by hand for the peak",
            "follows the load within minutes",
            "follows every request, down to none",
        ],
    },
    JudgedCriterion {
        name: "Execution duration",
        group: "Workload",
        explanation: "suits how long one run takes",
        is_about_compute: true,
        rubric: ["the longest run does not fit", "fits with little to spare", "a run may take as long as it needs"],
    },
    JudgedCriterion {
        name: "Scaling",
        group: "Workload",
        explanation: "scales in steps as fine as needed",
        is_about_compute: true,
        rubric: ["one size, changed by hand", "whole machines, automatically", "steps as small as the load"],
    },
    JudgedCriterion {
        name: "State management",
        group: "Workload",
        explanation: "keeps the state that must be kept",
        is_about_compute: true,
        rubric: ["state is lost and must move first", "needs a service beside it", "keeps it where it is today"],
    },
    JudgedCriterion {
        name: "Team skill",
        group: "Organisation",
        explanation: "the team can run it today",
        is_about_compute: false,
        rubric: ["nobody has used it", "two people have used it", "everybody works with it today"],
    },
    JudgedCriterion {
        name: "Time to market",
        group: "Business",
        explanation: "how soon the first version runs",
        is_about_compute: false,
        rubric: ["in a quarter or later", "in a month", "within a week"],
    },
    JudgedCriterion {
        name: "Portability",
        group: "Business",
        explanation: "how easy it is to move away",
        is_about_compute: false,
        rubric: ["a rewrite", "weeks of changes", "days, with nothing rewritten"],
    },
    JudgedCriterion {
        name: "Security",
        group: "Organisation",
        explanation: "how small the attack surface is that the team must defend",
        is_about_compute: false,
        rubric: ["all of it is ours to defend", "shared with the provider", "only our own code and access"],
    },
    JudgedCriterion {
        name: "Quality",
        group: "",
        explanation: "how well it does what it is for",
        is_about_compute: false,
        rubric: ["fails at what matters", "does it with compromises", "does all of it well"],
    },
    JudgedCriterion {
        name: "Ease of use",
        group: "",
        explanation: "how little people have to learn",
        is_about_compute: false,
        rubric: ["needs a course", "needs a day", "needs no explanation"],
    },
    JudgedCriterion {
        name: "Risk",
        group: "",
        explanation: "how little can go wrong, and how much it would matter",
        is_about_compute: false,
        rubric: ["likely, and hard to undo", "possible, with a way back", "unlikely, or of no consequence"],
    },
];

impl JudgedCriterion {
    /// The edit that adds it with its rubric.
    fn add_edit(&self, session: &Session) -> Edit {
        let criterion = new_criterion(session, self.name, self.group, Measure::Judged);
        let id = criterion.id.clone();
        let rubric = RUBRIC_LEVELS.into_iter().zip(self.rubric).map(|(level, text)| Edit::SetRubric {
            criterion: id.clone(),
            level,
            text: text.to_owned(),
        });
        Edit::Batch(std::iter::once(add_edit(session, criterion)).chain(rubric).collect())
    }
}

fn pick_criterion(workbench: &Workbench) -> Plan {
    let session = &workbench.session;
    let item = |name: &str, group: &str, what: &str, measure: Measure| {
        let criterion = new_criterion(session, name, group, measure);
        PickerItem::new(name, what, Msg::Apply(Box::new(add_edit(session, criterion))))
    };
    let is_ordinary = session.is_ordinary();
    let judged = JUDGED
        .iter()
        .filter(|row| !(is_ordinary && row.is_about_compute))
        .map(|row| PickerItem::new(row.name, row.explanation, Msg::Apply(Box::new(row.add_edit(session)))));
    let derived = DERIVED.iter().map(|(name, group, what, metric)| {
        let (worst, best) = criterion::default_anchors(*metric);
        item(name, group, what, Measure::Derived { source: *metric, worst, best, bends: Vec::new() })
    });
    // Derived criteria need platforms: without any, what people judge comes first.
    let items = match (is_ordinary, session.is_about_compute()) {
        (true, _) => judged.collect(),
        (false, true) => derived.chain(judged).collect(),
        (false, false) => judged.chain(derived).collect(),
    };
    Action::pick(Picker::with_custom("Add a criterion", "judged 1 to 5; its details offer other ways", items))
}
