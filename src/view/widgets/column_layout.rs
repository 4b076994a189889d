//! Widths of the columns of a table. Every table on screen is laid out by these rules.
//!
//! A column is left out when it has nothing to show. Columns of priority 0 are always there; the others are admitted in the
//! order of their priority, each at its least width, as long as they fit. What is left widens text to what is in it, from left
//! to right, then admits late columns, and then widens the graphics.

use ratatui::style::Style;

/// How content is aligned in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Centre,
    Right,
}

/// A declared column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Header on two lines; the upper one is empty where one line is enough.
    pub header: [String; 2],
    /// Drawn at the right end of the column, in the header.
    pub header_end: &'static str,
    /// Muted unless set.
    pub header_style: Option<Style>,
    pub align: Align,
    min: u16,
    max: u16,
    reserved: u16,
    priority: u8,
    is_graphic: bool,
    is_late: bool,
    grows_last: bool,
}

impl Column {
    fn new(header: impl Into<String>, align: Align) -> Self {
        Self {
            header: [String::new(), header.into()],
            header_end: "",
            header_style: None,
            align,
            min: u16::MAX,
            max: u16::MAX,
            reserved: 0,
            priority: 0,
            is_graphic: false,
            is_late: false,
            grows_last: false,
        }
    }

    /// Text at the left, not cut unless `min` allows it.
    pub fn text(header: impl Into<String>) -> Self {
        Self::new(header, Align::Left)
    }

    /// Numbers at the right; they are never cut.
    pub fn number(header: impl Into<String>) -> Self {
        Self::new(header, Align::Right)
    }

    /// Bars and the like, `min` to `max` columns wide.
    pub fn graphic(header: impl Into<String>, min: u16, max: u16) -> Self {
        Self { min, max, is_graphic: true, ..Self::new(header, Align::Left) }
    }

    #[must_use]
    pub fn header_end(self, header_end: &'static str) -> Self {
        Self { header_end, ..self }
    }

    /// May be cut down to this width.
    #[must_use]
    pub fn min(self, min: u16) -> Self {
        Self { min, ..self }
    }

    /// Never wider than this.
    #[must_use]
    pub fn max(self, max: u16) -> Self {
        Self { max, ..self }
    }

    /// At least this wide even while there is less to show, so that nothing moves when something appears.
    #[must_use]
    pub fn reserve(self, reserved: u16) -> Self {
        Self { reserved, ..self }
    }

    /// Exactly this wide.
    #[must_use]
    pub fn fixed(self, width: u16) -> Self {
        self.min(width).max(width).reserve(width)
    }

    /// 0 is always shown; the higher, the earlier it is left out.
    #[must_use]
    pub fn priority(self, priority: u8) -> Self {
        Self { priority, ..self }
    }

    /// Widened only once all other text is whole, and only if it becomes whole, too.
    #[must_use]
    pub fn grows_last(self) -> Self {
        Self { grows_last: true, ..self }
    }

    /// Admitted only once all other text is whole.
    #[must_use]
    pub fn late(self) -> Self {
        Self { is_late: true, ..self }
    }

    #[must_use]
    pub fn centred(self) -> Self {
        Self { align: Align::Centre, ..self }
    }

    #[must_use]
    pub fn header_lines(self, header: [String; 2], style: Style) -> Self {
        Self { header, header_style: Some(style), ..self }
    }

    pub fn is_graphic(&self) -> bool {
        self.is_graphic
    }

    /// The width at which all that it shows is whole, its widest content being `content` wide; 0 if it shows nothing.
    fn ideal(&self, content: u16, header: u16) -> u16 {
        match (self.is_graphic, content.max(self.reserved)) {
            (true, _) => self.min,
            (false, 0) => 0,
            (false, content) => content.max(header).min(self.max),
        }
    }
}

/// The width of `count` equal columns in `width`, each between `min` and `max` and followed by a blank, and how many of them
/// fit.
pub fn equal_columns(width: u16, count: usize, (min, max): (u16, u16)) -> (u16, usize) {
    let count = u16::try_from(count).unwrap_or(u16::MAX).max(1);
    let column = (width / count).saturating_sub(1).clamp(min, max.max(min));
    (column, usize::from(width / (column + 1)))
}

/// Position and width of a column; without width it is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub x: u16,
    pub width: u16,
}

