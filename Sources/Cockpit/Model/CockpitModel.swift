public import Terminal
public import Trading

/// The cockpit without a terminal: keys and snapshots go in, effects and drawings come out.
///
/// A pure value. Time is handed in with every call, so that a test decides what time it is.
public struct CockpitModel: Sendable {
    let options: CockpitOptions
    var keys: KeyMap
    let glyphs: Glyphs
    private(set) var size: Size { didSet { arrange() } }
    var now: Timestamp

    private(set) var history = SnapshotHistory()
    /// How many snapshots have come in, and how often the newest has been given rows of its own.
    private(set) var received: UInt64 = 0
    /// The past that the screen shows, while it is frozen.
    var frozen: FrozenView?

    var focus = PaneID.queues { didSet { arrange() } }
    var isZoomed = false { didSet { arrange() } }
    var preset = LayoutPreset.all { didSet { arrange() } }
    /// Where everything stands, which a key asks for a dozen times.
    private(set) var layout: Layout
    var states: [PaneID: ListState]
    var dialogs: [any Dialog] = []
    /// The filter being typed, and the one to go back to.
    var filterEditor: (field: TextField, before: RowFilter)?

    /// Whether nothing that trades may be done.
    public internal(set) var isLocked = false
    /// The name of the theme to draw with.
    public internal(set) var themeName: String
    /// The themes that the theme keys go through.
    var themeNames: [String]
    var isMouseEnabled = true
    var showsWelcome: Bool
    var notice: Notice?
    /// The verbs of the commands that were not answered yet.
    var unanswered: [CommandID: String] = [:]
    var alertBook: AlertBook
    /// The alerts that were raised and are over, oldest first: the cockpit's own rows among the events.
    var alertLog: [LogRow] = []
    var alertsLogged: UInt64 = 0
    var signalsMade = 0
    /// What was run from the palette, the newest last.
    var paletteHistory: [String] = []
    /// The theme that the user has not chosen: what the cockpit began with, or the configuration names.
    var givenTheme: String
    /// The theme to go back to when a preview ends.
    var themeBeforePreview: String?
    var lastSignal: Signal?
    var burstGuard = BurstGuard()
    /// How long drawing takes, as the app tells.
    var renderTime = RenderTime()
    /// Whether the key that quits was pressed on a screen too small for the question, and asks to be pressed again.
    var isQuitUrged = false
    let openedAt: Timestamp
    var lastKeyAt: Timestamp
    var isTerminalFocused = true
    /// Seconds between two drawings, as the user chose.
    var drawingSeconds: Double
    /// The choices there are.
    static let drawingChoices = [0.1, 0.25, 0.5, 1, 2, 5]

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
        themeNames = options.themeNames
        givenTheme = options.themeName
        alertBook = AlertBook(options.alerts)
        drawingSeconds = options.refreshSeconds
        preset = LayoutPreset(rawValue: options.layoutName) ?? .all
        layout = Layout(size: size, focus: focus, isZoomed: isZoomed, preset: preset)
        showsWelcome = options.showsWelcome
        openedAt = now
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

    private mutating func arrange() {
        layout = Layout(size: size, focus: focus, isZoomed: isZoomed, preset: preset)
    }

    /// Whether the last row held hints when the key came that is being taken.
    private(set) var areHintsShown = true

    // MARK: - What comes in

    /// Takes a new snapshot.
    ///
    /// - Parameters:
    ///   - snapshot: The snapshot.
    ///   - now: The wall clock.
    /// - Returns: What the world is asked for: to be told of an alert.
    @discardableResult
    public mutating func receive(_ snapshot: DeskSnapshot, now: Timestamp) -> [Effect] {
        let wasLive = history.last?.venue == .live
        self.now = now
        let effects = watch(snapshot)
        history.push(withAlerts(snapshot))
        received += 1
        if snapshot.venue == .live, !wasLive { isLocked = true }
        relockWhenIdle()
        let live = liveContext(snapshot)
        for index in dialogs.indices {
            var context = live
            // What a heading stands for depends on what its list shows.
            if let pane = (dialogs[index] as? DetailDialog)?.pane {
                context.state = states[pane] ?? ListState()
            }
            dialogs[index].receive(context)
        }
        answer(snapshot.outcomes)
        if shown == nil { catchUp() }
        return effects
    }

    /// Takes keys that arrived together.
    ///
    /// Many different characters at once, outside a text, do nothing: see ``BurstGuard``.
    ///
    /// - Parameters:
    ///   - batch: The keys, in order.
    ///   - now: The wall clock.
    /// - Returns: What the world is asked for, in order.
    public mutating func handle(_ batch: [Key], now: Timestamp) -> [Effect] {
        if !acceptsText, burstGuard.isBurst(batch, now: now) {
            self.now = now
            say("that many keys at once look like a paste: ignored", .stateWarn)
            return [.bell]
        }
        return batch.flatMap { take($0, now: now) }
    }

    /// Takes a key.
    ///
    /// - Parameters:
    ///   - key: The key, the mouse or a paste.
    ///   - now: The wall clock.
    /// - Returns: What the world is asked for, in order.
    public mutating func handle(_ key: Key, now: Timestamp) -> [Effect] {
        take(key, now: now)
    }

    private mutating func take(_ key: Key, now: Timestamp) -> [Effect] {
        self.now = now
        relockWhenIdle()
        lastKeyAt = now
        // A click is meant for what was on the screen.
        areHintsShown = notice == nil && filterEditor == nil && !showsWelcome
        notice = nil
        if showsWelcome {
            showsWelcome = false
            if key == .escape { return [] }
        }
        let before = dialogs.count
        let effects = dispatch(key)
        if dialogs.count > before { burstGuard.dialogOpened(now: now) }
        refresh(isHeld: true)
        return effects
    }

