//! A grid as CSV that no spreadsheet mistakes for formulas.

use super::grid::{Grid, GridCell};
use crate::model::showable::showable;
use csv::WriterBuilder;

/// The grid with its headers. Numbers are written in full precision; a text that a spreadsheet would take for a formula
/// begins with an apostrophe.
pub(super) fn render_csv(grid: &Grid) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Writing into memory does not fail, and all rows are equally long.
    let _ = writer.write_record(grid.headers.iter().map(|header| escape_text(header)));
    for row in &grid.rows {
        let _ = writer.write_record(row.iter().map(format_cell));
    }
    String::from_utf8_lossy(&writer.into_inner().unwrap_or_default()).into_owned()
}

fn format_cell(cell: &GridCell) -> String {
    match cell {
        GridCell::Text(text) | GridCell::Figure(text) => escape_text(text),
        GridCell::Number(value, _) if value.is_finite() => format!("{}", value + 0.0),
        GridCell::Number(..) | GridCell::Empty => String::new(),
    }
}

/// What a spreadsheet reads as the beginning of a formula, in East Asian width too (OWASP, CSV injection).
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

fn escape_text(text: &str) -> String {
    let text = showable(text);
    if text.trim_start().starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::grid::Columns;

    #[test]
    fn formulas_become_text_and_numbers_stay_numbers() {
        let columns = Columns::new().text("name", |name: &&str| name).number("value", 1, |_| -0.1);
        let text = render_csv(&columns.grid(["=1+1", "+a", "-b", "@c", "\t=d", "a,\"b\"", "plain"]));
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
    fn numbers_have_full_precision_and_nothing_is_empty() {
        let columns = Columns::new().number("a", 2, |row: &f64| *row).cell("b", |_| GridCell::Empty);
        assert_eq!(render_csv(&columns.grid([1e21])), "a,b\n1000000000000000000000,\n");
    }
}
