import LocatedTOML

/// Reads the keys of one table, and knows which of them nobody asked for.
struct SectionReader {
    private let document: TOMLDocument
    private let path: [String]
    private let values: [String: TOMLDocument.Value]
    private var known: Set<String> = []

    init(_ document: TOMLDocument) {
        self.document = document
        path = []
        values = document.root
    }

    private init(_ document: TOMLDocument, _ path: [String], _ values: [String: TOMLDocument.Value])
    {
        self.document = document
        self.path = path
        self.values = values
    }

    /// The keys of the table, in alphabetical order.
    var keys: [String] { values.keys.sorted() }

    /// Reads a table within this one; an absent table is an empty one.
    mutating func section(_ key: String) throws(ConfigurationError) -> SectionReader {
        known.insert(key)
        switch values[key] {
        case nil: return SectionReader(document, path + [key], [:])
        case .table(let inner): return SectionReader(document, path + [key], inner)
        case .some(let value): throw bad(key, expected: "a table", value)
        }
    }

    mutating func number(
        _ key: String, in range: ClosedRange<Double>
    ) throws(ConfigurationError) -> Double? {
        known.insert(key)
        guard let value = values[key] else { return nil }
        guard case .number(let number) = value, range.contains(number) else {
            throw bad(
                key,
                expected: "a number from \(text(range.lowerBound)) to \(text(range.upperBound))",
                value)
        }
        return number
    }

    mutating func integer(
        _ key: String, in range: ClosedRange<Int>
    ) throws(ConfigurationError) -> Int? {
        known.insert(key)
        guard let value = values[key] else { return nil }
        guard case .number(let number) = value, let whole = Int(exactly: number),
            range.contains(whole)
        else {
            throw bad(
                key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
                value)
        }
        return whole
    }

    mutating func boolean(_ key: String) throws(ConfigurationError) -> Bool? {
        known.insert(key)
        guard let value = values[key] else { return nil }
        guard case .boolean(let flag) = value else {
            throw bad(key, expected: "true or false", value)
        }
        return flag
    }

    mutating func string(_ key: String) throws(ConfigurationError) -> String? {
        known.insert(key)
        guard let value = values[key] else { return nil }
        guard case .string(let text) = value else {
            throw bad(key, expected: "a text in quotes", value)
        }
        return text
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Word.Type = Word.self
    ) throws(ConfigurationError) -> Word? where Word.RawValue == String {
        guard let text = try string(key) else { return nil }
        guard let word = Word(rawValue: text) else {
            let all = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            throw bad(key, expected: "one of \(all)", .string(text))
        }
        return word
    }

    /// Where a key stands, for those who check its value further.
    func location(of key: String) -> TOMLLocation { document.location(of: path + [key]) }

    /// Refuses the keys that nobody has asked for.
    func finish() throws(ConfigurationError) {
        guard let stray = keys.first(where: { !known.contains($0) }) else { return }
        throw .unknownKey(
            location(of: stray), key: (path + [stray]).joined(separator: "."),
            nearest: NearestName.of(stray, in: known.sorted()), known: known.sorted())
    }

    func bad(_ key: String, expected: String, _ value: TOMLDocument.Value) -> ConfigurationError {
        .badValue(
            location(of: key), key: (path + [key]).joined(separator: "."), expected: expected,
            found: value.kind)
    }

    private func text(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}
