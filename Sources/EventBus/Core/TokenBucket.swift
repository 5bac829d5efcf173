import Synchronization

/// A source's share, as the time at which its bucket would be full again (the generic cell rate
/// algorithm): one number, moved by compare-exchange, and nobody has to refill anything.
final class TokenBucket: Sendable {
    private let interval: Int64
    private let tolerance: Int64
    private let fullAt = Atomic<Int64>(.min)

    /// The longest time between two tokens, some seventy years; a burst counts for twice that at most.
    ///
    /// Three times this and the time since the machine was started are still a number.
    private static let longest = Int64.max / 4

    init(_ throttle: Throttle) {
        interval = Int64(min(max(1, 1e9 / throttle.perSecond), Double(Self.longest)))
        let (span, overflow) = interval.multipliedReportingOverflow(by: Int64(throttle.burst))
        tolerance = overflow ? 2 * Self.longest : min(span, 2 * Self.longest)
    }

    /// Takes one token.
    ///
    /// - Parameter now: The monotonic time in nanoseconds.
    /// - Returns: `nil`, or how many nanoseconds later there will be one.
    func take(at now: Int64) -> Int64? {
        var old = fullAt.load(ordering: .relaxed)
        while true {
            let new = max(old, now) &+ interval
            let missing = new &- now &- tolerance
            guard missing <= 0 else { return missing }
            let (exchanged, found) = fullAt.compareExchange(
                expected: old, desired: new, ordering: .relaxed)
            if exchanged { return nil }
            old = found
        }
    }
}
