import Terminal

/// Every action with its live keys; typing searches.
struct HelpDialog: Dialog {
    let title = "Help"

    private var search = TextField(limit: 30)
    private var top = 0

    let acceptsText = true

    /// The rows that match the search, under the titles of their sections.
    func lines(_ keys: KeyMap) -> [StyledText] {
        let words = search.text.lowercased().split(separator: " ")
        var lines: [StyledText] = []
        for section in Action.Section.allCases {
            let matching = Action.allCases.filter { action in
                guard action.section == section else { return false }
                let names = keys.keys(for: action).map(\.name).joined(separator: " ")
                let text = "\(action.rawValue) \(action.summary) \(names)".lowercased()
                return words.allSatisfy { text.contains($0) }
            }
            guard !matching.isEmpty else { continue }
            if !lines.isEmpty { lines.append(.empty) }
            lines.append(StyledText(section.rawValue, .uiTitle, .bold))
            lines += matching.map { line($0, keys) }
        }
        return lines.isEmpty ? [StyledText("nothing matches", .uiMuted)] : lines
    }

    private func line(_ action: Action, _ keys: KeyMap) -> StyledText {
        let names = keys.keys(for: action).map(\.name).joined(separator: " ")
        let shown = names.isEmpty ? ":\(action.rawValue)" : names
        let padding = String(repeating: " ", count: max(1, 14 - DisplayWidth.of(shown)))
        var line = StyledText("  \(shown)\(padding)", .uiKey, .bold)
        line.append(action.summary)
        if let panes = action.facts.panes, panes.count <= 3 {
            let names = panes.filter { $0 != .flow }.map {
                PaneRegistry.pane($0).title.lowercased()
            }
            line.append("  in \(names.sorted().joined(separator: ", "))", .uiMuted)
        }
        return line
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
        top = max(0, min(top, lines(context.keys).count - 3))
        return .stay
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        Size(columns: min(84, screen.columns - 4), rows: min(screen.rows - 2, 48))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let (list, footer) = area.splitBottom(1)
        let all = lines(context.keys)
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
