//! A formula with its numbers, so that it can be checked by hand: `3 × 0.1 USD/h × 720 h/month = 216 USD/month`.
//!
//! The text is plain arithmetic on the numbers it shows. Where units must be converted, the conversion factor is shown, too:
//! it is the exact amount over the result of the numbers shown.

use super::book::ClaimFormula;
use super::evaluate::{EvaluationError, FormulaInputs, InputValue, RangeEnd, Span, nearly_equal};
use super::unit::{ClaimUnit, MonthLength};
use crate::cost::formula::load::{MIB_PER_GIB, SECONDS_PER_HOUR};
use crate::model::number::format_significant;

/// Operator precedence: what binds tighter needs no brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Atom,
}

/// A part of the text, with the result of the numbers it shows.
struct FormulaText {
    text: String,
    face_value: f64,
    binding: Binding,
}

impl FormulaText {
    fn new(text: String, face: f64, binding: Binding) -> Self {
        Self { text, face_value: face, binding }
    }

    /// In brackets if it binds less tightly than `least`.
    fn bracketed(&self, least: Binding) -> String {
        if self.binding < least { format!("({})", self.text) } else { self.text.clone() }
    }
}

/// The formula with its numbers and result, in this unit.
pub fn format_calculation(
    formula: &ClaimFormula,
    scene: &FormulaInputs,
    unit: ClaimUnit,
    result: Span,
) -> Result<String, EvaluationError> {
    let (_, scale) = unit.dimension_and_scale(scene.month);
    // Percentages and millions of calls are shown as plain numbers.
    let scale = if matches!(unit, ClaimUnit::Percent | ClaimUnit::MillionPerMonth) { 1.0 } else { scale };
    let piece = formula_in_scale(formula, scene, scale)?;
    Ok(format!("{} = {}", piece.text, format_amount(result, unit)))
}

/// A figure with its unit: `97.84 USD/month`, `10–15 %`.
pub fn format_amount(span: Span, unit: ClaimUnit) -> String {
    let figure = format_figure(span, unit);
    if unit.label().is_empty() { figure } else { format!("{figure} {}", unit.label()) }
}

/// A figure with the decimals that suit its unit.
pub fn format_figure(span: Span, unit: ClaimUnit) -> String {
    if span.is_exact() {
        return format_rounded(span.low, unit);
    }
    if span.low >= 100.0 {
        return format!("{}–{}", format_significant(span.low.round()), format_significant(span.high.round()));
    }
    format!("{}–{}", format_rounded(span.low, unit), format_rounded(span.high, unit))
}

fn format_rounded(value: f64, unit: ClaimUnit) -> String {
    let decimals = match unit {
        ClaimUnit::UsdPerMonth | ClaimUnit::UsdPerDay | ClaimUnit::Usd => 2,
        ClaimUnit::Percent | ClaimUnit::MillionPerMonth => 1,
        ClaimUnit::UsdPerJob => 3,
        ClaimUnit::UsdPerVcpuHour => 4,
        _ => 2,
    };
    // Whole numbers other than money need no decimals.
    let is_whole = decimals < 3 && nearly_equal(value, value.round()) && unit.rounding_step() != 0.01;
    let decimals = if is_whole { 0 } else { decimals };
    let fixed = format!("{value:.decimals$}");
    let Some((whole, part)) = fixed.split_once('.') else {
        return format_significant(fixed.parse().unwrap_or(value));
    };
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let whole = format_significant(whole.trim_start_matches('-').parse().unwrap_or(0.0));
    format!("{sign}{whole}.{part}")
}

/// The formula as given, converted to `scale` by a factor where needed.
fn formula_in_scale(formula: &ClaimFormula, scene: &FormulaInputs, scale: f64) -> Result<FormulaText, EvaluationError> {
    let piece = formula_as_given(formula, scene)?;
    let wanted = scene.amount(formula, RangeEnd::Low)?.value / scale;
    if piece.face_value == 0.0 || nearly_equal(wanted, piece.face_value) {
        return Ok(piece);
    }
    let text =
        format!("{} {}", piece.bracketed(Binding::Product), format_unit_factor(wanted / piece.face_value, scene.month));
    Ok(FormulaText::new(text, wanted, Binding::Product))
}

/// A conversion of units: `× 30.4167 days/month`, `/ 60 min/h`.
fn format_unit_factor(factor: f64, month: MonthLength) -> String {
    let days = month.days();
    let known = [
        (1e6, ""),
        (days, "days/month"),
        (days * 1e-6, "days/month, in millions"),
        (60.0, "min/h"),
        (SECONDS_PER_HOUR, "s/h"),
        (1000.0, "ms/s"),
        (SECONDS_PER_HOUR / 60.0 * 1000.0, "ms/min"),
        (MIB_PER_GIB, "MiB/GiB"),
        (24.0, "h/day"),
    ];
    for (size, name) in known {
        if nearly_equal(factor, size) {
            return format!("× {} {name}", format_significant(size)).trim_end().to_owned();
        }
        if nearly_equal(factor, 1.0 / size) {
            return format!("/ {} {name}", format_significant(size)).trim_end().to_owned();
        }
    }
    format!("× {}", format_significant(factor))
}

