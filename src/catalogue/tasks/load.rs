//! The whole book as it is written, and how it is refused: by line and column.

use super::TaskBook;
use super::rules::faults;
use crate::catalogue::refusal::{check_rows, refusal};
use crate::model::check::Step;
use crate::model::text::{TextError, value_from_text};

/// Reads a book: no task twice, no figure without its basis, shares that add up to 1, nothing divided by 0.
pub fn load(text: &str) -> Result<TaskBook, TextError> {
    let book: TaskBook = value_from_text(text)?;
    let said = book.tasks.iter().map(|task| {
        let said = vec![("name", task.name.as_str()), ("cadence", &task.cadence), ("basis", &task.basis)];
        (task.id.as_str(), said)
    });
    check_rows(text, &[Step::Field("tasks")], said)?;
    match faults(&book).into_iter().next() {
        Some(fault) => Err(refusal(text, &fault.path(), fault.what, fault.hint)),
        None => Ok(book),
    }
}
