import Terminal

/// Runs anything by its name, with an argument where it takes one.
///
/// A few letters find it. What was run before comes back with ↑ while nothing is typed.
struct CommandPalette: Dialog {
    let title = "Run"

    private let items: [PaletteItem]
    /// What was run before, the newest last.
    private let history: [String]
    private let pane: PaneID
    private var field = TextField(limit: 80)
    private var selected = 0
    /// How far back in the history the field stands; `nil` for what is typed anew.
    private var recalled: Int?
    private var isPreviewing = false

    init(items: [PaletteItem], history: [String], pane: PaneID) {
        self.items = items
        self.history = history
        self.pane = pane
    }

    let acceptsText = true

    /// The items that match what was typed, the best first.
    var matches: [PaletteItem] {
        let typed = field.text.lowercased()
        guard typed.contains(where: { $0 != " " }) else { return items }
        if typed.hasPrefix("filter ") {
            return [.filter(String(field.text.dropFirst("filter ".count)))]
        }
        return items.enumerated()
            .compactMap { number, item -> (item: PaletteItem, rating: Int, number: Int)? in
                let names = [item.name] + item.aliases
                if names.contains(typed) { return (item, 2000, number) }
                let best = names.compactMap { FuzzyMatch.rating(of: typed, in: $0) }.max()
                // What only its summary speaks of comes last.
                let told = item.summary.lowercased().contains(typed) ? -1000 : nil
                return (best ?? told).map { (item, $0, number) }
            }
            .sorted { ($1.rating, $0.number) < ($0.rating, $1.number) }
            .map(\.item)
    }

    mutating func handle(_ key: Key, _ context: PaneContext) -> DialogResult {
        switch key {
        case .escape: return .dismiss
        case .enter: return run(selected)
        case .up where selected == 0, .control("p"): return recall(1)
        case .down where recalled != nil, .control("n"): return recall(-1)
        case .down: selected = min(selected + 1, max(0, matches.count - 1))
        case .up: selected -= 1
        case .pageDown: selected = min(selected + 10, max(0, matches.count - 1))
        case .pageUp: selected = max(0, selected - 10)
        case .mouse(let event) where event.kind == .wheelDown:
            selected = min(selected + 3, max(0, matches.count - 1))
        case .mouse(let event) where event.kind == .wheelUp: selected = max(0, selected - 3)
        case .tab:
            let matches = matches
            guard selected < matches.count else { return .refuse }
            field.replace(with: matches[selected].name)
            selected = 0
        default:
            guard field.handle(key) else { return .refuse }
            selected = 0
            recalled = nil
        }
        return preview()
    }

    private func run(_ index: Int) -> DialogResult {
        let matches = matches
        return index < matches.count ? .run(matches[index]) : .refuse
    }

    /// Fills the field with what was run before, so many steps further back.
    private mutating func recall(_ step: Int) -> DialogResult {
        let wanted = (recalled ?? -1) + step
        guard wanted < history.count else { return .refuse }
        recalled = wanted >= 0 ? wanted : nil
        field.replace(with: wanted >= 0 ? history[history.count - 1 - wanted] : "")
        selected = 0
        return preview()
    }

    /// Shows the theme under the cursor at once, and the old one when the cursor leaves it.
    private mutating func preview() -> DialogResult {
        let matches = matches
        if !field.text.isEmpty, selected < matches.count, case .theme(let name) = matches[selected]
        {
            isPreviewing = true
            return .preview(theme: name)
        }
        guard isPreviewing else { return .stay }
        isPreviewing = false
        return .preview(theme: nil)
    }

    mutating func click(at point: Point, in area: Rect, _ context: PaneContext) -> DialogResult {
        let row = point.y - area.y - 1
        let index = firstShown(area.height - 1) + row
        guard row >= 0, index < matches.count else { return .stay }
        if index == selected { return run(index) }
        selected = index
        return preview()
    }

    private func firstShown(_ height: Int) -> Int { max(0, selected - height + 1) }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        Size(columns: min(110, screen.columns - 4), rows: min(screen.rows - 2, 18))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let used = canvas.put(":", x: area.x, y: area.y, style: Style(.uiKey, attributes: .bold))
        field.draw(
            x: area.x + used, y: area.y, width: area.width - used, on: &canvas, isFocused: true)
        if field.text.isEmpty, let last = history.last {
            canvas.put(
                "Up: \(last)", in: Rect(x: area.x + 2, y: area.y, width: area.width - 2, height: 1),
                alignment: .right, style: Style(.uiMuted))
        }
        let list = area.splitTop(1).rest
        let matches = matches
        if matches.isEmpty {
            canvas.put("nothing is called that", x: list.x, y: list.y, style: Style(.uiMuted))
        }
        let names = min(
            list.width / 2,
            max(20, (matches.prefix(60).map { DisplayWidth.of($0.name) }.max() ?? 0) + 1))
        let start = firstShown(list.height)
        for (row, item) in matches.dropFirst(start).prefix(list.height).enumerated() {
            draw(
                item, isSelected: row + start == selected, names: names,
                in: Rect(x: list.x, y: list.y + row, width: list.width, height: 1), context,
                on: &canvas)
        }
    }

    private func draw(
        _ item: PaletteItem, isSelected: Bool, names: Int, in area: Rect, _ context: PaneContext,
        on canvas: inout Canvas
    ) {
        let background: Role? = isSelected ? .uiSelection : nil
        if isSelected {
            canvas.fill(area, style: Style.plain.on(background))
            canvas.put(
                String(canvas.glyphs.cursorMark), x: area.x, y: area.y,
                style: Style(.uiGutterMark, background: background))
        }
        var isElsewhere = false
        if case .action(let action) = item, let panes = action.facts.panes {
            isElsewhere = !panes.contains(pane)
        }
        let name = DisplayWidth.truncate(item.name, to: names - 1, mark: canvas.glyphs.ellipsis)
        let nameMarks = MatchMarks.places(ofLetters: field.text, in: name)
        var line = StyledText(name, isElsewhere ? .uiMuted : .uiForeground, .bold).marked(
            at: nameMarks)
        line.append(String(repeating: " ", count: max(1, names - DisplayWidth.of(name))))
        // What its name does not explain was found in what it does, as one piece.
        let summaryMarks =
            nameMarks.isEmpty
            ? MatchMarks.places(ofWords: [field.text[...]], in: item.summary, atMost: 1) : []
        line.append(StyledText(item.summary, .uiMuted).marked(at: summaryMarks))
        var key = StyledText()
        if case .action(let action) = item, let first = context.keys.keys(for: action).first {
            key = StyledText(first.name, .uiKey)
        }
        let room = area.width - 4 - key.width
        canvas.put(
            line.cut(to: room, canvas.glyphs), x: area.x + 2, y: area.y, maxWidth: room,
            background: background)
        canvas.putRight(
            key, x: area.x, y: area.y, width: area.width - 1, background: background)
    }
}
