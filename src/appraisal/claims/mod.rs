//! Published claims, reckoned again: each from the inputs that its source gives, and from those it should have had, with
//! the functions and prices of the bills. What is said of it then follows by rule ([`verdict`]).

mod calculation;
mod evaluate;
mod explain;
mod verdict;

use crate::catalogue::claims::{
    Claim, ClaimBook, ClaimFormula, ClaimUnit, ClaimVariant, Input, InputSource, MonthLength,
};
use crate::catalogue::{Catalogue, Price};
use std::collections::BTreeMap;

pub use evaluate::{EvaluationError, Span};
use evaluate::{FormulaInputs, InputValue, nearly_equal};
use verdict::{AssessedInput, InputState, judge};
pub use verdict::{ClaimVerdict, PrintedFigure, VerdictReason};

/// A published claim with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedClaim {
    /// Its number.
    pub id: String,
    /// The title of its source.
    pub source: String,
    /// The day of its source.
    pub date: String,
    /// What it is about, in 20 characters.
    pub title: String,
    /// What is claimed, in our words.
    pub claim: String,
    /// What one should know to judge it.
    pub why: String,
    /// Its figure first, then further ones and other readings.
    pub figures: Vec<ClaimFigure>,
    /// What is said of it: what is said of the first figure that does not hold.
    pub verdict: ClaimVerdict,
    /// Why that is said.
    pub reason: VerdictReason,
    /// What it was reckoned from.
    pub inputs: Vec<ClaimInput>,
    /// The prices that were used, by their ids.
    pub prices: Vec<ClaimPrice>,
}

/// A figure of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimFigure {
    /// What it is; empty for the claim's own.
    pub label: String,
    /// What it counts.
    pub unit: ClaimUnit,
    /// As printed.
    pub printed: Option<PrintedFigure>,
    /// What the published inputs come to, what they lack filled in.
    pub published: Option<Span>,
    /// What they come to once put right.
    pub recomputed: Option<Span>,
    /// How the recomputed figure comes about, with its numbers.
    pub formula: String,
    /// The same with the published inputs; empty where it is the same.
    pub published_formula: String,
    /// What is said of it; none for a mere reading.
    pub verdict: Option<(ClaimVerdict, VerdictReason)>,
}

/// An input, for a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimInput {
    /// Its name.
    pub name: String,
    /// As published; none when the source leaves it out.
    pub published: Option<String>,
    /// As it was put right or filled in; none where nothing was.
    pub corrected: Option<String>,
}

/// A price that was used.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimPrice {
    /// Its id in the book; empty for one that the book lacks.
    pub id: String,
    /// What is bought.
    pub item: String,
    /// How much, in `unit`.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Where it was read.
    pub source: String,
    /// When.
    pub date: String,
    /// How far it is to be trusted.
    pub status: &'static str,
}

impl CheckedClaim {
    /// The claim's own figure.
    pub fn main_figure(&self) -> Option<&ClaimFigure> {
        self.figures.first()
    }
}

/// Every claim of a book, reckoned again with the catalogue's prices.
pub fn check_claims(catalogue: &Catalogue, book: &ClaimBook) -> Vec<CheckedClaim> {
    let mut checked: Vec<CheckedClaim> = Vec::new();
    for claim in &book.claims {
        let one = ClaimChecker { catalogue, book, claim, earlier_claim: &checked }.check();
        checked.push(one);
    }
    checked
}

/// Whose inputs are reckoned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InputSide {
    Published,
    Corrected,
}

struct ClaimChecker<'a> {
    catalogue: &'a Catalogue,
    book: &'a ClaimBook,
    claim: &'a Claim,
    earlier_claim: &'a [CheckedClaim],
}

