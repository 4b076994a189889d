//! A decision about no platform at all, half way through: which store answers a bookseller's search box.

use super::workshop::{Outcome, Workshop, criterion, frame, measure, note, rubric, score, team_cell, template, weigh};
use std::error::Error;
use weighbridge::model::edit::{AlternativeField, FrameField};
use weighbridge::model::*;

/// Everything that is in the file of the search read model.
pub fn session() -> Result<Session, Box<dyn Error>> {
    let mut workshop = Workshop::on(template("blank")?)?;
    frame_it(&mut workshop)?;
    options(&mut workshop)?;
    criteria(&mut workshop)?;
    weights(&mut workshop)?;
    first_scores(&mut workshop)?;
    measurements(&mut workshop)?;
    Ok(workshop.session)
}

/// 16 November: what is asked.
fn frame_it(w: &mut Workshop) -> Outcome {
    w.meet("2026-11-16T08:00:00Z")?;
    w.edit("Gita", frame(FrameField::Title("Read model store for search".to_owned())))?;
    w.edit("Gita", frame(FrameField::Question("Which store should answer the search box?".to_owned())))?;
    w.edit(
        "Gita",
        frame(FrameField::Context(
            "A bookseller with two million titles. Titles, prices and stock are written to PostgreSQL, and so far the search box reads from there too, with patterns that no index helps. Whatever we choose holds a copy that can be built again, so losing it is a nuisance and no disaster. An example: the people and their measurements are made up.".to_owned(),
        )),
    )?;
    let people = [
        ("gita", "Gita", "search lead"),
        ("hal", "Hal", "backend"),
        ("iris", "Iris", "product"),
        ("jonas", "Jonas", "operations"),
    ];
    let people = people.into_iter().enumerate().map(|(at, (id, name, role))| Edit::AddParticipant {
        at,
        participant: Participant {
            id: id.into(),
            name: name.to_owned(),
            role: role.to_owned(),
            weight: 1,
            account: String::new(),
        },
    });
    w.edit("Gita", Edit::Batch(people.collect()))?;
    w.edit("Gita", frame(FrameField::Tags(vec!["search".to_owned(), "storage".to_owned()])))?;
    w.edit("Iris", frame(FrameField::Deadline(Some("2026-12-11".parse()?))))?;
    w.edit("Gita", frame(FrameField::Status(Status::Open)))
}

fn option(at: usize, id: &str, name: &str, note: &str) -> Edit {
    let alternative =
        Alternative { id: id.into(), name: name.to_owned(), note: note.to_owned(), ..Alternative::default() };
    Edit::AddAlternative { at, alternative }
}

/// The same morning: what there is to choose from.
fn options(w: &mut Workshop) -> Outcome {
    w.edit(
        "Hal",
        option(
            0,
            "postgresql",
            "PostgreSQL",
            "Full-text and trigram indexes in the database we already run, on a read replica.",
        ),
    )?;
    w.edit("Gita", option(1, "elasticsearch", "Elasticsearch", "Three nodes of our own, fed from the change stream."))?;
    w.edit(
        "Jonas",
        option(2, "managed-opensearch", "Managed OpenSearch", "The same idea, with nodes, patches and backups bought."),
    )?;
    w.edit(
        "Iris",
        option(3, "meilisearch", "Meilisearch", "One small server, forgiving of typing errors from the start."),
    )?;
    let field = AlternativeField::Note(
        "Three nodes of our own, fed from the change stream; fewer would not keep a majority when one is lost."
            .to_owned(),
    );
    w.edit("Jonas", Edit::SetAlternative { id: "elasticsearch".into(), field })
}

fn row(id: &str, name: &str, group: &str, about: CriterionScope, measure: Measure) -> Criterion {
    Criterion { id: id.into(), name: name.to_owned(), group: group.to_owned(), about, measure, ..Criterion::default() }
}

fn measured(unit: &str, worst: f64, best: f64) -> Result<Measure, Box<dyn Error>> {
    Ok(Measure::Measured {
        unit: unit.to_owned(),
        worst: Figure::new(worst)?,
        best: Figure::new(best)?,
        bends: Vec::new(),
    })
}

/// The same morning: what matters, three of them measured.
fn criteria(w: &mut Workshop) -> Outcome {
    let relevance = row("relevance", "Relevance", "Readers", CriterionScope::Workload, Measure::Judged);
    w.edit(
        "Iris",
        criterion(
            0,
            relevance,
            &[
                (5, "The wanted title is among the first three, misspelt or not, in each language we sell."),
                (3, "It is on the first page when spelt nearly right."),
                (1, "It is found when typed as it is printed."),
            ],
        ),
    )?;
    let query = row("query-p95", "Query p95", "Readers", CriterionScope::Workload, measured("ms", 400.0, 20.0)?);
    w.edit("Gita", criterion(1, query, &[]))?;
    let lag = row("freshness", "Freshness", "Readers", CriterionScope::Workload, measured("s", 60.0, 0.0)?);
    w.edit("Hal", criterion(2, lag, &[]))?;
    let upkeep = row("upkeep", "Upkeep", "Team", CriterionScope::Team, Measure::Judged);
    w.edit(
        "Jonas",
        criterion(
            3,
            upkeep,
            &[
                (5, "Nothing to patch or watch that is not patched and watched today."),
                (3, "One more thing on the rota, with upgrades a few times a year."),
                (1, "A cluster whose moods somebody has to learn."),
            ],
        ),
    )?;
    let skill = row("team-skill", "Team skill", "Team", CriterionScope::Team, Measure::Judged);
    w.edit(
        "Hal",
        criterion(
            4,
            skill,
            &[
                (5, "All four of us write and tune its queries."),
                (3, "One of us does, and could show the others."),
                (1, "We would begin with its handbook."),
            ],
        ),
    )?;
    let cost =
        row("monthly-cost", "Monthly cost", "Business", CriterionScope::Workload, measured("USD/month", 1200.0, 0.0)?);
    w.edit("Jonas", criterion(5, cost, &[]))
}

