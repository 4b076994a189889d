//! From text to a matrix, or to all of its problems.

use super::cells::{CsvRow, split_rows};
use super::csv_matrix::{CsvAlternative, CsvCriterion, CsvMatrix, MatrixValues};
use crate::analysis::Goal;
use crate::model::id::unique_slug;
use crate::model::position::TextPosition;
use crate::model::text::TextError;
use std::collections::HashSet;

const HEADER: [&str; 3] = ["criterion", "weight", "goal"];
/// Problems that are reported; of more, one usually causes the others.
const MAX_PROBLEMS: usize = 50;
/// Criteria, and alternatives. A decision has fewer, and the time of every method grows with pairs.
const MAX_ROWS: usize = 1000;
const HEADER_HINT: &str = "the first line is criterion,weight,goal and then the alternatives";

/// # Errors
/// All problems, in the order of the text.
pub fn parse(text: &str, values: MatrixValues) -> Result<CsvMatrix, Vec<TextError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rows = split_rows(text).map_err(|(at, what)| {
        vec![TextError {
            position: TextPosition::from_offset(text, at),
            what,
            hint: "write comma-separated text with closed quotes".to_owned(),
        }]
    })?;
    let mut reader = MatrixReader { text, values, value_range: find_value_range(&rows), problems: Vec::new() };
    let Some((header, body)) = rows.split_first() else {
        reader.add_problem(TextPosition::START, "the file is empty", HEADER_HINT);
        return Err(reader.problems);
    };
    let matrix = reader.read_matrix(header, body);
    if reader.problems.is_empty() { Ok(matrix) } else { Err(reader.problems) }
}

struct MatrixReader<'a> {
    text: &'a str,
    values: MatrixValues,
    /// The lowest and the highest value, to propose a scale.
    value_range: (f64, f64),
    problems: Vec<TextError>,
}

