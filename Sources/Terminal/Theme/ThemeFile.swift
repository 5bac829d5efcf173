import TOMLKit

/// A theme file as plain values, each with its place in the text.
struct ThemeFile {
    /// A value of the file.
    indirect enum Value: Equatable {
        case string(String)
        case number(Double)
        case array([Value])
        case table([String: Value])
        case other(String)

        /// What the value is, for messages.
        var kind: String {
            switch self {
            case .string(let text): "\"\(text)\""
            case .number(let number): "the number \(number)"
            case .array: "an array"
            case .table: "a table"
            case .other(let kind): kind
            }
        }
    }

    /// The file's name, for messages.
    let name: String
    /// The tables of the file.
    let root: [String: Value]
    private let places: ThemeFilePlaces

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: The contents of the file.
    ///   - name: The file's name, for messages.
    /// - Throws: ``ThemeError`` with the place, when the text is not TOML.
    init(_ text: String, name: String) throws(ThemeError) {
        self.name = name
        places = ThemeFilePlaces(text)
        // The parser stops the program at a table whose name begins with a sign.
        if let (line, column) = ThemeFilePlaces.malformedHeader(in: text) {
            throw ThemeError(
                location: ThemeLocation(file: name, line: line, column: column),
                problem: .syntax(
                    message: "a table's name begins with a letter, a digit, - or _, or is in quotes"
                ))
        }
        do {
            root = try TOMLTable(string: text).reduce(into: [:]) { $0[$1.0] = Value($1.1) }
        } catch let error as TOMLParseError {
            let begin = error.source.begin
            throw ThemeError(
                location: ThemeLocation(file: name, line: begin.line, column: begin.column),
                problem: .syntax(message: error.description))
        } catch {
            throw ThemeError(
                location: ThemeLocation(file: name, line: 0, column: 0),
                problem: .syntax(message: "\(error)"))
        }
    }

    /// Returns the place of a key, or of a text in its value.
    ///
    /// - Parameters:
    ///   - path: The tables and the key.
    ///   - text: A text in the value, or `nil` for the key itself.
    /// - Returns: The place.
    func location(of path: [String], text: String? = nil) -> ThemeLocation {
        let place = places.place(of: path, text: text)
        return ThemeLocation(file: name, line: place.line, column: place.column)
    }
}

extension ThemeFile.Value {
    fileprivate init(_ value: any TOMLValueConvertible) {
        if let text = value.string {
            self = .string(text)
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
