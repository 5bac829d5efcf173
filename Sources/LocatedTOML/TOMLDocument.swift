import TOMLKit

/// A TOML file as plain values, each with its place in the text.
///
/// The parser underneath tells where a text breaks the grammar, but not where a key stands; messages about a
/// value that is well-formed and wrong need that too.
public struct TOMLDocument: Sendable {
    /// A value of the file.
    public indirect enum Value: Equatable, Sendable {
        case string(String)
        case number(Double)
        case boolean(Bool)
        case array([Value])
        case table([String: Value])
        case other(String)

        /// What the value is, for messages.
        public var kind: String {
            switch self {
            case .string(let text): "\"\(text)\""
            case .number(let number): "the number \(number)"
            case .boolean(let value): "\(value)"
            case .array: "an array"
            case .table: "a table"
            case .other(let kind): kind
            }
        }
    }

    /// A text that is not TOML, or that defines a key twice.
    public struct SyntaxError: Error, Equatable, CustomStringConvertible {
        /// Where it breaks.
        public let location: TOMLLocation
        /// What is wrong there.
        public let message: String

        /// Where, and what is wrong.
        public var description: String { "\(location): not valid TOML: \(message)" }
    }

    /// The file's name, for messages.
    public let name: String
    /// The tables of the file.
    public let root: [String: Value]
    private let places: TOMLPlaces

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: The contents of the file.
    ///   - name: The file's name, for messages.
    /// - Throws: `SyntaxError` with the place, when the text is not TOML.
    public init(_ text: String, name: String) throws(SyntaxError) {
        self.name = name
        places = TOMLPlaces(text)
        // The parser stops the program at a table whose name begins with a sign.
        if let (line, column) = TOMLPlaces.malformedHeader(in: text) {
            throw SyntaxError(
                location: TOMLLocation(file: name, line: line, column: column),
                message: "a table's name begins with a letter, a digit, - or _, or is in quotes")
        }
        do {
            root = try TOMLTable(string: text).reduce(into: [:]) { $0[$1.0] = Value($1.1) }
        } catch let error as TOMLParseError {
            let begin = error.source.begin
            throw SyntaxError(
                location: TOMLLocation(file: name, line: begin.line, column: begin.column),
                message: error.description)
        } catch {
            throw SyntaxError(
                location: TOMLLocation(file: name, line: 0, column: 0), message: "\(error)")
        }
    }

    /// Returns the place of a key, or of a text in its value.
    ///
    /// - Parameters:
    ///   - path: The tables and the key.
    ///   - text: A text in the value, or `nil` for the key itself.
    /// - Returns: The place.
    public func location(of path: [String], text: String? = nil) -> TOMLLocation {
        let place = places.place(of: path, text: text)
        return TOMLLocation(file: name, line: place.line, column: place.column)
    }
}

extension TOMLDocument.Value {
    fileprivate init(_ value: any TOMLValueConvertible) {
        if let text = value.string {
            self = .string(text)
        } else if let flag = value.bool {
            self = .boolean(flag)
        } else if let number = value.double {
            self = .number(number)
        } else if let number = value.int {
            self = .number(Double(number))
        } else if let array = value.array {
            self = .array(array.map { Self($0) })
        } else if let table = value.table {
            self = .table(table.reduce(into: [:]) { $0[$1.0] = Self($1.1) })
        } else {
            self = .other("a value of type \(value.type)")
        }
    }
}
