//! A page as aligned text.

use super::fit::TextTable;
use super::grid::{Grid, GridCell};
use super::page::{Block, Page};
use super::wrap::wrap_text;
use crate::model::showable::showable;

/// With a width, lines and tables are made to fit.
pub(super) fn render_page(page: &Page, max_width: Option<usize>) -> String {
    let block = |block: &Block| match (block, max_width) {
        (Block::Line(line), None) => format!("{}\n", showable(line)),
        (Block::Line(line), Some(max_width)) => wrap_text(line, 0, max_width).join("\n") + "\n",
        (Block::Table(grid), _) => render_table(grid, max_width),
    };
    page.blocks.iter().map(block).collect()
}

/// The headers and one line per row. A column of numbers is aligned to the right, one of words to the left.
fn render_table(grid: &Grid, max_width: Option<usize>) -> String {
    let table = TextTable {
        headers: grid.headers.iter().map(|header| showable(header).into_owned()).collect(),
        rows: grid.rows.iter().map(|row| row.iter().map(GridCell::to_text).collect()).collect(),
        is_number: (0..grid.headers.len()).map(|column| grid.is_numeric(column)).collect(),
    };
    table.render(max_width)
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
        assert_eq!(
            render_table(&grid, None),
            "name       USD\n漢字       1.0\na\u{fffd}[31m  1200.0\nb            –\n"
        );
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
