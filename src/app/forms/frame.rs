//! The form of the frame: question, team, market.

use crate::app::amount;
use crate::app::quantity;
use crate::app::reading;
use crate::app::row::Row;
use crate::model::edit::{FrameField as F, MarketField as M, ParticipantField as P, TeamField as T};
use crate::model::{
    Cloud, Commitment, Day, Edit, LabourPolicy, Month, NoteSubject, Participant, ProductPhase, Session, Status,
    TeamRule, UsdPerHour,
};

/// The rows of the frame.
pub fn rows(session: &Session) -> Vec<Row> {
    let mut rows = vec![
        Row::text("Title", &session.title, |text| {
            if text.trim().is_empty() {
                Err("give it a title".to_owned())
            } else {
                Ok(Edit::SetFrame(F::Title(text.trim().to_owned())))
            }
        }),
        Row::text("Question", &session.question, |text| Ok(Edit::SetFrame(F::Question(text.trim().to_owned()))))
            .help("One sentence: what must be decided, and why does it matter? If it is about compute, ask about a workload, not about a platform."),
        Row::area("Context", &session.context, |text| Ok(Edit::SetFrame(F::Context(text.trim_end().to_owned()))))
            .help("What a newcomer must know: traffic, team, earlier attempts."),
        deadline(session),
        Row::text("Decision rule", &session.decision_rule, |text| {
            Ok(Edit::SetFrame(F::DecisionRule(text.trim().to_owned())))
        })
        .help("Who decides, and how: by consent, by vote, or one person after hearing the others."),
        tags(session),
        status(session),
    ];
    let (team_title, market_title) = match session.is_about_compute() {
        true => ("Team", "Market"),
        false => ("Team, if hours of work matter", "Market, if bills matter"),
    };
    // Engineers, hourly rates and clouds say nothing about laptops.
    if !session.is_ordinary() {
        rows.push(Row::heading(team_title));
        rows.extend(team(session));
        rows.push(Row::heading(market_title));
        rows.extend(market(session));
    }
    let note = session.note(&NoteSubject::Frame).to_owned();
    rows.push(Row::heading("Notes"));
    rows.push(Row::area("Notes", &note, |text| {
        Ok(Edit::SetNote { about: NoteSubject::Frame, text: text.trim_end().to_owned() })
    }));
    rows
}

fn deadline(session: &Session) -> Row {
    let current = session.deadline.map_or(String::new(), |day| day.to_string());
    Row::text("Decide by", &current, |text| {
        if text.trim().is_empty() {
            return Ok(Edit::SetFrame(F::Deadline(None)));
        }
        let day: Day = text.parse().map_err(|error: crate::model::time::TimeError| error.to_string())?;
        Ok(Edit::SetFrame(F::Deadline(Some(day))))
    })
    .unit("YYYY-MM-DD")
}

fn tags(session: &Session) -> Row {
    Row::text("Tags", &session.tags.join(", "), |text| {
        let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
        Ok(Edit::SetFrame(F::Tags(tags)))
    })
}

fn status(session: &Session) -> Row {
    let all = [Status::Draft, Status::Open, Status::Decided, Status::Superseded];
    let options = all.iter().map(|status| (status.label().to_owned(), Edit::SetFrame(F::Status(*status)))).collect();
    Row::choice("Status", options, all.iter().position(|status| *status == session.status))
}

fn team(session: &Session) -> Vec<Row> {
    let team = &session.team;
    let rate = team.hourly_rate.get();
    let step = |by: f64| UsdPerHour::new(rate + by).ok().map(|rate| Edit::SetTeam(T::HourlyRate(rate)));
    vec![
        Row::choice(
            "Phase",
            ProductPhase::ALL.iter().map(|phase| (phase.label().to_owned(), Edit::SetTeam(T::Phase(*phase)))).collect(),
            ProductPhase::ALL.iter().position(|phase| *phase == team.phase),
        ),
        Row::count("Engineers", team.engineers, |n| Edit::SetTeam(T::Engineers(n))),
        Row::count("On call", team.on_call, |n| Edit::SetTeam(T::OnCall(n))).unit("people at once").help(
            "How many people carry a pager at the same time; more than a quarter of the team is not sustainable.",
        ),
        Row::count("Environments", team.environments, |n| Edit::SetTeam(T::Environments(n)))
            .unit("including production"),
        Row::number("Rate", amount::format_compact(rate), rate.to_string(), (step(5.0), step(-5.0)), |text| {
            let rate = UsdPerHour::new(quantity::parse_number(text, "USD/h")?).map_err(|error| error.to_string())?;
            Ok(Edit::SetTeam(T::HourlyRate(rate)))
        })
        .unit("USD/h")
        .reads(reading::number("USD/h")),
        Row::choice(
            "Team criteria",
            vec![
                ("worst platform in use".to_owned(), Edit::SetFrame(F::TeamRule(TeamRule::Worst))),
                ("mean of platforms in use".to_owned(), Edit::SetFrame(F::TeamRule(TeamRule::Mean))),
            ],
            Some(usize::from(session.team_rule == TeamRule::Mean)),
        )
        .help("How a criterion about the team is scored for an estate that uses several platforms."),
    ]
}

