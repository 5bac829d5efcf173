/// What an ASCII screen shows in the place of other signs.
enum PlainSigns {
    /// Returns the ASCII sign for one that is not ASCII.
    ///
    /// - Parameter scalar: A code point with a width of its own.
    /// - Returns: A sign that reads the same where there is one, else a question mark.
    static func sign(for scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "−", "–", "—", "─", "━", "┄": "-"
        case "×", "✗": "x"
        case "·", "…", "•": "."
        case "▲", "▴", "↑": "^"
        case "▼", "▾", "↓": "v"
        case "▶", "▸", "→", "›", "»": ">"
        case "←", "‹", "«": "<"
        case "●", "○": "o"
        case "◆", "✓": "*"
        case "│", "┃": "|"
        case "█": "#"
        case "‘", "’": "'"
        case "“", "”": "\""
        case "µ", "μ": "u"
        case "₹": "R"
        case "≥": ">"
        case "≤": "<"
        case "\u{A0}", "\u{2009}", "\u{202F}": " "
        default: "?"
        }
    }
}
