import Terminal

extension CockpitModel {
    /// Moves about: in a list, among the panes, in the layouts.
    mutating func navigate(_ action: Action) -> [Effect] {
        switch action {
        case .up: move(by: -1)
        case .down: move(by: 1)
        case .top: move(by: -.max / 2)
        case .bottom: move(by: .max / 2)
        case .halfPageUp: move(by: -max(1, pageRows / 2))
        case .halfPageDown: move(by: max(1, pageRows / 2))
        case .pageUp: move(by: -pageRows)
        case .pageDown: move(by: pageRows)
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

    mutating func move(by rows: Int) {
        focusedState.move(by: rows)
    }

    private mutating func openDetail(tab: String? = nil) -> [Effect] {
        guard let desk, let row = focusedState.selection,
            let dialog = DetailDialog(
                pane: focusedPane, row: row, tab: tab, screen: size, isFrozen: frozen != nil,
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

    /// How many rows a page of the focused pane is: one less than it shows.
    private var pageRows: Int { max(1, measure.visibleRows - 1) }

    /// What the focused pane needs in its place.
    private var measure: PaneMeasure {
        guard let desk, let area = layout.area(of: focusedPane) else { return PaneMeasure() }
        return PaneRegistry.pane(focusedPane).measure(
            in: area, context: context(desk, pane: focusedPane))
    }
}
