import Synchronization

/// How many events were published, and when the last one was.
///
/// Side by side, apart from all else: every publisher writes both. Relaxed throughout: each number is all that is
/// shared, and of two publishers at once either may leave its time.
struct PublishCount: ~Copyable, Sendable {
    /// Nanoseconds without an event, after which the pool's threads count as asleep.
    private static let rest: Int64 = 50_000

    private typealias Words = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    private let before: (Words, UInt64, UInt64) = ((0, 0, 0, 0, 0, 0), 0, 0)
    private let count = Atomic<UInt64>(0)
    private let lastAt = Atomic<Int64>(.min)
    private let after: Words = (0, 0, 0, 0, 0, 0)

    /// Events so far.
    var value: UInt64 { count.load(ordering: .relaxed) }

    /// Counts an event, and returns its place in the order, from 1.
    func next(at time: Int64) -> UInt64 {
        note(time)
        return count.wrappingAdd(1, ordering: .relaxed).newValue
    }

    /// Ends a rest without an event.
    func note(_ time: Int64) {
        lastAt.store(time, ordering: .relaxed)
    }

    /// Whether nothing has been published for a while.
    func hasRested(at time: Int64) -> Bool {
        lastAt.load(ordering: .relaxed) < time &- Self.rest
    }
}
