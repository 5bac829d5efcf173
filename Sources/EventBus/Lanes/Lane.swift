import Synchronization

/// Everything between publishers and one handler: queues, workers, retries and counters.
///
/// Publishers admit and commit events (this file), workers take them out and run the handler
/// (`Lane+Workers`), outcomes are settled (`Lane+Outcomes`), and the bus's tick looks after what
/// takes too long (`Lane+Ticking`).
///
/// `@unchecked Sendable`: `collectedDue` belongs to the one worker of a batch lane, `ticked` to the
/// tick, of which only one runs at a time, and `steppedTurn` to the one run of a stepped bus.
final class Lane: @unchecked Sendable {
    /// Room that a publisher holds in a lane, or why it needs none.
    enum Admission {
        case slot(LaneQueue.Slot)
        case cell(Int)
        case dropped
        case full
    }

    /// Reasons for taking no events, as bits.
    enum Halt {
        static let paused: UInt64 = 1
        static let deadLetters: UInt64 = 2
        static let circuit: UInt64 = 4
    }

    /// Invocations that go on after their timeout, and what that costs.
    struct StuckPlaces {
        var count = 0
        /// Places that stay empty because too many invocations are stuck.
        var withheld: [Int] = []
    }

    /// Deliveries that came, and those that had their end: both only grow.
    struct Traffic: Equatable {
        var came: UInt64 = 0
        var settled: UInt64 = 0
    }

    /// No time.
    ///
    /// An optional one would be stored in two parts and read in one, which stalls the processor
    /// once per event.
    static let unknown = Int64.min

    let index: Int
    let plan: LanePlan
    let core: BusCore
    let queues: LaneQueues
    let sequencer: KeySequencer?
    let circuit: Circuit?
    let counters = LaneCounters()
    let waitTimes = AtomicHistogram()
    let runTimes = AtomicHistogram()
    /// What failed last, for the statistics: a delivery whose attempts nobody changes any more.
    ///
    /// It keeps its event alive until the next failure.
    let lastFailure = LatestValue<Delivery>()

    // Sequentially consistent throughout: who brings work looks for sleepers afterwards, who goes
    // to sleep looks for work afterwards, and one of them must see the other.
    let halts = Atomic<UInt64>(0)
    let searching = Atomic<Bool>(false)
    /// Whether the handler never suspends and takes next to no time; relaxed, since any answer will do.
    let isBrief = Atomic<Bool>(false)
    /// Where workers run once the handler `suspendsOften`; `nil` if it cannot, or the configuration names another.
    let executor: LaneExecutor?
    /// Whether the handler's workers were often found on another thread after a call; relaxed, a hint.
    let suspendsOften = Atomic<Bool>(false)
    let parked: IndexStack
    let vacant: IndexStack
    let slots: [WorkerSlot]
    let workers = Atomic<Int>(0)
    /// What was taken away from its worker and goes on, under one lock: whether a place stays empty depends on how
    /// many there are, and whoever ends gives one back.
    let stuckPlaces = Mutex(StuckPlaces())

    /// Events whose dead letters the sink has not taken; sequentially consistent, see `DeadLetterDesk`.
    let unrecorded = Atomic<Int>(0)

    let resumed = Mutex<[Delivery]>([])
    let resumedCount = Atomic<Int>(0)
    let retrying = Atomic<Int>(0)
    /// Whether an ordered lane waits for a retry.
    let isHeld = Atomic<Bool>(false)
    /// Whether the handler is unsubscribed: workers leave once nothing waits.
    let isLeaving = Atomic<Bool>(false)

    /// A batch that is being collected, while its worker is parked: the end of the bus takes it out.
    let collected = Mutex<[EventHeader]>([])
    var collectedDue: Int64 = 0
    /// When a batch that is being collected is to be handled; 0 for none.
    let lingerUntil = Atomic<Int64>(0)

    var ticked = LaneTickState()
    /// The turn of a stepped bus.
    var steppedTurn = 0
    /// Whether a stepped bus has this lane on its list of those to look at.
    let isListed = Atomic<Bool>(false)
    /// The types of the last permanent and of the last other error: to ask a type what it conforms
    /// to takes as long as to handle an event.
    let permanentType = Atomic<UInt>(0)
    let passingType = Atomic<UInt>(0)
    /// The failure that statistics show until there is a newer one.
    let shownFailure = Mutex<Attempt?>(nil)

    init(index: Int, plan: LanePlan, core: BusCore) {
        self.index = index
        self.plan = plan
        self.core = core
        var coalesces = false
        if case .coalesce = plan.overflow { coalesces = true }
        queues = LaneQueues(capacity: plan.capacity, coalesces: coalesces)
        if case .keyed(let key) = plan.mode {
            sequencer = KeySequencer(trackLimit: plan.capacity + plan.limit, keyOf: key)
        } else {
            sequencer = nil
        }
        if case .suspending = plan.handle, core.configuration.executor == nil, !core.isStepped {
            executor = LaneExecutor(workers: plan.limit)
        } else {
            executor = nil
        }
        circuit = plan.breaker.map(Circuit.init)
        slots = (0..<plan.limit).map { WorkerSlot(index: $0, handler: plan.name, core: core) }
        parked = IndexStack(capacity: plan.limit, filled: false)
        vacant = IndexStack(capacity: plan.limit, filled: true)
    }

