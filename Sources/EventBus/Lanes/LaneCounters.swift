import Synchronization

/// What a lane counts beside the traffic of its queues and the successes of its workers.
///
/// Each delivery has exactly one end: executed (see `WorkerSlot.executed`), `filtered`, `droppedOldest`, `droppedNewest`,
/// `coalesced`, `deadLettered` or `undelivered`.
struct LaneCounters: ~Copyable, Sendable {
    let filtered = Atomic<UInt64>(0)
    let failed = Atomic<UInt64>(0)
    let retried = Atomic<UInt64>(0)
    let timedOut = Atomic<UInt64>(0)
    let lateFinishes = Atomic<UInt64>(0)
    let deadLettered = Atomic<UInt64>(0)
    let droppedOldest = Atomic<UInt64>(0)
    let coalesced = Atomic<UInt64>(0)
    let droppedNewest = Atomic<UInt64>(0)
    let redelivered = Atomic<UInt64>(0)
    let undelivered = Atomic<UInt64>(0)

    /// Deliveries that came through a queue and had another end than success.
    var settledWithoutSuccess: UInt64 {
        filtered.load(ordering: .sequentiallyConsistent)
            &+ deadLettered.load(ordering: .sequentiallyConsistent)
            &+ droppedOldest.load(ordering: .sequentiallyConsistent)
            &+ undelivered.load(ordering: .sequentiallyConsistent)
    }
}
