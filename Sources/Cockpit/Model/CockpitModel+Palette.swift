import Terminal
import Trading

extension CockpitModel {
    /// Opens the palette with all that can be run on the desk as it is now.
    mutating func openPalette() {
        guard let desk = history.last else { return }
        dialogs.append(
            CommandPalette(
                items: PaletteItem.all(
                    desk, pane: PaneRegistry.pane(focusedPane), themes: themeNames,
                    figures: Figures(glyphs: glyphs)),
                history: paletteHistory, pane: focusedPane))
    }

    /// Runs what was chosen in the palette; whatever trades still asks in a dialog of its own.
    mutating func run(_ item: PaletteItem) -> [Effect] {
        paletteHistory.removeAll { $0 == item.name }
        paletteHistory.append(item.name)
        if paletteHistory.count > 50 { paletteHistory.removeFirst() }
        if case .theme(let name) = item {
            themeBeforePreview = nil
            themeName = name
            return [.theme(name)]
        }
        return endPreview() + carryOut(item)
    }

    /// Goes back to the theme there was before one was looked at.
    mutating func endPreview() -> [Effect] {
        guard let before = themeBeforePreview else { return [] }
        themeBeforePreview = nil
        guard before != themeName else { return [] }
        themeName = before
        return [.theme(before)]
    }

    private mutating func carryOut(_ item: PaletteItem) -> [Effect] {
        switch item {
        case .theme(let name): return [.theme(name)]
        case .action(let action): return perform(action)
        case .layout(let wanted):
            isZoomed = false
            preset = wanted
            if !layout.cycle.contains(focusedPane) { focus = layout.cycle.first ?? .queues }
        case .sort(let column):
            focusedState.sort = .init(column: column, isDescending: true)
            needsNewOrder.insert(focusedPane)
        case .goTo(let pane): focus = pane
        case .filter(let text):
            focusedState.filter = RowFilter(text)
            focusedState.search = focusedState.filter
            needsNewOrder.insert(focusedPane)
        case .close(let row, _): return guarded(.close, row)
        case .levels(let row, _): return guarded(.levels, row)
        case .pause(let handler, _): return guarded(.pauseHandler, .handler(handler))
        case .inject(let symbol):
            if let refusal = refusal(of: .inject) { return refuse(refusal) }
            guard let desk = history.last else { return [.bell] }
            return inject(symbol: symbol, liveContext(desk))
        case .trace(let signalID):
            guard let desk,
                let dialog = DetailDialog(
                    pane: .signals, row: .signal(signalID), tab: "trace", screen: size,
                    isFrozen: frozen != nil,
                    context(desk, pane: .signals))
            else { return refuse("signal \(signalID) is not among the newest any more") }
            dialogs.append(dialog)
        case .exportJSON: return export(as: .json)
        }
        return []
    }

    /// Opens the dialog of an action on a row that was named, whatever pane has the focus.
    private mutating func guarded(_ action: Action, _ row: RowID) -> [Effect] {
        if let refusal = refusal(of: action) { return refuse(refusal) }
        return trade(action, row: row)
    }

    private mutating func refuse(_ reason: String) -> [Effect] {
        say(reason, .stateWarn)
        return [.bell]
    }
}
