import Synchronization

/// A place for a worker in its lane, and what the ticker must know to take an invocation away.
///
/// The worker stores `running` with the invocation's number before it calls the handler and
/// compare-exchanges it for `idle` afterwards. The ticker claims an invocation that takes too long
/// by compare-exchanging `running` for `claimed`; then it retains what the worker holds, and stores
/// `idle` with the next number. A worker that loses the race waits for that store before it lets
/// go of the event, and leaves: its place may already have a new worker.
///
/// `@unchecked Sendable`: `invocation` and `continuation` belong to the worker that holds the
/// place. The continuation is handed over by pushing the place on the lane's stack of parked ones.
@safe final class WorkerSlot: @unchecked Sendable {
    /// A worker's task, boxed so that the ticker can take it with one exchange.
    final class TaskBox: Sendable {
        let task: Task<Void, Never>
        init(_ task: Task<Void, Never>) { self.task = task }
    }

    private enum Phase {
        static let idle: UInt64 = 0
        static let running: UInt64 = 1
        static let claimed: UInt64 = 2
        static let mask: UInt64 = 3
    }

    let index: Int
    let handler: String
    let core: BusCore
    var continuation: UnsafeContinuation<Void, Never>?
    private var invocation: UInt64 = 0

    /// The invocation's number in the upper bits, the phase in the lower two.
    private let state = Atomic<UInt64>(0)
    private let startedAt = Atomic<Int64>(0)
    private let event = unsafe Atomic<Unmanaged<EventHeader>?>(nil)
    private let delivery = unsafe Atomic<Unmanaged<Delivery>?>(nil)
    private let track = Atomic<Int64>(-1)
    private let task = LatestValue<TaskBox>()
    private let successes = Atomic<UInt64>(0)
    private let padding = Padded()

    init(index: Int, handler: String, core: BusCore) {
        self.index = index
        self.handler = handler
        self.core = core
    }

    /// Deliveries that workers in this place have handled with success.
    var executed: UInt64 { successes.load(ordering: .acquiring) }

    /// Counts a success.
    ///
    /// Only the holder of the place counts, so a load and a store will do. The store releases what
    /// the delivery has led to, all of which was counted before, to the load in `executed`; and the
    /// holder's next sequentially consistent write, at the latest the one by which it takes the right
    /// to search, or gives it up, before it says that it is idle, makes it visible to a drain.
    func noteExecuted(_ count: Int) {
        let executed = successes.load(ordering: .relaxed)
        successes.store(executed &+ UInt64(count), ordering: .releasing)
    }

    /// Keeps the worker's task, for `claim` and `cancel`.
    func hold(_ task: Task<Void, Never>) {
        self.task.publish(TaskBox(task))
    }

    /// Announces an invocation.
    ///
    /// The caller keeps `work` alive until `finish` has returned `true`, or `waitForClaim` has
    /// returned.
    func begin(_ work: borrowing Work, at start: Int64) -> UInt64 {
        let number = invocation &+ 1
        invocation = number
        startedAt.store(start, ordering: .relaxed)
        unsafe event.store(Unmanaged.passUnretained(work.event), ordering: .relaxed)
        unsafe delivery.store(
            work.delivery.map { unsafe Unmanaged.passUnretained($0) }, ordering: .relaxed)
        track.store(work.track.map(Int64.init) ?? -1, ordering: .relaxed)
        // Releases the four stores above to the acquire in `claim`. From here on `invocation` is the
        // ticker's, should it claim this one.
        state.store(number << 2 | Phase.running, ordering: .releasing)
        return number
    }

    /// Ends the invocation.
    ///
    /// - Parameter number: What `begin` returned.
    /// - Returns: Whether it is still the worker's: `false` means that the ticker has taken both
    ///   the invocation and the place.
    func finish(_ number: UInt64) -> Bool {
        state.compareExchange(
            expected: number << 2 | Phase.running, desired: number << 2 | Phase.idle,
            ordering: .acquiringAndReleasing
        ).exchanged
    }

    /// Waits, after `finish` has returned `false`, until the ticker needs the work no more.
    func waitForClaim(of number: UInt64) async {
        while state.load(ordering: .acquiring) == number << 2 | Phase.claimed {
            await Task.yield()
        }
    }

    /// Takes the invocation away if it started before an instant.
    ///
    /// Called by the ticker only.
    ///
    /// - Returns: What was running; its task has been cancelled.
    func claim(startedBefore limit: Int64) -> Work? {
        beginClaim(startedBefore: limit).map(endClaim)
    }

    /// An invocation that is being taken away, and whose worker waits if it ends meanwhile.
    struct Claim {
        let number: UInt64
        let box: TaskBox
    }

    func beginClaim(startedBefore limit: Int64) -> Claim? {
        let seen = state.load(ordering: .acquiring)
        guard seen & Phase.mask == Phase.running, startedAt.load(ordering: .relaxed) < limit,
            let box = task.take()
        else { return nil }
        let number = seen >> 2
        // The number makes sure that what is claimed is what was looked at.
        let isClaimed = state.compareExchange(
            expected: seen, desired: number << 2 | Phase.claimed,
            ordering: .acquiringAndReleasing
        ).exchanged
        guard isClaimed else {
            // The worker may have left by now, and the place have a new one.
            task.putBack(box)
            return nil
        }
        return Claim(number: number, box: box)
    }

    func endClaim(_ claim: Claim) -> Work {
        guard let event = unsafe event.load(ordering: .relaxed) else {
            preconditionFailure("invocation \(claim.number) of \(handler) runs without an event")
        }
        // The worker waits for the exchange below before it releases these.
        var work = Work(unsafe event.takeUnretainedValue())
        work.delivery = unsafe delivery.load(ordering: .relaxed)?.takeUnretainedValue()
        let track = track.load(ordering: .relaxed)
        work.track = track < 0 ? nil : UInt32(track)
        invocation = claim.number &+ 1
        _ = state.exchange(
            (claim.number &+ 1) << 2 | Phase.idle, ordering: .acquiringAndReleasing)
        claim.box.task.cancel()
        return work
    }

    /// Forgets the worker's task, which is about to leave.
    ///
    /// - Returns: Whether it was held: else whoever has started it is late, and would hold it in place of the next one.
    func letGo() -> Bool { task.take() != nil }

    /// Cancels the worker's task, at the end of the bus.
    func cancel() {
        guard let box = task.take() else { return }
        box.task.cancel()
        task.putBack(box)
    }
}
