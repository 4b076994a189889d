//! Numbers as text: the one place where figures of screens, reports and explanations are formatted.

/// From here on a figure has more digits than a float knows, and more than a cell has room for.
const SCIENTIFIC_FROM: f64 = 1e15;

/// `1.23e45` for a figure that is too large to be written out, or is none.
fn format_huge(value: f64) -> Option<String> {
    (value.abs() >= SCIENTIFIC_FROM || value.is_nan()).then(|| format!("{value:.2e}"))
}

/// At most two decimals, without trailing zeros: `2.5`, `31.25`, `900000`.
pub fn format_number(value: f64) -> String {
    if let Some(huge) = format_huge(value) {
        return huge;
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// For columns of figures: whole numbers without decimals, others with two: `180`, `9.80`, `193.60`.
pub fn format_figure(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    format_decimals(rounded, if rounded.fract() == 0.0 { 0 } else { 2 })
}

/// Exactly so many decimals, halves rounded away from zero, never a negative zero.
pub fn format_decimals(value: f64, decimals: usize) -> String {
    if let Some(huge) = format_huge(value) {
        return huge;
    }
    let factor = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    let scaled = (value * factor).round() / factor;
    let value = if scaled.is_finite() { scaled } else { value };
    format!("{:.decimals$}", value + 0.0)
}

/// For formulas: digits grouped, six significant digits below 100,000, halves rounded away from zero.
pub fn format_significant(value: f64) -> String {
    let mut text = String::new();
    push_significant(&mut text, value);
    text
}

/// Appends what [`format_significant`] returns; bills write thousands of them.
pub fn push_significant(text: &mut String, value: f64) {
    let size = value.abs();
    if size >= 1e15 || !value.is_finite() {
        text.push_str(&format!("{value:.3e}"));
        return;
    }
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
        text.push_str(&format!("{value:.3e}"));
        return;
    }
    // Powers of ten up to the 22nd are exact, and the product stays below 10^15.
    let mut digits = (size * 10.0_f64.powi(decimals)).round() as u64;
    while decimals > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        decimals -= 1;
    }
    push_grouped(text, value < 0.0 && digits > 0, digits, usize::try_from(decimals).unwrap_or(0));
}

/// A whole number with thousands separators: `1,240`.
pub fn format_grouped(value: f64) -> String {
    if let Some(huge) = format_huge(value) {
        return huge;
    }
    let mut text = String::new();
    push_grouped(&mut text, value <= -0.5, value.abs().round() as u64, 0);
    text
}

