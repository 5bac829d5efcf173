import Terminal

/// Lays JSON out over several rows and colours its parts.
///
/// What fits into a row stays in one, and an object that only wraps another costs no row of its own.
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
        var layout = Layout(tokens(json), width: max(12, width))
        return layout.run()
    }

    /// Returns the text with its parts side by side, for places with few rows.
    static func flowing(_ json: String, width: Int) -> [StyledText] {
        var pieces: [StyledText] = []
        var piece = StyledText()
        for token in tokens(json) {
            piece.append(token.text, token.role)
            guard token.text == ", " else { continue }
            pieces.append(piece)
            piece = StyledText()
        }
        return StyledText.wrapped(pieces + [piece], width: width, separator: .empty)
            .flatMap { $0.wrapped(to: width) }
    }

    /// A part of the text that is never broken but for want of room.
    private struct Token {
        var text: String
        var role: Role
        /// The place of the bracket that closes this one.
        var end: Int?

        var isOpening: Bool { role == .jsonPunctuation && (text == "{" || text == "[") }
        var isClosing: Bool { role == .jsonPunctuation && (text == "}" || text == "]") }
    }

    private static func tokens(_ json: String) -> [Token] {
        var tokens: [Token] = []
        var open: [Int] = []
        var rest = json.drop(while: \.isWhitespace)
        while let character = rest.first {
            switch character {
            case "\"":
                let string = takeString(&rest)
                let next = rest.drop(while: \.isWhitespace).first
                tokens.append(Token(text: string, role: next == ":" ? .jsonKey : .jsonString))
            case "{", "[", "}", "]", ",", ":":
                rest.removeFirst()
                let spaced = character == "," || character == ":"
                if character == "{" || character == "[" { open.append(tokens.count) }
                if character == "}" || character == "]", let start = open.popLast() {
                    tokens[start].end = tokens.count
                }
                tokens.append(
                    Token(text: "\(character)\(spaced ? " " : "")", role: .jsonPunctuation))
            default:
                let word = rest.prefix { !",:{}[]\"".contains($0) }
                rest.removeFirst(word.count)
                let text = word.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                let isNumber = text.first.map { $0.isNumber || $0 == "-" } ?? false
                tokens.append(Token(text: text, role: isNumber ? .jsonNumber : .jsonLiteral))
            }
            rest = rest.drop(while: \.isWhitespace)
        }
        return tokens
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
        private let tokens: [Token]
        private let width: Int
        /// The columns of all tokens before each one, and of all of them.
        private let starts: [Int]
        private var lines: [StyledText] = []
        private var line = StyledText()
        private var depth = 0
        /// The closing brackets that stand beside the one before them.
        private var hugging: Set<Int> = []

        init(_ tokens: [Token], width: Int) {
            self.tokens = tokens
            self.width = width
            starts = tokens.reduce(into: [0]) {
                $0.append(($0.last ?? 0) + DisplayWidth.of($1.text))
            }
        }

        mutating func run() -> [StyledText] {
            var index = 0
            while index < tokens.count {
                let token = tokens[index]
                if token.isOpening {
                    index = open(index)
                    continue
                }
                if token.isClosing, !hugging.contains(index) {
                    depth = max(0, depth - 1)
                    endLine()
                }
                if token.role == .jsonPunctuation, token.text == ", " {
                    add(Token(text: ",", role: token.role))
                    endLine()
                } else {
                    add(token)
                }
                index += 1
            }
            endLine()
            return lines
        }

        /// Takes an opening bracket, or all up to its end when that fits into the row.
        ///
        /// - Returns: The place of the next token.
        private mutating func open(_ index: Int) -> Int {
            // One column is kept for the comma that may follow.
            if let end = tokens[index].end, starts[end + 1] - starts[index] < width - indented {
                for token in tokens[index...end] { add(token) }
                return end + 1
            }
            add(tokens[index])
            if let end = tokens[index].end, let inner = onlyMember(of: index),
                tokens[inner].end == end - 1
            {
                hugging.insert(end)
                for token in tokens[index + 1..<inner] { add(token) }
                return inner
            }
            depth += 1
            endLine()
            return index + 1
        }

        /// The place of the bracket that the only member of an object or a list would begin with.
        private func onlyMember(of index: Int) -> Int? {
            let first = index + 1
            guard first < tokens.count else { return nil }
            let inner = tokens[first].role == .jsonKey ? first + 2 : first
            return inner < tokens.count && tokens[inner].isOpening ? inner : nil
        }

        /// The columns taken in this row, its indent included.
        private var indented: Int { line.isEmpty ? indent(depth).width : line.width }

        private func indent(_ depth: Int) -> StyledText {
            StyledText(String(repeating: " ", count: min(8, depth * 2)))
        }

        private mutating func add(_ token: Token) {
            if line.isEmpty { line = indent(depth) }
            var rest = token.text[...]
            while line.width + DisplayWidth.of(rest) > width, rest.count > 1 {
                let room = width - line.width
                if room >= 4 {
                    line.append(String(rest.prefix(room)), token.role)
                    rest = rest.dropFirst(room)
                }
                endLine()
                line = indent(depth + 1)
            }
            line.append(String(rest), token.role)
        }

        private mutating func endLine() {
            guard !line.isEmpty else { return }
            lines.append(line)
            line = StyledText()
        }
    }
}
