//! Reads a whole task book, with line and column of errors.

use super::book::TaskBook;
use super::rules::find_faults;
use crate::catalogue::load_error::{check_rows, error_at};
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};

/// The book that the program ships.
pub const SHIPPED: &str = include_str!("../../../assets/tasks.ron");

impl TaskBook {
    /// The shipped book.
    pub fn shipped() -> Result<Self, TextError> {
        load(SHIPPED)
    }
}

/// Reads a book. Refuses duplicate tasks, missing texts, shares that do not add up to 1, and a scope or rules that would divide by 0.
pub fn load(text: &str) -> Result<TaskBook, TextError> {
    let book: TaskBook = value_from_text(text)?;
    let rows = book.tasks.iter().map(|task| {
        let texts = vec![("name", task.name.as_str()), ("cadence", &task.cadence), ("basis", &task.basis)];
        (task.id.as_str(), texts)
    });
    check_rows(text, &[PathStep::Field("tasks")], rows)?;
    match find_faults(&book).into_iter().next() {
        Some(fault) => Err(error_at(text, &fault.path(), fault.what, fault.hint)),
        None => Ok(book),
    }
}
