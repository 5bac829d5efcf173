import Terminal
import Trading

extension CockpitModel {
    /// Sorts, filters, marks and copies rows.
    mutating func work(on action: Action, _ detail: DetailDialog?) -> [Effect] {
        let pane = PaneRegistry.pane(focusedPane)
        switch action {
        case .filter:
            let filter = focusedState.filter
            filterEditor = (TextField(filter.text), filter)
        case .sortLeft, .sortRight:
            let columns = pane.sortable
            guard !columns.isEmpty else { return [.bell] }
            let index = focusedState.sort.flatMap { columns.firstIndex(of: $0.column) }
            let step = action == .sortRight ? 1 : columns.count - 1
            let next =
                index.map { ($0 + step) % columns.count }
                ?? (action == .sortRight ? 0 : columns.count - 1)
            focusedState.sort = .init(
                column: columns[next], isDescending: focusedState.sort?.isDescending ?? true)
            needsNewOrder.insert(focusedPane)
        case .reverseSort:
            guard let sort = focusedState.sort else {
                say("\(keys.name(of: .sortRight)) chooses a column first")
                return [.bell]
            }
            focusedState.sort = .init(column: sort.column, isDescending: !sort.isDescending)
            needsNewOrder.insert(focusedPane)
        case .nextMatch, .previousMatch:
            guard let desk, !focusedState.search.isEmpty else {
                say("\(keys.name(of: .filter)) says what to look for first")
                return [.bell]
            }
            let matches = pane.matches(
                focusedState.search, context: context(desk, pane: focusedPane))
            guard focusedState.move(toNextOf: matches, step: action == .nextMatch ? 1 : -1) else {
                say("no row matches \"\(focusedState.search.text)\"", .stateWarn)
                return [.bell]
            }
        case .markRange:
            guard focusedState.selection != nil else { return [.bell] }
            focusedState.toggleRange()
            if focusedState.anchor != nil {
                say("a range: move to its other end, \(keys.name(of: .markRange)) marks it")
            }
        case .markAlike:
            guard let desk, let row = focusedState.selection else { return [.bell] }
            let alike = pane.alike(row, context: context(desk, pane: focusedPane))
            focusedState.marks.formUnion(alike.intersection(focusedState.order))
            say("\(focusedState.shownMarks.count) marked")
        case .mark:
            guard let row = focusedState.selection else { return [.bell] }
            if focusedState.anchor != nil {
                focusedState.toggleRange()
                return []
            }
            let rows = members(of: row)
            if focusedState.marks.isSuperset(of: rows) {
                focusedState.marks.subtract(rows)
            } else {
                focusedState.marks.formUnion(rows)
            }
            move(by: row.isHeading ? rows.count + 1 : 1)
        case .markAll: focusedState.marks.formUnion(focusedState.shownRows)
        case .clearMarks:
            focusedState.marks = []
            focusedState.anchor = nil
        case .follow:
            focusedState.toggleFollowing()
            needsNewOrder.insert(focusedPane)
            say(focusedState.isFollowing ? "follows the newest row" : "held where it is")
        case .logLevel:
            focusedState.level = (focusedState.level + 1) % LogLevel.allCases.count
            needsNewOrder.insert(focusedPane)
            let level = EventsPane.level(LogLevel.allCases[focusedState.level]).plain
            say("events from \(level) up")
        case .export: return export(as: .csv)
        case .copy, .copyJSON:
            guard let desk else { return [.bell] }
            let pane = PaneRegistry.pane(detail?.pane ?? focusedPane)
            let context = context(desk, pane: focusedPane)
            let row = detail?.row ?? focusedState.selection
            guard
                let record = row.map({ pane.record(of: $0, context: context) })
                    ?? pane.summary(context)
            else { return [.bell] }
            say("copied, where the terminal allows it")
            return [.copy(action == .copy ? record.line : RowJSON.text(record.value))]
        default: return [.bell]
        }
        return []
    }

    /// The rows that a row stands for, from top to bottom: a heading for those below it that are shown.
    func members(of row: RowID) -> [RowID] {
        guard row.isHeading else { return [row] }
        guard let desk else { return [] }
        let alike = PaneRegistry.pane(focusedPane).alike(
            row, context: context(desk, pane: focusedPane))
        return focusedState.shownRows.filter(alike.contains)
    }

    // MARK: - Filter

    /// Gives a key to the filter being typed.
    mutating func editFilter(_ key: Key) {
        guard var editor = filterEditor else { return }
        switch key {
        case .escape:
            focusedState.filter = editor.before
            filterEditor = nil
        case .enter:
            filterEditor = nil
            if !focusedState.filter.isEmpty { focusedState.search = focusedState.filter }
        case .tab:
            guard let word = filterCompletions.first else { return }
            let kept = editor.field.text.prefix(
                upTo: editor.field.text.lastIndex(of: " ").map {
                    editor.field.text.index(after: $0)
                } ?? editor.field.text.startIndex)
            editor.field.replace(with: kept + word)
            focusedState.filter = RowFilter(editor.field.text)
            filterEditor = editor
        default:
            _ = editor.field.handle(key)
            focusedState.filter = RowFilter(editor.field.text)
            filterEditor = editor
        }
        needsNewOrder.insert(focusedPane)
    }

    /// What the last word of the filter being typed may become.
    var filterCompletions: [String] {
        guard let desk, let (field, _) = filterEditor else { return [] }
        let word = field.text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
        return PaneRegistry.pane(focusedPane).completions(
            of: String(word), context: context(desk, pane: focusedPane))
    }
}
