/// How much colour may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// None: bold, reverse, dim and underline carry what colour would.
    Mono,
    /// The sixteen the user chose for the terminal.
    Sixteen,
    True,
}

/// Which characters the terminal's font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Charset {
    Ascii,
    /// The Linux console's: lines, whole and half blocks, arrows, little else.
    Console,
    Unicode,
}

/// The colours that the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColourChoice {
    /// What the environment says.
    #[default]
    Auto,
    Never,
    Sixteen,
    True,
}

/// What the command line says about looks; it outranks the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LookFlags {
    pub ascii: bool,
    pub colour: ColourChoice,
}

/// What the terminal can show, as far as it is known without asking it: an answer may be late, or never come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capability {
    pub colour: Colour,
    pub charset: Charset,
}

impl Capability {
    /// From the command line and the environment, `env` giving a variable's value if it is set.
    pub fn detect(env: &dyn Fn(&str) -> Option<String>, flags: &LookFlags) -> Self {
        let variable = |name: &str| env(name).unwrap_or_default();
        let term = variable("TERM");
        Self {
            colour: match flags.colour {
                ColourChoice::Never => Colour::Mono,
                ColourChoice::Sixteen => Colour::Sixteen,
                ColourChoice::True => Colour::True,
                ColourChoice::Auto => colour(&term, &variable),
            },
            charset: if flags.ascii || is_dumb(&term) || !is_utf8(&variable) {
                Charset::Ascii
            } else if term == "linux" {
                Charset::Console
            } else {
                Charset::Unicode
            },
        }
    }

    /// Whether characters made of eight dots may be drawn.
    pub fn has_braille(self) -> bool {
        self.charset == Charset::Unicode
    }

    /// Whether anything beyond ASCII may be drawn.
    pub fn has_unicode(self) -> bool {
        self.charset != Charset::Ascii
    }
}

fn colour(term: &str, variable: &dyn Fn(&str) -> String) -> Colour {
    // https://no-color.org: any value but the empty one.
    let unwanted = !variable("NO_COLOR").is_empty();
    // Terminals and their emulations that never had colour.
    let colourless = is_dumb(term) || term.starts_with("vt") || term.ends_with("-m");
    if unwanted || colourless || term.ends_with("-mono") {
        return Colour::Mono;
    }
    let depth = variable("COLORTERM").to_ascii_lowercase();
    // The Linux console takes such colours and shows the nearest of sixteen.
    if term != "linux" && (depth == "truecolor" || depth == "24bit") { Colour::True } else { Colour::Sixteen }
}

fn is_dumb(term: &str) -> bool {
    term.is_empty() || term == "dumb"
}

/// The first of these that is set decides, as in setlocale(3).
fn is_utf8(variable: &dyn Fn(&str) -> String) -> bool {
    ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().map(variable).find(|locale| !locale.is_empty()).is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Charset::{Ascii, Console, Unicode};

    fn detect(environment: &[(&str, &str)], flags: LookFlags) -> (Colour, Charset) {
        let env = |name: &str| {
            let found = environment.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let Capability { colour, charset: repertoire } = Capability::detect(&env, &flags);
        (colour, repertoire)
    }

    #[test]
    fn the_environment_decides() {
        use Colour::{Mono, Sixteen, True};
        let xterm = ("TERM", "xterm-256color");
        let utf8 = ("LANG", "en_GB.UTF-8");
        for (environment, expected) in [
            (&[][..], (Mono, Ascii)),
            (&[xterm], (Sixteen, Ascii)),
            (&[xterm, utf8], (Sixteen, Unicode)),
            (&[xterm, utf8, ("COLORTERM", "truecolor")], (True, Unicode)),
            (&[xterm, utf8, ("COLORTERM", "24BIT")], (True, Unicode)),
            (&[xterm, utf8, ("COLORTERM", "yes")], (Sixteen, Unicode)),
            (&[xterm, utf8, ("NO_COLOR", "1")], (Mono, Unicode)),
            (&[xterm, utf8, ("NO_COLOR", "")], (Sixteen, Unicode)),
            (&[("TERM", "dumb"), utf8], (Mono, Ascii)),
            (&[("TERM", "vt220"), utf8], (Mono, Unicode)),
            (&[("TERM", "xterm-mono"), utf8], (Mono, Unicode)),
            (&[("TERM", "linux"), utf8], (Sixteen, Console)),
            (&[("TERM", "linux"), utf8, ("COLORTERM", "truecolor")], (Sixteen, Console)),
            (&[("TERM", "linux")], (Sixteen, Ascii)),
            (&[xterm, utf8, ("LC_ALL", "C")], (Sixteen, Ascii)),
            (&[xterm, utf8, ("LC_ALL", "")], (Sixteen, Unicode)),
            (&[xterm, ("LC_CTYPE", "C.utf8")], (Sixteen, Unicode)),
            (&[xterm, ("LANG", "de_DE.ISO-8859-1")], (Sixteen, Ascii)),
        ] {
            assert_eq!(detect(environment, LookFlags::default()), expected, "{environment:?}");
        }
    }

    #[test]
    fn flags_outrank_it() {
        let environment = [("TERM", "xterm"), ("LANG", "C.UTF-8"), ("NO_COLOR", "1")];
        for (colour, expected) in [
            (ColourChoice::Auto, Colour::Mono),
            (ColourChoice::Never, Colour::Mono),
            (ColourChoice::Sixteen, Colour::Sixteen),
            (ColourChoice::True, Colour::True),
        ] {
            let flags = LookFlags { ascii: true, colour };
            assert_eq!(detect(&environment, flags), (expected, Ascii));
        }
    }
}
