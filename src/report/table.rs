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
    let rows: Vec<Vec<String>> = grid.rows.iter().map(|row| row.iter().map(GridCell::to_text).collect()).collect();
    let columns: Vec<(usize, bool)> = (0..headers.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let widest = cells.map(|text| width(text)).max().unwrap_or(0);
            (widest.max(width(&headers[column])), grid.is_numeric(column))
        })
        .collect();
    std::iter::once(&headers).chain(&rows).map(|row| format_row(row, &columns)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::number::format_decimals;
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
            [format_decimals(0.5, 0), format_decimals(2.5, 0), format_decimals(-0.5, 0), format_decimals(-0.001, 2)],
            ["1", "3", "-1", "0.00"]
        );
        assert_eq!(format_decimals(0.125, 2), "0.13");
    }
}
