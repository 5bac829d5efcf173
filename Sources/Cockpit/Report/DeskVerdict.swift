public import Trading

/// What a script has to know of a desk, worst first: its raw value is the exit status.
public enum DeskVerdict: Int32, Sendable {
    /// Nothing asks for attention.
    case fine = 0
    /// An alert is on, or the desk is not ACTIVE.
    case alert = 2
    /// The figures are not of now: the engine or something that data come from is not heard, or no desk runs and
    /// positions are open.
    case stale = 3

    /// Judges a desk.
    ///
    /// - Parameters:
    ///   - desk: The desk.
    ///   - alerts: The alerts that are on.
    ///   - now: The wall clock.
    public init(_ desk: DeskSnapshot, alerts: [Alert], now: Timestamp) {
        let age = now.seconds(since: desk.takenAt)
        let isSilent = desk.sources.contains { $0.state == .late || $0.state == .down }
        let isAlone =
            desk.engine.phase == .resting && desk.positions.contains { $0.position.status.isLive }
        if Freshness(age: age, period: desk.periodSeconds) == .stale || isSilent || isAlone {
            self = .stale
        } else {
            self = alerts.isEmpty && desk.risk.state == .active ? .fine : .alert
        }
    }
}
