//! Why the hours of a column are what they are.

use super::explanation::Explanation;
use crate::appraisal::Column;
use crate::burden::describe_coverage;
use crate::catalogue::tasks::TaskBook;

/// Why the hours are what they are: what they are in proportion to, every task with its band, basis and formula, what it comes to
/// in people and money, and who is on call.
pub fn explain_burden(book: &TaskBook, column: &Column) -> Explanation {
    let mut why = Explanation::new(format!("Why these hours for {}?", column.name));
    let Some(burden) = &column.offer.burden else {
        why.text("its hours are unknown: it has no catalogue platform");
        return why;
    };
    why.heading("what the hours are for");
    describe_coverage(book, [(column.name.as_str(), burden)]).into_iter().for_each(|line| why.text(line));
    why.heading("hours scale with");
    burden.scopes.iter().for_each(|scope| why.text(scope.to_string()));
    for task in &burden.tasks {
        let own = task.hours_override.as_ref().map(|_| "  own hours");
        let yours = task.from_task_file.then_some("  your task file");
        let estimate = task.estimated.then_some("  ~ estimate");
        why.heading(format!(
            "{}: {:.1} h/month ({:.1}–{:.1}){}",
            task.name,
            task.mean.get(),
            task.low.get(),
            task.high.get(),
            [own, yours, estimate].into_iter().flatten().collect::<String>()
        ));
        why.formula(task.formula.to_string());
        why.source(task.basis.clone());
    }
    why.heading(format!("total: {:.1} h/month ({:.1}–{:.1})", burden.mean.get(), burden.low.get(), burden.high.get()));
    why.formula(
        "mean = (low + 4 × likely + high) / 6 per task; low and high are summed, since errors of tasks correlate",
    );
    why.heading("staff and cost");
    let (people, mean) = (&burden.labour_basis, burden.mean.get());
    let productive = people.productive_hours.get();
    why.formula(format!("{mean:.1} h / {productive:.1} productive h per person and month = {:.2} people", burden.fte));
    why.formula(format!(
        "{:.2} / {} engineers = {:.1} %",
        burden.fte,
        people.engineers.max(1),
        burden.share_of_team * 100.0
    ));
    let rate = people.hourly_rate.get();
    why.formula(format!("{mean:.1} h × {rate:.0} USD/h = {:.0} USD/month of labour", burden.labour.get()));
    why.source(people.productive_basis.clone());
    if let Some(on_call) = &burden.on_call {
        why.heading("on-call");
        on_call.explain().into_iter().for_each(|line| why.formula(line));
    }
    burden.notes.iter().for_each(|note| why.text(note.to_string()));
    burden.warnings.iter().for_each(|warning| why.text(warning.to_string()));
    why
}
