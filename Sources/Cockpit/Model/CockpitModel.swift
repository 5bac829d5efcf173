public import Terminal
public import Trading

/// The cockpit without a terminal: keys and snapshots go in, effects and drawings come out.
///
/// A pure value. Time is handed in with every call, so that a test decides what time it is.
public struct CockpitModel: Sendable {
    let options: CockpitOptions
    let keys: KeyMap
    let glyphs: Glyphs
    private(set) var size: Size
    var now: Timestamp

    private(set) var history = SnapshotHistory()
    /// The past that the screen shows, while it is frozen.
    var frozen: FrozenView?

    var focus = PaneID.queues
    var isZoomed = false
    var preset = LayoutPreset.all
    var states: [PaneID: ListState]
    var dialogs: [any Dialog] = []
    /// The filter being typed, and the one to go back to.
    var filterEditor: (field: TextField, before: RowFilter)?

    /// Whether nothing that trades may be done.
    public internal(set) var isLocked = false
    /// The name of the theme to draw with.
    public internal(set) var themeName: String
    var isMouseEnabled = true
    var showsWelcome: Bool
    var notice: Notice?
    /// The verbs of the commands that were not answered yet.
    var unanswered: [CommandID: String] = [:]
    var signalsMade = 0
    var lastSignal: Signal?
    private var lastKeyAt: Timestamp
    private var isTerminalFocused = true

    /// Snapshots of the past, with the one that is shown.
    struct FrozenView: Sendable {
        var history: SnapshotHistory
        var index: Int

        var desk: DeskSnapshot { history[index] }

        /// Steps through the snapshots, stopping at both ends.
        mutating func step(by count: Int) {
            index = max(0, min(history.count - 1, index + count))
        }
    }

    /// One line said in the place of the hints for a few seconds.
    struct Notice: Sendable {
        var text: StyledText
        var until: Timestamp
    }

    /// Makes a cockpit that has not seen a snapshot yet.
    ///
    /// - Parameters:
    ///   - options: How it is to behave.
    ///   - size: The screen.
    ///   - glyphs: The signs that the screen can show.
    ///   - now: The wall clock.
    public init(
        options: CockpitOptions = CockpitOptions(), size: Size, glyphs: Glyphs = .unicode,
        now: Timestamp
    ) {
        self.options = options
        self.size = size
        self.glyphs = glyphs
        self.now = now
        keys = KeyMap(overrides: options.keys)
        themeName = options.themeName
        showsWelcome = options.showsWelcome
        lastKeyAt = .distantPast
        states = Dictionary(
            uniqueKeysWithValues: PaneRegistry.all.map { pane in
                let isLog = Set<PaneID>.logs.contains(pane.id)
                return (pane.id, ListState(sort: pane.initialSort, isFollowing: isLog))
            })
        if let clash = keys.clashes.first {
            say(
                "key \(clash.key.name) is bound to both \(clash.winner.rawValue) and "
                    + "\(clash.loser.rawValue); \(clash.winner.rawValue) has it", .stateWarn)
        }
    }

    // MARK: - What comes in

    /// Takes a new snapshot.
    ///
    /// - Parameters:
    ///   - snapshot: The snapshot.
    ///   - now: The wall clock.
    public mutating func receive(_ snapshot: DeskSnapshot, now: Timestamp) {
        let wasLive = history.last?.venue == .live
        self.now = now
        history.push(snapshot)
        if snapshot.venue == .live, !wasLive { isLocked = true }
        relockWhenIdle()
        let live = liveContext(snapshot)
        for index in dialogs.indices { dialogs[index].receive(live) }
        answer(snapshot.outcomes)
        guard frozen == nil else { return }
        refresh(isHeld: !dialogs.isEmpty || now.seconds(since: lastKeyAt) < 2)
    }

    /// Takes keys that arrived together.
    ///
    /// Many different characters at once, outside a text, are a paste or a cat on the keyboard: they
    /// do nothing.
    ///
    /// - Parameters:
    ///   - batch: The keys, in order.
    ///   - now: The wall clock.
    /// - Returns: What the world is asked for, in order.
    public mutating func handle(_ batch: [Key], now: Timestamp) -> [Effect] {
        let characters = batch.compactMap { key -> Character? in
            if case .character(let character) = key { character } else { nil }
        }
        if characters.count >= 6, Set(characters).count > 2, !acceptsText {
            self.now = now
            say("that many keys at once look like a paste: ignored", .stateWarn)
            return [.bell]
        }
        return batch.flatMap { handle($0, now: now) }
    }

    /// Takes a key.
    ///
    /// - Parameters:
    ///   - key: The key, the mouse or a paste.
    ///   - now: The wall clock.
    /// - Returns: What the world is asked for, in order.
    public mutating func handle(_ key: Key, now: Timestamp) -> [Effect] {
        self.now = now
        relockWhenIdle()
        lastKeyAt = now
        notice = nil
        if showsWelcome {
            showsWelcome = false
            if key == .escape { return [] }
        }
        let effects = dispatch(key)
        refresh(isHeld: true)
        return effects
    }

