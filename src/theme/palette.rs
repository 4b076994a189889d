use ratatui::style::{Color, Modifier, Style};

use super::Colour;

/// Styles by what they mean. No meaning rests on colour alone: each also has a glyph, a word or a modifier.
///
/// With colours, only the sixteen that the user chose for the terminal are used, which fit light and dark alike; muted
/// text is dim, not 'bright black', which some palettes make the background.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    pub text: Style,
    /// Less important: units, provenance, what is settled.
    pub muted: Style,
    pub heading: Style,
    pub border: Style,
    /// The border and title of the pane that has the keys.
    pub border_focus: Style,

    /// The row under the cursor, in the pane that has the keys.
    pub focus: Style,
    /// The cursor's row in a pane that does not.
    pub focus_inactive: Style,
    /// Chosen in a list, or marked.
    pub selected: Style,
    /// Text being typed, and its placeholder.
    pub input: Style,
    pub placeholder: Style,
    /// Where a search matched.
    pub matched: Style,

    /// First in the ranking, and second when it is close.
    pub leader: Style,
    pub rival: Style,
    pub good: Style,
    pub warning: Style,
    pub error: Style,
    /// A figure that is assumed and not measured.
    pub estimate: Style,
    /// Proposed by the program and not yet confirmed by anyone.
    pub proposed: Style,
    /// Greater or less than the state it is compared with.
    pub up: Style,
    pub down: Style,

    pub bar: Style,
    pub bar_rest: Style,
    /// Where the order of two alternatives changes.
    pub flip: Style,
    /// Who carries an operations layer.
    pub you: Style,
    pub shared: Style,
    pub provider: Style,

    /// A key, and what it does, in the footer and in help.
    pub key: Style,
    pub key_label: Style,
    pub status: Style,

    /// Lines of a chart, in the alternatives' order; start again after the last.
    pub series: [Style; 6],
}

impl Palette {
    pub fn new(colour: Colour) -> Self {
        match colour {
            Colour::Mono => Self::mono(),
            Colour::Sixteen | Colour::True => Self::named(),
        }
    }

    fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let dim = plain.add_modifier(Modifier::DIM);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        Self {
            text: plain,
            muted: dim,
            heading: bold,
            border: dim,
            border_focus: bold,
            focus: reversed,
            focus_inactive: underlined,
            selected: bold.add_modifier(Modifier::UNDERLINED),
            input: underlined,
            placeholder: dim.add_modifier(Modifier::UNDERLINED),
            matched: bold.add_modifier(Modifier::UNDERLINED),
            leader: bold,
            rival: plain,
            good: plain,
            warning: bold,
            error: bold.add_modifier(Modifier::REVERSED),
            estimate: dim,
            proposed: underlined,
            up: bold,
            down: plain,
            bar: plain,
            bar_rest: dim,
            flip: bold,
            you: bold,
            shared: plain,
            provider: dim,
            key: bold,
            key_label: plain,
            status: plain,
            series: [bold, plain, dim, bold, plain, dim],
        }
    }

    fn named() -> Self {
        let mono = Self::mono();
        let plain = Style::new();
        let bold = |colour| plain.fg(colour).add_modifier(Modifier::BOLD);
        Self {
            border_focus: bold(Color::Cyan),
            selected: bold(Color::Cyan),
            matched: bold(Color::Magenta).add_modifier(Modifier::UNDERLINED),
            leader: bold(Color::Green),
            rival: plain.fg(Color::Cyan),
            good: plain.fg(Color::Green),
            warning: bold(Color::Yellow),
            error: bold(Color::Red),
            estimate: plain.fg(Color::Yellow),
            proposed: plain.fg(Color::Magenta),
            up: plain.fg(Color::Green),
            down: plain.fg(Color::Red),
            bar: plain.fg(Color::Blue),
            flip: bold(Color::Magenta),
            you: bold(Color::Yellow),
            shared: plain.fg(Color::Cyan),
            key: bold(Color::Cyan),
            series: [
                plain.fg(Color::Green),
                plain.fg(Color::Cyan),
                plain.fg(Color::Yellow),
                plain.fg(Color::Magenta),
                plain.fg(Color::Blue),
                plain.fg(Color::Red),
            ],
            ..mono
        }
    }

    /// The style of the alternative at `index` in the session.
    pub fn series(&self, index: usize) -> Style {
        let [first, ..] = self.series;
        let at = index % self.series.len();
        self.series.get(at).copied().unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(palette: &Palette) -> String {
        format!("{palette:#?}")
    }

    #[test]
    fn without_colour_only_modifiers_are_used() {
        let mono = styles(&Palette::new(Colour::Mono));
        assert!(!mono.contains("Some("), "a colour in {mono}");
    }

    #[test]
    fn with_colour_only_the_users_sixteen() {
        let colours = styles(&Palette::new(Colour::True));
        assert!(!colours.contains("Rgb") && !colours.contains("Indexed"));
        // Invisible on a dark or a light background, in common palettes.
        for unsafe_colour in ["Black", "White", "Gray"] {
            assert!(!colours.contains(unsafe_colour), "{unsafe_colour}");
        }
    }

    /// These stand beside each other, and must differ without colour too.
    #[test]
    fn neighbours_differ_without_colour() {
        let p = Palette::new(Colour::Mono);
        for (one, other) in [
            (p.leader, p.rival),
            (p.focus, p.focus_inactive),
            (p.error, p.warning),
            (p.warning, p.text),
            (p.key, p.key_label),
            (p.you, p.provider),
            (p.bar, p.bar_rest),
            (p.border, p.border_focus),
            (p.up, p.down),
            (p.focus, p.text),
            (p.selected, p.text),
        ] {
            assert_ne!(one, other);
        }
        assert_eq!(p.series(7), p.series(1));
    }
}
