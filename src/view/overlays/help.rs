//! The keys of the place beneath, sorted by what they are for, and what the marks mean.

use super::reading::visible;
use super::{hint, sheet};
use crate::app::{App, Command, Context, Msg, Scroll};
use crate::view::chrome::Regions;
use crate::view::pen::Pen;
use crate::view::table::more;
use ratatui::layout::Rect;

/// What a command is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Move,
    Change,
    See,
    Session,
}

impl Group {
    const ALL: [Self; 4] = [Self::Change, Self::Move, Self::See, Self::Session];

    fn title(self) -> &'static str {
        match self {
            Self::Move => "Move about",
            Self::Change => "Change",
            Self::See => "See",
            Self::Session => "Session",
        }
    }

    fn of(command: &Command, context: Context) -> Self {
        match command.msg {
            Msg::Up | Msg::Down | Msg::PageUp | Msg::PageDown | Msg::First | Msg::Last | Msg::Find => Self::Move,
            Msg::NextPane | Msg::PrevPane | Msg::NextStep | Msg::PrevStep | Msg::GoPrefix | Msg::Go(_) => Self::Move,
            Msg::NextScope | Msg::PrevScope | Msg::Back => Self::Move,
            Msg::Left | Msg::Right
                if matches!(context, Context::Score | Context::Estate | Context::Risks | Context::Exits) =>
            {
                Self::Move
            }
            Msg::Why | Msg::Claims | Msg::Layers | Msg::Exits | Msg::Pin | Msg::Help | Msg::Palette | Msg::Repaint => {
                Self::See
            }
            Msg::Save | Msg::SaveAs | Msg::Leave | Msg::Review | Msg::New | Msg::Duplicate | Msg::Suspend => {
                Self::Session
            }
            Msg::Enter if context == Context::Library => Self::Session,
            _ => Self::Change,
        }
    }
}

/// A line of help.
enum Line {
    Blank,
    Title(&'static str),
    Key(String, &'static str),
}

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, scroll: Scroll, regions: &Regions) {
    let area = regions.above_keys();
    let context = app.helped_context();
    let blocks = blocks(pen, app, context);
    let column = column(pen, &blocks);
    let is_double = area.width >= column.saturating_mul(2).saturating_add(12);
    let columns = if is_double { folded(blocks) } else { vec![blocks.into_iter().flatten().collect()] };
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let height = u16::try_from(longest).unwrap_or(u16::MAX).saturating_add(2);
    let width = if is_double { column * 2 + 8 } else { column + 6 };
    let place = sheet::middle(area, width.max(36).min(area.width.saturating_sub(2)), height);
    let hint = hint(app, Context::Reading, pen.theme.glyphs.dot, &[(Msg::Back, "close")]);
    let inner = sheet::draw(pen, place, &format!("Keys in {}", context.name()), &hint);
    let shown = visible(longest, inner.height, scroll);
    let mut x = inner.x;
    let room = if is_double { column } else { inner.width.saturating_sub(1) };
    for lines in &columns {
        for (y, line) in (inner.top()..inner.bottom()).zip(lines.iter().skip(shown.start)) {
            draw(pen, line, keys_width(pen, &columns), Rect { x, y, width: room, height: 1 });
        }
        x = x.saturating_add(column + 3);
    }
    more(pen, inner, shown.start > 0, shown.end < longest);
}

fn draw(pen: &mut Pen<'_>, line: &Line, keys: u16, place: Rect) {
    let palette = pen.theme.palette.clone();
    match line {
        Line::Blank => {}
        Line::Title(title) => {
            pen.text(place.x, place.y, place.width, title, palette.heading);
        }
        Line::Key(key, label) => {
            pen.right(place.x, place.y, keys.min(place.width), key, palette.key);
            let left = place.x.saturating_add(keys + 2);
            pen.text(left, place.y, place.right().saturating_sub(left), label, palette.key_label);
        }
    }
}

/// The commands of a context by group, then the marks.
fn blocks(pen: &Pen<'_>, app: &App, context: Context) -> Vec<Vec<Line>> {
    let commands = || app.commands.iter().filter(|command| command.contexts.contains(&context));
    let mut blocks = Vec::new();
    for group in Group::ALL {
        let of_group = commands().filter(|command| Group::of(command, context) == group);
        let keys: Vec<Line> = of_group.map(|command| Line::Key(command.keys.clone(), command.label)).collect();
        if !keys.is_empty() {
            blocks.push(std::iter::once(Line::Title(group.title())).chain(keys).chain([Line::Blank]).collect());
        }
    }
    blocks.push(marks(pen, context));
    blocks
}

/// What the marks on screen mean.
fn marks(pen: &Pen<'_>, context: Context) -> Vec<Line> {
    let glyphs = &pen.theme.glyphs;
    let marks: Vec<(&str, &'static str)> = match context {
        Context::Library => vec![(glyphs.warning, "unsaved edits wait"), (glyphs.cross, "cannot be read")],
        _ => vec![
            (glyphs.complete, "complete"),
            (glyphs.begun, "begun"),
            (glyphs.untouched, "untouched"),
            (glyphs.you, "you operate it"),
            (glyphs.shared, "both do"),
            (glyphs.provider, "the provider does"),
            (glyphs.estimate, "an estimate"),
            (glyphs.warning, "doubtful"),
            (glyphs.cross, "ruled out"),
        ],
    };
    let lines = marks.into_iter().map(|(mark, meaning)| Line::Key(mark.to_owned(), meaning));
    std::iter::once(Line::Title("Marks")).chain(lines).collect()
}

fn keys_width(pen: &Pen<'_>, columns: &[Vec<Line>]) -> u16 {
    columns
        .iter()
        .flatten()
        .map(|line| if let Line::Key(key, _) = line { pen.width(key) } else { 0 })
        .max()
        .unwrap_or(0)
}

/// The width that no line is cut at.
fn column(pen: &Pen<'_>, blocks: &[Vec<Line>]) -> u16 {
    let labels = blocks.iter().flatten().map(|line| if let Line::Key(_, label) = line { pen.width(label) } else { 0 });
    keys_width(pen, blocks).saturating_add(labels.max().unwrap_or(0)).saturating_add(2)
}

/// Two columns of about the same length, no group torn apart.
fn folded(blocks: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
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
