import Terminal
import Trading

extension CockpitModel {
    /// Gives a key to whoever has the keyboard: a dialog, the filter being typed, or the bindings.
    mutating func dispatch(_ key: Key) -> [Effect] {
        if key == .control("c") { return quit(isForced: true) }
        if key == .control("z"), keys.action(for: key) == .suspend { return [.suspend] }
        if key == .control("l"), keys.action(for: key) == .redraw { return [.redraw] }
        if !dialogs.isEmpty { return giveToDialog(key) }
        if case .mouse(let event) = key { return mouse(event) }
        if filterEditor != nil {
            editFilter(key)
            return []
        }
        if case .paste = key {
            say("a paste does nothing outside a text", .stateWarn)
            return [.bell]
        }
        guard let action = keys.action(for: key) else { return [.bell] }
        return perform(action)
    }

    private mutating func giveToDialog(_ key: Key) -> [Effect] {
        let top = dialogs.count - 1
        if case .paste = key, !dialogs[top].acceptsText { return [.bell] }
        guard let desk = history.last else {
            dialogs.removeLast()
            return []
        }
        switch dialogs[top].handle(key, liveContext(desk)) {
        case .stay: return []
        case .refuse:
            if case .mouse = key { return [] }
            return [.bell]
        case .dismiss:
            dialogs.removeLast()
            return []
        case .send(let command): return [.send(command)]
        case .perform(let action): return perform(action, onRowOf: dialogs[top] as? DetailDialog)
        case .run(let item):
            dialogs.removeLast()
            return run(item)
        case .unlock:
            dialogs.removeLast()
            isLocked = false
            say("unlocked; \(keys.name(of: .lock)) locks", .modeLive)
            return []
        case .quit: return [.quit]
        }
    }

    private mutating func run(_ item: PaletteItem) -> [Effect] {
        switch item {
        case .action(let action): return perform(action)
        case .theme(let name):
            themeName = name
            return [.theme(name)]
        case .sort(let column):
            focusedState.sort = .init(column: column, isDescending: true)
            needsNewOrder.insert(focusedPane)
            return []
        }
    }

    // MARK: - Actions

    /// Performs an action.
    ///
    /// - Parameters:
    ///   - action: The action.
    ///   - detail: The open detail whose row it acts on, instead of the selected row.
    /// - Returns: What the world is asked for.
    mutating func perform(_ action: Action, onRowOf detail: DetailDialog? = nil) -> [Effect] {
        if action.facts.isGuarded, let refusal = refusal(of: action) {
            say(refusal, .stateWarn)
            return [.bell]
        }
        if let panes = action.facts.panes, detail == nil, !panes.contains(focusedPane) {
            say("\(action.rawValue) works in another pane", .stateWarn)
            return [.bell]
        }
        switch action.section {
        case .move, .panes: return navigate(action)
        case .rows: return work(on: action, detail)
        case .time: return travel(action)
        case .trade: return trade(action, row: detail?.row ?? focusedState.selection)
        case .app: return manage(action)
        }
    }

    /// Why nothing may be sent now; `nil` when it may.
    private func refusal(of action: Action) -> String? {
        if history.last == nil { return "no snapshot yet: nothing to act on" }
        if options.isReadOnly { return "read-only: this cockpit sends nothing" }
        if frozen != nil { return "frozen: \(keys.name(of: .freeze)) goes back to now first" }
        if isLocked { return "locked: \(keys.name(of: .lock)) unlocks" }
        return nil
    }

    private mutating func navigate(_ action: Action) -> [Effect] {
        let page = max(1, visibleRows - 1)
        switch action {
        case .up: move(by: -1)
        case .down: move(by: 1)
        case .top: move(by: -.max / 2)
        case .bottom: move(by: .max / 2)
        case .halfPageUp: move(by: -max(1, page / 2))
        case .halfPageDown: move(by: max(1, page / 2))
        case .pageUp: move(by: -page)
        case .pageDown: move(by: page)
        case .open: return openDetail()
        case .back: goBack()
        case .nextPane: cycle(by: 1)
        case .previousPane: cycle(by: -1)
        case .zoom: isZoomed.toggle()
        case .nextLayout, .previousLayout:
            guard layout.tier != .single else { return [.bell] }
            isZoomed = false
            preset = preset.advanced(by: action == .nextLayout ? 1 : -1)
            // A pane that is not part of it would come up alone.
            if !layout.cycle.contains(focusedPane) { focus = layout.cycle.first ?? .queues }
            say("layout \(preset.rawValue)")
        default:
            guard let pane = PaneID.allCases.first(where: { $0 != .flow && $0.action == action })
            else {
                return [.bell]
            }
            focus = pane
        }
        return []
    }

    private mutating func move(by rows: Int) {
        focusedState.move(by: rows)
    }

    private mutating func openDetail() -> [Effect] {
        guard let desk, let row = focusedState.selection,
            let dialog = DetailDialog(
                pane: focusedPane, row: row, screen: size, context(desk, pane: focusedPane))
        else { return [.bell] }
        dialogs.append(dialog)
        return []
    }

    private mutating func goBack() {
        if !focusedState.filter.isEmpty {
            focusedState.filter = RowFilter()
            needsNewOrder.insert(focusedPane)
        } else if isZoomed {
            isZoomed = false
        } else if frozen != nil {
            frozen = nil
        } else if layout.tier != .single, layout.slots.count == 1, let first = layout.cycle.first {
            focus = first
        }
    }

