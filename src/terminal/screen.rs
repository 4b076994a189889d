use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

/// Terminals that know these marks show a frame whole; others ignore them.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// A ratatui backend that turns each frame into at most one write.
///
/// It collects a frame's bytes until [`commit`](Self::commit) and writes nothing when neither a cell nor the cursor
/// changed. It is used in place of ratatui's crossterm backend because that one resets colours in every frame and
/// flushes with every cursor call, and because crossterm writes a colour it was told to leave out (NO_COLOR) as a
/// bare reset, which takes reverse and bold with it.
#[derive(Debug)]
pub struct Screen<W: Write> {
    terminal: W,
    frame: Vec<u8>,
    size: Size,
    /// What the terminal shows, and what the frame wants: a place, or a hidden cursor.
    shown: Option<Position>,
    visible: bool,
    at: Position,
}

impl<W: Write> Screen<W> {
    /// On a terminal just entered: blank, its cursor hidden.
    pub fn new(terminal: W, size: Size) -> Self {
        Self {
            terminal,
            frame: BEGIN.to_vec(),
            size,
            shown: None,
            visible: false,
            at: Position::ORIGIN,
        }
    }

    /// Writes the frame, if it changes anything.
    pub fn commit(&mut self) -> io::Result<()> {
        let painted = self.frame.len() > BEGIN.len();
        let wanted = self.visible.then_some(self.at);
        if painted || wanted != self.shown {
            if let Some(at) = wanted {
                put_move(&mut self.frame, at);
            }
            match (self.shown, wanted) {
                (None, Some(_)) => self.frame.extend_from_slice(b"\x1b[?25h"),
                (Some(_), None) => self.frame.extend_from_slice(b"\x1b[?25l"),
                _ => {}
            }
            self.frame.extend_from_slice(END);
            let written = self.terminal.write_all(&self.frame);
            self.frame.truncate(BEGIN.len());
            self.shown = wanted;
            written?;
        }
        Ok(())
    }

    /// The terminal's new size, for the frames to come.
    pub fn resized(&mut self, size: Size) {
        self.size = size;
    }

    /// The terminal was entered anew, which hid its cursor.
    pub fn entered(&mut self) {
        self.shown = None;
    }

    /// What the frames are written to.
    pub fn terminal(&self) -> &W {
        &self.terminal
    }
}

impl<W: Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut pen = Pen::default();
        for (x, y, cell) in content {
            pen.paint(&mut self.frame, Position { x, y }, cell);
        }
        pen.lift(&mut self.frame);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.visible = true;
        Ok(())
    }

    /// Where it was last put; the terminal is never asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.at)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.at = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        // What the frame painted before is not seen.
        self.frame.truncate(BEGIN.len());
        self.frame.extend_from_slice(b"\x1b[2J");
        Ok(())
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let code: &[u8] = match region {
            ClearType::All => return self.clear(),
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        };
        put_move(&mut self.frame, self.at);
        self.frame.extend_from_slice(code);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::default(),
        })
    }

    /// Nothing: ratatui flushes in the middle of a frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal's own state within a frame: style, and where the next character lands.
#[derive(Default)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
    at: Option<Position>,
    /// Only ASCII since the last absolute move, so that the terminal agrees on where the pen is. How wide anything
    /// else is drawn is the terminal's opinion.
    sure: bool,
}

impl Pen {
    fn paint(&mut self, frame: &mut Vec<u8>, to: Position, cell: &Cell) {
        self.go(frame, to);
        self.restyle(frame, cell.fg, cell.bg, cell.modifier);
        let symbol = cell.symbol();
        self.sure &= symbol.is_ascii();
        // The last gate: whatever a widget put into a cell, no control character reaches the terminal.
        if symbol.chars().any(char::is_control) {
            frame.push(b'?');
        } else {
            frame.extend_from_slice(symbol.as_bytes());
        }
        self.at = Some(Position { x: to.x + 1, ..to });
    }

    fn lift(&mut self, frame: &mut Vec<u8>) {
        self.restyle(frame, Color::Reset, Color::Reset, Modifier::empty());
    }

    fn go(&mut self, frame: &mut Vec<u8>, to: Position) {
        match self.at {
            Some(at) if at == to => {}
            Some(at) if self.sure && at.y == to.y && at.x < to.x => {
                put_csi(frame, &[to.x - at.x], b'C');
            }
            _ => {
                put_move(frame, to);
                self.sure = true;
            }
        }
    }

    fn restyle(&mut self, frame: &mut Vec<u8>, fg: Color, bg: Color, modifier: Modifier) {
        if (fg, bg, modifier) == (self.fg, self.bg, self.modifier) {
            return;
        }
        frame.extend_from_slice(b"\x1b[");
        let plain = (fg, bg, modifier) == (Color::Reset, Color::Reset, Modifier::empty());
        if plain || !modifier.contains(self.modifier) {
            // Codes that end a single modifier are less widely understood than a reset.
            (self.fg, self.bg, self.modifier) = Default::default();
            if !plain {
                frame.extend_from_slice(b"0;");
            }
        }
        put_modifiers(frame, modifier.difference(self.modifier));
        if fg != self.fg {
            put_colour(frame, fg, 30);
        }
        if bg != self.bg {
            put_colour(frame, bg, 40);
        }
        if frame.last() == Some(&b';') {
            frame.pop();
        }
        frame.push(b'm');
        (self.fg, self.bg, self.modifier) = (fg, bg, modifier);
    }
}

fn put_modifiers(frame: &mut Vec<u8>, modifier: Modifier) {
    const CODES: [(Modifier, u16); 9] = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::SLOW_BLINK, 5),
        (Modifier::RAPID_BLINK, 6),
        (Modifier::REVERSED, 7),
        (Modifier::HIDDEN, 8),
        (Modifier::CROSSED_OUT, 9),
    ];
    for (flag, code) in CODES {
        if modifier.contains(flag) {
            put_parameters(frame, &[code]);
        }
    }
}

/// `base` is 30 for the text and 40 for what is behind it.
fn put_colour(frame: &mut Vec<u8>, colour: Color, base: u16) {
    let named = |offset| base + offset;
    let bright = |offset| base + 60 + offset;
    let code = match colour {
        Color::Reset => named(9),
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(index) => {
            return put_parameters(frame, &[named(8), 5, index.into()]);
        }
        Color::Rgb(red, green, blue) => {
            let codes = [named(8), 2, red.into(), green.into(), blue.into()];
            return put_parameters(frame, &codes);
        }
    };
    put_parameters(frame, &[code]);
}

fn put_move(frame: &mut Vec<u8>, to: Position) {
    let (row, column) = (to.y.saturating_add(1), to.x.saturating_add(1));
    if column == 1 {
        put_csi(frame, &[row], b'H');
    } else {
        put_csi(frame, &[row, column], b'H');
    }
}

/// A control sequence; a single 1 is what every one of ours means without a parameter.
fn put_csi(frame: &mut Vec<u8>, parameters: &[u16], end: u8) {
    frame.extend_from_slice(b"\x1b[");
    if parameters != [1] {
        put_parameters(frame, parameters);
        frame.pop();
    }
    frame.push(end);
}

/// Each followed by a semicolon, the last one too.
fn put_parameters(frame: &mut Vec<u8>, parameters: &[u16]) {
    for parameter in parameters {
        // Writing into a vector cannot fail.
        let _ = write!(frame, "{parameter};");
    }
}
