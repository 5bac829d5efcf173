import LocatedTOML
import Trading

/// Reads the keys of one table, and knows which of them nobody asked for.
///
/// Each key is read into the value that holds its default, with a word on what it means: asked for by a
/// ``ConfigurationManual``, the same calls write the documentation, so that neither can be without the other.
struct SectionReader {
    private let document: TOMLDocument
    private let manual: ConfigurationManual.Pages?
    private let findings: ConfigurationFindings?
    private let path: [String]
    private let values: [String: TOMLDocument.Value]
    private var known: Set<String> = []

    /// Makes a reader of a whole file.
    ///
    /// - Parameters:
    ///   - document: The file.
    ///   - manual: Takes down what is asked for, or `nil`.
    ///   - findings: Takes down what is wrong, and the default is read instead; `nil` to throw the first of it.
    init(
        _ document: TOMLDocument, manual: ConfigurationManual.Pages? = nil,
        findings: ConfigurationFindings? = nil
    ) {
        self.document = document
        self.manual = manual
        self.findings = findings
        path = []
        values = document.root
    }

    private init(_ key: String, of outer: SectionReader, _ values: [String: TOMLDocument.Value]) {
        document = outer.document
        manual = outer.manual
        findings = outer.findings
        path = outer.path + [key]
        self.values = values
    }

    /// The keys of the table, in alphabetical order.
    var keys: [String] { values.keys.sorted() }

    /// Reads a table within this one; an absent table is an empty one.
    mutating func section(_ key: String) throws(ConfigurationError) -> SectionReader {
        known.insert(key)
        switch values[key] {
        case nil: break
        case .table(let inner): return SectionReader(key, of: self, inner)
        case .some(let value): try refuse(bad(key, expected: "a table", value))
        }
        return SectionReader(key, of: self, [:])
    }

    // MARK: - Values with a default

    /// Reads a number into the value that holds its default.
    mutating func number(
        _ key: String, _ value: inout Double, in range: ClosedRange<Double>, _ meaning: String
    ) throws(ConfigurationError) {
        note(key, text(value), "\(meaning); \(words(range))")
        value = try number(key, in: range) ?? value
    }

    /// Reads a number of rupees into the price that holds its default.
    mutating func rupees(
        _ key: String, _ value: inout Price, in range: ClosedRange<Double>, _ meaning: String
    ) throws(ConfigurationError) {
        note(key, text(value.rupees), "\(meaning), in rupees; \(words(range))")
        guard let number = try number(key, in: range) else { return }
        value = Price(rupees: number) ?? value
    }

    /// Reads a whole number into the value that holds its default.
    mutating func integer(
        _ key: String, _ value: inout Int, in range: ClosedRange<Int>, _ meaning: String
    ) throws(ConfigurationError) {
        note(key, String(value), "\(meaning); \(range.lowerBound) to \(range.upperBound)")
        value = try integer(key, in: range) ?? value
    }

    /// Reads a switch into the value that holds its default.
    mutating func boolean(
        _ key: String, _ value: inout Bool, _ meaning: String
    ) throws(ConfigurationError) {
        note(key, String(value), meaning)
        value = try boolean(key) ?? value
    }