    /// Takes a new size of the screen.
    ///
    /// - Parameter size: The size.
    public mutating func resize(to size: Size) {
        self.size = size
        // What the columns had grown to was measured for another screen.
        for id in states.keys { states[id]?.widths = [:] }
        refresh(isHeld: true)
    }

    /// Learns whether the terminal's window has the keyboard.
    ///
    /// - Parameter isFocused: Whether it has.
    public mutating func setTerminalFocus(_ isFocused: Bool) { isTerminalFocused = isFocused }

    /// Lets time pass without a snapshot, so that ages and notices stay honest.
    ///
    /// - Parameter now: The wall clock.
    public mutating func tick(_ now: Timestamp) {
        self.now = now
        relockWhenIdle()
        if let until = notice?.until, until <= now { notice = nil }
    }

    /// Learns the id under which a command was sent.
    ///
    /// - Parameters:
    ///   - command: The command of an ``Effect/send(_:)``.
    ///   - id: The id that the desk port gave it.
    public mutating func didSend(_ command: Command, as id: CommandID) {
        if let top = dialogs.indices.last { dialogs[top].didSend(as: id) }
        unanswered[id] = command.verb
        if case .injectSignal(let signal) = command { lastSignal = signal }
    }

    /// Learns that a chosen theme could not be had.
    ///
    /// - Parameters:
    ///   - name: The theme that was asked for.
    ///   - current: The theme that is still in use.
    public mutating func didRefuse(theme name: String, keeping current: String) {
        themeName = current
        say("theme \(name) cannot be read: check its file", .stateWarn)
    }

    /// Seconds until the screen must be drawn again although nothing comes in.
    public var secondsToChange: Double {
        guard let desk = history.last else { return 1 }
        return Freshness.secondsToChange(
            age: max(0, now.seconds(since: desk.takenAt)), period: desk.periodSeconds)
    }

    /// The shortest time between two drawings in seconds: a tenth, or a second without focus.
    public var secondsBetweenDrawings: Double { isTerminalFocused ? 0.1 : 1 }

    // MARK: - What the parts draw from

    /// The desk on the screen: the frozen one or the newest.
    var desk: DeskSnapshot? { frozen?.desk ?? history.last }

    /// The newest desk, whatever is on the screen.
    func liveContext(_ desk: DeskSnapshot) -> PaneContext {
        PaneContext(desk: desk, now: now, glyphs: glyphs, keys: keys)
    }

    /// What a pane draws from.
    func context(_ desk: DeskSnapshot, pane: PaneID) -> PaneContext {
        PaneContext(
            desk: desk, before: frozen == nil ? history.beforeLast : nil,
            now: frozen == nil ? now : desk.takenAt, glyphs: glyphs, keys: keys,
            state: states[pane] ?? ListState(),
            isFocused: pane == layout.resolved(focus) && dialogs.isEmpty)
    }

    /// Where everything stands.
    var layout: Layout {
        Layout(
            size: size, focus: focus, isZoomed: isZoomed, hasBanner: frozen != nil,
            preset: preset)
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

    // MARK: - Keeping up

    /// Brings every visible list up to date: order, selection, scroll and widths.
    mutating func refresh(isHeld: Bool) {
        guard let desk else { return }
        for slot in layout.slots {
            let pane = PaneRegistry.pane(slot.pane)
            var state = states[slot.pane] ?? ListState()
            var context = context(desk, pane: slot.pane)
            let ordering = pane.ordering(context)
            state.reorder(ordering.rows, isHeld: isHeld && !needsNewOrder.contains(slot.pane))
            state.total = ordering.total
            state.filterProblem = ordering.problem
            if !state.marks.isEmpty, state.filter.isEmpty {
                state.marks.formIntersection(ordering.rows)
            }
            context.state = state
            state.scroll(toShow: pane.measure(in: slot.area, context: context).visibleRows)
            context.state = state
            state.widths.merge(pane.measure(in: slot.area, context: context).widths) { max($0, $1) }
            states[slot.pane] = state
        }
        needsNewOrder = []
    }

    /// Panes whose order the user has just changed, so that no hold applies.
    var needsNewOrder: Set<PaneID> = []

    /// Says something in the last row.
    mutating func say(_ text: String, _ role: Role = .stateInfo, seconds: Double = 6) {
        notice = Notice(
            text: StyledText(text, role), until: now.advanced(bySeconds: seconds))
    }

    private mutating func relockWhenIdle() {
        guard history.last?.venue == .live, !isLocked, lastKeyAt > .distantPast,
            now.seconds(since: lastKeyAt) >= options.relockSeconds
        else { return }
        isLocked = true
        dialogs.removeAll { $0.isGuarded }
        say("locked again after \(Int(options.relockSeconds)) s without a key", .modeLocked)
    }

    /// Reports the answers in the last row too: the dialog that asked may be gone by now.
    private mutating func answer(_ outcomes: [CommandOutcome]) {
        for outcome in outcomes {
            guard let verb = unanswered.removeValue(forKey: outcome.id) else { continue }
            notice = Notice(
                text: StyledText("\(verb): ", .uiMuted) + CommandProgress.line(outcome.verdict),
                until: now.advanced(bySeconds: 10))
        }
    }
}
