use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::cell_writer::CellWriter;
use super::escape::write_move;

/// Terminals that support synchronized updates show a frame whole; others ignore these marks.
const BEGIN_UPDATE: &[u8] = b"\x1b[?2026h";
const END_UPDATE: &[u8] = b"\x1b[?2026l";

/// A ratatui backend that turns each frame into at most one write.
///
/// It collects a frame's bytes until [`commit`](Self::commit) and writes nothing when neither a cell nor the cursor
/// changed. ratatui's crossterm backend resets colours in every frame and flushes with every cursor call, and under
/// NO_COLOR crossterm writes a colour as a bare reset, which also removes reverse and bold.
#[derive(Debug)]
pub struct ScreenBackend<W: Write> {
    terminal: W,
    frame: Vec<u8>,
    size: Size,
    /// Where the terminal shows the cursor; none when it is hidden.
    cursor_on_screen: Option<Position>,
    is_cursor_visible: bool,
    cursor: Position,
    /// The frame starts by clearing the screen.
    is_cleared: bool,
}

impl<W: Write> ScreenBackend<W> {
    /// For a terminal that was just entered: blank, with a hidden cursor.
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

    /// The size of the next frames.
    pub fn set_size(&mut self, size: Size) {
        self.size = size;
    }

    /// The terminal was entered again, which hides the cursor.
    pub fn forget_cursor(&mut self) {
        self.cursor_on_screen = None;
    }

    #[cfg(test)]
    fn terminal(&self) -> &W {
        &self.terminal
    }
}

impl<W: Write> Backend for ScreenBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut pen = CellWriter::new(self.is_cleared);
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

    /// Where it was last set; the terminal is never queried.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        // What the frame has painted so far is not visible.
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

    /// Does nothing, because ratatui flushes in the middle of a frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[path = "screen_tests.rs"]
mod tests;
