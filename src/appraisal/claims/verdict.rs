//! What is to be said of a claim, by rule: from the figure as printed, from what the source's own inputs come to, and from
//! what they come to once they are put right.
//!
//! 1. No figure is printed: **no-figure** if one can be reckoned, otherwise **unsupported**.
//! 2. A figure without anything it could follow from: **cannot-be-checked**.
//! 3. It follows from the inputs as published:
//!    - and still does once they are put right: **holds** to the step in which such a figure is usually told (a cent, one
//!      percent, exactly), or **rounding** to the digits that are shown.
//!    - and no longer does: the fault is in the inputs. **unit-error** if all of them are right but for the unit, or rest on
//!      claims that have a unit-error; **input-error** if any is wrong otherwise. If none of them is wrong and it only
//!      follows from rounded figures of the same source, **inconsistent**.
//! 4. It does not follow from the inputs as published, what is missing filled in:
//!    - an input is right but for its unit, or the figure is off by a power of ten, 1,000 for 1,024, or hours, days and
//!      months taken for each other: **unit-error**.
//!    - the source leaves out an input that no list has: **unsupported**.
//!    - an input is what the source itself claims elsewhere: **inconsistent**.
//!    - the source leaves out prices, and list prices bear out a part of the range: **unsupported**.
//!    - otherwise an input cannot be what it is said to be, or is not what lists have: **input-error**.

use super::evaluate::{Span, nearly_equal};
use crate::catalogue::claims::{ClaimUnit, ClaimedFigure};

/// What is said of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimVerdict {
    /// It follows from its inputs.
    Holds,
    /// It follows once rounded.
    Rounding,
    /// An input is wrong.
    InputError,
    /// A unit is wrong.
    UnitError,
    /// The source contradicts itself.
    Inconsistent,
    /// Nothing published bears it out.
    Unsupported,
    /// Nothing is published that it could be checked by.
    CannotBeChecked,
    /// There is no figure to be judged.
    NoFigure,
}

impl ClaimVerdict {
    /// Every verdict, from the best down.
    pub const ALL: [Self; 8] = [
        Self::Holds,
        Self::Rounding,
        Self::InputError,
        Self::UnitError,
        Self::Inconsistent,
        Self::Unsupported,
        Self::CannotBeChecked,
        Self::NoFigure,
    ];

    /// As JSON has it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Rounding => "rounding",
            Self::InputError => "input-error",
            Self::UnitError => "unit-error",
            Self::Inconsistent => "inconsistent",
            Self::Unsupported => "unsupported",
            Self::CannotBeChecked => "cannot-be-checked",
            Self::NoFigure => "no-figure",
        }
    }

    /// Whether what rests on it rests on sand.
    pub fn is_fault(self) -> bool {
        matches!(self, Self::InputError | Self::UnitError | Self::Inconsistent)
    }

    /// Whether the claim can be relied on.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Holds | Self::Rounding)
    }
}

/// The figure as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedFigure {
    /// As printed: `140`, `60–90`, `> 85`.
    pub text: String,
    /// Its value; of `more than` the bound.
    pub span: Span,
    /// Half of the last digit that is shown.
    half_digit: f64,
    bound: Option<Option<f64>>,
}

