//! How firm the lead of a sheet is: how far each weight can move before another leads, what is nearest, and the least that
//! puts a rival level. The same for screen and report.

use super::sheet::Sheet;
use super::weighing::{Unit, Weights};
use crate::analysis::Contest;
use crate::analysis::sensitivity::{Flip, OpenCell, open_cells as open};
use crate::model::Session;

/// A weight whose share is this near to a change of leader is close to it: five points of a hundred.
const CLOSE: f64 = 0.05;

/// How far one weight can move, the others keeping their points, before another leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// The present share, 0 to 1.
    pub share: f64,
    /// The least share at which the leader leads.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// Who leads below; none when the leader leads all the way down.
    pub below: Option<usize>,
    /// Who leads above; none when the leader leads all the way up.
    pub above: Option<usize>,
    /// The low end in points or swings, the other weights left as they are; none without a rival there, out of reach, or where
    /// weights are not entered as figures.
    pub low_points: Option<f64>,
    /// The high end likewise.
    pub high_points: Option<f64>,
}

impl Room {
    /// Whether the leader leads whatever this weight is.
    pub fn is_always(&self) -> bool {
        self.below.is_none() && self.above.is_none()
    }

    /// Whether five points of a hundred are enough for another to lead.
    pub fn is_close(&self) -> bool {
        let near = |end: f64, rival: Option<usize>| rival.is_some() && (end - self.share).abs() <= CLOSE;
        near(self.low, self.below) || near(self.high, self.above)
    }

    /// The least whole points that keep the lead: below them another leads.
    pub fn least(&self) -> Option<u32> {
        self.low_points.map(|points| whole((points - 1e-9).ceil()))
    }

    /// The most whole points that keep the lead: above them another leads.
    pub fn most(&self) -> Option<u32> {
        self.high_points.map(|points| whole((points + 1e-9).floor()))
    }
}

/// Saturates; what is not a number is 0.
fn whole(points: f64) -> u32 {
    points.max(0.0) as u32
}

/// The change of one weight that is nearest to unseating the leader.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    /// Whose weight.
    pub criterion: usize,
    /// Who leads then.
    pub rival: usize,
    /// Whether the weight has to fall; otherwise it has to rise.
    pub falls: bool,
    /// Below, or above, how many points; none when points cannot reach it.
    pub points: Option<u32>,
    /// Below, or above, which share.
    pub share: f64,
}

/// The least weight that must change hands for a rival to draw level.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// Who draws level.
    pub rival: usize,
    /// In points of a hundred; none when the leader is ahead whatever the weights are.
    pub moved: Option<f64>,
    /// Which criteria give, the largest gift first.
    pub from: Vec<usize>,
    /// Which takes.
    pub to: Option<usize>,
}

/// How firm the first leader stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Firmness {
    /// Whose lead.
    pub leader: usize,
    /// One per criterion, in order.
    pub rooms: Vec<Room>,
    /// The least shift per rival, in the order of the columns.
    pub shifts: Vec<Shift>,
    /// Every single score where one point unseats the leader.
    pub flips: Vec<Flip>,
}

impl Firmness {
    /// Looks at the first leader of a sheet. None without a leader or a rival: there is nothing to lose.
    pub fn of(sheet: &Sheet) -> Option<Self> {
        let contest = sheet.contest()?;
        let (weights, sum) = (&sheet.weights, sheet.weights.sum());
        let rooms = contest
            .stability()
            .iter()
            .enumerate()
            .map(|(row, stable)| {
                let others = sum - weights.figures.get(row).copied().unwrap_or(0.0);
                let (low, high) = (stable.low.get(), stable.high.get());
                Room {
                    share: sheet.share(row),
                    low,
                    high,
                    below: stable.rival_low,
                    above: stable.rival_high,
                    low_points: stable.rival_low.and_then(|_| points_at(weights, low, others)),
                    high_points: stable.rival_high.and_then(|_| points_at(weights, high, others)),
                }
            })
            .collect();
        Some(Self {
            leader: contest.leader(),
            rooms,
            shifts: shifts(sheet, &contest),
            flips: contest
                .one_point_flips()
                .into_iter()
                .filter(|flip| sheet.is_scored(flip.alternative, flip.criterion))
                .collect(),
        })
    }

