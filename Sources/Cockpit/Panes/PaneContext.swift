import Terminal
import Trading

/// All that a pane may draw from.
struct PaneContext: Sendable {
    /// The desk, live or frozen.
    var desk: DeskSnapshot
    /// The snapshot before it, for what has just changed; `nil` while the screen is frozen.
    var before: DeskSnapshot?
    /// The snapshots of the last minutes.
    var history = SnapshotHistory()
    /// How many of those are not younger than the desk.
    var pastCount = 0
    /// The wall clock that ages are measured by; a frozen screen keeps the time of its snapshot.
    var now: Timestamp
    /// How many snapshots had come in; with the desk's own number it tells one picture of the desk from every other.
    var revision: UInt64 = 0
    var glyphs: Glyphs
    var keys: KeyMap
    /// What the pane remembers.
    var state = ListState()
    /// Whether keys go to the pane.
    var isFocused = false
    /// The depth from which the user wants to be told of a queue; `nil` for the engine's own alarm.
    var alertDepth: Int?
    /// The words that were looked for and are to be marked where they stand.
    var matched: [Substring] = []
    /// The lowest and the highest value of the drawings in the rows that are shown, which have one scale.
    var scale: ClosedRange<Double>?
    /// Whether the question on the screen has stood there long enough to be answered.
    var isAnswerable = true

    /// Writes numbers.
    var figures: Figures { Figures(glyphs: glyphs) }

    /// The depth from which a queue is too deep, the same for figures, drawings and alerts.
    var depthAlarm: Int { alertDepth ?? desk.engine.depthAlarm }

    /// Seconds since an instant of the wall clock, never negative.
    func age(_ instant: Timestamp) -> Double { max(0, now.seconds(since: instant)) }
}
