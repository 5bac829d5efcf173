import Terminal
import Trading

/// How often the screen is drawn.
extension CockpitModel {
    /// Learns whether the terminal's window has the keyboard.
    ///
    /// - Parameter isFocused: Whether it has.
    public mutating func setTerminalFocus(_ isFocused: Bool) { isTerminalFocused = isFocused }

    /// Seconds until the screen must be drawn again although nothing comes in.
    public var secondsToChange: Double {
        guard let desk = history.last else { return 1 }
        let change = Freshness.secondsToChange(
            age: max(0, now.seconds(since: desk.takenAt)), period: desk.periodSeconds)
        guard !dialogs.isEmpty, let reading = burstGuard.secondsOfReading(now: now) else {
            return change
        }
        return min(change, reading)
    }

    /// The shortest time between two drawings in seconds: as chosen, or a second where only ages change, because
    /// the screen is frozen, or nobody looks, because the terminal has lost the focus or no key came for minutes.
    public var secondsBetweenDrawings: Double {
        // That the engine is not heard any more is told at once, however seldom the screen is drawn.
        if let newest = history.last, freshness(of: newest) == .stale {
            return min(0.1, drawingSeconds)
        }
        guard isTerminalFocused, frozen == nil, !isIdle else { return max(1, drawingSeconds) }
        // Whoever has asked for something waits for what comes of it.
        return dialogs.isEmpty ? drawingSeconds : min(0.1, drawingSeconds)
    }

    /// Whether nobody has pressed a key for minutes, and nothing is the matter that somebody may come to look at.
    private var isIdle: Bool {
        dialogs.isEmpty && alertBook.alerts.isEmpty
            && now.seconds(since: max(lastKeyAt, openedAt)) >= Self.idleSeconds
    }

    /// Seconds without a key after which nobody is expected to look.
    private static let idleSeconds = 300.0
}
