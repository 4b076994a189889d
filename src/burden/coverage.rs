//! What the hours are for, how they grow, and what others publish.

use super::hours::Burden;
use crate::catalogue::tasks::TaskBook;
use crate::model::HoursPerMonth;
use crate::model::number::format_decimals;

/// Lines on what the hours of these burdens cover, how they grow with services and environments, and published numbers of people
/// for the kinds in use.
pub fn describe_coverage<'b>(book: &TaskBook, burdens: impl IntoIterator<Item = (&'b str, &'b Burden)>) -> Vec<String> {
    let (coverage, reference) = (&book.coverage, &book.reference);
    let mut lines = vec![
        format!("the hours cover {}", coverage.covers),
        format!("they do not cover {}", coverage.excludes),
        format!(
            "they are those of {} services in {} environments, and are scaled to what is in use here",
            reference.services, reference.environments
        ),
    ];
    let mut kinds = Vec::new();
    for (name, burden) in burdens {
        lines.push(format!("{name}: {}", describe_growth(burden)));
        kinds.extend(burden.scopes.iter().map(|scope| (scope.kind, scope.name.as_str())));
    }
    for row in &coverage.staffing {
        let Some((_, name)) = kinds.iter().find(|(kind, _)| *kind == row.kind) else { continue };
        let hours = row.engineers * book.productive_hours.get();
        lines.push(format!(
            "{name}, published for comparison: {} full-time people, {hours:.0} h/month, for {} ({}, {})",
            row.engineers, row.what, row.source, row.date
        ));
    }
    lines
}

/// `one more service adds 3.0 h/month, one more environment 4.1 h/month and its machines`.
fn describe_growth(burden: &Burden) -> String {
    let sum = |of: fn(&super::TaskHours) -> HoursPerMonth| {
        format_decimals(burden.tasks.iter().map(|task| of(task).get()).sum::<f64>(), 1)
    };
    let machines =
        if burden.scopes.iter().any(|scope| scope.hosts > 0) { ", and the hours of its machines" } else { "" };
    format!(
        "one more service adds {} h/month, one more environment {} h/month{machines}",
        sum(|task| task.per_service),
        sum(|task| task.per_environment)
    )
}
