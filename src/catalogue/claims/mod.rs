//! Figures that others have published: who says what, from which inputs, and how the figure would follow. No answer of
//! ours stands here; it is reckoned when it is asked for.

mod unit;

use super::kind::PlatformKind;
use super::load_error::{check_rows, error_at};
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;

pub use unit::{ClaimUnit, Dimension, MonthLength};

/// The claims that the program ships.
pub const SHIPPED: &str = include_str!("../../../assets/claims.ron");

/// The longest title, in characters.
const MAX_TITLE: usize = 20;

/// All published claims.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimBook {
    /// The day on which they were taken down.
    pub version: String,
    /// Where they stand.
    pub sources: Vec<Publication>,
    /// The claims, in the order in which they can rest on each other: on earlier ones only.
    pub claims: Vec<Claim>,
}

/// A text that claims something.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// What claims call it by: `S0`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The day of its publication, or 'undated'.
    pub date: String,
}

/// A published claim.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its number: that of the source and its own, `000-1`.
    pub id: String,
    /// The source's id.
    pub source: String,
    /// In at most 20 characters.
    pub title: String,
    /// What is claimed, in our words.
    pub claim: String,
    /// The figure, if there is one.
    #[serde(default)]
    pub claimed: Option<ClaimedFigure>,
    /// What the figure counts.
    pub unit: ClaimUnit,
    /// How long a month is taken to be.
    #[serde(default)]
    pub month: MonthLength,
    /// What it is made of.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// How it follows from its inputs; none when nothing is said that it could follow from.
    #[serde(default)]
    pub formula: Option<ClaimFormula>,
    /// More figures of the same claim, and the same figure read otherwise.
    #[serde(default)]
    pub also: Vec<ClaimVariant>,
    /// What one should know to judge it, in our words.
    pub why: String,
}

/// A figure as it was printed. Texts keep the digits that were shown.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum ClaimedFigure {
    /// One number.
    Figure(String),
    /// From one to another.
    Range(String, String),
    /// More than this, and no more than can be.
    MoreThan(String, Option<String>),
    /// Not printed, but it follows from the figures that are.
    Follows,
}

/// A named input of a formula.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What the formula calls it.
    pub name: String,
    /// As published; none when the source leaves it out.
    #[serde(default)]
    pub published: Option<InputSource>,
    /// As it should be, where that is another; also what stands in for what the source leaves out.
    #[serde(default)]
    pub ours: Option<InputSource>,
}

/// Where the value of an input comes from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum InputSource {
    /// A premise: stated, and taken as stated.
    Is(f64, ClaimUnit),
    /// A premise that is only told roughly, such as 'a few'.
    Between(f64, f64, ClaimUnit),
    /// A finding of the source that has no claim of its own here.
    Says(f64, f64, ClaimUnit),
    /// A price of the book, by its id.
    Price(String),
    /// The processors of a machine of the book, by its price's id.
    Processors(String),
    /// A price that the book lacks: value, unit, source, date.
    Quoted(f64, ClaimUnit, String, String),
    /// The hours of the claim's month.
    Month,
    /// The longest run of a kind of platform.
    LongestRun(PlatformKind),
    /// The largest memory of a kind of platform.
    LargestMemory(PlatformKind),
    /// The figure of an earlier claim, on which this one rests: as claimed where published, as recomputed where ours.
    Claim(String),
    /// The figure of an earlier claim as claimed, taken for granted: this one only says it in another unit.
    Takes(String),
    /// The figure of an earlier claim as recomputed.
    Recomputed(String),
}

impl InputSource {
    /// The earlier claim that it is taken from.
    pub fn source_claim(&self) -> Option<&str> {
        match self {
            Self::Claim(id) | Self::Takes(id) | Self::Recomputed(id) => Some(id),
            _ => None,
        }
    }

    /// Whether a price list, a platform's limits or the calendar gives it, so that a source may leave it out.
    pub fn is_listed(&self) -> bool {
        match self {
            Self::Price(_) | Self::Processors(_) | Self::Quoted(..) | Self::Month => true,
            Self::LongestRun(_) | Self::LargestMemory(_) => true,
            Self::Is(..) | Self::Between(..) | Self::Says(..) => false,
            Self::Claim(_) | Self::Takes(_) | Self::Recomputed(_) => false,
        }
    }

    /// Whether the source asserts it, rather than assuming it.
    pub fn is_asserted(&self) -> bool {
        matches!(self, Self::Says(..) | Self::Claim(_))
    }
}

