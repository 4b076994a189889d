//! The verdict on a claim, by rule: from the printed figure, the result of the source's own inputs, and the result of the
//! corrected inputs.
//!
//! 1. No figure is printed: **no-figure** if one can be computed, otherwise **unsupported**.
//! 2. Nothing to compute the figure from: **cannot-be-checked**.
//! 3. It follows from the published inputs:
//!    - and from the corrected inputs: **holds** to the step in which such a figure is usually given (a cent, one percent,
//!      exactly), or **rounding** to the digits shown.
//!    - but not from the corrected inputs: the inputs are at fault. **unit-error** if all of them are right except for the
//!      unit, or come from claims with a unit-error; **input-error** if any is wrong otherwise; **inconsistent** if none is
//!      wrong and it only follows from rounded figures of the same source.
//! 4. It does not follow from the published inputs, missing ones supplied:
//!    - an input is right except for its unit, or the figure is off by a power of ten, 1,000 for 1,024, or a confusion of
//!      hours, days and months: **unit-error**.
//!    - the source omits an input that no list has: **unsupported**.
//!    - an input is a result that the source states elsewhere: **inconsistent**.
//!    - the source omits prices, and list prices confirm a part of the range: **unsupported**.
//!    - otherwise an input is wrong, or differs from the lists: **input-error**.

use super::evaluate::Span;
use super::printed::{Agreement, PrintedFigure};
use super::unit::ClaimUnit;

/// The verdict on a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimVerdict {
    /// It follows from its inputs.
    Holds,
    /// It follows to the digits shown.
    Rounding,
    /// An input is wrong.
    InputError,
    /// A unit is wrong.
    UnitError,
    /// The source contradicts itself.
    Inconsistent,
    /// Nothing published confirms it.
    Unsupported,
    /// The source gives nothing to compute it from.
    CannotBeChecked,
    /// The source prints no figure.
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

    /// As in JSON.
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

    /// Whether claims that use its figure inherit an error.
    pub fn is_fault(self) -> bool {
        matches!(self, Self::InputError | Self::UnitError | Self::Inconsistent)
    }

    /// Whether the claim can be relied on.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Holds | Self::Rounding)
    }
}

/// An input with its state.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessedInput {
    pub name: String,
    pub state: InputState,
}

/// What is wrong with an input, if anything.
#[derive(Debug, Clone, PartialEq)]
pub enum InputState {
    /// Nothing.
    Correct,
    /// The source states it elsewhere as a result of its own.
    Asserted,
    /// Right number, wrong unit: as published, and as it should be.
    WrongUnit(&'static str, &'static str),
    WrongValue,
    /// The figure of an earlier claim, with its verdict.
    FromClaim(String, ClaimVerdict),
    /// The source omits it; whether a list has it.
    Missing(bool),
}

