//! Whatever is pressed, in whatever order: the document stays one that can be saved and read again, its log is its history,
//! and its journal tells the same story.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test may end the test")]

mod support;

use proptest::prelude::*;
use support::{Play, saved, template};
use weighbridge::app::Screen;
use weighbridge::model::check::{Severity, check};
use weighbridge::model::history::rewind;
use weighbridge::model::text::{from_text, to_text};
use weighbridge::model::{History, Session};

/// Keys and short runs of them. What is typed may be anything; what leaves the document is left out.
fn script() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        8 => "[hjklHJKL\\[\\],.xvbwu0-9=yYnmDcRfe /:?-]",
        4 => prop::sample::select(vec![
            "<tab>", "<backtab>", "<enter>", "<esc>", "<up>", "<down>", "<left>", "<right>", "<home>", "<end>",
            "<pgup>", "<pgdn>", "<ctrl-r>", "<ctrl-s>", "<ctrl-p>", "<backspace>", "<del>", "<space>", "<lt>", ">",
            "<shift-up>", "<shift-down>", "<shift-left>", "<shift-right>", "<ctrl-k>", "<ctrl-j>", "<alt-enter>",
        ])
        .prop_map(str::to_owned),
        4 => "g[1-8]",
        2 => "a[A-Ca-c ]{0,3}<enter>",
        2 => "<enter>(-?[0-9.]{0,4}(\\.\\.|-)?[0-9e]{0,3}|[a-c é]{0,4})(<enter>|<esc>|<ctrl-s>)",
    ];
    prop::collection::vec(key, 1..60).prop_map(|keys| keys.concat())
}

fn start() -> impl Strategy<Value = Session> {
    prop_oneof![
        prop::sample::select(vec!["blank", "grocer", "compute-platform"]).prop_map(template),
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

        let errors: Vec<_> = check(session).into_iter().filter(|found| found.severity == Severity::Error).collect();
        prop_assert_eq!(errors, []);
        let text = to_text(session).unwrap();
        let read = from_text(&text).unwrap().session;
        prop_assert_eq!(&read, session);
        prop_assert_eq!(to_text(&read).unwrap(), text);

        prop_assert_eq!(&History::of(&session.log), &bench.history);
        prop_assert_eq!(rewind(session), rewind(&start));

        let (mut told, mut history) = (start.clone(), History::of(&start.log));
        for trace in play.journal.clone() {
            history.follow(&mut told, trace).unwrap();
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
        prop_assert_eq!(rewind(&play.bench().session), rewind(&start));
        prop_assert_eq!(from_text(&to_text(&back).unwrap()).unwrap().session, back);
    }
}
