//! A formula with its numbers, so that it can be checked by hand: `3 × 0.1 USD/h × 720 h/month = 216 USD/month`.
//!
//! What is written is plain arithmetic on the numbers as they stand there. Where a unit must be changed on the way, the
//! factor is written too; it is found as the quotient of the true amount and of what stands there.

use super::evaluate::{End, Known, Misfit, Scene, Span, same};
use crate::catalogue::claims::{ClaimUnit, Days, Formula};
use crate::cost::formula::load::{MIB_PER_GIB, SECONDS};
use crate::cost::words::number;

/// What binds tighter needs no brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Atom,
}

/// A part of the text, and what it comes to if one reckons it as it stands.
struct Piece {
    text: String,
    face: f64,
    binding: Binding,
}

impl Piece {
    fn new(text: String, face: f64, binding: Binding) -> Self {
        Self { text, face, binding }
    }

    /// In brackets where what is around it binds as tightly as `least`.
    fn within(&self, least: Binding) -> String {
        if self.binding < least { format!("({})", self.text) } else { self.text.clone() }
    }
}

/// The formula with its numbers and what it comes to, in this unit.
pub fn worked(formula: &Formula, scene: &Scene, unit: ClaimUnit, result: Span) -> Result<String, Misfit> {
    let (_, scale) = unit.base(scene.month);
    // A percentage is a plain number that is printed otherwise, and so are millions of calls.
    let scale = if matches!(unit, ClaimUnit::Percent | ClaimUnit::MillionPerMonth) { 1.0 } else { scale };
    let piece = scaled(formula, scene, scale)?;
    Ok(format!("{} = {}", piece.text, amount(result, unit)))
}

/// A figure with its unit, for a reader: `97.84 USD/month`, `10–15 %`.
pub fn amount(span: Span, unit: ClaimUnit) -> String {
    let figure = figure(span, unit);
    if unit.word().is_empty() { figure } else { format!("{figure} {}", unit.word()) }
}

/// A figure as precise as a reader needs it.
pub fn figure(span: Span, unit: ClaimUnit) -> String {
    if span.is_exact() {
        return rounded(span.low, unit);
    }
    if span.low >= 100.0 {
        return format!("{}–{}", number(span.low.round()), number(span.high.round()));
    }
    format!("{}–{}", rounded(span.low, unit), rounded(span.high, unit))
}

fn rounded(value: f64, unit: ClaimUnit) -> String {
    let decimals = match unit {
        ClaimUnit::UsdPerMonth | ClaimUnit::UsdPerDay | ClaimUnit::Usd => 2,
        ClaimUnit::Percent | ClaimUnit::MillionPerMonth => 1,
        ClaimUnit::UsdPerJob => 3,
        ClaimUnit::UsdPerVcpuHour => 4,
        _ => 2,
    };
    // Whole numbers outside money are told without decimals.
    let is_whole = decimals < 3 && same(value, value.round()) && unit.step() != 0.01;
    let decimals = if is_whole { 0 } else { decimals };
    let fixed = format!("{value:.decimals$}");
    let Some((whole, part)) = fixed.split_once('.') else { return number(fixed.parse().unwrap_or(value)) };
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let whole = number(whole.trim_start_matches('-').parse().unwrap_or(0.0));
    format!("{sign}{whole}.{part}")
}

/// As it stands there, changed to `scale` by a factor if it must.
fn scaled(formula: &Formula, scene: &Scene, scale: f64) -> Result<Piece, Misfit> {
    let piece = natural(formula, scene)?;
    let wanted = scene.amount(formula, End::Low)?.value / scale;
    if piece.face == 0.0 || same(wanted, piece.face) {
        return Ok(piece);
    }
    let text = format!("{} {}", piece.within(Binding::Product), factor(wanted / piece.face, scene.month));
    Ok(Piece::new(text, wanted, Binding::Product))
}

/// A change of unit: `× 30.4167 days/month`, `/ 60 min/h`.
fn factor(factor: f64, month: Days) -> String {
    let days = month.days();
    let known = [
        (1e6, ""),
        (days, "days/month"),
        (days * 1e-6, "days/month, in millions"),
        (60.0, "min/h"),
        (SECONDS, "s/h"),
        (1000.0, "ms/s"),
        (SECONDS / 60.0 * 1000.0, "ms/min"),
        (MIB_PER_GIB, "MiB/GiB"),
        (24.0, "h/day"),
    ];
    for (size, name) in known {
        if same(factor, size) {
            return format!("× {} {name}", number(size)).trim_end().to_owned();
        }
        if same(factor, 1.0 / size) {
            return format!("/ {} {name}", number(size)).trim_end().to_owned();
        }
    }
    format!("× {}", number(factor))
}