/// How a figure follows from named inputs. What bills reckon too is reckoned by the same functions.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum ClaimFormula {
    /// An input.
    In(String),
    /// A plain number that belongs to the formula.
    Number(f64),
    /// All multiplied.
    Product(Vec<ClaimFormula>),
    /// All added.
    Sum(Vec<ClaimFormula>),
    /// The first less the second.
    Difference(Box<ClaimFormula>, Box<ClaimFormula>),
    /// The first over the second.
    Quotient(Box<ClaimFormula>, Box<ClaimFormula>),
    /// One less a share: `1 − x`.
    Rest(Box<ClaimFormula>),
    /// What is left of a price after a credit: never below 0.
    Net(Box<ClaimFormula>, Box<ClaimFormula>),
    /// Rounded up to whole units, as machines are.
    Whole(Box<ClaimFormula>),
    /// From the least to the greatest of several.
    Span(Vec<ClaimFormula>),
    /// The saving of a reduced price over the ordinary one: reduced, ordinary.
    Off(String, String),
    /// A pod per hour, rounded up to what Autopilot sells.
    Pod {
        /// vCPUs asked for.
        vcpu: String,
        /// Memory asked for.
        memory: String,
        /// USD per vCPU-hour.
        vcpu_price: String,
        /// USD per GiB-hour.
        memory_price: String,
    },
    /// A month of functions.
    Functions {
        /// Calls per month.
        calls: String,
        /// Time of one.
        duration: String,
        /// Memory of one.
        memory: String,
        /// USD per million calls; none leaves calls out.
        call_price: Option<String>,
        /// USD per GiB-second; none leaves duration out.
        duration_price: Option<String>,
        /// Calls and GiB-seconds free of charge.
        free: Option<(String, String)>,
    },
    /// The volume at which paying per call costs as much as a fixed price: fixed per month, USD per call.
    Crossing(Box<ClaimFormula>, Box<ClaimFormula>),
}

/// A further figure of a claim.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimVariant {
    /// What it is.
    pub what: String,
    /// What the source says of it.
    #[serde(default)]
    pub claimed: Option<ClaimedFigure>,
    /// What it counts; that of the claim when left out.
    #[serde(default)]
    pub unit: Option<ClaimUnit>,
    /// How long a month is taken to be; as in the claim when left out.
    #[serde(default)]
    pub month: Option<MonthLength>,
    /// How it follows; as the claim's own when left out.
    #[serde(default)]
    pub formula: Option<ClaimFormula>,
    /// Inputs that differ from the claim's, or are added.
    #[serde(default)]
    pub with: Vec<(String, InputSource)>,
    /// Reckon with what was published, rather than with what should have been.
    #[serde(default)]
    pub as_published: bool,
}

impl ClaimBook {
    /// The source of this id.
    pub fn publication(&self, id: &str) -> Option<&Publication> {
        self.sources.iter().find(|source| source.id == id)
    }
}

/// Reads the claims. Refuses a number that stands twice, an empty text, a source that is not in the table of sources, a
/// figure that is no number, an input that a formula names and nobody gives, and a claim that rests on one that does
/// not stand above it.
pub fn load(text: &str) -> Result<ClaimBook, TextError> {
    let book: ClaimBook = value_from_text(text)?;
    let sources = book
        .sources
        .iter()
        .map(|source| (source.id.as_str(), vec![("title", source.title.as_str()), ("date", source.date.as_str())]));
    check_rows(text, &[PathStep::Field("sources")], sources)?;
    let rows = book.claims.iter().map(|claim| (claim.id.as_str(), required_texts(claim)));
    check_rows(text, &[PathStep::Field("claims")], rows)?;
    for (at, claim) in book.claims.iter().enumerate() {
        let refuse = |path: &[PathStep], what: String, hint: &str| {
            Err(error_at(text, &[&[PathStep::Field("claims"), PathStep::Item(at)], path].concat(), what, hint))
        };
        if book.publication(&claim.source).is_none() {
            let what =
                format!("'{}' names the source '{}', which is not in the table of sources", claim.id, claim.source);
            return refuse(&[PathStep::Field("source")], what, "add it to the table, with title and date");
        }
        if claim.title.chars().count() > MAX_TITLE {
            let what = format!("'{}' is too long for a narrow column", claim.title);
            return refuse(&[PathStep::Field("title")], what, "20 characters at most");
        }
        if let Some(wrong) = invalid_figure(claim.claimed.as_ref()) {
            return refuse(&[PathStep::Field("claimed")], format!("'{wrong}' is no number"), "write it as 1234.50");
        }
        let known = |id: &str| book.claims[..at].iter().any(|earlier| earlier.id == id);
        for (row, input) in claim.inputs.iter().enumerate() {
            let place = [PathStep::Field("inputs"), PathStep::Item(row)];
            let mut givens = input.published.iter().chain(&input.ours);
            if givens.clone().next().is_none() {
                let what = format!("'{}' has no value", input.name);
                return refuse(&place, what, "say what was published, or what stands in for it");
            }
            if let Some(id) = givens.find_map(|given| given.source_claim().filter(|id| !known(id))) {
                let what = format!("'{}' rests on '{id}', which does not stand above it", claim.id);
                return refuse(&place, what, "claims rest on earlier ones only");
            }
        }
        if let Some(name) = claim.formula.as_ref().and_then(|formula| undefined_input(formula, claim, &[])) {
            let what = format!("the formula of '{}' names '{name}', which is no input", claim.id);
            return refuse(&[PathStep::Field("formula")], what, "add it to the inputs");
        }
        for (row, reading) in claim.also.iter().enumerate() {
            let place = [PathStep::Field("also"), PathStep::Item(row)];
            if let Some(wrong) = invalid_figure(reading.claimed.as_ref()) {
                return refuse(&place, format!("'{wrong}' is no number"), "write it as 1234.50");
            }
            if let Some(id) = reading.with.iter().find_map(|(_, given)| given.source_claim().filter(|id| !known(id))) {
                let what = format!("'{}' rests on '{id}', which does not stand above it", claim.id);
                return refuse(&place, what, "claims rest on earlier ones only");
            }
            let formula = reading.formula.as_ref().or(claim.formula.as_ref());
            if let Some(name) = formula.and_then(|formula| undefined_input(formula, claim, &reading.with)) {
                let what = format!("a formula of '{}' names '{name}', which is no input", claim.id);
                return refuse(&place, what, "add it to the inputs, or to those of the reading");
            }
        }
    }
    Ok(book)
}