    /// The least shift of all, if any shift unseats the leader.
    pub fn least_shift(&self) -> Option<(f64, &Shift)> {
        let shifts = self.shifts.iter().filter_map(|shift| Some((shift.moved?, shift)));
        shifts.reduce(|least, next| if next.0 < least.0 { next } else { least })
    }

    /// The single score on a cell that decides, if one point on it does.
    pub fn flip_at(&self, alternative: usize, criterion: usize) -> Option<&Flip> {
        self.flips.iter().find(|flip| (flip.alternative, flip.criterion) == (alternative, criterion))
    }

    /// The nearest change of one weight that unseats the leader, the first of equals.
    pub fn nearest(&self) -> Option<Turn> {
        let ends = self.rooms.iter().enumerate().flat_map(|(criterion, room)| {
            let below =
                room.below.map(|rival| Turn { criterion, rival, falls: true, points: room.least(), share: room.low });
            let above =
                room.above.map(|rival| Turn { criterion, rival, falls: false, points: room.most(), share: room.high });
            below.into_iter().chain(above).map(|turn| ((turn.share - room.share).abs(), turn))
        });
        ends.reduce(|best, next| if next.0 < best.0 - 1e-9 { next } else { best }).map(|(_, turn)| turn)
    }
}

/// The points at which a criterion has this share beside `others` points: `t / (1 - t) × others`.
fn points_at(weights: &Weights, share: f64, others: f64) -> Option<f64> {
    let points = share / (1.0 - share) * others;
    let most = weights.unit().most()?;
    (others > 0.0 && points.is_finite() && points <= most).then_some(points)
}

fn shifts(sheet: &Sheet, contest: &Contest<'_>) -> Vec<Shift> {
    let rivals = contest.rivals().iter().copied().zip(contest.shifts());
    rivals
        .map(|(rival, shift)| {
            let Some(shift) = shift else { return Shift { rival, moved: None, from: Vec::new(), to: None } };
            let change: Vec<f64> =
                shift.shares.iter().enumerate().map(|(row, share)| share.get() - sheet.share(row)).collect();
            let mut from: Vec<usize> =
                (0..change.len()).filter(|row| change.get(*row).is_some_and(|by| *by < -1e-9)).collect();
            let gift = |row: &usize| change.get(*row).copied().unwrap_or(0.0);
            from.sort_by(|a, b| gift(a).total_cmp(&gift(b)));
            let to = (0..change.len()).find(|row| gift(row) > 1e-9);
            Shift { rival, moved: Some(shift.moved.percent()), from, to }
        })
        .collect()
}

/// Cells that are not exactly known, those that could change who leads first.
pub fn open_cells(sheet: &Sheet) -> Vec<OpenCell> {
    sheet.problem.as_ref().map_or_else(|_| Vec::new(), |problem| open(problem, &sheet.field()))
}

/// What the ranking comes to, in sentences without full stops: who leads by how much, how sure that is, and what would
/// change it first. `name` gives a column's name.
pub fn verdict(
    session: &Session,
    sheet: &Sheet,
    firmness: Option<&Firmness>,
    name: &dyn Fn(usize) -> String,
) -> Vec<String> {
    if sheet.columns.is_empty() {
        return vec!["there is nothing to rank yet: add alternatives in step 3".to_owned()];
    }
    let ranking = match (&sheet.ranking, &sheet.problem) {
        (Some(ranking), _) => ranking,
        (None, Err(why)) => return vec![why.to_string()],
        (None, Ok(_)) => return Vec::new(),
    };
    let Some(leader) = sheet.leader() else {
        return vec!["nobody leads: each breaks a hard constraint, so none can be chosen".to_owned()];
    };
    let mut lines = vec![match (ranking.tie, ranking.runner_up, ranking.margin) {
        (true, _, _) => {
            let names: Vec<String> = ranking.leaders.iter().map(|column| name(*column)).collect();
            format!("tie: {} stand level at {:.2}", listed(&names), sheet.total(leader).unwrap_or(0.0))
        }
        (false, Some(second), Some(margin)) => {
            format!("{} leads {} by {margin:.2} of 4", name(leader), name(second))
        }
        _ => format!("{} is the only one that can be chosen", name(leader)),
    }];
    if !ranking.certain && !ranking.tie {
        lines.push("open cells could still change who leads".to_owned());
    }
    if let Some(firmness) = firmness {
        lines.push(match firmness.nearest() {
            Some(turn) => format!("flips: {}", turn_words(session, sheet, &turn, name)),
            None => "no single weight changes the leader".to_owned(),
        });
    }
    lines
}