    /// Reads one of a few words into the value that holds its default.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, _ value: inout Word, _ meaning: String
    ) throws(ConfigurationError) where Word.RawValue == String {
        note(key, quoted(value.rawValue), "\(meaning); \(words(Word.self))")
        value = try word(key) ?? value
    }

    // MARK: - Values without one

    /// Reads a number that may be absent; what it is then, if anything, is no example.
    mutating func number(
        _ key: String, in range: ClosedRange<Double>, standard: Double? = nil, example: Double,
        _ meaning: String
    ) throws(ConfigurationError) -> Double? {
        note(
            key, text(standard ?? example), "\(meaning); \(words(range))",
            isExample: standard == nil)
        return try number(key, in: range)
    }

    /// Reads one of a few words that may be absent.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, example: Word, _ meaning: String
    ) throws(ConfigurationError) -> Word? where Word.RawValue == String {
        note(
            key, quoted(example.rawValue), "\(meaning); \(words(Word.self))", isExample: true)
        return try word(key)
    }

    /// Reads a text that may be absent; what it is then, if anything, is no example.
    mutating func string(
        _ key: String, standard: String? = nil, example: String, _ meaning: String
    ) throws(ConfigurationError) -> String? {
        note(key, quoted(standard ?? example), meaning, isExample: standard == nil)
        return try string(key)
    }

    // MARK: - What was asked and what was not

    /// Where a key stands, for those who check its value further.
    func location(of key: String) -> TOMLLocation { document.location(of: path + [key]) }

    /// Refuses the keys that nobody has asked for.
    func finish() throws(ConfigurationError) {
        for stray in keys where !known.contains(stray) {
            try refuse(
                .unknownKey(
                    location(of: stray), key: (path + [stray]).joined(separator: "."),
                    nearest: NearestName.of(stray, in: known.sorted()), known: known.sorted()))
        }
    }

    /// Takes down what is wrong or, where nobody collects it, throws it.
    func refuse(_ error: ConfigurationError) throws(ConfigurationError) {
        guard let findings else { throw error }
        findings.add(error)
    }

    /// Whether nothing was wrong with a key, so that it can be held against others.
    func isSound(_ key: String) -> Bool {
        let name = (path + [key]).joined(separator: ".")
        return findings?.errors.contains { $0.key == name } != true
    }

    func bad(_ key: String, expected: String, _ value: TOMLDocument.Value) -> ConfigurationError {
        .badValue(
            location(of: key), key: (path + [key]).joined(separator: "."), expected: expected,
            found: value.kind)
    }

    /// Reads a text whose key is a name that the user has chosen.
    mutating func string(_ key: String) throws(ConfigurationError) -> String? {
        known.insert(key)
        guard let value = values[key] else { return nil }
        guard case .string(let text) = value else {
            try refuse(bad(key, expected: "a text in quotes", value))
            return nil
        }
        return text
    }

    /// Reads a text, or a list of them, whose key is a name that the user has chosen.
    mutating func strings(_ key: String) throws(ConfigurationError) -> [String]? {
        known.insert(key)
        guard let value = values[key] else { return nil }
        let elements = if case .array(let elements) = value { elements } else { [value] }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else {
                let expected = "a text in quotes, or a list of them"
                try refuse(bad(key, expected: expected, element))
                return nil
            }
            texts.append(text)
        }
        return texts
    }

    /// Reads a number whose key is a name that the user has chosen.
    mutating func number(
        _ key: String, in range: ClosedRange<Double>
    ) throws(ConfigurationError) -> Double? {
        known.insert(key)
        guard let value = values[key] else { return nil }
        guard case .number(let number) = value, range.contains(number) else {
            try refuse(bad(key, expected: "a number from \(words(range))", value))
            return nil
        }
        return number
    }

    /// Reads a whole number whose key is a name that the user has chosen.
    mutating func integer(
        _ key: String, in range: ClosedRange<Int>
    ) throws(ConfigurationError) -> Int? {
        known.insert(key)
        guard let value = values[key] else { return nil }
        guard case .number(let number) = value, let whole = Int(exactly: number),
            range.contains(whole)
        else {
            try refuse(
                bad(
                    key,
                    expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
                    value))
            return nil
        }
        return whole
    }

    /// Reads a switch whose key is a name that the user has chosen.
    mutating func boolean(_ key: String) throws(ConfigurationError) -> Bool? {
        known.insert(key)
        guard let value = values[key] else { return nil }
        guard case .boolean(let flag) = value else {
            try refuse(bad(key, expected: "true or false", value))
            return nil
        }
        return flag
    }

    private mutating func word<Word: RawRepresentable & CaseIterable>(
        _ key: String
    ) throws(ConfigurationError) -> Word? where Word.RawValue == String {
        guard let text = try string(key) else { return nil }
        guard let word = Word(rawValue: text) else {
            try refuse(bad(key, expected: words(Word.self), .string(text)))
            return nil
        }
        return word
    }

    private func note(_ key: String, _ value: String, _ meaning: String, isExample: Bool = false) {
        manual?.add(
            ConfigurationManual.Entry(
                table: path, key: key, value: value, meaning: meaning, isExample: isExample))
    }

    // MARK: - Words

    private func words(_ range: ClosedRange<Double>) -> String {
        "\(text(range.lowerBound)) to \(text(range.upperBound))"
    }

    private func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> String
    where Word.RawValue == String {
        "one of " + Word.allCases.map { quoted($0.rawValue) }.joined(separator: ", ")
    }

    private func quoted(_ text: String) -> String { "\"\(text)\"" }

    private func text(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}
