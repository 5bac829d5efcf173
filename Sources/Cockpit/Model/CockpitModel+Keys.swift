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
        let context = liveContext(desk)
        let asked = dialogs[top]
        let result: DialogResult
        if case .mouse(let event) = key, event.kind == .press, event.button == .left {
            result = dialogs[top].clicked(event.point, screen: size, context)
        } else {
            result = dialogs[top].handle(key, context)
        }
        if result.isConsequential, burstGuard.isTooSoon(now: now) {
            dialogs[top] = asked
            say("that came before the question could be read: nothing was done", .stateWarn)
            return [.bell]
        }
        return carryOut(result, of: key)
    }

    /// Does what the dialog on top wants.
    private mutating func carryOut(_ result: DialogResult, of key: Key) -> [Effect] {
        let top = dialogs.count - 1
        switch result {
        case .stay: return []
        case .refuse:
            if case .mouse = key { return [] }
            return [.bell]
        case .dismiss:
            dialogs.removeLast()
            return endPreview()
        case .send(let command), .ask(let command): return [.send(command)]
        case .replace(let other):
            dialogs[top] = other
            burstGuard.dialogOpened(now: now)
            return []
        case .preview(let name?):
            if themeBeforePreview == nil { themeBeforePreview = themeName }
            guard name != themeName else { return [] }
            themeName = name
            return [.theme(name)]
        case .preview(nil): return endPreview()
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
    func refusal(of action: Action) -> String? {
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
        case .trace: return openDetail(tab: "trace")
        case .columnsRight:
            guard measure.hiddenColumns > 0 else { return [.bell] }
            focusedState.skippedColumns += 1
        case .columnsLeft:
            guard focusedState.skippedColumns > 0 else { return [.bell] }
            focusedState.skippedColumns -= 1
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

    private mutating func openDetail(tab: String? = nil) -> [Effect] {
        guard let desk, let row = focusedState.selection,
            let dialog = DetailDialog(
                pane: focusedPane, row: row, tab: tab, screen: size,
                context(desk, pane: focusedPane))
        else { return [.bell] }
        dialogs.append(dialog)
        return []
    }

    private mutating func goBack() {
        if focusedState.anchor != nil {
            focusedState.anchor = nil
        } else if !focusedState.filter.isEmpty {
            focusedState.filter = RowFilter()
            needsNewOrder.insert(focusedPane)
            say(
                "\(keys.name(of: .nextMatch)) and \(keys.name(of: .previousMatch)) go through what "
                    + "it matched")
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
        case .logLevel:
            focusedState.level = (focusedState.level + 1) % LogLevel.allCases.count
            needsNewOrder.insert(focusedPane)
        case .export: return export(as: .csv)
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

    /// The rows that a row stands for, from top to bottom: a heading for those below it that are shown.
    func members(of row: RowID) -> [RowID] {
        guard row.isHeading else { return [row] }
        guard let desk else { return [] }
        let alike = PaneRegistry.pane(focusedPane).alike(
            row, context: context(desk, pane: focusedPane))
        return focusedState.shownRows.filter(alike.contains)
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
            openPalette()
        case .help:
            guard history.last != nil else { return [.bell] }
            dialogs.append(HelpDialog(pane: focusedPane))
        case .nextTheme, .previousTheme:
            let names = options.themeNames
            guard names.count > 1 else { return [.bell] }
            let index = names.firstIndex(of: themeName) ?? 0
            let step = action == .nextTheme ? 1 : names.count - 1
            themeName = names[(index + step) % names.count]
            say("theme \(themeName)")
            return [.theme(themeName)]
        case .faster, .slower:
            let choices = Self.drawingChoices
            let index =
                choices.firstIndex { $0 >= drawingSeconds } ?? choices.count - 1
            let step = action == .slower ? 1 : -1
            drawingSeconds = choices[min(choices.count - 1, max(0, index + step))]
            say("drawn every \(Figures.fixed(drawingSeconds, 2)) s at most")
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
        var lines: [StyledText] = []
        if working > 0 || desk.account.reserved > .zero {
            lines = [
                StyledText(
                    working > 0
                        ? "\(working) positions have orders in flight"
                        : "an entry order is in flight",
                    .stateWarn, .bold),
                StyledText("the desk settles them when it is started again"),
            ]
        }
        let open = desk.positions.count { $0.position.status.isLive }
        if options.ownsDesk, open > 0 {
            let positions = open == 1 ? "1 position is" : "\(open) positions are"
            lines += [
                StyledText(
                    "\(positions) open, and this desk stops with the cockpit", .stateWarn, .bold),
                StyledText("nobody watches stops and targets until it is started again"),
            ]
        }
        guard !lines.isEmpty else { return [.quit] }
        guard !isAsking else { return [] }
        dialogs.append(
            ConfirmDialog(title: "Quit?", lines: lines, consequence: .quit, verb: "quit"))
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

    /// How many rows the focused pane shows.
    private var visibleRows: Int { max(1, measure.visibleRows) }

    /// What the focused pane needs in its place.
    private var measure: PaneMeasure {
        guard let desk, let area = layout.area(of: focusedPane) else { return PaneMeasure() }
        return PaneRegistry.pane(focusedPane).measure(
            in: area, context: context(desk, pane: focusedPane))
    }
}
