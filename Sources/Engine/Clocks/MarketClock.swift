import Synchronization
public import Trading

/// The market's own clock: it stands still until whoever drives the feed sets it.
public final class MarketClock: DeskClock {
    private let time: Mutex<Timestamp>

    /// Makes a clock.
    ///
    /// - Parameter start: The time it shows until it is first set.
    public init(start: Timestamp) {
        time = Mutex(start)
    }

    /// The time that it was last set to.
    public var now: Timestamp { time.withLock { $0 } }

    /// Moves the clock forward; it never goes back.
    ///
    /// - Parameter instant: The new time; an earlier one than the present is ignored.
    public func set(to instant: Timestamp) {
        time.withLock { $0 = max($0, instant) }
    }
}