    /// Takes a new size of the screen.
    ///
    /// - Parameter size: The size.
    public mutating func resize(to size: Size) {
        self.size = size
        isQuitUrged = false
        for index in dialogs.indices { dialogs[index].resize(to: size) }
        // What the columns had grown to was measured for another screen.
        for id in states.keys {
            states[id]?.widths = [:]
            states[id]?.skippedColumns = 0
        }
        refresh(isHeld: true)
    }

    /// Lets time pass without a snapshot, so that ages and notices stay honest.
    ///
    /// - Parameter now: The wall clock.
    /// - Returns: What the world is asked for: to be told that the engine is not heard any more.
    @discardableResult
    public mutating func tick(_ now: Timestamp) -> [Effect] {
        self.now = now
        relockWhenIdle()
        if let until = notice?.until, until <= now { notice = nil }
        var effects: [Effect] = []
        if let desk = history.last, freshness(of: desk) != .fresh {
            let logged = alertsLogged
            effects = watch(desk)
            if alertsLogged > logged {
                // An engine that is not heard brings no snapshot with the row that says so.
                history.addToLast(alertLog.suffix(Int(alertsLogged - logged)))
                received += 1
            }
        }
        catchUp()
        return effects
    }

    func freshness(of desk: DeskSnapshot) -> Freshness {
        Freshness(age: max(0, now.seconds(since: desk.takenAt)), period: desk.periodSeconds)
    }

    /// Learns the id under which a command was sent.
    ///
    /// - Parameters:
    ///   - command: The command of an ``Effect/send(_:)``.
    ///   - id: The id that the desk port gave it.
    public mutating func didSend(_ command: Command, as id: CommandID) {
        guard !command.isQuestion else {
            if let top = dialogs.indices.last { dialogs[top].didAsk(as: id) }
            return
        }
        if let top = dialogs.indices.last { dialogs[top].didSend(as: id) }
        unanswered[id] = command.verb
        if case .injectSignal(let signal) = command { lastSignal = signal }
    }

    /// When alerts are raised, and how loudly.
    public var alertRules: AlertRules { alertBook.rules }

    // MARK: - Keeping up

    /// When the panes were brought up to date last.
    private(set) var lookedAt = Timestamp.distantPast

    /// The snapshot that the panes show: the newest at the last look, so that a key has only to draw what it changes.
    struct Shown: Sendable {
        var desk: DeskSnapshot
        /// The one that was shown before it.
        var before: DeskSnapshot?
        /// How many had come in.
        var number: UInt64
    }

    private(set) var shown: Shown?

    /// Brings the panes up to date with the newest snapshot; while the screen is frozen their lists stay as they are.
    private mutating func catchUp() {
        lookedAt = now
        guard let newest = history.last, shown?.number != received else { return }
        shown = Shown(desk: newest, before: shown?.desk, number: received)
        guard frozen == nil else { return }
        refresh(isHeld: !dialogs.isEmpty || now.seconds(since: lastKeyAt) < 2)
    }

    /// Brings every visible list up to date: order, selection, scroll and widths.
    ///
    /// A list that nothing has happened to since the last time is left as it is: a key changes one of them.
    mutating func refresh(isHeld: Bool) {
        guard let desk else { return }
        // What is over and was looked at a while ago must not push what is open off the screen.
        let isLeft =
            !isHeld && frozen == nil && now.seconds(since: lastKeyAt) >= Self.secondsOfChoice
        for slot in layout.slots {
            let pane = PaneRegistry.pane(slot.pane)
            var state = states[slot.pane] ?? ListState()
            let isUnchanged =
                refreshed[slot.pane]
                == Refreshed(
                    revision: shown?.number ?? 0, sequence: desk.sequence, area: slot.area,
                    state: state)
            guard !isUnchanged || needsNewOrder.contains(slot.pane) else { continue }
            var context = context(desk, pane: slot.pane)
            let ordering = pane.ordering(context)
            // A range being marked must not take in rows that only moved there.
            let isStill = isHeld || state.anchor != nil
            state.reorder(
                ordering.rows, under: ordering.headings,
                isHeld: isStill && !needsNewOrder.contains(slot.pane))
            if isLeft, let row = state.selection, pane.isOver(row, context: context) {
                state.release()
            }
            if let anchor = state.anchor, !state.order.contains(anchor) { state.anchor = nil }
            state.total = ordering.total
            state.filterProblem = ordering.problem
            if !state.marks.isEmpty, state.filter.isEmpty {
                state.marks.formIntersection(ordering.rows)
            }
            context.state = state
            var measure = pane.measure(in: slot.area, context: context)
            let top = state.top
            state.scroll(toShow: measure.visibleRows)
            if state.top != top {
                context.state = state
                measure = pane.measure(in: slot.area, context: context)
            }
            state.widths.merge(measure.widths) { max($0, $1) }
            states[slot.pane] = state
            refreshed[slot.pane] = Refreshed(
                revision: shown?.number ?? 0, sequence: desk.sequence, area: slot.area, state: state
            )
        }
        needsNewOrder = []
    }

    /// Seconds without a key after which a chosen row that is over is let go.
    private static let secondsOfChoice = 30.0

    /// What a list was brought up to date with.
    private struct Refreshed: Sendable, Equatable {
        var revision: UInt64
        var sequence: UInt64
        var area: Rect
        var state: ListState
    }

    private var refreshed: [PaneID: Refreshed] = [:]

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
