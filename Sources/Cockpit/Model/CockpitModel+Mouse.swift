import Terminal

extension CockpitModel {
    /// Takes a click or a turn of the wheel.
    ///
    /// It focuses, selects, opens, sorts and scrolls. What trades is reached only through a dialog,
    /// as with keys.
    mutating func mouse(_ event: MouseEvent) -> [Effect] {
        filterEditor = nil
        let layout = layout
        switch event.kind {
        case .release: return []
        case .wheelUp, .wheelDown:
            guard let slot = layout.slots.first(where: { $0.area.contains(event.point) }) else {
                return []
            }
            states[slot.pane]?.scroll(by: event.kind == .wheelUp ? -3 : 3)
            return []
        case .press, .doubleClick: break
        }
        guard event.button == .left else { return [] }
        if let action = barAction(at: event, layout) {
            // A hand slips more easily than a finger.
            return action == .quit ? quit(isForced: false, asks: true) : perform(action)
        }
        guard let desk, let slot = layout.slots.first(where: { $0.area.contains(event.point) })
        else {
            return []
        }
        focus = slot.pane
        let hit = PaneRegistry.pane(slot.pane).hit(
            event.point, in: slot.area, context: context(desk, pane: slot.pane))
        switch hit {
        case .nothing: return []
        case .header(let column):
            let sort = states[slot.pane]?.sort
            states[slot.pane]?.sort = .init(
                column: column,
                isDescending: sort?.column == column ? !(sort?.isDescending ?? false) : true)
            needsNewOrder.insert(slot.pane)
            return []
        case .row(let row):
            states[slot.pane]?.select(row)
            return event.kind == .doubleClick ? perform(.open) : []
        }
    }

    /// The action of the word under the mouse in the header, the ribbon or the hints.
    private func barAction(at event: MouseEvent, _ layout: Layout) -> Action? {
        guard let desk else { return nil }
        let hints = hints(desk, focus: focusedPane)
        let bars: [(SegmentBar, Rect)] = [
            (header(desk, layout).bar, layout.header),
            (Ribbon(context: liveContext(desk)).bar, layout.ribbon),
            (areHintsShown ? hints.bar : SegmentBar(), layout.hints),
        ]
        for (bar, area) in bars where area.contains(event.point) {
            return bar.placed(in: area).first {
                event.x >= $0.x && event.x < $0.x + $0.segment.width
            }?.segment.action
        }
        return nil
    }
}
