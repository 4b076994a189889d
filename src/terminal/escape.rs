//! Escape sequences: colours, modifiers, moves of the cursor.

use std::io::Write;

use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

pub(super) fn write_modifiers(frame: &mut Vec<u8>, modifier: Modifier) {
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

/// `base` is 30 for the foreground and 40 for the background.
pub(super) fn write_colour(frame: &mut Vec<u8>, colour: Color, base: u16) {
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

pub(super) fn write_move(frame: &mut Vec<u8>, to: Position) {
    let (row, column) = (to.y.saturating_add(1), to.x.saturating_add(1));
    if column == 1 {
        write_control_sequence(frame, &[row], b'H');
    } else {
        write_control_sequence(frame, &[row, column], b'H');
    }
}

/// A control sequence. A single parameter 1 is left out, as it is the default of every sequence used here.
pub(super) fn write_control_sequence(frame: &mut Vec<u8>, parameters: &[u16], end: u8) {
    frame.extend_from_slice(b"\x1b[");
    if parameters != [1] {
        write_parameters(frame, parameters);
        frame.pop();
    }
    frame.push(end);
}

/// Each followed by a semicolon, the last one too.
pub(super) fn write_parameters(frame: &mut Vec<u8>, parameters: &[u16]) {
    for parameter in parameters {
        // Writing into a vector cannot fail.
        let _ = write!(frame, "{parameter};");
    }
}