fn natural(formula: &Formula, scene: &Scene) -> Result<Piece, Misfit> {
    Ok(match formula {
        Formula::In(name) => of_known(scene.known(name)?),
        Formula::Number(value) => Piece::new(number(*value), *value, Binding::Atom),
        Formula::Product(parts) => {
            let parts = parts.iter().map(|part| natural(part, scene)).collect::<Result<Vec<_>, _>>()?;
            let texts: Vec<String> = parts.iter().map(|part| part.within(Binding::Product)).collect();
            Piece::new(texts.join(" × "), parts.iter().map(|part| part.face).product(), Binding::Product)
        }
        Formula::Sum(parts) => {
            let parts = alike(parts.iter(), scene)?;
            let texts: Vec<String> = parts.iter().map(|part| part.text.clone()).collect();
            Piece::new(texts.join(" + "), parts.iter().map(|part| part.face).sum(), Binding::Sum)
        }
        Formula::Difference(a, b) => less(a, b, scene)?,
        Formula::Net(a, b) => {
            let piece = less(a, b, scene)?;
            Piece::new(format!("max(0, {})", piece.text), piece.face.max(0.0), Binding::Atom)
        }
        Formula::Quotient(a, b) => {
            let (a, b) = (natural(a, scene)?, natural(b, scene)?);
            let text = format!("{} / {}", a.within(Binding::Product), b.within(Binding::Atom));
            Piece::new(text, a.face / b.face, Binding::Product)
        }
        Formula::Rest(part) => {
            let part = scaled(part, scene, 1.0)?;
            Piece::new(format!("1 − {}", part.within(Binding::Product)), 1.0 - part.face, Binding::Sum)
        }
        Formula::Whole(part) => {
            let part = scaled(part, scene, 1.0)?;
            let whole = scene.amount(formula, End::Low)?.value;
            Piece::new(format!("round up({})", part.text), whole, Binding::Atom)
        }
        Formula::Span(parts) => {
            let parts = parts.iter().map(|part| scaled(part, scene, 1.0)).collect::<Result<Vec<_>, _>>()?;
            let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
            let text = format!("least to greatest of {}", texts.join("; "));
            Piece::new(text, scene.amount(formula, End::Low)?.value, Binding::Atom)
        }
        Formula::Off(reduced, ordinary) => {
            let (reduced, ordinary) = (of_known(scene.known(reduced)?), of_known(scene.known(ordinary)?));
            let face = 1.0 - reduced.face / ordinary.face;
            Piece::new(format!("1 − {} / {}", reduced.text, ordinary.text), face, Binding::Sum)
        }
        Formula::Pod { vcpu, memory, vcpu_price, memory_price } => {
            let (vcpu, memory) = scene.pod(vcpu, memory, End::Low)?;
            let (a, b) = (of_known(scene.known(vcpu_price)?), of_known(scene.known(memory_price)?));
            let text = format!("{} vCPU × {} + {} GiB × {}", number(vcpu.get()), a.text, number(memory.get()), b.text);
            Piece::new(text, vcpu.get() * a.face + memory.get() * b.face, Binding::Sum)
        }
        Formula::Functions { .. } => functions(formula, scene)?,
        Formula::Crossing(fixed, per_call) => {
            let (fixed, per_call) = (natural(fixed, scene)?, scaled(per_call, scene, 1.0)?);
            let text = format!("{} / {}", fixed.within(Binding::Product), per_call.within(Binding::Atom));
            Piece::new(text, fixed.face / per_call.face, Binding::Product)
        }
    })
}

