//! Tables that fit the width of a terminal: names are broken over several lines, and where that is not enough each row becomes
//! a paragraph.

use super::wrap::{longest_word, wrap_text};
use crate::model::showable::width;

pub(super) const COLUMN_GAP: &str = "  ";
/// A text is not broken into lines shorter than this, unless it is shorter itself.
const MIN_TEXT_WIDTH: usize = 12;

/// A table as texts: the headers, the rows, and which columns hold numbers.
pub(super) struct TextTable {
    pub headers: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub is_number: Vec<bool>,
}

impl TextTable {
    /// The lines of the table. With a width, no line is longer unless a single word or number is.
    pub(super) fn render(&self, max_width: Option<usize>) -> String {
        let natural = self.natural_widths();
        let Some(max_width) = max_width.filter(|max_width| total_width(&natural) > *max_width) else {
            return self.render_columns(&natural);
        };
        match self.shrink(natural, max_width) {
            Some(widths) => self.render_columns(&widths),
            None => self.render_paragraphs(max_width),
        }
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(column)).map(String::as_str)
    }

    fn natural_widths(&self) -> Vec<usize> {
        let widest = |at: usize| self.cells(at).map(width).max().unwrap_or(0);
        self.headers.iter().enumerate().map(|(at, header)| widest(at).max(width(header))).collect()
    }

    /// The least width of a column: numbers and words are never broken.
    fn min_width(&self, column: usize) -> usize {
        let header = longest_word(&self.headers[column]);
        let cells = self.cells(column).map(|text| match self.is_number[column] {
            true => width(text),
            false => longest_word(text).max(width(text).min(MIN_TEXT_WIDTH)),
        });
        cells.max().unwrap_or(0).max(header)
    }

    /// Takes from the widest column until all fit; none where the columns cannot be that narrow.
    fn shrink(&self, mut widths: Vec<usize>, max_width: usize) -> Option<Vec<usize>> {
        let least: Vec<usize> = (0..widths.len()).map(|column| self.min_width(column)).collect();
        if total_width(&least) > max_width {
            return None;
        }
        while total_width(&widths) > max_width {
            let can_give = (0..widths.len()).filter(|column| widths[*column] > least[*column]);
            let widest = can_give.max_by_key(|column| widths[*column])?;
            widths[widest] -= 1;
        }
        Some(widths)
    }

    fn render_columns(&self, widths: &[usize]) -> String {
        let line_up = |row: &[String], is_header: bool| {
            let cell = |column: usize| Cell {
                text: row.get(column).map_or("", String::as_str),
                width: widths[column],
                is_right: self.is_number[column],
            };
            line_up(&(0..widths.len()).map(cell).collect::<Vec<_>>(), is_header)
        };
        let rows = self.rows.iter().flat_map(|row| line_up(row, false));
        line_up(&self.headers, true).into_iter().chain(rows).map(|line| line + "\n").collect()
    }

    /// One paragraph for each row: its first words as the title, the other columns below, each with its header.
    fn render_paragraphs(&self, max_width: usize) -> String {
        let title = self.is_number.iter().position(|is_number| !is_number).unwrap_or(0);
        let others: Vec<usize> = (0..self.headers.len()).filter(|column| *column != title).collect();
        let labels = others.iter().map(|column| width(&self.headers[*column])).max().unwrap_or(0).min(max_width / 2);
        let room = max_width.saturating_sub(2 + labels + COLUMN_GAP.len()).max(MIN_TEXT_WIDTH);
        let paragraph = |row: &Vec<String>| {
            let cell = |column: usize| row.get(column).map_or("", String::as_str);
            let figures = others.iter().flat_map(|column| {
                let label = Cell { text: &self.headers[*column], width: labels, is_right: false };
                line_up(&[label, Cell { text: cell(*column), width: room, is_right: false }], false)
            });
            let figures = figures.map(|line| format!("  {line}").trim_end().to_owned());
            let lines = wrap_text(cell(title), 0, max_width).into_iter().chain(figures);
            lines.map(|line| line + "\n").collect::<String>()
        };
        self.rows.iter().map(paragraph).collect::<Vec<_>>().join("\n")
    }
}

/// A cell that is laid out beside others.
struct Cell<'t> {
    text: &'t str,
    width: usize,
    is_right: bool,
}

/// The lines of cells beside each other, each broken to its width; those of a header stand on the line above the rows.
fn line_up(cells: &[Cell], is_header: bool) -> Vec<String> {
    let broken: Vec<Vec<String>> = cells.iter().map(|cell| wrap_text(cell.text, 0, cell.width)).collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let mut line = String::new();
        for (column, (Cell { width: wide, is_right, .. }, lines)) in cells.iter().zip(&broken).enumerate() {
            let skipped = if is_header { height - lines.len() } else { 0 };
            let text = at.checked_sub(skipped).and_then(|at| lines.get(at)).map_or("", String::as_str);
            let blank = " ".repeat(wide.saturating_sub(width(text)));
            let gap = if column == 0 { "" } else { COLUMN_GAP };
            line.extend(if *is_right { [gap, &blank, text] } else { [gap, text, &blank] });
        }
        line.truncate(line.trim_end().len());
        line
    };
    (0..height).map(line).collect()
}

fn total_width(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + COLUMN_GAP.len() * widths.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(headers: &[&str], rows: &[&[&str]], is_number: &[bool]) -> TextTable {
        let texts = |row: &[&str]| row.iter().map(|text| (*text).to_owned()).collect();
        TextTable {
            headers: texts(headers),
            rows: rows.iter().map(|row| texts(row)).collect(),
            is_number: is_number.to_vec(),
        }
    }

    #[test]
    fn names_are_broken_before_rows_become_paragraphs() {
        let table = table(
            &["estate", "total", "what runs where"],
            &[&["One platform where possible", "3.19", "catalogue: k8s, checkout: k8s"], &["Today", "3.55", "vm"]],
            &[false, true, false],
        );
        assert_eq!(table.render(None).lines().next(), Some("estate                       total  what runs where"));
        let narrow = "                 total  what runs\nestate                  where\n";
        let broken = table.render(Some(38));
        assert!(broken.lines().all(|line| width(line) <= 38), "{broken}");
        assert_eq!(broken.lines().count(), 6, "{broken}{narrow}");
        let paragraphs = table.render(Some(25));
        assert!(paragraphs.starts_with("One platform where\npossible\n  total         3.19\n"), "{paragraphs}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Every word is there at any width, in its order, and no line is longer than the width unless a word needs it.
        #[test]
        fn nothing_is_lost_at_any_width(
            rows in proptest::collection::vec(proptest::collection::vec("[a-z]{1,8}( [a-z]{1,8}){0,4}", 3), 1..5),
            max_width in 10_usize..90,
        ) {
            let headers = ["first name", "second", "the third of all"].map(str::to_owned).to_vec();
            let table = TextTable { headers, rows: rows.clone(), is_number: vec![false, true, false] };
            let text = table.render(Some(max_width));
            for word in rows.iter().flatten().flat_map(|cell| cell.split(' ')) {
                prop_assert!(text.contains(word), "{}", text);
            }
            let unbreakable = 2 + 16 + 2 + 8 * 5 + 4;
            prop_assert!(text.lines().all(|line| width(line) <= max_width.max(unbreakable)), "{}", text);
        }
    }
}