impl PrintedFigure {
    /// Reads a figure; `follows` is what the published inputs come to, for what is not printed itself.
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
                // Of 15 to 20 the first shows that single percents are told.
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
                Some(Self { text: super::calculation::format_figure(span, unit), span, half_digit: 0.0, bound: None })
            }
        }
    }

    /// How well a reckoned figure agrees with it.
    fn compare(&self, found: Span, unit: ClaimUnit) -> Agreement {
        if let Some(most) = self.bound {
            // What is exactly as large is not larger, floats aside.
            let is_more = found.low > self.span.low && !nearly_equal(found.low, self.span.low);
            let can_be = most.is_none_or(|most| found.high <= most || nearly_equal(found.high, most));
            return if is_more && can_be { Agreement::Holds } else { Agreement::No };
        }
        let within = |slack: f64| {
            if self.span.is_exact() {
                // One number is borne out by a range that holds it.
                found.low - slack <= self.span.low && self.span.low <= found.high + slack
            } else {
                (found.low - self.span.low).abs() <= slack && (found.high - self.span.high).abs() <= slack
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

    /// The change of unit that would explain how far off it is: what to multiply the reckoned figure by, and its name.
    fn unit_factor(&self, found: Span) -> Option<(f64, &'static str)> {
        let is_point = self.bound.is_none() && self.span.is_exact() && found.is_exact();
        // A figure that is told too roughly would agree with some factor by chance.
        let is_told = self.half_digit < 0.02 * self.span.low.abs();
        if !is_point || !is_told || found.low == 0.0 {
            return None;
        }
        let (low, high) =
            ((self.span.low - self.half_digit) / found.low, (self.span.low + self.half_digit) / found.low);
        unit_factors().find(|(size, _)| low <= *size && *size <= high && *size != 1.0)
    }
}

/// Powers of ten, of 1,024 for 1,000, and the lengths of hours, days and months.
fn unit_factors() -> impl Iterator<Item = (f64, &'static str)> {
    let tens = (-6..=6).map(|power| 10f64.powi(power));
    let decimal = tens.clone().filter(|size| *size != 1.0).map(|size| (size, "a decimal point in the wrong place"));
    let binary = tens.flat_map(|size| {
        let name = if size == 1.0 {
            "1,000 taken for 1,024"
        } else {
            "a decimal point in the wrong place, and 1,000 taken for 1,024"
        };
        [(size * 1.024, name), (size / 1.024, name)]
    });
    let times = [(24.0, "hours and days"), (30.0, "days and months"), (730.0 / 24.0, "days and months")];
    let more = [(730.0, "hours and months"), (60.0, "minutes and hours"), (3600.0, "seconds and hours")];
    let times = times.into_iter().chain(more).flat_map(|(size, name)| [(size, name), (1.0 / size, name)]);
    decimal.chain(binary).chain(times)
}

/// How well two figures agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Holds,
    Rounded,
    No,
}

/// Half of the last digit that a figure shows: 0.005 for `12.80`, 5 for `140`.
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
        Ok(whole) if whole >= 10_000 => crate::cost::format::format_formula_number(whole as f64),
        _ => text.to_owned(),
    }
}

/// What is known of one input.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessedInput {
    /// Its name.
    pub name: String,
    /// What is wrong with it.
    pub state: InputState,
}

/// What is wrong with an input.
#[derive(Debug, Clone, PartialEq)]
pub enum InputState {
    /// Nothing.
    Correct,
    /// The source says it elsewhere as a finding of its own.
    Asserted,
    /// The number is right, but the unit is not: as published, and as it should be.
    WrongUnit(&'static str, &'static str),
    /// It should be another number.
    WrongValue,
    /// It is the figure of an earlier claim, of which this was said.
    FromClaim(String, ClaimVerdict),
    /// The source leaves it out; whether a list has it.
    Missing(bool),
}