fn formula_as_given(formula: &ClaimFormula, scene: &FormulaInputs) -> Result<FormulaText, EvaluationError> {
    Ok(match formula {
        ClaimFormula::In(name) => input_text(scene.value(name)?),
        ClaimFormula::Number(value) => FormulaText::new(format_significant(*value), *value, Binding::Atom),
        ClaimFormula::Product(parts) => {
            let parts = parts.iter().map(|part| formula_as_given(part, scene)).collect::<Result<Vec<_>, _>>()?;
            let texts: Vec<String> = parts.iter().map(|part| part.bracketed(Binding::Product)).collect();
            FormulaText::new(texts.join(" × "), parts.iter().map(|part| part.face_value).product(), Binding::Product)
        }
        ClaimFormula::Sum(parts) => {
            let parts = in_common_unit(parts.iter(), scene)?;
            let texts: Vec<String> = parts.iter().map(|part| part.text.clone()).collect();
            FormulaText::new(texts.join(" + "), parts.iter().map(|part| part.face_value).sum(), Binding::Sum)
        }
        ClaimFormula::Difference(a, b) => format_difference(a, b, scene)?,
        ClaimFormula::Net(a, b) => {
            let piece = format_difference(a, b, scene)?;
            FormulaText::new(format!("max(0, {})", piece.text), piece.face_value.max(0.0), Binding::Atom)
        }
        ClaimFormula::Quotient(a, b) => {
            let (a, b) = (formula_as_given(a, scene)?, formula_as_given(b, scene)?);
            let text = format!("{} / {}", a.bracketed(Binding::Product), b.bracketed(Binding::Atom));
            FormulaText::new(text, a.face_value / b.face_value, Binding::Product)
        }
        ClaimFormula::Rest(part) => {
            let part = formula_in_scale(part, scene, 1.0)?;
            FormulaText::new(format!("1 − {}", part.bracketed(Binding::Product)), 1.0 - part.face_value, Binding::Sum)
        }
        ClaimFormula::Whole(part) => {
            let part = formula_in_scale(part, scene, 1.0)?;
            let whole = scene.amount(formula, RangeEnd::Low)?.value;
            FormulaText::new(format!("round up({})", part.text), whole, Binding::Atom)
        }
        ClaimFormula::Span(parts) => {
            let parts = parts.iter().map(|part| formula_in_scale(part, scene, 1.0)).collect::<Result<Vec<_>, _>>()?;
            let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
            let text = format!("least to greatest of {}", texts.join("; "));
            FormulaText::new(text, scene.amount(formula, RangeEnd::Low)?.value, Binding::Atom)
        }
        ClaimFormula::Off(reduced, ordinary) => {
            let (reduced, ordinary) = (input_text(scene.value(reduced)?), input_text(scene.value(ordinary)?));
            let face = 1.0 - reduced.face_value / ordinary.face_value;
            FormulaText::new(format!("1 − {} / {}", reduced.text, ordinary.text), face, Binding::Sum)
        }
        ClaimFormula::Pod { vcpu, memory, vcpu_price, memory_price } => {
            let (vcpu, memory) = scene.billed_pod(vcpu, memory, RangeEnd::Low)?;
            let (a, b) = (input_text(scene.value(vcpu_price)?), input_text(scene.value(memory_price)?));
            let text = format!(
                "{} vCPU × {} + {} GiB × {}",
                format_significant(vcpu.get()),
                a.text,
                format_significant(memory.get()),
                b.text
            );
            FormulaText::new(text, vcpu.get() * a.face_value + memory.get() * b.face_value, Binding::Sum)
        }
        ClaimFormula::Functions { .. } => format_functions(formula, scene)?,
        ClaimFormula::Crossing(fixed, per_call) => {
            let (fixed, per_call) = (formula_as_given(fixed, scene)?, formula_in_scale(per_call, scene, 1.0)?);
            let text = format!("{} / {}", fixed.bracketed(Binding::Product), per_call.bracketed(Binding::Atom));
            FormulaText::new(text, fixed.face_value / per_call.face_value, Binding::Product)
        }
    })
}

