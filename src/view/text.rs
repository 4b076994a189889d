//! Text that has to fit: broken at words, abbreviated, kept distinct.

use crate::model::showable::{self, showable};
use unicode_segmentation::UnicodeSegmentation;

/// A number of columns or rows; what is beyond any screen saturates.
pub fn to_u16(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// The columns that a text takes on screen.
pub fn text_width(text: &str) -> u16 {
    to_u16(showable::width(&showable(text)))
}

/// The columns that the widest text takes.
pub fn max_text_width<'t>(texts: impl Iterator<Item = &'t str>) -> u16 {
    texts.map(text_width).max().unwrap_or(0)
}

/// Which rows of `len` a window of `height` shows so that the cursor stays in it.
pub fn visible_range(len: usize, cursor: usize, height: usize) -> std::ops::Range<usize> {
    if len <= height {
        return 0..len;
    }
    let start = cursor.saturating_sub(height / 2).min(len - height);
    start..start + height
}

/// Breaks text at words into lines of at most `width` columns; longer words are cut between graphemes. Takes time linear in
/// the length of the text, whatever its words look like. (The crate `textwrap` cuts between characters, through an emoji.)
pub fn wrap_text(text: &str, width: usize) -> Vec<String> {
    wrap_rows(text, width, usize::MAX)
}

/// Bytes that one column can take: a family of emoji, or a letter with all the marks that are shown.
const MAX_BYTES_PER_COLUMN: usize = 64;

/// The beginning of a text that can be seen in `rows` lines of `width` columns, and never much more: what is not visible
/// costs nothing.
pub fn visible_prefix(text: &str, width: usize, rows: usize) -> &str {
    let most = width.saturating_add(1).saturating_mul(rows.saturating_add(1)).saturating_mul(MAX_BYTES_PER_COLUMN);
    if text.len() <= most { text } else { text.get(..text.floor_char_boundary(most)).unwrap_or(text) }
}

/// As [`wrap_text`], but at most `rows` lines and one more, which says that there are more.
pub fn wrap_rows(text: &str, width: usize, rows: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if width == 0 {
        return lines;
    }
    for paragraph in visible_prefix(text, width, rows).lines() {
        if lines.len() > rows {
            return lines;
        }
        let (mut line, mut taken) = (String::new(), 0);
        for word in paragraph.split_whitespace() {
            let word = showable(word);
            let columns = showable::width(&word);
            if taken > 0 && taken + 1 + columns > width {
                lines.push(std::mem::take(&mut line));
                taken = 0;
                if lines.len() > rows {
                    return lines;
                }
            }
            if taken > 0 {
                line.push(' ');
                taken += 1;
            }
            if columns <= width {
                line.push_str(&word);
                taken += columns;
                continue;
            }
            for grapheme in word.graphemes(true) {
                if lines.len() > rows {
                    return lines;
                }
                let columns = showable::width(grapheme);
                if taken + columns > width && taken > 0 {
                    lines.push(std::mem::take(&mut line));
                    taken = 0;
                }
                line.push_str(grapheme);
                taken += columns;
            }
        }
        lines.push(line);
    }
    lines
}

/// A name in at most `most` columns.
pub fn truncate(name: &str, most: usize) -> String {
    showable::truncate(&showable(name), most)
}

/// A name that needs no shortening, whatever else there is.
const ALWAYS_WHOLE_WIDTH: usize = 6;

/// Names in at most `most` columns each, all distinct: the name where it is short, else a known short one, else the name, else
/// its beginning, and where that is not enough its beginning and its end, or a number.
pub fn unique_labels(names: &[(&str, Option<String>)], most: usize) -> Vec<String> {
    let mut taken: Vec<String> = Vec::with_capacity(names.len());
    for (at, (name, known)) in names.iter().enumerate() {
        let name = showable(name);
        let whole = |most: usize| (showable::width(&name) <= most).then(|| name.clone().into_owned());
        let known = known.clone();
        // An estate that puts everything on one platform may be called by the platform alone.
        let bare =
            known.as_ref().and_then(|known| known.strip_prefix("All ")).filter(|bare| showable::width(bare) <= most);
        let bare = bare.map(str::to_owned);
        let known = known.filter(|known| showable::width(known) <= most);
        let fitted = [Some(showable::truncate(&name, most)), Some(abbreviate_middle(&name, most))];
        let candidates = [whole(most.min(ALWAYS_WHOLE_WIDTH)), known, whole(most), bare].into_iter().chain(fitted);
        let label = candidates.flatten().find(|label| !label.is_empty() && !taken.contains(label));
        taken.push(label.unwrap_or_else(|| {
            let number = (at + 1).to_string();
            let head = showable::truncate(&name, most.saturating_sub(number.len()));
            showable::truncate_with(&format!("{head}{number}"), most, "")
        }));
    }
    taken
}

