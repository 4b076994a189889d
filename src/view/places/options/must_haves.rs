//! How an option stands under each must-have, and who says so.

use crate::app::{App, Pane, Workbench};
use crate::model::{Alternative, Mark, MustHave, MustHaveMark, Strength};
use crate::theme::Theme;
use crate::view::pen::Pen;
use crate::view::widgets::layout;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows for what the row under the cursor says in full.
const DETAIL_HEIGHT: u16 = 4;

/// Draws those of the option at this place.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, at: usize, area: Rect) {
    let session = &workbench.session;
    let Some(option) = session.alternatives.get(at) else { return };
    if session.must_haves.is_empty() {
        let what = "No must-haves yet. A must-have is a requirement in words. Each option is marked met, failed or doubtful under it; \
                    an option that fails it is ruled out.";
        if workbench.pane() == Pane::MustHaves {
            layout::draw_empty(pen, app, area, what);
        } else {
            let place = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
            pen.paragraph(place, what, pen.theme.palette.muted);
        }
        return;
    }
    let rows = session.must_haves.iter().map(|must_have| build_row(pen.theme, workbench, must_have, option)).collect();
    let columns = vec![
        Column::text("must-have").min(18),
        Column::text("").min(6).priority(2),
        Column::text("").min(10),
        Column::text("because").min(12).priority(1),
        Column::text("by").min(4).priority(3),
    ];
    let table = Table::list(columns, rows);
    let has_keys = workbench.pane() == Pane::MustHaves;
    let cursor = workbench.cursor(Pane::MustHaves, session.must_haves.len());
    let room = if area.height > DETAIL_HEIGHT + 3 { area.height - DETAIL_HEIGHT } else { area.height };
    let y = table.render(pen, Some(cursor).filter(|_| has_keys), has_keys, Rect { height: room, ..area });
    if let Some(must_have) = session.must_haves.get(cursor).filter(|_| has_keys) {
        draw_detail(pen, workbench, must_have, option, layout::from_row(area, y.saturating_add(1)));
    }
}

fn build_row(theme: &Theme, workbench: &Workbench, must_have: &MustHave, option: &Alternative) -> Row {
    let palette = &theme.palette;
    let row = workbench.session.must_have_mark(&must_have.id, &option.id);
    let (mark, style) = mark_label(theme, row, must_have.strength);
    Row::new(vec![
        Cell::new(&must_have.text, palette.text),
        Cell::new(strength_label(must_have.strength), palette.muted),
        Cell::new(mark, style),
        Cell::new(row.map_or("", |row| row.why.as_str()), palette.text),
        Cell::new(row.map_or("", |row| row.by.as_str()), palette.muted),
    ])
}

/// The must-have under the cursor in full, and what is said of the option.
fn draw_detail(pen: &mut Pen<'_>, workbench: &Workbench, must_have: &MustHave, option: &Alternative, area: Rect) {
    let palette = pen.theme.palette.clone();
    let area = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(4), ..area };
    let because = if must_have.why.is_empty() { String::new() } else { format!(", because {}", must_have.why) };
    let by = if must_have.by.is_empty() { String::new() } else { format!(" ({})", must_have.by) };
    let what = format!("{}: {}{because}{by}", strength_label(must_have.strength), must_have.text);
    let y = pen.paragraph(area, &what, palette.muted);
    let row = workbench.session.must_have_mark(&must_have.id, &option.id);
    let said = match row {
        None => format!("'{}': nobody has said whether it meets this; it counts as doubtful", option.name),
        Some(row) => {
            let why = if row.why.is_empty() { String::new() } else { format!(", because {}", row.why) };
            let by = if row.by.is_empty() { String::new() } else { format!(" ({})", row.by) };
            format!("'{}': {}{why}{by}", option.name, row.mark.label())
        }
    };
    pen.paragraph(layout::from_row(area, y), &said, palette.text);
}

fn strength_label(strength: Strength) -> &'static str {
    match strength {
        Strength::Hard => "must",
        Strength::Soft => "should",
    }
}

fn mark_label(theme: &Theme, row: Option<&MustHaveMark>, strength: Strength) -> (String, Style) {
    let (palette, glyphs) = (&theme.palette, &theme.glyphs);
    match (row.map(|row| row.mark), strength) {
        (Some(Mark::Met), _) => (format!("{} met", glyphs.check), palette.good),
        (Some(Mark::Failed), Strength::Hard) => (format!("{} failed", glyphs.cross), palette.error),
        (Some(Mark::Failed), Strength::Soft) => (format!("{} failed", glyphs.warning), palette.warning),
        (Some(Mark::Doubtful), _) => ("? doubtful".to_owned(), palette.warning),
        (None, _) => ("? open".to_owned(), palette.warning),
    }
}

/// How an option stands under all of them, in a word: what is worst of it.
pub fn summary_cell(theme: &Theme, workbench: &Workbench, option: &Alternative) -> Cell {
    let session = &workbench.session;
    let (palette, glyphs) = (&theme.palette, &theme.glyphs);
    if session.must_haves.is_empty() {
        return Cell::empty();
    }
    let mark = |must_have: &MustHave| session.must_have_mark(&must_have.id, &option.id).map(|row| row.mark);
    let count = |wanted: &dyn Fn(&MustHave, Option<Mark>) -> bool| {
        session.must_haves.iter().filter(|row| wanted(row, mark(row))).count()
    };
    let failed = count(&|_, mark| mark == Some(Mark::Failed));
    let is_ruled_out = count(&|row, mark| mark == Some(Mark::Failed) && row.strength == Strength::Hard) > 0;
    let open = count(&|_, mark| matches!(mark, None | Some(Mark::Doubtful)));
    match (failed, open) {
        (0, 0) => Cell::new(format!("{} all met", glyphs.check), palette.good),
        (0, open) => Cell::new(format!("? {open} open"), palette.warning),
        (failed, _) if is_ruled_out => Cell::new(format!("{} {failed} failed", glyphs.cross), palette.error),
        (failed, _) => Cell::new(format!("{} {failed} failed", glyphs.warning), palette.warning),
    }
}
