//! The constraints of a workload: each with its strength, its author and its reason.

use crate::app::amount;
use crate::app::quantity;
use crate::app::reading;
use crate::app::row::Row;
use crate::model::edit::WorkloadField as W;
use crate::model::{Constraint, ConstraintKind, Edit, HoursPerMonth, Millis, Strength, UsdPerMonth, Workload};

/// A constraint as text.
pub fn format_constraint(kind: &ConstraintKind) -> String {
    match kind {
        ConstraintKind::VendorAppliance => "a vendor appliance".to_owned(),
        ConstraintKind::KernelModule => "a kernel module or driver".to_owned(),
        ConstraintKind::Gpu => "a GPU".to_owned(),
        ConstraintKind::LongLivedConnections => "long-lived connections".to_owned(),
        ConstraintKind::CannotContainerise => "no container image".to_owned(),
        ConstraintKind::ScaleToZero => "no cost while idle".to_owned(),
        ConstraintKind::P95AfterIdle(limit) => {
            format!("p95 after idle below {} ms", amount::format_compact(limit.get()))
        }
        ConstraintKind::Budget(most) => format!("at most {} USD/month", amount::format_money(most.get())),
        ConstraintKind::MostHours(most) => {
            format!("at most {} h/month of the team", amount::format_compact(most.get()))
        }
        ConstraintKind::DataResidency(place) => format!("data only in {place}"),
        ConstraintKind::Other(text) => text.clone(),
    }
}

/// The rows of all constraints; those that are set have two more below for strength and reason.
pub fn rows(workload: &Workload, by: &str) -> Vec<Row> {
    let form = ConstraintForm { workload, by };
    let fixed = [
        ConstraintKind::VendorAppliance,
        ConstraintKind::KernelModule,
        ConstraintKind::Gpu,
        ConstraintKind::LongLivedConnections,
        ConstraintKind::CannotContainerise,
        ConstraintKind::ScaleToZero,
    ];
    let mut rows: Vec<Row> = fixed.into_iter().flat_map(|kind| form.strength_rows(kind)).collect();
    rows.extend(form.limit_rows("p95 after idle below", "ms", p95_of, |value| {
        Millis::new(value).map(ConstraintKind::P95AfterIdle).map_err(|error| error.to_string())
    }));
    rows.extend(form.limit_rows("Budget at most", "USD/month", budget_of, |value| {
        UsdPerMonth::new(value).map(ConstraintKind::Budget).map_err(|error| error.to_string())
    }));
    rows.extend(form.limit_rows("Hours at most", "h/month", hours_of, |value| {
        HoursPerMonth::new(value).map(ConstraintKind::MostHours).map_err(|error| error.to_string())
    }));
    rows.extend(form.residency_rows());
    let others = workload.constraints.iter().filter(|row| matches!(row.kind, ConstraintKind::Other(_)));
    rows.extend(others.flat_map(|constraint| form.strength_rows(constraint.kind.clone())));
    rows.push(form.other_row());
    rows
}

fn p95_of(kind: &ConstraintKind) -> Option<f64> {
    if let ConstraintKind::P95AfterIdle(limit) = kind { Some(limit.get()) } else { None }
}

fn budget_of(kind: &ConstraintKind) -> Option<f64> {
    if let ConstraintKind::Budget(most) = kind { Some(most.get()) } else { None }
}

fn hours_of(kind: &ConstraintKind) -> Option<f64> {
    if let ConstraintKind::MostHours(most) = kind { Some(most.get()) } else { None }
}

fn capitalize(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The constraints of one workload, and who changes them now.
struct ConstraintForm<'a> {
    workload: &'a Workload,
    by: &'a str,
}

