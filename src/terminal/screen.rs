use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

/// Terminals that know these marks show a frame whole; others ignore them.
const BEGIN_UPDATE: &[u8] = b"\x1b[?2026h";
const END_UPDATE: &[u8] = b"\x1b[?2026l";

/// What shows even where no character is drawn.
const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);
/// Fewer blanks are shorter as spaces: an erasure leaves the cursor where it was, to be moved.
const MIN_ERASURE: u16 = 12;
/// Fewer blanks are shorter written again than moved across.
const MIN_MOVE: u16 = 4;

/// A ratatui backend that turns each frame into at most one write.
///
/// It collects a frame's bytes until [`commit`](Self::commit) and writes nothing when neither a cell nor the cursor
/// changed. It is used in place of ratatui's crossterm backend because that one resets colours in every frame and
/// flushes with every cursor call, and because crossterm writes a colour it was told to leave out (NO_COLOR) as a
/// bare reset, which takes reverse and bold with it.
#[derive(Debug)]
pub struct ScreenBackend<W: Write> {
    terminal: W,
    frame: Vec<u8>,
    size: Size,
    /// What the terminal shows, and what the frame wants: a place, or a hidden cursor.
    cursor_on_screen: Option<Position>,
    is_cursor_visible: bool,
    cursor: Position,
    /// The frame begins by clearing the screen.
    is_cleared: bool,
}

impl<W: Write> ScreenBackend<W> {
    /// On a terminal just entered: blank, its cursor hidden.
    pub fn new(terminal: W, size: Size) -> Self {
        Self {
            terminal,
            frame: BEGIN_UPDATE.to_vec(),
            size,
            cursor_on_screen: None,
            is_cursor_visible: false,
            cursor: Position::ORIGIN,
            is_cleared: false,
        }
    }

    /// Writes the frame, if it changes anything.
    pub fn commit(&mut self) -> io::Result<()> {
        let painted = self.frame.len() > BEGIN_UPDATE.len();
        let wanted = self.is_cursor_visible.then_some(self.cursor);
        if painted || wanted != self.cursor_on_screen {
            if let Some(at) = wanted {
                write_move(&mut self.frame, at);
            }
            match (self.cursor_on_screen, wanted) {
                (None, Some(_)) => self.frame.extend_from_slice(b"\x1b[?25h"),
                (Some(_), None) => self.frame.extend_from_slice(b"\x1b[?25l"),
                _ => {}
            }
            self.frame.extend_from_slice(END_UPDATE);
            let written = self.terminal.write_all(&self.frame);
            self.frame.truncate(BEGIN_UPDATE.len());
            self.cursor_on_screen = wanted;
            self.is_cleared = false;
            written?;
        }
        Ok(())
    }

    /// The terminal's new size, for the frames to come.
    pub fn set_size(&mut self, size: Size) {
        self.size = size;
    }

    /// The terminal was entered anew, which hid its cursor.
    pub fn forget_cursor(&mut self) {
        self.cursor_on_screen = None;
    }

    /// What the frames are written to.
    pub fn terminal(&self) -> &W {
        &self.terminal
    }
}

impl<W: Write> Backend for ScreenBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut pen = CellWriter { is_screen_blank: self.is_cleared, ..CellWriter::default() };
        for (x, y, cell) in content {
            pen.write_cell(&mut self.frame, Position { x, y }, cell);
        }
        pen.finish(&mut self.frame);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.is_cursor_visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.is_cursor_visible = true;
        Ok(())
    }

    /// Where it was last put; the terminal is never asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        // What the frame painted before is not seen.
        self.frame.truncate(BEGIN_UPDATE.len());
        self.frame.extend_from_slice(b"\x1b[2J");
        self.is_cleared = true;
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
        write_move(&mut self.frame, self.cursor);
        self.frame.extend_from_slice(code);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    /// Nothing: ratatui flushes in the middle of a frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal's own state within a frame: style, and where the next character lands.
#[derive(Default)]
struct CellWriter {
    fg: Color,
    bg: Color,
    modifier: Modifier,
    position: Option<Position>,
    /// Only ASCII since the last absolute move, so that the terminal agrees on where the pen is. How wide anything
    /// else is drawn is the terminal's opinion.
    is_position_known: bool,
    /// Blanks not written yet: where they begin, and how many.
    blanks: Option<(Position, u16)>,
    /// The frame began by clearing the screen: what is skipped is blank.
    is_screen_blank: bool,
}

