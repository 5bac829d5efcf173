import Terminal

/// Runs anything by its name: the actions of the keys, the themes, the columns to sort by.
struct CommandPalette: Dialog {
    let title = "Run"

    private let items: [PaletteItem]
    private var field = TextField(limit: 60)
    private var selected = 0

    init(items: [PaletteItem]) {
        self.items = items
    }

    let acceptsText = true

    /// The items that match what was typed: those that begin like it first.
    private var matches: [PaletteItem] {
        let typed = field.text.lowercased()
        let words = typed.split(separator: " ")
        guard !words.isEmpty else { return items }
        let found = items.filter { item in
            let text = "\(item.name) \(item.summary)".lowercased()
            return words.allSatisfy { text.contains($0) }
        }
        let first = found.filter { $0.name.hasPrefix(typed) }
        return first + found.filter { !$0.name.hasPrefix(typed) }
    }

    mutating func handle(_ key: Key, _ context: PaneContext) -> DialogResult {
        switch key {
        case .escape: return .dismiss
        case .enter:
            let matches = matches
            return selected < matches.count ? .run(matches[selected]) : .refuse
        case .down: selected = min(selected + 1, max(0, matches.count - 1))
        case .up: selected = max(0, selected - 1)
        case .tab:
            let matches = matches
            guard selected < matches.count else { return .refuse }
            field.replace(with: matches[selected].name)
            selected = 0
        default:
            guard field.handle(key) else { return .refuse }
            selected = 0
        }
        return .stay
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        Size(columns: min(76, screen.columns - 4), rows: min(screen.rows - 2, 16))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let used = canvas.put(":", x: area.x, y: area.y, style: Style(.uiKey, attributes: .bold))
        field.draw(
            x: area.x + used, y: area.y, width: area.width - used, on: &canvas, isFocused: true)
        let list = area.splitTop(1).rest
        let matches = matches
        if matches.isEmpty {
            canvas.put("nothing is called that", x: list.x, y: list.y, style: Style(.uiMuted))
        }
        let start = max(0, selected - list.height + 1)
        for (row, item) in matches.dropFirst(start).prefix(list.height).enumerated() {
            let y = list.y + row
            let isSelected = row + start == selected
            let background: Role? = isSelected ? .uiSelection : nil
            if isSelected {
                canvas.fill(
                    Rect(x: list.x, y: y, width: list.width, height: 1),
                    style: Style.plain.on(background))
                canvas.put(
                    String(canvas.glyphs.cursorMark), x: list.x, y: y,
                    style: Style(.uiGutterMark, background: background))
            }
            var line = StyledText(item.name, .uiForeground, .bold)
            line.append(String(repeating: " ", count: max(1, 20 - DisplayWidth.of(item.name))))
            line.append(item.summary, .uiMuted)
            canvas.put(line, x: list.x + 2, y: y, maxWidth: list.width - 10, background: background)
            if case .action(let action) = item, let key = context.keys.keys(for: action).first {
                canvas.putRight(
                    StyledText(key.name, .uiKey), x: list.x, y: y, width: list.width - 1,
                    background: background)
            }
        }
    }
}
