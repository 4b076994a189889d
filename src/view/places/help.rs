//! The keys of the place beneath, sorted by what they are for, and what the marks mean.

use crate::app::{App, Context, Msg, Purpose, Scroll};
use crate::view::chrome::Regions;
use crate::view::chrome::hints::key_hints;
use crate::view::pen::Pen;
use crate::view::text::wrap_text;
use crate::view::widgets::dialog;
use crate::view::widgets::scrolling::visible_lines;
use crate::view::widgets::table::draw_scroll_marks;
use ratatui::layout::Rect;

/// The groups of commands in the order in which they are listed, with their titles.
const GROUPS: [(Purpose, &str); 4] =
    [(Purpose::Change, "Edit"), (Purpose::Move, "Navigate"), (Purpose::See, "View"), (Purpose::Session, "Session")];

/// A line of help.
enum HelpLine {
    Blank,
    Title(&'static str),
    Key(String, &'static str),
    Text(String),
}

/// What is true of all keys that are letters.
const LAYOUT_NOTE: &str = "On Cyrillic, Greek, Hebrew and Arabic layouts a letter acts by its place on the keyboard, so what is on \
    the key of j moves down. Your keymap.ron can give commands other keys.";

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, scroll: Scroll, regions: &Regions) {
    let area = regions.above_keys();
    let context = app.help_context();
    let mut blocks = command_blocks(pen, app, context);
    let column = column_width(pen, &blocks);
    blocks.push(layout_note(column));
    let is_double = area.width >= column.saturating_mul(2).saturating_add(12);
    let columns = if is_double { fold_into_columns(blocks) } else { vec![blocks.into_iter().flatten().collect()] };
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let height = u16::try_from(longest).unwrap_or(u16::MAX).saturating_add(2);
    let width = if is_double { column * 2 + 8 } else { column + 6 };
    let place = dialog::centred(area, width.max(36).min(area.width.saturating_sub(2)), height);
    let hint = key_hints(app, Context::Reading, pen.theme.glyphs.dot, &[(Msg::Back, "close")]);
    let inner = dialog::draw_frame(pen, place, &format!("Keys in {}", context.name()), &hint);
    let shown = visible_lines(longest, inner.height, scroll);
    let mut x = inner.x;
    let room = if is_double { column } else { inner.width.saturating_sub(1) };
    for lines in &columns {
        for (y, line) in (inner.top()..inner.bottom()).zip(lines.iter().skip(shown.start)) {
            draw_line(pen, line, keys_width(pen, &columns), Rect { x, y, width: room, height: 1 });
        }
        x = x.saturating_add(column + 3);
    }
    draw_scroll_marks(pen, inner, shown.start > 0, shown.end < longest);
}

fn draw_line(pen: &mut Pen<'_>, line: &HelpLine, keys: u16, place: Rect) {
    let palette = pen.theme.palette.clone();
    match line {
        HelpLine::Blank => {}
        HelpLine::Title(title) => {
            pen.text(place.x, place.y, place.width, title, palette.heading);
        }
        HelpLine::Text(text) => {
            pen.text(place.x, place.y, place.width, text, palette.key_label);
        }
        HelpLine::Key(key, label) => {
            pen.text_right(place.x, place.y, keys.min(place.width), key, palette.key);
            let left = place.x.saturating_add(keys + 2);
            pen.text(left, place.y, place.right().saturating_sub(left), label, palette.key_label);
        }
    }
}

/// The commands of a context by group, then the marks.
fn command_blocks(pen: &Pen<'_>, app: &App, context: Context) -> Vec<Vec<HelpLine>> {
    let commands = || app.commands.iter().filter(|command| command.contexts.contains(context));
    let mut blocks = Vec::new();
    for (purpose, title) in GROUPS {
        let of_group = commands().filter(|command| command.purpose == purpose);
        let keys: Vec<HelpLine> = of_group.map(|command| HelpLine::Key(command.keys.clone(), command.label)).collect();
        if !keys.is_empty() {
            blocks.push(std::iter::once(HelpLine::Title(title)).chain(keys).chain([HelpLine::Blank]).collect());
        }
    }
    blocks.push(mark_legend(pen, context));
    blocks
}

/// What the marks on screen mean.
fn mark_legend(pen: &Pen<'_>, context: Context) -> Vec<HelpLine> {
    let glyphs = &pen.theme.glyphs;
    let marks: Vec<(&str, &'static str)> = match context {
        Context::Library => vec![(glyphs.warning, "unsaved edits"), (glyphs.cross, "unreadable file")],
        _ => vec![
            (glyphs.complete, "complete"),
            (glyphs.partial, "in progress"),
            (glyphs.untouched, "not started"),
            (glyphs.you, "your team operates it"),
            (glyphs.shared, "shared"),
            (glyphs.provider, "provider operates it"),
            (glyphs.estimate, "estimate"),
            (glyphs.warning, "warning"),
            (glyphs.cross, "ruled out"),
        ],
    };
    let lines = marks.into_iter().map(|(mark, meaning)| HelpLine::Key(mark.to_owned(), meaning));
    std::iter::once(HelpLine::Title("Marks")).chain(lines).collect()
}

/// Which keys act on other layouts, in lines of this width.
fn layout_note(width: u16) -> Vec<HelpLine> {
    let lines = wrap_text(LAYOUT_NOTE, usize::from(width)).into_iter().map(HelpLine::Text);
    [HelpLine::Blank, HelpLine::Title("Keyboard layouts")].into_iter().chain(lines).collect()
}

fn keys_width(pen: &Pen<'_>, columns: &[Vec<HelpLine>]) -> u16 {
    columns
        .iter()
        .flatten()
        .map(|line| if let HelpLine::Key(key, _) = line { pen.text_width(key) } else { 0 })
        .max()
        .unwrap_or(0)
}

/// The width that no line is cut at.
fn column_width(pen: &Pen<'_>, blocks: &[Vec<HelpLine>]) -> u16 {
    let labels =
        blocks.iter().flatten().map(|line| if let HelpLine::Key(_, label) = line { pen.text_width(label) } else { 0 });
    keys_width(pen, blocks).saturating_add(labels.max().unwrap_or(0)).saturating_add(2)
}

/// Two columns of about the same length, no group torn apart.
fn fold_into_columns(blocks: Vec<Vec<HelpLine>>) -> Vec<Vec<HelpLine>> {
    let lengths: Vec<usize> = blocks.iter().map(Vec::len).collect();
    let all: usize = lengths.iter().sum();
    let left = |count: usize| lengths.iter().take(count).sum::<usize>();
    let cut = (0..=blocks.len()).min_by_key(|count| left(*count).max(all - left(*count))).unwrap_or(0);
    let mut columns = vec![Vec::new(), Vec::new()];
    for (at, block) in blocks.into_iter().enumerate() {
        if let Some(column) = columns.get_mut(usize::from(at >= cut)) {
            column.extend(block);
        }
    }
    columns
}
