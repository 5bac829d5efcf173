import Synchronization

/// Room for a fixed number of things, as two counts that only grow: what was taken, what was given
/// back.
///
/// Those who take and those who give write different cache lines. Who takes reads the other line
/// only when the room seems to be used up.
///
/// Orderings are sequentially consistent where the counts are moved, because a drain compares them
/// with others: what a handler's event leads to is counted before that event is settled.
struct RoomCount: ~Copyable, Sendable {
    private let capacity: UInt64
    private let takings = Padded()
    /// A former count of `givings`: it may lag, which only makes it be read again.
    private let known = Padded()
    private let givings = Padded()

    init(capacity: Int) {
        self.capacity = UInt64(capacity)
    }

    var taken: UInt64 { takings.value.load(ordering: .sequentiallyConsistent) }
    var given: UInt64 { givings.value.load(ordering: .sequentiallyConsistent) }

    /// Takes room.
    ///
    /// - Returns: How often room had been taken before, or `nil` when there is none.
    /// - Complexity: O(1), lock-free.
    func take() -> UInt64? {
        var taken = takings.value.load(ordering: .relaxed)
        while true {
            if taken &- known.value.load(ordering: .relaxed) >= capacity {
                let given = given
                // Wrapping: others may have taken and given since `taken` was read.
                guard Int64(bitPattern: taken &- given) < Int64(capacity) else { return nil }
                known.value.store(given, ordering: .relaxed)
            }
            let (exchanged, found) = takings.value.compareExchange(
                expected: taken, desired: taken &+ 1, ordering: .sequentiallyConsistent)
            if exchanged { return taken }
            taken = found
        }
    }

    /// Gives room back.
    func give() {
        givings.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
    }
}
