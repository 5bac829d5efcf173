import Terminal

/// Every action with its live keys, those of the focused pane first; typing searches.
struct HelpDialog: Dialog {
    let pane: PaneID

    var title: String { "Help: \(PaneRegistry.pane(pane).title)" }

    private var search = TextField(limit: 30)
    /// The first row that is seen.
    private var top = 0
    private var screen: Size

    let acceptsText = true

    init(pane: PaneID, screen: Size) {
        self.pane = pane
        self.screen = screen
    }

    mutating func resize(to screen: Size) { self.screen = screen }

    /// What the help tells, of which only what is seen is put into words.
    private enum Entry {
        case gap
        case title(String)
        case action(Action, namesPanes: Bool)
        case legend(LegendLine)
    }

    /// One row: what stands at the left, and what is said of it from a column on.
    private struct Row {
        var head = StyledText.empty
        var indent = 0
        var words = StyledText.empty
    }

    /// Columns before the words: two, the keys, a gap.
    private static let indent = 16

    /// The words of the search.
    private var sought: [Substring] { search.text.lowercased().split(separator: " ") }

    /// What matches the search, under the titles of the sections.
    private func entries(_ keys: KeyMap) -> [Entry] {
        let words = sought
        func matches(_ text: @autoclosure () -> String) -> Bool {
            guard !words.isEmpty else { return true }
            let text = text().lowercased()
            return words.allSatisfy { text.contains($0) }
        }
        let focused = PaneRegistry.pane(pane)
        var own: [Entry] = []
        var others: [(section: Action.Section, entry: Entry)] = []
        for action in Action.allCases {
            let facts = action.facts
            guard matches("\(action.rawValue) \(facts.summary) \(names(of: action, keys))") else {
                continue
            }
            // What works in every list is told with the lists, not again here.
            if let panes = facts.panes, panes.contains(pane), panes != .lists, panes != .written {
                own.append(.action(action, namesPanes: false))
            } else {
                others.append((facts.section, .action(action, namesPanes: true)))
            }
        }
        own += focused.legend.filter { matches("\($0.sign) \($0.meaning)") }.map { .legend($0) }
        var entries: [Entry] = []
        func add(_ title: String, _ rows: [Entry]) {
            guard !rows.isEmpty else { return }
            if !entries.isEmpty { entries.append(.gap) }
            entries.append(.title(title))
            entries += rows
        }
        add("In \(focused.title.lowercased())", own)
        for section in Action.Section.allCases {
            add(section.rawValue, others.filter { $0.section == section }.map(\.entry))
        }
        return entries.isEmpty ? [.title("nothing matches")] : entries
    }

    private func names(of action: Action, _ keys: KeyMap) -> String {
        keys.keys(for: action).map(\.name).joined(separator: " ")
    }

    /// An entry's rows: a line that is too long for the width goes on below its own words.
    private func rows(
        of entry: Entry, _ words: StyledText, _ keys: KeyMap, width: Int
    ) -> [Row] {
        let head: StyledText
        switch entry {
        case .gap: return [Row()]
        case .title(let title): return [Row(head: StyledText(title, .uiTitle, .bold))]
        case .action(let action, _):
            let names = names(of: action, keys)
            head = StyledText("  \(names.isEmpty ? ":\(action.rawValue)" : names)", .uiKey, .bold)
        case .legend(let line): head = StyledText("  \(line.sign)", .uiMuted)
        }
        let indent = max(Self.indent, head.width + 1)
        return words.wrapped(to: max(10, width - indent)).enumerated().map {
            Row(head: $0 == 0 ? head : .empty, indent: indent, words: $1)
        }
    }

    /// How many rows an entry takes.
    ///
    /// The same as the count of its rows, which are not made for it unless they are more than one.
    private func height(
        of entry: Entry, _ words: StyledText, _ keys: KeyMap, width: Int
    ) -> Int {
        words.width <= width - Self.indent - 8
            ? 1 : rows(of: entry, words, keys, width: width).count
    }

    /// How many rows entries take.
    private func height(of entries: [Entry], _ keys: KeyMap, width: Int) -> Int {
        entries.reduce(0) { $0 + height(of: $1, words(of: $1), keys, width: width) }
    }

    private func words(of entry: Entry) -> StyledText {
        switch entry {
        case .gap, .title: return .empty
        case .legend(let line): return StyledText(line.meaning, .uiMuted)
        case .action(let action, let namesPanes):
            let facts = action.facts
            var line = StyledText(facts.summary)
            if namesPanes, let panes = facts.panes, panes.count <= 3 {
                let names = panes.filter { $0 != .flow }.map {
                    PaneRegistry.pane($0).title.lowercased()
                }
                line.append("  in \(names.sorted().joined(separator: ", "))", .uiMuted)
            }
            return line
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
        let room = contentSize(in: screen.belowHeader, context)
        let rows = height(of: entries(context.keys), context.keys, width: room.columns)
        top = max(0, min(top, rows - (room.rows - 1)))
        return .stay
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        Size(columns: min(84, screen.columns - 4), rows: min(screen.rows - 2, 48))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let (list, footer) = area.splitBottom(1)
        let (entries, keys) = (entries(context.keys), context.keys)
        // At the top, where it opens, nothing need be counted before it is drawn.
        let start =
            top == 0
            ? 0 : max(0, min(top, height(of: entries, keys, width: list.width) - list.height))
        let sought = sought
        func marked(_ text: StyledText) -> StyledText {
            sought.isEmpty
                ? text : text.marked(at: MatchMarks.places(ofWords: sought, in: text.plain))
        }
        var y = list.y - start
        canvas.within(list) { canvas in
            for entry in entries {
                let words = words(of: entry)
                guard y < list.maxY else {
                    y += height(of: entry, words, keys, width: list.width)
                    continue
                }
                // A section's title is not searched.
                let isTitle = if case .title = entry { true } else { false }
                for row in rows(of: entry, words, keys, width: list.width) {
                    canvas.put(isTitle ? row.head : marked(row.head), x: list.x, y: y)
                    canvas.put(marked(row.words), x: list.x + row.indent, y: y)
                    y += 1
                }
            }
        }
        drawFooter(in: footer, below: y - list.maxY, on: &canvas)
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
