//! Numbers inside formulas.

/// With commas, and at most six significant digits below 100,000. Halves are rounded away from zero.
pub fn format_formula_number(x: f64) -> String {
    let mut text = String::new();
    push_number(&mut text, x);
    text
}

/// Appends a number to a text.
pub(super) fn push_number(text: &mut String, x: f64) {
    let size = x.abs();
    if size >= 1e15 || !x.is_finite() {
        text.push_str(&format!("{x:.3e}"));
        return;
    }
    // Six significant digits.
    let mut decimals: i32 = match size {
        size if size >= 1e5 => 0,
        size if size >= 1e4 => 1,
        size if size >= 1e3 => 2,
        size if size >= 1e2 => 3,
        size if size >= 1e1 => 4,
        size if size >= 1.0 => 5,
        0.0 => 0,
        size => 5 - size.log10().floor() as i32,
    };
    if decimals > 22 {
        text.push_str(&format!("{x:.3e}"));
        return;
    }
    // In units of the last digit: powers of ten up to the 22nd are exact, and the product stays below 10^15.
    let mut digits = (size * 10.0_f64.powi(decimals)).round() as u64;
    while decimals > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        decimals -= 1;
    }
    push_grouped(text, x < 0.0 && digits > 0, digits, usize::try_from(decimals).unwrap_or(0));
}

/// `1 copy`, `3 copies`.
pub(super) fn format_count(count: f64, one: &str, many: &str) -> String {
    format!("{} {}", format_formula_number(count), if count == 1.0 { one } else { many })
}

/// Appends digits with a point before the last `decimals` and commas in front of it.
fn push_grouped(out: &mut String, negative: bool, mut digits: u64, decimals: usize) {
    // Filled from the end: 20 digits, 22 zeros, 6 commas, a point and a sign fit.
    let mut text = [b'0'; 64];
    let mut at = text.len();
    let mut put = |byte: u8| {
        if let Some(next) = at.checked_sub(1) {
            at = next;
            text[at] = byte;
        }
    };
    for _ in 0..decimals {
        put(b'0' + (digits % 10) as u8);
        digits /= 10;
    }
    if decimals > 0 {
        put(b'.');
    }
    let mut whole = 0;
    while digits > 0 || whole == 0 {
        if whole > 0 && whole % 3 == 0 {
            put(b',');
        }
        put(b'0' + (digits % 10) as u8);
        digits /= 10;
        whole += 1;
    }
    if negative {
        put(b'-');
    }
    out.extend(text[at..].iter().map(|byte| char::from(*byte)));
}

#[cfg(test)]
mod tests {
    use super::format_formula_number;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn six_digits_say_what_the_number_is(digits in 1.0..10.0_f64, power in -15..15_i32, is_negative in any::<bool>()) {
            let x = digits * 10.0_f64.powi(power) * if is_negative { -1.0 } else { 1.0 };
            let read: f64 = format_formula_number(x).replace(',', "").parse().unwrap();
            prop_assert!((read - x).abs() <= 5.000_1e-6 * x.abs(), "{x} reads {}", format_formula_number(x));
        }
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(format_formula_number(3e6), "3,000,000");
        assert_eq!(format_formula_number(75_000.0), "75,000");
        assert_eq!(format_formula_number(0.2), "0.2");
        assert_eq!(format_formula_number(1.66667e-5), "0.0000166667");
        assert_eq!(format_formula_number(1.141_552_5), "1.14155");
        assert_eq!(format_formula_number(1460.0), "1,460");
        assert_eq!(format_formula_number(0.0), "0");
        assert_eq!(format_formula_number(-12_345.5), "-12,345.5");
    }
}
