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

    /// The rows that match the search, under the titles of their sections.
    ///
    /// A line that is too long for the width goes on below its own words.
    func lines(_ keys: KeyMap, width: Int) -> [StyledText] {
        let words = search.text.lowercased().split(separator: " ")
        func matches(_ text: String) -> Bool {
            words.allSatisfy { text.lowercased().contains($0) }
        }
        func matches(_ action: Action) -> Bool {
            if words.isEmpty { return true }
            let names = keys.keys(for: action).map(\.name).joined(separator: " ")
            return matches("\(action.rawValue) \(action.summary) \(names)")
        }
        var lines: [StyledText] = []
        func add(_ title: String, _ rows: [StyledText]) {
            guard !rows.isEmpty else { return }
            if !lines.isEmpty { lines.append(.empty) }
            lines.append(StyledText(title, .uiTitle, .bold))
            lines += rows
        }
        // What works in every list is told with the lists, not again here.
        let own = Action.allCases.filter { action in
            action.facts.panes.map { $0.contains(pane) && $0 != .lists } ?? false
        }
        let others = Dictionary(
            grouping: Action.allCases.filter { !own.contains($0) }, by: \.section)
        let focused = PaneRegistry.pane(pane)
        add(
            "In \(focused.title.lowercased())",
            own.filter(matches).flatMap { line($0, keys, width: width, namesPanes: false) }
                + focused.legend.filter(matches).flatMap { legend($0, width: width) })
        for section in Action.Section.allCases {
            add(
                section.rawValue,
                (others[section] ?? []).filter(matches).flatMap { line($0, keys, width: width) })
        }
        return lines.isEmpty ? [StyledText("nothing matches", .uiMuted)] : lines
    }

    /// A sign or a column and what it means.
    private func legend(_ text: String, width: Int) -> [StyledText] {
        let gap = text.firstRange(of: "  ")
        let head = gap.map { String(text[..<$0.lowerBound]) } ?? ""
        let indent = 13
        let meaning = gap.map { String(text[$0.upperBound...]) } ?? text
        return Wrapping.lines(meaning, width: max(10, width - indent)).enumerated().map {
            row, words in
            let start = row == 0 ? "  \(head)" : ""
            let padding = String(repeating: " ", count: max(1, indent - DisplayWidth.of(start)))
            return StyledText(start + padding + words, .uiMuted)
        }
    }

    private func line(
        _ action: Action, _ keys: KeyMap, width: Int, namesPanes: Bool = true
    ) -> [StyledText] {
        let names = keys.keys(for: action).map(\.name).joined(separator: " ")
        let shown = names.isEmpty ? ":\(action.rawValue)" : names
        let padding = String(repeating: " ", count: max(1, 14 - DisplayWidth.of(shown)))
        let head = StyledText("  \(shown)\(padding)", .uiKey, .bold)
        var line = StyledText(action.summary)
        if namesPanes, let panes = action.facts.panes, panes.count <= 3 {
            let names = panes.filter { $0 != .flow }.map {
                PaneRegistry.pane($0).title.lowercased()
            }
            line.append("  in \(names.sorted().joined(separator: ", "))", .uiMuted)
        }
        let indent = StyledText(String(repeating: " ", count: head.width))
        return line.wrapped(to: max(10, width - head.width)).enumerated().map { row, words in
            (row == 0 ? head : indent) + words
        }
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
        let all = lines(context.keys, width: list.width)
        let start = max(0, min(top, all.count - list.height))
        drawLines(Array(all.dropFirst(start)), in: list, on: &canvas)
        let used = canvas.put("search ", x: footer.x, y: footer.y, style: Style(.uiMuted))
        search.draw(
            x: footer.x + used, y: footer.y, width: min(24, footer.width - used - 1), on: &canvas,
            isFocused: true)
        let more = all.count - start - list.height
        let note = more > 0 ? "\(more) more below  Esc back" : "Esc back"
        canvas.put(
            note, in: Rect(x: footer.x + 32, y: footer.y, width: footer.width - 32, height: 1),
            alignment: .right, style: Style(.uiMuted))
    }
}