    /// Takes room for an event, by the lane's policy.
    ///
    /// Every admission but `full` is committed or cancelled.
    ///
    /// A publisher that is not `isWoken`, that has not waited its turn, is refused while others
    /// wait.
    func admit(_ event: EventHeader, isWoken: Bool) -> Admission {
        if case .coalesce(let key) = plan.overflow, event.priority != .critical,
            let key = key(event), let cell = queues.coalesced?.cell(of: key)
        {
            return .cell(cell)
        }
        let slot = queues.withQueue(event.priority) { queue in
            isWoken || queue.waiters.count == 0 ? queue.reserve() : nil
        }
        if let slot { return .slot(slot) }
        switch plan.overflow {
        case .suspend, .fail, .coalesce: return .full
        case .dropNewest: return .dropped
        case .dropOldest: return makeRoom(event.priority)
        }
    }

    private func makeRoom(_ priority: Priority) -> Admission {
        queues.withQueue(priority) { queue in
            while true {
                if let slot = queue.reserve() { return .slot(slot) }
                // All room is held by publishers that have not committed, or by events that were
                // claimed and wait for their key.
                guard let oldest = queue.evict() else { return .dropped }
                oldest.stages?.settled(oldest)
                counters.droppedOldest.wrappingAdd(1, ordering: .sequentiallyConsistent)
            }
        }
    }

    func cancel(_ admission: Admission, of event: EventHeader) {
        guard case .slot(let slot) = admission else { return }
        queues.withQueue(event.priority) { $0.cancel(slot) }
    }

    /// Puts an admitted event in and sees to it that a worker comes for it.
    ///
    /// - Returns: Whether the handler will get it, or an event that has replaced it.
    @discardableResult
    func commit(_ admission: Admission, _ event: EventHeader) -> Bool {
        unsafe commit(admission, event, reference: .passRetained(event))
    }

    /// The same, taking over a reference to the event.
    @discardableResult
    func commit(
        _ admission: Admission, _ event: EventHeader, reference: Unmanaged<EventHeader>
    ) -> Bool {
        switch admission {
        case .slot(let slot):
            queues.withQueue(event.priority) {
                unsafe $0.commit(slot, event, reference: reference)
            }
        case .cell(let cell):
            guard let table = queues.coalesced else {
                preconditionFailure("\(plan.name) has a cell but coalesces nothing")
            }
            var orderKey: UInt64 = 0
            if case .keyed(let key) = plan.mode { orderKey = key(event) }
            if let replaced = unsafe table.put(reference, in: cell, orderKey: orderKey) {
                replaced.stages?.settled(replaced)
                counters.coalesced.wrappingAdd(1, ordering: .sequentiallyConsistent)
                return true
            }
        case .dropped:
            unsafe reference.release()
            counters.droppedNewest.wrappingAdd(1, ordering: .sequentiallyConsistent)
            return false
        case .full:
            preconditionFailure("\(plan.name) has no room to commit event \(event.id) to")
        }
        signal()
        return true
    }

    /// Waits until there may be room for an event.
    func waitForRoom(_ event: EventHeader, isHandler: Bool) async -> RoomWaiters.Outcome {
        let queue = queues.withQueue(event.priority) { $0 }
        return await queue.waiters.wait(isHandler: isHandler) { [core] in
            if core.refuses(isHandler: isHandler) { return .closed }
            if self.isLeaving.load(ordering: .sequentiallyConsistent) { return .room }
            guard queue.depth < queue.capacity else { return nil }
            // A handler holds up a worker, perhaps the one that would make room; others keep to their turn.
            if isHandler { return .room }
            queue.waiters.wake(queue.capacity - queue.depth)
            return nil
        }
    }

    /// Wakes the next publisher if there is room: the one that was woken for it does not take it.
    func passRoomOn(_ priority: Priority) {
        queues.withQueue(priority) { $0.wakeWaiters() }
    }

    /// Stops or restarts the taking of events, for one reason.
    ///
    /// Several may hold at once.
    func setHalt(_ halt: UInt64, _ isSet: Bool) {
        if isSet {
            halts.bitwiseOr(halt, ordering: .sequentiallyConsistent)
        } else {
            halts.bitwiseAnd(~halt, ordering: .sequentiallyConsistent)
            signal()
        }
    }

    /// Deliveries that came, and those that had their end.
    ///
    /// Equal when nothing is under way.
    var traffic: Traffic {
        let settled = settled &+ queues.cancelled
        return Traffic(came: queues.came, settled: settled)
    }

    /// Deliveries that were taken out and had no end yet, those that wait for their retry included.
    var underWay: Int {
        let settled = settled
        return max(0, Int(Int64(bitPattern: queues.left &- queues.cancelled &- settled)))
    }

    /// Deliveries that came through a queue and had their end.
    var settled: UInt64 { executed &+ counters.settledWithoutSuccess }

    /// Invocations that were taken away and go on.
    var stuck: Int { stuckPlaces.withLock { $0.count } }

    /// Deliveries handled with success.
    var executed: UInt64 { slots.reduce(0) { $0 &+ $1.executed } }
}
