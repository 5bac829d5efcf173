import Terminal

/// Every action with its live keys, those of the focused pane first; typing searches.
struct HelpDialog: Dialog {
    let pane: PaneID

    var title: String { "Help: \(PaneRegistry.pane(pane).title)" }

    private var search = TextField(limit: 30)
    private var top = 0

    let acceptsText = true

    init(pane: PaneID) {
        self.pane = pane
    }

    /// What the help tells, of which only what is seen is put into words.
    private enum Entry {
        case gap
        case title(String)
        case action(Action, namesPanes: Bool)
        /// A sign or a column and what it means.
        case legend(String)
    }

    /// Columns before the words: two, the keys, a gap.
    private static let indent = 16

    /// The rows that match the search, under the titles of their sections.
    ///
    /// A line that is too long for the width goes on below its own words.
    func lines(_ keys: KeyMap, width: Int) -> [StyledText] {
        entries(keys).flatMap { lines(of: $0, keys, width: width) }
    }

    private func entries(_ keys: KeyMap) -> [Entry] {
        let words = search.text.lowercased().split(separator: " ")
        func matches(_ text: String) -> Bool {
            words.allSatisfy { text.lowercased().contains($0) }
        }
        func matches(_ action: Action) -> Bool {
            if words.isEmpty { return true }
            let names = keys.keys(for: action).map(\.name).joined(separator: " ")
            return matches("\(action.rawValue) \(action.summary) \(names)")
        }
        var entries: [Entry] = []
        func add(_ title: String, _ rows: [Entry]) {
            guard !rows.isEmpty else { return }
            if !entries.isEmpty { entries.append(.gap) }
            entries.append(.title(title))
            entries += rows
        }
        // What works in every list is told with the lists, not again here.
        func isOwn(_ action: Action) -> Bool {
            action.facts.panes.map { $0.contains(pane) && $0 != .lists } ?? false
        }
        let own = Action.allCases.filter(isOwn)
        let others = Dictionary(grouping: Action.allCases.filter { !isOwn($0) }, by: \.section)
        let focused = PaneRegistry.pane(pane)
        add(
            "In \(focused.title.lowercased())",
            own.filter(matches).map { .action($0, namesPanes: false) }
                + focused.legend.filter(matches).map { .legend($0) })
        for section in Action.Section.allCases {
            let actions = others[section] ?? []
            add(section.rawValue, actions.filter(matches).map { .action($0, namesPanes: true) })
        }
        return entries.isEmpty ? [.title("nothing matches")] : entries
    }

    private func lines(of entry: Entry, _ keys: KeyMap, width: Int) -> [StyledText] {
        let head: StyledText
        switch entry {
        case .gap: return [.empty]
        case .title(let title): return [StyledText(title, .uiTitle, .bold)]
        case .action(let action, _):
            let names = keys.keys(for: action).map(\.name).joined(separator: " ")
            head = StyledText("  \(names.isEmpty ? ":\(action.rawValue)" : names)", .uiKey, .bold)
        case .legend(let text): head = StyledText("  \(Self.parts(of: text).sign)", .uiMuted)
        }
        let indent = max(Self.indent, head.width + 1)
        let start = head + StyledText(String(repeating: " ", count: indent - head.width))
        let below = StyledText(String(repeating: " ", count: indent))
        return words(of: entry).wrapped(to: max(10, width - indent)).enumerated().map {
            row, words in
            (row == 0 ? start : below) + words
        }
    }

    /// How many rows an entry takes.
    ///
    /// The same as the count of its lines, which are not made for it unless they are more than one.
    private func height(of entry: Entry, _ keys: KeyMap, width: Int) -> Int {
        switch entry {
        case .gap, .title: 1
        case .action, .legend:
            words(of: entry).width <= width - Self.indent - 8
                ? 1 : lines(of: entry, keys, width: width).count
        }
    }

    private func words(of entry: Entry) -> StyledText {
        switch entry {
        case .gap, .title: return .empty
        case .legend(let text): return StyledText(Self.parts(of: text).meaning, .uiMuted)
        case .action(let action, let namesPanes):
            var line = StyledText(action.summary)
            if namesPanes, let panes = action.facts.panes, panes.count <= 3 {
                let names = panes.filter { $0 != .flow }.map {
                    PaneRegistry.pane($0).title.lowercased()
                }
                line.append("  in \(names.sorted().joined(separator: ", "))", .uiMuted)
            }
            return line
        }
    }

    private static func parts(of legend: String) -> (sign: Substring, meaning: String) {
        guard let gap = legend.firstRange(of: "  ") else { return ("", legend) }
        let meaning = legend[gap.upperBound...]
        return (legend[..<gap.lowerBound], String(meaning.drop { $0 == " " }))
    }

    mutating func handle(_ key: Key, _ context: PaneContext) -> DialogResult {
        switch key {
        case .escape where !search.text.isEmpty:
            search.replace(with: "")
            top = 0
        case .escape, .enter, .function(1): return .dismiss
        case .down: top += 1
        case .up: top -= 1
        case .pageDown, .control("d"): top += 10
        case .pageUp: top -= 10
        case .mouse(let event) where event.kind == .wheelDown: top += 3
        case .mouse(let event) where event.kind == .wheelUp: top -= 3
        default:
            guard search.handle(key) else { return .refuse }
            top = 0
        }
        top = max(0, min(top, lines(context.keys, width: 200).count - 3))
        return .stay
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        Size(columns: min(84, screen.columns - 4), rows: min(screen.rows - 2, 48))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let (list, footer) = area.splitBottom(1)
        let entries = entries(context.keys)
        let heights = entries.map { height(of: $0, context.keys, width: list.width) }
        let count = heights.reduce(0, +)
        let start = max(0, min(top, count - list.height))
        var row = 0
        var seen: [StyledText] = []
        for (entry, height) in zip(entries, heights) where row < start + list.height {
            defer { row += height }
            guard row + height > start else { continue }
            let lines = lines(of: entry, context.keys, width: list.width)
            seen += lines.dropFirst(max(0, start - row))
        }
        drawLines(Array(seen.prefix(list.height)), in: list, on: &canvas)
        drawFooter(in: footer, below: count - start - list.height, on: &canvas)
    }

    private func drawFooter(in footer: Rect, below: Int, on canvas: inout Canvas) {
        let note = below > 0 ? "\(below) more below  Esc back" : "Esc back"
        let used = canvas.put("search ", x: footer.x, y: footer.y, style: Style(.uiMuted))
        let field = footer.width - used - DisplayWidth.of(note) - 2
        search.draw(
            x: footer.x + used, y: footer.y, width: max(6, min(24, field)), on: &canvas,
            isFocused: true)
        guard field >= 6 else { return }
        canvas.put(note, in: footer, alignment: .right, style: Style(.uiMuted))
    }
}