/// What functions cost: calls, and the time and memory of each.
fn functions(formula: &Formula, scene: &Scene) -> Result<Piece, Misfit> {
    let Formula::Functions { calls, duration, memory, call_price, duration_price, free } = formula else {
        return Err(Misfit::NoNumber);
    };
    let volume = scene.taken(calls, ClaimUnit::MillionPerMonth, End::Low)? * 1e6;
    let seconds = scene.taken(duration, ClaimUnit::Seconds, End::Low)?;
    let gib = scene.taken(memory, ClaimUnit::Gibibytes, End::Low)?;
    let mut parts = Vec::new();
    if let Some(price) = call_price {
        let price = of_known(scene.known(price)?);
        let calls = match free {
            None => number(volume),
            Some((calls, _)) => {
                let free = scene.taken(calls, ClaimUnit::MillionPerMonth, End::Low)? * 1e6;
                format!("max(0, {} − {} free)", number(volume), number(free))
            }
        };
        parts.push(format!("{calls} × {} / 1,000,000", price.text));
    }
    if let Some(price) = duration_price {
        let price = of_known(scene.known(price)?);
        let product = format!("{} × {} s × {} GiB", number(volume), number(seconds), number(gib));
        let seconds = match free {
            None => product,
            Some((_, seconds)) => {
                let free = scene.taken(seconds, ClaimUnit::GibSecondsPerMonth, End::Low)?;
                format!("max(0, {product} − {} GiB-s free)", number(free))
            }
        };
        parts.push(format!("{seconds} × {}", price.text));
    }
    let binding = if parts.len() > 1 { Binding::Sum } else { Binding::Product };
    Ok(Piece::new(parts.join(" + "), scene.amount(formula, End::Low)?.value, binding))
}

fn less(a: &Formula, b: &Formula, scene: &Scene) -> Result<Piece, Misfit> {
    let parts = alike([a, b].into_iter(), scene)?;
    let face = parts[0].face - parts[1].face;
    Ok(Piece::new(format!("{} − {}", parts[0].text, parts[1].within(Binding::Product)), face, Binding::Sum))
}

/// Parts that are added: all in the unit of the first.
fn alike<'a>(parts: impl Iterator<Item = &'a Formula>, scene: &Scene) -> Result<Vec<Piece>, Misfit> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut scale = 1.0;
    for part in parts {
        if pieces.is_empty() {
            let piece = natural(part, scene)?;
            let value = scene.amount(part, End::Low)?.value;
            scale = if piece.face == 0.0 { 1.0 } else { value / piece.face };
            pieces.push(piece);
        } else {
            pieces.push(scaled(part, scene, scale)?);
        }
    }
    Ok(pieces)
}

/// An input as it is given; millions of calls in single ones, and a percentage as the share it is.
fn of_known(known: Known) -> Piece {
    let Known { span, unit } = known;
    let plain = |factor: f64| {
        let (low, high) = (number(span.low * factor), number(span.high * factor));
        if span.is_exact() { low } else { format!("{low}–{high}") }
    };
    match unit {
        ClaimUnit::MillionPerMonth => {
            Piece::new(format!("{} requests/month", plain(1e6)), span.low * 1e6, Binding::Atom)
        }
        ClaimUnit::Percent => Piece::new(format!("{} %", plain(1.0)), span.low / 100.0, Binding::Atom),
        ClaimUnit::Count | ClaimUnit::Times => Piece::new(plain(1.0), span.low, Binding::Atom),
        _ => Piece::new(format!("{} {}", plain(1.0), unit.word()), span.low, Binding::Atom),
    }
}

/// An input for a reader, with its unit.
pub fn given(known: Known) -> String {
    of_known(known).text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_precise_as_a_reader_needs_them() {
        let of = |value, unit| figure(Span::exact(value), unit);
        assert_eq!(of(97.836_673, ClaimUnit::UsdPerMonth), "97.84");
        assert_eq!(of(4_287.634_56, ClaimUnit::UsdPerMonth), "4,287.63");
        assert_eq!(of(-54.75, ClaimUnit::UsdPerMonth), "-54.75");
        assert_eq!(of(0.049_422_5, ClaimUnit::UsdPerVcpuHour), "0.0494");
        assert_eq!(of(350.27, ClaimUnit::MillionPerMonth), "350.3");
        assert_eq!(of(4.0, ClaimUnit::Count), "4");
        assert_eq!(of(2.5, ClaimUnit::HoursPerDay), "2.50");
        assert_eq!(figure(Span::of(15.0, 10.0), ClaimUnit::Percent), "10–15");
    }

    #[test]
    fn a_change_of_unit_is_named() {
        assert_eq!(factor(1.0 / 60.0, Days::Mean), "/ 60 min/h");
        assert_eq!(factor(730.0 / 24.0, Days::Mean), "× 30.4167 days/month");
        assert_eq!(factor(30.0, Days::Thirty), "× 30 days/month");
    }
}