impl ClaimChecker<'_> {
    fn check(&self) -> CheckedClaim {
        let claim = self.claim;
        let mut figures = vec![self.own_figure()];
        figures.extend(claim.also.iter().map(|reading| self.reading_figure(reading)));
        let verdicts = || figures.iter().filter_map(|figure| figure.verdict.clone());
        let worst = verdicts().find(|(verdict, _)| *verdict != ClaimVerdict::Holds).or_else(|| verdicts().next());
        let (verdict, ground) = worst.unwrap_or((ClaimVerdict::Unsupported, VerdictReason::NothingStated));
        let publication = self.book.publication(&claim.source);
        CheckedClaim {
            id: claim.id.clone(),
            source: publication.map_or_else(String::new, |source| source.title.clone()),
            date: publication.map_or_else(String::new, |source| source.date.clone()),
            title: claim.title.clone(),
            claim: claim.claim.clone(),
            why: claim.why.clone(),
            figures,
            verdict,
            reason: ground,
            inputs: claim.inputs.iter().map(|input| self.describe_input(input)).collect(),
            prices: self.prices(),
        }
    }

    /// The claim's own figure.
    fn own_figure(&self) -> ClaimFigure {
        let claim = self.claim;
        let scene = |side| self.formula_inputs(side, claim.month, &[]);
        let mut finding = ClaimFigure::new(String::new(), claim.unit);
        if let Some(formula) = &claim.formula {
            finding.evaluate(formula, &scene(InputSide::Published), &scene(InputSide::Corrected));
        }
        finding.printed =
            claim.claimed.as_ref().and_then(|said| PrintedFigure::parse(said, claim.unit, finding.published));
        finding.judge(&self.assess_inputs(claim.formula.as_ref()));
        finding
    }

    /// A further figure, judged where the source prints one.
    fn reading_figure(&self, reading: &ClaimVariant) -> ClaimFigure {
        let claim = self.claim;
        let month = reading.month.unwrap_or(claim.month);
        let unit = reading.unit.unwrap_or(claim.unit);
        let scene = |side| self.formula_inputs(side, month, &reading.with);
        let published = scene(InputSide::Published);
        let ours = if reading.as_published { published.clone() } else { scene(InputSide::Corrected) };
        let formula = reading.formula.as_ref().or(claim.formula.as_ref());
        let mut finding = ClaimFigure::new(reading.what.clone(), unit);
        if let Some(formula) = formula {
            finding.evaluate(formula, &published, &ours);
        }
        finding.printed = reading.claimed.as_ref().and_then(|said| PrintedFigure::parse(said, unit, finding.published));
        match &finding.verdict {
            _ if reading.claimed.is_some() => finding.judge(&self.assess_inputs(formula)),
            // Nothing is claimed by it, so nothing is to be said of it but why it has no figure.
            Some((_, ground)) => finding.formula = ground.describe(),
            None => {}
        }
        finding.verdict = finding.verdict.filter(|_| reading.claimed.is_some());
        finding
    }

    /// Every input as one side has it; what it lacks, the other fills in.
    fn formula_inputs(
        &self,
        side: InputSide,
        month: MonthLength,
        with: &[(String, InputSource)],
    ) -> Result<FormulaInputs, EvaluationError> {
        let mut inputs = BTreeMap::new();
        for input in &self.claim.inputs {
            let given = match side {
                InputSide::Published => input.published.as_ref().or(input.ours.as_ref()),
                InputSide::Corrected => input.ours.as_ref().or(input.published.as_ref()),
            };
            if let Some(given) = given.filter(|_| with.iter().all(|(name, _)| *name != input.name)) {
                inputs.insert(input.name.clone(), self.input_value(given, side, month)?);
            }
        }
        for (name, given) in with {
            inputs.insert(name.clone(), self.input_value(given, side, month)?);
        }
        Ok(FormulaInputs { month, inputs })
    }

    fn input_value(
        &self,
        given: &InputSource,
        side: InputSide,
        month: MonthLength,
    ) -> Result<InputValue, EvaluationError> {
        let exact = |value, unit| Ok(InputValue { span: Span::exact(value), unit });
        match given {
            InputSource::Is(value, unit) | InputSource::Quoted(value, unit, _, _) => exact(*value, *unit),
            InputSource::Between(low, high, unit) | InputSource::Says(low, high, unit) => {
                Ok(InputValue { span: Span::of(*low, *high), unit: *unit })
            }
            InputSource::Price(id) => {
                let price = self.price(id)?;
                let unit =
                    ClaimUnit::from_price_unit(price.unit).ok_or_else(|| EvaluationError::PriceUnit(id.clone()))?;
                exact(price.value, unit)
            }
            InputSource::Processors(id) => {
                let machine =
                    self.price(id)?.machine.as_ref().ok_or_else(|| EvaluationError::NotAMachine(id.clone()))?;
                exact(machine.vcpu, ClaimUnit::Vcpus)
            }
            InputSource::Month => exact(month.hours(), ClaimUnit::HoursPerMonth),
            InputSource::LongestRun(kind) => {
                let platform = self.catalogue.platforms.iter().find(|platform| platform.kind == *kind);
                let limit = platform.and_then(|platform| platform.longest_run);
                exact(limit.ok_or(EvaluationError::UnknownLimit(kind.id()))?.get(), ClaimUnit::Millis)
            }
            InputSource::LargestMemory(kind) => {
                let platform = self.catalogue.platforms.iter().find(|platform| platform.kind == *kind);
                let limit = platform.and_then(|platform| platform.largest_memory);
                exact(limit.ok_or(EvaluationError::UnknownLimit(kind.id()))?.get(), ClaimUnit::Mebibytes)
            }
            InputSource::Claim(id) if side == InputSide::Corrected => self.earlier_figure(id, true),
            InputSource::Recomputed(id) => self.earlier_figure(id, true),
            InputSource::Claim(id) | InputSource::Takes(id) => self.earlier_figure(id, false),
        }
    }

    fn price(&self, id: &str) -> Result<&Price, EvaluationError> {
        self.catalogue.prices.price(id).ok_or_else(|| EvaluationError::UnknownPrice(id.to_owned()))
    }

    fn earlier_figure(&self, id: &str, recomputed: bool) -> Result<InputValue, EvaluationError> {
        let missing = || EvaluationError::NoFigure(id.to_owned());
        let finding = self.earlier_claim(id).and_then(CheckedClaim::main_figure).ok_or_else(missing)?;
        let printed = || finding.printed.as_ref().map(|said| said.span);
        let span = if recomputed { finding.recomputed.or_else(printed) } else { printed() };
        Ok(InputValue { span: span.ok_or_else(missing)?, unit: finding.unit })
    }

    fn earlier_claim(&self, id: &str) -> Option<&CheckedClaim> {
        self.earlier_claim.iter().find(|claim| claim.id == id)
    }

    /// What is to be said of each input that a formula uses.
    fn assess_inputs(&self, formula: Option<&ClaimFormula>) -> Vec<AssessedInput> {
        let mut names = Vec::new();
        if let Some(formula) = formula {
            formula.collect_input_names(&mut names);
        }
        let used = self.claim.inputs.iter().filter(|input| names.contains(&input.name.as_str()));
        used.map(|input| AssessedInput { name: input.name.clone(), state: self.assess_input(input) }).collect()
    }

    fn assess_input(&self, input: &Input) -> InputState {
        let Some(published) = &input.published else {
            return InputState::Missing(input.ours.as_ref().is_some_and(InputSource::is_listed));
        };
        if let InputSource::Claim(id) = published {
            let verdict = self.earlier_claim(id).map_or(ClaimVerdict::Unsupported, |claim| claim.verdict);
            return InputState::FromClaim(id.clone(), verdict);
        }
        let month = self.claim.month;
        let ours = input.ours.as_ref().and_then(|ours| self.input_value(ours, InputSide::Corrected, month).ok());
        if let (Ok(before), Some(after)) = (self.input_value(published, InputSide::Published, month), ours) {
            let is_number =
                nearly_equal(before.span.low, after.span.low) && nearly_equal(before.span.high, after.span.high);
            let (dimension, scale) = before.unit.dimension_and_scale(month);
            let (right, right_scale) = after.unit.dimension_and_scale(month);
            let is_amount = dimension == right
                && nearly_equal(before.span.low * scale, after.span.low * right_scale)
                && nearly_equal(before.span.high * scale, after.span.high * right_scale);
            if !is_amount {
                return if is_number {
                    InputState::WrongUnit(before.unit.label(), after.unit.label())
                } else {
                    InputState::WrongValue
                };
            }
        }
        if published.is_asserted() { InputState::Asserted } else { InputState::Correct }
    }

    fn describe_input(&self, input: &Input) -> ClaimInput {
        let name = input.name.clone();
        let month = self.claim.month;
        let Some(published) = &input.published else {
            return ClaimInput {
                name,
                published: None,
                corrected: input.ours.as_ref().map(|ours| self.describe_given(ours, InputSide::Corrected)),
            };
        };
        // A figure of an earlier claim is put right by what that one was recomputed to.
        let ours = input.ours.as_ref().or_else(|| published.source_claim().map(|_| published));
        let before = self.input_value(published, InputSide::Published, month);
        let is_same = ours.is_none_or(|ours| self.input_value(ours, InputSide::Corrected, month) == before);
        ClaimInput {
            name,
            published: Some(self.describe_given(published, InputSide::Published)),
            corrected: ours.filter(|_| !is_same).map(|ours| self.describe_given(ours, InputSide::Corrected)),
        }
    }

    /// A value and where it comes from.
    fn describe_given(&self, given: &InputSource, side: InputSide) -> String {
        let value = match self.input_value(given, side, self.claim.month) {
            Ok(known) => calculation::format_input(known),
            Err(misfit) => misfit.to_string(),
        };
        match given {
            InputSource::Is(..) | InputSource::Between(..) | InputSource::Month => value,
            InputSource::Says(..) => format!("{value}, said elsewhere"),
            InputSource::Price(_) | InputSource::Quoted(..) => format!("{value}, list price"),
            InputSource::Processors(_) => format!("{value}, size of the machine"),
            InputSource::LongestRun(kind) | InputSource::LargestMemory(kind) => {
                format!("{value}, limit of {}", kind.id())
            }
            InputSource::Claim(id) if side == InputSide::Corrected => format!("{value}, {id} recomputed"),
            InputSource::Recomputed(id) => format!("{value}, {id} recomputed"),
            InputSource::Claim(id) => format!("{value}, {id} as claimed"),
            InputSource::Takes(id) => format!("{value}, {id} taken as claimed"),
        }
    }

    /// Every price that the claim and its readings use, each once.
    fn prices(&self) -> Vec<ClaimPrice> {
        let claim = self.claim;
        let own = claim.inputs.iter().flat_map(|input| input.published.iter().chain(&input.ours));
        let readings = claim.also.iter().flat_map(|reading| reading.with.iter().map(|(_, given)| given));
        let mut found: Vec<ClaimPrice> = Vec::new();
        for given in own.chain(readings) {
            let priced = match given {
                InputSource::Price(id) | InputSource::Processors(id) => self.price(id).ok().map(ClaimPrice::from_price),
                InputSource::Quoted(value, unit, source, date) => Some(ClaimPrice {
                    id: String::new(),
                    item: String::new(),
                    value: *value,
                    unit: unit.label(),
                    source: source.clone(),
                    date: date.clone(),
                    status: "not in the price book",
                }),
                _ => None,
            };
            found.extend(priced.filter(|priced| !found.contains(priced)));
        }
        found
    }
}

