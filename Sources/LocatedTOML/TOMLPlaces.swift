/// Where the keys of a TOML text stand, which the parser does not tell.
///
/// It reads the lines that open a table or begin with a key: all that the files of this project are made of.
struct TOMLPlaces: Sendable {
    /// A line and a column, both from 1; zeros for a place that is not known.
    typealias Place = (line: Int, column: Int)

    private let lines: [Substring]
    private var keys: [[String]: Place] = [:]

    init(_ text: String) {
        lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        var table: [String] = []
        for (index, line) in lines.enumerated() {
            let start = line.prefix { $0 == " " || $0 == "\t" }.count
            let rest = line.dropFirst(start)
            if rest.first == "[" {
                table = Self.names(rest.dropFirst().prefix { $0 != "]" })
                keys[table] = keys[table] ?? (index + 1, start + 1)
            } else if let equals = rest.firstIndex(of: "="), rest.first != "#" {
                let path = table + Self.names(rest[..<equals])
                keys[path] = keys[path] ?? (index + 1, start + 1)
            }
        }
    }

    /// Returns the place of a key, or of the first occurrence of a quoted text from there on.
    func place(of path: [String], text: String? = nil) -> Place {
        // A key inside an inline table stands where its table does.
        var known = path
        while keys[known] == nil, !known.isEmpty { known.removeLast() }
        guard let key = keys[known] else { return (0, 0) }
        guard let text else { return key }
        for index in (key.line - 1)..<lines.count {
            let start = index == key.line - 1 ? key.column - 1 : 0
            let line = lines[index].dropFirst(start)
            if let range = line.firstRange(of: "\"\(text)\"") {
                let column = lines[index].distance(
                    from: lines[index].startIndex, to: range.lowerBound)
                return (index + 1, column + 1)
            }
        }
        return key
    }

    /// Returns the first line that opens a table with a name no table can have.
    ///
    /// It looks at bytes, since a combining mark would hide a bracket from a look at characters.
    static func malformedHeader(in text: String) -> Place? {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let isMarked = index == 0 && line.starts(with: "\u{FEFF}".utf8)
            var rest = line.dropFirst(isMarked ? 3 : 0).drop(while: isBlank)
            let column = rest.startIndex
            guard rest.first == UInt8(ascii: "[") else { continue }
            rest = rest.dropFirst().drop(while: isBlank)
            if rest.first == UInt8(ascii: "[") { rest = rest.dropFirst().drop(while: isBlank) }
            let canBeginName = rest.first.map { byte in
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_\"']".utf8
                    .contains(byte)
            }
            if canBeginName != true {
                return (index + 1, line.distance(from: line.startIndex, to: column) + 1)
            }
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func names(_ text: Substring) -> [String] {
        text.split(separator: ".").map { part in
            String(part.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" })
        }
    }
}