/// 17 November: how much it matters.
fn weights(w: &mut Workshop) -> Outcome {
    w.meet("2026-11-17T13:30:00Z")?;
    w.edit("Iris", weigh("relevance", 40))?;
    w.undo("Iris")?;
    w.edit("Iris", weigh("relevance", 30))?;
    w.edit("Gita", weigh("query-p95", 20))?;
    w.edit("Hal", weigh("freshness", 10))?;
    w.edit("Jonas", weigh("upkeep", 20))?;
    w.edit("Hal", weigh("team-skill", 8))?;
    w.edit("Jonas", weigh("monthly-cost", 12))?;
    w.edit(
        "Iris",
        note(
            NoteSubject::Criterion("relevance".into()),
            "A third of all visits begin in the search box, and a visit that finds nothing ends there. Wanted 40; 30 is what the others could live with.",
        ),
    )?;
    w.edit("Gita", measure("freshness", measured("s", 30.0, 0.0)?))?;
    w.edit(
        "Hal",
        note(
            NoteSubject::Criterion("freshness".into()),
            "Seconds from a price written to a price found. Worst was 60; after half a minute the shop telephones.",
        ),
    )?;
    w.edit("Gita", Edit::SetAgreed { criterion: "relevance".into(), agreed: true })
}

/// Somebody scores a cell.
fn says(w: &mut Workshop, by: &str, criterion: &str, alternative: &str, what: CellScore, why: &str) -> Outcome {
    w.edit(by, score(team_cell(criterion, alternative), what, by, why, ""))
}

/// 18 November: what can be judged without trying.
fn first_scores(w: &mut Workshop) -> Outcome {
    use CellScore::{Exact, Range, Unknown};
    w.meet("2026-11-18T09:15:00Z")?;
    let why = "One more replica of what we run; its vacuum has to keep up with a large index.";
    says(w, "Jonas", "upkeep", "postgresql", Exact(4), why)?;
    let why = "Heap, shards and rolling upgrades, and nobody here has been through them.";
    says(w, "Jonas", "upkeep", "elasticsearch", Exact(1), why)?;
    let why = "The provider patches; sizing and index changes stay with us.";
    says(w, "Jonas", "upkeep", "managed-opensearch", Exact(3), why)?;
    says(w, "Hal", "team-skill", "postgresql", Exact(5), "We read its query plans every week.")?;
    let why = "Gita tuned one at her last place; three of us would learn from her.";
    says(w, "Hal", "team-skill", "elasticsearch", Range(2, 3), why)?;
    let why = "Stems and trigrams find most slips of the finger; ranking by sales has to be built by hand.";
    says(w, "Gita", "relevance", "postgresql", Range(2, 3), why)?;
    let why = "Analysers for every language, and ranking that takes sales into account.";
    says(w, "Gita", "relevance", "elasticsearch", Exact(5), why)?;
    let why = "Splendid with English titles; nobody has tried it with German compounds.";
    says(w, "Iris", "relevance", "meilisearch", Unknown, why)?;
    w.edit("Gita", rubric("relevance", 4, "Among the first three when at most one letter is wrong."))
}

const TRIAL: &str = "trial of 19 November: two million titles, the thousand commonest queries";

/// Somebody enters what the trial showed.
fn measured_it(w: &mut Workshop, by: &str, criterion: &str, alternative: &str, what: CellScore, why: &str) -> Outcome {
    w.edit(by, score(team_cell(criterion, alternative), what, by, why, TRIAL))
}

/// 19 November: the first figures from the trial, and what is still missing.
fn measurements(w: &mut Workshop) -> Outcome {
    use CellScore::{Between, Value};
    w.meet("2026-11-19T14:00:00Z")?;
    let spread = Between(Figure::new(140.0)?, Figure::new(220.0)?);
    let why = "Short words are the slow ones; the spread is between warm and cold cache.";
    measured_it(w, "Hal", "query-p95", "postgresql", spread, why)?;
    let why = "Three nodes as planned, index in memory.";
    measured_it(w, "Gita", "query-p95", "elasticsearch", Value(Figure::new(38.0)?), why)?;
    let why = "Only the replica lags, by a second at most.";
    measured_it(w, "Hal", "freshness", "postgresql", Value(Figure::new(1.0)?), why)?;
    let why = "Change stream three seconds, refresh interval one.";
    measured_it(w, "Gita", "freshness", "elasticsearch", Value(Figure::new(4.0)?), why)?;
    w.edit(
        "Gita",
        note(
            NoteSubject::Frame,
            "Still open: both other stores in the trial (Iris, Hal), two quotes (Jonas), and a vote on relevance with twenty searches that readers gave up on. Nobody looks at totals before that.",
        ),
    )
}
