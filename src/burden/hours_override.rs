//! The team's own hours, said in the session, in place of the book's.

use crate::catalogue::Platform;
use crate::catalogue::PlatformKind;
use crate::catalogue::tasks::{ExtraTask, TaskBook};
use crate::model::HoursOverride;

/// Who says that hours are otherwise than in the book, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedOverride {
    /// Who; empty when the session does not say.
    pub by: String,
    /// Why; empty when the session does not say.
    pub why: String,
}

impl AppliedOverride {
    /// What is said in a row.
    pub(super) fn from_row(row: &HoursOverride) -> Self {
        Self { by: row.by.clone(), why: row.why.clone() }
    }

    /// As a basis: `Ana: we rebuilt it in March`.
    pub(super) fn basis(&self, platform: Option<&str>) -> String {
        let by = if self.by.is_empty() { "the team" } else { &self.by };
        let by = platform.map_or_else(|| by.to_owned(), |platform| format!("{by}, on {platform}"));
        if self.why.is_empty() { format!("{by}, who gives no reason") } else { format!("{by}: {}", self.why) }
    }

    /// Both, where two kinds of platform have rows of their own.
    pub(super) fn merge(mut self, other: &Self) -> Self {
        let join = |into: &mut String, more: &str| {
            if into.is_empty() {
                more.clone_into(into);
            } else if !more.is_empty() && !into.split("; ").any(|said| said == more) {
                into.push_str("; ");
                into.push_str(more);
            }
        };
        join(&mut self.by, &other.by);
        join(&mut self.why, &other.why);
        self
    }
}

/// The team's row for a task on a kind of platform. A row without a platform holds on every kind on which the book has the
/// task (`is_known`) and the team has said nothing more exact.
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

/// The team's row for hours that follow no kind of platform.
pub(super) fn override_of_extra<'a>(own: &'a [HoursOverride], extra: &ExtraTask) -> Option<&'a HoursOverride> {
    own.iter().find(|row| row.is_for(&extra.id, None))
}

/// A row of the session that the catalogue knows nothing of. It is kept, and changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOverride {
    /// The place of the row among the session's own hours.
    pub row: usize,
    /// Which field of it.
    pub field: &'static str,
    /// What is odd.
    pub what: String,
    /// What to do.
    pub hint: String,
}

/// The rows that change nothing, as their task or platform is not in the catalogue.
pub fn find_unknown_overrides(book: &TaskBook, platforms: &[Platform], own: &[HoursOverride]) -> Vec<UnknownOverride> {
    let unknown = |(row, said): (usize, &HoursOverride)| {
        let task = said.task.as_str();
        let (field, what, hint) = if book.extra_tasks().iter().any(|extra| extra.id == task) {
            said.platform.as_ref()?;
            let what = format!("'{task}' takes the same hours on every platform, so these change nothing");
            ("platform", what, "take platform away".to_owned())
        } else if book.task(task).is_none() {
            let what = format!("no task of the catalogue is called '{task}', so its hours change nothing");
            let ids = book.tasks.iter().map(|task| task.id.as_str());
            let ids = ids.chain(book.extra_tasks().map(|extra| extra.id.as_str()));
            ("task", what, format!("tasks: {}", ids.collect::<Vec<_>>().join(", ")))
        } else {
            let platform = said.platform.as_ref()?;
            if platforms.iter().any(|known| known.id == *platform) {
                return None;
            }
            let what =
                format!("no platform of the catalogue is called '{platform}', so the hours of '{task}' change nothing");
            let ids: Vec<&str> = platforms.iter().map(|known| known.id.as_str()).collect();
            ("platform", what, format!("platforms: {}", ids.join(", ")))
        };
        Some(UnknownOverride { row, field, what, hint })
    };
    own.iter().enumerate().filter_map(unknown).collect()
}
