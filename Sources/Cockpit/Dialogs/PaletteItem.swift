import Trading

/// What the command palette can run: every action, and the verbs that take an argument.
enum PaletteItem: Hashable, Sendable {
    case action(Action)
    case theme(String)
    case layout(LayoutPreset)
    case sort(String)
    case goTo(PaneID)
    case close(RowID, label: String)
    case levels(RowID, label: String)
    case inject(symbol: String)
    case pause(handler: String, isPaused: Bool)
    case trace(signalID: String)
    case filter(String)
    case exportJSON

    /// What is typed to run it.
    var name: String {
        switch self {
        case .action(let action): action.rawValue
        case .theme(let name): "theme \(name)"
        case .layout(let preset): "layout \(preset.rawValue)"
        case .sort(let column): "sort \(column.lowercased())"
        case .goTo(let pane): "goto \(pane.action.rawValue)"
        case .close(_, let label): "close \(label)"
        case .levels(_, let label): "levels \(label)"
        case .inject(let symbol): "inject \(symbol)"
        case .pause(let handler, let isPaused): "\(isPaused ? "resume" : "pause") \(handler)"
        case .trace(let signalID): "trace \(signalID)"
        case .filter(let text): "filter \(text)"
        case .exportJSON: "export json"
        }
    }

    /// Other words for it, as other programs have them.
    var aliases: [String] {
        switch self {
        case .action(.quit): ["q", "exit"]
        case .action(.flatten): ["flat"]
        case .goTo(.deadLetters): ["goto dlq", "dlq"]
        case .goTo(.risk): ["goto pnl", "pnl"]
        default: []
        }
    }

    /// What it does, in a line.
    var summary: String {
        switch self {
        case .action(let action): action.summary
        case .theme: "use this theme; moving onto it shows it"
        case .layout: "show these panes together"
        case .sort: "sort the focused pane by this column"
        case .goTo(let pane): pane.action.summary
        case .close: "close this position, after a question"
        case .levels: "set its stop and target"
        case .inject: "open the form for this underlying"
        case .pause(_, let isPaused):
            isPaused ? "let the handler go on" : "stop it from taking events"
        case .trace: "from tick to exit, measured"
        case .filter: "filter the focused pane"
        case .exportJSON: "write the list to a file as JSON"
        }
    }

    /// Everything that can be run on a desk now.
    ///
    /// - Parameters:
    ///   - desk: Whose positions, handlers and signals are named.
    ///   - pane: The focused pane.
    ///   - themes: The names of the themes.
    ///   - figures: Writes the contracts.
    /// - Returns: The items, plain actions first, and of these what trades.
    static func all(
        _ desk: DeskSnapshot, pane: any Pane, themes: [String], figures: Figures
    ) -> [PaletteItem] {
        let panes = PaneID.allCases.filter { $0 != .flow }
        let live = desk.positions.filter { $0.position.status.isLive }
        func label(_ row: PositionStatusRow) -> String { figures.symbol(row.position.contract) }
        let sections: [Action.Section] = [.trade, .rows, .time, .app]
        var items = sections.flatMap { section in
            Action.allCases.filter { $0.section == section && $0 != .palette }
                .map(PaletteItem.action)
        }
        items += [.action(.zoom), .action(.trace)]
        items += panes.map(PaletteItem.goTo)
        items += live.map { .close(.position($0.id), label: label($0)) }
        items += live.map { .levels(.position($0.id), label: label($0)) }
        items += desk.quotes.map { .inject(symbol: $0.underlying) }
        items += desk.handlers.map { .pause(handler: $0.name, isPaused: $0.isPaused) }
        items += LayoutPreset.allCases.map(PaletteItem.layout)
        items += pane.sortable.map(PaletteItem.sort)
        if Set<PaneID>.written.contains(pane.id) { items.append(.exportJSON) }
        items += themes.map(PaletteItem.theme)
        items += desk.signals.prefix(20).map { .trace(signalID: $0.id) }
        return items
    }
}
