import Terminal

/// Breaks text into rows.
enum Wrapping {
    /// Returns the rows of a text, broken at spaces; a word longer than a row is broken too.
    static func lines(_ text: String, width: Int) -> [String] {
        guard width > 0 else { return [] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var rest = word
            if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(rest) <= width {
                line += " " + rest
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while DisplayWidth.of(rest) > width, rest.count > 1 {
                var head = rest.prefix(width)
                while head.count > 1, DisplayWidth.of(head) > width { head.removeLast() }
                lines.append(String(head))
                rest = rest.dropFirst(head.count)
            }
            line = String(rest)
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
