import Synchronization

/// A source's share, as the time at which its bucket would be full again (the generic cell rate
/// algorithm): one number, moved by compare-exchange, and nobody has to refill anything.
final class TokenBucket: Sendable {
    private let interval: Int64
    private let tolerance: Int64
    private let fullAt = Atomic<Int64>(.min)

    init(_ throttle: Throttle) {
        interval = max(1, Int64(1e9 / throttle.perSecond))
        tolerance = interval.multipliedReportingOverflow(by: Int64(throttle.burst)).partialValue
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
