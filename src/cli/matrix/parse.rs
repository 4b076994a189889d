//! From text to a matrix, or everything that is wrong with it.

use super::cells::{Row, rows};
use super::{Alternative, Criterion, Matrix, Values};
use crate::analysis::Goal;
use crate::model::id::fresh_slug;
use crate::model::locate::Place;
use crate::model::text::TextError;
use std::collections::HashSet;

const HEADER: [&str; 3] = ["criterion", "weight", "goal"];
/// So many problems are told; whoever has more has one that causes the others.
const MOST_PROBLEMS: usize = 50;
/// More criteria or alternatives than this are no decision, and every method takes its time over pairs.
const MOST_ROWS: usize = 1000;
const SHAPE: &str = "the first line is criterion,weight,goal and then the alternatives";

/// Reads a matrix.
///
/// # Errors
/// Everything that is wrong, in the order of the text.
pub fn parse(text: &str, values: Values) -> Result<Matrix, Vec<TextError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rows = rows(text).map_err(|(at, what)| {
        vec![TextError {
            place: Place::of_offset(text, at),
            what,
            hint: "write it as comma-separated text, its quotes in pairs".to_owned(),
        }]
    })?;
    let mut reader = Reader { text, values, problems: Vec::new() };
    let Some((header, body)) = rows.split_first() else {
        reader.blame(Place::START, "the file is empty", SHAPE);
        return Err(reader.problems);
    };
    let matrix = reader.matrix(header, body);
    if reader.problems.is_empty() { Ok(matrix) } else { Err(reader.problems) }
}

struct Reader<'a> {
    text: &'a str,
    values: Values,
    problems: Vec<TextError>,
}

