//! The grocer's three meetings, from the template to a decision.

use super::workshop::{
    Outcome, Workshop, cell, decide, enter, frame, measure, note, rubric, score, team_cell, template, weigh,
};
use std::error::Error;
use weighbridge::model::edit::{AlternativeField, DecisionField, DemandField, FrameField, WorkloadField};
use weighbridge::model::*;

/// Everything that is in the grocer's file.
pub fn session() -> Result<Session, Box<dyn Error>> {
    let (start, scores) = start()?;
    let mut workshop = Workshop::on(start)?;
    frame_and_workloads(&mut workshop)?;
    criteria_and_weights(&mut workshop)?;
    scoring(&mut workshop, &scores)?;
    ballots(&mut workshop)?;
    second_thoughts(&mut workshop)?;
    totals(&mut workshop)?;
    decision(&mut workshop)?;
    Ok(workshop.session)
}

/// The template with its seal on and its scores taken out: they are entered again as the people find them.
fn start() -> Result<(Session, Vec<Score>), Box<dyn Error>> {
    let mut session = template("grocer")?;
    let scores = std::mem::take(&mut session.scores);
    session.totals_seen = false;
    session.status = Status::Draft;
    session.apply(note(
        NoteSubject::Frame,
        "A worked example. The case is a published one; the people, the dates, their plans, and whatever they counted or measured are made up.",
    ))?;
    Ok((session, scores))
}

fn demand(workload: &str, field: DemandField) -> Edit {
    Edit::SetDemand { workload: workload.into(), field }
}

fn of(workload: &str, figure: &str) -> NoteSubject {
    NoteSubject::Demand(workload.into(), figure.to_owned())
}

/// 9 November: what is asked, and what runs.
fn frame_and_workloads(w: &mut Workshop) -> Outcome {
    w.meet("2026-11-09T13:00:00Z")?;
    w.edit("Ana", frame(FrameField::Status(Status::Open)))?;
    w.edit("Dede", frame(FrameField::Deadline(Some("2026-11-24".parse()?))))?;
    w.edit(
        "Ana",
        frame(FrameField::DecisionRule(
            "Ana decides after hearing everyone; whoever disagrees is written down".to_owned(),
        )),
    )?;
    w.edit("Chen", demand("checkout", DemandField::RequestsPerMonth(Estimate::Exact(Requests::of(3_140_000.0)))))?;
    w.edit("Chen", note(of("checkout", "requests_per_month"), "Counted at the load balancer, October."))?;
    w.edit("Emil", demand("catalogue", DemandField::RequestsPerMonth(Estimate::Likely(Requests::of(88_000_000.0)))))?;
    w.edit(
        "Emil",
        note(
            of("catalogue", "requests_per_month"),
            "From the edge's report for October, less what the cache answered; the report rounds to millions.",
        ),
    )?;
    let runs = Estimate::Range(Millis::of(540_000.0), Millis::of(780_000.0));
    w.edit("Farah", demand("repricing", DemandField::DurationMs(runs)))?;
    w.edit(
        "Farah",
        note(of("repricing", "duration_ms"), "Thirty nights in the job's own log: nine to thirteen minutes."),
    )?;
    let wait = Constraint {
        kind: ConstraintKind::P95AfterIdle(Millis::of(1500.0)),
        strength: Strength::Soft,
        by: "Chen".to_owned(),
        why: "Above a second and a half people press the button again, and we sort out double orders.".to_owned(),
    };
    w.edit("Chen", Edit::SetWorkload { id: "checkout".into(), field: WorkloadField::Constraints(vec![wait]) })?;
    w.edit(
        "Bo",
        note(
            NoteSubject::Workload("warehouse".into()),
            "Read the support contract again: the supplier may refuse help for anything but its own image on a machine of its own. It is settled, then, and only its hours and dollars matter here. A hosted version is on the supplier's list for next year, without a date.",
        ),
    )
}

