//! Rows and columns, before a printer turns them into a table or into CSV.

use crate::model::number::format_decimals;
use crate::model::showable::showable;

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum GridCell {
    /// Aligned to the left.
    Text(String),
    /// Aligned to the right; a table shows this many decimals, CSV full precision.
    Number(f64, usize),
    /// A number that is formatted already. Aligned to the right.
    Figure(String),
    /// Unknown, or not applicable.
    Empty,
}

impl GridCell {
    /// A number with so many decimals, or nothing.
    pub fn number(value: impl Into<Option<f64>>, decimals: usize) -> Self {
        value.into().map_or(Self::Empty, |value| Self::Number(value, decimals))
    }

    /// A whole number, or nothing.
    pub fn count(value: impl Into<Option<usize>>) -> Self {
        Self::number(value.into().map(|value| value as f64), 0)
    }

    pub fn yes_no(value: bool) -> Self {
        Self::from(if value { "yes" } else { "no" })
    }

    /// As people read it: rounded, and a dash for what is unknown.
    pub(super) fn to_text(&self) -> String {
        match self {
            Self::Text(text) | Self::Figure(text) => showable(text).into_owned(),
            Self::Number(value, decimals) => format_decimals(*value, *decimals),
            Self::Empty => "–".to_owned(),
        }
    }
}

impl From<&str> for GridCell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for GridCell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<GridCell>> From<Option<T>> for GridCell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Rows under headers, all equally long. [`Columns`] make it.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// With units.
    pub(super) headers: Vec<String>,
    pub(super) rows: Vec<Vec<GridCell>>,
}

type CellOf<'c, R> = Box<dyn Fn(&R) -> GridCell + 'c>;

impl Grid {
    /// Whether a column holds numbers and no words, so that it is aligned to the right.
    pub(super) fn is_numeric(&self, column: usize) -> bool {
        let cells = || self.rows.iter().filter_map(|row| row.get(column));
        cells().any(|cell| matches!(cell, GridCell::Number(..) | GridCell::Figure(_)))
            && !cells().any(|cell| matches!(cell, GridCell::Text(_)))
    }
}

/// The columns of a grid: each header beside the function that makes its cells from a row.
pub struct Columns<'c, R> {
    columns: Vec<(String, CellOf<'c, R>)>,
}

impl<R> Default for Columns<'_, R> {
    fn default() -> Self {
        Self { columns: Vec::new() }
    }
}

impl<'c, R> Columns<'c, R> {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a column of any cells.
    pub fn cell(mut self, header: impl Into<String>, cell: impl Fn(&R) -> GridCell + 'c) -> Self {
        self.columns.push((header.into(), Box::new(cell)));
        self
    }

    /// Adds a column of texts.
    pub fn text(self, header: impl Into<String>, text: impl Fn(&R) -> &str + 'c) -> Self {
        self.cell(header, move |row| text(row).into())
    }

    /// Adds a column of numbers.
    pub fn number<N: Into<Option<f64>>>(
        self,
        header: impl Into<String>,
        decimals: usize,
        value: impl Fn(&R) -> N + 'c,
    ) -> Self {
        self.cell(header, move |row| GridCell::number(value(row), decimals))
    }

    /// Adds one column for each item.
    pub fn each<T>(self, items: impl IntoIterator<Item = T>, add: impl FnMut(Self, T) -> Self) -> Self {
        items.into_iter().fold(self, add)
    }

    /// Adds columns only under a condition.
    pub fn when(self, condition: bool, add: impl FnOnce(Self) -> Self) -> Self {
        if condition { add(self) } else { self }
    }

    /// The grid of these rows.
    pub fn grid(self, rows: impl IntoIterator<Item = R>) -> Grid {
        let cells = |row: R| self.columns.iter().map(|(_, cell)| cell(&row)).collect();
        let rows = rows.into_iter().map(cells).collect();
        Grid { headers: self.columns.into_iter().map(|(header, _)| header).collect(), rows }
    }
}