fn required_texts(claim: &Claim) -> Vec<(&'static str, &str)> {
    vec![("source", &claim.source), ("title", &claim.title), ("claim", &claim.claim), ("why", &claim.why)]
}

fn invalid_figure(claimed: Option<&ClaimedFigure>) -> Option<&str> {
    let texts: Vec<&String> = match claimed? {
        ClaimedFigure::Figure(text) => vec![text],
        ClaimedFigure::Range(low, high) => vec![low, high],
        ClaimedFigure::MoreThan(text, most) => std::iter::once(text).chain(most).collect(),
        ClaimedFigure::Follows => Vec::new(),
    };
    let is_number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    texts.into_iter().map(String::as_str).find(|text| !is_number(text))
}

/// A name in the formula that no input has.
fn undefined_input<'a>(formula: &'a ClaimFormula, claim: &Claim, with: &[(String, InputSource)]) -> Option<&'a str> {
    let is_known =
        |name: &str| claim.inputs.iter().any(|input| input.name == name) || with.iter().any(|(other, _)| other == name);
    let mut names = Vec::new();
    formula.collect_input_names(&mut names);
    names.into_iter().find(|name| !is_known(name))
}

impl ClaimFormula {
    /// Every input that it names, in order, as often as it does.
    pub fn collect_input_names<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::In(name) => found.push(name),
            Self::Number(_) => {}
            Self::Product(parts) | Self::Sum(parts) | Self::Span(parts) => {
                parts.iter().for_each(|part| part.collect_input_names(found));
            }
            Self::Difference(a, b) | Self::Quotient(a, b) | Self::Net(a, b) | Self::Crossing(a, b) => {
                a.collect_input_names(found);
                b.collect_input_names(found);
            }
            Self::Rest(part) | Self::Whole(part) => part.collect_input_names(found),
            Self::Off(reduced, ordinary) => found.extend([reduced.as_str(), ordinary]),
            Self::Pod { vcpu, memory, vcpu_price, memory_price } => {
                found.extend([vcpu.as_str(), memory, vcpu_price, memory_price]);
            }
            Self::Functions { calls, duration, memory, call_price, duration_price, free } => {
                found.extend([calls.as_str(), duration, memory]);
                found.extend(call_price.iter().chain(duration_price).map(String::as_str));
                found.extend(free.iter().flat_map(|(calls, seconds)| [calls.as_str(), seconds]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"(
    version: "2026-11-20",
    sources: [(id: "S9", title: "A page", date: "2026-01-01")],
    claims: [
        (
            id: "009-1", source: "S9", title: "three machines", claim: "Three machines cost 30", unit: UsdPerMonth,
            claimed: Figure("30"),
            inputs: [(name: "machines", published: Is(3, Count)), (name: "price", published: Is(10, UsdPerMonth))],
            formula: Product([In("machines"), In("price")]),
            why: "It is a product",
        ),
    ],
)"#;

    #[track_caller]
    fn refused(from: &str, to: &str, what: &str, line: usize) {
        let text = SMALL.replacen(from, to, 1);
        assert_ne!(text, SMALL, "{from} is not there to be replaced");
        let error = load(&text).unwrap_err();
        assert!(error.what.contains(what), "{error}");
        assert_eq!(error.position.line, line, "{error}");
    }

    #[test]
    fn the_shipped_claims_load() {
        let book = load(SHIPPED).unwrap();
        assert!(book.claims.iter().all(|claim| book.publication(&claim.source).is_some()));
        load(SMALL).unwrap();
    }

    #[test]
    fn what_is_wrong_is_refused_where_it_stands() {
        refused("source: \"S9\", title", "source: \"S8\", title", "'S8', which is not in the table", 6);
        refused("date: \"2026-01-01\"", "date: \"\"", "has no date", 3);
        refused("Figure(\"30\")", "Figure(\"thirty\")", "'thirty' is no number", 7);
        refused("In(\"price\")", "In(\"prize\")", "names 'prize'", 9);
        refused("published: Is(10, UsdPerMonth)", "published: Claim(\"009-2\")", "rests on '009-2'", 8);
        refused("(name: \"machines\", published: Is(3, Count))", "(name: \"machines\")", "'machines' has no value", 8);
        refused("three machines", "three machines of the largest size", "too long", 6);
        refused("why:", "verdict: \"holds\", why:", "no field 'verdict'", 10);
    }
}
