import Terminal
import Trading

/// What the parts of the screen are drawn from.
extension CockpitModel {
    /// The desk on the screen: the frozen one or the newest.
    var desk: DeskSnapshot? { frozen?.desk ?? shown?.desk }

    /// The newest desk, whatever is on the screen.
    func liveContext(_ desk: DeskSnapshot) -> PaneContext {
        PaneContext(
            desk: desk, history: history, pastCount: history.count, now: now, glyphs: glyphs,
            keys: keys, alertDepth: alertDepth, isAnswerable: !burstGuard.isTooSoon(now: now))
    }

    private var alertDepth: Int? { alertRules.levels[.queueDepth].map { Int($0.rounded(.up)) } }

    /// What a pane draws from.
    ///
    /// Its clock goes in steps: a key must not change every age on the screen, see ``PanePictures``.
    func context(_ desk: DeskSnapshot, pane: PaneID) -> PaneContext {
        context(desk, pane: pane, layout)
    }

    /// The same, on a layout that is known already.
    func context(_ desk: DeskSnapshot, pane: PaneID, _ layout: Layout) -> PaneContext {
        PaneContext(
            desk: desk, before: frozen == nil ? shown?.before : nil,
            history: frozen?.history ?? history,
            pastCount: frozen.map { $0.index + 1 } ?? max(0, history.count - unshown),
            now: frozen == nil ? paneTime : desk.takenAt, revision: shown?.number ?? 0,
            glyphs: glyphs,
            keys: keys,
            state: states[pane] ?? ListState(),
            isFocused: pane == layout.resolved(focus), alertDepth: alertDepth)
    }

    /// Snapshots that have come in since the panes were brought up to date.
    private var unshown: Int { shown.map { Int(received - $0.number) } ?? 0 }

    /// The wall clock at the last look, in steps of a quarter of a second.
    private var paneTime: Timestamp {
        let step: Int64 = 250_000_000
        return Timestamp(nanoseconds: lookedAt.nanoseconds / step * step)
    }

    /// The pane that the keys go to on this screen.
    var focusedPane: PaneID { layout.resolved(focus) }

    /// What the focused pane remembers.
    var focusedState: ListState {
        get { states[focusedPane] ?? ListState() }
        set { states[focusedPane] = newValue }
    }

    /// Whether characters go into a text now.
    var acceptsText: Bool { dialogs.last?.acceptsText ?? (filterEditor != nil) }
}