impl Reader<'_> {
    fn blame(&mut self, place: Place, what: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(TextError { place, what: what.into(), hint: hint.into() });
        if self.problems.len() == MOST_PROBLEMS {
            let (what, hint) = ("there are more problems than these".to_owned(), "correct these first".to_owned());
            self.problems.push(TextError { place, what, hint });
        }
    }

    fn blame_field(&mut self, row: &Row, field: usize, what: impl Into<String>, hint: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            self.blame(row.place(self.text, field), what, hint);
        }
    }

    fn matrix(&mut self, header: &Row, body: &[Row]) -> Matrix {
        let mut matrix = Matrix { alternatives: Vec::new(), criteria: Vec::new() };
        if !self.header(header) || self.is_too_large(header, body) {
            return matrix;
        }
        matrix.alternatives = self.alternatives(header);
        let mut names = HashSet::new();
        for row in body {
            if let Some(criterion) = self.criterion(row, header, &mut names, &matrix.criteria) {
                matrix.criteria.push(criterion);
            }
        }
        if body.is_empty() {
            self.blame_field(header, 0, "there is no criterion", "add a line such as Cost,20,max,2,3,5");
        } else if self.problems.is_empty() && matrix.criteria.iter().all(|row| row.weight == 0.0) {
            self.blame_field(&body[0], 1, "all weights are 0", "give at least one criterion a positive weight");
        }
        matrix
    }

    fn header(&mut self, header: &Row) -> bool {
        let wrong = (0..HEADER.len()).find(|at| !header.field(*at).eq_ignore_ascii_case(HEADER[*at]));
        let Some(wrong) = wrong else { return true };
        let other = [(';', "semicolons"), ('\t', "tabs")].into_iter().find(|(mark, _)| header.field(0).contains(*mark));
        match other {
            Some((_, name)) => {
                let hint = "use commas between cells and a point in decimals";
                self.blame_field(header, 0, format!("the cells are parted by {name}"), hint);
            }
            None => {
                let what = format!("'{}' stands where '{}' belongs", header.field(wrong), HEADER[wrong]);
                self.blame_field(header, wrong, what, SHAPE);
            }
        }
        false
    }

    fn is_too_large(&mut self, header: &Row, body: &[Row]) -> bool {
        let hint = format!("a matrix has at most {MOST_ROWS} of each");
        if header.len() - HEADER.len() > MOST_ROWS {
            self.blame_field(header, HEADER.len() + MOST_ROWS, "there are too many alternatives", hint);
            return true;
        }
        if let Some(row) = body.get(MOST_ROWS) {
            self.blame_field(row, 0, "there are too many criteria", hint);
            return true;
        }
        false
    }

    fn alternatives(&mut self, header: &Row) -> Vec<Alternative> {
        if header.len() == HEADER.len() {
            self.blame_field(header, header.len(), "there is no alternative", "name each in a column after goal");
        }
        let mut names = HashSet::new();
        let mut alternatives: Vec<Alternative> = Vec::new();
        for at in HEADER.len()..header.len() {
            let name = header.field(at);
            self.name(header, at, "alternative", &mut names);
            let id = fresh_slug(name, alternatives.iter().map(|row| row.id.as_str()));
            alternatives.push(Alternative { id, name: name.to_owned() });
        }
        alternatives
    }

    /// Refuses an empty name and one that stands twice.
    fn name<'r>(&mut self, row: &'r Row, field: usize, what: &str, names: &mut HashSet<&'r str>) {
        let name = row.field(field);
        if name.is_empty() {
            self.blame_field(row, field, format!("the {what} has no name"), "give it one, or take it out");
        } else if !names.insert(name) {
            let what = format!("the {what} '{name}' stands twice");
            self.blame_field(row, field, what, "rename one of them, or take it out");
        }
    }

    fn criterion<'r>(
        &mut self,
        row: &'r Row,
        header: &Row,
        names: &mut HashSet<&'r str>,
        before: &[Criterion],
    ) -> Option<Criterion> {
        self.name(row, 0, "criterion", names);
        if row.len() != header.len() {
            let cells = if row.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", row.len()) };
            let what = format!("{cells} where the first line has {}", header.len());
            let hint = "one cell per column, empty where nothing is known; quote a name with a comma, and write decimals with a point";
            self.blame_field(row, header.len().min(row.len()), what, hint);
            return None;
        }
        let weight = self.weight(row);
        let goal = self.goal(row);
        let values = (HEADER.len()..row.len()).map(|at| self.value(row, at)).collect();
        let id = fresh_slug(row.field(0), before.iter().map(|other| other.id.as_str()));
        Some(Criterion { id, name: row.field(0).to_owned(), weight, goal, values })
    }

    fn weight(&mut self, row: &Row) -> f64 {
        match number(row.field(1)) {
            Ok(weight) if weight >= 0.0 => weight,
            Ok(weight) => {
                self.blame_field(row, 1, format!("the weight {weight} is negative"), "the least a weight can be is 0");
                0.0
            }
            Err(_) if row.field(1).is_empty() => {
                self.blame_field(row, 1, "the weight is missing", "give a number, 0 or more");
                0.0
            }
            Err(hint) => {
                self.blame_field(row, 1, format!("the weight '{}' is not a number", row.field(1)), hint);
                0.0
            }
        }
    }

    fn goal(&mut self, row: &Row) -> Goal {
        let word = row.field(2);
        if word.eq_ignore_ascii_case("max") {
            return Goal::Max;
        }
        if !word.eq_ignore_ascii_case("min") {
            let hint = "say max where more is better, min where less is";
            self.blame_field(row, 2, format!("the goal is '{word}'"), hint);
        }
        Goal::Min
    }

    fn value(&mut self, row: &Row, field: usize) -> Option<f64> {
        let text = row.field(field);
        if text.is_empty() {
            return None;
        }
        match (number(text), self.values) {
            (Err(hint), _) => {
                self.blame_field(row, field, format!("'{text}' is not a number"), hint);
                None
            }
            (Ok(value), Values::Scored(scale)) if !scale.contains(value) => {
                let what = format!("{text} lies outside the scale {} to {}", scale.lo(), scale.hi());
                let hint = "correct it, give the scale with --scale LO..HI, or say --measured for raw measurements";
                self.blame_field(row, field, what, hint);
                None
            }
            (Ok(value), _) => Some(value),
        }
    }
}

