import Synchronization

/// Rates over the last second or so, and the turning of the latency windows.
///
/// Fed by the tick.
final class RateMeter: Sendable {
    private static let ratePeriod: Int64 = 1_000_000_000
    private static let windowPeriod: Int64 = 30_000_000_000

    private struct State {
        var measuredAt: Int64
        var rotatedAt: Int64
        var published: UInt64 = 0
        var executed: [Int: UInt64] = [:]
        var publishedPerSecond = 0.0
        var executedPerSecond: [Int: Double] = [:]
    }

    let startedAt: Int64
    private let state: Mutex<State>

    init(startedAt: Int64) {
        self.startedAt = startedAt
        state = Mutex(State(measuredAt: startedAt, rotatedAt: startedAt))
    }

    var publishedPerSecond: Double { state.withLock { $0.publishedPerSecond } }

    /// Deliveries handled with success per second, by the lane's index.
    var executedPerSecond: [Int: Double] { state.withLock { $0.executedPerSecond } }

    func tick(at now: Int64, lanes: [Lane], published: UInt64) {
        state.withLock { state in
            if now &- state.rotatedAt >= Self.windowPeriod {
                state.rotatedAt = now
                for lane in lanes {
                    lane.waitTimes.rotate()
                    lane.runTimes.rotate()
                }
            }
            let elapsed = now &- state.measuredAt
            guard elapsed >= Self.ratePeriod else { return }
            let seconds = Double(elapsed) / 1e9
            state.publishedPerSecond = Double(published &- state.published) / seconds
            var executed: [Int: UInt64] = [:]
            state.executedPerSecond = [:]
            for lane in lanes {
                let count = lane.executed
                let before = state.executed[lane.index] ?? 0
                executed[lane.index] = count
                state.executedPerSecond[lane.index] = Double(count &- before) / seconds
            }
            state.executed = executed
            state.published = published
            state.measuredAt = now
        }
    }
}
