import LocatedTOML

/// Every key that the configuration file knows, with its default and what it means.
///
/// It is not written by hand: the reader itself is asked, with a file that says nothing.
public struct ConfigurationManual: Sendable {
    /// One key.
    public struct Entry: Equatable, Sendable {
        /// The table it stands in, by the names from the outside in.
        public let table: [String]
        /// The key.
        public let key: String
        /// Its default as TOML, or an example of a value.
        public let value: String
        /// What it means, with the values it may have.
        public let meaning: String
        /// Whether the value is an example, because the default is to say nothing.
        public let isExample: Bool
    }

    /// Takes down what the reader asks for.
    final class Pages {
        private(set) var entries: [Entry] = []

        func add(_ entry: Entry) { entries.append(entry) }
    }

    /// The keys in the order in which they are read.
    public let entries: [Entry]

    /// Asks the reader for everything it knows.
    ///
    /// - Throws: `ConfigurationError` when the reader does not take a file that only names a mode.
    public init() throws(ConfigurationError) {
        let pages = Pages()
        // A mode's keys are asked for only where there is a mode.
        _ = try ProgramConfiguration("[modes.BALANCED]\n", name: "manual", manual: pages)
        entries = pages.entries
    }

    /// Returns a file in which everything is commented out: the defaults, to be copied and changed.
    ///
    /// - Parameters:
    ///   - path: Where the program looks for the file.
    ///   - keys: The actions with all their keys and meanings, for the table of keys, which knows no defaults.
    /// - Returns: The file's text, with a line break at its end.
    public func text(
        path: String, keys: [(action: String, keys: [String], meaning: String)]
    ) -> String {
        var lines = Self.introduction(path)
        var table: [String]?
        for entry in entries {
            if entry.table != table {
                table = entry.table
                lines += ["", Self.header(entry.table)]
            }
            lines += Self.lines(entry)
        }
        lines += [
            "", "[keys]",
            "# A key for an action, such as x, C-q, F5, Space or Enter; a list of them, [\"k\", \"Up\"];",
            "# or [] for none. They take the place of all the keys that the action has by default.",
        ]
        for (action, keys, meaning) in keys {
            lines.append("# \(action) = \(Self.value(keys))  # \(meaning)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func introduction(_ path: String) -> [String] {
        [
            "# The configuration of alphastocks: everything it knows, with the defaults.",
            "# It is read from \(path) and never written.",
            "# A running cockpit takes changes of [keys], [alerts] and of theme, pnl_colours and",
            "# min_contrast in [cockpit] at once; the rest counts from the next start.",
        ]
    }

    private static func header(_ table: [String]) -> String {
        // Only an example can be shown of a table with a name of the user's own.
        table.first == "modes"
            ? "# A mode as it is, or one of your own that begins as a copy of another.\n"
                + "[\(table.joined(separator: "."))]"
            : "[\(table.joined(separator: "."))]"
    }

    /// An example stands among the words, so that whoever takes all comment signs away gets the defaults.
    private static func lines(_ entry: Entry) -> [String] {
        entry.isExample
            ? ["# \(entry.meaning)", "# (not set) for example: \(entry.key) = \(entry.value)"]
            : ["# \(entry.meaning)", "# \(entry.key) = \(entry.value)"]
    }

    private static func value(_ keys: [String]) -> String {
        let quoted = keys.map { "\"\(escaped($0))\"" }
        return quoted.count == 1 ? quoted[0] : "[\(quoted.joined(separator: ", "))]"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}
