//! The form of a criterion: how it is scored, its anchors, its rubric.

use super::breakpoints;
use crate::app::amount;
use crate::app::quantity;
use crate::app::reading;
use crate::app::row::Row;
use crate::appraisal::{DecisionMatrix, MatrixOutcome, wording};
use crate::model::edit::CriterionField as C;
use crate::model::{Criterion, CriterionScope, DerivedMetric, Edit, Figure, Measure, NoteSubject, Points, Session};

/// The rows of a criterion; `matrix` has the figures of the options.
pub fn rows(session: &Session, criterion: &Criterion, matrix: Option<&MatrixOutcome>) -> Vec<Row> {
    let mut rows = vec![name(criterion), group(criterion)];
    // Without workloads every score is about the option alone.
    if !session.workloads.is_empty() {
        rows.push(about(criterion));
    }
    rows.push(measure(session, criterion));
    if let Measure::Measured { unit, .. } = &criterion.measure {
        rows.push(unit_row(criterion, unit));
    }
    let mut anchors = anchors(criterion).into_iter();
    rows.extend(anchors.next());
    rows.extend(breakpoints::rows(criterion));
    rows.extend(anchors.next());
    rows.extend(breakpoints::add_row(criterion));
    rows.extend(matrix.and_then(|matrix| clamped_row(session, criterion, matrix)));
    rows.push(points_row(criterion));
    if criterion.measure.anchors().is_none() {
        rows.push(Row::heading("Rubric: what each score means"));
        rows.extend([5, 4, 3, 2, 1].into_iter().map(|level| rubric(session, criterion, level)));
    }
    rows.push(Row::heading("Notes"));
    rows.push(note(session, criterion));
    rows
}

fn set(criterion: &Criterion, field: C) -> Edit {
    Edit::SetCriterion { id: criterion.id.clone(), field }
}

fn name(criterion: &Criterion) -> Row {
    let id = criterion.id.clone();
    Row::text("Name", &criterion.name, move |text| {
        let name = text.trim().to_owned();
        if name.is_empty() {
            Err("give it a name".to_owned())
        } else {
            Ok(Edit::SetCriterion { id: id.clone(), field: C::Name(name) })
        }
    })
}

fn group(criterion: &Criterion) -> Row {
    let id = criterion.id.clone();
    Row::text("Group", &criterion.group, move |text| {
        Ok(Edit::SetCriterion { id: id.clone(), field: C::Group(text.trim().to_owned()) })
    })
}

fn about(criterion: &Criterion) -> Row {
    let options = vec![
        ("the workload".to_owned(), set(criterion, C::About(CriterionScope::Workload))),
        ("the team".to_owned(), set(criterion, C::About(CriterionScope::Team))),
    ];
    Row::choice("About", options, Some(usize::from(criterion.about == CriterionScope::Team)))
        .help("About the team: one score per option. About the workload: one per option and workload.")
}

/// Default anchors of a metric, worst and best.
pub fn default_anchors(source: DerivedMetric) -> (Figure, Figure) {
    let (worst, best) = match source {
        DerivedMetric::MonthlyCost => (1000.0, 0.0),
        DerivedMetric::BurdenHours => (40.0, 0.0),
        DerivedMetric::P95AfterIdle => (2000.0, 50.0),
        DerivedMetric::OperatedShare => (100.0, 0.0),
        DerivedMetric::ExitEffort => (200.0, 0.0),
    };
    (Figure::of(worst), Figure::of(best))
}

fn measure(session: &Session, criterion: &Criterion) -> Row {
    // Its last settings of each kind, with their anchors, are kept.
    let kept = |is_meant: &dyn Fn(&Measure) -> bool| {
        [Some(&criterion.measure), criterion.measured_before.as_ref()]
            .into_iter()
            .flatten()
            .find(|m| is_meant(m))
            .cloned()
    };
    let measured = kept(&|measure| matches!(measure, Measure::Measured { .. })).unwrap_or_else(Measure::starting_point);
    let mut options = vec![
        ("judged, 1 to 5".to_owned(), session.measure_change(criterion, Measure::Judged)),
        ("measured".to_owned(), session.measure_change(criterion, measured)),
    ];
    for source in DerivedMetric::ALL {
        let derived = kept(&|measure| measure.derived_metric() == Some(source)).unwrap_or_else(|| {
            let (worst, best) = default_anchors(source);
            Measure::Derived { source, worst, best, bends: Vec::new() }
        });
        options.push((format!("derived: {}", source.label()), session.measure_change(criterion, derived)));
    }
    let current = match &criterion.measure {
        Measure::Judged => Some(0),
        Measure::Measured { .. } => Some(1),
        Measure::Derived { source, .. } => DerivedMetric::ALL.iter().position(|other| other == source).map(|at| at + 2),
    };
    Row::choice("Scores are", options, current)
        .help("Judged by people, measured with a unit, or derived from the models.")
}