impl MatrixReader<'_> {
    fn add_problem(&mut self, position: TextPosition, what: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(TextError { position, what: what.into(), hint: hint.into() });
        if self.problems.len() == MAX_PROBLEMS {
            let (what, hint) = ("there are more problems than these".to_owned(), "correct these first".to_owned());
            self.problems.push(TextError { position, what, hint });
        }
    }

    fn add_field_problem(&mut self, row: &CsvRow, field: usize, what: impl Into<String>, hint: impl Into<String>) {
        if self.problems.len() < MAX_PROBLEMS {
            self.add_problem(row.field_position(self.text, field), what, hint);
        }
    }

    fn read_matrix(&mut self, header: &CsvRow, body: &[CsvRow]) -> CsvMatrix {
        let mut matrix = CsvMatrix { alternatives: Vec::new(), criteria: Vec::new() };
        if !self.check_header(header) || self.is_too_large(header, body) {
            return matrix;
        }
        matrix.alternatives = self.read_alternatives(header);
        let mut names = HashSet::new();
        for row in body {
            if let Some(criterion) = self.read_criterion(row, header, &mut names, &matrix.criteria) {
                matrix.criteria.push(criterion);
            }
        }
        if body.is_empty() {
            self.add_field_problem(header, 0, "there is no criterion", "add a line such as Cost,20,max,2,3,5");
        } else if self.problems.is_empty() && matrix.criteria.iter().all(|row| row.weight == 0.0) {
            self.add_field_problem(&body[0], 1, "all weights are 0", "give at least one criterion a positive weight");
        }
        matrix
    }

    fn check_header(&mut self, header: &CsvRow) -> bool {
        let wrong = (0..HEADER.len()).find(|at| !header.field(*at).eq_ignore_ascii_case(HEADER[*at]));
        let Some(wrong) = wrong else { return true };
        let other = [(';', "semicolons"), ('\t', "tabs")].into_iter().find(|(mark, _)| header.field(0).contains(*mark));
        match other {
            Some((_, name)) => {
                let hint = "use commas between cells and a point in decimals";
                self.add_field_problem(header, 0, format!("the cells are separated by {name}"), hint);
            }
            None => {
                let what = format!("found '{}' where '{}' belongs", header.field(wrong), HEADER[wrong]);
                self.add_field_problem(header, wrong, what, HEADER_HINT);
            }
        }
        false
    }

    fn is_too_large(&mut self, header: &CsvRow, body: &[CsvRow]) -> bool {
        let hint = format!("a matrix has at most {MAX_ROWS} of each");
        if header.len() - HEADER.len() > MAX_ROWS {
            self.add_field_problem(header, HEADER.len() + MAX_ROWS, "there are too many alternatives", hint);
            return true;
        }
        if let Some(row) = body.get(MAX_ROWS) {
            self.add_field_problem(row, 0, "there are too many criteria", hint);
            return true;
        }
        false
    }

    fn read_alternatives(&mut self, header: &CsvRow) -> Vec<CsvAlternative> {
        if header.len() == HEADER.len() {
            self.add_field_problem(header, header.len(), "there is no alternative", "name each in a column after goal");
        }
        let mut names = HashSet::new();
        let mut alternatives: Vec<CsvAlternative> = Vec::new();
        for at in HEADER.len()..header.len() {
            let name = header.field(at);
            self.check_name(header, at, "alternative", &mut names);
            let id = unique_slug(name, alternatives.iter().map(|row| row.id.as_str()));
            alternatives.push(CsvAlternative { id, name: name.to_owned() });
        }
        alternatives
    }

    /// Refuses an empty name and one that appears twice.
    fn check_name<'r>(&mut self, row: &'r CsvRow, field: usize, what: &str, names: &mut HashSet<&'r str>) {
        let name = row.field(field);
        if name.is_empty() {
            self.add_field_problem(row, field, format!("the {what} has no name"), "name it, or remove it");
        } else if !names.insert(name) {
            let what = format!("the {what} '{name}' appears twice");
            self.add_field_problem(row, field, what, "rename one of them, or remove it");
        }
    }

    fn read_criterion<'r>(
        &mut self,
        row: &'r CsvRow,
        header: &CsvRow,
        names: &mut HashSet<&'r str>,
        before: &[CsvCriterion],
    ) -> Option<CsvCriterion> {
        self.check_name(row, 0, "criterion", names);
        if row.len() != header.len() {
            let cells = if row.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", row.len()) };
            let what = format!("{cells} where the first line has {}", header.len());
            let hint = "one cell per column, empty where the value is unknown; quote a name with a comma, and write decimals with a point";
            self.add_field_problem(row, header.len().min(row.len()), what, hint);
            return None;
        }
        let weight = self.read_weight(row);
        let goal = self.read_goal(row);
        let values = (HEADER.len()..row.len()).map(|at| self.read_value(row, at)).collect();
        let id = unique_slug(row.field(0), before.iter().map(|other| other.id.as_str()));
        Some(CsvCriterion { id, name: row.field(0).to_owned(), weight, goal, values })
    }

    fn read_weight(&mut self, row: &CsvRow) -> f64 {
        match parse_number(row.field(1)) {
            Ok(weight) if weight >= 0.0 => weight,
            Ok(weight) => {
                self.add_field_problem(row, 1, format!("the weight {weight} is negative"), "a weight is at least 0");
                0.0
            }
            Err(_) if row.field(1).is_empty() => {
                self.add_field_problem(row, 1, "the weight is missing", "give a number, 0 or more");
                0.0
            }
            Err(hint) => {
                self.add_field_problem(row, 1, format!("the weight '{}' is not a number", row.field(1)), hint);
                0.0
            }
        }
    }

    fn read_goal(&mut self, row: &CsvRow) -> Goal {
        let word = row.field(2);
        if word.eq_ignore_ascii_case("max") {
            return Goal::Max;
        }
        if !word.eq_ignore_ascii_case("min") {
            let hint = "use max where more is better, min where less is better";
            self.add_field_problem(row, 2, format!("the goal is '{word}'"), hint);
        }
        Goal::Min
    }

    fn read_value(&mut self, row: &CsvRow, field: usize) -> Option<f64> {
        let text = row.field(field);
        if text.is_empty() {
            return None;
        }
        match (parse_number(text), self.values) {
            (Err(hint), _) => {
                self.add_field_problem(row, field, format!("'{text}' is not a number"), hint);
                None
            }
            (Ok(value), MatrixValues::Scored(scale)) if !scale.contains(value) => {
                let what = format!("{text} is outside the scale {} to {}", scale.lo(), scale.hi());
                let (low, high) = self.value_range;
                let hint = format!(
                    "correct it, give the scale with --scale LO..HI (the values here run from {low} to {high}), or add --measured for \
                     raw measurements"
                );
                self.add_field_problem(row, field, what, hint);
                None
            }
            (Ok(value), _) => Some(value),
        }
    }
}

