//! Files with something wrong in them: each is refused, and says where and what.

use std::fs;
use std::path::{Path, PathBuf};
use weighbridge::store::load;
use weighbridge::store::read::{LoadErrorKind, read_text_from};

/// Every file of `tests/refused`: where the first problem stands, and words of what is said about it. None: it is read.
const REFUSED: &[(&str, Option<(&str, &str)>)] = &[
    ("anchor-too-large.ron", Some(("12:81", "at most 1e15 in the unit of its criterion"))),
    ("bad-utf8.ron", Some(("6:33", "0xe4 is not UTF-8"))),
    ("bare-estimate.ron", Some(("9:73", "Exact(3000000), Likely(3000000)"))),
    ("bend-falls.ron", Some(("12:45", "bend"))),
    ("bend-outside.ron", Some(("12:45", "bend"))),
    ("bom-is-fine.ron", None),
    ("bom-unknown-field.ron", Some(("2:16", "no field 'colour' in Session; valid names: schema, title"))),
    ("braces.ron", Some(("5:9", "write ( … ) instead of { … }"))),
    ("comments-nest.ron", Some(("17:9", "scored twice"))),
    ("crlf-is-fine.ron", None),
    ("crlf-unknown-field.ron", Some(("12:101", "did you mean field 'points'?"))),
    ("decimal-comma.ron", Some(("9:111", "decimals are written with a point"))),
    ("deep.ron", Some(("19:271", "nested too deeply"))),
    ("duplicate-cell.ron", Some(("17:9", "scored twice"))),
    ("duplicate-field.ron", Some(("4:5", "keep one of the two title lines"))),
    ("duplicate-id.ron", Some(("6:9", "duplicate id 'vm' in alternatives"))),
    ("empty-id.ron", Some(("13:9", "the id is empty"))),
    ("empty.ron", Some(("1:1", "the file is empty"))),
    ("fraction-of-a-point.ron", Some(("13:65", "use a whole number"))),
    ("hostile-id.ron", Some(("16:9", "no criterion '\u{fffd}[2J\u{fffd}'"))),
    ("hours-downwards.ron", Some(("16:9", "runs from"))),
    ("hours-twice.ron", Some(("17:9", "twice"))),
    ("infinite.ron", Some(("9:109", "must be finite"))),
    ("mark-of-no-alternative.ron", Some(("14:9", "no alternative 'airs'; valid ids: air, pro"))),
    ("mark-of-no-must-have.ron", Some(("14:9", "no must-have 'heavy'; valid ids: light, quiet"))),
    ("mark-twice.ron", Some(("14:9", "'air' is marked twice under 'light'"))),
    ("mark-unknown.ron", Some(("14:56", "Met, Failed, Doubtful"))),
    ("missing-title.ron", Some(("17:1", "add title"))),
    ("negative-gpu-hours.ron", Some(("9:116", "-8 is not a usable number of GPU-h/month"))),
    ("negative.ron", Some(("9:80", "not negative"))),
    ("newer-schema.ron", Some(("2:13", "schema 2 is newer"))),
    ("no-draws.ron", Some(("15:17", "draws"))),
    ("no-schema-zero.ron", Some(("2:13", "no schema 0"))),
    ("no-service.ron", Some(("9:54", "at least one service"))),
    ("no-such-day.ron", Some(("4:16", "'2026-02-30' is not a day"))),
    ("no-such-word.ron", Some(("15:59", "true or false"))),
    ("not-a-number.ron", Some(("12:81", "must be finite"))),
    ("one-time-downwards.ron", Some(("6:94", "the range of build in 'caas' is reversed"))),
    ("order-twice.ron", Some(("16:16", "rank"))),
    ("pair-off-the-scale.ron", Some(("17:13", "scale"))),
    ("pair-order.ron", Some(("18:13", "alphabet"))),
    ("positional.ron", Some(("12:64", "Derived(source: MonthlyCost, worst: …, best: …)"))),
    ("quoted-name.ron", Some(("6:49", "without quotes"))),
    ("range-downwards.ron", Some(("16:58", "from 3 down to 2"))),
    ("same-anchors.ron", Some(("12:45", "must differ"))),
    ("scenario-range-downwards.ron", Some(("12:56", "from 6 down to 2"))),
    ("scenario-same-figure-twice.ron", Some(("15:13", "sets requests_per_month of 'checkout' twice"))),
    ("scenario-wrong-workload.ron", Some(("13:13", "no workload 'check-out'; valid ids: checkout"))),
    ("score-of-nine.ron", Some(("16:58", "9 is not a score"))),
    ("several.ron", Some(("9:123", "no alternative 'x'"))),
    ("spread-beyond-all.ron", Some(("15:17", "0 to 100"))),
    ("swing-too-large.ron", Some(("17:13", "120"))),
    ("too-large.ron", Some(("9:109", "at most 1e15 ms"))),
    ("too-many.ron", Some(("7:1", "at most 200"))),
    ("too-small.ron", Some(("9:109", "0, or at least 1e-9 ms"))),
    ("trailing.ron", Some(("18:2", "after the closing bracket"))),
    ("truncated-in-a-text.ron", Some(("13:29", "double quote is missing"))),
    ("truncated.ron", Some(("9:79", "cut off"))),
    ("unknown-field.ron", Some(("12:101", "did you mean field 'points'?"))),
    ("unknown-variant.ron", Some(("12:61", "did you mean value 'MonthlyCost'?"))),
    ("utf16.ron", Some(("1:1", "looks like UTF-16"))),
    ("valueless.ron", Some(("9:143", "write it in brackets"))),
    ("wrong-alternative.ron", Some(("9:123", "no alternative 'vms'; valid ids: vm, caas"))),
    ("wrong-criterion.ron", Some(("16:9", "no criterion 'skil'"))),
];

