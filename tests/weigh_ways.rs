//! Weights four ways, through the real update loop: what is asked, what is shown, and that nothing entered is lost.

use crate::support::{Play, illustration, template};
use weighbridge::appraisal::weights::WeightingGap;
use weighbridge::appraisal::{LeadStability, Weights};
use weighbridge::model::Edit;
use weighbridge::model::WeightingMethod;
use weighbridge::theme::{Charset, Colour};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// One snapshot per size of the same script.
fn at_every_size(name: &str, play: impl Fn() -> Play) {
    for (width, height) in SIZES {
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), play().at(width, height).shot());
    }
}

fn weights(play: &Play) -> Weights {
    Weights::compute(&play.bench().session)
}

#[test]
fn swings() {
    at_every_size("weigh_swing", || Play::on(template("grocer")).keys("g5M<enter>jj>>"));
    let mut play = Play::on(template("grocer")).keys("g5M");
    assert!(play.text().contains("If all were at their worst, which would you improve"), "{}", play.text());
    play.press("jl");
    assert!(play.notice().contains("first press enter"), "{}", play.notice());
    play.press("<enter>");
    assert_eq!(play.bench().session.weighing.swings[0].worth, 100);
    assert!(matches!(weights(&play).gap, Some(WeightingGap::Swings(_))));
    // Every other one is typed; then the totals rest on swings.
    play.press("k");
    for _ in 0..play.bench().session.criteria.len() {
        play.press("<enter>");
        if !play.app.overlays.is_empty() {
            play.press("<ctrl-u><backspace><backspace><backspace>40<enter>");
        }
        play.press("j");
    }
    let swung = weights(&play);
    assert_eq!((swung.effective_method(), swung.gap), (WeightingMethod::Swing, None));
    // Points are where they were, and so are the swings once one is back.
    play.press("MMM");
    assert_eq!(weights(&play).figures, Weights::compute(&template("grocer")).figures);
    play.press("M");
    assert_eq!(weights(&play).figures, swung.figures);
}

#[test]
fn an_order() {
    let play = || Play::on(illustration()).keys("g5MM<enter><enter><enter>kk=jj");
    insta::assert_snapshot!("weigh_order_120x40", play().shot());
    let mut play = Play::on(illustration()).keys("g5MM<enter><enter><enter><enter><enter><enter><enter>");
    assert_eq!(weights(&play).effective_method(), WeightingMethod::Order);
    // Of seven the first has (1 + 1/2 + … + 1/7) / 7.
    assert!((weights(&play).figures[0] - 0.370_408_163).abs() < 1e-8, "{:?}", weights(&play).figures);
    play.press("<home>jK");
    assert!((weights(&play).figures[1] - 0.370_408_163).abs() < 1e-8, "{:?}", weights(&play).figures);
    play.press("J=");
    let figures = weights(&play).figures;
    assert!((figures[0] - figures[1]).abs() < 1e-12, "equal ones share: {figures:?}");
    play.press("g7l");
    assert!(play.notice().contains("weights follow from the rank order"), "{}", play.notice());
}

/// The published example of three: 3, 5 and 2 times.
#[test]
fn pairs() {
    let mut session = illustration();
    session.criteria.truncate(3);
    session.scores.retain(|row| session.criteria.iter().any(|criterion| criterion.id == row.criterion));
    let mut play = Play::on(session).keys("g5MMM");
    assert!(play.text().contains("Which matters more, Cost or Ops burden"), "{}", play.text());
    play.press("3j5j");
    assert!(matches!(weights(&play).gap, Some(WeightingGap::Pairs { open: 1, .. })));
    play.press("2");
    let ratio = weights(&play).consistency.unwrap().ratio.unwrap();
    assert!((0.0..0.01).contains(&ratio), "{ratio}");
    insta::assert_snapshot!("weigh_pairs_120x40", play.shot());
    play.size = (80, 24);
    // The other way round it contradicts the first two.
    play.press(">");
    play.press("9");
    insta::assert_snapshot!("weigh_pairs_contradict_80x24", play.shot());
    assert!(!weights(&play).consistency.unwrap().is_consistent());
    assert!(play.text().contains("contradict"), "{}", play.text());
    play.press("<backspace><enter>");
    assert_eq!(weights(&play).effective_method(), WeightingMethod::Points);
}

