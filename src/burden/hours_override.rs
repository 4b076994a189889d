//! The team's own hours in the session, which replace the book's.

use crate::catalogue::tasks::{ExtraTask, TaskBook};
use crate::catalogue::{Platform, PlatformKind};
use crate::model::HoursOverride;

/// Author and reason of the team's own hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedOverride {
    /// Author; empty if not stated.
    pub by: String,
    /// Reason; empty if not stated.
    pub why: String,
}

impl AppliedOverride {
    pub(super) fn from_row(row: &HoursOverride) -> Self {
        Self { by: row.by.clone(), why: row.why.clone() }
    }

    /// As a basis: `Ana: we rebuilt it in March`.
    pub(super) fn basis(&self, platform: Option<&str>) -> String {
        let by = if self.by.is_empty() { "the team" } else { &self.by };
        let by = platform.map_or_else(|| by.to_owned(), |platform| format!("{by}, on {platform}"));
        if self.why.is_empty() { format!("{by}, no reason given") } else { format!("{by}: {}", self.why) }
    }

    /// Joins the overrides of two kinds of platform.
    pub(super) fn merge(mut self, other: &Self) -> Self {
        let join = |into: &mut String, more: &str| {
            if into.is_empty() {
                more.clone_into(into);
            } else if !more.is_empty() && !into.split("; ").any(|part| part == more) {
                into.push_str("; ");
                into.push_str(more);
            }
        };
        join(&mut self.by, &other.by);
        join(&mut self.why, &other.why);
        self
    }
}

/// The team's row for a task on a kind of platform. A row without a platform applies to every kind for which the book has the task
/// (`is_known`) and the team has no more specific row.
pub(super) fn override_on_kind<'a>(
    own: &'a [HoursOverride],
    task: &str,
    kind: PlatformKind,
    is_known: bool,
) -> Option<&'a HoursOverride> {
    let rows = || own.iter().filter(|row| row.task.as_str() == task);
    let exact = rows().find(|row| row.platform.as_ref().is_some_and(|platform| platform.as_str() == kind.id()));
    exact.or_else(|| rows().find(|row| is_known && row.platform.is_none()))
}

/// The team's row for a task that does not depend on the kind of platform.
pub(super) fn override_of_extra<'a>(own: &'a [HoursOverride], extra: &ExtraTask) -> Option<&'a HoursOverride> {
    own.iter().find(|row| row.is_for(&extra.id, None))
}

/// A row whose task or platform is not in the catalogue. It is kept and has no effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOverride {
    /// Index among the session's own hours.
    pub row: usize,
    /// The field that is unknown.
    pub field: &'static str,
    /// The problem.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

/// The rows that have no effect because their task or platform is not in the catalogue.
pub fn find_unknown_overrides(book: &TaskBook, platforms: &[Platform], own: &[HoursOverride]) -> Vec<UnknownOverride> {
    let unknown = |(row, entry): (usize, &HoursOverride)| {
        let task = entry.task.as_str();
        let (field, what, hint) = if book.extra_tasks().iter().any(|extra| extra.id == task) {
            entry.platform.as_ref()?;
            let what = format!("'{task}' takes the same hours on every platform, so these hours have no effect");
            ("platform", what, "remove platform".to_owned())
        } else if book.task(task).is_none() {
            let what = format!("'{task}' is not a task of the catalogue, so its hours have no effect");
            let ids = book.tasks.iter().map(|task| task.id.as_str());
            let ids = ids.chain(book.extra_tasks().map(|extra| extra.id.as_str()));
            ("task", what, format!("tasks: {}", ids.collect::<Vec<_>>().join(", ")))
        } else {
            let platform = entry.platform.as_ref()?;
            if platforms.iter().any(|known| known.id == *platform) {
                return None;
            }
            let what =
                format!("'{platform}' is not a platform of the catalogue, so the hours of '{task}' have no effect");
            let ids: Vec<&str> = platforms.iter().map(|known| known.id.as_str()).collect();
            ("platform", what, format!("platforms: {}", ids.join(", ")))
        };
        Some(UnknownOverride { row, field, what, hint })
    };
    own.iter().enumerate().filter_map(unknown).collect()
}
