import Terminal

/// Writes tables as comma-separated values (RFC 4180, with `\n` for line ends).
enum CSVText {
    /// Returns one line.
    static func line(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",") + "\n"
    }

    /// Returns a figure as a number that a program can read; what is none, such as `41 ms`, stays as it is.
    ///
    /// - Parameter figure: A figure as the ASCII set writes it, such as `^ +1,927.50`.
    /// - Returns: The number without its arrow and its groups, or the figure.
    static func number(_ figure: String) -> String {
        var digits = figure.filter { $0 != "," && $0 != " " }
        let signs = Glyphs.ascii
        let arrows = [signs.up, signs.down, signs.flat]
        if let first = digits.first, arrows.contains(first) { digits.removeFirst() }
        if digits.first == "+" { digits.removeFirst() }
        return Double(digits) == nil ? figure : digits
    }

    private static func quoted(_ field: String) -> String {
        // A carriage return and a line feed are one character in Swift, so look at the code points.
        let isPlain = field.unicodeScalars.allSatisfy { !["\"", ",", "\n", "\r"].contains($0) }
        return isPlain ? field : "\"\(field.replacing("\"", with: "\"\""))\""
    }
}
