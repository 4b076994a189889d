//! Session templates. Each is a file that a team could have written.

use crate::model::Session;
use crate::model::text::{TextError, from_text};

/// A session template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Id on the command line.
    pub id: &'static str,
    /// Content, in one line.
    pub summary: &'static str,
    /// Origin, in one line.
    pub origin: &'static str,
    /// Text of the file.
    pub text: &'static str,
}

/// All templates, in display order.
pub const TEMPLATES: &[Template] = &[
    Template {
        id: "compute-platform",
        summary: "seven criteria with rubrics, four kinds of platform, not yet scored",
        origin: "the decision matrix of a published comparison of Kubernetes and serverless",
        text: include_str!("../../assets/templates/compute-platform.ron"),
    },
    Template {
        id: "grocer",
        summary: "four workloads that suit four different platforms, scored, with estates to compare",
        origin: "a grocer's e-commerce team of eight that could not agree",
        text: include_str!("../../assets/templates/grocer.ron"),
    },
    Template {
        id: "api-100k",
        summary: "one API with 100,000 requests per day: functions versus a three-node cluster",
        origin: "a published cost example with corrected arithmetic",
        text: include_str!("../../assets/templates/api-100k.ron"),
    },
    Template {
        id: "dataflow-startup",
        summary: "a data pipeline with ten jobs per day, and a scale-up scenario",
        origin: "an analysis of monolithic machines and Kubernetes for event-driven systems",
        text: include_str!("../../assets/templates/dataflow-startup.ron"),
    },
    Template {
        id: "dataflow-scale-up",
        summary: "the same pipeline with fifty streams around the clock",
        origin: "the second load of the same analysis",
        text: include_str!("../../assets/templates/dataflow-scale-up.ron"),
    },
    Template {
        id: "edupro",
        summary: "an online school: services, chat, uploads, old exams",
        origin: "an article that mixes Kubernetes, serverless and machines",
        text: include_str!("../../assets/templates/edupro.ron"),
    },
    Template {
        id: "order-flow",
        summary: "a payment step, a queue, and notifications",
        origin: "the event-driven shop of the same article",
        text: include_str!("../../assets/templates/order-flow.ron"),
    },
    Template {
        id: "chat",
        summary: "three services of a chat, one of them growing",
        origin: "the chat application of the same article",
        text: include_str!("../../assets/templates/chat.ron"),
    },
    Template {
        id: "hospital",
        summary: "a Java monolith that cannot go into containers yet",
        origin: "the record system of the same article",
        text: include_str!("../../assets/templates/hospital.ron"),
    },
    Template {
        id: "burst-gpu",
        summary: "GPU processing that is idle for most of the month",
        origin: "a developer who moved from one machine to his own cluster",
        text: include_str!("../../assets/templates/burst-gpu.ron"),
    },
    Template {
        id: "blank",
        summary: "defaults only, for any decision",
        origin: "weighbridge",
        text: include_str!("../../assets/templates/blank.ron"),
    },
];

/// The template with this id.
pub fn find(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.id == id)
}

