//! Published claims, reckoned again: each from the inputs that its source gives, and from those it should have had, with
//! the functions and prices of the bills. What is said of it then follows by rule ([`verdict`]).

mod evaluate;
mod explain;
mod verdict;
mod worked;

use crate::catalogue::claims::{Claim, ClaimBook, ClaimUnit, Days, Formula, Given, Input, Reading};
use crate::catalogue::{Catalogue, Price};
use std::collections::BTreeMap;

use evaluate::{Known, Scene, same};
pub use evaluate::{Misfit, Span};
pub use verdict::{Ground, Said, Verdict};
use verdict::{Seen, State, judge};

/// A published claim with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
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
    pub figures: Vec<Finding>,
    /// What is said of it: what is said of the first figure that does not hold.
    pub verdict: Verdict,
    /// Why that is said.
    pub ground: Ground,
    /// What it was reckoned from.
    pub inputs: Vec<Used>,
    /// The prices that were used, by their ids.
    pub prices: Vec<Priced>,
}

/// A figure of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it is; empty for the claim's own.
    pub what: String,
    /// What it counts.
    pub unit: ClaimUnit,
    /// As printed.
    pub said: Option<Said>,
    /// What the published inputs come to, what they lack filled in.
    pub published: Option<Span>,
    /// What they come to once put right.
    pub recomputed: Option<Span>,
    /// How the recomputed figure comes about, with its numbers.
    pub formula: String,
    /// The same with the published inputs; empty where it is the same.
    pub published_formula: String,
    /// What is said of it; none for a mere reading.
    pub verdict: Option<(Verdict, Ground)>,
}

/// An input, for a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Its name.
    pub name: String,
    /// As published; none when the source leaves it out.
    pub published: Option<String>,
    /// As it was put right or filled in; none where nothing was.
    pub ours: Option<String>,
}

/// A price that was used.
#[derive(Debug, Clone, PartialEq)]
pub struct Priced {
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

impl Checked {
    /// The claim's own figure.
    pub fn main(&self) -> Option<&Finding> {
        self.figures.first()
    }
}

/// Every claim of a book, reckoned again with the catalogue's prices.
pub fn check_all(catalogue: &Catalogue, book: &ClaimBook) -> Vec<Checked> {
    let mut checked: Vec<Checked> = Vec::new();
    for claim in &book.claims {
        let one = Checker { catalogue, book, claim, earlier: &checked }.check();
        checked.push(one);
    }
    checked
}

/// Whose inputs are reckoned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Published,
    Ours,
}

struct Checker<'a> {
    catalogue: &'a Catalogue,
    book: &'a ClaimBook,
    claim: &'a Claim,
    earlier: &'a [Checked],
}

