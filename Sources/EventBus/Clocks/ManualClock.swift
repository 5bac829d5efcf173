import Synchronization

/// A clock that stands still until it is moved: for tests, replays and simulations.
public final class ManualClock: BusClock {
    private struct State {
        var reading: ClockReading
        var tickers: [Int: @Sendable () -> Void] = [:]
        var nextTicker = 0
    }

    private let state: Mutex<State>

    /// Creates a clock that stands at an instant.
    ///
    /// - Parameter wallNanoseconds: The wall clock, in nanoseconds since 1970.
    public init(wallNanoseconds: Int64 = 1_760_000_000_000_000_000) {
        state = Mutex(
            State(reading: ClockReading(monotonicNanoseconds: 0, wallNanoseconds: wallNanoseconds)))
    }

    /// Reads the clock.
    ///
    /// - Returns: The instant at which it stands.
    public func read() -> ClockReading { state.withLock { $0.reading } }

    /// Calls a function after each advance, however long it is.
    ///
    /// - Parameters:
    ///   - interval: Not used: this clock ticks when it moves.
    ///   - tick: What to call.
    /// - Returns: What ends the calls.
    public func every(
        _ interval: Duration, _ tick: @escaping @Sendable () -> Void
    ) -> ClockTicker {
        let ticker = state.withLock { state in
            defer { state.nextTicker += 1 }
            state.tickers[state.nextTicker] = tick
            return state.nextTicker
        }
        return ClockTicker { [self] in
            state.withLock { $0.tickers[ticker] = nil }
        }
    }

    /// Moves both clocks forward and ticks, on the caller, before it returns.
    ///
    /// - Parameter duration: How far; a negative one counts as zero.
    public func advance(by duration: Duration) {
        let nanoseconds = max(0, duration.nanoseconds)
        let tickers = state.withLock { state in
            state.reading.monotonicNanoseconds += nanoseconds
            state.reading.wallNanoseconds += nanoseconds
            return state.tickers.sorted { $0.key < $1.key }.map(\.value)
        }
        for tick in tickers { tick() }
    }

    /// Moves both clocks forward to an instant of the wall clock and ticks.
    ///
    /// - Parameter wallNanoseconds: The instant, in nanoseconds since 1970. One in the past moves
    ///   nothing.
    public func advance(toWallNanoseconds wallNanoseconds: Int64) {
        advance(by: .nanoseconds(wallNanoseconds - read().wallNanoseconds))
    }
}