fn push_grouped(out: &mut String, negative: bool, mut digits: u64, decimals: usize) {
    // Filled from its end: 20 digits, 22 zeros, 6 commas, a point and a sign fit.
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

/// Money without its currency: cents below 10, whole and grouped above.
pub fn format_money(value: f64) -> String {
    if value.abs() < 9.995 { format!("{value:.2}") } else { format_grouped(value) }
}

/// Hours: one decimal.
pub fn format_hours(value: f64) -> String {
    format_huge(value).unwrap_or_else(|| format!("{value:.1}"))
}

/// A share of 0 to 1 as a percentage with at most two decimals: `37.5 %`.
pub fn format_percent(share: f64) -> String {
    format!("{} %", format_number(share * 100.0))
}

/// How often something happens, in whole per cents: what happens at all is never 0 %, and what may fail is never 100 %.
pub fn format_frequency(share: f64) -> String {
    match 100.0 * share {
        value if value > 0.0 && value < 0.5 => "<1 %".to_owned(),
        value if (99.5..100.0).contains(&value) => ">99 %".to_owned(),
        value => format!("{value:.0} %"),
    }
}

/// Weight points: one decimal below ten, whole above.
pub fn format_points(points: f64) -> String {
    if points < 9.95 { format!("{points:.1}") } else { format!("{points:.0}") }
}

/// To three significant digits with `k`, `M` or `G`: `41.2 M`.
pub fn format_volume(value: f64) -> String {
    let (scaled, suffix) = match value {
        value if value >= 1e9 => (value / 1e9, " G"),
        value if value >= 1e6 => (value / 1e6, " M"),
        value if value >= 1e3 => (value / 1e3, " k"),
        value => (value, ""),
    };
    let digits = match scaled {
        scaled if scaled >= 100.0 => 0,
        scaled if scaled >= 10.0 => 1,
        _ => 2,
    };
    format!("{scaled:.digits$}{suffix}")
}

/// As short as a field of a form needs, with `k`, `M` or `G` from 100,000 on: `3.0 M`, `180`, `1.25`.
pub fn format_compact(value: f64) -> String {
    let (scaled, suffix) = match value.abs() {
        size if size >= 999_500_000.0 => (value / 1e9, " G"),
        size if size >= 999_500.0 => (value / 1e6, " M"),
        size if size >= 99_950.0 => (value / 1e3, " k"),
        _ => (value, ""),
    };
    let size = scaled.abs();
    let digits = match (suffix.is_empty(), size) {
        (true, _) if value.fract() == 0.0 => 0,
        (true, size) if size < 10.0 => 2,
        (_, size) if size < 100.0 => 1,
        _ => 0,
    };
    format!("{scaled:.digits$}{suffix}")
}

/// Milliseconds in the largest unit that fits: `180 ms`, `2 min`.
pub fn format_duration(ms: f64) -> String {
    let (scaled, unit) = match ms {
        ms if ms >= 3_600_000.0 => (ms / 3_600_000.0, "h"),
        ms if ms >= 60_000.0 => (ms / 60_000.0, "min"),
        ms if ms >= 1000.0 => (ms / 1000.0, "s"),
        ms => (ms, "ms"),
    };
    format!("{} {unit}", format_compact(scaled))
}

/// MiB, or GiB from 1,024 MiB on.
pub fn format_memory(mib: f64) -> String {
    let (scaled, unit) = if mib >= 1024.0 { (mib / 1024.0, "GiB") } else { (mib, "MiB") };
    format!("{} {unit}", format_compact(scaled))
}

/// `1 host`, `5 hosts`.
pub fn format_count(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn six_significant_digits_read_back_as_the_number(digits in 1.0..10.0_f64, power in -15..15_i32, is_negative in any::<bool>()) {
            let x = digits * 10.0_f64.powi(power) * if is_negative { -1.0 } else { 1.0 };
            let read: f64 = format_significant(x).replace(',', "").parse().unwrap();
            prop_assert!((read - x).abs() <= 5.000_1e-6 * x.abs(), "{x} reads {}", format_significant(x));
        }
    }

    #[test]
    fn formulas_group_digits_and_drop_trailing_zeros() {
        let numbers = [3e6, 75_000.0, 0.2, 1.66667e-5, 1.141_552_5, 1460.0, 0.0, -12_345.5];
        let texts = ["3,000,000", "75,000", "0.2", "0.0000166667", "1.14155", "1,460", "0", "-12,345.5"];
        assert_eq!(numbers.map(format_significant), texts);
    }

    #[test]
    fn numbers_have_no_needless_decimals() {
        assert_eq!([2.5, 31.0, 0.126, -0.001, 900_000.0].map(format_number), ["2.5", "31", "0.13", "0", "900000"]);
        assert_eq!([format_decimals(0.125, 2), format_decimals(-0.001, 1)], ["0.13", "0.0"]);
        assert_eq!([1.26, 12.4].map(format_points), ["1.3", "12"]);
    }

    #[test]
    fn money_has_cents_only_where_they_count() {
        assert_eq!([1.85, 1240.4, 0.0, -1240.5].map(format_money), ["1.85", "1,240", "0.00", "-1,241"]);
    }

    #[test]
    fn frequencies_are_0_or_100_only_if_exact() {
        let texts = ["0 %", "<1 %", "71 %", ">99 %", "100 %"];
        assert_eq!([0.0, 0.001, 0.714, 0.999, 1.0].map(format_frequency), texts);
        assert_eq!(format_percent(0.375), "37.5 %");
    }

    #[test]
    fn volumes_and_amounts_have_a_suffix() {
        assert_eq!([999.0, 9000.0, 41.2e6, 3e9].map(format_volume), ["999", "9.00 k", "41.2 M", "3.00 G"]);
        let numbers = [3e6, 9e7, 350_269_796.9, 180.0, 0.25, 2.5];
        assert_eq!(numbers.map(format_compact), ["3.0 M", "90.0 M", "350 M", "180", "0.25", "2.50"]);
        assert_eq!([180.0, 1500.0, 120_000.0].map(format_duration), ["180 ms", "1.50 s", "2 min"]);
        assert_eq!([512.0, 4096.0].map(format_memory), ["512 MiB", "4 GiB"]);
    }

    #[test]
    fn counts_have_their_plural() {
        assert_eq!([format_count(1, "host"), format_count(3, "host")], ["1 host", "3 hosts"]);
    }
}

#[cfg(test)]
mod huge_tests {
    use super::*;

    #[test]
    fn no_figure_has_hundreds_of_digits() {
        for value in [1e15, 1e18, 2.5e19, 1e45, 1e300, f64::MAX, f64::INFINITY, f64::NAN, 5e-324, 1e-300] {
            for value in [value, -value] {
                let texts = [
                    format_number(value),
                    format_figure(value),
                    format_decimals(value, 2),
                    format_significant(value),
                    format_grouped(value),
                    format_money(value),
                    format_hours(value),
                ];
                assert!(texts.iter().all(|text| text.len() <= 20), "{value:e}: {texts:?}");
            }
        }
        assert_eq!(format_grouped(2.5e19), "2.50e19", "not the largest whole number of 64 bits");
        assert_eq!(format_grouped(1e14), "100,000,000,000,000");
    }
}