fn refused_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refused")
}

#[test]
fn what_is_wrong_is_said_with_line_and_column() {
    for (name, wanted) in REFUSED {
        let path = refused_dir().join(name);
        let said = load(&path).map(drop).map_err(|error| error.to_string());
        match wanted {
            None => assert_eq!(said, Ok(()), "{name}"),
            Some((place, words)) => {
                let said = said.unwrap_err();
                assert!(said.starts_with(&format!("{}:{place}", path.display())), "{name} at {place}: {said}");
                assert!(said.contains(words), "{name}, {words}: {said}");
                assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{name}: {said:?}");
                assert!(said.lines().all(|line| line.starts_with(&path.display().to_string())), "{name}: {said}");
            }
        }
    }
}

#[test]
fn every_refused_file_is_in_the_table() {
    let names = fs::read_dir(refused_dir()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".ron")).collect();
    names.sort();
    assert_eq!(names, REFUSED.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn several_problems_are_all_said() {
    let said = load(&refused_dir().join("several.ron")).unwrap_err().to_string();
    assert_eq!(said.lines().count(), 2, "{said}");
}

#[test]
fn a_flood_of_problems_is_cut_off_in_good_time() {
    let scores = "(criterion: \"zz\", alternative: \"yy\", score: Exact(9)),\n".repeat(50_000);
    let names: String = (0..1000).map(|n| format!("(id: \"c{n}\", name: \"\"),")).collect();
    let text = format!("(schema: 1, title: \"\", criteria: [{names}], scores: [\n{scores}])");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("flood.ron");
    fs::write(&path, text).unwrap();
    let said = load(&path).unwrap_err().to_string();
    assert_eq!(said.lines().count(), 51);
    assert!(said.lines().next().unwrap().contains("valid ids: c0, c1,"), "{said}");
    assert!(said.ends_with("there are more errors; correct the ones above first"), "{said}");
    assert!(said.len() < 20_000, "a list of names that nobody reads");
}

#[test]
fn a_stream_has_the_same_limits() {
    let name = Path::new("<stdin>");
    let endless = read_text_from(name, std::io::repeat(b' ')).unwrap_err();
    assert_eq!(endless.kind, LoadErrorKind::TooLarge);
    assert!(read_text_from(name, &b"a\n\xff"[..]).unwrap_err().to_string().starts_with("<stdin>:2:1: "));
}

/// A number that is none, also in the log, is equal to nothing: a document with it could be opened, and never saved.
#[test]
fn a_recorded_figure_that_is_no_number_is_refused_wherever_it_is_recorded() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("saved-sessions/grocer.ron");
    let text = fs::read_to_string(shipped).unwrap();
    let figures = ["3.551243541333333", "842.0601333333333", "21.166666666666664"];
    let mut refused = 0;
    for figure in figures {
        for (at, _) in text.match_indices(figure) {
            for wrong in ["NaN", "inf", "1e999"] {
                let mut spoilt = text.clone();
                spoilt.replace_range(at..at + figure.len(), wrong);
                let problems = weighbridge::model::text::from_text(&spoilt).unwrap_err();
                assert!(problems[0].to_string().contains("finite"), "{problems:?}");
                refused += 1;
            }
        }
    }
    assert!(refused >= 18, "each figure stands in the decision and in the log: {refused}");
}
