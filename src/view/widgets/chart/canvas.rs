//! Lines on cells: in dots, eight to a cell, where the terminal has them, otherwise in the letter of each line.

/// What is drawn in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    /// Its sign.
    pub sign: char,
    /// Whose line it is, by number.
    pub line: usize,
}

/// Which lines pass through a cell, and where.
#[derive(Debug, Clone, Copy, Default)]
struct CanvasCell {
    dots: u8,
    lines: u64,
}

/// A field of cells to draw lines on, row 0 at the top.
#[derive(Debug, Clone)]
pub struct Canvas {
    width: u16,
    height: u16,
    has_dots: bool,
    cells: Vec<CanvasCell>,
}

/// Between the letters on a line of dots.
const LETTER_SPACING: usize = 14;
/// More lines than this are not drawn.
const MAX_LINES: usize = 64;

impl Canvas {
    /// An empty field.
    pub fn new(width: u16, height: u16, has_dots: bool) -> Self {
        let cells = vec![CanvasCell::default(); usize::from(width) * usize::from(height)];
        Self { width, height, has_dots, cells }
    }

    /// Points across.
    pub fn dots_across(&self) -> u16 {
        if self.has_dots { self.width.saturating_mul(2) } else { self.width }
    }

    fn dots_down(&self) -> u16 {
        if self.has_dots { self.height.saturating_mul(4) } else { self.height }
    }

    /// Draws a line from left to right: its height at each point across, 0 at the bottom and 1 at the top; it ends where there
    /// is none. Steps are drawn upright.
    pub fn draw_line(&mut self, line: usize, heights: impl Iterator<Item = Option<f64>>) {
        let Some(last) = self.dots_down().checked_sub(1).filter(|_| line < MAX_LINES) else { return };
        let mut before: Option<u16> = None;
        for (x, height) in (0..self.dots_across()).zip(heights) {
            let Some(height) = height else { break };
            let y = last - (height.clamp(0.0, 1.0) * f64::from(last)).round() as u16;
            // From the row beside the last point's on, so that the line is whole and no thicker than it must be.
            let from = match before {
                Some(before) if before > y + 1 => before - 1,
                Some(before) if before + 1 < y => before + 1,
                _ => y,
            };
            for y in from.min(y)..=from.max(y) {
                self.set_dot(line, x, y);
            }
            before = Some(y);
        }
    }

    fn set_dot(&mut self, line: usize, x: u16, y: u16) {
        const DOTS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        let (column, row) = if self.has_dots { (x / 2, y / 4) } else { (x, y) };
        let at = usize::from(row) * usize::from(self.width) + usize::from(column);
        if let Some(cell) = self.cells.get_mut(at) {
            cell.dots |= DOTS[usize::from(y % 4)][usize::from(x % 2)];
            cell.lines |= 1 << line;
        }
    }

    /// What a cell of a field with only one line shows: its dots, or a point.
    pub fn single_line_glyph(&self, x: u16, y: u16) -> Option<char> {
        let cell = self.cells.get(usize::from(y) * usize::from(self.width) + usize::from(x))?;
        (cell.lines > 0).then_some(if self.has_dots { braille(cell.dots) } else { '.' })
    }

    /// What a cell shows. Where several lines run through one, they take turns from column to column; dots are those of all of
    /// them, and look like `first` where that is among them. `letter` is the sign of a line.
    pub fn ink(&self, x: u16, y: u16, first: Option<usize>, letter: impl Fn(usize) -> char) -> Option<Ink> {
        let cell = self.cells.get(usize::from(y) * usize::from(self.width) + usize::from(x))?;
        let count = cell.lines.count_ones() as usize;
        if count == 0 {
            return None;
        }
        let through = || (0..MAX_LINES).filter(|line| cell.lines & (1 << line) != 0);
        let line = match first.filter(|first| self.has_dots && through().any(|line| line == *first)) {
            Some(first) => first,
            None => through().nth(usize::from(x) % count)?,
        };
        let is_lettered = !self.has_dots || (usize::from(x) + 5 * line) % LETTER_SPACING == LETTER_SPACING / 2;
        let braille = braille(cell.dots);
        Some(Ink { sign: if is_lettered { letter(line) } else { braille }, line })
    }
}

fn braille(dots: u8) -> char {
    char::from_u32(0x2800 + u32::from(dots)).unwrap_or('·')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(canvas: &Canvas) -> Vec<String> {
        let letter = |line: usize| ['A', 'B'][line];
        let row = |y| (0..canvas.width).map(|x| canvas.ink(x, y, None, letter).map_or(' ', |ink| ink.sign)).collect();
        (0..canvas.height).map(row).collect()
    }

    #[test]
    fn letters_rise_and_stand_upright_where_a_line_steps() {
        let mut canvas = Canvas::new(6, 4, false);
        canvas.draw_line(0, [0.0, 0.0, 0.33, 1.0, 1.0].into_iter().map(Some));
        assert_eq!(drawn(&canvas), ["   AA ", "   A  ", "  A   ", "AA    "]);
    }

    #[test]
    fn lines_that_lie_on_each_other_take_turns() {
        let mut canvas = Canvas::new(4, 1, false);
        canvas.draw_line(0, [Some(0.5); 4].into_iter());
        canvas.draw_line(1, [Some(0.5), Some(0.5), Some(0.5), None].into_iter());
        assert_eq!(drawn(&canvas), ["ABAA"]);
        let mut dots = Canvas::new(4, 1, true);
        dots.draw_line(0, [Some(0.5); 8].into_iter());
        dots.draw_line(1, [Some(0.5); 8].into_iter());
        let of = |canvas: &Canvas| canvas.ink(0, 0, Some(1), |line| ['A', 'B'][line]).unwrap().line;
        assert_eq!((of(&canvas), of(&dots)), (0, 1));
    }

    #[test]
    fn dots_are_eight_to_a_cell() {
        let mut canvas = Canvas::new(2, 1, true);
        canvas.draw_line(0, [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0].into_iter().map(Some));
        assert_eq!(drawn(&canvas), ["⡠⠊"]);
    }

    #[test]
    fn an_empty_field_takes_any_line() {
        for (width, height) in [(0, 0), (0, 3), (3, 0)] {
            let mut canvas = Canvas::new(width, height, true);
            canvas.draw_line(0, std::iter::repeat(Some(f64::NAN)));
            assert_eq!(canvas.ink(0, 0, None, |_| 'A'), None);
        }
    }
}
