//! Numbers inside a formula, as people write them.

/// With commas, and at most six significant digits below a thousand.
pub fn number(x: f64) -> String {
    if x.abs() >= 1e15 || !x.is_finite() {
        return format!("{x:.3e}");
    }
    let decimals = if x.abs() >= 100_000.0 {
        0
    } else if x.abs() >= 1.0 {
        // six significant digits
        5_i32.saturating_sub(x.abs().log10().floor() as i32)
    } else if x == 0.0 {
        0
    } else {
        5 - x.abs().log10().floor() as i32
    };
    let fixed = format!("{x:.*}", usize::try_from(decimals).unwrap_or(0));
    let (whole, part) = fixed.split_once('.').unwrap_or((&fixed, ""));
    let part = part.trim_end_matches('0');
    let grouped = grouped(whole);
    if part.is_empty() { grouped } else { format!("{grouped}.{part}") }
}

/// `1 copy`, `3 copies`.
pub(super) fn counted(count: f64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1.0 { one } else { many })
}

fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(number(3e6), "3,000,000");
        assert_eq!(number(75_000.0), "75,000");
        assert_eq!(number(0.2), "0.2");
        assert_eq!(number(1.66667e-5), "0.0000166667");
        assert_eq!(number(1.141_552_5), "1.14155");
        assert_eq!(number(1460.0), "1,460");
        assert_eq!(number(0.0), "0");
        assert_eq!(number(-12_345.5), "-12,345.5");
    }
}