fn find_value_range(rows: &[CsvRow]) -> (f64, f64) {
    let cells = rows.iter().skip(1).flat_map(|row| (HEADER.len()..row.len()).map(|at| row.field(at)));
    let values = cells.filter_map(|text| parse_number(text).ok());
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

/// A finite number with a decimal point; otherwise a hint.
fn parse_number(text: &str) -> Result<f64, &'static str> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    match text.parse::<f64>() {
        Ok(value) if is_plain && value.is_finite() => Ok(value + 0.0),
        Ok(_) => Err("give a finite number; leave the cell empty where the value is unknown"),
        Err(_) if text.replace(',', ".").parse::<f64>().is_ok() => Err("write decimals with a point, as in 3.5"),
        Err(_) => Err("write a plain number such as 3 or 3.5, without unit or currency sign"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Scale;

    fn refused(text: &str) -> Vec<String> {
        match parse(text, MatrixValues::Scored(Scale::default())) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn every_fault_is_found_with_its_place() {
        let text = "criterion,weight,goal,VM,VM,\nCost,-1,up,7,\"3,5\",NaN\n,x,max,1,2\nCost,1,min,1,2,3\n";
        let found = refused(text);
        for (place, part) in [
            ("1:26:", "'VM' appears twice"),
            ("1:29:", "has no name"),
            ("2:6:", "negative"),
            ("2:9:", "goal is 'up'"),
            ("2:12:", "--scale"),
            ("2:14:", "as in 3.5"),
            ("2:20:", "finite"),
            ("3:1:", "has no name"),
            ("3:11:", "5 cells"),
            ("4:1:", "'Cost' appears twice"),
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
        assert_eq!(found.len(), MAX_PROBLEMS + 1);
        assert!(found[MAX_PROBLEMS].contains("more problems"));
        let found = refused(&text.repeat(100));
        assert_eq!(found, ["1002:1: there are too many criteria; a matrix has at most 1000 of each"]);
        let wide = format!("criterion,weight,goal{}\n", ",A".repeat(100_000));
        assert!(refused(&wide)[0].starts_with("1:2023: there are too many alternatives"), "{:?}", refused(&wide));
    }

    #[test]
    fn empty_cells_are_missing_and_ids_differ() {
        let text = "\u{feff}Criterion, Weight ,GOAL,\"A, b\",A-B\r\nOps burden,1,MIN,,2\r\n\r\n";
        let matrix = parse(text, MatrixValues::Scored(Scale::default())).unwrap();
        assert_eq!(matrix.alternatives[0].id, "a-b");
        assert_eq!(matrix.alternatives[1].id, "a-b-2");
        assert_eq!((matrix.criteria[0].id.as_str(), matrix.criteria[0].goal), ("ops-burden", Goal::Min));
        assert_eq!(matrix.criteria[0].values, [None, Some(2.0)]);
        assert_eq!(matrix.first_missing_value(), Some(("Ops burden", "A, b")));
    }
}
