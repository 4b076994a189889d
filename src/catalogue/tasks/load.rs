//! The whole book as it is written, and how it is refused: by line and column.

use super::TaskBook;
use super::rules::find_faults;
use crate::catalogue::load_error::{check_rows, error_at};
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};

/// Reads a book: no task twice, no figure without its basis, shares that add up to 1, nothing divided by 0.
pub fn load(text: &str) -> Result<TaskBook, TextError> {
    let book: TaskBook = value_from_text(text)?;
    let said = book.tasks.iter().map(|task| {
        let said = vec![("name", task.name.as_str()), ("cadence", &task.cadence), ("basis", &task.basis)];
        (task.id.as_str(), said)
    });
    check_rows(text, &[PathStep::Field("tasks")], said)?;
    match find_faults(&book).into_iter().next() {
        Some(fault) => Err(error_at(text, &fault.path(), fault.what, fault.hint)),
        None => Ok(book),
    }
}
