//! A page as aligned text.

use super::grid::{Grid, GridCell};
use super::page::{Block, Page};
use crate::model::showable::{showable, width};

const COLUMN_GAP: &str = "  ";

pub(super) fn render_page(page: &Page) -> String {
    let block = |block: &Block| match block {
        Block::Line(line) => format!("{}\n", showable(line)),
        Block::Table(grid) => render_table(grid),
    };
    page.blocks.iter().map(block).collect()
}

/// The headers and one line per row. A column of numbers is aligned to the right, one of words to the left.
fn render_table(grid: &Grid) -> String {
    let headers: Vec<String> = grid.headers.iter().map(|header| showable(header).into_owned()).collect();
    let rows: Vec<Vec<String>> = grid.rows.iter().map(|row| row.iter().map(format_cell).collect()).collect();
    let columns: Vec<(usize, bool)> = (0..headers.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let widest = cells.map(|text| width(text)).max().unwrap_or(0);
            (widest.max(width(&headers[column])), is_numeric(grid, column))
        })
        .collect();
    std::iter::once(&headers).chain(&rows).map(|row| format_row(row, &columns)).collect()
}

fn is_numeric(grid: &Grid, column: usize) -> bool {
    let cells = || grid.rows.iter().filter_map(|row| row.get(column));
    cells().any(|cell| matches!(cell, GridCell::Number(..) | GridCell::Figure(_)))
        && !cells().any(|cell| matches!(cell, GridCell::Text(_)))
}

fn format_row(row: &[String], columns: &[(usize, bool)]) -> String {
    let mut line = String::new();
    for (column, (wide, is_number)) in columns.iter().enumerate() {
        let text = row.get(column).map_or("", String::as_str);
        let blank = " ".repeat(wide.saturating_sub(width(text)));
        let gap = if column == 0 { "" } else { COLUMN_GAP };
        line.extend(if *is_number { [gap, &blank, text] } else { [gap, text, &blank] });
    }
    line.truncate(line.trim_end().len());
    line.push('\n');
    line
}

fn format_cell(cell: &GridCell) -> String {
    match cell {
        GridCell::Text(text) | GridCell::Figure(text) => showable(text).into_owned(),
        GridCell::Number(value, decimals) => format_rounded(*value, *decimals),
        GridCell::Empty => "–".to_owned(),
    }
}

/// A number with so many decimals, halves away from zero, never a negative zero.
pub fn format_rounded(value: f64, decimals: usize) -> String {
    let factor = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    let scaled = (value * factor).round() / factor;
    let value = if scaled.is_finite() { scaled } else { value };
    format!("{:.decimals$}", value + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::grid::Columns;

    #[test]
    fn numbers_stand_right_and_words_left() {
        let columns = Columns::new().text("name", |row: &(&str, Option<f64>)| row.0).number("USD", 1, |row| row.1);
        let grid = columns.grid([("漢字", Some(1.005)), ("a\x1b[31m", Some(1200.0)), ("b", None)]);
        assert_eq!(render_table(&grid), "name       USD\n漢字       1.0\na\u{fffd}[31m  1200.0\nb            –\n");
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(
            [format_rounded(0.5, 0), format_rounded(2.5, 0), format_rounded(-0.5, 0), format_rounded(-0.001, 2)],
            ["1", "3", "-1", "0.00"]
        );
        assert_eq!(format_rounded(0.125, 2), "0.13");
    }
}