/// The widths of all columns in `width`, with `gap` between those that are shown. `content` and `header` are the widths of
/// what is in each column.
pub fn column_widths(columns: &[Column], content: &[u16], header: &[u16], width: u16, gap: u16) -> Vec<u16> {
    let sizes: Vec<(u16, u16)> = columns
        .iter()
        .zip(content.iter().zip(header))
        .map(|(column, (content, header))| {
            let ideal = column.ideal(*content, *header);
            (column.min.min(ideal), ideal)
        })
        .collect();
    let mut widths = vec![0u16; columns.len()];
    let mut used: u16 = 0;
    let admit = |widths: &mut [u16], used: &mut u16, is_late: bool| {
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.retain(|at| sizes[*at].1 > 0 && columns[*at].is_late == is_late);
        order.sort_by_key(|at| columns[*at].priority);
        for at in order {
            let least = sizes[at].0;
            let after = used.saturating_add(least).saturating_add(if *used > 0 { gap } else { 0 });
            if (columns[at].priority == 0 && !is_late) || after <= width {
                widths[at] = least;
                *used = after;
            }
        }
    };
    let widen = |widths: &mut [u16], used: &mut u16, at: usize, to: u16| {
        let more = to.saturating_sub(widths[at]).min(width.saturating_sub(*used));
        if widths[at] > 0 {
            widths[at] += more;
            *used += more;
        }
    };
    admit(&mut widths, &mut used, false);
    for grows_last in [false, true] {
        let text = |at: &usize| !columns[*at].is_graphic && columns[*at].grows_last == grows_last;
        for at in (0..columns.len()).filter(text) {
            let fits = used + sizes[at].1.saturating_sub(widths[at]) <= width;
            if fits || !grows_last {
                widen(&mut widths, &mut used, at, sizes[at].1);
            }
        }
    }
    admit(&mut widths, &mut used, true);
    for at in (0..columns.len()).filter(|at| columns[*at].is_graphic) {
        widen(&mut widths, &mut used, at, columns[at].max);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(columns: &[Column], content: &[u16], width: u16) -> Vec<u16> {
        column_widths(columns, content, &vec![0; columns.len()], width, 1)
    }

    #[test]
    fn what_matters_most_is_admitted_first_and_a_bar_takes_the_rest() {
        let columns = [
            Column::text("").min(10),
            Column::number("").priority(2),
            Column::number("").priority(1),
            Column::graphic("", 6, 30).priority(3),
        ];
        let content = [20, 9, 4, 0];
        assert_eq!(widths(&columns, &content, 60), [20, 9, 4, 24]);
        assert_eq!(widths(&columns, &content, 34), [12, 9, 4, 6]);
        assert_eq!(widths(&columns, &content, 20), [15, 0, 4, 0]);
        assert_eq!(widths(&columns, &content, 5), [10, 0, 0, 0]);
    }

    #[test]
    fn an_empty_column_is_left_out_unless_its_room_is_reserved() {
        let columns = [Column::text(""), Column::number(""), Column::number("").reserve(8)];
        assert_eq!(widths(&columns, &[5, 0, 0], 40), [5, 0, 8]);
    }

    #[test]
    fn late_columns_wait_until_text_is_whole() {
        let columns = [Column::text("").min(4), Column::text("").late(), Column::text("").min(1).grows_last()];
        assert_eq!(widths(&columns, &[12, 5, 6], 26), [12, 5, 6]);
        assert_eq!(widths(&columns, &[12, 5, 6], 15), [12, 0, 1]);
    }

    #[test]
    fn nothing_is_wider_than_the_table_except_what_is_always_shown() {
        let columns = [
            Column::text("").min(8).max(24),
            Column::number("").priority(1),
            Column::text("").min(3).priority(2),
            Column::graphic("", 4, 30).late(),
        ];
        for width in 0..120 {
            let widths = widths(&columns, &[40, 7, 30, 0], width);
            let shown = widths.iter().filter(|width| **width > 0).count();
            let used: u16 = widths.iter().sum::<u16>() + u16::try_from(shown.saturating_sub(1)).unwrap();
            assert!(used <= width.max(8), "{width}: {widths:?}");
        }
    }

    #[test]
    fn equal_columns_share_the_width() {
        assert_eq!(equal_columns(40, 4, (5, 12)), (9, 4));
        assert_eq!(equal_columns(40, 2, (5, 12)), (12, 3));
        assert_eq!(equal_columns(10, 9, (5, 12)), (5, 1));
    }
}
