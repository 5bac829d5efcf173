import Synchronization

/// All queues of a lane, and the order in which they are served.
///
/// Critical events go first. Sixteen turns are shared out among the rest: eight for high, four for
/// normal, three for coalesced and one for low events; a turn whose queue is empty goes to the
/// next. So, critical events aside, whatever is at the head of its queue waits for at most fifteen
/// others of each worker.
///
/// `@unchecked Sendable`: the queues behind the pointers are made once, under compare-exchange, and
/// live as long as this object.
@safe final class LaneQueues: @unchecked Sendable {
    /// A claimed event, still in its queue.
    struct Entry {
        /// A priority's raw value, or `coalescing`.
        let queue: UInt8
        let slot: UInt32
    }

    static let coalescing: UInt8 = 4
    private static let turns: [UInt8] = [2, 1, 2, 4, 2, 1, 2, 4, 2, 1, 2, 4, 2, 1, 2, 0]
    private static let fallbacks: [UInt8] = [2, 1, 4, 0]

    let capacity: Int
    let coalesced: CoalescingTable?
    /// Made when the first event of the priority comes: most lanes only ever see one of them.
    private let queues: UnsafeMutablePointer<Atomic<Unmanaged<LaneQueue>?>>

    init(capacity: Int, coalesces: Bool) {
        self.capacity = capacity
        coalesced = coalesces ? CoalescingTable(keyLimit: max(4_096, 4 * capacity)) : nil
        unsafe queues = .allocate(capacity: Priority.allCases.count)
        for queue in 0..<Priority.allCases.count {
            unsafe (queues + queue).initialize(to: Atomic(nil))
        }
    }

    deinit {
        for queue in 0..<Priority.allCases.count {
            unsafe queues[queue].load(ordering: .acquiring)?.release()
        }
        unsafe queues.deinitialize(count: Priority.allCases.count)
        unsafe queues.deallocate()
    }

    /// Calls a function with the queue of a priority, made if need be.
    func withQueue<Result>(
        _ priority: Priority, _ body: (LaneQueue) -> Result
    ) -> Result {
        if let result = withExisting(priority.rawValue, body) { return result }
        let made = unsafe Unmanaged.passRetained(LaneQueue(capacity: capacity))
        // Releases the queue's contents to the acquire in `withExisting`.
        let (exchanged, found) = unsafe queues[Int(priority.rawValue)].compareExchange(
            expected: nil, desired: made, ordering: .acquiringAndReleasing)
        guard !exchanged, let found = unsafe found else {
            return unsafe made._withUnsafeGuaranteedRef(body)
        }
        unsafe made.release()
        return unsafe found._withUnsafeGuaranteedRef(body)
    }

    /// Calls a function with a queue, if it was made.
    ///
    /// The queue lives as long as this object, so it is lent without a retain: publishers and
    /// workers would fight over the cache line of its reference count.
    @inline(__always)
    func withExisting<Result>(_ queue: UInt8, _ body: (LaneQueue) -> Result) -> Result? {
        guard let found = unsafe queues[Int(queue)].load(ordering: .acquiring) else { return nil }
        return unsafe found._withUnsafeGuaranteedRef(body)
    }

    /// Claims the event to serve next, or returns `nil` when none waits.
    func next(turn: inout Int) -> Entry? {
        Self.first(turn: &turn) { next(from: $0) }
    }

    /// Claims the next critical event, or returns `nil` when none waits.
    func nextCritical() -> Entry? { next(from: Priority.critical.rawValue) }

    /// Asks the queues in the order in which they are served, until one has something.
    @inline(__always)
    static func first<Found>(turn: inout Int, in queue: (UInt8) -> Found?) -> Found? {
        if let found = queue(Priority.critical.rawValue) { return found }
        turn &+= 1
        if let found = queue(turns[turn & 15]) { return found }
        for fallback in fallbacks {
            if let found = queue(fallback) { return found }
        }
        return nil
    }

    private func next(from queue: UInt8) -> Entry? {
        if queue == Self.coalescing {
            return coalesced?.next().map { Entry(queue: queue, slot: $0) }
        }
        guard let slot = withExisting(queue, { $0.next() }), let slot else { return nil }
        return Entry(queue: queue, slot: slot.index)
    }

    /// Takes a claimed event out.
    func take(_ entry: Entry) -> EventHeader {
        if entry.queue == Self.coalescing, let coalesced { return coalesced.take(entry.slot) }
        let slot = LaneQueue.Slot(index: entry.slot)
        guard let event = withExisting(entry.queue, { $0.take(slot) }) else {
            preconditionFailure("entry of queue \(entry.queue), which was never made")
        }
        return event
    }

    /// The key by which a claimed event is ordered.
    func orderKey(of entry: Entry, by key: (EventHeader) -> UInt64) -> UInt64 {
        if entry.queue == Self.coalescing, let coalesced {
            return coalesced.orderKey(of: entry.slot)
        }
        let slot = LaneQueue.Slot(index: entry.slot)
        guard let key = withExisting(entry.queue, { $0.withEvent(in: slot, key) }) else {
            preconditionFailure("entry of queue \(entry.queue), which was never made")
        }
        return key
    }

    /// Events that came or are about to: publishers and earlier stages hold room for them.
    var came: UInt64 { sum(\.came) &+ (coalesced?.arrived ?? 0) }
    /// Events that were taken out, and room that was given back without one.
    var left: UInt64 { sum(\.left) &+ (coalesced?.departed ?? 0) }
    /// Room that was given back without an event.
    var cancelled: UInt64 { sum(\.cancelled) }
    var depth: Int { max(0, Int(Int64(bitPattern: came &- left))) }
    var suspendedPublishers: Int { existing.reduce(0) { $0 + $1.waiters.count } }

    /// Whether an event waits that nobody has claimed; see `IndexRing.isEmpty`.
    var hasEvents: Bool {
        for queue in 0..<UInt8(Priority.allCases.count) {
            if withExisting(queue, { $0.hasEvents }) == true { return true }
        }
        return coalesced?.hasEvents ?? false
    }

    var depths: PriorityDepths {
        func depth(_ priority: Priority) -> Int {
            withExisting(priority.rawValue) { $0.depth } ?? 0
        }
        var depths = PriorityDepths()
        depths.low = depth(.low)
        depths.normal = depth(.normal)
        depths.high = depth(.high)
        depths.critical = depth(.critical)
        depths.coalescing = max(0, coalesced?.depth ?? 0)
        return depths
    }

    /// When the oldest waiting event came, or `nil`.
    var oldest: Int64? {
        (existing.compactMap(\.oldest) + [coalesced?.oldest].compactMap(\.self)).min()
    }

    /// Sends publishers away that wait for room, and returns how many.
    @discardableResult
    func releaseWaiters(_ outcome: RoomWaiters.Outcome, includingHandlers: Bool) -> Int {
        existing.reduce(0) {
            $0 + $1.waiters.release(outcome, includingHandlers: includingHandlers)
        }
    }

    private var existing: [LaneQueue] {
        (0..<UInt8(Priority.allCases.count)).compactMap { withExisting($0) { $0 } }
    }

    private func sum(_ count: (LaneQueue) -> UInt64) -> UInt64 {
        var sum: UInt64 = 0
        for queue in 0..<UInt8(Priority.allCases.count) {
            sum &+= withExisting(queue, count) ?? 0
        }
        return sum
    }
}