/// Beyond this share the points of one weight say little, as they outgrow all others together.
const HALF: f64 = 0.5;

/// `Functions leads if Lock-in drops below 6 points`.
pub fn turn_words(session: &Session, sheet: &Sheet, turn: &Turn, name: &dyn Fn(usize) -> String) -> String {
    let criterion = session.criteria.get(turn.criterion).map_or("", |criterion| criterion.name.as_str());
    let moves = if turn.falls { "drops below" } else { "rises above" };
    let rival = name(turn.rival);
    match (turn.points.filter(|_| turn.share <= HALF), sheet.weights.unit()) {
        (Some(1), Unit::Points) => format!("{rival} leads if {criterion} {moves} 1 point"),
        (Some(points), Unit::Points) => format!("{rival} leads if {criterion} {moves} {points} points"),
        (Some(points), _) => format!("{rival} leads if the swing of {criterion} {moves} {points}"),
        (None, _) => format!("{rival} leads if the share of {criterion} {moves} {:.0} %", turn.share * 100.0),
    }
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::Appraisal;
    use crate::catalogue::{Catalogue, templates};
    use crate::model::{Edit, Points};

    fn grocer() -> (Session, Catalogue) {
        (templates::find("grocer").unwrap().session().unwrap(), Catalogue::embedded().unwrap())
    }

    /// The points that are said to keep the lead do, and one more or less does not.
    #[test]
    fn whole_points_on_either_side_of_a_flip_have_different_leaders() {
        let (session, catalogue) = grocer();
        let appraisal = Appraisal::of(&session, &catalogue);
        let mut seen = 0;
        // The system's columns change with the weights: 'best for each' takes other platforms.
        for (place, sheet) in appraisal.workload_sheets().enumerate() {
            let Some(firmness) = Firmness::of(sheet) else { continue };
            for (row, room) in firmness.rooms.iter().enumerate() {
                let leads_at = |points: u32| {
                    let mut other = session.clone();
                    let criterion = session.criteria[row].id.clone();
                    other.apply(Edit::SetWeight { criterion, points: Points(points) }).unwrap();
                    let appraisal = Appraisal::of(&other, &catalogue);
                    appraisal.sheets[place].leaders().contains(&firmness.leader)
                };
                if let Some(least) = room.least() {
                    seen += 1;
                    assert!(leads_at(least), "{row} at {least}");
                    assert!(
                        least == 0 || !leads_at(least - 1) || room.low_points == Some(f64::from(least)),
                        "{row} below {least}"
                    );
                }
                if let Some(most) = room.most() {
                    seen += 1;
                    assert!(leads_at(most), "{row} at {most}");
                    assert!(!leads_at(most + 1), "{row} above {most}");
                }
            }
        }
        assert!(seen > 4);
    }

    #[test]
    fn a_verdict_is_said_whatever_is_missing() {
        let (session, catalogue) = grocer();
        let name = |column: usize| column.to_string();
        let said = |session: &Session| {
            let appraisal = Appraisal::of(session, &catalogue);
            let sheet = appraisal.whole().unwrap().clone();
            verdict(session, &sheet, Firmness::of(&sheet).as_ref(), &name).join("; ")
        };
        assert!(said(&session).contains("flips: "), "{}", said(&session));
        let mut weightless = session.clone();
        weightless.criteria.iter_mut().for_each(|criterion| criterion.points = Points(0));
        assert!(said(&weightless).contains("weights are 0"), "{}", said(&weightless));
        assert!(said(&Session::new("empty")).contains("nothing to rank"));
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
