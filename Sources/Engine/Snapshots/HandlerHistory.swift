import EventBus

/// What must be remembered of a handler between snapshots to tell rates and to draw its depth.
struct HandlerHistory: Sendable {
    private(set) var depths = SampledHistory<Int>()
    private(set) var inPerSecond = 0.0
    private(set) var outPerSecond = 0.0
    private var highest = 0
    private var lastReceived: UInt64 = 0
    private var lastSettled: UInt64 = 0

    /// Takes the newest numbers; once a second they become a sample.
    ///
    /// - Parameters:
    ///   - statistics: The handler's numbers.
    ///   - elapsedSeconds: Seconds since the last sample when it is time for one, else `nil`.
    mutating func note(_ statistics: HandlerStatistics, sampleAfter elapsedSeconds: Double?) {
        highest = max(highest, statistics.depth.total)
        guard let elapsedSeconds else { return }
        let settled =
            statistics.executed + statistics.filtered + statistics.deadLettered
            + statistics.coalesced + statistics.droppedOldest + statistics.droppedNewest
        inPerSecond = Double(statistics.received &- lastReceived) / elapsedSeconds
        outPerSecond = Double(settled &- lastSettled) / elapsedSeconds
        (lastReceived, lastSettled) = (statistics.received, settled)
        depths.append(highest)
        highest = statistics.depth.total
    }
}
