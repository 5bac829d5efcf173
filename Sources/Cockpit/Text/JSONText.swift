import Terminal

/// Lays JSON out over several rows and colours its parts.
///
/// A scanner, not a parser: text that is not JSON comes out as it is, so a damaged payload can
/// still be read.
enum JSONText {
    /// Returns the rows of a JSON text.
    ///
    /// - Parameters:
    ///   - json: The text, usually on one line.
    ///   - width: The columns; longer strings are broken.
    /// - Returns: The rows.
    static func lines(_ json: String, width: Int) -> [StyledText] {
        var layout = Layout(width: max(12, width))
        var rest = json[...]
        while let character = rest.first {
            switch character {
            case "\"":
                let string = takeString(&rest)
                let next = rest.drop(while: \.isWhitespace).first
                layout.add(string, next == ":" ? .jsonKey : .jsonString)
            case "{", "[":
                rest.removeFirst()
                layout.open(character, closesAtOnce: rest.drop(while: \.isWhitespace).first)
            case "}", "]":
                rest.removeFirst()
                layout.close(character)
            case ",":
                rest.removeFirst()
                layout.add(",", .jsonPunctuation)
                layout.endLine()
            case ":":
                rest.removeFirst()
                layout.add(": ", .jsonPunctuation)
            case _ where character.isWhitespace:
                rest.removeFirst()
            default:
                let word = rest.prefix { !",:{}[]\"".contains($0) && !$0.isWhitespace }
                rest.removeFirst(word.count)
                let isNumber = word.first.map { $0.isNumber || $0 == "-" } ?? false
                layout.add(String(word), isNumber ? .jsonNumber : .jsonLiteral)
            }
        }
        layout.endLine()
        return layout.lines
    }

    private static func takeString(_ rest: inout Substring) -> String {
        var text = String(rest.removeFirst())
        var isEscaped = false
        while let character = rest.first {
            rest.removeFirst()
            text.append(character)
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                break
            }
        }
        return text
    }

    /// Rows being filled.
    private struct Layout {
        let width: Int
        private(set) var lines: [StyledText] = []
        private var line = StyledText()
        private var depth = 0

        init(width: Int) {
            self.width = width
        }

        mutating func add(_ text: String, _ role: Role) {
            if line.isEmpty { line = StyledText(String(repeating: " ", count: min(8, depth * 2))) }
            var rest = text[...]
            while line.width + DisplayWidth.of(rest) > width, rest.count > 1 {
                let room = width - line.width
                if room < 4 {
                    endLine()
                    line = StyledText(String(repeating: " ", count: min(8, depth * 2 + 2)))
                    continue
                }
                let piece = rest.prefix(room)
                line.append(String(piece), role)
                rest = rest.dropFirst(piece.count)
                endLine()
                line = StyledText(String(repeating: " ", count: min(8, depth * 2 + 2)))
            }
            line.append(String(rest), role)
        }

        mutating func open(_ bracket: Character, closesAtOnce next: Character?) {
            add(String(bracket), .jsonPunctuation)
            depth += 1
            if next != "}", next != "]" { endLine() }
        }

        mutating func close(_ bracket: Character) {
            depth = max(0, depth - 1)
            if let last = line.spans.last?.text, last != "{", last != "[" { endLine() }
            add(String(bracket), .jsonPunctuation)
        }

        mutating func endLine() {
            guard !line.isEmpty else { return }
            lines.append(line)
            line = StyledText()
        }
    }
}
