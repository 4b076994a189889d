//! Typing: a line at the bottom, or a larger text in the middle.

use crate::app::editor::Editor;
use crate::app::{App, Context, Msg};
use crate::view::chrome::Regions;
use crate::view::chrome::hints::key_hints;
use crate::view::pen::Pen;
use crate::view::text::wrap_text;
use crate::view::widgets::dialog;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use ratatui::widgets::Widget;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, editor: &Editor, regions: &Regions) {
    let area = regions.above_keys();
    let width = area.width.saturating_sub(2).min(if editor.multiline { 88 } else { 100 });
    let inside = usize::from(width.saturating_sub(4));
    let notes = note_lines(editor, inside);
    // A long title is drawn inside, where it can take several lines.
    let is_long = usize::from(pen.text_width(&editor.title)) + 4 > inside;
    let question = if is_long { wrap_text(&editor.title, inside) } else { Vec::new() };
    let question_height = u16::try_from(question.len()).unwrap_or(u16::MAX).min(area.height / 3);
    let reading = editor.reading();
    let reading_height = u16::from(reading.is_some());
    let notes_height = u16::try_from(notes.len()).unwrap_or(u16::MAX).min(area.height / 3) + reading_height;
    let place = if editor.multiline {
        dialog::centred(area, width, (area.height * 2 / 3).max(10))
    } else {
        // Above the foot, where it hides the least of what is being changed.
        let above = Rect { height: regions.footer.top().saturating_sub(area.top()), ..area };
        dialog::bottom_aligned(above, width, 3 + notes_height + question_height)
    };
    let dot = pen.theme.glyphs.dot;
    let hint = match editor.multiline {
        true => key_hints(
            app,
            Context::TextEditor,
            dot,
            &[(Msg::Accept, "accept"), (Msg::Newline, "new line"), (Msg::Back, "cancel")],
        ),
        false => key_hints(app, Context::LineEditor, dot, &[(Msg::Accept, "accept"), (Msg::Back, "cancel")]),
    };
    let inner = dialog::draw_frame(pen, place, if is_long { "" } else { &editor.title }, &hint);
    let title_area = Rect { height: question_height.min(inner.height.saturating_sub(1)), ..inner };
    let heading = pen.theme.palette.heading;
    pen.paragraph(title_area, &editor.title, heading);
    let inner = Rect { y: title_area.bottom(), height: inner.height - title_area.height, ..inner };
    let notes_height = notes_height.min(inner.height.saturating_sub(1));
    let text = Rect { height: inner.height - notes_height, ..inner };
    draw_input(pen, editor, text);
    let below = Rect { y: text.bottom(), height: inner.bottom() - text.bottom(), ..inner };
    let below = draw_reading(pen, reading.as_ref(), below);
    let style = if editor.error.is_some() { pen.theme.palette.error } else { pen.theme.palette.muted };
    for (y, note) in (below.top()..below.bottom()).zip(&notes) {
        pen.text(inner.x, y, inner.width, note, style);
    }
}

/// How the amount is read, before it is accepted. Returns what is left below.
fn draw_reading(pen: &mut Pen<'_>, reading: Option<&Result<String, String>>, area: Rect) -> Rect {
    let palette = &pen.theme.palette;
    let (text, style) = match reading {
        Some(Ok(read)) => (format!("= {read}"), palette.text),
        Some(Err(why)) => (format!("= ? {why}"), palette.warning),
        None => return area,
    };
    if area.height == 0 {
        return area;
    }
    pen.text(area.x, area.y, area.width, &text, style);
    Rect { y: area.y + 1, height: area.height - 1, ..area }
}

/// What was wrong with the text, or what may be typed.
fn note_lines(editor: &Editor, width: usize) -> Vec<String> {
    match &editor.error {
        Some(error) => wrap_text(error, width),
        None => wrap_text(&editor.hint, width),
    }
}

/// The text with its caret. The text area draws it, since it knows how far it is scrolled.
fn draw_input(pen: &mut Pen<'_>, editor: &Editor, area: Rect) {
    let area = area.intersection(pen.buf.area);
    if area.is_empty() {
        return;
    }
    (&editor.area).render(area, pen.buf);
    adopt_marks(pen, area);
    if !editor.multiline {
        pen.set_style(area, pen.theme.palette.input);
    }
    if pen.theme.capability.has_unicode() {
        return;
    }
    for position in area.positions() {
        if let Some(cell) = pen.buf.cell_mut(position).filter(|cell| !cell.symbol().is_ascii()) {
            cell.set_symbol("?");
        }
    }
}

/// The text area reverses the cell of its caret and colours what is selected. The terminal's cursor takes the place of the one, and
/// what is selected is reversed, with colours and without.
fn adopt_marks(pen: &mut Pen<'_>, area: Rect) {
    for position in area.positions() {
        let Some(cell) = pen.buf.cell_mut(position) else { continue };
        let is_selected = cell.bg != Color::Reset;
        if cell.modifier.contains(Modifier::REVERSED) {
            cell.modifier.remove(Modifier::REVERSED);
            pen.place_caret(position.x, position.y);
        } else if is_selected {
            cell.set_bg(Color::Reset).modifier.insert(Modifier::REVERSED);
        }
    }
}
