/// What the command palette can run.
enum PaletteItem: Hashable, Sendable {
    case action(Action)
    case theme(String)
    case sort(String)

    /// What is typed to run it.
    var name: String {
        switch self {
        case .action(let action): action.rawValue
        case .theme(let name): "theme \(name)"
        case .sort(let column): "sort \(column.lowercased())"
        }
    }

    /// What it does, in a line.
    var summary: String {
        switch self {
        case .action(let action): action.summary
        case .theme: "use this theme"
        case .sort: "sort the focused pane by this column"
        }
    }
}
