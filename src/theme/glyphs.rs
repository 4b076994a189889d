use super::Charset;

/// Signs by what they mean. Each is one column wide, in each of the three sets, so that layouts do not depend on the
/// set; the ellipsis alone may be two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyphs {
    pub cursor: &'static str,
    /// How far a step has come.
    pub complete: &'static str,
    pub partial: &'static str,
    pub untouched: &'static str,
    /// Proposed by the program; assumed and not measured.
    pub proposed: &'static str,
    pub estimate: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    pub left: &'static str,
    pub right: &'static str,
    pub arrow: &'static str,
    pub check: &'static str,
    pub cross: &'static str,
    pub warning: &'static str,
    pub dot: &'static str,
    pub bullet: &'static str,

    pub bar_full: &'static str,
    pub bar_empty: &'static str,
    /// The parts of a column between empty and full, rising: seven eighths, one half, or none.
    pub bar_fractions: &'static [&'static str],
    /// Heights of a small chart, from nothing to full, rising.
    pub bar_levels: &'static [&'static str],
    /// Where on a bar the order changes.
    pub flip: &'static str,

    /// Who carries an operations layer.
    pub you: &'static str,
    pub shared: &'static str,
    pub provider: &'static str,

    pub ellipsis: &'static str,
    pub times: &'static str,
    pub minus: &'static str,
    pub plus_minus: &'static str,
    pub at_least: &'static str,
    pub at_most: &'static str,
    pub about: &'static str,

    pub horizontal: &'static str,
    pub vertical: &'static str,
    /// A lighter vertical, inside a pane.
    pub divider: &'static str,
    pub top_left: &'static str,
    pub top_right: &'static str,
    pub bottom_left: &'static str,
    pub bottom_right: &'static str,
    pub tee_left: &'static str,
    pub tee_right: &'static str,
    pub tee_top: &'static str,
    pub tee_bottom: &'static str,
    pub crossing: &'static str,
}

impl Glyphs {
    pub const fn new(repertoire: Charset) -> Self {
        match repertoire {
            Charset::Unicode => UNICODE,
            Charset::Console => CONSOLE,
            Charset::Ascii => ASCII,
        }
    }
}

const UNICODE: Glyphs = Glyphs {
    cursor: "▸",
    complete: "●",
    partial: "◐",
    untouched: "○",
    proposed: "*",
    estimate: "~",
    up: "▲",
    down: "▼",
    left: "◂",
    right: "▸",
    arrow: "→",
    check: "✓",
    cross: "✗",
    warning: "!",
    dot: "·",
    bullet: "•",
    bar_full: "█",
    bar_empty: "░",
    bar_fractions: &["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
    bar_levels: &[" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    flip: "│",
    you: "■",
    shared: "◧",
    provider: "□",
    ellipsis: "…",
    times: "×",
    minus: "−",
    plus_minus: "±",
    at_least: "≥",
    at_most: "≤",
    about: "≈",
    horizontal: "─",
    vertical: "│",
    divider: "┊",
    top_left: "┌",
    top_right: "┐",
    bottom_left: "└",
    bottom_right: "┘",
    tee_left: "├",
    tee_right: "┤",
    tee_top: "┬",
    tee_bottom: "┴",
    crossing: "┼",
};

/// Only what the console's usual fonts have: code page 437, and little beyond it.
const CONSOLE: Glyphs = Glyphs {
    cursor: "►",
    complete: "•",
    partial: "○",
    untouched: "·",
    left: "◄",
    right: "►",
    check: "√",
    cross: "x",
    bar_fractions: &["▌"],
    bar_levels: &[" ", "▄", "█"],
    shared: "▒",
    provider: "░",
    ellipsis: "..",
    times: "x",
    minus: "-",
    divider: "│",
    ..UNICODE
};

const ASCII: Glyphs = Glyphs {
    cursor: ">",
    complete: "#",
    partial: "o",
    untouched: ".",
    proposed: "*",
    estimate: "~",
    up: "^",
    down: "v",
    left: "<",
    right: ">",
    arrow: ">",
    check: "+",
    cross: "x",
    warning: "!",
    dot: ".",
    bullet: "*",
    bar_full: "#",
    bar_empty: ".",
    bar_fractions: &[],
    bar_levels: &[" ", ".", ":", "|", "#"],
    flip: "|",
    you: "#",
    shared: "+",
    provider: "-",
    ellipsis: "..",
    times: "x",
    minus: "-",
    plus_minus: "~",
    at_least: ">",
    at_most: "<",
    about: "~",
    horizontal: "-",
    vertical: "|",
    divider: ":",
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    tee_left: "+",
    tee_right: "+",
    tee_top: "+",
    tee_bottom: "+",
    crossing: "+",
};

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    /// Every glyph of a set, read from its printed form so that a new field cannot be forgotten.
    fn all(glyphs: &Glyphs) -> Vec<String> {
        let printed = format!("{glyphs:?}");
        let quoted = printed.split('"').skip(1).step_by(2);
        quoted.map(str::to_owned).collect()
    }

    #[test]
    fn each_is_one_column_wide() {
        for glyphs in [UNICODE, CONSOLE, ASCII] {
            let set = all(&glyphs);
            assert!(set.len() > 40);
            for glyph in set.iter().filter(|glyph| **glyph != "..") {
                assert_eq!(glyph.width(), 1, "{glyph}");
            }
        }
    }

    #[test]
    fn the_ascii_set_is_ascii() {
        assert!(all(&ASCII).iter().all(|glyph| glyph.is_ascii()));
    }

    /// What code page 437 has of what we draw; the console's fonts contain at least that.
    #[test]
    fn the_console_set_stays_within_its_font() {
        const FONT: &str = "►◄▲▼↑↓→←•○·√■░▒▓█▄▌▐▀─│┌┐└┘├┤┬┴┼±≥≤≈";
        for glyph in all(&CONSOLE) {
            let known = glyph.is_ascii() || FONT.contains(&glyph);
            assert!(known, "{glyph} is not in the console's font");
        }
    }

    /// Glyphs that are used in the same place must differ.
    #[test]
    fn alternatives_differ_in_every_set() {
        for g in [UNICODE, CONSOLE, ASCII] {
            for group in [
                vec![g.complete, g.partial, g.untouched],
                vec![g.you, g.shared, g.provider],
                vec![g.up, g.down],
                vec![g.check, g.cross, g.warning],
                vec![g.bar_full, g.bar_empty, g.flip],
            ] {
                for (index, glyph) in group.iter().enumerate() {
                    assert!(!group[index + 1..].contains(glyph), "{group:?}");
                }
            }
        }
    }
}
