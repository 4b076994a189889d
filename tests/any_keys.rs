//! Whatever is pressed, in whatever order: the document stays one that can be saved and read again, its log is its history,
//! and its journal tells the same story.

use crate::support::{Play, saved, template};
use proptest::prelude::*;
use weighbridge::app::Screen;
use weighbridge::model::check::{Severity, check_session};
use weighbridge::model::history::rewind_all;
use weighbridge::model::text::{from_text, to_text};
use weighbridge::model::{History, Session};

/// Runs of keys, most of which mean something where they are pressed. What leaves the document is left out.
fn script() -> impl Strategy<Value = String> {
    let run = prop_oneof![
        4 => "g[57][jk]{0,3}[hl>x=]{1,6}",
        2 => "g7v[hl>]{1,4}(<esc>|<enter>)",
        4 => "g6[hjkl]{0,4}[0-5]([0-5]|-[1-5]?|<backspace>)?",
        4 => "g[1-48](<tab>)?[jk]{0,9}[hl]{1,3}",
        2 => "g[1-8](<tab>)?[jk]{0,4}(D|J|K|R|<del>)y?(<esc>)?",
        3 => "g[1-5](<tab>)?a[A-Ca-c ]{0,3}<enter>(<esc>)?",
        3 => "g2(<tab>)?[jk]{0,4}[ynm]",
        4 => "[jk]{0,6}<enter>(-?[0-9.]{0,4}(\\.\\.|-)?[0-9e]{0,3}|[a-c é]{0,4})(<enter>|<ctrl-s>|<esc>)(<esc>)?",
        3 => "g7s{1,3}\\.?(v[hl>]{1,3}<esc>)?(g2<tab>j{3,7}[hl]{1,3})?",
        2 => "g7(<tab>){0,11}[jk]{0,2}(<enter>|s|a[a-c]{1,2}<enter>|Dy)",
        2 => ":(add a|rename the|describe the|remove the) scenario<enter>[a-c]{0,2}(<enter>|y)(<esc>)?",
        3 => "u{1,4}(<ctrl-r>){0,4}",
        3 => "[hjklJK\\[\\],.xbtu0-9=yYnmDcRfe-]{1,4}",
        1 => "[/:?w]([a-c]{0,2}<enter>)?(<esc>)?",
        3 => prop::sample::select(vec![
            "y", "<tab>", "<backtab>", "<esc>", "<home>", "<end>", "<pgdn>", "<ctrl-s>", "<ctrl-p>", "<backspace>", "<lt>",
            "<shift-up>", "<shift-down>", "<shift-left>", "<shift-right>", "<alt-enter>",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(run, 1..40).prop_map(|runs| runs.concat())
}

fn start() -> impl Strategy<Value = Session> {
    prop_oneof![
        prop::sample::select(vec!["blank", "grocer", "compute-platform", "dataflow-startup"]).prop_map(template),
        prop::sample::select(vec!["grocer.ron"]).prop_map(saved),
    ]
}

fn document(session: &Session) -> Session {
    Session { log: Vec::new(), ..session.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_leave_a_document_that_can_be_kept(start in start(), script in script()) {
        let mut play = Play::on(start.clone()).keys(&script);
        for _ in 0..4 {
            play.press("<esc>");
        }
        let Screen::Workbench(bench) = &play.app.screen else { return Ok(()) };
        let session = &bench.session;

        let errors: Vec<_> = check_session(session).into_iter().filter(|found| found.severity == Severity::Error).collect();
        prop_assert_eq!(errors, []);
        let text = to_text(session).unwrap();
        let read = from_text(&text).unwrap().session;
        prop_assert_eq!(&read, session);
        prop_assert_eq!(to_text(&read).unwrap(), text);

        prop_assert_eq!(&History::from_log(&session.log), &bench.history);
        prop_assert_eq!(rewind_all(session), rewind_all(&start));

        let (mut told, mut history) = (start.clone(), History::from_log(&start.log));
        for trace in play.journal.clone() {
            history.replay(&mut told, trace).unwrap();
        }
        prop_assert_eq!(&told, session);
        prop_assert_eq!(&history, &bench.history);

        // Taking everything back leads to the beginning, and repeating it all to the present.
        let undone = session.log.len();
        for _ in 0..=undone {
            play.press("u");
        }
        play.press("<esc>");
        let back = document(&play.bench().session);
        for _ in 0..=undone {
            play.press("<ctrl-r>");
        }
        prop_assert_eq!(rewind_all(&play.bench().session), rewind_all(&start));
        prop_assert_eq!(from_text(&to_text(&back).unwrap()).unwrap().session, back);
    }
}
