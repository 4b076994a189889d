//! A grid as aligned text.

use super::grid::{Grid, GridCell};
use super::showable_text;
use crate::model::showable::width;

const COLUMN_GAP: &str = "  ";

/// The grid with its headers, one line per row. A column of numbers stands to the right, one of words to the left.
pub fn render_table(grid: &Grid) -> String {
    let headers: Vec<String> = grid.headers.iter().map(|header| showable_text(header)).collect();
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
    cells().any(|cell| matches!(cell, GridCell::Number(..))) && !cells().any(|cell| matches!(cell, GridCell::Text(_)))
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
        GridCell::Text(text) => showable_text(text),
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

    #[test]
    fn numbers_stand_right_and_words_left() {
        let mut grid = Grid::new(["name", "USD"]);
        grid.push_row(["漢字".into(), GridCell::Number(1.005, 1)]);
        grid.push_row(["a\x1b[31m".into(), GridCell::Number(1200.0, 1)]);
        grid.push_row(["b".into(), GridCell::Empty]);
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
