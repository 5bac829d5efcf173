import Terminal

/// The keys as a table in Markdown, for the documentation: it is read from ``Action`` and therefore
/// cannot be out of date.
public enum KeyTable {
    /// Returns a table for each section of the keys.
    ///
    /// - Parameter keys: The keys to list.
    /// - Returns: The Markdown, with a line break at its end.
    public static func markdown(_ keys: KeyMap = KeyMap()) -> String {
        Action.Section.allCases.map { section in
            let actions = Action.allCases.filter { $0.section == section }
            return "| \(section.rawValue) | |\n|---|---|\n"
                + actions.map { "| \(names($0, keys)) | \($0.summary) |\n" }.joined()
        }
        .joined(separator: "\n")
    }

    private static func names(_ action: Action, _ keys: KeyMap) -> String {
        let names = keys.keys(for: action).map(\.name)
        let shown = names.isEmpty ? [":\(action.rawValue)"] : names
        return shown.map { "`\($0.replacing("|", with: "\\|"))`" }.joined(separator: " ")
    }
}
