//! The list of saved sessions, with the letters that a search matched, and the files that cannot be read.

use crate::app::library::LibraryEntry;
use crate::app::picker::FuzzyMatch;
use crate::app::session_summary::SessionSummary;
use crate::app::{App, Library};
use crate::model::{Day, Moment, Status};
use crate::view::pen::Pen;
use crate::view::widgets::line_input;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the list, under what is being searched for.
pub fn render(pen: &mut Pen<'_>, app: &App, shelf: &Library, area: Rect) {
    let mut rest = area;
    if shelf.is_searching || !shelf.query.text().is_empty() {
        draw_search(pen, shelf, area);
        rest = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    }
    if shelf.matches.is_empty() {
        let muted = pen.theme.palette.muted;
        let what = format!("no matches for '{}'", shelf.query.text());
        pen.text(rest.x.saturating_add(2), rest.y, rest.width.saturating_sub(2), &what, muted);
        return;
    }
    build_table(pen, app, shelf).render(pen, Some(shelf.cursor), true, rest);
}

/// What is being searched for, with its caret while it is typed.
fn draw_search(pen: &mut Pen<'_>, shelf: &Library, area: Rect) {
    let palette = pen.theme.palette.clone();
    let count = format!("{} of {}", shelf.matches.len(), shelf.entries.len());
    let end = area.right().saturating_sub(2);
    let counted = pen.text_width(&count);
    let room = end.saturating_sub(area.x).saturating_sub(counted + 4);
    let x = pen.text(area.x, area.y, room, "/ ", palette.key);
    line_input::render(pen, x, area.y, room.saturating_sub(x - area.x), &shelf.query, palette.input);
    if !shelf.is_searching {
        pen.hide_caret();
    }
    pen.text_right(end.saturating_sub(counted), area.y, counted, &count, palette.muted);
}

/// Rows on either side of the cursor that are laid out; no screen is higher, and a folder can hold thousands.
const LAID_OUT: usize = 300;

fn build_table(pen: &Pen<'_>, app: &App, shelf: &Library) -> Table {
    let columns = vec![
        Column::text("status").min(10),
        Column::text("title").min(30),
        Column::text("choice").min(17).priority(1),
        Column::number("margin").priority(4),
        Column::number("people").priority(5),
        Column::number("changed").priority(3),
    ];
    let rows = shelf.matches.iter().enumerate().map(|(at, found)| {
        let entry = shelf.entries.get(found.item).filter(|_| at.abs_diff(shelf.cursor) <= LAID_OUT);
        entry.map_or_else(|| Row::new(Vec::new()), |entry| build_row(pen, app, entry, found))
    });
    Table { highlighted_column: Some(1), ..Table::list(columns, rows.collect()) }
}

fn build_row(pen: &Pen<'_>, app: &App, entry: &LibraryEntry, found: &FuzzyMatch) -> Row {
    match &entry.content {
        Ok(content) => session_row(pen, app, entry, content, found),
        Err(why) => Row::spanning(error_cells(pen, entry, why, found)),
    }
}

fn session_row(pen: &Pen<'_>, app: &App, entry: &LibraryEntry, content: &SessionSummary, found: &FuzzyMatch) -> Row {
    let (palette, glyphs) = (&pen.theme.palette, &pen.theme.glyphs);
    let status = Cell::new(content.status.label(), status_style(pen, content.status));
    let mut title = vec![(content.title.clone(), palette.text)];
    if entry.recoverable {
        title.push((format!(" {} unsaved edits", glyphs.warning), palette.warning));
    }
    Row::new(vec![
        status,
        Cell::from_spans(title).with_matches(&found.positions),
        Cell::new(&content.outcome, if content.outcome == "–" { palette.muted } else { palette.text }),
        Cell::new(content.margin.map_or("–".to_owned(), |margin| format!("{margin:.2}")), palette.text),
        Cell::new(content.participants.to_string(), palette.text),
        Cell::new(content.changed.map_or("–".to_owned(), |at| format_change_date(at, app.now.day())), palette.muted),
    ])
}

fn format_change_date(at: Moment, today: Day) -> String {
    let day = at.day();
    if day == today { "today".to_owned() } else { day.format_short(today) }
}

fn status_style(pen: &Pen<'_>, status: Status) -> Style {
    let palette = &pen.theme.palette;
    match status {
        Status::Draft | Status::Superseded => palette.muted,
        Status::Open => palette.text,
        Status::Decided => palette.good,
    }
}

/// What is wrong with a file, over all columns; its name comes first, since it is what a search matches.
fn error_cells(pen: &Pen<'_>, entry: &LibraryEntry, why: &str, found: &FuzzyMatch) -> Vec<Cell> {
    let (palette, glyphs) = (&pen.theme.palette, &pen.theme.glyphs);
    let file = file_name(entry);
    let why = why.strip_prefix(&file).map_or_else(|| format!(": {why}"), str::to_owned);
    let text = vec![(file, palette.text), (why, palette.error)];
    vec![
        Cell::new(format!("{} error", glyphs.cross), palette.error),
        Cell::from_spans(text).with_matches(&found.positions),
    ]
}

/// The name of the file without its folder.
pub fn file_name(entry: &LibraryEntry) -> String {
    entry.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