/// The figures that the illustrative matrix is known by.
#[test]
fn the_illustrative_matrix() {
    let play = Play::on(illustration());
    let sheet = play.bench().matrix().unwrap();
    let firmness = LeadStability::compute(sheet).unwrap();
    let most = |name: &str| {
        let at = play.bench().session.criteria.iter().position(|row| row.name == name).unwrap();
        firmness.weight_ranges[at].high
    };
    assert!((most("Ops burden") - 2.0 / 7.0).abs() < 1e-9);
    assert!((most("Time to market") - 1.0 / 7.0).abs() < 1e-9);
    assert!((sheet.ranking.as_ref().unwrap().margin.unwrap() - 0.05).abs() < 1e-9);
    at_every_size("illustration_weigh", || Play::on(illustration()).keys("g5j"));
    at_every_size("illustration_compare", || Play::on(illustration()).keys("g7j"));
    at_every_size("illustration_decide", || Play::on(illustration()).keys("g8"));
    let text = Play::on(illustration()).keys("g8").at(200, 60).text();
    assert!(text.contains("FRAGILE"), "{text}");
    assert!(text.contains("moving 1.3 of 100 points from Portability to Ops burden"), "{text}");
}

#[test]
fn open_scores_that_could_change_the_leader_come_first() {
    let mut session = illustration();
    let gone = session.scores.iter().position(|row| row.alternative.as_str() == "serverless-functions").unwrap();
    session.scores.remove(gone);
    let mut play = Play::on(session.clone()).keys("g6");
    assert!(play.text().contains("could change the leader"), "{}", play.text());
    play.press("e");
    assert_eq!(play.bench().score_column, 2, "the score that was taken away");
    insta::assert_snapshot!("illustration_score_120x40", play.shot());
    // While totals are sealed nothing says who leads.
    session.totals_seen = false;
    let play = Play::on(session).keys("g6");
    assert!(!play.text().contains("could change the leader") && !play.text().contains('▲'), "{}", play.text());
    let weigh = play.keys("g5").text();
    assert!(weigh.contains("Totals are hidden") && !weigh.contains('│') && !weigh.contains("leader stays"), "{weigh}");
}

#[test]
fn every_way_is_drawn_in_ascii_at_any_size() {
    for way in ["", "M", "MM", "MMM"] {
        for (width, height) in [(40, 12), (80, 24), (120, 40)] {
            let play = Play::on(illustration()).keys(&format!("g5{way}<enter>")).at(width, height);
            let play = play.looks(Colour::Mono, Charset::Ascii);
            assert!(play.text().is_ascii(), "{}", play.text());
        }
    }
}

/// Looking at another method, and leaving it half done, changes no share, whichever method was in use.
#[test]
fn another_method_changes_nothing_until_it_is_complete() {
    let shares = |play: &Play| {
        let matrix = play.bench().matrix().unwrap();
        (0..play.bench().session.criteria.len()).map(|at| matrix.share(at)).collect::<Vec<_>>()
    };
    let mut session = illustration();
    for (at, row) in session.criteria.clone().iter().enumerate() {
        let worth = Some(100 - 13 * at as u32);
        session.apply(Edit::SetSwing { criterion: row.id.clone(), worth }).unwrap();
    }
    session.weighing.way = WeightingMethod::Swing;
    let mut play = Play::on(session).keys("g5");
    let swings = shares(&play);
    play.press("M");
    assert_eq!(play.bench().session.weighing.way, WeightingMethod::Order);
    assert!(play.notice().contains("until then weights by swing stay in use"), "{}", play.notice());
    play.press("<enter>");
    assert_eq!(shares(&play), swings, "one rank of many");
    play.press("M");
    assert_eq!(play.bench().session.weighing.way, WeightingMethod::Pairs);
    play.press("3");
    assert_eq!(shares(&play), swings, "one pair of many");
    play.press("uuuu");
    assert_eq!(play.bench().session.weighing.way, WeightingMethod::Swing);
    assert_eq!(play.bench().session.weighing.until_complete, WeightingMethod::Points);
    assert_eq!(shares(&play), swings);
}
