//! A grid as CSV that no spreadsheet mistakes for formulas.

use super::grid::{Grid, GridCell};
use super::showable_text;
use csv::WriterBuilder;

/// The grid with its headers. Numbers are written in full precision; a text that a spreadsheet would take for a formula
/// begins with an apostrophe.
pub fn render_csv(grid: &Grid) -> String {
    let mut writer = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let headers = grid.headers.iter().map(|header| escape_text(header));
    // Writing into memory does not fail.
    let _ = writer.write_record(headers);
    for row in &grid.rows {
        let missing = grid.headers.len().saturating_sub(row.len());
        let cells = row.iter().map(format_cell).chain(std::iter::repeat_n(String::new(), missing));
        let _ = writer.write_record(cells);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn format_cell(cell: &GridCell) -> String {
    match cell {
        GridCell::Text(words) => escape_text(words),
        GridCell::Number(value, _) if value.is_finite() => format!("{}", value + 0.0),
        GridCell::Number(..) | GridCell::Empty => String::new(),
    }
}

/// What a spreadsheet reads as the begin of a formula, in East Asian width too (OWASP, CSV injection).
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

fn escape_text(words: &str) -> String {
    let words = showable_text(words);
    if words.trim_start().starts_with(FORMULA_STARTS) { format!("'{words}") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay_numbers() {
        let mut grid = Grid::new(["name", "value"]);
        for name in ["=1+1", "+a", "-b", "@c", "\t=d", "a,\"b\"", "plain"] {
            grid.push_row([name.into(), GridCell::Number(-0.1, 1)]);
        }
        let text = render_csv(&grid);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "'=1+1,-0.1");
        assert_eq!(lines[2], "'+a,-0.1");
        assert_eq!(lines[3], "'-b,-0.1");
        assert_eq!(lines[4], "'@c,-0.1");
        assert_eq!(lines[5], "' =d,-0.1");
        assert_eq!(lines[6], "\"a,\"\"b\"\"\",-0.1");
        assert_eq!(lines[7], "plain,-0.1");
    }

    #[test]
    fn a_short_row_is_filled() {
        let mut grid = Grid::new(["a", "b", "c"]);
        grid.push_row([GridCell::Number(1e21, 2), GridCell::Empty]);
        assert_eq!(render_csv(&grid), "a,b,c\n1000000000000000000000,,\n");
    }
}
