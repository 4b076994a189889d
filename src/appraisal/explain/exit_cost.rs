//! What leaving one kind of platform for another takes: a matrix of hours, and the steps behind each of them.

use crate::appraisal::explain::{Explanation, LineKind};
use crate::burden::exit::{exit_hours_matrix, other_cloud_hours};
use crate::catalogue::OneTimeHours;
use crate::catalogue::exits::{MoveStep, StepCondition};
use crate::catalogue::{Catalogue, PlatformKind};
use crate::model::Session;
use crate::model::number::format_number;

/// How many kinds there are, and with them the same kind on another cloud.
pub const DESTINATIONS: usize = PlatformKind::ALL.len() + 1;

/// The hours to move one service, once.
#[derive(Debug, Clone, PartialEq)]
pub struct ExitCost {
    /// A row for each kind that is left; a column for each that it is left for, and one for the same on another cloud. None
    /// from a kind to itself, and where there is no other cloud.
    pub hours: [[Option<OneTimeHours>; DESTINATIONS]; PlatformKind::ALL.len()],
    /// Whether what keeps state is moved.
    pub is_stateful: bool,
}

impl ExitCost {
    /// All moves, of a service that keeps state or of one that does not.
    pub fn compute(catalogue: &Catalogue, is_stateful: bool) -> Self {
        let (kinds, clouds) = (exit_hours_matrix(&catalogue.exits, is_stateful), other_cloud_hours(&catalogue.exits));
        let hours = std::array::from_fn(|from| {
            std::array::from_fn(|to| match kinds[from].get(to) {
                Some(band) => (from != to).then_some(*band),
                None => clouds[from],
            })
        });
        Self { hours, is_stateful }
    }

    /// One of them.
    pub fn hours_between(&self, from: usize, to: usize) -> Option<OneTimeHours> {
        *self.hours.get(from)?.get(to)?
    }
}

/// The kinds that the options of a session stand on.
pub fn kinds_in_use(session: &Session) -> Vec<PlatformKind> {
    let ids = session.alternatives.iter().filter_map(|row| row.platform.as_ref());
    ids.filter_map(|id| PlatformKind::from_id(id.as_str())).collect()
}

/// What a kind is called, by its index; after the last comes another cloud.
pub fn kind_name(catalogue: &Catalogue, at: usize) -> String {
    let Some(kind) = PlatformKind::ALL.get(at) else { return "the same on another cloud".to_owned() };
    let platform = catalogue.platforms.iter().find(|platform| platform.kind == *kind);
    platform.map_or_else(|| kind.id().to_owned(), |platform| platform.name.clone())
}

/// The steps of a move, each with its hours and where they come from.
pub fn explain_steps(catalogue: &Catalogue, from: usize, to: usize, is_stateful: bool) -> Explanation {
    let book = &catalogue.exits;
    let (here, there) = (kind_name(catalogue, from), kind_name(catalogue, to));
    let mut why = Explanation { title: format!("From {here} to {there}"), lines: Vec::new() };
    let path: Vec<&MoveStep> = match (PlatformKind::ALL.get(from), PlatformKind::ALL.get(to)) {
        (Some(from), Some(to)) => book.steps_between(*from, *to),
        (Some(from), None) => book.steps_to_other_cloud(*from).unwrap_or_default(),
        _ => Vec::new(),
    };
    for step in &path {
        let only = match (step.when, is_stateful) {
            (StepCondition::Always, _) => "",
            (StepCondition::Stateful, true) => ", because it keeps state",
            (StepCondition::Stateful, false) => ", only for stateful services: not counted here",
        };
        why.lines.push((LineKind::Heading, format!("{}: {}{only}", step.name, format_hours_band(step.hours))));
        why.lines.push((LineKind::Source, step.basis.clone()));
    }
    if let Some(sum) = ExitCost::compute(catalogue, is_stateful).hours_between(from, to) {
        why.lines.push((
            LineKind::Heading,
            format!("total: {}, mean {} h", format_hours_band(sum), format_number(sum.mean().get())),
        ));
        why.lines.push((
            LineKind::Text,
            "for one service, once; learning and setting up the other platform are not included".to_owned(),
        ));
    }
    why.lines.push((LineKind::Source, format!("{}, {}", book.source, book.date)));
    why
}

/// `6 h (2–16)`.
pub fn format_hours_band(hours: OneTimeHours) -> String {
    let OneTimeHours { low, likely, high } = hours;
    format!("{} h likely ({}–{})", format_number(likely.get()), format_number(low.get()), format_number(high.get()))
}