/// The cost of functions: calls, duration and memory.
fn format_functions(formula: &ClaimFormula, scene: &FormulaInputs) -> Result<FormulaText, EvaluationError> {
    let ClaimFormula::Functions { calls, duration, memory, call_price, duration_price, free } = formula else {
        return Err(EvaluationError::NotANumber);
    };
    let volume = scene.input_in_unit(calls, ClaimUnit::MillionPerMonth, RangeEnd::Low)? * 1e6;
    let seconds = scene.input_in_unit(duration, ClaimUnit::Seconds, RangeEnd::Low)?;
    let gib = scene.input_in_unit(memory, ClaimUnit::Gibibytes, RangeEnd::Low)?;
    let mut parts = Vec::new();
    if let Some(price) = call_price {
        let price = input_text(scene.value(price)?);
        let calls = match free {
            None => format_significant(volume),
            Some((calls, _)) => {
                let free = scene.input_in_unit(calls, ClaimUnit::MillionPerMonth, RangeEnd::Low)? * 1e6;
                format!("max(0, {} − {} free)", format_significant(volume), format_significant(free))
            }
        };
        parts.push(format!("{calls} × {} / 1,000,000", price.text));
    }
    if let Some(price) = duration_price {
        let price = input_text(scene.value(price)?);
        let product = format!(
            "{} × {} s × {} GiB",
            format_significant(volume),
            format_significant(seconds),
            format_significant(gib)
        );
        let seconds = match free {
            None => product,
            Some((_, seconds)) => {
                let free = scene.input_in_unit(seconds, ClaimUnit::GibSecondsPerMonth, RangeEnd::Low)?;
                format!("max(0, {product} − {} GiB-s free)", format_significant(free))
            }
        };
        parts.push(format!("{seconds} × {}", price.text));
    }
    let binding = if parts.len() > 1 { Binding::Sum } else { Binding::Product };
    Ok(FormulaText::new(parts.join(" + "), scene.amount(formula, RangeEnd::Low)?.value, binding))
}

fn format_difference(
    a: &ClaimFormula,
    b: &ClaimFormula,
    scene: &FormulaInputs,
) -> Result<FormulaText, EvaluationError> {
    let parts = in_common_unit([a, b].into_iter(), scene)?;
    let face = parts[0].face_value - parts[1].face_value;
    Ok(FormulaText::new(format!("{} − {}", parts[0].text, parts[1].bracketed(Binding::Product)), face, Binding::Sum))
}

/// Terms of a sum, all in the unit of the first.
fn in_common_unit<'a>(
    parts: impl Iterator<Item = &'a ClaimFormula>,
    scene: &FormulaInputs,
) -> Result<Vec<FormulaText>, EvaluationError> {
    let mut pieces: Vec<FormulaText> = Vec::new();
    let mut scale = 1.0;
    for part in parts {
        if pieces.is_empty() {
            let piece = formula_as_given(part, scene)?;
            let value = scene.amount(part, RangeEnd::Low)?.value;
            scale = if piece.face_value == 0.0 { 1.0 } else { value / piece.face_value };
            pieces.push(piece);
        } else {
            pieces.push(formula_in_scale(part, scene, scale)?);
        }
    }
    Ok(pieces)
}

/// An input as given; millions of calls written out, and a percentage as its share.
fn input_text(known: InputValue) -> FormulaText {
    let InputValue { span, unit } = known;
    let plain = |factor: f64| {
        let (low, high) = (format_significant(span.low * factor), format_significant(span.high * factor));
        if span.is_exact() { low } else { format!("{low}–{high}") }
    };
    match unit {
        ClaimUnit::MillionPerMonth => {
            FormulaText::new(format!("{} requests/month", plain(1e6)), span.low * 1e6, Binding::Atom)
        }
        ClaimUnit::Percent => FormulaText::new(format!("{} %", plain(1.0)), span.low / 100.0, Binding::Atom),
        ClaimUnit::Count | ClaimUnit::Times => FormulaText::new(plain(1.0), span.low, Binding::Atom),
        _ => FormulaText::new(format!("{} {}", plain(1.0), unit.label()), span.low, Binding::Atom),
    }
}

/// An input with its unit.
pub fn format_input(known: InputValue) -> String {
    input_text(known).text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_precise_as_a_reader_needs_them() {
        let of = |value, unit| format_figure(Span::exact(value), unit);
        assert_eq!(of(97.836_673, ClaimUnit::UsdPerMonth), "97.84");
        assert_eq!(of(4_287.634_56, ClaimUnit::UsdPerMonth), "4,287.63");
        assert_eq!(of(-54.75, ClaimUnit::UsdPerMonth), "-54.75");
        assert_eq!(of(0.049_422_5, ClaimUnit::UsdPerVcpuHour), "0.0494");
        assert_eq!(of(350.27, ClaimUnit::MillionPerMonth), "350.3");
        assert_eq!(of(4.0, ClaimUnit::Count), "4");
        assert_eq!(of(2.5, ClaimUnit::HoursPerDay), "2.50");
        assert_eq!(format_figure(Span::of(15.0, 10.0), ClaimUnit::Percent), "10–15");
    }

    #[test]
    fn a_change_of_unit_is_named() {
        assert_eq!(format_unit_factor(1.0 / 60.0, MonthLength::Mean), "/ 60 min/h");
        assert_eq!(format_unit_factor(730.0 / 24.0, MonthLength::Mean), "× 30.4167 days/month");
        assert_eq!(format_unit_factor(30.0, MonthLength::Thirty), "× 30 days/month");
    }
}
