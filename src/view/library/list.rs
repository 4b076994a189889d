//! The list of saved sessions, with the letters that a search matched, and the files that cannot be read.

use crate::app::library::{Content, Entry};
use crate::app::picker::Match;
use crate::app::{App, Library};
use crate::model::{Day, Moment, Status};
use crate::view::pen::Pen;
use crate::view::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the list, under what is being searched for.
pub fn render(pen: &mut Pen<'_>, app: &App, shelf: &Library, area: Rect) {
    let mut rest = area;
    if shelf.is_finding || !shelf.query.is_empty() {
        find(pen, shelf, area);
        rest = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    }
    if shelf.matches.is_empty() {
        let muted = pen.theme.palette.muted;
        let what = format!("nothing matches '{}'", shelf.query);
        pen.text(rest.x.saturating_add(2), rest.y, rest.width.saturating_sub(2), &what, muted);
        return;
    }
    table(pen, app, shelf).render(pen, Some(shelf.cursor), true, rest);
}

/// What is being searched for, with its cursor while it is typed.
fn find(pen: &mut Pen<'_>, shelf: &Library, area: Rect) {
    let palette = pen.theme.palette.clone();
    let count = format!("{} of {}", shelf.matches.len(), shelf.entries.len());
    let end = area.right().saturating_sub(2);
    let counted = pen.width(&count);
    let room = end.saturating_sub(area.x).saturating_sub(counted + 4);
    let caret = if shelf.is_finding { palette.focus } else { palette.text };
    pen.pieces(area.x, area.y, room, &[("/ ", palette.key), (&shelf.query, palette.input), (" ", caret)]);
    pen.right(end.saturating_sub(counted), area.y, counted, &count, palette.muted);
}

fn table(pen: &Pen<'_>, app: &App, shelf: &Library) -> Table {
    let columns = vec![
        Column::words("status", 10, 0),
        Column::words("title", 30, 0),
        Column::words("choice", 17, 1),
        Column::numbers("margin", 4),
        Column::numbers("people", 5),
        Column::numbers("changed", 3),
    ];
    let rows = shelf.matches.iter().filter_map(|found| Some(row(pen, app, shelf.entries.get(found.item)?, found)));
    Table { columns, rows: rows.collect(), named: 1 }
}

fn row(pen: &Pen<'_>, app: &App, entry: &Entry, found: &Match) -> Row {
    match &entry.content {
        Ok(content) => readable(pen, app, entry, content, found),
        Err(why) => Row { cells: unreadable(pen, entry, why, found), spills: true },
    }
}

fn readable(pen: &Pen<'_>, app: &App, entry: &Entry, content: &Content, found: &Match) -> Row {
    let (palette, glyphs) = (&pen.theme.palette, &pen.theme.glyphs);
    let session = &content.session;
    let status = Cell::new(session.status.word(), status_style(pen, session.status));
    let mut title = vec![(session.title.clone(), palette.text)];
    if entry.recoverable {
        title.push((format!(" {} unsaved edits", glyphs.warning), palette.warning));
    }
    Row::of(vec![
        status,
        Cell::of(title).matched(&found.at),
        Cell::new(&content.outcome, if content.outcome == "–" { palette.muted } else { palette.text }),
        Cell::new(content.margin.map_or("–".to_owned(), |margin| format!("{margin:.2}")), palette.text),
        Cell::new(session.participants.len().to_string(), palette.text),
        Cell::new(content.changed.map_or("–".to_owned(), |at| changed(at, app.now.day())), palette.muted),
    ])
}

fn changed(at: Moment, today: Day) -> String {
    let day = at.day();
    if day == today { "today".to_owned() } else { day.short(today) }
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
fn unreadable(pen: &Pen<'_>, entry: &Entry, why: &str, found: &Match) -> Vec<Cell> {
    let (palette, glyphs) = (&pen.theme.palette, &pen.theme.glyphs);
    let file = file_name(entry);
    let why = why.strip_prefix(&file).map_or_else(|| format!(": {why}"), str::to_owned);
    let text = vec![(file, palette.text), (why, palette.error)];
    vec![Cell::new(format!("{} error", glyphs.cross), palette.error), Cell::of(text).matched(&found.at)]
}

/// The name of the file without its folder.
pub fn file_name(entry: &Entry) -> String {
    entry.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