impl CellWriter {
    fn write_cell(&mut self, frame: &mut Vec<u8>, to: Position, cell: &Cell) {
        if is_blank(cell) {
            self.defer_blank(frame, to);
            return;
        }
        self.flush_blanks(frame);
        self.move_to(frame, to);
        self.set_style(frame, cell.fg, cell.bg, cell.modifier);
        let symbol = cell.symbol();
        self.is_position_known &= symbol.is_ascii();
        // The last gate: whatever a widget put into a cell, no control character reaches the terminal.
        if symbol.chars().any(char::is_control) {
            frame.push(b'?');
        } else {
            frame.extend_from_slice(symbol.as_bytes());
        }
        self.position = Some(right_of(to, 1));
    }

    fn finish(&mut self, frame: &mut Vec<u8>) {
        self.flush_blanks(frame);
        self.set_style(frame, Color::Reset, Color::Reset, Modifier::empty());
    }

    /// Holds a blank back, to be written together with its neighbours.
    fn defer_blank(&mut self, frame: &mut Vec<u8>, to: Position) {
        match &mut self.blanks {
            Some((from, count)) if right_of(*from, *count) == to => *count += 1,
            _ => {
                self.flush_blanks(frame);
                self.blanks = Some((to, 1));
            }
        }
    }

    /// Writes the blanks held back, as spaces or, when that is shorter, as one erasure.
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
            // Codes that end a single modifier are less widely understood than a reset.
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

/// Whether only the background would be seen, and that is the terminal's own.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.intersects(VISIBLE_ON_BLANK)
}

fn right_of(position: Position, cells: u16) -> Position {
    Position { x: position.x.saturating_add(cells), ..position }
}

fn write_modifiers(frame: &mut Vec<u8>, modifier: Modifier) {
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
            write_parameters(frame, &[code]);
        }
    }
}

/// `base` is 30 for the text and 40 for what is behind it.
fn write_colour(frame: &mut Vec<u8>, colour: Color, base: u16) {
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
            return write_parameters(frame, &[named(8), 5, index.into()]);
        }
        Color::Rgb(red, green, blue) => {
            let codes = [named(8), 2, red.into(), green.into(), blue.into()];
            return write_parameters(frame, &codes);
        }
    };
    write_parameters(frame, &[code]);
}

fn write_move(frame: &mut Vec<u8>, to: Position) {
    let (row, column) = (to.y.saturating_add(1), to.x.saturating_add(1));
    if column == 1 {
        write_control_sequence(frame, &[row], b'H');
    } else {
        write_control_sequence(frame, &[row, column], b'H');
    }
}

/// A control sequence; a single 1 is what every one of ours means without a parameter.
fn write_control_sequence(frame: &mut Vec<u8>, parameters: &[u16], end: u8) {
    frame.extend_from_slice(b"\x1b[");
    if parameters != [1] {
        write_parameters(frame, parameters);
        frame.pop();
    }
    frame.push(end);
}

