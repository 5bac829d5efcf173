/// A filter over rows, as a person types it.
///
/// Words are joined by "and"; `!` before one turns it round. `handler:`, `symbol:` and `err:` look at
/// one fact only, `age>5m` and `age<30s` at the age, and `re:` takes the rest as a regular
/// expression. Any other name with a colon is told to be wrong. Case does not matter.
struct RowFilter: Sendable, Equatable {
    /// What was typed.
    let text: String

    init(_ text: String = "") {
        self.text = text
    }

    /// Whether every row passes.
    var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }

    /// One condition.
    fileprivate enum Term {
        case contains(Field, String)
        case matches(Regex<AnyRegexOutput>)
        case age(isOver: Bool, seconds: Double)

        enum Field: String, CaseIterable {
            case any = ""
            case handler = "handler:"
            case symbol = "symbol:"
            case error = "err:"
        }
    }

    /// A filter read once and ready to test many rows.
    struct Matcher {
        fileprivate var terms: [(term: Term, isInverse: Bool)] = []
        /// What is wrong with the filter; such a filter lets every row pass.
        fileprivate(set) var problem: String?

        /// The words that a row which passes has in it.
        var words: [Substring] {
            terms.compactMap { term, isInverse in
                guard case .contains(_, let word) = term, !isInverse else { return nil }
                return word[...]
            }
        }

        /// Returns whether a row passes.
        func accepts(_ row: RowFacts) -> Bool {
            terms.allSatisfy { Self.holds($0.term, for: row) != $0.isInverse }
        }

        private static func holds(_ term: Term, for row: RowFacts) -> Bool {
            switch term {
            case .contains(.any, let word): row.text.lowercased().contains(word)
            case .contains(.handler, let word): row.handler.lowercased().contains(word)
            case .contains(.symbol, let word): row.symbol.lowercased().contains(word)
            case .contains(.error, let word): row.error.lowercased().contains(word)
            case .matches(let regex): row.text.firstMatch(of: regex) != nil
            case .age(let isOver, let seconds):
                row.ageSeconds.map { isOver ? $0 > seconds : $0 < seconds } ?? false
            }
        }
    }

    /// Reads the filter.
    func matcher() -> Matcher {
        var matcher = Matcher()
        var rest = text.drop(while: \.isWhitespace)
        while !rest.isEmpty {
            let isInverse = rest.first == "!"
            if isInverse { rest = rest.dropFirst() }
            if rest.lowercased().hasPrefix("re:") {
                let pattern = String(rest.dropFirst(3))
                do {
                    matcher.terms.append((.matches(try Regex(pattern).ignoresCase()), isInverse))
                } catch {
                    matcher.problem = "re: is not a regular expression yet"
                }
                break
            }
            let word = rest.prefix { !$0.isWhitespace }
            rest = rest.dropFirst(word.count).drop(while: \.isWhitespace)
            switch Self.term(word.lowercased()) {
            case .success(let term?): matcher.terms.append((term, isInverse))
            case .success(nil): break
            case .failure(let problem): matcher.problem = problem.text
            }
        }
        return matcher
    }

    private struct Problem: Error {
        let text: String
    }

    private static func term(_ word: String) -> Result<Term?, Problem> {
        if word.hasPrefix("age>") || word.hasPrefix("age<") {
            guard let seconds = seconds(word.dropFirst(4)) else {
                return .failure(Problem(text: "age takes a time such as 30s, 5m, 2h or 1d"))
            }
            return .success(.age(isOver: word.hasPrefix("age>"), seconds: seconds))
        }
        let field = Term.Field.allCases.last { word.hasPrefix($0.rawValue) } ?? .any
        if field == .any, let unknown = qualifier(of: word) {
            return .failure(
                Problem(
                    text: "\(unknown) is not known: handler: symbol: err: age> age< re: are"))
        }
        let value = word.dropFirst(field.rawValue.count)
        return .success(value.isEmpty ? nil : .contains(field, String(value)))
    }

    /// What stands before the colon of a word that looks like a qualifier: a time of day does not.
    private static func qualifier(of word: String) -> Substring? {
        guard let colon = word.firstIndex(of: ":"), colon > word.startIndex,
            word[..<colon].allSatisfy(\.isLetter)
        else { return nil }
        return word[...colon]
    }

    private static func seconds(_ text: Substring) -> Double? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let last = text.last else { return nil }
        if let unit = units[last] { return Double(text.dropLast()).map { $0 * unit } }
        return Double(text)
    }
}
