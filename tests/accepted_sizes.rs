//! The largest documents that are accepted: every step of the workbench draws them, and keys change them.

use crate::support::Play;
use weighbridge::appraisal::{Appraisal, OpinionMethod};
use weighbridge::catalogue::Catalogue;
use weighbridge::model::{Alternative, CellKey, CellScore, Criterion, Points, Score, Session, Status};

/// Alternatives, and criteria.
const SIZE: usize = 200;

fn large() -> Session {
    let mut session = Session::new("large");
    session.totals_seen = true;
    session.status = Status::Open;
    for n in 0..SIZE {
        let (alternative, criterion) = (format!("a{n}"), format!("c{n}"));
        session.alternatives.push(Alternative {
            id: alternative.as_str().into(),
            name: alternative,
            ..Alternative::default()
        });
        session.criteria.push(Criterion {
            id: criterion.as_str().into(),
            name: criterion,
            points: Points(10),
            ..Criterion::default()
        });
    }
    for criterion in &session.criteria {
        for (column, alternative) in session.alternatives.iter().enumerate() {
            let level = if column == 7 { 5 } else { u8::try_from(1 + column % 4).unwrap() };
            let cell = CellKey { criterion: criterion.id.clone(), alternative: alternative.id.clone(), workload: None };
            session.scores.push(Score { score: CellScore::Exact(level), ..Score::blank(&cell) });
        }
    }
    session
}

/// Work that grew with the square of the cells made each of these keys take seconds, minutes without optimisation.
#[test]
fn a_matrix_of_40_000_cells_is_drawn_in_every_step_and_changed_by_keys() {
    let session = large();
    let appraisal = Appraisal::compute(&session, &Catalogue::embedded().unwrap());
    let matrix = appraisal.overall_matrix().unwrap();
    assert_eq!(matrix.leaders(), [7]);
    let [promethee, topsis] = matrix.opinions() else { panic!("two methods") };
    assert_eq!((promethee.method, &promethee.leaders[..]), (OpinionMethod::PrometheeII, &[7][..]));
    assert_eq!(topsis.leaders, [7]);
    let mut play = Play::on(session.clone()).at(120, 40);
    for keys in ["g7", "<right>", "<tab>", "<tab>", "<tab>", "<tab>", "g6", "4", "g5", "<left>", "g4", "g3", "g8"] {
        play = play.keys(keys);
        assert!(play.text().contains("large"), "{keys}");
    }
    let play = play.keys("uuu");
    assert_eq!(play.app.workbench().unwrap().session.scores, session.scores);
}