/// A finite number with a decimal point; otherwise what to do.
fn number(text: &str) -> Result<f64, &'static str> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    match text.parse::<f64>() {
        Ok(value) if is_plain && value.is_finite() => Ok(value + 0.0),
        Ok(_) => Err("give a finite number; leave the cell empty where nothing is known"),
        Err(_) if text.replace(',', ".").parse::<f64>().is_ok() => Err("write decimals with a point, as in 3.5"),
        Err(_) => Err("write a plain number such as 3 or 3.5, without unit or sign of currency"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Scale;

    fn refused(text: &str) -> Vec<String> {
        match parse(text, Values::Scored(Scale::default())) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn every_fault_is_found_with_its_place() {
        let text = "criterion,weight,goal,VM,VM,\nCost,-1,up,7,\"3,5\",NaN\n,x,max,1,2\nCost,1,min,1,2,3\n";
        let found = refused(text);
        for (place, part) in [
            ("1:26:", "'VM' stands twice"),
            ("1:29:", "has no name"),
            ("2:6:", "negative"),
            ("2:9:", "goal is 'up'"),
            ("2:12:", "--scale"),
            ("2:14:", "as in 3.5"),
            ("2:20:", "finite"),
            ("3:1:", "has no name"),
            ("3:11:", "5 cells"),
            ("4:1:", "'Cost' stands twice"),
        ] {
            assert!(
                found.iter().any(|line| line.starts_with(place) && line.contains(part)),
                "{place} {part}: {found:#?}"
            );
        }
        assert_eq!(found.len(), 10, "{found:#?}");
    }

    #[test]
    fn other_shapes_are_named() {
        assert!(refused("")[0].contains("empty"));
        assert!(refused("criterion;weight;goal;A\n")[0].contains("semicolons"));
        assert!(refused("name,weight,goal,A\n")[0].contains("'criterion' belongs"));
        assert!(refused("criterion,weight,goal\nCost,1,max\n")[0].contains("no alternative"));
        assert!(refused("criterion,weight,goal,A\n")[0].contains("no criterion"));
        assert!(
            refused("criterion,weight,goal,A\nCost,0,max,1\nOps,0.0,max,2\n")[0].starts_with("2:6: all weights are 0")
        );
        for number in ["inf", "infinity", "nan", "1e999", "0x10", "3 €", "1_000", "١"] {
            assert!(!refused(&format!("criterion,weight,goal,A\nCost,1,max,{number}\n")).is_empty(), "{number}");
        }
    }

    #[test]
    fn a_flood_of_problems_is_cut_off() {
        let text = format!("criterion,weight,goal,A\n{}", "x,1,max,9\n".repeat(1000));
        let found = refused(&text);
        assert_eq!(found.len(), MOST_PROBLEMS + 1);
        assert!(found[MOST_PROBLEMS].contains("more problems"));
        let found = refused(&text.repeat(100));
        assert_eq!(found, ["1002:1: there are too many criteria; a matrix has at most 1000 of each"]);
        let wide = format!("criterion,weight,goal{}\n", ",A".repeat(100_000));
        assert!(refused(&wide)[0].starts_with("1:2023: there are too many alternatives"), "{:?}", refused(&wide));
    }

    #[test]
    fn empty_cells_are_missing_and_ids_differ() {
        let text = "\u{feff}Criterion, Weight ,GOAL,\"A, b\",A-B\r\nOps burden,1,MIN,,2\r\n\r\n";
        let matrix = parse(text, Values::Scored(Scale::default())).unwrap();
        assert_eq!(matrix.alternatives[0].id, "a-b");
        assert_eq!(matrix.alternatives[1].id, "a-b-2");
        assert_eq!((matrix.criteria[0].id.as_str(), matrix.criteria[0].goal), ("ops-burden", Goal::Min));
        assert_eq!(matrix.criteria[0].values, [None, Some(2.0)]);
        assert_eq!(matrix.first_gap(), Some(("Ops burden", "A, b")));
    }
}
