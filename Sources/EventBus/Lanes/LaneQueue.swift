import Synchronization

/// The queue of one priority in a lane: the events, how long they have waited, who waits for room.
///
/// `@unchecked Sendable`: the only memory behind the pointer is atomics.
@safe final class LaneQueue: @unchecked Sendable {
    typealias Slot = BoundedQueue<EventHeader>.Slot

    let waiters = RoomWaiters()
    private let events: BoundedQueue<EventHeader>
    /// When the event in each slot came; `.max` for none.
    ///
    /// Statistics read them for the oldest age.
    private let stamps: UnsafeMutablePointer<Atomic<Int64>>
    /// Counted by publishers after they have put an event in; pairs with the load in `depth`.
    private let arrivals = Padded()
    /// Counted by workers after they have taken one out; on a line that publishers do not write.
    private let departures = Padded()

    init(capacity: Int) {
        events = BoundedQueue(capacity: capacity)
        unsafe stamps = .allocate(capacity: capacity)
        for slot in 0..<capacity { unsafe (stamps + slot).initialize(to: Atomic(.max)) }
    }

    deinit {
        unsafe stamps.deinitialize(count: events.capacity)
        unsafe stamps.deallocate()
    }

    var capacity: Int { events.capacity }
    var arrived: UInt64 { arrivals.value.load(ordering: .sequentiallyConsistent) }
    var departed: UInt64 { departures.value.load(ordering: .sequentiallyConsistent) }

    /// How many events wait.
    ///
    /// While publishers and workers are at it, an event that was just put in may be missing;
    /// whoever puts it in counts it and looks for a worker afterwards.
    var depth: Int { Int(Int64(bitPattern: arrived &- departed)) }

    func reserve() -> Slot? { events.reserve() }

    func cancel(_ slot: Slot) {
        events.cancel(slot)
        wakeWaiters()
    }

    func commit(_ slot: Slot, _ event: EventHeader) {
        // Before the ring's read-modify-write publishes the slot, and cleared before it is freed.
        unsafe stamps[Int(slot.index)].store(event.receivedAt, ordering: .relaxed)
        events.commit(slot, event)
        arrivals.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
    }

    func next() -> Slot? { events.next() }

    func event(in slot: Slot) -> EventHeader { events.element(in: slot) }

    func take(_ slot: Slot) -> EventHeader {
        unsafe stamps[Int(slot.index)].store(.max, ordering: .relaxed)
        let event = events.take(slot)
        departures.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
        wakeWaiters()
        return event
    }

    /// Takes the oldest event out and keeps its room for a newer one.
    func evict() -> (EventHeader, Slot)? {
        guard let slot = events.next() else { return nil }
        unsafe stamps[Int(slot.index)].store(.max, ordering: .relaxed)
        let event = events.move(slot)
        departures.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
        return (event, slot)
    }

    /// When the oldest waiting event came, or `nil`.
    ///
    /// - Complexity: O(capacity); for statistics.
    var oldest: Int64? {
        guard depth > 0 else { return nil }
        var oldest = Int64.max
        for slot in 0..<capacity {
            oldest = min(oldest, unsafe stamps[slot].load(ordering: .relaxed))
        }
        return oldest == .max ? nil : oldest
    }

    private func wakeWaiters() {
        guard waiters.count > 0 else { return }
        let depth = max(0, depth)
        if depth <= capacity / 2 { waiters.wake(capacity - depth) }
    }
}
