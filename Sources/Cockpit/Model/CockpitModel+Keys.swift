import Terminal
import Trading

extension CockpitModel {
    /// Gives a key to whoever has the keyboard: a dialog, the filter being typed, or the bindings.
    mutating func dispatch(_ key: Key) -> [Effect] {
        if layout.tier == .line, history.last != nil { return takeUnseen(key) }
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

    /// Takes a key on a screen that shows neither a pane nor a dialog: nothing is done that cannot be seen, but to
    /// leave, which is asked in the one row there is.
    private mutating func takeUnseen(_ key: Key) -> [Effect] {
        if case .mouse = key { return [] }
        switch key == .control("c") ? .quit : keys.action(for: key) {
        case .suspend: return [.suspend]
        case .redraw: return [.redraw]
        case .quit where isQuitUrged || quitWarnings.isEmpty: return [.quit]
        case .quit:
            isQuitUrged = true
            return []
        default:
            isQuitUrged = false
            return [.bell]
        }
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
            let others = panes.subtracting([.flow]).sorted { $0.rawValue < $1.rawValue }
            let names = others.map { pane in
                "\(PaneRegistry.pane(pane).title) (\(keys.name(of: pane.action)))"
            }
            let place =
                names.count < 5 ? names.joined(separator: ", ") : "a list: \(names[0]), for one"
            say("\(keys.name(of: action)) works in \(place)", .stateWarn)
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
            dialogs.append(HelpDialog(pane: focusedPane, screen: size))
        case .nextTheme, .previousTheme:
            let names = themeNames
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
    ///
    /// - Parameters:
    ///   - isForced: Whether it is the key that ends it even while the question stands.
    ///   - asks: Whether there is a question in any case.
    /// - Returns: What the world is asked for; nothing while the question stands.
    mutating func quit(isForced: Bool, asks: Bool = false) -> [Effect] {
        let isAsking = dialogs.contains { ($0 as? ConfirmDialog)?.consequence == .quit }
        if isForced, isAsking { return [.quit] }
        var lines = quitWarnings
        if asks, lines.isEmpty {
            lines = [
                StyledText(
                    options.ownsDesk
                        ? "no order is in flight and nothing is open"
                        : "the desk goes on without this cockpit")
            ]
        }
        guard !lines.isEmpty else { return [.quit] }
        guard !isAsking else { return [] }
        dialogs.append(
            ConfirmDialog(title: "Quit?", lines: lines, consequence: .quit, verb: "quit"))
        return []
    }

    /// What a person should know before the cockpit ends; nothing where it may end unasked.
    private var quitWarnings: [StyledText] {
        guard let desk = history.last else { return [] }
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
        if options.ownsDesk,
            let ledger = desk.sources.first(where: {
                $0.name == SourceStatus.ledgerName && $0.state == .down
            })
        {
            lines += [
                StyledText(
                    "the ledger takes nothing: what is in memory alone ends with this desk",
                    .stateError, .bold),
                StyledText(ledger.detail),
            ]
        }
        return lines
    }
}