impl Template {
    /// A new session from this template. Fails only if the shipped file is broken, which a test rules out.
    pub fn to_session(&self) -> Result<Session, Vec<TextError>> {
        from_text(self.text).map(|parsed| parsed.session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::PlatformKind;
    use crate::model::text::to_text;
    use crate::model::{CriterionScope, Demand, DemandFigure, Measure, NoteSubject, PlatformId, ScenarioId, Status};

    fn session(id: &str) -> Session {
        find(id).unwrap().to_session().unwrap()
    }

    #[test]
    fn every_template_reads_without_a_warning() {
        for template in TEMPLATES {
            let parsed = from_text(template.text).unwrap_or_else(|errors| panic!("{}: {errors:?}", template.id));
            assert_eq!(parsed.warnings, [], "{}", template.id);
            assert!(parsed.session.log.is_empty(), "{} begins with a log", template.id);
        }
    }

    #[test]
    fn every_template_is_canonical() {
        for template in TEMPLATES {
            let text = to_text(&template.to_session().unwrap()).unwrap();
            assert!(text == template.text, "{} should read:\n{text}", template.id);
        }
    }

    #[test]
    fn ids_are_unique_and_lines_are_lines() {
        for (place, template) in TEMPLATES.iter().enumerate() {
            assert!(TEMPLATES[..place].iter().all(|other| other.id != template.id), "{} stands twice", template.id);
            for line in [template.summary, template.origin] {
                assert!(!line.is_empty() && !line.contains('\n'), "{}: {line:?}", template.id);
            }
            let text = template.text.to_lowercase();
            assert!(!["todo", "fixme", "tbd", "lorem"].iter().any(|mark| text.contains(mark)), "{}", template.id);
        }
    }

    #[test]
    fn every_alternative_stands_on_a_known_platform() {
        for template in TEMPLATES {
            for alternative in template.to_session().unwrap().alternatives {
                let platform = alternative.platform.as_ref().map(PlatformId::as_str);
                assert!(platform.and_then(PlatformKind::from_id).is_some(), "{}: {platform:?}", alternative.id);
            }
        }
    }

    #[test]
    fn every_judged_criterion_says_what_its_levels_mean() {
        for template in TEMPLATES {
            let session = template.to_session().unwrap();
            for criterion in session.criteria.iter().filter(|criterion| criterion.measure == Measure::Judged) {
                for level in [1, 3, 5] {
                    assert!(
                        session.rubric(&criterion.id, level).is_some(),
                        "{}: {} {level}",
                        template.id,
                        criterion.id
                    );
                }
            }
        }
    }

    #[test]
    fn worked_cases_are_scored_throughout_and_say_why() {
        for id in TEMPLATES.iter().map(|template| template.id) {
            if ["compute-platform", "blank"].contains(&id) {
                continue; // they are left to the team
            }
            let session = session(id);
            assert!(session.totals_seen, "{id}: shipped examples are unsealed");
            for criterion in session.criteria.iter().filter(|criterion| criterion.measure == Measure::Judged) {
                for cell in session.cells_of(criterion) {
                    let why = session.score(&cell).map(|score| score.rationale.as_str());
                    assert!(why.is_some_and(|why| !why.is_empty()), "{id}: {cell:?}");
                }
            }
            for estate in &session.estates {
                assert_eq!(estate.assign.len(), session.workloads.len(), "{id}: {}", estate.id);
            }
        }
    }

    #[test]
    fn points_add_up_to_a_hundred() {
        for template in TEMPLATES.iter().filter(|template| template.id != "blank") {
            let sum: u32 = template.to_session().unwrap().criteria.iter().map(|criterion| criterion.points.0).sum();
            assert_eq!(sum, 100, "{}", template.id);
        }
    }

    #[test]
    fn the_matrix_is_left_to_the_team() {
        let session = session("compute-platform");
        assert_eq!((session.criteria.len(), session.alternatives.len(), session.scores.len()), (7, 4, 0));
        assert!(!session.totals_seen && session.status == Status::Draft);
        assert!(session.criteria.iter().any(|criterion| criterion.about == CriterionScope::Team));
    }

    #[test]
    fn a_note_about_a_figure_names_a_figure() {
        for template in TEMPLATES {
            for note in template.to_session().unwrap().notes {
                if let NoteSubject::Demand(workload, field) = note.about {
                    assert!(DemandFigure::from_name(&field).is_some(), "{}: {workload} has no {field}", template.id);
                }
            }
        }
    }

    #[test]
    fn the_two_loads_of_the_pipeline_are_each_others_scenario() {
        let (small, large) = (session("dataflow-startup"), session("dataflow-scale-up"));
        let workers = |session: &Session, scenario: Option<&str>| {
            let under = session.for_scenario(scenario.map(ScenarioId::from).as_ref()).into_owned();
            under.workload(&"workers".into()).unwrap().demand.clone()
        };
        // 50 streams × 96 quarters of an hour a day, four processors each: 200 processors that never rest.
        let grown = workers(&small, Some("scale-up"));
        assert_eq!(grown, workers(&large, None));
        let seconds = grown.jobs_per_day.middle().unwrap() * grown.cpu_ms.middle().unwrap() / 1000.0;
        assert_eq!(seconds / 86_400.0, 200.0);
        assert_eq!(workers(&small, Some("startup")), workers(&small, None));
        let shrunk = workers(&large, Some("startup"));
        assert_eq!(shrunk.jobs_per_day, workers(&small, None).jobs_per_day);
    }

    #[test]
    fn the_burst_is_in_gpu_hours() {
        let session = session("burst-gpu");
        let demand = &session.workload(&"processing".into()).unwrap().demand;
        // Twenty at once, an hour a day, thirty days.
        let hours = f64::from(demand.gpus) * demand.duration_ms.middle().unwrap() / 3_600_000.0 * 30.0;
        assert_eq!(demand.gpu_hours.middle(), Some(hours));
    }

    #[test]
    fn the_blank_one_is_an_empty_session() {
        assert_eq!(session("blank"), Session::new("Untitled decision"));
        assert!(session("grocer").workloads.iter().all(|workload| workload.demand != Demand::default()));
        assert!(find("nothing").is_none());
    }
}
