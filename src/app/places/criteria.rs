//! Criteria: what the options are scored by.

use super::list;
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
        let new = move |name: &str| new_criterion(&session, name, "", Measure::Judged);
        Some(list::add_custom("New criterion", name, new))
    }
}

fn new_criterion(session: &Session, name: &str, group: &str, measure: Measure) -> Edit {
    let criterion = Criterion {
        id: CriterionId::fresh(name, session.criteria.iter().map(|row| &row.id)),
        name: name.to_owned(),
        group: group.to_owned(),
        measure,
        points: Points(10),
        ..Criterion::default()
    };
    Edit::AddCriterion { at: session.criteria.len(), criterion }
}

/// Name, group, explanation and metric of the criteria that the models score.
const DERIVED: [(&str, &str, &str, DerivedMetric); 4] = [
    ("Cost", "Business", "derived from the monthly bill", DerivedMetric::MonthlyCost),
    ("Ops burden", "Organisation", "derived from the hours per month", DerivedMetric::BurdenHours),
    ("Latency after idle", "Workload", "derived from cold start and duration", DerivedMetric::P95AfterIdle),
    ("Share you operate", "Organisation", "derived from the layers that you operate", DerivedMetric::OperatedShare),
];
/// Name, group and explanation of the criteria that people judge.
const JUDGED: [(&str, &str, &str); 8] = [
    ("Traffic fit", "Workload", "follows the load up and down"),
    ("Execution duration", "Workload", "suits how long one run takes"),
    ("Scaling", "Workload", "scales in steps as fine as needed"),
    ("State management", "Workload", "keeps the state that must be kept"),
    ("Team skill", "Organisation", "the team can run it today"),
    ("Time to market", "Business", "how soon the first version runs"),
    ("Portability", "Business", "how easy it is to move away"),
    ("Security", "Organisation", "how small the attack surface is that the team must defend"),
];

fn pick_criterion(workbench: &Workbench) -> Plan {
    let session = &workbench.session;
    let item = |name: &str, group: &str, what: &str, measure: Measure| {
        PickerItem::new(name, what, Msg::Apply(Box::new(new_criterion(session, name, group, measure))))
    };
    let judged = JUDGED.iter().map(|(name, group, what)| item(name, group, what, Measure::Judged));
    let derived = DERIVED.iter().map(|(name, group, what, metric)| {
        let (worst, best) = criterion::default_anchors(*metric);
        item(name, group, what, Measure::Derived { source: *metric, worst, best, bends: Vec::new() })
    });
    // Derived criteria need platforms: without any, what people judge comes first.
    let items =
        if session.is_about_compute() { derived.chain(judged).collect() } else { judged.chain(derived).collect() };
    Action::pick(Picker::with_custom("Add a criterion", "judged 1 to 5; its details offer other ways", items))
}
