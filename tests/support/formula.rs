//! Reads a formula as it is printed and works it out: words are units or remarks and say nothing, `less` takes away, `%` is a
//! hundredth, and `5/3` is a quotient.

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64),
    Sign(char),
    Call(bool),
    Open,
    Close,
    Comma,
}

/// The value of a formula.
pub fn value(text: &str) -> Result<f64, String> {
    value_and_largest(text).map(|(value, _)| value)
}

/// The value, and the largest term that it was added up from: a difference loses digits by that.
pub fn value_and_largest(text: &str) -> Result<(f64, f64), String> {
    let tokens = tokens(text)?;
    let mut reader = Reader { tokens: &tokens, at: 0, largest: 0.0 };
    let found = reader.sum()?;
    if reader.at == tokens.len() {
        Ok((found, reader.largest))
    } else {
        Err(format!("'{text}' goes on after {} of {tokens:?}", reader.at))
    }
}

fn number(text: &str) -> Option<f64> {
    let plain = text.replace(',', "");
    match plain.split_once('/') {
        Some((a, b)) => Some(a.parse::<f64>().ok()? / b.parse::<f64>().ok()?),
        None => plain.parse().ok(),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ").replace(", ", " , ");
    let mut tokens = Vec::new();
    for word in spaced.split_whitespace() {
        let unsized_word = word.trim_end_matches("/s");
        match word {
            "×" | "/" | "+" | "−" => tokens.push(Token::Sign(word.chars().next().ok_or("no sign")?)),
            "less" => tokens.push(Token::Sign('−')),
            "max" | "ceil" => tokens.push(Token::Call(word == "max")),
            "(" => tokens.push(Token::Open),
            ")" => tokens.push(Token::Close),
            "," => tokens.push(Token::Comma),
            "%" => match tokens.last_mut() {
                Some(Token::Number(number)) => *number /= 100.0,
                _ => return Err(format!("a lonely % in '{text}'")),
            },
            _ => tokens.extend(number(unsized_word).map(Token::Number)),
        }
    }
    Ok(tokens)
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    largest: f64,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn sign(&mut self, signs: [char; 2]) -> Option<char> {
        match self.tokens.get(self.at) {
            Some(Token::Sign(sign)) if signs.contains(sign) => {
                self.at += 1;
                Some(*sign)
            }
            _ => None,
        }
    }

    fn sum(&mut self) -> Result<f64, String> {
        let mut sum = self.product()?;
        self.largest = self.largest.max(sum.abs());
        while let Some(sign) = self.sign(['+', '−']) {
            let next = self.product()?;
            self.largest = self.largest.max(next.abs());
            sum += if sign == '+' { next } else { -next };
        }
        Ok(sum)
    }

    fn product(&mut self) -> Result<f64, String> {
        let mut product = self.part()?;
        while let Some(sign) = self.sign(['×', '/']) {
            let next = self.part()?;
            product = if sign == '×' { product * next } else { product / next };
        }
        Ok(product)
    }

    fn part(&mut self) -> Result<f64, String> {
        match self.next() {
            Some(Token::Number(number)) => Ok(number),
            Some(Token::Open) => {
                let inner = self.sum()?;
                self.close().map(|()| inner)
            }
            Some(Token::Call(is_max)) if self.next() == Some(Token::Open) => {
                let mut found = self.sum()?;
                while self.tokens.get(self.at) == Some(&Token::Comma) {
                    self.at += 1;
                    found = found.max(self.sum()?);
                }
                // As the program does, a quotient that should have been whole is.
                self.close().map(|()| if is_max { found } else { (found - 1e-5 * found.abs().max(1.0)).ceil() })
            }
            other => Err(format!("{other:?} where a number should be, {} of {:?}", self.at, self.tokens)),
        }
    }

    fn close(&mut self) -> Result<(), String> {
        if self.next() == Some(Token::Close) { Ok(()) } else { Err("a bracket is not closed".to_owned()) }
    }
}