/// Why a verdict was given, in terms of the rule.
#[derive(Debug, Clone, PartialEq)]
pub enum VerdictReason {
    /// Nothing is printed that could be judged.
    NotPrinted,
    /// No figure, and nothing to reckon one from.
    NothingStated,
    /// Nothing to check it by.
    NothingToCheck,
    /// It agrees.
    Agrees,
    /// It agrees once rounded.
    AgreesRounded,
    /// It follows, but from inputs that are wrong: their names.
    WrongInputs(Vec<String>),
    /// It follows from rounded figures only.
    OnlyRounded,
    /// An input is in the wrong unit: its name, the unit as published, the right one.
    WrongUnit(String, &'static str, &'static str),
    /// A factor explains the difference: claimed over reckoned, and its name.
    UnitFactor(f64, &'static str),
    /// Inputs that nobody states: their names.
    MissingInputs(Vec<String>),
    /// It contradicts what the source says elsewhere: names of the inputs.
    Contradicts(Vec<String>),
    /// Lists bear out a part of the range.
    PartOfRange,
    /// Lists have another figure.
    ListsDiffer,
    /// It does not follow from its own inputs.
    DoesNotFollow,
    /// It could not be reckoned, and why.
    NotComputable(String),
}

/// The verdict on one figure. `published` and `ours` are what the formula comes to, none where there is none.
pub fn judge(
    said: Option<&PrintedFigure>,
    published: Option<Span>,
    ours: Option<Span>,
    unit: ClaimUnit,
    inputs: &[AssessedInput],
) -> (ClaimVerdict, VerdictReason) {
    let Some(said) = said else {
        let found = published.or(ours);
        return if found.is_some() {
            (ClaimVerdict::NoFigure, VerdictReason::NotPrinted)
        } else {
            (ClaimVerdict::Unsupported, VerdictReason::NothingStated)
        };
    };
    let (Some(published), Some(ours)) = (published, ours) else {
        return (ClaimVerdict::CannotBeChecked, VerdictReason::NothingToCheck);
    };
    match (said.compare(published, unit), said.compare(ours, unit)) {
        (Agreement::No, _) => judge_difference(said, published, ours, inputs),
        (Agreement::Holds, Agreement::Holds) => (ClaimVerdict::Holds, VerdictReason::Agrees),
        (_, Agreement::Holds | Agreement::Rounded) => (ClaimVerdict::Rounding, VerdictReason::AgreesRounded),
        (_, Agreement::No) => judge_wrong_inputs(inputs),
    }
}

fn judge_wrong_inputs(inputs: &[AssessedInput]) -> (ClaimVerdict, VerdictReason) {
    let fault = |seen: &AssessedInput| match &seen.state {
        InputState::WrongUnit(..) => Some(ClaimVerdict::UnitError),
        InputState::WrongValue => Some(ClaimVerdict::InputError),
        InputState::FromClaim(_, verdict) if verdict.is_fault() => Some(*verdict),
        _ => None,
    };
    let faults: Vec<(ClaimVerdict, String)> =
        inputs.iter().filter_map(|seen| Some((fault(seen)?, seen.name.clone()))).collect();
    let Some((first, _)) = faults.first() else { return (ClaimVerdict::Inconsistent, VerdictReason::OnlyRounded) };
    let is_one = faults.iter().all(|(verdict, _)| verdict == first);
    let verdict = if is_one { *first } else { ClaimVerdict::InputError };
    (verdict, VerdictReason::WrongInputs(faults.into_iter().map(|(_, name)| name).collect()))
}

fn judge_difference(
    said: &PrintedFigure,
    published: Span,
    ours: Span,
    inputs: &[AssessedInput],
) -> (ClaimVerdict, VerdictReason) {
    let names = |is: &dyn Fn(&InputState) -> bool| -> Vec<String> {
        inputs.iter().filter(|seen| is(&seen.state)).map(|seen| seen.name.clone()).collect()
    };
    let is_nearer = || {
        let far = |span: Span| (said.span.low / span.low).ln().abs();
        far(ours) < far(published)
    };
    let in_other_unit = inputs.iter().find_map(|seen| match seen.state {
        InputState::WrongUnit(from, to) => Some(VerdictReason::WrongUnit(seen.name.clone(), from, to)),
        _ => None,
    });
    if let Some(ground) = in_other_unit.filter(|_| is_nearer()) {
        return (ClaimVerdict::UnitError, ground);
    }
    if let Some((size, name)) = said.unit_factor(published) {
        return (ClaimVerdict::UnitError, VerdictReason::UnitFactor(size, name));
    }
    let left = names(&|state| matches!(state, InputState::Missing(false)));
    if !left.is_empty() {
        return (ClaimVerdict::Unsupported, VerdictReason::MissingInputs(left));
    }
    let asserted = names(&|state| matches!(state, InputState::Asserted | InputState::FromClaim(..)));
    if !asserted.is_empty() {
        return (ClaimVerdict::Inconsistent, VerdictReason::Contradicts(asserted));
    }
    let is_listed = inputs.iter().any(|seen| seen.state == InputState::Missing(true));
    let is_range = !said.span.is_exact() && !published.is_exact();
    if is_listed && is_range && published.low <= said.span.high && said.span.low <= published.high {
        return (ClaimVerdict::Unsupported, VerdictReason::PartOfRange);
    }
    let is_other = inputs.iter().any(|seen| seen.state == InputState::WrongValue);
    let ground = if is_listed || is_other { VerdictReason::ListsDiffer } else { VerdictReason::DoesNotFollow };
    (ClaimVerdict::InputError, ground)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> PrintedFigure {
        PrintedFigure::parse(&ClaimedFigure::Figure(text.to_owned()), ClaimUnit::UsdPerMonth, None).unwrap()
    }

    fn verdict(text: &str, found: f64, ours: f64, inputs: &[InputState]) -> ClaimVerdict {
        let inputs: Vec<AssessedInput> =
            inputs.iter().map(|state| AssessedInput { name: "x".to_owned(), state: state.clone() }).collect();
        let (found, ours) = (Some(Span::exact(found)), Some(Span::exact(ours)));
        judge(Some(&said(text)), found, ours, ClaimUnit::UsdPerMonth, &inputs).0
    }

    #[test]
    fn the_last_digit_that_is_shown() {
        assert_eq!(["12.80", "140", "75", "0.6", "0"].map(half_last_digit), [0.005, 5.0, 0.5, 0.05, 0.0]);
    }

    #[test]
    fn a_cent_holds_and_a_whole_dollar_is_rounded() {
        assert_eq!(verdict("18.25", 18.2501, 18.2501, &[]), ClaimVerdict::Holds);
        assert_eq!(verdict("18", 18.25, 18.25, &[]), ClaimVerdict::Rounding);
        assert_eq!(verdict("18", 18.75, 18.75, &[]), ClaimVerdict::InputError);
    }

    #[test]
    fn factors_are_errors_of_unit_unless_the_figure_is_too_rough() {
        assert_eq!(verdict("12.80", 1.25, 1.25, &[]), ClaimVerdict::UnitError);
        assert_eq!(verdict("30.00", 1.0, 1.0, &[]), ClaimVerdict::UnitError);
        assert_eq!(verdict("0.30", 0.01, 0.01, &[]), ClaimVerdict::UnitError);
        assert_eq!(verdict("9", 1.0, 1.0, &[]), ClaimVerdict::InputError);
    }

    #[test]
    fn faults_of_inputs_are_handed_on() {
        let rests = |verdict| InputState::FromClaim("009-1".to_owned(), verdict);
        assert_eq!(verdict("5", 5.0, 7.0, &[rests(ClaimVerdict::UnitError)]), ClaimVerdict::UnitError);
        let both = [rests(ClaimVerdict::UnitError), rests(ClaimVerdict::InputError)];
        assert_eq!(verdict("5", 5.0, 7.0, &both), ClaimVerdict::InputError);
        assert_eq!(verdict("5", 5.0, 7.0, &[rests(ClaimVerdict::Rounding)]), ClaimVerdict::Inconsistent);
        assert_eq!(verdict("5", 5.0, 5.0, &[rests(ClaimVerdict::UnitError)]), ClaimVerdict::Holds);
    }

    #[test]
    fn what_does_not_follow_is_told_apart_by_what_is_known_of_its_inputs() {
        assert_eq!(verdict("5", 7.0, 7.0, &[InputState::Correct]), ClaimVerdict::InputError);
        assert_eq!(verdict("5", 7.0, 7.0, &[InputState::Asserted]), ClaimVerdict::Inconsistent);
        assert_eq!(
            verdict("5", 7.0, 7.0, &[InputState::Missing(false), InputState::Asserted]),
            ClaimVerdict::Unsupported
        );
        assert_eq!(verdict("5", 7.0, 7.0, &[InputState::Missing(true)]), ClaimVerdict::InputError);
        assert_eq!(verdict("14", 0.5, 15.2, &[InputState::WrongUnit("h/month", "h/day")]), ClaimVerdict::UnitError);
    }

    #[test]
    fn more_than_is_neither_as_much_nor_more_than_can_be() {
        let said = |most: Option<&str>| {
            let claimed = ClaimedFigure::MoreThan("85".to_owned(), most.map(str::to_owned));
            PrintedFigure::parse(&claimed, ClaimUnit::Percent, None).unwrap()
        };
        let fit = |most, found| said(most).compare(Span::exact(found), ClaimUnit::Percent);
        assert_eq!(
            [fit(None, 85.0), fit(None, 86.0), fit(Some("100"), 104.0)],
            [Agreement::No, Agreement::Holds, Agreement::No]
        );
    }

    #[test]
    fn a_range_must_be_reached_at_both_ends() {
        let claimed = ClaimedFigure::Range("60".to_owned(), "90".to_owned());
        let said = PrintedFigure::parse(&claimed, ClaimUnit::Percent, None).unwrap();
        let found = Some(Span::of(40.0, 75.0));
        let listed = [AssessedInput { name: "spot".to_owned(), state: InputState::Missing(true) }];
        assert_eq!(judge(Some(&said), found, found, ClaimUnit::Percent, &listed).0, ClaimVerdict::Unsupported);
        let found = Some(Span::of(60.2, 89.8));
        assert_eq!(judge(Some(&said), found, found, ClaimUnit::Percent, &listed).0, ClaimVerdict::Holds);
    }
}
