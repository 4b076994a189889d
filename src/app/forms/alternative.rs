//! The form of an alternative: platform, cloud, commitment, quote and one-time costs.

use super::estimate;
use crate::app::amount;
use crate::app::quantity;
use crate::app::reading;
use crate::app::row::Row;
use crate::catalogue::Catalogue;
use crate::model::edit::{AlternativeField as A, OneTimeField as O};
use crate::model::{Alternative, Cloud, Commitment, Edit, Estimate, HoursOnce, Session, UsdPerMonth};

/// The rows of an alternative.
pub fn rows(catalogue: &Catalogue, session: &Session, alternative: &Alternative) -> Vec<Row> {
    let set = |field: A| Edit::SetAlternative { id: alternative.id.clone(), field };
    let id = alternative.id.clone();
    let name = Row::text("Name", &alternative.name, move |text| {
        let name = text.trim().to_owned();
        if name.is_empty() {
            Err("give it a name".to_owned())
        } else {
            Ok(Edit::SetAlternative { id: id.clone(), field: A::Name(name) })
        }
    });
    let id = alternative.id.clone();
    let note = Row::area("Note", &alternative.note, move |text| {
        Ok(Edit::SetAlternative { id: id.clone(), field: A::Note(text.trim_end().to_owned()) })
    });
    let mut platforms = vec![("none: our own".to_owned(), set(A::Platform(None)))];
    platforms.extend(catalogue.platforms.iter().map(|row| (row.name.clone(), set(A::Platform(Some(row.id.clone()))))));
    let platform = match &alternative.platform {
        None => Some(0),
        Some(id) => catalogue.platforms.iter().position(|row| row.id == *id).map(|at| at + 1),
    };
    let mut clouds = vec![("the session's".to_owned(), set(A::Cloud(None)))];
    clouds.extend(Cloud::ALL.iter().map(|cloud| (cloud.label().to_owned(), set(A::Cloud(Some(*cloud))))));
    let cloud =
        alternative.cloud.map_or(Some(0), |own| Cloud::ALL.iter().position(|cloud| *cloud == own).map(|at| at + 1));
    let mut terms = vec![("the session's".to_owned(), set(A::Commitment(None)))];
    terms.extend(Commitment::ALL.iter().map(|term| (term.label().to_owned(), set(A::Commitment(Some(*term))))));
    let term = alternative
        .commitment
        .map_or(Some(0), |own| Commitment::ALL.iter().position(|term| *term == own).map(|at| at + 1));
    let platform = Row::choice("Platform", platforms, platform)
        .help("A platform of the catalogue gives it a bill, hours and limits.");
    let mut rows = vec![name, platform];
    // Only a platform is bought somewhere.
    if alternative.platform.is_some() {
        rows.extend([
            Row::choice("Cloud", clouds, cloud),
            Row::choice("Commitment", terms, term)
                .help("How its machines are paid for: on demand, with a commitment, or as spare capacity (spot)."),
        ]);
    }
    if alternative.quote.is_some() || !session.is_ordinary() {
        rows.push(quote(alternative));
    }
    if alternative.platform.is_some() {
        rows.push(support(alternative));
    }
    rows.push(note);
    // Only what has a bill has costs to put beside it.
    if alternative.platform.is_some() || alternative.quote.is_some() {
        rows.push(Row::heading("One-time costs of adopting it"));
        rows.extend(one_time(alternative));
    }
    rows
}

fn support(alternative: &Alternative) -> Row {
    let set = |on: bool| Edit::SetAlternative { id: alternative.id.clone(), field: A::ExtendedSupport(on) };
    let options = vec![("standard".to_owned(), set(false)), ("extended".to_owned(), set(true))];
    Row::choice("Support", options, Some(usize::from(alternative.extended_support)))
        .help("Extended: it runs a version beyond standard support, for which some providers charge extra.")
}

fn one_time(alternative: &Alternative) -> [Row; 4] {
    let set = |field: fn(Estimate<HoursOnce>) -> O| {
        let id = alternative.id.clone();
        move |figure| Ok(Edit::SetOneTime { alternative: id.clone(), field: field(figure) })
    };
    let id = alternative.id.clone();
    let once = &alternative.one_time;
    [
        estimate::estimate_row("Learning", "h", once.learning, set(O::Learning))
            .help("Hours until the team can run it."),
        estimate::estimate_row("Setting up", "h", once.build, set(O::Build))
            .help("Hours to build the platform itself."),
        estimate::estimate_row("Moving", "h/workload", once.migration, set(O::Migration))
            .help("Hours to move one workload onto it; workloads that run on it today do not count."),
        estimate::estimate_row("Fees", "USD", once.fees, move |figure| {
            Ok(Edit::SetOneTime { alternative: id.clone(), field: O::Fees(figure) })
        })
        .help("Money besides hours: licences, training, consultants."),
    ]
}

fn quote(alternative: &Alternative) -> Row {
    let id = alternative.id.clone();
    let shown = alternative.quote.map_or("–".to_owned(), |quote| amount::format_money(quote.get()));
    let typed = alternative.quote.map_or(String::new(), |quote| quote.get().to_string());
    Row::number("Quote", shown, typed, (None, None), move |text| {
        let quote = if text.trim().is_empty() {
            None
        } else {
            let value = quantity::parse_number(text, "USD/month")?;
            Some(UsdPerMonth::new(value).map_err(|error| error.to_string())?)
        };
        Ok(Edit::SetAlternative { id: id.clone(), field: A::Quote(quote) })
    })
    .unit("USD/month")
    .reads(reading::optional_number("USD/month", "no quote"))
    .help("A monthly price that you were quoted; it replaces the calculated bill. Leave it empty to remove it.")
}