impl ConstraintForm<'_> {
    /// The constraint of a kind, with its strength, author and reason.
    fn find(&self, is_meant: impl Fn(&ConstraintKind) -> bool) -> Option<&Constraint> {
        self.workload.constraints.iter().find(|row| is_meant(&row.kind))
    }

    fn set(&self, constraints: Vec<Constraint>) -> Edit {
        Edit::SetWorkload { id: self.workload.id.clone(), field: W::Constraints(constraints) }
    }

    /// The edit that puts another row in place of one, adds it, or takes it away. Rows keep their order.
    fn replace(&self, old: Option<&Constraint>, new: Option<Constraint>) -> Edit {
        let mut constraints = self.workload.constraints.clone();
        let place = old.and_then(|old| constraints.iter().position(|row| row == old));
        match (place, new) {
            (Some(at), Some(new)) => constraints[at] = new,
            (Some(at), None) => {
                constraints.remove(at);
            }
            (None, new) => constraints.extend(new),
        }
        self.set(constraints)
    }

    /// A constraint of this kind, set by who changes it now; how firm it is and why is kept from before.
    fn build(&self, kind: ConstraintKind, old: Option<&Constraint>) -> Constraint {
        let (strength, why) = old.map_or((Strength::Hard, ""), |old| (old.strength, old.why.as_str()));
        Constraint { kind, strength, by: self.by.to_owned(), why: why.to_owned() }
    }

    /// No, must, or should: the constraint is absent, hard or soft.
    fn strength_rows(&self, kind: ConstraintKind) -> Vec<Row> {
        let present = self.find(|other| *other == kind);
        let with = |strength: Strength| {
            self.replace(present, Some(Constraint { strength, ..self.build(kind.clone(), present) }))
        };
        let options = vec![
            ("no".to_owned(), self.replace(present, None)),
            ("must have".to_owned(), with(Strength::Hard)),
            ("should have".to_owned(), with(Strength::Soft)),
        ];
        let current = match present.map(|row| row.strength) {
            None => 0,
            Some(Strength::Hard) => 1,
            Some(Strength::Soft) => 2,
        };
        let row = Row::choice(&capitalize(&format_constraint(&kind)), options, Some(current))
            .unit(author(present))
            .help("Must rules out every option that does not comply; should only warns.");
        std::iter::once(row).chain(present.map(|present| self.reason_row(present))).collect()
    }

    /// A limit in figures; without one it is absent.
    fn limit_rows(
        &self,
        label: &str,
        unit: &'static str,
        read: fn(&ConstraintKind) -> Option<f64>,
        make: fn(f64) -> Result<ConstraintKind, String>,
    ) -> Vec<Row> {
        let present = self.find(|kind| read(kind).is_some());
        let current = present.and_then(|row| read(&row.kind));
        let shown = current.map_or("–".to_owned(), amount::format_compact);
        let typed = current.map_or(String::new(), |value| value.to_string());
        let owned = self.edit_builder(present);
        let row = Row::number(label, shown, typed, (None, None), move |text| {
            let kind = if text.trim().is_empty() { None } else { Some(make(quantity::parse_number(text, unit)?)?) };
            Ok(owned(kind))
        })
        .unit(unit)
        .reads(reading::optional_number(unit, "no limit"))
        .help("Leave it empty to remove the limit.");
        self.with_details(row, present)
    }

    fn residency_rows(&self) -> Vec<Row> {
        let present = self.find(|kind| matches!(kind, ConstraintKind::DataResidency(_)));
        let current = match present.map(|row| &row.kind) {
            Some(ConstraintKind::DataResidency(place)) => place.as_str(),
            _ => "",
        };
        let owned = self.edit_builder(present);
        let row = Row::text("Data only in", current, move |text| {
            let place = text.trim();
            Ok(owned((!place.is_empty()).then(|| ConstraintKind::DataResidency(place.to_owned()))))
        })
        .help("Where its data must stay, such as EU or Germany. Leave it empty to remove the limit.");
        self.with_details(row, present)
    }

    /// Something that no model knows: it only reminds. What people are to judge option by option is a must-have.
    fn other_row(&self) -> Row {
        let owned = self.edit_builder(None);
        Row::text("+ Something else", "", move |text| {
            let text = text.trim();
            if text.is_empty() {
                return Err("describe the constraint".to_owned());
            }
            Ok(owned(Some(ConstraintKind::Other(text.to_owned()))))
        })
        .help("A reminder in your own words: it warns for every option. A must-have (in Options) is marked met or failed for each.")
    }

    /// Turns a kind into the edit that puts it in place of what is there, free of what the form borrows.
    fn edit_builder(&self, present: Option<&Constraint>) -> impl Fn(Option<ConstraintKind>) -> Edit + use<> {
        let (workload, by, present) = (self.workload.clone(), self.by.to_owned(), present.cloned());
        move |kind| {
            let form = ConstraintForm { workload: &workload, by: &by };
            let old = present.as_ref();
            form.replace(old, kind.map(|kind| form.build(kind, old)))
        }
    }

    fn with_details(&self, row: Row, present: Option<&Constraint>) -> Vec<Row> {
        let details = present.map(|present| [self.strength_row(present), self.reason_row(present)]);
        std::iter::once(row).chain(details.into_iter().flatten()).collect()
    }

    fn strength_row(&self, present: &Constraint) -> Row {
        let with = |strength: Strength| {
            let new = Constraint { strength, ..self.build(present.kind.clone(), Some(present)) };
            self.replace(Some(present), Some(new))
        };
        let options = vec![("must".to_owned(), with(Strength::Hard)), ("should".to_owned(), with(Strength::Soft))];
        Row::choice("  strength", options, Some(usize::from(present.strength == Strength::Soft)))
            .unit(author(Some(present)))
            .help("Must rules out every option that does not comply; should only warns.")
    }

    fn reason_row(&self, present: &Constraint) -> Row {
        let (workload, by, old) = (self.workload.clone(), self.by.to_owned(), present.clone());
        Row::text("  because", &present.why, move |text| {
            let form = ConstraintForm { workload: &workload, by: &by };
            let new = Constraint { why: text.trim().to_owned(), by: by.clone(), ..old.clone() };
            Ok(form.replace(Some(&old), Some(new)))
        })
        .help("The reason; it is shown with every option that this rules out.")
    }
}