/// Which part of the rule decided a verdict.
#[derive(Debug, Clone, PartialEq)]
pub enum VerdictReason {
    /// Inputs without a printed figure.
    NotPrinted,
    /// Neither a figure nor inputs.
    NothingStated,
    /// A figure without inputs.
    NothingToCheck,
    Agrees,
    AgreesRounded,
    /// It follows, but from these wrong inputs.
    WrongInputs(Vec<String>),
    OnlyRounded,
    /// Name of the input, unit as published, correct unit.
    WrongUnit(String, &'static str, &'static str),
    /// A confusion of units explains the difference: claimed over computed, and its name.
    UnitFactor(f64, &'static str),
    /// These inputs are neither stated nor listed.
    MissingInputs(Vec<String>),
    /// It contradicts these inputs, which the source states elsewhere.
    Contradicts(Vec<String>),
    /// Lists confirm a part of the range.
    PartOfRange,
    ListsDiffer,
    DoesNotFollow,
    /// Why it could not be computed.
    NotComputable(String),
}

/// The verdict on one figure. `published` and `corrected` are the results of the formula, none where there is none.
pub fn judge(
    printed: Option<&PrintedFigure>,
    published: Option<Span>,
    corrected: Option<Span>,
    unit: ClaimUnit,
    inputs: &[AssessedInput],
) -> (ClaimVerdict, VerdictReason) {
    let Some(printed) = printed else {
        let found = published.or(corrected);
        return if found.is_some() {
            (ClaimVerdict::NoFigure, VerdictReason::NotPrinted)
        } else {
            (ClaimVerdict::Unsupported, VerdictReason::NothingStated)
        };
    };
    let (Some(published), Some(corrected)) = (published, corrected) else {
        return (ClaimVerdict::CannotBeChecked, VerdictReason::NothingToCheck);
    };
    match (printed.compare(published, unit), printed.compare(corrected, unit)) {
        (Agreement::No, _) => judge_difference(printed, published, corrected, inputs),
        (Agreement::Holds, Agreement::Holds) => (ClaimVerdict::Holds, VerdictReason::Agrees),
        (_, Agreement::Holds | Agreement::Rounded) => (ClaimVerdict::Rounding, VerdictReason::AgreesRounded),
        (_, Agreement::No) => judge_wrong_inputs(inputs),
    }
}

fn judge_wrong_inputs(inputs: &[AssessedInput]) -> (ClaimVerdict, VerdictReason) {
    let fault = |input: &AssessedInput| match &input.state {
        InputState::WrongUnit(..) => Some(ClaimVerdict::UnitError),
        InputState::WrongValue => Some(ClaimVerdict::InputError),
        InputState::FromClaim(_, verdict) if verdict.is_fault() => Some(*verdict),
        _ => None,
    };
    let faults: Vec<(ClaimVerdict, String)> =
        inputs.iter().filter_map(|input| Some((fault(input)?, input.name.clone()))).collect();
    let Some((first, _)) = faults.first() else { return (ClaimVerdict::Inconsistent, VerdictReason::OnlyRounded) };
    let is_one = faults.iter().all(|(verdict, _)| verdict == first);
    let verdict = if is_one { *first } else { ClaimVerdict::InputError };
    (verdict, VerdictReason::WrongInputs(faults.into_iter().map(|(_, name)| name).collect()))
}

fn judge_difference(
    printed: &PrintedFigure,
    published: Span,
    corrected: Span,
    inputs: &[AssessedInput],
) -> (ClaimVerdict, VerdictReason) {
    let names = |is: &dyn Fn(&InputState) -> bool| -> Vec<String> {
        inputs.iter().filter(|input| is(&input.state)).map(|input| input.name.clone()).collect()
    };
    let is_nearer = || {
        let far = |span: Span| (printed.span.low / span.low).ln().abs();
        far(corrected) < far(published)
    };
    let in_other_unit = inputs.iter().find_map(|input| match input.state {
        InputState::WrongUnit(from, to) => Some(VerdictReason::WrongUnit(input.name.clone(), from, to)),
        _ => None,
    });
    if let Some(reason) = in_other_unit.filter(|_| is_nearer()) {
        return (ClaimVerdict::UnitError, reason);
    }
    if let Some((size, name)) = printed.unit_factor(published) {
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
    let is_listed = inputs.iter().any(|input| input.state == InputState::Missing(true));
    let is_range = !printed.span.is_exact() && !published.is_exact();
    if is_listed && is_range && published.low <= printed.span.high && printed.span.low <= published.high {
        return (ClaimVerdict::Unsupported, VerdictReason::PartOfRange);
    }
    let is_other = inputs.iter().any(|input| input.state == InputState::WrongValue);
    let reason = if is_listed || is_other { VerdictReason::ListsDiffer } else { VerdictReason::DoesNotFollow };
    (ClaimVerdict::InputError, reason)
}

#[cfg(test)]
mod tests {
    use super::super::book::ClaimedFigure;
    use super::*;

    fn printed(text: &str) -> PrintedFigure {
        PrintedFigure::parse(&ClaimedFigure::Figure(text.to_owned()), ClaimUnit::UsdPerMonth, None).unwrap()
    }

    fn verdict(text: &str, found: f64, corrected: f64, inputs: &[InputState]) -> ClaimVerdict {
        let inputs: Vec<AssessedInput> =
            inputs.iter().map(|state| AssessedInput { name: "x".to_owned(), state: state.clone() }).collect();
        let (found, corrected) = (Some(Span::exact(found)), Some(Span::exact(corrected)));
        judge(Some(&printed(text)), found, corrected, ClaimUnit::UsdPerMonth, &inputs).0
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
    fn claims_inherit_errors_of_their_inputs() {
        let rests = |verdict| InputState::FromClaim("009-1".to_owned(), verdict);
        assert_eq!(verdict("5", 5.0, 7.0, &[rests(ClaimVerdict::UnitError)]), ClaimVerdict::UnitError);
        let both = [rests(ClaimVerdict::UnitError), rests(ClaimVerdict::InputError)];
        assert_eq!(verdict("5", 5.0, 7.0, &both), ClaimVerdict::InputError);
        assert_eq!(verdict("5", 5.0, 7.0, &[rests(ClaimVerdict::Rounding)]), ClaimVerdict::Inconsistent);
        assert_eq!(verdict("5", 5.0, 5.0, &[rests(ClaimVerdict::UnitError)]), ClaimVerdict::Holds);
    }

    #[test]
    fn a_figure_that_does_not_follow_is_judged_by_the_state_of_its_inputs() {
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
    fn a_range_must_be_reached_at_both_ends() {
        let claimed = ClaimedFigure::Range("60".to_owned(), "90".to_owned());
        let printed = PrintedFigure::parse(&claimed, ClaimUnit::Percent, None).unwrap();
        let found = Some(Span::of(40.0, 75.0));
        let listed = [AssessedInput { name: "spot".to_owned(), state: InputState::Missing(true) }];
        assert_eq!(judge(Some(&printed), found, found, ClaimUnit::Percent, &listed).0, ClaimVerdict::Unsupported);
        let found = Some(Span::of(60.2, 89.8));
        assert_eq!(judge(Some(&printed), found, found, ClaimUnit::Percent, &listed).0, ClaimVerdict::Holds);
    }
}
