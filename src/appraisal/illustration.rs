//! The illustrative matrix of five kinds of platform and seven criteria, as a session, for tests.

use crate::model::{Alternative, AlternativeId, CellKey, CellScore, Criterion, CriterionId, Edit, Points, Session};

const ALTERNATIVES: [(&str, [u8; 7]); 5] = [
    ("VMs", [3, 2, 2, 5, 5, 4, 2]),
    ("Kubernetes", [3, 1, 5, 4, 5, 2, 2]),
    ("Serverless functions", [4, 5, 5, 2, 1, 3, 5]),
    ("Container-serverless", [4, 4, 5, 3, 4, 3, 4]),
    ("Managed PaaS", [2, 5, 3, 4, 2, 4, 5]),
];
const CRITERIA: [(&str, u32); 7] = [
    ("Cost", 20),
    ("Ops burden", 25),
    ("Scalability", 15),
    ("Latency", 10),
    ("Portability", 10),
    ("Team skill", 10),
    ("Time to market", 10),
];

/// The session: everything judged, one matrix, no workloads.
pub fn session() -> Session {
    let slug = |name: &str| name.to_lowercase().replace(' ', "-");
    let mut session = Session::new("illustration");
    for (name, points) in CRITERIA {
        let id = CriterionId(slug(name));
        session.criteria.push(Criterion { id, name: name.to_owned(), points: Points(points), ..Criterion::default() });
    }
    for (name, scores) in ALTERNATIVES {
        let id = AlternativeId(slug(name));
        session.alternatives.push(Alternative { id: id.clone(), name: name.to_owned(), ..Alternative::default() });
        for ((criterion, _), score) in CRITERIA.into_iter().zip(scores) {
            let cell = CellKey { criterion: CriterionId(slug(criterion)), alternative: id.clone(), workload: None };
            session.apply(Edit::SetScore { cell, score: CellScore::Exact(score), by: String::new() }).unwrap();
        }
    }
    session
}