fn author(present: Option<&Constraint>) -> String {
    present.filter(|row| !row.by.is_empty()).map_or(String::new(), |row| format!("set by {}", row.by))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::row::RowKind;
    use crate::model::{Session, WorkloadId};

    fn typed(workload: &Workload, label: &str, text: &str) -> Edit {
        let row = rows(workload, "Ana").into_iter().find(|row| row.label == label).unwrap();
        match row.kind {
            RowKind::Text { make, .. } | RowKind::Number { make, .. } => make(text).unwrap(),
            _ => panic!("{label} is not typed"),
        }
    }

    fn after(workload: Workload, edit: Edit) -> Workload {
        let mut session = Session { workloads: vec![workload], ..Session::new("t") };
        session.apply(edit).unwrap();
        session.workloads.remove(0)
    }

    #[test]
    fn who_sets_a_limit_is_recorded_and_a_change_keeps_how_firm_it_is_and_why() {
        let workload =
            Workload { id: WorkloadId::from("checkout"), name: "Checkout".to_owned(), ..Workload::default() };
        let workload = after(workload.clone(), typed(&workload, "Hours at most", "12"));
        let hours = &workload.constraints[0];
        assert_eq!((&hours.kind, hours.by.as_str()), (&ConstraintKind::MostHours(HoursPerMonth::of(12.0)), "Ana"));
        let workload = after(workload.clone(), typed(&workload, "  because", "we are three"));
        let workload = after(workload.clone(), typed(&workload, "Hours at most", "10"));
        assert_eq!(workload.constraints[0].why, "we are three");
        let workload = after(workload.clone(), typed(&workload, "Data only in", "EU"));
        assert_eq!(workload.constraints.len(), 2);
        let workload = after(workload.clone(), typed(&workload, "Hours at most", ""));
        assert_eq!(workload.constraints[0].kind, ConstraintKind::DataResidency("EU".to_owned()));
    }
}
