/// What a word in a filter may become.
enum FilterCompletion {
    /// Returns the completions of a word, the likeliest first, at most eight.
    ///
    /// - Parameters:
    ///   - word: The word as far as it is typed; a leading `!` stays.
    ///   - rows: What can be asked of the rows there are.
    /// - Returns: Whole words that replace it; none when nothing fits or all is said.
    static func words(for word: String, among rows: [RowFacts]) -> [String] {
        let sign = word.hasPrefix("!") ? "!" : ""
        let typed = String(word.dropFirst(sign.count)).lowercased()
        for (qualifier, values) in [
            ("handler:", rows.map(\.handler)), ("symbol:", rows.flatMap { symbols($0.symbol) }),
            ("err:", rows.map { firstWord($0.error) }),
        ] where typed.hasPrefix(qualifier) {
            let rest = typed.dropFirst(qualifier.count)
            return ranked(values).filter {
                $0.lowercased().hasPrefix(rest) && $0.lowercased() != rest
            }
            .prefix(8).map { sign + qualifier + $0 }
        }
        return qualifiers(of: rows).filter { $0.hasPrefix(typed) && $0 != typed }.map { sign + $0 }
    }

    /// The qualifiers that some row has an answer to; what none has would only empty the list.
    private static func qualifiers(of rows: [RowFacts]) -> [String] {
        let answered: [(words: [String], isAnswered: (RowFacts) -> Bool)] = [
            (["handler:"], { !$0.handler.isEmpty }), (["symbol:"], { !$0.symbol.isEmpty }),
            (["err:"], { !$0.error.isEmpty }), (["age>5m", "age<1m"], { $0.ageSeconds != nil }),
            (["re:"], { !$0.text.isEmpty }),
        ]
        return answered.filter { rows.contains(where: $0.isAnswered) }.flatMap(\.words)
    }

    /// The values there are, the most frequent first.
    private static func ranked(_ values: [String]) -> [String] {
        var counts: [String: Int] = [:]
        for value in values where !value.isEmpty { counts[value, default: 0] += 1 }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// The words of a text that look like symbols: capitals, perhaps with digits.
    private static func symbols(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init).filter { word in
            word.count > 1 && word.first?.isUppercase == true
                && word.allSatisfy { $0.isUppercase || $0.isNumber }
        }
    }

    private static func firstWord(_ text: String) -> String {
        text.split(separator: " ").first.map { String($0.prefix { $0 != ":" }) } ?? ""
    }
}
