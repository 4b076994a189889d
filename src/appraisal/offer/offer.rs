//! The offer of one alternative: bill, hours, latency and what rules it out.

use super::one_time::OneTimeCost;
use crate::burden::{Burden, MustHaveIssue, Objection, Reason};
use crate::catalogue::OneTimeHours;
use crate::cost::Bill;
use crate::model::{Constraint, DerivedMetric, Millis, Strength, UsdOnce};

/// One or more workloads on one alternative, or an estate as a whole.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// What it costs, or what is known of that; none where the alternative has neither a platform nor a quote.
    pub bill: Option<Bill>,
    /// What it asks of the team; none without a platform.
    pub burden: Option<Burden>,
    /// Time within which 95 of 100 answers come after idle.
    pub p95: Option<Millis>,
    /// Share of layers that the team operates, in per cent.
    pub operated: Option<f64>,
    /// Work of leaving, once; none without a platform.
    pub exit: Option<OneTimeHours>,
    /// What adopting it costs once.
    pub one_time: OneTimeCost,
    /// What rules it out.
    pub hard: Vec<Reason>,
    /// What warns.
    pub soft: Vec<Reason>,
}

impl Offer {
    /// Whether nothing rules it out.
    pub fn is_feasible(&self) -> bool {
        self.hard.is_empty()
    }

    /// The figure that a derived criterion maps onto the scale, in the source's unit, with how far the ranges in a demand let
    /// it lie off.
    pub fn figure_range(&self, source: DerivedMetric) -> Option<FigureRange> {
        match source {
            // Of an open bill nobody knows where it ends.
            DerivedMetric::MonthlyCost => self.bill.as_ref().filter(|bill| !bill.is_open()).map(|bill| FigureRange {
                low: bill.low.get(),
                likely: bill.monthly.get(),
                high: bill.high.get(),
            }),
            // Bad months of all tasks together are far from good ones of all, for every alternative alike: as a range they would
            // leave no order among alternatives, and say nothing of what sets them apart. The mean is what totals are made of.
            DerivedMetric::BurdenHours => self.burden.as_ref().map(|burden| FigureRange::exact(burden.mean.get())),
            DerivedMetric::P95AfterIdle => self.p95.map(|p95| FigureRange::exact(p95.get())),
            DerivedMetric::OperatedShare => self.operated.map(FigureRange::exact),
            DerivedMetric::ExitEffort => self.exit.map(|exit| FigureRange::exact(exit.mean().get())),
        }
    }

    /// Must-haves that it is not said to meet: those that rule it out first, then failed soft ones, doubtful and open ones.
    pub fn must_have_issues(&self) -> impl Iterator<Item = &MustHaveIssue> {
        self.hard.iter().chain(&self.soft).filter_map(Reason::must_have)
    }

    /// The must-have that weighs most among those: one that rules it out, else one that may, else the first.
    pub fn gravest_must_have(&self) -> Option<&MustHaveIssue> {
        let first = |is: fn(&MustHaveIssue) -> bool| self.must_have_issues().find(|issue| is(issue));
        first(MustHaveIssue::rules_out).or_else(|| first(MustHaveIssue::could_rule_out)).or_else(|| first(|_| true))
    }

    /// Must-haves that may turn out to rule it out.
    pub fn open_must_haves(&self) -> impl Iterator<Item = &MustHaveIssue> {
        self.must_have_issues().filter(|issue| issue.could_rule_out())
    }

    /// Adds a broken constraint: it rules out or warns, as the constraint says.
    pub(super) fn add_violation(&mut self, constraint: &Constraint, what: Objection) {
        let reason = Reason::from_constraint(constraint, what);
        match constraint.strength {
            Strength::Hard => self.hard.push(reason),
            Strength::Soft => self.soft.push(reason),
        }
    }

    /// Adds a constraint that nothing known answers: never a yes, and never a no.
    pub(super) fn add_question(&mut self, constraint: &Constraint, what: Objection) {
        self.soft.push(Reason::from_constraint(constraint, what));
    }

    /// What it costs over so many months, adopting it included; none where the bill is open.
    pub fn cost_over(&self, months: u32) -> Option<UsdOnce> {
        let monthly = self.bill.as_ref()?.known_monthly()?.get();
        Some(UsdOnce::of(monthly * f64::from(months) + self.one_time.total().get()))
    }
}

/// A figure that is not exactly known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FigureRange {
    /// With every range at its cheaper end.
    pub low: f64,
    /// What is most likely.
    pub likely: f64,
    /// With every range at its dearer end.
    pub high: f64,
}

impl FigureRange {
    fn exact(figure: f64) -> Self {
        Self { low: figure, likely: figure, high: figure }
    }
}
