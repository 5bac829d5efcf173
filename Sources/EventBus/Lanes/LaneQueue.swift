import Synchronization

/// The queue of one priority in a lane: the events, how long they have waited, who waits for room.
final class LaneQueue: Sendable {
    typealias Slot = BoundedQueue<EventHeader>.Slot

    let waiters = RoomWaiters()
    private let events: BoundedQueue<EventHeader>
    /// How often room was given back without an event; counted before it is given.
    private let cancellations = Atomic<UInt64>(0)

    init(capacity: Int) {
        events = BoundedQueue(capacity: capacity)
    }

    var capacity: Int { events.capacity }

    /// How often room was taken: events that came or are about to.
    var came: UInt64 { events.taken }
    /// How often room was given back.
    var left: UInt64 { events.given }
    /// How often it was given back without an event.
    var cancelled: UInt64 { cancellations.load(ordering: .sequentiallyConsistent) }

    /// How many events wait, those included for which a publisher or an earlier stage holds room.
    var depth: Int { max(0, Int(Int64(bitPattern: came &- left))) }

    /// Whether an event waits that nobody has claimed.
    var hasEvents: Bool { !events.isEmpty }

    func reserve() -> Slot? { events.reserve() }

    func cancel(_ slot: Slot) {
        cancellations.wrappingAdd(1, ordering: .sequentiallyConsistent)
        events.cancel(slot)
        wakeWaiters()
    }

    /// Puts an event into reserved room, and takes over a reference to it.
    func commit(_ slot: Slot, _ event: EventHeader, reference: Unmanaged<EventHeader>) {
        unsafe events.commit(slot, reference: reference, stamp: event.receivedAt)
    }

    func next() -> Slot? { events.next() }

    func withEvent<Result>(in slot: Slot, _ body: (EventHeader) -> Result) -> Result {
        events.withElement(in: slot, body)
    }

    func take(_ slot: Slot) -> EventHeader {
        let event = events.take(slot)
        wakeWaiters()
        return event
    }

    /// Takes the oldest event out, to make room.
    ///
    /// Publishers that wait are not told: there are none where the oldest is dropped.
    func evict() -> EventHeader? { events.pop() }

    /// When the oldest waiting event came, or `nil`.
    ///
    /// - Complexity: O(capacity); for statistics.
    var oldest: Int64? { depth > 0 ? events.oldestStamp : nil }

    /// Wakes those who wait, once half the room is free.
    func wakeWaiters() {
        guard waiters.count > 0 else { return }
        let depth = depth
        if depth <= capacity / 2 { waiters.wake(capacity - depth) }
    }
}