/// Each followed by a semicolon, the last one too.
fn write_parameters(frame: &mut Vec<u8>, parameters: &[u16]) {
    for parameter in parameters {
        // Writing into a vector cannot fail.
        let _ = write!(frame, "{parameter};");
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use ratatui::style::Style;
    use ratatui::{Frame, Terminal};

    use super::*;

    /// Remembers each write; takes at most `most` bytes at a time.
    struct Tape {
        writes: RefCell<Vec<Vec<u8>>>,
        most: usize,
    }

    impl Tape {
        fn new() -> Self {
            Self { writes: RefCell::default(), most: usize::MAX }
        }
    }

    impl Write for &Tape {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.most);
            self.writes.borrow_mut().push(bytes[..taken].to_vec());
            Ok(taken)
        }
        fn flush(&mut self) -> io::Result<()> {
            panic!("a frame is never flushed half-way")
        }
    }

    type Painted<'tape> = Terminal<ScreenBackend<&'tape Tape>>;

    fn on(tape: &Tape, width: u16, height: u16) -> Painted<'_> {
        Terminal::new(ScreenBackend::new(tape, Size { width, height })).unwrap()
    }

    fn paint(terminal: &mut Painted<'_>, draw: impl FnOnce(&mut Frame<'_>)) -> Vec<String> {
        let tape = *terminal.backend().terminal();
        tape.writes.borrow_mut().clear();
        terminal.draw(draw).unwrap();
        terminal.backend_mut().commit().unwrap();
        let writes = tape.writes.borrow();
        writes.iter().map(|bytes| String::from_utf8_lossy(bytes).replace('\x1b', "^")).collect()
    }

    fn text(frame: &mut Frame<'_>, x: u16, y: u16, text: &str, style: Style) {
        frame.buffer_mut().set_string(x, y, text, style);
    }

    const PLAIN: Style = Style::new();

    #[test]
    fn a_frame_is_one_write_between_its_marks_and_nothing_when_nothing_changed() {
        let tape = Tape::new();
        let mut terminal = on(&tape, 20, 3);
        let draw = |frame: &mut Frame<'_>| text(frame, 2, 1, "hello", PLAIN);
        assert_eq!(paint(&mut terminal, draw), ["^[?2026h^[2;3Hhello^[?2026l"]);
        assert_eq!(paint(&mut terminal, draw), [""; 0]);
        let draw = |frame: &mut Frame<'_>| text(frame, 2, 1, "hellO", PLAIN);
        assert_eq!(paint(&mut terminal, draw), ["^[?2026h^[2;7HO^[?2026l"]);
    }

    #[test]
    fn the_cursor_is_written_when_it_changes_or_was_carried_off_by_painting() {
        let tape = Tape::new();
        let mut terminal = on(&tape, 20, 3);
        let at = |x, shown: &'static str| {
            move |frame: &mut Frame<'_>| {
                text(frame, 0, 0, shown, PLAIN);
                frame.set_cursor_position((x, 2));
            }
        };
        let frames = [
            (at(1, "a"), vec!["^[?2026h^[Ha^[3;2H^[?25h^[?2026l"]),
            (at(1, "a"), vec![]),
            (at(2, "a"), vec!["^[?2026h^[3;3H^[?2026l"]),
            (at(2, "b"), vec!["^[?2026h^[Hb^[3;3H^[?2026l"]),
        ];
        for (draw, written) in frames {
            assert_eq!(paint(&mut terminal, draw), written);
        }
        let hidden = |frame: &mut Frame<'_>| text(frame, 0, 0, "b", PLAIN);
        assert_eq!(paint(&mut terminal, hidden), ["^[?2026h^[?25l^[?2026l"]);
        assert_eq!(paint(&mut terminal, hidden), [""; 0]);
    }

    #[test]
    fn styles_change_by_difference_and_end_plain() {
        let tape = Tape::new();
        let mut terminal = on(&tape, 40, 1);
        let green = PLAIN.fg(Color::Green);
        let written = paint(&mut terminal, |frame| {
            text(frame, 0, 0, "a", green);
            text(frame, 1, 0, "b c", green.add_modifier(Modifier::BOLD));
            text(frame, 4, 0, "d", green);
            text(frame, 5, 0, "e", PLAIN.bg(Color::Indexed(200)));
            text(frame, 6, 0, "f", PLAIN.fg(Color::Rgb(1, 2, 3)).bg(Color::White));
            text(frame, 7, 0, "g", PLAIN);
        });
        let styled = "^[32ma^[1mb c^[0;32md^[39;48;5;200me^[38;2;1;2;3;107mf^[mg";
        assert_eq!(written, [format!("^[?2026h^[H{styled}^[?2026l")]);
    }

    /// A theme without colours relies on modifiers: no reset may follow them before their text.
    #[test]
    fn modifiers_alone_write_no_colour_and_no_reset_before_the_text() {
        let tape = Tape::new();
        let mut terminal = on(&tape, 40, 1);
        let written = paint(&mut terminal, |frame| {
            let reversed = PLAIN.add_modifier(Modifier::REVERSED);
            text(frame, 0, 0, "cursor row", reversed);
            text(frame, 10, 0, "bold", reversed.add_modifier(Modifier::BOLD));
            text(frame, 14, 0, "under", PLAIN.add_modifier(Modifier::UNDERLINED));
        });
        let styled = "^[7mcursor row^[1mbold^[0;4munder^[m";
        assert_eq!(written, [format!("^[?2026h^[H{styled}^[?2026l")]);
    }

    #[test]
    fn long_blanks_are_erased_and_short_gaps_skipped() {
        let tape = Tape::new();
        let mut terminal = on(&tape, 60, 1);
        paint(&mut terminal, |frame| text(frame, 0, 0, &"x".repeat(40), PLAIN));
        let written = paint(&mut terminal, |frame| {
            text(frame, 0, 0, "y x", PLAIN);
            text(frame, 39, 0, "y", PLAIN);
        });
        assert_eq!(written, ["^[?2026h^[Hy ^[C^[36X^[36Cy^[?2026l"]);
    }

    #[test]
    fn after_a_character_of_doubtful_width_the_next_gap_is_an_absolute_move() {
        let tape = Tape::new();
        let mut terminal = on(&tape, 60, 1);
        let written = paint(&mut terminal, |frame| {
            text(frame, 0, 0, "漢", PLAIN);
            text(frame, 10, 0, "a", PLAIN);
            text(frame, 20, 0, "b", PLAIN);
        });
        assert_eq!(written, ["^[?2026h^[H漢^[1;11Ha^[9Cb^[?2026l"]);
    }

    #[test]
    fn no_control_character_reaches_the_terminal_from_a_cell() {
        let tape = Tape::new();
        let mut terminal = on(&tape, 10, 1);
        let written = paint(&mut terminal, |frame| {
            frame.buffer_mut()[(0, 0)].set_symbol("\x1b]0;x\x07");
            frame.buffer_mut()[(8, 0)].set_symbol("\u{9b}");
        });
        assert_eq!(written, ["^[?2026h^[H?^[7C?^[?2026l"]);
    }

    #[test]
    fn a_new_size_repaints_once_and_asks_nothing() {
        let tape = Tape::new();
        let mut terminal = on(&tape, 20, 2);
        let draw = |frame: &mut Frame<'_>| text(frame, 0, 0, "h i", PLAIN);
        paint(&mut terminal, draw);
        for (width, height) in [(10, 1), (0, 0), (30, 5)] {
            let size = Size { width, height };
            terminal.backend_mut().set_size(size);
            terminal.resize(ratatui::layout::Rect::new(0, 0, width, height)).unwrap();
            let body = if width == 0 { "" } else { "^[Hh i" };
            let written = paint(&mut terminal, |frame| {
                if !frame.area().is_empty() {
                    draw(frame);
                }
            });
            assert_eq!(written, [format!("^[?2026h^[2J{body}^[?2026l")]);
        }
    }

    #[test]
    fn short_writes_are_finished() {
        let tape = Tape { most: 5, ..Tape::new() };
        let mut terminal = on(&tape, 20, 1);
        let written = paint(&mut terminal, |frame| text(frame, 0, 0, "hello", PLAIN));
        assert_eq!(written.concat(), "^[?2026h^[Hhello^[?2026l");
    }

    /// What a terminal shows after any sequence of frames is what the last frame says.
    #[test]
    fn an_emulator_shows_what_was_drawn() {
        let tape = Tape::new();
        let mut terminal = on(&tape, 60, 4);
        let mut emulator = vt100::Parser::new(4, 60, 0);
        let words =
            ["", "alpha", "漢字 kana", "a    b", "…", "p                         far q                  r", "x"];
        for step in 0..200_usize {
            let mut last = None;
            paint(&mut terminal, |frame| {
                for row in 0..4_u16 {
                    let word = words[(step * 7 + usize::from(row) * 3 + step / 5) % words.len()];
                    let style = match (step + usize::from(row)) % 4 {
                        0 => PLAIN.add_modifier(Modifier::REVERSED),
                        1 => PLAIN.fg(Color::Red).bg(Color::Blue),
                        _ => PLAIN,
                    };
                    text(frame, row + (step % 3) as u16, row, word, style);
                }
                last = Some(frame.buffer_mut().clone());
            });
            for write in tape.writes.borrow().iter() {
                emulator.process(write);
            }
            let buffer = last.unwrap();
            for (index, cell) in buffer.content().iter().enumerate() {
                let (x, y) = buffer.pos_of(index);
                let shown = emulator.screen().cell(y, x).unwrap();
                if shown.is_wide_continuation() {
                    continue;
                }
                let contents = if shown.has_contents() { shown.contents() } else { " " };
                assert_eq!(contents, cell.symbol(), "frame {step} at {x},{y}");
                let reversed = cell.modifier.contains(Modifier::REVERSED);
                assert_eq!(shown.inverse(), reversed, "frame {step} at {x},{y}");
            }
        }
    }
}