/// A change of cloud also sets the region that the price book knows for it.
fn set_cloud(cloud: Cloud) -> Edit {
    Edit::Batch(vec![Edit::SetMarket(M::Cloud(cloud)), Edit::SetMarket(M::Region(cloud.home_region().to_owned()))])
}

fn market(session: &Session) -> Vec<Row> {
    let market = &session.market;
    let months = [Month::Hours730, Month::Days30];
    vec![
        Row::choice(
            "Cloud",
            Cloud::ALL.iter().map(|cloud| (cloud.label().to_owned(), set_cloud(*cloud))).collect(),
            Cloud::ALL.iter().position(|cloud| *cloud == market.cloud),
        )
        .help("A change of cloud sets the region that its prices are for."),
        region(session),
        currency(session),
        Row::choice(
            "Commitment",
            Commitment::ALL
                .iter()
                .map(|term| (term.label().to_owned(), Edit::SetMarket(M::Commitment(*term))))
                .collect(),
            Commitment::ALL.iter().position(|term| *term == market.commitment),
        )
        .help("How machines are paid for: on demand, with a commitment, or as spare capacity (spot)."),
        Row::toggle("Free tier", market.free_tier, |on| Edit::SetMarket(M::FreeTier(on)))
            .help("Whether free monthly allowances are subtracted from the bills."),
        Row::choice(
            "Month",
            vec![
                ("730 hours".to_owned(), Edit::SetMarket(M::Month(months[0]))),
                ("30 days".to_owned(), Edit::SetMarket(M::Month(months[1]))),
            ],
            months.iter().position(|month| *month == market.month),
        ),
        Row::choice(
            "Labour cost",
            LabourPolicy::ALL.iter().map(|labour| (labour.label().to_owned(), Edit::SetMarket(M::Labour(*labour)))).collect(),
            LabourPolicy::ALL.iter().position(|labour| *labour == market.labour),
        )
        .help("Whether the cost of the team's hours is part of the money. If a criterion weighs the hours as well, they count twice."),
    ]
}

fn region(session: &Session) -> Row {
    let market = &session.market;
    let home = market.cloud.home_region();
    let row = Row::text("Region", &market.region, move |text| {
        let region = if text.trim().is_empty() { home } else { text.trim() };
        Ok(Edit::SetMarket(M::Region(region.to_owned())))
    });
    let priced = market.unpriced_region(market.cloud).map_or(String::new(), |(priced, _)| format!("prices: {priced}"));
    row.unit(priced)
        .help("Where machines run. Each cloud has prices for one region; for another the bills say whose they take.")
}

fn currency(session: &Session) -> Row {
    Row::text("Currency", &session.market.currency, |text| {
        let code = text.trim().to_uppercase();
        match code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase()) {
            true => Ok(Edit::SetMarket(M::Currency(code))),
            false => Err(format!("'{}' is not a currency: give three letters, such as USD or EUR", text.trim())),
        }
    })
    .help("Of the amounts that you enter. Nothing is converted: beside prices in USD, amounts in another currency make no bill.")
}

/// The rows of a person.
pub fn participant_rows(person: &Participant) -> Vec<Row> {
    let set = |make: fn(String) -> P| {
        let id = person.id.clone();
        move |text: &str| Ok(Edit::SetParticipant { id: id.clone(), field: make(text.trim().to_owned()) })
    };
    let id = person.id.clone();
    vec![
        Row::text("Name", &person.name, set(P::Name)),
        Row::text("Role", &person.role, set(P::Role)),
        Row::text("Account", &person.account, set(P::Account))
            .help("Their login name, so that their edits carry their name."),
        Row::count("Vote weight", person.weight, move |n| Edit::SetParticipant { id: id.clone(), field: P::Weight(n) }),
    ]
}
