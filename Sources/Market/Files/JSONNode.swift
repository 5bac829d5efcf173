/// A JSON value that remembers where it stood, so that a complaint can name line and column.
struct JSONNode {
    indirect enum Value {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
        case array([JSONNode])
        case object([(key: String, node: JSONNode)])
    }

    var value: Value
    var line: Int
    var column: Int

    /// The last member of that name, or `nil`; for anything but an object always `nil`.
    subscript(key: String) -> JSONNode? {
        guard case .object(let members) = value else { return nil }
        return members.last { $0.key == key }?.node
    }

    /// What it is, in words.
    var kind: String {
        switch value {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The value in one line, for open-ended fields that are kept as text.
    var text: String {
        switch value {
        case .null: "null"
        case .bool(let flag): String(flag)
        case .number(let number):
            number == number.rounded() && abs(number) < 1e15
                ? String(Int(number)) : String(number)
        case .string(let string): string
        case .array(let nodes): "[" + nodes.map(\.text).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\($0.key): \($0.node.text)" }.joined(separator: ", ") + "}"
        }
    }
}