/// 16 November: what matters, and how much.
fn criteria_and_weights(w: &mut Workshop) -> Outcome {
    w.meet("2026-11-16T13:00:00Z")?;
    let (worst, best) = (Figure::new(2000.0)?, Figure::new(0.0)?);
    w.edit(
        "Dede",
        measure("cost", Measure::Derived { source: DerivedMetric::MonthlyCost, worst, best, bends: Vec::new() }),
    )?;
    w.edit(
        "Dede",
        note(
            NoteSubject::Criterion("cost".into()),
            "Without labour, which ops burden counts. Worst was 4,000 USD, which nothing on the table comes near, so all options would have looked cheap; 2,000 is what compute may cost in next year's plan. For a single workload the line is 800: control planes, load balancers and ways out come whole and for each environment, even for the smallest thing on them.",
        ),
    )?;
    let anchors = Some(Anchors { worst: Figure::new(800.0)?, best });
    let lines = ["catalogue", "checkout", "repricing", "warehouse"].map(|workload| Edit::SetAnchors {
        criterion: "cost".into(),
        workload: workload.into(),
        anchors,
    });
    w.edit("Dede", Edit::Batch(lines.to_vec()))?;
    w.edit("Dede", weigh("cost", 30))?;
    w.edit("Ana", weigh("cost", 18))?;
    w.edit("Bo", weigh("ops-burden", 28))?;
    w.edit("Ana", weigh("ops-burden", 25))?;
    w.edit(
        "Ana",
        note(
            NoteSubject::Criterion("ops-burden".into()),
            "80 hours are half of one engineer's month. For a single workload the line is 40: a platform's fixed hours come whole, even for the smallest thing on it. Two of eight are on call, a week in four for everyone and nobody to spare, so hours weigh more than dollars here.",
        ),
    )?;
    w.edit("Farah", weigh("portability", 4))?;
    w.edit("Bo", weigh("portability", 8))?;
    w.edit("Chen", weigh("response", 11))?;
    w.edit("Emil", weigh("delivery", 10))?;
    w.edit("Ana", Edit::SetAgreed { criterion: "team-skill".into(), agreed: true })?;
    w.edit("Ana", Edit::SetAgreed { criterion: "traffic-fit".into(), agreed: true })?;
    w.edit(
        "Emil",
        rubric(
            "team-skill",
            5,
            "At least six of the eight have run it in production, been paged for it, and can take its page alone.",
        ),
    )?;
    w.edit(
        "Chen",
        rubric(
            "traffic-fit",
            4,
            "Nearly made for it: follows within a minute or two, or keeps one small thing running that is not always needed.",
        ),
    )
}

/// 17 and 18 November: scores, each sheet by whoever knows it best, totals still sealed.
fn scoring(w: &mut Workshop, scores: &[Score]) -> Outcome {
    let sheet = |criterion: &'static str, workload: Option<&'static str>| {
        enter(scores.iter().filter(move |row| {
            row.criterion.as_str() == criterion && row.workload.as_ref().map(WorkloadId::as_str) == workload
        }))
    };
    w.meet("2026-11-17T08:30:00Z")?;
    w.edit("Emil", sheet("traffic-fit", Some("catalogue")))?;
    w.edit("Emil", sheet("response", Some("catalogue")))?;
    w.meet("2026-11-17T14:10:00Z")?;
    w.edit("Chen", sheet("traffic-fit", Some("checkout")))?;
    w.edit("Chen", sheet("response", Some("checkout")))?;
    w.edit("Chen", sheet("delivery", None))?;
    w.meet("2026-11-18T09:00:00Z")?;
    w.edit("Farah", sheet("traffic-fit", Some("repricing")))?;
    w.edit("Farah", sheet("response", Some("repricing")))?;
    w.edit("Bo", sheet("traffic-fit", Some("warehouse")))?;
    w.edit("Bo", sheet("response", Some("warehouse")))?;
    w.edit("Bo", sheet("portability", None))?;
    w.edit("Ana", sheet("team-skill", None))
}

