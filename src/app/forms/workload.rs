//! A workload: how much it does, how evenly, and what it cannot do without.

use super::{constraints, estimate};
use crate::app::Workbench;
use crate::app::row::{Row, RowKind};
use crate::model::edit::{DemandField as D, WorkloadField as W};
use crate::model::{AlternativeId, Edit, Estimate, FrontDoor, NoteSubject, Session, UnitError, Workload, WorkloadId};

/// A row for a figure of the demand.
fn estimate<T>(label: &str, unit: &'static str, of: &WorkloadId, current: Estimate<T>, set: fn(Estimate<T>) -> D) -> Row
where
    T: TryFrom<f64, Error = UnitError> + Into<f64> + Copy + PartialOrd + 'static,
{
    let id = of.clone();
    estimate::estimate_row(label, unit, current, move |figure| Edit::SetDemand {
        workload: id.clone(),
        field: set(figure),
    })
}

/// The rows of a workload of the open document, by its place. Under a scenario its demand is that of the scenario, and what
/// differs says what it is in the base. `by` is who sets a constraint.
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

/// The rows of a workload; `by` is who sets a constraint.
pub fn rows(session: &Session, workload: &Workload, by: &str) -> Vec<Row> {
    let id = &workload.id;
    let demand = &workload.demand;
    let count = |label: &str, current: u32, set: fn(u32) -> D| {
        let id = id.clone();
        Row::count(label, current, move |n| Edit::SetDemand { workload: id.clone(), field: set(n) })
    };
    let toggle = |label: &str, current: bool, set: fn(bool) -> D| {
        Row::toggle(label, current, |on| Edit::SetDemand { workload: id.clone(), field: set(on) })
    };
    let mut rows = vec![
        name(workload),
        importance(workload),
        today(session, workload),
        Row::heading("How much"),
        estimate("Requests", "requests/month", id, demand.requests_per_month, D::RequestsPerMonth)
            .help("Type 3M, ~3M for a guess, 2M..4M for a range, ? for unknown."),
        estimate("Jobs", "jobs/day", id, demand.jobs_per_day, D::JobsPerDay),
        estimate("Duration", "ms", id, demand.duration_ms, D::DurationMs)
            .help("Of one request or job, by the clock; 2 min and 3 s are understood."),
        estimate("Processor time", "ms", id, demand.cpu_ms, D::CpuMs).help("Of one request or job, on one vCPU."),
        estimate("Memory", "MiB", id, demand.memory_mib, D::MemoryMib),
        estimate("Processors", "vCPU", id, demand.vcpu, D::Vcpu),
        estimate("Concurrency", "× at once", id, demand.concurrency, D::Concurrency)
            .help("Requests that one instance serves at the same time."),
        Row::heading("How evenly"),
        estimate("Peak to average", "×", id, demand.peak_to_average, D::PeakToAverage),
        estimate("Active hours", "h/day", id, demand.active_hours, D::ActiveHours),
        toggle("Always on", demand.always_on, D::AlwaysOn),
        count("Warm instances", demand.warm_instances, D::WarmInstances).help("Kept ready to avoid cold starts."),
        estimate("Warm hours", "h/day", id, demand.warm_hours, D::WarmHours),
        count("Replicas", demand.replicas, D::Replicas)
            .help("Copies kept running so that one may fail; 0 leaves it to the platform."),
        count("Zones", demand.zones, D::Zones),
        Row::heading("What it keeps"),
        toggle("Stateful", demand.stateful, D::Stateful).help("It keeps state in its own process or on its own disk."),
        estimate("Storage", "GiB", id, demand.storage_gib, D::StorageGib),
        estimate("Traffic out", "GiB/month", id, demand.egress_gib, D::EgressGib),
        count("Managed data", demand.managed_data, D::ManagedData).unit("databases, caches the provider runs"),
        count("Own data", demand.own_data, D::OwnData).unit("databases, caches you run"),
        Row::heading("What it asks of the team"),
        services(workload),
        night(workload),
        Row::heading("What it cannot do without"),
    ];
    rows.extend(constraints::rows(workload, by));
    rows.push(note(session, id));
    rows.push(Row::heading("What it uses besides"));
    rows.extend([
        front_door(workload),
        estimate("Queued", "messages/month", id, demand.queued_per_month, D::QueuedPerMonth),
        estimate("Edge cache", "GiB/month", id, demand.cdn_gib, D::CdnGib)
            .help("Traffic that a cache at the edge answers, so that the workload does not."),
        estimate("Log", "KiB/request", id, demand.log_kib, D::LogKib).help("Written per request or job."),
        estimate("Between zones", "GiB/month", id, demand.between_zones_gib, D::BetweenZonesGib),
        toggle("Database proxy", demand.database_proxy, D::DatabaseProxy).help(
            "Its database is reached through a proxy that pools connections, as many short-lived instances need.",
        ),
        count("GPUs", demand.gpus, D::Gpus)
            .unit("at once")
            .help("Graphics processors that it needs at the same time while it works."),
        estimate("GPU hours", "GPU-h/month", id, demand.gpu_hours, D::GpuHours)
            .help("Of all its graphics processors together."),
        toggle("Off when inactive", demand.off_outside_hours, D::OffOutsideHours)
            .help("Its machines may be stopped by schedule outside the active hours."),
        toggle("Interruptible", demand.interruptible, D::Interruptible)
            .help("It survives being stopped at short notice, so that spare capacity (spot) will do."),
    ]);
    rows
}

/// What calls come in through.
fn front_door(workload: &Workload) -> Row {
    let set = |door: FrontDoor| Edit::SetDemand { workload: workload.id.clone(), field: D::FrontDoor(door) };
    let options = FrontDoor::ALL.iter().map(|door| (door.label().to_owned(), set(*door))).collect();
    Row::choice("Front door", options, FrontDoor::ALL.iter().position(|door| *door == workload.demand.front_door))
        .help("What calls come in through. The usual is a load balancer, and for functions their own URL.")
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
    .unit("points, beside the other workloads")
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
    row.unit("deployed one by one").help("How many parts are deployed and watched by themselves; hours follow them.")
}

fn night(workload: &Workload) -> Row {
    let set = |waits: bool| Edit::SetWorkload { id: workload.id.clone(), field: W::WaitsUntilMorning(waits) };
    let options = vec![("yes".to_owned(), set(false)), ("waits until morning".to_owned(), set(true))];
    Row::choice("Night cover", options, Some(usize::from(workload.waits_until_morning)))
        .help("Yes: somebody is woken when it breaks at night. Where every workload waits, nobody need be on call.")
}

fn note(session: &Session, id: &WorkloadId) -> Row {
    let about = NoteSubject::Workload(id.clone());
    let current = session.note(&about).to_owned();
    Row::area("Notes", &current, move |text| {
        Ok(Edit::SetNote { about: about.clone(), text: text.trim_end().to_owned() })
    })
}
