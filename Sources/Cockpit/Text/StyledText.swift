import Terminal

/// A piece of one screen row: texts side by side, each with its own style.
struct StyledText: Sendable, Hashable, ExpressibleByStringLiteral {
    /// A text in one style.
    struct Span: Sendable, Hashable {
        var text: String
        var style: Style
    }

    private(set) var spans: [Span]

    /// Nothing at all.
    static let empty = StyledText()

    init() {
        spans = []
    }

    init(_ text: String, _ style: Style) {
        spans = text.isEmpty ? [] : [Span(text: text, style: style)]
    }

    init(_ text: String, _ role: Role = .uiForeground, _ attributes: Attributes = []) {
        self.init(text, Style(role, attributes: attributes))
    }

    /// A figure with its name before it.
    static func named(_ name: String, _ value: StyledText) -> StyledText {
        StyledText("\(name) ", .uiMuted) + value
    }

    init(stringLiteral text: String) {
        self.init(text)
    }

    /// The texts without their styles.
    var plain: String {
        spans.count == 1 ? spans[0].text : spans.reduce(into: "") { $0 += $1.text }
    }

    /// The columns it takes.
    var width: Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }

    /// Whether it has no text.
    var isEmpty: Bool { spans.isEmpty }

    /// Adds a text at the end.
    mutating func append(
        _ text: String, _ role: Role = .uiForeground, _ attributes: Attributes = []
    ) {
        append(StyledText(text, role, attributes))
    }

    /// Adds another piece at the end.
    mutating func append(_ other: StyledText) {
        spans += other.spans
    }

    static func + (lhs: StyledText, rhs: StyledText) -> StyledText {
        var sum = lhs
        sum.append(rhs)
        return sum
    }

    /// Returns the same text with every style changed.
    func restyled(_ change: (Style) -> Style) -> StyledText {
        var copy = self
        for index in copy.spans.indices {
            copy.spans[index].style = change(copy.spans[index].style)
        }
        return copy
    }

    /// Returns the text cut to a width, with a mark where something was left out.
    func truncated(to columns: Int, mark: Character) -> StyledText {
        guard width > columns else { return self }
        var result = StyledText()
        var room = columns
        for span in spans {
            let taken = DisplayWidth.of(span.text)
            guard taken < room else {
                // Something follows or is cut here, so the mark must stand in this span.
                let shown = taken == room ? span.text + " " : span.text
                let cut = DisplayWidth.truncate(shown, to: room, mark: mark)
                result.append(StyledText(cut, span.style))
                break
            }
            result.spans.append(span)
            room -= taken
        }
        return result
    }

    /// Returns the text on as many rows as it needs, broken between facts, which two spaces part, and inside a fact
    /// only when it is longer than a row.
    func wrapped(to columns: Int) -> [StyledText] {
        guard columns > 0, width > columns else { return [self] }
        var lines: [StyledText] = []
        for fact in facts {
            if let last = lines.last, last.width + 2 + fact.width <= columns {
                lines[lines.count - 1] = last + "  " + fact
            } else {
                lines += fact.brokenAtSpaces(to: columns)
            }
        }
        return lines
    }

    /// The parts between which two spaces stand or more; those at the beginning indent the first.
    private var facts: [StyledText] {
        guard spans.contains(where: { $0.text.hasDoubleSpace }) else { return [self] }
        var facts: [StyledText] = []
        var fact = StyledText()
        for span in spans {
            for (index, part) in span.text.partsBetweenDoubleSpaces.enumerated() {
                if index > 0 {
                    if fact.plain.allSatisfy({ $0 == " " }), facts.isEmpty {
                        fact.append("  ")
                    } else {
                        facts.append(fact)
                        fact = .empty
                    }
                }
                let text = fact.isEmpty && index > 0 ? part.drop { $0 == " " } : part
                fact.append(StyledText(String(text), span.style))
            }
        }
        return (facts + [fact]).filter { !$0.isEmpty }
    }

    private func brokenAtSpaces(to columns: Int) -> [StyledText] {
        guard width > columns else { return [self] }
        var lines: [StyledText] = []
        var line = StyledText()
        var used = 0
        for span in spans {
            let text = span.text
            /// What of the span is in no line yet: from here to the end of the word before.
            var start = text.startIndex
            var end = start
            let words = text.split(separator: " ", omittingEmptySubsequences: false)
            for (index, word) in words.enumerated() {
                let width = DisplayWidth.of(word)
                let gap = index == 0 ? 0 : 1
                if used + gap + width > columns, used > 0 {
                    line.append(StyledText(String(text[start..<end]), span.style))
                    lines.append(line)
                    line = .empty
                    start = word.startIndex
                    used = width
                } else {
                    used += gap + width
                }
                end = word.endIndex
            }
            line.append(StyledText(String(text[start..<end]), span.style))
        }
        return lines + [line]
    }

    /// Returns the text on so many rows at most, with a mark where it goes on.
    func wrapped(to columns: Int, atMost rows: Int, mark: Character) -> [StyledText] {
        var lines = wrapped(to: columns)
        guard lines.count > rows, rows > 0 else { return lines }
        lines.removeLast(lines.count - rows)
        let last = lines[rows - 1]
        lines[rows - 1] =
            last.truncated(to: columns - 1, mark: mark)
            + (last.width < columns ? StyledText(String(mark), .uiMuted) : .empty)
        return lines
    }

    /// Returns pieces side by side, on as many rows as they need.
    static func wrapped(
        _ pieces: [StyledText], width: Int, separator: StyledText = "  "
    ) -> [StyledText] {
        var lines: [StyledText] = []
        for piece in pieces where !piece.isEmpty {
            if let last = lines.last, last.width + separator.width + piece.width <= width {
                lines[lines.count - 1] = last + separator + piece
            } else {
                lines.append(piece)
            }
        }
        return lines
    }

    /// Returns the text, cut with a sign where it is longer than a row.
    func cut(to columns: Int, _ glyphs: Glyphs) -> StyledText {
        guard width > columns else { return self }
        var cut = StyledText()
        for span in spans {
            let room = columns - cut.width
            guard DisplayWidth.of(span.text) > room else {
                cut.append(StyledText(span.text, span.style))
                continue
            }
            cut.append(
                StyledText(
                    DisplayWidth.truncate(span.text, to: room, mark: glyphs.ellipsis), span.style))
            break
        }
        return cut
    }

    /// Returns pieces side by side with a text between them.
    static func joined(_ pieces: [StyledText], by separator: StyledText = "  ") -> StyledText {
        var result = StyledText()
        for piece in pieces where !piece.isEmpty {
            if !result.isEmpty { result.append(separator) }
            result.append(piece)
        }
        return result
    }
}