/// 19 November: the one row on which they cannot agree goes to a vote.
fn ballots(w: &mut Workshop) -> Outcome {
    w.meet("2026-11-19T10:00:00Z")?;
    let votes: [(&str, Option<[u8; 4]>); 6] = [
        ("Farah", Some([4, 2, 4, 4])),
        ("Chen", Some([5, 2, 5, 3])),
        ("Bo", Some([4, 4, 4, 2])),
        ("Dede", None),
        ("Ana", Some([5, 3, 4, 3])),
        ("Emil", Some([5, 1, 3, 2])),
    ];
    for (who, levels) in votes {
        let ballot = ["vm", "k8s", "caas", "fn"].into_iter().enumerate().map(|(place, alternative)| {
            let vote = levels.map_or(Vote::Abstained, |levels| Vote::Scored(levels[place]));
            Edit::CastBallot {
                by: who.to_lowercase().as_str().into(),
                cell: team_cell("team-skill", alternative),
                vote: Some(vote),
            }
        });
        w.edit(who, Edit::Batch(ballot.collect()))?;
    }
    Ok(())
}

/// Later that day: the votes are talked over, a trial run settles a range, and one score falls.
fn second_thoughts(w: &mut Workshop) -> Outcome {
    w.edit(
        "Ana",
        Edit::SetRationale {
            cell: team_cell("team-skill", "k8s"),
            text: "Ballots ran from 1 to 4: those who have run a cluster are sure of it, those who would be paged for it are not. The range stands.".to_owned(),
        },
    )?;
    w.edit(
        "Chen",
        score(
            cell("traffic-fit", "caas", "checkout"),
            CellScore::Exact(4),
            "Chen",
            "In the trial a new task took forty seconds to join, and one task stays up at night. Good, and not in seconds.",
            "trial rush in staging, 18 November, third run",
        ),
    )?;
    w.edit(
        "Farah",
        score(
            cell("traffic-fit", "fn", "checkout"),
            CellScore::Exact(4),
            "Farah",
            "Follows at once. But the cap that protects the database's connections is reached at eight times the mean, and behind it orders would need a queue that we have not built.",
            "trial rush in staging, 18 November, fifth run",
        ),
    )
}

/// 20 November, the day of the price book: the seal is broken, and what was said before is tried against what is seen.
fn totals(w: &mut Workshop) -> Outcome {
    w.meet("2026-11-20T09:00:00Z")?;
    w.edit("Ana", frame(FrameField::TotalsSeen(true)))?;
    let cloud = AlternativeField::Cloud(Some(Cloud::Gcp));
    w.edit("Chen", Edit::SetAlternative { id: "caas".into(), field: cloud })?;
    w.undo("Chen")?;
    w.edit(
        "Chen",
        note(
            NoteSubject::Alternative("caas".into()),
            "Looked at with Cloud Run as well, which a request can wake from nothing. One task that stays up at night costs less than a second cloud would in attention, so we stay with Fargate.",
        ),
    )?;
    w.edit("Dede", weigh("cost", 22))?;
    w.edit("Ana", weigh("ops-burden", 21))?;
    w.edit(
        "Ana",
        note(
            NoteSubject::Decision,
            "After the totals were seen, Dede asked for four points more on cost, for the invoice is what will be held up to us each month. We took them from ops burden, in the open: the log shows when.",
        ),
    )?;
    w.edit(
        "Bo",
        Edit::AddEstate {
            at: 2,
            estate: Estate {
                id: "no-cluster".into(),
                name: "No cluster at all".to_owned(),
                assign: [("catalogue", "caas"), ("checkout", "caas"), ("repricing", "fn"), ("warehouse", "vm")]
                    .map(|(workload, alternative)| (workload.into(), alternative.into()))
                    .to_vec(),
            },
        },
    )
}

fn choice(workload: &str, alternative: &str, reason: &str) -> Choice {
    Choice { workload: Some(workload.into()), alternative: alternative.into(), reason: reason.to_owned() }
}

