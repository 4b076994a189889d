//! A figure as a source prints it, compared with one that was computed.

use super::book::ClaimedFigure;
use super::calculation::format_figure;
use super::evaluate::{Span, nearly_equal};
use super::unit::ClaimUnit;
use crate::model::number::format_significant;

/// A figure as printed in a source.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedFigure {
    /// `140`, `60–90`, `> 85`.
    pub text: String,
    /// Of `more than`, the bound.
    pub span: Span,
    /// Half a unit of the last digit shown: the rounding error.
    half_digit: f64,
    /// Of `more than`: the maximum, if one is known.
    bound: Option<Option<f64>>,
}

impl PrintedFigure {
    /// `follows` is the result of the published inputs, for a figure that is not printed itself.
    pub fn parse(claimed: &ClaimedFigure, unit: ClaimUnit, follows: Option<Span>) -> Option<Self> {
        let parse = |text: &str| text.parse::<f64>().ok();
        match claimed {
            ClaimedFigure::Figure(text) => Some(Self {
                text: group_digits(text),
                span: Span::exact(parse(text)?),
                half_digit: half_last_digit(text),
                bound: None,
            }),
            ClaimedFigure::Range(low, high) => Some(Self {
                text: format!("{low}–{high}"),
                span: Span::of(parse(low)?, parse(high)?),
                // The 15 of '15 to 20' shows that figures are given to a single percent.
                half_digit: half_last_digit(low).min(half_last_digit(high)),
                bound: None,
            }),
            ClaimedFigure::MoreThan(text, most) => Some(Self {
                text: format!("> {text}"),
                span: Span::exact(parse(text)?),
                half_digit: 0.0,
                bound: Some(most.as_deref().and_then(parse)),
            }),
            ClaimedFigure::Follows => {
                let span = follows?;
                Some(Self { text: format_figure(span, unit), span, half_digit: 0.0, bound: None })
            }
        }
    }

    /// How well a computed figure agrees with the printed one.
    pub(super) fn compare(&self, computed: Span, unit: ClaimUnit) -> Agreement {
        if let Some(most) = self.bound {
            // Equal within float error is not larger.
            let is_more = computed.low > self.span.low && !nearly_equal(computed.low, self.span.low);
            let can_be = most.is_none_or(|most| computed.high <= most || nearly_equal(computed.high, most));
            return if is_more && can_be { Agreement::Holds } else { Agreement::No };
        }
        let within = |slack: f64| {
            if self.span.is_exact() {
                // A range confirms a number that it contains.
                computed.low - slack <= self.span.low && self.span.low <= computed.high + slack
            } else {
                (computed.low - self.span.low).abs() <= slack && (computed.high - self.span.high).abs() <= slack
            }
        };
        let least = 1e-9 * self.span.high.abs().max(1e-3);
        if within((unit.rounding_step() / 2.0).max(least)) {
            Agreement::Holds
        } else if within(self.half_digit + least) {
            Agreement::Rounded
        } else {
            Agreement::No
        }
    }

    /// The confusion of units that would explain the difference: claimed over computed, and its name.
    pub(super) fn unit_factor(&self, computed: Span) -> Option<(f64, &'static str)> {
        let is_point = self.bound.is_none() && self.span.is_exact() && computed.is_exact();
        // A figure rounded too coarsely would match some factor by chance.
        let is_precise = self.half_digit < 0.02 * self.span.low.abs();
        if !is_point || !is_precise || computed.low == 0.0 {
            return None;
        }
        let (low, high) =
            ((self.span.low - self.half_digit) / computed.low, (self.span.low + self.half_digit) / computed.low);
        unit_factors().find(|(size, _)| low <= *size && *size <= high && *size != 1.0)
    }
}

/// Powers of ten, 1,024 for 1,000, and ratios of hours, days and months.
fn unit_factors() -> impl Iterator<Item = (f64, &'static str)> {
    let tens = (-6..=6).map(|power| 10f64.powi(power));
    let decimal = tens.clone().filter(|size| *size != 1.0).map(|size| (size, "a decimal point in the wrong place"));
    let binary = tens.flat_map(|size| {
        let name = if size == 1.0 {
            "1,000 used for 1,024"
        } else {
            "a decimal point in the wrong place, and 1,000 used for 1,024"
        };
        [(size * 1.024, name), (size / 1.024, name)]
    });
    let times = [(24.0, "hours and days"), (30.0, "days and months"), (730.0 / 24.0, "days and months")];
    let more = [(730.0, "hours and months"), (60.0, "minutes and hours"), (3600.0, "seconds and hours")];
    let times = times.into_iter().chain(more).flat_map(|(size, name)| [(size, name), (1.0 / size, name)]);
    decimal.chain(binary).chain(times)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// Within the step in which such a figure is usually given.
    Holds,
    /// Within the digits shown.
    Rounded,
    /// Not at all.
    No,
}

/// Half a unit of the last digit shown: 0.005 for `12.80`, 5 for `140`.
fn half_last_digit(text: &str) -> f64 {
    let digits = |text: &str| i32::try_from(text.len()).unwrap_or(0);
    let power = match text.split_once('.') {
        Some((_, part)) => -digits(part),
        None => digits(text) - digits(text.trim_end_matches('0')),
    };
    if text.trim_matches(['0', '.']).is_empty() { 0.0 } else { 0.5 * 10f64.powi(power) }
}

/// `3000000` as `3,000,000`.
fn group_digits(text: &str) -> String {
    match text.parse::<u64>() {
        Ok(whole) if whole >= 10_000 => format_significant(whole as f64),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_shown_limits_precision() {
        assert_eq!(["12.80", "140", "75", "0.6", "0"].map(half_last_digit), [0.005, 5.0, 0.5, 0.05, 0.0]);
    }

    #[test]
    fn more_than_is_neither_as_much_nor_more_than_can_be() {
        let printed = |most: Option<&str>| {
            let claimed = ClaimedFigure::MoreThan("85".to_owned(), most.map(str::to_owned));
            PrintedFigure::parse(&claimed, ClaimUnit::Percent, None).unwrap()
        };
        let fit = |most, found| printed(most).compare(Span::exact(found), ClaimUnit::Percent);
        assert_eq!(
            [fit(None, 85.0), fit(None, 86.0), fit(Some("100"), 104.0)],
            [Agreement::No, Agreement::Holds, Agreement::No]
        );
    }
}
