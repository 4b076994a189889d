//! Keyboard layouts without Latin letters: which key of the standard (US) layout a letter is on.
//!
//! Russian and Ukrainian, Greek, Hebrew (SI 1452), Arabic and Persian, as X and Windows lay them out. Where two layouts of one script
//! have a letter on different keys, the one with more users decides; a keymap file can bind the letter itself.

/// Rows of keys of the standard layout, and what is on them in a layout of another script. A space is a key that says something in
/// ASCII there, which then means itself.
const LAYOUTS: [(&str, &str); 14] = [
    ("`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "ёйцукенгшщзхъфывапролджэячсмитьбю"),
    ("~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>", "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"),
    ("s]'`S}\"~", "іїєґІЇЄҐ"),
    ("wertyuiopasdfghjklzxcvbnm", "ςερτυθιοπασδφγηξκλζχψωβνμ"),
    ("ERTYUIOPASDFGHJKLZXCVBNM", "ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ"),
    ("ertyuiopasdfghjkl;zxcvbnm,.", "קראטוןםפשדגכעיחלךףזסבהנמצתץ"),
    ("qwertyuiop[]asdfghjkl;'", "ضصثقفغعهخحجدشسيبلاتنمكط"),
    ("zxcvbnm,./`", "ئءؤرﻻىةوزظذ"),
    ("?", "؟"),
    // Persian, where it differs.
    ("d;'\\zm", "یکگپظئ"),
    ("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    ("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
    // Full-width forms, as an input method types them.
    ("abcdefghijklmnopqrstuvwxyz", "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"),
    ("0123456789?:/[]", "０１２３４５６７８９？：／［］"),
];

/// The letter that the standard layout has on the key of another script's letter; `None` for ASCII and for letters of no layout.
pub fn standard_letter(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return None;
    }
    LAYOUTS.iter().find_map(|(keys, letters)| {
        let at = letters.chars().position(|other| other == letter)?;
        keys.chars().nth(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_layout_has_as_many_letters_as_keys() {
        for (keys, letters) in LAYOUTS {
            assert_eq!(keys.chars().count(), letters.chars().count(), "{keys}");
            assert!(keys.is_ascii());
            assert!(letters.chars().all(|letter| !letter.is_ascii()), "{letters}");
        }
    }

    #[test]
    fn letters_are_found_by_their_place() {
        for (typed, key) in [
            ('о', 'j'), // Cyrillic
            ('Л', 'K'),
            ('ъ', ']'),
            ('ё', '`'),
            ('і', 's'),
            ('ξ', 'j'),
            ('Ω', 'V'),
            ('ח', 'j'),
            ('ת', ','),
            ('ت', 'j'),
            ('ی', 'd'),
            ('٣', '3'),
        ] {
            assert_eq!(standard_letter(typed), Some(key), "{typed}");
        }
        for typed in ['j', 'é', '茶', '…'] {
            assert_eq!(standard_letter(typed), None, "{typed}");
        }
    }
}