fn unit_row(criterion: &Criterion, unit: &str) -> Row {
    let (id, measure) = (criterion.id.clone(), criterion.measure.clone());
    Row::text("Unit", unit, move |text| {
        let Measure::Measured { worst, best, bends, .. } = measure.clone() else {
            return Err("it is not measured".to_owned());
        };
        let measure = Measure::Measured { unit: text.trim().to_owned(), worst, best, bends };
        Ok(Edit::SetCriterion { id: id.clone(), field: C::Measure(measure) })
    })
}

fn anchors(criterion: &Criterion) -> Vec<Row> {
    let Some(anchors) = criterion.measure.anchors() else { return Vec::new() };
    let unit = match &criterion.measure {
        Measure::Measured { unit, .. } => unit.clone(),
        measure => measure.derived_metric().map_or(String::new(), |source| source.unit().to_owned()),
    };
    let row = |label: &str, current: Figure, is_worst: bool, help| {
        let (id, measure, unit_of) = (criterion.id.clone(), criterion.measure.clone(), unit.clone());
        Row::number(
            label,
            amount::format_compact(current.get()),
            current.get().to_string(),
            (None, None),
            move |text| {
                let value = Figure::new(quantity::parse_number(text, &unit_of)?).map_err(|error| error.to_string())?;
                Ok(Edit::SetCriterion { id: id.clone(), field: C::Measure(with_anchor(&measure, value, is_worst)) })
            },
        )
        .unit(unit.clone())
        .reads(reading::number(unit.clone()))
        .help(help)
    };
    vec![
        row(
            "Worst, scores 1",
            anchors.worst,
            true,
            "Set the anchors before looking at scores: they determine how far apart the options are.",
        ),
        row(
            "Best, scores 5",
            anchors.best,
            false,
            "Set the anchors before looking at scores: they determine how far apart the options are.",
        ),
    ]
}

/// The options with figures beyond the anchors, which get the same score however far beyond they are.
fn clamped_row(session: &Session, criterion: &Criterion, matrix: &DecisionMatrix) -> Option<Row> {
    let at = session.criteria.iter().position(|row| row.id == criterion.id)?;
    let clamped = matrix.columns.iter().zip(matrix.values.get(at)?).filter(|(_, value)| value.clamped);
    let outside: Vec<String> = clamped
        .filter_map(|(column, value)| {
            Some(format!(
                "{} at {} scores {}",
                column.name,
                amount::format_compact(value.figure?),
                wording::format_score(value)
            ))
        })
        .collect();
    let row = Row::fixed("Outside", outside.join(", "));
    (!outside.is_empty()).then(|| row.help("These figures are beyond the anchors; how far beyond makes no difference."))
}

fn with_anchor(measure: &Measure, value: Figure, is_worst: bool) -> Measure {
    let mut measure = measure.clone();
    if let Measure::Measured { worst, best, .. } | Measure::Derived { worst, best, .. } = &mut measure {
        *(if is_worst { worst } else { best }) = value;
    }
    measure
}

/// The row of a weight.
pub fn points_row(criterion: &Criterion) -> Row {
    let id = criterion.id.clone();
    Row::count("Points", criterion.points.0, move |n| Edit::SetWeight { criterion: id.clone(), points: Points(n) })
}

fn rubric(session: &Session, criterion: &Criterion, level: u8) -> Row {
    let id = criterion.id.clone();
    let current = session.rubric(&criterion.id, level).unwrap_or("").to_owned();
    Row::area(&level.to_string(), &current, move |text| {
        Ok(Edit::SetRubric { criterion: id.clone(), level, text: text.trim_end().to_owned() })
    })
}

fn note(session: &Session, criterion: &Criterion) -> Row {
    let about = NoteSubject::Criterion(criterion.id.clone());
    let current = session.note(&about).to_owned();
    Row::area("Notes", &current, move |text| {
        Ok(Edit::SetNote { about: about.clone(), text: text.trim_end().to_owned() })
    })
}
