//! Cells of a frame as bytes: styles by difference, blanks as erasures, gaps as moves.

use ratatui::buffer::Cell;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::escape::{write_colour, write_control_sequence, write_modifiers, write_move};

/// What is visible even on a blank.
const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);
/// Fewer blanks are shorter as spaces, because an erasure does not move the cursor.
const MIN_ERASURE: u16 = 12;
/// Fewer blanks are shorter as spaces than as a move.
const MIN_MOVE: u16 = 4;

/// The state of the terminal within a frame: style, and where the next character goes.
#[derive(Default)]
pub(super) struct CellWriter {
    fg: Color,
    bg: Color,
    modifier: Modifier,
    position: Option<Position>,
    /// Only ASCII since the last absolute move. Terminals differ in how wide they draw other characters.
    is_position_known: bool,
    /// Blanks not written yet: where they begin, and how many.
    blanks: Option<(Position, u16)>,
    /// The frame started by clearing the screen, so that skipped cells are blank.
    is_screen_blank: bool,
}

impl CellWriter {
    /// `is_screen_blank`: the frame started by clearing the screen.
    pub(super) fn new(is_screen_blank: bool) -> Self {
        Self { is_screen_blank, ..Self::default() }
    }

    pub(super) fn write_cell(&mut self, frame: &mut Vec<u8>, to: Position, cell: &Cell) {
        if is_blank(cell) {
            self.defer_blank(frame, to);
            return;
        }
        self.flush_blanks(frame);
        self.move_to(frame, to);
        self.set_style(frame, cell.fg, cell.bg, cell.modifier);
        let symbol = cell.symbol();
        self.is_position_known &= symbol.is_ascii();
        // Whatever a widget put into a cell, no control character reaches the terminal.
        if symbol.chars().any(char::is_control) {
            frame.push(b'?');
        } else {
            frame.extend_from_slice(symbol.as_bytes());
        }
        self.position = Some(right_of(to, 1));
    }

    pub(super) fn finish(&mut self, frame: &mut Vec<u8>) {
        self.flush_blanks(frame);
        self.set_style(frame, Color::Reset, Color::Reset, Modifier::empty());
    }

    /// Keeps a blank, to be written together with its neighbours.
    fn defer_blank(&mut self, frame: &mut Vec<u8>, to: Position) {
        match &mut self.blanks {
            Some((from, count)) if right_of(*from, *count) == to => *count += 1,
            _ => {
                self.flush_blanks(frame);
                self.blanks = Some((to, 1));
            }
        }
    }

    /// Writes the kept blanks, as spaces or, when that is shorter, as one erasure.
    fn flush_blanks(&mut self, frame: &mut Vec<u8>) {
        let Some((from, count)) = self.blanks.take() else {
            return;
        };
        self.move_to(frame, from);
        if self.is_style_visible_on_blank() {
            self.set_style(frame, Color::Reset, Color::Reset, Modifier::empty());
        }
        if count < MIN_ERASURE {
            frame.resize(frame.len() + usize::from(count), b' ');
            self.position = Some(right_of(from, count));
        } else {
            write_control_sequence(frame, &[count], b'X');
        }
    }

    fn move_to(&mut self, frame: &mut Vec<u8>, to: Position) {
        match self.position {
            Some(at) if at == to => {}
            Some(at) if self.is_position_known && at.y == to.y && at.x < to.x => {
                let gap = to.x - at.x;
                if self.is_screen_blank && gap < MIN_MOVE && !self.is_style_visible_on_blank() {
                    frame.resize(frame.len() + usize::from(gap), b' ');
                } else {
                    write_control_sequence(frame, &[gap], b'C');
                }
            }
            _ => {
                write_move(frame, to);
                self.is_position_known = true;
            }
        }
        self.position = Some(to);
    }

    fn is_style_visible_on_blank(&self) -> bool {
        self.bg != Color::Reset || self.modifier.intersects(VISIBLE_ON_BLANK)
    }

    fn set_style(&mut self, frame: &mut Vec<u8>, fg: Color, bg: Color, modifier: Modifier) {
        if (fg, bg, modifier) == (self.fg, self.bg, self.modifier) {
            return;
        }
        frame.extend_from_slice(b"\x1b[");
        let plain = (fg, bg, modifier) == (Color::Reset, Color::Reset, Modifier::empty());
        if plain || !modifier.contains(self.modifier) {
            // Codes that end a single modifier are less widely supported than a reset.
            (self.fg, self.bg, self.modifier) = Default::default();
            if !plain {
                frame.extend_from_slice(b"0;");
            }
        }
        write_modifiers(frame, modifier.difference(self.modifier));
        if fg != self.fg {
            write_colour(frame, fg, 30);
        }
        if bg != self.bg {
            write_colour(frame, bg, 40);
        }
        if frame.last() == Some(&b';') {
            frame.pop();
        }
        frame.push(b'm');
        (self.fg, self.bg, self.modifier) = (fg, bg, modifier);
    }
}

/// Whether a cell shows nothing but the terminal's own background.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.intersects(VISIBLE_ON_BLANK)
}

fn right_of(position: Position, cells: u16) -> Position {
    Position { x: position.x.saturating_add(cells), ..position }
}