fn trigger(metric: &str, threshold: &str, owner: &str, date: &str) -> Result<Trigger, Box<dyn Error>> {
    let date = Some(date.parse()?);
    Ok(Trigger { metric: metric.to_owned(), threshold: threshold.to_owned(), owner: owner.to_owned(), date })
}

fn rejected(alternative: &str, reason: &str) -> Rejection {
    Rejection { alternative: alternative.into(), reason: reason.to_owned() }
}

/// The same day, after lunch: what is done, what is not, and when to look again.
fn decision(w: &mut Workshop) -> Outcome {
    w.meet("2026-11-20T13:00:00Z")?;
    w.edit("Ana", decide(DecisionField::Choices(choices())))?;
    w.edit("Ana", decide(DecisionField::Rejected(rejections())))?;
    w.edit(
        "Bo",
        decide(DecisionField::Dissent(
            "Bo: I would have put all three on a cluster, as it is the one place that no provider can take from us; I accept that we have not the hands for it this year. Farah: re-pricing is minutes a night and would have been nothing to run as a function.".to_owned(),
        )),
    )?;
    w.edit("Ana", decide(DecisionField::Triggers(triggers()?)))?;
    let day: Day = "2026-11-20".parse()?;
    let names = ["Ana", "Bo", "Chen", "Dede", "Emil", "Farah"];
    w.record("Ana")?;
    let digest = content_digest(&w.session)?;
    let hands = names.map(|by| SignOff {
        by: by.to_owned(),
        on: day,
        typed_by: (by != "Ana").then(|| "Ana".to_owned()),
        digest: Some(digest.clone()),
    });
    w.edit("Ana", decide(DecisionField::SignOffs(hands.to_vec())))
}

fn choices() -> Vec<Choice> {
    vec![
        choice(
            "catalogue",
            "caas",
            "It leads, and the hours a cluster asks for are hours we do not have. If search and recommendations arrive next year and keep nodes busy, the same images move to a cluster.",
        ),
        choice(
            "checkout",
            "caas",
            "Follows a rush without nodes provided in advance, keeps one task warm, and is built and watched exactly as the catalogue is.",
        ),
        choice(
            "repricing",
            "caas",
            "Functions would do it as well. Beside the catalogue, whose way out it shares, a scheduled task costs the same to a few cents; being from an image we already build it spares us a third kind of platform, and its longest run has no wall at fifteen minutes.",
        ),
        choice(
            "warehouse",
            "vm",
            "The supplier supports nothing else. It gets a patch day of its own, and a one-year reservation once the machine has proved to be the right size.",
        ),
    ]
}

fn rejections() -> Vec<Rejection> {
    vec![
        rejected(
            "vm",
            "As the home of all four: it is what we know, and what we know is sizing by hand before every promotion and paying for Friday all week.",
        ),
        rejected(
            "k8s",
            "As the home of everything but the gateway: it fits the catalogue best and is the easiest to leave, but its upgrades and its pages would go to the two people who have run one.",
        ),
        rejected(
            "fn",
            "As the home of catalogue and checkout: the smallest invoice as long as reads stay below 150 million a month. But a rush of orders would meet the database's connection limit before it met ours, and three of us would have to teach the others.",
        ),
    ]
}

fn triggers() -> Result<Vec<Trigger>, Box<dyn Error>> {
    Ok(vec![
        trigger("checkout, requests in a month", "30 million, ten times October", "Chen", "2027-05-03")?,
        trigger("re-pricing, longest run", "60 minutes", "Farah", "2027-02-01")?,
        trigger("catalogue tasks, busy over a month", "more than 60 % of what is paid for", "Bo", "2027-02-01")?,
        trigger("operations, all four", "more than 60 hours in a month", "Ana", "2027-02-01")?,
        trigger("people who have run a cluster", "four or more", "Bo", "2027-05-03")?,
        trigger("warehouse supplier", "offers a hosted version or an image", "Emil", "2027-11-01")?,
    ])
}