/// Why something is ruled out, without the leading name.
pub fn strip_leading_name<'a>(name: &str, what: &'a str) -> &'a str {
    what.strip_prefix(name).map_or(what, str::trim_start)
}

/// The beginning and the end of a name: `All Ma…tes`.
fn abbreviate_middle(name: &str, most: usize) -> String {
    let tail = most / 3;
    let skip = name.chars().count().saturating_sub(tail);
    let end: String = name.chars().skip(skip).collect();
    let head = most.saturating_sub(showable::width(&end));
    format!("{}{end}", showable::truncate(name, head))
}

/// A name on two lines of at most `most` columns, the lower one filled first.
pub fn split_over_two_lines(name: &str, most: usize) -> [String; 2] {
    let name = showable(name);
    if showable::width(&name) <= most {
        return [String::new(), name.into_owned()];
    }
    let mut upper = String::new();
    let mut rest = name.trim();
    while let Some((word, after)) = split_first_word(rest) {
        let joined = showable::width(&upper) + usize::from(!upper.is_empty()) + showable::width(word);
        if joined > most {
            break;
        }
        if !upper.is_empty() && !upper.ends_with('-') {
            upper.push(' ');
        }
        upper.push_str(word);
        rest = after;
    }
    [upper, showable::truncate(rest, most)]
}

/// The first word, up to a space or with a hyphen, and the rest.
fn split_first_word(text: &str) -> Option<(&str, &str)> {
    let at = text.find([' ', '-'])?;
    let (word, rest) = text.split_at(at + usize::from(text.get(at..)?.starts_with('-')));
    let rest = rest.trim_start();
    (!rest.is_empty()).then_some((word, rest))
}

/// A count with its noun: `1 column`, `3 columns`.
pub fn format_count(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_apart_and_never_too_wide() {
        let names = [
            ("VM fleet", Some("Fleet".to_owned())),
            ("Managed Kubernetes", Some("K8s".to_owned())),
            ("Managed Kubernetes in Frankfurt", None),
            ("Managed Kubernetes in Stockholm", None),
            ("Managed Kubernetes in Stockholm", None),
            ("漢字漢字漢字漢字", None),
        ];
        for most in 1..30 {
            let labels = unique_labels(&names, most);
            assert!(labels.iter().all(|label| showable::width(label) <= most), "{most}: {labels:?}");
            if most > 3 {
                let mut unique = labels.clone();
                unique.sort();
                unique.dedup();
                assert_eq!(unique.len(), labels.len(), "{most}: {labels:?}");
            }
        }
        assert_eq!(unique_labels(&names[..2], 8), ["Fleet", "K8s"]);
        assert_eq!(unique_labels(&[("VM fleet", None), ("Functions", None)], 8), ["VM fleet", "Functio…"]);
    }

    #[test]
    fn words_wrap_between_graphemes_and_lose_nothing() {
        assert_eq!(wrap_text("a bc def", 4), ["a bc", "def"]);
        assert_eq!(wrap_text("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap_text("漢字漢字", 3), ["漢", "字", "漢", "字"]);
        assert_eq!(wrap_text("👩‍👩‍👧👩‍👩‍👧", 2), ["👩‍👩‍👧", "👩‍👩‍👧"]);
        assert_eq!(wrap_text("one\n\ntwo", 9), ["one", "", "two"]);
        assert!(wrap_text("anything", 0).is_empty());
    }

    /// Quadratic work would take minutes.
    #[test]
    fn one_word_of_400_000_characters_wraps_at_once() {
        let lines = wrap_text(&"ä".repeat(400_000), 76);
        assert_eq!(lines.len(), 400_000_usize.div_ceil(76));
    }

    /// What is drawn of a text and of its beginning is the same, whatever its words look like.
    #[test]
    fn rows_are_those_of_the_whole_text() {
        for unit in ["a", "漢", "👩‍👩‍👧", "word ", "e\u{301}", "line\n"] {
            let text = unit.repeat(20_000);
            for (width, rows) in [(1, 1), (7, 3), (38, 12), (76, 40)] {
                let all = wrap_text(&text, width);
                let some = wrap_rows(&text, width, rows);
                assert_eq!(some.get(..rows), all.get(..rows), "{unit:?} {width} {rows}");
                assert!(some.len() > rows && some.len() < rows + 4, "{unit:?} {width} {rows}: {}", some.len());
            }
        }
    }

    #[test]
    fn a_name_breaks_at_a_word() {
        assert_eq!(split_over_two_lines("VM fleet", 8), ["", "VM fleet"]);
        assert_eq!(split_over_two_lines("Keep the gateway, move the rest", 9), ["Keep the", "gateway,…"]);
        assert_eq!(split_over_two_lines("Three-node cluster", 7), ["Three-", "node c…"]);
        assert_eq!(split_over_two_lines("trailing-", 5), ["", "trai…"]);
        assert_eq!(split_over_two_lines("Functions", 7), ["", "Functi…"]);
    }
}