    private mutating func cycle(by step: Int) {
        let panes = layout.cycle
        guard let index = panes.firstIndex(of: focusedPane) else {
            focus = panes.first ?? .queues
            return
        }
        focus = panes[(index + step + panes.count) % panes.count]
    }

    private mutating func work(on action: Action, _ detail: DetailDialog?) -> [Effect] {
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
        case .mark:
            guard let row = focusedState.selection else { return [.bell] }
            if focusedState.marks.remove(row) == nil { focusedState.marks.insert(row) }
            move(by: 1)
        case .markAll: focusedState.marks.formUnion(focusedState.order)
        case .clearMarks: focusedState.marks = []
        case .follow:
            focusedState.toggleFollowing()
            needsNewOrder.insert(focusedPane)
        case .logLevel:
            focusedState.level = (focusedState.level + 1) % LogLevel.allCases.count
            needsNewOrder.insert(focusedPane)
        case .copy, .copyJSON:
            guard let desk, let row = detail?.row ?? focusedState.selection,
                let record = PaneRegistry.pane(detail?.pane ?? focusedPane).record(
                    of: row, context: context(desk, pane: focusedPane))
            else { return [.bell] }
            say("copied, where the terminal allows it")
            return [.copy(action == .copy ? record.line : RowJSON.text(record.value))]
        default: return [.bell]
        }
        return []
    }

    private mutating func travel(_ action: Action) -> [Effect] {
        if action == .freeze {
            if frozen == nil {
                guard history.count > 0 else { return [.bell] }
                frozen = FrozenView(history: history, index: history.count - 1)
            } else {
                frozen = nil
            }
            needsNewOrder = Set(PaneID.allCases)
            return []
        }
        guard frozen != nil else {
            say("\(keys.name(of: .freeze)) freezes the screen first")
            return [.bell]
        }
        switch action {
        case .stepBack: frozen?.step(by: -1)
        case .stepForward: frozen?.step(by: 1)
        case .leapBack: frozen?.step(by: -10)
        default: frozen?.step(by: 10)
        }
        needsNewOrder = Set(PaneID.allCases)
        return []
    }

    private mutating func manage(_ action: Action) -> [Effect] {
        switch action {
        case .palette:
            guard history.last != nil else { return [.bell] }
            let columns = PaneRegistry.pane(focusedPane).sortable
            dialogs.append(
                CommandPalette(
                    items: Action.allCases.filter { $0.section != .move && $0 != .palette }
                        .map(PaletteItem.action)
                        + options.themeNames.map(PaletteItem.theme)
                        + columns.map(PaletteItem.sort)))
        case .help:
            guard history.last != nil else { return [.bell] }
            dialogs.append(HelpDialog())
        case .nextTheme, .previousTheme:
            let names = options.themeNames
            guard names.count > 1 else { return [.bell] }
            let index = names.firstIndex(of: themeName) ?? 0
            let step = action == .nextTheme ? 1 : names.count - 1
            themeName = names[(index + step) % names.count]
            say("theme \(themeName)")
            return [.theme(themeName)]
        case .mouse:
            isMouseEnabled.toggle()
            say(isMouseEnabled ? "the cockpit has the mouse" : "the terminal has the mouse")
            return [.mouse(isMouseEnabled)]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return quit(isForced: false)
        default: return [.bell]
        }
        return []
    }

    /// Ends the cockpit, after a question when an order is under way.
    ///
    /// Asked a second time by Ctrl-C, it no longer asks.
    private mutating func quit(isForced: Bool) -> [Effect] {
        let isAsking = dialogs.contains { ($0 as? ConfirmDialog)?.consequence == .quit }
        if isForced, isAsking { return [.quit] }
        guard let desk = history.last else { return [.quit] }
        let working = desk.positions.count {
            $0.position.status == .opening || $0.position.status == .closing
                || $0.position.workingExit != nil
        }
        guard working > 0 || desk.account.reserved > .zero else { return [.quit] }
        guard !isAsking else { return [] }
        dialogs.append(
            ConfirmDialog(
                title: "Quit?",
                lines: [
                    StyledText(
                        working > 0
                            ? "\(working) positions have orders in flight"
                            : "an entry order is in flight", .stateWarn, .bold),
                    StyledText("the desk settles them when it is started again"),
                ],
                consequence: .quit, verb: "quit"))
        return []
    }

    // MARK: - Filter

    private mutating func editFilter(_ key: Key) {
        guard var editor = filterEditor else { return }
        switch key {
        case .escape:
            focusedState.filter = editor.before
            filterEditor = nil
        case .enter:
            filterEditor = nil
        default:
            _ = editor.field.handle(key)
            focusedState.filter = RowFilter(editor.field.text)
            filterEditor = editor
        }
        needsNewOrder.insert(focusedPane)
    }

    /// How many rows the focused pane shows.
    private var visibleRows: Int {
        guard let desk, let area = layout.area(of: focusedPane) else { return 1 }
        return PaneRegistry.pane(focusedPane).measure(
            in: area, context: context(desk, pane: focusedPane)
        ).visibleRows
    }
}