impl ClaimPrice {
    fn from_price(price: &Price) -> Self {
        Self {
            id: price.id.clone(),
            item: price.item.clone(),
            value: price.value,
            unit: price.unit.label(),
            source: price.source.clone(),
            date: price.date.clone(),
            status: price.status.label(),
        }
    }
}

impl ClaimFigure {
    fn new(what: String, unit: ClaimUnit) -> Self {
        Self {
            label: what,
            unit,
            printed: None,
            published: None,
            recomputed: None,
            formula: String::new(),
            published_formula: String::new(),
            verdict: None,
        }
    }

    /// The recomputed figure as a reader needs it; nothing where there is none.
    pub fn format_recomputed_figure(&self) -> String {
        self.recomputed.map_or_else(String::new, |span| calculation::format_figure(span, self.unit))
    }

    /// What the published inputs come to, as a reader needs it.
    pub fn format_published_figure(&self) -> String {
        self.published.map_or_else(String::new, |span| calculation::format_figure(span, self.unit))
    }

    fn evaluate(
        &mut self,
        formula: &ClaimFormula,
        published: &Result<FormulaInputs, EvaluationError>,
        ours: &Result<FormulaInputs, EvaluationError>,
    ) {
        let unit = self.unit;
        let of = |scene: &Result<FormulaInputs, EvaluationError>| -> Result<(Span, String), EvaluationError> {
            let scene = scene.as_ref().map_err(Clone::clone)?;
            let span = scene.span(formula, unit)?;
            Ok((span, calculation::format_calculation(formula, scene, unit, span)?))
        };
        match (of(published), of(ours)) {
            (Ok((before, before_text)), Ok((after, text))) => {
                (self.published, self.recomputed) = (Some(before), Some(after));
                self.published_formula = if before_text == text { String::new() } else { before_text };
                self.formula = text;
            }
            (Err(misfit), _) | (_, Err(misfit)) => {
                self.verdict = Some((ClaimVerdict::CannotBeChecked, VerdictReason::NotComputable(misfit.to_string())));
            }
        }
    }

    /// Judges the figure, unless it could not be reckoned.
    fn judge(&mut self, inputs: &[AssessedInput]) {
        if self.verdict.is_none() {
            self.verdict = Some(judge(self.printed.as_ref(), self.published, self.recomputed, self.unit, inputs));
        }
    }
}
