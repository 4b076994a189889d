//! Rows and columns before they are a table or a CSV.

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum GridCell {
    /// Words, to the left.
    Text(String),
    /// A number, to the right; a table shows so many decimals, a CSV all.
    Number(f64, usize),
    /// Nothing is known, or nothing applies.
    Empty,
}

impl GridCell {
    /// A number, or nothing.
    pub fn optional(value: Option<f64>, decimals: usize) -> Self {
        value.map_or(Self::Empty, |value| Self::Number(value, decimals))
    }

    /// A whole number, or nothing.
    pub fn optional_count(value: Option<usize>) -> Self {
        Self::optional(value.map(|value| value as f64), 0)
    }

    /// Yes or no.
    pub fn yes_no(value: bool) -> Self {
        Self::from(if value { "yes" } else { "no" })
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

/// Rows under headers. A row may be shorter than the headers; the rest is empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    /// One per column, units included.
    pub headers: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<Vec<GridCell>>,
}

impl Grid {
    /// An empty one with these headers.
    pub fn new<H: Into<String>>(headers: impl IntoIterator<Item = H>) -> Self {
        Self { headers: headers.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn push_row(&mut self, cells: impl IntoIterator<Item = GridCell>) {
        self.rows.push(cells.into_iter().collect());
    }
}
