/// What a piece of the screen means.
///
/// Panes name roles, and a theme gives every role its colours. The raw value is the name in theme files: the table, a
/// dot, the key. A few are kept for theme files that name them and drawn nowhere: see ``undrawn``.
public enum Role: String, CaseIterable, Sendable, Hashable {
    // The frame around the data.
    case uiBackground = "ui.bg"
    case uiForeground = "ui.fg"
    case uiMuted = "ui.muted"
    /// For fillers and separators, never for words.
    case uiFaint = "ui.faint"
    case uiBorder = "ui.border"
    case uiBorderFocus = "ui.border_focus"
    case uiTitle = "ui.title"
    case uiTitleFocus = "ui.title_focus"
    case uiHeader = "ui.header"
    case uiKey = "ui.key"
    case uiSelection = "ui.selection"
    case uiSelectionInactive = "ui.selection_inactive"
    case uiGutterMark = "ui.gutter_mark"
    /// What was typed, where it stands in what it has found.
    case uiMatch = "ui.match"
    case uiModal = "ui.modal"
    case uiScrollbar = "ui.scrollbar"
    case uiStripe = "ui.stripe"

    // How a thing is doing.
    case stateOK = "state.ok"
    case stateInfo = "state.info"
    case stateWarn = "state.warn"
    case stateError = "state.error"
    case stateCritical = "state.critical"
    case stateStale = "state.stale"
    case stateDisabled = "state.disabled"
    case stateChanged = "state.changed"
    case stateNew = "state.new"

    // Which world the desk acts on. Each is distinct in every theme and without colour.
    case modeSim = "mode.sim"
    case modePaper = "mode.paper"
    case modeLogging = "mode.logging"
    case modeLive = "mode.live"
    case modeReplay = "mode.replay"
    case modeLocked = "mode.locked"
    case modeFrozen = "mode.frozen"

    // Money and positions.
    case pnlGain = "pnl.gain"
    case pnlLoss = "pnl.loss"
    case pnlFlat = "pnl.flat"
    case pnlLong = "pnl.long"
    /// Drawn nowhere: this desk only buys.
    case pnlShort = "pnl.short"
    case pnlCall = "pnl.call"
    case pnlPut = "pnl.put"
    case pnlEntry = "pnl.entry"
    case pnlMark = "pnl.mark"
    case pnlStop = "pnl.stop"
    case pnlTarget = "pnl.target"

    // Where a delivery stands.
    case queuePending = "queue.pending"
    case queueActive = "queue.active"
    /// A further attempt that waited for its time to come.
    case queueScheduled = "queue.scheduled"
    case queueRetry = "queue.retry"
    case queueDead = "queue.dead"
    case queueDone = "queue.done"

    // Charts and meters.
    case graphAxis = "graph.axis"
    case graphGrid = "graph.grid"
    case graphTrack = "graph.track"
    case graphAlertLine = "graph.alert_line"

    // The event log.
    /// Drawn nowhere: the events of the desk begin at debug.
    case logTrace = "log.trace"
    case logDebug = "log.debug"
    case logInfo = "log.info"
    case logWarn = "log.warn"
    case logError = "log.error"
    case logTime = "log.time"
    case logID = "log.id"

    // Payloads.
    case jsonKey = "json.key"
    case jsonString = "json.string"
    case jsonNumber = "json.number"
    case jsonLiteral = "json.literal"
    case jsonPunctuation = "json.punct"

    /// Whether words and figures are written in this role, so that it must be readable.
    ///
    /// The others draw lines, fillers and surfaces.
    public var isText: Bool {
        switch self {
        case .uiBackground, .uiFaint, .uiBorder, .uiScrollbar, .uiStripe, .graphGrid, .graphTrack:
            false
        default: true
        }
    }

    /// Whether the role is what lies beneath text, so that a single colour is its background.
    var isSurface: Bool {
        switch self {
        case .uiBackground, .uiSelection, .uiSelectionInactive, .uiStripe, .uiModal: true
        default: false
        }
    }

    /// The roles that theme files may name and that nothing is drawn in.
    ///
    /// The desk has no short positions and logs no traces, and a striped list would hide which row is selected where it
    /// has not the focus.
    public static let undrawn: Set<Role> = [.pnlShort, .logTrace, .uiStripe]

    /// The roles that say which world the desk acts on.
    public static let modes: [Role] = [
        .modeSim, .modePaper, .modeLogging, .modeLive, .modeReplay, .modeLocked, .modeFrozen,
    ]
}
