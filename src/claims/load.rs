//! Reads the book of claims, refusing errors by line and column.

use super::book::{Claim, ClaimBook, ClaimFormula, ClaimedFigure, InputSource};
use crate::catalogue::CatalogueError;
use crate::catalogue::load_error::{check_rows, error_at};
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};

/// The embedded claims.
pub const SHIPPED: &str = include_str!("../../assets/claims.ron");

/// The longest title, in characters.
const MAX_TITLE: usize = 20;

/// Reads the embedded claims.
///
/// # Errors
/// See [`load`].
pub fn load_shipped() -> Result<ClaimBook, CatalogueError> {
    load(SHIPPED).map_err(|error| CatalogueError { part: "list of claims", why: error.to_string() })
}

/// Reads and checks a book of claims.
///
/// # Errors
/// A duplicate id, an empty text, an unknown source, a figure that is not a number, a formula with an unknown input, or a
/// claim that uses the figure of a later one. Each names its line and column.
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
            return refuse(&[PathStep::Field("claimed")], format!("'{wrong}' is not a number"), "write it as 1234.50");
        }
        let known = |id: &str| book.claims[..at].iter().any(|earlier| earlier.id == id);
        for (row, input) in claim.inputs.iter().enumerate() {
            let place = [PathStep::Field("inputs"), PathStep::Item(row)];
            let mut givens = input.published.iter().chain(&input.ours);
            if givens.clone().next().is_none() {
                let what = format!("'{}' has no value", input.name);
                return refuse(&place, what, "give what was published, or a replacement");
            }
            if let Some(id) = givens.find_map(|given| given.source_claim().filter(|id| !known(id))) {
                let what = format!("'{}' uses '{id}', which is not an earlier claim", claim.id);
                return refuse(&place, what, "a claim may use earlier claims only");
            }
        }
        if let Some(name) = claim.formula.as_ref().and_then(|formula| undefined_input(formula, claim, &[])) {
            let what = format!("the formula of '{}' names '{name}', which is not an input", claim.id);
            return refuse(&[PathStep::Field("formula")], what, "add it to the inputs");
        }
        for (row, reading) in claim.also.iter().enumerate() {
            let place = [PathStep::Field("also"), PathStep::Item(row)];
            if let Some(wrong) = invalid_figure(reading.claimed.as_ref()) {
                return refuse(&place, format!("'{wrong}' is not a number"), "write it as 1234.50");
            }
            if let Some(id) = reading.with.iter().find_map(|(_, given)| given.source_claim().filter(|id| !known(id))) {
                let what = format!("'{}' uses '{id}', which is not an earlier claim", claim.id);
                return refuse(&place, what, "a claim may use earlier claims only");
            }
            let formula = reading.formula.as_ref().or(claim.formula.as_ref());
            if let Some(name) = formula.and_then(|formula| undefined_input(formula, claim, &reading.with)) {
                let what = format!("a formula of '{}' names '{name}', which is not an input", claim.id);
                return refuse(&place, what, "add it to the inputs of the claim or of this reading");
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
        refused("Figure(\"30\")", "Figure(\"thirty\")", "'thirty' is not a number", 7);
        refused("In(\"price\")", "In(\"prize\")", "names 'prize'", 9);
        refused("published: Is(10, UsdPerMonth)", "published: Claim(\"009-2\")", "uses '009-2'", 8);
        refused("(name: \"machines\", published: Is(3, Count))", "(name: \"machines\")", "'machines' has no value", 8);
        refused("three machines", "three machines of the largest size", "too long", 6);
        refused("why:", "verdict: \"holds\", why:", "no field 'verdict'", 10);
    }
}
