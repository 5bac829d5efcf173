/// A payload whose values are changed by their names, the same that the cockpit's form shows.
///
/// A secret is never shown, and stays what it is unless it is set.
public struct PayloadEdit: Sendable {
    private let fields: PayloadFields
    private var texts: [String]

    /// Takes a payload to be edited; fails when it is not JSON or has no value.
    ///
    /// - Parameter json: The payload as a dead letter holds it.
    public init?(_ json: String) {
        guard let fields = PayloadFields(json) else { return nil }
        self.fields = fields
        texts = fields.leaves.map(\.text)
    }

    /// Changes a value.
    ///
    /// - Parameters:
    ///   - name: The value's name, such as `strength` or `instrument.token`.
    ///   - text: The new value, a text without its quotes.
    /// - Throws: `PayloadEditError` when there is no such value, or when it cannot be this.
    public mutating func set(_ name: String, to text: String) throws(PayloadEditError) {
        guard let index = fields.leaves.firstIndex(where: { $0.label == name }) else {
            throw .unknownField(name, known: fields.leaves.map(\.label))
        }
        if let expected = fields.problem(text, at: index) {
            throw .notSuch(name, text, expected: expected)
        }
        texts[index] = text
    }

    /// Whether any value differs from what the letter holds.
    public var isChanged: Bool { zip(texts, fields.leaves).contains { $0 != $1.text } }

    /// The payload as it is now, on one line.
    public var json: String { fields.json(with: texts) }
}

/// Why a value of a payload cannot be changed so.
public enum PayloadEditError: Error, Hashable, CustomStringConvertible {
    /// No value has this name.
    case unknownField(String, known: [String])
    /// The value cannot be this.
    case notSuch(String, String, expected: String)

    /// What is wrong, and what would be right.
    public var description: String {
        switch self {
        case .unknownField(let name, let known):
            "no value is called \(name); there are \(known.joined(separator: ", "))"
        case .notSuch(let name, let text, let expected):
            "\(name) = \(text): expected \(expected)"
        }
    }
}
