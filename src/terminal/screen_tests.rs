//! What a frame becomes on the wire, and what an emulator shows of it.

use std::cell::RefCell;

use ratatui::style::{Color, Modifier, Style};
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
    let words = ["", "alpha", "漢字 kana", "a    b", "…", "p                         far q                  r", "x"];
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