extension String {
    /// Looked for byte by byte: the search for a text was a quarter of the drawing of the help.
    fileprivate var hasDoubleSpace: Bool {
        var wasSpace = false
        for byte in utf8 {
            let isSpace = byte == UInt8(ascii: " ")
            if isSpace, wasSpace { return true }
            wasSpace = isSpace
        }
        return false
    }

    /// The parts between pairs of spaces, empty ones included.
    fileprivate var partsBetweenDoubleSpaces: [Substring] {
        var parts: [Substring] = []
        var start = startIndex
        var place = startIndex
        while place < endIndex {
            let next = utf8.index(after: place)
            guard utf8[place] == UInt8(ascii: " "), next < endIndex,
                utf8[next] == UInt8(ascii: " ")
            else {
                place = next
                continue
            }
            parts.append(self[start..<place])
            start = utf8.index(after: next)
            place = start
        }
        return parts + [self[start...]]
    }
}

extension Canvas {
    /// Writes a piece of a row and returns the columns it took.
    @discardableResult
    mutating func put(
        _ text: StyledText, x: Int, y: Int, maxWidth: Int = .max, background: Role? = nil
    ) -> Int {
        let shown = maxWidth == .max ? text : text.truncated(to: maxWidth, mark: glyphs.ellipsis)
        var column = x
        for span in shown.spans {
            let style = background == nil ? span.style : span.style.on(background)
            column += put(span.text, x: column, y: y, style: style)
        }
        return column - x
    }

    /// Writes a piece at the right end of the room given.
    mutating func putRight(_ text: StyledText, x: Int, y: Int, width: Int, background: Role? = nil)
    {
        let shown = text.truncated(to: width, mark: glyphs.ellipsis)
        put(shown, x: x + width - shown.width, y: y, background: background)
    }
}