impl Checker<'_> {
    fn check(&self) -> Checked {
        let claim = self.claim;
        let mut figures = vec![self.own()];
        figures.extend(claim.also.iter().map(|reading| self.reading(reading)));
        let verdicts = || figures.iter().filter_map(|figure| figure.verdict.clone());
        let worst = verdicts().find(|(verdict, _)| *verdict != Verdict::Holds).or_else(|| verdicts().next());
        let (verdict, ground) = worst.unwrap_or((Verdict::Unsupported, Ground::NothingSaid));
        let publication = self.book.publication(&claim.source);
        Checked {
            id: claim.id.clone(),
            source: publication.map_or_else(String::new, |source| source.title.clone()),
            date: publication.map_or_else(String::new, |source| source.date.clone()),
            title: claim.title.clone(),
            claim: claim.claim.clone(),
            why: claim.why.clone(),
            figures,
            verdict,
            ground,
            inputs: claim.inputs.iter().map(|input| self.used(input)).collect(),
            prices: self.prices(),
        }
    }

    /// The claim's own figure.
    fn own(&self) -> Finding {
        let claim = self.claim;
        let scene = |side| self.scene(side, claim.month, &[]);
        let mut finding = Finding::of(String::new(), claim.unit);
        if let Some(formula) = &claim.formula {
            finding.reckon(formula, &scene(Side::Published), &scene(Side::Ours));
        }
        finding.said = claim.claimed.as_ref().and_then(|said| Said::of(said, claim.unit, finding.published));
        finding.judge(&self.seen(claim.formula.as_ref()));
        finding
    }

    /// A further figure, judged where the source prints one.
    fn reading(&self, reading: &Reading) -> Finding {
        let claim = self.claim;
        let month = reading.month.unwrap_or(claim.month);
        let unit = reading.unit.unwrap_or(claim.unit);
        let scene = |side| self.scene(side, month, &reading.with);
        let published = scene(Side::Published);
        let ours = if reading.as_published { published.clone() } else { scene(Side::Ours) };
        let formula = reading.formula.as_ref().or(claim.formula.as_ref());
        let mut finding = Finding::of(reading.what.clone(), unit);
        if let Some(formula) = formula {
            finding.reckon(formula, &published, &ours);
        }
        finding.said = reading.claimed.as_ref().and_then(|said| Said::of(said, unit, finding.published));
        match &finding.verdict {
            _ if reading.claimed.is_some() => finding.judge(&self.seen(formula)),
            // Nothing is claimed by it, so nothing is to be said of it but why it has no figure.
            Some((_, ground)) => finding.formula = ground.words(),
            None => {}
        }
        finding.verdict = finding.verdict.filter(|_| reading.claimed.is_some());
        finding
    }

    /// Every input as one side has it; what it lacks, the other fills in.
    fn scene(&self, side: Side, month: Days, with: &[(String, Given)]) -> Result<Scene, Misfit> {
        let mut inputs = BTreeMap::new();
        for input in &self.claim.inputs {
            let given = match side {
                Side::Published => input.published.as_ref().or(input.ours.as_ref()),
                Side::Ours => input.ours.as_ref().or(input.published.as_ref()),
            };
            if let Some(given) = given.filter(|_| with.iter().all(|(name, _)| *name != input.name)) {
                inputs.insert(input.name.clone(), self.known(given, side, month)?);
            }
        }
        for (name, given) in with {
            inputs.insert(name.clone(), self.known(given, side, month)?);
        }
        Ok(Scene { month, inputs })
    }

    fn known(&self, given: &Given, side: Side, month: Days) -> Result<Known, Misfit> {
        let exact = |value, unit| Ok(Known { span: Span::exact(value), unit });
        match given {
            Given::Is(value, unit) | Given::Quoted(value, unit, _, _) => exact(*value, *unit),
            Given::Between(low, high, unit) | Given::Says(low, high, unit) => {
                Ok(Known { span: Span::of(*low, *high), unit: *unit })
            }
            Given::Price(id) => {
                let price = self.price(id)?;
                let unit = ClaimUnit::of_price(price.unit).ok_or_else(|| Misfit::PriceUnit(id.clone()))?;
                exact(price.value, unit)
            }
            Given::Processors(id) => {
                let machine = self.price(id)?.machine.as_ref().ok_or_else(|| Misfit::NoMachine(id.clone()))?;
                exact(machine.vcpu, ClaimUnit::Vcpus)
            }
            Given::Month => exact(month.hours(), ClaimUnit::HoursPerMonth),
            Given::LongestRun(kind) => {
                let platform = self.catalogue.platforms.iter().find(|platform| platform.kind == *kind);
                let limit = platform.and_then(|platform| platform.longest_run);
                exact(limit.ok_or(Misfit::NoLimit(kind.id()))?.get(), ClaimUnit::Millis)
            }
            Given::LargestMemory(kind) => {
                let platform = self.catalogue.platforms.iter().find(|platform| platform.kind == *kind);
                let limit = platform.and_then(|platform| platform.largest_memory);
                exact(limit.ok_or(Misfit::NoLimit(kind.id()))?.get(), ClaimUnit::Mebibytes)
            }
            Given::Claim(id) if side == Side::Ours => self.figure(id, true),
            Given::Recomputed(id) => self.figure(id, true),
            Given::Claim(id) | Given::Takes(id) => self.figure(id, false),
        }
    }

    fn price(&self, id: &str) -> Result<&Price, Misfit> {
        self.catalogue.prices.price(id).ok_or_else(|| Misfit::NoPrice(id.to_owned()))
    }

    fn figure(&self, id: &str, recomputed: bool) -> Result<Known, Misfit> {
        let missing = || Misfit::NoFigure(id.to_owned());
        let finding = self.earlier(id).and_then(Checked::main).ok_or_else(missing)?;
        let printed = || finding.said.as_ref().map(|said| said.span);
        let span = if recomputed { finding.recomputed.or_else(printed) } else { printed() };
        Ok(Known { span: span.ok_or_else(missing)?, unit: finding.unit })
    }

    fn earlier(&self, id: &str) -> Option<&Checked> {
        self.earlier.iter().find(|claim| claim.id == id)
    }

    /// What is to be said of each input that a formula uses.
    fn seen(&self, formula: Option<&Formula>) -> Vec<Seen> {
        let mut names = Vec::new();
        if let Some(formula) = formula {
            formula.names(&mut names);
        }
        let used = self.claim.inputs.iter().filter(|input| names.contains(&input.name.as_str()));
        used.map(|input| Seen { name: input.name.clone(), state: self.state(input) }).collect()
    }

    fn state(&self, input: &Input) -> State {
        let Some(published) = &input.published else {
            return State::Missing(input.ours.as_ref().is_some_and(Given::is_listed));
        };
        if let Given::Claim(id) = published {
            let verdict = self.earlier(id).map_or(Verdict::Unsupported, |claim| claim.verdict);
            return State::Rests(id.clone(), verdict);
        }
        let month = self.claim.month;
        let ours = input.ours.as_ref().and_then(|ours| self.known(ours, Side::Ours, month).ok());
        if let (Ok(before), Some(after)) = (self.known(published, Side::Published, month), ours) {
            let is_number = same(before.span.low, after.span.low) && same(before.span.high, after.span.high);
            let (dimension, scale) = before.unit.base(month);
            let (right, right_scale) = after.unit.base(month);
            let is_amount = dimension == right
                && same(before.span.low * scale, after.span.low * right_scale)
                && same(before.span.high * scale, after.span.high * right_scale);
            if !is_amount {
                return if is_number { State::OtherUnit(before.unit.word(), after.unit.word()) } else { State::Other };
            }
        }
        if published.is_asserted() { State::Asserted } else { State::Right }
    }

    fn used(&self, input: &Input) -> Used {
        let name = input.name.clone();
        let month = self.claim.month;
        let Some(published) = &input.published else {
            return Used { name, published: None, ours: input.ours.as_ref().map(|ours| self.words(ours, Side::Ours)) };
        };
        // A figure of an earlier claim is put right by what that one was recomputed to.
        let ours = input.ours.as_ref().or_else(|| published.claim().map(|_| published));
        let before = self.known(published, Side::Published, month);
        let is_same = ours.is_none_or(|ours| self.known(ours, Side::Ours, month) == before);
        Used {
            name,
            published: Some(self.words(published, Side::Published)),
            ours: ours.filter(|_| !is_same).map(|ours| self.words(ours, Side::Ours)),
        }
    }

    /// A value and where it comes from.
    fn words(&self, given: &Given, side: Side) -> String {
        let value = match self.known(given, side, self.claim.month) {
            Ok(known) => worked::given(known),
            Err(misfit) => misfit.to_string(),
        };
        match given {
            Given::Is(..) | Given::Between(..) | Given::Month => value,
            Given::Says(..) => format!("{value}, said elsewhere"),
            Given::Price(_) | Given::Quoted(..) => format!("{value}, list price"),
            Given::Processors(_) => format!("{value}, size of the machine"),
            Given::LongestRun(kind) | Given::LargestMemory(kind) => format!("{value}, limit of {}", kind.id()),
            Given::Claim(id) if side == Side::Ours => format!("{value}, {id} recomputed"),
            Given::Recomputed(id) => format!("{value}, {id} recomputed"),
            Given::Claim(id) => format!("{value}, {id} as claimed"),
            Given::Takes(id) => format!("{value}, {id} taken as claimed"),
        }
    }

    /// Every price that the claim and its readings use, each once.
    fn prices(&self) -> Vec<Priced> {
        let claim = self.claim;
        let own = claim.inputs.iter().flat_map(|input| input.published.iter().chain(&input.ours));
        let readings = claim.also.iter().flat_map(|reading| reading.with.iter().map(|(_, given)| given));
        let mut found: Vec<Priced> = Vec::new();
        for given in own.chain(readings) {
            let priced = match given {
                Given::Price(id) | Given::Processors(id) => self.price(id).ok().map(Priced::of),
                Given::Quoted(value, unit, source, date) => Some(Priced {
                    id: String::new(),
                    item: String::new(),
                    value: *value,
                    unit: unit.word(),
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

impl Priced {
    fn of(price: &Price) -> Self {
        Self {
            id: price.id.clone(),
            item: price.item.clone(),
            value: price.value,
            unit: price.unit.word(),
            source: price.source.clone(),
            date: price.date.clone(),
            status: price.status.word(),
        }
    }
}

impl Finding {
    fn of(what: String, unit: ClaimUnit) -> Self {
        Self {
            what,
            unit,
            said: None,
            published: None,
            recomputed: None,
            formula: String::new(),
            published_formula: String::new(),
            verdict: None,
        }
    }

    /// The recomputed figure as a reader needs it; nothing where there is none.
    pub fn figure(&self) -> String {
        self.recomputed.map_or_else(String::new, |span| worked::figure(span, self.unit))
    }

    /// What the published inputs come to, as a reader needs it.
    pub fn published_figure(&self) -> String {
        self.published.map_or_else(String::new, |span| worked::figure(span, self.unit))
    }

    fn reckon(&mut self, formula: &Formula, published: &Result<Scene, Misfit>, ours: &Result<Scene, Misfit>) {
        let unit = self.unit;
        let of = |scene: &Result<Scene, Misfit>| -> Result<(Span, String), Misfit> {
            let scene = scene.as_ref().map_err(Clone::clone)?;
            let span = scene.span(formula, unit)?;
            Ok((span, worked::worked(formula, scene, unit, span)?))
        };
        match (of(published), of(ours)) {
            (Ok((before, before_text)), Ok((after, text))) => {
                (self.published, self.recomputed) = (Some(before), Some(after));
                self.published_formula = if before_text == text { String::new() } else { before_text };
                self.formula = text;
            }
            (Err(misfit), _) | (_, Err(misfit)) => {
                self.verdict = Some((Verdict::CannotBeChecked, Ground::Broken(misfit.to_string())));
            }
        }
    }

    /// Judges the figure, unless it could not be reckoned.
    fn judge(&mut self, inputs: &[Seen]) {
        if self.verdict.is_none() {
            self.verdict = Some(judge(self.said.as_ref(), self.published, self.recomputed, self.unit, inputs));
        }
    }
}
