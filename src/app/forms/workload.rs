//! A workload: its demand, constraints and what it needs from the team.

use super::{constraints, estimate};
use crate::app::row::{Row, RowKind};
use crate::app::workbench::Workbench;
use crate::model::edit::WorkloadField as W;
use crate::model::{
    AlternativeId, DemandFigure, Edit, Estimate, FigureSection, FigureSpec, FigureValue, FrontDoor, NoteSubject,
    Session, Workload, WorkloadId,
};

/// The rows of a workload of the open document, by index. Under a scenario its demand is that of the scenario, and figures that
/// differ show that of the base beside them. `by` is the author of constraints.
pub fn scenario_rows(bench: &Workbench, at: usize, by: &str) -> Vec<Row> {
    let of =
        |session: &Session| session.workloads.get(at).map_or_else(Vec::new, |workload| rows(session, workload, by));
    let mut shown = of(bench.effective_session());
    if bench.scenario().is_some() {
        for (row, base) in shown.iter_mut().zip(of(&bench.session)).filter(|(row, base)| row.value != base.value) {
            let between = if row.unit.is_empty() { "" } else { ", " };
            row.unit = format!("{}{between}base: {}", row.unit, base.value);
        }
    }
    shown
}

/// The rows of a workload; `by` is the author of a new constraint.
pub fn rows(session: &Session, workload: &Workload, by: &str) -> Vec<Row> {
    let mut rows = vec![name(workload), importance(workload), today(session, workload)];
    for (heading, section) in [
        ("Volume", FigureSection::Volume),
        ("Load profile", FigureSection::LoadProfile),
        ("State and data", FigureSection::State),
    ] {
        rows.push(Row::heading(heading));
        rows.extend(figure_rows(workload, section));
    }
    rows.extend([Row::heading("Team"), services(workload), night(workload)]);
    rows.push(Row::heading("Constraints"));
    rows.extend(constraints::rows(workload, by));
    rows.push(note(session, &workload.id));
    rows.push(Row::heading("Other services"));
    rows.extend(figure_rows(workload, FigureSection::Services));
    rows
}

fn figure_rows(workload: &Workload, section: FigureSection) -> impl Iterator<Item = Row> {
    DemandFigure::in_section(section).into_iter().map(|figure| figure_row(workload, figure))
}

/// A row for a figure of the demand, by the kind of its value.
fn figure_row(workload: &Workload, figure: DemandFigure) -> Row {
    let FigureSpec { label, unit, help, .. } = figure.spec();
    let field = figure.read(&workload.demand);
    let id = workload.id.clone();
    let estimate = move |value: Estimate<f64>| {
        let field = figure.with(FigureValue::Estimate(value)).map_err(|error| error.to_string())?;
        Ok(Edit::SetDemand { workload: id.clone(), field })
    };
    // A value of the figure's own kind always fits; should it not, the row changes nothing.
    let (id, current) = (workload.id.clone(), field.clone());
    let set = move |value| Edit::SetDemand {
        workload: id.clone(),
        field: figure.with(value).unwrap_or_else(|_| current.clone()),
    };
    let row = match field.value() {
        FigureValue::Estimate(current) => estimate::estimate_row(label, unit, current, estimate),
        FigureValue::Count(current) => {
            Row::count(label, current, move |count| set(FigureValue::Count(count))).unit(unit)
        }
        FigureValue::Switch(current) => Row::toggle(label, current, |on| set(FigureValue::Switch(on))).unit(unit),
        FigureValue::FrontDoor(current) => {
            let option = |door: &FrontDoor| (door.label().to_owned(), set(FigureValue::FrontDoor(*door)));
            let options = FrontDoor::ALL.iter().map(option).collect();
            Row::choice(label, options, FrontDoor::ALL.iter().position(|door| *door == current)).unit(unit)
        }
    };
    row.help(help)
}

fn name(workload: &Workload) -> Row {
    let id = workload.id.clone();
    Row::text("Name", &workload.name, move |text| {
        let name = text.trim().to_owned();
        if name.is_empty() {
            Err("give it a name".to_owned())
        } else {
            Ok(Edit::SetWorkload { id: id.clone(), field: W::Name(name) })
        }
    })
}

fn importance(workload: &Workload) -> Row {
    let id = workload.id.clone();
    Row::count("Importance", workload.importance, move |n| Edit::SetWorkload {
        id: id.clone(),
        field: W::Importance(n),
    })
    .unit("points, relative to the other workloads")
}

fn today(session: &Session, workload: &Workload) -> Row {
    let set = |to: Option<AlternativeId>| Edit::SetWorkload { id: workload.id.clone(), field: W::Today(to) };
    let mut options = vec![("nowhere yet".to_owned(), set(None))];
    options.extend(session.alternatives.iter().map(|row| (row.name.clone(), set(Some(row.id.clone())))));
    let current = match &workload.today {
        None => Some(0),
        Some(id) => session.alternatives.iter().position(|row| row.id == *id).map(|at| at + 1),
    };
    Row::choice("Runs today on", options, current)
}

fn services(workload: &Workload) -> Row {
    let id = workload.id.clone();
    let set = move |n: u32| Edit::SetWorkload { id: id.clone(), field: W::Services(n) };
    let mut row = Row::count("Services", workload.services, set);
    // None is refused, so no step goes there.
    if let RowKind::Number { steps, .. } = &mut row.kind
        && workload.services <= 1
    {
        steps.1 = None;
    }
    row.unit("deployed separately").help("How many parts are deployed and monitored separately; hours grow with them.")
}

fn night(workload: &Workload) -> Row {
    let set = |waits: bool| Edit::SetWorkload { id: workload.id.clone(), field: W::WaitsUntilMorning(waits) };
    let options = vec![("yes".to_owned(), set(false)), ("waits until morning".to_owned(), set(true))];
    Row::choice("Night cover", options, Some(usize::from(workload.waits_until_morning)))
        .help("Yes: somebody is woken when it fails at night. If every workload waits, nobody needs to be on call.")
}

fn note(session: &Session, id: &WorkloadId) -> Row {
    let about = NoteSubject::Workload(id.clone());
    let current = session.note(&about).to_owned();
    Row::area("Notes", &current, move |text| {
        Ok(Edit::SetNote { about: about.clone(), text: text.trim_end().to_owned() })
    })
}
